/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A quiz: questions drawn from a pool by a seed.
 *
 * The candidates and the kinds are shuffled by the seed and dealt: each question takes the next
 * kind, and for it the next candidate that was not asked about yet. Only when all were, one comes
 * again, in another way; the same question never comes twice. A set that gives fewer questions than
 * wanted gives fewer. */

#define G_LOG_DOMAIN "ibar-quiz"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-quiz-private.h"
#include "ibar-random.h"

/* What is being dealt. */
typedef struct
{
  IbarQuiz *quiz;
  GArray *scope;     /* (owned) of guint: candidates, shuffled */
  guint *n_asked;    /* (owned) [scope] how often */
  GHashTable *cards; /* (owned) (nullable) of char *: only these */
  GHashTable *dealt; /* (owned) of char *: cards that were asked or cannot be */
  guint kinds[IBAR_N_QUIZ_KINDS];
  guint n_kinds;
  guint64 random;
} Deal;

static void
deal_clear (Deal *deal)
{
  g_clear_pointer (&deal->scope, g_array_unref);
  g_clear_pointer (&deal->n_asked, g_free);
  g_clear_pointer (&deal->cards, g_hash_table_unref);
  g_clear_pointer (&deal->dealt, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deal, deal_clear)

static int
compare_size (gconstpointer a, gconstpointer b, gpointer data)
{
  const IbarQuizCandidate *x = ibar_quiz_pool_get (data, *(const guint *) a);
  const IbarQuizCandidate *y = ibar_quiz_pool_get (data, *(const guint *) b);

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->population != y->population)
    return x->population > y->population ? -1 : 1;
  return strcmp (x->id, y->id);
}

/* The settlements of the scope, the most important first, cut where the settings say. */
static void
add_settlements (IbarQuizPool *pool, const IbarQuizSettings *settings, GArray *scope)
{
  g_autoptr (GArray) settlements = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    {
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, i);

      if (candidate->set == IBAR_QUIZ_SETTLEMENTS
          && ibar_quiz_candidate_in_scope (candidate, settings))
        g_array_append_val (settlements, i);
    }
  if (settings->largest > 0 && settings->largest < settlements->len)
    {
      g_array_sort_with_data (settlements, compare_size, pool);
      g_array_set_size (settlements, settings->largest);
    }
  if (settlements->len > 0)
    g_array_append_vals (scope, settlements->data, settlements->len);
}

static GArray *
find_scope (IbarQuizPool *pool, const IbarQuizSettings *settings)
{
  GArray *scope = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    {
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, i);

      if (candidate->set != IBAR_QUIZ_SETTLEMENTS
          && ibar_quiz_candidate_in_scope (candidate, settings))
        g_array_append_val (scope, i);
    }
  add_settlements (pool, settings, scope);
  return scope;
}

static gboolean
check_scope (IbarQuizPool *pool, const IbarQuizSettings *settings, guint n, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_rejected = 0;

  if (n >= IBAR_QUIZ_LEAST_CANDIDATES || settings->cards != NULL)
    return TRUE;
  for (guint set = 0; set < IBAR_N_QUIZ_SETS; set++)
    if ((settings->sets & IBAR_QUIZ_BIT (set)) != 0)
      g_string_append_printf (names, names->len > 0 ? ", %s" : "%s", ibar_quiz_set_get_title (set));
  for (guint i = 0; i < ibar_quiz_pool_get_n_rejected (pool); i++)
    if ((settings->sets & IBAR_QUIZ_BIT (ibar_quiz_pool_get_rejected (pool, i)->set)) != 0)
      n_rejected++;
  g_set_error (
      error, IBAR_ERROR, IBAR_ERROR_DATA,
      _ ("%1$s: %2$u can be asked about in this way, and a quiz needs at least %3$u. What is "
         "unverified or uncertain never becomes a question: %4$u were set aside, and "
         "“ibar quiz --check” says why."),
      names->str, n, (guint) IBAR_QUIZ_LEAST_CANDIDATES, n_rejected);
  return FALSE;
}

/* ---- Dealing ------------------------------------------------------------------------------- */

static void
deal_init (Deal *deal, IbarQuiz *quiz)
{
  const IbarQuizSettings *settings = &quiz->settings;

  *deal = (Deal){ .quiz = quiz, .random = settings->seed };
  deal->scope = find_scope (quiz->pool, settings);
  deal->n_asked = g_new0 (guint, deal->scope->len + 1);
  deal->dealt = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    if ((settings->kinds & IBAR_QUIZ_BIT (kind)) != 0)
      deal->kinds[deal->n_kinds++] = kind;
  ibar_random_shuffle (&deal->random, deal->kinds, deal->n_kinds);
  if (deal->scope->len > 1)
    ibar_random_shuffle (&deal->random, (guint *) (gpointer) deal->scope->data, deal->scope->len);
  quiz->in_scope = g_new0 (guint8, ibar_quiz_pool_get_n (quiz->pool) + 1);
  for (guint i = 0; i < deal->scope->len; i++)
    quiz->in_scope[g_array_index (deal->scope, guint, i)] = TRUE;
  for (guint i = 0; settings->cards != NULL && settings->cards[i] != NULL; i++)
    {
      if (deal->cards == NULL)
        deal->cards = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_add (deal->cards, (gpointer) settings->cards[i]);
    }
}

/* One candidate asked in one way, if that is possible and new. */
static gboolean
try_card (Deal *deal, IbarQuizKind kind, guint place)
{
  IbarQuizPool *pool = deal->quiz->pool;
  guint subject = g_array_index (deal->scope, guint, place);
  const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, subject);
  g_autofree char *card = NULL;
  IbarQuizQuestion question;

  if ((candidate->kinds & IBAR_QUIZ_BIT (kind)) == 0)
    return FALSE;
  card = g_strconcat (ibar_quiz_kind_to_string (kind), "|", candidate->id, NULL);
  if ((deal->cards != NULL && !g_hash_table_contains (deal->cards, card))
      || !g_hash_table_add (deal->dealt, g_steal_pointer (&card)))
    return FALSE;
  if (!ibar_quiz_make_question (pool, &deal->quiz->settings, kind, subject, &deal->random,
                                &question))
    return FALSE;
  g_array_append_val (deal->quiz->questions, question);
  deal->n_asked[place]++;
  return TRUE;
}

/* The next candidate that was asked about least often so far. */
static gboolean
deal_kind (Deal *deal, IbarQuizKind kind, guint turn)
{
  for (guint place = 0; place < deal->scope->len; place++)
    if (deal->n_asked[place] == turn && try_card (deal, kind, place))
      return TRUE;
  return FALSE;
}

static void
deal_questions (Deal *deal)
{
  GArray *questions = deal->quiz->questions;
  guint n = deal->quiz->settings.n_questions;

  for (guint turn = 0; turn < IBAR_N_QUIZ_KINDS && questions->len < n; turn++)
    {
      guint n_failed = 0;

      for (guint next = 0; n_failed < deal->n_kinds && questions->len < n; next++)
        n_failed = deal_kind (deal, deal->kinds[next % deal->n_kinds], turn) ? 0 : n_failed + 1;
    }
}

/**
 * ibar_quiz_new:
 * @pool: what can be asked about
 * @settings: what is to be asked; not kept
 * @error: return location
 *
 * Makes a quiz. The same pool, settings and seed give the same quiz on every machine. It may have
 * fewer questions than wanted, never the same one twice.
 *
 * Returns: (transfer full) (nullable): the quiz, immutable
 *
 * **Errors:** %IBAR_ERROR_DATA if there are fewer than four candidates, or no question can be made.
 * **Thread:** any. **Cost:** O(candidates) a question.
 */
IbarQuiz *
ibar_quiz_new (IbarQuizPool *pool, const IbarQuizSettings *settings, GError **error)
{
  g_autoptr (IbarQuiz) self = g_new0 (IbarQuiz, 1);
  g_auto (Deal) deal = { NULL };

  g_return_val_if_fail (pool != NULL && settings != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->pool = ibar_quiz_pool_ref (pool);
  self->settings = *settings;
  self->questions = g_array_new (FALSE, TRUE, sizeof (IbarQuizQuestion));
  g_array_set_clear_func (self->questions, (GDestroyNotify) ibar_quiz_question_clear);
  deal_init (&deal, self);
  self->settings.cards = NULL;
  if (!check_scope (pool, settings, deal.scope->len, error))
    return NULL;
  deal_questions (&deal);
  if (self->questions->len == 0)
    {
      g_set_error (
          error, IBAR_ERROR, IBAR_ERROR_DATA,
          settings->cards != NULL
              ? _ ("None of these questions can be asked any more: what they were about is gone, "
                   "or is not part of the chosen set")
              : _ ("No question of these kinds can be made of this set: there are too few wrong "
                   "answers that are certainly wrong"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * ibar_quiz_ref:
 * @self: a quiz
 *
 * Returns: (transfer full): @self
 *
 * **Thread:** any.
 */
IbarQuiz *
ibar_quiz_ref (IbarQuiz *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ibar_quiz_unref:
 * @self: (transfer full) (nullable): a quiz
 *
 * **Thread:** any.
 */
void
ibar_quiz_unref (IbarQuiz *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->questions);
  g_free (self->in_scope);
  ibar_quiz_pool_unref (self->pool);
  g_free (self);
}

/**
 * ibar_quiz_get_pool:
 * @self: a quiz
 *
 * Returns: (transfer none): what its questions' numbers point into
 */
IbarQuizPool *
ibar_quiz_get_pool (IbarQuiz *self)
{
  return self->pool;
}

/**
 * ibar_quiz_get_seed:
 * @self: a quiz
 *
 * Returns: what it was made with
 */
guint64
ibar_quiz_get_seed (IbarQuiz *self)
{
  return self->settings.seed;
}

/**
 * ibar_quiz_get_names:
 * @self: a quiz
 *
 * Returns: (transfer none): the forms of names that it uses
 */
const IbarNameSetting *
ibar_quiz_get_names (IbarQuiz *self)
{
  return &self->settings.names;
}

/**
 * ibar_quiz_get_n:
 * @self: a quiz
 *
 * Returns: how many questions it has, one at least
 */
guint
ibar_quiz_get_n (IbarQuiz *self)
{
  return self->questions->len;
}

/**
 * ibar_quiz_get:
 * @self: a quiz
 * @index: a question's number
 *
 * Returns: (transfer none): the question
 */
const IbarQuizQuestion *
ibar_quiz_get (IbarQuiz *self, guint index)
{
  g_return_val_if_fail (index < self->questions->len, NULL);

  return &g_array_index (self->questions, IbarQuizQuestion, index);
}

/**
 * ibar_quiz_is_clickable:
 * @self: a quiz
 * @index: a question's number
 * @candidate: a number in the pool
 *
 * Whether the blind map shows a candidate as one that may be meant: those of the subject's set,
 * where the quiz looks for them.
 *
 * Returns: %TRUE if it does
 */
gboolean
ibar_quiz_is_clickable (IbarQuiz *self, guint index, guint candidate)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self, index);
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (self->pool, question->subject);
  const IbarQuizCandidate *other = ibar_quiz_pool_get (self->pool, candidate);

  if (question->subject == candidate)
    return TRUE;
  /* What the quiz never asks would only be in the way. */
  return question->kind == IBAR_QUIZ_FIND && subject->set == other->set && self->in_scope[candidate]
         && (other->kinds & IBAR_QUIZ_BIT (IBAR_QUIZ_FIND)) != 0;
}
