/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-timeline-view.h"
#include "ibar-timeline.h"

G_BEGIN_DECLS

/* What a drag on the histogram changes. */
typedef enum
{
  IBAR_BRUSH_NONE,
  IBAR_BRUSH_CREATE,
  IBAR_BRUSH_FROM,
  IBAR_BRUSH_TO,
  IBAR_BRUSH_MOVE,
} IbarBrushPart;

struct _IbarTimelineView
{
  GtkWidget parent_instance;

  IbarSession *session; /* (owned) (nullable) */
  GSimpleActionGroup *actions;

  /* template */
  GtkWidget *canvas;
  GtkWidget *bar;
  GtkWidget *play_button;
  GtkWidget *menu_button;
  GtkWidget *clear_button;
  GtkLabel *from_label;
  GtkLabel *to_label;
  GtkRange *from_scale;
  GtkRange *to_scale;

  /* what there is */
  gboolean has_days;
  IbarDay first_day, last_day; /* of all dated rows */

  /* what is looked at [days] */
  double start, end;

  /* what is counted for it */
  gboolean stale;
  IbarTimelineData data;
  double data_start, data_end;
  int data_width;
  GArray *families; /* of guint32 */
  GArray *all;      /* of guint32 */
  const char *groups[IBAR_N_FAMILIES]; /* (nullable) names of the parts, where they are kinds of actors */
  GArray *sources;  /* of guint32 */
  GArray *bars;     /* of IbarTimelineBar */
  gboolean show_sources;
  IbarBinUnit sources_unit; /* of the bars they were counted for */
  IbarDay sources_first;
  guint most_here;        /* events whose sources are counted on the spot; more: in a worker */
  GCancellable *counting; /* (owned) (nullable) what is under way there */

  /* pointer */
  double pointer_x; /* [px], NAN outside */
  int hovered_bin;
  IbarBrushPart part;
  double drag_day;        /* where the drag began [days] */
  IbarDay drag_from, drag_to;
  gboolean dragged;
  double pinch_days;      /* looked at when two fingers came down */
  double pinch_day;       /* between them */

  gboolean updating_scales;

  /* playback */
  guint play_source;
  double speed;           /* steps a second */
  gboolean cumulative;
};

/* ibar-timeline-view.c */
void    ibar_timeline_view_get_brush    (IbarTimelineView  *self,
                                         IbarDay           *from,
                                         IbarDay           *to);
void    ibar_timeline_view_set_brush    (IbarTimelineView  *self,
                                         IbarDay            from,
                                         IbarDay            to);
void    ibar_timeline_view_look_at      (IbarTimelineView  *self,
                                         double             start,
                                         double             end);
void    ibar_timeline_view_get_frame    (IbarTimelineView  *self,
                                         IbarTimelineFrame *frame);
void    ibar_timeline_view_redraw       (IbarTimelineView  *self);

/* ibar-timeline-view-data.c */
void    ibar_timeline_view_init_data    (IbarTimelineView  *self);
void    ibar_timeline_view_clear_data   (IbarTimelineView  *self);
void    ibar_timeline_view_update_data  (IbarTimelineView  *self,
                                         int                width);

/* ibar-timeline-view-sources.c */
#define IBAR_TIMELINE_MOST_HERE 4000 /* some 2 ms */
void    ibar_timeline_view_count_sources (IbarTimelineView *self,
                                          IbarResult       *result);
void    ibar_timeline_view_forget_sources (IbarTimelineView *self);

/* ibar-timeline-view-input.c */
void    ibar_timeline_view_init_input   (IbarTimelineView  *self);
void    ibar_timeline_view_zoom         (IbarTimelineView  *self,
                                         double             factor,
                                         double             day);
void    ibar_timeline_view_drag_window  (IbarTimelineView  *self,
                                         IbarDay            from,
                                         IbarDay            to,
                                         double             days);
void    ibar_timeline_view_begin_pinch  (IbarTimelineView  *self,
                                         double             x);
void    ibar_timeline_view_pinch        (IbarTimelineView  *self,
                                         double             scale,
                                         double             x);

/* ibar-timeline-view-play.c */
void    ibar_timeline_view_init_actions (IbarTimelineView  *self);
void    ibar_timeline_view_stop         (IbarTimelineView  *self);
void    ibar_timeline_view_shift        (IbarTimelineView  *self,
                                         IbarDay           *from,
                                         IbarDay           *to,
                                         int                steps);
void    ibar_timeline_view_update_actions (IbarTimelineView *self);

G_END_DECLS
