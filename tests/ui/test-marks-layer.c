/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks that come apart and run together, looked at frame by frame: nothing jumps, and nothing is counted that was not
 * given. */

#include "config.h"

#include "ibar-marks-layer-private.h"
#include "ibar-test-view.h"

#define SIDE 400

typedef struct
{
  ShumateViewport *viewport;
  IbarMarksLayer  *layer;
  GtkWidget       *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ShumateMapSourceRegistry) registry = shumate_map_source_registry_new_with_defaults ();
  GtkWidget *map = GTK_WIDGET (shumate_map_new ());

  fixture->viewport = shumate_map_get_viewport (SHUMATE_MAP (map));
  shumate_viewport_set_reference_map_source (fixture->viewport,
                                             shumate_map_source_registry_get_by_id (registry, SHUMATE_MAP_SOURCE_OSM_MAPNIK));
  shumate_viewport_set_zoom_level (fixture->viewport, 10);
  shumate_location_set_location (SHUMATE_LOCATION (fixture->viewport), 42.9, 20.85);
  fixture->layer = ibar_marks_layer_new (fixture->viewport);
  shumate_map_add_layer (SHUMATE_MAP (map), SHUMATE_LAYER (fixture->layer));
  fixture->window = ibar_test_window_new (map, SIDE, SIDE);
  while (gtk_widget_get_width (GTK_WIDGET (fixture->layer)) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* Marks at offsets [px] from the middle, shape [n][2], of so many events each. */
static void
show (Fixture *fixture, IbarMarksChange change, guint n, const double (*offsets)[2], const guint *counts)
{
  GArray *clusters = g_array_new (FALSE, TRUE, sizeof (IbarCluster));
  IbarView view;
  double world;

  ibar_map_layer_get_view (IBAR_MAP_LAYER (fixture->layer), &view);
  world = 256 * exp2 (view.zoom);
  for (guint i = 0; i < n; i++)
    {
      IbarCluster cluster = { .count = counts[i], .row = i };

      cluster.families[0] = counts[i];
      cluster.point.longitude = ibar_mercator_longitude (ibar_mercator_x (view.center.longitude) + offsets[i][0] / world);
      cluster.point.latitude = ibar_mercator_latitude (ibar_mercator_y (view.center.latitude) + offsets[i][1] / world);
      g_array_append_val (clusters, cluster);
    }
  ibar_marks_layer_set_clusters (fixture->layer, clusters, change);
}

/* Where a mark is seen [px]. */
static void
see (Fixture *fixture, guint index, double *x, double *y)
{
  IbarProjection projection;
  IbarView view;

  ibar_map_layer_get_view (IBAR_MAP_LAYER (fixture->layer), &view);
  ibar_projection_init (&projection, &view);
  ibar_marks_item_locate (&g_array_index (fixture->layer->items, IbarMarksItem, index),
                          ibar_marks_layer_get_progress (fixture->layer), &projection, x, y);
}

static gboolean
is_under_way (gpointer data)
{
  double progress = ibar_marks_layer_get_progress (((Fixture *) data)->layer);

  return progress > 0.2;
}

static const double one[1][2] = { { 0, 0 } };
static const double two[2][2] = { { -50, 0 }, { 50, 0 } };
static const double three[3][2] = { { -50, -40 }, { -50, 40 }, { 50, 0 } };
static const guint ten[] = { 10 }, halves[] = { 6, 4 }, thirds[] = { 4, 3, 3 };

/* It begins where the old mark stood, and goes on to its place in steps. */
static void
test_split (Fixture *fixture, gconstpointer data)
{
  double x, y, before;

  show (fixture, IBAR_MARKS_AT_ONCE, 1, one, ten);
  show (fixture, IBAR_MARKS_SPLIT, 2, two, halves);
  see (fixture, 0, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, SIDE / 2, 1);
  g_assert_cmpuint (fixture->layer->ghosts->len, ==, 0);
  for (before = x; fixture->layer->tick != 0; before = x)
    {
      g_main_context_iteration (NULL, TRUE);
      see (fixture, 0, &x, &y);
      g_assert_cmpfloat (x, <=, before + 1e-6);
      g_assert_cmpfloat_with_epsilon (y, SIDE / 2, 1);
    }
  g_assert_cmpfloat_with_epsilon (x, SIDE / 2 - 50, 1);
}

/* The width of the mark that lies on top [px]. */
static float
measure_top (Fixture *fixture)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  graphene_rect_t bounds;

  ibar_marks_layer_snapshot (GTK_WIDGET (fixture->layer), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_cmpint (gsk_render_node_get_node_type (node), ==, GSK_CONTAINER_NODE);
  g_assert_cmpuint (gsk_container_node_get_n_children (node), ==, 2);
  gsk_render_node_get_bounds (gsk_container_node_get_child (node, 1), &bounds);
  gsk_render_node_unref (node);
  return bounds.size.width;
}

/* A small mark comes out from under the large one, whose number is read meanwhile; at rest it lies on top. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const guint all[] = { 1002 }, parts[] = { 1000, 2 };
  guint next = 0;
  float moving;

  show (fixture, IBAR_MARKS_AT_ONCE, 1, one, all);
  show (fixture, IBAR_MARKS_SPLIT, 2, two, parts);
  g_assert_true (ibar_marks_layer_prepare (fixture->layer, ibar_marks_layer_get_clusters (fixture->layer), &next,
                                           G_TIME_SPAN_MINUTE));
  moving = measure_top (fixture);
  while (fixture->layer->tick != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (measure_top (fixture), <, moving);
}

/* Two that have gone run into the one that has come. */
static void
test_merge (Fixture *fixture, gconstpointer data)
{
  show (fixture, IBAR_MARKS_AT_ONCE, 2, two, halves);
  show (fixture, IBAR_MARKS_SPLIT, 1, one, ten);
  g_assert_cmpuint (fixture->layer->items->len, ==, 1);
  g_assert_cmpuint (fixture->layer->ghosts->len, ==, 2);
  while (fixture->layer->tick != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->layer->ghosts->len, ==, 0);
}

/* A zoom through two levels: the second move begins where the first was seen to be. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  double x, y, next_x, next_y;

  show (fixture, IBAR_MARKS_AT_ONCE, 1, one, ten);
  show (fixture, IBAR_MARKS_SPLIT, 2, two, halves);
  ibar_test_wait (is_under_way, fixture);
  see (fixture, 0, &x, &y);
  if (fixture->layer->tick == 0)
    return; /* so slow a machine that one frame was the whole move */
  show (fixture, IBAR_MARKS_SPLIT, 3, three, thirds);
  see (fixture, 0, &next_x, &next_y);
  g_assert_cmpfloat_with_epsilon (next_x, x, 0.5);
  g_assert_cmpfloat_with_epsilon (next_y, y, 0.5);
}

/* The map is moved by some pixels meanwhile: marks run on as they did. */
static void
test_pan (Fixture *fixture, gconstpointer data)
{
  double x, y, next_x, next_y;

  show (fixture, IBAR_MARKS_AT_ONCE, 1, one, ten);
  show (fixture, IBAR_MARKS_SPLIT, 2, two, halves);
  ibar_test_wait (is_under_way, fixture);
  see (fixture, 1, &x, &y);
  if (fixture->layer->tick == 0)
    return;
  show (fixture, IBAR_MARKS_AT_ONCE, 2, two, halves);
  see (fixture, 1, &next_x, &next_y);
  g_assert_cmpfloat_with_epsilon (next_x, x, 0.5);
  g_assert_cmpfloat_with_epsilon (next_y, y, 0.5);
}

/* What did not change does not move. */
static void
test_same (Fixture *fixture, gconstpointer data)
{
  static const double far_apart[2][2] = { { -50, 0 }, { 150, 100 } };
  double x, y, next_x, next_y;

  show (fixture, IBAR_MARKS_AT_ONCE, 2, far_apart, halves);
  see (fixture, 1, &x, &y);
  show (fixture, IBAR_MARKS_SPLIT, 2, far_apart, halves);
  while (fixture->layer->tick != 0)
    {
      see (fixture, 1, &next_x, &next_y);
      g_assert_cmpfloat_with_epsilon (next_x, x, 1e-6);
      g_assert_cmpfloat_with_epsilon (next_y, y, 1e-6);
      g_main_context_iteration (NULL, TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

#define ADD(name) g_test_add ("/marks-layer/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (split);
  ADD (order);
  ADD (merge);
  ADD (again);
  ADD (pan);
  ADD (same);
#undef ADD
  return g_test_run ();
}
