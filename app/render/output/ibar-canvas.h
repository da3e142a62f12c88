/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  IBAR_CANVAS_PIXELS,
  IBAR_CANVAS_PDF,
  IBAR_CANVAS_SVG,
} IbarCanvasKind;

/* A named part of the picture; strings are owned, title and description (nullable). */
typedef struct
{
  char *id;
  char *title;
  char *description;
} IbarCanvasGroup;

/**
 * IbarCanvas:
 *
 * A cairo_t that knows what is being drawn: parts open and close around the drawing, and each kind of
 * output makes of them what it can. PDF: structure elements. SVG: groups with ids. Pixels: nothing.
 */
typedef struct
{
  cairo_t       *cr;
  IbarCanvasKind kind;
  GPtrArray     *groups;       /* of IbarCanvasGroup, in the order they were opened (SVG) */
  GPtrArray     *alternatives; /* of char *: the text of each Figure in reading order (PDF) */
  int            depth;        /* open SVG groups */
  double         image_dpi;    /* what pictures inside a vector file are rendered at */
} IbarCanvas;

/* The size of the invisible sign that stands for a group's begin or end in cairo's SVG [pt]. */
#define IBAR_CANVAS_SIGN_HEIGHT 0.3125

void ibar_canvas_init       (IbarCanvas     *self,
                             cairo_t        *cr,
                             IbarCanvasKind  kind,
                             double          image_dpi);
void ibar_canvas_clear      (IbarCanvas     *self);
void ibar_canvas_begin      (IbarCanvas     *self,
                             const char     *tag,
                             const char     *id,
                             const char     *title,
                             const char     *description);
void ibar_canvas_end        (IbarCanvas     *self,
                             const char     *tag);
void ibar_canvas_begin_link (IbarCanvas     *self,
                             const char     *uri);
void ibar_canvas_end_link   (IbarCanvas     *self,
                             const char     *uri);
/* What cairo says of the drawing, as an error. */
gboolean ibar_canvas_check  (cairo_status_t  status,
                             GError        **error);

G_END_DECLS
