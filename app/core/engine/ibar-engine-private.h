/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-engine.h"
#include "ibar-predicate.h"

G_BEGIN_DECLS

/* Loops over whole columns are compiled for the processors that have wide registers, too. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define IBAR_VECTOR __attribute__ ((target_clones ("arch=x86-64-v3", "default"), optimize ("O3")))
#else
#define IBAR_VECTOR
#endif

/* Two bits that are no dimension: a padding row never passes, and never fails one dimension only. */
#define IBAR_MASK_PADDING 0xC000u

/* Passing rows before a block: any run of rows is a difference of two of these and two partial blocks. */
typedef struct
{
  guint32 count;
  guint32 families[IBAR_N_FAMILIES];
  guint64 x, y; /* sums of positions [2⁻³² of the world] */
} IbarBlockSums;

/* Deltas of counts, by the keys of the columns, before they are spread over the facets' values. */
typedef enum
{
  IBAR_KEY_CLASS,
  IBAR_KEY_PLACE,
  IBAR_KEY_ACTORS,  /* by set; by actor where there are too many sets */
  IBAR_KEY_SOURCES, /* by set; by source where there are too many sets */
  IBAR_KEY_SINGLE,  /* by day and family, see IbarDayCounts */
  IBAR_KEY_STARTS,
  IBAR_KEY_ENDS,
  IBAR_N_KEYS,
} IbarKey;

typedef struct
{
  gint32 *by_key[IBAR_N_KEYS]; /* (nullable) all zero between uses */
} IbarDeltas;

/* One thread's deltas: of the rows that count for every facet, and for one facet only. */
typedef struct
{
  IbarDeltas common;
  IbarDeltas special[IBAR_N_DIMENSIONS];
} IbarTally;

#define IBAR_N_THREADS 2

struct _IbarEngine
{
  IbarCollection *collection; /* (nullable) */
  IbarCollection *searcher;   /* (nullable) the same file, opened when text is first searched */
  IbarColumns    *columns;
  IbarFilter     *filter;     /* of the last run */
  IbarPredicate  *predicates[IBAR_N_DIMENSIONS];

  guint16        *mask;     /* [n_words * 64] */
  guint64        *passing;  /* [n_words] */
  guint64        *changed;  /* [n_words] rows whose last change counts for every facet */
  guint64        *single;   /* [n_words] rows whose last change counts for one other facet */
  guint64        *block_x, *block_y; /* [n_blocks] sums of positions of passing rows */
  guint32         n_blocks;
  guint32         n_passing;
  guint32         n_vague, n_undated; /* of these, as the last result has it */
  guint32         n_changed; /* rows the last rewrite left to be counted */

  guint32        *counts[IBAR_N_FACETS]; /* [n_values] under all other dimensions */
  IbarStacking    stacking;
  IbarDayCounts   open; /* of the rows that pass all but the time filter */
  IbarDayCounts   kind_totals; /* of all rows, by kinds of actors; made when first stacked by them */
  gsize           key_sizes[IBAR_N_KEYS];
  gboolean        by_value[IBAR_N_KEYS];
  IbarTally       tallies[IBAR_N_THREADS];

  /* What the last result was given, and whether it is still true. Atomic boxes. */
  guint64        *passing_box;
  IbarBlockSums  *blocks_box;
  guint32        *counts_box[IBAR_N_FACETS];
  IbarDayCounts   open_box;
  gboolean        passing_dirty, counts_dirty[IBAR_N_FACETS], open_dirty;
};

struct _IbarResult
{
  gatomicrefcount ref_count;
  IbarColumns    *columns;
  IbarFilter     *filter;
  IbarPredicate  *predicates[IBAR_N_DIMENSIONS];
  guint32         n_passing;
  guint32         n_vague, n_undated; /* of these: dates that are not known to the day; none */
  IbarStacking    stacking;
  const guint64  *passing;  /* [n_words], an atomic box as all below */
  const IbarBlockSums *blocks;  /* [n_blocks + 1] */
  const guint32  *counts[IBAR_N_FACETS];
  IbarDayCounts   open;

  GMutex          lock;
  guint32        *chunks[IBAR_N_SORTS]; /* (nullable) passing rows before each chunk of the order */
};

gsize ibar_engine_get_size   (IbarEngine          *self);
IbarResult *ibar_engine_make_result (IbarEngine     *self);
void ibar_engine_release_boxes (IbarEngine          *self);
const IbarDayCounts *ibar_engine_get_day_totals (IbarEngine *self);
void ibar_engine_change_days (IbarEngine          *self,
                              const IbarPredicate *before,
                              const IbarPredicate *after);
gboolean ibar_engine_days_step_is_small (IbarEngine          *self,
                                         const IbarPredicate *before,
                                         const IbarPredicate *after);
void ibar_engine_rewrite     (IbarEngine          *self,
                              guint                dimension);
void ibar_engine_count_changes (IbarEngine        *self,
                                guint              dimension);
void ibar_engine_count_anew  (IbarEngine          *self,
                              guint                except);
void ibar_engine_reset_counts (IbarEngine         *self,
                               guint               except,
                               gboolean            all_rows);

void ibar_tally_init         (IbarTally           *tally,
                              const IbarEngine    *engine);
void ibar_tally_clear        (IbarTally           *tally);
void ibar_tally_want         (IbarTally           *tally,
                              const IbarEngine    *engine,
                              guint                dimension);
void ibar_tally_add          (IbarTally           *tally,
                              const IbarEngine    *engine,
                              const guint32       *rows,
                              guint                n,
                              gint32               sign);
void ibar_tally_add_single   (IbarTally           *tally,
                              const IbarEngine    *engine,
                              guint                dimension,
                              guint32              row,
                              gint32               sign);
void ibar_tally_spread       (IbarTally           *tally,
                              IbarEngine          *engine,
                              guint                except);

typedef void (*IbarHalfFunc) (gpointer data,
                              guint    half);
void ibar_run_halves         (IbarHalfFunc func,
                              gpointer     data,
                              gboolean     both);

/* Counts of a run of rows [first, end). */
guint32 ibar_result_count_run (const IbarResult  *self,
                               guint32            first,
                               guint32            end);
void    ibar_result_sum_run   (const IbarResult  *self,
                               guint32            first,
                               guint32            end,
                               IbarBlockSums     *sums);
guint32 ibar_result_first_passing (const IbarResult *self,
                                   guint32           first,
                                   guint32           end);
guint32 ibar_result_last_passing (const IbarResult *self,
                                  guint32           first,
                                  guint32           end);

/* Where a set begins, and the first value of one whose beginning was fetched before. Always inlined: GCC 12 takes a
 * function that only fetches for one without effect, and drops the call. */
G_ALWAYS_INLINE static inline void
ibar_fetch_set (const IbarValueSets *sets, guint32 near, guint32 nearer)
{
  /* Those of one value are stored nowhere; what stands first is in the cache. */
  __builtin_prefetch (&sets->starts[MAX (near, sets->n_singles) - sets->n_singles]);
  __builtin_prefetch (&sets->values[sets->starts[MAX (nearer, sets->n_singles) - sets->n_singles]]);
}

/* The bytes 0 or 1 of 64 rows as the bits of a word. */
static inline guint64
ibar_pack_bytes (const guint8 bytes[64])
{
  guint64 word = 0;

  for (int i = 0; i < 8; i++)
    {
      guint64 eight;

      __builtin_memcpy (&eight, bytes + 8 * i, 8);
      eight = GUINT64_FROM_LE (eight);
      word |= (eight * G_GUINT64_CONSTANT (0x0102040810204080)) >> 56 << (8 * i);
    }
  return word;
}

G_END_DECLS
