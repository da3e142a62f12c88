/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window offers for its map: other base maps, and a detailed region from open data. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-base-maps-dialog.h"
#include "ibar-file-kind.h"
#include "ibar-map-view.h"
#include "ibar-paths.h"
#include "ibar-region-dialog.h"
#include "ibar-toasts.h"
#include "ibar-window-private.h"

static void
copied_cb (IbarMapView *view, const char *coordinates, IbarWindow *self)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s” copied"), coordinates);

  ibar_toasts_say (self->toasts, text);
}

/* Gives the map the base maps that all windows share. */
void
ibar_window_init_map (IbarWindow *self, IbarApplication *application)
{
  self->base_maps = g_object_ref (ibar_application_get_base_maps (application));
  ibar_map_view_set_base_maps (IBAR_MAP_VIEW (self->map_view), self->base_maps);
  g_signal_connect_object (self->base_maps, "notify::chosen", G_CALLBACK (ibar_window_offer_names), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map_view, "copied", G_CALLBACK (copied_cb), self, 0);
  ibar_window_offer_names (self);
}

/* path: (nullable): a file of tiles to fill in. */
void
ibar_window_show_base_maps (IbarWindow *self, const char *path)
{
  GtkWidget *dialog = ibar_base_maps_dialog_new (GTK_WINDOW (self), self->base_maps);

  if (path != NULL)
    ibar_base_maps_dialog_set_file (IBAR_BASE_MAPS_DIALOG (dialog), path);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Shows a region now and at the next start; path: (nullable): the one the program comes with. */
void
ibar_window_use_region (IbarWindow *self, const char *path)
{
  g_autofree char *own = ibar_paths_get_data_file ("region.gpkg");

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "region", path != NULL ? path : "");
  ibar_window_load_region (self, path != NULL ? path : own);
}

static void
built_cb (IbarRegionDialog *dialog, const char *path, IbarWindow *self)
{
  ibar_window_use_region (self, path);
  ibar_toasts_say (self->toasts, _ ("The map shows the new region"));
  gtk_window_close (GTK_WINDOW (dialog));
}

/* extract: (nullable): a file to build from. */
void
ibar_window_show_more_detail (IbarWindow *self, const char *extract)
{
  IbarExtent extent;
  gboolean known = ibar_session_get_view_extent (self->session, &extent);
  GtkWidget *dialog = ibar_region_dialog_new (GTK_WINDOW (self), known ? &extent : NULL);

  if (extract != NULL)
    ibar_region_dialog_set_extract (IBAR_REGION_DIALOG (dialog), extract);
  g_signal_connect_object (dialog, "built", G_CALLBACK (built_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What is for the map, and not for the list: TRUE if the file has been taken. */
gboolean
ibar_window_take_map_file (IbarWindow *self, const char *path)
{
  switch (ibar_file_kind_guess (path))
    {
    case IBAR_FILE_REGION:
      ibar_window_use_region (self, path);
      return TRUE;
    case IBAR_FILE_TILES:
      ibar_window_show_base_maps (self, path);
      return TRUE;
    case IBAR_FILE_EXTRACT:
      ibar_window_show_more_detail (self, path);
      return TRUE;
    case IBAR_FILE_COLLECTION:
    case IBAR_FILE_OTHER:
    default:
      return FALSE;
    }
}
