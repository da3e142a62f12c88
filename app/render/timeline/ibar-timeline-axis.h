/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-timeline.h"

G_BEGIN_DECLS

/* The axis: grid lines from top to axis [px] and dates below them. */
void ibar_timeline_draw_axis (const IbarTimelineFrame *frame,
                              double                   top,
                              double                   axis,
                              cairo_t                 *cr,
                              const IbarStyle         *style);
/* Small text with tabular figures, its top left corner at (x, y). Returns its width [px]. */
double ibar_timeline_show_text (cairo_t               *cr,
                                const char            *text,
                                double                 x,
                                double                 y,
                                const IbarTimelineFrame *frame,
                                gboolean               bold,
                                const IbarColor       *color);
/* The width of such a text that is not bold [px]. */
double ibar_timeline_measure_text (cairo_t            *cr,
                                const char            *text,
                                const IbarTimelineFrame *frame);

G_END_DECLS
