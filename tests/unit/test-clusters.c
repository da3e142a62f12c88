/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Clusters: every passing event in exactly one, each what its members make it, whatever the view. */

#include "config.h"

#include "ibar-engine-private.h"
#include "ibar-test-random.h"
#include "ibar-test-synthetic.h"

#include <math.h>
#include <string.h>

#define CELL 64.0

typedef struct
{
  Synthetic   data;
  IbarEngine *engine;
  IbarResult *result;
  GRand      *random;
} Case;

static void
case_init (Case *self, guint n, SyntheticShape shape, GRand *random)
{
  g_autoptr (IbarFilter) filter = ibar_filter_new ();

  self->random = random;
  synthetic_init (&self->data, n, shape, g_rand_int (random), FALSE);
  self->engine = ibar_engine_new (NULL, self->data.columns);
  if (g_rand_boolean (random))
    synthetic_change_filter (&self->data, filter, random);
  self->result = ibar_engine_run (self->engine, filter, NULL, NULL);
}

static void
case_clear (Case *self)
{
  ibar_result_unref (self->result);
  ibar_engine_free (self->engine);
  synthetic_clear (&self->data);
}

static IbarView
random_view (Case *self)
{
  guint32 n_placed = self->data.columns->n_placed;
  IbarView view = { .center = { g_rand_double_range (self->random, -180, 180),
                                g_rand_double_range (self->random, -85, 85) },
                    .zoom = g_rand_double_range (self->random, 0, 18),
                    .rotation = g_rand_boolean (self->random) ? 0.0 : g_rand_double_range (self->random, 0, 7),
                    .width = g_rand_int_range (self->random, 1, 2000),
                    .height = g_rand_int_range (self->random, 1, 1200) };

  if (n_placed > 0 && g_rand_boolean (self->random))
    view.center = ibar_columns_get_point (self->data.columns, g_rand_int_range (self->random, 0, n_placed));
  return view;
}

/* The difference of two positions in x, the short way round the world. */
static double
short_way (double x)
{
  return x - round (x);
}

static gboolean
is_member (const GArray *rows, guint32 row)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, guint32, i) == row)
      return TRUE;
  return FALSE;
}

/* What a cluster says of itself, against its members one by one. */
static void
check_cluster (Case *self, const IbarView *view, const IbarCluster *cluster, guint8 *seen)
{
  IbarColumns *columns = self->data.columns;
  g_autoptr (GArray) rows = ibar_result_cluster_rows (self->result, view, CELL, cluster, G_MAXUINT);
  guint families[IBAR_N_FAMILIES] = { 0 };
  double first_x, sum_x = 0.0, sum_y = 0.0, radius = 0.0;
  gboolean one_point = TRUE;

  g_assert_cmpuint (rows->len, ==, cluster->count);
  g_assert_cmpuint (g_array_index (rows, guint32, 0), ==, cluster->row);
  first_x = columns->position[cluster->row].x / 4294967296.0;
  for (guint i = 0; i < rows->len; i++)
    {
      guint32 row = g_array_index (rows, guint32, i);
      IbarRow value;

      g_assert_true (ibar_result_contains (self->result, row));
      g_assert_cmpuint (seen[row], ==, 0);
      seen[row] = 1;
      ibar_columns_get_row (columns, row, &value);
      families[value.family]++;
      sum_x += short_way (columns->position[row].x / 4294967296.0 - first_x);
      sum_y += columns->position[row].y / 4294967296.0;
      one_point = one_point && columns->position[row].x == columns->position[cluster->row].x
                  && columns->position[row].y == columns->position[cluster->row].y;
      if (i < 64 && value.place >= 0)
        radius = MAX (radius, ((IbarPlace *) g_ptr_array_index (columns->vocabulary->places, value.place))->uncertainty_m);
    }
  for (guint32 row = cluster->count % 7; row < columns->n_rows; row += 1 + columns->n_rows / 3)
    g_assert_cmpint (ibar_result_cluster_holds (self->result, view, CELL, cluster, row), ==, is_member (rows, row));
  g_assert_true (ibar_result_cluster_holds (self->result, view, CELL, cluster,
                                            g_array_index (rows, guint32, rows->len - 1)));
  for (guint family = 0; family < IBAR_N_FAMILIES; family++)
    g_assert_cmpuint (families[family], ==, cluster->families[family]);
  g_assert_cmpint (cluster->one_point, ==, one_point);
  g_assert_cmpfloat_with_epsilon (cluster->radius_m, radius, 1e-3);
  g_assert_cmpfloat_with_epsilon (
      short_way (ibar_mercator_x (cluster->point.longitude) - first_x - sum_x / rows->len), 0.0, 1e-8);
  g_assert_cmpfloat_with_epsilon (ibar_mercator_y (cluster->point.latitude), sum_y / rows->len, 1e-8);
  g_assert_cmpfloat (fabs (cluster->point.longitude - view->center.longitude), <=, 180.0 + 1e-9);
}

static gboolean
is_in_view (const IbarView *view, double x, double y, double inset)
{
  double unit = IBAR_TILE_UNITS * exp2 (view->zoom);
  double dx = short_way (x - ibar_mercator_x (view->center.longitude)) * unit;
  double dy = (y - ibar_mercator_y (view->center.latitude)) * unit;
  double c = cos (view->rotation), s = sin (view->rotation);

  return fabs (dx * c + dy * s) <= view->width / 2.0 - inset && fabs (dy * c - dx * s) <= view->height / 2.0 - inset;
}

static void
check_view (Case *self, const IbarView *view)
{
  IbarColumns *columns = self->data.columns;
  IbarView wider = *view;
  g_autoptr (GArray) clusters = NULL;
  g_autofree guint8 *seen = g_new0 (guint8, columns->n_rows + 1);

  /* A member may lie two cells from its cluster's mean. */
  wider.width += 6 * 91;
  wider.height += 6 * 91;
  clusters = ibar_result_cluster (self->result, &wider, CELL);
  for (guint i = 0; i < clusters->len; i++)
    check_cluster (self, &wider, &g_array_index (clusters, IbarCluster, i), seen);
  for (guint32 row = 0; row < columns->n_placed; row++)
    if (ibar_result_contains (self->result, row)
        && is_in_view (view, columns->position[row].x / 4294967296.0, columns->position[row].y / 4294967296.0, 0.0))
      g_assert_cmpuint (seen[row], ==, 1);
}

static void
test_members (gconstpointer shape)
{
  static const guint sizes[] = { 0, 1, 2, 300, 4000 };
  g_autoptr (GRand) random = ibar_test_rand_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Case test;

      case_init (&test, sizes[i], GPOINTER_TO_UINT (shape), random);
      for (int round = 0; round < 12; round++)
        {
          IbarView view = random_view (&test);

          check_view (&test, &view);
        }
      case_clear (&test);
    }
}

/* The whole world in view: the counts add up to what is placed. */
static void
test_sum (gconstpointer shape)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();
  Case test;

  case_init (&test, 3000, GPOINTER_TO_UINT (shape), random);
  for (double zoom = 0.0; zoom < 4.0; zoom += 0.3)
    {
      IbarView view = { .center = { g_rand_double_range (random, -180, 180), 0 }, .zoom = zoom, .width = 256 << 4,
                        .height = 256 << 4 };
      g_autoptr (GArray) clusters = ibar_result_cluster (test.result, &view, CELL);
      guint sum = 0;

      for (guint i = 0; i < clusters->len; i++)
        sum += g_array_index (clusters, IbarCluster, i).count;
      g_assert_cmpuint (sum + ibar_result_get_n_unplaced (test.result), ==, ibar_result_get_n_passing (test.result));
    }
  case_clear (&test);
}

/* Moved by some pixels, what stays in view stays the same. */
static void
test_stable (gconstpointer shape)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();
  Case test;
  guint n_compared = 0;

  case_init (&test, 5000, GPOINTER_TO_UINT (shape), random);
  for (int round = 0; round < 60; round++)
    {
      IbarView view = random_view (&test), moved = view;
      double unit = IBAR_TILE_UNITS * exp2 (view.zoom);
      g_autoptr (GArray) before = NULL;
      g_autoptr (GArray) after = NULL;

      view.width = moved.width = 900;
      view.height = moved.height = 700;
      moved.center.longitude
          = ibar_mercator_longitude (ibar_mercator_x (view.center.longitude)
                                     + g_rand_double_range (random, -300, 300) / unit);
      moved.center.latitude = ibar_mercator_latitude (
          CLAMP (ibar_mercator_y (view.center.latitude) + g_rand_double_range (random, -200, 200) / unit, 0.0, 1.0));
      before = ibar_result_cluster (test.result, &view, CELL);
      after = ibar_result_cluster (test.result, &moved, CELL);
      for (guint i = 0; i < before->len; i++)
        {
          const IbarCluster *cluster = &g_array_index (before, IbarCluster, i);
          gboolean found = FALSE;

          if (!is_in_view (&moved, ibar_mercator_x (cluster->point.longitude),
                           ibar_mercator_y (cluster->point.latitude), 0.0))
            continue;
          for (guint k = 0; k < after->len && !found; k++)
            {
              const IbarCluster *other = &g_array_index (after, IbarCluster, k);

              found = other->row == cluster->row && other->count == cluster->count
                      && memcmp (other->families, cluster->families, sizeof other->families) == 0
                      && fabs (short_way (ibar_mercator_x (other->point.longitude)
                                          - ibar_mercator_x (cluster->point.longitude)))
                             < 1e-9;
            }
          g_assert_true (found);
          n_compared++;
        }
    }
  g_test_message ("%u clusters compared", n_compared);
  case_clear (&test);
}

/* Where a cluster is said to come apart it does, and not before. */
static void
test_split (gconstpointer shape)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();
  Case test;

  case_init (&test, 2000, GPOINTER_TO_UINT (shape), random);
  for (int round = 0; round < 20; round++)
    {
      IbarView view = random_view (&test);
      g_autoptr (GArray) clusters = NULL;

      view.zoom = MIN (view.zoom, 10.0);
      clusters = ibar_result_cluster (test.result, &view, CELL);
      for (guint i = 0; i < MIN (clusters->len, 10); i++)
        {
          const IbarCluster *cluster = &g_array_index (clusters, IbarCluster, i);
          double zoom = ibar_result_split_zoom (test.result, &view, CELL, cluster);
          IbarView closer = view;
          g_autoptr (GArray) rows = NULL;
          g_autoptr (GArray) before = NULL;

          g_assert_cmpint (isnan (zoom), ==, cluster->one_point);
          if (isnan (zoom))
            continue;
          closer.center = ibar_columns_get_point (test.data.columns, cluster->row);
          closer.zoom = zoom;
          rows = ibar_result_cluster_rows (test.result, &closer, CELL, cluster, G_MAXUINT);
          g_assert_cmpuint (rows->len, <, cluster->count);
          closer.zoom = MAX (zoom - 0.01, view.zoom);
          before = ibar_result_cluster_rows (test.result, &closer, CELL, cluster, G_MAXUINT);
          g_assert_cmpuint (before->len, >=, cluster->count);
        }
    }
  case_clear (&test);
}

/* Clusters of a few points, one event each. */
static GArray *
cluster_points (const IbarPoint *points, guint n, IbarPoint center, double zoom)
{
  Synthetic none;
  IbarColumnsBuilder *builder;
  IbarView view = { .center = center, .zoom = zoom, .width = 1280, .height = 800 };
  g_autoptr (IbarColumns) columns = NULL;
  g_autoptr (IbarEngine) engine = NULL;
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  g_autoptr (IbarResult) result = NULL;
  GArray *clusters;

  synthetic_init (&none, 0, SYNTHETIC_UNIFORM, 1, FALSE);
  builder = ibar_columns_builder_new (none.columns->vocabulary, NULL, NULL, n);
  for (guint i = 0; i < n; i++)
    {
      IbarBuilderRow row = { .fid = i + 1, .point = points[i], .type = 0, .place = -1, .dataset = -1 };

      ibar_columns_builder_add (builder, &row);
    }
  columns = ibar_columns_builder_finish (builder);
  engine = ibar_engine_new (NULL, columns);
  result = ibar_engine_run (engine, filter, NULL, NULL);
  clusters = ibar_result_cluster (result, &view, CELL);
  g_clear_pointer (&result, ibar_result_unref);
  synthetic_clear (&none);
  return clusters;
}

/* Two that lie close are one cluster wherever a cell ends between them: even where they are equally large, over the
 * antimeridian, in a view of the whole world and in one that sees but a piece of it. */
static void
test_close_ones (gconstpointer shape)
{
  static const struct
  {
    IbarPoint points[2], center;
    double    zoom;
  } cases[] = {
    { { { -0.5, 10 }, { 0.5, 10 } }, { 0, 10 }, 5 },
    { { { 10, -0.5 }, { 10, 0.5 } }, { 10, 0 }, 5 },
    { { { 179.5, 10 }, { -179.5, 10 } }, { 179.9, 10 }, 5 },
    { { { 179.5, 10 }, { -179.5, 10 } }, { -179.9, 10 }, 5 },
    { { { 175, 10 }, { -175, 10 } }, { 0, 0 }, 0 },
    { { { 175, 10 }, { -175, 10 } }, { 180, 0 }, 1 },
    { { { 179.9, 60 }, { -179.9, 60 } }, { 0, 0 }, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) clusters = cluster_points (cases[i].points, 2, cases[i].center, cases[i].zoom);
      IbarCluster *cluster = &g_array_index (clusters, IbarCluster, 0);
      double middle = (cases[i].points[0].latitude + cases[i].points[1].latitude) / 2;

      g_assert_cmpuint (clusters->len, ==, 1);
      g_assert_cmpuint (cluster->count, ==, 2);
      g_assert_cmpfloat_with_epsilon (cluster->point.latitude, middle, 0.01);
      /* In the middle, the short way: 0 or 10, or at 180. */
      g_assert_cmpfloat (fabs (remainder (cluster->point.longitude
                                              - (i < 2 ? cases[i].center.longitude : 180.0), 360.0)), <, 0.01);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char       *name;
    GTestDataFunc     func;
  } tests[] = {
    { "members", test_members }, { "sum", test_sum }, { "stable", test_stable }, { "split", test_split },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/clusters/close-ones", NULL, test_close_ones);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    for (guint shape = 0; shape < N_SYNTHETIC_SHAPES; shape++)
      {
        g_autofree char *path = g_strdup_printf ("/clusters/%s/%s", tests[i].name, synthetic_shape_names[shape]);

        g_test_add_data_func (path, GUINT_TO_POINTER (shape), tests[i].func);
      }
  return g_test_run ();
}
