/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in the composer's window: presets and history above, the preview with its tools on the
 * left, what pre-flight says and every setting on the right. */

#define G_LOG_DOMAIN "ibar-composer-build"

#include "config.h"

#include "ibar-composer-private.h"

#include <glib/gi18n-lib.h>

#include "ibar-annotation-panel.h"
#include "ibar-composer-extent.h"
#include "ibar-composer-presets.h"
#include "ibar-composer-tools.h"
#include "ibar-parts.h"

static void
previous_page_cb (GtkButton *button, IbarComposer *self)
{
  self->page -= self->page > 0 ? 1 : 0;
  ibar_composer_refresh (self);
}

static void
next_page_cb (GtkButton *button, IbarComposer *self)
{
  self->page++;
  ibar_composer_refresh (self);
}

static GtkWidget *
create_button (const char *icon, const char *label, GCallback callback, IbarComposer *self)
{
  GtkWidget *button = ibar_part_icon_button (icon, label);

  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GMenuModel *
create_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) output = g_menu_new ();
  g_autoptr (GMenu) presets = g_menu_new ();

  g_menu_append (output, _ ("_Copy"), "composer.copy");
  g_menu_append (output, _ ("_Print…"), "composer.print('')");
  g_menu_append (presets, _ ("_Save as Preset…"), "composer.save-preset('')");
  g_menu_append (presets, _ ("_Use a Preset File or Figure…"), "composer.load-preset('')");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (output));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (presets));
  return G_MENU_MODEL (menu);
}

static GtkWidget *
create_action_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = ibar_part_icon_button (icon, label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
create_header (IbarComposer *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *export = ibar_part_button (_ ("_Export…"));
  GtkWidget *menu = gtk_menu_button_new ();
  g_autoptr (GMenuModel) model = create_menu ();

  gtk_widget_add_css_class (export, "suggested-action");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (export), "composer.export('')");
  self->presets = ibar_composer_presets_new (self->editor, ibar_composer_tell, self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), model);
  gtk_widget_set_tooltip_text (menu, _ ("Menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Menu"),
                                  -1);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->presets);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             create_action_button ("edit-undo-symbolic", _ ("Undo"),
                                                   "composer.undo"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             create_action_button ("edit-redo-symbolic", _ ("Redo"),
                                                   "composer.redo"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), menu);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), export);
  return header;
}

static GtkWidget *
create_page_bar (IbarComposer *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = gtk_label_new (_ ("Show on the map:"));

  self->previous = create_button ("go-previous-symbolic", _ ("Previous page"),
                                  G_CALLBACK (previous_page_cb), self);
  self->next = create_button ("go-next-symbolic", _ ("Next page"), G_CALLBACK (next_page_cb), self);
  self->page_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->page_label, "numeric");
  gtk_widget_set_hexpand (self->page_label, FALSE);
  gtk_widget_set_margin_bottom (bar, 6);
  gtk_widget_set_margin_start (bar, 12);
  gtk_widget_set_margin_end (bar, 12);
  gtk_box_append (GTK_BOX (bar), self->previous);
  gtk_box_append (GTK_BOX (bar), self->page_label);
  gtk_box_append (GTK_BOX (bar), self->next);
  gtk_widget_set_halign (caption, GTK_ALIGN_END);
  gtk_widget_set_hexpand (caption, TRUE);
  gtk_box_append (GTK_BOX (bar), caption);
  gtk_box_append (GTK_BOX (bar), ibar_composer_extent_new (self->session, self->editor));
  return bar;
}

static void
resized_cb (GtkDrawingArea *area, int width, int height, IbarComposer *self)
{
  ibar_composer_refresh (self);
}

static GtkWidget *
create_preview (IbarComposer *self)
{
  self->preview = IBAR_FIGURE_PREVIEW (ibar_figure_preview_new (self->editor));
  g_signal_connect (self->preview, "resize", G_CALLBACK (resized_cb), self);
  g_signal_connect_object (self->preview, "notify::tool", G_CALLBACK (ibar_composer_update_hint),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->preview);
}

static GtkWidget *
create_hint (IbarComposer *self)
{
  self->hint = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_widget_set_margin_bottom (self->hint, 6);
  gtk_widget_set_margin_start (self->hint, 12);
  gtk_widget_set_margin_end (self->hint, 12);
  return self->hint;
}

static GtkWidget *
create_base (IbarComposer *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->base = ibar_composer_base_new (self->base_maps, self->editor, G_CALLBACK (ibar_composer_refresh), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), ibar_composer_base_get_row (self->base));
  return group;
}

static GtkWidget *
create_settings (IbarComposer *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->findings = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->findings), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->findings), 36);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->findings), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (self->findings), 0);
  gtk_label_set_selectable (GTK_LABEL (self->findings), TRUE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Before You Export"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->findings);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), ibar_annotation_panel_new (self->editor));
  gtk_box_append (GTK_BOX (box), create_base (self));
  self->rows = ibar_composer_rows_new (GTK_BOX (box), ibar_composer_setting_changed, self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, 340, -1);
  gtk_widget_set_hexpand (box, FALSE);
  return scrolled;
}

void
ibar_composer_build (IbarComposer *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *preview = create_preview (self);

  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  gtk_window_set_title (GTK_WINDOW (self), _ ("Figure"));
  gtk_window_set_default_size (GTK_WINDOW (self), 1100, 780);
  gtk_box_append (GTK_BOX (left), ibar_composer_tools_new (self->preview));
  gtk_box_append (GTK_BOX (left), preview);
  gtk_box_append (GTK_BOX (left), create_hint (self));
  gtk_box_append (GTK_BOX (left), create_page_bar (self));
  gtk_box_append (GTK_BOX (inner), left);
  gtk_box_append (GTK_BOX (inner), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (inner), create_settings (self));
  gtk_box_append (GTK_BOX (outer), create_header (self));
  gtk_box_append (GTK_BOX (outer), inner);
  adw_toast_overlay_set_child (self->toasts, outer);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
}
