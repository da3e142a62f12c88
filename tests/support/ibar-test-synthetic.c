/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events that never happened, for tests and benchmarks: the same for the same seed on every machine. */

#include "config.h"

#include "ibar-test-synthetic.h"

#include "ibar-collection-private.h"

#include <math.h>

#define N_ACTORS 200
#define N_TYPES 30
#define N_PLACES 500
#define N_MUNICIPALITIES 40
#define N_SOURCES 1000
#define N_DATASETS 5
#define N_TOWNS 50
#define N_CONSTELLATIONS 3000

const char *const synthetic_shape_names[N_SYNTHETIC_SHAPES] = { "uniform", "towns", "one-point", "world" };

/* Steele, Lea and Flood's SplitMix64: small, good enough, and ours to repeat. */
static guint64
draw (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ z >> 31;
}

static double
draw_unit (guint64 *state)
{
  return (double) (draw (state) >> 11) / 9007199254740992.0;
}

static guint
draw_below (guint64 *state, guint n)
{
  return draw (state) % n;
}

/* Few values are frequent, as in life: the square of a uniform number. */
static guint
draw_skewed (guint64 *state, guint n)
{
  double u = draw_unit (state);

  return (guint) (u * u * n);
}

static void
add_actors (IbarVocabulary *vocabulary, guint n_actors)
{
  for (int i = 0; i < (int) n_actors; i++)
    {
      IbarActor *actor = g_new0 (IbarActor, 1);

      actor->id = g_strdup_printf ("actor%d", i);
      actor->kind = i % 5 == 0 ? g_strdup ("") : g_strdup_printf ("kind%d", i % 7);
      actor->parent = i >= 20 && i % 3 == 0 ? i % 20 : i >= 100 && i % 7 == 0 ? i / 2 : -1;
      actor->names.form[IBAR_NAME_EN] = g_strdup_printf ("Actor %03d", (int) (i * 37 % n_actors));
      g_ptr_array_add (vocabulary->actors, actor);
    }
}

static void
add_places (IbarVocabulary *vocabulary)
{
  for (int i = 0; i < N_MUNICIPALITIES; i++)
    g_ptr_array_add (vocabulary->municipalities, g_strdup_printf ("Municipality %02d", i));
  for (int i = 0; i < N_PLACES; i++)
    {
      IbarPlace *place = g_new0 (IbarPlace, 1);

      place->id = g_strdup_printf ("place%d", i);
      place->names.form[IBAR_NAME_EN] = g_strdup_printf ("Place %03d", (i * 73) % N_PLACES);
      place->municipality = i % 9 == 0 ? -1 : i % N_MUNICIPALITIES;
      place->precision = i % 4;
      place->uncertainty_m = (i % 5) * 100.0;
      g_ptr_array_add (vocabulary->places, place);
    }
}

static IbarVocabulary *
make_vocabulary (guint n_actors)
{
  IbarVocabulary *vocabulary = ibar_vocabulary_new ();

  add_actors (vocabulary, n_actors);
  add_places (vocabulary);
  for (int i = 0; i < N_TYPES; i++)
    {
      IbarEventType *type = g_new0 (IbarEventType, 1);

      type->id = g_strdup_printf ("type%d", i);
      type->label = g_strdup_printf ("Type %02d", (i * 7) % N_TYPES);
      type->definition = g_strdup ("");
      type->family = i % IBAR_N_FAMILIES;
      g_ptr_array_add (vocabulary->types, type);
    }
  for (int i = 0; i < N_SOURCES; i++)
    {
      IbarSource *source = g_new0 (IbarSource, 1);

      source->id = g_strdup_printf ("source%d", i);
      source->publisher = g_strdup_printf ("Publisher %d", i % 90);
      g_ptr_array_add (vocabulary->sources, source);
    }
  for (int i = 0; i < N_DATASETS; i++)
    {
      IbarDataset *dataset = g_new0 (IbarDataset, 1);

      dataset->id = g_strdup_printf ("dataset%d", i);
      dataset->name = g_strdup_printf ("Data set %d", i);
      g_ptr_array_add (vocabulary->datasets, dataset);
    }
  return vocabulary;
}

static IbarPoint
draw_point (guint64 *state, SyntheticShape shape)
{
  guint64 town_state;
  guint kind;

  switch (shape)
    {
    case SYNTHETIC_UNIFORM:
      return (IbarPoint){ 14.0 + 12.0 * draw_unit (state), 38.0 + 9.0 * draw_unit (state) };
    case SYNTHETIC_TOWNS:
      {
        /* The sum of uniform numbers is near enough to a bell. */
        guint town = draw_skewed (state, N_TOWNS);
        double dx = draw_unit (state) + draw_unit (state) - 1.0, dy = draw_unit (state) + draw_unit (state) - 1.0;

        town_state = town * 7919 + 17;
        return (IbarPoint){ 14.0 + 12.0 * draw_unit (&town_state) + 0.05 * dx,
                            38.0 + 9.0 * draw_unit (&town_state) + 0.04 * dy };
      }
    case SYNTHETIC_ONE_POINT:
      return (IbarPoint){ 20.86576, 42.89633 };
    case SYNTHETIC_WORLD:
    case N_SYNTHETIC_SHAPES:
    default:
      kind = draw_below (state, 20);
      if (kind == 0)
        return (IbarPoint){ NAN, NAN };
      if (kind == 1)
        return (IbarPoint){ draw_below (state, 2) ? 180.0 : -180.0, 180.0 * draw_unit (state) - 90.0 };
      if (kind == 2)
        return (IbarPoint){ 360.0 * draw_unit (state) - 180.0, draw_below (state, 2) ? 90.0 : -89.5 };
      if (kind == 3)
        return (IbarPoint){ 179.0 + 2.0 * draw_unit (state) > 180.0 ? -179.5 : 179.5, 10.0 * draw_unit (state) };
      if (kind == 4)
        return (IbarPoint){ draw_below (state, 2) ? 200.0 : INFINITY, draw_below (state, 2) ? 91.5 : NAN };
      return (IbarPoint){ 360.0 * draw_unit (state) - 180.0, 180.0 * draw_unit (state) - 90.0 };
    }
}

static void
draw_dates (guint64 *state, SyntheticShape shape, IbarBuilderRow *row)
{
  IbarDay first = 10957; /* 2000-01-01 */
  guint kind = draw_below (state, 100);

  row->start = row->end = first + (IbarDay) draw_below (state, 25 * 365);
  row->date_precision = IBAR_DATE_DAY;
  if (kind < 10)
    {
      row->end = row->start + (IbarDay) draw_below (state, 30);
      row->date_precision = IBAR_DATE_RANGE;
    }
  else if (kind < 13)
    {
      row->end = row->start + 364;
      row->date_precision = IBAR_DATE_YEAR;
    }
  if (shape != SYNTHETIC_WORLD)
    return;
  if (kind == 20)
    {
      row->start = row->end = IBAR_DAY_NONE;
      row->date_precision = IBAR_DATE_UNKNOWN;
    }
  else if (kind == 21)
    row->end = row->start - 3;
  else if (kind == 22)
    row->start = IBAR_DAY_MIN - 5;
  else if (kind == 23)
    row->start = IBAR_DAY_MIN;
  else if (kind == 24)
    row->end = IBAR_DAY_MAX;
}

/* The same few against the same few, as in life; or anybody, for tests. */
static void
draw_actors (guint64 *state, SyntheticShape shape, guint n_actors, SyntheticEvent *event)
{
  guint64 constellation = draw_skewed (state, MAX (N_CONSTELLATIONS, 3 * n_actors));
  guint64 *from = shape == SYNTHETIC_WORLD ? state : &constellation;

  event->n_actors = shape == SYNTHETIC_WORLD ? draw_below (state, 8) : 1 + draw_below (from, 3);
  for (guint i = 0; i < event->n_actors; i++)
    event->actors[i] = draw_skewed (from, n_actors);
}

static void
draw_event (guint64 *state, SyntheticShape shape, guint n_actors, SyntheticEvent *event)
{
  IbarBuilderRow *row = &event->row;

  row->point = draw_point (state, shape);
  draw_dates (state, shape, row);
  row->confidence = draw_skewed (state, IBAR_N_CONFIDENCES);
  row->type = draw_skewed (state, N_TYPES);
  row->dataset = draw_skewed (state, N_DATASETS);
  row->place = draw_below (state, 10) == 0 ? -1 : (int) draw_skewed (state, N_PLACES);
  row->casualties = draw_below (state, 8) == 0 ? draw_skewed (state, 200) : 0;
  draw_actors (state, shape, n_actors, event);
  event->n_sources = draw_below (state, 20) == 0 ? 0 : 1 + (draw_below (state, 4) == 0);
  for (guint i = 0; i < event->n_sources; i++)
    event->sources[i] = draw_skewed (state, N_SOURCES);
}

/* Makes n events of a shape. keep_events: for an oracle; 150 bytes each. */
void
synthetic_init (Synthetic *self, guint n, SyntheticShape shape, guint64 seed, gboolean keep_events)
{
  synthetic_init_with_actors (self, n, N_ACTORS, shape, seed, keep_events);
}

/* The same with so many actors: of news there are a hundred thousand. */
void
synthetic_init_with_actors (Synthetic *self, guint n, guint n_actors, SyntheticShape shape, guint64 seed,
                            gboolean keep_events)
{
  IbarVocabulary *vocabulary = make_vocabulary (n_actors);
  IbarColumnsBuilder *builder = ibar_columns_builder_new (vocabulary, vocabulary, (GDestroyNotify) ibar_vocabulary_free, n);
  guint64 state = seed;

  self->events = keep_events ? g_array_new (FALSE, FALSE, sizeof (SyntheticEvent)) : NULL;
  for (guint i = 0; i < n; i++)
    {
      SyntheticEvent event = { .row.fid = i + 1 };

      draw_event (&state, shape, n_actors, &event);
      event.row.actor_set = ibar_columns_builder_actors (builder, event.actors, event.n_actors);
      event.row.source_set = ibar_columns_builder_sources (builder, event.sources, event.n_sources);
      ibar_columns_builder_add (builder, &event.row);
      if (keep_events)
        g_array_append_val (self->events, event);
    }
  self->columns = ibar_columns_builder_finish (builder);
}

void
synthetic_clear (Synthetic *self)
{
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_clear_pointer (&self->events, g_array_unref);
}

static void
change_facet (const Synthetic *self, IbarFilter *filter, IbarFacet facet, GRand *random)
{
  guint n = ibar_columns_get_n_values (self->columns, facet);
  guint value = (guint) (g_rand_double (random) * g_rand_double (random) * n);

  switch (g_rand_int_range (random, 0, 8))
    {
    case 0:
      ibar_filter_clear_facet (filter, facet);
      break;
    case 1:
      ibar_filter_set_all (filter, facet, g_rand_boolean (random));
      break;
    case 2:
      ibar_filter_set_term (filter, facet, "no such id", g_rand_int_range (random, -1, 2));
      break;
    case 3:
      ibar_filter_set_term (filter, facet, ibar_columns_get_value_id (self->columns, facet, value), -1);
      break;
    default:
      ibar_filter_set_term (filter, facet, ibar_columns_get_value_id (self->columns, facet, value),
                            g_rand_int_range (random, 0, 2));
    }
}

static void
change_area (IbarFilter *filter, GRand *random)
{
  IbarPoint ring[7];
  double longitude = g_rand_double_range (random, -180, 180), latitude = g_rand_double_range (random, -80, 80);
  guint n = g_rand_int_range (random, 3, 8);

  if (g_rand_boolean (random))
    {
      longitude = g_rand_double_range (random, 14, 26);
      latitude = g_rand_double_range (random, 38, 47);
    }
  for (guint i = 0; i < n; i++)
    {
      double north = latitude + g_rand_double_range (random, -15, 15);

      ring[i] = (IbarPoint){ longitude + g_rand_double_range (random, -20, 20), CLAMP (north, -90, 90) };
    }
  ibar_filter_set_area (filter, ring, g_rand_int_range (random, 0, 3) == 0 ? 0 : n);
}

static void
change_dates (IbarFilter *filter, GRand *random)
{
  IbarDay from = 10957 + g_rand_int_range (random, -100, 26 * 365);
  IbarDay to = from + g_rand_int_range (random, 0, 6000);

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      ibar_filter_set_dates (filter, IBAR_DAY_NONE, IBAR_DAY_NONE);
      break;
    case 1:
      ibar_filter_set_dates (filter, from, IBAR_DAY_NONE);
      break;
    case 2:
      ibar_filter_set_dates (filter, IBAR_DAY_NONE, to);
      break;
    case 3: /* a step of the brush */
      if (filter->from != IBAR_DAY_NONE && filter->to != IBAR_DAY_NONE)
        ibar_filter_set_dates (filter, filter->from + g_rand_int_range (random, -9, 10),
                               filter->to + g_rand_int_range (random, -9, 10));
      break;
    default:
      ibar_filter_set_dates (filter, from, to);
    }
}

/* One thing a user might do to a filter. */
void
synthetic_change_filter (const Synthetic *self, IbarFilter *filter, GRand *random)
{
  switch (g_rand_int_range (random, 0, 10))
    {
    case 0:
    case 1:
    case 2:
      change_dates (filter, random);
      break;
    case 3:
      change_area (filter, random);
      break;
    default:
      change_facet (self, filter, g_rand_int_range (random, 0, IBAR_N_FACETS), random);
    }
}

/* A filter of a few such changes. */
IbarFilter *
synthetic_filter (const Synthetic *self, GRand *random)
{
  IbarFilter *filter = ibar_filter_new ();

  for (int i = g_rand_int_range (random, 0, 6); i > 0; i--)
    synthetic_change_filter (self, filter, random);
  return filter;
}
