/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scale bar as a widget: the renderer's own, true for the latitude of the view's middle, said
 * in words to a screen reader. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-scale-view"

#include <glib/gi18n-lib.h>

#include "ibar-scale-bar.h"
#include "ibar-scale-view.h"
#include "ibar-text-scale.h"

#define MOST 120.0 /* [px] */

struct _IbarScaleView
{
  GtkWidget parent_instance;

  const IbarStyle *style;
  IbarView view; /* width 0: not known */
};

G_DEFINE_FINAL_TYPE (IbarScaleView, ibar_scale_view, GTK_TYPE_WIDGET)

static void
ibar_scale_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarScaleView *self = IBAR_SCALE_VIEW (widget);
  cairo_t *cr;

  if (self->view.width == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                       gtk_widget_get_height (widget)));
  ibar_scale_bar_draw (cr, self->style, &self->view, MOST, ibar_text_scale (widget));
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
  *minimum = *natural
      = orientation == GTK_ORIENTATION_HORIZONTAL ? (int) MOST + 30 : (int) ibar_scale_bar_get_height (ibar_text_scale (widget));
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
}

/**
 * ibar_scale_view_set_view:
 * @self: a scale bar
 * @view: what the map shows
 */
void
ibar_scale_view_set_view (IbarScaleView *self, const IbarView *view)
{
  g_autofree char *label = NULL;
  IbarScaleBar bar;

  g_return_if_fail (IBAR_IS_SCALE_VIEW (self));
  g_return_if_fail (view != NULL);

  if (self->view.width == view->width && self->view.zoom == view->zoom
      && self->view.center.latitude == view->center.latitude)
    return;
  self->view = *view;
  ibar_scale_bar_init (&bar, view, MOST);
  /* Translators: read by a screen reader; a length with its unit */
  label = g_strdup_printf (_ ("Scale: the bar is %s long"), bar.label);
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
