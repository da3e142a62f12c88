/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row of the list of events.
 *
 * GTK 4.8 has no section headers, so the heading of a month is part of its first row; the highlight of a
 * selected row is drawn on the part below it. */

#define G_LOG_DOMAIN "ibar-event-row"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-event-row.h"
#include "ibar-family-symbol.h"
#include "ibar-title.h"

struct _IbarEventRow
{
  GtkWidget parent_instance;

  IbarEventItem *item; /* (owned) (nullable) */
  GtkWidget     *heading;
  GtkWidget     *symbol;
  GtkWidget     *title;
  GtkWidget     *detail; /* GtkInscription: its size does not depend on its text, which is measured seldom */
};

G_DEFINE_FINAL_TYPE (IbarEventRow, ibar_event_row, GTK_TYPE_WIDGET)

/* When and where; first of all, if it is so, that no source was seen. */
static char *
dup_detail (IbarEventItem *item)
{
  const char *detail = ibar_event_item_get_detail (item);

  if (!ibar_event_item_get_general_knowledge (item))
    return g_strdup (detail);
  return g_strdup_printf ("%s · %s", C_ ("confidence", "general knowledge"), detail);
}

/* A place that leaves the list is there yet, and shows nothing. */
static void
update (IbarEventRow *self)
{
  gboolean leaves = ibar_event_item_get_row (self->item) == IBAR_ROW_NONE;
  const char *heading = ibar_event_item_get_heading (self->item);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *detail = dup_detail (self->item);
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (self->heading), heading != NULL ? heading : "");
  gtk_widget_set_visible (self->heading, heading != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self), leaves ? 0 : 1);
  ibar_family_symbol_set_family (IBAR_FAMILY_SYMBOL (self->symbol), ibar_event_item_get_family (self->item));
  ibar_title_set_text (IBAR_TITLE (self->title), ibar_event_item_get_title (self->item));
  gtk_inscription_set_text (GTK_INSCRIPTION (self->detail), detail);
  /* The list's own row widget is what a screen reader meets, and it has no name. */
  name = leaves ? g_strdup ("") : g_strdup_printf ("%s, %s", ibar_event_item_get_title (self->item), detail);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Asked for when it is wanted: to set a tooltip's text makes GTK look for the pointer at once, which on X11 is a
 * question to the server, and a list has two hundred rows. */
static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  IbarEventRow *self = IBAR_EVENT_ROW (widget);

  if (self->item == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, ibar_event_item_get_type_label (self->item));
  return *ibar_event_item_get_type_label (self->item) != '\0';
}

static void
ibar_event_row_dispose (GObject *object)
{
  IbarEventRow *self = IBAR_EVENT_ROW (object);
  GtkWidget *child;

  ibar_event_row_set_item (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ibar_event_row_parent_class)->dispose (object);
}

static void
ibar_event_row_class_init (IbarEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_event_row_dispose;
  widget_class->query_tooltip = query_tooltip;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "eventrow");
}

static void
ibar_event_row_init (IbarEventRow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->heading = gtk_label_new (NULL);
  self->symbol = ibar_family_symbol_new (IBAR_FAMILY_OTHER);
  self->title = ibar_title_new ();
  self->detail = gtk_inscription_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "heading");
  gtk_widget_add_css_class (self->heading, "dim-label");
  gtk_widget_add_css_class (self->heading, "section");
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->detail), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->detail), 3);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (self->detail), 30);
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
  gtk_widget_set_valign (self->symbol, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), self->title);
  gtk_box_append (GTK_BOX (text), self->detail);
  gtk_box_append (GTK_BOX (content), self->symbol);
  gtk_box_append (GTK_BOX (content), text);
  gtk_widget_add_css_class (content, "content");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
  gtk_widget_set_parent (content, GTK_WIDGET (self));
}

GtkWidget *
ibar_event_row_new (void)
{
  return g_object_new (IBAR_TYPE_EVENT_ROW, NULL);
}

void
ibar_event_row_set_item (IbarEventRow *self, IbarEventItem *item)
{
  g_return_if_fail (IBAR_IS_EVENT_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);
  update (self);
}

/* (transfer none) (nullable) */
IbarEventItem *
ibar_event_row_get_item (IbarEventRow *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_ROW (self), NULL);
  return self->item;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  gtk_list_item_set_child (list_item, ibar_event_row_new ());
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  ibar_event_row_set_item (IBAR_EVENT_ROW (gtk_list_item_get_child (list_item)),
                           gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  ibar_event_row_set_item (IBAR_EVENT_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/**
 * ibar_event_row_factory_new:
 *
 * Returns: (transfer full): a factory of rows for a list of #IbarEventItem
 */
GtkListItemFactory *
ibar_event_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
