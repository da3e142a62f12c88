/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer is worth.
 *
 * A click on a place means the nearest place that is shown, if one is within reach: a finger's or a
 * mouse's width on the ground. Where nothing is shown, at events, it is scored by how far it is
 * from the place, and the place's own uncertainty counts for the player. Areas and rivers are as
 * large as they are, and the reach is added to them, so that small ones can be hit. */

#define G_LOG_DOMAIN "ibar-quiz-judge"

#include "config.h"

#include <math.h>

#include "ibar-quiz-private.h"
#include "ibar-region-areas.h"

#define NEAR_SHARE 0.2 /* of the home extent's diagonal: a click farther off scores nothing */
#define NEAR_DAYS 0.2  /* of the timeline */
#define FAIR_DAYS 0.02 /* of the timeline: so exact a slider is */
#define LEAST_FAIR_DAYS 31

static void
start_verdict (IbarQuizVerdict *verdict)
{
  *verdict = (IbarQuizVerdict){ .distance_m = NAN, .chosen = -1 };
}

static void
set_right (IbarQuizVerdict *verdict, gboolean right)
{
  verdict->right = right;
  verdict->score = right ? 1 : 0;
}

/**
 * ibar_quiz_verdict_clear:
 * @verdict: what to empty
 */
void
ibar_quiz_verdict_clear (IbarQuizVerdict *verdict)
{
  g_clear_pointer (&verdict->shown, g_free);
}

/**
 * ibar_quiz_judge_choice:
 * @self: a quiz
 * @index: a question's number
 * @choice: which of its choices was taken
 * @verdict: (out caller-allocates): what it is worth
 */
void
ibar_quiz_judge_choice (IbarQuiz *self, guint index, guint choice, IbarQuizVerdict *verdict)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self, index);

  g_return_if_fail (choice < question->n_choices);

  start_verdict (verdict);
  verdict->chosen = question->choices[choice].candidate;
  set_right (verdict, (int) choice == question->right);
}

/* The form a typed name stands for, as it is written. */
static char *
dup_proper (const IbarNames *names, const char *folded)
{
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    {
      IbarNames one = { .form = { names->form[i] } };
      g_auto (GStrv) spellings = ibar_quiz_dup_spellings (&one);

      if (g_strv_contains ((const char *const *) spellings, folded))
        return g_strdup (names->form[i]);
    }
  return NULL;
}

/**
 * ibar_quiz_judge_text:
 * @self: a quiz
 * @index: a question's number
 * @text: (nullable): a name as it was typed
 * @verdict: (out caller-allocates): what it is worth; if right, `shown` is the name as it is
 * written
 *
 * Any of the place's names counts, without regard to case, diacritics and hyphens. Free with
 * ibar_quiz_verdict_clear().
 */
void
ibar_quiz_judge_text (IbarQuiz *self, guint index, const char *text, IbarQuizVerdict *verdict)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self, index);
  char **spellings = g_ptr_array_index (self->pool->spellings, question->subject);
  g_autofree char *folded = ibar_quiz_fold_spelling (text);

  start_verdict (verdict);
  set_right (verdict,
             folded[0] != '\0' && g_strv_contains ((const char *const *) spellings, folded));
  if (!verdict->right)
    return;
  verdict->chosen = (int) question->subject;
  verdict->shown = dup_proper (&ibar_quiz_pool_get (self->pool, question->subject)->names, folded);
}

/* How far a click is from a candidate [m]; 0 inside of an area. */
static double
measure_click (IbarQuizPool *pool, const IbarQuizCandidate *candidate, IbarPoint point)
{
  IbarLayer layer
      = candidate->set == IBAR_QUIZ_RIVERS ? IBAR_LAYER_WATERWAY : IBAR_LAYER_ADMIN_AREA;
  double least = INFINITY;

  if (candidate->features == NULL)
    return ibar_geodesic_distance (candidate->point, point);
  for (guint i = 0; i < candidate->features->len; i++)
    {
      const IbarFeature *feature = ibar_region_get_feature (
          pool->region, layer, g_array_index (candidate->features, guint, i));

      if (layer == IBAR_LAYER_ADMIN_AREA && ibar_feature_contains (feature, point))
        return 0;
      least = MIN (least, ibar_feature_get_edge_distance (feature, point, NULL));
    }
  return least;
}

/* The candidate a click means: the nearest one shown. */
static int
find_meant (IbarQuiz *self, guint index, IbarPoint point, double *distance)
{
  int meant = -1;

  *distance = INFINITY;
  for (guint i = 0; i < ibar_quiz_pool_get_n (self->pool); i++)
    {
      double away;

      if (!ibar_quiz_is_clickable (self, index, i))
        continue;
      away = measure_click (self->pool, ibar_quiz_pool_get (self->pool, i), point);
      if (away < *distance)
        {
          *distance = away;
          meant = (int) i;
        }
    }
  return meant;
}

static double
get_near (IbarQuiz *self)
{
  const IbarExtent *home = ibar_region_get_home (self->pool->region);
  double diagonal = ibar_geodesic_distance ((IbarPoint){ home->west, home->south },
                                            (IbarPoint){ home->east, home->north });

  return NEAR_SHARE * diagonal;
}

/* Full within what is fair, and from there straight down to nothing. */
static double
grade (double away, double fair, double near)
{
  if (away <= fair)
    return 1;
  return MAX (0, 1 - (away - fair) / MAX (near, fair));
}

/**
 * ibar_quiz_judge_click:
 * @self: a quiz
 * @index: a question's number
 * @point: where on the ground [deg]
 * @reach_m: how far off a click may be for the hand's sake [m]: some pixels at the map's scale
 * @verdict: (out caller-allocates): what it is worth; `chosen` is the place that was hit, -1 where
 * there was none within reach, `distance_m` how far it was from the right one
 *
 * **Cost:** O(candidates shown and their vertices): within a frame.
 */
void
ibar_quiz_judge_click (IbarQuiz *self,
                       guint index,
                       IbarPoint point,
                       double reach_m,
                       IbarQuizVerdict *verdict)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self, index);
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (self->pool, question->subject);
  double away, fair;
  int meant;

  start_verdict (verdict);
  if (!ibar_point_is_placed (point))
    return;
  verdict->distance_m = measure_click (self->pool, subject, point);
  if (question->kind == IBAR_QUIZ_WHERE)
    {
      fair = question->tolerance_m + reach_m;
      verdict->score = grade (verdict->distance_m, fair, get_near (self));
      verdict->right = verdict->distance_m <= fair;
      return;
    }
  meant = find_meant (self, index, point, &away);
  if (away <= MAX (reach_m, IBAR_QUIZ_FAIR_M))
    verdict->chosen = meant;
  set_right (verdict, verdict->chosen == (int) question->subject);
}

/**
 * ibar_quiz_judge_order:
 * @self: a quiz
 * @index: a question's number
 * @order: (array): its choices, earliest first
 * @verdict: (out caller-allocates): what it is worth: the share of pairs that are in order
 */
void
ibar_quiz_judge_order (IbarQuiz *self, guint index, const guint *order, IbarQuizVerdict *verdict)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self, index);
  guint place[IBAR_QUIZ_MOST_CHOICES];
  guint n = question->n_choices, n_pairs = 0, n_right = 0;

  start_verdict (verdict);
  for (guint i = 0; i < n; i++)
    place[question->order[i]] = i;
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        g_return_if_fail (order[i] < n && order[j] < n);
        n_pairs++;
        n_right += place[order[i]] < place[order[j]];
      }
  verdict->right = n_right == n_pairs;
  verdict->score = n_pairs > 0 ? (double) n_right / n_pairs : 1;
}

/**
 * ibar_quiz_judge_day:
 * @self: a quiz
 * @index: a question's number
 * @day: where on the timeline the event was put
 * @verdict: (out caller-allocates): what it is worth; all days that are possible count, and a
 * little beside
 */
void
ibar_quiz_judge_day (IbarQuiz *self, guint index, IbarDay day, IbarQuizVerdict *verdict)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self, index);
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (self->pool, question->subject);
  double away, fair, span;
  IbarDay first, last;

  start_verdict (verdict);
  if (day == IBAR_DAY_NONE || !ibar_quiz_pool_get_days (self->pool, &first, &last))
    return;
  span = last - first;
  fair = MAX (LEAST_FAIR_DAYS, FAIR_DAYS * span);
  away = day < subject->start ? subject->start - day : day > subject->end ? day - subject->end : 0;
  verdict->right = away <= fair;
  verdict->score = grade (away, fair, NEAR_DAYS * span);
}
