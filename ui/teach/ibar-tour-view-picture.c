/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The picture of a tour's step. It may have tens of millions of pixels, so a worker decodes it: its place is kept empty,
 * and what comes after the step was left is dropped. */

#define G_LOG_DOMAIN "ibar-tour-view"

#include "config.h"

#include "ibar-tour-view-private.h"

#include <glib/gi18n-lib.h>

static void
decode_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    texture = gdk_texture_new_from_bytes (data, &error);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
show (IbarTourView *self, GTask *task)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (task, &error);
  g_autofree char *problem = NULL;

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  if (texture != NULL)
    return;
  gtk_widget_set_visible (self->picture, FALSE);
  gtk_widget_set_visible (self->credit, FALSE);
  problem = g_strdup_printf (_ ("The picture cannot be shown: %s"), error->message);
  ibar_tour_view_show_problems (self, problem);
}

/* data: (owned): a weak reference to the view; no widget is a task's source, as the thread may be the last to let go. */
static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *view = data;
  g_autoptr (IbarTourView) self = g_weak_ref_get (view);

  if (self != NULL && g_task_get_cancellable (G_TASK (result)) == self->decoding)
    {
      g_clear_object (&self->decoding);
      show (self, G_TASK (result));
    }
  g_weak_ref_clear (view);
  g_free (view);
}

void
ibar_tour_view_leave_picture (IbarTourView *self)
{
  g_cancellable_cancel (self->decoding);
  g_clear_object (&self->decoding);
}

void
ibar_tour_view_show_picture (IbarTourView *self, const IbarStoryStep *step)
{
  const char *credit = step->picture_credit != NULL ? step->picture_credit : "";
  g_autoptr (GTask) task = NULL;
  GWeakRef *view;

  ibar_tour_view_leave_picture (self);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), step->title);
  gtk_widget_set_visible (self->picture, step->picture != NULL);
  gtk_label_set_text (GTK_LABEL (self->credit), credit);
  gtk_widget_set_visible (self->credit, step->picture != NULL && credit[0] != '\0');
  if (step->picture == NULL)
    return;

  view = g_new0 (GWeakRef, 1);
  g_weak_ref_init (view, self);
  self->decoding = g_cancellable_new ();
  task = g_task_new (NULL, self->decoding, decoded_cb, view);
  g_task_set_task_data (task, g_bytes_ref (step->picture), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode_in_thread);
}
