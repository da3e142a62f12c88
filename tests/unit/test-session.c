/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The session: opening, filters by any path, lists, facets, history, state, and that nothing is left behind. */

#include "config.h"

#include "ibar-error.h"
#include "ibar-event-item.h"
#include "ibar-facet-item.h"
#include "ibar-session.h"
#include "ibar-test-collection.h"

#include <string.h>

typedef struct
{
  char        *dir;
  IbarSession *session;
  guint        flags;    /* of all ::changed since last looked */
  guint        n_signals;
} Fixture;

typedef struct
{
  gboolean  done;
  gboolean  ok;
  GError   *error;
} Opening;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;

  opening->ok = ibar_session_open_finish (IBAR_SESSION (source), result, &opening->error);
  opening->done = TRUE;
}

static gboolean
open_file (IbarSession *session, const char *path, GError **error)
{
  Opening opening = { 0 };

  ibar_session_open_async (session, path, FALSE, NULL, opened_cb, &opening);
  while (!opening.done)
    g_main_context_iteration (NULL, TRUE);
  if (opening.error != NULL)
    g_propagate_error (error, opening.error);
  ibar_session_flush (session);
  return opening.ok;
}

static void
changed_cb (IbarSession *session, guint flags, Fixture *fixture)
{
  fixture->flags |= flags;
  fixture->n_signals++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->dir = ibar_test_make_dir ();
  path = ibar_test_make_fixture (fixture->dir);
  fixture->session = ibar_session_new ();
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), fixture);
  g_assert_true (open_file (fixture->session, path, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->session);
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

/* The ids of the list in its order, joined by blanks. */
static char *
dup_list (IbarSession *session)
{
  GListModel *events = ibar_session_get_events (session);
  GString *ids = g_string_new (NULL);

  ibar_session_flush (session);
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (IbarEventItem) item = g_list_model_get_item (events, i);
      g_autofree char *id = ibar_session_dup_event_id (session, ibar_event_item_get_row (item));

      g_string_append_printf (ids, ids->len > 0 ? " %s" : "%s", id);
    }
  return g_string_free (ids, FALSE);
}

static void
assert_list (IbarSession *session, const char *expected)
{
  g_autofree char *list = dup_list (session);

  g_assert_cmpstr (list, ==, expected);
}

static IbarFacetItem *
find_value (GListModel *model, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (IbarFacetItem) item = g_list_model_get_item (model, i);
      IbarFacetItem *child = NULL;

      if (g_str_equal (ibar_facet_item_get_id (item), id))
        return item; /* the list holds it */
      if (ibar_facet_item_get_children (item) != NULL)
        child = find_value (ibar_facet_item_get_children (item), id);
      if (child != NULL)
        return child;
    }
  return NULL;
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (ibar_session_get_n_total (fixture->session), ==, 8);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 8);
  g_assert_true (fixture->flags & IBAR_CHANGED_COLLECTION);
  g_assert_true (fixture->flags & IBAR_CHANGED_RESULT);
  g_assert_false (ibar_session_is_loading (fixture->session));
  g_assert_true (g_str_has_prefix (ibar_session_get_status (fixture->session), "8 of 8 events"));
}

static void
test_open_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ibar_session_set_text (fixture->session, "KFOR");
  ibar_session_flush (fixture->session);
  g_assert_false (open_file (fixture->session, "/nowhere/at/all.gpkg", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  /* What was open still is, with its filter. */
  g_assert_cmpuint (ibar_session_get_n_total (fixture->session), ==, 8);
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), !=, "");
}

static void
test_one_signal (Fixture *fixture, gconstpointer data)
{
  fixture->n_signals = 0;
  fixture->flags = 0;
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "kfor", +1);
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2023, 5, 29), ibar_day_from_ymd (2023, 5, 29));
  ibar_session_set_text (fixture->session, NULL);
  g_assert_cmpuint (fixture->n_signals, ==, 0);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  g_assert_true (fixture->flags & IBAR_CHANGED_RESULT);
  assert_list (fixture->session, "FX-1 FX-2");
  /* The same again is no change. */
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "kfor", +1);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (fixture->n_signals, ==, 1);
}

static void
test_facets (Fixture *fixture, gconstpointer data)
{
  GListModel *actors = ibar_session_get_facet (fixture->session, IBAR_FACET_ACTOR);
  IbarFacetItem *kfor = find_value (actors, "kfor");
  IbarFacetItem *hungary = find_value (actors, "kfor_hungary");
  IbarFacetItem *protesters = find_value (actors, "protesters");

  g_assert_nonnull (kfor);
  g_assert_cmpuint (g_list_model_get_n_items (actors), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (ibar_facet_item_get_children (kfor)), ==, 2);
  g_assert_cmpuint (ibar_facet_item_get_count (kfor), ==, 4);
  g_assert_cmpuint (ibar_facet_item_get_count (protesters), ==, 3);
  /* A choice of actors leaves the counts of actors as they are; the items stay the same objects. */
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "protesters", +1);
  ibar_session_flush (fixture->session);
  g_assert_true (find_value (actors, "kfor") == kfor);
  g_assert_cmpuint (ibar_facet_item_get_count (kfor), ==, 4);
  g_assert_cmpint (ibar_facet_item_get_state (protesters), ==, 1);
  g_assert_cmpint (ibar_facet_item_get_state (kfor), ==, 0);
  /* A choice of types changes them. */
  ibar_session_clear_filter (fixture->session);
  ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, "riot", +1);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_facet_item_get_count (kfor), ==, 2);
  g_assert_cmpuint (ibar_facet_item_get_count (hungary), ==, 1);
  g_assert_cmpuint (ibar_facet_item_get_total (kfor), ==, 4);
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "kfor", -1);
  assert_list (fixture->session, "FX-7");
  g_assert_cmpint (ibar_facet_item_get_state (kfor), ==, -1);
}

static void
test_search_spellings (Fixture *fixture, gconstpointer data)
{
  GListModel *places = ibar_session_get_facet (fixture->session, IBAR_FACET_PLACE);
  IbarFacetItem *zvecan = find_value (places, "zvecan");

  g_assert_nonnull (zvecan);
  g_assert_true (ibar_facet_item_matches (zvecan, "zvecan"));
  g_assert_false (ibar_facet_item_matches (zvecan, "oslo"));
  g_assert_true (ibar_facet_item_matches (zvecan, ""));
}

static void
test_gains (Fixture *fixture, gconstpointer data)
{
  ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, "explosion", +1);
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "kfor", +1);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 0);
  g_assert_cmpuint (ibar_session_get_gain (fixture->session, IBAR_FACET_TYPE), ==, 4);
  g_assert_cmpuint (ibar_session_get_gain (fixture->session, IBAR_FACET_ACTOR), ==, 2);
  g_assert_cmpuint (ibar_session_get_gain (fixture->session, IBAR_DIMENSION_TIME), ==, 0);
  ibar_session_clear_dimension (fixture->session, IBAR_FACET_TYPE);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 4);
  g_assert_cmpuint (ibar_session_get_gain (fixture->session, IBAR_FACET_ACTOR), ==, 0);
}

static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "FX-1", "FX-2", "FX-3", "FX-4", "FX-5", "FX-6", "FX-7", "FX-8" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (IbarFilter) filter = NULL;
      guint32 row;

      ibar_session_clear_filter (fixture->session);
      ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2023, 5, 1), ibar_day_from_ymd (2023, 5, 27));
      ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "kfor_italy", +1);
      ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, "explosion", -1);
      ibar_session_set_term (fixture->session, IBAR_FACET_SOURCE, "s1", +1);
      ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, ids[i]);
      ibar_session_flush (fixture->session);
      row = ibar_session_get_selected_row (fixture->session);
      g_assert_cmpuint (row, !=, IBAR_ROW_NONE);
      filter = ibar_session_dup_admitting_filter (fixture->session, row);
      g_assert_nonnull (filter);
      ibar_session_set_filter (fixture->session, filter);
      ibar_session_flush (fixture->session);
      g_assert_cmpuint (ibar_result_why_hidden (ibar_session_get_result (fixture->session), row), ==, 0);
      /* FX-2 passed all along: nothing was to be changed. */
      if (i == 1)
        g_assert_cmpint (ibar_filter_get_term (filter, IBAR_FACET_TYPE, "explosion"), ==, -1);
    }
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  IbarSession *session = fixture->session;
  const IbarEventRecord *event;
  const char *id;

  g_assert_false (ibar_session_can_go_back (session));
  ibar_session_select (session, IBAR_SELECTION_EVENT, "FX-1");
  ibar_session_select (session, IBAR_SELECTION_EVENT, "FX-1");
  ibar_session_select (session, IBAR_SELECTION_PLACE, "oslo");
  ibar_session_select (session, IBAR_SELECTION_EVENT, "FX-3");
  event = ibar_session_get_event (session, NULL);
  g_assert_cmpstr (event->id, ==, "FX-3");
  ibar_session_go_back (session);
  g_assert_cmpint (ibar_session_get_selection (session, &id), ==, IBAR_SELECTION_PLACE);
  g_assert_cmpstr (id, ==, "oslo");
  g_assert_null (ibar_session_get_event (session, NULL));
  ibar_session_go_back (session);
  g_assert_cmpstr (ibar_session_get_event (session, NULL)->id, ==, "FX-1");
  ibar_session_go_back (session);
  g_assert_cmpint (ibar_session_get_selection (session, NULL), ==, IBAR_SELECTION_NONE);
  g_assert_false (ibar_session_can_go_back (session));
  ibar_session_go_forward (session);
  g_assert_cmpstr (ibar_session_get_event (session, NULL)->id, ==, "FX-1");
  /* Looking at something else cuts off what lay ahead. */
  ibar_session_select (session, IBAR_SELECTION_EVENT, "FX-4");
  g_assert_false (ibar_session_can_go_forward (session));
  ibar_session_select (session, IBAR_SELECTION_EVENT, "no such event");
  g_assert_cmpuint (ibar_session_get_selected_row (session), ==, IBAR_ROW_NONE);
  g_assert_null (ibar_session_get_event (session, NULL));
}

static void
test_history_view (Fixture *fixture, gconstpointer data)
{
  IbarView here = { .center = { 20.8, 42.9 }, .zoom = 11, .width = 800, .height = 600 };
  IbarView there = { .center = { 20.6, 43.1 }, .zoom = 13, .width = 800, .height = 600 };

  ibar_session_view_moved (fixture->session, &here);
  ibar_session_flush (fixture->session);
  ibar_session_view_moved (fixture->session, &here);
  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "FX-1");
  ibar_session_view_moved (fixture->session, &there);
  ibar_session_flush (fixture->session);
  fixture->flags = 0;
  ibar_session_go_back (fixture->session);
  ibar_session_flush (fixture->session);
  g_assert_true (fixture->flags & IBAR_CHANGED_VIEW);
  g_assert_cmpfloat (ibar_session_get_view (fixture->session)->zoom, ==, 11);
  ibar_session_go_forward (fixture->session);
  g_assert_cmpfloat (ibar_session_get_view (fixture->session)->zoom, ==, 13);
}

static void
test_history_length (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  for (int i = 0; i < 500; i++)
    ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, i % 2 == 0 ? "FX-1" : "FX-2");
  while (ibar_session_can_go_back (fixture->session))
    {
      ibar_session_go_back (fixture->session);
      n++;
    }
  g_assert_cmpuint (n, ==, 99);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GListModel *cluster = ibar_session_get_cluster_events (fixture->session);
  guint32 rows[3];
  const char *id;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *event = g_strdup_printf ("FX-%u", i + 1);

      ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, event);
      rows[i] = ibar_session_get_selected_row (fixture->session);
    }
  ibar_session_select_rows (fixture->session, rows, 3);
  g_assert_cmpint (ibar_session_get_selection (fixture->session, &id), ==, IBAR_SELECTION_CLUSTER);
  g_assert_cmpstr (id, ==, "FX-1\nFX-2\nFX-3");
  g_assert_cmpuint (g_list_model_get_n_items (cluster), ==, 3);
  {
    g_autoptr (IbarEventItem) newest = g_list_model_get_item (cluster, 0);

    g_assert_cmpuint (ibar_event_item_get_row (newest), ==, rows[2]);
  }
  ibar_session_select_rows (fixture->session, rows, 1);
  g_assert_cmpstr (ibar_session_get_event (fixture->session, NULL)->id, ==, "FX-1");
  g_assert_cmpuint (g_list_model_get_n_items (cluster), ==, 0);
  ibar_session_select_rows (fixture->session, NULL, 0);
  g_assert_cmpint (ibar_session_get_selection (fixture->session, NULL), ==, IBAR_SELECTION_NONE);
}

/* Ids are what a table has: with blanks in them, or none where another program took it away. */
static void
test_strange_ids (Fixture *fixture, gconstpointer data)
{
  const char *path = ibar_collection_get_path (ibar_session_get_collection (fixture->session));
  g_autofree char *other = g_build_filename (fixture->dir, "strange.gpkg", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path), to = g_file_new_for_path (other);
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GArray) fids = NULL;
  GListModel *cluster = ibar_session_get_cluster_events (fixture->session);
  guint32 rows[2];

  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  collection = ibar_collection_open (other, IBAR_COLLECTION_READ_WRITE, NULL);
  ibar_test_exec (collection, "UPDATE event SET id = 'one of 2023' WHERE fid = 1");
  ibar_test_exec (collection, "UPDATE event SET id = NULL WHERE fid = 2");
  g_clear_pointer (&collection, ibar_collection_unref);
  g_assert_true (open_file (fixture->session, other, NULL));
  for (guint i = 0; i < 2; i++)
    {
      rows[i] = ibar_columns_find_fid (ibar_session_get_columns (fixture->session), i + 1);
      ibar_session_select_rows (fixture->session, &rows[i], 1);
      g_assert_cmpuint (ibar_session_get_selected_row (fixture->session), ==, rows[i]);
      g_assert_cmpint (ibar_session_get_event (fixture->session, NULL)->fid, ==, i + 1);
    }
  ibar_session_select_rows (fixture->session, rows, 2);
  g_assert_cmpuint (g_list_model_get_n_items (cluster), ==, 2);
  fids = ibar_session_dup_fids (fixture->session, IBAR_EXPORT_SELECTED);
  g_assert_cmpuint (fids->len, ==, 2);
  g_assert_cmpint (g_array_index (fids, gint64, 0), ==, 1);
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  ibar_session_set_term (fixture->session, IBAR_FACET_PLACE, "zvecan", +1);
  ibar_session_set_sort (fixture->session, IBAR_SORT_DATE, FALSE);
  assert_list (fixture->session, "FX-2 FX-1");
  ibar_session_select_step (fixture->session, +1);
  g_assert_cmpstr (ibar_session_get_event (fixture->session, NULL)->id, ==, "FX-2");
  ibar_session_select_step (fixture->session, +1);
  ibar_session_select_step (fixture->session, +1);
  g_assert_cmpstr (ibar_session_get_event (fixture->session, NULL)->id, ==, "FX-1");
  ibar_session_select_step (fixture->session, -1);
  g_assert_cmpstr (ibar_session_get_event (fixture->session, NULL)->id, ==, "FX-2");
}

static void
test_list_items (Fixture *fixture, gconstpointer data)
{
  GListModel *events = ibar_session_get_events (fixture->session);
  g_autoptr (IbarEventItem) first = NULL;
  g_autoptr (IbarEventItem) second = NULL;
  g_autoptr (IbarEventItem) again = NULL;
  IbarNameSetting cyrillic = { IBAR_NAME_SR_CYRL, IBAR_N_NAME_FORMS };

  ibar_session_set_term (fixture->session, IBAR_FACET_PLACE, "zvecan", +1);
  ibar_session_flush (fixture->session);
  first = g_list_model_get_item (events, 0);
  second = g_list_model_get_item (events, 1);
  again = g_list_model_get_item (events, 0);
  g_assert_true (first == again);
  g_assert_cmpstr (ibar_event_item_get_heading (first), ==, "May 2023");
  g_assert_null (ibar_event_item_get_heading (second));
  g_assert_cmpstr (ibar_event_item_get_title (first), !=, "");
  g_assert_nonnull (strstr (ibar_event_item_get_detail (first), "29 May 2023"));
  g_assert_null (g_list_model_get_item (events, 2));
  /* A held item follows the reader's choice of names. */
  ibar_session_set_names (fixture->session, &cyrillic);
  ibar_session_flush (fixture->session);
  g_assert_cmpstr (ibar_event_item_get_place (first), ==, "Звечан");
}

static void
test_state (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) state = NULL;
  g_autoptr (IbarSession) other = ibar_session_new ();
  g_autofree char *path = g_build_filename (fixture->dir, "fixture.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  IbarNameSetting names = { IBAR_NAME_EN, IBAR_NAME_SQ };
  IbarPoint center = { 20.8, 42.9 };
  const char *id;

  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "kfor", +1);
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2023, 1, 1), IBAR_DAY_NONE);
  ibar_session_set_names (fixture->session, &names);
  ibar_session_set_sort (fixture->session, IBAR_SORT_CASUALTIES, TRUE);
  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "FX-2");
  ibar_session_go_to (fixture->session, center, 12.5);
  ibar_session_flush (fixture->session);
  state = g_variant_ref_sink (ibar_session_save_state (fixture->session));

  ibar_session_restore_state (other, state);
  g_assert_cmpint (ibar_session_get_names (other)->first, ==, IBAR_NAME_EN);
  g_assert_true (open_file (other, path, &error));
  g_assert_no_error (error);
  g_assert_true (ibar_filter_equal (ibar_session_get_filter (fixture->session), ibar_session_get_filter (other)));
  g_assert_cmpint (ibar_session_get_selection (other, &id), ==, IBAR_SELECTION_EVENT);
  g_assert_cmpstr (id, ==, "FX-2");
  g_assert_cmpfloat (ibar_session_get_view (other)->zoom, ==, 12.5);
  g_assert_cmpint (ibar_session_get_sort_key (other), ==, IBAR_SORT_CASUALTIES);
}

static void
test_state_nonsense (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "{}",
    "{'filter': <'actor:nobody_at_all'>}",
    "{'filter': <42>, 'view': <'far'>, 'selection': <(1, 'gone')>}",
    "{'selection': <(99, 'x')>, 'view': <(1e9, -1e9, 99.0)>}",
    "{'names': <'klingon'>, 'sort': <'colour'>, 'profile': <'none'>}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      GVariant *state = g_variant_parse (G_VARIANT_TYPE_VARDICT, texts[i], NULL, NULL, &error);

      g_assert_no_error (error);
      ibar_session_restore_state (fixture->session, state);
      ibar_session_flush (fixture->session);
      g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 8);
      g_assert_cmpint (ibar_session_get_selection (fixture->session, NULL), ==, IBAR_SELECTION_NONE);
      g_variant_unref (state);
    }
}

/* Whatever the way, the same filter gives the same list. */
static void
test_walk (Fixture *fixture, gconstpointer data)
{
  static const char *const actors[] = { "kfor", "kfor_italy", "protesters" };
  static const char *const types[] = { "riot", "agreement", "explosion" };
  g_autofree char *path = g_build_filename (fixture->dir, "fixture.gpkg", NULL);
  g_autoptr (IbarSession) fresh = ibar_session_new ();

  g_assert_true (open_file (fresh, path, NULL));
  for (int step = 0; step < 2000; step++)
    {
      g_autofree char *walked = NULL;
      g_autofree char *direct = NULL;

      switch (g_test_rand_int_range (0, 7))
        {
        case 0:
          ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, actors[g_test_rand_int_range (0, 3)],
                                 g_test_rand_int_range (-1, 2));
          break;
        case 1:
          ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, types[g_test_rand_int_range (0, 3)],
                                 g_test_rand_int_range (-1, 2));
          break;
        case 2:
          ibar_session_set_dates (fixture->session, ibar_day_from_ymd (g_test_rand_int_range (1998, 2026), 1, 1),
                                  IBAR_DAY_NONE);
          break;
        case 3:
          ibar_session_set_all (fixture->session, IBAR_FACET_ACTOR, g_test_rand_int_range (0, 2));
          break;
        case 4:
          ibar_session_clear_dimension (fixture->session, (guint) g_test_rand_int_range (0, IBAR_N_DIMENSIONS));
          break;
        case 5:
          ibar_session_select_step (fixture->session, g_test_rand_int_range (0, 2) * 2 - 1);
          break;
        default:
          ibar_session_go_back (fixture->session);
          break;
        }
      if (g_test_rand_int_range (0, 3) == 0)
        continue;
      walked = dup_list (fixture->session);
      ibar_session_clear_filter (fresh);
      ibar_session_set_filter (fresh, ibar_session_get_filter (fixture->session));
      direct = dup_list (fresh);
      g_assert_cmpstr (walked, ==, direct);
    }
}

/* A session that goes away while it opens a file, or has work to do, takes nothing with it. */
static void
test_finalize (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  IbarSession *session = ibar_session_new ();
  GListModel *events = g_object_ref (ibar_session_get_events (session));

  g_assert_true (open_file (session, path, NULL));
  ibar_session_set_text (session, "nothing");
  g_assert_finalize_object (session);
  g_assert_finalize_object (events);
  ibar_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name) g_test_add ("/session/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (open);
  ADD (open_fails);
  ADD (one_signal);
  ADD (facets);
  ADD (search_spellings);
  ADD (gains);
  ADD (hidden);
  ADD (history);
  ADD (history_view);
  ADD (history_length);
  ADD (rows);
  ADD (strange_ids);
  ADD (steps);
  ADD (list_items);
  ADD (state);
  ADD (state_nonsense);
  ADD (walk);
#undef ADD
  g_test_add_func ("/session/finalize", test_finalize);
  return g_test_run ();
}
