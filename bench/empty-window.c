/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The least window of our toolkit: what `bench-start` times Ibar's start against. */

#include "config.h"

#include <adwaita.h>

#include "ibar-trace.h"

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  ibar_trace ("map");
  g_signal_handlers_disconnect_by_func (clock, painted_cb, user_data);
}

static void
realized_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

static void
activate_cb (GtkApplication *application, gpointer user_data)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
