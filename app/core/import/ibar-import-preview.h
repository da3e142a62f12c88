/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import.h"

G_BEGIN_DECLS

/* A field and the column it is taken from; column (nullable): none. */
typedef struct
{
  char *field;
  char *column;
  char *reason; /* how it was found, translated */
} IbarImportField;

/* One of the first rows, as the event it will become. */
typedef struct
{
  gint64    line;
  char     *title, *date, *place, *actors, *type; /* "" where nothing is known */
  IbarPoint point;
  char     *rejected; /* (nullable) why it will not be imported */
} IbarImportPreviewRow;

typedef struct
{
  char      *profile, *profile_title;
  char      *dataset, *licence, *citation; /* licence, citation: (nullable) */
  gboolean   redistributable;
  char     **columns; /* NULL-terminated */
  GPtrArray *fields;  /* of IbarImportField */
  GPtrArray *rows;    /* of IbarImportPreviewRow */
  IbarDateOrder date_order;
  gboolean   ambiguous, exchanged;
  char      *date_evidence, *coordinate_evidence;
} IbarImportPreview;

IbarImportPreview *ibar_import_preview_new  (const IbarImportOptions  *options,
                                             guint                     max_rows,
                                             GCancellable             *cancellable,
                                             GError                  **error);
void               ibar_import_preview_free (IbarImportPreview        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarImportPreview, ibar_import_preview_free)

G_END_DECLS
