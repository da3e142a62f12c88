/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which wrong answers stand beside the right one: of the same set, near, of the same kind where
 * there are such, and never true. What is true is the caller's to say; here it is only chosen.
 *
 * The nearest NEAREST that are acceptable are taken, and of them some at random: always the very
 * nearest ones would give each question the same four choices every time. */

#define G_LOG_DOMAIN "ibar-quiz-choices"

#include "config.h"

#include <math.h>

#include "ibar-quiz-private.h"
#include "ibar-random.h"

#define NEAREST 9
#define OTHER_KIND 2.0 /* as if it were so much farther away */

typedef struct
{
  guint candidate;
  gint64 away; /* [m]; whole metres: no platform's last bit decides an order */
} Near;

/* Good enough for an order, and ten times as quick as a geodesic: a plane at the subject's
 * latitude. */
static gint64
measure (const IbarQuizCandidate *a, const IbarQuizCandidate *b)
{
  double east = (b->point.longitude - a->point.longitude) * cos (a->point.latitude * G_PI / 180);
  double away = 111200 * hypot (east, b->point.latitude - a->point.latitude);

  if (!(away < 4e7))
    return G_MAXINT64;
  return llround (g_strcmp0 (a->kind, b->kind) == 0 ? away : away * OTHER_KIND);
}

/* Keeps the nearest in order; ties go to the lower number. */
static guint
keep (Near *nearest, guint n, Near near)
{
  guint i;

  if (n == NEAREST && near.away >= nearest[n - 1].away)
    return n;
  for (i = n < NEAREST ? n++ : n - 1; i > 0 && nearest[i - 1].away > near.away; i--)
    nearest[i] = nearest[i - 1];
  nearest[i] = near;
  return n;
}

/**
 * ibar_quiz_choose_near:
 * @pool: a pool
 * @subject: what the question is about
 * @accept: whether a candidate of the same set is certainly wrong
 * @data: for @accept
 * @random: (inout): state of the random numbers
 * @n: how many are wanted
 * @chosen: (out caller-allocates) (array length=n): candidates, no two of which share a name
 *
 * Returns: how many were found, at most @n
 *
 * **Cost:** O(candidates).
 */
guint
ibar_quiz_choose_near (IbarQuizPool *pool,
                       guint subject,
                       gboolean (*accept) (IbarQuizPool *, guint, guint, gpointer),
                       gpointer data,
                       guint64 *random,
                       guint n,
                       guint *chosen)
{
  const IbarQuizCandidate *about = ibar_quiz_pool_get (pool, subject);
  Near nearest[NEAREST];
  guint order[NEAREST];
  guint n_near = 0, n_chosen = 0;

  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    {
      const IbarQuizCandidate *other = ibar_quiz_pool_get (pool, i);
      Near near = { i, 0 };

      if (i == subject || other->set != about->set)
        continue;
      near.away = measure (about, other);
      if ((n_near < NEAREST || near.away < nearest[NEAREST - 1].away)
          && accept (pool, subject, i, data))
        n_near = keep (nearest, n_near, near);
    }
  for (guint i = 0; i < n_near; i++)
    order[i] = i;
  ibar_random_shuffle (random, order, n_near);
  for (guint i = 0; i < n_near && n_chosen < n; i++)
    {
      guint candidate = nearest[order[i]].candidate;
      gboolean alike = FALSE;

      for (guint k = 0; k < n_chosen; k++)
        alike = alike || ibar_quiz_pool_share_name (pool, candidate, chosen[k]);
      if (!alike)
        chosen[n_chosen++] = candidate;
    }
  return n_chosen;
}
