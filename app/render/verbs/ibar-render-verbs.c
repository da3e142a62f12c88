/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of the verbs that draw. */

#define G_LOG_DOMAIN "ibar-render-verbs"

#include "config.h"

#include "ibar-render-verbs.h"

#include <glib/gi18n-lib.h>

const IbarVerb ibar_render_verbs[] = {
  { "render", ibar_verb_render, N_ ("Draw a figure as PDF, SVG, PNG or HTML") },
  { "inspect", ibar_verb_inspect, N_ ("Say what a figure shows and where it came from") },
  { "worksheet", ibar_verb_worksheet, N_ ("Write a blank map with numbers, and its key, for a class") },
  { NULL, NULL, NULL },
};
