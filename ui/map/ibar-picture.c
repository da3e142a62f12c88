/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures on the map: tiles and marks.
 *
 * For a graphics card a picture is a texture. GTK's cairo renderer makes a surface of every texture in every frame,
 * pixel by pixel and whether anything of it has to be drawn or not (GTK 4.8: 1.4 ms a tile): a blinking cursor in the
 * search entry cost 7 ms of tiles. Where that renderer draws, a picture is therefore shown by a node that cairo draws
 * from the picture's own memory. The node is made once and stays with the picture, so that two frames with the same
 * picture at the same place are seen to be the same. */

#define G_LOG_DOMAIN "ibar-picture"

#include "config.h"

#include "ibar-picture.h"

static G_DEFINE_QUARK (ibar-picture-surface, surface)
static G_DEFINE_QUARK (ibar-picture-node, node)

/**
 * ibar_picture_get_surface:
 * @picture: a picture, or any texture
 *
 * Returns: (transfer none): its pixels for cairo, in ARGB32; of a picture that came as a texture, a copy that stays with it
 *
 * **Thread:** the main thread.
 */
cairo_surface_t *
ibar_picture_get_surface (GdkTexture *picture)
{
  cairo_surface_t *surface = g_object_get_qdata (G_OBJECT (picture), surface_quark ());

  if (surface != NULL)
    return surface;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_texture_get_width (picture),
                                        gdk_texture_get_height (picture));
  gdk_texture_download (picture, cairo_image_surface_get_data (surface),
                        (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  g_object_set_qdata_full (G_OBJECT (picture), surface_quark (), surface, (GDestroyNotify) cairo_surface_destroy);
  return surface;
}

/* Draws the picture at the origin, in its own pixels. */
static GskRenderNode *
get_node (GdkTexture *picture)
{
  GskRenderNode *node = g_object_get_qdata (G_OBJECT (picture), node_quark ());
  int width = gdk_texture_get_width (picture), height = gdk_texture_get_height (picture);
  cairo_t *cr;

  if (node != NULL)
    return node;
  node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_set_source_surface (cr, ibar_picture_get_surface (picture), 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR); /* the better one is slow, and seen in moves only */
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  cairo_destroy (cr);
  g_object_set_qdata_full (G_OBJECT (picture), node_quark (), node, (GDestroyNotify) gsk_render_node_unref);
  return node;
}

static gboolean
is_drawn_by_cairo (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);

  return native != NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native));
}

/**
 * ibar_picture_new:
 * @surface: (transfer full): an image surface in ARGB32 that nobody draws on any more
 *
 * Returns: (transfer full): a picture in the surface's own memory
 *
 * **Thread:** any.
 */
GdkTexture *
ibar_picture_new (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *picture;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  picture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  g_object_set_qdata_full (G_OBJECT (picture), surface_quark (), cairo_surface_reference (surface),
                           (GDestroyNotify) cairo_surface_destroy);
  return picture;
}

/**
 * ibar_picture_show:
 * @widget: what is drawn, on the screen
 * @snapshot: its snapshot
 * @picture: a picture, or any texture
 * @bounds: where it is shown [logical px]
 *
 * Adds the picture to a frame.
 *
 * **Thread:** the main thread.
 */
void
ibar_picture_show (GtkWidget *widget, GtkSnapshot *snapshot, GdkTexture *picture, const graphene_rect_t *bounds)
{
  float x_scale, y_scale;

  if (!is_drawn_by_cairo (widget))
    {
      gtk_snapshot_append_texture (snapshot, picture, bounds);
      return;
    }
  x_scale = bounds->size.width / (float) gdk_texture_get_width (picture);
  y_scale = bounds->size.height / (float) gdk_texture_get_height (picture);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &bounds->origin);
  if (x_scale != 1.0f || y_scale != 1.0f)
    gtk_snapshot_scale (snapshot, x_scale, y_scale);
  gtk_snapshot_append_node (snapshot, get_node (picture));
  gtk_snapshot_restore (snapshot);
}
