/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog "More Detail" on a small extract made here: what is missing is said, a region comes of
 * it, and stopping leaves nothing behind. */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ibar-file-kind.h"
#include "ibar-region-dialog.h"
#include "ibar-region.h"
#include "ibar-test-view.h"
#include "ibar-test-window.h"

/* A road and a town, in a box of one degree; before them, as many nodes as are asked for. */
static const char head[] = "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6'>"
                           "<node id='1' lat='10.2' lon='5.2' version='1'/>"
                           "<node id='2' lat='10.8' lon='5.8' version='1'/>"
                           "<node id='3' lat='10.5' lon='5.5' version='1'>"
                           "<tag k='place' v='town'/><tag k='name' v='Anywhere'/></node>";
static const char tail[] = "<way id='9' version='1'><nd ref='1'/><nd ref='2'/>"
                           "<tag k='highway' v='primary'/></way></osm>";
static const IbarExtent box = { 5, 10, 6, 11 };

typedef struct
{
  char *extract;
  char *output;
  IbarRegionDialog *dialog;
  char *built; /* (nullable) */
} Fixture;

static void
write_extract (const char *path, guint n_nodes)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n_nodes; i++)
    g_string_append_printf (text,
                            "<node id='%u' lat='10.%05u' lon='5.5' version='1'>"
                            "<tag k='place' v='hamlet'/></node>",
                            10 + i, i);
  g_string_append (text, tail);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  g_string_free (text, TRUE);
}

static void
built_cb (IbarRegionDialog *dialog, const char *path, Fixture *fixture)
{
  fixture->built = g_strdup (path);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  fixture->extract = g_build_filename (g_get_user_cache_dir (), "small.osm", NULL);
  fixture->output = g_build_filename (g_get_user_cache_dir (), "small.gpkg", NULL);
  g_unlink (fixture->output);
  write_extract (fixture->extract, 0);
  fixture->dialog = IBAR_REGION_DIALOG (g_object_ref_sink (ibar_region_dialog_new (NULL, &box)));
  g_signal_connect (fixture->dialog, "built", G_CALLBACK (built_cb), fixture);
  ibar_region_dialog_set_output (fixture->dialog, fixture->output);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static gboolean
is_closed (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer dialog = fixture->dialog;

  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  g_object_add_weak_pointer (G_OBJECT (dialog), &dialog);
  g_object_unref (fixture->dialog);
  ibar_test_wait (is_closed, &dialog);
  g_free (fixture->extract);
  g_free (fixture->output);
  g_free (fixture->built);
}

static GtkWidget *
get_build (Fixture *fixture)
{
  return ibar_test_find_button (GTK_WIDGET (fixture->dialog), "_Build and Show");
}

static gboolean
is_done (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->built != NULL || gtk_widget_get_sensitive (get_build (fixture));
}

static void
test_builds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarRegion) region = NULL;
  const IbarExtent *extent;

  g_assert_false (gtk_widget_get_sensitive (get_build (fixture)));
  ibar_region_dialog_set_extract (fixture->dialog, fixture->extract);
  g_assert_true (gtk_widget_get_sensitive (get_build (fixture)));
  ibar_region_dialog_build (fixture->dialog);
  g_assert_false (gtk_widget_get_sensitive (get_build (fixture)));
  ibar_test_wait (is_done, fixture);
  g_assert_cmpstr (fixture->built, ==, fixture->output);
  region = ibar_region_load (fixture->built, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ROAD), ==, 1);
  g_assert_cmpuint (ibar_region_get_n_places (region), ==, 1);
  extent = ibar_region_get_extent (region);
  g_assert_cmpfloat_with_epsilon (extent->east, box.east, 1e-6);
}

/* A view over the antimeridian gives a box that may be built; one round most of the world does not. */
static void
test_antimeridian (Fixture *fixture, gconstpointer data)
{
  static const IbarExtent boxes[] = { { 177, -19, -178, -16 }, { 100, -19, -20, -16 } };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      GtkWidget *dialog = g_object_ref_sink (ibar_region_dialog_new (NULL, &boxes[i]));

      ibar_region_dialog_set_extract (IBAR_REGION_DIALOG (dialog), fixture->extract);
      g_assert_true (gtk_widget_get_sensitive (ibar_test_find_button (dialog, "_Build and Show")) == (i == 0));
      gtk_window_destroy (GTK_WINDOW (dialog));
      g_object_unref (dialog);
    }
}

/* Elevation is not taken without a word on whose it is. */
static void
test_credit (Fixture *fixture, gconstpointer data)
{
  ibar_region_dialog_set_extract (fixture->dialog, fixture->extract);
  ibar_region_dialog_add_tile (fixture->dialog, "/nowhere.hgt");
  g_assert_false (gtk_widget_get_sensitive (get_build (fixture)));
  ibar_region_dialog_build (fixture->dialog);
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (fixture->dialog), "whose it is"));
  g_assert_false (g_file_test (fixture->output, G_FILE_TEST_EXISTS));
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->extract, "no extract at all", -1, NULL));
  ibar_region_dialog_set_extract (fixture->dialog, fixture->extract);
  ibar_region_dialog_build (fixture->dialog);
  ibar_test_wait (is_done, fixture);
  g_assert_null (fixture->built);
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (fixture->dialog), fixture->extract));
  g_assert_false (g_file_test (fixture->output, G_FILE_TEST_EXISTS));
}

/* Stopped while it is at work, or closed: nothing is written, nothing hangs. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  write_extract (fixture->extract, 60000);
  ibar_region_dialog_set_extract (fixture->dialog, fixture->extract);
  ibar_region_dialog_build (fixture->dialog);
  ibar_region_dialog_cancel (fixture->dialog);
  ibar_test_wait (is_done, fixture);
  g_assert_null (fixture->built);
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (fixture->dialog), "nothing has been written"));
  g_assert_false (g_file_test (fixture->output, G_FILE_TEST_EXISTS));
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  write_extract (fixture->extract, 60000);
  ibar_region_dialog_set_extract (fixture->dialog, fixture->extract);
  ibar_region_dialog_build (fixture->dialog);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ibar_test_settle ();
  g_assert_null (fixture->built);
}

/* What a file is for decides where it goes when it is dropped. */
static void
test_kinds (void)
{
  g_autofree char *data = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", NULL);
  g_autofree char *region = g_build_filename (data, "region.gpkg", NULL);
  g_autofree char *collection = g_build_filename (data, "northern-kosovo.gpkg", NULL);

  g_assert_cmpint (ibar_file_kind_guess (region), ==, IBAR_FILE_REGION);
  g_assert_cmpint (ibar_file_kind_guess (collection), ==, IBAR_FILE_COLLECTION);
  g_assert_cmpint (ibar_file_kind_guess ("/nowhere.gpkg"), ==, IBAR_FILE_OTHER);
  g_assert_cmpint (ibar_file_kind_guess ("/nowhere/Some.OSM.PBF"), ==, IBAR_FILE_EXTRACT);
  g_assert_cmpint (ibar_file_kind_guess ("/nowhere.mbtiles"), ==, IBAR_FILE_TILES);
  g_assert_cmpint (ibar_file_kind_guess ("/nowhere.csv"), ==, IBAR_FILE_OTHER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/region-dialog/builds", test_builds);
  ADD ("/region-dialog/antimeridian", test_antimeridian);
  ADD ("/region-dialog/credit", test_credit);
  ADD ("/region-dialog/garbage", test_garbage);
  ADD ("/region-dialog/cancel", test_cancel);
  ADD ("/region-dialog/close", test_close);
#undef ADD
  g_test_add_func ("/region-dialog/kinds", test_kinds);
  return g_test_run ();
}
