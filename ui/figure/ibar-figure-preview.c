/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preview of a figure: the page as it will be, and hands on its map.
 *
 * Everything is done to the description: a drag writes degrees into it, and the worker draws the
 * page anew. Until that is there, the picture at hand is shown shifted and scaled as the
 * description already says, so the map follows the pointer whatever a page costs. */

#define G_LOG_DOMAIN "ibar-figure-preview"

#include "config.h"

#include "ibar-figure-preview-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define AROUND 18 /* [px] of the page */

G_DEFINE_FINAL_TYPE (IbarFigurePreview, ibar_figure_preview, GTK_TYPE_DRAWING_AREA)

enum
{
  PROP_TOOL = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/* Where things stand
 * ------------------------------------------------------------------------------------ */

/* Where the page stands: the scale [px per pt] and its corner [px]. */
double
ibar_figure_preview_get_place (IbarFigurePreview *self, double *x, double *y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  const IbarPageSize *page = &self->composition->page;
  double scale = MIN ((width - 2 * AROUND) / page->width, (height - 2 * AROUND) / page->height);

  *x = (width - page->width * scale) / 2;
  *y = (height - page->height * scale) / 2;
  return scale;
}

/* The map that the description asks for, which the picture may not show yet. */
IbarPoint
ibar_figure_preview_get_center (IbarFigurePreview *self, double *scale)
{
  const IbarFigure *figure = ibar_figure_editor_get_figure (self->editor);
  const IbarFrame *frame = &self->composition->frame;

  if (figure->scale > 0 && ibar_point_is_placed (figure->center))
    {
      *scale = figure->scale;
      return figure->center;
    }
  *scale = self->composition->denominator;
  return ibar_frame_locate (frame, frame->width / 2, frame->height / 2);
}

IbarPoint
ibar_figure_preview_locate (IbarFigurePreview *self, IbarSpot spot)
{
  return ibar_frame_locate (&self->composition->frame, spot.x - self->composition->map_box.x,
                            spot.y - self->composition->map_box.y);
}

IbarSpot
ibar_figure_preview_project (IbarFigurePreview *self, IbarPoint point)
{
  IbarSpot spot;

  ibar_frame_project (&self->composition->frame, point, &spot.x, &spot.y);
  spot.x += self->composition->map_box.x;
  spot.y += self->composition->map_box.y;
  return spot;
}

/* A map to put hands on is on the first page only. */
gboolean
ibar_figure_preview_has_map (IbarFigurePreview *self)
{
  return self->composition != NULL && (self->page == 0 || self->composition->in_parts);
}

/* Changing the figure
 * ----------------------------------------------------------------------------------- */

/* The map around a centre, moved by points of paper: right and down are positive. */
void
ibar_figure_preview_move_map (IbarFigurePreview *self,
                              IbarPoint center,
                              double scale,
                              double dx,
                              double dy,
                              const char *reason)
{
  double circumference = ibar_mercator_metres_per_unit (center.latitude, 0) * IBAR_TILE_UNITS;
  double world = circumference / (scale * 0.0254 / IBAR_POINTS_PER_INCH); /* [pt] */
  double x = ibar_mercator_x (center.longitude) - dx / world;
  double y = CLAMP (ibar_mercator_y (center.latitude) - dy / world, 0, 1);
  IbarFigure *figure = ibar_figure_editor_edit (self->editor, reason);

  ibar_extent_init_empty (&figure->extent);
  figure->scale = CLAMP (scale, 1000, 1e8);
  figure->center
      = (IbarPoint){ ibar_mercator_longitude (x - floor (x)), ibar_mercator_latitude (y) };
  ibar_figure_editor_done (self->editor);
}

static void
add_annotation (IbarFigurePreview *self)
{
  IbarAnnotationKind kind = (IbarAnnotationKind) self->tool;
  IbarFigure *figure = ibar_figure_editor_edit (self->editor, NULL);
  g_autofree char *id = ibar_figure_dup_annotation_id (figure);
  g_autofree char *part = g_strconcat ("annotations.", id, NULL);
  IbarAnnotation *annotation = ibar_annotation_new (kind, id);

  g_array_append_vals (annotation->points, self->pending->data, self->pending->len);
  if (kind == IBAR_ANNOTATION_TEXT)
    {
      g_free (annotation->text);
      annotation->text = g_strdup (_ ("Text"));
    }
  g_ptr_array_add (figure->annotations, annotation);
  g_array_set_size (self->pending, 0);
  ibar_figure_editor_done (self->editor);
  ibar_figure_editor_select (self->editor, part);
  ibar_figure_preview_set_tool (self, IBAR_TOOL_SELECT);
}

void
ibar_figure_preview_finish (IbarFigurePreview *self)
{
  if (self->tool != IBAR_TOOL_SELECT
      && self->pending->len >= ibar_annotation_get_least_points ((IbarAnnotationKind) self->tool))
    add_annotation (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ibar_figure_preview_add_point (IbarFigurePreview *self, IbarSpot spot)
{
  IbarPoint point = ibar_figure_preview_locate (self, spot);
  guint most = ibar_annotation_get_most_points ((IbarAnnotationKind) self->tool);

  /* A point twice at one place says that the line is done. */
  if (self->pending->len > 0)
    {
      IbarSpot last = ibar_figure_preview_project (self, g_array_index (self->pending, IbarPoint,
                                                                        self->pending->len - 1));
      if (hypot (last.x - spot.x, last.y - spot.y) < 1)
        {
          ibar_figure_preview_finish (self);
          return;
        }
    }
  g_array_append_val (self->pending, point);
  /* An arrow that goes around corners is rare: two points make one. */
  if (self->pending->len >= most
      || (self->tool == IBAR_ANNOTATION_ARROW && self->pending->len == 2))
    add_annotation (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
shift_points (IbarFigurePreview *self, GArray *points, double dx, double dy)
{
  for (guint i = 0; i < points->len; i++)
    {
      IbarPoint *point = &g_array_index (points, IbarPoint, i);
      IbarSpot spot = ibar_figure_preview_project (self, *point);

      *point = ibar_figure_preview_locate (self, (IbarSpot){ spot.x + dx, spot.y + dy });
    }
}

static const IbarCompositionItem *
find_item (IbarFigurePreview *self, const char *part)
{
  for (guint i = 0; i < self->composition->items->len; i++)
    {
      const IbarCompositionItem *item = self->composition->items->pdata[i];
      if (strcmp (item->part, part) == 0)
        return item;
    }
  return NULL;
}

/* Moves the selected annotation or label by points of paper. */
void
ibar_figure_preview_shift_selected (IbarFigurePreview *self, double dx, double dy)
{
  const char *part = ibar_figure_editor_get_selected (self->editor);
  const IbarCompositionItem *item = part != NULL ? find_item (self, part) : NULL;
  const IbarAnnotation *annotation = ibar_figure_editor_get_annotation (self->editor);

  if (annotation != NULL)
    {
      ibar_figure_editor_edit (self->editor, "shift");
      shift_points (self, ibar_figure_editor_get_annotation (self->editor)->points, dx, dy);
      ibar_figure_editor_done (self->editor);
    }
  else if (item != NULL && g_str_has_prefix (part, "labels."))
    {
      const IbarFigure *figure = ibar_figure_editor_get_figure (self->editor);
      const IbarHandEdit *edit
          = ibar_figure_find_hand_edit (figure->labels, part + strlen ("labels."));
      IbarSpot at = { item->box.x + item->box.width / 2, item->box.y + item->box.height / 2 };
      IbarHandEdit moved = { NULL, { 0, 0 }, FALSE };
      g_autofree char *value = NULL;

      if (edit != NULL && ibar_point_is_placed (edit->at))
        at = ibar_figure_preview_project (self, edit->at);
      moved.at = ibar_figure_preview_locate (self, (IbarSpot){ at.x + dx, at.y + dy });
      value = ibar_hand_edit_format (&moved);
      ibar_figure_set (ibar_figure_editor_edit (self->editor, "shift"), part, value, NULL);
      ibar_figure_editor_done (self->editor);
    }
}

/* The widget
 * -------------------------------------------------------------------------------------------- */

static void
ibar_figure_preview_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, IBAR_FIGURE_PREVIEW (object)->tool);
}

static void
ibar_figure_preview_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ibar_figure_preview_set_tool (IBAR_FIGURE_PREVIEW (object), g_value_get_int (value));
}

static void
ibar_figure_preview_finalize (GObject *object)
{
  IbarFigurePreview *self = IBAR_FIGURE_PREVIEW (object);

  g_clear_object (&self->editor);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_pointer (&self->before, g_array_unref);
  G_OBJECT_CLASS (ibar_figure_preview_parent_class)->finalize (object);
}

static void
ibar_figure_preview_class_init (IbarFigurePreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ibar_figure_preview_get_property;
  object_class->set_property = ibar_figure_preview_set_property;
  object_class->finalize = ibar_figure_preview_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = ibar_figure_preview_snapshot;
  properties[PROP_TOOL]
      = g_param_spec_int ("tool", NULL, NULL, IBAR_TOOL_SELECT, IBAR_N_ANNOTATION_KINDS - 1,
                          IBAR_TOOL_SELECT,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ibar_figure_preview_init (IbarFigurePreview *self)
{
  self->tool = IBAR_TOOL_SELECT;
  self->pending = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Preview of the figure"), -1);
  ibar_figure_preview_add_input (self);
}

static void
update_hint (IbarFigurePreview *self)
{
  g_autofree char *hint = ibar_figure_preview_dup_hint (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
ibar_figure_preview_new (IbarFigureEditor *editor)
{
  IbarFigurePreview *self = g_object_new (IBAR_TYPE_FIGURE_PREVIEW, NULL);

  self->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "selected", G_CALLBACK (update_hint), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  update_hint (self);
  return GTK_WIDGET (self);
}

/* A copy: the composition may go before what is on the screen does. */
static GdkTexture *
create_texture (cairo_surface_t *picture)
{
  int width = cairo_image_surface_get_width (picture);
  int height = cairo_image_surface_get_height (picture);
  gsize stride = (gsize) cairo_image_surface_get_stride (picture);
  g_autoptr (GBytes) bytes
      = g_bytes_new (cairo_image_surface_get_data (picture), stride * (gsize) height);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

void
ibar_figure_preview_show (IbarFigurePreview *self, const IbarComposition *composition, guint page)
{
  gboolean first = self->composition == NULL;

  self->composition = composition;
  self->page = page;
  g_clear_object (&self->picture);
  if (composition != NULL && composition->picture != NULL)
    self->picture = create_texture (composition->picture);
  if (first && composition != NULL)
    self->cross = (IbarSpot){ composition->map_box.x + composition->map_box.width / 2,
                              composition->map_box.y + composition->map_box.height / 2 };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
ibar_figure_preview_get_tool (IbarFigurePreview *self)
{
  return self->tool;
}

void
ibar_figure_preview_set_tool (IbarFigurePreview *self, int tool)
{
  g_return_if_fail (tool >= IBAR_TOOL_SELECT && tool < IBAR_N_ANNOTATION_KINDS);
  if (tool == self->tool)
    return;
  self->tool = tool;
  self->cross_shown = FALSE;
  g_array_set_size (self->pending, 0);
  if (tool != IBAR_TOOL_SELECT)
    ibar_figure_editor_select (self->editor, NULL);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   tool == IBAR_TOOL_SELECT ? NULL : "crosshair");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOL]);
  update_hint (self);
}

gboolean
ibar_figure_preview_get_room (IbarFigurePreview *self, int *width, int *height)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  *width = (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * AROUND) * factor;
  *height = (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * AROUND) * factor;
  return *width >= 32 && *height >= 32;
}

char *
ibar_figure_preview_dup_hint (IbarFigurePreview *self)
{
  const char *part = ibar_figure_editor_get_selected (self->editor);
  const IbarCompositionItem *item
      = part != NULL && self->composition != NULL ? find_item (self, part) : NULL;

  if (self->tool == IBAR_ANNOTATION_TEXT)
    return g_strdup (
        _ ("Click where the text shall stand; or move the cross with the arrow keys and "
           "press Enter. Escape: none"));
  if (self->tool == IBAR_ANNOTATION_ARROW || self->tool == IBAR_ANNOTATION_RING)
    return g_strdup (
        self->tool == IBAR_ANNOTATION_ARROW
            ? _ ("Click where the arrow begins and where it points; or use the arrow "
                 "keys and Enter. Escape: none")
            : _ ("Click the middle of the ring and a point on it; or use the arrow keys "
                 "and Enter. Escape: none"));
  if (self->tool != IBAR_TOOL_SELECT)
    return g_strdup (_ ("Click point after point, the last one twice; or use the arrow keys and "
                        "Enter, twice to end. Backspace: one point less"));
  if (item == NULL && part != NULL)
    return g_strdup (_ ("Hidden. Undo, or put it back beside"));
  if (item != NULL)
    return g_strdup_printf (
        _ ("%s. Arrow keys move it, Delete removes or hides it, Escape lets go"), item->title);
  return g_strdup (_ ("Drag or use the arrow keys to move the map, + and − to scale it; click or "
                      "press Space to select"));
}
