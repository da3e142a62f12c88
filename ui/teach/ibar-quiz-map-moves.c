/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the blind map goes, by itself, by keys and by buttons.
 *
 * It goes to where a question's candidates are and stays there as long as the next question is
 * about the same ones, so that a player's own zoom is kept. */

#define G_LOG_DOMAIN "ibar-quiz-map"

#include "config.h"

#include "ibar-quiz-map-private.h"

#include <math.h>
#include <string.h>

#include "ibar-map-source.h"

#define AROUND 1.15 /* of the extent of what is asked */
#define PAN_PX 80.0

void
ibar_quiz_map_get_view (IbarQuizMap *self, IbarView *view)
{
  ibar_viewport_get_view (self->viewport, GTK_WIDGET (self->map), view);
}

void
ibar_quiz_map_fit (IbarQuizMap *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->map)),
         height = gtk_widget_get_height (GTK_WIDGET (self->map));
  double west, east, north, south, span;

  if (self->fitted || width < 1 || height < 1 || ibar_extent_is_empty (&self->wanted))
    return;
  west = ibar_mercator_x (self->wanted.west);
  east = ibar_mercator_x (self->wanted.east);
  north = ibar_mercator_y (self->wanted.north);
  south = ibar_mercator_y (self->wanted.south);
  span = AROUND * MAX (MAX ((east - west) / width, (south - north) / height), 1e-8);
  g_object_freeze_notify (G_OBJECT (self->viewport));
  shumate_viewport_set_zoom_level (self->viewport, CLAMP (log2 (1 / (span * IBAR_TILE_UNITS)),
                                                          IBAR_MAP_LEAST_ZOOM, 13));
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport),
                                 ibar_mercator_latitude ((north + south) / 2),
                                 ibar_mercator_longitude ((west + east) / 2));
  g_object_thaw_notify (G_OBJECT (self->viewport));
  self->fitted = TRUE;
}

gboolean
ibar_quiz_map_is_in_view (IbarQuizMap *self, IbarPoint point)
{
  IbarProjection projection;
  IbarView view;
  double x, y;

  ibar_quiz_map_get_view (self, &view);
  if (view.width <= 0 || !ibar_point_is_placed (point))
    return TRUE;
  ibar_projection_init (&projection, &view);
  ibar_projection_from_point (&projection, point, &x, &y);
  return x > 20 && y > 20 && x < view.width - 20 && y < view.height - 20;
}

static void
zoom_by (IbarQuizMap *self, double levels)
{
  double zoom = shumate_viewport_get_zoom_level (self->viewport) + levels;

  shumate_viewport_set_zoom_level (self->viewport,
                                   CLAMP (zoom, IBAR_MAP_LEAST_ZOOM, IBAR_MAP_MOST_ZOOM));
}

static void
pan_by (IbarQuizMap *self, double dx, double dy)
{
  IbarProjection projection;
  IbarView view;
  IbarPoint center;

  ibar_quiz_map_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  center = ibar_projection_to_point (&projection, view.width / 2.0 + dx, view.height / 2.0 + dy);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), center.latitude,
                                 center.longitude);
}

void
ibar_quiz_map_zoom_in_cb (IbarQuizMap *self)
{
  zoom_by (self, 1);
}

void
ibar_quiz_map_zoom_out_cb (IbarQuizMap *self)
{
  zoom_by (self, -1);
}

void
ibar_quiz_map_home_cb (IbarQuizMap *self)
{
  self->fitted = FALSE;
  ibar_quiz_map_fit (self);
}

gboolean
ibar_quiz_map_key_pressed_cb (GtkEventControllerKey *keys,
                guint key,
                guint code,
                GdkModifierType state,
                IbarQuizMap *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom_by (self, 1);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom_by (self, -1);
      return TRUE;
    case GDK_KEY_Left:
      pan_by (self, -PAN_PX, 0);
      return TRUE;
    case GDK_KEY_Right:
      pan_by (self, PAN_PX, 0);
      return TRUE;
    case GDK_KEY_Up:
      pan_by (self, 0, -PAN_PX);
      return TRUE;
    case GDK_KEY_Down:
      pan_by (self, 0, PAN_PX);
      return TRUE;
    default:
      return FALSE;
    }
}

void
ibar_quiz_map_want (IbarQuizMap *self, const IbarExtent *extent)
{
  self->fitted = self->fitted && memcmp (extent, &self->wanted, sizeof *extent) == 0;
  self->wanted = *extent;
  ibar_quiz_map_fit (self);
}
