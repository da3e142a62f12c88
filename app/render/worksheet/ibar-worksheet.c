/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which places a worksheet asks for, and where their numbers stand.
 *
 * The questions are those of a quiz of the same seed, so the rules of what may be asked are the
 * quiz's own. Of more than are wanted, those are taken first whose numbers keep apart on the
 * smallest map that the sheet may have; where the set is dense (the bridges of one town), the
 * others stand apart and an arrow leads to the place. */

#define G_LOG_DOMAIN "ibar-worksheet"

#include "config.h"

#include "ibar-worksheet.h"

#include <math.h>
#include <string.h>

#include "ibar-error.h"

#define POOL 4             /* questions to choose from, for each that is wanted */
#define LEAST_WIDTH 430.0  /* [pt] of the map on the page, at least */
#define LEAST_HEIGHT 290.0 /* [pt] */
#define APART 24.0         /* [pt] between two numbers */
#define APART_LARGE 36.0   /* [pt] the same in large print */
#define MARGIN 0.08        /* of the extent, on each side */
#define MOST_EXTRA_WORDS 3
#define N_DIRECTIONS 16

/* The map as it is drawn at the least, for keeping numbers apart. */
typedef struct
{
  double scale; /* [pt per unit of Web Mercator] */
  double apart; /* [pt] */
} Paper;

static double
distance (const Paper *paper, IbarPoint a, IbarPoint b)
{
  return hypot (ibar_mercator_x (a.longitude) - ibar_mercator_x (b.longitude),
                ibar_mercator_y (a.latitude) - ibar_mercator_y (b.latitude))
         * paper->scale;
}

static IbarPoint
offset (const Paper *paper, IbarPoint from, double dx, double dy)
{
  return (IbarPoint){
    ibar_mercator_longitude (ibar_mercator_x (from.longitude) + dx / paper->scale),
    ibar_mercator_latitude (ibar_mercator_y (from.latitude) + dy / paper->scale),
  };
}

static void
widen (IbarExtent *extent)
{
  double w = MAX (extent->east - extent->west, 0.02);
  double h = MAX (extent->north - extent->south, 0.015);

  extent->west -= w * MARGIN;
  extent->east += w * MARGIN;
  extent->south -= h * MARGIN;
  extent->north += h * MARGIN;
}

static const IbarQuizCandidate *
get_candidate (const IbarWorksheet *self, const IbarQuizQuestion *question)
{
  return ibar_quiz_pool_get (ibar_quiz_get_pool (self->quiz), question->subject);
}

/* Two places of one name cannot be told apart by it. */
static gboolean
has_answer (const IbarWorksheet *self, const char *answer)
{
  for (guint i = 0; i < self->items->len; i++)
    if (strcmp (g_array_index (self->items, IbarWorksheetItem, i).answer, answer) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_free (const IbarWorksheet *self, const Paper *paper, IbarPoint sign, double apart)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const IbarWorksheetItem *item = &g_array_index (self->items, IbarWorksheetItem, i);

      if (distance (paper, item->sign, sign) < apart || distance (paper, item->point, sign) < apart)
        return FALSE;
    }
  return TRUE;
}

/* Beside a place whose neighbour's number stands on it: the nearest spot that is free. */
static IbarPoint
find_sign (const IbarWorksheet *self, const Paper *paper, IbarPoint point)
{
  for (double reach = 1.5; reach <= 5; reach += 0.5)
    for (int i = 0; i < N_DIRECTIONS; i++)
      {
        double angle = 2 * G_PI * i / N_DIRECTIONS;
        IbarPoint sign = offset (paper, point, cos (angle) * paper->apart * reach,
                                 sin (angle) * paper->apart * reach);

        if (is_free (self, paper, sign, paper->apart))
          return sign;
      }
  return offset (paper, point, paper->apart * 2, 0);
}

static void
add_item (IbarWorksheet *self, const Paper *paper, const IbarQuizQuestion *question)
{
  IbarPoint point = get_candidate (self, question)->point;
  IbarWorksheetItem item = { .candidate = question->subject,
                             .point = point,
                             .sign = point,
                             .apart = !is_free (self, paper, point, paper->apart),
                             .answer = question->label };

  if (item.apart)
    item.sign = find_sign (self, paper, point);
  item.number = self->items->len + 1;
  g_array_append_val (self->items, item);
}

/* First those that keep apart, in the quiz's order; then the others. */
static void
choose_items (IbarWorksheet *self, const Paper *paper, guint wanted)
{
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < ibar_quiz_get_n (self->quiz) && self->items->len < wanted; i++)
      {
        const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, i);
        const IbarQuizCandidate *candidate = get_candidate (self, question);

        if (has_answer (self, question->label)
            || (pass == 0 && !is_free (self, paper, candidate->point, paper->apart)))
          continue;
        add_item (self, paper, question);
      }
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  g_autofree char *x = g_utf8_collate_key (*(const char *const *) a, -1);
  g_autofree char *y = g_utf8_collate_key (*(const char *const *) b, -1);

  return strcmp (x, y);
}

/* Every answer, and a few names of what the map shows without a number. */
static void
fill_bank (IbarWorksheet *self)
{
  guint n_extra = 0;

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (self->bank,
                     g_strdup (g_array_index (self->items, IbarWorksheetItem, i).answer));
  for (guint i = 0; i < ibar_quiz_get_n (self->quiz) && n_extra < MOST_EXTRA_WORDS; i++)
    {
      const char *label = ibar_quiz_get (self->quiz, i)->label;

      if (g_ptr_array_find_with_equal_func (self->bank, label, g_str_equal, NULL))
        continue;
      g_ptr_array_add (self->bank, g_strdup (label));
      n_extra++;
    }
  g_ptr_array_sort (self->bank, compare_words);
}

static void
measure (IbarWorksheet *self, gboolean large_print, Paper *paper)
{
  double dx, dy;

  ibar_extent_init_empty (&self->extent);
  for (guint i = 0; i < ibar_quiz_get_n (self->quiz); i++)
    ibar_extent_add (&self->extent, get_candidate (self, ibar_quiz_get (self->quiz, i))->point);
  widen (&self->extent);
  dx = ibar_mercator_x (self->extent.east) - ibar_mercator_x (self->extent.west);
  dy = ibar_mercator_y (self->extent.south) - ibar_mercator_y (self->extent.north);
  paper->scale = MIN (LEAST_WIDTH / dx, LEAST_HEIGHT / dy);
  paper->apart = large_print ? APART_LARGE : APART;
}

/* The map holds the places asked for and their numbers. */
static void
fit_extent (IbarWorksheet *self)
{
  ibar_extent_init_empty (&self->extent);
  for (guint i = 0; i < self->items->len; i++)
    {
      const IbarWorksheetItem *item = &g_array_index (self->items, IbarWorksheetItem, i);

      ibar_extent_add (&self->extent, item->point);
      ibar_extent_add (&self->extent, item->sign);
    }
  widen (&self->extent);
}

/**
 * ibar_worksheet_new:
 * @pool: what can be asked
 * @settings: what shall be
 * @variant: from 0
 * @error: return location
 *
 * Chooses the places of one variant. The same settings give the same.
 *
 * Returns: (transfer full) (nullable): the worksheet, which may have fewer numbers than wanted;
 * NULL with @error set
 *
 * Errors: %IBAR_ERROR_DATA where the set has fewer than four candidates.
 *
 * Thread: any.
 */
IbarWorksheet *
ibar_worksheet_new (IbarQuizPool *pool,
                    const IbarWorksheetSettings *settings,
                    guint variant,
                    GError **error)
{
  const IbarQuizSettings quiz = { .sets = settings->sets & ~(1u << IBAR_QUIZ_EVENTS),
                                  .kinds = 1u << IBAR_QUIZ_FIND,
                                  .n_questions = settings->n_questions * POOL,
                                  .seed = settings->seed + variant,
                                  .names = settings->names,
                                  .largest = settings->largest,
                                  .home = settings->home };
  g_autoptr (IbarWorksheet) self = g_new0 (IbarWorksheet, 1);
  Paper paper;

  self->items = g_array_new (FALSE, TRUE, sizeof (IbarWorksheetItem));
  self->bank = g_ptr_array_new_with_free_func (g_free);
  self->quiz = ibar_quiz_new (pool, &quiz, error);
  if (self->quiz == NULL)
    return NULL;
  measure (self, settings->large_print, &paper);
  choose_items (self, &paper, settings->n_questions);
  fill_bank (self);
  fit_extent (self);
  return g_steal_pointer (&self);
}

/**
 * ibar_worksheet_free:
 * @self: (transfer full) (nullable): a worksheet
 */
void
ibar_worksheet_free (IbarWorksheet *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->bank, g_ptr_array_unref);
  g_clear_pointer (&self->quiz, ibar_quiz_unref);
  g_free (self);
}
