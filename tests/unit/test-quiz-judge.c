/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What answers are worth: typed names, clicks, orders and days, at the very edges of what counts. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-quiz.h"
#include "ibar-test-quiz.h"

static IbarRegion *region;
static IbarQuizPool *pool;

static guint
find_question (IbarQuiz *quiz, const char *id)
{
  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    if (strstr (ibar_quiz_pool_get (pool, ibar_quiz_get (quiz, i)->subject)->id, id) != NULL)
      return i;
  g_assert_not_reached ();
}

static gboolean
is_right_text (IbarQuiz *quiz, guint index, const char *text, const char *shown)
{
  g_auto (IbarQuizVerdict) verdict = { 0 };

  ibar_quiz_judge_text (quiz, index, text, &verdict);
  if (verdict.right)
    g_assert_cmpstr (verdict.shown, ==, shown);
  g_assert_cmpfloat (verdict.score, ==, verdict.right ? 1 : 0);
  return verdict.right;
}

static void
test_judge_text (void)
{
  IbarQuizSettings settings
      = ibar_test_quiz_settings (1u << IBAR_QUIZ_MUNICIPALITIES, 1u << IBAR_QUIZ_TYPE, 100, 1);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);
  guint index = find_question (quiz, ":zveçan");

  g_assert_true (is_right_text (quiz, index, "zvecan", "Zveçan"));
  g_assert_true (is_right_text (quiz, index, "  ZVEČAN ", "Zveçan"));
  g_assert_true (is_right_text (quiz, index, "Звечан", "Звечан"));
  g_assert_false (is_right_text (quiz, index, "Zvecani", NULL));
  g_assert_false (is_right_text (quiz, index, "", NULL));
  g_assert_false (is_right_text (quiz, index, "   ", NULL));
  g_assert_false (is_right_text (quiz, index, NULL, NULL));
  g_assert_false (is_right_text (quiz, index, "\xff\xfe", NULL));
  index = find_question (quiz, ":drenas"); /* "Drenas (Gllogoc)" */
  g_assert_true (is_right_text (quiz, index, "gllogoc", "Drenas (Gllogoc)"));
  g_assert_true (is_right_text (quiz, index, "drenas", "Drenas (Gllogoc)"));
  index = find_question (quiz, ":fushë_kosovë");
  g_assert_true (is_right_text (quiz, index, "kosovo-polje", "Kosovo Polje"));
}

/* Where a point lies d metres east of another. */
static IbarPoint
go_east (IbarPoint from, double distance)
{
  return (IbarPoint){ from.longitude + distance / (111320 * cos (from.latitude * G_PI / 180)),
                      from.latitude };
}

static void
test_judge_click (void)
{
  IbarQuizSettings settings
      = ibar_test_quiz_settings (1u << IBAR_QUIZ_SETTLEMENTS, 1u << IBAR_QUIZ_FIND, 1000, 1);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);

  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    {
      const IbarQuizCandidate *subject
          = ibar_quiz_pool_get (pool, ibar_quiz_get (quiz, i)->subject);
      IbarQuizVerdict verdict;

      /* Small ones too are hit by a click on them, even on a map of the whole region. */
      ibar_quiz_judge_click (quiz, i, subject->point, 3000, &verdict);
      g_assert_true (verdict.right);
      g_assert_cmpfloat (verdict.distance_m, <, 0.001);
      ibar_quiz_judge_click (quiz, i, go_east (subject->point, 90e3), 3000, &verdict);
      g_assert_false (verdict.right);
      g_assert_cmpint (verdict.chosen, !=, (int) ibar_quiz_get (quiz, i)->subject);
      g_assert_cmpfloat_with_epsilon (verdict.distance_m, 90e3, 1000);
      ibar_quiz_judge_click (quiz, i, (IbarPoint){ NAN, NAN }, 3000, &verdict);
      g_assert_false (verdict.right);
    }
}

static void
test_judge_where (void)
{
  IbarQuizSettings settings
      = ibar_test_quiz_settings (1u << IBAR_QUIZ_EVENTS, 1u << IBAR_QUIZ_WHERE, 1000, 1);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);

  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    {
      const IbarQuizQuestion *question = ibar_quiz_get (quiz, i);
      const IbarQuizCandidate *event = ibar_quiz_pool_get (pool, question->subject);
      IbarQuizVerdict verdict;
      double last = 1;

      g_assert_cmpfloat (question->tolerance_m, >=, event->uncertainty_m);
      ibar_quiz_judge_click (quiz, i, go_east (event->point, 0.98 * question->tolerance_m), 0,
                             &verdict);
      g_assert_true (verdict.right);
      g_assert_cmpfloat (verdict.score, ==, 1);
      for (double away = question->tolerance_m * 1.1; away < 100e3; away += 1000)
        {
          ibar_quiz_judge_click (quiz, i, go_east (event->point, away), 0, &verdict);
          g_assert_false (verdict.right);
          g_assert_cmpfloat (verdict.score, <=, last);
          last = verdict.score;
        }
      g_assert_cmpfloat (last, ==, 0);
    }
}

static void
test_judge_area (void)
{
  IbarQuizSettings settings
      = ibar_test_quiz_settings (1u << IBAR_QUIZ_MUNICIPALITIES, 1u << IBAR_QUIZ_FIND, 100, 1);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);
  guint n = 0;

  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (region, i);
      int area = ibar_region_find_admin_area (region, place->point);

      for (guint k = 0; area >= 0 && k < ibar_quiz_get_n (quiz); k += 7)
        {
          const IbarQuizCandidate *subject
              = ibar_quiz_pool_get (pool, ibar_quiz_get (quiz, k)->subject);
          IbarQuizVerdict verdict;

          ibar_quiz_judge_click (quiz, k, place->point, 0, &verdict);
          g_assert_cmpint (ibar_quiz_pool_get (pool, (guint) verdict.chosen)->area, ==, area);
          g_assert_cmpint (verdict.right, ==, subject->area == area);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 500);
}

static void
test_judge_order (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (1u << IBAR_QUIZ_EVENTS, 1u << IBAR_QUIZ_ORDER, 5, 1);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);
  const IbarQuizQuestion *question = ibar_quiz_get (quiz, 0);
  guint order[4];
  IbarQuizVerdict verdict;

  memcpy (order, question->order, sizeof order);
  ibar_quiz_judge_order (quiz, 0, order, &verdict);
  g_assert_true (verdict.right);
  order[0] = question->order[1];
  order[1] = question->order[0];
  ibar_quiz_judge_order (quiz, 0, order, &verdict);
  g_assert_false (verdict.right);
  g_assert_cmpfloat_with_epsilon (verdict.score, 5.0 / 6, 1e-9);
  for (guint i = 0; i < 4; i++)
    order[i] = question->order[3 - i];
  ibar_quiz_judge_order (quiz, 0, order, &verdict);
  g_assert_cmpfloat (verdict.score, ==, 0);
}

static void
test_judge_day (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (1u << IBAR_QUIZ_EVENTS, 1u << IBAR_QUIZ_WHEN, 20, 1);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);

  for (guint i = 0; i < ibar_quiz_get_n (quiz); i++)
    {
      const IbarQuizCandidate *event = ibar_quiz_pool_get (pool, ibar_quiz_get (quiz, i)->subject);
      IbarQuizVerdict verdict;

      ibar_quiz_judge_day (quiz, i, event->start, &verdict);
      g_assert_true (verdict.right);
      ibar_quiz_judge_day (quiz, i, event->end + 31, &verdict);
      g_assert_true (verdict.right);
      ibar_quiz_judge_day (quiz, i, event->end + 365, &verdict);
      g_assert_false (verdict.right);
      g_assert_cmpfloat (verdict.score, >, 0);
      ibar_quiz_judge_day (quiz, i, event->start - 20 * 365, &verdict);
      g_assert_cmpfloat (verdict.score, ==, 0);
      ibar_quiz_judge_day (quiz, i, IBAR_DAY_NONE, &verdict);
      g_assert_false (verdict.right);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ibar_test_quiz_load (&region, &pool);
  g_test_add_func ("/quiz-judge/text", test_judge_text);
  g_test_add_func ("/quiz-judge/click", test_judge_click);
  g_test_add_func ("/quiz-judge/where", test_judge_where);
  g_test_add_func ("/quiz-judge/area", test_judge_area);
  g_test_add_func ("/quiz-judge/order", test_judge_order);
  g_test_add_func ("/quiz-judge/day", test_judge_day);
  status = g_test_run ();
  ibar_quiz_pool_unref (pool);
  ibar_region_unref (region);
  return status;
}
