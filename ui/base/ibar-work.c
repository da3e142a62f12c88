/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Work that a window must not wait for: files that are copied, written, read in.
 *
 * No widget is a task's source: the thread may be the last to let go of the task, and a widget must not end in it. So the
 * task knows this box by a weak reference, which is gone with the window; what comes back then, or after something newer
 * was begun, is dropped unread. */

#define G_LOG_DOMAIN "ibar-work"

#include "config.h"

#include "ibar-work.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-parts.h"

struct _IbarWork
{
  GtkBox parent_instance;

  GCancellable *cancellable; /* (owned) (nullable) of what is at work */
  GtkWidget    *spinner;
  GtkWidget    *stop;
};

/* What the answer finds its way by. */
typedef struct
{
  GWeakRef     box; /* to IbarWork */
  IbarWorkFunc done;
} Return;

G_DEFINE_FINAL_TYPE (IbarWork, ibar_work, GTK_TYPE_BOX)

static void
update (IbarWork *self)
{
  gboolean at_work = ibar_work_is_at_work (self);

  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), at_work);
  gtk_widget_set_sensitive (self->stop, at_work);
  gtk_widget_set_visible (GTK_WIDGET (self), at_work);
}

static void
stop (IbarWork *self)
{
  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_sensitive (self->stop, FALSE); /* heard; it ends as soon as it can */
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Return *back = data;
  GTask *task = G_TASK (result);
  g_autoptr (IbarWork) self = g_weak_ref_get (&back->box);

  if (self != NULL && g_task_get_cancellable (task) == self->cancellable)
    {
      g_clear_object (&self->cancellable);
      update (self);
      back->done (gtk_widget_get_root (GTK_WIDGET (self)), task);
    }
  g_weak_ref_clear (&back->box);
  g_free (back);
}

static void
ibar_work_dispose (GObject *object)
{
  IbarWork *self = IBAR_WORK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ibar_work_parent_class)->dispose (object);
}

static void
ibar_work_class_init (IbarWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ibar_work_dispose;
}

static void
ibar_work_init (IbarWork *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->spinner = gtk_spinner_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("At work"), -1);
  self->stop = ibar_part_button (_ ("_Cancel"));
  g_signal_connect_swapped (self->stop, "clicked", G_CALLBACK (stop), self);
  gtk_box_append (GTK_BOX (self), self->spinner);
  gtk_box_append (GTK_BOX (self), self->stop);
  update (self);
}

/**
 * ibar_work_new:
 *
 * Returns: (transfer floating): a box that is not seen before something is at work
 */
GtkWidget *
ibar_work_new (void)
{
  return g_object_new (IBAR_TYPE_WORK, NULL);
}

/**
 * ibar_work_begin:
 * @self: in a window
 * @func: does it, in a thread; it looks at its cancellable, and says by its error whether it was stopped
 * @data: what @func needs, its own
 * @free_data: frees @data
 * @done: called in the main thread with the window and the task; not where the window has closed or something newer was
 *   begun
 *
 * Begins something in place of what is at work, which is stopped.
 */
void
ibar_work_begin (IbarWork *self, GTaskThreadFunc func, gpointer data, GDestroyNotify free_data, IbarWorkFunc done)
{
  Return *back = g_new0 (Return, 1);
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (IBAR_IS_WORK (self) && func != NULL && done != NULL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_weak_ref_init (&back->box, self);
  back->done = done;
  task = g_task_new (NULL, self->cancellable, finished_cb, back);
  g_task_set_check_cancellable (task, FALSE); /* what was written before it heard is written */
  g_task_set_task_data (task, data, free_data);
  update (self);
  g_task_run_in_thread (task, func);
}

gboolean
ibar_work_is_at_work (IbarWork *self)
{
  g_return_val_if_fail (IBAR_IS_WORK (self), FALSE);
  return self->cancellable != NULL;
}

const char *
ibar_work_explain (const GError *error)
{
  return ibar_error_is_stop (error) ? _ ("Stopped; nothing has been written") : error->message;
}
