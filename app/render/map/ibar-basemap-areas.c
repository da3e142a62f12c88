/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The areas of the base map: neighbours, administrative areas, land cover, water.
 *
 * Rings are cut to the picture before cairo sees them (Sutherland and Hodgman 1974), so a tile in
 * the middle of a country costs four corners and not its border. */

#define G_LOG_DOMAIN "ibar-basemap-areas"

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-basemap-private.h"


/* ---- Clipping ------------------------------------------------------------------------------ */

/* Cuts a ring at one side of the box. axis: 0 x, 1 y; sign: 1 keeps what is below the limit. */
static void
clip_side (const GArray *from, GArray *to, int axis, double sign, double limit)
{
  const double *points = (const double *) (gpointer) from->data;
  guint n = from->len / 2;

  g_array_set_size (to, 0);
  for (guint i = 0, j = n - 1; i < n; j = i++)
    {
      const double *a = points + 2 * (gsize) j;
      const double *b = points + 2 * (gsize) i;
      double da = sign * (limit - a[axis]);
      double db = sign * (limit - b[axis]);

      if ((da < 0) != (db < 0))
        {
          double t = da / (da - db);
          double cut[2] = { a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]) };

          cut[axis] = limit;
          g_array_append_vals (to, cut, 2);
        }
      if (db >= 0)
        g_array_append_vals (to, b, 2);
    }
}

/* Copies a ring, long edges in pieces (see ibar_painter_add_line()) where they reach the picture.
 */
static void
copy_ring (IbarPainter *painter, const double *points, guint n, GArray *to)
{
  const IbarBox *box = &painter->box;

  g_array_set_size (to, 0);
  for (guint i = 0; i < n; i++)
    {
      const double *a = points + 2 * (gsize) i, *b = a + 2;
      double length;
      int n_pieces;

      g_array_append_vals (to, a, 2);
      if (i + 1 == n || MAX (a[0], b[0]) < box->min_x || MIN (a[0], b[0]) > box->max_x
          || MAX (a[1], b[1]) < box->min_y || MIN (a[1], b[1]) > box->max_y)
        continue;
      length = hypot (b[0] - a[0], b[1] - a[1]) * painter->frame->world;
      n_pieces = (int) CLAMP (ceil (length / IBAR_PIECE), 1, 1e5);
      for (int piece = 1; piece < n_pieces; piece++)
        {
          double t = piece / (double) n_pieces;
          double xy[2] = { a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]) };

          g_array_append_vals (to, xy, 2);
        }
    }
}

static GArray *
clip_ring (IbarPainter *painter, const double *points, guint n, const IbarBox *box)
{
  const IbarBox *clip = &painter->box;
  GArray *from = painter->clipped[0], *to = painter->clipped[1], *swap;

  copy_ring (painter, points, n, from);
  for (int side = 0; side < 4 && from->len > 0; side++)
    {
      int axis = side / 2;
      gboolean upper = side % 2;
      double limit
          = axis == 0 ? (upper ? clip->max_x : clip->min_x) : (upper ? clip->max_y : clip->min_y);
      double reach
          = axis == 0 ? (upper ? box->max_x : box->min_x) : (upper ? box->max_y : box->min_y);

      if (upper ? reach <= limit : reach >= limit)
        continue;
      clip_side (from, to, axis, upper ? 1 : -1, limit);
      swap = from;
      from = to;
      to = swap;
    }
  return from;
}

static void
add_ring (IbarPainter *painter, const IbarGeneralised *band, const IbarRun *run)
{
  const double *points = (const double *) (gpointer) band->points->data + 2 * (gsize) run->first;
  const GArray *ring = clip_ring (painter, points, run->n_points, &run->box);
  const IbarFrame *frame = painter->frame;

  points = (const double *) (gpointer) ring->data;
  for (guint i = 0; i < ring->len / 2; i++)
    cairo_line_to (painter->cr, (points[2 * i] - frame->x0) * frame->world,
                   (points[2 * i + 1] - frame->y0) * frame->world);
  cairo_close_path (painter->cr);
  cairo_new_sub_path (painter->cr);
}

/* A ring's outline: the cut's own edges must not be stroked. */
static void
add_outline (IbarPainter *painter, const IbarGeneralised *band, const IbarRun *run)
{
  const double *points = (const double *) (gpointer) band->points->data + 2 * (gsize) run->first;

  ibar_painter_add_line (painter, points, run->n_points, FALSE);
}

/* ---- Filling ------------------------------------------------------------------------------- */

typedef gboolean (*ChooseColor) (IbarPainter *painter, guint feature, IbarColor *color);

/* Fills feature by feature: even-odd over the rings of one. */
static void
fill_layer (IbarPainter *painter, IbarLayer layer, ChooseColor choose)
{
  IbarGeneralised *band = ibar_painter_find_runs (painter, layer);
  guint n = painter->found->len;

  cairo_set_fill_rule (painter->cr, CAIRO_FILL_RULE_EVEN_ODD);
  for (guint i = 0; i < n;)
    {
      const IbarRun *run
          = &g_array_index (band->runs, IbarRun, g_array_index (painter->found, guint, i));
      guint feature = run->feature;
      IbarColor color;
      gboolean wanted = choose (painter, feature, &color);

      cairo_new_path (painter->cr);
      for (; i < n; i++)
        {
          run = &g_array_index (band->runs, IbarRun, g_array_index (painter->found, guint, i));
          if (run->feature != feature)
            break;
          if (wanted)
            add_ring (painter, band, run);
        }
      if (!wanted)
        continue;
      ibar_style_set_source (painter->cr, &color);
      cairo_fill (painter->cr);
    }
  cairo_new_path (painter->cr);
}

static gboolean
choose_neighbour (IbarPainter *painter, guint feature, IbarColor *color)
{
  *color = painter->style->land;
  return TRUE;
}

static gboolean
choose_veil (IbarPainter *painter, guint feature, IbarColor *color)
{
  *color = painter->style->neighbour_land;
  /* At a small scale the relief ends before the neighbours do: more of a veil, less of a patch. */
  color->alpha = ibar_painter_ramp (painter, 7.5, 0.8, 9.5, 0.5);
  return TRUE;
}

static gboolean
choose_area (IbarPainter *painter, guint feature, IbarColor *color)
{
  const IbarFeature *area
      = ibar_region_get_feature (painter->basemap->region, IBAR_LAYER_ADMIN_AREA, feature);

  *color = area->highlight ? painter->style->highlight_tint
                           : painter->style->area_tints[ibar_basemap_get_tints (painter->basemap)[feature]];
  return TRUE;
}

static gboolean
choose_wash (IbarPainter *painter, guint feature, IbarColor *color)
{
  *color = painter->style->highlight_wash;
  return ibar_region_get_feature (painter->basemap->region, IBAR_LAYER_ADMIN_AREA, feature)
      ->highlight;
}

/* Woods; and, in its own tint, what is shown for what it is. */
static gboolean
choose_landcover (IbarPainter *painter, guint feature, IbarColor *color)
{
  const IbarFeature *cover
      = ibar_region_get_feature (painter->basemap->region, IBAR_LAYER_LANDCOVER, feature);
  gboolean plain = g_strcmp0 (cover->kind, "plain") == 0;

  *color = plain ? painter->style->builtup : painter->style->forest;
  color->alpha = plain ? 0.6 : 0.8;
  return plain || g_strcmp0 (cover->kind, "forest") == 0 || g_strcmp0 (cover->kind, "wood") == 0;
}

static gboolean
choose_builtup (IbarPainter *painter, guint feature, IbarColor *color)
{
  *color = painter->style->builtup;
  return TRUE;
}

static gboolean
choose_water (IbarPainter *painter, guint feature, IbarColor *color)
{
  *color = painter->style->water;
  return TRUE;
}

/* The countries around and the areas the map is about, in their soft tints. */
void
ibar_paint_areas (IbarPainter *painter)
{
  fill_layer (painter, IBAR_LAYER_NEIGHBOUR, choose_neighbour);
  fill_layer (painter, IBAR_LAYER_ADMIN_AREA, choose_area);
}

/* What covers the land, below the relief. */
void
ibar_paint_ground (IbarPainter *painter)
{
  gboolean chosen = ibar_region_is_chosen (painter->basemap->region);

  if (painter->zoom >= 8 || chosen)
    fill_layer (painter, IBAR_LAYER_LANDCOVER, choose_landcover);
  if (painter->zoom >= 9 || chosen)
    fill_layer (painter, IBAR_LAYER_BUILTUP, choose_builtup);
}

static void
stroke_outlines (IbarPainter *painter, IbarGeneralised *band)
{
  for (guint i = 0; i < painter->found->len; i++)
    add_outline (painter, band,
                 &g_array_index (band->runs, IbarRun, g_array_index (painter->found, guint, i)));
  cairo_set_line_join (painter->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (painter->cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (painter->cr);
}

/* The line between neighbours: there, but not what the map is about. */
static void
stroke_neighbours (IbarPainter *painter)
{
  IbarGeneralised *band = ibar_painter_find_runs (painter, IBAR_LAYER_NEIGHBOUR);
  IbarColor color = painter->style->area_line;

  color.alpha = 0.45;
  ibar_style_set_source (painter->cr, &color);
  cairo_set_line_width (painter->cr, ibar_painter_ramp (painter, 6, 0.6, 12, 1.2) * painter->scale);
  stroke_outlines (painter, band);
}

/* Neighbours step back behind a pale veil, relief and all; what the region is about comes forward.
 */
void
ibar_paint_veil (IbarPainter *painter)
{
  fill_layer (painter, IBAR_LAYER_ADMIN_AREA, choose_wash);
  fill_layer (painter, IBAR_LAYER_NEIGHBOUR, choose_veil);
  stroke_neighbours (painter);
}

/* Lakes and wide rivers with their shore. */
void
ibar_paint_water (IbarPainter *painter)
{
  IbarGeneralised *band;

  fill_layer (painter, IBAR_LAYER_WATER, choose_water);
  band = ibar_painter_find_runs (painter, IBAR_LAYER_WATER);
  cairo_set_line_width (painter->cr, ibar_painter_ramp (painter, 8, 0.4, 14, 0.9) * painter->scale);
  ibar_style_set_source (painter->cr, &painter->style->water_edge);
  stroke_outlines (painter, band);
}

/* The areas the region is about are held together by a line of their own. */
void
ibar_paint_highlight (IbarPainter *painter)
{
  IbarGeneralised *band = ibar_painter_find_runs (painter, IBAR_LAYER_ADMIN_AREA);
  IbarColor color = ibar_color_mix (&painter->style->area_line, &painter->style->outline, 0.5);
  guint kept = 0;

  for (guint i = 0; i < painter->found->len; i++)
    {
      guint number = g_array_index (painter->found, guint, i);
      const IbarRun *run = &g_array_index (band->runs, IbarRun, number);

      if (ibar_region_get_feature (painter->basemap->region, IBAR_LAYER_ADMIN_AREA, run->feature)
              ->highlight)
        g_array_index (painter->found, guint, kept++) = number;
    }
  g_array_set_size (painter->found, kept);
  color.alpha = 0.9;
  ibar_style_set_source (painter->cr, &color);
  cairo_set_line_width (painter->cr, ibar_painter_ramp (painter, 7, 0.6, 12, 1.3) * painter->scale);
  stroke_outlines (painter, band);
}
