/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window's dialogs: an error, the choice of a file, about, the shortcuts. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-file-chooser.h"
#include "ibar-parts.h"
#include "ibar-window-private.h"

/* Tells of trouble: what could not be done, and why. */
void
ibar_window_show_error (IbarWindow *self, const char *heading, const char *body)
{
  ibar_window_reveal (self);
  ibar_part_tell (GTK_WINDOW (self), heading, body);
}

static void
file_chosen (GtkWidget *window, const char *path)
{
  ibar_window_open (IBAR_WINDOW (window), path, IBAR_OPEN_CHOSEN);
}

void
ibar_window_choose_file (IbarWindow *self)
{
  ibar_file_chooser_ask (GTK_WINDOW (self),
                         &(IbarFileQuestion){ .title = _ ("Open a Collection"),
                                              .accept = _ ("_Open"),
                                              .kind = _ ("Collections (*.gpkg)"),
                                              .patterns = { "*.gpkg" },
                                              .others = TRUE },
                         file_chosen);
}

void
ibar_window_show_about (IbarWindow *self)
{
  IbarRegion *region = ibar_session_get_region (self->session);
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "transient-for", self,
                "modal", TRUE,
                "application-name", _ ("Ibar"),
                "application-icon", IBAR_APP_ID,
                "version", IBAR_VERSION,
                "developer-name", _ ("The Ibar contributors"),
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _ ("What happened where, when, by whom, and who says so."),
                NULL);
  if (region != NULL)
    {
      g_autofree char *credits = g_markup_escape_text (ibar_region_get_credits (region), -1);

      adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), _ ("Base map"), NULL,
                                          GTK_LICENSE_CUSTOM, credits);
    }
  gtk_window_present (GTK_WINDOW (about));
}

/* GTK would make the shortcuts with every window, were they where it looks for them: 8 ms of each start. */
void
ibar_window_show_shortcuts (IbarWindow *self)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (self);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/ibar_map/Ibar/ui/help-overlay.ui");

      gtk_application_window_set_help_overlay (
          window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}
