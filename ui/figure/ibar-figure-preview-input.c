/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mouse and keys on the preview. Whatever the mouse does, keys do as well: a cross that the arrow
 * keys move takes the pointer's place while something is drawn, and Space goes from one thing on
 * the map to the next. */

#define G_LOG_DOMAIN "ibar-figure-preview-input"

#include "config.h"

#include "ibar-figure-preview-private.h"

#include <math.h>
#include <string.h>

#define SCALE_STEP 1.25 /* of the wheel and of + and − */
#define KEY_STEP 0.1    /* of the map's width, for the arrow keys */
#define LEAST_DRAG 8.0  /* [px] less is a click */
#define SMALL_STEP 2.0  /* [pt] for what is selected, and for the cross */
#define LARGE_STEP 12.0 /* [pt] with Shift */
#define REACH 7.0       /* [px] around a line or a handle */

static IbarSpot
to_page (IbarFigurePreview *self, double x, double y)
{
  double px, py, scale = ibar_figure_preview_get_place (self, &px, &py);

  return (IbarSpot){ (x - px) / scale, (y - py) / scale };
}

static double
get_reach (IbarFigurePreview *self)
{
  double x, y;
  return REACH / ibar_figure_preview_get_place (self, &x, &y);
}

static gboolean
is_in (const IbarBox *box, IbarSpot at)
{
  return at.x >= box->x && at.y >= box->y && at.x <= box->x + box->width
         && at.y <= box->y + box->height;
}

/* From a point to a line between two others [pt]. */
static double
get_distance (IbarSpot at, IbarSpot a, IbarSpot b)
{
  double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
  double t = squared > 0 ? CLAMP (((at.x - a.x) * dx + (at.y - a.y) * dy) / squared, 0, 1) : 0;

  return hypot (at.x - a.x - t * dx, at.y - a.y - t * dy);
}

static gboolean
hits_line (const IbarCompositionItem *item, gboolean closed, IbarSpot at, double reach)
{
  guint n = item->points->len;

  for (guint i = 0; i + (closed ? 0 : 1) < n; i++)
    {
      if (get_distance (at, g_array_index (item->points, IbarSpot, i),
                        g_array_index (item->points, IbarSpot, (i + 1) % n))
          <= reach)
        return TRUE;
    }
  return FALSE;
}

static gboolean
hits_item (IbarFigurePreview *self, const IbarCompositionItem *item, IbarSpot at)
{
  const IbarFigure *figure = ibar_figure_editor_get_figure (self->editor);
  const IbarAnnotation *annotation
      = item->points != NULL
            ? ibar_figure_find_annotation (figure, item->part + strlen ("annotations."))
            : NULL;
  double reach = get_reach (self);

  if (annotation == NULL || annotation->kind == IBAR_ANNOTATION_TEXT)
    return is_in (&item->box, at);
  if (annotation->kind == IBAR_ANNOTATION_RING)
    {
      const IbarSpot *c = &g_array_index (item->points, IbarSpot, 0);
      double r = item->box.width / 2, d = hypot (at.x - c->x, at.y - c->y);
      return fabs (d - r) <= reach || d <= reach;
    }
  return hits_line (item, annotation->kind == IBAR_ANNOTATION_POLYGON, at, reach);
}

static const IbarCompositionItem *
find_at (IbarFigurePreview *self, IbarSpot at)
{
  for (guint i = self->composition->items->len; i > 0; i--)
    {
      const IbarCompositionItem *item = self->composition->items->pdata[i - 1];
      if (hits_item (self, item, at))
        return item;
    }
  return NULL;
}

/* The handle of the selected annotation under the pointer, or -1. */
static int
find_handle (IbarFigurePreview *self, IbarSpot at)
{
  const IbarAnnotation *annotation = ibar_figure_editor_get_annotation (self->editor);

  for (guint i = 0;
       annotation != NULL && annotation->points->len > 1 && i < annotation->points->len; i++)
    {
      IbarSpot handle
          = ibar_figure_preview_project (self, g_array_index (annotation->points, IbarPoint, i));
      if (hypot (handle.x - at.x, handle.y - at.y) <= get_reach (self))
        return (int) i;
    }
  return -1;
}

/* The mouse
 * --------------------------------------------------------------------------------------------- */

static void
begin_drag_of (IbarFigurePreview *self, IbarSpot at)
{
  int handle = find_handle (self, at);
  const IbarCompositionItem *item = handle < 0 ? find_at (self, at) : NULL;
  const IbarAnnotation *annotation;

  if (handle < 0)
    ibar_figure_editor_select (self->editor, item != NULL ? item->part : NULL);
  annotation = ibar_figure_editor_get_annotation (self->editor);
  g_clear_pointer (&self->before, g_array_unref);
  self->from = at;
  self->drag = DRAG_MAP;
  self->center = ibar_figure_preview_get_center (self, &self->scale);
  if (annotation != NULL)
    {
      self->before = g_array_copy (annotation->points);
      self->drag = handle >= 0 ? DRAG_HANDLE : DRAG_ANNOTATION;
      self->handle = (guint) MAX (handle, 0);
    }
  else if (item != NULL && g_str_has_prefix (item->part, "labels."))
    {
      self->drag = DRAG_LABEL;
      self->from
          = (IbarSpot){ item->box.x + item->box.width / 2, item->box.y + item->box.height / 2 };
    }
}

static void
drag_begun_cb (GtkGestureDrag *drag, double x, double y, IbarFigurePreview *self)
{
  IbarSpot at;

  self->drag = DRAG_NONE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!ibar_figure_preview_has_map (self))
    return;
  at = to_page (self, x, y);
  if (!is_in (&self->composition->map_box, at))
    return;
  if (self->tool == IBAR_TOOL_SELECT)
    begin_drag_of (self, at);
  else
    {
      self->cross_shown = FALSE;
      self->pointer = at;
      ibar_figure_preview_add_point (self, at);
    }
}

static void
drag_label (IbarFigurePreview *self, double dx, double dy)
{
  IbarHandEdit moved = { NULL, { 0, 0 }, FALSE };
  g_autofree char *part = g_strdup (ibar_figure_editor_get_selected (self->editor));
  g_autofree char *value = NULL;

  moved.at = ibar_figure_preview_locate (self, (IbarSpot){ self->from.x + dx, self->from.y + dy });
  value = ibar_hand_edit_format (&moved);
  ibar_figure_set (ibar_figure_editor_edit (self->editor, "drag"), part, value, NULL);
  ibar_figure_editor_done (self->editor);
}

static void
drag_annotation (IbarFigurePreview *self, double dx, double dy)
{
  const IbarAnnotation *annotation;

  ibar_figure_editor_edit (self->editor, "drag");
  annotation = ibar_figure_editor_get_annotation (self->editor);
  for (guint i = 0; annotation != NULL && i < annotation->points->len && i < self->before->len; i++)
    {
      IbarSpot spot
          = ibar_figure_preview_project (self, g_array_index (self->before, IbarPoint, i));

      if (self->drag == DRAG_HANDLE && i != self->handle)
        continue;
      g_array_index (annotation->points, IbarPoint, i)
          = ibar_figure_preview_locate (self, (IbarSpot){ spot.x + dx, spot.y + dy });
    }
  ibar_figure_editor_done (self->editor);
}

static void
dragged_cb (GtkGestureDrag *drag, double dx, double dy, IbarFigurePreview *self)
{
  double x, y, scale;

  if (self->drag == DRAG_NONE || self->composition == NULL)
    return;
  scale = ibar_figure_preview_get_place (self, &x, &y);
  dx /= scale;
  dy /= scale;
  if (self->drag == DRAG_MAP)
    ibar_figure_preview_move_map (self, self->center, self->scale, dx, dy, "drag");
  else if (self->drag == DRAG_LABEL)
    drag_label (self, dx, dy);
  else
    drag_annotation (self, dx, dy);
}

static void
drag_ended_cb (GtkGestureDrag *drag, double dx, double dy, IbarFigurePreview *self)
{
  double start_x, start_y;

  self->drag = DRAG_NONE;
  ibar_figure_editor_end_step (self->editor);
  /* A ring or an arrow may be drawn in one go as well as by two clicks. */
  if ((self->tool == IBAR_ANNOTATION_RING || self->tool == IBAR_ANNOTATION_ARROW)
      && self->pending->len == 1 && hypot (dx, dy) >= LEAST_DRAG && self->composition != NULL
      && gtk_gesture_drag_get_start_point (drag, &start_x, &start_y))
    ibar_figure_preview_add_point (self, to_page (self, start_x + dx, start_y + dy));
}

static void
moved_cb (GtkEventControllerMotion *motion, double x, double y, IbarFigurePreview *self)
{
  if (self->tool == IBAR_TOOL_SELECT || self->composition == NULL)
    return;
  self->cross_shown = FALSE;
  self->pointer = to_page (self, x, y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
scale_map (IbarFigurePreview *self, double factor)
{
  double scale;
  IbarPoint center = ibar_figure_preview_get_center (self, &scale);

  ibar_figure_preview_move_map (self, center, scale * factor, 0, 0, "scale");
}

static gboolean
scrolled_cb (GtkEventControllerScroll *scroll, double dx, double dy, IbarFigurePreview *self)
{
  if (dy != 0 && ibar_figure_preview_has_map (self))
    scale_map (self, dy > 0 ? SCALE_STEP : 1 / SCALE_STEP);
  return TRUE;
}

/* The keys
 * ---------------------------------------------------------------------------------------------- */

static gboolean
get_direction (guint key, double *dx, double *dy)
{
  *dx = key == GDK_KEY_Left ? -1 : key == GDK_KEY_Right ? 1 : 0;
  *dy = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;
  return *dx != 0 || *dy != 0;
}

/* The next thing on the map, annotations and labels and marks in turn. */
static void
select_step (IbarFigurePreview *self, int step)
{
  const GPtrArray *items = self->composition->items;
  const char *part = ibar_figure_editor_get_selected (self->editor);
  int n = (int) items->len, at = step > 0 ? -1 : n;

  for (int i = 0; part != NULL && i < n; i++)
    {
      if (strcmp (((IbarCompositionItem *) items->pdata[i])->part, part) == 0)
        at = i;
    }
  if (n > 0)
    ibar_figure_editor_select (self->editor,
                               ((IbarCompositionItem *) items->pdata[(at + step + n) % n])->part);
}

static gboolean
press_while_drawing (IbarFigurePreview *self, guint key, double step)
{
  const IbarBox *box = &self->composition->map_box;
  double dx, dy;

  if (get_direction (key, &dx, &dy))
    {
      self->cross.x = CLAMP (self->cross.x + dx * step, box->x, box->x + box->width);
      self->cross.y = CLAMP (self->cross.y + dy * step, box->y, box->y + box->height);
      self->cross_shown = TRUE;
    }
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    {
      /* After points of the mouse it means that the line is done, not a point elsewhere. */
      if (!self->cross_shown && self->pending->len > 1)
        {
          ibar_figure_preview_finish (self);
          return TRUE;
        }
      self->cross_shown = TRUE;
      ibar_figure_preview_add_point (self, self->cross);
    }
  else if (key == GDK_KEY_BackSpace && self->pending->len > 0)
    g_array_set_size (self->pending, self->pending->len - 1);
  else if (key == GDK_KEY_Escape)
    ibar_figure_preview_set_tool (self, IBAR_TOOL_SELECT);
  else
    return FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static gboolean
press_with_selection (IbarFigurePreview *self, guint key, double step)
{
  double dx, dy;

  if (get_direction (key, &dx, &dy))
    ibar_figure_preview_shift_selected (self, dx * step, dy * step);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete)
    ibar_figure_editor_remove (self->editor);
  else if (key == GDK_KEY_Escape)
    ibar_figure_editor_select (self->editor, NULL);
  else
    return FALSE;
  return TRUE;
}

static gboolean
press_on_map (IbarFigurePreview *self, guint key)
{
  static const char letters[] = "tarpu"; /* as IbarAnnotationKind; u: a route */
  double dx, dy, scale, step = self->composition->map_box.width * KEY_STEP;
  IbarPoint center = ibar_figure_preview_get_center (self, &scale);
  const char *letter
      = key < 128 && key > ' ' ? strchr (letters, g_ascii_tolower ((char) key)) : NULL;

  if (get_direction (key, &dx, &dy))
    ibar_figure_preview_move_map (self, center, scale, -dx * step, -dy * step, "arrows");
  else if (key == GDK_KEY_plus || key == GDK_KEY_equal || key == GDK_KEY_KP_Add)
    scale_map (self, 1 / SCALE_STEP);
  else if (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract)
    scale_map (self, SCALE_STEP);
  else if (letter != NULL)
    ibar_figure_preview_set_tool (self, (int) (letter - letters));
  else
    return FALSE;
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint key,
                guint code,
                GdkModifierType state,
                IbarFigurePreview *self)
{
  double step = (state & GDK_SHIFT_MASK) != 0 ? LARGE_STEP : SMALL_STEP;

  if (!ibar_figure_preview_has_map (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (self->tool != IBAR_TOOL_SELECT)
    return press_while_drawing (self, key, step);
  if (key == GDK_KEY_space)
    {
      select_step (self, (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
      return TRUE;
    }
  return (ibar_figure_editor_get_selected (self->editor) != NULL
          && press_with_selection (self, key, step))
         || press_on_map (self, key);
}

void
ibar_figure_preview_add_input (IbarFigurePreview *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
