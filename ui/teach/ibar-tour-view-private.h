/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-tour-view.h"

G_BEGIN_DECLS

struct _IbarTourView
{
  GtkWidget parent_instance;

  IbarTour           *tour;    /* (owned) */
  IbarSession        *session; /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  GCancellable       *decoding; /* (owned) (nullable) of the picture */

  GtkWidget *box;
  GtkWidget *counter;
  GtkWidget *heading;
  GtkWidget *stack;    /* "step", "overview", "details" or "source" */
  GtkWidget *scroller;
  GtkWidget *picture;
  GtkWidget *credit;
  GtkWidget *body;
  GtkWidget *problems;
  GtkWidget *list;
  GtkWidget *source;   /* a box */
  GtkWidget *back;
  GtkWidget *previous;
  GtkWidget *next;
};

/* ibar-tour-view.c: "step", "overview", "details" or "source". */
void ibar_tour_view_show_page     (IbarTourView *self,
                                   const char   *name);
void ibar_tour_view_show_overview (IbarTourView *self,
                                   gboolean      shown);
void ibar_tour_view_ask_for_notes (IbarTourView *self);
void ibar_tour_view_show_problems (IbarTourView *self,
                                   const char   *broken);
/* ibar-tour-view-picture.c: the step's, and what is still to come of it dropped. */
void ibar_tour_view_show_picture  (IbarTourView        *self,
                                   const IbarStoryStep *step);
void ibar_tour_view_leave_picture (IbarTourView *self);
/* ibar-tour-view-actions.c: the group "tour", and the keys. */
void ibar_tour_view_add_actions   (IbarTourView *self);
/* ibar-tour-view-build.c: the widgets, with the callbacks that they call. */
void ibar_tour_view_build         (IbarTourView *self,
                                   GtkWidget    *details,
                                   GCallback     link_cb,
                                   GCallback     row_activated_cb);

G_END_DECLS
