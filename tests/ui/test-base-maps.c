/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Base maps of the user's from a server on loopback in every mood, and the dialog that adds them. */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "ibar-base-maps-dialog.h"
#include "ibar-test-base-maps.h"
#include "ibar-test-pixels.h"

/* Adds the server's map, and chooses it. */
static void
choose_server (IbarTestBaseMaps *fixture)
{
  g_autoptr (IbarBaseMap) map = ibar_base_map_new (
      "Loopback", ibar_test_tile_server_get_pattern (fixture->server), IBAR_TEST_CREDIT, 18, FALSE);

  ibar_base_maps_add (fixture->maps, map);
  ibar_base_maps_choose (fixture->maps, map);
}

static gboolean
is_asked (gpointer user_data)
{
  IbarTestBaseMaps *fixture = user_data;

  return ibar_test_tile_server_get_n_asked (fixture->server) > 0;
}

/* The server */

/* Nothing is fetched before the map is chosen; then Ibar says who asks, and the credit stands on
 * the map. */
static void
test_chosen (IbarTestBaseMaps *fixture, gconstpointer data)
{
  g_autoptr (IbarBaseMap) map = ibar_base_map_new (
      "Loopback", ibar_test_tile_server_get_pattern (fixture->server), IBAR_TEST_CREDIT, 18, FALSE);
  guint painted = ibar_test_base_maps_count_painted (fixture);

  ibar_base_maps_add (fixture->maps, map);
  ibar_test_settle ();
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, 0);

  ibar_base_maps_choose (fixture->maps, map);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), >, 0);
  g_assert_cmpuint (ibar_test_base_maps_count_painted (fixture), >, painted);
  g_assert_cmpstr (ibar_test_tile_server_get_agent (fixture->server), ==, "Ibar/" IBAR_VERSION);
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
  g_assert_true (ibar_test_shows_text (fixture->map.view->credits, IBAR_TEST_CREDIT));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->map.view->labels_layer)));

  ibar_base_maps_choose (fixture->maps, NULL);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_false (ibar_test_shows_text (fixture->map.view->credits, IBAR_TEST_CREDIT));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->map.view->labels_layer)));
}

/* Trouble is told on the map, a server in trouble is left alone, and trying again works. */
static void
test_broken (IbarTestBaseMaps *fixture, gconstpointer data)
{
  guint asked;

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_BROKEN);
  choose_server (fixture);
  ibar_test_wait (ibar_test_base_maps_has_trouble, fixture);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_nonnull (strstr (gtk_label_get_label (fixture->map.view->trouble_text), "503"));
  asked = ibar_test_tile_server_get_n_asked (fixture->server);
  g_assert_cmpuint (asked, <, 10);
  gtk_widget_queue_draw (GTK_WIDGET (fixture->map.view->basemap_layer));
  ibar_test_settle ();
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, asked);

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_WELL);
  ibar_test_map_activate (&fixture->map, "retry-base");
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), >, asked);
}

static void
test_way_back (IbarTestBaseMaps *fixture, gconstpointer data)
{
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_BROKEN);
  choose_server (fixture);
  ibar_test_wait (ibar_test_base_maps_has_trouble, fixture);
  ibar_test_map_activate (&fixture->map, "own-base");
  g_assert_null (ibar_base_maps_get_chosen (fixture->maps));
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
}

/* Where a server has no tile, that is no trouble. */
static void
test_missing (IbarTestBaseMaps *fixture, gconstpointer data)
{
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_MISSING);
  choose_server (fixture);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), >, 0);
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
}

static void
test_no_picture (IbarTestBaseMaps *fixture, gconstpointer data)
{
  ibar_test_tile_server_set_mood (fixture->server, (IbarTestServerMood) GPOINTER_TO_INT (data));
  choose_server (fixture);
  ibar_test_wait (ibar_test_base_maps_has_trouble, fixture);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
}

/* What is no longer in view is given up: an answer that comes then is not waited for. */
static void
test_stalled (IbarTestBaseMaps *fixture, gconstpointer data)
{
  IbarView view = { .center = { -60, -20 }, .zoom = 5 };

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_STALLED);
  choose_server (fixture);
  ibar_test_wait (is_asked, fixture);
  g_assert_false (ibar_map_view_is_ready (fixture->map.view));
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_WELL);
  ibar_map_view_move_to (fixture->map.view, &view, FALSE);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
  ibar_test_tile_server_release (fixture->server);
  ibar_test_settle ();
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
}

/* A zoom over many levels while the server lets wait: of a level that is passed by no more is asked than
 * what was on its way, and nothing of it is shown. */
static void
test_passed_by (IbarTestBaseMaps *fixture, gconstpointer data)
{
  const guint first = 6, last = 16, at_once = 4;
  const guint level = 4 * 4; /* tiles of one level in 700 × 500 px, at the most */
  guint painted, asked;

  choose_server (fixture);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  /* The coarse tiles behind the first view may still be on their way. */
  painted = ibar_test_base_maps_count_painted (fixture) + level;
  asked = ibar_test_tile_server_get_n_asked (fixture->server) + level;
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_STALLED);
  for (guint zoom = first; zoom <= last; zoom++)
    {
      IbarView view = { .center = { 5, 45 }, .zoom = zoom };

      ibar_map_view_move_to (fixture->map.view, &view, FALSE);
      ibar_test_settle ();
    }
  g_assert_cmpuint (ibar_test_base_maps_count_painted (fixture), <=, painted);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), <=,
                    asked + at_once * (last - first + 1));
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_WELL);
  ibar_test_tile_server_release (fixture->server);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_cmpuint (ibar_test_base_maps_count_painted (fixture), <=, painted + 2 * level);
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
}

/* What a picture is packed in and called does not matter. */
static void
test_gzipped (IbarTestBaseMaps *fixture, gconstpointer data)
{
  guint painted = ibar_test_base_maps_count_painted (fixture);

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_GZIPPED);
  choose_server (fixture);
  ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
  g_assert_false (ibar_test_base_maps_has_trouble (fixture));
  g_assert_cmpuint (ibar_test_base_maps_count_painted (fixture), >, painted);
}

/* Between two of the server's levels tiles are scaled, and their edges lie between pixels: what is behind does not shine
 * through. The server's tiles are all of one colour. */
static void
test_seams (IbarTestBaseMaps *fixture, gconstpointer data)
{
  static const double zooms[] = { 8.25, 8.5, 8.75 };

  choose_server (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      cairo_surface_t *surface;
      IbarView view;

      ibar_map_view_get_view (fixture->map.view, &view);
      view.zoom = zooms[i];
      ibar_map_view_move_to (fixture->map.view, &view, FALSE);
      ibar_test_settle ();
      ibar_test_wait (ibar_test_map_is_ready, &fixture->map);
      surface = ibar_test_map_draw_base (&fixture->map);
      for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
        for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
          {
            const guint8 *pixel = ibar_test_get_pixel (surface, x, y);

            /* ff00ff, but for what two smoothed edges leave: 0x7c without a lap. */
            g_assert_cmpint (pixel[0], >, 0xef);
            g_assert_cmpint (pixel[1], <, 0x10);
            g_assert_cmpint (pixel[2], >, 0xef);
          }
      cairo_surface_destroy (surface);
    }
}

static void
test_refused (IbarTestBaseMaps *fixture, gconstpointer data)
{
  g_autoptr (IbarBaseMap) map
      = ibar_base_map_new ("Nobody", "http://127.0.0.1:9/{z}/{x}/{y}.png", IBAR_TEST_CREDIT, 18, TRUE);

  ibar_base_maps_add (fixture->maps, map);
  ibar_base_maps_choose (fixture->maps, map);
  ibar_test_wait (ibar_test_base_maps_has_trouble, fixture);
  g_assert_nonnull (strstr (gtk_label_get_label (fixture->map.view->trouble_text), "Nobody"));
}

/* The dialog and the settings */

static IbarBaseMapsDialog *
make_dialog (IbarTestBaseMaps *fixture)
{
  GtkWidget *dialog = ibar_base_maps_dialog_new (GTK_WINDOW (fixture->map.window), fixture->maps);

  gtk_window_present (GTK_WINDOW (dialog));
  return IBAR_BASE_MAPS_DIALOG (dialog);
}

/* The entry rows stand in the order of the form: name, location, credit. */
static void
collect_entries (GtkWidget *widget, GPtrArray *entries)
{
  if (ADW_IS_ENTRY_ROW (widget))
    g_ptr_array_add (entries, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_entries (child, entries);
}

static void
fill_form (IbarBaseMapsDialog *dialog, const char *name, const char *location, const char *credit)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  const char *const texts[] = { name, location, credit };

  collect_entries (GTK_WIDGET (dialog), entries);
  g_assert_cmpuint (entries->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (entries, i)), texts[i]);
}

/* No map without a credit line; an address must be one; adding fetches nothing. */
static void
test_dialog (IbarTestBaseMaps *fixture, gconstpointer data)
{
  IbarBaseMapsDialog *dialog = make_dialog (fixture);
  GtkWidget *add = ibar_test_find_button (GTK_WIDGET (dialog), "_Add");
  const char *pattern = ibar_test_tile_server_get_pattern (fixture->server);
  g_autoptr (IbarBaseMap) map = NULL;

  g_assert_nonnull (ibar_test_find_button (GTK_WIDGET (dialog), "Choose a file"));
  fill_form (dialog, "Mine", pattern, "");
  g_assert_false (gtk_widget_get_sensitive (add));
  fill_form (dialog, "Mine", "http://127.0.0.1/{z}/{x}.png", IBAR_TEST_CREDIT);
  g_assert_true (gtk_widget_get_sensitive (add));
  g_signal_emit_by_name (add, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->maps)), ==, 0);
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (dialog), "{y}"));

  fill_form (dialog, "Mine", pattern, IBAR_TEST_CREDIT);
  g_signal_emit_by_name (add, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->maps)), ==, 1);
  g_assert_null (ibar_base_maps_get_chosen (fixture->maps));
  ibar_test_settle ();
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, 0);

  map = g_list_model_get_item (G_LIST_MODEL (fixture->maps), 0);
  ibar_base_maps_choose (fixture->maps, map);
  g_signal_emit_by_name (ibar_test_find_button (GTK_WIDGET (dialog), "Remove “Mine”"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->maps)), ==, 0);
  g_assert_null (ibar_base_maps_get_chosen (fixture->maps));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What was added and chosen comes back; what has no credit does not. */
static void
test_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new (IBAR_APP_ID);
  g_autoptr (IbarBaseMaps) maps = ibar_base_maps_new (settings);
  g_autoptr (IbarBaseMap) first = ibar_base_map_new ("One", "/one.mbtiles", IBAR_TEST_CREDIT, 12, FALSE);
  g_autoptr (IbarBaseMap) second = ibar_base_map_new ("Two", "/two.mbtiles", "", 12, TRUE);
  g_autoptr (IbarBaseMaps) again = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (maps)), ==, 0);
  ibar_base_maps_add (maps, first);
  ibar_base_maps_add (maps, second);
  ibar_base_maps_choose (maps, first);
  again = ibar_base_maps_new (settings);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 1);
  g_assert_nonnull (ibar_base_maps_get_chosen (again));
  g_assert_cmpstr (ibar_base_map_get_name (ibar_base_maps_get_chosen (again)), ==, "One");
  g_assert_cmpint (ibar_base_map_get_most_zoom (ibar_base_maps_get_chosen (again)), ==, 12);
  g_assert_false (ibar_base_map_get_with_names (ibar_base_maps_get_chosen (again)));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    IbarTestServerMood mood;
  } moods[] = {
    { "/base-maps/garbage", IBAR_TEST_SERVER_GARBAGE },
    { "/base-maps/cut", IBAR_TEST_SERVER_CUT },
    { "/base-maps/huge", IBAR_TEST_SERVER_HUGE },
    { "/base-maps/looping", IBAR_TEST_SERVER_LOOPING },
    { "/base-maps/endless", IBAR_TEST_SERVER_ENDLESS },
    { "/base-maps/bomb", IBAR_TEST_SERVER_BOMB },
    { "/base-maps/page", IBAR_TEST_SERVER_PAGE },
  };

  g_unsetenv ("http_proxy");
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, function) \
  g_test_add (path, IbarTestBaseMaps, NULL, ibar_test_base_maps_begin, function, ibar_test_base_maps_end)
  ADD ("/base-maps/seams", test_seams);
  ADD ("/base-maps/chosen", test_chosen);
  ADD ("/base-maps/broken", test_broken);
  ADD ("/base-maps/way-back", test_way_back);
  ADD ("/base-maps/missing", test_missing);
  ADD ("/base-maps/stalled", test_stalled);
  ADD ("/base-maps/passed-by", test_passed_by);
  ADD ("/base-maps/gzipped", test_gzipped);
  ADD ("/base-maps/refused", test_refused);
  ADD ("/base-maps/dialog", test_dialog);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    g_test_add (moods[i].name, IbarTestBaseMaps, GINT_TO_POINTER (moods[i].mood), ibar_test_base_maps_begin, test_no_picture,
                ibar_test_base_maps_end);
  g_test_add_func ("/base-maps/settings", test_settings);
  return g_test_run ();
}
