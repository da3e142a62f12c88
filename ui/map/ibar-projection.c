/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A view as numbers: what libshumate computes call by call with checks and a GObject, five thousand
 * marks a frame need as two multiplications. Agrees with
 * shumate_viewport_location_to_widget_coords(); a test says so. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-projection"

#include <math.h>

#include "ibar-projection.h"

/**
 * ibar_projection_init:
 * @self: (out): a projection
 * @view: centre, zoom, rotation [rad, clockwise] and size [px]
 *
 * Prepares the projection of a view.
 */
void
ibar_projection_init (IbarProjection *self, const IbarView *view)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (view != NULL);

  self->x = ibar_mercator_x (view->center.longitude);
  self->y = ibar_mercator_y (view->center.latitude);
  self->world = IBAR_TILE_UNITS * exp2 (view->zoom);
  self->cosine = cos (view->rotation);
  self->sine = sin (view->rotation);
  self->half_width = view->width / 2.0;
  self->half_height = view->height / 2.0;
}

/**
 * ibar_projection_from_mercator:
 * @self: a projection
 * @mx: Web Mercator [0, 1]
 * @my: Web Mercator [0, 1]
 * @x: (out): [px]
 * @y: (out): [px]
 *
 * Where a position stands in the view.
 */
void
ibar_projection_from_mercator (const IbarProjection *self,
                               double mx,
                               double my,
                               double *x,
                               double *y)
{
  double dx = (mx - self->x) * self->world;
  double dy = (my - self->y) * self->world;

  *x = self->half_width + dx * self->cosine - dy * self->sine;
  *y = self->half_height + dx * self->sine + dy * self->cosine;
}

/**
 * ibar_projection_to_mercator:
 * @self: a projection
 * @x: [px]
 * @y: [px]
 * @mx: (out): Web Mercator [0, 1]; beyond it where the view shows more than the world
 * @my: (out): Web Mercator [0, 1]
 *
 * The position below a pixel.
 */
void
ibar_projection_to_mercator (const IbarProjection *self, double x, double y, double *mx, double *my)
{
  double dx = x - self->half_width;
  double dy = y - self->half_height;

  *mx = self->x + (dx * self->cosine + dy * self->sine) / self->world;
  *my = self->y + (dy * self->cosine - dx * self->sine) / self->world;
}

/**
 * ibar_projection_from_point:
 * @self: a projection
 * @point: a position [deg, WGS 84]
 * @x: (out): [px]
 * @y: (out): [px]
 *
 * Where a position stands in the view: east or west of its centre, whichever is nearer.
 */
void
ibar_projection_from_point (const IbarProjection *self, IbarPoint point, double *x, double *y)
{
  double mx = ibar_mercator_x (point.longitude);

  ibar_projection_from_mercator (self, mx + round (self->x - mx), ibar_mercator_y (point.latitude), x, y);
}

/**
 * ibar_projection_to_point:
 * @self: a projection
 * @x: [px]
 * @y: [px]
 *
 * Returns: the position below a pixel [deg, WGS 84]; east of 180° comes 180° west, and the poles are kept
 */
IbarPoint
ibar_projection_to_point (const IbarProjection *self, double x, double y)
{
  double mx, my;

  ibar_projection_to_mercator (self, x, y, &mx, &my);
  return (IbarPoint){ ibar_longitude_wrap (ibar_mercator_longitude (mx)),
                      ibar_mercator_latitude (CLAMP (my, 0, 1)) };
}

/**
 * ibar_projection_to_corner:
 * @self: a projection
 * @x: [px]
 * @y: [px]
 *
 * Returns: the position below a pixel [deg, WGS 84] for a ring around what is seen: longitude runs on unbroken over the
 *   antimeridian, however wide the view is, and past the map's upper and lower edge is the pole, whose events stand there
 */
IbarPoint
ibar_projection_to_corner (const IbarProjection *self, double x, double y)
{
  double mx, my;

  ibar_projection_to_mercator (self, x, y, &mx, &my);
  return (IbarPoint){ ibar_mercator_longitude (mx),
                      my <= 0.0 ? 90.0 : my >= 1.0 ? -90.0 : ibar_mercator_latitude (my) };
}

/**
 * ibar_projection_get_reach:
 * @self: a projection
 * @half_width: (out): [px]
 * @half_height: (out): [px]
 *
 * Half the sides of the smallest box in map directions that holds the view, however it is rotated.
 */
void
ibar_projection_get_reach (const IbarProjection *self, double *half_width, double *half_height)
{
  double c = fabs (self->cosine);
  double s = fabs (self->sine);

  *half_width = self->half_width * c + self->half_height * s;
  *half_height = self->half_width * s + self->half_height * c;
}
