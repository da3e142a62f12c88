/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saved views: kept in the collection, or in the reader's own file where that cannot be written. */

#include "config.h"

#include <locale.h>

#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-saved-views.h"
#include "ibar-session.h"
#include "ibar-test-collection.h"
#include "ibar-test-session.h"

typedef struct
{
  char *dir, *path;
  IbarCollection *collection;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = ibar_test_make_dir ();
  fixture->path = ibar_test_make_fixture (fixture->dir);
  fixture->collection = ibar_collection_open (
      fixture->path, data != NULL ? IBAR_COLLECTION_IMMUTABLE : IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_collection_unref (fixture->collection);
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static void
save (Fixture *fixture, const char *name, const char *filter, const char *note)
{
  g_autoptr (IbarSavedView) view = ibar_saved_view_new (name, filter, note);
  g_autoptr (GError) error = NULL;

  view->center = (IbarPoint){ 20.8, 42.9 };
  view->zoom = 9.5;
  view->rotation = 0.25;
  g_assert_true (ibar_saved_views_save (fixture->collection, view, &error));
  g_assert_no_error (error);
}

static void
assert_names (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = ibar_saved_views_list (fixture->collection, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < views->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", ((IbarSavedView *) views->pdata[i])->name);
  g_assert_cmpstr (names->str, ==, expected);
}

/* What every store must do, whichever file it is. */
static void
test_life (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarSavedView) view = NULL;
  g_autoptr (GError) error = NULL;

  assert_names (fixture, "");
  save (fixture, "Riots", "type:riot", "for the report");
  save (fixture, "Ŷ 'x' <b>", "", NULL);
  assert_names (fixture, "Riots|Ŷ 'x' <b>");

  view = ibar_saved_views_find (fixture->collection, "Riots", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (view->filter, ==, "type:riot");
  g_assert_cmpstr (view->note, ==, "for the report");
  g_assert_cmpfloat (view->center.longitude, ==, 20.8);
  g_assert_cmpfloat (view->center.latitude, ==, 42.9);
  g_assert_cmpfloat (view->zoom, ==, 9.5);
  g_assert_cmpfloat (view->rotation, ==, 0.25);

  /* Saved again: another filter, the same place in the list. */
  save (fixture, "Riots", "type:agreement", NULL);
  assert_names (fixture, "Riots|Ŷ 'x' <b>");
  ibar_saved_view_free (g_steal_pointer (&view));
  view = ibar_saved_views_find (fixture->collection, "Riots", &error);
  g_assert_cmpstr (view->filter, ==, "type:agreement");
  g_assert_null (view->note);

  g_assert_false (ibar_saved_views_rename (fixture->collection, "Riots", "Ŷ 'x' <b>", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (ibar_saved_views_rename (fixture->collection, "Riots", "Talks", &error));
  assert_names (fixture, "Talks|Ŷ 'x' <b>");
  g_assert_true (ibar_saved_views_delete (fixture->collection, "Talks", &error));
  assert_names (fixture, "Ŷ 'x' <b>");
  g_assert_false (ibar_saved_views_delete (fixture->collection, "Talks", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "Ŷ 'x' <b>"));
}

static void
test_where (Fixture *fixture, gconstpointer data)
{
  g_autofree char *store = ibar_saved_views_dup_store (fixture->collection);
  g_autofree char *before = ibar_test_hash_file (fixture->path);
  g_autofree char *after = NULL;

  if (data == NULL)
    g_assert_cmpstr (store, ==, fixture->path);
  else
    g_assert_true (g_str_has_prefix (store, g_get_user_data_dir ()));
  save (fixture, "Here", "", NULL);
  after = ibar_test_hash_file (fixture->path);
  g_assert_true (g_str_equal (before, after) == (data != NULL));
  g_assert_true (g_file_test (store, G_FILE_TEST_EXISTS));
  if (data != NULL)
    g_unlink (store);
}

/* A view that came with a collection is shadowed by the reader's of that name, and never changed. */
static void
test_shadow (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autofree char *store = NULL;
  g_autoptr (IbarSavedView) view = NULL;

  set_up (&fixture, NULL);
  save (&fixture, "Given", "type:riot", NULL);
  ibar_collection_unref (fixture.collection);
  fixture.collection = ibar_collection_open (fixture.path, IBAR_COLLECTION_IMMUTABLE, &error);
  g_assert_no_error (error);
  assert_names (&fixture, "Given");
  g_assert_false (ibar_saved_views_delete (fixture.collection, "Given", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION);
  g_clear_error (&error);

  save (&fixture, "Given", "type:agreement", NULL);
  assert_names (&fixture, "Given");
  view = ibar_saved_views_find (fixture.collection, "Given", NULL);
  g_assert_cmpstr (view->filter, ==, "type:agreement");
  g_assert_true (ibar_saved_views_delete (fixture.collection, "Given", &error));
  g_assert_no_error (error);
  ibar_saved_view_free (g_steal_pointer (&view));
  view = ibar_saved_views_find (fixture.collection, "Given", NULL);
  g_assert_cmpstr (view->filter, ==, "type:riot");
  store = ibar_saved_views_dup_store (fixture.collection);
  g_unlink (store);
  tear_down (&fixture, NULL);
}

/* Any program may have written the table. */
static void
test_foreign_rows (void)
{
  Fixture fixture;
  g_autoptr (IbarCollection) writer = NULL;
  g_autoptr (IbarSavedView) view = NULL;

  set_up (&fixture, NULL);
  writer = ibar_collection_open (fixture.path, IBAR_COLLECTION_READ_WRITE, NULL);
  ibar_test_exec (writer, "INSERT INTO saved_view (name, longitude, latitude, zoom) VALUES "
                          "('far', 5000, 10, 3), ('deep', 20, 42, 1e9), ('bare', NULL, NULL, NULL)");
  assert_names (&fixture, "far|deep|bare");
  view = ibar_saved_views_find (fixture.collection, "far", NULL);
  g_assert_false (ibar_point_is_placed (view->center));
  ibar_saved_view_free (g_steal_pointer (&view));
  view = ibar_saved_views_find (fixture.collection, "deep", NULL);
  g_assert_cmpfloat (view->zoom, <=, 24);
  tear_down (&fixture, NULL);
}

/* The session: what is shown goes under a name and comes back. */
static void
test_session (void)
{
  Fixture fixture;
  g_autoptr (IbarSession) session = ibar_session_new ();
  g_autoptr (IbarSavedView) view = NULL;
  g_autoptr (IbarSavedView) lost = ibar_saved_view_new ("lost", "actor:nobody-of-that-name", NULL);
  g_autoptr (GError) error = NULL;

  set_up (&fixture, NULL);
  ibar_test_session_open (session, fixture.path, FALSE);
  ibar_session_set_term (session, IBAR_FACET_TYPE, "riot", +1);
  ibar_session_go_to (session, (IbarPoint){ 20.5, 43 }, 11);
  g_assert_true (ibar_session_save_view (session, "Riots", "note", &error));
  g_assert_no_error (error);

  ibar_session_clear_filter (session);
  ibar_session_go_to (session, (IbarPoint){ 0, 0 }, 2);
  view = ibar_saved_views_find (ibar_session_get_collection (session), "Riots", NULL);
  g_assert_true (ibar_session_show_view (session, view, &error));
  g_assert_cmpstr (ibar_session_get_filter_text (session), ==, "type:riot");
  g_assert_cmpfloat (ibar_session_get_view (session)->center.longitude, ==, 20.5);
  g_assert_cmpfloat (ibar_session_get_view (session)->zoom, ==, 11);

  g_assert_false (ibar_session_show_view (session, lost, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (ibar_session_get_filter_text (session), ==, "type:riot");
  ibar_session_flush (session);
  g_assert_finalize_object (g_steal_pointer (&session));
  tear_down (&fixture, NULL);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/saved-views/life/writable", Fixture, NULL, set_up, test_life, tear_down);
  g_test_add ("/saved-views/life/read-only", Fixture, "immutable", set_up, test_life, tear_down);
  g_test_add ("/saved-views/where/writable", Fixture, NULL, set_up, test_where, tear_down);
  g_test_add ("/saved-views/where/read-only", Fixture, "immutable", set_up, test_where, tear_down);
  g_test_add_func ("/saved-views/shadow", test_shadow);
  g_test_add_func ("/saved-views/foreign-rows", test_foreign_rows);
  g_test_add_func ("/saved-views/session", test_session);
  return g_test_run ();
}
