/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-canvas.h"
#include "ibar-figure.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* The least text at the final size [pt]. */
#define IBAR_LEAST_TEXT 6.0

typedef enum
{
  IBAR_TEXT_TITLE,
  IBAR_TEXT_SUBTITLE,
  IBAR_TEXT_HEADING,
  IBAR_TEXT_BODY,
  IBAR_TEXT_BOLD,
  IBAR_TEXT_SMALL,
  IBAR_TEXT_NUMBER, /* beside a mark */
  IBAR_N_TEXT_ROLES,
} IbarTextRole;

/* Text of a figure, measured once and drawn anywhere: its own Pango context, without hinting, at 72
 * units an inch, so that a line breaks at the same word on every output. */
typedef struct _IbarTypesetter IbarTypesetter;

/* A piece of laid-out text: layout (owned), links of it and its size [pt]. */
typedef struct
{
  PangoLayout *layout;
  GArray      *links;  /* (nullable) of IbarTextLink */
  double       width;  /* of the ink's logical box */
  double       height;
} IbarText;

typedef struct
{
  guint start, end; /* [bytes] */
  char *uri;
} IbarTextLink;

/* Text with roles and links put together piece by piece. */
typedef struct
{
  GString       *text;
  PangoAttrList *attributes;
  GArray        *links;
} IbarTextBuilder;

IbarTypesetter *ibar_typesetter_new       (const IbarFigure    *figure);
void            ibar_typesetter_free      (IbarTypesetter      *self);
double          ibar_typesetter_get_size  (IbarTypesetter      *self,
                                           IbarTextRole         role);
IbarText       *ibar_typesetter_set       (IbarTypesetter      *self,
                                           IbarTextRole         role,
                                           const char          *text,
                                           double               width,
                                           int                  max_lines);
void            ibar_text_builder_init    (IbarTextBuilder     *builder);
void            ibar_text_builder_add     (IbarTextBuilder     *builder,
                                           const char          *text);
void            ibar_text_builder_add_as  (IbarTextBuilder     *builder,
                                           const char          *text,
                                           gboolean             bold,
                                           const IbarColor     *color,
                                           const char          *uri);
IbarText       *ibar_typesetter_set_built (IbarTypesetter      *self,
                                           IbarTextRole         role,
                                           IbarTextBuilder     *builder,
                                           double               width,
                                           int                  max_lines);
void            ibar_text_measure         (IbarText            *text);
void            ibar_text_free            (IbarText            *text);
gboolean        ibar_text_is_cut          (const IbarText      *text);
void            ibar_text_draw            (const IbarText      *text,
                                           IbarCanvas          *canvas,
                                           double               x,
                                           double               y,
                                           const IbarColor     *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarTypesetter, ibar_typesetter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarText, ibar_text_free)

G_END_DECLS
