/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-columns.h"
#include "ibar-filter.h"

G_BEGIN_DECLS

/**
 * IbarEngine:
 *
 * The mask: a word a row, a bit a filter dimension; a row passes when its word is zero. A changed filter
 * rewrites its own bit only. ibar_engine_run() gives an immutable #IbarResult.
 *
 * Threads: an engine belongs to one thread at a time; whoever calls it from several takes turns. A result
 * may be read by any number of threads at once while the engine goes on; it shares what did not change
 * with its predecessor, so keeping the last few costs little. Reading never blocks, but for the first
 * look at a list in a new order, which sorts: ibar_result_prepare_list() does that ahead, in a worker.
 */
typedef struct _IbarEngine IbarEngine;
typedef struct _IbarResult IbarResult;

typedef enum
{
  IBAR_SORT_DATE,
  IBAR_SORT_PLACE,
  IBAR_SORT_ACTOR,
  IBAR_SORT_TYPE,
  IBAR_SORT_CASUALTIES,
  IBAR_SORT_SOURCES,
  IBAR_N_SORTS,
} IbarSortKey;

typedef enum
{
  IBAR_BIN_DAY,
  IBAR_BIN_WEEK, /* from Monday */
  IBAR_BIN_MONTH,
  IBAR_BIN_YEAR,
} IbarBinUnit;

/* What the histogram's bars are made of, bottom up. */
typedef enum
{
  IBAR_STACK_FAMILY,     /* a part for each family of types */
  IBAR_STACK_ACTOR_KIND, /* a part for each group of actors' kinds, see below */
} IbarStacking;

/* Groups of kinds: first those kinds most events have, see ibar_columns_get_group_kind(); then: */
#define IBAR_GROUP_SEVERAL_KINDS (IBAR_N_FAMILIES - 3)
#define IBAR_GROUP_OTHER_KIND (IBAR_N_FAMILIES - 2)
#define IBAR_GROUP_NO_KIND (IBAR_N_FAMILIES - 1)

/* One mark of the map: a place on screen that stands for one event or several. */
typedef struct
{
  IbarPoint point;     /* mean of the members' positions; longitude unbroken around the view's centre */
  guint32   count;
  guint32   families[IBAR_N_FAMILIES];
  guint32   row;       /* the member when count is 1, else the first member in Morton order */
  gboolean  one_point; /* all members share one position: zooming never splits it */
  float     radius_m;  /* largest uncertainty of the first 64 members [m] */
} IbarCluster;

/* Which part of the world is looked at. */
typedef struct
{
  IbarPoint center;
  double    zoom;     /* fractional, 256-unit tiles */
  double    rotation; /* [rad], clockwise */
  int       width;    /* [logical px] */
  int       height;
} IbarView;

IbarEngine    *ibar_engine_new               (IbarCollection        *collection,
                                              IbarColumns           *columns);
void           ibar_engine_free              (IbarEngine            *self);
IbarResult    *ibar_engine_run               (IbarEngine            *self,
                                              const IbarFilter      *filter,
                                              GCancellable          *cancellable,
                                              GError               **error);
void           ibar_engine_set_stacking      (IbarEngine            *self,
                                              IbarStacking           stacking);

IbarResult    *ibar_result_ref               (IbarResult            *self);
void           ibar_result_unref             (IbarResult            *self);
IbarColumns   *ibar_result_get_columns       (IbarResult            *self);
const IbarFilter *ibar_result_get_filter     (IbarResult            *self);
guint          ibar_result_get_n_total       (IbarResult            *self);
guint          ibar_result_get_n_passing     (IbarResult            *self);
/* Of the passing rows: position outside extent; date not known to the day; not placed; not dated. */
guint          ibar_result_get_n_outside     (IbarResult            *self,
                                              const IbarExtent      *extent);
guint          ibar_result_get_n_vague_dates (IbarResult            *self);
guint          ibar_result_get_n_unplaced    (IbarResult            *self);
guint          ibar_result_get_n_undated     (IbarResult            *self);
gboolean       ibar_result_contains          (IbarResult            *self,
                                              guint32                row);
/* What each value would give: counts under all other dimensions; shape [n_values]. */
const guint32 *ibar_result_get_facet_counts  (IbarResult            *self,
                                              IbarFacet              facet,
                                              guint                 *n_values);
/* The row at a position of the list in that order. Cost: O(1) after the first call for a key. */
guint32        ibar_result_get_row           (IbarResult            *self,
                                              IbarSortKey            key,
                                              gboolean               descending,
                                              guint                  position);
/* Does the work of the first get_row() or get_position() for a key, for a worker thread to call. */
void           ibar_result_prepare_list      (IbarResult            *self,
                                              IbarSortKey            key);
/* Where a row stands in that list, or GTK_INVALID_LIST_POSITION (G_MAXUINT) if it does not pass. */
guint          ibar_result_get_position      (IbarResult            *self,
                                              IbarSortKey            key,
                                              gboolean               descending,
                                              guint32                row);
/* The first position on or after a day in the list by ascending date. */
guint          ibar_result_find_day          (IbarResult            *self,
                                              IbarDay                day);
guint          ibar_result_find_long         (IbarResult            *self,
                                              IbarDay                from,
                                              IbarDay                to,
                                              IbarDay                least,
                                              guint32               *rows,
                                              guint                  most);
IbarStacking   ibar_result_get_stacking      (IbarResult            *self);
/* The part of a bar a row is counted in. */
guint          ibar_result_get_group         (IbarResult            *self,
                                              guint32                row);
/* Bins of unit from the one that holds first, n of them: counts by part of the rows that pass all
 * but the time filter (passing = TRUE: that too), an event counted in every bin it overlaps;
 * out: [n * IBAR_N_FAMILIES]. all (nullable): counts of every row, [n]. */
void           ibar_result_histogram         (IbarResult            *self,
                                              IbarBinUnit            unit,
                                              IbarDay                first,
                                              guint                  n,
                                              gboolean               passing,
                                              guint32               *out,
                                              guint32               *all);
IbarDay        ibar_bin_start                (IbarBinUnit            unit,
                                              IbarDay                day);
IbarDay        ibar_bin_next                 (IbarBinUnit            unit,
                                              IbarDay                start,
                                              int                    n);
/* Clusters in view (IbarCluster array), stable under panning at one zoom. cell [px]: about 64. */
GArray        *ibar_result_cluster           (IbarResult            *self,
                                              const IbarView        *view,
                                              double                 cell);
/* The passing rows of a cluster, up to limit; shape [n] of guint32. */
GArray        *ibar_result_cluster_rows      (IbarResult            *self,
                                              const IbarView        *view,
                                              double                 cell,
                                              const IbarCluster     *cluster,
                                              guint                  limit);
/* Whether a passing row is one of a cluster's. */
gboolean       ibar_result_cluster_holds     (IbarResult            *self,
                                              const IbarView        *view,
                                              double                 cell,
                                              const IbarCluster     *cluster,
                                              guint32                row);
/* The zoom at which a cluster first comes apart, or NAN if it never does. */
double         ibar_result_split_zoom        (IbarResult            *self,
                                              const IbarView        *view,
                                              double                 cell,
                                              const IbarCluster     *cluster);
/* Bit f set: facet f hides the row; then IBAR_HIDDEN_TIME, _TEXT, _AREA. 0: it is shown. */
#define IBAR_HIDDEN_TIME (1u << IBAR_N_FACETS)
#define IBAR_HIDDEN_TEXT (1u << (IBAR_N_FACETS + 1))
#define IBAR_HIDDEN_AREA (1u << (IBAR_N_FACETS + 2))
guint          ibar_result_why_hidden        (IbarResult            *self,
                                              guint32                row);
/* The filter with the least dropped that shows the row. */
IbarFilter    *ibar_result_reveal_filter     (IbarResult            *self,
                                              guint32                row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarEngine, ibar_engine_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarResult, ibar_result_unref)

G_END_DECLS
