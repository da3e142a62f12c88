/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import-dialog.h"
#include "ibar-import-preview.h"

G_BEGIN_DECLS

struct _IbarImportDialog
{
  AdwWindow parent_instance;

  char              *input;
  char              *path;        /* the collection that takes it */
  char              *report;      /* (nullable) a file of ours with all that the import noted */
  GPtrArray         *profiles;    /* (owned) (nullable) of IbarImportProfile */
  GHashTable        *maps;        /* (owned) field → column the user chose */
  IbarImportPreview *shown;       /* (owned) (nullable) */
  GCancellable      *cancellable; /* (owned) (nullable) of what is under way */
  gboolean           filling;     /* rows are being set: no choice of the user's */
  gboolean           done;
  GPtrArray         *field_rows;  /* of AdwComboRow (not owned), one a field */
  double             fraction;
  guint              tick;

  GtkWidget *heading, *cancel, *accept, *stack, *page, *table_group, *order_group, *columns_group;
  GtkWidget *format, *dataset, *into, *choose_into, *date_order, *coordinates, *licence, *citation, *passed_on, *keep_as;
  GtkWidget *preview_box, *preview_title, *preview, *map, *progress, *summary, *notes, *notes_shown, *save_report, *failure;
};

/* The options of one preview or import, with strings of their own for the thread. */
typedef struct
{
  IbarImportOptions options;
  const char       *inputs[2];
  char             *input, *into, *profile, *dataset, *licence, *citation, *keep_as, *report;
  char            **maps;
  IbarImportDialog *dialog; /* (owned) */
} IbarImportJob;

/* ibar-import-dialog.c */
IbarImportJob *ibar_import_job_new            (IbarImportDialog *self);
void           ibar_import_job_free           (gpointer          data);
void           ibar_import_dialog_show_failure (IbarImportDialog *self,
                                               const char       *message);
GTask         *ibar_import_dialog_start_task  (IbarImportDialog   *self,
                                               GAsyncReadyCallback done);
/* ibar-import-dialog-preview.c */
void           ibar_import_dialog_show_preview (IbarImportDialog *self);
void           ibar_import_dialog_start_preview (IbarImportDialog *self);
/* ibar-import-dialog-into.c */
void           ibar_import_dialog_choose_into (IbarImportDialog *self);
void           ibar_import_dialog_suggest_into (IbarImportDialog *self,
                                               IbarSession      *session);
/* ibar-import-dialog-result.c */
void           ibar_import_dialog_show_result (IbarImportDialog *self,
                                               const IbarImportResult *result);
char          *ibar_import_dialog_dup_report  (IbarImportDialog *self);
void           ibar_import_dialog_drop_report (IbarImportDialog *self);
void           ibar_import_dialog_save_report (IbarImportDialog *self);
void           ibar_import_dialog_write_report (GtkWidget      *window,
                                               const char       *path);

G_END_DECLS
