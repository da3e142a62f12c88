/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which collection takes the events: the open one, a new one, or one that is chosen. */

#define G_LOG_DOMAIN "ibar-import-dialog"

#include "config.h"

#include "ibar-import-dialog-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ibar-file-chooser.h"
#include "ibar-paths.h"

static void
set_path (IbarImportDialog *self, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_free (self->path);
  self->path = g_strdup (path);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->into), name);
  gtk_widget_set_sensitive (self->accept, self->shown != NULL);
}

static void
into_chosen (GtkWidget *window, const char *path)
{
  set_path (IBAR_IMPORT_DIALOG (window), path);
}

/* Asks for the collection that takes the events. */
void
ibar_import_dialog_choose_into (IbarImportDialog *self)
{
  ibar_file_chooser_ask (GTK_WINDOW (self),
                         &(IbarFileQuestion){ .title = _ ("Import Into a Collection"),
                                              .accept = _ ("_Select"),
                                              .name = _ ("collection.gpkg") },
                         into_chosen);
}

/* The open collection where it may be written to; else a new file among the user's documents. */
void
ibar_import_dialog_suggest_into (IbarImportDialog *self, IbarSession *session)
{
  IbarCollection *collection = ibar_session_get_collection (session);
  const char *open = collection != NULL ? ibar_collection_get_path (collection) : NULL;
  g_autofree char *bundled = ibar_paths_get_bundled ();
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *base = g_path_get_basename (self->input), *name = NULL, *path = NULL;

  if (open != NULL && !g_str_equal (open, bundled) && g_access (open, W_OK) == 0)
    {
      set_path (self, open);
      return;
    }
  if (strrchr (base, '.') != NULL)
    *strrchr (base, '.') = '\0';
  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    folder = g_get_home_dir ();
  name = g_strconcat (base, ".gpkg", NULL);
  path = g_build_filename (folder, name, NULL);
  for (int n = 2; g_file_test (path, G_FILE_TEST_EXISTS); n++)
    {
      g_free (name);
      g_free (path);
      name = g_strdup_printf ("%s-%d.gpkg", base, n);
      path = g_build_filename (folder, name, NULL);
    }
  set_path (self, path);
}
