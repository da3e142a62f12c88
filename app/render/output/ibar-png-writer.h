/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include <glib.h>

G_BEGIN_DECLS

/* A PNG written row by row, so that a picture need not stand in memory as a whole. */
typedef struct _IbarPngWriter IbarPngWriter;

typedef struct
{
  const char *keyword; /* 1 to 79 bytes of Latin-1 */
  const char *text;    /* UTF-8 */
} IbarPngText;

IbarPngWriter *ibar_png_writer_new    (FILE              *file,
                                       int                width,
                                       int                height,
                                       double             dpi,
                                       const IbarPngText *texts,
                                       gsize              n_texts,
                                       GError           **error);
gboolean       ibar_png_writer_add    (IbarPngWriter     *self,
                                       const guint8      *pixels,
                                       int                n_rows,
                                       int                stride,
                                       GError           **error);
gboolean       ibar_png_writer_finish (IbarPngWriter     *self,
                                       GError           **error);
void           ibar_png_writer_free   (IbarPngWriter     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarPngWriter, ibar_png_writer_free)

G_END_DECLS
