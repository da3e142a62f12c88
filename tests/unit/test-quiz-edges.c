/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The last case that still counts, and the first that does not: areas that almost touch, the last fair day, the
 * worth of a click halfway, spellings, months that are far enough apart. */

#include "config.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "ibar-paths.h"
#include "ibar-quiz-private.h"
#include "ibar-region-areas.h"
#include "ibar-test-collection.h"
#include "ibar-test-quiz.h"

static IbarRegion *region;
static IbarQuizPool *pool;

/* Areas that meet in a point, or almost, are neither the right answer nor a wrong one. */
static void
test_close_areas (void)
{
  g_autofree guint8 *relations = ibar_region_relate_areas (region);
  guint n = ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA);
  guint n_close = 0, n_asked = 0;

  for (guint i = 0; i < n * n; i++)
    n_close += relations[i] == IBAR_AREAS_CLOSE;
  g_assert_cmpuint (n_close, >, 0);
  for (guint seed = 0; seed < 40; seed++)
    {
      IbarQuizSettings settings
          = ibar_test_quiz_settings (1u << IBAR_QUIZ_MUNICIPALITIES, 1u << IBAR_QUIZ_NEIGHBOUR, 100, seed);
      g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);

      for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
        {
          const IbarQuizQuestion *question = ibar_quiz_get (quiz, i);
          guint area = (guint) ibar_quiz_pool_get (pool, question->subject)->area;

          for (guint k = 0; k < question->n_choices; k++, n_asked++)
            {
              guint other = (guint) ibar_quiz_pool_get (pool, (guint) question->choices[k].candidate)->area;

              g_assert_cmpint (relations[area * n + other], ==,
                               (int) k == question->right ? IBAR_AREAS_NEIGHBOURS : IBAR_AREAS_APART);
            }
        }
    }
  g_assert_cmpuint (n_asked, >, 1000);
}

/* A pool whose events lie so near each other that the least fairness, 31 days, holds. */
static IbarQuizPool *
make_short_pool (void)
{
  g_autofree char *path = ibar_test_get_bundled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  g_autoptr (GArray) events = NULL;
  IbarQuizPool *made;

  g_assert_no_error (error);
  events = ibar_quiz_events_of_filter (collection, "date:2022..2023", &error);
  g_assert_no_error (error);
  made = ibar_quiz_pool_new (region, collection, (const gint64 *) (gpointer) events->data, events->len, &error);
  g_assert_no_error (error);
  return made;
}

static gboolean
is_right_day (IbarQuiz *quiz, guint index, IbarDay day)
{
  IbarQuizVerdict verdict;

  ibar_quiz_judge_day (quiz, index, day, &verdict);
  g_assert_cmpint (verdict.right, ==, verdict.score >= 1);
  return verdict.right;
}

static void
test_last_fair_day (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (1u << IBAR_QUIZ_EVENTS, 1u << IBAR_QUIZ_WHEN, 10, 3);
  g_autoptr (IbarQuizPool) narrow = make_short_pool ();
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (narrow, &settings);

  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    {
      const IbarQuizCandidate *event = ibar_quiz_pool_get (narrow, ibar_quiz_get (quiz, i)->subject);

      g_assert_true (is_right_day (quiz, i, event->start - 31));
      g_assert_false (is_right_day (quiz, i, event->start - 32));
      g_assert_true (is_right_day (quiz, i, event->end + 31));
      g_assert_false (is_right_day (quiz, i, event->end + 32));
    }
}

/* Straight down from full to nothing over a fifth of the timeline. */
static void
test_worth_of_a_day (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (1u << IBAR_QUIZ_EVENTS, 1u << IBAR_QUIZ_WHEN, 10, 3);
  g_autoptr (IbarQuizPool) narrow = make_short_pool ();
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (narrow, &settings);
  const IbarQuizCandidate *event = ibar_quiz_pool_get (narrow, ibar_quiz_get (quiz, 0)->subject);
  IbarDay first, last;
  IbarQuizVerdict verdict;
  double near;

  g_assert_true (ibar_quiz_pool_get_days (narrow, &first, &last));
  near = 0.2 * (last - first);
  g_assert_cmpfloat (near, >, 62);
  ibar_quiz_judge_day (quiz, 0, event->end + 31 + 40, &verdict);
  g_assert_cmpfloat_with_epsilon (verdict.score, 1 - 40 / near, 1e-9);
}

/* The same for a click, over a fifth of the home extent's diagonal; the hand's reach is added to what is fair. */
static void
test_worth_of_a_click (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (1u << IBAR_QUIZ_EVENTS, 1u << IBAR_QUIZ_WHERE, 10, 3);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);
  const IbarQuizQuestion *question = ibar_quiz_get (quiz, 0);
  IbarPoint place = ibar_quiz_pool_get (pool, question->subject)->point;
  IbarPoint click = { place.longitude, place.latitude + 0.06 };
  const IbarExtent *home = ibar_region_get_home (region);
  double near = 0.2 * ibar_geodesic_distance ((IbarPoint){ home->west, home->south },
                                              (IbarPoint){ home->east, home->north });
  double away = ibar_geodesic_distance (place, click);
  IbarQuizVerdict verdict;

  ibar_quiz_judge_click (quiz, 0, click, 500, &verdict);
  g_assert_cmpfloat (away, >, question->tolerance_m + 500);
  g_assert_cmpfloat_with_epsilon (verdict.score, 1 - (away - question->tolerance_m - 500) / near, 1e-9);
  ibar_quiz_judge_click (quiz, 0, click, away - question->tolerance_m + 1, &verdict);
  g_assert_true (verdict.right);
  ibar_quiz_judge_click (quiz, 0, click, away - question->tolerance_m - 1, &verdict);
  g_assert_false (verdict.right);
}

/* Months to choose from are six weeks apart at least. */
static void
test_months (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      IbarQuizSettings settings = ibar_test_quiz_settings (1u << IBAR_QUIZ_EVENTS, 1u << IBAR_QUIZ_WHEN, 20, seed);
      g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);

      for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
        {
          const IbarQuizQuestion *question = ibar_quiz_get (quiz, i);

          for (guint a = 0; a < question->n_choices; a++)
            for (guint b = 0; b < a; b++)
              g_assert_cmpint (ABS (question->choices[a].day - question->choices[b].day), >=, 45);
        }
    }
}

/* What is farther north is so by more than can be doubted. */
static void
test_north (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      IbarQuizSettings settings
          = ibar_test_quiz_settings (1u << IBAR_QUIZ_SETTLEMENTS, 1u << IBAR_QUIZ_NORTH, 30, seed);
      g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);

      for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
        {
          const IbarQuizQuestion *question = ibar_quiz_get (quiz, i);
          const IbarQuizChoice *right = &question->choices[question->right];
          const IbarQuizChoice *wrong = &question->choices[1 - question->right];
          const IbarQuizCandidate *north = ibar_quiz_pool_get (pool, (guint) right->candidate);
          const IbarQuizCandidate *south = ibar_quiz_pool_get (pool, (guint) wrong->candidate);

          g_assert_cmpfloat ((north->point.latitude - south->point.latitude) * 111200, >,
                             north->uncertainty_m + south->uncertainty_m + 550);
        }
    }
}

/* A place is hit from a kilometre away on any map, however large its scale. */
static void
test_fair_metre (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (1u << IBAR_QUIZ_PEAKS, 1u << IBAR_QUIZ_FIND, 100, 1);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);

  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    {
      IbarPoint peak = ibar_quiz_pool_get (pool, ibar_quiz_get (quiz, i)->subject)->point;
      IbarQuizVerdict verdict;

      ibar_quiz_judge_click (quiz, i, (IbarPoint){ peak.longitude, peak.latitude + 0.0088 }, 10, &verdict);
      g_assert_cmpfloat (verdict.distance_m, <, 1000);
      g_assert_cmpint (verdict.chosen, >=, 0); /* this one, or one that is nearer still */
      ibar_quiz_judge_click (quiz, i, (IbarPoint){ peak.longitude, peak.latitude + 0.0092 }, 10, &verdict);
      g_assert_false (verdict.right);
    }
}

/* What keyboards write in an apostrophe's and a hyphen's stead. */
static void
test_apostrophes (void)
{
  static const char *const typed[] = { "Dell'Oro", "dell’oro", "DELL‘ORO", "dell oro", "Dell-Oro", "dell–oro" };
  static const gboolean alike[] = { TRUE, TRUE, TRUE, FALSE, FALSE, FALSE };
  IbarNames names = { .form = { [IBAR_NAME_SQ] = (char *) "Dell’Oro" } };
  g_auto (GStrv) spellings = ibar_quiz_dup_spellings (&names);

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *folded = ibar_quiz_fold_spelling (typed[i]);

      g_assert_cmpint (g_strv_contains ((const char *const *) spellings, folded), ==, alike[i]);
    }
}

/* The bundled region with something of a table changed. */
static IbarRegion *
make_region (const char *dir, const char *table, const char *change)
{
  g_autofree char *bundled = ibar_paths_get_data_file ("region.gpkg");
  g_autofree char *path = g_build_filename (dir, "region.gpkg", NULL);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  IbarRegion *made;
  sqlite3 *db;
  gsize length;

  for (int i = 1; i <= 4; i++) /* they ask for functions that only GDAL has */
    g_string_append_printf (sql, "DROP TRIGGER rtree_%s_geom_update%d;", table, i);
  g_string_append_printf (sql, "UPDATE %s SET %s", table, change);
  g_assert_true (g_file_get_contents (bundled, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql->str, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  made = ibar_region_load (path, NULL, &error);
  g_assert_no_error (error);
  return made;
}

/* How many peaks can be asked for on the map. */
static guint
count_peaks (double uncertainty)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_get_bundled ();
  g_autofree char *change = g_strdup_printf ("uncertainty_m = %.0f WHERE kind = 'peak'", uncertainty);
  g_autoptr (IbarRegion) changed = make_region (dir, "place", change);
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, NULL);
  g_autoptr (IbarQuizPool) made = ibar_quiz_pool_new (changed, collection, NULL, 0, NULL);
  guint n = 0;

  for (guint i = 0; i < ibar_quiz_pool_get_n (made); i++)
    n += ibar_quiz_pool_get (made, i)->set == IBAR_QUIZ_PEAKS
         && (ibar_quiz_pool_get (made, i)->kinds & 1u << IBAR_QUIZ_FIND) != 0;
  ibar_test_remove_dir (dir);
  return n;
}

static void
test_uncertain_metre (void)
{
  g_assert_cmpuint (count_peaks (1000), >, 4);
  g_assert_cmpuint (count_peaks (1001), ==, 0);
}

/* How far off the place of an event that is asked for may be, where its file says the precision alone [m]. */
static void
assert_reach (const char *precision, double reach)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autofree char *sql = g_strdup_printf ("UPDATE place SET uncertainty_m = NULL, precision = '%s'", precision);
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, NULL);
  const gint64 events[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  g_autoptr (IbarQuizPool) made = NULL;
  guint n = 0;

  ibar_test_exec (collection, sql);
  made = ibar_quiz_pool_new (region, collection, events, G_N_ELEMENTS (events), NULL);
  for (guint i = 0; i < ibar_quiz_pool_get_n (made); i++)
    {
      const IbarQuizCandidate *event = ibar_quiz_pool_get (made, i);

      if (event->set != IBAR_QUIZ_EVENTS || (event->kinds & 1u << IBAR_QUIZ_WHERE) == 0)
        continue;
      g_assert_cmpfloat (event->uncertainty_m, ==, reach);
      n++;
    }
  g_assert_cmpint (n > 0, ==, isfinite (reach));
  g_clear_pointer (&made, ibar_quiz_pool_unref);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

static void
test_precision_alone (void)
{
  assert_reach ("exact", 1000);
  assert_reach ("town", 2000);
  assert_reach ("municipality", 10000);
  assert_reach ("region", INFINITY);
}

/* Of rivers that have the name on the spot only, as where a region is made of OpenStreetMap, each is one. */
static void
test_local_rivers (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_get_bundled ();
  g_autoptr (IbarRegion) changed
      = make_region (dir, "waterway",
                     "name_sq = NULL, name_sr_latn = NULL, name_sr_cyrl = NULL, name_en = NULL, name_local = name");
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, NULL);
  g_autoptr (IbarQuizPool) made = ibar_quiz_pool_new (changed, collection, NULL, 0, NULL);
  guint before = 0, n = 0;

  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    before += ibar_quiz_pool_get (pool, i)->set == IBAR_QUIZ_RIVERS;
  for (guint i = 0; i < ibar_quiz_pool_get_n (made); i++)
    n += ibar_quiz_pool_get (made, i)->set == IBAR_QUIZ_RIVERS;
  g_assert_cmpuint (before, >, 1);
  g_assert_cmpuint (n, ==, before);
  ibar_test_remove_dir (dir);
}

/* "in Zubin Potok" is no plausible place of another town, and a list of places must not name them. */
static void
test_positions_name_nobody (void)
{
  for (guint seed = 0; seed < 20; seed++)
    {
      IbarQuizSettings settings
          = ibar_test_quiz_settings (1u << IBAR_QUIZ_SETTLEMENTS, 1u << IBAR_QUIZ_FIND, 30, seed);
      g_autoptr (IbarQuiz) quiz = NULL;

      settings.largest = 20;
      quiz = ibar_test_quiz_new (pool, &settings);
      for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
        for (guint k = 0; k < ibar_quiz_get (quiz, i)->n_choices; k++)
          {
            const IbarQuizChoice *choice = &ibar_quiz_get (quiz, i)->choices[k];
            const IbarNames *names = &ibar_quiz_pool_get (pool, (guint) choice->candidate)->names;
            g_autofree char *name = ibar_names_format (names, &settings.names);
            g_autofree char *in = g_strdup_printf ("in %s", name);
            g_autofree char *of = g_strdup_printf (" of %s", name);

            g_assert_false (g_str_has_prefix (choice->text, in));
            g_assert_null (strstr (choice->text, of));
          }
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ibar_test_quiz_load (&region, &pool);
  g_test_add_func ("/quiz-edges/close-areas", test_close_areas);
  g_test_add_func ("/quiz-edges/last-fair-day", test_last_fair_day);
  g_test_add_func ("/quiz-edges/worth-of-a-day", test_worth_of_a_day);
  g_test_add_func ("/quiz-edges/worth-of-a-click", test_worth_of_a_click);
  g_test_add_func ("/quiz-edges/months", test_months);
  g_test_add_func ("/quiz-edges/north", test_north);
  g_test_add_func ("/quiz-edges/fair-metre", test_fair_metre);
  g_test_add_func ("/quiz-edges/apostrophes", test_apostrophes);
  g_test_add_func ("/quiz-edges/uncertain-metre", test_uncertain_metre);
  g_test_add_func ("/quiz-edges/precision-alone", test_precision_alone);
  g_test_add_func ("/quiz-edges/local-rivers", test_local_rivers);
  g_test_add_func ("/quiz-edges/positions-name-nobody", test_positions_name_nobody);
  status = g_test_run ();
  ibar_quiz_pool_unref (pool);
  ibar_region_unref (region);
  return status;
}
