/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"

G_BEGIN_DECLS

/* How a verb ends. */
#define IBAR_EXIT_OK 0
#define IBAR_EXIT_FAILED 1
#define IBAR_EXIT_USAGE 2

/* A verb of the command line, run without a display. argv[0] is the verb itself. */
typedef int (*IbarVerbFunc) (int argc, char **argv);

typedef struct
{
  const char  *name;
  IbarVerbFunc run;
  const char  *summary; /* one line for `ibar --help`, marked with N_(); NULL: hidden, for builds and tests */
} IbarVerb;

/* The core's verbs, ended by { NULL }. Floors above have tables of their own; main.c knows them all. */
extern const IbarVerb ibar_core_verbs[];

const IbarVerb *ibar_verbs_find     (const IbarVerb *const *tables,
                                     const char            *name);
char           *ibar_verbs_describe (const IbarVerb *const *tables);

/* For the verbs: one way to read options and to complain. */
GOptionContext *ibar_verb_context_new   (const char         *verb,
                                         const char         *parameters,
                                         const char         *summary,
                                         const GOptionEntry *entries);
gboolean        ibar_verb_parse_options (GOptionContext     *context,
                                         const char         *verb,
                                         int                *argc,
                                         char             ***argv,
                                         int                 min_arguments,
                                         int                 max_arguments);
int             ibar_verb_usage         (const char         *verb,
                                         const char         *format,
                                         ...) G_GNUC_PRINTF (2, 3);
int             ibar_verb_fail          (const char         *verb,
                                         const GError       *error);
/* Where in a filter an error is: the text again, and a caret under it. */
void            ibar_verb_point_at      (const char         *text,
                                         gsize               position);
/* FILE, or the collection that comes with the program. For reading. */
IbarCollection *ibar_verb_open_collection (const char *path,
                                           GError    **error);

/* One line a verb: the table in ibar-verbs.c says what they do. */
int ibar_verb_compile_events (int argc, char **argv);
int ibar_verb_export         (int argc, char **argv);
int ibar_verb_info           (int argc, char **argv);
int ibar_verb_lesson         (int argc, char **argv);
int ibar_verb_list           (int argc, char **argv);
int ibar_verb_quiz           (int argc, char **argv);
int ibar_verb_story          (int argc, char **argv);
int ibar_verb_sync           (int argc, char **argv);
int ibar_verb_synth          (int argc, char **argv);
int ibar_verb_compile_region (int argc, char **argv);
int ibar_verb_region (int argc, char **argv);
int ibar_verb_import         (int argc, char **argv);

G_END_DECLS
