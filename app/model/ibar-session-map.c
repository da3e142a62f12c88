/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the map is: what it tells, and where it is sent. Its size comes from the map itself, so an extent that is gone to
 * before a map has told its size waits for it. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

#include <math.h>

#define SHARE_OF_VIEW 0.9 /* an extent that is gone to fills so much of the map */
#define ROOM_BELOW 60.0   /* [px] for scale and credits, and for half of a mark above them */
#define CLOSEST_FIT 14.0  /* [zoom] a point is no reason to go closer */

/* Centre and zoom that show an extent on a map of the view's size. It lies in the middle, or higher where it would reach
 * below what stands along the lower edge. */
static void
fit_extent (IbarSession *self, const IbarExtent *extent)
{
  double x0 = ibar_mercator_x (extent->west);
  double x1 = ibar_mercator_x (extent->east) + (extent->west > extent->east ? 1 : 0);
  double y0 = ibar_mercator_y (extent->north), y1 = ibar_mercator_y (extent->south);
  double width = MAX (x1 - x0, 1e-9), height = MAX (y1 - y0, 1e-9);
  double above = self->view.height * (1 - SHARE_OF_VIEW) / 2;
  double below = MAX (above, MIN (self->view.height / 6.0, ROOM_BELOW));
  double zoom_x = log2 (self->view.width * SHARE_OF_VIEW / (IBAR_TILE_UNITS * width));
  double zoom_y = log2 ((self->view.height - above - below) / (IBAR_TILE_UNITS * height));
  double zoom = CLAMP (MIN (zoom_x, zoom_y), 0, CLOSEST_FIT);
  double world = IBAR_TILE_UNITS * exp2 (zoom); /* [px] */
  double least_y = y1 + (below - self->view.height / 2.0) / world;

  self->view.center.longitude = ibar_mercator_longitude (fmod ((x0 + x1) / 2, 1));
  self->view.center.latitude = ibar_mercator_latitude (MAX ((y0 + y1) / 2, least_y));
  self->view.zoom = zoom;
  self->view.rotation = 0;
}

/**
 * ibar_session_view_moved:
 * @self: a session
 * @view: where the map is, and its size
 *
 * The map tells. If it was not yet known how large the map is, it is sent to what it should show.
 */
void
ibar_session_view_moved (IbarSession *self, const IbarView *view)
{
  g_return_if_fail (IBAR_IS_SESSION (self) && view != NULL);

  if (!self->has_view)
    {
      /* Nothing is open yet, and where the map happens to be means nothing: only its size counts. */
      self->view.width = view->width;
      self->view.height = view->height;
      return;
    }
  if (self->view.width == 0)
    {
      self->view.width = view->width;
      self->view.height = view->height;
      if (!ibar_extent_is_empty (&self->waiting_extent))
        fit_extent (self, &self->waiting_extent);
      ibar_extent_init_empty (&self->waiting_extent);
      ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
      return;
    }
  /* Told where to go, the map has not heard it yet: where it comes by on its way from before is no news. */
  if ((self->dirty & IBAR_CHANGED_VIEW) != 0)
    {
      self->view.width = view->width;
      self->view.height = view->height;
      return;
    }
  self->view = *view;
  self->needs_status = TRUE;
  ibar_session_mark_dirty (self, 0);
}

/**
 * ibar_session_go_to:
 * @self: a session
 * @center: the point to be in the middle of the map
 * @zoom: zoom level; NAN keeps it
 */
void
ibar_session_go_to (IbarSession *self, IbarPoint center, double zoom)
{
  g_return_if_fail (IBAR_IS_SESSION (self));

  if (!ibar_point_is_placed (center))
    return;
  self->view.center = center;
  if (isfinite (zoom))
    self->view.zoom = zoom;
  self->has_view = TRUE;
  ibar_extent_init_empty (&self->waiting_extent);
  ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
}

/**
 * ibar_session_turn_to:
 * @self: a session
 * @rotation: how far the map is turned [rad], clockwise
 *
 * Turns the map about its middle. Together with ibar_session_go_to() it is one move.
 */
void
ibar_session_turn_to (IbarSession *self, double rotation)
{
  g_return_if_fail (IBAR_IS_SESSION (self) && isfinite (rotation));

  self->view.rotation = rotation;
  ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
}

/**
 * ibar_session_go_to_extent:
 * @self: a session
 * @extent: what the map should show, as large as it fits; an empty one changes nothing
 */
void
ibar_session_go_to_extent (IbarSession *self, const IbarExtent *extent)
{
  g_return_if_fail (IBAR_IS_SESSION (self) && extent != NULL);

  if (ibar_extent_is_empty (extent))
    return;
  self->has_view = TRUE;
  self->waiting_extent = *extent;
  if (self->view.width > 0)
    {
      fit_extent (self, extent);
      ibar_extent_init_empty (&self->waiting_extent);
    }
  ibar_session_mark_dirty (self, IBAR_CHANGED_VIEW);
}

/* ibar_info's home: west, south, east, north. */
static gboolean
get_collection_home (IbarSession *self, IbarExtent *extent)
{
  g_autofree char *home = ibar_collection_dup_info (self->collection, "home");

  return ibar_extent_parse (home, extent) && !ibar_extent_is_empty (extent);
}

/* Whether a home was measured without regard to the antimeridian: from 180° W to 180° E, where all events lie together on
 * the other side of the world. */
static gboolean
goes_round (IbarSession *self, const IbarExtent *home)
{
  IbarExtent events;

  if (self->columns == NULL || home->east - home->west <= 180)
    return FALSE;
  ibar_columns_get_extent (self->columns, &events);
  return !ibar_extent_is_empty (&events) && events.west > events.east;
}

/**
 * ibar_session_go_home:
 * @self: a session
 *
 * Shows what the collection calls its home, else the region's own areas where events lie in them, else
 * all events, else the region.
 */
void
ibar_session_go_home (IbarSession *self)
{
  IbarExtent extent;

  g_return_if_fail (IBAR_IS_SESSION (self));

  ibar_extent_init_empty (&extent);
  if (self->collection != NULL && get_collection_home (self, &extent) && !goes_round (self, &extent))
    {
      ibar_session_go_to_extent (self, &extent);
      return;
    }
  ibar_extent_init_empty (&extent);
  if (self->columns != NULL)
    ibar_columns_get_extent (self->columns, &extent);
  /* Not where their box overlaps it: that of events in Oslo and Crete takes in all between. */
  if (self->region != NULL
      && (ibar_extent_is_empty (&extent)
          || ibar_columns_get_n_within (self->columns, ibar_region_get_home (self->region)) > 0))
    extent = *ibar_region_get_home (self->region);
  ibar_session_go_to_extent (self, &extent);
}

const IbarView *
ibar_session_get_view (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return &self->view;
}

/**
 * ibar_session_get_view_extent:
 * @self: a session
 * @extent: (out): the smallest box that holds the view
 *
 * Returns: whether a map has told where it is
 */
gboolean
ibar_session_get_view_extent (IbarSession *self, IbarExtent *extent)
{
  const IbarView *view;
  double world, x, y, half_x, half_y, cosine, sine;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && extent != NULL, FALSE);

  view = &self->view;
  if (view->width <= 0 || !ibar_point_is_placed (view->center))
    return FALSE;
  world = IBAR_TILE_UNITS * exp2 (view->zoom);
  cosine = fabs (cos (view->rotation));
  sine = fabs (sin (view->rotation));
  half_x = (view->width * cosine + view->height * sine) / 2 / world;
  half_y = (view->width * sine + view->height * cosine) / 2 / world;
  x = ibar_mercator_x (view->center.longitude);
  y = ibar_mercator_y (view->center.latitude);
  extent->north = ibar_mercator_latitude (CLAMP (y - half_y, 0, 1));
  extent->south = ibar_mercator_latitude (CLAMP (y + half_y, 0, 1));
  extent->west = half_x >= 0.5 ? -180 : ibar_mercator_longitude (x - half_x);
  extent->east = half_x >= 0.5 ? 180 : ibar_mercator_longitude (x + half_x);
  if (extent->west < -180)
    extent->west += 360;
  if (extent->east > 180)
    extent->east -= 360;
  return TRUE;
}
