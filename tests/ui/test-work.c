/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window has done by a worker: it can be stopped, gives way to something newer, and ends with the window. */

#include "config.h"

#include <adwaita.h>

#include "ibar-error.h"
#include "ibar-test-window.h"
#include "ibar-work.h"

static guint n_done, n_stopped;
static int n_ended; /* atomic */

/* Does nothing until it is stopped. */
static void
wait_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  while (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    g_usleep (1000);
  g_task_return_error (task, error);
  g_atomic_int_inc (&n_ended);
}

static void
finish_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

static void
done (gpointer window, GTask *task)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (GTK_IS_WINDOW (window));
  if (g_task_propagate_boolean (task, &error))
    {
      n_done++;
      g_assert_cmpstr (g_task_get_task_data (task), ==, "newer");
      return;
    }
  g_assert_true (ibar_error_is_stop (error));
  n_stopped++;
}

static GtkWidget *
make_window (IbarWork **work)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = ibar_work_new ();

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  *work = IBAR_WORK (box);
  n_done = n_stopped = 0;
  g_atomic_int_set (&n_ended, 0);
  return window;
}

static void
wait_until_idle (IbarWork *work)
{
  while (ibar_work_is_at_work (work))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_ended (int n)
{
  while (g_atomic_int_get (&n_ended) < n)
    g_usleep (1000);
  ibar_test_settle ();
}

static void
test_stop (void)
{
  IbarWork *work;
  GtkWidget *window = make_window (&work);

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (work)));
  ibar_work_begin (work, wait_in_thread, NULL, NULL, done);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (work)));
  g_signal_emit_by_name (ibar_test_find_button (window, "_Cancel"), "clicked");
  g_assert_true (ibar_work_is_at_work (work)); /* until it has heard */
  wait_until_idle (work);
  g_assert_cmpuint (n_stopped, ==, 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (work)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_newer (void)
{
  IbarWork *work;
  GtkWidget *window = make_window (&work);

  ibar_work_begin (work, wait_in_thread, g_strdup ("older"), g_free, done);
  ibar_work_begin (work, finish_in_thread, g_strdup ("newer"), g_free, done);
  wait_until_idle (work);
  wait_until_ended (1);
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpuint (n_stopped, ==, 0); /* the older one's answer is dropped */
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_closed (void)
{
  IbarWork *work;
  GtkWidget *window = make_window (&work);

  ibar_work_begin (work, wait_in_thread, NULL, NULL, done);
  g_object_add_weak_pointer (G_OBJECT (work), (gpointer *) &work);
  gtk_window_destroy (GTK_WINDOW (window));
  ibar_test_settle ();
  g_assert_null (work); /* the task does not keep it */
  wait_until_ended (1);
  g_assert_cmpuint (n_done + n_stopped, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/at-work/stop", test_stop);
  g_test_add_func ("/at-work/newer", test_newer);
  g_test_add_func ("/at-work/closed", test_closed);
  return g_test_run ();
}
