/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sessions over files that others write: values that are none, extremes, and rows that go while they are shown. */

#include "config.h"

#include "ibar-event-item.h"
#include "ibar-event-list.h"
#include "ibar-geo.h"
#include "ibar-session.h"
#include "ibar-test-collection.h"
#include "ibar-test-session.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char           *dir;
  char           *path;
  IbarCollection *writer; /* as another program has it */
  IbarSession    *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = ibar_test_make_dir ();
  fixture->path = ibar_test_make_fixture (fixture->dir);
  fixture->writer = ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  ibar_test_exec (fixture->writer, "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0;");
  fixture->session = ibar_session_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  ibar_collection_unref (fixture->writer);
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static void
open_file (Fixture *fixture)
{
  ibar_test_session_open (fixture->session, fixture->path, FALSE);
}

/* Reads every row that a list would show, in every order. */
static void
look_at_everything (IbarSession *session)
{
  GListModel *events = ibar_session_get_events (session);

  for (guint key = 0; key < IBAR_N_SORTS; key++)
    {
      ibar_session_set_sort (session, key, key % 2);
      ibar_session_flush (session);
      for (guint i = 0; i < g_list_model_get_n_items (events); i++)
        {
          g_autoptr (IbarEventItem) item = g_list_model_get_item (events, i);

          g_assert_nonnull (ibar_event_item_get_title (item));
          g_assert_nonnull (ibar_event_item_get_date (item));
        }
    }
  for (guint32 row = 0; row < ibar_session_get_n_total (session); row++)
    {
      g_autofree char *id = ibar_session_dup_event_id (session, row);

      ibar_session_select (session, IBAR_SELECTION_EVENT, id != NULL ? id : "");
      ibar_session_flush (session);
      ibar_session_get_event (session, NULL);
    }
}

static void
test_no_problems (Fixture *fixture, gconstpointer data)
{
  open_file (fixture);
  g_assert_cmpuint (ibar_session_get_n_problems (fixture->session), ==, 0);
  g_assert_null (ibar_session_dup_problems (fixture->session));
  g_assert_null (strstr (ibar_session_get_status (fixture->session), "readable"));
}

/* What cannot be taken as it stands is counted, and said in the status line and by kinds. */
static void
test_problems (Fixture *fixture, gconstpointer data)
{
  g_autofree char *problems = NULL;

  ibar_test_exec (fixture->writer,
                  "UPDATE event SET date_start = '10000-01-01', date_end = NULL WHERE fid = 1;"
                  "UPDATE event SET date_start = '2023-05-29', date_end = '2023-05-26' WHERE fid = 2;"
                  "UPDATE event SET date_start = '0000-12-31', date_end = NULL WHERE fid = 3;"
                  "UPDATE event SET geom = x'00010203' WHERE fid = 4;"
                  "UPDATE event SET type_fid = 77, place_fid = 78 WHERE fid = 8;"
                  "INSERT INTO event_actor (event_fid, actor_fid, role) VALUES (8, 80, 'ghost');");
  open_file (fixture);
  g_assert_cmpuint (ibar_session_get_n_problems (fixture->session), ==, 2 + 1 + 1 + 3);
  g_assert_nonnull (strstr (ibar_session_get_status (fixture->session), "7 values not readable"));
  problems = ibar_session_dup_problems (fixture->session);
  g_assert_cmpstr (problems, ==,
                   "2 dates are no days from the years 1 to 9999: the events have no day\n"
                   "1 event ends before it begins: its days were exchanged\n"
                   "1 position is none on Earth: the event is not on the map\n"
                   "3 references lead to nothing: they were left out");
  look_at_everything (fixture->session);
}

/* Row numbers beyond 32 bits and below zero, and NULL wherever it may be. */
static void
test_extremes (Fixture *fixture, gconstpointer data)
{
  ibar_test_exec (fixture->writer,
                  "INSERT INTO event (fid, id, title) VALUES (2147483648, 'a', 'A'), (-5, 'b', 'B'), (0, 'c', 'C'),"
                  " (4611686018427387904, 'd', 'D'), (8589934592, 'e', 'E');"
                  "INSERT INTO event_actor (event_fid, actor_fid) VALUES (4611686018427387904, 1), (-5, 1);"
                  "UPDATE event SET summary = NULL, date_start = NULL, date_end = NULL, type_fid = NULL, place_fid = NULL,"
                  " dataset_fid = NULL, geom = NULL WHERE fid = 5;");
  open_file (fixture);
  g_assert_cmpuint (ibar_session_get_n_total (fixture->session), ==, 13);
  look_at_everything (fixture->session);
  ibar_session_set_text (fixture->session, "d");
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), >=, 1);
}

/* One actor of all events, and one event of a thousand actors that are parents of each other, in a circle and of nobody. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  ibar_test_exec (fixture->writer,
                  "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)"
                  " INSERT INTO actor (fid, id, name, parent_fid) SELECT i, 'many' || i, 'Many ' || i,"
                  "  CASE i % 4 WHEN 0 THEN i + 1 WHEN 1 THEN i - 1 WHEN 2 THEN i ELSE 99999999 END FROM n;"
                  "INSERT INTO event_actor (event_fid, actor_fid) SELECT 1, fid FROM actor WHERE fid >= 1000;"
                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                  " INSERT INTO event (fid, id, title) SELECT i + 100, 'ev' || i, 'Event' FROM n;"
                  "INSERT INTO event_actor (event_fid, actor_fid) SELECT fid, 1500 FROM event WHERE fid > 1;");
  open_file (fixture);
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "many1500", 1);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 20008);
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "many1999", 1);
  ibar_session_set_all (fixture->session, IBAR_FACET_ACTOR, TRUE);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 1);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  ibar_test_exec (fixture->writer, "DELETE FROM event;");
  open_file (fixture);
  g_assert_cmpuint (ibar_session_get_n_total (fixture->session), ==, 0);
  look_at_everything (fixture->session);
  ibar_session_set_text (fixture->session, "word");
  ibar_session_set_dates (fixture->session, 0, 1);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 0);
  g_assert_nonnull (strstr (ibar_session_get_status (fixture->session), "0 of 0 events"));
}

/* Rows go, and others come, while the file is open and before the session has looked again; then it has. */
static void
test_edited (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  open_file (fixture);
  id = ibar_session_dup_event_id (fixture->session, 0);
  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, id);
  ibar_session_set_text (fixture->session, "protest");
  ibar_session_flush (fixture->session);
  ibar_test_exec (fixture->writer,
                  "DELETE FROM event WHERE fid IN (1, 2, 3); DELETE FROM event_actor; DELETE FROM place; DELETE FROM event_type;"
                  "INSERT INTO event (fid, id, title) VALUES (500, 'new', 'A protest that is new');");
  /* Before: what is shown is what was read, and whatever is asked is answered. */
  ibar_session_set_text (fixture->session, NULL);
  ibar_session_set_text (fixture->session, "protest");
  ibar_session_flush (fixture->session);
  ibar_session_clear_filter (fixture->session);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 8);
  look_at_everything (fixture->session);
  /* After: the folder tells. */
  while (ibar_session_get_n_total (fixture->session) != 6)
    g_main_context_iteration (NULL, TRUE);
  ibar_session_flush (fixture->session);
  look_at_everything (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_problems (fixture->session), >, 0);
}

/* The region's home is shown where an event lies in it, not where it lies between events. */
static void
test_home (Fixture *fixture, gconstpointer data)
{
  static const IbarView map = { .width = 800, .height = 600, .zoom = 1 };
  g_autofree char *region = g_test_build_filename (G_TEST_BUILT, "..", "data", "region.gpkg", NULL);
  IbarExtent shown;

  ibar_test_exec (fixture->writer, "DELETE FROM ibar_info WHERE key = 'home'");
  ibar_session_view_moved (fixture->session, &map);
  ibar_test_session_load_region (fixture->session, region);
  open_file (fixture);
  g_assert_true (ibar_session_get_view_extent (fixture->session, &shown));
  g_assert_true (ibar_extent_contains (&shown, (IbarPoint){ 20.826, 42.909 }));
  g_assert_false (ibar_extent_contains (&shown, (IbarPoint){ 10.753, 59.912 })); /* Oslo, one of many */

  ibar_test_exec (fixture->writer,
                  "UPDATE event SET geom = (SELECT geom FROM place WHERE id = 'oslo');"
                  "UPDATE event SET geom = x'47500001e6100000010100000000000000000039400000000000004340' WHERE fid = 1");
  open_file (fixture);
  g_assert_true (ibar_session_get_view_extent (fixture->session, &shown));
  g_assert_true (ibar_extent_contains (&shown, (IbarPoint){ 10.753, 59.912 }));
  g_assert_true (ibar_extent_contains (&shown, (IbarPoint){ 25, 38 }));
}

/* What is gone to keeps clear of scale and credits; what has room stays in the middle. */
static void
test_fit (Fixture *fixture, gconstpointer data)
{
  static const IbarExtent tall = { 20.4, 42.4, 20.5, 43.4 }, flat = { 20, 42.9, 22, 43 };
  IbarView map = { .width = 900, .height = 600, .zoom = 1 };
  const IbarView *view;
  double world, below, above;

  open_file (fixture);
  ibar_session_view_moved (fixture->session, &map);
  ibar_session_go_to_extent (fixture->session, &tall);
  view = ibar_session_get_view (fixture->session);
  world = IBAR_TILE_UNITS * exp2 (view->zoom);
  below = 300 - (ibar_mercator_y (tall.south) - ibar_mercator_y (view->center.latitude)) * world;
  above = 300 - (ibar_mercator_y (view->center.latitude) - ibar_mercator_y (tall.north)) * world;
  g_assert_cmpfloat_with_epsilon (below, 60, 0.01);
  g_assert_cmpfloat_with_epsilon (above, 30, 0.01);

  ibar_session_go_to_extent (fixture->session, &flat);
  g_assert_cmpfloat_with_epsilon (ibar_mercator_y (view->center.latitude),
                                  (ibar_mercator_y (flat.south) + ibar_mercator_y (flat.north)) / 2, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, name) g_test_add ("/session-files/" path, Fixture, NULL, set_up, test_##name, tear_down)
  ADD ("no-problems", no_problems);
  ADD ("problems", problems);
  ADD ("extremes", extremes);
  ADD ("many", many);
  ADD ("nothing", nothing);
  ADD ("edited", edited);
  ADD ("home", home);
  ADD ("fit", fit);
#undef ADD
  return g_test_run ();
}
