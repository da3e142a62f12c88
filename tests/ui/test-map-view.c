/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map on the bundled collection, 900 × 600 px, without motion. */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "ibar-coordinates.h"
#include "ibar-map-row.h"
#include "ibar-map-view-private.h"
#include "ibar-marks.h"
#include "ibar-test-view.h"

typedef struct
{
  IbarSession *session;
  IbarMapView *view;
  GtkWidget *window;
  gboolean painted;
} Fixture;

static gboolean
is_ready (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gtk_widget_get_width (GTK_WIDGET (fixture->view)) > 0 && fixture->view->view_placed
         && ibar_map_view_is_ready (fixture->view);
}

static void
settle (Fixture *fixture)
{
  ibar_session_flush (fixture->session);
  ibar_map_view_queue_update (fixture->view);
  ibar_test_wait (is_ready, fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = ibar_test_open_session ();
  fixture->view = IBAR_MAP_VIEW (g_object_ref_sink (ibar_map_view_new ()));
  ibar_map_view_set_session (fixture->view, fixture->session);
  fixture->window = ibar_test_window_new (GTK_WIDGET (fixture->view), 900, 600);
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->session);
}

static void
get_view (Fixture *fixture, IbarView *view, IbarProjection *projection)
{
  ibar_map_view_get_view (fixture->view, view);
  ibar_projection_init (projection, view);
}

static GArray *
get_clusters (Fixture *fixture)
{
  return ibar_marks_layer_get_clusters (fixture->view->marks_layer);
}

static void
activate (Fixture *fixture, const char *name)
{
  g_action_group_activate_action (ibar_map_view_get_actions (fixture->view), name, NULL);
}

/* The whole of what is placed, in one view. */
static void
show_world (Fixture *fixture)
{
  IbarView view = { .center = { 20, 30 }, .zoom = 3 };

  ibar_map_view_move_to (fixture->view, &view, FALSE);
  settle (fixture);
}

/* A projection computed once a frame is libshumate's, rotated or not. */
static void
test_projection (Fixture *fixture, gconstpointer data)
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
        get_view (fixture, &view, &projection);
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
test_home (Fixture *fixture, gconstpointer data)
{
  const IbarExtent *home = ibar_region_get_home (ibar_session_get_region (fixture->session));
  IbarPoint corners[] = { { home->west, home->south }, { home->east, home->north } };
  IbarProjection projection;
  IbarView view;

  get_view (fixture, &view, &projection);
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
test_marks_are_complete (Fixture *fixture, gconstpointer data)
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
      settle (fixture);
    }
}

/* Going close enough to the first mark, one that does not come apart can be opened and is shown as
 * selected. */
static void
test_open (Fixture *fixture, gconstpointer data)
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
      get_view (fixture, &view, &projection);
      ibar_projection_from_point (&projection, g_array_index (clusters, IbarCluster, 0).point, &x,
                                  &y);
      hit = ibar_map_view_hit (fixture->view, x, y);
      g_assert_cmpint (hit.kind, ==, IBAR_MAP_HIT_MARK);
      ibar_map_view_open_hit (fixture->view, hit);
      settle (fixture);
    }
  g_assert_cmpint (ibar_session_get_selection (fixture->session, &id), !=, IBAR_SELECTION_NONE);
  g_assert_cmpstr (id, !=, "");
  ibar_map_view_open_hit (fixture->view, (IbarMapHit){ IBAR_MAP_HIT_NOTHING, -1 });
  g_assert_cmpint (ibar_session_get_selection (fixture->session, &id), ==, IBAR_SELECTION_NONE);
}

/* A municipality's seat is hit where it stands, has a name, and opens its place. */
static void
test_seat (Fixture *fixture, gconstpointer data)
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
  ibar_map_view_open_hit (fixture->view, (IbarMapHit){ IBAR_MAP_HIT_SEAT, 0 });
  g_assert_cmpint (ibar_session_get_selection (fixture->session, &id), ==,
                   IBAR_SELECTION_REGION_PLACE);
  expected = g_strdup_printf ("%d", seat->place);
  g_assert_cmpstr (id, ==, expected);
}

/* A place's sign opens the place as its name does, and not the area below. */
static void
test_place_sign (Fixture *fixture, gconstpointer data)
{
  IbarRegion *region = ibar_session_get_region (fixture->session);
  const IbarLabel *labels;
  IbarProjection projection;
  IbarView view;
  guint n, n_places = 0;

  ibar_map_view_zoom_at (fixture->view, 3, 300, 200, FALSE);
  settle (fixture);
  labels = ibar_labels_layer_get_labels (fixture->view->labels_layer, &n);
  get_view (fixture, &view, &projection);
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
test_menu_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (fixture->view->map);
  GtkRoot *root = gtk_widget_get_root (map);

  gtk_widget_grab_focus (map);
  g_assert_true (ibar_test_press (map, GDK_KEY_Menu, 0));
  settle (fixture);
  gtk_popover_popdown (GTK_POPOVER (fixture->view->context_menu));
  settle (fixture);
  g_assert_true (gtk_root_get_focus (root) == map);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
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
test_walk (Fixture *fixture, gconstpointer data)
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
      get_view (fixture, &view, &projection);
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

/* The bar says what the geodesic says; Backspace takes back; C closes. */
static void
test_measure (Fixture *fixture, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (fixture->view->map);
  IbarPoint corners[] = { { 20.8, 42.9 }, { 20.9, 42.9 }, { 20.9, 43.0 } };
  g_autofree char *metres = g_strdup_printf ("%.2f km", ibar_geodesic_length (corners, 3) / 1000);
  const char *text;

  activate (fixture, "measure");
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
test_area (Fixture *fixture, gconstpointer data)
{
  IbarResult *result;

  activate (fixture, "filter-to-view");
  settle (fixture);
  result = ibar_session_get_result (fixture->session);
  g_assert_cmpuint (ibar_session_get_filter (fixture->session)->area->len, ==, 4);
  g_assert_cmpuint (ibar_result_get_n_passing (result), <, ibar_result_get_n_total (result));
  g_assert_cmpuint (ibar_result_get_n_passing (result), >, 0);
  activate (fixture, "clear-area");
  settle (fixture);
  result = ibar_session_get_result (fixture->session);
  g_assert_cmpuint (ibar_result_get_n_passing (result), ==, ibar_result_get_n_total (result));
}

static gboolean
area_holds (Fixture *fixture, double longitude, double latitude)
{
  const GArray *area = ibar_session_get_filter (fixture->session)->area;

  return ibar_ring_contains ((const IbarPoint *) (const void *) area->data, area->len, (IbarPoint){ longitude, latitude });
}

/* Where the map is joined, and where it shows as much as there is: what is seen is in the area, and nothing else. */
static void
test_area_at_edges (Fixture *fixture, gconstpointer data)
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
      settle (fixture);
      activate (fixture, "filter-to-view");
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
test_box (Fixture *fixture, gconstpointer data)
{
  fixture->view->box_x = 200;
  fixture->view->box_y = 100;
  ibar_map_view_set_box (fixture->view, 400, 300, FALSE);
  g_assert_null (ibar_session_get_filter (fixture->session)->area);
  ibar_map_view_set_box (fixture->view, 400, 300, TRUE);
  g_assert_cmpuint (ibar_session_get_filter (fixture->session)->area->len, ==, 4);
}

/* The list names everything that can be walked to, and the seats. */
static void
test_list (Fixture *fixture, gconstpointer data)
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
read_text_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
has_text (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

/* Each form of the context menu ends in the clipboard. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    IbarCoordinates form;
  } forms[] = { { "decimal", IBAR_COORDINATES_DECIMAL },
                { "dms", IBAR_COORDINATES_DMS },
                { "utm", IBAR_COORDINATES_UTM } };

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
    }
}

/* The names as the view's own marks let them stand, by text and place on the map [px]. */
static void
collect_names (Fixture *fixture, IbarLabeller *labeller, GPtrArray *names)
{
  g_autoptr (GArray) obstacles = g_array_new (FALSE, FALSE, sizeof (IbarObstacle));
  IbarView view;
  const IbarLabel *labels;
  double world;
  guint n;

  ibar_map_view_get_view (fixture->view, &view);
  world = IBAR_TILE_UNITS * exp2 (view.zoom);
  for (guint i = 0; i < get_clusters (fixture)->len; i++)
    {
      const IbarCluster *cluster = &g_array_index (get_clusters (fixture), IbarCluster, i);
      IbarObstacle obstacle = { cluster->point, ibar_mark_size (cluster->count) / 2.0 + 2.0 };

      g_array_append_val (obstacles, obstacle);
    }
  ibar_labeller_set_obstacles (labeller, (const IbarObstacle *) (gpointer) obstacles->data,
                               obstacles->len);
  labels = ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
  for (guint i = 0; i < n; i++)
    {
      double x = labels[i].x - view.width / 2.0 + ibar_mercator_x (view.center.longitude) * world;
      double y = labels[i].y - view.height / 2.0 + ibar_mercator_y (view.center.latitude) * world;

      /* Only what stands well inside: the other view shows all of it too. */
      if (labels[i].x > 200 && labels[i].y > 150 && labels[i].x + labels[i].width < view.width - 200
          && labels[i].y + labels[i].height < view.height - 150)
        g_ptr_array_add (names, g_strdup_printf ("%s at %.0f, %.0f", labels[i].text, x, y));
    }
}

/* Moved far enough that the marks are made anew, the names in the middle stand where they stood. */
static void
test_names_stay (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarLabeller) labeller
      = ibar_labeller_new (ibar_session_get_region (fixture->session));
  IbarView view;
  guint n_compared = 0;

  for (double zoom = 9; zoom <= 13; zoom += 1)
    for (int step = 0; step < 6; step++)
      {
        g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_free);
        g_autoptr (GPtrArray) after = g_ptr_array_new_with_free_func (g_free);

        view = (IbarView){ .center = { 20.7 + 0.02 * step, 42.95 }, .zoom = zoom };
        ibar_map_view_move_to (fixture->view, &view, FALSE);
        settle (fixture);
        collect_names (fixture, labeller, before);
        ibar_map_view_pan (fixture->view, 150, 100);
        settle (fixture);
        ibar_map_view_pan (fixture->view, 50, 50);
        settle (fixture);
        fixture->view->clusters_stale = TRUE;
        settle (fixture);
        ibar_map_view_pan (fixture->view, -200, -150);
        settle (fixture);
        collect_names (fixture, labeller, after);
        for (guint i = 0; i < before->len; i++)
          if (!g_ptr_array_find_with_equal_func (after, before->pdata[i], g_str_equal, NULL))
            g_error ("zoom %g: “%s” moved or went", zoom, (char *) before->pdata[i]);
        n_compared += before->len;
      }
  g_assert_cmpuint (n_compared, >, 50);
}

#define SIGN 9 /* [px] a place is hit by its sign from this near */

typedef struct
{
  IbarMapView *view;
  guint n_covered; /* of the labels there are */
} Covers;

/* Whether no name that is shown reaches below the credits, the scale or the buttons. */
static gboolean
are_covers_clear (gpointer user_data)
{
  Covers *covers = user_data;
  IbarMapView *self = covers->view;
  GtkWidget *widgets[] = { self->credits, self->scale, self->controls };
  guint n;
  const IbarLabel *labels = ibar_labels_layer_get_labels (self->labels_layer, &n);

  covers->n_covered = 0;
  for (guint i = 0; i < n; i++)
    covers->n_covered += ibar_labels_layer_is_covered (self->labels_layer, i);
  for (guint w = 0; w < G_N_ELEMENTS (widgets); w++)
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (widgets[w], GTK_WIDGET (self->labels_layer), &bounds));
      graphene_rect_inset (&bounds, SIGN, SIGN);
      for (double y = bounds.origin.y; y < bounds.origin.y + bounds.size.height; y += 4)
        for (double x = bounds.origin.x; x < bounds.origin.x + bounds.size.width; x += 4)
          {
            const IbarLabel *label = ibar_labels_layer_hit (self->labels_layer, x, y);

            if (label != NULL && label->angle == 0
                && !ibar_labels_layer_is_covered (self->labels_layer, (guint) (label - labels)))
              return FALSE;
          }
    }
  return TRUE;
}

/* A name is never half below what lies over the map; what is left out comes back with the next move. */
static void
test_covers (Fixture *fixture, gconstpointer data)
{
  Covers covers = { fixture->view };
  guint n_covered = 0;

  for (int step = 0; step < 8; step++)
    {
      IbarView view = { .center = { 20.7 + 0.03 * step, 42.9 + 0.01 * step }, .zoom = 12 };

      ibar_map_view_move_to (fixture->view, &view, FALSE);
      settle (fixture);
      ibar_test_wait (are_covers_clear, &covers);
      ibar_map_view_pan (fixture->view, 40, 30);
      ibar_test_wait (are_covers_clear, &covers);
      n_covered += covers.n_covered;
    }
  g_assert_cmpuint (n_covered, >, 8);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  ibar_test_assert_named (GTK_WIDGET (fixture->view));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->view->map),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->view->scale),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static void
test_theme (Fixture *fixture, gconstpointer data)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpint (fixture->view->style->kind, ==, IBAR_STYLE_DARK);
  settle (fixture);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_cmpint (fixture->view->style->kind, ==, IBAR_STYLE_LIGHT);
  settle (fixture);
}

/* A view without a session, or whose session goes away, shows nothing and does not complain. */
static void
test_without_session (Fixture *fixture, gconstpointer data)
{
  ibar_map_view_set_session (fixture->view, NULL);
  ibar_map_view_queue_update (fixture->view);
  activate (fixture, "zoom-in");
  activate (fixture, "home");
  activate (fixture, "filter-to-view");
  g_assert_true (ibar_test_press (GTK_WIDGET (fixture->view->map), GDK_KEY_plus, 0));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ibar_map_view_set_session (fixture->view, fixture->session);
  settle (fixture);
}

static void
set_true_cb (gpointer object, gboolean *flag)
{
  *flag = TRUE;
}

static void
first_paint_cb (GdkFrameClock *clock, Fixture *fixture)
{
  g_signal_handlers_disconnect_by_func (clock, first_paint_cb, fixture);
  g_assert_true (ibar_map_view_is_ready (fixture->view));
  fixture->painted = TRUE;
}

/* A map that was prepared before anybody saw it is complete in its first frame. */
static void
test_prepare (void)
{
  Fixture fixture = { .session = ibar_test_open_session (), .view = IBAR_MAP_VIEW (ibar_map_view_new ()) };
  GtkWidget *widget = g_object_ref_sink (GTK_WIDGET (fixture.view));
  gboolean prepared = FALSE;

  fixture.window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture.window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (fixture.window), widget);
  g_signal_connect (fixture.view, "prepared", G_CALLBACK (set_true_cb), &prepared);
  g_assert_false (ibar_map_view_prepare (fixture.view)); /* without a session, and without a size */
  ibar_map_view_set_session (fixture.view, fixture.session);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (widget, &(GtkAllocation){ 0, 0, 900, 600 }, -1);
  g_assert_false (ibar_map_view_prepare (fixture.view));
  ibar_test_wait (ibar_test_is_true, &prepared);
  g_assert_true (ibar_map_view_prepare (fixture.view));

  gtk_widget_realize (fixture.window);
  g_signal_connect (gtk_widget_get_frame_clock (fixture.window), "after-paint", G_CALLBACK (first_paint_cb), &fixture);
  gtk_window_present (GTK_WINDOW (fixture.window));
  ibar_test_wait (ibar_test_is_true, &fixture.painted);
  tear_down (&fixture, NULL);
}

/* Going to where one is takes no time. */
static void
test_go_nowhere (Fixture *fixture, gconstpointer data)
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
  settle (fixture);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

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
  ADD ("/map-view/measure", test_measure);
  ADD ("/map-view/area", test_area);
  ADD ("/map-view/area-at-edges", test_area_at_edges);
  ADD ("/map-view/box", test_box);
  ADD ("/map-view/list", test_list);
  ADD ("/map-view/copy", test_copy);
  ADD ("/map-view/names-stay", test_names_stay);
  ADD ("/map-view/covers", test_covers);
  ADD ("/map-view/accessible", test_accessible);
  ADD ("/map-view/theme", test_theme);
  ADD ("/map-view/without-session", test_without_session);
  return g_test_run ();
}
