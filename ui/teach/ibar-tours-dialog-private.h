/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-file-chooser.h"
#include "ibar-tours-dialog.h"

#include "ibar-story.h"
#include "ibar-work.h"

G_BEGIN_DECLS

struct _IbarToursDialog
{
  AdwWindow parent_instance;

  IbarSession *session;  /* (owned) */
  IbarStory   *deleted;  /* (owned) (nullable) the last one, for undo */
  IbarCollection *deleted_file; /* (owned) (nullable) what it was deleted through: its pictures are kept there */
  gboolean     writable;

  GtkWidget       *list;
  GtkWidget       *stack;   /* "tours" or "none" */
  GtkWidget       *copy;    /* says that it may only be read, and offers a copy */
  GtkWidget       *add;
  GtkWidget       *import;
  GtkWidget       *work;
  AdwToastOverlay *toasts;

  char *exporting; /* (owned) (nullable) id of the tour whose file is asked for */
};

/* ibar-tours-dialog.c: asks for a file, to be written if it gets a name, and gives func its path. */
void  ibar_tours_dialog_choose    (IbarToursDialog  *self,
                                   const char       *title,
                                   const char       *name,
                                   IbarFileFunc      func);
void  ibar_tours_dialog_say       (IbarToursDialog  *self,
                                   const char       *text);
/* Reads the file anew. */
void  ibar_tours_dialog_update    (IbarToursDialog  *self);
/* ibar-tours-dialog-work.c: beside what the public header has. */
void  ibar_tours_dialog_save_copy (IbarToursDialog  *self,
                                   const char       *path);
void  ibar_tours_dialog_take_map  (IbarToursDialog  *self);
/* ibar-tours-dialog-rows.c: a tour; the lesson's own map, quizzes and worksheets. Returns how many rows. */
void  ibar_tours_dialog_add_story (IbarToursDialog  *self,
                                   const IbarStory  *story);
guint ibar_tours_dialog_add_map   (IbarToursDialog  *self,
                                   IbarCollection   *collection);
guint ibar_tours_dialog_add_tasks (IbarToursDialog  *self,
                                   IbarCollection   *collection);

G_END_DECLS
