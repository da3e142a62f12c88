/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of tours. It reads the file anew whenever something was written, and deleting can be undone as long
 * as the list is open. */

#define G_LOG_DOMAIN "ibar-tours-dialog"

#include "config.h"

#include "ibar-tours-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-paths.h"
#include "ibar-toasts.h"

enum
{
  SIGNAL_PRESENT,
  SIGNAL_EDIT,
  SIGNAL_OPEN_COPY,
  SIGNAL_QUIZ,
  SIGNAL_WORKSHEET,
  SIGNAL_MAP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarToursDialog, ibar_tours_dialog, ADW_TYPE_WINDOW)

/* The file ---------------------------------------------------------------------------------------------- */

IbarCollection *
ibar_tours_open_writable (IbarSession *session, GError **error)
{
  IbarCollection *collection = ibar_session_get_collection (session);
  g_autofree char *bundled = ibar_paths_get_bundled ();
  g_autofree char *canonical = g_canonicalize_filename (bundled, NULL);

  if (collection == NULL)
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("No collection is open"));
      return NULL;
    }
  if (g_str_equal (canonical, ibar_collection_get_path (collection)))
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY,
                           _ ("The collection that comes with the program stays as it is; save a copy to change it"));
      return NULL;
    }
  return ibar_collection_open (ibar_collection_get_path (collection), IBAR_COLLECTION_READ_WRITE, error);
}

void
ibar_tours_dialog_say (IbarToursDialog *self, const char *text)
{
  ibar_toasts_say (self->toasts, text);
}

/* Choosers ---------------------------------------------------------------------------------------------- */

void
ibar_tours_dialog_choose (IbarToursDialog *self, const char *title, const char *name, IbarFileFunc func)
{
  ibar_file_chooser_ask (GTK_WINDOW (self),
                         &(IbarFileQuestion){ .title = title,
                                              .accept = name != NULL ? _ ("_Save") : _ ("_Import"),
                                              .name = name,
                                              .kind = _ ("Collections (*.gpkg)"),
                                              .patterns = { "*.gpkg" } },
                         func);
}

static void
import_path (GtkWidget *window, const char *path)
{
  ibar_tours_dialog_import (IBAR_TOURS_DIALOG (window), path);
}

static void
copy_path (GtkWidget *window, const char *path)
{
  ibar_tours_dialog_save_copy (IBAR_TOURS_DIALOG (window), path);
}

static void
import_clicked_cb (GtkButton *button, IbarToursDialog *self)
{
  ibar_tours_dialog_choose (self, _ ("Import Tours"), NULL, import_path);
}

static void
copy_clicked_cb (GtkButton *button, IbarToursDialog *self)
{
  ibar_tours_dialog_choose (self, _ ("Save a Copy of the Collection"), _ ("My Collection.gpkg"), copy_path);
}

static void
add_clicked_cb (GtkButton *button, IbarToursDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = ibar_tours_open_writable (self->session, &error);
  g_autoptr (IbarStory) story = ibar_story_new ("", _ ("New Tour"));

  if (file != NULL)
    {
      g_free (story->id);
      story->id = ibar_story_make_id (file, story->title);
    }
  if (file == NULL || !ibar_story_save (story, file, &error))
    {
      ibar_tours_dialog_say (self, error->message);
      return;
    }
  ibar_tours_dialog_update (self);
  g_signal_emit (self, signals[SIGNAL_EDIT], 0, story->id);
}

/* One thing at a time is done to the file. */
static void
update_buttons (IbarToursDialog *self)
{
  gboolean free_to = !ibar_work_is_at_work (IBAR_WORK (self->work));

  gtk_widget_set_sensitive (self->add, self->writable && free_to);
  gtk_widget_set_sensitive (self->import, self->writable && free_to);
  gtk_widget_set_sensitive (GTK_WIDGET (self->toasts), free_to); /* an undo they offer would stop what is at work */
}

void
ibar_tours_dialog_update (IbarToursDialog *self)
{
  IbarCollection *collection = ibar_session_get_collection (self->session);
  g_autoptr (IbarCollection) writable = ibar_tours_open_writable (self->session, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stories = collection != NULL ? ibar_story_list (collection, &error) : NULL;
  GtkWidget *row;
  guint n;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  self->writable = writable != NULL;
  gtk_widget_set_visible (self->copy, !self->writable && collection != NULL);
  update_buttons (self);
  for (guint i = 0; stories != NULL && i < stories->len; i++)
    ibar_tours_dialog_add_story (self, stories->pdata[i]);
  n = stories != NULL ? stories->len : 0;
  if (collection != NULL)
    n += ibar_tours_dialog_add_tasks (self, collection) + ibar_tours_dialog_add_map (self, collection);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "tours" : "none");
  if (error != NULL)
    ibar_tours_dialog_say (self, error->message);
}

static void
changed_cb (IbarSession *session, guint flags, IbarToursDialog *self)
{
  if ((flags & IBAR_CHANGED_COLLECTION) != 0)
    ibar_tours_dialog_update (self);
}

/* The window -------------------------------------------------------------------------------------------- */

static GtkWidget *
make_page (IbarToursDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *hint = gtk_label_new (_ ("This collection may only be read."));
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Save a Copy to Change…"));
  GtkWidget *none = adw_status_page_new ();

  self->copy = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_box_append (GTK_BOX (self->copy), hint);
  gtk_box_append (GTK_BOX (self->copy), copy);
  g_signal_connect (copy, "clicked", G_CALLBACK (copy_clicked_cb), self);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tours"), -1);
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Tours Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (none),
                                   _ ("A tour is a row of map views with text, for a class or an audience."));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->list, "tours");
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_box_append (GTK_BOX (page), self->copy);
  gtk_box_append (GTK_BOX (page), self->stack);
  gtk_widget_add_css_class (page, "page");
  return page;
}

static GtkWidget *
make_header (IbarToursDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->add = gtk_button_new_with_mnemonic (_ ("_New"));
  self->import = gtk_button_new_with_mnemonic (_ ("_Import…"));
  gtk_widget_set_tooltip_text (self->add, _ ("Begin a Tour"));
  gtk_widget_set_tooltip_text (self->import, _ ("Take In the Tours of Another File"));
  g_signal_connect (self->add, "clicked", G_CALLBACK (add_clicked_cb), self);
  g_signal_connect (self->import, "clicked", G_CALLBACK (import_clicked_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->add);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->import);
  self->work = ibar_work_new ();
  g_signal_connect_swapped (self->work, "notify::visible", G_CALLBACK (update_buttons), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->work);
  return header;
}

static void
ibar_tours_dialog_dispose (GObject *object)
{
  IbarToursDialog *self = IBAR_TOURS_DIALOG (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->exporting, g_free);
  g_clear_pointer (&self->deleted, ibar_story_free);
  g_clear_pointer (&self->deleted_file, ibar_collection_unref);
  G_OBJECT_CLASS (ibar_tours_dialog_parent_class)->dispose (object);
}

static void
ibar_tours_dialog_class_init (IbarToursDialogClass *klass)
{
  static const char *const names[N_SIGNALS] = { "present-tour", "edit-tour", "open-copy", "start-quiz", "make-worksheet",
                                                "use-map" };

  G_OBJECT_CLASS (klass)->dispose = ibar_tours_dialog_dispose;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], IBAR_TYPE_TOURS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ibar_tours_dialog_init (IbarToursDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_page (self));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_toast_overlay_set_child (self->toasts, scroller);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Tours"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 460);
}

GtkWidget *
ibar_tours_dialog_new (GtkWindow *parent, IbarSession *session)
{
  IbarToursDialog *self = g_object_new (IBAR_TYPE_TOURS_DIALOG, "transient-for", parent, "modal", TRUE,
                                        "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  ibar_tours_dialog_update (self);
  return GTK_WIDGET (self);
}
