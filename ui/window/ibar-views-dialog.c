/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog "Saved views": a row a view, with its name to be changed in place, what it shows, and buttons
 * that open and delete it. A deleted view can be had again from the toast. */

#define G_LOG_DOMAIN "ibar-views-dialog"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-toasts.h"
#include "ibar-views-dialog.h"
#include "ibar-parts.h"
#include "ibar-text-scale.h"

typedef struct
{
  GtkWindow       *window;
  IbarSession     *session; /* (owned) */
  AdwToastOverlay *toasts;
  GtkWidget       *bin;     /* the list, or what stands for it */
  void (*changed) (gpointer user_data);
  gpointer         user_data;
} Dialog;

/* One row's view, for its buttons. */
typedef struct
{
  Dialog        *dialog;
  IbarSavedView *view; /* (owned) */
} Item;

static void rebuild (Dialog *dialog);

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;

  g_object_unref (dialog->session);
  g_free (dialog);
}

static void
item_free (gpointer data, GClosure *closure)
{
  Item *item = data;

  ibar_saved_view_free (item->view);
  g_free (item);
}

static Item *
item_new (Dialog *dialog, const IbarSavedView *view)
{
  Item *item = g_new0 (Item, 1);

  item->dialog = dialog;
  item->view = ibar_saved_view_new (view->name, view->filter, view->note);
  item->view->center = view->center;
  item->view->zoom = view->zoom;
  item->view->rotation = view->rotation;
  return item;
}

static void
tell (Dialog *dialog, const char *heading, const GError *error)
{
  ibar_part_tell (dialog->window, heading, error->message);
}

static void
open_clicked_cb (GtkButton *button, Item *item)
{
  g_autoptr (GError) error = NULL;

  if (ibar_session_show_view (item->dialog->session, item->view, &error))
    gtk_window_close (item->dialog->window);
  else
    tell (item->dialog, _ ("The view cannot be shown"), error);
}

static void
undo_clicked_cb (AdwToast *toast, Item *item)
{
  g_autoptr (GError) error = NULL;

  if (!ibar_saved_views_save (ibar_session_get_collection (item->dialog->session), item->view, &error))
    tell (item->dialog, _ ("The view cannot be saved"), error);
  rebuild (item->dialog);
}

static void
offer_undo (Dialog *dialog, const IbarSavedView *view)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s” deleted"), view->name);
  AdwToast *toast = ibar_toasts_offer (dialog->toasts, text, _ ("_Undo"));

  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), item_new (dialog, view), item_free, 0);
}

static void
delete_clicked_cb (GtkButton *button, Item *item)
{
  Dialog *dialog = item->dialog;
  g_autoptr (GError) error = NULL;

  if (!ibar_saved_views_delete (ibar_session_get_collection (dialog->session), item->view->name, &error))
    {
      tell (dialog, _ ("The view cannot be deleted"), error);
      return;
    }
  offer_undo (dialog, item->view);
  rebuild (dialog);
}

static void
renamed_cb (GtkWidget *row, Item *item)
{
  Dialog *dialog = item->dialog;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autoptr (GError) error = NULL;

  if (name[0] != '\0'
      && !ibar_saved_views_rename (ibar_session_get_collection (dialog->session), item->view->name, name, &error))
    tell (dialog, _ ("The view cannot be renamed"), error);
  rebuild (dialog);
}

static GtkWidget *
make_button (const char *icon, const char *label)
{
  GtkWidget *button = ibar_part_icon_button (icon, label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/* What a view shows, where the row has room for one line. */
static char *
dup_description (const IbarSavedView *view)
{
  const char *filter = view->filter[0] != '\0' ? view->filter : _ ("All events");

  return view->note != NULL ? g_strdup_printf ("%s · %s", filter, view->note) : g_strdup (filter);
}

static GtkWidget *
make_row (Dialog *dialog, const IbarSavedView *view)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *open_label = g_strdup_printf (_ ("Show “%s”"), view->name);
  g_autofree char *delete_label = g_strdup_printf (_ ("Delete “%s”"), view->name);
  GtkWidget *open = make_button ("go-next-symbolic", open_label);
  GtkWidget *delete = make_button ("user-trash-symbolic", delete_label);
  g_autofree char *description = dup_description (view);

  /* A filter is text with quotes and, from a file, anything else: never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), description);
  gtk_widget_set_tooltip_text (row, description);
  gtk_editable_set_text (GTK_EDITABLE (row), view->name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), open);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), delete);
  g_signal_connect_data (row, "apply", G_CALLBACK (renamed_cb), item_new (dialog, view), item_free, 0);
  g_signal_connect_data (open, "clicked", G_CALLBACK (open_clicked_cb), item_new (dialog, view), item_free, 0);
  g_signal_connect_data (delete, "clicked", G_CALLBACK (delete_clicked_cb), item_new (dialog, view), item_free, 0);
  return row;
}

static GtkWidget *
make_list (Dialog *dialog, GPtrArray *views)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *store = ibar_saved_views_dup_store (ibar_session_get_collection (dialog->session));
  g_autofree char *shown = g_markup_escape_text (store, -1);
  g_autofree char *where = g_strdup_printf (_ ("New views are kept in %s"), shown);

  for (guint i = 0; i < views->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (dialog, views->pdata[i]));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), where);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

static GtkWidget *
make_empty (const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "user-bookmarks-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Saved Views"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  return page;
}

static void
rebuild (Dialog *dialog)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = ibar_saved_views_list (ibar_session_get_collection (dialog->session), &error);

  if (views == NULL)
    adw_bin_set_child (ADW_BIN (dialog->bin), make_empty (error->message));
  else if (views->len == 0)
    adw_bin_set_child (ADW_BIN (dialog->bin),
                       make_empty (_ ("A view is a filter and a part of the map under a name.")));
  else
    adw_bin_set_child (ADW_BIN (dialog->bin), make_list (dialog, views));
  if (dialog->changed != NULL)
    dialog->changed (dialog->user_data);
}

/**
 * ibar_views_dialog_new:
 * @parent: the window it belongs to
 * @session: the session whose collection has the views
 * @changed: called with @user_data after each change: void (*) (gpointer)
 * @user_data: for @changed; must live as long as @parent
 *
 * Returns: (transfer none): the dialog, not shown yet
 */
GtkWindow *
ibar_views_dialog_new (GtkWindow *parent, IbarSession *session, GCallback changed, gpointer user_data)
{
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  dialog->window = GTK_WINDOW (adw_window_new ());
  dialog->session = g_object_ref (session);
  dialog->changed = (void (*) (gpointer)) changed;
  dialog->user_data = user_data;
  dialog->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  dialog->bin = adw_bin_new ();
  gtk_widget_set_vexpand (GTK_WIDGET (dialog->toasts), TRUE);
  adw_toast_overlay_set_child (dialog->toasts, dialog->bin);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (dialog->toasts));
  adw_window_set_content (ADW_WINDOW (dialog->window), box);
  gtk_window_set_title (dialog->window, _ ("Saved Views"));
  ibar_text_scale_dialog (dialog->window, 520, 420);
  gtk_window_set_transient_for (dialog->window, parent);
  gtk_window_set_modal (dialog->window, TRUE);
  gtk_window_set_destroy_with_parent (dialog->window, TRUE);
  ibar_part_close_on_escape (dialog->window);
  g_object_set_data_full (G_OBJECT (dialog->window), "ibar-dialog", dialog, dialog_free);
  rebuild (dialog);
  return dialog->window;
}
