/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "ibar-engine.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* One event of the strip: a bar for its days, a faded one for "sometime in". */
typedef struct
{
  IbarDay           start, end;
  IbarDatePrecision precision;
  guint             part; /* of a bin that counts it, below IBAR_N_FAMILIES */
  gboolean          selected;
} IbarTimelineBar;

/* What is counted. Bins of a unit from the one that starts at first. */
typedef struct
{
  IbarBinUnit            unit;
  IbarDay                first;
  guint                  n_bins;
  const guint32         *families; /* [n_bins * IBAR_N_FAMILIES] what passes the other filters, by parts */
  const guint32         *all;      /* (nullable) [n_bins] everything, drawn quietly behind */
  const guint32         *sources;  /* (nullable) [n_bins] sources that were active: a strip of its own */
  const IbarTimelineBar *bars;     /* (nullable) [n_bars] the events one by one, when zoomed in */
  guint                  n_bars;
  gboolean               sources_pending; /* they are of before, and no number of them is told */
  const char *const     *groups;   /* (nullable) [IBAR_N_FAMILIES] what the parts are; NULL: the families of types */
} IbarTimelineData;

/* How it is looked at. */
typedef struct
{
  double   width, height;     /* [px] */
  double   start, end;        /* [days] at the left and the right edge */
  IbarDay  from, to;          /* the brush; IBAR_DAY_NONE: open */
  int      hovered_bin;       /* or -1 */
  gboolean focused;           /* the brush is being moved or has the focus */
  gboolean has_selected;      /* an event with a date is selected: */
  IbarDay  selected_from;     /* its days, or what its date may mean */
  IbarDay  selected_to;
  double   font_scale;        /* 1 = normal */
  const char *font;           /* (nullable) families of fonts; NULL: the desktop's */
} IbarTimelineFrame;

double      ibar_timeline_day_to_x        (const IbarTimelineFrame *frame,
                                           double                   day);
double      ibar_timeline_x_to_day        (const IbarTimelineFrame *frame,
                                           double                   x);
/* The finest unit whose bins stay wide enough to be seen and hit. */
IbarBinUnit ibar_timeline_pick_unit       (double                   width,
                                           double                   days);
/* "May 2023", "2023", "week of 22 May 2023", "26 May 2023"; free with g_free. */
char       *ibar_timeline_format_bin      (IbarBinUnit              unit,
                                           IbarDay                  start);
void        ibar_timeline_draw            (const IbarTimelineData  *data,
                                           const IbarTimelineFrame *frame,
                                           cairo_t                 *cr,
                                           const IbarStyle         *style);

G_END_DECLS
