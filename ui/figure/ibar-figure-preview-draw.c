/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preview's picture, and over it what is selected or being drawn. */

#define G_LOG_DOMAIN "ibar-figure-preview-draw"

#include "config.h"

#include "ibar-figure-preview-private.h"

#include <math.h>
#include <string.h>

#define HANDLE 4.0 /* [px] half a side */

static void
snapshot_picture (IbarFigurePreview *self, GtkSnapshot *snapshot)
{
  const IbarPageSize *page = &self->composition->page;

  gtk_snapshot_append_texture (
      snapshot, self->picture,
      &GRAPHENE_RECT_INIT (0, 0, (float) page->width, (float) page->height));
}

/* The map moves before its picture does: the one at hand, shifted and scaled. */
static void
snapshot_moved_map (IbarFigurePreview *self, GtkSnapshot *snapshot)
{
  const IbarComposition *c = self->composition;
  const IbarBox *box = &c->map_box;
  graphene_rect_t map = GRAPHENE_RECT_INIT ((float) box->x, (float) box->y, (float) box->width,
                                            (float) box->height);
  double scale, ratio;
  IbarPoint center = ibar_figure_preview_get_center (self, &scale);
  IbarSpot at = ibar_figure_preview_project (self, center);
  double x = box->x + box->width / 2, y = box->y + box->height / 2;

  ratio = c->denominator / scale;
  if (hypot (at.x - x, at.y - y) < 0.5 && fabs (ratio - 1) < 1e-3)
    return;
  gtk_snapshot_push_clip (snapshot, &map);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0.9F, 0.9F, 0.88F, 1 }, &map);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_scale (snapshot, (float) ratio, (float) ratio);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -at.x, (float) -at.y));
  gtk_snapshot_push_clip (snapshot, &map);
  snapshot_picture (self, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
set_line (cairo_t *cr, gboolean halo, double px)
{
  if (halo)
    cairo_set_source_rgba (cr, 1, 1, 1, 0.85);
  else
    cairo_set_source_rgb (cr, 0.11, 0.44, 0.85);
  cairo_set_line_width (cr, (halo ? 3.5 : 1.5) * px);
}

/* Strokes what is on the path so that it stands out on any ground. */
static void
stroke (cairo_t *cr, double px)
{
  set_line (cr, TRUE, px);
  cairo_stroke_preserve (cr);
  set_line (cr, FALSE, px);
  cairo_stroke (cr);
}

static void
draw_handle (cairo_t *cr, IbarSpot at, double px)
{
  cairo_rectangle (cr, at.x - HANDLE * px, at.y - HANDLE * px, 2 * HANDLE * px, 2 * HANDLE * px);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  set_line (cr, FALSE, px);
  cairo_stroke (cr);
}

static void
draw_points (IbarFigurePreview *self, cairo_t *cr, const GArray *points, int kind, double px)
{
  for (guint i = 0; i < points->len; i++)
    {
      IbarSpot at = ibar_figure_preview_project (self, g_array_index (points, IbarPoint, i));
      cairo_line_to (cr, at.x, at.y);
    }
  if (kind == IBAR_ANNOTATION_POLYGON)
    cairo_close_path (cr);
  if (kind == IBAR_ANNOTATION_RING && points->len == 2)
    {
      IbarSpot c = ibar_figure_preview_project (self, g_array_index (points, IbarPoint, 0));
      IbarSpot r = ibar_figure_preview_project (self, g_array_index (points, IbarPoint, 1));

      cairo_new_sub_path (cr);
      cairo_arc (cr, c.x, c.y, hypot (r.x - c.x, r.y - c.y), 0, 2 * G_PI);
    }
  stroke (cr, px);
  for (guint i = 0; i < points->len; i++)
    draw_handle (cr, ibar_figure_preview_project (self, g_array_index (points, IbarPoint, i)), px);
}

/* Where the description says that the middle of a label or a text is; what the layout chose, if
 * not. */
static IbarSpot
get_middle (IbarFigurePreview *self, const IbarCompositionItem *item)
{
  const IbarFigure *figure = ibar_figure_editor_get_figure (self->editor);
  const IbarAnnotation *annotation = ibar_figure_editor_get_annotation (self->editor);
  const IbarHandEdit *edit = NULL;

  if (annotation != NULL)
    return ibar_figure_preview_project (self, g_array_index (annotation->points, IbarPoint, 0));
  if (g_str_has_prefix (item->part, "labels."))
    edit = ibar_figure_find_hand_edit (figure->labels, item->part + strlen ("labels."));
  if (edit != NULL && ibar_point_is_placed (edit->at))
    return ibar_figure_preview_project (self, edit->at);
  return (IbarSpot){ item->box.x + item->box.width / 2, item->box.y + item->box.height / 2 };
}

/* The box of what is selected; what was moved just now stands where it will be. */
static void
draw_selected_box (IbarFigurePreview *self, cairo_t *cr, const char *part, double px)
{
  for (guint i = 0; i < self->composition->items->len; i++)
    {
      const IbarCompositionItem *item = self->composition->items->pdata[i];
      IbarSpot middle;

      if (strcmp (item->part, part) != 0)
        continue;
      middle = get_middle (self, item);
      cairo_rectangle (cr, middle.x - item->box.width / 2 - 1.5,
                       middle.y - item->box.height / 2 - 1.5, item->box.width + 3,
                       item->box.height + 3);
      stroke (cr, px);
    }
}

static void
draw_cross (IbarFigurePreview *self, cairo_t *cr, double px)
{
  cairo_move_to (cr, self->cross.x - 9 * px, self->cross.y);
  cairo_line_to (cr, self->cross.x + 9 * px, self->cross.y);
  cairo_move_to (cr, self->cross.x, self->cross.y - 9 * px);
  cairo_line_to (cr, self->cross.x, self->cross.y + 9 * px);
  stroke (cr, px);
}

static void
draw_overlay (IbarFigurePreview *self, cairo_t *cr, double px)
{
  const char *part = ibar_figure_editor_get_selected (self->editor);
  const IbarAnnotation *annotation = ibar_figure_editor_get_annotation (self->editor);

  if (annotation != NULL && annotation->kind != IBAR_ANNOTATION_TEXT)
    draw_points (self, cr, annotation->points, (int) annotation->kind, px);
  else if (part != NULL)
    draw_selected_box (self, cr, part, px);
  if (self->tool == IBAR_TOOL_SELECT)
    return;
  if (self->pending->len > 0)
    {
      g_autoptr (GArray) points = g_array_copy (self->pending);
      IbarPoint next
          = ibar_figure_preview_locate (self, self->cross_shown ? self->cross : self->pointer);

      g_array_append_val (points, next);
      draw_points (self, cr, points, self->tool, px);
    }
  if (self->cross_shown || gtk_widget_has_focus (GTK_WIDGET (self)))
    draw_cross (self, cr, px);
}

/* The focus goes around the map, which the keys move. */
static void
draw_focus (IbarFigurePreview *self, cairo_t *cr, double px)
{
  const IbarBox *box = &self->composition->map_box;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;
  cairo_rectangle (cr, box->x - 2, box->y - 2, box->width + 4, box->height + 4);
  stroke (cr, px);
}

static gboolean
has_overlay (IbarFigurePreview *self)
{
  return self->tool != IBAR_TOOL_SELECT || ibar_figure_editor_get_selected (self->editor) != NULL
         || gtk_widget_has_visible_focus (GTK_WIDGET (self));
}

/* The page is a texture: a drag moves it without painting anything anew. */
void
ibar_figure_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarFigurePreview *self = IBAR_FIGURE_PREVIEW (widget);
  double x, y, scale;
  float w, h;

  if (self->picture == NULL)
    return;
  scale = ibar_figure_preview_get_place (self, &x, &y);
  w = (float) self->composition->page.width;
  h = (float) self->composition->page.height;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_color (
      snapshot, &(GdkRGBA){ 0, 0, 0, 0.18F },
      &GRAPHENE_RECT_INIT (-1, -1, w * (float) scale + 3, h * (float) scale + 4));
  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  snapshot_picture (self, snapshot);
  if (ibar_figure_preview_has_map (self))
    snapshot_moved_map (self, snapshot);
  gtk_snapshot_restore (snapshot);
  if (ibar_figure_preview_has_map (self) && has_overlay (self))
    {
      /* GTK 4.8 gives a context that is wrongly placed where a snapshot is moved and scaled. */
      cairo_t *cr = gtk_snapshot_append_cairo (
          snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                         (float) gtk_widget_get_height (widget)));

      cairo_translate (cr, x, y);
      cairo_scale (cr, scale, scale);
      draw_overlay (self, cr, 1 / scale);
      draw_focus (self, cr, 1 / scale);
      cairo_destroy (cr);
    }
}
