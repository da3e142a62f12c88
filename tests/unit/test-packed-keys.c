/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keys of a row in one word and in two: a vocabulary of a few values, and one of a million of each kind, of which
 * events have a few. Both against what was put in, and counts under random filters against a plain loop. */

#include "config.h"

#include "ibar-columns-private.h"
#include "ibar-test-random.h"

#define N_USED 40 /* values of each kind that events have */
#define N_ROWS 3000
#define FIRST_DAY 15000
#define N_DAYS 400

typedef struct
{
  int actors[3], sources[2], place, type;
  guint n_actors, n_sources;
  IbarDay day;
} Event;

typedef struct
{
  IbarVocabulary vocabulary;
  IbarActor  actors[N_USED + 1]; /* the last stands for all that no event has */
  IbarSource sources[N_USED + 1];
  IbarPlace  places[N_USED + 1];
  IbarEventType types[N_USED + 1];
  int        used[N_USED]; /* where those stand that events have */
  Event      events[N_ROWS];
  IbarColumns *columns;
} Fixture;

static GPtrArray *
spread (Fixture *fixture, guint n, gpointer first, gsize size)
{
  GPtrArray *array = g_ptr_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (array, (char *) first + N_USED * size);
  for (guint i = 0; i < N_USED; i++)
    array->pdata[fixture->used[i]] = (char *) first + i * size;
  return array;
}

static char *
make_id (guint i)
{
  return i < N_USED ? g_strdup_printf ("id%u", i) : g_strdup ("nobody's");
}

static void
make_vocabulary (Fixture *fixture, guint n)
{
  for (guint i = 0; i < N_USED; i++)
    fixture->used[i] = (int) ((guint64) (n - 1) * i / (N_USED - 1));
  for (guint i = 0; i <= N_USED; i++)
    {
      fixture->actors[i] = (IbarActor){ .id = make_id (i), .parent = -1 };
      fixture->sources[i] = (IbarSource){ .id = make_id (i) };
      fixture->places[i] = (IbarPlace){ .id = make_id (i), .municipality = -1 };
      fixture->types[i] = (IbarEventType){ .id = make_id (i), .label = fixture->actors[i].id };
    }
  fixture->vocabulary.actors = spread (fixture, n, fixture->actors, sizeof (IbarActor));
  fixture->vocabulary.sources = spread (fixture, n, fixture->sources, sizeof (IbarSource));
  fixture->vocabulary.places = spread (fixture, n, fixture->places, sizeof (IbarPlace));
  fixture->vocabulary.types = spread (fixture, n, fixture->types, sizeof (IbarEventType));
  fixture->vocabulary.municipalities = g_ptr_array_new ();
  fixture->vocabulary.datasets = g_ptr_array_new ();
}

static int
draw (Fixture *fixture, GRand *random)
{
  return fixture->used[g_rand_int_range (random, 0, N_USED)];
}

static void
draw_event (Fixture *fixture, GRand *random, Event *event)
{
  event->n_actors = g_rand_int_range (random, 0, 4);
  event->n_sources = g_rand_int_range (random, 0, 3);
  for (guint i = 0; i < event->n_actors; i++)
    event->actors[i] = draw (fixture, random);
  for (guint i = 0; i < event->n_sources; i++)
    event->sources[i] = draw (fixture, random);
  event->place = g_rand_int_range (random, 0, 5) == 0 ? -1 : draw (fixture, random);
  event->type = draw (fixture, random);
  event->day = FIRST_DAY + g_rand_int_range (random, 0, N_DAYS);
}

static void
make_columns (Fixture *fixture, GRand *random)
{
  IbarColumnsBuilder *builder = ibar_columns_builder_new (&fixture->vocabulary, NULL, NULL, N_ROWS);

  for (guint i = 0; i < N_ROWS; i++)
    {
      Event *event = &fixture->events[i];
      IbarBuilderRow row = { .fid = i + 1, .dataset = -1, .date_precision = IBAR_DATE_DAY };

      draw_event (fixture, random, event);
      row.point = (IbarPoint){ g_rand_double_range (random, 19, 22), g_rand_double_range (random, 42, 44) };
      row.start = row.end = event->day;
      row.confidence = (IbarConfidence) (i % IBAR_N_CONFIDENCES);
      row.type = event->type;
      row.place = event->place;
      row.actor_set = ibar_columns_builder_actors (builder, event->actors, event->n_actors);
      row.source_set = ibar_columns_builder_sources (builder, event->sources, event->n_sources);
      ibar_columns_builder_add (builder, &row);
    }
  fixture->columns = ibar_columns_builder_finish (builder);
}

static gboolean
holds (const int *values, guint n, int value)
{
  for (guint i = 0; i < n; i++)
    if (values[i] == value)
      return TRUE;
  return FALSE;
}

static gboolean
has (const Event *event, IbarFacet facet, int value)
{
  return facet == IBAR_FACET_ACTOR    ? holds (event->actors, event->n_actors, value)
         : facet == IBAR_FACET_SOURCE ? holds (event->sources, event->n_sources, value)
         : facet == IBAR_FACET_PLACE  ? event->place == value
                                      : event->type == value;
}

static const IbarFacet facets[] = { IBAR_FACET_ACTOR, IBAR_FACET_SOURCE, IBAR_FACET_PLACE, IBAR_FACET_TYPE };

static void
check_rows (Fixture *fixture)
{
  for (guint32 at = 0; at < N_ROWS; at++)
    {
      guint32 row = ibar_columns_find_fid (fixture->columns, at + 1);
      const Event *event = &fixture->events[at];

      for (guint f = 0; f < G_N_ELEMENTS (facets); f++)
        {
          guint32 buffer;
          guint n, n_expected = 0;
          const guint32 *values = ibar_columns_get_values (fixture->columns, facets[f], row, &buffer, &n);

          for (guint i = 0; i < n; i++)
            g_assert_true (has (event, facets[f], (int) values[i]));
          for (guint i = 0; i < N_USED; i++)
            n_expected += has (event, facets[f], fixture->used[i]);
          g_assert_cmpuint (n, ==, n_expected);
        }
    }
}

/* Whether an event passes all dimensions of a filter but one; wanted: value or -1, of each of the facets. */
static gboolean
passes (const Event *event, const int *wanted, IbarDay from, IbarDay to, guint but)
{
  for (guint f = 0; f < G_N_ELEMENTS (facets); f++)
    if (f != but && wanted[f] >= 0 && !has (event, facets[f], wanted[f]))
      return FALSE;
  return event->day >= from && event->day <= to;
}

static void
check_counts (Fixture *fixture, IbarResult *result, const int *wanted, IbarDay from, IbarDay to)
{
  for (guint f = 0; f < G_N_ELEMENTS (facets); f++)
    for (guint i = 0; i < N_USED; i++)
      {
        guint n_values, expected = 0;
        const guint32 *counts = ibar_result_get_facet_counts (result, facets[f], &n_values);

        for (guint at = 0; at < N_ROWS; at++)
          expected += has (&fixture->events[at], facets[f], fixture->used[i])
                      && passes (&fixture->events[at], wanted, from, to, f);
        g_assert_cmpuint (counts[fixture->used[i]], ==, expected);
      }
}

static void
check_filters (Fixture *fixture, GRand *random)
{
  IbarEngine *engine = ibar_engine_new (NULL, fixture->columns);
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  int wanted[G_N_ELEMENTS (facets)] = { -1, -1, -1, -1 };
  IbarDay from = FIRST_DAY, to = FIRST_DAY + N_DAYS;

  for (int round = 0; round < 60; round++)
    {
      g_autoptr (IbarResult) result = NULL;
      guint f = g_rand_int_range (random, 0, G_N_ELEMENTS (facets) + 1), used = g_rand_int_range (random, 0, N_USED);

      if (f < G_N_ELEMENTS (facets))
        {
          ibar_filter_clear_facet (filter, facets[f]);
          wanted[f] = g_rand_boolean (random) ? fixture->used[used] : -1;
          if (wanted[f] >= 0)
            ibar_filter_set_term (filter, facets[f], fixture->actors[used].id, +1);
        }
      else
        {
          from = FIRST_DAY + g_rand_int_range (random, 0, 20);
          to = from + g_rand_int_range (random, N_DAYS / 2, N_DAYS);
          ibar_filter_set_dates (filter, from, to);
        }
      result = ibar_engine_run (engine, filter, NULL, NULL);
      check_counts (fixture, result, wanted, from, to);
    }
  ibar_engine_free (engine);
}

static void
clear (Fixture *fixture)
{
  ibar_columns_unref (fixture->columns);
  fixture->vocabulary.free_names (fixture->vocabulary.names);
  g_ptr_array_unref (fixture->vocabulary.actors);
  g_ptr_array_unref (fixture->vocabulary.sources);
  g_ptr_array_unref (fixture->vocabulary.places);
  g_ptr_array_unref (fixture->vocabulary.types);
  g_ptr_array_unref (fixture->vocabulary.municipalities);
  g_ptr_array_unref (fixture->vocabulary.datasets);
  for (guint i = 0; i <= N_USED; i++)
    {
      g_free (fixture->actors[i].id);
      g_free (fixture->sources[i].id);
      g_free (fixture->places[i].id);
      g_free (fixture->types[i].id);
    }
  g_free (fixture);
}

static void
run (guint n_values, guint n_words)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GRand) random = ibar_test_rand_new ();

  make_vocabulary (fixture, n_values);
  make_columns (fixture, random);
  g_assert_cmpuint (fixture->columns->keys.n_words, ==, n_words);
  check_rows (fixture);
  check_filters (fixture, random);
  clear (fixture);
}

static void
test_one_word (void)
{
  run (N_USED, 1);
}

static void
test_two_words (void)
{
  run (1 << 20, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packed-keys/one-word", test_one_word);
  g_test_add_func ("/packed-keys/two-words", test_two_words);
  return g_test_run ();
}
