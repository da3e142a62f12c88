/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-geo.h"
#include "ibar-style.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_ANNOTATION_TEXT,    /* at one point */
  IBAR_ANNOTATION_ARROW,   /* from the first point to the last */
  IBAR_ANNOTATION_RING,    /* around the first point, through the second */
  IBAR_ANNOTATION_POLYGON, /* three points or more, closed */
  IBAR_ANNOTATION_ROUTE,   /* two points or more, highlighted */
  IBAR_N_ANNOTATION_KINDS,
} IbarAnnotationKind;

/* What stands around an annotation's text. */
typedef enum
{
  IBAR_FRAME_NONE, /* a halo only */
  IBAR_FRAME_BOX,
  IBAR_FRAME_CIRCLE, /* for a number */
  IBAR_N_ANNOTATION_FRAMES,
} IbarAnnotationFrame;

/**
 * IbarAnnotation:
 *
 * What a person has drawn on a figure's map: geometry in degrees, so that it stays at its place
 * whatever the page's size and scale, and weights in points of paper.
 */
typedef struct
{
  char               *id; /* unique within a figure: [A-Za-z0-9-] */
  IbarAnnotationKind  kind;
  GArray             *points; /* of IbarPoint */
  char               *text;   /* "" for none */
  gboolean            has_color;
  IbarColor           color;  /* without it: that of the map's labels */
  double              size;   /* [pt] of the text; 0: as the figure's body */
  double              width;  /* [pt] of its line */
  gboolean            dashed;
  gboolean            filled;
  IbarAnnotationFrame frame;
} IbarAnnotation;

/* What was done by hand to the label or the mark of an event. */
typedef struct
{
  char     *event;  /* its id */
  IbarPoint at;     /* the middle of the label; not placed: where the layout puts it */
  gboolean  hidden;
} IbarHandEdit;

IbarAnnotation *ibar_annotation_new    (IbarAnnotationKind    kind,
                                        const char           *id);
IbarAnnotation *ibar_annotation_parse  (const char           *id,
                                        const char           *text,
                                        GError              **error);
char           *ibar_annotation_format (const IbarAnnotation *self);
IbarAnnotation *ibar_annotation_copy   (const IbarAnnotation *self);
void            ibar_annotation_free   (IbarAnnotation       *self);
guint           ibar_annotation_get_least_points (IbarAnnotationKind kind);
guint           ibar_annotation_get_most_points  (IbarAnnotationKind kind);
const char     *ibar_annotation_kind_get_label   (IbarAnnotationKind kind);

IbarHandEdit   *ibar_hand_edit_parse   (const char           *event,
                                        const char           *text,
                                        GError              **error);
char           *ibar_hand_edit_format  (const IbarHandEdit   *self);
IbarHandEdit   *ibar_hand_edit_copy    (const IbarHandEdit   *self);
void            ibar_hand_edit_free    (IbarHandEdit         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarAnnotation, ibar_annotation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarHandEdit, ibar_hand_edit_free)

G_END_DECLS
