/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "ibar-names.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* How a label is set. */
typedef enum
{
  IBAR_TYPE_PLACE_0, /* a place by its rank, most important first */
  IBAR_TYPE_PLACE_1,
  IBAR_TYPE_PLACE_2,
  IBAR_TYPE_PLACE_3,
  IBAR_TYPE_PLACE_4,
  IBAR_TYPE_AREA,
  IBAR_TYPE_REGION,
  IBAR_TYPE_NEIGHBOUR,
  IBAR_TYPE_WATER,
  IBAR_TYPE_STREET,
  IBAR_N_TYPES,
} IbarType;

/* A text as measured once. */
typedef struct
{
  PangoLayout *layout;
  char        *text;
  IbarType     type;
  double       width, height; /* [px] */
  /* The halo as drawn before, twice as large as a pixel needs; made once, not every frame. */
  cairo_surface_t *halo;      /* (nullable) A8 */
  PangoAlignment halo_alignment;
} IbarLabelText;

/* Fonts at one size, of given families or of the desktop's (NULL). */
typedef struct
{
  PangoContext         *context;
  PangoFontDescription *fonts[IBAR_N_TYPES];
} IbarTypesetter;

void           ibar_typesetter_init     (IbarTypesetter        *self,
                                         const char            *family,
                                         double                 font_scale);
void           ibar_typesetter_clear    (IbarTypesetter        *self);
IbarLabelText *ibar_typesetter_measure  (IbarTypesetter        *self,
                                         IbarType               type,
                                         const IbarNames       *names,
                                         const IbarNameSetting *setting,
                                         gboolean               one_line);
void           ibar_label_text_free     (IbarLabelText         *text);
/* Left edge and top of the text at the origin, in its halo. */
void           ibar_label_text_draw     (IbarLabelText         *text,
                                         cairo_t               *cr,
                                         const IbarColor       *color,
                                         const IbarColor       *halo,
                                         double                 halo_width,
                                         PangoAlignment         alignment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarLabelText, ibar_label_text_free)

G_END_DECLS
