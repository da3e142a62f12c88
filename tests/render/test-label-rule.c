/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The label rule against a plain oracle, on maps made at random: places of every rank in a crowd,
 * areas, slanted rivers, obstacles, any rotation and any names.
 *
 * 1. No name touches another, a mark, or another place's dot: every pair is looked at, slanted
 *    names as the turned rectangles they are.
 * 2. Whatever the pan, what both views show stands where it stood, and nothing comes or goes.
 * 3. No name gives way to a less important one: the map without its lesser places names the greater
 *    ones just the same. From SPOT_ZOOM on rivers are less important than these lesser places are. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "ibar-labels.h"
#include "ibar-region-writer.h"

#define N_MAPS 6
#define N_PLACES 900
#define N_RIVERS 12
#define N_OBSTACLES 25
#define SIDE 1.2 /* [deg] of the map */
#define WEST 20.0
#define SOUTH 42.0
#define SPOT_ZOOM 12.6 /* bridges are named from here on, and rivers where these leave room */
#define SLACK 1e-6 /* [px] touching is allowed, overlapping is not */

static char *folder;
static GRand *dice; /* of the map being made, so that the same one can be made again */

/* ---- Maps at random ------------------------------------------------------------------------ */

static char *
make_name (void)
{
  static const char *const syllables[]
      = { "Ka", "lo", "Mi", "tro", "Звe", "чан", "ë", "Shi", "po", "W", "ib", "Žu" };
  GString *name = g_string_new (NULL);
  int n = g_rand_int_range (dice, 1, 8);

  for (int i = 0; i < n; i++)
    g_string_append (name,
                     syllables[g_rand_int_range (dice, 0, (gint32) G_N_ELEMENTS (syllables))]);
  return g_string_free (name, FALSE);
}

static void
take_names (IbarNames *names)
{
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    names->form[i] = i == IBAR_NAME_EN || g_rand_boolean (dice) ? make_name () : NULL;
}

static IbarPoint
make_point (void)
{
  return (IbarPoint){ WEST + g_rand_double (dice) * SIDE, SOUTH + g_rand_double (dice) * SIDE };
}

static void
add_place (IbarRegionWriter *writer, int least_rank)
{
  static const char *const kinds[]
      = { "municipal_seat", "town", "village", "peak", "crossing", "lake", "mountain" };
  IbarRegionRecord record = { .population = -1, .verified = g_rand_boolean (dice) };
  IbarPoint point = make_point ();

  record.kind = kinds[g_rand_int_range (dice, 0, (gint32) G_N_ELEMENTS (kinds))];
  record.rank = g_rand_int_range (dice, 0, 8);
  take_names (&record.names);
  if (record.rank <= least_rank)
    g_assert_true (ibar_region_writer_add_place (writer, point, &record, NULL));
  ibar_names_clear (&record.names);
}

static void
add_area (IbarRegionWriter *writer)
{
  IbarRegionRecord record = { .kind = "municipal" };
  OGRGeometryH polygon = OGR_G_CreateGeometry (wkbPolygon);
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);
  IbarPoint middle = make_point ();

  for (int i = 0; i < 24; i++)
    {
      double radius = 0.05 + 0.15 * g_rand_double (dice);

      OGR_G_AddPoint_2D (ring, middle.longitude + radius * cos (i * G_PI / 12),
                         middle.latitude + radius * sin (i * G_PI / 12));
    }
  OGR_G_CloseRings (ring);
  OGR_G_AddGeometryDirectly (polygon, ring);
  take_names (&record.names);
  g_assert_true (
      ibar_region_writer_add_feature (writer, IBAR_LAYER_ADMIN_AREA, polygon, &record, NULL));
  ibar_names_clear (&record.names);
  OGR_G_DestroyGeometry (polygon);
}

static void
add_river (IbarRegionWriter *writer)
{
  IbarRegionRecord record = { .kind = "river" };
  OGRGeometryH line = OGR_G_CreateGeometry (wkbLineString);
  IbarPoint at = make_point ();
  double heading = g_rand_double (dice) * 2 * G_PI;

  for (int i = 0; i < 60; i++)
    {
      OGR_G_AddPoint_2D (line, at.longitude, at.latitude);
      heading += (g_rand_double (dice) - 0.5) * 0.3;
      at.longitude += 0.01 * cos (heading);
      at.latitude += 0.008 * sin (heading);
    }
  take_names (&record.names);
  g_assert_true (
      ibar_region_writer_add_feature (writer, IBAR_LAYER_WATERWAY, line, &record, NULL));
  ibar_names_clear (&record.names);
  OGR_G_DestroyGeometry (line);
}

/* The same map for the same seed, but for the places above a rank, which are left out. */
static IbarRegion *
make_region (guint seed, int least_rank)
{
  g_autofree char *path = g_build_filename (folder, "random.gpkg", NULL);
  const IbarExtent extent = { WEST, SOUTH, WEST + SIDE, SOUTH + SIDE };
  g_autoptr (IbarRegionWriter) writer = ibar_region_writer_new (path, NULL, NULL, NULL);
  IbarRegion *region;

  dice = g_rand_new_with_seed (seed);
  for (int i = 0; i < 5; i++)
    add_area (writer);
  for (int i = 0; i < N_RIVERS; i++)
    add_river (writer);
  for (int i = 0; i < N_PLACES; i++)
    add_place (writer, least_rank);
  g_assert_true (ibar_region_writer_set_extent (writer, "extent", &extent, NULL));
  g_assert_true (ibar_region_writer_finish (writer, NULL));
  region = ibar_region_load (path, NULL, NULL);
  g_assert_nonnull (region);
  g_remove (path);
  g_clear_pointer (&dice, g_rand_free);
  return region;
}

/* ---- The oracle ---------------------------------------------------------------------------- */

/* A rectangle, turned about its middle. */
typedef struct
{
  double x, y, half_width, half_height, cosine, sine;
} Rectangle;

/* FALSE where the box of a slanted name does not tell how long and how high it is: near 45°. */
static gboolean
get_rectangle (const IbarLabel *label, Rectangle *out)
{
  double c = fabs (cos (label->angle)), s = fabs (sin (label->angle));
  double spread = c * c - s * s;

  if (fabs (spread) < 0.15)
    return FALSE;
  *out = (Rectangle){ label->x + label->width / 2,
                      label->y + label->height / 2,
                      (label->width * c - label->height * s) / spread / 2,
                      (label->height * c - label->width * s) / spread / 2,
                      cos (label->angle),
                      sin (label->angle) };
  g_assert_cmpfloat (out->half_width, >, 0);
  g_assert_cmpfloat (out->half_height, >, 0);
  return TRUE;
}

/* How far a rectangle reaches along a direction, from its middle. */
static double
get_reach (const Rectangle *r, double x, double y)
{
  return r->half_width * fabs (r->cosine * x + r->sine * y)
         + r->half_height * fabs (r->cosine * y - r->sine * x);
}

/* Two rectangles are apart exactly where one of their four sides' directions separates them. */
static gboolean
overlap (const Rectangle *a, const Rectangle *b)
{
  const double axes[4][2] = { { a->cosine, a->sine },
                              { -a->sine, a->cosine },
                              { b->cosine, b->sine },
                              { -b->sine, b->cosine } };

  for (guint i = 0; i < G_N_ELEMENTS (axes); i++)
    {
      double x = axes[i][0], y = axes[i][1];
      double apart = fabs ((a->x - b->x) * x + (a->y - b->y) * y);

      if (apart > get_reach (a, x, y) + get_reach (b, x, y) - SLACK)
        return FALSE;
    }
  return TRUE;
}

static void
assert_apart (const IbarLabel *labels, guint n, guint i)
{
  Rectangle one, other;

  if (!get_rectangle (&labels[i], &one))
    return;
  for (guint j = 0; j < n; j++)
    {
      Rectangle point = { labels[j].anchor_x, labels[j].anchor_y, 0, 0, 1, 0 };

      if (j > i && get_rectangle (&labels[j], &other) && overlap (&one, &other))
        g_error ("“%s” and “%s” overlap", labels[i].text, labels[j].text);
      if (j != i && labels[j].kind == IBAR_LABEL_PLACE && overlap (&one, &point))
        g_error ("“%s” covers the place “%s”", labels[i].text, labels[j].text);
    }
}

static void
assert_clear_of_obstacles (const IbarView *view,
                           const IbarLabel *label,
                           const IbarObstacle *obstacles)
{
  double world = IBAR_TILE_UNITS * exp2 (view->zoom);
  double cosine = cos (view->rotation), sine = sin (view->rotation);
  Rectangle one;

  if (!get_rectangle (label, &one))
    return;
  for (guint i = 0; i < N_OBSTACLES; i++)
    {
      double dx = (ibar_mercator_x (obstacles[i].point.longitude)
                   - ibar_mercator_x (view->center.longitude))
                  * world;
      double dy = (ibar_mercator_y (obstacles[i].point.latitude)
                   - ibar_mercator_y (view->center.latitude))
                  * world;
      Rectangle mark = { view->width / 2.0 + dx * cosine - dy * sine,
                         view->height / 2.0 + dx * sine + dy * cosine,
                         obstacles[i].radius,
                         obstacles[i].radius,
                         1,
                         0 };

      if (overlap (&one, &mark))
        g_error ("“%s” lies under mark %u", label->text, i);
    }
}

/* ---- The rule ------------------------------------------------------------------------------ */

static void
roll_view (IbarView *view, IbarNameSetting *names)
{
  *view = (IbarView){ { WEST + SIDE / 2, SOUTH + SIDE / 2 },
                      8 + 6 * g_test_rand_double (),
                      g_test_rand_bit () ? 0 : (g_test_rand_double () - 0.5) * 6,
                      1280,
                      800 };
  names->first = (IbarNameForm) g_test_rand_int_range (0, IBAR_N_NAME_FORMS);
  names->second = (IbarNameForm) g_test_rand_int_range (0, IBAR_N_NAME_FORMS + 1);
}

static void
roll_obstacles (IbarLabeller *labeller, IbarObstacle *obstacles)
{
  for (guint i = 0; i < N_OBSTACLES; i++)
    obstacles[i] = (IbarObstacle){ { WEST + g_test_rand_double () * SIDE,
                                     SOUTH + g_test_rand_double () * SIDE },
                                   8 + 20 * g_test_rand_double () };
  ibar_labeller_set_obstacles (labeller, obstacles, N_OBSTACLES);
}

static void
test_apart (void)
{
  guint n_slanted = 0, n_all = 0;

  for (guint map = 0; map < N_MAPS; map++)
    {
      g_autoptr (IbarRegion) region = make_region (g_test_rand_int (), G_MAXINT);
      g_autoptr (IbarLabeller) labeller = ibar_labeller_new (region);

      for (guint round = 0; round < 8; round++)
        {
          IbarObstacle obstacles[N_OBSTACLES];
          IbarNameSetting names;
          const IbarLabel *labels;
          IbarView view;
          guint n;

          roll_view (&view, &names);
          roll_obstacles (labeller, obstacles);
          labels = ibar_labeller_place (labeller, &view, &names, NULL, 1, &n);
          for (guint i = 0; i < n; i++)
            {
              assert_apart (labels, n, i);
              assert_clear_of_obstacles (&view, &labels[i], obstacles);
              n_slanted += labels[i].angle != 0;
            }
          n_all += n;
        }
    }
  g_assert_cmpuint (n_all, >, 48 * 20);
  g_assert_cmpuint (n_slanted, >, 20);
}

/* Whether a label of one view stands in another that looks (dx, dy) [px] further. */
static gboolean
stands_in (const IbarLabel *label, double dx, double dy, const IbarLabel *labels, guint n)
{
  for (guint i = 0; i < n; i++)
    if (labels[i].kind == label->kind && strcmp (labels[i].text, label->text) == 0
        && fabs (labels[i].x - (label->x - dx)) < 1e-3
        && fabs (labels[i].y - (label->y - dy)) < 1e-3
        && fabs (labels[i].width - label->width) < 1e-3 && labels[i].angle == label->angle)
      return TRUE;
  return FALSE;
}

/* Every label that another view of the same size shows whole is there, where it was. */
static void
assert_found (const GArray *labels, const IbarView *view, double dx, double dy, const GArray *in)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const IbarLabel *label = &g_array_index (labels, IbarLabel, i);
      double x = label->x - dx, y = label->y - dy;

      if (x < 0 || y < 0 || x + label->width > view->width || y + label->height > view->height)
        continue;
      if (!stands_in (label, dx, dy, (const IbarLabel *) (gpointer) in->data, in->len))
        g_error ("“%s” jumped, came or went when the map moved by %.1f, %.1f px", label->text, dx,
                 dy);
    }
}

/* The labels without their texts' owner going away. */
static GArray *
place (IbarLabeller *labeller, const IbarView *view, const IbarNameSetting *names)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (IbarLabel));
  guint n;
  const IbarLabel *labels = ibar_labeller_place (labeller, view, names, NULL, 1, &n);

  g_array_append_vals (copy, labels, n);
  return copy;
}

static void
test_pan (void)
{
  for (guint map = 0; map < N_MAPS; map++)
    {
      g_autoptr (IbarRegion) region = make_region (g_test_rand_int (), G_MAXINT);
      g_autoptr (IbarLabeller) labeller = ibar_labeller_new (region);
      IbarObstacle obstacles[N_OBSTACLES];
      IbarNameSetting names;
      IbarView view;

      roll_view (&view, &names);
      roll_obstacles (labeller, obstacles);
      for (guint step = 0; step < 20; step++)
        {
          g_autoptr (IbarLabeller) fresh = ibar_labeller_new (region);
          g_autoptr (GArray) before = place (labeller, &view, &names);
          g_autoptr (GArray) after = NULL;
          double dx = (g_test_rand_double () - 0.5) * 900, dy = (g_test_rand_double () - 0.5) * 700;
          double world = IBAR_TILE_UNITS * exp2 (view.zoom);
          double c = cos (view.rotation), s = sin (view.rotation);
          double x = ibar_mercator_x (view.center.longitude) + (dx * c + dy * s) / world;
          double y = ibar_mercator_y (view.center.latitude) + (dy * c - dx * s) / world;

          view.center
              = (IbarPoint){ ibar_mercator_longitude (x), ibar_mercator_latitude (y) };
          /* One that remembers where it came from, and one that begins here. */
          ibar_labeller_set_obstacles (fresh, obstacles, N_OBSTACLES);
          after = place (step % 2 ? labeller : fresh, &view, &names);
          assert_found (before, &view, dx, dy, after);
          assert_found (after, &view, -dx, -dy, before);
        }
    }
}

static void
drop_lesser (GArray *labels, const IbarView *view, int least)
{
  for (guint i = 0; i < labels->len;)
    {
      const IbarLabel *label = &g_array_index (labels, IbarLabel, i);

      if (label->kind == IBAR_LABEL_WATER ? view->zoom >= SPOT_ZOOM
                                          : label->kind == IBAR_LABEL_PLACE && label->rank > least)
        g_array_remove_index (labels, i);
      else
        i++;
    }
}

static void
test_priority (void)
{
  const int least = 3;
  guint n_compared = 0;

  for (guint map = 0; map < N_MAPS; map++)
    {
      guint seed = g_test_rand_int ();
      g_autoptr (IbarRegion) whole = make_region (seed, G_MAXINT);
      g_autoptr (IbarRegion) thinned = make_region (seed, least);
      g_autoptr (IbarLabeller) with = ibar_labeller_new (whole);
      g_autoptr (IbarLabeller) without = ibar_labeller_new (thinned);

      for (guint round = 0; round < 8; round++)
        {
          g_autoptr (GArray) crowded = NULL;
          g_autoptr (GArray) quiet = NULL;
          IbarNameSetting names;
          IbarView view;

          roll_view (&view, &names);
          crowded = place (with, &view, &names);
          quiet = place (without, &view, &names);
          drop_lesser (crowded, &view, least);
          drop_lesser (quiet, &view, least);
          assert_found (quiet, &view, 0, 0, crowded);
          assert_found (crowded, &view, 0, 0, quiet);
          n_compared += quiet->len;
        }
    }
  g_assert_cmpuint (n_compared, >, 48 * 10);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("ibar-label-rule-XXXXXX", NULL);
  g_test_add_func ("/label-rule/apart", test_apart);
  g_test_add_func ("/label-rule/pan", test_pan);
  g_test_add_func ("/label-rule/priority", test_priority);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
