/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How large the reader wants text, for what is drawn and not made of labels. */

#define G_LOG_DOMAIN "ibar-text-scale"

#include "config.h"

#include "ibar-text-scale.h"

#define UNIT (96 * 1024.0) /* of gtk-xft-dpi at the usual size */
#define MOST_OF_DIALOG 1.4 /* 560 px come to 784, and a screen has 800 */

/**
 * ibar_text_scale:
 * @widget: where text is drawn
 *
 * Returns: a factor, 1 at 96 dpi
 */
double
ibar_text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1.0);

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / UNIT, 0.75, 3.0) : 1.0;
}

/**
 * ibar_text_scale_dialog:
 * @dialog: a window that scrolls what has no room in it
 * @width: with text of the usual size [px]
 * @height: the same [px], 560 at the most
 *
 * Gives a dialog its first size, more of it for large text.
 */
void
ibar_text_scale_dialog (GtkWindow *dialog, int width, int height)
{
  double scale = CLAMP (ibar_text_scale (GTK_WIDGET (dialog)), 1.0, MOST_OF_DIALOG);

  gtk_window_set_default_size (dialog, (int) (width * scale), (int) (height * scale));
}
