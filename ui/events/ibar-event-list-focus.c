/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The keyboard goes to a row of the list of events.
 *
 * GTK has gtk_list_view_scroll_to() from 4.12 on. Before that a list scrolls to any place, and from then on has a widget
 * there: one of its two hundred children. */

#define G_LOG_DOMAIN "ibar-event-list-view"

#include "config.h"

#include "ibar-event-list-focus.h"
#include "ibar-event-row.h"

/* The list's own widget around the row of an item. */
static GtkWidget *
find_row (GtkWidget *list, IbarEventItem *item)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *content = gtk_widget_get_first_child (row);

      if (IBAR_IS_EVENT_ROW (content) && ibar_event_row_get_item (IBAR_EVENT_ROW (content)) == item)
        return row;
    }
  return NULL;
}

/* A list that was hidden while its rows changed has their heights only once it has been laid out, after the first tick. */
typedef struct
{
  guint    position;
  gboolean laid_out;
} Scroll;

static gboolean
scroll_cb (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  Scroll *scroll = data;

  if (!scroll->laid_out)
    {
      scroll->laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", scroll->position);
  return G_SOURCE_REMOVE;
}

static void
scroll_later (GtkWidget *list, guint position)
{
  Scroll *scroll = g_new0 (Scroll, 1);

  scroll->position = position;
  gtk_widget_add_tick_callback (list, scroll_cb, scroll, g_free);
}

/* NULL where no event stands: places that leave the list are counted by it for some frames yet. */
static IbarEventItem *
find_event (GListModel *model, guint position)
{
  g_autoptr (IbarEventItem) item = model != NULL ? g_list_model_get_item (model, position) : NULL;

  return item != NULL && ibar_event_item_get_row (item) != IBAR_ROW_NONE ? g_steal_pointer (&item) : NULL;
}

/**
 * ibar_event_list_view_focus_row:
 * @self: a list that is seen
 * @position: a place in it; the first row instead where the list does not reach as far
 *
 * Gives the keyboard to a row and brings it into view.
 *
 * Returns: whether there is a row; nothing has changed if there is none
 */
gboolean
ibar_event_list_view_focus_row (IbarEventListView *self, guint position)
{
  GtkWidget *list;
  GListModel *model;
  g_autoptr (IbarEventItem) item = NULL;
  GtkWidget *row;

  g_return_val_if_fail (IBAR_IS_EVENT_LIST_VIEW (self), FALSE);

  list = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), IBAR_TYPE_EVENT_LIST_VIEW, "list"));
  model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  item = find_event (model, position);
  if (item == NULL)
    item = find_event (model, position = 0);
  if (item == NULL)
    return FALSE;
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  scroll_later (list, position);
  row = find_row (list, item);
  return row != NULL && gtk_widget_grab_focus (row);
}
