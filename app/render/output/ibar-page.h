/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define IBAR_POINTS_PER_INCH 72.0
#define IBAR_POINTS_PER_MM (72.0 / 25.4)
/* The least and greatest side of a page [pt]: 20 mm and 2 m. */
#define IBAR_PAGE_MIN (20.0 * IBAR_POINTS_PER_MM)
#define IBAR_PAGE_MAX (2000.0 * IBAR_POINTS_PER_MM)

typedef enum
{
  IBAR_ORIENTATION_AUTO, /* as the size says */
  IBAR_ORIENTATION_PORTRAIT,
  IBAR_ORIENTATION_LANDSCAPE,
  IBAR_N_ORIENTATIONS,
} IbarOrientation;

/* [pt]; height 0: as tall as the content needs (a column of a journal). */
typedef struct
{
  double width;
  double height;
} IbarPageSize;

gboolean ibar_page_size_parse    (const char      *text,
                                  double           dpi,
                                  IbarPageSize    *size,
                                  GError         **error);
void     ibar_page_size_orient   (IbarPageSize    *size,
                                  IbarOrientation  orientation);
gboolean ibar_length_parse       (const char      *text,
                                  double           dpi,
                                  double          *points,
                                  GError         **error);

G_END_DECLS
