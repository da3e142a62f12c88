/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which part of the world a figure's map shows, and at which scale.
 *
 * What the figure says counts as it is; else the frame holds the events, with some air, at a scale
 * that a reader can divide by. All of it is in Mercator [0, 1]; lengths on the page are points. */

#define G_LOG_DOMAIN "ibar-figure-frame"

#include "config.h"

#include "ibar-figure-map.h"

#include <math.h>

#define PADDING 0.09    /* around the events, share of the extent */
/* No larger scale is chosen unasked: the base map is generalised to some 30 m. */
#define LARGEST_AUTO_SCALE 75000.0
#define HOME_SHARE 0.85   /* of the events in the region */
#define HOME_BORDER 0.04  /* of its sides: just over the line is still home */
#define MOST_CENTRES 200  /* events that are tried as the middle of the map */
#define LEAST_EXTENT 1e-6 /* [Mercator] about 40 m: of one spot */

/* In Mercator [0, 1]; x1 may be over 1 where the box crosses the antimeridian. */
typedef struct
{
  double x0, y0, x1, y1;
} MercatorBox;

static MercatorBox
box_from_extent (const IbarExtent *extent)
{
  MercatorBox box = { ibar_mercator_x (extent->west), ibar_mercator_y (extent->north),
                      ibar_mercator_x (extent->east), ibar_mercator_y (extent->south) };

  if (box.x1 < box.x0)
    box.x1 += 1;
  return box;
}

static gboolean
extent_of_events (IbarFigureContent *content, const IbarExtent *within, IbarExtent *extent)
{
  ibar_extent_init_empty (extent);
  for (guint i = 0; i < content->events->len; i++)
    {
      IbarPoint point = g_array_index (content->events, IbarFigureEvent, i).at.point;

      if (ibar_point_is_placed (point) && (within == NULL || ibar_extent_contains (within, point)))
        ibar_extent_add (extent, point);
    }
  return !ibar_extent_is_empty (extent);
}

static guint
count_within (IbarFigureContent *content, const IbarExtent *extent)
{
  guint n = 0;

  for (guint i = 0; i < content->events->len; i++)
    {
      IbarPoint point = g_array_index (content->events, IbarFigureEvent, i).at.point;
      n += ibar_point_is_placed (point) && ibar_extent_contains (extent, point) ? 1 : 0;
    }
  return n;
}

/* A few events far off would shrink the many: where the region's home holds nearly all of them, the
 * map shows the home's. The others are counted, and listed as outside. */
static IbarExtent
choose_limits (IbarFigureContent *content)
{
  IbarExtent home = *ibar_region_get_home (content->region);
  const IbarExtent *all = ibar_region_get_extent (content->region);
  double dx = (home.east - home.west) * HOME_BORDER, dy = (home.north - home.south) * HOME_BORDER;

  home = (IbarExtent){ home.west - dx, home.south - dy, home.east + dx, home.north + dy };
  return count_within (content, &home) >= HOME_SHARE * count_within (content, all) ? home : *all;
}

/* The events in the region; where there are none, the region's home; without a region, all events.
 */
static MercatorBox
choose_box (IbarFigureContent *content, gboolean *padded)
{
  IbarExtent extent;

  *padded = FALSE;
  if (!ibar_extent_is_empty (&content->figure->extent))
    return box_from_extent (&content->figure->extent);
  if (content->region != NULL)
    {
      IbarExtent limits = choose_limits (content);

      *padded = TRUE;
      return box_from_extent (extent_of_events (content, &limits, &extent)
                                  ? &extent
                                  : ibar_region_get_home (content->region));
    }
  *padded = extent_of_events (content, NULL, &extent);
  if (*padded)
    return box_from_extent (&extent);
  return (MercatorBox){ 0, 0.1, 1, 0.9 };
}

/* The next smaller scale that a reader can divide by. */
static double
round_denominator (double denominator)
{
  static const double steps[] = { 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10 };
  double power = pow (10, floor (log10 (denominator)));

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (denominator <= steps[i] * power * (1 + 1e-9))
        return steps[i] * power;
    }
  return 10 * power;
}

/* [pt] of the world's side at a scale that holds at a latitude, and back: it is its own inverse. */
static double
world_from_denominator (double denominator, double latitude)
{
  double circumference = ibar_mercator_metres_per_unit (latitude, 0) * IBAR_TILE_UNITS;
  return circumference / (denominator * 0.0254 / IBAR_POINTS_PER_INCH);
}

static void
set_frame (IbarFigureMap *self, double width, double height, double cx, double cy, double world)
{
  double half = height / 2 / world;

  /* The map stops where Mercator does. */
  cy = half >= 0.5 ? 0.5 : CLAMP (cy, half, 1 - half);
  self->frame.width = width;
  self->frame.height = height;
  self->frame.world = world;
  self->frame.x0 = cx - width / 2 / world;
  self->frame.y0 = cy - height / 2 / world;
  self->frame.zoom = log2 (world / (IBAR_TILE_UNITS * self->frame.scale));
}

static double
wrap_longitude (double x)
{
  return ibar_mercator_longitude (x - floor (x));
}

static void
set_extent (IbarFigureMap *self)
{
  const IbarFrame *f = &self->frame;

  self->extent.west = wrap_longitude (f->x0);
  self->extent.east = wrap_longitude (f->x0 + f->width / f->world);
  if (f->width / f->world >= 1)
    {
      self->extent.west = -180;
      self->extent.east = 180;
    }
  self->extent.north = ibar_mercator_latitude (CLAMP (f->y0, 0, 1));
  self->extent.south = ibar_mercator_latitude (CLAMP (f->y0 + f->height / f->world, 0, 1));
}

/* What the frame shows beside the box it was made for, belongs to the box: no mark shall be cut by
 * the frame's edge. */
static void
take_in_shown (IbarFigureMap *self, IbarFigureContent *content, MercatorBox *box)
{
  const IbarFrame *f = &self->frame;
  double x1 = f->x0 + f->width / f->world, y1 = f->y0 + f->height / f->world;

  for (guint i = 0; i < content->events->len; i++)
    {
      IbarPoint point = g_array_index (content->events, IbarFigureEvent, i).at.point;
      double x = ibar_mercator_x (point.longitude), y = ibar_mercator_y (point.latitude);

      if (!(x >= f->x0 && x <= x1 && y >= f->y0 && y <= y1))
        continue;
      *box
          = (MercatorBox){ MIN (box->x0, x), MIN (box->y0, y), MAX (box->x1, x), MAX (box->y1, y) };
    }
}

/* Where a window of w by h [Mercator] around one of the events holds most of them: at a scale too
 * large for all, the middle of all may be where nothing happened. */
static void
find_crowd (IbarFigureContent *content, double w, double h, double *cx, double *cy)
{
  guint n = content->events->len, step = MAX (1, n / MOST_CENTRES), most = 0;

  for (guint i = 0; i < n; i += step)
    {
      IbarPoint around = g_array_index (content->events, IbarFigureEvent, i).at.point;
      MercatorBox held = { INFINITY, INFINITY, -INFINITY, -INFINITY };
      double x0 = ibar_mercator_x (around.longitude), y0 = ibar_mercator_y (around.latitude);
      guint found = 0;

      for (guint j = 0; ibar_point_is_placed (around) && j < n; j++)
        {
          IbarPoint point = g_array_index (content->events, IbarFigureEvent, j).at.point;
          double x = ibar_mercator_x (point.longitude), y = ibar_mercator_y (point.latitude);

          if (!(fabs (x - x0) < w / 2 && fabs (y - y0) < h / 2))
            continue;
          held = (MercatorBox){ MIN (held.x0, x), MIN (held.y0, y), MAX (held.x1, x),
                                MAX (held.y1, y) };
          found++;
        }
      if (found <= most)
        continue;
      most = found;
      *cx = (held.x0 + held.x1) / 2;
      *cy = (held.y0 + held.y1) / 2;
    }
}

static void
fit_frame (IbarFigureMap *self,
           IbarFigureContent *content,
           double width,
           double height,
           gboolean padded,
           const MercatorBox *box)
{
  const IbarFigure *figure = content->figure;
  double cx = (box->x0 + box->x1) / 2, cy = (box->y0 + box->y1) / 2;
  double latitude, world;

  if (figure->scale > 0 && ibar_point_is_placed (figure->center))
    {
      cx = ibar_mercator_x (figure->center.longitude);
      cy = ibar_mercator_y (figure->center.latitude);
    }
  latitude = ibar_mercator_latitude (CLAMP (cy, 0, 1));
  if (figure->scale > 0)
    self->denominator = figure->scale;
  else
    {
      double room = padded ? 1 - 2 * PADDING : 1;

      world = MIN (width * room / MAX (box->x1 - box->x0, LEAST_EXTENT),
                   height * room / MAX (box->y1 - box->y0, LEAST_EXTENT));
      self->denominator = MAX (100, world_from_denominator (world, latitude));
      if (padded)
        self->denominator = round_denominator (MAX (self->denominator, LARGEST_AUTO_SCALE));
    }
  world = world_from_denominator (self->denominator, latitude);
  if (figure->scale > 0 && padded && !ibar_point_is_placed (figure->center)
      && (box->x1 - box->x0 > width / world || box->y1 - box->y0 > height / world))
    find_crowd (content, width / world * (1 - PADDING), height / world * (1 - PADDING), &cx, &cy);
  set_frame (self, width, height, cx, cy, world);
}

/**
 * ibar_figure_map_choose_frame:
 * @self: a map whose units are set
 * @content: what it shall show
 * @width: of the map on the page [pt]
 * @height: of the map on the page [pt]
 *
 * Sets frame, extent and scale: as the figure says, or so that the events are well seen.
 */
void
ibar_figure_map_choose_frame (IbarFigureMap *self,
                              IbarFigureContent *content,
                              double width,
                              double height)
{
  gboolean padded;
  MercatorBox box = choose_box (content, &padded);

  fit_frame (self, content, width, height, padded, &box);
  for (int i = 0; i < 2 && padded && content->figure->scale <= 0; i++)
    {
      take_in_shown (self, content, &box);
      fit_frame (self, content, width, height, padded, &box);
    }
  set_extent (self);
}

/**
 * ibar_figure_map_get_aspect:
 * @content: what a map shall show
 *
 * Returns: height by width of the map that has the least waste
 */
double
ibar_figure_map_get_aspect (IbarFigureContent *content)
{
  gboolean padded;
  MercatorBox box = choose_box (content, &padded);

  return MAX (box.y1 - box.y0, LEAST_EXTENT) / MAX (box.x1 - box.x0, LEAST_EXTENT);
}

/**
 * ibar_frame_project:
 * @frame: of a map
 * @point: a position
 * @x: (out): from the left edge [px of the frame]
 * @y: (out): from the upper edge [px of the frame]
 *
 * Where a position stands, on the copy of the world that the frame shows.
 */
void
ibar_frame_project (const IbarFrame *frame, IbarPoint point, double *x, double *y)
{
  double mx = ibar_mercator_x (point.longitude);

  *x = (mx - frame->x0) * frame->world;
  if (*x < 0 && (mx + 1 - frame->x0) * frame->world <= frame->width)
    *x = (mx + 1 - frame->x0) * frame->world;
  *y = (ibar_mercator_y (point.latitude) - frame->y0) * frame->world;
}

/**
 * ibar_frame_locate:
 * @frame: of a map
 * @x: from the left edge [px of the frame]
 * @y: from the upper edge [px of the frame]
 *
 * Returns: the position on the ground
 */
IbarPoint
ibar_frame_locate (const IbarFrame *frame, double x, double y)
{
  return (IbarPoint){ wrap_longitude (frame->x0 + x / frame->world),
                      ibar_mercator_latitude (CLAMP (frame->y0 + y / frame->world, 0, 1)) };
}
