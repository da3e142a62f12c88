/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-tour-editor.h"

G_BEGIN_DECLS

struct _IbarTourEditor
{
  AdwWindow parent_instance;

  IbarSession *session; /* (owned) */
  IbarStory   *story;   /* (owned) */
  GPtrArray   *undo;    /* (owned) of IbarStory, the latest last */
  int          current; /* the step in the fields, or -1 */
  gboolean     typed;   /* since the latest of them: that can be undone, too */
  gboolean     loading; /* the fields are being filled: not a person's change */
  guint        save_id;

  GSimpleActionGroup *actions; /* (owned) */
  GtkWidget          *title;
  GtkWidget          *description;
  GtkWidget          *list;
  GtkWidget          *fields;  /* hidden where there is no step */
  GtkWidget          *heading;
  GtkTextBuffer      *body;
  GtkTextBuffer      *notes;
  GtkWidget          *problem; /* of the markup */
  GtkWidget          *shows;   /* the view in words */
  GtkWidget          *picture;
  GtkWidget          *credit;
  AdwToastOverlay    *toasts;
};

/* ibar-tour-editor.c: the value and the file. */
IbarStoryStep *ibar_tour_editor_get_step       (IbarTourEditor *self); /* (nullable) in the fields */
void           ibar_tour_editor_queue_save     (IbarTourEditor *self);
void           ibar_tour_editor_remember       (IbarTourEditor *self); /* before a change to be undone */
/* ibar-tour-editor-actions.c */
void           ibar_tour_editor_init_actions   (IbarTourEditor *self);
void           ibar_tour_editor_update_actions (IbarTourEditor *self);
/* ibar-tour-editor-fields.c */
GtkWidget     *ibar_tour_editor_make_steps     (IbarTourEditor *self);
GtkWidget     *ibar_tour_editor_make_fields    (IbarTourEditor *self);
void           ibar_tour_editor_show_tour      (IbarTourEditor *self);
void           ibar_tour_editor_show_step      (IbarTourEditor *self);
void           ibar_tour_editor_show_steps     (IbarTourEditor *self,
                                                int             current);

G_END_DECLS
