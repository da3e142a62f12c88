/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ibar import INPUT… --into FILE.gpkg: see data/profiles/README for what is recognised. */
#define G_LOG_DOMAIN "ibar-verb-import"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ibar-error.h"
#include "ibar-filter.h"
#include "ibar-import.h"
#include "ibar-verbs.h"

static char *filter, *where, *into, *profile, *dataset, *report, *licence, *citation, *save_profile, *date_order, *coordinates;
static char **maps;
static gboolean dry_run, json, undo, list_profiles;

static const GOptionEntry entries[] = {
  { "into", 'i', 0, G_OPTION_ARG_FILENAME, &into, N_ ("The collection; made if it is not there"), N_ ("FILE.gpkg") },
  { "profile", 'p', 0, G_OPTION_ARG_STRING, &profile, N_ ("How the table is read; “auto” recognises it"), N_ ("auto|NAME") },
  { "list-profiles", 0, 0, G_OPTION_ARG_NONE, &list_profiles, N_ ("List the profiles there are"), NULL },
  { "dataset", 'd', 0, G_OPTION_ARG_STRING, &dataset, N_ ("The data set's id; imported again, it is updated"), N_ ("NAME") },
  { "map", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &maps, N_ ("Take a field of the events from a column"), N_ ("FIELD=COLUMN") },
  { "filter", 'f', 0, G_OPTION_ARG_STRING, &filter, N_ ("Import only what passes; a server is asked for no more"), N_ ("TEXT") },
  { "where", 'w', 0, G_OPTION_ARG_STRING, &where, N_ ("A condition in the server's own SQL besides"), N_ ("SQL") },
  { "date-order", 0, 0, G_OPTION_ARG_STRING, &date_order, N_ ("How 05/06/2023 is meant"), "dmy|mdy|auto" },
  { "coordinates", 0, 0, G_OPTION_ARG_STRING, &coordinates, N_ ("Whether latitude and longitude stand in each other's column"),
    "as-given|exchanged|auto" },
  { "licence", 0, 0, G_OPTION_ARG_STRING, &licence, N_ ("The data set's licence, if its profile does not know it"), N_ ("TEXT") },
  { "citation", 0, 0, G_OPTION_ARG_STRING, &citation, N_ ("How the data set wants to be cited"), N_ ("TEXT") },
  { "report", 'r', 0, G_OPTION_ARG_FILENAME, &report, N_ ("Write rejected rows and notes, with the reason"), N_ ("FILE.csv") },
  { "save-profile", 0, 0, G_OPTION_ARG_STRING, &save_profile, N_ ("Keep this mapping as a profile of your own"), N_ ("NAME") },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Only say what would happen"), NULL },
  { "undo", 0, 0, G_OPTION_ARG_NONE, &undo, N_ ("Take back the last import into FILE"), NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the summary as JSON"), NULL },
  { NULL }
};

static void
show_progress (double fraction, gpointer user_data)
{
  int *last = user_data, percent = (int) (fraction * 100);

  if (percent == *last)
    return;
  *last = percent;
  fprintf (stderr, "\r%3d %%", percent);
  fflush (stderr);
}

static gpointer
wait_for_signal (gpointer data)
{
  g_main_context_push_thread_default (data);
  for (;;)
    g_main_context_iteration (data, TRUE);
  return NULL;
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/* Ctrl+C stops the import and leaves the collection as it was. */
static void
watch_signals (GCancellable *cancellable)
{
  static const int signals[] = { SIGINT, SIGTERM };
  GMainContext *context = g_main_context_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      GSource *source = g_unix_signal_source_new (signals[i]);

      g_source_set_callback (source, interrupted_cb, g_object_ref (cancellable), g_object_unref);
      g_source_attach (source, context);
      g_source_unref (source);
    }
  g_thread_unref (g_thread_new ("ibar-signals", wait_for_signal, context));
}

static int
print_profiles (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = ibar_import_profiles_load (&error);

  if (profiles == NULL)
    return ibar_verb_fail ("import", error);
  for (guint i = 0; i < profiles->len; i++)
    {
      const IbarImportProfile *p = g_ptr_array_index (profiles, i);
      g_autofree char *title = ibar_import_profile_dup (p, "profile", "title");

      g_print ("%-12s %s%s\n", p->name, title != NULL ? title : "", p->users ? _ (" (your own)") : "");
    }
  return IBAR_EXIT_OK;
}

static int
run_undo (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const char *path = argc > 1 ? argv[1] : into;
  g_autofree char *what = NULL;

  if (path == NULL || argc > 2)
    return ibar_verb_usage ("import", _ ("--undo wants one collection"));
  what = ibar_import_undo (path, NULL, &error);
  if (what == NULL)
    return ibar_verb_fail ("import", error);
  g_print ("%s\n", what);
  return IBAR_EXIT_OK;
}

/* FALSE: the word is none of the choices. */
static gboolean
read_choice (const char *word, const char *const *choices, int *value)
{
  *value = -1;
  if (word == NULL || g_str_equal (word, "auto"))
    return TRUE;
  for (int i = 0; choices[i] != NULL; i++)
    if (g_str_equal (word, choices[i]))
      *value = i;
  return *value >= 0;
}

/* A filter is wrong usage before anything is opened. */
static gboolean
check_filter (GError **error)
{
  gsize position = 0;
  g_autoptr (IbarFilter) parsed = filter != NULL ? ibar_filter_parse (filter, NULL, &position, error) : NULL;

  if (filter == NULL || parsed != NULL)
    return TRUE;
  ibar_verb_point_at (filter, position);
  return FALSE;
}

static int
run_import (char **inputs)
{
  static const char *const orders[] = { "dmy", "mdy", NULL }, *const positions[] = { "as-given", "exchanged", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarImportResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *text = NULL;
  int order, exchanged, percent = -1;
  gboolean terminal = isatty (STDERR_FILENO);

  if (!read_choice (date_order, orders, &order))
    return ibar_verb_usage ("import", _ ("--date-order is dmy, mdy or auto, not “%s”"), date_order);
  if (!read_choice (coordinates, positions, &exchanged))
    return ibar_verb_usage ("import", _ ("--coordinates is as-given, exchanged or auto, not “%s”"), coordinates);
  if (!check_filter (&error))
    {
      ibar_verb_fail ("import", error);
      return IBAR_EXIT_USAGE;
    }
  for (char **map = maps; map != NULL && *map != NULL; map++)
    if (strchr (*map, '=') == NULL)
      return ibar_verb_usage ("import", _ ("--map is FIELD=COLUMN, not “%s”"), *map);
  {
    IbarImportOptions options = {
      .inputs = (const char *const *) inputs,
      .into = into,
      .profile = profile,
      .dataset = dataset,
      .maps = (const char *const *) maps,
      .filter = filter,
      .where = where,
      .licence = licence,
      .citation = citation,
      .report = report,
      .save_profile = save_profile,
      .date_order = order == 0   ? IBAR_DATE_ORDER_DAY_FIRST
                    : order == 1 ? IBAR_DATE_ORDER_MONTH_FIRST
                                 : IBAR_DATE_ORDER_UNDECIDED,
      .exchanged = exchanged,
      .dry_run = dry_run,
      .find_duplicates = TRUE,
    };

    watch_signals (cancellable);
    result = ibar_import_run (&options, terminal ? show_progress : NULL, &percent, cancellable, &error);
  }
  if (terminal)
    fputs ("\r\033[K", stderr);
  if (result == NULL)
    return ibar_verb_fail ("import", error);
  text = json ? ibar_import_result_to_json (result) : ibar_import_result_to_text (result, TRUE);
  fputs (text, stdout);
  return IBAR_EXIT_OK;
}

/**
 * ibar_verb_import:
 *
 * Imports tables into a collection, or takes the last import back.
 *
 * Returns: the exit status
 */
int
ibar_verb_import (int argc, char **argv)
{
  g_autoptr (GOptionContext) context
      = ibar_verb_context_new ("import", _ ("INPUT… --into FILE.gpkg"),
                               _ ("Import CSV, TSV, JSON, GeoJSON, GeoPackage, KML, GPX, Shapefile, FlatGeobuf, XLSX, ODS or a "
                                  "database table (PG:…) into a collection. Known formats are recognised."),
                               entries);

  if (!ibar_verb_parse_options (context, "import", &argc, &argv, 0, -1))
    return IBAR_EXIT_USAGE;
  if (list_profiles)
    return print_profiles ();
  if (undo)
    return run_undo (argc, argv);
  if (argc < 2)
    return ibar_verb_usage ("import", _ ("nothing to import"));
  if (into == NULL)
    return ibar_verb_usage ("import", _ ("--into FILE.gpkg is missing"));
  return run_import (argv + 1);
}
