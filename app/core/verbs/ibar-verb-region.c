/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `ibar region build --osm EXTRACT --bbox W,S,E,N -o FILE`: a detailed region from open data. */

#define G_LOG_DOMAIN "ibar-verb-region"

#include "config.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "ibar-region-build.h"
#include "ibar-region.h"
#include "ibar-verbs.h"

static volatile sig_atomic_t interrupted;

static void
interrupted_cb (int number)
{
  interrupted = 1;
}

/* A line that is written over, for people only. */
static void
progressed_cb (double share, gpointer user_data)
{
  GCancellable *cancellable = user_data;

  if (interrupted)
    g_cancellable_cancel (cancellable);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%3.0f %%%s", 100 * CLAMP (share, 0, 1), share >= 1 ? "\n" : "");
}

static int
report_result (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarRegion) region = ibar_region_load (path, NULL, &error);

  if (region == NULL)
    return ibar_verb_fail ("region", error);
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    {
      static const char *const labels[IBAR_N_LAYERS]
          = { "neighbour", "admin_area", "landcover", "builtup", "water",
              "waterway",  "railway",    "road",      "boundary" };

      g_print ("%-12s %8u\n", labels[i], ibar_region_get_n_features (region, (IbarLayer) i));
    }
  g_print ("%-12s %8u\n", "place", ibar_region_get_n_places (region));
  g_print ("%-12s %8s\n", "elevation",
           ibar_region_get_elevation (region) != NULL ? _ ("yes") : _ ("no"));
  g_print ("%s", ibar_region_get_report (region));
  return IBAR_EXIT_OK;
}

static int
build_region (const IbarRegionBuild *build, const char *path)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  struct sigaction action = { .sa_handler = interrupted_cb };

  sigaction (SIGINT, &action, NULL);
  if (!ibar_region_build (build, path, progressed_cb, cancellable, cancellable, &error))
    return ibar_verb_fail ("region", error);
  return report_result (path);
}

/**
 * ibar_verb_region:
 * @argc: number of words
 * @argv: the verb and its words
 *
 * `ibar region build …` builds a detailed region and says what is in it.
 *
 * Returns: the exit status
 */
int
ibar_verb_region (int argc, char **argv)
{
  g_autofree char *osm = NULL, *box = NULL, *output = NULL, *title = NULL;
  g_auto (GStrv) dem = NULL, credits = NULL;
  int admin_level = 0;
  const GOptionEntry entries[] = {
    { "osm", 0, 0, G_OPTION_ARG_FILENAME, &osm, N_ ("The OpenStreetMap extract"),
      N_ ("FILE.osm.pbf") },
    { "dem", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &dem,
      N_ ("An elevation tile (.hgt, .tif); may be repeated"), N_ ("FILE") },
    { "bbox", 0, 0, G_OPTION_ARG_STRING, &box, N_ ("What the region covers [degrees]"), "W,S,E,N" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("What the region is called"), N_ ("TEXT") },
    { "credit", 0, 0, G_OPTION_ARG_STRING_ARRAY, &credits,
      N_ ("Whom to credit for the elevation; may be repeated"), N_ ("TEXT") },
    { "admin-level", 0, 0, G_OPTION_ARG_INT, &admin_level,
      N_ ("OpenStreetMap’s admin_level of the areas"), "N" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The GeoPackage to write"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context
      = ibar_verb_context_new ("region", "build --osm FILE.osm.pbf --bbox W,S,E,N -o FILE",
                               _ ("Builds a detailed region for the map from open data."), entries);
  IbarRegionBuild build = { 0 };

  if (!ibar_verb_parse_options (context, "region", &argc, &argv, 1, 1))
    return IBAR_EXIT_USAGE;
  if (strcmp (argv[1], "build") != 0)
    return ibar_verb_usage ("region", _ ("“%s” is not “build”"), argv[1]);
  if (osm == NULL || box == NULL || output == NULL)
    return ibar_verb_usage ("region", _ ("--osm, --bbox and -o are needed"));
  if (!ibar_extent_parse (box, &build.bbox))
    return ibar_verb_usage ("region", _ ("“%s” is not west,south,east,north in degrees"), box);
  build.osm = osm;
  build.dem = (const char *const *) dem;
  build.credits = (const char *const *) credits;
  build.title = title;
  build.admin_level = admin_level;
  return build_region (&build, output);
}
