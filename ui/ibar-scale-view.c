/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scale bar: the longest round distance (1, 2 or 5 times a power of ten) that fits into MOST
 * px, true for the latitude of the view's middle. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-scale-view"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-scale-view.h"

#define MOST 120.0 /* [px] */
#define HEIGHT 22
#define TICK 5.0

struct _IbarScaleView
{
  GtkWidget parent_instance;

  const IbarStyle *style;
  double metres_per_px; /* 0 = not known */
};

G_DEFINE_FINAL_TYPE (IbarScaleView, ibar_scale_view, GTK_TYPE_WIDGET)

static double
pick_length (double metres)
{
  double power = pow (10.0, floor (log10 (metres)));
  double share = metres / power;

  return power * (share >= 5 ? 5 : share >= 2 ? 2 : 1);
}

static char *
format_length (double metres)
{
  if (metres >= 1000)
    /* Translators: kilometres, on the scale bar */
    return g_strdup_printf (_ ("%g km"), metres / 1000);
  /* Translators: metres, on the scale bar */
  return g_strdup_printf (_ ("%g m"), metres);
}

static void
draw_bar (cairo_t *cr, double width, const IbarColor *color, double line)
{
  cairo_move_to (cr, 1.5, HEIGHT - 1.5 - TICK);
  cairo_line_to (cr, 1.5, HEIGHT - 1.5);
  cairo_line_to (cr, 1.5 + width, HEIGHT - 1.5);
  cairo_line_to (cr, 1.5 + width, HEIGHT - 1.5 - TICK);
  ibar_style_set_source (cr, color);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

static void
draw_text (GtkWidget *widget, cairo_t *cr, const char *text, const IbarStyle *style)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);

  cairo_move_to (cr, 5, 0);
  pango_cairo_layout_path (cr, layout);
  ibar_style_set_source (cr, &style->label_halo);
  cairo_set_line_width (cr, 3);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  ibar_style_set_source (cr, &style->label);
  cairo_fill (cr);
}

static void
ibar_scale_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarScaleView *self = IBAR_SCALE_VIEW (widget);
  g_autofree char *text = NULL;
  double metres;
  cairo_t *cr;

  if (!(self->metres_per_px > 0))
    return;
  metres = pick_length (self->metres_per_px * MOST);
  text = format_length (metres);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, MOST + 4, HEIGHT));
  draw_bar (cr, round (metres / self->metres_per_px), &self->style->label_halo, 4);
  draw_bar (cr, round (metres / self->metres_per_px), &self->style->label, 1.5);
  draw_text (widget, cr, text, self->style);
  cairo_destroy (cr);
}

static void
ibar_scale_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? (int) MOST + 4 : HEIGHT;
}

static void
ibar_scale_view_class_init (IbarScaleViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = ibar_scale_view_snapshot;
  widget_class->measure = ibar_scale_view_measure;
  gtk_widget_class_set_css_name (widget_class, "mapscale");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ibar_scale_view_init (IbarScaleView *self)
{
  self->style = ibar_style_get (IBAR_STYLE_LIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
}

/**
 * ibar_scale_view_set_scale:
 * @self: a scale bar
 * @metres_per_px: what a logical pixel of the map measures [m]
 */
void
ibar_scale_view_set_scale (IbarScaleView *self, double metres_per_px)
{
  g_autofree char *length = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (IBAR_IS_SCALE_VIEW (self));

  if (self->metres_per_px == metres_per_px)
    return;
  self->metres_per_px = metres_per_px;
  length = format_length (pick_length (metres_per_px * MOST));
  label = g_strdup_printf (_ ("Scale: the bar is %s long"), length);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_scale_view_set_style:
 * @self: a scale bar
 * @style: colours
 */
void
ibar_scale_view_set_style (IbarScaleView *self, const IbarStyle *style)
{
  g_return_if_fail (IBAR_IS_SCALE_VIEW (self));
  g_return_if_fail (style != NULL);

  self->style = style;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
