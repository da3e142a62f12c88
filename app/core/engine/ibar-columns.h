/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"
#include "ibar-filter.h"

G_BEGIN_DECLS

/**
 * IbarColumns:
 *
 * All rows' filter and drawing attributes, a struct of arrays sorted by the Morton code of the Web
 * Mercator position (rows that are not placed come last). A row is a guint32 index into it. Immutable
 * after loading and shared between threads by reference.
 */
typedef struct _IbarColumns IbarColumns;

#define IBAR_ROW_NONE G_MAXUINT32
#define IBAR_N_COLUMN_ORDERS 6 /* one for each IbarSortKey */

typedef void (*IbarProgressFunc) (double fraction, gpointer user_data);

/* What one row holds, unpacked. */
typedef struct
{
  gint64            fid;
  IbarPoint         point;         /* NAN where not placed */
  IbarDay           start, end;    /* IBAR_DAY_NONE where not dated */
  IbarDatePrecision date_precision;
  IbarConfidence    confidence;
  IbarPlacePrecision place_precision;
  IbarFamily        family;
  int               type, place, municipality, dataset; /* indices, -1 = none */
  guint             n_sources;
  guint             casualties;    /* largest best figure claimed, killed + injured, for sorting only */
} IbarRow;

/* What could not be taken as it stands: counted, and the event kept without it. */
typedef struct
{
  guint n_bad_dates;    /* not a day from 0001-01-01 to 9999-12-31: taken as not dated */
  guint n_reversed;     /* ends before it starts: the ends were exchanged */
  guint n_bad_points;   /* not a number, out of range, not a point: taken as not placed */
  guint n_dangling;     /* a reference to nothing: left out */
} IbarColumnsReport;

IbarColumns *ibar_columns_load           (IbarCollection    *collection,
                                          IbarProgressFunc   progress,
                                          gpointer           user_data,
                                          GCancellable      *cancellable,
                                          GError           **error);
IbarColumns *ibar_columns_ref            (IbarColumns       *self);
void         ibar_columns_unref          (IbarColumns       *self);
guint        ibar_columns_get_n_rows     (IbarColumns       *self);
void         ibar_columns_get_row        (IbarColumns       *self,
                                          guint32            row,
                                          IbarRow           *out);
guint32      ibar_columns_find_fid       (IbarColumns       *self,
                                          gint64             fid);
/* Values a facet has: ids in vocabulary order (actors: parents included wherever a child takes part). */
guint        ibar_columns_get_n_values   (IbarColumns       *self,
                                          IbarFacet          facet);
const char  *ibar_columns_get_value_id   (IbarColumns       *self,
                                          IbarFacet          facet,
                                          guint              value);
/* The values one row has, indices as in get_value_id; buffer holds one where there is at most one. */
const guint32 *ibar_columns_get_row_values (IbarColumns *self,
                                            IbarFacet    facet,
                                            guint32      row,
                                            guint32     *buffer,
                                            guint       *n_values);
/* First and last day of all dated rows; FALSE if there is none. */
gboolean     ibar_columns_get_days       (IbarColumns       *self,
                                          IbarDay           *first,
                                          IbarDay           *last);
void         ibar_columns_get_extent     (IbarColumns       *self,
                                          IbarExtent        *extent);
guint        ibar_columns_get_n_within   (IbarColumns       *self,
                                          const IbarExtent  *extent);
const IbarVocabulary *ibar_columns_get_vocabulary (IbarColumns *self);
const IbarColumnsReport *ibar_columns_get_report (IbarColumns *self);

/* The kind of actors of a group of a histogram stacked by them; group < IBAR_GROUP_SEVERAL_KINDS. */
const char *ibar_columns_get_group_kind (IbarColumns *self,
                                         guint        group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarColumns, ibar_columns_unref)

G_END_DECLS
