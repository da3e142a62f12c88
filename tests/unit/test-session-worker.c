/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The session over a collection so large that its filters run in a worker: the answers are those of an engine
 * on the spot, a newer request replaces an older one, and nothing is sorted where the window is drawn. */

#include "config.h"

#include <glib/gstdio.h>

#include "ibar-event-item.h"
#include "ibar-event-list.h"
#include "ibar-session.h"
#include "ibar-synth.h"
#include "ibar-test-collection.h"
#include "ibar-test-session.h"

#define N_EVENTS 12000

typedef struct
{
  char        *dir;
  char        *path;
  IbarSession *session;
  guint        flags; /* of all ::changed since last looked */
  guint        n_results;
} Fixture;

typedef struct
{
  gboolean done;
  GError  *error;
} Opening;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;

  ibar_session_open_finish (IBAR_SESSION (source), result, &opening->error);
  opening->done = TRUE;
}

static void
changed_cb (IbarSession *session, guint flags, Fixture *fixture)
{
  fixture->flags |= flags;
  fixture->n_results += (flags & IBAR_CHANGED_RESULT) != 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  IbarSynthOptions options = { N_EVENTS, 7, IBAR_SYNTH_TOWNS, { 14.0, 38.0, 26.0, 47.0 } };
  g_autoptr (GError) error = NULL;
  Opening opening = { 0 };

  fixture->dir = ibar_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "large.gpkg", NULL);
  ibar_synth_write (fixture->path, &options, &error);
  g_assert_no_error (error);
  fixture->session = ibar_session_new ();
  ibar_session_open_async (fixture->session, fixture->path, FALSE, NULL, opened_cb, &opening);
  while (!opening.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (opening.error);
  ibar_session_flush (fixture->session);
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), fixture);
}

/* A run that is under way holds the session until it comes back, and no longer. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_test_session_end (fixture->session);
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

/* What an engine of its own says. */
static IbarResult *
ask_engine (Fixture *fixture, const IbarFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarEngine) engine = ibar_engine_new (ibar_session_get_collection (fixture->session),
                                                   ibar_session_get_columns (fixture->session));
  IbarResult *result = ibar_engine_run (engine, filter, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_answers (Fixture *fixture)
{
  const IbarFilter *filter = ibar_session_get_filter (fixture->session);
  IbarResult *result = ibar_session_get_result (fixture->session);
  g_autoptr (IbarResult) expected = ask_engine (fixture, filter);
  GListModel *events = ibar_session_get_events (fixture->session);
  IbarSortKey key = ibar_session_get_sort_key (fixture->session);
  gboolean descending = ibar_session_get_sort_descending (fixture->session);
  guint n = ibar_result_get_n_passing (expected);

  g_assert_true (ibar_filter_equal (filter, ibar_result_get_filter (result)));
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, n);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, n);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      guint n_values, n_expected;
      const guint32 *counts = ibar_result_get_facet_counts (result, facet, &n_values);
      const guint32 *wanted = ibar_result_get_facet_counts (expected, facet, &n_expected);

      g_assert_cmpmem (counts, n_values * sizeof *counts, wanted, n_expected * sizeof *wanted);
    }
  for (guint position = 0; position < n; position += 1 + n / 40)
    {
      g_autoptr (IbarEventItem) item = g_list_model_get_item (events, position);

      g_assert_cmpuint (ibar_event_item_get_row (item), ==,
                        ibar_result_get_row (expected, key, descending, position));
    }
}

static void
test_asynchronous (Fixture *fixture, gconstpointer data)
{
  IbarResult *before = ibar_session_get_result (fixture->session);

  ibar_session_set_term (fixture->session, IBAR_FACET_CONFIDENCE, "high", 1);
  while ((fixture->flags & IBAR_CHANGED_FILTER) == 0)
    g_main_context_iteration (NULL, TRUE);
  /* The wish is told at once; the answer needs the main loop once more, so it did not come from here. */
  g_assert_true (ibar_session_get_result (fixture->session) == before);
  g_assert_cmpuint (fixture->n_results, ==, 0);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (fixture->n_results, ==, 1);
  assert_answers (fixture);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "amber", "bridge", "cedar", "delta", "ember" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      ibar_session_set_text (fixture->session, texts[i]);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2001, 1, 1), ibar_day_from_ymd (2011, 12, 31));
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (fixture->n_results, <=, G_N_ELEMENTS (texts) + 1);
  assert_answers (fixture);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), >, 0);
}

static void
test_walk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < 60; i++)
    {
      IbarDay day = ibar_day_from_ymd (g_rand_int_range (random, 1995, 2026), 1, 1);

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          ibar_session_set_dates (fixture->session, day, day + g_rand_int_range (random, 1, 4000));
          break;
        case 1:
          ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, "armed", g_rand_int_range (random, -1, 2));
          break;
        case 2:
          ibar_session_set_text (fixture->session, i % 3 == 0 ? NULL : "river -island");
          break;
        case 3:
          ibar_session_set_sort (fixture->session, g_rand_int_range (random, 0, IBAR_N_SORTS), i % 2);
          break;
        default:
          ibar_session_clear_filter (fixture->session);
        }
      if (g_rand_boolean (random))
        g_main_context_iteration (NULL, FALSE);
      if (i % 6 != 0)
        continue;
      ibar_session_flush (fixture->session);
      assert_answers (fixture);
    }
}

/* The list shows the old order until the worker has the new one, and is then told of it. */
static void
test_sort (Fixture *fixture, gconstpointer data)
{
  GListModel *events = ibar_session_get_events (fixture->session);
  IbarResult *before = ibar_session_get_result (fixture->session);
  guint32 newest = ibar_event_list_get_row (IBAR_EVENT_LIST (events), 0);

  ibar_session_set_sort (fixture->session, IBAR_SORT_CASUALTIES, TRUE);
  while ((fixture->flags & IBAR_CHANGED_SORT) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (ibar_event_list_get_row (IBAR_EVENT_LIST (events), 0), ==, newest);
  fixture->flags = 0;
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (fixture->flags, ==, IBAR_CHANGED_SORT);
  g_assert_true (ibar_session_get_result (fixture->session) == before);
  assert_answers (fixture);

  /* There and back before the worker answers: the direction wanted last is the one shown. */
  ibar_session_set_sort (fixture->session, IBAR_SORT_PLACE, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ibar_session_set_sort (fixture->session, IBAR_SORT_CASUALTIES, FALSE);
  ibar_session_flush (fixture->session);
  assert_answers (fixture);
}

static IbarDay
get_start (Fixture *fixture, guint position)
{
  IbarEventList *list = IBAR_EVENT_LIST (ibar_session_get_events (fixture->session));
  IbarRow row;

  ibar_columns_get_row (ibar_session_get_columns (fixture->session), ibar_event_list_get_row (list, position), &row);
  return row.start;
}

/* Where a list sorted by date comes to a day: nothing before it in the list has come so far. */
static void
test_find_day (Fixture *fixture, gconstpointer data)
{
  IbarEventList *list = IBAR_EVENT_LIST (ibar_session_get_events (fixture->session));
  static const int years[] = { 1, 1995, 2004, 2010, 2025, 9999 };

  ibar_session_set_term (fixture->session, IBAR_FACET_CONFIDENCE, "high", 1);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (years); i++)
    {
      gboolean descending = i % 2;
      IbarDay day = ibar_day_from_ymd (years[i / 2], 6, 15);
      guint position, first = 0, n_dated = 0;

      ibar_session_set_sort (fixture->session, IBAR_SORT_DATE, descending);
      ibar_session_flush (fixture->session);
      position = ibar_event_list_find_day (list, day);
      while (n_dated < ibar_event_list_get_n_items (list) && get_start (fixture, n_dated) != IBAR_DAY_NONE)
        n_dated++;
      while (first < n_dated && (descending ? get_start (fixture, first) > day : get_start (fixture, first) < day))
        first++;
      g_assert_cmpuint (position, ==, MIN (first, n_dated - 1));
    }
  ibar_session_set_sort (fixture->session, IBAR_SORT_PLACE, FALSE);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_event_list_find_day (list, 12000), ==, G_MAXUINT);
  ibar_session_set_sort (fixture->session, IBAR_SORT_DATE, FALSE);
  ibar_session_set_text (fixture->session, "nothinglikethis");
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_event_list_find_day (list, 12000), ==, G_MAXUINT);
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  guint32 row;
  g_autofree char *id = NULL;

  ibar_session_set_sort (fixture->session, IBAR_SORT_PLACE, FALSE);
  ibar_session_flush (fixture->session);
  ibar_session_select_step (fixture->session, +1);
  row = ibar_session_get_selected_row (fixture->session);
  id = ibar_session_dup_event_id (fixture->session, row);
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (1995, 1, 1), ibar_day_from_ymd (1995, 1, 2));
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_selected_row (fixture->session), ==, row);
  ibar_session_clear_filter (fixture->session);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_selected_row (fixture->session), ==, row);
}

/* Nothing passes: the worker also says what loosening would show. */
static void
test_gains (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarFilter) loosened = NULL;
  g_autoptr (IbarResult) expected = NULL;

  ibar_session_set_text (fixture->session, "river");
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2200, 1, 1), IBAR_DAY_NONE);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 0);
  loosened = ibar_filter_copy (ibar_session_get_filter (fixture->session));
  ibar_filter_set_dates (loosened, IBAR_DAY_NONE, IBAR_DAY_NONE);
  expected = ask_engine (fixture, loosened);
  g_assert_cmpuint (ibar_result_get_n_passing (expected), >, 0);
  g_assert_cmpuint (ibar_session_get_gain (fixture->session, IBAR_DIMENSION_TIME), ==,
                    ibar_result_get_n_passing (expected));
  g_assert_cmpuint (ibar_session_get_gain (fixture->session, IBAR_DIMENSION_TEXT), ==, 0);
}

/* Another file while a filter runs: what comes back of the one before is dropped. */
static void
test_reopened (Fixture *fixture, gconstpointer data)
{
  g_autofree char *small = ibar_test_make_fixture (fixture->dir);
  g_autoptr (GError) error = NULL;
  Opening opening = { 0 };

  ibar_session_open_async (fixture->session, small, FALSE, NULL, opened_cb, &opening);
  while (!opening.done)
    {
      ibar_session_set_text (fixture->session, fixture->n_results % 2 ? "island" : "river");
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_no_error (opening.error);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_total (fixture->session), ==, 8);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 8);
  assert_answers (fixture);
}

/* Only the list's end may move: a list view that is told of rows removed and added in one place looks at all of them. */
static void
items_changed_cb (GListModel *events, guint position, guint removed, guint added, guint *n_items)
{
  g_assert_true (removed == 0 || added == 0);
  g_assert_cmpuint (position, ==, MIN (*n_items, *n_items - removed + added));
  *n_items += added - removed;
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, *n_items);
}

/* Whether all that is held shows what stands in its place now. */
static gboolean
items_follow (IbarEventList *list, GPtrArray *held)
{
  for (guint position = 0; position < held->len && position < ibar_event_list_get_n_items (list); position++)
    if (ibar_event_item_get_row (g_ptr_array_index (held, position)) != ibar_event_list_get_row (list, position))
      return FALSE;
  return TRUE;
}

/* Held items are places: what stands there changes, at once where it is seen first and soon after everywhere. */
static void
test_held_items (Fixture *fixture, gconstpointer data)
{
  GListModel *events = ibar_session_get_events (fixture->session);
  IbarEventList *list = IBAR_EVENT_LIST (events);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = g_list_model_get_n_items (events), n_first = 0;
  gulong handler = g_signal_connect (events, "items-changed", G_CALLBACK (items_changed_cb), &n_items);

  for (guint position = 0; position < 200; position++)
    g_ptr_array_add (held, g_list_model_get_item (events, position));
  for (guint i = 0; i < 6; i++)
    {
      IbarDay day = ibar_day_from_ymd (2001 + 3 * (int) i, 1, 1);

      ibar_session_set_sort (fixture->session, i % 2 == 0 ? IBAR_SORT_PLACE : IBAR_SORT_DATE, i % 3 == 0);
      if (i < 5)
        ibar_session_set_dates (fixture->session, day, day + 300);
      else
        ibar_session_clear_filter (fixture->session);
      ibar_session_flush (fixture->session);
      for (n_first = 0; n_first < 20; n_first++)
        g_assert_cmpuint (ibar_event_item_get_row (g_ptr_array_index (held, n_first)), ==,
                          ibar_event_list_get_row (list, n_first));
      while (!items_follow (list, held))
        g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (events, handler);
}

/* Only some places go at a time. */
static void
leaving_cb (GListModel *events, guint position, guint removed, guint added, guint *most_removed)
{
  *most_removed = MAX (*most_removed, removed);
}

static void
wait_for_passing (Fixture *fixture, guint n)
{
  while (ibar_event_list_get_n_items (IBAR_EVENT_LIST (ibar_session_get_events (fixture->session))) != n)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_empty (IbarEventItem *item)
{
  return ibar_event_item_get_row (item) == IBAR_ROW_NONE && *ibar_event_item_get_title (item) == '\0'
         && *ibar_event_item_get_detail (item) == '\0' && ibar_event_item_get_heading (item) == NULL;
}

/* A list that ends sooner keeps the places that are held, as nobody's, and lets them go in slices: at 200 rows a view's
 * whole height would go at once. What nobody holds goes at once. */
static void
test_leaving (Fixture *fixture, gconstpointer data)
{
  GListModel *events = ibar_session_get_events (fixture->session);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_all = g_list_model_get_n_items (events), most_removed = 0;
  g_autoptr (IbarEventItem) far = g_list_model_get_item (events, n_all - 1);
  gulong handler;

  for (guint position = 0; position < 200; position++)
    g_ptr_array_add (held, g_list_model_get_item (events, position));
  ibar_session_set_text (fixture->session, "nothinglikethis");
  wait_for_passing (fixture, 0);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, 200);
  g_assert_null (g_list_model_get_item (events, 200));
  handler = g_signal_connect (events, "items-changed", G_CALLBACK (leaving_cb), &most_removed);
  while (g_list_model_get_n_items (events) > 100)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (most_removed, >, 0);
  g_assert_cmpuint (most_removed, <=, 16);
  for (guint position = 0; position < 20; position++)
    g_assert_true (is_empty (g_ptr_array_index (held, position)));

  /* Others come while these go. */
  ibar_session_clear_filter (fixture->session);
  wait_for_passing (fixture, n_all);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, n_all);
  g_ptr_array_set_size (held, 80);
  while (!items_follow (IBAR_EVENT_LIST (events), held))
    g_main_context_iteration (NULL, TRUE);
  assert_answers (fixture);
  g_signal_handler_disconnect (events, handler);

  g_ptr_array_set_size (held, 0);
  g_clear_object (&far);
  ibar_session_set_text (fixture->session, "nothinglikethis");
  wait_for_passing (fixture, 0);
  g_assert_cmpuint (g_list_model_get_n_items (events), ==, 0);
}

/* A session that goes while a worker is busy. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  ibar_session_set_text (fixture->session, "river");
  while ((fixture->flags & IBAR_CHANGED_FILTER) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
progress_cb (GObject *session, GParamSpec *pspec, gboolean *begun)
{
  *begun = TRUE;
}

/* Another file takes the place of one that is being read: it is what is shown in the end. */
static void
test_exchanged (Fixture *fixture, gconstpointer data)
{
  IbarSynthOptions options = { N_EVENTS / 2, 8, IBAR_SYNTH_TOWNS, { 14.0, 38.0, 26.0, 47.0 } };
  g_autofree char *other = g_build_filename (fixture->dir, "other.gpkg", NULL);
  g_autofree char *path = g_build_filename (fixture->dir, "read.gpkg", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (fixture->path);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  Opening opening = { 0 };
  gboolean begun = FALSE;

  ibar_synth_write (other, &options, &error);
  g_assert_no_error (error);
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->session, "notify::progress", G_CALLBACK (progress_cb), &begun);
  ibar_session_open_async (fixture->session, path, FALSE, NULL, opened_cb, &opening);
  while (!begun && !opening.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_rename (other, path), ==, 0);
  while (!opening.done || ibar_session_get_n_total (fixture->session) != N_EVENTS / 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (opening.error);
  g_assert_cmpstr (ibar_collection_get_path (ibar_session_get_collection (fixture->session)), ==, path);
  g_signal_handlers_disconnect_by_data (fixture->session, &begun);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add ("/session-worker/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (asynchronous);
  ADD (replaced);
  ADD (walk);
  ADD (sort);
  ADD (find_day);
  ADD (selection);
  ADD (gains);
  ADD (reopened);
  ADD (exchanged);
  ADD (held_items);
  ADD (leaving);
  ADD (dropped);
#undef ADD
  return g_test_run ();
}
