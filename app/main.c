/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: a verb runs without a display; without one the window opens. */

#define G_LOG_DOMAIN "ibar"

#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "ibar-verbs.h"

static const IbarVerb *const verb_tables[] = { ibar_core_verbs, NULL };

int
main (int argc, char **argv)
{
  const IbarVerb *verb;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, IBAR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  verb = ibar_verbs_find (verb_tables, argc > 1 ? argv[1] : NULL);
  if (verb != NULL)
    return verb->run (argc - 1, argv + 1);

  g_print ("Ibar %s\n", IBAR_VERSION);
  return 0;
}
