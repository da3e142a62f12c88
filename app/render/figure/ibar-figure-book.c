/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a description to sheets.
 *
 * A frame is the whole layout with another part on its map, so that nothing around the map moves. A
 * page of an atlas is a figure of its own, with its own extent, list and title; it is made when it
 * is written, and gone with the next, so an atlas of a thousand pages needs the memory of one. */

#define G_LOG_DOMAIN "ibar-figure-book"

#include "config.h"

#include "ibar-figure-book.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-film.h"

struct _IbarFigureBook
{
  IbarFigureContent *content;      /* (owned) of the whole */
  IbarFigureLayout *whole;         /* (owned) */
  IbarSeries *series;              /* (owned) (nullable) of an atlas */
  gboolean web;                    /* list and claims stand beside the picture as text */
  IbarFigureContent *page_content; /* (owned) (nullable) of the atlas's page made last */
  IbarFigureLayout *page;          /* (owned) (nullable) */
};

static gboolean
make_layout (IbarFigureBook *self,
             const IbarFigure *figure,
             GCancellable *cancellable,
             IbarFigureContent **content,
             IbarFigureLayout **layout,
             IbarCollection *collection,
             IbarRegion *region,
             IbarForeignMap *foreign,
             GError **error)
{
  *content = ibar_figure_content_new (figure, collection, region, foreign, cancellable, error);
  if (*content == NULL)
    return FALSE;
  if (self->web)
    {
      (*content)->figure->list = IBAR_LIST_NONE;
      (*content)->figure->claims = FALSE;
    }
  *layout = ibar_figure_layout_new (*content, error);
  return *layout != NULL;
}

/**
 * ibar_figure_book_new:
 * @figure: the description
 * @collection: where the events are
 * @region: (nullable): the base map's data
 * @foreign: (nullable): the base map that @figure names
 * @web: whether it becomes an HTML page, which has list and claims as text
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * **Errors:** of ibar_figure_content_new(), ibar_figure_layout_new() and ibar_series_new().
 *
 * Returns: (transfer full) (nullable): the figure, ready to be written
 */
IbarFigureBook *
ibar_figure_book_new (const IbarFigure *figure,
                      IbarCollection *collection,
                      IbarRegion *region,
                      IbarForeignMap *foreign,
                      gboolean web,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (IbarFigureBook) self = g_new0 (IbarFigureBook, 1);

  self->web = web;
  if (!make_layout (self, figure, cancellable, &self->content, &self->whole, collection, region,
                    foreign, error))
    return NULL;
  if (figure->series_layout == IBAR_SERIES_ATLAS)
    {
      self->series = ibar_series_new (self->content, error);
      if (self->series == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

static void
drop_page (IbarFigureBook *self)
{
  g_clear_pointer (&self->page, ibar_figure_layout_free);
  g_clear_pointer (&self->page_content, ibar_figure_content_free);
}

/**
 * ibar_figure_book_free:
 * @self: (transfer full) (nullable): a book
 */
void
ibar_figure_book_free (IbarFigureBook *self)
{
  if (self == NULL)
    return;
  drop_page (self);
  ibar_series_free (self->series);
  ibar_figure_layout_free (self->whole);
  ibar_figure_content_free (self->content);
  g_free (self);
}

/**
 * ibar_figure_book_get_n_sheets:
 * @self: a book
 *
 * Returns: how many figures it consists of, each of a page or more
 */
guint
ibar_figure_book_get_n_sheets (IbarFigureBook *self)
{
  if (self->series != NULL)
    return self->series->parts->len;
  if (self->content->figure->series_layout == IBAR_SERIES_FRAMES)
    return self->whole->series->parts->len;
  return 1;
}

IbarFigureLayout *
ibar_figure_book_get_whole (IbarFigureBook *self)
{
  return self->whole;
}

/* What one page of an atlas shows: its own title follows from its filter, unless a person wrote
 * one; then the part stands below it. */
static IbarFigure *
describe_page (IbarFigureBook *self, guint sheet)
{
  const IbarSeriesPart *part = self->series->parts->pdata[sheet];
  IbarFigure *figure = ibar_figure_copy (self->content->figure);

  figure->series_layout = IBAR_SERIES_SINGLE;
  g_free (figure->filter);
  figure->filter = ibar_filter_to_text (part->filter);
  if (part->event != NULL)
    {
      g_free (figure->events);
      figure->events = g_strdup (part->event);
      figure->timeline = FALSE; /* of one event it says nothing */
    }
  if (!ibar_extent_is_empty (&part->extent))
    figure->extent = part->extent;
  if (figure->title == NULL
      && (part->event != NULL || figure->series_by == IBAR_SERIES_VIEW)) /* it has a name already */
    figure->title = g_strdup (part->title);
  else if (figure->title != NULL && figure->subtitle == NULL)
    figure->subtitle = g_strdup (part->title);
  return figure;
}

/**
 * ibar_figure_book_get_sheet:
 * @self: a book
 * @sheet: from 0
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the sheet, until the next one is asked for
 */
IbarFigureLayout *
ibar_figure_book_get_sheet (IbarFigureBook *self,
                            guint sheet,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (IbarFigure) figure = NULL;

  g_return_val_if_fail (sheet < ibar_figure_book_get_n_sheets (self), NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (self->content->figure->series_layout == IBAR_SERIES_FRAMES)
    return ibar_figure_layout_show_part (self->whole, sheet, error) ? self->whole : NULL;
  if (self->series == NULL)
    return self->whole;
  figure = describe_page (self, sheet);
  drop_page (self);
  return make_layout (self, figure, cancellable, &self->page_content, &self->page,
                      self->content->collection, self->content->region, self->content->foreign, error)
             ? self->page
             : NULL;
}

static IbarFigureLayout *
get_sheet (gpointer data, guint sheet, GCancellable *cancellable, GError **error)
{
  return ibar_figure_book_get_sheet (data, sheet, cancellable, error);
}

/**
 * ibar_figure_path_is_web:
 * @path: where a figure goes
 *
 * Returns: whether it becomes a page for the web
 */
gboolean
ibar_figure_path_is_web (const char *path)
{
  IbarFigureOutput output;
  return ibar_figure_output_from_path (path, &output, NULL) && output == IBAR_OUTPUT_HTML;
}

/**
 * ibar_figure_check_path:
 * @path: where a figure goes
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_PARSE for a suffix that is not known.
 *
 * Returns: whether a figure can be written under that name
 */
gboolean
ibar_figure_check_path (const char *path, GError **error)
{
  IbarFigureOutput output;
  return ibar_film_is_path (path) || ibar_figure_output_from_path (path, &output, error);
}

/**
 * ibar_figure_book_write:
 * @self: a book
 * @path: where to: .pdf, .svg, .png, .html, or a film: .webm, .gif
 * @files: (nullable) (element-type utf8): the paths written are appended
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * **Errors:** as ibar_figure_layout_write() and ibar_film_write().
 *
 * Returns: whether all was written
 */
gboolean
ibar_figure_book_write (IbarFigureBook *self,
                        const char *path,
                        GPtrArray *files,
                        GCancellable *cancellable,
                        GError **error)
{
  const IbarSheets sheets = { ibar_figure_book_get_n_sheets (self), self->whole, get_sheet, self };
  IbarFigureOutput output;

  if (ibar_film_is_path (path))
    {
      if (self->content->figure->series_layout == IBAR_SERIES_FRAMES)
        return ibar_film_write (&sheets, path, files, cancellable, error);
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("A film needs series.layout=frames: “%s” would be of one picture"), path);
      return FALSE;
    }
  return ibar_figure_output_from_path (path, &output, error)
         && ibar_sheets_write (&sheets, path, output, files, cancellable, error);
}
