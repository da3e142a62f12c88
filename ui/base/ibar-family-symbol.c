/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The symbol of a family, drawn by the same code as the marks of the map, in light and dark. */

#define G_LOG_DOMAIN "ibar-family-symbol"

#include "config.h"

#include <adwaita.h>

#include "ibar-family-symbol.h"
#include "ibar-marks.h"

#define SIZE 16 /* [px] */

struct _IbarFamilySymbol
{
  GtkWidget parent_instance;

  IbarFamily family;
};

G_DEFINE_FINAL_TYPE (IbarFamilySymbol, ibar_family_symbol, GTK_TYPE_WIDGET)

static void
ibar_family_symbol_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
ibar_family_symbol_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarFamilySymbol *self = IBAR_FAMILY_SYMBOL (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  ibar_family_draw (self->family, cr, width / 2.0, height / 2.0, SIZE - 2,
                    ibar_style_get (dark ? IBAR_STYLE_DARK : IBAR_STYLE_LIGHT));
  cairo_destroy (cr);
}

static void
ibar_family_symbol_class_init (IbarFamilySymbolClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = ibar_family_symbol_measure;
  widget_class->snapshot = ibar_family_symbol_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ibar_family_symbol_init (IbarFamilySymbol *self)
{
  self->family = IBAR_FAMILY_OTHER;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ibar_family_symbol_new (IbarFamily family)
{
  IbarFamilySymbol *self = g_object_new (IBAR_TYPE_FAMILY_SYMBOL, NULL);

  self->family = family;
  return GTK_WIDGET (self);
}

void
ibar_family_symbol_set_family (IbarFamilySymbol *self, IbarFamily family)
{
  g_return_if_fail (IBAR_IS_FAMILY_SYMBOL (self));
  self->family = family;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
