/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drawing shaded relief and hypsometric tint.
 *
 * For every pixel heights and shading are interpolated by cubic B-splines, which smooth: a grid
 * of 900 m cells stays soft at any zoom and shows no facets. The splines are separable since
 * columns are meridians and rows are parallels in Mercator too: four taps a column are done once
 * for each row of the grid, four taps a row for each pixel, in loops a compiler turns into vector
 * code.
 *
 * A pixel's value depends on its place on the map alone, so tiles join without a seam. The edge of
 * the grid fades out. */

#define G_LOG_DOMAIN "ibar-relief-draw"

#include "config.h"

#include "ibar-relief-private.h"

#include <math.h>

#define LEAST_CELL 1.0     /* [px] a cell of the level that is drawn */
#define FADE_CELLS 24.0    /* width of the faded edge */
#define TINT_STRENGTH 0.62 /* opacity of the hypsometric tint */
#define LIGHT_SHARE 0.75   /* opacity of light against that of shade */

#if defined(__GNUC__) && !defined(__clang__)
#define VECTORISED __attribute__ ((optimize ("O3,fast-math")))
#else
#define VECTORISED
#endif

/* Where a column or row of pixels lies in the grid. */
typedef struct
{
  int first; /* the first of the four cells, may lie outside of the grid */
  float taps[4];
  float fade; /* 0 … 1, towards the grid's edge */
} Sample;

/* ---- Sampling ------------------------------------------------------------------------------ */

/* The uniform cubic B-spline. at: [cells] from the grid's edge. */
static void
init_sample (Sample *sample, double at, int n_cells)
{
  double centre = at - 0.5;
  double t = centre - floor (centre);
  double edge = MIN (at, n_cells - at);

  sample->first = (int) CLAMP (floor (centre), -1e6, 1e6) - 1;
  sample->taps[0] = (float) ((1 - t) * (1 - t) * (1 - t) / 6);
  sample->taps[1] = (float) ((3 * t * t * t - 6 * t * t + 4) / 6);
  sample->taps[2] = (float) ((-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6);
  sample->taps[3] = (float) (t * t * t / 6);
  sample->fade = (float) CLAMP (edge / MIN (FADE_CELLS, n_cells / 8.0), 0.0, 1.0);
  sample->fade = sample->fade * sample->fade * (3 - 2 * sample->fade);
}

/* One row of the grid, interpolated at every column of the picture. */
static void
interpolate_row (const float *row, int width, const Sample *columns, int n_columns, float *out)
{
  for (int x = 0; x < n_columns; x++)
    {
      const Sample *column = &columns[x];
      float sum = 0;

      for (int i = 0; i < 4; i++)
        sum += column->taps[i] * row[CLAMP (column->first + i, 0, width - 1)];
      out[x] = sum;
    }
}

/* Four interpolated rows of the grid become one row of the picture. */
VECTORISED static void
blend_rows (const float *const rows[4], const float taps[4], int n, float *restrict out)
{
  const float *restrict a = rows[0];
  const float *restrict b = rows[1];
  const float *restrict c = rows[2];
  const float *restrict d = rows[3];
  float wa = taps[0], wb = taps[1], wc = taps[2], wd = taps[3];

  for (int x = 0; x < n; x++)
    out[x] = wa * a[x] + wb * b[x] + wc * c[x] + wd * d[x];
}

/* What the palette says, in the form the inner loop wants. */
typedef struct
{
  float low[3], span[3]; /* [0, 255] */
  float tint, shade, light;
  float lowest, scale;
} Inks;

/* Tint below, black or white above it, as one premultiplied pixel. */
VECTORISED static void
ink_row (const Inks *inks,
         const float *restrict heights,
         const float *restrict shades,
         const float *restrict fades,
         float fade,
         int n,
         guint32 *restrict pixels)
{
  for (int x = 0; x < n; x++)
    {
      float t = (heights[x] - inks->lowest) * inks->scale;
      float s = shades[x];
      float dark = s < 0 ? -s * inks->shade : 0;
      float light = s > 0 ? s * inks->light : 0;
      float cover = dark + light;
      float f = fades[x] * fade;
      float below = inks->tint * (1 - cover) * f;
      float white = 255.0f * light * f;
      float alpha = below + cover * f;
      float red, green, blue;

      t = t < 0 ? 0 : t;
      t = t > 1 ? 1 : t;
      red = below * (inks->low[0] + t * inks->span[0]) + white;
      green = below * (inks->low[1] + t * inks->span[1]) + white;
      blue = below * (inks->low[2] + t * inks->span[2]) + white;
      pixels[x] = (guint32) (int) (alpha * 255.0f + 0.5f) << 24 | (guint32) (int) (red + 0.5f) << 16
                  | (guint32) (int) (green + 0.5f) << 8 | (guint32) (int) (blue + 0.5f);
    }
}

static void
init_inks (const IbarRelief *self, const IbarStyle *style, double zoom, Inks *inks)
{
  /* A valley that fills the window has no shape left to show; the shading steps back. */
  double near = CLAMP ((zoom - 11.5) / 3.0, 0.0, 1.0);
  double strength = style->relief_strength * (1 - 0.6 * near);
  const double low[3] = { style->tint_low.red, style->tint_low.green, style->tint_low.blue };
  const double high[3] = { style->tint_high.red, style->tint_high.green, style->tint_high.blue };

  for (int i = 0; i < 3; i++)
    {
      inks->low[i] = (float) (low[i] * 255);
      inks->span[i] = (float) ((high[i] - low[i]) * 255);
    }
  inks->tint = (float) TINT_STRENGTH;
  inks->shade = (float) strength;
  inks->light = (float) (strength * LIGHT_SHARE);
  if (style->kind == IBAR_STYLE_DARK)
    inks->light *= 0.5f; /* white is far from dark ground: a little goes a long way */
  inks->lowest = self->lowest;
  inks->scale = 1 / (self->highest - self->lowest);
}

/* ---- Drawing ------------------------------------------------------------------------------- */

/* The part of a frame that the grid covers, in pixels of the picture. */
typedef struct
{
  int x, y, width, height;
} Window;

static gboolean
get_window (const IbarRelief *self, const IbarFrame *frame, double factor, Window *window)
{
  double world = frame->world * factor;
  double west = (ibar_mercator_x (self->extent.west) - frame->x0) * world;
  double east = (ibar_mercator_x (self->extent.east) - frame->x0) * world;
  double north = (ibar_mercator_y (self->extent.north) - frame->y0) * world;
  double south = (ibar_mercator_y (self->extent.south) - frame->y0) * world;
  double right = MIN (ceil (frame->width * factor), ceil (east));
  double bottom = MIN (ceil (frame->height * factor), ceil (south));

  window->x = (int) MAX (0, floor (west));
  window->y = (int) MAX (0, floor (north));
  if (right <= window->x || bottom <= window->y)
    return FALSE;
  window->width = (int) right - window->x;
  window->height = (int) bottom - window->y;
  return TRUE;
}

static const IbarReliefLevel *
choose_level (const IbarRelief *self, double world)
{
  int i = 0;

  for (; i < self->n_levels - 1; i++)
    {
      double degrees = (self->extent.east - self->extent.west) / self->levels[i].width;

      if (degrees / 360 * world >= LEAST_CELL)
        break;
    }
  return &self->levels[i];
}

static void
init_samples (const IbarRelief *self,
              const IbarFrame *frame,
              double factor,
              const Window *window,
              const IbarReliefLevel *level,
              Sample *columns,
              Sample *rows)
{
  const IbarExtent *extent = &self->extent;
  double world = frame->world * factor;

  for (int x = 0; x < window->width; x++)
    {
      double longitude = ibar_mercator_longitude (frame->x0 + (window->x + x + 0.5) / world);

      init_sample (&columns[x],
                   (longitude - extent->west) / (extent->east - extent->west) * level->width,
                   level->width);
    }
  for (int y = 0; y < window->height; y++)
    {
      double latitude = ibar_mercator_latitude (frame->y0 + (window->y + y + 0.5) / world);

      init_sample (&rows[y],
                   (extent->north - latitude) / (extent->north - extent->south) * level->height,
                   level->height);
    }
}

/* Interpolated rows of the grid, made when first needed: the pixels below ask for the same four. */
typedef struct
{
  const IbarReliefLevel *level;
  const Sample *columns;
  int width;
  int held[4];    /* which row of the grid stands in a slot, G_MININT: none */
  float *heights; /* [4 * width] */
  float *shades;
} RowCache;

static int
get_row (RowCache *cache, int row)
{
  int clamped = CLAMP (row, 0, cache->level->height - 1);
  int slot = row & 3;

  if (cache->held[slot] != row)
    {
      gsize offset = (gsize) clamped * (gsize) cache->level->width;
      gsize to = (gsize) slot * (gsize) cache->width;

      interpolate_row (cache->level->height_m + offset, cache->level->width, cache->columns,
                       cache->width, cache->heights + to);
      interpolate_row (cache->level->shade + offset, cache->level->width, cache->columns,
                       cache->width, cache->shades + to);
      cache->held[slot] = row;
    }
  return slot;
}

static void
paint_rows (const Inks *inks,
            RowCache *cache,
            const Sample *rows,
            int n_rows,
            guchar *data,
            int stride)
{
  gsize width = (gsize) cache->width;
  g_autofree float *scratch = g_new (float, 3 * width);
  float *heights = scratch, *shades = scratch + width, *fades = scratch + 2 * width;

  for (gsize x = 0; x < width; x++)
    fades[x] = cache->columns[x].fade;
  for (int y = 0; y < n_rows; y++)
    {
      const float *height_rows[4], *shade_rows[4];

      for (int i = 0; i < 4; i++)
        {
          gsize offset = (gsize) get_row (cache, rows[y].first + i) * width;

          height_rows[i] = cache->heights + offset;
          shade_rows[i] = cache->shades + offset;
        }
      blend_rows (height_rows, rows[y].taps, cache->width, heights);
      blend_rows (shade_rows, rows[y].taps, cache->width, shades);
      ink_row (inks, heights, shades, fades, rows[y].fade, cache->width,
               (guint32 *) (gpointer) (data + (gssize) y * stride));
    }
}

static cairo_surface_t *
render_window (const IbarRelief *self,
               const IbarFrame *frame,
               double factor,
               const Window *window,
               const IbarStyle *style)
{
  const IbarReliefLevel *level = choose_level (self, frame->world * factor);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, window->width, window->height);
  g_autofree Sample *columns = g_new (Sample, (gsize) window->width);
  g_autofree Sample *rows = g_new (Sample, (gsize) window->height);
  g_autofree float *cached = g_new (float, 8 * (gsize) window->width);
  RowCache cache = { level,         columns,
                     window->width, { G_MININT, G_MININT, G_MININT, G_MININT },
                     cached,        cached + 4 * (gsize) window->width };
  Inks inks;

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  init_samples (self, frame, factor, window, level, columns, rows);
  init_inks (self, style, frame->zoom, &inks);
  cairo_surface_flush (surface);
  paint_rows (&inks, &cache, rows, window->height, cairo_image_surface_get_data (surface),
              cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* How many pixels of relief for one of the frame: paper has more of them than the frame says. */
static double
choose_factor (cairo_t *cr, const IbarFrame *frame, gboolean *exact)
{
  cairo_matrix_t matrix;
  double across, factor;
  double device_x, device_y;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (cairo_get_target (cr), &device_x, &device_y);
  across = hypot (matrix.xx, matrix.yx) * device_x;
  *exact = fabs (across - 1) < 1e-9 && fabs (matrix.xy) + fabs (matrix.yx) < 1e-9
           && fabs (matrix.x0 - round (matrix.x0)) < 1e-6
           && fabs (matrix.y0 - round (matrix.y0)) < 1e-6;
  if (*exact && cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    return 1;
  *exact = FALSE;
  factor = CLAMP (ceil (across - 1e-9), 1, 4);
  if (cairo_surface_get_type (cairo_get_target (cr)) != CAIRO_SURFACE_TYPE_IMAGE)
    factor = MAX (factor, 2);
  while (factor > 1 && frame->width * factor * frame->height * factor > 64e6)
    factor--;
  return factor;
}

/**
 * ibar_relief_draw:
 * @self: a relief
 * @cr: where to draw
 * @frame: which part of the map
 * @style: its tints and how strong the shading is
 *
 * Draws the relief over what is there already, translucent.
 *
 * **Thread:** any, on a context of its own. **Cost:** about 5 ns a pixel (bench map).
 */
void
ibar_relief_draw (IbarRelief *self, cairo_t *cr, const IbarFrame *frame, const IbarStyle *style)
{
  gboolean exact;
  double factor = choose_factor (cr, frame, &exact);
  cairo_surface_t *surface;
  Window window;

  if (!get_window (self, frame, factor, &window))
    return;
  surface = render_window (self, frame, factor, &window, style);
  cairo_save (cr);
  cairo_scale (cr, 1 / factor, 1 / factor);
  cairo_set_source_surface (cr, surface, window.x, window.y);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            exact ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_rectangle (cr, window.x, window.y, window.width, window.height);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}
