/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-verbs.h"

G_BEGIN_DECLS

/* The verbs that draw, ended by { NULL }; main.c knows them beside the core's. */
extern const IbarVerb ibar_render_verbs[];

int ibar_verb_render  (int    argc,
                       char **argv);
int ibar_verb_inspect (int    argc,
                       char **argv);
int ibar_verb_worksheet (int argc, char **argv);

G_END_DECLS
