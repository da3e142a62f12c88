/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What part of the map a question is about. */

#define G_LOG_DOMAIN "ibar-quiz-extent"

#include "config.h"

#include "ibar-quiz-extent.h"

static void
add_candidate (IbarQuizPool *pool, const IbarQuizCandidate *candidate, IbarExtent *extent)
{
  IbarLayer layer
      = candidate->set == IBAR_QUIZ_RIVERS ? IBAR_LAYER_WATERWAY : IBAR_LAYER_ADMIN_AREA;

  /* An event far from the map's region (a meeting in another capital) would leave an empty sheet. */
  if (!ibar_extent_contains (ibar_region_get_extent (ibar_quiz_pool_get_region (pool)), candidate->point))
    return;
  ibar_extent_add (extent, candidate->point);
  for (guint i = 0; candidate->features != NULL && i < candidate->features->len; i++)
    {
      const IbarFeature *feature = ibar_region_get_feature (
          ibar_quiz_pool_get_region (pool), layer, g_array_index (candidate->features, guint, i));

      ibar_extent_add (extent, (IbarPoint){ ibar_mercator_longitude (feature->min_x),
                                            ibar_mercator_latitude (feature->max_y) });
      ibar_extent_add (extent, (IbarPoint){ ibar_mercator_longitude (feature->max_x),
                                            ibar_mercator_latitude (feature->min_y) });
    }
}

/**
 * ibar_quiz_extent_add:
 * @pool: what is asked about
 * @candidate: one of it, -1: none
 * @extent: grows [deg]
 *
 * Adds a candidate with all of its features; one that is not placed is left out.
 */
void
ibar_quiz_extent_add (IbarQuizPool *pool, int candidate, IbarExtent *extent)
{
  if (candidate >= 0 && ibar_point_is_placed (ibar_quiz_pool_get (pool, (guint) candidate)->point))
    add_candidate (pool, ibar_quiz_pool_get (pool, (guint) candidate), extent);
}

/**
 * ibar_quiz_extent_of_question:
 * @quiz: a quiz
 * @index: which of its questions
 * @extent: (out): [deg]
 *
 * Where the answer may be, which must not tell where it is: all that can be clicked, all places of
 * events; where the place is marked anyway, home and it.
 *
 * Cost: O(candidates of the pool).
 */
void
ibar_quiz_extent_of_question (IbarQuiz *quiz, guint index, IbarExtent *extent)
{
  const IbarQuizQuestion *question = ibar_quiz_get (quiz, index);
  IbarQuizPool *pool = ibar_quiz_get_pool (quiz);
  gboolean hidden = question->kind == IBAR_QUIZ_FIND || question->kind == IBAR_QUIZ_WHERE;

  ibar_extent_init_empty (extent);
  if (!hidden)
    *extent = *ibar_region_get_home (ibar_quiz_pool_get_region (pool));
  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    {
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, i);
      gboolean meant = question->kind == IBAR_QUIZ_WHERE
                           ? (candidate->kinds & 1u << IBAR_QUIZ_WHERE) != 0
                       : hidden ? ibar_quiz_is_clickable (quiz, index, i)
                                : i == question->subject;

      if (meant)
        ibar_quiz_extent_add (pool, (int) i, extent);
    }
}
