/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_KEY_TEXT, /* char *, NULL is written as "auto" */
  IBAR_KEY_BOOLEAN,
  IBAR_KEY_ENUM,
  IBAR_KEY_LENGTH, /* double [pt] */
  IBAR_KEY_NUMBER, /* double within least and most */
  IBAR_KEY_COUNT,  /* int within least and most */
  IBAR_KEY_SCALE,  /* double, "auto" or "1:N" */
  IBAR_KEY_EXTENT,
  IBAR_KEY_POINT,
  IBAR_KEY_NAMES,
} IbarFigureKeyKind;

/* A member of IbarFigure and its name; in ibar-figure-keys.c stands the table of all of them. */
typedef struct
{
  const char        *group;
  const char        *key;
  IbarFigureKeyKind  kind;
  gsize              offset; /* of the member */
  const char *const *values; /* IBAR_KEY_ENUM, NULL-terminated */
  double             least, most;
} IbarFigureKey;

const IbarFigureKey *ibar_figure_key_get_all  (gsize               *n);
const IbarFigureKey *ibar_figure_key_find     (const char          *name);
gboolean             ibar_figure_key_is_group (const char          *name);
gboolean             ibar_figure_key_parse    (const IbarFigureKey *key,
                                               IbarFigure          *self,
                                               const char          *value,
                                               GError             **error);
char                *ibar_figure_key_format   (const IbarFigureKey *key,
                                               const IbarFigure    *self);
gboolean             ibar_figure_key_complain (const IbarFigureKey *key,
                                               const char          *value,
                                               const char          *expected,
                                               GError             **error);

G_END_DECLS
