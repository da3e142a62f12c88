/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Times the quiz: what a start costs (everything that can be asked about, then ten questions), and
 * judging a click.
 *
 *   bench-quiz [--json] [--region FILE.gpkg]
 *
 * The candidates are those of the shipped region and of all bundled events, about a thousand. */

#include "config.h"

#include <locale.h>

#include "bench-report.h"
#include "ibar-collection.h"
#include "ibar-paths.h"
#include "ibar-quiz.h"

#define ROUNDS 50

static gboolean json;
static char *region_path;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL },
  { "region", 0, 0, G_OPTION_ARG_FILENAME, &region_path, "Another region than the shipped one",
    "FILE" },
  { NULL },
};

typedef struct
{
  IbarRegion *region;
  IbarCollection *collection;
  GArray *events; /* of gint64 */
  BenchReport report;
} Bench;

static IbarQuizPool *
make_pool (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  IbarQuizPool *pool = ibar_quiz_pool_new (bench->region, bench->collection,
                                           (const gint64 *) (gpointer) bench->events->data,
                                           bench->events->len, &error);

  if (pool == NULL)
    g_error ("%s", error->message);
  return pool;
}

static IbarQuiz *
make_quiz (IbarQuizPool *pool, guint kinds, guint64 seed)
{
  const IbarQuizSettings settings = { .sets = (1u << IBAR_N_QUIZ_SETS) - 1,
                                      .kinds = kinds,
                                      .n_questions = 10,
                                      .seed = seed,
                                      .names = IBAR_NAME_SETTING_DEFAULT };
  g_autoptr (GError) error = NULL;
  IbarQuiz *quiz = ibar_quiz_new (pool, &settings, &error);

  if (quiz == NULL)
    g_error ("%s", error->message);
  return quiz;
}

static void
time_start (Bench *bench)
{
  BenchTimes times;
  guint n = 0;

  bench_times_init (&times);
  for (guint round = 0; round < ROUNDS; round++)
    {
      double start = bench_now ();
      g_autoptr (IbarQuizPool) pool = make_pool (bench);
      g_autoptr (IbarQuiz) quiz = make_quiz (pool, (1u << IBAR_N_QUIZ_KINDS) - 1, round);

      bench_times_add (&times, bench_now () - start);
      n = ibar_quiz_pool_get_n (pool);
    }
  bench_report_times (&bench->report, "start", n, &times);
  bench_times_clear (&times);
}

static void
time_clicks (Bench *bench)
{
  g_autoptr (IbarQuizPool) pool = make_pool (bench);
  const IbarExtent *extent = ibar_region_get_extent (bench->region);
  BenchTimes times;

  bench_times_init (&times);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (IbarQuiz) quiz
          = make_quiz (pool, 1u << IBAR_QUIZ_FIND | 1u << IBAR_QUIZ_WHERE, round);

      for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
        {
          const IbarPoint point
              = { extent->west + (extent->east - extent->west) * (round + 0.5) / ROUNDS,
                  extent->south + (extent->north - extent->south) * (i + 0.5) / 10 };
          double start = bench_now ();
          g_auto (IbarQuizVerdict) verdict = { 0 };

          ibar_quiz_judge_click (quiz, i, point, 3000, &verdict);
          bench_times_add (&times, bench_now () - start);
        }
    }
  bench_report_times (&bench->report, "click", ibar_quiz_pool_get_n (pool), &times);
  bench_times_clear (&times);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- time the quiz");
  g_autofree char *path = NULL;
  g_autofree char *bundled = ibar_paths_get_bundled ();
  g_autoptr (GError) error = NULL;
  Bench bench = { NULL };

  setlocale (LC_CTYPE, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  path = region_path != NULL ? g_strdup (region_path) : ibar_paths_get_data_file ("region.gpkg");
  bench.region = ibar_region_load (path, NULL, &error);
  if (bench.region != NULL)
    bench.collection = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, &error);
  if (bench.collection != NULL)
    bench.events = ibar_quiz_events_of_filter (bench.collection, NULL, &error);
  if (bench.events == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  bench_report_init (&bench.report, json);
  time_start (&bench);
  time_clicks (&bench);
  bench_report_print (&bench.report);
  bench_report_clear (&bench.report);
  g_array_unref (bench.events);
  ibar_collection_unref (bench.collection);
  ibar_region_unref (bench.region);
  return 0;
}
