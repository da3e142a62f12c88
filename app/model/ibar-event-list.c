/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of events, made on demand.
 *
 * It holds no rows of its own but the result's order: a million events cost nothing until they are looked
 * at. Titles stand in the file and are read in pages, see ibar-title-pages.h.
 *
 * An item is a place in the list. When the result or the order is another one, the items stay and change their
 * words, and only the list's end is told to have moved: a list view makes two hundred rows whatever its height, and to
 * take down and build them for every step of a brush costs more than all else that the step does. What stands first is
 * changed before the next frame, apart from the pass that told of the change; what is not seen yet follows, some at a
 * time, because a label that changes has to be measured again. Where the list ends sooner than before, the places that
 * somebody holds stay for some frames as nobody's, and leave some at a time too. */

#define G_LOG_DOMAIN "ibar-event-list"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-event-item-private.h"
#include "ibar-event-list.h"
#include "ibar-title-pages.h"

#define AT_ONCE 24   /* more than a panel shows */
#define SOON (G_PRIORITY_HIGH_IDLE + 5) /* after the session's pass, before the frame */
#define AT_A_TIME 8
#define LEAVE_AT_A_TIME 16 /* a row that is taken down takes 0.1 ms */
#define MOST_LEAVING 256 /* more than a list view makes */
#define PAUSE 20   /* [ms] about a frame */

struct _IbarEventList
{
  GObject parent_instance;

  IbarSession    *session;    /* (unowned) it owns the list */
  gboolean        own_rows;   /* a cluster's list: rows, not the result */
  GArray         *rows;       /* of guint32 */
  IbarColumns    *columns;    /* (owned) (nullable) what rows count in */
  IbarResult     *result;     /* (owned) (nullable) */
  IbarSortKey     sort_key;
  gboolean        descending;
  guint           n_items;
  guint           n_places;   /* with those that leave yet */
  IbarTitlePages *titles;     /* (owned) */
  GHashTable     *items;      /* position → IbarEventItem, not owned */
  GArray         *stale;      /* of guint: positions to be changed yet, the first of them last */
  guint           soon_id;    /* source that changes what stands first */
  guint           stale_id;   /* source that changes the others */
  guint           leave_id;   /* source that takes places away */
};

static guint resetting_signal;

static void ibar_event_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IbarEventList,
                               ibar_event_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ibar_event_list_model_init))

/* The row at a position, which must be there. */
guint32
ibar_event_list_get_row (IbarEventList *self, guint position)
{
  if (self->own_rows)
    return g_array_index (self->rows, guint32, position);
  return ibar_result_get_row (self->result, self->sort_key, self->descending, position);
}

static gint64
get_fid (guint position, gpointer data)
{
  IbarEventList *self = data;
  IbarRow values;

  ibar_columns_get_row (self->columns, ibar_event_list_get_row (self, position), &values);
  return values.fid;
}

/* What rows under one heading share, as a number. */
static gint64
get_group (IbarEventList *self, guint position)
{
  IbarRow values;
  int year, month, day;

  ibar_columns_get_row (self->columns, ibar_event_list_get_row (self, position), &values);
  switch (self->sort_key)
    {
    case IBAR_SORT_DATE:
      if (values.start == IBAR_DAY_NONE)
        return -1;
      ibar_day_to_ymd (values.start, &year, &month, &day);
      return values.date_precision == IBAR_DATE_YEAR ? year * 16 : year * 16 + month;
    case IBAR_SORT_PLACE:
      return values.place;
    case IBAR_SORT_TYPE:
      return values.type;
    case IBAR_SORT_ACTOR:
    case IBAR_SORT_CASUALTIES:
    case IBAR_SORT_SOURCES:
    case IBAR_N_SORTS:
    default:
      return 0;
    }
}

static char *
dup_month (gint64 group)
{
  if (group < 0)
    return g_strdup (_ ("Not dated"));
  if (group % 16 == 0)
    return g_strdup_printf ("%d", (int) (group / 16));
  return ibar_month_format (ibar_day_from_ymd ((int) (group / 16), (int) (group % 16), 1));
}

/* (nullable): only the first row of a group has one. */
static char *
dup_heading (IbarEventList *self, guint position)
{
  gint64 group = get_group (self, position);

  if (position > 0 && get_group (self, position - 1) == group)
    return NULL;
  switch (self->sort_key)
    {
    case IBAR_SORT_DATE:
      return dup_month (group);
    case IBAR_SORT_PLACE:
      return group < 0 ? g_strdup (_ ("Not placed"))
                       : ibar_session_dup_place_name (self->session, (int) group);
    case IBAR_SORT_TYPE:
      return group < 0 ? g_strdup (_ ("No type"))
                       : ibar_session_dup_value_label (self->session, IBAR_FACET_TYPE, (guint) group);
    case IBAR_SORT_ACTOR:
    case IBAR_SORT_CASUALTIES:
    case IBAR_SORT_SOURCES:
    case IBAR_N_SORTS:
    default:
      return NULL;
    }
}

static G_DEFINE_QUARK (ibar-event-list-position, position)

static void
item_gone (gpointer data, GObject *item)
{
  IbarEventList *self = data;
  gpointer position = g_object_steal_qdata (item, position_quark ());

  g_hash_table_remove (self->items, GUINT_TO_POINTER (GPOINTER_TO_UINT (position)));
}

/* Items from a position on are no longer the list's, and follow nothing. */
static void
forget_items (IbarEventList *self, guint first)
{
  GHashTableIter iter;
  gpointer position, item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &position, &item))
    if (GPOINTER_TO_UINT (position) >= first)
      {
        g_object_weak_unref (item, item_gone, self);
        g_hash_table_iter_remove (&iter);
      }
}

static void
update_item (IbarEventList *self, IbarEventItem *item, guint position)
{
  g_autofree char *heading = NULL, *place = NULL, *type = NULL;
  const char *title;
  IbarEventWords words;
  IbarRow values;
  guint32 row;

  if (position >= self->n_items)
    {
      ibar_event_item_clear (item);
      return;
    }
  row = ibar_event_list_get_row (self, position);
  heading = dup_heading (self, position);
  ibar_columns_get_row (self->columns, row, &values);
  if (values.place >= 0)
    place = ibar_session_dup_place_name (self->session, values.place);
  if (values.type >= 0)
    type = ibar_session_dup_value_label (self->session, IBAR_FACET_TYPE, (guint) values.type);
  title = ibar_title_pages_get (self->titles, ibar_session_get_collection (self->session), position, self->n_items);
  words = (IbarEventWords){ title, type != NULL ? type : "", place, heading };
  ibar_event_item_set (item, row, &values, &words);
}

static IbarEventItem *
make_item (IbarEventList *self, guint position)
{
  IbarEventItem *item = ibar_event_item_new ();

  update_item (self, item, position);
  g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
  g_object_set_qdata (G_OBJECT (item), position_quark (), GUINT_TO_POINTER (position));
  g_object_weak_ref (G_OBJECT (item), item_gone, self);
  return item;
}

/* Some of those that wait; FALSE when none is left. */
static gboolean
update_some (IbarEventList *self, guint n)
{
  for (guint i = 0; i < n && self->stale->len > 0; i++)
    {
      guint position = g_array_index (self->stale, guint, self->stale->len - 1);
      IbarEventItem *item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));

      g_array_set_size (self->stale, self->stale->len - 1);
      if (item != NULL && ibar_event_item_is_stale (item))
        update_item (self, item, position);
    }
  return self->stale->len > 0;
}

static gboolean
stale_cb (gpointer data)
{
  IbarEventList *self = data;

  if (update_some (self, AT_A_TIME))
    return G_SOURCE_CONTINUE;
  self->stale_id = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
first_stale_cb (gpointer data)
{
  IbarEventList *self = data;

  self->soon_id = 0;
  if (update_some (self, self->stale->len > IBAR_TITLE_PAGE_LENGTH ? AT_ONCE : IBAR_TITLE_PAGE_LENGTH))
    self->stale_id = g_timeout_add (PAUSE, stale_cb, self);
  return G_SOURCE_REMOVE;
}

static int
compare_downwards (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? 1 : first > second ? -1 : 0;
}

/* All that is held has become another event, or other words. */
static void
update_items (IbarEventList *self)
{
  GHashTableIter iter;
  gpointer position, item;

  g_array_set_size (self->stale, 0);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &position, &item))
    {
      guint number = GPOINTER_TO_UINT (position);

      ibar_event_item_mark_stale (item);
      g_array_append_val (self->stale, number);
    }
  g_array_sort (self->stale, compare_downwards);
  g_clear_handle_id (&self->stale_id, g_source_remove);
  if (self->stale->len > 0 && self->soon_id == 0)
    self->soon_id = g_idle_add_full (SOON, first_stale_cb, self, NULL);
}

static void
set_n_places (IbarEventList *self, guint n_places)
{
  guint n_before = self->n_places, n_both = MIN (n_before, n_places);

  self->n_places = n_places;
  forget_items (self, n_places);
  if (n_before != n_places)
    g_list_model_items_changed (G_LIST_MODEL (self), n_both, n_before - n_both, n_places - n_both);
}

static gboolean
leave_cb (gpointer data)
{
  IbarEventList *self = data;

  set_n_places (self, self->n_places - MIN (self->n_places - self->n_items, LEAVE_AT_A_TIME));
  if (self->n_places > self->n_items)
    return G_SOURCE_CONTINUE;
  self->leave_id = 0;
  return G_SOURCE_REMOVE;
}

/* How many places there are at first: up to the last that is held, if not far behind the list's end. */
static guint
count_places (IbarEventList *self)
{
  guint n_places = self->n_items;
  GHashTableIter iter;
  gpointer position;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &position, NULL))
    if (GPOINTER_TO_UINT (position) - self->n_items < MOST_LEAVING)
      n_places = MAX (n_places, GPOINTER_TO_UINT (position) + 1);
  return n_places;
}

/* The list has become another one of so many items. */
static void
take_items (IbarEventList *self, guint n_items)
{
  self->n_items = n_items;
  set_n_places (self, count_places (self));
  if (self->n_places > n_items && self->leave_id == 0)
    self->leave_id = g_timeout_add (PAUSE, leave_cb, self);
  update_items (self);
}

static gpointer
ibar_event_list_get_item (GListModel *model, guint position)
{
  IbarEventList *self = IBAR_EVENT_LIST (model);
  IbarEventItem *item;

  if (position >= self->n_places)
    return NULL;
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  if (item == NULL)
    return make_item (self, position);
  if (ibar_event_item_is_stale (item))
    update_item (self, item, position);
  return g_object_ref (item);
}

static guint
ibar_event_list_model_get_n_items (GListModel *model)
{
  return IBAR_EVENT_LIST (model)->n_places;
}

static GType
ibar_event_list_get_item_type (GListModel *model)
{
  return IBAR_TYPE_EVENT_ITEM;
}

static void
ibar_event_list_model_init (GListModelInterface *iface)
{
  iface->get_item = ibar_event_list_get_item;
  iface->get_n_items = ibar_event_list_model_get_n_items;
  iface->get_item_type = ibar_event_list_get_item_type;
}

static void
ibar_event_list_finalize (GObject *object)
{
  IbarEventList *self = IBAR_EVENT_LIST (object);

  g_clear_handle_id (&self->soon_id, g_source_remove);
  g_clear_handle_id (&self->stale_id, g_source_remove);
  g_clear_handle_id (&self->leave_id, g_source_remove);
  ibar_title_pages_free (self->titles);
  forget_items (self, 0);
  g_hash_table_unref (self->items);
  g_array_unref (self->stale);
  g_array_unref (self->rows);
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_clear_pointer (&self->result, ibar_result_unref);
  G_OBJECT_CLASS (ibar_event_list_parent_class)->finalize (object);
}

static void
ibar_event_list_class_init (IbarEventListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_event_list_finalize;

  /**
   * IbarEventList::resetting:
   * @self: the list
   *
   * All rows are about to be others.
   */
  resetting_signal = g_signal_new ("resetting", IBAR_TYPE_EVENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
ibar_event_list_init (IbarEventList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->items = g_hash_table_new (NULL, NULL);
  self->stale = g_array_new (FALSE, FALSE, sizeof (guint));
  self->titles = ibar_title_pages_new (get_fid, self);
}

static void
take_columns (IbarEventList *self)
{
  IbarColumns *columns = ibar_session_get_columns (self->session);

  g_clear_pointer (&self->columns, ibar_columns_unref);
  self->columns = columns != NULL ? ibar_columns_ref (columns) : NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  IbarRow first, second;

  ibar_columns_get_row (data, *(const guint32 *) a, &first);
  ibar_columns_get_row (data, *(const guint32 *) b, &second);
  if (first.start != second.start)
    return first.start < second.start ? 1 : -1;
  return first.fid < second.fid ? 1 : first.fid > second.fid ? -1 : 0;
}

IbarEventList *
ibar_event_list_new (IbarSession *session)
{
  IbarEventList *self = g_object_new (IBAR_TYPE_EVENT_LIST, NULL);

  self->session = session;
  return self;
}

void
ibar_event_list_reset (IbarEventList *self, IbarSortKey sort_key)
{
  IbarResult *result = ibar_session_get_result (self->session);

  g_signal_emit (self, resetting_signal, 0);
  ibar_title_pages_forget (self->titles);
  g_clear_pointer (&self->result, ibar_result_unref);
  self->own_rows = FALSE;
  self->sort_key = sort_key;
  /* While another order is on its way the direction is that one's. */
  if (sort_key == ibar_session_get_sort_key (self->session))
    self->descending = ibar_session_get_sort_descending (self->session);
  take_columns (self);
  if (result != NULL)
    self->result = ibar_result_ref (result);
  take_items (self, result != NULL ? ibar_result_get_n_passing (result) : 0);
}

void
ibar_event_list_set_rows (IbarEventList *self, const guint32 *rows, gsize n_rows)
{
  g_signal_emit (self, resetting_signal, 0);
  ibar_title_pages_forget (self->titles);
  take_columns (self);
  self->own_rows = TRUE;
  self->sort_key = IBAR_SORT_DATE;
  self->descending = TRUE;
  g_array_set_size (self->rows, 0);
  if (n_rows > 0)
    g_array_append_vals (self->rows, rows, (guint) n_rows);
  g_array_sort_with_data (self->rows, compare_rows, self->columns);
  take_items (self, self->rows->len);
}

void
ibar_event_list_update_names (IbarEventList *self)
{
  update_items (self);
}

/* Does now what waits for the next frame. */
void
ibar_event_list_flush (IbarEventList *self)
{
  g_clear_handle_id (&self->leave_id, g_source_remove);
  set_n_places (self, self->n_items);
  if (self->soon_id == 0)
    return;
  g_clear_handle_id (&self->soon_id, g_source_remove);
  first_stale_cb (self);
}

/* Where a row stands, or G_MAXUINT. */
guint
ibar_event_list_find_row (IbarEventList *self, guint32 row)
{
  if (row == IBAR_ROW_NONE || self->n_items == 0)
    return G_MAXUINT;
  if (!self->own_rows)
    return ibar_result_get_position (self->result, self->sort_key, self->descending, row);
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, guint32, i) == row)
      return i;
  return G_MAXUINT;
}

guint
ibar_event_list_find_day (IbarEventList *self, IbarDay day)
{
  guint n_dated;

  if (self->own_rows || self->result == NULL || self->sort_key != IBAR_SORT_DATE)
    return G_MAXUINT;
  n_dated = self->n_items - ibar_result_get_n_undated (self->result);
  if (n_dated == 0)
    return G_MAXUINT;
  /* Downwards the list comes to the day's last event first. */
  if (self->descending)
    return MIN (n_dated - ibar_result_find_day (self->result, day + 1), n_dated - 1);
  return MIN (ibar_result_find_day (self->result, day), n_dated - 1);
}

guint
ibar_event_list_get_n_items (IbarEventList *self)
{
  return self->n_items;
}
