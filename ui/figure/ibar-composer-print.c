/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A figure on paper, or as the print dialog's file: the pages that the preview shows. */

#define G_LOG_DOMAIN "ibar-composer-print"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-composer-output.h"
#include "ibar-figure-book.h"

typedef struct
{
  IbarCollection *collection;
  IbarFigureBook *book;
  GArray *pages; /* of guint [2]: sheet and page of it */
  IbarPathFunc told;
  gpointer user_data;
  GtkWindow *parent; /* weak */
} PrintJob;

static void
print_job_free (gpointer data, GClosure *closure)
{
  PrintJob *job = data;

  g_clear_weak_pointer (&job->parent);
  ibar_figure_book_free (job->book);
  g_clear_pointer (&job->collection, ibar_collection_unref);
  g_array_unref (job->pages);
  g_free (job);
}

static gboolean
count_pages (PrintJob *job, GError **error)
{
  for (guint sheet = 0; sheet < ibar_figure_book_get_n_sheets (job->book); sheet++)
    {
      IbarFigureLayout *layout = ibar_figure_book_get_sheet (job->book, sheet, NULL, error);

      if (layout == NULL)
        return FALSE;
      for (guint page = 0; page < layout->n_pages; page++)
        {
          const guint at[2] = { sheet, page };
          g_array_append_val (job->pages, at);
        }
    }
  return TRUE;
}

/* A figure larger or smaller than the paper is fitted to it; at the same size it is exact. */
static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, PrintJob *job)
{
  const guint *at
      = (const guint *) (gconstpointer) (job->pages->data + sizeof (guint) * 2 * (gsize) number);
  IbarFigureLayout *layout = ibar_figure_book_get_sheet (job->book, at[0], NULL, NULL);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context), scale;
  IbarCanvas canvas;

  if (layout == NULL)
    return;
  scale = MIN (width / layout->page.width, height / layout->page.height);
  cairo_translate (cr, (width - layout->page.width * scale) / 2,
                   (height - layout->page.height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_rectangle (cr, 0, 0, layout->page.width, layout->page.height);
  cairo_clip (cr);
  ibar_canvas_init (&canvas, cr, IBAR_CANVAS_PIXELS, layout->content->figure->dpi);
  ibar_figure_layout_draw (layout, at[1], &canvas);
  ibar_canvas_clear (&canvas);
}

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, PrintJob *job)
{
  g_autoptr (GError) error = NULL;

  if (job->parent == NULL)
    return;
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  job->told (error != NULL ? error->message : NULL, job->user_data);
}

static GtkPageSetup *
create_page_setup (const IbarPageSize *page)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  gboolean landscape = page->width > page->height;
  GtkPaperSize *paper
      = gtk_paper_size_new_custom ("ibar-figure", _ ("Size of the figure"),
                                   MIN (page->width, page->height), MAX (page->width, page->height),
                                   GTK_UNIT_POINTS);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_orientation (setup, landscape ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                   : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_page_setup_set_top_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_bottom_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_left_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_right_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_paper_size_free (paper);
  return setup;
}

static PrintJob *
print_job_new (const IbarFigure *figure,
               const char *collection,
               IbarRegion *region,
               IbarForeignMap *foreign,
               GError **error)
{
  PrintJob *job = g_new0 (PrintJob, 1);
  gboolean ok;

  job->pages = g_array_new (FALSE, FALSE, sizeof (guint) * 2);
  job->collection = ibar_collection_open (collection, IBAR_COLLECTION_READ_ONLY, error);
  if (job->collection != NULL)
    job->book = ibar_figure_book_new (figure, job->collection, region, foreign, FALSE, NULL, error);
  ok = job->book != NULL && count_pages (job, error);
  if (!ok)
    {
      print_job_free (job, NULL);
      return NULL;
    }
  return job;
}

/**
 * ibar_composer_print:
 * @parent: the window
 * @figure: the description
 * @collection: path of the file with the events
 * @region: (nullable): the base map's data
 * @foreign: (nullable): the base map that @figure names
 * @path: (nullable): a PDF file to print to, without the dialog
 * @told: called once: with what went wrong, or with %NULL where it was printed or given up
 * @user_data: for @told; it must live as long as @parent
 *
 * Prints the figure's pages, each at its own size as far as the paper allows.
 */
void
ibar_composer_print (GtkWindow *parent,
                     const IbarFigure *figure,
                     const char *collection,
                     IbarRegion *region,
                     IbarForeignMap *foreign,
                     const char *path,
                     IbarPathFunc told,
                     gpointer user_data)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = NULL;
  g_autoptr (GError) error = NULL;
  PrintJob *job = print_job_new (figure, collection, region, foreign, &error);

  if (job == NULL)
    {
      told (error->message, user_data);
      return;
    }
  job->told = told;
  job->user_data = user_data;
  g_set_weak_pointer (&job->parent, parent);
  setup = create_page_setup (&ibar_figure_book_get_whole (job->book)->page);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, (int) job->pages->len);
  gtk_print_operation_set_job_name (operation,
                                    ibar_figure_book_get_whole (job->book)->content->title);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect_data (operation, "done", G_CALLBACK (printed_cb), job, print_job_free, 0);
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation,
                           path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                        : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent, NULL); /* "done" comes with the error */
}
