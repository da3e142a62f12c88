/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-filter.h"
#include "ibar-import-plan.h"

G_BEGIN_DECLS

#define IBAR_IMPORT_BATCH_ROWS 1024

/* Rows that have become events, with the strings they are made of. */
typedef struct
{
  IbarImportArena arena;
  IbarImportEvent events[IBAR_IMPORT_BATCH_ROWS];
  guint           n_events;
  GPtrArray      *notes; /* of IbarImportNote */
  gint64          n_read;
  gint64          n_received; /* with those that did not pass the filter */
  double          fraction; /* of the input, [0, 1] */
  gboolean        last;
  GError         *error;
  GAsyncQueue    *home;  /* (borrowed) where it goes when everybody has read it */
} IbarImportBatch;

/* lent: (out): becomes TRUE where somebody else brings the batch home. */
typedef gboolean (*IbarImportBatchFunc) (IbarImportBatch *batch,
                                         const char      *input,
                                         gboolean        *lent,
                                         gpointer         user_data,
                                         GError         **error);

gboolean ibar_import_pump (IbarImportReader    *reader,
                           IbarImportPlan      *plan,
                           const IbarFilter    *filter,
                           const char          *dataset,
                           IbarImportBatchFunc  func,
                           gpointer             user_data,
                           GCancellable        *cancellable,
                           GError             **error);

G_END_DECLS
