/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures made in a worker thread, so that the composer answers while a large page is drawn.
 *
 * The worker opens the collection by itself: a database belongs to one thread. Nothing of Pango
 * leaves it; the window gets a picture. */

#define G_LOG_DOMAIN "ibar-composition"

#include "config.h"

#include "ibar-composition.h"

#include <math.h>

#include "ibar-figure-output.h"
#include "ibar-figure-palette.h"
#include "ibar-preflight.h"

static void
order_free (gpointer data)
{
  IbarCompositionOrder *order = data;

  ibar_figure_free (order->figure);
  g_clear_pointer (&order->region, ibar_region_unref);
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
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

static cairo_surface_t *
draw_page (IbarFigureLayout *layout, guint page, int width, int height)
{
  double scale = MIN (width / layout->page.width, height / layout->page.height);
  int w = MAX (1, (int) floor (layout->page.width * scale));
  int h = MAX (1, (int) floor (layout->page.height * scale));
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, w, h);
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
describe (IbarComposition *self, IbarFigureLayout *layout)
{
  g_autoptr (GPtrArray) items = ibar_preflight_run (layout);

  self->n_pages = layout->n_pages;
  self->page = layout->page;
  self->map_box = layout->map_box;
  self->extent = layout->map->extent;
  self->denominator = layout->map->denominator;
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->findings, g_strdup (((IbarPreflightItem *) items->pdata[i])->message));
}

static IbarComposition *
make (const IbarCompositionOrder *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarComposition) self = g_new0 (IbarComposition, 1);
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (order->collection, IBAR_COLLECTION_READ_ONLY, error);
  g_autoptr (IbarFigureContent) content = NULL;
  g_autoptr (IbarFigureLayout) layout = NULL;
  IbarOutput output;

  self->findings = g_ptr_array_new_with_free_func (g_free);
  self->files = g_ptr_array_new_with_free_func (g_free);
  if (collection == NULL)
    return NULL;
  if (order->output != NULL && !ibar_output_from_path (order->output, &output, error))
    return NULL;
  content = ibar_figure_content_new (order->figure, collection, order->region, cancellable, error);
  if (content == NULL)
    return NULL;
  if (order->output != NULL
      && output == IBAR_OUTPUT_HTML) /* the page has list and claims as text */
    {
      content->figure->list = IBAR_LIST_NONE;
      content->figure->claims = FALSE;
    }
  layout = ibar_figure_layout_new (content, error);
  if (layout == NULL)
    return NULL;
  describe (self, layout);
  if (order->width > 0 && order->height > 0)
    self->picture = draw_page (layout, order->page, order->width, order->height);
  if (order->output != NULL
      && !ibar_figure_layout_write (layout, order->output, output, self->files, cancellable, error))
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
