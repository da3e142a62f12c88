/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tour is a value in memory; the rows of steps and the fields show it, and every change goes into it at once
 * and into the file a moment later. Undo is the value before: one for each step added, taken away, moved or given
 * another view or picture. Typing is undone by the text fields themselves. */

#define G_LOG_DOMAIN "ibar-tour-editor"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-form-rows.h"
#include "ibar-toasts.h"
#include "ibar-tour-editor-private.h"
#include "ibar-tours-dialog.h"

#define SAVE_AFTER 800 /* [ms] without another change */

G_DEFINE_FINAL_TYPE (IbarTourEditor, ibar_tour_editor, ADW_TYPE_WINDOW)

IbarStoryStep *
ibar_tour_editor_get_step (IbarTourEditor *self)
{
  return self->current >= 0 && (guint) self->current < self->story->steps->len
             ? self->story->steps->pdata[self->current]
             : NULL;
}

/* Writing ----------------------------------------------------------------------------------------------- */

gboolean
ibar_tour_editor_flush (IbarTourEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = NULL;

  g_return_val_if_fail (IBAR_IS_TOUR_EDITOR (self), FALSE);
  if (self->save_id == 0)
    return TRUE;
  g_clear_handle_id (&self->save_id, g_source_remove);
  file = ibar_tours_open_writable (self->session, &error);
  if (file != NULL && ibar_story_save (self->story, file, &error))
    return TRUE;
  ibar_toasts_say (self->toasts, error->message);
  return FALSE;
}

static gboolean
save_cb (gpointer data)
{
  ibar_tour_editor_flush (data);
  return G_SOURCE_REMOVE;
}

void
ibar_tour_editor_queue_save (IbarTourEditor *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (SAVE_AFTER, save_cb, self);
}

/* Before a change that a step's own fields cannot take back. */
void
ibar_tour_editor_remember (IbarTourEditor *self)
{
  g_ptr_array_add (self->undo, ibar_story_copy (self->story));
  self->typed = FALSE;
  ibar_tour_editor_queue_save (self);
}

/* The window -------------------------------------------------------------------------------------------- */

static gboolean
ibar_tour_editor_close_request (GtkWindow *window)
{
  IbarTourEditor *self = IBAR_TOUR_EDITOR (window);

  /* Told once; who closes again gives it up. */
  if (self->save_id != 0 && !ibar_tour_editor_flush (self))
    return TRUE;
  return GTK_WINDOW_CLASS (ibar_tour_editor_parent_class)->close_request (window);
}

static void
ibar_tour_editor_dispose (GObject *object)
{
  IbarTourEditor *self = IBAR_TOUR_EDITOR (object);

  if (self->session != NULL)
    ibar_tour_editor_flush (self);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->story, ibar_story_free);
  self->current = -1;
  self->loading = TRUE;
  G_OBJECT_CLASS (ibar_tour_editor_parent_class)->dispose (object);
}

static void
ibar_tour_editor_class_init (IbarTourEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_tour_editor_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ibar_tour_editor_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "editor.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK, "editor.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

/* Before the list of steps takes these keys for its own cursor. */
static void
add_move_keys (IbarTourEditor *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Up, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("editor.up")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("editor.down")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
ibar_tour_editor_init (IbarTourEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_story_free);
  self->current = -1;
  ibar_tour_editor_init_actions (self);
  add_move_keys (self);
  gtk_box_append (GTK_BOX (panes), ibar_tour_editor_make_steps (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), ibar_tour_editor_make_fields (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (panes), scroller);
  gtk_widget_add_css_class (panes, "page");
  gtk_widget_set_vexpand (panes, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), panes);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  gtk_window_set_title (GTK_WINDOW (self), _ ("Change a Tour"));
  gtk_window_set_default_size (GTK_WINDOW (self), 860, 680);
}

/**
 * ibar_tour_editor_new:
 * @parent: the window in which one looks around
 * @session: its session
 * @id: a tour of its collection
 * @error: return location
 *
 * Returns: (transfer floating) (nullable): the editor, or NULL with @error set if the tour is not there or may only
 * be read
 */
GtkWidget *
ibar_tour_editor_new (GtkWindow *parent, IbarSession *session, const char *id, GError **error)
{
  g_autoptr (IbarCollection) file = ibar_tours_open_writable (session, error);
  g_autoptr (IbarStory) story = file != NULL ? ibar_story_load (file, id, error) : NULL;
  IbarTourEditor *self;

  if (story == NULL)
    return NULL;
  self = g_object_new (IBAR_TYPE_TOUR_EDITOR, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->session = g_object_ref (session);
  self->story = g_steal_pointer (&story);
  ibar_tour_editor_show_tour (self);
  return GTK_WIDGET (self);
}

const IbarStory *
ibar_tour_editor_get_story (IbarTourEditor *self)
{
  g_return_val_if_fail (IBAR_IS_TOUR_EDITOR (self), NULL);
  return self->story;
}
