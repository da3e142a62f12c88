/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The composer: it shows a figure, follows the session, moves the map by keys and writes what it
 * shows. */

#include "config.h"

#include <math.h>

#include <glib/gstdio.h>

#include "ibar-composer.h"
#include "ibar-evidence.h"

static IbarSession *session;

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ibar_session_open_finish (IBAR_SESSION (object), result, &error);
  g_assert_no_error (error);
  (*(guint *) data)++;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ibar_session_load_region_finish (IBAR_SESSION (object), result, &error);
  g_assert_no_error (error);
  (*(guint *) data)++;
}

static void
open_session (void)
{
  g_autofree char *data = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", NULL);
  g_autofree char *collection = g_build_filename (data, "northern-kosovo.gpkg", NULL);
  g_autofree char *region = g_build_filename (data, "region.gpkg", NULL);
  guint n_done = 0;

  session = ibar_session_new ();
  ibar_session_open_async (session, collection, TRUE, NULL, opened_cb, &n_done);
  ibar_session_load_region_async (session, region, NULL, loaded_cb, &n_done);
  while (n_done < 2)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_ready (IbarComposer *composer)
{
  do
    g_main_context_iteration (NULL, TRUE);
  while (!ibar_composer_is_ready (composer));
}

static IbarComposer *
open_composer (void)
{
  IbarComposer *composer = IBAR_COMPOSER (ibar_composer_new (NULL, session));

  gtk_window_present (GTK_WINDOW (composer));
  wait_until_ready (composer);
  return composer;
}

/* What a figure written by the composer says of itself. */
static GKeyFile *
export_and_read (IbarComposer *composer, const char *suffix)
{
  g_autofree char *dir = g_dir_make_tmp ("ibar-composer-XXXXXX", NULL);
  g_autofree char *name = g_strconcat ("figure", suffix, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  GKeyFile *evidence;

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.export", "s", path);
  wait_until_ready (composer);
  evidence = ibar_evidence_read (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (dir);
  return evidence;
}

static void
assert_value (GKeyFile *evidence, const char *group, const char *key, const char *expected)
{
  g_autofree char *value = g_key_file_get_string (evidence, group, key, NULL);
  g_assert_cmpstr (value, ==, expected);
}

static void
test_export (void)
{
  IbarComposer *composer = open_composer ();
  g_autoptr (GKeyFile) first = NULL, second = NULL;

  first = export_and_read (composer, ".pdf");
  assert_value (first, "page", "size", "a4");
  assert_value (first, "evidence", "events", "131");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "page.size", "a5");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "text.title", "Mine");
  ibar_session_set_dates (session, ibar_day_from_ymd (2023, 5, 1), ibar_day_from_ymd (2023, 6, 30));
  ibar_session_flush (session);
  wait_until_ready (composer);
  second = export_and_read (composer, ".svg");
  assert_value (second, "page", "size", "a5");
  assert_value (second, "evidence", "title", "Mine");
  assert_value (second, "evidence", "events", "17");
  ibar_session_clear_filter (session);
  ibar_session_flush (session);
  gtk_window_destroy (GTK_WINDOW (composer));
}

/* What the figure does not know is told, and changes nothing. */
static void
test_refused (void)
{
  IbarComposer *composer = open_composer ();

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "map.scale", "large");
  wait_until_ready (composer);
  g_assert_cmpfloat (ibar_composer_get_figure (composer)->scale, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "map.scale",
                              "1:250000");
  wait_until_ready (composer);
  g_assert_cmpfloat (ibar_composer_get_figure (composer)->scale, ==, 250000);
  gtk_window_destroy (GTK_WINDOW (composer));
}

/* A window closed while its worker draws takes nothing down. */
static void
test_closed_early (void)
{
  IbarComposer *composer = open_composer ();

  g_object_add_weak_pointer (G_OBJECT (composer), (gpointer *) &composer);
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "page.size", "a3");
  gtk_window_destroy (GTK_WINDOW (composer));
  while (composer != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  open_session ();
  g_test_add_func ("/composer/export", test_export);
  g_test_add_func ("/composer/refused", test_refused);
  g_test_add_func ("/composer/closed-early", test_closed_early);
  status = g_test_run ();
  g_object_unref (session);
  return status;
}
