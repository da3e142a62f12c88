/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window's own picture: waits for the window to be ready, shows what the window shows. */

#include "config.h"

#include <glib/gstdio.h>

#include "ibar-screenshot.h"

typedef struct
{
  guint n_asked;   /* times the window was asked whether it is ready */
  guint ready_at;  /* the question that is answered with yes */
  gboolean ended;
  gboolean written;
  GError *error;
} Take;

static gboolean
is_ready (GtkWindow *window, gpointer user_data)
{
  Take *take = user_data;

  return ++take->n_asked >= take->ready_at;
}

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Take *take = user_data;

  take->written = ibar_screenshot_take_finish (GTK_WINDOW (object), result, &take->error);
  take->ended = TRUE;
}

/* A window of one colour, 40 × 30. */
static GtkWindow *
open_window (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (css, ".swatch { background: #ff8000; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 40, 30);
  gtk_widget_add_css_class (window, "swatch");
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static void
wait_for (Take *take)
{
  while (!take->ended)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_waits_and_shows (void)
{
  g_autofree char *dir = g_dir_make_tmp ("ibar-screenshot-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "window.png", NULL);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GtkWindow *window = open_window ();
  Take take = { .ready_at = 10 };
  const guint8 *pixel;

  ibar_screenshot_take_async (window, path, is_ready, &take, NULL, taken_cb, &take);
  wait_for (&take);

  g_assert_no_error (take.error);
  g_assert_true (take.written);
  g_assert_cmpuint (take.n_asked, >=, 10);
  pixbuf = gdk_pixbuf_new_from_file (path, &take.error);
  g_assert_no_error (take.error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, gtk_widget_get_width (GTK_WIDGET (window)));
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, gtk_widget_get_height (GTK_WIDGET (window)));
  pixel = gdk_pixbuf_get_pixels (pixbuf)
          + gdk_pixbuf_get_rowstride (pixbuf) * (gdk_pixbuf_get_height (pixbuf) / 2)
          + gdk_pixbuf_get_n_channels (pixbuf) * (gdk_pixbuf_get_width (pixbuf) / 2);
  g_assert_cmpint (pixel[0], ==, 0xff);
  g_assert_cmpint (pixel[1], ==, 0x80);
  g_assert_cmpint (pixel[2], ==, 0x00);

  gtk_window_destroy (window);
  g_unlink (path);
  g_rmdir (dir);
}

static void
test_says_why_not (void)
{
  GtkWindow *window = open_window ();
  Take take = { 0 };

  ibar_screenshot_take_async (window, "/nonexistent/window.png", NULL, NULL, NULL, taken_cb, &take);
  wait_for (&take);

  g_assert_false (take.written);
  g_assert_error (take.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (take.error->message, "/nonexistent/window.png"));
  g_error_free (take.error);
  gtk_window_destroy (window);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GtkWindow *window = open_window ();
  Take take = { .ready_at = G_MAXUINT };

  ibar_screenshot_take_async (window, "/nonexistent/window.png", is_ready, &take, cancellable,
                              taken_cb, &take);
  g_cancellable_cancel (cancellable);
  wait_for (&take);

  g_assert_error (take.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (take.error);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screenshot/waits-and-shows", test_waits_and_shows);
  g_test_add_func ("/screenshot/says-why-not", test_says_why_not);
  g_test_add_func ("/screenshot/cancelled", test_cancelled);
  return g_test_run ();
}
