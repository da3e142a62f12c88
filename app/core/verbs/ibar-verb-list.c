/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar list and ibar export: the events that pass a filter, on the terminal or in a file.
 *
 * Both run the same engine as the window, so the same filter gives the same events everywhere. list
 * shows, export hands over: it asks before passing on what must not be passed on. */

#define G_LOG_DOMAIN "ibar-verb-list"

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "ibar-columns.h"
#include "ibar-engine.h"
#include "ibar-error.h"
#include "ibar-export.h"
#include "ibar-filter.h"
#include "ibar-saved-views.h"
#include "ibar-share-server.h"
#include "ibar-verb-sync.h"
#include "ibar-verbs.h"

static const char *const sort_names[IBAR_N_SORTS]
    = { "date", "place", "actor", "type", "casualties", "sources" };

typedef struct
{
  char *filter, *view, *format, *output, *names, *sort; /* (owned) (nullable) */
  char *server, *schema; /* (owned) (nullable) export: a database instead of a file */
  gboolean reverse, restricted;
} Options;

/* The rows that pass, in order. */
typedef struct
{
  IbarCollection *collection; /* (owned) */
  GArray *fids;               /* (owned) of gint64 */
  guint n_total;
  char *filter; /* (owned) (nullable) its canonical text */
} Selection;

static void
options_clear (Options *options)
{
  g_free (options->filter);
  g_free (options->view);
  g_free (options->server);
  g_free (options->schema);
  g_free (options->format);
  g_free (options->output);
  g_free (options->names);
  g_free (options->sort);
}

static void
selection_clear (Selection *selection)
{
  g_clear_pointer (&selection->fids, g_array_unref);
  g_clear_pointer (&selection->collection, ibar_collection_unref);
  g_clear_pointer (&selection->filter, g_free);
}

/* Columns of the terminal; 0 where stdout is none: a file or a pipe takes any width. */
static int
terminal_width (void)
{
  struct winsize size;

  if (!isatty (STDOUT_FILENO))
    return 0;
  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

static gboolean
parse_sort (const char *text, IbarSortKey *key)
{
  for (int i = 0; text != NULL && i < IBAR_N_SORTS; i++)
    {
      if (strcmp (text, sort_names[i]) == 0)
        {
          *key = (IbarSortKey) i;
          return TRUE;
        }
    }
  return text == NULL;
}

static void
collect (IbarResult *result, IbarSortKey key, gboolean reverse, GArray *fids)
{
  IbarColumns *columns = ibar_result_get_columns (result);
  guint n = ibar_result_get_n_passing (result);

  for (guint i = 0; i < n; i++)
    {
      guint32 row = ibar_result_get_row (result, key, reverse, i);
      IbarRow values;

      ibar_columns_get_row (columns, row, &values);
      g_array_append_val (fids, values.fid);
    }
}

/* A saved view stands for the filter it was saved with. */
static gboolean
take_view (Options *options, IbarCollection *collection, GError **error)
{
  g_autoptr (IbarSavedView) view = NULL;

  if (options->view == NULL)
    return TRUE;
  view = ibar_saved_views_find (collection, options->view, error);
  if (view == NULL)
    return FALSE;
  options->filter = g_steal_pointer (&view->filter);
  return TRUE;
}

static gboolean
run_filter (Selection *selection,
            const Options *options,
            IbarSortKey key,
            gboolean *usage,
            GError **error)
{
  const IbarVocabulary *words = ibar_collection_get_vocabulary (selection->collection, error);
  g_autoptr (IbarFilter) filter = NULL;
  g_autoptr (IbarColumns) columns = NULL;
  g_autoptr (IbarEngine) engine = NULL;
  g_autoptr (IbarResult) result = NULL;
  gsize position = 0;

  if (words == NULL)
    return FALSE;
  filter = options->filter != NULL ? ibar_filter_parse (options->filter, words, &position, error)
                                   : ibar_filter_new ();
  if (filter == NULL)
    {
      *usage = TRUE;
      ibar_verb_point_at (options->filter, position);
      return FALSE;
    }
  columns = ibar_columns_load (selection->collection, NULL, NULL, NULL, error);
  if (columns == NULL)
    return FALSE;
  engine = ibar_engine_new (selection->collection, columns);
  result = ibar_engine_run (engine, filter, NULL, error);
  if (result == NULL)
    return FALSE;
  selection->n_total = ibar_result_get_n_total (result);
  selection->filter = options->filter != NULL ? ibar_filter_to_text (filter) : NULL;
  selection->fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  collect (result, key, options->reverse, selection->fids);
  return TRUE;
}

/* What was left out is said on stderr, so that a pipe gets events only. */
static void
report (const Selection *selection)
{
  guint n = selection->fids->len;

  g_printerr (g_dngettext (GETTEXT_PACKAGE, "%u of %u event\n", "%u of %u events\n",
                           selection->n_total),
              n, selection->n_total);
}

static gboolean
write_selection (const Selection *selection,
                 const Options *options,
                 IbarExportFormat format,
                 const IbarNameSetting *names,
                 gboolean check,
                 GError **error)
{
  IbarExport export = { selection->collection,
                        (const gint64 *) (gpointer) selection->fids->data,
                        selection->fids->len,
                        *names,
                        selection->filter,
                        options->output == NULL ? terminal_width () : 0,
                        NULL };
  g_autofree char *restricted = NULL;
  guint n_left_out;

  if (check && !options->restricted)
    {
      restricted = ibar_export_dup_restricted (&export, error);
      if (restricted != NULL)
        g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION,
                     _ ("The terms of these data sets do not allow passing them on, or are not "
                        "known: %s. Add --allow-restricted if you may, or leave them out with "
                        "-dataset:"),
                     restricted);
      if (error != NULL && *error != NULL)
        return FALSE;
    }
  if (options->server != NULL) /* shared afterwards, when nobody reads the file */
    return TRUE;
  if (!ibar_export_write (&export, format, options->output, error))
    return FALSE;
  n_left_out = ibar_export_count_left_out (&export, format);
  if (n_left_out > 0)
    g_printerr (
        g_dngettext (GETTEXT_PACKAGE, "%u event is not placed, and this format left it out\n",
                     "%u events are not placed, and this format left them out\n", n_left_out),
        n_left_out);
  return TRUE;
}

/* Into a shared database: the events that pass, and all they refer to. */
static int
share (const char *verb, const Options *options, const Selection *selection, gboolean own)
{
  static const gint64 nothing = 0;
  IbarShareOptions share = { .collection = ibar_collection_get_path (selection->collection),
                             .server = options->server,
                             .schema = options->schema,
                             .immutable = !own,
                             /* An empty selection is none, and not everything. */
                             .fids = selection->fids->len > 0 ? (const gint64 *) (gpointer) selection->fids->data : &nothing,
                             .n_fids = selection->fids->len };

  return ibar_verb_share (verb, &share, FALSE);
}

static int
run (const char *verb,
     int argc,
     char **argv,
     Options *options,
     IbarExportFormat format,
     gboolean export)
{
  Selection selection = { NULL };
  IbarNameSetting names = IBAR_NAME_SETTING_DEFAULT;
  IbarSortKey key = IBAR_SORT_DATE;
  g_autoptr (GError) error = NULL;
  gboolean usage = FALSE;
  int status = IBAR_EXIT_OK;

  if (options->names != NULL && !ibar_name_setting_from_string (options->names, &names))
    return ibar_verb_usage (verb,
                            _ ("--names: “%s”; expected sq, sr-Latn, sr-Cyrl, en, local, or two of "
                               "them with + between"),
                            options->names);
  if (!parse_sort (options->sort, &key))
    return ibar_verb_usage (verb,
                            _ ("--sort: “%s”; expected date, place, actor, type, casualties or "
                               "sources"),
                            options->sort);
  if (options->filter != NULL && options->view != NULL)
    return ibar_verb_usage (verb, _ ("--filter and --view both say what to show; give one"));
  selection.collection = ibar_verb_open_collection (argc > 1 ? argv[1] : NULL, &error);
  if (selection.collection != NULL && take_view (options, selection.collection, &error)
      && run_filter (&selection, options, key, &usage, &error)
      && write_selection (&selection, options, format, &names, export, &error))
    {
      if (format == IBAR_EXPORT_TABLE || options->output != NULL)
        report (&selection);
    }
  if (error == NULL && options->server != NULL)
    status = share (verb, options, &selection, argc > 1);
  if (error != NULL)
    {
      ibar_verb_fail (verb, error);
      status = usage ? IBAR_EXIT_USAGE : IBAR_EXIT_FAILED;
    }
  selection_clear (&selection);
  return status;
}

/**
 * ibar_verb_list:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Returns: the exit status
 */
int
ibar_verb_list (int argc, char **argv)
{
  Options options = { NULL };
  IbarExportFormat format = IBAR_EXPORT_TABLE;
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter,
      N_ ("Only what passes: 'actor:kfor date:2023-05 gas'"), N_ ("TEXT") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options.view, N_ ("Only what a saved view shows"),
      N_ ("NAME") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_ ("table, csv, json or geojson"),
      N_ ("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Write to a file"),
      N_ ("OUT") },
    { "names", 0, 0, G_OPTION_ARG_STRING, &options.names,
      N_ ("Forms of names: sq, sr-Latn, sr-Cyrl, en, local, or two, as in sq+sr-Latn"), N_ ("FORMS") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort,
      N_ ("date, place, actor, type, casualties or sources"), N_ ("KEY") },
    { "reverse", 0, 0, G_OPTION_ARG_NONE, &options.reverse, N_ ("The other way round"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "list", _ ("[FILE]"),
      _ ("List the events of a collection: of the one that comes with the program, or of FILE."),
      entries);
  int status;

  if (!ibar_verb_parse_options (context, "list", &argc, &argv, 0, 1))
    status = IBAR_EXIT_USAGE;
  else if (options.format != NULL
           && (!ibar_export_format_from_string (options.format, &format)
               || format > IBAR_EXPORT_GEOJSON))
    status = ibar_verb_usage ("list", _ ("--format: “%s”; expected table, csv, json or geojson"),
                              options.format);
  else
    status = run ("list", argc, argv, &options, format, FALSE);
  options_clear (&options);
  return status;
}

/* The format that a file's ending names, unless --format did. */
static gboolean
choose_format (const Options *options, IbarExportFormat *format)
{
  if (options->format != NULL)
    return ibar_export_format_from_string (options->format, format) && *format != IBAR_EXPORT_TABLE;
  return options->output != NULL && ibar_export_format_from_path (options->output, format);
}

/* "PG:…" among the arguments is where to, not what from. */
static void
take_server (Options *options, int *argc, char **argv)
{
  for (int i = 1; i < *argc; i++)
    {
      if (options->server != NULL || !ibar_share_is_connection (argv[i]))
        continue;
      options->server = g_strdup (argv[i]);
      memmove (argv + i, argv + i + 1, sizeof (char *) * (gsize) (*argc - i));
      (*argc)--;
      i--;
    }
}

/**
 * ibar_verb_export:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Returns: the exit status
 */
int
ibar_verb_export (int argc, char **argv)
{
  Options options = { NULL };
  IbarExportFormat format = IBAR_EXPORT_CSV;
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter,
      N_ ("Only what passes: 'actor:kfor date:2023-05 gas'"), N_ ("TEXT") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options.view, N_ ("Only what a saved view shows"),
      N_ ("NAME") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
      N_ ("csv, json, geojson, text, html, gpkg, kml, xlsx, fgb; of the sources: bibtex, csl-json, ris"),
      N_ ("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("The file to write"),
      N_ ("OUT") },
    { "names", 0, 0, G_OPTION_ARG_STRING, &options.names,
      N_ ("Forms of names: sq, sr-Latn, sr-Cyrl, en, local, or two, as in sq+sr-Latn"), N_ ("FORMS") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort,
      N_ ("date, place, actor, type, casualties or sources"), N_ ("KEY") },
    { "reverse", 0, 0, G_OPTION_ARG_NONE, &options.reverse, N_ ("The other way round"), NULL },
    { "allow-restricted", 0, 0, G_OPTION_ARG_NONE, &options.restricted,
      N_ ("Also data sets whose terms do not allow passing them on"), NULL },
    { "schema", 0, 0, G_OPTION_ARG_STRING, &options.schema,
      N_ ("With PG:…: the database's schema, “ibar” unless named"), N_ ("NAME") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = ibar_verb_context_new (
      "export", _ ("[FILE] [PG:CONNECTION]"),
      _ ("Write the events of a collection, or their sources, in another format, or into a shared PostGIS database."),
      entries);
  int status;

  if (!ibar_verb_parse_options (context, "export", &argc, &argv, 0, 2))
    status = IBAR_EXIT_USAGE;
  else if (take_server (&options, &argc, argv), argc > 2)
    status = ibar_verb_usage ("export", _ ("“%s” is one argument too many"), argv[2]);
  else if (options.server != NULL)
    status = run ("export", argc, argv, &options, format, TRUE);
  else if (!choose_format (&options, &format))
    status = ibar_verb_usage (
        "export", _ ("which format? Name it with --format (csv, json, geojson, text, html, gpkg, "
                     "kml, xlsx, fgb, bibtex, csl-json, ris) or by the ending of --output"));
  else if (options.output == NULL && format >= IBAR_EXPORT_GPKG && format <= IBAR_EXPORT_FGB)
    status = ibar_verb_usage ("export", _ ("--output is missing: this format needs a file"));
  else
    status = run ("export", argc, argv, &options, format, TRUE);
  options_clear (&options);
  return status;
}
