/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a result is given: copies in boxes that it shares with its successors until they differ. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-engine"

#include "ibar-engine-private.h"

#include <string.h>

static void
release_box (gpointer box)
{
  gpointer *pointer = box;

  if (*pointer != NULL)
    g_atomic_rc_box_release (*pointer);
  *pointer = NULL;
}

static void
release_days (IbarDayCounts *box)
{
  release_box (&box->single);
  release_box (&box->starts);
  release_box (&box->ends);
}

/* Lets what the last result was given go; results live on. */
void
ibar_engine_release_boxes (IbarEngine *self)
{
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    release_box (&self->counts_box[facet]);
  release_days (&self->open_box);
  release_box (&self->passing_box);
  release_box (&self->blocks_box);
}

IBAR_VECTOR static void
fill_block_counts (const IbarEngine *self, IbarBlockSums *blocks)
{
  const IbarColumns *columns = self->columns;
  IbarBlockSums sum = { 0 };

  for (guint32 block = 0; block < self->n_blocks; block++)
    {
      const guint64 *passing = self->passing + block * IBAR_BLOCK_WORDS;

      blocks[block] = sum;
      for (guint i = 0; i < IBAR_BLOCK_WORDS; i++)
        {
          if (passing[i] == 0)
            continue;
          sum.count += __builtin_popcountll (passing[i]);
          for (guint family = 0; family < IBAR_N_FAMILIES; family++)
            sum.families[family] += __builtin_popcountll (
                passing[i] & columns->family_bits[family][block * IBAR_BLOCK_WORDS + i]);
        }
      sum.x += self->block_x[block];
      sum.y += self->block_y[block];
    }
  blocks[self->n_blocks] = sum;
}

IBAR_VECTOR static guint32
count_plane (const IbarEngine *self, const guint64 *plane)
{
  guint32 count = 0;

  for (guint32 word = 0; word < self->columns->n_words; word++)
    count += (guint32) __builtin_popcountll (self->passing[word] & plane[word]);
  return count;
}

static gpointer
box_of (gconstpointer data, gsize size)
{
  gpointer box = g_atomic_rc_box_alloc (MAX (size, 1));

  memcpy (box, data, size);
  return box;
}

static void
box_days (IbarDayCounts *box, const IbarDayCounts *counts, gsize size)
{
  release_days (box);
  box->single = box_of (counts->single, size);
  box->starts = box_of (counts->starts, size);
  box->ends = box_of (counts->ends, size);
}

/* Puts what changed since the last result into new boxes. */
static void
refresh_boxes (IbarEngine *self)
{
  IbarColumns *columns = self->columns;
  gsize n_days = self->key_sizes[IBAR_KEY_SINGLE] * sizeof (guint32);

  if (self->passing_dirty)
    {
      release_box (&self->passing_box);
      release_box (&self->blocks_box);
      self->passing_box = box_of (self->passing, columns->n_words * sizeof (guint64));
      self->blocks_box = g_atomic_rc_box_alloc ((self->n_blocks + 1) * sizeof (IbarBlockSums));
      fill_block_counts (self, self->blocks_box);
      self->n_vague = count_plane (self, columns->vague_bits);
      self->n_undated = count_plane (self, columns->undated_bits);
    }
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    if (self->counts_dirty[facet])
      {
        release_box (&self->counts_box[facet]);
        self->counts_box[facet]
            = box_of (self->counts[facet], ibar_columns_get_n_values (columns, facet) * sizeof (guint32));
        self->counts_dirty[facet] = FALSE;
      }
  if (self->open_dirty)
    box_days (&self->open_box, &self->open, n_days);
  self->passing_dirty = self->open_dirty = FALSE;
}

static IbarDayCounts
share_days (const IbarDayCounts *box)
{
  return (IbarDayCounts){ g_atomic_rc_box_acquire (box->single), g_atomic_rc_box_acquire (box->starts),
                          g_atomic_rc_box_acquire (box->ends) };
}

/* Everything a result holds, of the engine as it stands. */
IbarResult *
ibar_engine_make_result (IbarEngine *self)
{
  IbarResult *result = g_new0 (IbarResult, 1);

  refresh_boxes (self);
  g_atomic_ref_count_init (&result->ref_count);
  g_mutex_init (&result->lock);
  result->columns = ibar_columns_ref (self->columns);
  result->filter = ibar_filter_copy (self->filter);
  for (guint dimension = 0; dimension < IBAR_N_DIMENSIONS; dimension++)
    result->predicates[dimension] = ibar_predicate_ref (self->predicates[dimension]);
  result->stacking = self->stacking;
  result->n_passing = self->n_passing;
  result->n_vague = self->n_vague;
  result->n_undated = self->n_undated;
  result->passing = g_atomic_rc_box_acquire (self->passing_box);
  result->blocks = g_atomic_rc_box_acquire (self->blocks_box);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    result->counts[facet] = g_atomic_rc_box_acquire (self->counts_box[facet]);
  result->open = share_days (&self->open_box);
  return result;
}
