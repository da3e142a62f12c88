/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures made in a worker thread, so that the composer answers while a large page is drawn.
 *
 * The worker opens the collection by itself: a database belongs to one thread. Nothing of Pango
 * leaves it; the window gets a picture. */

#define G_LOG_DOMAIN "ibar-composition"

#include "config.h"

#include "ibar-composition.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-figure-book.h"
#include "ibar-figure-palette.h"
#include "ibar-preflight.h"

static void
order_free (gpointer data)
{
  IbarCompositionOrder *order = data;

  ibar_figure_free (order->figure);
  g_clear_pointer (&order->region, ibar_region_unref);
  g_clear_pointer (&order->foreign, ibar_foreign_map_unref);
  g_free (order->collection);
  g_free (order->output);
  g_free (order);
}

/**
 * ibar_composition_free:
 * @self: (transfer full) (nullable): a composition
 */
void
ibar_composition_free (IbarComposition *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_clear_pointer (&self->missing, g_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->png, g_bytes_unref);
  g_clear_pointer (&self->svg, g_bytes_unref);
  g_free (self->alternative);
  g_free (self);
}

static cairo_surface_t *
draw_page (IbarFigureLayout *layout, guint page, int width, int height)
{
  double scale = MIN (width / layout->page.width, height / layout->page.height);
  int w = MAX (1, (int) floor (layout->page.width * scale));
  int h = MAX (1, (int) floor (layout->page.height * scale));
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, w, h);
  cairo_t *cr = cairo_create (picture);
  IbarCanvas canvas;

  cairo_scale (cr, scale, scale);
  ibar_canvas_init (&canvas, cr, IBAR_CANVAS_PIXELS, IBAR_POINTS_PER_INCH * scale);
  ibar_figure_layout_draw (layout, MIN (page, layout->n_pages - 1), &canvas);
  ibar_canvas_clear (&canvas);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
  ibar_preview_pixels (layout->content->figure->preview, cairo_image_surface_get_data (picture), w,
                       h, cairo_image_surface_get_stride (picture));
  cairo_surface_mark_dirty (picture);
  return picture;
}

static void
item_free (gpointer data)
{
  IbarCompositionItem *item = data;

  g_free (item->part);
  g_free (item->title);
  g_clear_pointer (&item->points, g_array_unref);
  g_free (item);
}

static IbarCompositionItem *
add_item (IbarComposition *self, char *part, char *title, IbarBox box)
{
  IbarCompositionItem *item = g_new0 (IbarCompositionItem, 1);

  item->part = part;
  item->title = title;
  item->box = box;
  item->box.x += self->map_box.x;
  item->box.y += self->map_box.y;
  g_ptr_array_add (self->items, item);
  return item;
}

/* A mark and its label carry the name of the first of their events. */
static void
add_mark (IbarComposition *self, IbarFigureContent *content, const IbarFigureMark *mark)
{
  const IbarFigureEvent *event
      = &g_array_index (content->events, IbarFigureEvent, g_array_index (mark->events, guint, 0));
  double r = mark->radius;

  if (event->record == NULL)
    return;
  add_item (self, g_strconcat ("marks.", event->record->id, NULL),
            g_strdup_printf (_ ("Mark: %s"), event->record->title),
            (IbarBox){ mark->x - r, mark->y - r, 2 * r, 2 * r });
  if (mark->label != NULL)
    add_item (self, g_strconcat ("labels.", event->record->id, NULL),
              g_strdup_printf (_ ("Label: %s"), event->record->title), mark->label_box);
}

/* Around the points, the ring and the text. */
static IbarBox
get_annotation_box (const IbarFigureAnnotation *a)
{
  double x0 = a->points[0].x, y0 = a->points[0].y, x1 = x0, y1 = y0;

  if (a->annotation->kind == IBAR_ANNOTATION_TEXT)
    return a->box;
  for (guint i = 1; i < a->n_points; i++)
    {
      x0 = MIN (x0, a->points[i].x);
      y0 = MIN (y0, a->points[i].y);
      x1 = MAX (x1, a->points[i].x);
      y1 = MAX (y1, a->points[i].y);
    }
  if (a->annotation->kind == IBAR_ANNOTATION_RING)
    {
      double r = ibar_figure_annotation_get_radius (a);
      return (IbarBox){ a->points[0].x - r, a->points[0].y - r, 2 * r, 2 * r };
    }
  return (IbarBox){ x0 - 3, y0 - 3, x1 - x0 + 6, y1 - y0 + 6 };
}

static void
add_annotation (IbarComposition *self, const IbarFigureAnnotation *a)
{
  const char *kind = ibar_annotation_kind_get_label (a->annotation->kind);
  IbarCompositionItem *item = add_item (self, g_strconcat ("annotations.", a->annotation->id, NULL),
                                        a->annotation->text[0] != '\0'
                                            ? g_strdup_printf ("%s: %s", kind, a->annotation->text)
                                            : g_strdup (kind),
                                        get_annotation_box (a));

  item->points = g_array_new (FALSE, FALSE, sizeof (IbarSpot));
  for (guint i = 0; i < a->n_points; i++)
    {
      IbarSpot spot = { a->points[i].x + self->map_box.x, a->points[i].y + self->map_box.y };
      g_array_append_val (item->points, spot);
    }
}

/* Of small multiples nothing can be selected: a mark there stands for a part of its label's events.
 */
static void
collect_items (IbarComposition *self, IbarFigureLayout *layout)
{
  const IbarFigureMap *map = layout->map;

  for (guint i = 0; layout->panels == NULL && i < map->marks->len; i++)
    add_mark (self, layout->content, map->marks->pdata[i]);
  for (guint i = 0; layout->panels == NULL && i < map->annotations->len; i++)
    add_annotation (self, map->annotations->pdata[i]);
}

/* Tiles of a server that the page shown is made of. Those of a file pre-flight has read, all of them. */
static void
find_missing (IbarComposition *self, IbarFigureLayout *layout)
{
  IbarFigureContent *content = layout->content;
  guint n, n_empty;

  if (content->foreign != NULL && ibar_foreign_map_is_held (content->foreign))
    ibar_foreign_map_check (content->foreign, &layout->map->frame,
                            content->figure->dpi / IBAR_POINTS_PER_INCH, &n, &n_empty,
                            self->missing, NULL);
}

static void
describe (IbarComposition *self, IbarFigureLayout *layout, IbarFigureLayout *whole)
{
  g_autoptr (GPtrArray) items = ibar_preflight_run (whole);

  self->page = layout->page;
  self->map_box = layout->map_box;
  self->extent = layout->map->extent;
  self->denominator = layout->map->denominator;
  self->frame = layout->map->frame;
  self->alternative = ibar_figure_map_dup_alternative (layout->map, layout->content);
  collect_items (self, layout);
  find_missing (self, layout);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->findings, g_strdup (((IbarPreflightItem *) items->pdata[i])->message));
}

static GBytes *
make_bytes (IbarFigureLayout *layout, const char *folder, IbarFigureOutput output, GError **error)
{
  const char *name = output == IBAR_OUTPUT_PNG ? "figure.png" : "figure.svg";
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  char *data = NULL;
  gsize length = 0;
  gboolean ok = ibar_figure_layout_write (layout, path, output, files, NULL, error)
                && g_file_get_contents (path, &data, &length, error);

  for (guint i = 0; i < files->len; i++)
    g_unlink (files->pdata[i]);
  return ok ? g_bytes_new_take (data, length) : NULL;
}

/* What the clipboard gets is what a file would get, evidence and all. */
static gboolean
make_clipboard (IbarComposition *self, IbarFigureLayout *layout, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("ibar-clipboard-XXXXXX", error);
  gboolean ok;

  if (folder == NULL)
    return FALSE;
  self->png = make_bytes (layout, folder, IBAR_OUTPUT_PNG, error);
  ok = self->png != NULL;
  if (ok)
    self->svg = make_bytes (layout, folder, IBAR_OUTPUT_SVG, error);
  g_rmdir (folder);
  return ok && self->svg != NULL;
}

/* Of a series each page shown is a part; of one figure, one of its own pages. */
static IbarFigureLayout *
choose_page (IbarComposition *self,
             IbarFigureBook *book,
             const IbarCompositionOrder *order,
             guint *page,
             GError **error)
{
  guint n_sheets = ibar_figure_book_get_n_sheets (book);
  IbarFigureLayout *whole = ibar_figure_book_get_whole (book);

  self->n_pages = n_sheets > 1 ? n_sheets : whole->n_pages;
  self->in_parts = n_sheets > 1;
  *page = self->in_parts ? 0 : MIN (order->page, whole->n_pages - 1);
  return ibar_figure_book_get_sheet (book, self->in_parts ? MIN (order->page, n_sheets - 1) : 0,
                                     NULL, error);
}

static IbarComposition *
make (const IbarCompositionOrder *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarComposition) self = g_new0 (IbarComposition, 1);
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (order->collection, IBAR_COLLECTION_READ_ONLY, error);
  g_autoptr (IbarFigureBook) book = NULL;
  IbarFigureLayout *layout;
  guint page;

  self->findings = g_ptr_array_new_with_free_func (g_free);
  self->missing = g_array_new (FALSE, FALSE, sizeof (IbarForeignTile));
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->items = g_ptr_array_new_with_free_func (item_free);
  if (collection == NULL)
    return NULL;
  if (order->output != NULL && !ibar_figure_check_path (order->output, error))
    return NULL;
  book = ibar_figure_book_new (order->figure, collection, order->region, order->foreign,
                               order->output != NULL && ibar_figure_path_is_web (order->output),
                               cancellable, error);
  layout = book != NULL ? choose_page (self, book, order, &page, error) : NULL;
  if (layout == NULL)
    return NULL;
  describe (self, layout, ibar_figure_book_get_whole (book));
  if (order->width > 0 && order->height > 0)
    self->picture = draw_page (layout, page, order->width, order->height);
  if ((order->clipboard && !make_clipboard (self, layout, error))
      || (order->output != NULL
          && !ibar_figure_book_write (book, order->output, self->files, cancellable, error)))
    return NULL;
  return g_steal_pointer (&self);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  IbarComposition *made = make (data, cancellable, &error);

  if (made != NULL)
    g_task_return_pointer (task, made, (GDestroyNotify) ibar_composition_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ibar_composition_make_async:
 * @order: (transfer full): what to make
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
ibar_composition_make_async (IbarCompositionOrder *order,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ibar_composition_make_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * ibar_composition_make_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the composition
 */
IbarComposition *
ibar_composition_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
