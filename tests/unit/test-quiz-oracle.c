/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Quizzes against an oracle: what the questions say is looked up in the region and the collection
 * again, by other means than the generator's, for ten thousand seeds. */

#include "config.h"

#include <string.h>

#include "ibar-position-words.h"
#include "ibar-test-quiz.h"

#ifdef __SANITIZE_ADDRESS__
#define N_SEEDS 500 /* the instrumented code is looked at, not the drawing of lots: 10,000 take minutes */
#else
#define N_SEEDS 10000
#endif
#define ALL_SETS ((1u << IBAR_N_QUIZ_SETS) - 1)
#define ALL_KINDS ((1u << IBAR_N_QUIZ_KINDS) - 1)

static IbarRegion *region;
static IbarQuizPool *pool;

static const IbarQuizCandidate *
get_choice (const IbarQuizQuestion *question, guint choice)
{
  g_assert_cmpint (question->choices[choice].candidate, >=, 0);
  return ibar_quiz_pool_get (pool, (guint) question->choices[choice].candidate);
}

/* ---- The oracle ---------------------------------------------------------------------------- */

/* Neighbours share a vertex at least twice, found by comparing all with all. */
static guint
count_shared_vertices (int a, int b)
{
  const IbarFeature *x = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) a);
  const IbarFeature *y = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) b);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < x->starts[x->n_parts]; i++)
    g_hash_table_add (seen, g_strdup_printf ("%.8f %.8f", x->points[2 * i], x->points[2 * i + 1]));
  for (guint i = 0; i < y->starts[y->n_parts]; i++)
    {
      g_autofree char *key = g_strdup_printf ("%.8f %.8f", y->points[2 * i], y->points[2 * i + 1]);

      n += g_hash_table_remove (seen, key);
    }
  return n;
}

static guint8 *shared_vertices; /* [n * n] at most 2 */

static gboolean
are_neighbours (int a, int b)
{
  guint n = ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA);

  if (shared_vertices == NULL)
    {
      shared_vertices = g_new0 (guint8, n * n);
      for (guint i = 0; i < n * n; i++)
        if (i / n != i % n)
          shared_vertices[i]
              = (guint8) MIN (2, count_shared_vertices ((int) (i / n), (int) (i % n)));
    }
  return shared_vertices[(guint) a * n + (guint) b] >= 2;
}

static void
check_choices (const IbarQuizQuestion *question)
{
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (pool, question->subject);

  for (guint i = 0; i < question->n_choices; i++)
    {
      g_assert_cmpstr (question->choices[i].text, !=, "");
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (question->choices[i].text, !=, question->choices[k].text);
      if (question->choices[i].candidate >= 0)
        g_assert_cmpint (get_choice (question, i)->set, ==, subject->set); /* same kind */
    }
  if (question->kind != IBAR_QUIZ_ORDER && question->kind != IBAR_QUIZ_TYPE)
    g_assert_cmpint (question->right, >=, 0);
  g_assert_cmpint (question->right, <, (int) question->n_choices);
}

static void
check_name (const IbarQuizQuestion *question)
{
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (pool, question->subject);

  g_assert_cmpuint (question->n_choices, ==, 4);
  g_assert_true (get_choice (question, (guint) question->right) == subject);
  for (guint i = 0; i < 4; i++)
    if ((int) i != question->right)
      {
        g_assert_false (ibar_names_share (&subject->names, &get_choice (question, i)->names));
        /* Plausible: in the same part of the world as the right one. */
        g_assert_cmpfloat (ibar_geodesic_distance (subject->point, get_choice (question, i)->point),
                           <, 120e3);
      }
}

static void
check_position (const IbarQuizQuestion *question)
{
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (pool, question->subject);

  g_assert_cmpuint (question->n_choices, >=, 2);
  g_assert_true (get_choice (question, (guint) question->right) == subject);
  for (guint i = 0; i < question->n_choices; i++)
    if ((int) i != question->right)
      g_assert_cmpfloat (ibar_geodesic_distance (subject->point, get_choice (question, i)->point),
                         >, subject->uncertainty_m + get_choice (question, i)->uncertainty_m);
  if (question->kind == IBAR_QUIZ_FIND && subject->features == NULL)
    g_assert_cmpfloat (subject->uncertainty_m, <=, 1000);
}

static void
check_north (const IbarQuizQuestion *question)
{
  const IbarQuizCandidate *north, *south;

  g_assert_cmpuint (question->n_choices, ==, 2);
  north = get_choice (question, (guint) question->right);
  south = get_choice (question, (guint) (1 - question->right));
  g_assert_true (north == ibar_quiz_pool_get (pool, question->subject)
                 || south == ibar_quiz_pool_get (pool, question->subject));
  g_assert_cmpfloat (north->point.latitude, >, south->point.latitude);
  if (north->features == NULL)
    g_assert_cmpfloat ((north->point.latitude - south->point.latitude) * 110000, >,
                       north->uncertainty_m + south->uncertainty_m);
  else
    g_assert_cmpfloat (
        ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) north->area)->max_y, <,
        ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) south->area)->min_y);
}

static void
check_neighbours (const IbarQuizQuestion *question)
{
  int area = ibar_quiz_pool_get (pool, question->subject)->area;

  g_assert_cmpuint (question->n_choices, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (are_neighbours (area, get_choice (question, i)->area), ==,
                     (int) i == question->right);
}

static void
check_order (const IbarQuizQuestion *question)
{
  g_assert_cmpuint (question->n_choices, ==, 4);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpint (get_choice (question, question->order[i - 1])->end, <,
                     get_choice (question, question->order[i])->start);
}

static void
check_when (const IbarQuizQuestion *question)
{
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (pool, question->subject);

  g_assert_cmpuint (question->n_choices, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      IbarDay first = question->choices[i].day;

      if ((int) i == question->right)
        g_assert_true (first <= subject->start && subject->start < first + 31);
      else /* a month and a half away from every day that is possible, and from each other */
        g_assert_true (first + 45 <= subject->start - 31 || first >= subject->end + 45);
      for (guint k = 0; k < i; k++)
        g_assert_cmpint (ABS (first - question->choices[k].day), >=, 45);
    }
}

static void
check_match (const IbarQuizQuestion *question)
{
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (pool, question->subject);

  g_assert_cmpuint (question->n_choices, ==, 4);
  g_assert_nonnull (strstr (question->prompt, subject->names.form[IBAR_NAME_SQ]));
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (strcmp (question->choices[i].text, subject->names.form[IBAR_NAME_SR_LATN])
                         == 0,
                     ==, (int) i == question->right);
}

static void
check_question (const IbarQuizQuestion *question)
{
  check_choices (question);
  g_assert_cmpstr (question->prompt, !=, "");
  g_assert_cmpstr (question->answer, !=, "");
  g_assert_cmpstr (question->explanation, !=, "");
  g_assert_nonnull (question->source);
  switch (question->kind)
    {
    case IBAR_QUIZ_FIND:
    case IBAR_QUIZ_WHERE:
      check_position (question);
      break;
    case IBAR_QUIZ_NAME:
      check_name (question);
      break;
    case IBAR_QUIZ_MATCH:
      check_match (question);
      break;
    case IBAR_QUIZ_WHEN:
      check_when (question);
      break;
    case IBAR_QUIZ_ORDER:
      check_order (question);
      break;
    case IBAR_QUIZ_NEIGHBOUR:
      check_neighbours (question);
      break;
    case IBAR_QUIZ_NORTH:
      check_north (question);
      break;
    case IBAR_QUIZ_TYPE:
    case IBAR_N_QUIZ_KINDS:
    default:
      g_assert_cmpuint (question->n_choices, ==, 0);
      break;
    }
}

static void
test_oracle (void)
{
  guint n_kinds[IBAR_N_QUIZ_KINDS] = { 0 };

  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      IbarQuizSettings settings = ibar_test_quiz_settings (ALL_SETS, ALL_KINDS, 9, seed);
      g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);
      g_autoptr (GHashTable) cards = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (ibar_quiz_get_n (quiz), ==, 9);
      for (guint i = 0; i < 9; i++)
        {
          const IbarQuizQuestion *question = ibar_quiz_get (quiz, i);

          check_question (question);
          n_kinds[question->kind]++;
          g_assert_true (g_hash_table_add (cards, question->card));
        }
    }
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    g_assert_cmpuint (n_kinds[kind], >, N_SEEDS / 2);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ibar_test_quiz_load (&region, &pool);
  g_test_add_func ("/quiz/oracle", test_oracle);
  status = g_test_run ();
  ibar_quiz_pool_unref (pool);
  ibar_region_unref (region);
  g_free (shared_vertices);
  return status;
}
