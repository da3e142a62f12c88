/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes back at the next start: a dictionary a{sv}.
 *
 *   names s, profile s, sort s, descending b   the reader's choices, for every collection
 *   collection s                               the file that the following is about
 *   filter s                                   what was asked, in its text form
 *   selection (is), view (ddd)                 what was looked at; longitude, latitude, zoom
 *
 * Keys that are missing, of another type or no longer understood are passed over: a state never stops a
 * start. What belongs to a collection waits until one is open, and is dropped where it does not fit. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

#include <math.h>

/**
 * ibar_session_save_state:
 * @self: a session
 *
 * Returns: (transfer floating): a dictionary for ibar_session_restore_state()
 */
GVariant *
ibar_session_save_state (IbarSession *self)
{
  g_autofree char *names = NULL;
  GVariantDict dict;
  IbarSelectionKind kind;
  const char *id;

  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);

  names = ibar_name_setting_to_string (&self->names);
  g_variant_dict_init (&dict, self->waiting_state);
  g_variant_dict_insert (&dict, "names", "s", names);
  if (self->profile != NULL)
    g_variant_dict_insert (&dict, "profile", "s", self->profile);
  g_variant_dict_insert (&dict, "sort", "s", ibar_sort_key_to_string (self->sort_key));
  g_variant_dict_insert (&dict, "descending", "b", self->sort_descending);
  if (self->waiting_state != NULL)
    return g_variant_dict_end (&dict);

  if (self->collection != NULL)
    g_variant_dict_insert (&dict, "collection", "s", ibar_collection_get_path (self->collection));
  g_variant_dict_insert (&dict, "filter", "s", self->filter_text);
  kind = ibar_session_get_selection (self, &id);
  g_variant_dict_insert (&dict, "selection", "(is)", (int) kind, id);
  if (ibar_point_is_placed (self->view.center))
    g_variant_dict_insert (&dict, "view", "(ddd)", self->view.center.longitude,
                           self->view.center.latitude, self->view.zoom);
  return g_variant_dict_end (&dict);
}

void
ibar_session_restore_later (IbarSession *self, GVariant *state)
{
  g_clear_pointer (&self->waiting_state, g_variant_unref);
  self->waiting_state = g_variant_ref_sink (state);
}

/* Filter, selection and view are about one file; of another it would be a matter of luck what they show. */
static gboolean
is_about (GVariantDict *dict, IbarCollection *collection)
{
  g_autofree char *path = NULL;

  return !g_variant_dict_lookup (dict, "collection", "s", &path)
         || g_str_equal (path, ibar_collection_get_path (collection));
}

static void
restore_filter (IbarSession *self, GVariantDict *dict)
{
  g_autoptr (IbarFilter) filter = NULL;
  g_autofree char *text = NULL;
  gsize position;

  if (g_variant_dict_lookup (dict, "filter", "s", &text))
    filter = ibar_filter_parse (text, self->vocabulary, &position, NULL);
  if (filter != NULL)
    ibar_session_set_filter (self, filter);
}

static gboolean
restore_view (IbarSession *self, GVariantDict *dict)
{
  IbarPoint center;
  double zoom;

  if (!g_variant_dict_lookup (dict, "view", "(ddd)", &center.longitude, &center.latitude, &zoom))
    return FALSE;
  if (!isfinite (center.longitude) || fabs (center.longitude) > 180 || !isfinite (center.latitude)
      || fabs (center.latitude) > 90 || !(zoom >= 0 && zoom <= 24))
    return FALSE;
  ibar_session_go_to (self, center, zoom);
  return TRUE;
}

static void
restore_selection (IbarSession *self, GVariantDict *dict)
{
  g_autofree char *id = NULL;
  int kind;

  if (!g_variant_dict_lookup (dict, "selection", "(is)", &kind, &id))
    return;
  if (kind <= IBAR_SELECTION_NONE || kind > IBAR_SELECTION_AREA || id[0] == '\0')
    return;
  if (kind == IBAR_SELECTION_EVENT && ibar_collection_find_event (self->collection, id) <= 0)
    return;
  ibar_session_select (self, (IbarSelectionKind) kind, id);
}

/* The collection is there: what waited for it. Returns whether it said where the map should be. */
gboolean
ibar_session_apply_waiting_state (IbarSession *self)
{
  g_autoptr (GVariant) state = g_steal_pointer (&self->waiting_state);
  gboolean has_view = FALSE;
  GVariantDict dict;

  g_variant_dict_init (&dict, state);
  if (is_about (&dict, self->collection))
    {
      restore_filter (self, &dict);
      restore_selection (self, &dict);
      has_view = restore_view (self, &dict);
    }
  g_variant_dict_clear (&dict);
  return has_view;
}

/**
 * ibar_session_restore_state:
 * @self: a session
 * @state: what ibar_session_save_state() gave; a floating one is taken
 *
 * Restores the choices at once, and filter, view and selection as soon as a collection is open.
 */
void
ibar_session_restore_state (IbarSession *self, GVariant *state)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (state);
  g_autofree char *names = NULL;
  g_autofree char *profile = NULL;
  g_autofree char *sort = NULL;
  gboolean descending = TRUE;
  IbarNameSetting setting;
  IbarSortKey key;
  GVariantDict dict;

  g_return_if_fail (IBAR_IS_SESSION (self));
  g_return_if_fail (g_variant_is_of_type (state, G_VARIANT_TYPE_VARDICT));

  g_variant_dict_init (&dict, owned);
  if (g_variant_dict_lookup (&dict, "names", "s", &names) && ibar_name_setting_from_string (names, &setting))
    ibar_session_set_names (self, &setting);
  if (g_variant_dict_lookup (&dict, "profile", "s", &profile))
    ibar_session_set_profile (self, profile);
  g_variant_dict_lookup (&dict, "descending", "b", &descending);
  if (g_variant_dict_lookup (&dict, "sort", "s", &sort) && ibar_sort_key_from_string (sort, &key))
    ibar_session_set_sort (self, key, descending);
  g_variant_dict_clear (&dict);

  ibar_session_restore_later (self, owned);
  if (self->collection != NULL)
    ibar_session_apply_waiting_state (self);
}
