/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done on the map besides looking: measuring, choosing an area, copying where one is. */

#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "ibar-coordinates.h"
#include "ibar-test-map.h"

/* The bar says what the geodesic says; Backspace takes back; C closes. */
static void
test_measure (IbarTestMap *fixture, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (fixture->view->map);
  IbarPoint corners[] = { { 20.8, 42.9 }, { 20.9, 42.9 }, { 20.9, 43.0 } };
  g_autofree char *metres = g_strdup_printf ("%.2f km", ibar_geodesic_length (corners, 3) / 1000);
  const char *text;

  ibar_test_map_activate (fixture, "measure");
  g_assert_true (gtk_widget_get_visible (fixture->view->tool_bar));
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    ibar_map_view_add_corner (fixture->view, corners[i]);
  text = gtk_label_get_label (fixture->view->tool_label);
  g_assert_nonnull (strstr (text, metres));
  g_assert_true (ibar_test_press (map, GDK_KEY_c, 0));
  g_assert_true (fixture->view->path_closed);
  g_assert_true (ibar_test_press (map, GDK_KEY_BackSpace, 0));
  g_assert_false (fixture->view->path_closed);
  g_assert_true (ibar_test_press (map, GDK_KEY_BackSpace, 0));
  g_assert_cmpuint (fixture->view->path->len, ==, 2);
  g_assert_true (ibar_test_press (map, GDK_KEY_Left, 0));
  g_assert_true (ibar_test_press (map, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->view->path->len, ==, 3);
  g_assert_true (ibar_test_press (map, GDK_KEY_Escape, 0));
  g_assert_false (gtk_widget_get_visible (fixture->view->tool_bar));
}

/* What is in view becomes the filter, and goes again. */
static void
test_area (IbarTestMap *fixture, gconstpointer data)
{
  IbarResult *result;

  ibar_test_map_activate (fixture, "filter-to-view");
  ibar_test_map_settle (fixture);
  result = ibar_session_get_result (fixture->session);
  g_assert_cmpuint (ibar_session_get_filter (fixture->session)->area->len, ==, 4);
  g_assert_cmpuint (ibar_result_get_n_passing (result), <, ibar_result_get_n_total (result));
  g_assert_cmpuint (ibar_result_get_n_passing (result), >, 0);
  ibar_test_map_activate (fixture, "clear-area");
  ibar_test_map_settle (fixture);
  result = ibar_session_get_result (fixture->session);
  g_assert_cmpuint (ibar_result_get_n_passing (result), ==, ibar_result_get_n_total (result));
}

static gboolean
area_holds (IbarTestMap *fixture, double longitude, double latitude)
{
  const GArray *area = ibar_session_get_filter (fixture->session)->area;

  return ibar_ring_contains ((const IbarPoint *) (const void *) area->data, area->len, (IbarPoint){ longitude, latitude });
}

/* Where the map is joined, and where it shows as much as there is: what is seen is in the area, and nothing else. */
static void
test_area_at_edges (IbarTestMap *fixture, gconstpointer data)
{
  static const struct
  {
    double longitude, zoom;
  } views[] = { { 179.5, 6 }, { -179.9, 4 }, { 170, 2 }, { 170, 1 }, { -20, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      IbarView view;
      double half;

      shumate_viewport_set_zoom_level (fixture->view->viewport, views[i].zoom);
      shumate_location_set_location (SHUMATE_LOCATION (fixture->view->viewport), 10, views[i].longitude);
      ibar_test_map_settle (fixture);
      ibar_test_map_activate (fixture, "filter-to-view");
      ibar_map_view_get_view (fixture->view, &view);
      half = view.width / 2.0 / (256.0 * exp2 (view.zoom)) * 360.0;
      for (double longitude = -180; longitude <= 180; longitude += 0.25)
        {
          double away = fabs (remainder (longitude - view.center.longitude, 360.0));

          if (fabs (away - half) > 0.01)
            g_assert_cmpint (area_holds (fixture, longitude, view.center.latitude), ==, away < half);
        }
    }
}

static void
test_box (IbarTestMap *fixture, gconstpointer data)
{
  fixture->view->box_x = 200;
  fixture->view->box_y = 100;
  ibar_map_view_set_box (fixture->view, 400, 300, FALSE);
  g_assert_null (ibar_session_get_filter (fixture->session)->area);
  ibar_map_view_set_box (fixture->view, 400, 300, TRUE);
  g_assert_cmpuint (ibar_session_get_filter (fixture->session)->area->len, ==, 4);
}

static void
read_text_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
has_text (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static void
copied_cb (IbarMapView *view, const char *text, char **told)
{
  g_free (*told);
  *told = g_strdup (text);
}

/* Each form of the context menu ends in the clipboard, and the map tells of it. */
static void
test_copy (IbarTestMap *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    IbarCoordinates form;
  } forms[] = { { "decimal", IBAR_COORDINATES_DECIMAL },
                { "dms", IBAR_COORDINATES_DMS },
                { "utm", IBAR_COORDINATES_UTM } };

  g_autofree char *told = NULL;

  g_signal_connect (fixture->view, "copied", G_CALLBACK (copied_cb), &told);
  fixture->view->context_point = (IbarPoint){ 20.86576, 42.89633 };
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *expected
          = ibar_coordinates_format (fixture->view->context_point, forms[i].form);
      g_autofree char *text = NULL;

      g_action_group_activate_action (ibar_map_view_get_actions (fixture->view),
                                      "copy-coordinates", g_variant_new_string (forms[i].name));
      gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->view)), NULL,
                                     read_text_cb, &text);
      ibar_test_wait (has_text, &text);
      g_assert_cmpstr (text, ==, expected);
      g_assert_cmpstr (told, ==, expected);
    }
}

#define ADD(path, func) g_test_add (path, IbarTestMap, NULL, ibar_test_map_begin, func, ibar_test_map_end)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/map-tools/measure", test_measure);
  ADD ("/map-tools/area", test_area);
  ADD ("/map-tools/area-at-edges", test_area_at_edges);
  ADD ("/map-tools/box", test_box);
  ADD ("/map-tools/copy", test_copy);
  return g_test_run ();
}
