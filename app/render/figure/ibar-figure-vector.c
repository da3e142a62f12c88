/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A laid-out figure as PDF or SVG in memory: cairo's own file, completed by what cairo lacks. */

#define G_LOG_DOMAIN "ibar-figure-vector"

#include "config.h"

#include "ibar-figure-output.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include "ibar-evidence.h"
#include "ibar-pdf-update.h"
#include "ibar-svg-groups.h"

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

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
  return ibar_canvas_check (cairo_status (canvas->cr), error);
}

/**
 * ibar_sheets_to_pdf:
 * @sheets: what to write
 * @evidence: what it shall carry
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_FAILED, and those of making a sheet.
 *
 * Returns: (transfer full) (nullable): all sheets as one file
 */
GByteArray *
ibar_sheets_to_pdf (const IbarSheets *sheets,
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
  ok = ok && ibar_canvas_check (cairo_surface_status (surface), error)
       && ibar_pdf_complete (pdf, content->language, xmp, canvas.alternatives, error);
  cairo_surface_destroy (surface);
  ibar_canvas_clear (&canvas);
  return ok ? g_steal_pointer (&pdf) : NULL;
}

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
  if (ibar_canvas_check (status, error))
    svg = ibar_svg_complete ((const char *) bytes->data, bytes->len, &canvas, content->language,
                             content->title, content->sentence, metadata, prolog);
  ibar_canvas_clear (&canvas);
  return svg;
}
