/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `ibar render`: a figure without a display.
 *
 * Options are read in the order preset, then the named options, then --set, whatever their order on
 * the command line, so that a preset is a start and never undoes what was asked for. */

#define G_LOG_DOMAIN "ibar-verb-render"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-evidence.h"
#include "ibar-figure-book.h"
#include "ibar-figure-series.h"
#include "ibar-paths.h"
#include "ibar-preflight.h"
#include "ibar-render-verbs.h"
#include "ibar-saved-views.h"
#include "ibar-tile-url.h"

typedef struct
{
  char *filter, *view, *preset, *size, *dpi, *extent, *scale, *names, *profile, *title, *output, *region;
  char *save_preset;
  char **settings;
  gboolean preflight;
  gboolean quiet;
} Options;

static void
options_clear (Options *o)
{
  char **const texts[]
      = { &o->filter, &o->view,    &o->preset,  &o->size,  &o->dpi,    &o->extent, &o->scale,
          &o->names,  &o->profile, &o->title, &o->output, &o->region, &o->save_preset };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_strfreev (o->settings);
}

static gboolean
set_if_given (IbarFigure *figure, const char *key, const char *value, GError **error)
{
  return value == NULL || ibar_figure_set (figure, key, value, error);
}

static gboolean
apply_settings (IbarFigure *figure, char **settings, GError **error)
{
  for (gsize i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      const char *equals = strchr (settings[i], '=');
      g_autofree char *key
          = equals != NULL ? g_strndup (settings[i], (gsize) (equals - settings[i])) : NULL;

      if (key == NULL)
        {
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("--set %s: expected KEY=VALUE"),
                       settings[i]);
          return FALSE;
        }
      if (!ibar_figure_set (figure, key, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* The resolution first: sizes in pixels depend on it. */
static gboolean
describe_figure (const Options *o, IbarFigure *figure, GError **error)
{
  return (o->preset == NULL || ibar_evidence_load_preset (figure, o->preset, error))
         && set_if_given (figure, "page.dpi", o->dpi, error)
         && set_if_given (figure, "page.size", o->size, error)
         && set_if_given (figure, "map.extent", o->extent, error)
         && set_if_given (figure, "map.scale", o->scale, error)
         && set_if_given (figure, "data.names", o->names, error)
         && set_if_given (figure, "data.profile", o->profile, error)
         && set_if_given (figure, "data.filter", o->filter, error)
         && set_if_given (figure, "text.title", o->title, error)
         && apply_settings (figure, o->settings, error);
}

static gboolean
save_preset (const IbarFigure *figure, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;

  ibar_figure_write_key_file (figure, file);
  if (g_key_file_save_to_file (file, path, &local))
    return TRUE;
  g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_FAILED, local->message);
  return FALSE;
}

/* The view's filter; and its part of the map, unless the command line names another. */
static gboolean
apply_view (const Options *o, IbarFigure *figure, IbarCollection *collection, GError **error)
{
  g_autoptr (IbarSavedView) view = ibar_saved_views_find (collection, o->view, error);

  if (view == NULL)
    return FALSE;
  if (ibar_point_is_placed (view->center) && o->extent == NULL && o->scale == NULL)
    figure->extent = ibar_series_get_view_extent (view);
  return ibar_figure_set (figure, "data.filter", view->filter, error);
}

static IbarRegion *
load_region (const char *given, GError **error)
{
  g_autofree char *path
      = given != NULL ? g_strdup (given) : ibar_paths_get_data_file ("region.gpkg");

  return ibar_region_load (path, NULL, error);
}

static void
print_preflight (IbarFigureLayout *layout, gboolean only, gboolean quiet)
{
  g_autoptr (GPtrArray) items = ibar_preflight_run (layout);

  for (guint i = 0; i < items->len; i++)
    {
      const IbarPreflightItem *item = items->pdata[i];
      const char *weight = item->serious ? _ ("serious") : _ ("note");

      if (only)
        g_print ("%s\t%s\t%s\n", weight, item->rule, item->message);
      else if (!quiet)
        g_printerr ("%s: %s\n", weight, item->message);
    }
  if (only && items->len == 0)
    g_print ("%s\n", _ ("Nothing to say against this figure."));
}

/* A server's tiles are fetched where a person has chosen it, and sees it: in the window. */
static gboolean
open_base_map (const IbarFigure *figure, IbarForeignMap **foreign, GError **error)
{
  const char *location = figure->base_map;

  if (location == NULL || location[0] == '\0')
    return TRUE;
  if (ibar_tile_url_is_one (location))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("map.base-map: tiles of a server are drawn by the window only; expected a file "
                      "of MBTiles or a GeoPackage with tiles"));
      return FALSE;
    }
  *foreign = ibar_foreign_map_open (location, error);
  if (*foreign == NULL)
    /* Translators: before what is wrong with the file */
    g_prefix_error (error, "%s ", _ ("The base map cannot be drawn; give another with --set map.base-map=FILE, or none:"));
  return *foreign != NULL;
}

static gboolean
draw (const Options *o,
      const IbarFigure *figure,
      IbarCollection *collection,
      GPtrArray *files,
      GError **error)
{
  g_autoptr (IbarRegion) region = load_region (o->region, error);
  g_autoptr (IbarForeignMap) foreign = NULL;
  g_autoptr (IbarFigureBook) book = NULL;

  if (region == NULL || !open_base_map (figure, &foreign, error))
    return FALSE;
  book = ibar_figure_book_new (figure, collection, region, foreign,
                               o->output != NULL && ibar_figure_path_is_web (o->output), NULL,
                               error);
  if (book == NULL)
    return FALSE;
  if (!o->quiet)
    g_printerr ("%s", ibar_region_get_report (region));
  print_preflight (ibar_figure_book_get_whole (book), o->preflight, o->quiet);
  return o->preflight || ibar_figure_book_write (book, o->output, files, NULL, error);
}

static int
run (const Options *o, const char *path)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GError) error = NULL;
  gboolean draws = o->output != NULL || o->preflight;

  if (o->filter != NULL && o->view != NULL)
    return ibar_verb_usage ("render", _ ("--filter and --view both say what to show; give one"));
  if (!describe_figure (o, figure, &error)
      || (o->output != NULL && !ibar_figure_check_path (o->output, &error)))
    return ibar_verb_usage ("render", "%s", error->message);
  if (!draws && o->save_preset == NULL)
    return ibar_verb_usage ("render", "%s",
                            _ ("say where to with -o FILE.pdf, .svg, .png or .html"));
  if (draws || o->view != NULL)
    {
      collection = ibar_verb_open_collection (path, &error);
      if (collection == NULL || (o->view != NULL && !apply_view (o, figure, collection, &error)))
        return ibar_verb_fail ("render", error);
    }
  if (o->save_preset != NULL && !save_preset (figure, o->save_preset, &error))
    return ibar_verb_fail ("render", error);
  if (draws && !draw (o, figure, collection, files, &error))
    return ibar_verb_fail ("render", error);
  for (guint i = 0; i < files->len; i++)
    g_print ("%s\n", (const char *) files->pdata[i]);
  return IBAR_EXIT_OK;
}

/**
 * ibar_verb_render:
 * @argc: number of words
 * @argv: "render", options, and the collection
 *
 * Draws a figure; what pre-flight has to say goes to stderr, the names of the files to stdout.
 *
 * Returns: the exit status
 */
int
ibar_verb_render (int argc, char **argv)
{
  Options o = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output,
      N_ ("Write to FILE.pdf, .svg, .png, .html, or a film: .webm, .gif"), N_ ("FILE") },
    { "filter", 'f', 0, G_OPTION_ARG_STRING, &o.filter, N_ ("Show these events only"),
      N_ ("TEXT") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &o.view,
      N_ ("Show a saved view: its events and its part of the map"), N_ ("NAME") },
    { "preset", 'p', 0, G_OPTION_ARG_STRING, &o.preset,
      N_ ("Start from a preset (report-page, slide, worksheet), a preset file or an old figure"),
      N_ ("NAME") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &o.size,
      N_ ("Page: a4, letter, 16:9, column-85, 160x120mm, 1920x1080px …"), N_ ("SIZE") },
    { "dpi", 0, 0, G_OPTION_ARG_STRING, &o.dpi, N_ ("Pixels per inch"), N_ ("N") },
    { "extent", 0, 0, G_OPTION_ARG_STRING, &o.extent,
      N_ ("Map from WEST,SOUTH,EAST,NORTH [degrees]"), N_ ("W,S,E,N") },
    { "scale", 0, 0, G_OPTION_ARG_STRING, &o.scale, N_ ("Map at exactly 1 : N"), N_ ("N") },
    { "names", 0, 0, G_OPTION_ARG_STRING, &o.names,
      N_ ("Names: sq, sr-Latn, sr-Cyrl, en, local, or two: sq+en"), N_ ("FORMS") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &o.profile, N_ ("Boundary profile"), N_ ("ID") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &o.title, N_ ("Title instead of the filter's sentence"),
      N_ ("TEXT") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &o.settings,
      N_ ("Set anything a preset can say (may be repeated)"), N_ ("KEY=VALUE") },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &o.region, N_ ("Base map instead of the bundled one"),
      N_ ("FILE") },
    { "save-preset", 0, 0, G_OPTION_ARG_FILENAME, &o.save_preset,
      N_ ("Write the description as a preset file"), N_ ("FILE.ini") },
    { "preflight", 0, 0, G_OPTION_ARG_NONE, &o.preflight,
      N_ ("Only say what is wrong with the figure"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &o.quiet, N_ ("Say nothing about the figure"), NULL },
    { NULL },
  };
  GOptionContext *context = ibar_verb_context_new (
      "render", _ ("[COLLECTION]"), _ ("Draws a figure from a collection."), entries);
  int status = IBAR_EXIT_USAGE;

  if (ibar_verb_parse_options (context, "render", &argc, &argv, 0, 1))
    status = run (&o, argc > 1 ? argv[1] : NULL);
  g_option_context_free (context);
  options_clear (&o);
  return status;
}
