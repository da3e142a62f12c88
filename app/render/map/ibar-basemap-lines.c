/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of the base map: rivers, roads, railways; boundaries stand in a file of their own.
 *
 * Surveyed lines have edges: a road its casing, a river its shore. Schematic lines have none: they
 * are soft, translucent bands that widen and fade as one zooms in, so that nobody takes them for
 * surveyed ones. Dashes start at the source of a line, not at a tile's edge. */

#define G_LOG_DOMAIN "ibar-basemap-lines"

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-basemap-private.h"

#define N_ROAD_RANKS 10
#define SCHEMATIC_GONE 15.5 /* zoom from which a line that is 1 km off says nothing any more */
#define FULL_FLOW 150.0     /* [km] of courses together: a river at its widest */
#define N_FLOW_STEPS 8
#define LAST_WATER_RANK 4   /* ditches, and whatever is less */
#define LEAST_RIVER 0.7     /* [style units] wide */

/* From which zoom a class of road is drawn, and how wide [style units] there and at zoom 16. */
static const struct
{
  double first_zoom, low, high;
} road_classes[N_ROAD_RANKS] = {
  { 6, 1.2, 11 }, { 6.5, 1.1, 10 }, { 7.5, 1.0, 9 }, { 9, 0.9, 8 },  { 10.5, 0.8, 7 },
  { 12, 0.7, 6 }, { 12.5, 0.7, 5 }, { 14, 0.6, 4 },  { 14, 0.5, 2 }, { 15, 0.4, 1.2 },
};

/* ---- Paths --------------------------------------------------------------------------------- */

static const IbarRun *
get_run (const IbarPainter *painter, const IbarGeneralised *band, guint i)
{
  return &g_array_index (band->runs, IbarRun, g_array_index (painter->found, guint, i));
}

static const IbarFeature *
get_feature (const IbarPainter *painter, IbarLayer layer, const IbarRun *run)
{
  return ibar_region_get_feature (painter->basemap->region, layer, run->feature);
}

static const double *
get_points (const IbarGeneralised *band, const IbarRun *run)
{
  return (const double *) (gpointer) band->points->data + 2 * (gsize) run->first;
}

/* Keeps the runs that take part, in their order. */
void
ibar_painter_choose_runs (IbarPainter *painter,
             const IbarGeneralised *band,
             IbarLayer layer,
             IbarChooseRun choose,
             gconstpointer data)
{
  guint kept = 0;

  for (guint i = 0; i < painter->found->len; i++)
    {
      if (choose (get_feature (painter, layer, get_run (painter, band, i)), data))
        g_array_index (painter->found, guint, kept++) = g_array_index (painter->found, guint, i);
    }
  g_array_set_size (painter->found, kept);
}

/* One path of everything found: where lines of a kind meet, a translucent stroke stays even. */
void
ibar_painter_add_runs (IbarPainter *painter, const IbarGeneralised *band)
{
  cairo_new_path (painter->cr);
  for (guint i = 0; i < painter->found->len; i++)
    {
      const IbarRun *run = get_run (painter, band, i);

      ibar_painter_add_line (painter, get_points (band, run), run->n_points, FALSE);
    }
}

void
ibar_painter_stroke (IbarPainter *painter, const IbarColor *color, double width, gboolean keep)
{
  ibar_style_set_source (painter->cr, color);
  cairo_set_line_width (painter->cr, width * painter->scale);
  if (keep)
    cairo_stroke_preserve (painter->cr);
  else
    cairo_stroke (painter->cr);
}

/* Strokes everything found with dashes [style units] that begin where each line begins. Each run
 * starts anew at its own distance: lengths that cairo adds up over many runs would drift, and not
 * by the same amount in every tile. */
void
ibar_painter_stroke_dashed (IbarPainter *painter, const IbarGeneralised *band, const double *dashes, int n)
{
  double scaled[4];

  for (int i = 0; i < n; i++)
    scaled[i] = dashes[i] * painter->scale;
  for (guint i = 0; i < painter->found->len; i++)
    {
      const IbarRun *run = get_run (painter, band, i);

      cairo_new_path (painter->cr);
      cairo_set_dash (painter->cr, scaled, n, run->distance * painter->frame->world);
      ibar_painter_add_line (painter, get_points (band, run), run->n_points, TRUE);
      cairo_stroke (painter->cr);
    }
  cairo_set_dash (painter->cr, NULL, 0, 0);
}

void
ibar_painter_set_round (IbarPainter *painter, gboolean caps)
{
  cairo_set_line_join (painter->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (painter->cr, caps ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
}

/* ---- Rivers -------------------------------------------------------------------------------- */

static gboolean
choose_river (const IbarFeature *feature, gconstpointer data)
{
  const IbarPainter *painter = data;
  double first_zoom = feature->rank <= 1   ? 6
                      : feature->rank == 2 ? 9
                      : feature->rank == 3 ? 11
                                           : 13;

  return !feature->schematic && painter->zoom >= first_zoom;
}

/* How wide a river is for its step of flow, of its greatest width. */
static double
get_flow_width (int step)
{
  return 0.4 + 0.6 * sqrt ((step + 0.5) / N_FLOW_STEPS);
}

static int
get_flow_step (float flow)
{
  return CLAMP ((int) (flow / FULL_FLOW * N_FLOW_STEPS), 0, N_FLOW_STEPS - 1);
}

static int
get_flow_step_at (const IbarGeneralised *band, guint32 point)
{
  return get_flow_step (g_array_index (band->weights, float, point));
}

/* Adds the pieces of all runs found whose flow is of one step. Pieces overlap by their round ends.
 */
static gboolean
add_flow_step (IbarPainter *painter, const IbarGeneralised *band, int step)
{
  gboolean any = FALSE;

  cairo_new_path (painter->cr);
  for (guint i = 0; i < painter->found->len; i++)
    {
      const IbarRun *run = get_run (painter, band, i);
      guint from = 0;

      while (from + 1 < run->n_points)
        {
          int here = get_flow_step_at (band, run->first + from);
          guint to = from + 1;

          while (to + 1 < run->n_points && get_flow_step_at (band, run->first + to) == here)
            to++;
          if (here == step)
            ibar_painter_add_line (painter, get_points (band, run) + 2 * (gsize) from,
                                   to - from + 1, FALSE);
          any = any || here == step;
          from = to;
        }
    }
  return any;
}

/* Where nothing is known of what has come together, what kind of water it is says how wide: of a
 * river's greatest width. */
static double
get_class_width (int rank)
{
  return rank <= 1 ? 0.9 : rank == 2 ? 0.6 : rank == 3 ? 0.3 : 0.2;
}

static gboolean
choose_rank (const IbarFeature *feature, gconstpointer data)
{
  return MIN (feature->rank, LAST_WATER_RANK) == GPOINTER_TO_INT (data);
}

/* The small ones first: a river lies over the brooks that join it. */
static void
stroke_classes (IbarPainter *painter,
                const IbarGeneralised *band,
                double width,
                double extra,
                const IbarColor *color)
{
  g_autoptr (GArray) all = g_array_copy (painter->found);

  for (int rank = LAST_WATER_RANK; rank >= 0; rank--)
    {
      double own = MAX (width * get_class_width (rank), LEAST_RIVER);

      ibar_painter_choose_runs (painter, band, IBAR_LAYER_WATERWAY, choose_rank, GINT_TO_POINTER (rank));
      ibar_painter_add_runs (painter, band);
      ibar_painter_stroke (painter, color, own + MIN (extra, own / 2), FALSE);
      g_array_set_size (painter->found, 0);
      g_array_append_vals (painter->found, all->data, all->len);
    }
}

static void
stroke_flows (IbarPainter *painter,
              const IbarGeneralised *band,
              double width,
              double extra,
              const IbarColor *color)
{
  if (band->weights == NULL)
    {
      stroke_classes (painter, band, width, extra, color);
      return;
    }
  ibar_style_set_source (painter->cr, color);
  for (int step = 0; step < N_FLOW_STEPS; step++)
    {
      if (!add_flow_step (painter, band, step))
        continue;
      cairo_set_line_width (painter->cr, (width * get_flow_width (step) + extra) * painter->scale);
      cairo_stroke (painter->cr);
    }
}

void
ibar_paint_waterways (IbarPainter *painter)
{
  IbarGeneralised *band = ibar_painter_find_runs (painter, IBAR_LAYER_WATERWAY);
  double width
      = ibar_painter_ramp (painter, 7, 1.1, 11, 2.6) + ibar_painter_ramp (painter, 11, 0, 16, 7);

  ibar_painter_choose_runs (painter, band, IBAR_LAYER_WATERWAY, choose_river, painter);
  if (painter->found->len == 0)
    return;
  ibar_painter_set_round (painter, TRUE);
  if (painter->zoom >= 10)
    stroke_flows (painter, band, width, 0.9, &painter->style->water_edge);
  stroke_flows (painter, band, width, 0, &painter->style->water);
}

/* ---- Roads --------------------------------------------------------------------------------- */

static gboolean
choose_road (const IbarFeature *feature, gconstpointer data)
{
  return !feature->schematic && MIN (feature->rank, N_ROAD_RANKS - 1) == GPOINTER_TO_INT (data);
}

static double
get_road_width (const IbarPainter *painter, int rank)
{
  double first = road_classes[rank].first_zoom;
  double t = CLAMP ((painter->zoom - first) / (16 - first), 0.0, 1.3);

  return road_classes[rank].low * pow (road_classes[rank].high / road_classes[rank].low, t);
}

/* Every class's casing lies below every class's surface, so that crossings are open. */
static void
stroke_roads (IbarPainter *painter, IbarGeneralised *band, GArray *all, gboolean casing)
{
  for (int rank = N_ROAD_RANKS - 1; rank >= 0; rank--)
    {
      double width = get_road_width (painter, rank);
      gboolean thin = width < 1.6;

      if (painter->zoom < road_classes[rank].first_zoom || (casing && thin))
        continue;
      g_array_set_size (painter->found, 0);
      g_array_append_vals (painter->found, all->data, all->len);
      ibar_painter_choose_runs (painter, band, IBAR_LAYER_ROAD, choose_road, GINT_TO_POINTER (rank));
      if (painter->found->len == 0)
        continue;
      ibar_painter_add_runs (painter, band);
      if (casing)
        ibar_painter_stroke (painter, &painter->style->road_casing, width + 1.1, FALSE);
      else
        ibar_painter_stroke (painter, thin ? &painter->style->road_thin : &painter->style->road, width, FALSE);
    }
}

void
ibar_paint_roads (IbarPainter *painter)
{
  IbarGeneralised *band = ibar_painter_find_runs (painter, IBAR_LAYER_ROAD);
  g_autoptr (GArray) all = g_array_copy (painter->found);

  ibar_painter_set_round (painter, TRUE);
  stroke_roads (painter, band, all, TRUE);
  stroke_roads (painter, band, all, FALSE);
}

/* ---- Railways ------------------------------------------------------------------------------ */

static gboolean
choose_surveyed (const IbarFeature *feature, gconstpointer data)
{
  return !feature->schematic;
}

static gboolean
choose_schematic (const IbarFeature *feature, gconstpointer data)
{
  return feature->schematic;
}

static void
stroke_ticks (IbarPainter *painter, const IbarGeneralised *band, double length)
{
  const double dashes[] = { 0.9, ibar_painter_ramp (painter, 8, 7, 14, 11) };

  cairo_set_line_cap (painter->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (painter->cr, length * painter->scale);
  ibar_painter_stroke_dashed (painter, band, dashes, 2);
}

void
ibar_paint_railways (IbarPainter *painter)
{
  IbarGeneralised *band = ibar_painter_find_runs (painter, IBAR_LAYER_RAILWAY);
  double width = ibar_painter_ramp (painter, 8, 0.8, 14, 1.5);

  ibar_painter_choose_runs (painter, band, IBAR_LAYER_RAILWAY, choose_surveyed, NULL);
  if (painter->found->len == 0 || painter->zoom < 7.5)
    return;
  ibar_painter_set_round (painter, TRUE);
  ibar_painter_add_runs (painter, band);
  ibar_painter_stroke (painter, &painter->style->railway, width, FALSE);
  if (painter->zoom >= 9)
    stroke_ticks (painter, band, width + ibar_painter_ramp (painter, 9, 2.4, 14, 4));
}

/* ---- Schematic lines ------------------------------------------------------------------------ */

static double
get_schematic_strength (const IbarPainter *painter)
{
  return ibar_painter_ramp (painter, 10.5, 1, SCHEMATIC_GONE, 0);
}

/* The width grows with zoom faster than a line's would: the band shows that the place is not known.
 */
static double
get_schematic_spread (const IbarPainter *painter)
{
  return ibar_painter_ramp (painter, 7, 1, 11, 1.8) + ibar_painter_ramp (painter, 11, 0, 15, 14);
}

/* A soft band: wide and faint, then narrower. In one path, so that nothing adds up where lines
 * meet. */
static void
stroke_soft (IbarPainter *painter,
             const IbarGeneralised *band,
             const IbarColor *color,
             double width)
{
  static const struct
  {
    double width, alpha;
  } passes[] = { { 1.9, 0.16 }, { 1.35, 0.25 }, { 0.85, 0.45 } };
  double strength = get_schematic_strength (painter);

  ibar_painter_add_runs (painter, band);
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    {
      IbarColor soft = *color;

      soft.alpha *= passes[i].alpha * strength;
      ibar_painter_stroke (painter, &soft, width * passes[i].width, i + 1 < G_N_ELEMENTS (passes));
    }
}

/* Rivers change their width along the way, so their pieces are drawn opaque into a group first. */
static void
stroke_soft_flows (IbarPainter *painter, const IbarGeneralised *band, double width)
{
  static const struct
  {
    double width, alpha;
  } passes[] = { { 1.8, 0.25 }, { 1.0, 0.75 } };
  double strength = get_schematic_strength (painter);

  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    {
      IbarColor color = ibar_color_mix (&painter->style->water, &painter->style->water_edge, 0.35);

      cairo_push_group (painter->cr);
      stroke_flows (painter, band, width * passes[i].width, 0, &color);
      cairo_pop_group_to_source (painter->cr);
      cairo_paint_with_alpha (painter->cr, passes[i].alpha * strength);
    }
}

static IbarGeneralised *
find_schematic (IbarPainter *painter, IbarLayer layer)
{
  IbarGeneralised *band = ibar_painter_find_runs (painter, layer);

  ibar_painter_choose_runs (painter, band, layer, choose_schematic, NULL);
  return band;
}

void
ibar_paint_schematic (IbarPainter *painter)
{
  IbarGeneralised *band;
  double spread = get_schematic_spread (painter);

  if (painter->zoom >= SCHEMATIC_GONE)
    return;
  ibar_painter_set_round (painter, TRUE);
  band = find_schematic (painter, IBAR_LAYER_WATERWAY);
  if (painter->found->len > 0)
    stroke_soft_flows (painter, band, 1.9 * spread);
  band = find_schematic (painter, IBAR_LAYER_ROAD);
  if (painter->found->len > 0 && painter->zoom >= 8)
    stroke_soft (painter, band, &painter->style->schematic, 1.4 * spread);
  band = find_schematic (painter, IBAR_LAYER_RAILWAY);
  if (painter->found->len > 0 && painter->zoom >= 8)
    {
      IbarColor color = painter->style->railway;

      color.alpha = 0.75;
      stroke_soft (painter, band, &color, 0.7 * spread);
      color.alpha = 0.35 * get_schematic_strength (painter);
      ibar_style_set_source (painter->cr, &color);
      stroke_ticks (painter, band, 2.6 + 1.2 * spread);
    }
}
