/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The boundaries of the base map, in the manner of a profile. */

#define G_LOG_DOMAIN "ibar-basemap-boundaries"

#include "config.h"

#include "ibar-basemap-private.h"

#define DASHED_ZOOM 9.0 /* below, dashes would be longer than the bends of a boundary */

static gboolean
choose_outline (const IbarFeature *feature, gconstpointer data)
{
  return g_strcmp0 (feature->kind, "outline") == 0;
}

static gboolean
choose_plain (const IbarFeature *feature, gconstpointer data)
{
  return g_strcmp0 (feature->kind, "plain") == 0;
}

static gboolean
choose_inner (const IbarFeature *feature, gconstpointer data)
{
  return g_strcmp0 (feature->kind, "outline") != 0 && !choose_plain (feature, data);
}

/* Whether the profile's style is meant for the line towards this neighbour. */
static gboolean
is_styled (const IbarBoundaryProfile *profile, const char *neighbour)
{
  g_auto (GStrv) ids = NULL;

  if (profile == NULL || g_strcmp0 (profile->outline_style, "solid") == 0)
    return FALSE;
  if (profile->neighbours == NULL || profile->neighbours[0] == '\0')
    return TRUE;
  ids = g_strsplit (profile->neighbours, ",", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (g_strcmp0 (g_strstrip (ids[i]), neighbour) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
choose_solid (const IbarFeature *feature, gconstpointer data)
{
  return !is_styled (data, feature->neighbour);
}

static gboolean
choose_styled (const IbarFeature *feature, gconstpointer data)
{
  return is_styled (data, feature->neighbour);
}

static void
paint_inner (IbarPainter *painter)
{
  const double dashes[] = { 3.5, 2.2 };
  IbarGeneralised *band = ibar_painter_find_runs (painter, IBAR_LAYER_BOUNDARY);
  IbarColor color = painter->style->area_line;

  ibar_painter_choose_runs (painter, band, IBAR_LAYER_BOUNDARY, choose_inner, NULL);
  color.alpha = painter->zoom < DASHED_ZOOM ? 0.4 : 0.9;
  ibar_style_set_source (painter->cr, &color);
  ibar_painter_set_round (painter, FALSE);
  cairo_set_line_width (painter->cr, ibar_painter_ramp (painter, 7, 0.5, 13, 1.1) * painter->scale);
  ibar_painter_stroke_dashed (painter, band, dashes, G_N_ELEMENTS (dashes));
}

static void
paint_outline (IbarPainter *painter)
{
  static const double dashed[] = { 7, 4 };
  static const double dotted[] = { 0.01, 4 };
  IbarGeneralised *band = ibar_painter_find_runs (painter, IBAR_LAYER_BOUNDARY);
  double width = ibar_painter_ramp (painter, 7, 1.1, 13, 2.0);
  gboolean dots;

  ibar_painter_choose_runs (painter, band, IBAR_LAYER_BOUNDARY, choose_outline, NULL);
  if (painter->found->len == 0)
    return;
  ibar_painter_set_round (painter, TRUE);
  ibar_painter_add_runs (painter, band);
  ibar_painter_stroke (painter, &painter->style->outline_casing,
                width + ibar_painter_ramp (painter, 7, 2.6, 13, 6.5), FALSE);

  ibar_painter_choose_runs (painter, band, IBAR_LAYER_BOUNDARY, choose_solid, painter->profile);
  ibar_painter_add_runs (painter, band);
  ibar_painter_stroke (painter, &painter->style->outline, width, FALSE);

  band = ibar_painter_find_runs (painter, IBAR_LAYER_BOUNDARY);
  ibar_painter_choose_runs (painter, band, IBAR_LAYER_BOUNDARY, choose_outline, NULL);
  ibar_painter_choose_runs (painter, band, IBAR_LAYER_BOUNDARY, choose_styled, painter->profile);
  dots = painter->profile != NULL && g_strcmp0 (painter->profile->outline_style, "dotted") == 0;
  ibar_painter_set_round (painter, dots);
  cairo_set_line_width (painter->cr, width * (dots ? 1.25 : 1) * painter->scale);
  ibar_painter_stroke_dashed (painter, band, dots ? dotted : dashed, 2);
}

/* Lines of which nothing is known but where they are. */
static void
paint_plain (IbarPainter *painter)
{
  IbarGeneralised *band = ibar_painter_find_runs (painter, IBAR_LAYER_BOUNDARY);

  ibar_painter_choose_runs (painter, band, IBAR_LAYER_BOUNDARY, choose_plain, NULL);
  if (painter->found->len == 0)
    return;
  ibar_painter_set_round (painter, TRUE);
  ibar_painter_add_runs (painter, band);
  ibar_painter_stroke (painter, &painter->style->label_muted, ibar_painter_ramp (painter, 7, 0.8, 14, 1.6),
                FALSE);
}

void
ibar_paint_boundaries (IbarPainter *painter)
{
  paint_plain (painter);
  paint_inner (painter);
  paint_outline (painter);
}
