/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the map looks: its palette, its credits, the needle that shows north. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <adwaita.h>

#include "ibar-map-view-private.h"
#include "ibar-scale-view.h"

#define CREDITS_SHARE 0.45 /* of the map's width */
#define CREDITS_CHAR 6.5   /* [px] at the usual size of text */
#define LEAST_CREDITS 30   /* [characters] */
#define MOST_CREDITS 110

static void
draw_needle (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &color);
  cairo_translate (cr, width / 2.0, height / 2.0);
  cairo_rotate (cr, shumate_viewport_get_rotation (self->viewport));
  cairo_move_to (cr, 0, -height / 2.0);
  cairo_line_to (cr, width / 4.0, 0);
  cairo_line_to (cr, -width / 4.0, 0);
  cairo_close_path (cr);
  ibar_style_set_source (cr, &self->style->family[IBAR_FAMILY_ARMED]);
  cairo_fill (cr);
  cairo_move_to (cr, 0, height / 2.0);
  cairo_line_to (cr, width / 4.0, 0);
  cairo_line_to (cr, -width / 4.0, 0);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_fill (cr);
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/**
 * ibar_map_view_update_credits:
 * @self: a map view
 *
 * A line each for the profile's note and for the sources, cut where the map is narrow; all of it on
 * a click. Over a base map of the user's its credit line stands first, and the note is not shown:
 * its boundaries are drawn as its maker drew them.
 */
void
ibar_map_view_update_credits (IbarMapView *self)
{
  IbarBaseMap *base = self->base_maps != NULL ? ibar_base_maps_get_chosen (self->base_maps) : NULL;
  const IbarBoundaryProfile *profile
      = self->session != NULL ? ibar_session_get_profile (self->session) : NULL;
  const char *credits = self->region != NULL ? ibar_region_get_credits (self->region) : "";
  const char *note
      = base != NULL ? ibar_base_map_get_credit (base)
        : self->region != NULL && profile != NULL && profile->note != NULL ? profile->note : "";
  g_autofree char *text
      = g_strdup_printf ("%s%s%s", note, *note != '\0' && *credits != '\0' ? "\n\n" : "", credits);

  set_line (self->credits_note, note);
  set_line (self->credits_sources, credits);
  gtk_label_set_label (self->credits_text, text);
  gtk_widget_set_visible (self->credits, *text != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->credits),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * ibar_map_view_fit_credits:
 * @self: a map view
 * @width: [px] of the map
 *
 * Gives the credits some of a wide map, and leaves a narrow one to the events.
 */
void
ibar_map_view_fit_credits (IbarMapView *self, int width)
{
  int chars = (int) CLAMP (width * CREDITS_SHARE / CREDITS_CHAR, LEAST_CREDITS, MOST_CREDITS);

  if (gtk_label_get_max_width_chars (self->credits_note) == chars)
    return;
  gtk_label_set_max_width_chars (self->credits_note, chars);
  gtk_label_set_max_width_chars (self->credits_sources, chars);
}

/**
 * ibar_map_view_update_look:
 * @self: a map view
 *
 * Takes palette, names and profile as they are now.
 */
void
ibar_map_view_update_look (IbarMapView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const IbarBoundaryProfile *profile
      = self->session != NULL ? ibar_session_get_profile (self->session) : NULL;
  IbarBasemapOptions options = { .profile = profile, .relief = TRUE, .boundaries = TRUE };

  self->style = ibar_style_get (dark ? IBAR_STYLE_DARK : IBAR_STYLE_LIGHT);
  options.style = self->style;
  ibar_basemap_layer_set_map (self->basemap_layer, self->basemap, &options);
  ibar_map_view_restyle_base (self);
  ibar_map_view_show_names (self);
  ibar_marks_layer_set_style (self->marks_layer, self->style);
  ibar_tool_layer_set_style (self->tool_layer, self->style);
  ibar_scale_view_set_style (IBAR_SCALE_VIEW (self->scale), self->style);
  gtk_widget_queue_draw (self->compass_needle);
  ibar_map_view_update_credits (self);
}

/**
 * ibar_map_view_init_look:
 * @self: a map view
 *
 * Follows the desktop's palette.
 */
void
ibar_map_view_init_look (IbarMapView *self)
{
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->compass_needle), draw_needle, self, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (ibar_map_view_update_look), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (ibar_map_view_restyle_base), NULL);
  ibar_map_view_update_look (self);
}
