/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-canvas.h"
#include "ibar-figure-content.h"
#include "ibar-figure-text.h"
#include "ibar-labels.h"
#include "ibar-marks.h"

G_BEGIN_DECLS

/* A box on the page [pt]. */
typedef struct
{
  double x, y, width, height;
} IbarBox;

typedef struct
{
  double x, y;
} IbarSpot;

/* An annotation on paper [pt from the map's corner]. */
typedef struct
{
  const IbarAnnotation *annotation; /* not owned: the figure's */
  IbarSpot *points;                 /* (owned) shape [n_points] */
  guint     n_points;
  IbarText *text;                   /* (nullable) */
  IbarBox   box;                    /* of the text with its frame */
} IbarFigureAnnotation;

#define IBAR_NOTICE_PAD 6.0 /* [pt] around what a map without events says */

/* One mark: the events that stand at one place, or so near that their signs would cover each other. */
typedef struct
{
  IbarMark mark;      /* [mark px]: pt / IbarFigureMap.mark_scale */
  double   x, y;      /* [pt] from the map's corner */
  double   radius;    /* [pt] with casing and edge */
  GArray  *events;    /* of guint: indices into the content's events, in its order */
  gboolean vague;     /* stands for a town or more, not for a spot */
  IbarText *label;    /* (nullable) the numbers beside it */
  IbarBox  label_box; /* [pt] from the map's corner */
  gboolean leader;    /* the label stands off: a line leads to it */
  gboolean crowded;   /* no free place was found */
  gboolean by_hand;   /* the label stands where a person put it */
} IbarFigureMark;

/**
 * IbarFigureMap:
 *
 * The map of a figure before it is drawn: what part of the world at which scale, and where each mark
 * and its numbers stand.
 */
typedef struct
{
  IbarFrame  frame;       /* px are points */
  IbarExtent extent;      /* what the frame shows */
  double     denominator; /* of the scale, at the frame's middle */
  double     mark_scale;  /* [pt per mark px] */
  GPtrArray *marks;       /* of IbarFigureMark, largest first */
  guint      n_outside;   /* placed events that the frame does not show */
  guint      n_unplaced;
  guint      n_hidden;    /* placed events whose mark a person has hidden */
  IbarBox    reserved;    /* [pt] from the map's corner: the locator, which names leave free */
  IbarText  *notice_text; /* (owned) (nullable) what a map without events says */
  IbarBox    notice;      /* [pt] from the map's corner: its box, which names leave free too */
  IbarLabeller *labeller; /* (owned) (nullable) with the names of the base map placed */
  GArray    *names;       /* of IbarBox [pt]: those names, and the texts of annotations */
  GArray    *dots;        /* of IbarBox [pt]: towns' dots, which numbers leave free */
  GPtrArray *annotations; /* of IbarFigureAnnotation */
  gboolean   by_place;    /* numbers follow the marks, not the dates */
  /* Of a map that shows a part of the figure's events beside others: */
  const guint8 *only;     /* (nullable) 1 for each event it shows; valid while marks are placed */
  char         *title;    /* (nullable) what part it is */
} IbarFigureMap;

IbarFigureMap *ibar_figure_map_new        (IbarFigureContent   *content,
                                           IbarTypesetter      *typesetter,
                                           double               width,
                                           double               height,
                                           GError             **error);
IbarFigureMap *ibar_figure_map_new_part   (const IbarFigureMap *whole,
                                           IbarFigureContent   *content,
                                           IbarTypesetter      *typesetter,
                                           const guint8        *only,
                                           const char          *title);
void           ibar_figure_map_free       (IbarFigureMap       *self);
char          *ibar_figure_map_dup_alternative (IbarFigureMap  *self,
                                                IbarFigureContent *content);
double         ibar_figure_map_get_aspect (IbarFigureContent   *content);
void           ibar_figure_map_draw       (IbarFigureMap       *self,
                                           IbarFigureContent   *content,
                                           IbarTypesetter      *typesetter,
                                           IbarCanvas          *canvas,
                                           const IbarBox       *box);
/* In ibar-figure-frame.c: */
void           ibar_figure_map_choose_frame (IbarFigureMap     *self,
                                             IbarFigureContent *content,
                                             double             width,
                                             double             height);
/* In ibar-figure-marks.c: */
char          *ibar_figure_mark_dup_numbers (IbarFigureContent    *content,
                                             const IbarFigureMark *mark,
                                             guint                *n_parts);
void           ibar_figure_map_place_marks  (IbarFigureMap     *self,
                                             IbarFigureContent *content);
void           ibar_figure_map_number       (IbarFigureMap     *self,
                                             IbarFigureContent *content);
/* In ibar-figure-labels.c: */
void           ibar_figure_map_place_labels (IbarFigureMap     *self,
                                             IbarFigureContent *content,
                                             IbarTypesetter    *typesetter);
void           ibar_figure_map_name_mark    (IbarFigureMap     *self,
                                             IbarFigureContent *content,
                                             IbarTypesetter    *typesetter,
                                             guint              index,
                                             const char        *name);
/* A position on a figure's map [pt from its corner], the copy of the world that is shown; and back. */
void           ibar_frame_project           (const IbarFrame     *frame,
                                             IbarPoint            point,
                                             double              *x,
                                             double              *y);
IbarPoint      ibar_frame_locate            (const IbarFrame     *frame,
                                             double               x,
                                             double               y);
IbarPoint      ibar_figure_map_locate       (const IbarFigureMap *self,
                                             double               x,
                                             double               y);
/* In ibar-figure-annotations.c: */
void           ibar_figure_map_place_annotations (IbarFigureMap     *self,
                                                  IbarFigureContent *content,
                                                  IbarTypesetter    *typesetter);
void           ibar_figure_map_draw_annotations  (IbarFigureMap     *self,
                                                  IbarFigureContent *content,
                                                  IbarCanvas        *canvas,
                                                  gboolean           below);
double         ibar_figure_annotation_get_radius (const IbarFigureAnnotation *self);
/* In ibar-figure-names.c: */
void           ibar_figure_map_place_names  (IbarFigureMap     *self,
                                             IbarFigureContent *content,
                                             IbarTypesetter    *typesetter);
void           ibar_figure_map_draw_names   (IbarFigureMap     *self,
                                             IbarFigureContent *content,
                                             IbarCanvas        *canvas);
void           ibar_figure_mark_free        (gpointer           mark);
/* In ibar-figure-furniture.c: */
void           ibar_figure_draw_graticule   (IbarFigureMap     *self,
                                             IbarFigureContent *content,
                                             IbarTypesetter    *typesetter,
                                             IbarCanvas        *canvas,
                                             const IbarBox     *box);
void           ibar_figure_draw_north_arrow (IbarFigureContent *content,
                                             IbarTypesetter    *typesetter,
                                             IbarCanvas        *canvas,
                                             double             x,
                                             double             y,
                                             double             size);
gboolean       ibar_figure_inset_find_corner (IbarFigureMap     *self,
                                              IbarFigureContent *content,
                                              double             pad,
                                              IbarBox           *box);
void           ibar_figure_draw_inset       (IbarFigureMap     *self,
                                             IbarFigureContent *content,
                                             IbarCanvas        *canvas,
                                             const IbarBox     *box);
char          *ibar_figure_format_scale     (double             denominator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarFigureMap, ibar_figure_map_free)

G_END_DECLS
