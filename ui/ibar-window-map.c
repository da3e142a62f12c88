/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window offers for its map: other base maps. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include "ibar-base-maps-dialog.h"
#include "ibar-map-view.h"
#include "ibar-window-private.h"

/* Gives the map the base maps that all windows share. */
void
ibar_window_init_map (IbarWindow *self, IbarApplication *application)
{
  self->base_maps = g_object_ref (ibar_application_get_base_maps (application));
  ibar_map_view_set_base_maps (IBAR_MAP_VIEW (self->map_view), self->base_maps);
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
