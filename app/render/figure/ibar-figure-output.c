/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A laid-out figure to a file: PDF, SVG, PNG, HTML.
 *
 * What is written stands in a new file beside the target until it is whole, then takes its name: a
 * full disk or a killed program leaves the old file as it was. PNG is drawn in bands of at most
 * band_bytes, each from the same layout, so a band's edge cannot be seen. */

#define G_LOG_DOMAIN "ibar-figure-output"

#include "config.h"

#include "ibar-figure-output.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-evidence.h"
#include "ibar-figure-palette.h"
#include "ibar-pdf-update.h"
#include "ibar-png-writer.h"
#include "ibar-svg-groups.h"

#define LARGEST_SIDE 32767 /* [px] cairo's limit for a picture */

/**
 * ibar_output_from_path:
 * @path: where a figure shall go
 * @output: (out): the kind of file its name asks for
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_PARSE.
 *
 * Returns: whether the name ends with a known suffix
 */
gboolean
ibar_output_from_path (const char *path, IbarFigureOutput *output, GError **error)
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

/* Beside and rename
 * -------------------------------------------------------------------------------------- */

typedef struct
{
  char *path;      /* the target */
  char *temporary; /* beside it */
  FILE *file;
} Target;

static gboolean
fail_file (const char *path, int code, GError **error)
{
  g_set_error (error, IBAR_ERROR,
               code == ENOSPC || code == EDQUOT                   ? IBAR_ERROR_FULL
               : code == EACCES || code == EPERM || code == EROFS ? IBAR_ERROR_PERMISSION
               : code == ENOENT                                   ? IBAR_ERROR_NOT_FOUND
                                                                  : IBAR_ERROR_FAILED,
               _ ("%s cannot be written: %s"), path, g_strerror (code));
  return FALSE;
}

static gboolean
target_open (Target *target, const char *path, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", base);
  int fd;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail_file (path, EISDIR, error);
  target->path = g_strdup (path);
  target->temporary = g_build_filename (dir, hidden, NULL);
  fd = g_mkstemp_full (target->temporary, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      int code = errno;
      g_clear_pointer (&target->temporary, g_free);
      return fail_file (path, code, error);
    }
  target->file = fdopen (fd, "wb");
  return TRUE;
}

/* Removes what a failure left beside the target. */
static void
target_clear (Target *target)
{
  if (target->file != NULL)
    fclose (target->file);
  if (target->temporary != NULL)
    g_unlink (target->temporary);
  g_free (target->temporary);
  g_free (target->path);
}

static gboolean
target_commit (Target *target, GError **error)
{
  FILE *file = g_steal_pointer (&target->file);
  gboolean whole = fflush (file) == 0 && fsync (fileno (file)) == 0;
  int code = errno;

  if (fclose (file) != 0 && whole)
    {
      code = errno;
      whole = FALSE;
    }
  if (whole && g_rename (target->temporary, target->path) != 0)
    {
      code = errno;
      whole = FALSE;
    }
  if (!whole)
    return fail_file (target->path, code, error);
  g_clear_pointer (&target->temporary, g_free);
  return TRUE;
}

static gboolean
write_bytes (const char *path, const void *data, gsize length, GError **error)
{
  Target target = { 0 };
  gboolean ok = target_open (&target, path, error);

  if (ok && fwrite (data, 1, length, target.file) != length)
    ok = fail_file (path, errno, error);
  ok = ok && target_commit (&target, error);
  target_clear (&target);
  return ok;
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_status (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("The figure could not be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

/* PDF
 * --------------------------------------------------------------------------------------------- */

static void
set_pdf_metadata (cairo_surface_t *surface, IbarFigureContent *content)
{
  g_autofree char *date = ibar_evidence_get_date ();
  g_autofree char *keywords
      = g_strjoin (", ", content->collection_name, content->filter_text, NULL);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, content->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, content->sentence);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, keywords);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Ibar " IBAR_VERSION);
  /* cairo would else take the time of day; ibar_pdf_complete() takes this one out again. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                  date != NULL ? date : IBAR_PDF_NO_DATE);
  if (content->figure->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, content->figure->author);
}

/* The pages of one sheet. A page gets its size before anything stands on it: cairo then forgets
 * what was recorded, the structure's open elements among it. */
static void
draw_pdf_sheet (IbarFigureLayout *layout,
                cairo_surface_t *surface,
                gboolean first,
                IbarCanvas *canvas)
{
  for (guint page = 0; page < layout->n_pages; page++)
    {
      if (!first || page > 0)
        {
          cairo_show_page (canvas->cr);
          cairo_pdf_surface_set_size (surface, layout->page.width, layout->page.height);
        }
      ibar_figure_layout_draw (layout, page, canvas);
    }
}

static gboolean
draw_pdf (const IbarSheets *sheets,
          cairo_surface_t *surface,
          IbarCanvas *canvas,
          GCancellable *cancellable,
          GError **error)
{
  for (guint sheet = 0; sheet < sheets->n; sheet++)
    {
      IbarFigureLayout *layout = sheets->get (sheets->data, sheet, cancellable, error);

      if (layout == NULL)
        return FALSE;
      if (sheet == 0)
        {
          cairo_pdf_surface_set_size (surface, layout->page.width, layout->page.height);
          ibar_canvas_begin (canvas, "Document", NULL, NULL, NULL);
        }
      draw_pdf_sheet (layout, surface, sheet == 0, canvas);
    }
  ibar_canvas_end (canvas, "Document");
  return check_status (cairo_status (canvas->cr), error);
}

static gboolean
write_pdf (const IbarSheets *sheets,
           const char *path,
           GKeyFile *evidence,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autofree char *xmp = ibar_evidence_to_xmp (evidence, TRUE);
  IbarFigureContent *content = sheets->whole->content;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append_cb, pdf, sheets->whole->page.width, sheets->whole->page.height);
  IbarCanvas canvas;
  cairo_t *cr;
  gboolean ok;

  /* 1.4 has the cross-reference table that ibar_pdf_complete() reads. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  set_pdf_metadata (surface, content);
  cr = cairo_create (surface);
  ibar_canvas_init (&canvas, cr, IBAR_CANVAS_PDF, content->figure->dpi);
  ok = draw_pdf (sheets, surface, &canvas, cancellable, error);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  ok = ok && check_status (cairo_surface_status (surface), error)
       && ibar_pdf_complete (pdf, content->language, xmp, canvas.alternatives, error)
       && write_bytes (path, pdf->data, pdf->len, error);
  cairo_surface_destroy (surface);
  ibar_canvas_clear (&canvas);
  return ok;
}

/* SVG
 * --------------------------------------------------------------------------------------------- */

/**
 * ibar_figure_layout_to_svg:
 * @layout: a figure
 * @page: from 0
 * @evidence: (nullable): what it shall carry
 * @prolog: whether it begins with the XML declaration
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): one page as SVG
 */
char *
ibar_figure_layout_to_svg (IbarFigureLayout *layout,
                           guint page,
                           GKeyFile *evidence,
                           gboolean prolog,
                           GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *metadata = evidence != NULL ? ibar_evidence_to_xmp (evidence, FALSE) : NULL;
  IbarFigureContent *content = layout->content;
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (
      append_cb, bytes, layout->page.width, layout->page.height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  IbarCanvas canvas;
  char *svg = NULL;

  /* cairo 1.18 counts in pixels unless told; a page has a size on paper. */
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
  ibar_canvas_init (&canvas, cr, IBAR_CANVAS_SVG, content->figure->dpi);
  ibar_figure_layout_draw (layout, page, &canvas);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (check_status (status, error))
    svg = ibar_svg_complete ((const char *) bytes->data, bytes->len, &canvas, content->language,
                             content->title, content->sentence, metadata, prolog);
  ibar_canvas_clear (&canvas);
  return svg;
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

/* PNG
 * --------------------------------------------------------------------------------------------- */

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
  ok = check_status (cairo_status (cr), error);
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
  gboolean ok = check_status (cairo_surface_status (band), error);

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
  Target target = { 0 };
  g_autoptr (IbarPngWriter) writer = NULL;
  gboolean ok;

  if (width > LARGEST_SIDE || height > 4 * LARGEST_SIDE)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("A picture of %d × %d px is too large: at most %d px wide; lower the dpi"),
                   width, height, LARGEST_SIDE);
      return FALSE;
    }
  ok = target_open (&target, path, error);
  if (ok)
    {
      writer = ibar_png_writer_new (target.file, width, height, dpi, texts, G_N_ELEMENTS (texts),
                                    error);
      ok = writer != NULL && draw_bands (layout, page, writer, width, height, cancellable, error)
           && ibar_png_writer_finish (writer, error) && target_commit (&target, error);
    }
  target_clear (&target);
  return ok;
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
