/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PNG, row by row, with its resolution and texts: cairo's own writer knows neither and wants the
 * whole picture at once (an A2 page at 600 dpi is 557 MB).
 *
 * 24 bits a pixel: figures are opaque. The "sub" filter alone and a low level of compression: a
 * map's flat areas compress well whatever is tried, and the best filter costs five times the time.
 */

#define G_LOG_DOMAIN "ibar-png-writer"

#include "config.h"

#include "ibar-png-writer.h"

#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <png.h>

#include "ibar-error.h"

#define COMPRESSION 4

struct _IbarPngWriter
{
  png_structp png;
  png_infop info;
  int width;
  guint8 *row; /* [3 * width] */
  char message[128];
};

static void
error_cb (png_structp png, png_const_charp message)
{
  IbarPngWriter *self = png_get_error_ptr (png);

  g_strlcpy (self->message, errno != 0 ? g_strerror (errno) : message, sizeof self->message);
  longjmp (png_jmpbuf (png), 1);
}

static void
warning_cb (png_structp png, png_const_charp message)
{
  g_debug ("libpng: %s", message);
}

static gboolean
fail (IbarPngWriter *self, GError **error)
{
  g_set_error (error, IBAR_ERROR, errno == ENOSPC ? IBAR_ERROR_FULL : IBAR_ERROR_FAILED,
               _ ("The picture could not be written: %s"), self->message);
  return FALSE;
}

static void
write_head (IbarPngWriter *self, int height, double dpi, const IbarPngText *texts, gsize n_texts)
{
  g_autofree png_text *chunks = g_new0 (png_text, n_texts);

  png_set_IHDR (self->png, self->info, (png_uint_32) self->width, (png_uint_32) height, 8,
                PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs (self->png, self->info, (png_uint_32) lround (dpi / 0.0254),
                (png_uint_32) lround (dpi / 0.0254), PNG_RESOLUTION_METER);
  png_set_sRGB (self->png, self->info, PNG_sRGB_INTENT_PERCEPTUAL);
  for (gsize i = 0; i < n_texts; i++)
    {
      chunks[i].compression = PNG_ITXT_COMPRESSION_NONE;
      chunks[i].key = (png_charp) texts[i].keyword;
      chunks[i].text = (png_charp) texts[i].text;
      chunks[i].itxt_length = strlen (texts[i].text);
      chunks[i].lang = (png_charp) "";
      chunks[i].lang_key = (png_charp) "";
    }
  png_set_text (self->png, self->info, chunks, (int) n_texts);
  png_set_compression_level (self->png, COMPRESSION);
  png_set_filter (self->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
  png_write_info (self->png, self->info);
}

/**
 * ibar_png_writer_new:
 * @file: open for writing; it must outlive the writer
 * @width: of the picture [px]
 * @height: of the picture [px]
 * @dpi: pixels per inch, written as pixels per metre
 * @texts: what is written as iTXt chunks, shape [n_texts]
 * @n_texts: how many
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_FULL, %IBAR_ERROR_FAILED.
 *
 * Returns: (transfer full) (nullable): a writer that waits for its rows
 */
IbarPngWriter *
ibar_png_writer_new (FILE *file,
                     int width,
                     int height,
                     double dpi,
                     const IbarPngText *texts,
                     gsize n_texts,
                     GError **error)
{
  IbarPngWriter *self = g_new0 (IbarPngWriter, 1);

  errno = 0;
  self->width = width;
  self->row = g_malloc (3 * (gsize) width);
  self->png = png_create_write_struct (PNG_LIBPNG_VER_STRING, self, error_cb, warning_cb);
  self->info = self->png != NULL ? png_create_info_struct (self->png) : NULL;
  if (self->info == NULL)
    {
      g_strlcpy (self->message, "libpng", sizeof self->message);
      fail (self, error);
      ibar_png_writer_free (self);
      return NULL;
    }
  if (setjmp (png_jmpbuf (self->png)))
    {
      fail (self, error);
      ibar_png_writer_free (self);
      return NULL;
    }
  png_init_io (self->png, file);
  write_head (self, height, dpi, texts, n_texts);
  return self;
}

/**
 * ibar_png_writer_add:
 * @self: a writer
 * @pixels: rows as cairo has them (CAIRO_FORMAT_RGB24)
 * @n_rows: how many
 * @stride: from row to row [bytes]
 * @error: return location for an error
 *
 * Returns: whether they were written
 */
gboolean
ibar_png_writer_add (IbarPngWriter *self,
                     const guint8 *pixels,
                     int n_rows,
                     int stride,
                     GError **error)
{
  if (setjmp (png_jmpbuf (self->png)))
    return fail (self, error);
  for (int y = 0; y < n_rows; y++)
    {
      const guint32 *from = (const guint32 *) (gconstpointer) (pixels + (gsize) y * (gsize) stride);
      guint8 *to = self->row;

      for (int x = 0; x < self->width; x++, to += 3)
        {
          to[0] = (guint8) (from[x] >> 16);
          to[1] = (guint8) (from[x] >> 8);
          to[2] = (guint8) from[x];
        }
      png_write_row (self->png, self->row);
    }
  return TRUE;
}

/**
 * ibar_png_writer_finish:
 * @self: a writer that has got all its rows
 * @error: return location for an error
 *
 * Returns: whether the end was written
 */
gboolean
ibar_png_writer_finish (IbarPngWriter *self, GError **error)
{
  if (setjmp (png_jmpbuf (self->png)))
    return fail (self, error);
  png_write_end (self->png, NULL);
  return TRUE;
}

/**
 * ibar_png_writer_free:
 * @self: (transfer full) (nullable): a writer; the file is left open
 */
void
ibar_png_writer_free (IbarPngWriter *self)
{
  if (self == NULL)
    return;
  if (self->png != NULL)
    png_destroy_write_struct (&self->png, &self->info);
  g_free (self->row);
  g_free (self);
}
