/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ibar synth: made-up collections for tests and benchmarks. */

#define G_LOG_DOMAIN "ibar-verb-synth"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-synth.h"
#include "ibar-verbs.h"

#define MAX_EVENTS 20000000

static gboolean
parse_shape (const char *text, IbarSynthShape *shape)
{
  static const char *const names[] = { "towns", "uniform", "point" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (text, names[i]) == 0)
        {
          *shape = (IbarSynthShape) i;
          return TRUE;
        }
    }
  return text == NULL;
}

static gboolean
parse_extent (const char *text, IbarExtent *extent)
{
  return ibar_extent_parse (text, extent) && extent->west < extent->east && extent->south < extent->north
         && extent->west >= -180 && extent->east <= 180 && extent->south >= -90 && extent->north <= 90;
}

/**
 * ibar_verb_synth:
 * @argc: number of words, the verb included
 * @argv: the words
 *
 * Returns: the exit status
 */
int
ibar_verb_synth (int argc, char **argv)
{
  IbarSynthOptions options = { .extent = { 20.0, 42.5, 21.5, 43.5 } };
  int n_events = 0, n_actors = 0;
  gint64 seed = 1;
  g_autofree char *shape = NULL;
  g_autofree char *extent = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "events", 0, 0, G_OPTION_ARG_INT, &n_events, N_ ("How many events"), "N" },
    { "actors", 0, 0, G_OPTION_ARG_INT, &n_actors, N_ ("How many actors"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("The same seed gives the same events"), "S" },
    { "shape", 0, 0, G_OPTION_ARG_STRING, &shape, N_ ("Where: towns, uniform or point"),
      N_ ("SHAPE") },
    { "extent", 0, 0, G_OPTION_ARG_STRING, &extent, N_ ("In which box, in degrees"), "W,S,E,N" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("The collection to write"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context
      = ibar_verb_context_new ("synth", NULL, _ ("Make up a collection of any size."), entries);
  g_autoptr (GError) error = NULL;

  if (!ibar_verb_parse_options (context, "synth", &argc, &argv, 0, 0))
    return IBAR_EXIT_USAGE;
  if (output == NULL)
    return ibar_verb_usage ("synth", _ ("--output is missing"));
  if (n_events < 0 || n_events > MAX_EVENTS)
    return ibar_verb_usage ("synth", _ ("--events: %d; expected 0 to %d"), n_events, MAX_EVENTS);
  if (n_actors < 0 || n_actors > MAX_EVENTS)
    return ibar_verb_usage ("synth", _ ("--actors: %d; expected 0 to %d"), n_actors, MAX_EVENTS);
  if (!parse_shape (shape, &options.shape))
    return ibar_verb_usage ("synth", _ ("--shape: “%s”; expected towns, uniform or point"), shape);
  if (extent != NULL && !parse_extent (extent, &options.extent))
    return ibar_verb_usage ("synth", _ ("--extent: “%s”; expected west,south,east,north"), extent);
  options.n_events = (guint) n_events;
  options.n_actors = (guint) n_actors;
  options.seed = (guint64) seed;
  if (!ibar_synth_write (output, &options, &error))
    return ibar_verb_fail ("synth", error);
  return IBAR_EXIT_OK;
}
