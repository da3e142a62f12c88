/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-event-table.h"
#include "ibar-figure-map.h"
#include "ibar-figure-series.h"
#include "ibar-legend.h"

G_BEGIN_DECLS

/* Where a block stands. */
typedef struct
{
  guint            page; /* from 0 */
  const IbarBlock *block;
  double           x, y; /* [pt] on the page */
} IbarPlacedBlock;

/* One of several equal maps, with its heading. */
typedef struct
{
  IbarText      *heading, *count;
  IbarBox        heading_box, map_box; /* [pt] on the first page */
  IbarFigureMap *map;                  /* (owned) */
} IbarFigurePanel;

/**
 * IbarFigureLayout:
 *
 * A figure, ready to be drawn: every part's box on every page, in points. Immutable; the same for the
 * preview and for each output.
 */
typedef struct
{
  IbarFigureContent *content;    /* not owned */
  IbarTypesetter    *typesetter; /* (owned) */
  IbarFigureMap     *map;        /* (owned) */
  IbarLegend        *legend;     /* (owned) (nullable) */
  IbarPageSize       page;       /* [pt] both sides set */
  guint              n_pages;
  double             margin;     /* [pt] */
  int                band_bytes; /* a picture is drawn in bands of at most so much memory */

  IbarText *title, *subtitle, *note, *credits; /* (nullable) but for the credits */
  IbarBox   title_box, subtitle_box, note_box, credits_box;
  IbarBox   map_box, legend_box, timeline_box, scale_box, inset_box; /* width 0: not there */
  gboolean  left_out_timeline, left_out_legend; /* for want of room */
  GPtrArray *blocks; /* of IbarBlock */
  GArray    *placed; /* of IbarPlacedBlock, in reading order */

  /* Of small multiples and frames: then map is not drawn itself, it holds what they share. */
  IbarSeries *series;        /* (owned) (nullable) */
  GPtrArray  *panels;        /* (nullable) of IbarFigurePanel */
  double      panel_heading; /* [pt] above each of several maps, and its lines of text */
  guint       panel_lines;
  guint       shown_part;    /* of frames */
} IbarFigureLayout;

IbarFigureLayout *ibar_figure_layout_new  (IbarFigureContent  *content,
                                           GError            **error);
void              ibar_figure_layout_free (IbarFigureLayout   *self);
/* In ibar-figure-panels.c: */
gboolean          ibar_figure_layout_show_part (IbarFigureLayout *self,
                                                guint             part,
                                                GError          **error);
/* In ibar-figure-draw.c: */
void              ibar_figure_layout_draw (IbarFigureLayout   *self,
                                           guint               page,
                                           IbarCanvas         *canvas);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarFigureLayout, ibar_figure_layout_free)

G_END_DECLS
