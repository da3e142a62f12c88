/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether the window shows all it is going to show: data read, tiles painted. Called once a frame. */
typedef gboolean (*IbarScreenshotReady) (GtkWindow *window,
                                         gpointer   user_data);

void     ibar_screenshot_take_async  (GtkWindow           *window,
                                      const char          *path,
                                      IbarScreenshotReady  is_ready,
                                      gpointer             ready_data,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean ibar_screenshot_take_finish (GtkWindow           *window,
                                      GAsyncResult        *result,
                                      GError             **error);
gboolean ibar_screenshot_write       (GtkWidget           *widget,
                                      const char          *path,
                                      GError             **error);

G_END_DECLS
