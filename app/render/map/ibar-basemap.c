/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The base map: a quiet ground for events, without any text.
 *
 * What is drawn and how wide follows the zoom; where it is drawn follows the frame. Everything is
 * computed in map space and only then placed, so that a map drawn tile by tile is the map drawn
 * whole: dashes keep their phase, relief its light, and lines reach over a tile's edge.
 *
 * Tints, relief and flows are made by the thread that first draws with them, and geometry is
 * generalised for a band of zooms when that band is first drawn, under a mutex; neither changes
 * after, and painting itself takes no lock. A window's main thread, which draws no tiles, pays for
 * none of it. */

#define G_LOG_DOMAIN "ibar-basemap"

#include "config.h"

#include "ibar-basemap-private.h"

#include <math.h>

#define FIRST_BAND_ZOOM 6 /* the coarsest band serves this zoom and all below */
#define TOLERANCE 0.35    /* [px of a 512-px tile] */
#define MARGIN 12.0       /* [style units] what is drawn beyond the edges */

/**
 * ibar_basemap_new:
 * @region: the data
 *
 * A region, ready to be drawn. Its areas are coloured, its relief is shaded and its rivers grow when
 * something is first drawn with them, in the thread that draws.
 *
 * Returns: (transfer full): the base map
 *
 * **Thread:** any; the base map may be drawn by any number of threads.
 *
 * **Cost:** nothing; the first drawing pays (17 ms for the shipped region, bench map).
 */
IbarBasemap *
ibar_basemap_new (IbarRegion *region)
{
  IbarBasemap *self = g_new0 (IbarBasemap, 1);

  g_return_val_if_fail (region != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->region = ibar_region_ref (region);
  return self;
}

/**
 * ibar_basemap_ref:
 * @self: a base map
 *
 * Returns: (transfer full): @self
 *
 * **Thread:** any.
 */
IbarBasemap *
ibar_basemap_ref (IbarBasemap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ibar_basemap_unref:
 * @self: (transfer full) (nullable): a base map
 *
 * **Thread:** any.
 */
void
ibar_basemap_unref (IbarBasemap *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (int layer = 0; layer < IBAR_N_LAYERS; layer++)
    for (int band = 0; band < IBAR_N_BANDS; band++)
      ibar_generalised_free (self->bands[layer][band]);
  ibar_relief_free (self->relief);
  ibar_region_unref (self->region);
  g_mutex_clear (&self->mutex);
  g_free (self->tints);
  g_free (self->flows);
  g_free (self);
}

/**
 * ibar_basemap_get_region:
 * @self: a base map
 *
 * Returns: (transfer none): its data
 */
IbarRegion *
ibar_basemap_get_region (IbarBasemap *self)
{
  return self->region;
}

/* Which of the style's tints each area has. */
const guint8 *
ibar_basemap_get_tints (IbarBasemap *self)
{
  if (g_once_init_enter (&self->tints_made))
    {
      self->tints = ibar_color_areas (self->region, G_N_ELEMENTS (((IbarStyle *) NULL)->area_tints));
      g_once_init_leave (&self->tints_made, 1);
    }
  return self->tints;
}

/* NULL: the region knows no heights. */
static IbarRelief *
get_relief (IbarBasemap *self)
{
  if (g_once_init_enter (&self->relief_made))
    {
      const IbarElevation *elevation = ibar_region_get_elevation (self->region);

      self->relief = elevation != NULL ? ibar_relief_new (elevation) : NULL;
      g_once_init_leave (&self->relief_made, 1);
    }
  return self->relief;
}

/* With the mutex held. What comes in pieces does not tell how much water comes together. */
static const float *
get_flows (IbarBasemap *self)
{
  if (self->flows == NULL && !ibar_region_is_chosen (self->region))
    self->flows = ibar_collect_flows (self->region);
  return self->flows;
}

/* The band follows from the size of the world in pixels, not from the zoom: a figure for print
 * shows zoom 9's choice of things with zoom 12's detail. */
static IbarGeneralised *
get_band (IbarBasemap *self, IbarLayer layer, double world)
{
  double zoom = log2 (world / 512.0);
  int band = CLAMP ((int) ceil ((zoom - FIRST_BAND_ZOOM) / 2.0 - 1e-6), 0, IBAR_N_BANDS - 1);
  double tolerance = TOLERANCE / (512.0 * exp2 (FIRST_BAND_ZOOM + 2 * band));
  IbarGeneralised *made = g_atomic_pointer_get (&self->bands[layer][band]);

  if (made != NULL)
    return made;
  g_mutex_lock (&self->mutex);
  made = g_atomic_pointer_get (&self->bands[layer][band]);
  if (made == NULL)
    {
      made = ibar_generalise_layer (self->region, layer, band < IBAR_N_BANDS - 1 ? tolerance : 0,
                                    layer == IBAR_LAYER_WATERWAY ? get_flows (self) : NULL);
      g_atomic_pointer_set (&self->bands[layer][band], made);
    }
  g_mutex_unlock (&self->mutex);
  return made;
}

IbarGeneralised *
ibar_painter_find_runs (IbarPainter *painter, IbarLayer layer)
{
  IbarGeneralised *band = get_band (painter->basemap, layer, painter->frame->world);

  g_array_set_size (painter->found, 0);
  ibar_box_index_query (band->index, &painter->box, painter->found);
  return band;
}

/* Short pieces, so that what cairo cuts at the picture's edge and rounds again is short, and so
 * that a long line costs a tile no more than what the tile shows of it. */
void
ibar_painter_add_line (IbarPainter *painter, const double *points, guint n_points, gboolean whole)
{
  const IbarFrame *frame = painter->frame;
  gboolean drawing = FALSE;

  for (guint i = 1; i < n_points; i++)
    {
      const double *a = points + 2 * (gsize) (i - 1), *b = a + 2;
      double dx = b[0] - a[0], dy = b[1] - a[1];
      double length = hypot (dx, dy) * frame->world;
      int n_pieces = (int) CLAMP (ceil (length / IBAR_PIECE), 1, 1e5);

      if (!whole
          && (MAX (a[0], b[0]) < painter->box.min_x || MIN (a[0], b[0]) > painter->box.max_x
              || MAX (a[1], b[1]) < painter->box.min_y || MIN (a[1], b[1]) > painter->box.max_y))
        {
          drawing = FALSE;
          continue;
        }
      if (!drawing)
        cairo_move_to (painter->cr, (a[0] - frame->x0) * frame->world,
                       (a[1] - frame->y0) * frame->world);
      drawing = TRUE;
      for (int piece = 1; piece <= n_pieces; piece++)
        {
          double t = piece / (double) n_pieces;

          cairo_line_to (painter->cr, (a[0] + t * dx - frame->x0) * frame->world,
                         (a[1] + t * dy - frame->y0) * frame->world);
        }
    }
}

double
ibar_painter_ramp (const IbarPainter *painter, double z0, double low, double z1, double high)
{
  double t = CLAMP ((painter->zoom - z0) / (z1 - z0), 0.0, 1.0);

  return low + t * (high - low);
}

static void
paint_background (IbarPainter *painter)
{
  ibar_style_set_source (painter->cr, &painter->style->background);
  cairo_rectangle (painter->cr, 0, 0, painter->frame->width, painter->frame->height);
  cairo_fill (painter->cr);
}

static void
paint_features (IbarPainter *painter, const IbarBasemapOptions *options)
{
  ibar_paint_areas (painter);
  ibar_paint_ground (painter);
  if (options->relief && get_relief (painter->basemap) != NULL)
    ibar_relief_draw (get_relief (painter->basemap), painter->cr, painter->frame, painter->style);
  ibar_paint_veil (painter);
  ibar_paint_water (painter);
  ibar_paint_waterways (painter);
  ibar_paint_schematic (painter);
  ibar_paint_roads (painter);
  ibar_paint_railways (painter);
  if (options->boundaries)
    {
      ibar_paint_highlight (painter);
      ibar_paint_boundaries (painter);
    }
}

/* Paints the part of the frame that a number of turns brings to where the region is. */
static void
paint_turned (IbarPainter *painter, const IbarBasemapOptions *options, int turn)
{
  const IbarFrame *whole = painter->frame;
  const IbarExtent *extent = ibar_region_get_extent (painter->basemap->region);
  double west = ibar_mercator_x ((extent->west + extent->east) / 2) - 0.5;
  const IbarBox box = painter->box;
  IbarFrame frame = *whole;

  frame.x0 += turn;
  painter->frame = &frame;
  painter->box.min_x += turn;
  painter->box.max_x += turn;
  cairo_save (painter->cr);
  cairo_rectangle (painter->cr, (west - frame.x0) * frame.world, 0, frame.world, frame.height);
  cairo_clip (painter->cr);
  paint_features (painter, options);
  cairo_restore (painter->cr);
  painter->frame = whole;
  painter->box = box;
}

/* A region over the antimeridian lies beyond the world's edge, and the frame may be on either side of it, or wider than
 * the world: then the world is repeated. */
static void
paint_all (IbarPainter *painter, const IbarBasemapOptions *options)
{
  const IbarFrame *frame = painter->frame;
  int first = (int) ibar_region_get_turn (painter->basemap->region, frame->x0);
  int last = (int) ibar_region_get_turn (painter->basemap->region, frame->x0 + frame->width / frame->world);

  paint_background (painter);
  if (first == 0 && last == 0)
    paint_features (painter, options);
  else
    for (int turn = first; turn >= last; turn--)
      paint_turned (painter, options, turn);
}

/**
 * ibar_basemap_draw:
 * @self: a base map
 * @cr: where to draw; one unit is one pixel of @frame, whose corner is at the origin
 * @frame: which part of the map, how large
 * @options: which palette, which boundaries, whether relief
 *
 * Draws the map, without any text.
 *
 * **Thread:** any, each on a context of its own. **Cost:** about 3 ms for a tile of 512 px; the
 * first drawing of a band of zooms generalises its geometry besides (bench map).
 */
void
ibar_basemap_draw (IbarBasemap *self,
                   cairo_t *cr,
                   const IbarFrame *frame,
                   const IbarBasemapOptions *options)
{
  IbarPainter painter = { self,
                          cr,
                          frame,
                          options->style,
                          options->profile,
                          frame->zoom,
                          frame->scale > 0 ? frame->scale : 1 };
  double margin = MARGIN * painter.scale / frame->world;

  g_return_if_fail (self != NULL && cr != NULL && frame != NULL && options != NULL);
  if (!(frame->world > 0 && frame->width > 0 && frame->height > 0))
    return;
  if (painter.profile == NULL)
    painter.profile = ibar_region_find_profile (self->region, NULL);
  painter.box = (IbarBox){ frame->x0 - margin, frame->y0 - margin,
                           frame->x0 + frame->width / frame->world + margin,
                           frame->y0 + frame->height / frame->world + margin };
  painter.found = g_array_new (FALSE, FALSE, sizeof (guint));
  painter.clipped[0] = g_array_new (FALSE, FALSE, sizeof (double));
  painter.clipped[1] = g_array_new (FALSE, FALSE, sizeof (double));
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, frame->width, frame->height);
  cairo_clip (cr);
  cairo_new_path (cr);
  paint_all (&painter, options);
  cairo_restore (cr);
  g_array_unref (painter.found);
  g_array_unref (painter.clipped[0]);
  g_array_unref (painter.clipped[1]);
}

/**
 * ibar_frame_init_tile:
 * @frame: (out): a frame
 * @x: the tile's column
 * @y: its row, from the north
 * @zoom_level: its zoom
 * @size_px: its side [px]; a tile is 256 style units wide
 *
 * Makes the frame of a map tile.
 */
void
ibar_frame_init_tile (IbarFrame *frame, guint x, guint y, guint zoom_level, int size_px)
{
  double n_tiles = exp2 (zoom_level);

  frame->x0 = x / n_tiles;
  frame->y0 = y / n_tiles;
  frame->world = size_px * n_tiles;
  frame->width = frame->height = size_px;
  frame->zoom = zoom_level;
  frame->scale = size_px / IBAR_TILE_UNITS;
}

/**
 * ibar_frame_init_view:
 * @frame: (out): a frame
 * @view: what is looked at; its rotation is the caller's to apply
 * @scale: pixels for each unit of the view
 *
 * Makes the frame of a whole view.
 */
void
ibar_frame_init_view (IbarFrame *frame, const IbarView *view, double scale)
{
  frame->world = IBAR_TILE_UNITS * exp2 (view->zoom) * scale;
  frame->width = view->width * scale;
  frame->height = view->height * scale;
  frame->x0 = ibar_mercator_x (view->center.longitude) - frame->width / frame->world / 2;
  frame->y0 = ibar_mercator_y (view->center.latitude) - frame->height / frame->world / 2;
  frame->zoom = view->zoom;
  frame->scale = scale;
}
