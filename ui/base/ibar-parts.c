/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small parts of pages. Texts of the collection are set as text, never as markup: an event's title may hold
 * any character. A link is offered for http and https only, and opened only when it is clicked. */

#define G_LOG_DOMAIN "ibar-parts"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ibar-parts.h"

/**
 * ibar_part_text:
 * @text: any text
 * @css_class: (nullable): "title-3", "caption" …
 *
 * Returns: (transfer floating): a label that wraps and can be selected
 */
GtkWidget *
ibar_part_text (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* A hyphen that is not in a path or an address would be read as a part of it. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* Selecting is for the mouse; the Tab key goes from button to button. */
  gtk_widget_set_focusable (label, FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
centred (const char *text, const char *css_class)
{
  GtkWidget *label = ibar_part_text (text, css_class);

  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  return label;
}

/**
 * ibar_part_dialog:
 * @window: the window it belongs to
 * @heading: what it is about
 * @body: (nullable): more of it
 * @child: (nullable) (transfer floating): what stands below
 *
 * A dialog that wants its responses yet. The toolkit's own labels break a heading not at all and a body between words
 * only, and both often name a file by one long word; so they are labels of our own.
 *
 * Returns: (transfer none): an #AdwMessageDialog
 */
GtkWidget *
ibar_part_dialog (GtkWindow *window, const char *heading, const char *body, GtkWidget *child)
{
  GtkWidget *dialog = adw_message_dialog_new (window, NULL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_window_set_title (GTK_WINDOW (dialog), heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  gtk_box_append (GTK_BOX (box), centred (heading, "title-2"));
  if (body != NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      body, -1);
      gtk_box_append (GTK_BOX (box), centred (body, NULL));
    }
  if (child != NULL)
    gtk_box_append (GTK_BOX (box), child);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  return dialog;
}

/**
 * ibar_part_tell:
 * @window: the window it belongs to
 * @heading: what could not be done
 * @body: (nullable): why
 *
 * A dialog with one button.
 */
void
ibar_part_tell (GtkWindow *window, const char *heading, const char *body)
{
  GtkWidget *dialog = ibar_part_dialog (window, heading, body, NULL);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The floor's toolkit speaks a button's label as it was given, underscore and all, and then the label
 * inside of it; the second is enough. */
void
ibar_part_button_set_label (GtkWidget *button, const char *label)
{
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

GtkWidget *
ibar_part_button (const char *label)
{
  GtkWidget *button = gtk_button_new ();

  ibar_part_button_set_label (button, label);
  return button;
}

/* Newer toolkits name a drop-down by what is chosen, and that goes before a label. */
static void
name_widget (GtkWidget *widget, const char *label)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
ibar_part_name_drop_down (GtkWidget *drop_down, const char *label)
{
  GtkWidget *button = gtk_widget_get_first_child (drop_down);

  name_widget (drop_down, label);
  if (button != NULL)
    name_widget (button, label);
}

GtkWidget *
ibar_part_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

/* A vertical box with a heading, for the rows of a section. */
GtkWidget *
ibar_part_section (const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), ibar_part_heading (title));
  return box;
}

gboolean
ibar_part_is_link (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  if (url == NULL || !g_utf8_validate (url, -1, NULL))
    return FALSE;
  uri = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0'
         && (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https"));
}

static void
link_clicked_cb (GtkButton *button, gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                g_object_get_data (G_OBJECT (button), "url"), GDK_CURRENT_TIME);
}

/**
 * ibar_part_icon_button:
 * @icon: an icon's name
 * @name: what it does, as a tooltip and to a screen reader
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *
ibar_part_icon_button (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

/**
 * ibar_part_link:
 * @url: a web address, see ibar_part_is_link()
 *
 * Returns: (transfer floating): a button that opens it in the browser
 */
GtkWidget *
ibar_part_link (const char *url)
{
  g_autofree char *name = g_strdup_printf (_ ("Open in the browser: %s"), url);
  GtkWidget *button = ibar_part_icon_button ("ibar-open-link-symbolic", name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (button), "url", g_strdup (url), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (link_clicked_cb), NULL);
  return button;
}

static void
chip_toggled_cb (GtkToggleButton *chip, IbarSession *session)
{
  ibar_session_set_term (session, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "facet")),
                         g_object_get_data (G_OBJECT (chip), "id"), gtk_toggle_button_get_active (chip) ? 1 : 0);
}

/* The filter was changed, here or elsewhere: the chip follows. */
static void
chip_follow_cb (IbarSession *session, GParamSpec *pspec, GtkToggleButton *chip)
{
  int sign = ibar_filter_get_term (ibar_session_get_filter (session),
                                   GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "facet")),
                                   g_object_get_data (G_OBJECT (chip), "id"));

  g_signal_handlers_block_by_func (chip, chip_toggled_cb, session);
  gtk_toggle_button_set_active (chip, sign > 0);
  g_signal_handlers_unblock_by_func (chip, chip_toggled_cb, session);
}

GtkWidget *
ibar_part_chip (IbarSession *session, IbarFacet facet, const char *id, const char *label)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *child = gtk_label_new (label);
  g_autofree char *name = g_strdup_printf (_ ("Only events with %s"), label);

  gtk_label_set_wrap (GTK_LABEL (child), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (child), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (child), 0);
  gtk_button_set_child (GTK_BUTTON (chip), child);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  g_object_set_data (G_OBJECT (chip), "facet", GUINT_TO_POINTER (facet));
  g_object_set_data_full (G_OBJECT (chip), "id", g_strdup (id), g_free);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), session, 0);
  g_signal_connect_object (session, "notify::filter-text", G_CALLBACK (chip_follow_cb), chip, 0);
  chip_follow_cb (session, NULL, GTK_TOGGLE_BUTTON (chip));
  return chip;
}

char *
ibar_part_dup_words (const char *id)
{
  return g_strdelimit (g_strdup (id), "_", ' ');
}

void
ibar_part_clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

void
ibar_part_close_on_escape (GtkWindow *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *escape
      = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close"));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), escape);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}
