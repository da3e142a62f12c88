/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one view state: what is open, what is asked of it, what is looked at.
 *
 * This file holds the type, its properties and the pass. The rest by concern: -load (collection, region),
 * -run (engine, counts, status), -filter, -hidden (why an event is not shown), -history (selection),
 * -map (view), -names (names, profiles, labels) and -state (what comes back at the next start).
 *
 * Every setter changes what is wanted at once, marks what that makes dirty and asks for the pass: one idle
 * callback ahead of the next frame, however many setters were called. All of it belongs to the main thread. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

#include <math.h>

enum
{
  CHANGED,
  N_SIGNALS
};

GParamSpec *ibar_session_properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarSession, ibar_session, G_TYPE_OBJECT)

static gboolean
session_pass (gpointer data)
{
  g_autoptr (IbarSession) self = g_object_ref (IBAR_SESSION (data));
  guint flags;

  self->idle_id = 0;
  if (self->needs_run)
    ibar_session_run (self);
  flags = self->dirty;
  self->dirty = 0;
  ibar_session_update_lists (self, flags);
  if ((flags & (IBAR_CHANGED_RESULT | IBAR_CHANGED_COLLECTION)) != 0)
    {
      ibar_session_notify (self, PROP_N_PASSING);
      ibar_session_notify (self, PROP_N_TOTAL);
    }
  if (self->needs_status || flags != 0)
    ibar_session_update_status (self);
  if (flags != 0)
    g_signal_emit (self, signals[CHANGED], 0, flags);
  return G_SOURCE_REMOVE;
}

/* Asks for the pass; flags is what ::changed will tell, and may be 0. */
void
ibar_session_mark_dirty (IbarSession *self, guint flags)
{
  self->dirty |= flags;
  if (self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, session_pass, self, NULL);
}

void
ibar_session_notify (IbarSession *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), ibar_session_properties[property]);
}

static void
ibar_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IbarSession *self = IBAR_SESSION (object);

  switch (prop_id)
    {
    case PROP_COLLECTION_NAME:
      g_value_set_string (value, ibar_session_get_collection_name (self));
      break;
    case PROP_N_PASSING:
      g_value_set_uint (value, ibar_session_get_n_passing (self));
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, ibar_session_get_n_total (self));
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->n_loading > 0);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, ibar_session_can_go_back (self));
      break;
    case PROP_CAN_GO_FORWARD:
      g_value_set_boolean (value, ibar_session_can_go_forward (self));
      break;
    case PROP_FILTER_TEXT:
      g_value_set_string (value, self->filter_text);
      break;
    case PROP_NAMES:
      g_value_take_string (value, ibar_name_setting_to_string (&self->names));
      break;
    case PROP_PROFILE:
      {
        const IbarBoundaryProfile *profile = ibar_session_get_profile (self);

        g_value_set_string (value, profile != NULL ? profile->id : "");
        break;
      }
    case PROP_SORT_KEY:
      g_value_set_string (value, ibar_sort_key_to_string (self->sort_key));
      break;
    case PROP_SORT_DESCENDING:
      g_value_set_boolean (value, self->sort_descending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ibar_session_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IbarSession *self = IBAR_SESSION (object);
  IbarNameSetting names;
  IbarSortKey key;

  switch (prop_id)
    {
    case PROP_NAMES:
      if (ibar_name_setting_from_string (g_value_get_string (value), &names))
        ibar_session_set_names (self, &names);
      break;
    case PROP_PROFILE:
      ibar_session_set_profile (self, g_value_get_string (value));
      break;
    case PROP_SORT_KEY:
      /* Largest first where size is what is sorted by, and the latest date; else from A. */
      if (ibar_sort_key_from_string (g_value_get_string (value), &key) && key != self->sort_key)
        ibar_session_set_sort (self, key,
                               key == IBAR_SORT_DATE || key == IBAR_SORT_CASUALTIES
                                   || key == IBAR_SORT_SOURCES);
      break;
    case PROP_SORT_DESCENDING:
      ibar_session_set_sort (self, self->sort_key, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ibar_session_dispose (GObject *object)
{
  IbarSession *self = IBAR_SESSION (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  ibar_session_unwatch (self);
  if (self->run_cancellable != NULL)
    g_cancellable_cancel (self->run_cancellable);
  G_OBJECT_CLASS (ibar_session_parent_class)->dispose (object);
}

static void
ibar_session_finalize (GObject *object)
{
  IbarSession *self = IBAR_SESSION (object);

  g_clear_object (&self->events);
  g_clear_object (&self->cluster_events);
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      g_clear_object (&self->facets[facet]);
      g_free (self->totals[facet]);
    }
  g_clear_object (&self->run_cancellable);
  g_clear_pointer (&self->result, ibar_result_unref);
  g_clear_pointer (&self->runner, ibar_runner_unref);
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_clear_pointer (&self->event, ibar_event_record_free);
  g_clear_pointer (&self->collection, ibar_collection_unref);
  g_clear_pointer (&self->region, ibar_region_unref);
  g_clear_pointer (&self->filter, ibar_filter_free);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_pointer (&self->waiting_state, g_variant_unref);
  g_free (self->collection_name);
  g_free (self->filter_text);
  g_free (self->profile);
  g_free (self->run_error);
  g_free (self->status);
  G_OBJECT_CLASS (ibar_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;
  GParamSpec **p = ibar_session_properties;

  p[PROP_COLLECTION_NAME] = g_param_spec_string ("collection-name", NULL, NULL, NULL, readable);
  p[PROP_N_PASSING] = g_param_spec_uint ("n-passing", NULL, NULL, 0, G_MAXUINT, 0, readable);
  p[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, readable);
  p[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, readable);
  p[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  p[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, readable);
  p[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, readable);
  p[PROP_CAN_GO_FORWARD] = g_param_spec_boolean ("can-go-forward", NULL, NULL, FALSE, readable);
  p[PROP_FILTER_TEXT] = g_param_spec_string ("filter-text", NULL, NULL, NULL, readable);
  p[PROP_NAMES] = g_param_spec_string ("names", NULL, NULL, NULL, writable);
  p[PROP_PROFILE] = g_param_spec_string ("profile", NULL, NULL, NULL, writable);
  p[PROP_SORT_KEY] = g_param_spec_string ("sort-key", NULL, NULL, "date", writable);
  p[PROP_SORT_DESCENDING] = g_param_spec_boolean ("sort-descending", NULL, NULL, TRUE, writable);
  g_object_class_install_properties (object_class, N_PROPS, p);
}

static void
ibar_session_class_init (IbarSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ibar_session_dispose;
  object_class->finalize = ibar_session_finalize;
  object_class->get_property = ibar_session_get_property;
  object_class->set_property = ibar_session_set_property;
  install_properties (object_class);

  /**
   * IbarSession::changed:
   * @self: the session
   * @flags: #IbarChanged
   *
   * Once a pass, after everything there is to read is up to date.
   */
  signals[CHANGED] = g_signal_new ("changed", IBAR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
ibar_session_init (IbarSession *self)
{
  self->filter = ibar_filter_new ();
  self->filter_text = g_strdup ("");
  self->status = g_strdup ("");
  self->names = IBAR_NAME_SETTING_DEFAULT;
  self->sort_key = IBAR_SORT_DATE;
  self->sort_descending = TRUE;
  self->view.center = (IbarPoint){ NAN, NAN };
  ibar_extent_init_empty (&self->waiting_extent);
  ibar_session_init_history (self);
  self->events = ibar_event_list_new (self);
  self->cluster_events = ibar_event_list_new (self);
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    self->facets[facet] = ibar_facet_list_new (self, (IbarFacet) facet);
}

/**
 * ibar_session_new:
 *
 * A session with nothing open and nothing asked.
 *
 * Returns: (transfer full): the session
 */
IbarSession *
ibar_session_new (void)
{
  return g_object_new (IBAR_TYPE_SESSION, NULL);
}

IbarCollection *
ibar_session_get_collection (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->collection;
}

const IbarVocabulary *
ibar_session_get_vocabulary (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->vocabulary;
}

IbarColumns *
ibar_session_get_columns (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->columns;
}

IbarRegion *
ibar_session_get_region (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->region;
}

IbarResult *
ibar_session_get_result (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->result;
}

const char *
ibar_session_get_collection_name (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->collection_name != NULL ? self->collection_name : "";
}

const char *
ibar_session_get_status (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->status;
}

gboolean
ibar_session_is_loading (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), FALSE);
  return self->n_loading > 0;
}

gboolean
ibar_session_is_settled (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), FALSE);
  return self->n_loading == 0 && self->idle_id == 0 && self->run_cancellable == NULL;
}

/**
 * ibar_session_has_lists:
 * @self: a session
 *
 * Returns: whether the facets of what is open hold all their values; those of a large collection follow the first
 *   "changed" one by one
 */
gboolean
ibar_session_has_lists (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), FALSE);
  return self->empty_facets == 0;
}

guint
ibar_session_get_n_total (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), 0);
  return self->columns != NULL ? ibar_columns_get_n_rows (self->columns) : 0;
}

guint
ibar_session_get_n_passing (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), 0);
  return self->result != NULL ? ibar_result_get_n_passing (self->result) : 0;
}

GListModel *
ibar_session_get_events (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->events);
}

GListModel *
ibar_session_get_cluster_events (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->cluster_events);
}

GListModel *
ibar_session_get_facet (IbarSession *self, IbarFacet facet)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  g_return_val_if_fail (facet < IBAR_N_FACETS, NULL);
  return G_LIST_MODEL (self->facets[facet]);
}

/**
 * ibar_session_flush:
 * @self: a session
 *
 * Does what is pending now instead of before the next frame, and waits for a run in a worker. It does not
 * wait for a file that is being opened.
 */
void
ibar_session_flush (IbarSession *self)
{
  g_return_if_fail (IBAR_IS_SESSION (self));

  while (self->idle_id != 0 || self->run_cancellable != NULL)
    {
      if (self->idle_id != 0)
        {
          g_clear_handle_id (&self->idle_id, g_source_remove);
          session_pass (self);
        }
      else
        g_main_context_iteration (NULL, TRUE);
    }
  ibar_event_list_flush (self->events);
  ibar_event_list_flush (self->cluster_events);
  while (self->empty_facets != 0)
    g_main_context_iteration (NULL, TRUE);
}

static const char *const sort_keys[IBAR_N_SORTS]
    = { "date", "place", "actor", "type", "casualties", "sources" };

const char *
ibar_sort_key_to_string (IbarSortKey key)
{
  g_return_val_if_fail (key < IBAR_N_SORTS, "date");
  return sort_keys[key];
}

gboolean
ibar_sort_key_from_string (const char *text, IbarSortKey *key)
{
  for (int i = 0; text != NULL && i < IBAR_N_SORTS; i++)
    {
      if (g_str_equal (text, sort_keys[i]))
        {
          *key = (IbarSortKey) i;
          return TRUE;
        }
    }
  return FALSE;
}

IbarSortKey
ibar_session_get_sort_key (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), IBAR_SORT_DATE);
  return self->sort_key;
}

gboolean
ibar_session_get_sort_descending (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), TRUE);
  return self->sort_descending;
}

/**
 * ibar_session_set_sort:
 * @self: a session
 * @key: what the list of events is sorted by
 * @descending: whether the newest, largest or last comes first
 *
 * A large collection is sorted in a worker: the list stays as it is until another IBAR_CHANGED_SORT.
 */
void
ibar_session_set_sort (IbarSession *self, IbarSortKey key, gboolean descending)
{
  g_return_if_fail (IBAR_IS_SESSION (self));
  g_return_if_fail (key < IBAR_N_SORTS);

  descending = !!descending;
  if (key == self->sort_key && descending == self->sort_descending)
    return;
  if (self->runner == NULL)
    self->listed_by = key;
  else if (key != self->listed_by)
    self->needs_run = TRUE;
  self->sort_key = key;
  self->sort_descending = descending;
  ibar_session_notify (self, PROP_SORT_KEY);
  ibar_session_notify (self, PROP_SORT_DESCENDING);
  ibar_session_mark_dirty (self, IBAR_CHANGED_SORT);
}

/**
 * ibar_session_set_stacking:
 * @self: a session
 * @stacking: what the timeline's bars are made of
 *
 * The result stays as it is until another IBAR_CHANGED_RESULT.
 */
void
ibar_session_set_stacking (IbarSession *self, IbarStacking stacking)
{
  g_return_if_fail (IBAR_IS_SESSION (self));

  if (stacking == self->stacking)
    return;
  self->stacking = stacking;
  self->needs_run = TRUE;
  ibar_session_mark_dirty (self, 0);
}
