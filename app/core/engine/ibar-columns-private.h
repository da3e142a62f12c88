/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-columns.h"
#include "ibar-engine.h"
#include "ibar-value-sets.h"

G_BEGIN_DECLS

/* The columns as the engine sees them, and the table they are built from. Private to core, its tests and
 * its benchmarks. */

#define IBAR_VALUE_NONE G_MAXUINT32
/* Beyond this many distinct days (360 years, each of them used) histograms are counted when asked for. */
#define IBAR_MAX_COUNTED_DAYS 131072
#define IBAR_FAMILY_STRIDE 8 /* families, padded to a power of two */

/* What rows share that has few values: one small number a row instead of five. */
typedef struct
{
  guint32 type;    /* or IBAR_VALUE_NONE */
  guint32 dataset; /* or IBAR_VALUE_NONE */
  guint8  confidence;
  guint8  date_precision;
  guint8  family;
} IbarRowClass;

/* What is read together lies together: a row looked at out of order costs three lines of the cache. */
typedef struct
{
  guint32 x, y; /* Web Mercator [2⁻³² of the world] */
} IbarPosition;

typedef struct
{
  guint32 start, end; /* index into days, IBAR_VALUE_NONE = not dated */
} IbarSpan;

/* The same where there are fewer days than that: nearly always, every day of 179 years. */
#define IBAR_SHORT_NONE G_MAXUINT16
typedef struct
{
  guint16 start, end; /* index into days, IBAR_SHORT_NONE = not dated */
} IbarShortSpan;

typedef struct
{
  guint32 row_class; /* index into classes */
  guint32 place;     /* index, n_places = none */
  guint32 actors;    /* set number */
  guint32 sources;   /* set number */
} IbarKeys;

#define IBAR_KEY_STRIDE (sizeof (IbarKeys) / sizeof (guint32))

typedef enum
{
  IBAR_COLUMN_CLASS,
  IBAR_COLUMN_PLACE,
  IBAR_COLUMN_ACTORS,
  IBAR_COLUMN_SOURCES,
  IBAR_N_COLUMN_KEYS,
} IbarColumnKey;

/* The keys of all rows, each in as many bits as its greatest number needs: nearly always the four of them fit into one
 * word. Else class and place stand in a first word, and the sets in a second. */
typedef struct
{
  guint64 *rows;    /* [n_rows * n_words], padded as the columns are */
  guint    n_words; /* of a row: 1 or 2 */
  guint8   shift[IBAR_N_COLUMN_KEYS];
  guint32  mask[IBAR_N_COLUMN_KEYS];
} IbarPackedKeys;

/* Counts by day and family: an interval is counted where it starts and where it ends, a single day once. */
typedef struct
{
  guint32 *single; /* [n_days * IBAR_FAMILY_STRIDE] */
  guint32 *starts; /* the same shape, rows of more than one day */
  guint32 *ends;
} IbarDayCounts;

/* All zero, [n] each. */
void ibar_day_counts_init  (IbarDayCounts *self,
                            gsize          n);
void ibar_day_counts_clear (IbarDayCounts *self);

typedef struct
{
  guint32 *rows;    /* [n_rows], those with a key first */
  guint32  n_keyed;
  guint32 *rank;    /* (nullable) [n_rows] by row: the key; NULL for dates */
} IbarOrder;

typedef struct _IbarLongStretch IbarLongStretch;

struct _IbarColumns
{
  gatomicrefcount       ref_count;
  const IbarVocabulary *vocabulary;
  gpointer              owner; /* (nullable) keeps the vocabulary alive */
  GDestroyNotify        free_owner;

  /* Columns are [n_rows], padded with zeros to whole blocks, see ibar_columns_padded(). */
  guint32          n_rows;
  guint32          n_placed; /* rows from here on have no position */
  IbarPosition    *position;
  IbarShortSpan   *short_span; /* (nullable) */
  IbarSpan        *span;       /* (nullable) one of the two */
  IbarPackedKeys   keys;
  guint16         *casualties;
  guint32         *fid;      /* less fid_base; NULL when they span too far, then: */
  gint64          *wide_fid;
  gint64           fid_base;

  IbarDay         *days;     /* distinct, ascending */
  guint32          n_days;
  GArray          *classes;  /* of IbarRowClass */
  IbarValueSets   *actor_sets;  /* closed over the ancestors */
  IbarValueSets   *source_sets;
  guint8          *actor_groups; /* by set of actors, see ibar-columns-kinds.c */
  const char      *group_kinds[IBAR_GROUP_SEVERAL_KINDS]; /* (nullable) of the vocabulary */
  GHashTable      *polar;    /* (nullable) row → double *: latitudes the projection cannot hold */

  guint32         *by_start; /* rows by (start, end, fid), undated last */
  guint32          n_dated;
  guint32         *long_by_end; /* rows of more than one day, by end */
  guint32          n_long;
  guint32         *long_starts; /* of these: index into days */
  IbarLongStretch *long_stretches; /* of these, see ibar-result-long.c */

  /* What is the same for every filter: bit planes [n_words], totals, counts by day. */
  guint32          n_words;
  guint64         *family_bits[IBAR_N_FAMILIES];
  guint64         *vague_bits;
  guint64         *undated_bits;
  guint32         *totals[IBAR_N_FACETS];
  gboolean         has_day_counts;
  IbarDayCounts    day_totals;
  IbarExtent       extent;

  /* From the vocabulary, by place; [n_places + 1], the last for rows without a place. */
  guint32          n_places;
  guint32         *place_municipality; /* n_municipalities = none */
  float           *place_uncertainty;  /* [m] */
  guint32          n_municipalities;

  /* What is made when first asked for: under a lock, and published by an atomic pointer, so that nobody waits for what he
   * does not want. */
  GMutex           lock, fid_lock;
  IbarOrder        orders[IBAR_N_COLUMN_ORDERS]; /* there once rows are */
  guint32         *by_fid;
  int              sorting_fids; /* atomic: a thread makes them */

  IbarColumnsReport report;
};

/* The table under construction: columns in the order rows are added. */
typedef struct _IbarColumnsBuilder IbarColumnsBuilder;

typedef struct
{
  gint64            fid;        /* ascending from row to row */
  IbarPoint         point;      /* NAN: not placed; out of range: counted and not placed */
  IbarDay           start, end; /* IBAR_DAY_NONE: not dated */
  IbarDatePrecision date_precision;
  IbarConfidence    confidence;
  int               type, place, dataset; /* index or -1 */
  guint32           actor_set, source_set;
  guint             casualties;
} IbarBuilderRow;

IbarColumnsBuilder *ibar_columns_builder_new      (const IbarVocabulary *vocabulary,
                                                   gpointer              owner,
                                                   GDestroyNotify        free_owner,
                                                   guint                 n_expected);
void                ibar_columns_builder_free     (IbarColumnsBuilder   *self);
void                ibar_columns_builder_add      (IbarColumnsBuilder   *self,
                                                   const IbarBuilderRow *row);
guint32             ibar_columns_builder_actors   (IbarColumnsBuilder   *self,
                                                   const int            *actors,
                                                   guint                 n_actors);
guint32             ibar_columns_builder_sources  (IbarColumnsBuilder   *self,
                                                   const int            *sources,
                                                   guint                 n_sources);
IbarColumnsReport  *ibar_columns_builder_report   (IbarColumnsBuilder   *self);
/* Later values for the row of a fid: links are read by another pass than events. */
gboolean            ibar_columns_builder_find     (IbarColumnsBuilder   *self,
                                                   gint64                fid,
                                                   guint                *index);
void                ibar_columns_builder_set_links (IbarColumnsBuilder  *self,
                                                    guint                index,
                                                    guint32              actor_set,
                                                    guint32              source_set);
void                ibar_columns_builder_set_casualties (IbarColumnsBuilder *self,
                                                         guint               index,
                                                         guint               casualties);
IbarColumns        *ibar_columns_builder_finish   (IbarColumnsBuilder   *self);

/* Called by finish(): everything that follows from the columns. */
void                ibar_columns_derive           (IbarColumns          *self);
void                ibar_columns_find_kinds       (IbarColumns          *self);
void                ibar_columns_find_stretches   (IbarColumns          *self);
const IbarOrder    *ibar_columns_get_order        (IbarColumns          *self,
                                                   guint                 key);
const guint32      *ibar_columns_get_by_fid       (IbarColumns          *self);
gsize               ibar_columns_get_size         (IbarColumns          *self);
IbarPoint           ibar_columns_get_point        (IbarColumns          *self,
                                                   guint32               row);
/* First index into days that is not before a day. */
guint32             ibar_columns_lower_day        (IbarColumns          *self,
                                                   IbarDay               day);

/* Rows come in blocks of 256: loops over a block need no end condition, counters stand a block apart. */
#define IBAR_BLOCK_ROWS 256
#define IBAR_BLOCK_WORDS (IBAR_BLOCK_ROWS / 64)

static inline gsize
ibar_columns_padded (guint32 n_rows)
{
  return ((gsize) n_rows + IBAR_BLOCK_ROWS - 1) / IBAR_BLOCK_ROWS * IBAR_BLOCK_ROWS;
}

/* First row of a cell's run whose bit of x (axis 0) or y (axis 1) is set. Within a cell the rows with y's next
 * bit clear come first, and within such a half those with x's clear: that is Morton order. */
static inline guint32
ibar_columns_split_run (const IbarColumns *self, int axis, guint bit, guint32 first, guint32 end)
{
  while (first < end)
    {
      guint32 middle = first + (end - first) / 2;

      if ((axis ? self->position[middle].y : self->position[middle].x) >> bit & 1)
        end = middle;
      else
        first = middle + 1;
    }
  return first;
}

/* The word of the first row that holds a key; the next row's is n_words further. */
static inline const guint64 *
ibar_packed_keys_first (const IbarPackedKeys *self, IbarColumnKey key)
{
  return key < IBAR_COLUMN_ACTORS ? self->rows : self->rows + self->n_words - 1;
}

static inline guint32
ibar_packed_keys_cut (const IbarPackedKeys *self, guint64 word, IbarColumnKey key)
{
  return (guint32) (word >> self->shift[key]) & self->mask[key];
}

static inline guint32
ibar_packed_keys_get_one (const IbarPackedKeys *self, guint32 row, IbarColumnKey key)
{
  return ibar_packed_keys_cut (self, ibar_packed_keys_first (self, key)[(gsize) row * self->n_words], key);
}

static inline guint32
ibar_columns_get_key (const IbarColumns *self, guint32 row, IbarColumnKey key)
{
  return ibar_packed_keys_get_one (&self->keys, row, key);
}

static inline IbarKeys
ibar_packed_keys_get (const IbarPackedKeys *self, guint32 row)
{
  const guint64 *words = self->rows + (gsize) row * self->n_words;
  guint64 first = words[0], last = words[self->n_words - 1];

  return (IbarKeys){ ibar_packed_keys_cut (self, first, IBAR_COLUMN_CLASS),
                     ibar_packed_keys_cut (self, first, IBAR_COLUMN_PLACE),
                     ibar_packed_keys_cut (self, last, IBAR_COLUMN_ACTORS),
                     ibar_packed_keys_cut (self, last, IBAR_COLUMN_SOURCES) };
}

static inline IbarSpan
ibar_columns_get_span (const IbarColumns *self, guint32 row)
{
  IbarShortSpan span;

  if (self->short_span == NULL)
    return self->span[row];
  span = self->short_span[row];
  return (IbarSpan){ span.start != IBAR_SHORT_NONE ? span.start : IBAR_VALUE_NONE,
                     span.end != IBAR_SHORT_NONE ? span.end : IBAR_VALUE_NONE };
}

static inline gint64
ibar_columns_get_fid (const IbarColumns *self, guint32 row)
{
  return self->fid != NULL ? self->fid_base + self->fid[row] : self->wide_fid[row];
}

static inline const IbarRowClass *
ibar_columns_get_class (const IbarColumns *self, guint32 row)
{
  return &g_array_index (self->classes, IbarRowClass, ibar_columns_get_key (self, row, IBAR_COLUMN_CLASS));
}

/* How many numbers a key may be, used or not. */
static inline guint32
ibar_columns_get_n_keys (const IbarColumns *self, IbarColumnKey key)
{
  switch (key)
    {
    case IBAR_COLUMN_CLASS:
      return self->classes->len;
    case IBAR_COLUMN_PLACE:
      return self->n_places + 1;
    case IBAR_COLUMN_ACTORS:
      return self->actor_sets->n_sets;
    case IBAR_COLUMN_SOURCES:
    case IBAR_N_COLUMN_KEYS:
    default:
      return self->source_sets->n_sets;
    }
}

/* The part of a bar of the histogram that counts a row. */
static inline guint
ibar_columns_get_group (const IbarColumns *self, IbarStacking stacking, guint32 row)
{
  return stacking == IBAR_STACK_ACTOR_KIND ? self->actor_groups[ibar_columns_get_key (self, row, IBAR_COLUMN_ACTORS)]
                                           : ibar_columns_get_class (self, row)->family;
}

/* Counts a row where its day is, or where its days begin and end; one that is not dated nowhere. */
static inline void
ibar_day_counts_add (IbarDayCounts *self, const IbarColumns *columns, IbarStacking stacking, guint32 row)
{
  IbarSpan span = ibar_columns_get_span (columns, row);
  guint group = ibar_columns_get_group (columns, stacking, row);

  if (span.start == IBAR_VALUE_NONE)
    return;
  if (span.start == span.end)
    {
      self->single[span.start * IBAR_FAMILY_STRIDE + group]++;
      return;
    }
  self->starts[span.start * IBAR_FAMILY_STRIDE + group]++;
  self->ends[span.end * IBAR_FAMILY_STRIDE + group]++;
}

/* The one value a row has in a facet that is not a set, IBAR_VALUE_NONE for none. */
static inline guint32
ibar_columns_get_single (const IbarColumns *self, IbarFacet facet, guint32 row)
{
  switch (facet)
    {
    case IBAR_FACET_TYPE:
      return ibar_columns_get_class (self, row)->type;
    case IBAR_FACET_DATASET:
      return ibar_columns_get_class (self, row)->dataset;
    case IBAR_FACET_CONFIDENCE:
      return ibar_columns_get_class (self, row)->confidence;
    case IBAR_FACET_PLACE:
      {
        guint32 place = ibar_columns_get_key (self, row, IBAR_COLUMN_PLACE);

        return place < self->n_places ? place : IBAR_VALUE_NONE;
      }
    case IBAR_FACET_MUNICIPALITY:
      {
        guint32 municipality = self->place_municipality[ibar_columns_get_key (self, row, IBAR_COLUMN_PLACE)];

        return municipality < self->n_municipalities ? municipality : IBAR_VALUE_NONE;
      }
    case IBAR_FACET_ACTOR:
    case IBAR_FACET_SOURCE:
    case IBAR_N_FACETS:
    default:
      g_assert_not_reached ();
    }
}

/* All values a row has in a facet; *buffer is used where there is at most one. */
static inline const guint32 *
ibar_columns_get_values (const IbarColumns *self, IbarFacet facet, guint32 row, guint32 *buffer, guint *n_values)
{
  if (facet == IBAR_FACET_ACTOR)
    {
      *buffer = ibar_columns_get_key (self, row, IBAR_COLUMN_ACTORS);
      return ibar_value_sets_get (self->actor_sets, buffer, n_values);
    }
  if (facet == IBAR_FACET_SOURCE)
    {
      *buffer = ibar_columns_get_key (self, row, IBAR_COLUMN_SOURCES);
      return ibar_value_sets_get (self->source_sets, buffer, n_values);
    }
  *buffer = ibar_columns_get_single (self, facet, row);
  *n_values = *buffer != IBAR_VALUE_NONE;
  return buffer;
}

G_END_DECLS
