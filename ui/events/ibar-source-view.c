/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of sources in the side panel: a virtual list over the session's facet, so ten thousand sources
 * cost what is on screen. A row is a toggle of the filter and, where there is one, a link. */

#define G_LOG_DOMAIN "ibar-source-view"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-facet-row.h"
#include "ibar-parts.h"
#include "ibar-source-view.h"

/* GTK 4.8 makes two hundred rows at once, seen or not: the list has its model only while it is mapped. */

struct _IbarSourceView
{
  GtkWidget parent_instance;

  IbarSession        *session;  /* (owned) (nullable) */
  GtkWidget          *box;
  GtkWidget          *search;
  GtkWidget          *list;
  GtkCustomFilter    *filter;   /* (owned) */
  GtkFilterListModel *filtered; /* (owned) (nullable) what passes it */
  GtkNoSelection     *model;    /* (owned) (nullable) of that */
  char               *folded;   /* (nullable) what is searched for */
};

G_DEFINE_FINAL_TYPE (IbarSourceView, ibar_source_view, GTK_TYPE_WIDGET)

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, IbarSourceView *self)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);
  IbarFacetItem *item = gtk_list_item_get_item (list_item);
  const IbarSource *source = g_ptr_array_index (ibar_session_get_vocabulary (self->session)->sources,
                                                ibar_facet_item_get_value (item));
  GtkWidget *toggle = ibar_facet_row_new_detailed (self->session, item);
  GtkWidget *link;

  gtk_widget_set_hexpand (toggle, TRUE);
  gtk_box_append (GTK_BOX (row), toggle);
  link = ibar_part_link (ibar_part_is_link (source->url) ? source->url : "");
  /* Where there is none its room stays, so that the counts stand in one column. */
  gtk_widget_set_child_visible (link, ibar_part_is_link (source->url));
  gtk_box_append (GTK_BOX (row), link);
  /* The toggle inside is what one goes to; the list's own row would be one stop more. */
  gtk_widget_set_focusable (gtk_widget_get_parent (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ibar_facet_item_get_label (item), -1);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  ibar_part_clear_box (gtk_list_item_get_child (list_item));
}

static gboolean
matches_cb (gpointer item, gpointer data)
{
  return ibar_facet_item_matches (item, IBAR_SOURCE_VIEW (data)->folded);
}

/* Without a filter the model asks for no more sources than are shown. */
static void
update_filter (IbarSourceView *self)
{
  gboolean any = self->folded != NULL && self->folded[0] != '\0';

  if (self->filtered != NULL)
    gtk_filter_list_model_set_filter (self->filtered, any ? GTK_FILTER (self->filter) : NULL);
}

static void
search_changed_cb (GtkSearchEntry *entry, IbarSourceView *self)
{
  g_free (self->folded);
  self->folded = ibar_fold_loosely (gtk_editable_get_text (GTK_EDITABLE (entry)));
  update_filter (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
ibar_source_view_map (GtkWidget *widget)
{
  IbarSourceView *self = IBAR_SOURCE_VIEW (widget);

  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->model));
  GTK_WIDGET_CLASS (ibar_source_view_parent_class)->map (widget);
}

static void
ibar_source_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ibar_source_view_parent_class)->unmap (widget);
  gtk_list_view_set_model (GTK_LIST_VIEW (IBAR_SOURCE_VIEW (widget)->list), NULL);
}

static void
ibar_source_view_dispose (GObject *object)
{
  IbarSourceView *self = IBAR_SOURCE_VIEW (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->session);
  g_clear_pointer (&self->folded, g_free);
  G_OBJECT_CLASS (ibar_source_view_parent_class)->dispose (object);
}

static void
ibar_source_view_class_init (IbarSourceViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ibar_source_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = ibar_source_view_map;
  GTK_WIDGET_CLASS (klass)->unmap = ibar_source_view_unmap;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sourceview");
}

static void
ibar_source_view_init (IbarSourceView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  self->filter = gtk_custom_filter_new (matches_cb, self, NULL);
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search sources"), "hexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search sources"), -1);
  g_signal_connect (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  self->list = gtk_list_view_new (NULL, g_steal_pointer (&factory));
  gtk_widget_add_css_class (self->list, "sources");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Sources"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (bar, "panelbar");
  gtk_box_append (GTK_BOX (bar), self->search);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), bar);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * ibar_source_view_set_session:
 * @self: a list
 * @session: whose sources it shows
 */
void
ibar_source_view_set_session (IbarSourceView *self, IbarSession *session)
{
  g_return_if_fail (IBAR_IS_SOURCE_VIEW (self) && IBAR_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_clear_object (&self->filtered);
  self->filtered = gtk_filter_list_model_new (g_object_ref (ibar_session_get_facet (session, IBAR_FACET_SOURCE)), NULL);
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  update_filter (self);
  g_clear_object (&self->model);
  self->model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->filtered)));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->model));
}
