/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One value of a filter, in three states: off, included (a tick), excluded (struck through). */

#define G_LOG_DOMAIN "ibar-facet-row"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-facet-row.h"
#include "ibar-family-symbol.h"

#define INDENT 18 /* [px] a step of the tree */

struct _IbarFacetRow
{
  GtkWidget parent_instance;

  IbarSession   *session; /* (owned) */
  IbarFacetItem *item;    /* (owned) */
  GtkWidget     *include; /* GtkToggleButton */
  GtkWidget     *tick;
  GtkWidget     *label;
  GtkWidget     *detail;  /* (nullable) */
  GtkWidget     *count;   /* GtkInscription: as wide as the largest count, so that a change measures nothing */
  GtkWidget     *exclude; /* GtkToggleButton */
  gboolean       updating;
};

G_DEFINE_FINAL_TYPE (IbarFacetRow, ibar_facet_row, GTK_TYPE_WIDGET)

static void
set_state (IbarFacetRow *self, int state)
{
  ibar_session_set_term (self->session, ibar_facet_item_get_facet (self->item),
                         ibar_facet_item_get_id (self->item), state);
}

static void
include_toggled_cb (GtkToggleButton *button, IbarFacetRow *self)
{
  if (!self->updating)
    set_state (self, gtk_toggle_button_get_active (button) ? +1 : 0);
}

static void
exclude_toggled_cb (GtkToggleButton *button, IbarFacetRow *self)
{
  if (!self->updating)
    set_state (self, gtk_toggle_button_get_active (button) ? -1 : 0);
}

/* Tooltips are made when asked for: to set one asks the display server where the pointer is, twice a row. */
static gboolean
query_tooltip_cb (GtkWidget *button, int x, int y, gboolean keyboard, GtkTooltip *tooltip, IbarFacetRow *self)
{
  const char *label = ibar_facet_item_get_label (self->item);
  const char *detail = ibar_facet_item_get_detail (self->item);
  g_autofree char *text = button == self->exclude              ? g_strdup_printf (_ ("Exclude %s"), label)
                          : detail != NULL && *detail != '\0' ? g_strdup (detail)
                                                              : g_strdup (label);

  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
}

static void
give_tooltip (IbarFacetRow *self, GtkWidget *button)
{
  gtk_widget_set_has_tooltip (button, TRUE);
  g_signal_connect (button, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
}

static void
update_count (IbarFacetRow *self)
{
  const char *label = ibar_facet_item_get_label (self->item);
  guint count = ibar_facet_item_get_count (self->item);
  g_autofree char *number = ibar_dup_counts ("%u", count);
  g_autofree char *largest = ibar_dup_counts ("%u", ibar_facet_item_get_total (self->item));
  guint width = (guint) g_utf8_strlen (largest, -1);
  g_autofree char *included = ibar_dup_counts (ngettext ("%1$s, %2$u event", "%1$s, %2$u events", count), label, count);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->count), width);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (self->count), width);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->count), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->include), GTK_ACCESSIBLE_PROPERTY_LABEL, included, -1);
}

/* A second line, below the name. */
static void
add_detail (IbarFacetRow *self)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (self->include));
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  g_object_ref (self->label);
  gtk_box_remove (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (text), self->label);
  g_object_unref (self->label);
  self->detail = gtk_label_new (ibar_facet_item_get_detail (self->item));
  gtk_label_set_ellipsize (GTK_LABEL (self->detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->detail), 0);
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
  gtk_box_append (GTK_BOX (text), self->detail);
  gtk_box_insert_child_after (GTK_BOX (box), text, self->tick);
}

static void
update_names (IbarFacetRow *self)
{
  const char *label = ibar_facet_item_get_label (self->item);
  const char *detail = ibar_facet_item_get_detail (self->item);
  g_autofree char *excluded = g_strdup_printf (_ ("Exclude %s"), label);

  gtk_label_set_text (GTK_LABEL (self->label), label);
  if (self->detail != NULL)
    gtk_label_set_text (GTK_LABEL (self->detail), detail != NULL ? detail : "");
  else if (detail != NULL && ibar_facet_item_get_facet (self->item) == IBAR_FACET_ACTOR)
    add_detail (self); /* another bears the same name */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->exclude), GTK_ACCESSIBLE_PROPERTY_LABEL, excluded, -1);
  if (detail != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->include), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean present)
{
  if (present)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update_state (IbarFacetRow *self)
{
  int state = ibar_facet_item_get_state (self->item);

  self->updating = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->include), state > 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->exclude), state < 0);
  self->updating = FALSE;
  gtk_widget_set_child_visible (self->tick, state > 0);
  set_class (GTK_WIDGET (self), "included", state > 0);
  set_class (GTK_WIDGET (self), "excluded", state < 0);
  set_class (GTK_WIDGET (self), "none", ibar_facet_item_get_count (self->item) == 0 && state == 0);
}

static void
update_all (IbarFacetRow *self)
{
  update_names (self);
  update_count (self);
  update_state (self);
}

/* While a filter is moved only counts change, in a hundred rows at a time. */
static void
count_changed_cb (IbarFacetRow *self)
{
  gboolean none = ibar_facet_item_get_count (self->item) == 0 && ibar_facet_item_get_state (self->item) == 0;

  update_count (self);
  set_class (GTK_WIDGET (self), "none", none);
}

static void
ibar_facet_row_dispose (GObject *object)
{
  IbarFacetRow *self = IBAR_FACET_ROW (object);
  GtkWidget *child;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ibar_facet_row_parent_class)->dispose (object);
}

static void
ibar_facet_row_class_init (IbarFacetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_facet_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "facetrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ibar_facet_row_init (IbarFacetRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->include = gtk_toggle_button_new ();
  self->tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  self->label = gtk_label_new (NULL);
  self->count = gtk_inscription_new (NULL);
  self->exclude = gtk_toggle_button_new ();

  /* Names in two languages need two lines in a narrow panel. */
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->label), 2);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 3); /* GTK warns of a text that is narrower than its ellipsis: "IS" */
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "name");
  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->count), 1);
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_box_append (GTK_BOX (box), self->tick);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_button_set_child (GTK_BUTTON (self->include), box);
  gtk_widget_set_hexpand (self->include, TRUE);
  gtk_widget_add_css_class (self->include, "flat");
  gtk_widget_add_css_class (self->include, "include");
  gtk_button_set_icon_name (GTK_BUTTON (self->exclude), "ibar-exclude-symbolic");
  gtk_widget_add_css_class (self->exclude, "flat");
  gtk_widget_add_css_class (self->exclude, "exclude");
  gtk_widget_set_valign (self->exclude, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->include, GTK_WIDGET (self));
  gtk_widget_set_parent (self->exclude, GTK_WIDGET (self));
  g_signal_connect (self->include, "toggled", G_CALLBACK (include_toggled_cb), self);
  g_signal_connect (self->exclude, "toggled", G_CALLBACK (exclude_toggled_cb), self);
  give_tooltip (self, self->include);
  give_tooltip (self, self->exclude);
}

/* Types show the symbol of their family after the tick. */
static void
add_symbol (IbarFacetRow *self)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (self->session);
  const IbarEventType *type = g_ptr_array_index (vocabulary->types, ibar_facet_item_get_value (self->item));

  gtk_box_insert_child_after (GTK_BOX (gtk_button_get_child (GTK_BUTTON (self->include))),
                              ibar_family_symbol_new (type->family), self->tick);
}

/**
 * ibar_facet_row_new:
 * @session: the session whose filter the row changes
 * @item: the value
 * @depth: 0 at the top of the tree
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ibar_facet_row_new (IbarSession *session, IbarFacetItem *item, guint depth)
{
  IbarFacetRow *self = g_object_new (IBAR_TYPE_FACET_ROW, NULL);

  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  gtk_widget_set_margin_start (GTK_WIDGET (self), (int) depth * INDENT);
  if (ibar_facet_item_get_facet (item) == IBAR_FACET_TYPE)
    add_symbol (self);
  g_signal_connect_swapped (item, "notify::count", G_CALLBACK (count_changed_cb), self);
  g_signal_connect_swapped (item, "notify::state", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (item, "notify::label", G_CALLBACK (update_all), self);
  g_signal_connect_swapped (item, "notify::detail", G_CALLBACK (update_all), self);
  update_all (self);
  return GTK_WIDGET (self);
}

/**
 * ibar_facet_row_new_detailed:
 * @session: the session whose filter the row changes
 * @item: the value
 *
 * Returns: (transfer floating): a row that shows the item's detail below its name
 */
GtkWidget *
ibar_facet_row_new_detailed (IbarSession *session, IbarFacetItem *item)
{
  IbarFacetRow *self = IBAR_FACET_ROW (ibar_facet_row_new (session, item, 0));

  if (self->detail == NULL)
    add_detail (self);
  return GTK_WIDGET (self);
}

IbarFacetItem *
ibar_facet_row_get_item (IbarFacetRow *self)
{
  g_return_val_if_fail (IBAR_IS_FACET_ROW (self), NULL);
  return self->item;
}
