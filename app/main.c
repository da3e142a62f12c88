/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: a verb runs without a display; without one the window opens. */

#define G_LOG_DOMAIN "ibar"

#include "config.h"

#include <locale.h>
#include <string.h>

#include <glib/gi18n.h>

#ifdef IBAR_HAVE_INTERFACE
#include "ibar-application.h"
#endif
#include "ibar-paths.h"
#include "ibar-render-verbs.h"
#include "ibar-verbs.h"

static const IbarVerb *const verb_tables[] = { ibar_core_verbs, ibar_render_verbs, NULL };

static int
run_window (int argc, char **argv)
{
  g_autofree char *verbs = ibar_verbs_describe (verb_tables);

#ifdef IBAR_HAVE_INTERFACE
  return ibar_application_run (argc, argv, verbs);
#else
  if (g_strcmp0 (argv[1], "--version") == 0)
    g_print ("Ibar %s\n", IBAR_VERSION);
  else if (g_strcmp0 (argv[1], "--help") == 0)
    g_print ("%s", verbs);
  else
    {
      g_printerr ("%s", _ ("Try “ibar --help”.\n"));
      return IBAR_EXIT_USAGE;
    }
  return IBAR_EXIT_OK;
#endif
}

/* "improt": neither a verb nor anything that could be a file's name. */
static gboolean
is_misspelt (const char *word)
{
  return *word != '\0' && *word != '-' && strpbrk (word, "./:\\") == NULL && !g_file_test (word, G_FILE_TEST_EXISTS);
}

int
main (int argc, char **argv)
{
  g_autofree char *locale_dir = ibar_paths_get_locale_dir ();
  const IbarVerb *verb;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  verb = ibar_verbs_find (verb_tables, argc > 1 ? argv[1] : NULL);
  if (verb != NULL)
    return verb->run (argc - 1, argv + 1);
  if (argc > 1 && is_misspelt (argv[1]))
    {
      g_printerr (_ ("ibar: “%s” is neither a command nor a file\n"), argv[1]);
      g_printerr ("%s", _ ("Try “ibar --help”.\n"));
      return IBAR_EXIT_USAGE;
    }

  return run_window (argc, argv);
}
