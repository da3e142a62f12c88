/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-preview.h"

G_BEGIN_DECLS

typedef enum
{
  DRAG_NONE,
  DRAG_MAP,
  DRAG_LABEL,
  DRAG_ANNOTATION, /* all of its points */
  DRAG_HANDLE,     /* one of them */
} PreviewDrag;

struct _IbarFigurePreview
{
  GtkDrawingArea parent_instance;

  IbarFigureEditor *editor;           /* (owned) */
  const IbarComposition *composition; /* (nullable) not owned */
  GdkTexture *picture;                /* (owned) (nullable) its page */
  guint page;
  int tool;
  IbarSpot cross;      /* [pt on the page] where keys would put a point */
  gboolean cross_shown; /* keys have moved it */
  GArray *pending;     /* of IbarPoint: what is being drawn */
  IbarSpot pointer;    /* [pt on the page] */

  PreviewDrag drag;
  guint handle;        /* index of the point that is dragged */
  IbarPoint center;    /* of the map when the drag began */
  double scale;        /* its denominator then */
  IbarSpot from;       /* [pt on the page] where it began, or the label's middle */
  GArray *before;      /* (nullable) of IbarPoint: the annotation's points then */
};

/* In ibar-figure-preview.c: */
double   ibar_figure_preview_get_place (IbarFigurePreview         *self,
                                        double                    *x,
                                        double                    *y);
IbarPoint ibar_figure_preview_locate   (IbarFigurePreview         *self,
                                        IbarSpot                   spot);
IbarSpot ibar_figure_preview_project   (IbarFigurePreview         *self,
                                        IbarPoint                  point);
gboolean ibar_figure_preview_has_map   (IbarFigurePreview         *self);
void     ibar_figure_preview_move_map  (IbarFigurePreview         *self,
                                        IbarPoint                  center,
                                        double                     scale,
                                        double                     dx,
                                        double                     dy,
                                        const char                *reason);
IbarPoint ibar_figure_preview_get_center (IbarFigurePreview       *self,
                                          double                  *scale);
void     ibar_figure_preview_add_point (IbarFigurePreview         *self,
                                        IbarSpot                   spot);
void     ibar_figure_preview_finish    (IbarFigurePreview         *self);
void     ibar_figure_preview_shift_selected (IbarFigurePreview    *self,
                                             double                dx,
                                             double                dy);
/* In ibar-figure-preview-input.c: */
void     ibar_figure_preview_add_input (IbarFigurePreview         *self);
/* In ibar-figure-preview-draw.c: */
void     ibar_figure_preview_snapshot  (GtkWidget                 *widget,
                                        GtkSnapshot               *snapshot);

G_END_DECLS
