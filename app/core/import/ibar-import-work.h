/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-filter.h"
#include "ibar-import-hash.h"
#include "ibar-import-report.h"
#include "ibar-import-text-index.h"
#include "ibar-import-write.h"

G_BEGIN_DECLS

/* One import from its beginning to its end. */
typedef struct
{
  const IbarImportOptions *options;
  IbarImportWriter         writer;
  IbarImportReport         report;
  IbarImportResult        *result;
  char                    *target;   /* the file that is written */
  gboolean                 is_new;
  gboolean                 in_bulk;
  IbarExtent               home;
  IbarFilter              *filter;   /* (nullable) */
  IbarImportHash           hash;     /* of the input, where it is one file */
  IbarImportTextIndex     *text;     /* (owned) (nullable) of a new collection */
  IbarProgressFunc         progress;
  gpointer                 user_data;
  GCancellable            *cancellable;
} IbarImportWork;

/* ibar-import-target.c */
gboolean ibar_import_target_open      (IbarImportWork *self, GError **error);
gboolean ibar_import_target_begin     (IbarImportWork *self, GError **error);
gboolean ibar_import_target_commit    (IbarImportWork *self, GError **error);
void     ibar_import_target_roll_back (IbarImportWork *self);
void     ibar_import_target_name      (IbarImportWork *self, GError *error);
/* The hash of the input becomes the data set's, where all of it was read. */
void     ibar_import_finish_hashing   (IbarImportWork *self);

G_END_DECLS
