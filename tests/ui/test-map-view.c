/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map on the bundled collection, 900 × 600 px, without motion. */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "ibar-map-row.h"
#include "ibar-test-map.h"

static GArray *
get_clusters (IbarTestMap *fixture)
{
  return ibar_marks_layer_get_clusters (fixture->view->marks_layer);
}

/* The whole of what is placed, in one view. */
static void
show_world (IbarTestMap *fixture)
{
  IbarView view = { .center = { 20, 30 }, .zoom = 3 };

  ibar_map_view_move_to (fixture->view, &view, FALSE);
  ibar_test_map_settle (fixture);
}

/* A projection computed once a frame is libshumate's, rotated or not. */
static void
test_projection (IbarTestMap *fixture, gconstpointer data)
{
  static const double rotations[] = { 0, 0.4, -2.0, 3.1 };

  for (guint r = 0; r < G_N_ELEMENTS (rotations); r++)
    for (int i = 0; i < 50; i++)
      {
        IbarPoint point = { 20.0 + i * 0.04, 42.4 + i * 0.02 };
        IbarProjection projection;
        double x, y, sx, sy;
        IbarPoint back;
        IbarView view;

        shumate_viewport_set_rotation (fixture->view->viewport, rotations[r]);
        ibar_test_map_get_view (fixture, &view, &projection);
        ibar_projection_from_point (&projection, point, &x, &y);
        shumate_viewport_location_to_widget_coords (fixture->view->viewport,
                                                    GTK_WIDGET (fixture->view->map), point.latitude,
                                                    point.longitude, &sx, &sy);
        g_assert_cmpfloat_with_epsilon (x, sx, 0.01);
        g_assert_cmpfloat_with_epsilon (y, sy, 0.01);
        back = ibar_projection_to_point (&projection, x, y);
        g_assert_cmpfloat_with_epsilon (back.longitude, point.longitude, 1e-9);
        g_assert_cmpfloat_with_epsilon (back.latitude, point.latitude, 1e-9);
      }
}

/* At the start the region's home is in view, and the session knows. */
static void
test_home (IbarTestMap *fixture, gconstpointer data)
{
  const IbarExtent *home = ibar_region_get_home (ibar_session_get_region (fixture->session));
  IbarPoint corners[] = { { home->west, home->south }, { home->east, home->north } };
  IbarProjection projection;
  IbarView view;

  ibar_test_map_get_view (fixture, &view, &projection);
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      double x, y;

      ibar_projection_from_point (&projection, corners[i], &x, &y);
      g_assert_true (x >= 0 && y >= 0 && x <= view.width && y <= view.height);
    }
  g_assert_cmpfloat_with_epsilon (ibar_session_get_view (fixture->session)->zoom, view.zoom, 1e-6);
}

/* No event is lost between the result and the marks, with or without a filter. */
static void
test_marks_are_complete (IbarTestMap *fixture, gconstpointer data)
{
  show_world (fixture);
  for (int filtered = 0; filtered < 2; filtered++)
    {
      IbarResult *result = ibar_session_get_result (fixture->session);
      guint sum = 0;

      for (guint i = 0; i < get_clusters (fixture)->len; i++)
        sum += g_array_index (get_clusters (fixture), IbarCluster, i).count;
      g_assert_cmpuint (sum, ==,
                        ibar_result_get_n_passing (result) - ibar_result_get_n_unplaced (result));
      g_assert_cmpuint (sum, >, 0);
      ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2023, 1, 1),
                              ibar_day_from_ymd (2023, 12, 31));
      ibar_test_map_settle (fixture);
    }
}

/* Going close enough to the first mark, one that does not come apart can be opened and is shown as
 * selected. */
static void
test_open (IbarTestMap *fixture, gconstpointer data)
{
  const char *id = NULL;

  for (int i = 0;
       i < 20 && ibar_session_get_selection (fixture->session, &id) == IBAR_SELECTION_NONE; i++)
    {
      GArray *clusters = get_clusters (fixture);
      IbarProjection projection;
      IbarMapHit hit;
      double x, y;
      IbarView view;

      g_assert_cmpuint (clusters->len, >, 0);
      ibar_test_map_get_view (fixture, &view, &projection);
      ibar_projection_from_point (&projection, g_array_index (clusters, IbarCluster, 0).point, &x,
                                  &y);
      hit = ibar_map_view_hit (fixture->view, x, y);
      g_assert_cmpint (hit.kind, ==, IBAR_MAP_HIT_MARK);
      ibar_map_view_open_hit (fixture->view, hit);
      ibar_test_map_settle (fixture);
    }
  g_assert_cmpint (ibar_session_get_selection (fixture->session, &id), !=, IBAR_SELECTION_NONE);
  g_assert_cmpstr (id, !=, "");
  ibar_map_view_open_hit (fixture->view, (IbarMapHit){ IBAR_MAP_HIT_NOTHING, -1 });
  g_assert_cmpint (ibar_session_get_selection (fixture->session, &id), ==, IBAR_SELECTION_NONE);
}

/* A municipality's seat is hit where it stands, has a name, and opens its place. */
static void
test_seat (IbarTestMap *fixture, gconstpointer data)
{
  GArray *seats = ibar_marks_layer_get_seats (fixture->view->marks_layer);
  const IbarSeat *seat;
  g_autofree char *detail = NULL;
  g_autofree char *title = NULL;
  g_autofree char *expected = NULL;
  const char *id = NULL;

  g_assert_cmpuint (seats->len, >, 0);
  seat = &g_array_index (seats, IbarSeat, 0);
  title = ibar_map_view_describe (fixture->view, (IbarMapHit){ IBAR_MAP_HIT_SEAT, 0 }, &detail);
  g_assert_nonnull (title);
  g_assert_cmpstr (title, !=, "");
  g_assert_cmpstr (detail, ==, "Seat of a municipality");
  ibar_map_view_open_hit (fixture->view, (IbarMapHit){ IBAR_MAP_HIT_SEAT, 0 });
  g_assert_cmpint (ibar_session_get_selection (fixture->session, &id), ==,
                   IBAR_SELECTION_REGION_PLACE);
  expected = g_strdup_printf ("%d", seat->place);
  g_assert_cmpstr (id, ==, expected);
}

/* A place's sign opens the place as its name does, and not the area below. */
static void
test_place_sign (IbarTestMap *fixture, gconstpointer data)
{
  IbarRegion *region = ibar_session_get_region (fixture->session);
  const IbarLabel *labels;
  IbarProjection projection;
  IbarView view;
  guint n, n_places = 0;

  ibar_map_view_zoom_at (fixture->view, 3, 300, 200, FALSE);
  ibar_test_map_settle (fixture);
  labels = ibar_labels_layer_get_labels (fixture->view->labels_layer, &n);
  ibar_test_map_get_view (fixture, &view, &projection);
  for (guint i = 0; i < n; i++)
    {
      IbarMapHit hit;
      double x, y;

      if (labels[i].kind != IBAR_LABEL_PLACE)
        continue;
      ibar_projection_from_point (&projection, ibar_region_get_place (region, (guint) labels[i].feature)->point, &x, &y);
      hit = ibar_map_view_hit (fixture->view, x + 3, y - 3);
      g_assert_cmpint (hit.kind, !=, IBAR_MAP_HIT_AREA);
      g_assert_cmpint (hit.kind, !=, IBAR_MAP_HIT_NOTHING);
      n_places += hit.kind == IBAR_MAP_HIT_PLACE && hit.index == labels[i].feature;
    }
  g_assert_cmpuint (n_places, >, 5);
}

/* A menu that was opened from the keyboard gives the focus back. */
static void
test_menu_focus (IbarTestMap *fixture, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (fixture->view->map);
  GtkRoot *root = gtk_widget_get_root (map);

  gtk_widget_grab_focus (map);
  g_assert_true (ibar_test_press (map, GDK_KEY_Menu, 0));
  ibar_test_map_settle (fixture);
  gtk_popover_popdown (GTK_POPOVER (fixture->view->context_menu));
  ibar_test_map_settle (fixture);
  g_assert_true (gtk_root_get_focus (root) == map);
}

static void
test_keys (IbarTestMap *fixture, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (fixture->view->map);
  IbarView before, after;

  ibar_map_view_get_view (fixture->view, &before);
  g_assert_true (ibar_test_press (map, GDK_KEY_plus, 0));
  ibar_map_view_get_view (fixture->view, &after);
  g_assert_cmpfloat (after.zoom, >, before.zoom + 0.5);
  g_assert_true (ibar_test_press (map, GDK_KEY_Right, 0));
  ibar_map_view_get_view (fixture->view, &before);
  g_assert_cmpfloat (before.center.longitude, >, after.center.longitude);
  g_assert_true (ibar_test_press (map, GDK_KEY_Up, 0));
  ibar_map_view_get_view (fixture->view, &after);
  g_assert_cmpfloat (after.center.latitude, >, before.center.latitude);
  shumate_viewport_set_rotation (fixture->view->viewport, 1.0);
  g_assert_true (ibar_test_press (map, GDK_KEY_n, 0));
  g_assert_cmpfloat (shumate_viewport_get_rotation (fixture->view->viewport), ==, 0.0);
  g_assert_false (ibar_test_press (map, GDK_KEY_q, 0));
  g_assert_false (ibar_test_press (map, GDK_KEY_plus, GDK_CONTROL_MASK));
}

/* Tab stops once at every mark in view, never further up than the row before, and then leaves the
 * map. */
static void
test_walk (IbarTestMap *fixture, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (fixture->view->map);
  double last_y = -G_MAXDOUBLE;
  guint n_stops = 0;

  while (ibar_test_press (map, GDK_KEY_Tab, 0))
    {
      IbarProjection projection;
      IbarView view;
      double x, y;

      g_assert_cmpint (fixture->view->focus, >=, 0);
      ibar_test_map_get_view (fixture, &view, &projection);
      ibar_projection_from_point (
          &projection,
          g_array_index (get_clusters (fixture), IbarCluster, fixture->view->focus).point, &x, &y);
      g_assert_cmpfloat (floor (y / 40), >=, floor (last_y / 40));
      g_assert_true (x >= 0 && y >= 0 && x <= view.width && y <= view.height);
      last_y = y;
      g_assert_cmpuint (++n_stops, <=, get_clusters (fixture)->len);
    }
  g_assert_cmpuint (n_stops, ==, fixture->view->focus_order->len);
  g_assert_cmpuint (n_stops, >, 2);
  g_assert_cmpint (fixture->view->focus, ==, IBAR_MARK_NONE);
  g_assert_true (ibar_test_press (map, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
  g_assert_cmpint (fixture->view->focus, ==,
                   g_array_index (fixture->view->focus_order, int, n_stops - 1));
  g_assert_true (ibar_test_press (map, GDK_KEY_Escape, 0));
  g_assert_cmpint (fixture->view->focus, ==, IBAR_MARK_NONE);
}

/* The list names everything that can be walked to, and the seats. */
static void
test_list (IbarTestMap *fixture, gconstpointer data)
{
  guint n;

  ibar_map_view_update_list (fixture->view);
  n = g_list_model_get_n_items (G_LIST_MODEL (fixture->view->visible));
  g_assert_cmpuint (n, >, fixture->view->focus_order->len);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IbarMapRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->view->visible), i);

      g_assert_cmpstr (ibar_map_row_get_title (row), !=, "");
      /* One line, and a space after each comma. */
      if (ibar_map_row_get_detail (row) != NULL)
        g_assert_false (g_regex_match_simple (",[^ ]|\\n", ibar_map_row_get_detail (row), 0, 0));
    }
}

static void
test_accessible (IbarTestMap *fixture, gconstpointer data)
{
  ibar_test_assert_named (GTK_WIDGET (fixture->view));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->view->map),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->view->scale),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static void
test_theme (IbarTestMap *fixture, gconstpointer data)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpint (fixture->view->style->kind, ==, IBAR_STYLE_DARK);
  ibar_test_map_settle (fixture);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_cmpint (fixture->view->style->kind, ==, IBAR_STYLE_LIGHT);
  ibar_test_map_settle (fixture);
}

/* A view without a session, or whose session goes away, shows nothing and does not complain. */
static void
test_without_session (IbarTestMap *fixture, gconstpointer data)
{
  ibar_map_view_set_session (fixture->view, NULL);
  ibar_map_view_queue_update (fixture->view);
  ibar_test_map_activate (fixture, "zoom-in");
  ibar_test_map_activate (fixture, "home");
  ibar_test_map_activate (fixture, "filter-to-view");
  g_assert_true (ibar_test_press (GTK_WIDGET (fixture->view->map), GDK_KEY_plus, 0));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ibar_map_view_set_session (fixture->view, fixture->session);
  ibar_test_map_settle (fixture);
}

static void
set_true_cb (gpointer object, gboolean *flag)
{
  *flag = TRUE;
}

typedef struct
{
  IbarTestMap map;
  gboolean    painted;
} Prepared;

static void
first_paint_cb (GdkFrameClock *clock, Prepared *prepared)
{
  g_signal_handlers_disconnect_by_func (clock, first_paint_cb, prepared);
  g_assert_true (ibar_map_view_is_ready (prepared->map.view));
  prepared->painted = TRUE;
}

/* A map that was prepared before anybody saw it is complete in its first frame. */
static void
test_prepare (void)
{
  Prepared fixture = { { .session = ibar_test_open_session (), .view = IBAR_MAP_VIEW (ibar_map_view_new ()) } };
  GtkWidget *widget = g_object_ref_sink (GTK_WIDGET (fixture.map.view));
  gboolean prepared = FALSE;

  fixture.map.window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture.map.window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture.map.window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (fixture.map.window), widget);
  g_signal_connect (fixture.map.view, "prepared", G_CALLBACK (set_true_cb), &prepared);
  g_assert_false (ibar_map_view_prepare (fixture.map.view)); /* without a session, and without a size */
  ibar_map_view_set_session (fixture.map.view, fixture.map.session);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (widget, &(GtkAllocation){ 0, 0, 900, 600 }, -1);
  g_assert_false (ibar_map_view_prepare (fixture.map.view));
  ibar_test_wait (ibar_test_is_true, &prepared);
  g_assert_true (ibar_map_view_prepare (fixture.map.view));

  gtk_widget_realize (fixture.map.window);
  g_signal_connect (gtk_widget_get_frame_clock (fixture.map.window), "after-paint", G_CALLBACK (first_paint_cb), &fixture);
  gtk_window_present (GTK_WINDOW (fixture.map.window));
  ibar_test_wait (ibar_test_is_true, &fixture.painted);
  ibar_test_map_tear_down (&fixture.map);
}

/* Going to where one is takes no time. */
static void
test_go_nowhere (IbarTestMap *fixture, gconstpointer data)
{
  IbarView view;

  ibar_map_view_get_view (fixture->view, &view);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  ibar_map_view_move_to (fixture->view, &view, TRUE);
  g_assert_true (ibar_map_view_is_still (fixture->view));
  view.zoom += 1;
  ibar_map_view_move_to (fixture->view, &view, TRUE);
  g_assert_false (ibar_map_view_is_still (fixture->view));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ibar_test_map_settle (fixture);
}

#define ADD(path, func) g_test_add (path, IbarTestMap, NULL, ibar_test_map_begin, func, ibar_test_map_end)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/map-view/prepare", test_prepare);
  ADD ("/map-view/go-nowhere", test_go_nowhere);
  ADD ("/map-view/projection", test_projection);
  ADD ("/map-view/home", test_home);
  ADD ("/map-view/marks-are-complete", test_marks_are_complete);
  ADD ("/map-view/open", test_open);
  ADD ("/map-view/seat", test_seat);
  ADD ("/map-view/place-sign", test_place_sign);
  ADD ("/map-view/menu-focus", test_menu_focus);
  ADD ("/map-view/keys", test_keys);
  ADD ("/map-view/walk", test_walk);
  ADD ("/map-view/list", test_list);
  ADD ("/map-view/accessible", test_accessible);
  ADD ("/map-view/theme", test_theme);
  ADD ("/map-view/without-session", test_without_session);
  return g_test_run ();
}
