/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What leaves the window: a file, or the clipboard. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-export-dialog.h"
#include "ibar-toasts.h"
#include "ibar-window-private.h"

#define MOST_COPIED 2000 /* events: more are for a file */

static void
exported_cb (IbarExportDialog *dialog, const char *path, guint n_events, IbarWindow *self)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text
      = ibar_dup_counts (ngettext ("%1$u event exported to “%2$s”", "%1$u events exported to “%2$s”", n_events), n_events, name);

  ibar_toasts_say (self->toasts, text);
}

void
ibar_window_export (IbarWindow *self)
{
  IbarExportDialog *dialog;

  if (ibar_session_get_collection (self->session) == NULL)
    return;
  dialog = ibar_export_dialog_new (GTK_WINDOW (self), self->session);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GdkContentProvider *
make_bytes (IbarSession *session, GArray *fids, IbarExportFormat format, const char *mime_type, GError **error)
{
  char *text = ibar_session_dup_export (session, fids, format, error);
  g_autoptr (GBytes) bytes = NULL;

  if (text == NULL)
    return NULL;
  bytes = g_bytes_new_take (text, strlen (text));
  return gdk_content_provider_new_for_bytes (mime_type, bytes);
}

/* Text, CSV and HTML together: each program takes what it likes best. */
static GdkContentProvider *
make_content (IbarSession *session, GArray *fids, GError **error)
{
  g_autofree char *text = ibar_session_dup_export (session, fids, IBAR_EXPORT_TEXT, error);
  GdkContentProvider *providers[3] = { NULL };

  if (text == NULL)
    return NULL;
  providers[0] = make_bytes (session, fids, IBAR_EXPORT_HTML, "text/html", error);
  providers[1] = providers[0] != NULL ? make_bytes (session, fids, IBAR_EXPORT_CSV, "text/csv", error) : NULL;
  if (providers[1] == NULL)
    {
      g_clear_object (&providers[0]);
      return NULL;
    }
  providers[2] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

/* Copies the selected event or events; with nothing selected, those of the list. */
void
ibar_window_copy (IbarWindow *self)
{
  g_autoptr (GArray) fids = ibar_session_dup_fids (self->session, IBAR_EXPORT_SELECTED);
  g_autoptr (GdkContentProvider) content = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (fids->len == 0)
    {
      g_array_unref (fids);
      fids = ibar_session_dup_fids (self->session, IBAR_EXPORT_PASSING);
    }
  if (fids->len == 0)
    return;
  if (fids->len > MOST_COPIED)
    {
      ibar_toasts_say (self->toasts, _ ("Too many events to copy; export them to a file"));
      return;
    }
  content = make_content (self->session, fids, &error);
  if (content == NULL)
    {
      ibar_window_show_error (self, _ ("The events cannot be copied"), error->message);
      return;
    }
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  text = ibar_dup_counts (ngettext ("%u event copied", "%u events copied", fids->len), fids->len);
  ibar_toasts_say (self->toasts, text);
}
