/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "In view": the marks and the seats on screen as a list, in reading order, for those who cannot
 * see the map and for everybody who would rather read. It is made when it is opened; at most
 * MOST_ROWS lines. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <math.h>

#include "ibar-map-row.h"
#include "ibar-map-view-private.h"

#define MOST_ROWS 500

static gboolean
is_in_view (const IbarProjection *projection, IbarPoint point)
{
  double x, y;

  ibar_projection_from_point (projection, point, &x, &y);
  return x >= 0 && y >= 0 && x <= 2 * projection->half_width && y <= 2 * projection->half_height;
}

static void
append (IbarMapView *self, IbarMapHitKind kind, int index)
{
  g_autofree char *detail = NULL;
  g_autofree char *title = ibar_map_view_describe (self, (IbarMapHit){ kind, index }, &detail);
  g_autoptr (IbarMapRow) row = NULL;

  if (title == NULL)
    return;
  if (detail != NULL)
    {
      /* The bubble has a line for each kind of event, a row of the list one for all. */
      g_auto (GStrv) lines = g_strsplit (detail, "\n", -1);

      g_free (detail);
      detail = g_strjoinv (", ", lines);
    }
  row = ibar_map_row_new (title, detail, (int) kind, index);
  g_list_store_append (self->visible, row);
}

/**
 * ibar_map_view_update_list:
 * @self: a map view
 *
 * Fills the list with what is in view now.
 */
void
ibar_map_view_update_list (IbarMapView *self)
{
  GArray *seats = ibar_marks_layer_get_seats (self->marks_layer);
  IbarProjection projection;
  IbarView view;

  g_list_store_remove_all (self->visible);
  ibar_map_view_update_clusters (self, TRUE);
  ibar_map_view_update_focus (self, NULL);
  ibar_map_view_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  for (guint i = 0; i < self->focus_order->len && i < MOST_ROWS; i++)
    append (self, IBAR_MAP_HIT_MARK, g_array_index (self->focus_order, int, i));
  for (guint i = 0; i < seats->len; i++)
    if (is_in_view (&projection, g_array_index (seats, IbarSeat, i).point))
      append (self, IBAR_MAP_HIT_SEAT, (int) i);
  gtk_widget_set_visible (self->list_empty,
                          g_list_model_get_n_items (G_LIST_MODEL (self->visible)) == 0);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (item, box);
}

/* The row widget, not its labels, is what a screen reader stops at: it gets the name. */
static void
name_row (GtkListItem *item, IbarMapRow *row)
{
  GtkWidget *widget = gtk_widget_get_parent (gtk_list_item_get_child (item));

  if (widget != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    ibar_map_row_get_title (row),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    ibar_map_row_get_detail (row), -1);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  IbarMapRow *row = IBAR_MAP_ROW (gtk_list_item_get_item (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (title);

  gtk_label_set_label (GTK_LABEL (title), ibar_map_row_get_title (row));
  gtk_label_set_label (GTK_LABEL (detail), ibar_map_row_get_detail (row));
  gtk_widget_set_visible (detail, *ibar_map_row_get_detail (row) != '\0');
  name_row (item, row);
}

static void
activate_cb (GtkListView *list, guint position, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (user_data);
  g_autoptr (IbarMapRow) row = g_list_model_get_item (G_LIST_MODEL (self->visible), position);

  if (row == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->list_popover));
  ibar_map_view_open_hit (self, (IbarMapHit){ (IbarMapHitKind) ibar_map_row_get_kind (row),
                                              ibar_map_row_get_index (row) });
}

static void
show_cb (GtkWidget *popover, gpointer user_data)
{
  ibar_map_view_update_list (IBAR_MAP_VIEW (user_data));
}

/**
 * ibar_map_view_init_list:
 * @self: a map view
 *
 * Sets the list up; it is filled when it is shown.
 */
void
ibar_map_view_init_list (IbarMapView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) model = NULL;

  self->visible = g_list_store_new (IBAR_TYPE_MAP_ROW);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->visible))));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, model);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, 0);
  g_signal_connect_object (self->list_popover, "show", G_CALLBACK (show_cb), self, 0);
}
