/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture of the window, taken by the window itself: `ibar --screenshot FILE`.
 *
 * The picture is painted by the window's own renderer from the nodes it would put on the screen, so
 * it needs no tool beside it and no guess about when the screen is complete: a frame is taken once
 * the window says that it is ready, and has said so for SETTLED_FRAMES frames in a row, which lets
 * list rows and revealers that were asked for in the last frame come to their place.
 *
 * It is not the export of a figure (app/render draws those), but what a reader would see. */

#define G_LOG_DOMAIN "ibar-screenshot"

#include "config.h"

#include "ibar-screenshot.h"

#include <glib/gi18n-lib.h>

#define SETTLED_FRAMES 20
#define DEADLINE (90 * G_USEC_PER_SEC)

typedef struct
{
  char *path;
  IbarScreenshotReady is_ready;
  gpointer ready_data;
  gint64 deadline; /* [µs, monotonic] */
  guint n_settled; /* frames in a row in which the window was ready */
  guint tick;      /* the frame callback, 0 once removed */
} TakeData;

static void
take_data_free (TakeData *data)
{
  g_free (data->path);
  g_free (data);
}

/* Ends the waiting; the task's result follows. */
static void
stop_waiting (GTask *task)
{
  TakeData *data = g_task_get_task_data (task);

  gtk_widget_remove_tick_callback (g_task_get_source_object (task), data->tick);
  data->tick = 0;
}

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  TakeData *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      stop_waiting (task);
      g_task_return_error_if_cancelled (task);
      return G_SOURCE_REMOVE;
    }
  if (g_get_monotonic_time () > data->deadline)
    {
      stop_waiting (task);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                               _ ("The window was not complete after %d seconds"),
                               (int) (DEADLINE / G_USEC_PER_SEC));
      return G_SOURCE_REMOVE;
    }

  if (data->is_ready == NULL || data->is_ready (GTK_WINDOW (widget), data->ready_data))
    data->n_settled++;
  else
    data->n_settled = 0;
  if (data->n_settled < SETTLED_FRAMES)
    return G_SOURCE_CONTINUE;

  /* What was moved since the last frame is laid out after this: then there is nothing to be seen of it now. */
  if (!ibar_screenshot_write (widget, data->path, &error) && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    {
      data->n_settled = 0;
      g_clear_error (&error);
      return G_SOURCE_CONTINUE;
    }
  stop_waiting (task);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/**
 * ibar_screenshot_take_async:
 * @window: a window that is mapped or about to be
 * @path: the PNG file to write, replaced if there is one
 * @is_ready: (nullable) (scope async): whether the window shows everything
 * @ready_data: for @is_ready
 * @cancellable: (nullable): stops the waiting
 * @callback: called when the file is written or will not be
 * @user_data: for @callback
 *
 * Waits for the window to be complete and writes a picture of it.
 *
 * Thread: main. Cost: until @is_ready; it is asked once a frame, for 90 s at most.
 */
void
ibar_screenshot_take_async (GtkWindow *window,
                            const char *path,
                            IbarScreenshotReady is_ready,
                            gpointer ready_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  TakeData *data;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (path != NULL);

  data = g_new0 (TakeData, 1);
  data->path = g_strdup (path);
  data->is_ready = is_ready;
  data->ready_data = ready_data;
  data->deadline = g_get_monotonic_time () + DEADLINE;

  task = g_task_new (window, cancellable, callback, user_data);
  g_task_set_source_tag (task, ibar_screenshot_take_async);
  g_task_set_task_data (task, data, (GDestroyNotify) take_data_free);
  data->tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), frame_cb, g_object_ref (task),
                                             g_object_unref);
}

/**
 * ibar_screenshot_take_finish:
 * @window: the same window
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: whether the file was written
 *
 * Errors: %G_IO_ERROR_TIMED_OUT if the window never became ready, else those of
 * ibar_screenshot_write().
 */
gboolean
ibar_screenshot_take_finish (GtkWindow *window, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, window), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ibar_screenshot_write:
 * @widget: a mapped widget
 * @path: the PNG file to write, replaced if there is one
 * @error: return location for an error
 *
 * Paints the widget as it is now.
 *
 * Returns: whether the file was written
 *
 * Errors: %G_IO_ERROR_BUSY if the widget shows nothing yet, %G_IO_ERROR_FAILED if the file cannot be written.
 * Thread: main. Cost: one frame and a PNG of the widget's size.
 */
gboolean
ibar_screenshot_write (GtkWidget *widget, const char *path, GError **error)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot;
  GtkNative *native;
  int width, height;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  native = gtk_widget_get_native (widget);
  paintable = gtk_widget_paintable_new (widget);
  /* The paintable has the room of the window's shadow around the widget: at any other size than its
   * own it would be scaled, and everything blurred. */
  width = gdk_paintable_get_intrinsic_width (paintable);
  height = gdk_paintable_get_intrinsic_height (paintable);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL || native == NULL || gtk_native_get_renderer (native) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                   _ ("Cannot write “%s”: the window shows nothing yet"), path);
      return FALSE;
    }

  texture = gsk_renderer_render_texture (
      gtk_native_get_renderer (native), node,
      &GRAPHENE_RECT_INIT ((width - gtk_widget_get_width (widget)) / 2.0f,
                           (height - gtk_widget_get_height (widget)) / 2.0f,
                           gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Cannot write “%s”"), path);
      return FALSE;
    }
  return TRUE;
}
