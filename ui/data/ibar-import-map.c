/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A small map of where the first rows of an import lie: exchanged coordinates are seen at a glance.
 *
 * The base map is drawn where there is one; anywhere else a grid of degrees with its numbers says which
 * part of the world it is. Points are dots; no pan, no zoom. */

#define G_LOG_DOMAIN "ibar-import-map"

#include "config.h"

#include "ibar-import-map.h"

#include <adwaita.h>
#include <math.h>

#include "ibar-basemap.h"

#define MARGIN 0.15      /* around the points, of their extent */
#define SMALLEST 0.00025 /* the least width shown, of the world's: 10 km */
#define DOT 3.5          /* [px] */

struct _IbarImportMap
{
  GtkWidget parent_instance;

  IbarBasemap *basemap; /* (owned) (nullable) */
  GArray      *points;  /* (owned) of IbarPoint */
};

G_DEFINE_FINAL_TYPE (IbarImportMap, ibar_import_map, GTK_TYPE_WIDGET)

static gboolean
fit_frame (IbarImportMap *self, double width, double height, IbarFrame *frame)
{
  double west = 1, east = 0, north = 1, south = 0, span;

  for (guint i = 0; i < self->points->len; i++)
    {
      IbarPoint point = g_array_index (self->points, IbarPoint, i);
      double x = ibar_mercator_x (point.longitude);
      double y = ibar_mercator_y (CLAMP (point.latitude, -85, 85));

      west = MIN (west, x);
      east = MAX (east, x);
      north = MIN (north, y);
      south = MAX (south, y);
    }
  if (west > east)
    return FALSE;
  span = MAX (SMALLEST, MAX (east - west, (south - north) * width / height) * (1 + 2 * MARGIN));
  frame->world = width / span;
  frame->x0 = (west + east - span) / 2;
  frame->y0 = (north + south - span * height / width) / 2;
  frame->width = width;
  frame->height = height;
  frame->zoom = log2 (frame->world / 256);
  frame->scale = 1;
  return TRUE;
}

/* A degree step that gives a handful of lines. */
static double
choose_step (double degrees)
{
  static const double steps[] = { 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45 };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (degrees / steps[i] <= 4)
      return steps[i];
  return 90;
}

static void
draw_label (cairo_t *cr, double x, double y, double value, double step)
{
  g_autofree char *text = g_strdup_printf ("%.*f°", step < 0.1 ? 2 : step < 1 ? 1 : 0, value);

  cairo_move_to (cr, x, y);
  cairo_show_text (cr, text);
}

static void
draw_grid (cairo_t *cr, const IbarFrame *frame, const IbarStyle *style)
{
  double west = ibar_mercator_longitude (MAX (0, frame->x0));
  double east = ibar_mercator_longitude (MIN (1, frame->x0 + frame->width / frame->world));
  double north = ibar_mercator_latitude (MAX (0, frame->y0));
  double south = ibar_mercator_latitude (MIN (1, frame->y0 + frame->height / frame->world));
  double step = choose_step (MIN (east - west, north - south));

  cairo_set_line_width (cr, 1);
  cairo_set_font_size (cr, 10);
  for (double x = ceil (west / step) * step; x < east; x += step)
    {
      double px = (ibar_mercator_x (x) - frame->x0) * frame->world;

      ibar_style_set_source (cr, &style->grid);
      cairo_move_to (cr, px, 0);
      cairo_line_to (cr, px, frame->height);
      cairo_stroke (cr);
      ibar_style_set_source (cr, &style->text_muted);
      draw_label (cr, px + 3, frame->height - 4, x, step);
    }
  for (double y = ceil (south / step) * step; y < north; y += step)
    {
      double py = (ibar_mercator_y (y) - frame->y0) * frame->world;

      ibar_style_set_source (cr, &style->grid);
      cairo_move_to (cr, 0, py);
      cairo_line_to (cr, frame->width, py);
      cairo_stroke (cr);
      ibar_style_set_source (cr, &style->text_muted);
      draw_label (cr, 4, py - 3, y, step);
    }
}

static void
draw_points (IbarImportMap *self, cairo_t *cr, const IbarFrame *frame)
{
  for (guint i = 0; i < self->points->len; i++)
    {
      IbarPoint point = g_array_index (self->points, IbarPoint, i);
      double x = (ibar_mercator_x (point.longitude) - frame->x0) * frame->world;
      double y = (ibar_mercator_y (CLAMP (point.latitude, -85, 85)) - frame->y0) * frame->world;

      cairo_arc (cr, x, y, DOT + 1, 0, 2 * G_PI);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_fill (cr);
      cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
      cairo_set_source_rgb (cr, 0.7, 0.09, 0.17);
      cairo_fill (cr);
    }
}

static void
ibar_import_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarImportMap *self = IBAR_IMPORT_MAP (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const IbarStyle *style = ibar_style_get (
      adw_style_manager_get_dark (adw_style_manager_get_default ()) ? IBAR_STYLE_DARK : IBAR_STYLE_LIGHT);
  IbarBasemapOptions options = { .style = style, .relief = FALSE, .boundaries = TRUE };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  IbarFrame frame;
  cairo_t *cr;

  if (width < 1 || height < 1 || !fit_frame (self, width, height, &frame))
    return;
  gtk_snapshot_push_clip (snapshot, &bounds);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  if (self->basemap != NULL)
    ibar_basemap_draw (self->basemap, cr, &frame, &options);
  draw_grid (cr, &frame, style);
  draw_points (self, cr, &frame);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
}

static void
ibar_import_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 200;
  *minimum_baseline = *natural_baseline = -1;
}

static void
ibar_import_map_finalize (GObject *object)
{
  IbarImportMap *self = IBAR_IMPORT_MAP (object);

  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  g_array_unref (self->points);
  G_OBJECT_CLASS (ibar_import_map_parent_class)->finalize (object);
}

static void
ibar_import_map_class_init (IbarImportMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_import_map_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = ibar_import_map_snapshot;
  GTK_WIDGET_CLASS (klass)->measure = ibar_import_map_measure;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "importmap");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ibar_import_map_init (IbarImportMap *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
}

/**
 * ibar_import_map_new:
 * @region: (nullable): whose base map to draw
 *
 * Returns: (transfer floating): an empty map
 */
GtkWidget *
ibar_import_map_new (IbarRegion *region)
{
  IbarImportMap *self = g_object_new (IBAR_TYPE_IMPORT_MAP, NULL);

  ibar_import_map_set_region (self, region);
  return GTK_WIDGET (self);
}

/**
 * ibar_import_map_set_region:
 * @self: a map
 * @region: (nullable): whose base map to draw from now on
 */
void
ibar_import_map_set_region (IbarImportMap *self, IbarRegion *region)
{
  g_return_if_fail (IBAR_IS_IMPORT_MAP (self));

  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  if (region != NULL)
    self->basemap = ibar_basemap_new (region);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_import_map_set_points:
 * @self: a map
 * @points: where the rows lie; those that are not placed are left out
 * @n_points: how many
 */
void
ibar_import_map_set_points (IbarImportMap *self, const IbarPoint *points, gsize n_points)
{
  g_return_if_fail (IBAR_IS_IMPORT_MAP (self));

  g_array_set_size (self->points, 0);
  for (gsize i = 0; i < n_points; i++)
    if (ibar_point_is_placed (points[i]))
      g_array_append_val (self->points, points[i]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
