/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A laid-out figure to a file: PDF, SVG, PNG, HTML.
 *
 * A full disk or a killed program leaves the old file as it was. PNG is drawn in bands of at most
 * band_bytes, each from the same layout, so a band's edge cannot be seen. */

#define G_LOG_DOMAIN "ibar-figure-output"

#include "config.h"

#include "ibar-figure-output.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-evidence.h"
#include "ibar-figure-palette.h"
#include "ibar-output.h"
#include "ibar-png-writer.h"

#define LARGEST_SIDE 32767 /* [px] cairo's limit for a picture */

/**
 * ibar_figure_output_from_path:
 * @path: where a figure shall go
 * @output: (out): the kind of file its name asks for
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_PARSE.
 *
 * Returns: whether the name ends with a known suffix
 */
gboolean
ibar_figure_output_from_path (const char *path, IbarFigureOutput *output, GError **error)
{
  static const char *const suffixes[IBAR_N_OUTPUTS] = { ".pdf", ".svg", ".png", ".html" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (int i = 0; i < IBAR_N_OUTPUTS; i++)
    {
      if (g_str_has_suffix (lower, suffixes[i]))
        {
          *output = (IbarFigureOutput) i;
          return TRUE;
        }
    }
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
               _ ("“%s” does not say what to write: end it with .pdf, .svg, .png or .html"), path);
  return FALSE;
}

/* After a power failure, too, either the old file is there or the new one. */
static gboolean
commit (IbarOutput *output, GError **error)
{
  return ibar_output_sync (output, error) && ibar_output_finish (output, error);
}

static gboolean
write_bytes (const char *path, const void *data, gsize length, GError **error)
{
  g_autoptr (IbarOutput) output = ibar_output_open (path, error);

  return output != NULL && ibar_output_write (output, data, length, error)
         && commit (output, error);
}

static gboolean
write_pdf (const IbarSheets *sheets,
           const char *path,
           GKeyFile *evidence,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GByteArray) pdf = ibar_sheets_to_pdf (sheets, evidence, cancellable, error);
  return pdf != NULL && write_bytes (path, pdf->data, pdf->len, error);
}

static gboolean
write_svg (IbarFigureLayout *layout,
           guint page,
           const char *path,
           GKeyFile *evidence,
           GError **error)
{
  g_autofree char *svg = ibar_figure_layout_to_svg (layout, page, evidence, TRUE, error);
  return svg != NULL && write_bytes (path, svg, strlen (svg), error);
}

static gboolean
draw_band (IbarFigureLayout *layout,
           guint page,
           cairo_surface_t *band,
           int y,
           double scale,
           GError **error)
{
  cairo_t *cr = cairo_create (band);
  IbarCanvas canvas;
  gboolean ok;

  cairo_translate (cr, 0, -y);
  cairo_scale (cr, scale, scale);
  ibar_canvas_init (&canvas, cr, IBAR_CANVAS_PIXELS, layout->content->figure->dpi);
  ibar_figure_layout_draw (layout, page, &canvas);
  ok = ibar_canvas_check (cairo_status (cr), error);
  ibar_canvas_clear (&canvas);
  cairo_destroy (cr);
  cairo_surface_flush (band);
  return ok;
}

static gboolean
draw_bands (IbarFigureLayout *layout,
            guint page,
            IbarPngWriter *writer,
            int width,
            int height,
            GCancellable *cancellable,
            GError **error)
{
  double scale = layout->content->figure->dpi / IBAR_POINTS_PER_INCH;
  int rows = CLAMP (layout->band_bytes / (4 * width), 16, height > 16 ? height : 16);
  cairo_surface_t *band
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, MIN (rows, height));
  gboolean ok = ibar_canvas_check (cairo_surface_status (band), error);

  rows = MIN (rows, height);
  for (int y = 0; ok && y < height; y += rows)
    {
      int n = MIN (rows, height - y);

      ok = !g_cancellable_set_error_if_cancelled (cancellable, error)
           && draw_band (layout, page, band, y, scale, error);
      if (!ok)
        break;
      ibar_preview_pixels (layout->content->figure->preview, cairo_image_surface_get_data (band),
                           width, n, cairo_image_surface_get_stride (band));
      ok = ibar_png_writer_add (writer, cairo_image_surface_get_data (band), n,
                                cairo_image_surface_get_stride (band), error);
    }
  cairo_surface_destroy (band);
  return ok;
}

static gboolean
write_png (IbarFigureLayout *layout,
           guint page,
           const char *path,
           GKeyFile *evidence,
           GCancellable *cancellable,
           GError **error)
{
  double dpi = layout->content->figure->dpi;
  int width = (int) lround (layout->page.width * dpi / IBAR_POINTS_PER_INCH);
  int height = (int) lround (layout->page.height * dpi / IBAR_POINTS_PER_INCH);
  g_autofree char *xmp = ibar_evidence_to_xmp (evidence, TRUE);
  const IbarPngText texts[] = { { "Title", layout->content->title },
                                { "Description", layout->content->sentence },
                                { "Copyright", layout->content->credits },
                                { "Software", "Ibar " IBAR_VERSION },
                                { "XML:com.adobe.xmp", xmp } };
  g_autoptr (IbarOutput) output = NULL;
  g_autoptr (IbarPngWriter) writer = NULL;

  if (width > LARGEST_SIDE || height > 4 * LARGEST_SIDE)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("A picture of %d × %d px is too large: at most %d px wide; lower the dpi"),
                   width, height, LARGEST_SIDE);
      return FALSE;
    }
  output = ibar_output_open (path, error);
  if (output == NULL)
    return FALSE;
  writer = ibar_png_writer_new (ibar_output_get_file (output), width, height, dpi, texts,
                                G_N_ELEMENTS (texts), error);
  return writer != NULL && draw_bands (layout, page, writer, width, height, cancellable, error)
         && ibar_png_writer_finish (writer, error) && commit (output, error);
}

static gboolean
write_html (const IbarSheets *sheets,
            const char *path,
            GKeyFile *evidence,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *html = ibar_sheets_to_html (sheets, evidence, cancellable, error);
  return html != NULL && write_bytes (path, html, strlen (html), error);
}

/* Pages as files of their own
 * ------------------------------------------------------------------------- */

/* "figure.png", "figure-2.png" …; of a series "figure-001.png" from the first on, so that they
 * sort. */
static char *
dup_page_path (const IbarSheets *sheets, const char *path, guint page)
{
  const char *dot = strrchr (path, '.');

  if (sheets->n > 1)
    return g_strdup_printf ("%.*s-%03u%s", (int) (dot - path), path, page + 1, dot);
  if (page == 0)
    return g_strdup (path);
  return g_strdup_printf ("%.*s-%u%s", (int) (dot - path), path, page + 1, dot);
}

static gboolean
write_pages (const IbarSheets *sheets,
             const char *path,
             IbarFigureOutput output,
             GKeyFile *evidence,
             GPtrArray *files,
             GCancellable *cancellable,
             GError **error)
{
  guint file = 0;

  for (guint sheet = 0; sheet < sheets->n; sheet++)
    {
      IbarFigureLayout *layout = sheets->get (sheets->data, sheet, cancellable, error);

      for (guint page = 0; layout != NULL && page < layout->n_pages; page++, file++)
        {
          g_autofree char *page_path = dup_page_path (sheets, path, file);

          if (output == IBAR_OUTPUT_SVG
                  ? !write_svg (layout, page, page_path, evidence, error)
                  : !write_png (layout, page, page_path, evidence, cancellable, error))
            return FALSE;
          if (files != NULL)
            g_ptr_array_add (files, g_steal_pointer (&page_path));
        }
      if (layout == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * ibar_sheets_write:
 * @sheets: what to write
 * @path: where to; see ibar_figure_layout_write()
 * @output: what
 * @files: (nullable) (element-type utf8): the paths written are appended
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * **Errors:** as ibar_figure_layout_write(), and those of making a sheet.
 *
 * Returns: whether all was written
 */
gboolean
ibar_sheets_write (const IbarSheets *sheets,
                   const char *path,
                   IbarFigureOutput output,
                   GPtrArray *files,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GKeyFile) evidence = ibar_evidence_new (sheets->whole, error);
  gboolean ok;

  if (evidence == NULL)
    return FALSE;
  if (output == IBAR_OUTPUT_SVG || output == IBAR_OUTPUT_PNG)
    return write_pages (sheets, path, output, evidence, files, cancellable, error);
  ok = output == IBAR_OUTPUT_PDF ? write_pdf (sheets, path, evidence, cancellable, error)
                                 : write_html (sheets, path, evidence, cancellable, error);
  if (ok && files != NULL)
    g_ptr_array_add (files, g_strdup (path));
  return ok;
}

static IbarFigureLayout *
get_only_sheet (gpointer data, guint sheet, GCancellable *cancellable, GError **error)
{
  return data;
}

/**
 * ibar_figure_layout_write:
 * @layout: a figure
 * @path: where to; a page beyond the first of a format without pages gets "-2" and so on
 * @output: what
 * @files: (nullable) (element-type utf8): the paths written are appended
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_FULL, %IBAR_ERROR_PERMISSION, %IBAR_ERROR_NOT_FOUND for a folder that is
 * not there, %IBAR_ERROR_TOO_LARGE, %IBAR_ERROR_FAILED. The old file survives all of them.
 * **Cost:** A4 with 131 events: `bench-figure`.
 *
 * Returns: whether all was written
 */
gboolean
ibar_figure_layout_write (IbarFigureLayout *layout,
                          const char *path,
                          IbarFigureOutput output,
                          GPtrArray *files,
                          GCancellable *cancellable,
                          GError **error)
{
  const IbarSheets sheets = { 1, layout, get_only_sheet, layout };

  return ibar_sheets_write (&sheets, path, output, files, cancellable, error);
}
