/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files a region is made of, as somebody chooses them. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-region-dialog"

#include "ibar-counts.h"
#include "ibar-region-dialog-private.h"

#include <glib/gi18n-lib.h>

static void
take_files (IbarRegionDialog *self,
            GtkFileChooser *chooser,
            void (*take) (IbarRegionDialog *, const char *))
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        take (self, path);
    }
}

static void
extract_chosen_cb (GtkNativeDialog *chooser, int response, IbarRegionDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    take_files (self, GTK_FILE_CHOOSER (chooser), ibar_region_dialog_set_extract);
  g_object_unref (chooser);
}

static void
tiles_chosen_cb (GtkNativeDialog *chooser, int response, IbarRegionDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_ptr_array_set_size (self->tiles, 0);
      take_files (self, GTK_FILE_CHOOSER (chooser), ibar_region_dialog_add_tile);
    }
  g_object_unref (chooser);
}

static void
choose (IbarRegionDialog *self,
        const char *title,
        const char *kind,
        const char *const *patterns,
        gboolean several,
        GCallback chosen)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, kind);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), several);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", chosen, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
ibar_region_dialog_choose_extract (IbarRegionDialog *self)
{
  static const char *const patterns[] = { "*.osm.pbf", "*.pbf", "*.osm", NULL };

  choose (self, _ ("Choose an Extract"), _ ("Extracts of OpenStreetMap (*.osm.pbf, *.osm)"),
          patterns, FALSE, G_CALLBACK (extract_chosen_cb));
}

void
ibar_region_dialog_choose_tiles (IbarRegionDialog *self)
{
  static const char *const patterns[] = { "*.hgt", "*.tif", "*.tiff", NULL };

  choose (self, _ ("Choose Elevation Tiles"), _ ("Elevation (*.hgt, *.tif)"), patterns, TRUE,
          G_CALLBACK (tiles_chosen_cb));
}

/**
 * ibar_region_dialog_set_extract:
 * @self: the dialog
 * @path: an extract of OpenStreetMap
 */
void
ibar_region_dialog_set_extract (IbarRegionDialog *self, const char *path)
{
  g_autofree char *escaped = g_markup_escape_text (path, -1);

  g_return_if_fail (IBAR_IS_REGION_DIALOG (self));

  g_free (self->extract);
  self->extract = g_strdup (path);
  adw_action_row_set_subtitle (self->extract_row, escaped);
  ibar_region_dialog_check (self);
}

/**
 * ibar_region_dialog_add_tile:
 * @self: the dialog
 * @path: an elevation tile
 */
void
ibar_region_dialog_add_tile (IbarRegionDialog *self, const char *path)
{
  g_autofree char *text = NULL;

  g_return_if_fail (IBAR_IS_REGION_DIALOG (self));

  g_ptr_array_add (self->tiles, g_strdup (path));
  text = ibar_dup_counts (ngettext ("%u tile", "%u tiles", self->tiles->len), self->tiles->len);
  adw_action_row_set_subtitle (self->tiles_row, text);
  ibar_region_dialog_check (self);
}

/**
 * ibar_region_dialog_set_output:
 * @self: the dialog
 * @path: (nullable): where the region is written; %NULL: where the user's data is kept
 */
void
ibar_region_dialog_set_output (IbarRegionDialog *self, const char *path)
{
  g_return_if_fail (IBAR_IS_REGION_DIALOG (self));

  g_free (self->output);
  self->output = g_strdup (path);
}
