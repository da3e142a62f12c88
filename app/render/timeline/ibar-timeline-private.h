/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-timeline.h"

G_BEGIN_DECLS

#define IBAR_TIMELINE_LANE 5.0 /* [px] of the strip of events, with its gap */
#define IBAR_TIMELINE_N_LANES 3
#define IBAR_TIMELINE_SOURCES 14.0 /* [px] of the strip of sources */

/* IbarTimelineBands from top to bottom [px]. */
typedef struct
{
  double top, base;        /* of the histogram */
  double strip, strip_end; /* of the events */
  double sources, sources_end;
  double axis;
} IbarTimelineBands;


/* ibar-timeline-bins.c */
guint32          ibar_timeline_count_bin      (const IbarTimelineData  *data,
                                               guint                    bin);
guint32          ibar_timeline_find_largest   (const IbarTimelineData  *data);
const IbarColor *ibar_timeline_get_color      (const IbarTimelineData  *data,
                                               const IbarStyle         *style,
                                               guint                    part);
void             ibar_timeline_draw_histogram (const IbarTimelineData  *data,
                                               const IbarTimelineFrame *frame,
                                               const IbarTimelineBands *bands,
                                               cairo_t                 *cr,
                                               const IbarStyle         *style);
void             ibar_timeline_draw_sources   (const IbarTimelineData  *data,
                                               const IbarTimelineFrame *frame,
                                               const IbarTimelineBands *bands,
                                               cairo_t                 *cr,
                                               const IbarStyle         *style);
/* ibar-timeline-bars.c */
guint            ibar_timeline_count_lanes    (const IbarTimelineData  *data,
                                               const IbarTimelineFrame *frame);
void             ibar_timeline_draw_bars      (const IbarTimelineData  *data,
                                               const IbarTimelineFrame *frame,
                                               const IbarTimelineBands *bands,
                                               cairo_t                 *cr,
                                               const IbarStyle         *style);
/* ibar-timeline-brush.c */
void             ibar_timeline_draw_brush     (const IbarTimelineFrame *frame,
                                               const IbarTimelineBands *bands,
                                               cairo_t                 *cr,
                                               const IbarStyle         *style);
void             ibar_timeline_draw_selected  (const IbarTimelineFrame *frame,
                                               const IbarTimelineBands *bands,
                                               cairo_t                 *cr,
                                               const IbarStyle         *style);
/* ibar-timeline-words.c */
void             ibar_timeline_draw_words     (const IbarTimelineData  *data,
                                               const IbarTimelineFrame *frame,
                                               cairo_t                 *cr,
                                               const IbarStyle         *style);

G_END_DECLS
