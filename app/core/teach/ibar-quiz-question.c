/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes one question of each kind: the right answer from the data, and wrong ones that are
 * certainly wrong. A candidate for which there are too few of these is not asked about in that way.
 */

#define G_LOG_DOMAIN "ibar-quiz-question"

#include "config.h"

#include <string.h>

#include "ibar-quiz-private.h"
#include "ibar-sentence.h"
#include "ibar-random.h"
#include "ibar-region-areas.h"

#define APART_M 2000.0 /* [m] positions in words nearer than this may mean the same */
#define NORTH_M 0.005  /* [deg] of latitude, 550 m: less is no fair question */
#define DAYS_APART 45  /* [days] months that are offered lie at least so far apart */

/* What an answer must not be, for the ways of choosing wrong ones. */
typedef struct
{
  IbarNameForm given, asked;
} MatchForms;

static gboolean
is_other_name (IbarQuizPool *pool, guint subject, guint other, gpointer data)
{
  return (ibar_quiz_pool_get (pool, other)->kinds & IBAR_QUIZ_BIT (IBAR_QUIZ_NAME)) != 0
         && !ibar_quiz_pool_share_name (pool, subject, other);
}

static gboolean
is_other_match (IbarQuizPool *pool, guint subject, guint other, gpointer data)
{
  const MatchForms *forms = data;
  const char *name = ibar_quiz_pool_get (pool, other)->names.form[forms->asked];

  return name != NULL && name[0] != '\0' && !ibar_quiz_pool_share_name (pool, subject, other);
}

static gboolean
is_elsewhere (IbarQuizPool *pool, guint subject, guint other, gpointer data)
{
  const IbarQuizCandidate *a = ibar_quiz_pool_get (pool, subject),
                          *b = ibar_quiz_pool_get (pool, other);
  IbarQuizKind kind = a->set == IBAR_QUIZ_EVENTS ? IBAR_QUIZ_WHERE : IBAR_QUIZ_FIND;

  return (b->kinds & IBAR_QUIZ_BIT (kind)) != 0
         && ibar_geodesic_distance (a->point, b->point)
                > APART_M + a->uncertainty_m + b->uncertainty_m;
}

static gboolean
is_no_neighbour (IbarQuizPool *pool, guint subject, guint other, gpointer data)
{
  guint a = (guint) ibar_quiz_pool_get (pool, subject)->area;
  guint b = (guint) ibar_quiz_pool_get (pool, other)->area;

  return pool->relations[a * pool->n_areas + b] == IBAR_AREAS_APART
         && !ibar_quiz_pool_share_name (pool, subject, other);
}

static gboolean
is_north_or_south (IbarQuizPool *pool, guint subject, guint other, gpointer data)
{
  const IbarQuizCandidate *a = ibar_quiz_pool_get (pool, subject),
                          *b = ibar_quiz_pool_get (pool, other);

  return (b->kinds & IBAR_QUIZ_BIT (IBAR_QUIZ_NORTH)) != 0
         && (a->south > b->north + NORTH_M || b->south > a->north + NORTH_M)
         && !ibar_quiz_pool_share_name (pool, subject, other);
}

static void
add_choice (IbarQuizQuestion *question, char *text, int candidate, IbarDay day)
{
  question->choices[question->n_choices++] = (IbarQuizChoice){ text, candidate, day };
}

/* Mixes the choices; the first one was the right one. */
static void
shuffle_choices (IbarQuizQuestion *question, guint64 *random)
{
  IbarQuizChoice kept[IBAR_QUIZ_MOST_CHOICES];
  guint order[IBAR_QUIZ_MOST_CHOICES];

  memcpy (kept, question->choices, sizeof kept);
  for (guint i = 0; i < question->n_choices; i++)
    order[i] = i;
  ibar_random_shuffle (random, order, question->n_choices);
  for (guint i = 0; i < question->n_choices; i++)
    {
      question->choices[i] = kept[order[i]];
      if (order[i] == 0)
        question->right = (int) i;
    }
}

static gboolean
has_text (const IbarQuizQuestion *question, const char *text)
{
  for (guint i = 0; i < question->n_choices; i++)
    if (strcmp (question->choices[i].text, text) == 0)
      return TRUE;
  return FALSE;
}

/* ---- Names --------------------------------------------------------------------------------- */

static gboolean
offer_names (IbarQuizPool *pool,
             const IbarQuizSettings *settings,
             guint64 *random,
             IbarQuizQuestion *question)
{
  guint wrong[3];
  guint n = ibar_quiz_choose_near (pool, question->subject, is_other_name, NULL, random, 3, wrong);

  if (n < 3)
    return FALSE;
  add_choice (question,
              ibar_names_format (&ibar_quiz_pool_get (pool, question->subject)->names,
                                 &settings->names),
              (int) question->subject, IBAR_DAY_NONE);
  for (guint i = 0; i < n; i++)
    add_choice (question,
                ibar_names_format (&ibar_quiz_pool_get (pool, wrong[i])->names, &settings->names),
                (int) wrong[i], IBAR_DAY_NONE);
  shuffle_choices (question, random);
  question->answer = g_strdup (question->label);
  return TRUE;
}

static gboolean
offer_match (IbarQuizPool *pool,
             const IbarQuizSettings *settings,
             guint64 *random,
             IbarQuizQuestion *question)
{
  const IbarNames *names = &ibar_quiz_pool_get (pool, question->subject)->names;
  MatchForms forms;
  guint wrong[3];
  guint n;

  ibar_quiz_get_match_forms (&settings->names, &forms.given, &forms.asked);
  if (names->form[forms.given] == NULL || names->form[forms.asked] == NULL
      || names->form[forms.given][0] == '\0' || names->form[forms.asked][0] == '\0'
      || strcmp (names->form[forms.given], names->form[forms.asked]) == 0)
    return FALSE;
  n = ibar_quiz_choose_near (pool, question->subject, is_other_match, &forms, random, 3, wrong);
  if (n < 3)
    return FALSE;
  add_choice (question, g_strdup (names->form[forms.asked]), (int) question->subject,
              IBAR_DAY_NONE);
  for (guint i = 0; i < n; i++)
    add_choice (question, g_strdup (ibar_quiz_pool_get (pool, wrong[i])->names.form[forms.asked]),
                (int) wrong[i], IBAR_DAY_NONE);
  shuffle_choices (question, random);
  question->answer = g_strdup (names->form[forms.asked]);
  return TRUE;
}

/* ---- Positions ----------------------------------------------------------------------------- */

/* The map is the natural answer; the list of positions in words is the same question without eyes.
 */
static gboolean
offer_positions (IbarQuizPool *pool,
                 const IbarQuizSettings *settings,
                 guint64 *random,
                 IbarQuizQuestion *question)
{
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (pool, question->subject);
  guint wrong[3];
  guint n = ibar_quiz_choose_near (pool, question->subject, is_elsewhere, NULL, random, 3, wrong);

  add_choice (question, g_strdup (question->position), (int) question->subject, IBAR_DAY_NONE);
  for (guint i = 0; i < n; i++)
    {
      char *position = ibar_quiz_dup_position (pool, &settings->names, wrong[i], question->subject);

      if (has_text (question, position))
        g_free (position);
      else
        add_choice (question, position, (int) wrong[i], IBAR_DAY_NONE);
    }
  if (question->n_choices < 2)
    return FALSE;
  shuffle_choices (question, random);
  question->answer = g_strdup (question->position);
  question->tolerance_m = MAX (IBAR_QUIZ_FAIR_M, subject->uncertainty_m);
  return TRUE;
}

static gboolean
offer_neighbours (IbarQuizPool *pool,
                  const IbarQuizSettings *settings,
                  guint64 *random,
                  IbarQuizQuestion *question)
{
  guint area = (guint) ibar_quiz_pool_get (pool, question->subject)->area;
  g_autofree guint *neighbours = g_new (guint, ibar_quiz_pool_get_n (pool));
  guint wrong[3];
  guint n_neighbours = 0, right, n;

  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    {
      const IbarQuizCandidate *other = ibar_quiz_pool_get (pool, i);

      if (other->set == IBAR_QUIZ_MUNICIPALITIES
          && pool->relations[area * pool->n_areas + (guint) other->area] == IBAR_AREAS_NEIGHBOURS
          && !ibar_quiz_pool_share_name (pool, question->subject, i))
        neighbours[n_neighbours++] = i;
    }
  if (n_neighbours == 0)
    return FALSE;
  right = neighbours[ibar_random_below (random, n_neighbours)];
  n = ibar_quiz_choose_near (pool, question->subject, is_no_neighbour, NULL, random, 3, wrong);
  if (n < 3)
    return FALSE;
  add_choice (question, ibar_quiz_dup_label (pool, &settings->names, right), (int) right,
              IBAR_DAY_NONE);
  for (guint i = 0; i < n; i++)
    add_choice (question, ibar_quiz_dup_label (pool, &settings->names, wrong[i]), (int) wrong[i],
                IBAR_DAY_NONE);
  question->answer = g_strdup (question->choices[0].text);
  shuffle_choices (question, random);
  return TRUE;
}

static gboolean
offer_north (IbarQuizPool *pool,
             const IbarQuizSettings *settings,
             guint64 *random,
             IbarQuizQuestion *question)
{
  guint pair[2] = { question->subject, 0 };
  const IbarQuizCandidate *a, *b;

  if (ibar_quiz_choose_near (pool, question->subject, is_north_or_south, NULL, random, 1, &pair[1])
      < 1)
    return FALSE;
  a = ibar_quiz_pool_get (pool, pair[0]);
  b = ibar_quiz_pool_get (pool, pair[1]);
  if (b->south > a->north)
    {
      pair[0] = pair[1];
      pair[1] = question->subject;
    }
  for (guint i = 0; i < 2; i++)
    add_choice (question, ibar_quiz_dup_label (pool, &settings->names, pair[i]), (int) pair[i],
                IBAR_DAY_NONE);
  question->answer = g_strdup (question->choices[0].text);
  shuffle_choices (question, random);
  return TRUE;
}

/* ---- Days ---------------------------------------------------------------------------------- */

static gboolean
is_dated (const IbarQuizCandidate *event)
{
  return (event->kinds & IBAR_QUIZ_BIT (IBAR_QUIZ_ORDER)) != 0;
}

static IbarDay
get_first_of_month (IbarDay day)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  return ibar_day_from_ymd (year, month, 1);
}

/* Months of other events, none of them near the right one or each other. */
static gboolean
offer_months (IbarQuizPool *pool, guint64 *random, IbarQuizQuestion *question)
{
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (pool, question->subject);
  guint n_all = ibar_quiz_pool_get_n (pool);
  g_autofree guint *order = g_new (guint, n_all);

  for (guint i = 0; i < n_all; i++)
    order[i] = i;
  ibar_random_shuffle (random, order, n_all);
  add_choice (question, ibar_month_format (subject->start), (int) question->subject,
              get_first_of_month (subject->start));
  for (guint i = 0; i < n_all && question->n_choices < IBAR_QUIZ_MOST_CHOICES; i++)
    {
      const IbarQuizCandidate *other = ibar_quiz_pool_get (pool, order[i]);
      IbarDay month;
      gboolean near;

      if (!is_dated (other))
        continue;
      month = get_first_of_month (other->start);
      near = month + DAYS_APART > subject->start - 31 && month < subject->end + DAYS_APART;
      for (guint k = 0; k < question->n_choices; k++)
        near = near || ABS (month - question->choices[k].day) < DAYS_APART;
      if (!near)
        add_choice (question, ibar_month_format (month), -1, month);
    }
  if (question->n_choices < IBAR_QUIZ_MOST_CHOICES)
    return FALSE;
  shuffle_choices (question, random);
  question->answer = ibar_date_format (subject->start, subject->end, subject->date_precision);
  return TRUE;
}

static int
compare_starts (gconstpointer a, gconstpointer b, gpointer data)
{
  const IbarQuizQuestion *question = data;

  return question->choices[*(const guint *) a].day < question->choices[*(const guint *) b].day ? -1
                                                                                               : 1;
}

/* Events whose possible days do not touch: their order is certain. */
static gboolean
offer_order (IbarQuizPool *pool,
             const IbarQuizSettings *settings,
             guint64 *random,
             IbarQuizQuestion *question)
{
  guint n_all = ibar_quiz_pool_get_n (pool);
  g_autofree guint *order = g_new (guint, n_all);

  for (guint i = 0; i < n_all; i++)
    order[i] = i;
  ibar_random_shuffle (random, order, n_all);
  add_choice (question, g_strdup (question->label), (int) question->subject,
              ibar_quiz_pool_get (pool, question->subject)->start);
  for (guint i = 0; i < n_all && question->n_choices < IBAR_QUIZ_MOST_CHOICES; i++)
    {
      const IbarQuizCandidate *other = ibar_quiz_pool_get (pool, order[i]);
      gboolean clear = is_dated (other) && !has_text (question, other->names.form[IBAR_NAME_EN]);

      for (guint k = 0; clear && k < question->n_choices; k++)
        {
          const IbarQuizCandidate *taken
              = ibar_quiz_pool_get (pool, (guint) question->choices[k].candidate);

          clear = other->end < taken->start || other->start > taken->end;
        }
      if (clear)
        add_choice (question, ibar_quiz_dup_label (pool, &settings->names, order[i]),
                    (int) order[i], other->start);
    }
  if (question->n_choices < IBAR_QUIZ_MOST_CHOICES)
    return FALSE;
  shuffle_choices (question, random);
  question->right = -1;
  for (guint i = 0; i < question->n_choices; i++)
    question->order[i] = i;
  g_qsort_with_data (question->order, (int) question->n_choices, sizeof (guint), compare_starts,
                     question);
  return TRUE;
}

/* ---- All kinds ----------------------------------------------------------------------------- */

static gboolean
offer (IbarQuizPool *pool,
       const IbarQuizSettings *settings,
       guint64 *random,
       IbarQuizQuestion *question)
{
  switch (question->kind)
    {
    case IBAR_QUIZ_FIND:
    case IBAR_QUIZ_WHERE:
      return offer_positions (pool, settings, random, question);
    case IBAR_QUIZ_NAME:
      return offer_names (pool, settings, random, question);
    case IBAR_QUIZ_TYPE:
      question->answer = g_strdup (question->label);
      question->right = -1;
      return TRUE;
    case IBAR_QUIZ_MATCH:
      return offer_match (pool, settings, random, question);
    case IBAR_QUIZ_WHEN:
      return offer_months (pool, random, question);
    case IBAR_QUIZ_ORDER:
      return offer_order (pool, settings, random, question);
    case IBAR_QUIZ_NEIGHBOUR:
      return offer_neighbours (pool, settings, random, question);
    case IBAR_QUIZ_NORTH:
      return offer_north (pool, settings, random, question);
    case IBAR_N_QUIZ_KINDS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Who says so; of an order, who says so of each event. */
static char *
dup_source (IbarQuizPool *pool, const IbarQuizQuestion *question)
{
  GPtrArray *sources = g_ptr_array_new ();
  char *text;

  if (question->kind != IBAR_QUIZ_ORDER)
    g_ptr_array_add (sources, ibar_quiz_pool_get (pool, question->subject)->source);
  for (guint i = 0; question->kind == IBAR_QUIZ_ORDER && i < question->n_choices; i++)
    {
      int candidate = question->choices[question->order[i]].candidate;
      char *source = ibar_quiz_pool_get (pool, (guint) candidate)->source;

      if (!g_ptr_array_find_with_equal_func (sources, source, g_str_equal, NULL))
        g_ptr_array_add (sources, source);
    }
  g_ptr_array_add (sources, NULL);
  text = sources->pdata[0] != NULL ? g_strjoinv (" · ", (char **) sources->pdata) : NULL;
  g_ptr_array_unref (sources);
  return text;
}

void
ibar_quiz_question_clear (IbarQuizQuestion *question)
{
  g_free (question->card);
  g_free (question->prompt);
  g_free (question->label);
  g_free (question->position);
  g_free (question->answer);
  g_free (question->explanation);
  g_free (question->source);
  for (guint i = 0; i < question->n_choices; i++)
    g_free (question->choices[i].text);
  memset (question, 0, sizeof *question);
}

/**
 * ibar_quiz_make_question:
 * @pool: a pool
 * @settings: of the quiz
 * @kind: what to ask
 * @subject: about what
 * @random: (inout): state of the random numbers
 * @question: (out caller-allocates): the question
 *
 * Returns: FALSE if there are too few wrong answers that are certainly wrong; @question is empty
 * then
 */
gboolean
ibar_quiz_make_question (IbarQuizPool *pool,
                         const IbarQuizSettings *settings,
                         IbarQuizKind kind,
                         guint subject,
                         guint64 *random,
                         IbarQuizQuestion *question)
{
  const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, subject);

  *question = (IbarQuizQuestion){ .kind = kind, .subject = subject };
  question->label = ibar_quiz_dup_label (pool, &settings->names, subject);
  question->position = ibar_quiz_dup_position (pool, &settings->names, subject, subject);
  if (!offer (pool, settings, random, question))
    {
      ibar_quiz_question_clear (question);
      return FALSE;
    }
  question->card = g_strconcat (ibar_quiz_kind_to_string (kind), "|", candidate->id, NULL);
  question->prompt = ibar_sentence_mend (ibar_quiz_dup_prompt (pool, settings, kind, subject));
  question->explanation = ibar_sentence_mend (ibar_quiz_dup_explanation (pool, settings, question));
  question->source = dup_source (pool, question);
  if (question->answer == NULL)
    question->answer = g_strdup (question->explanation);
  return TRUE;
}
