/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of sources in the side panel: a virtual list over the session's facet, so ten thousand sources
 * cost what is on screen. A row is a toggle of the filter and, where there is one, a link.
 *
 * GTK 4.8 makes two hundred rows at once, seen or not, and half a dozen widgets in each would stop the window for a tenth
 * of a second. So the list shows a slice that grows by some rows with every frame, until it has those two hundred; a row
 * is an empty box until it comes into view, or near it, and some are filled in every frame. Before others are shown, or none
 * as the list is left, the slice shrinks in the same way, from its end. */

#define G_LOG_DOMAIN "ibar-source-view"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-facet-row.h"
#include "ibar-parts.h"
#include "ibar-source-view.h"

#define ROW_HEIGHT 50    /* [px] of a row that is not filled yet, about what it will have */
#define FILLING_TIME 2000 /* [µs] in a frame */
#define ROWS_A_FRAME 16   /* which are made */
#define ROWS_OF_A_VIEW 256 /* from here on they are counted only */
#define ROWS_DOWN 8       /* which are taken down at once */

struct _IbarSourceView
{
  GtkWidget parent_instance;

  IbarSession        *session;  /* (owned) (nullable) */
  GtkWidget          *box;
  GtkWidget          *search;
  GtkWidget          *list;
  GtkWidget          *scroller;
  GHashTable         *empty;    /* rows that are not filled yet → their list items; neither owned */
  guint               filling;  /* tick callback */
  guint               emptying; /* idle callback */
  GtkCustomFilter    *filter;   /* (owned) */
  GtkFilterListModel *filtered; /* (owned) (nullable) what passes it */
  GtkSliceListModel  *slice;    /* (owned) (nullable) of that, what has rows */
  GtkNoSelection     *model;    /* (owned) (nullable) of the slice */
  char               *folded;   /* (nullable) what is searched for */
  char               *wanted;   /* (nullable) what will be, once the rows are gone */
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
fill_row (IbarSourceView *self, GtkWidget *row, IbarFacetItem *item)
{
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
  gtk_widget_set_size_request (row, -1, -1);
}

/* Whether a row is seen, or less than a page away. */
static gboolean
is_near (IbarSourceView *self, GtkWidget *row)
{
  int height = gtk_widget_get_height (self->scroller);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (row, self->scroller, &bounds) && bounds.origin.y < 2 * height
         && bounds.origin.y + bounds.size.height > -height;
}

/* The rows near the view from above; FALSE where time has run out. */
static gboolean
fill_some (IbarSourceView *self)
{
  gint64 end = g_get_monotonic_time () + FILLING_TIME;
  GtkWidget *list_row = gtk_widget_get_first_child (self->list);

  for (; list_row != NULL; list_row = gtk_widget_get_next_sibling (list_row))
    {
      GtkWidget *row = gtk_widget_get_first_child (list_row);
      GtkListItem *list_item = row != NULL ? g_hash_table_lookup (self->empty, row) : NULL;

      if (list_item == NULL || !is_near (self, row))
        continue;
      if (g_get_monotonic_time () >= end)
        return FALSE;
      g_hash_table_remove (self->empty, row);
      fill_row (self, row, gtk_list_item_get_item (list_item));
    }
  return TRUE;
}

/* FALSE where there are more rows to come. */
static gboolean
make_some (IbarSourceView *self)
{
  guint size = gtk_slice_list_model_get_size (self->slice);

  if (size == G_MAXUINT || self->emptying != 0)
    return TRUE;
  size += ROWS_A_FRAME;
  gtk_slice_list_model_set_size (self->slice, size < ROWS_OF_A_VIEW ? size : G_MAXUINT);
  return size >= ROWS_OF_A_VIEW;
}

/* A frame that has filled rows makes none. */
static gboolean
fill_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  IbarSourceView *self = IBAR_SOURCE_VIEW (widget);

  if (!fill_some (self) || !make_some (self))
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

static void
fill_rows (IbarSourceView *self)
{
  gboolean growing = self->slice != NULL && gtk_slice_list_model_get_size (self->slice) != G_MAXUINT;

  if (self->filling == 0 && (growing || g_hash_table_size (self->empty) > 0))
    self->filling = gtk_widget_add_tick_callback (GTK_WIDGET (self), fill_cb, NULL, NULL);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item, IbarSourceView *self)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);
  IbarFacetItem *item = gtk_list_item_get_item (list_item);

  gtk_widget_set_size_request (row, -1, ROW_HEIGHT);
  g_hash_table_insert (self->empty, row, list_item);
  fill_rows (self);
  /* The toggle inside is what one goes to; the list's own row would be one stop more. */
  gtk_widget_set_focusable (gtk_widget_get_parent (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ibar_facet_item_get_label (item), -1);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item, IbarSourceView *self)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  g_hash_table_remove (self->empty, row);
  ibar_part_clear_box (row);
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

/* The list has its model only while it is seen; what is being emptied is filled again at the end of that. */
static void
show_model (IbarSourceView *self)
{
  if (self->slice == NULL || self->emptying != 0)
    return;
  gtk_slice_list_model_set_size (self->slice, ROWS_A_FRAME);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->model));
  fill_rows (self);
}

/* What is searched for may be something else by now: there are no rows, which would have to change. */
static void
change_filter (IbarSourceView *self)
{
  if (self->wanted == NULL)
    return;
  g_free (self->folded);
  self->folded = g_steal_pointer (&self->wanted);
  update_filter (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static gboolean
empty_cb (gpointer data)
{
  IbarSourceView *self = data;
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->slice));

  if (n_rows > 0)
    {
      n_rows = MIN (n_rows, ROWS_OF_A_VIEW);
      gtk_slice_list_model_set_size (self->slice, n_rows - MIN (n_rows, ROWS_DOWN));
      return G_SOURCE_CONTINUE;
    }
  self->emptying = 0;
  gtk_slice_list_model_set_size (self->slice, 0); /* nor are there any as the filter changes */
  change_filter (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_model (self);
  else
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
  return G_SOURCE_REMOVE;
}

/* Takes all rows down, some at a time. */
static void
empty_list (IbarSourceView *self)
{
  if (self->emptying == 0 && self->slice != NULL)
    self->emptying = g_idle_add (empty_cb, self);
}

static void
search_changed_cb (GtkSearchEntry *entry, IbarSourceView *self)
{
  g_free (self->wanted);
  self->wanted = ibar_fold_loosely (gtk_editable_get_text (GTK_EDITABLE (entry)));
  empty_list (self);
}

static void
ibar_source_view_map (GtkWidget *widget)
{
  show_model (IBAR_SOURCE_VIEW (widget));
  GTK_WIDGET_CLASS (ibar_source_view_parent_class)->map (widget);
}

static void
ibar_source_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ibar_source_view_parent_class)->unmap (widget);
  empty_list (IBAR_SOURCE_VIEW (widget));
}

static void
ibar_source_view_dispose (GObject *object)
{
  IbarSourceView *self = IBAR_SOURCE_VIEW (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  if (self->filling != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->filling);
  self->filling = 0;
  g_clear_handle_id (&self->emptying, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->slice);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->session);
  g_clear_pointer (&self->folded, g_free);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (ibar_source_view_parent_class)->dispose (object);
}

static void
ibar_source_view_finalize (GObject *object)
{
  g_hash_table_unref (IBAR_SOURCE_VIEW (object)->empty);
  G_OBJECT_CLASS (ibar_source_view_parent_class)->finalize (object);
}

static void
ibar_source_view_class_init (IbarSourceViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ibar_source_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ibar_source_view_finalize;
  GTK_WIDGET_CLASS (klass)->map = ibar_source_view_map;
  GTK_WIDGET_CLASS (klass)->unmap = ibar_source_view_unmap;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sourceview");
}

static void
ibar_source_view_init (IbarSourceView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = self->scroller = gtk_scrolled_window_new ();
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->empty = g_hash_table_new (NULL, NULL);
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
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), "value-changed",
                            G_CALLBACK (fill_rows), self);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), "changed",
                            G_CALLBACK (fill_rows), self);
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
  g_clear_object (&self->slice);
  self->slice = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), 0, ROWS_A_FRAME);
  g_clear_object (&self->model);
  self->model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->slice)));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_model (self);
}
