/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bundled region, compiling regions from their sources, and the index of boxes that finds features. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-box-index.h"
#include "ibar-compile-region.h"
#include "ibar-test-region.h"

/* ---- The shipped region -------------------------------------------------------------------- */

static void
test_shipped (IbarTestRegion *fixture, gconstpointer data)
{
  g_autofree char *folder = ibar_test_region_get_source (NULL);
  g_autoptr (IbarRegion) region = NULL;
  g_autoptr (GError) error = NULL;
  const IbarFeature *area;
  guint n_schematic = 0;
  int number;

  g_assert_true (ibar_compile_region (folder, fixture->path, &error));
  g_assert_no_error (error);
  region = ibar_test_region_load (fixture->path);
  g_assert_cmpstr (ibar_region_get_report (region), ==, "");
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA), ==, 38);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_BOUNDARY), ==, 119);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_NEIGHBOUR), ==, 4);
  g_assert_cmpuint (ibar_region_get_n_features (region, IBAR_LAYER_WATER), ==, 0);
  g_assert_cmpuint (ibar_region_get_n_places (region), ==, 827);
  g_assert_false (ibar_region_has_local_names (region));
  g_assert_nonnull (ibar_region_get_elevation (region));

  number = ibar_region_find_admin_area (region, (IbarPoint){ 20.8403, 42.909 });
  g_assert_cmpint (number, ==, ibar_region_find_admin_name (region, "zvecan"));
  g_assert_cmpint (number, ==, ibar_region_find_admin_name (region, "Звечан"));
  area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) number);
  g_assert_true (area->highlight);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint){ 0, 0 }), ==, -1);
  g_assert_cmpint (ibar_region_find_admin_area (region, (IbarPoint){ NAN, NAN }), ==, -1);

  for (guint i = 0; i < ibar_region_get_n_features (region, IBAR_LAYER_WATERWAY); i++)
    n_schematic += ibar_region_get_feature (region, IBAR_LAYER_WATERWAY, i)->schematic;
  g_assert_cmpuint (n_schematic, ==, 4);
  g_assert_nonnull (strstr (ibar_region_get_credits (region), "OpenStreetMap"));
  g_assert_nonnull (strstr (ibar_region_get_credits (region), "schematic"));
}

/* Exactly four areas stand out; the start view is theirs, inside what the map covers. */
static void
test_home (IbarTestRegion *fixture, gconstpointer data)
{
  g_autofree char *folder = ibar_test_region_get_source (NULL);
  g_autoptr (IbarRegion) region = NULL;
  const IbarExtent *home, *extent;
  guint n = 0;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  region = ibar_test_region_load (fixture->path);
  for (guint i = 0; i < ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA); i++)
    n += ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i)->highlight;
  g_assert_cmpuint (n, ==, 4);
  home = ibar_region_get_home (region);
  extent = ibar_region_get_extent (region);
  g_assert_cmpfloat (home->west, >, extent->west);
  g_assert_cmpfloat (home->east, <, extent->east);
  g_assert_cmpfloat (home->south, >, extent->south);
  g_assert_cmpfloat (home->north, <, extent->north);
}

static void
test_profiles (IbarTestRegion *fixture, gconstpointer data)
{
  static const char *const ids[] = { "neutral", "country", "dashed" };
  g_autofree char *folder = ibar_test_region_get_source (NULL);
  g_autoptr (IbarRegion) region = NULL;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  region = ibar_test_region_load (fixture->path);
  g_assert_cmpuint (ibar_region_get_n_profiles (region), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const IbarBoundaryProfile *profile = ibar_region_find_profile (region, ids[i]);

      g_assert_cmpstr (profile->id, ==, ids[i]);
      g_assert_cmpuint (strlen (profile->note), >, 40);
      for (int form = 0; form < IBAR_N_LANGUAGE_FORMS; form++)
        g_assert_cmpstr (profile->label.form[form], !=, NULL);
    }
  g_assert_true (ibar_region_find_profile (region, "no such")
                 == ibar_region_get_profile (region, 0));
  g_assert_true (ibar_region_find_profile (region, NULL) == ibar_region_get_profile (region, 0));
}

static void
test_deterministic (IbarTestRegion *fixture, gconstpointer data)
{
  g_autofree char *folder = ibar_test_region_get_source (NULL);
  g_autofree char *again = g_build_filename (fixture->folder, "again.gpkg", NULL);
  g_autofree char *first = NULL, *second = NULL;
  gsize first_size, second_size;

  g_assert_true (ibar_compile_region (folder, fixture->path, NULL));
  g_assert_true (ibar_compile_region (folder, again, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &first, &first_size, NULL));
  g_assert_true (g_file_get_contents (again, &second, &second_size, NULL));
  g_assert_cmpmem (first, first_size, second, second_size);
}

/* ---- Compiling nonsense -------------------------------------------------------------------- */

static void
write_minimal (IbarTestRegion *fixture, const char *coordinates, const char *places)
{
  g_autofree char *areas = g_strdup_printf (
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
      "{\"id\":\"a\",\"name\":\"A\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]}}]}",
      coordinates);

  ibar_test_region_write (fixture, "region.ini",
              "[region]\ntitle=T\n[profiles]\nfile=p.ini\n[places]\nfile=p.csv\n"
              "[layer 1]\ntable=admin_area\nfile=a.geojson\nid=id\nname_en=name\n");
  ibar_test_region_write (fixture, "p.ini", "[one]\ntitle=T\nnote=N\noutline_style=solid\n");
  ibar_test_region_write (fixture, "a.geojson", areas);
  ibar_test_region_write (fixture, "p.csv", places);
}

#define SQUARE "[[10,10],[11,10],[11,11],[10,11],[10,10]]"
#define HEADER                                                                                     \
  "name_en,name_sq,name_sr,name_sr_cyrl,kind,lat,lon,uncertainty_m,population,verified,source\n"

static void
test_compile_minimal (IbarTestRegion *fixture, gconstpointer data)
{
  g_autoptr (IbarRegion) region = NULL;
  g_autoptr (GError) error = NULL;

  write_minimal (fixture, SQUARE, HEADER "\"P, and Q\",,,,village,10.5,10.5,100,,yes,s\n");
  g_assert_true (ibar_compile_region (fixture->folder, fixture->path, &error));
  g_assert_no_error (error);
  region = ibar_test_region_load (fixture->path);
  g_assert_null (ibar_region_get_elevation (region));
  g_assert_cmpstr (ibar_region_get_place (region, 0)->names.form[IBAR_NAME_EN], ==, "P, and Q");
  g_assert_cmpint (ibar_region_get_place (region, 0)->admin_area, ==, 0);
  g_assert_cmpint (ibar_region_get_place (region, 0)->population, ==, -1);
}

static void
assert_compile_fails (IbarTestRegion *fixture, const char *where)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ibar_compile_region (fixture->folder, fixture->path, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, where) == NULL)
    g_error ("“%s” does not say %s", error->message, where);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_compile_impossible (IbarTestRegion *fixture, gconstpointer data)
{
  write_minimal (fixture, SQUARE,
                 HEADER "A,,,,village,10,10,1,,yes,s\nB,,,,village,95,10,1,,yes,s\n");
  assert_compile_fails (fixture, "p.csv:3:");
  write_minimal (fixture, SQUARE, HEADER "A,,,,village,ten,10,1,,yes,s\n");
  assert_compile_fails (fixture, "p.csv:2:");
  write_minimal (fixture, SQUARE, HEADER "A,,,,village,10,10,-1,,yes,s\n");
  assert_compile_fails (fixture, "p.csv:2:");
  write_minimal (fixture, SQUARE, HEADER "A,,,,village,10,10,1,,maybe,s\n");
  assert_compile_fails (fixture, "p.csv:2:");
  write_minimal (fixture, "[[10,10],[200,10],[11,11],[10,10]]", HEADER);
  assert_compile_fails (fixture, "feature 1");
  write_minimal (fixture, "[[10,10],[10,11],[10,10]]", HEADER);
  assert_compile_fails (fixture, "feature 1");
  write_minimal (fixture, "this is no JSON", HEADER);
  assert_compile_fails (fixture, "a.geojson");
  write_minimal (fixture, SQUARE, HEADER);
  ibar_test_region_write (fixture, "p.ini", "[one]\ntitle=T\nnote=N\noutline_style=wavy\n");
  assert_compile_fails (fixture, "p.ini");
}

/* ---- Writing ------------------------------------------------------------------------------- */

static void
test_unfinished (IbarTestRegion *fixture, gconstpointer data)
{
  IbarRegionWriter *writer;
  g_autofree char *after = NULL;

  ibar_test_region_write (fixture, "region.gpkg", "what stood here before");
  writer = ibar_test_region_start (fixture);
  ibar_region_writer_free (writer);
  g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "what stood here before");
}

/* ---- The box index ------------------------------------------------------------------------- */

/* Against a plain loop, for none, one, many and all on one point. */
static void
test_box_index (void)
{
  static const guint sizes[] = { 0, 1, 2, 16, 17, 300, 4000 };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (int same = 0; same < 2; same++)
      {
        guint n = sizes[s];
        g_autofree IbarBox *boxes = g_new (IbarBox, n + 1);
        g_autoptr (IbarBoxIndex) index = NULL;

        for (guint i = 0; i < n; i++)
          {
            double x = same ? 0.5 : g_test_rand_double (), y = same ? 0.5 : g_test_rand_double ();
            double side = g_test_rand_double () * 0.05;

            boxes[i] = (IbarBox){ x, y, x + side, y + side };
          }
        index = ibar_box_index_new (boxes, n);
        for (guint q = 0; q < 50; q++)
          {
            double x = g_test_rand_double (), y = g_test_rand_double ();
            IbarBox box = { x, y, x + g_test_rand_double () * 0.3, y + 0.1 };
            g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
            guint at = 0;

            ibar_box_index_query (index, &box, found);
            for (guint i = 0; i < n; i++)
              if (ibar_box_overlaps (&boxes[i], &box))
                {
                  g_assert_cmpuint (at, <, found->len);
                  g_assert_cmpuint (g_array_index (found, guint, at), ==, i);
                  at++;
                }
            g_assert_cmpuint (at, ==, found->len);
          }
      }
}

#define ADD(path, func) g_test_add (path, IbarTestRegion, NULL, ibar_test_region_begin, func, ibar_test_region_end)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/region/shipped", test_shipped);
  ADD ("/region/home", test_home);
  ADD ("/region/profiles", test_profiles);
  ADD ("/region/deterministic", test_deterministic);
  ADD ("/region/compile/minimal", test_compile_minimal);
  ADD ("/region/compile/impossible", test_compile_impossible);
  ADD ("/region/unfinished", test_unfinished);
  g_test_add_func ("/region/box-index", test_box_index);
  return g_test_run ();
}
