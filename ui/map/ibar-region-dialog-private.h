/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region-dialog.h"

G_BEGIN_DECLS

struct _IbarRegionDialog
{
  AdwWindow parent_instance;

  char *extract;    /* (nullable) */
  GPtrArray *tiles; /* of char* */
  char *output;     /* (nullable) chosen by the caller */

  GCancellable *cancellable; /* (owned) (nullable) while at work */
  guint progress_source;
  int share; /* [1/1000] atomic */

  /* template */
  GtkWidget *form;
  AdwActionRow *extract_row;
  AdwActionRow *tiles_row;
  GtkWidget *choose_extract;
  GtkWidget *choose_tiles;
  GtkEditable *credit;
  GtkEditable *name;
  GtkEditable *box;
  GtkLabel *message;
  GtkProgressBar *progress;
  GtkWidget *cancel;
  GtkWidget *build;
};

/* ibar-region-dialog.c */
void ibar_region_dialog_check          (IbarRegionDialog *self);

/* ibar-region-dialog-files.c */
void ibar_region_dialog_choose_extract (IbarRegionDialog *self);
void ibar_region_dialog_choose_tiles   (IbarRegionDialog *self);

G_END_DECLS
