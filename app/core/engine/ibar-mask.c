/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mask: rewriting one dimension's bit of every row, and counting what that changed.
 *
 * Two passes over blocks of 256 rows, each by one or two threads. The first decides the rows by the
 * new predicate, rewrites the bit, the bitmap of passing rows and the sums of positions, and notes
 * which rows changed for all facets or for a single one; its loops run over bytes and words without
 * branches. The second visits the noted rows only. When more rows changed than pass (or than do
 * not), counting the passing rows anew from zero (or the others down from the totals) is less work,
 * so never more than half of the rows are visited one by one.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-mask"

#include "ibar-engine-private.h"

#include <string.h>

/* Fewer rows than this are not worth a second thread. */
#define ROWS_FOR_TWO 200000
/* Blocks a thread takes at a time: 16,384 rows, some 20 µs. */
#define STRETCH 64
/* Rows written out before they are counted: 16 KB, which stay in the nearest cache. */
#define LIST_ROWS 4096

typedef struct
{
  IbarEngine *engine;
  guint dimension;
  gint32 sign;    /* counting anew: +1 the passing rows, -1 the others; 0: changes */
  int next_block; /* atomic: first block nobody has taken yet */
  guint32 n_passing[IBAR_N_THREADS];
  guint32 n_changed[IBAR_N_THREADS]; /* rows the second pass would visit */
} MaskPass;

IBAR_VECTOR static void
fail_by_short_days (const IbarPredicate *predicate, guint32 first, guint8 *fail)
{
  const IbarShortSpan *restrict span = predicate->short_span + first;
  guint16 low = predicate->low, high = predicate->high;

  for (guint i = 0; i < IBAR_BLOCK_ROWS; i++)
    fail[i] = !((span[i].start < high) & (span[i].end >= low));
}

IBAR_VECTOR static void
fail_by_days (const IbarPredicate *predicate, guint32 first, guint8 *fail)
{
  const IbarSpan *restrict span = predicate->span + first;
  guint32 low = predicate->low, high = predicate->high;

  for (guint i = 0; i < IBAR_BLOCK_ROWS; i++)
    fail[i] = !((span[i].start < high) & (span[i].end >= low));
}

static void
fail_by_key (const IbarPredicate *predicate, guint32 first, guint8 *fail)
{
  const IbarPackedKeys *keys = predicate->keys;
  const guint8 *restrict fail_of = predicate->fail;
  guint n_words = keys->n_words, shift = keys->shift[predicate->key];
  guint32 mask = keys->mask[predicate->key];
  const guint64 *restrict words = ibar_packed_keys_first (keys, predicate->key) + (gsize) first * n_words;

  for (guint i = 0; i < IBAR_BLOCK_ROWS; i++)
    fail[i] = fail_of[(guint32) (words[i * n_words] >> shift) & mask];
}

static void
fail_by_bits (const IbarPredicate *predicate, guint32 first, guint8 *fail)
{
  for (guint i = 0; i < IBAR_BLOCK_ROWS; i++)
    fail[i] = !(predicate->bits[(first + i) / 64] >> i % 64 & 1);
}

/* fail: 1 where the predicate hides the row; shape [IBAR_BLOCK_ROWS]. */
static void
decide_block (const IbarPredicate *predicate, guint32 first, guint8 *fail)
{
  if (predicate == NULL)
    memset (fail, 0, IBAR_BLOCK_ROWS);
  else if (predicate->keys != NULL)
    fail_by_key (predicate, first, fail);
  else if (predicate->bits != NULL)
    fail_by_bits (predicate, first, fail);
  else if (predicate->short_span != NULL)
    fail_by_short_days (predicate, first, fail);
  else
    fail_by_days (predicate, first, fail);
}

/* pass: no dimension hides the row now; changed: it counts, or did, for every facet; single: for
 * one. */
IBAR_VECTOR static void
rewrite_block (guint16 *restrict mask,
               const guint8 *restrict fail,
               guint16 bit,
               guint8 *restrict pass,
               guint8 *restrict changed,
               guint8 *restrict single)
{
  for (guint i = 0; i < IBAR_BLOCK_ROWS; i++)
    {
      guint16 before = mask[i];
      guint16 others = before & (guint16) ~bit;
      guint16 after = others | (guint16) (bit & (guint16) -fail[i]);
      guint8 flip = before != after;

      mask[i] = after;
      pass[i] = after == 0;
      changed[i] = flip & (others == 0);
      single[i] = flip & (others != 0) & ((others & (guint16) (others - 1)) == 0);
    }
}

/* Rows that exactly one dimension hides, but not the one that is skipped. */
IBAR_VECTOR static void
find_single (const guint16 *restrict mask, guint16 skip, guint8 *restrict single)
{
  for (guint i = 0; i < IBAR_BLOCK_ROWS; i++)
    single[i] = (mask[i] != 0) & (mask[i] != skip) & ((mask[i] & (guint16) (mask[i] - 1)) == 0);
}

IBAR_VECTOR static void
sum_block (const IbarPosition *restrict position,
           const guint8 *restrict pass,
           guint64 *sum_x,
           guint64 *sum_y)
{
  guint64 sx = 0, sy = 0;

  for (guint i = 0; i < IBAR_BLOCK_ROWS; i++)
    {
      guint32 keep = -(guint32) pass[i];

      sx += position[i].x & keep;
      sy += position[i].y & keep;
    }
  *sum_x = sx;
  *sum_y = sy;
}

IBAR_VECTOR static guint
count_bits (const guint64 *words, guint n)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += __builtin_popcountll (words[i]);
  return count;
}

/* The next blocks to do; FALSE when all are taken. */
static gboolean
take_blocks (MaskPass *pass, guint32 *block, guint32 *end)
{
  guint32 n_blocks = pass->engine->n_blocks;

  *block = g_atomic_int_add (&pass->next_block, STRETCH);
  *end = MIN (*block + STRETCH, n_blocks);
  return *block < n_blocks;
}

static void
pack_block (const guint8 *bytes, guint64 *words)
{
  for (guint i = 0; i < IBAR_BLOCK_WORDS; i++)
    words[i] = ibar_pack_bytes (bytes + 64 * i);
}

static void
rewrite_half (gpointer data, guint half)
{
  MaskPass *pass = data;
  IbarEngine *engine = pass->engine;
  guint16 bit = 1u << pass->dimension;
  guint32 block, end, n_passing = 0, n_changed = 0;
  guint8 fail[IBAR_BLOCK_ROWS], passes[IBAR_BLOCK_ROWS], changed[IBAR_BLOCK_ROWS],
      single[IBAR_BLOCK_ROWS];

  while (take_blocks (pass, &block, &end))
    for (; block < end; block++)
      {
        guint32 row = block * IBAR_BLOCK_ROWS, word = block * IBAR_BLOCK_WORDS;
        guint64 before[IBAR_BLOCK_WORDS];

        memcpy (before, engine->passing + word, sizeof before);
        decide_block (engine->predicates[pass->dimension], row, fail);
        rewrite_block (engine->mask + row, fail, bit, passes, changed, single);
        pack_block (passes, engine->passing + word);
        pack_block (changed, engine->changed + word);
        pack_block (single, engine->single + word);
        if (memcmp (before, engine->passing + word, sizeof before) != 0)
          sum_block (engine->columns->position + row, passes, &engine->block_x[block],
                     &engine->block_y[block]);
        n_passing += count_bits (engine->passing + word, IBAR_BLOCK_WORDS);
        n_changed += count_bits (engine->changed + word, IBAR_BLOCK_WORDS)
                     + count_bits (engine->single + word, IBAR_BLOCK_WORDS);
      }
  pass->n_passing[half] = n_passing;
  pass->n_changed[half] = n_changed;
}

static void
tally_single (IbarTally *tally, const IbarEngine *engine, guint64 rows, guint32 first, guint16 bit)
{
  for (; rows != 0; rows &= rows - 1)
    {
      guint32 row = first + __builtin_ctzll (rows);
      guint16 mask = engine->mask[row], others = mask & (guint16) ~bit;

      ibar_tally_add_single (tally, engine, __builtin_ctz (others), row, mask & bit ? -1 : 1);
    }
}

/* Rows written out before they are counted, so that what comes next is known and can be fetched. */
typedef struct
{
  guint   n;
  guint32 rows[LIST_ROWS];
} RowList;

static inline void
list_rows (RowList *list, guint64 rows, guint32 first)
{
  for (; rows != 0; rows &= rows - 1)
    list->rows[list->n++] = first + __builtin_ctzll (rows);
}

/* Counts what is listed, if the list may not hold so many rows more. */
static inline void
make_room (RowList *list, guint n_more, IbarTally *tally, const IbarEngine *engine, gint32 sign)
{
  if (list->n + n_more <= LIST_ROWS)
    return;
  ibar_tally_add (tally, engine, list->rows, list->n, sign);
  list->n = 0;
}

/* Rows that changed: up where they pass the changed dimension now, down where they no longer do. */
static void
tally_changes_half (gpointer data, guint half)
{
  MaskPass *pass = data;
  IbarEngine *engine = pass->engine;
  IbarTally *tally = &engine->tallies[half];
  RowList more, fewer;
  guint32 block, end;

  more.n = fewer.n = 0;
  while (take_blocks (pass, &block, &end))
    for (guint32 word = block * IBAR_BLOCK_WORDS; word < end * IBAR_BLOCK_WORDS; word++)
      {
        guint64 changed = engine->changed[word], passing = engine->passing[word];

        make_room (&more, 64, tally, engine, 1);
        make_room (&fewer, 64, tally, engine, -1);
        list_rows (&more, changed & passing, word * 64);
        list_rows (&fewer, changed & ~passing, word * 64);
        if (engine->single[word] != 0)
          tally_single (tally, engine, engine->single[word], word * 64, 1u << pass->dimension);
      }
  make_room (&more, LIST_ROWS, tally, engine, 1);
  make_room (&fewer, LIST_ROWS, tally, engine, -1);
}

static guint64
real_rows (const IbarColumns *columns, guint32 word)
{
  guint32 first = word * 64;

  if (first >= columns->n_rows)
    return 0;
  return columns->n_rows - first >= 64 ? G_MAXUINT64
                                       : (G_GUINT64_CONSTANT (1) << (columns->n_rows - first)) - 1;
}

static void
tally_anew_half (gpointer data, guint half)
{
  MaskPass *pass = data;
  IbarEngine *engine = pass->engine;
  IbarTally *tally = &engine->tallies[half];
  guint8 single[IBAR_BLOCK_ROWS];
  RowList list;
  guint32 block, end;

  list.n = 0;
  while (take_blocks (pass, &block, &end))
    for (; block < end; block++)
      {
        find_single (engine->mask + block * IBAR_BLOCK_ROWS, 1u << pass->dimension, single);
        make_room (&list, IBAR_BLOCK_ROWS, tally, engine, pass->sign);
        for (guint i = 0; i < IBAR_BLOCK_WORDS; i++)
          {
            guint32 word = block * IBAR_BLOCK_WORDS + i;
            guint64 passing = engine->passing[word];

            list_rows (&list, pass->sign > 0 ? passing : ~passing & real_rows (engine->columns, word), word * 64);
            tally_single (tally, engine, ibar_pack_bytes (single + 64 * i), word * 64, 0);
          }
      }
  make_room (&list, LIST_ROWS, tally, engine, pass->sign);
}

static void
mark_all_dirty (IbarEngine *self, guint except)
{
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    if (facet != except)
      self->counts_dirty[facet] = TRUE;
  if (except != IBAR_DIMENSION_TIME)
    self->open_dirty = TRUE;
}

static void
want_active (IbarEngine *self, guint except)
{
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    if (dimension != except && self->predicates[dimension] != NULL)
      for (guint half = 0; half < IBAR_N_THREADS; half++)
        ibar_tally_want (&self->tallies[half], self, dimension);
}

static void
run_pass (MaskPass *pass, IbarHalfFunc func, guint except)
{
  IbarEngine *self = pass->engine;
  gboolean both = self->columns->n_rows >= ROWS_FOR_TWO;

  want_active (self, except);
  ibar_run_halves (func, pass, both);
  for (guint half = 0; half < (both ? 2u : 1u); half++)
    ibar_tally_spread (&self->tallies[half], self, except);
  mark_all_dirty (self, except);
}

/**
 * ibar_engine_count_anew:
 * @self: an engine whose mask is right and whose counts are not
 * @except: the one dimension that changed, whose own counts are right; or %IBAR_N_DIMENSIONS
 *
 * Counts the passing rows up from zero or the others down from the totals, whichever are fewer.
 *
 * **Cost:** O(n) over words, and 5 ns for each of at most n / 2 rows
 */
void
ibar_engine_count_anew (IbarEngine *self, guint except)
{
  MaskPass pass = { .engine = self, .dimension = except };

  pass.sign = self->n_passing <= self->columns->n_rows / 2 ? 1 : -1;
  ibar_engine_reset_counts (self, except, pass.sign < 0);
  run_pass (&pass, tally_anew_half, except);
}

/**
 * ibar_engine_rewrite:
 * @self: an engine whose predicate for a dimension is new
 * @dimension: the dimension
 *
 * Rewrites the dimension's bit; the counts are left as they were, and ibar_engine_count_changes()
 * or ibar_engine_count_anew() has to follow.
 *
 * **Cost:** O(n), about 1 ns a row and thread
 */
void
ibar_engine_rewrite (IbarEngine *self, guint dimension)
{
  MaskPass pass = { .engine = self, .dimension = dimension };

  ibar_run_halves (rewrite_half, &pass, self->columns->n_rows >= ROWS_FOR_TWO);
  self->n_passing = pass.n_passing[0] + pass.n_passing[1];
  self->n_changed = pass.n_changed[0] + pass.n_changed[1];
  self->passing_dirty = TRUE;
}

/**
 * ibar_engine_count_changes:
 * @self: an engine whose last ibar_engine_rewrite() was of @dimension
 * @dimension: the dimension
 *
 * Brings the counts up to date, by the changes or anew.
 */
void
ibar_engine_count_changes (IbarEngine *self, guint dimension)
{
  MaskPass pass = { .engine = self, .dimension = dimension };
  guint32 n_rows = self->columns->n_rows;

  if (self->n_changed == 0)
    return;
  if (self->n_changed > MIN (self->n_passing, n_rows - self->n_passing))
    ibar_engine_count_anew (self, dimension);
  else
    run_pass (&pass, tally_changes_half, dimension);
}
