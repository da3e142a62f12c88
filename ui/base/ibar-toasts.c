/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window says in passing: one sentence at a time, a new one in the place of the last. */

#define G_LOG_DOMAIN "ibar-toasts"

#include "config.h"

#include "ibar-toasts.h"

#define SHOWN "ibar-toast" /* the toast of an overlay, as its data */

static void
dismissed_cb (AdwToast *toast, AdwToastOverlay *overlay)
{
  if (g_object_get_data (G_OBJECT (overlay), SHOWN) == toast)
    g_object_set_data (G_OBJECT (overlay), SHOWN, NULL);
}

/* Not by priority: libadwaita 1.2 asserts where a second one hurries while the first is on its way. And
 * without animations: it frees them twice where the window closes meanwhile. */
static void
show (AdwToastOverlay *overlay, AdwToast *toast)
{
  AdwToast *before = g_object_get_data (G_OBJECT (overlay), SHOWN);
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (overlay));
  gboolean animated;

  g_object_get (settings, "gtk-enable-animations", &animated, NULL);
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  if (before != NULL)
    adw_toast_dismiss (before);
  g_object_set_data_full (G_OBJECT (overlay), SHOWN, g_object_ref (toast), g_object_unref);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, 0);
  adw_toast_overlay_add_toast (overlay, toast);
  g_object_set (settings, "gtk-enable-animations", animated, NULL);
}

/* A toast's title is markup: names and messages are not. */
static AdwToast *
make (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

/**
 * ibar_toasts_say:
 * @overlay: of the window
 * @text: a sentence, as plain text
 *
 * Shows it for some seconds.
 */
void
ibar_toasts_say (AdwToastOverlay *overlay, const char *text)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  show (overlay, make (text));
}

/**
 * ibar_toasts_offer:
 * @overlay: of the window
 * @text: a sentence, as plain text
 * @label: of the button beside it, with a mnemonic
 *
 * Shows it for some seconds, with something to do about it.
 *
 * Returns: (transfer none): the toast, for its action or its signal
 */
AdwToast *
ibar_toasts_offer (AdwToastOverlay *overlay, const char *text, const char *label)
{
  AdwToast *toast;

  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (overlay), NULL);

  toast = make (text);
  adw_toast_set_button_label (toast, label);
  show (overlay, toast);
  return toast;
}
