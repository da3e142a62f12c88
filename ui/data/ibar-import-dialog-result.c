/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an import did: its sums, the first rows that were rejected or noted, and the report of all of them to keep. */

#define G_LOG_DOMAIN "ibar-import-dialog"

#include "config.h"

#include "ibar-import-dialog-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <unistd.h>

#include "ibar-file-chooser.h"
#include "ibar-parts.h"

#define MAX_SHOWN 200 /* rows; the report has no limit */

static void
add_note_row (IbarImportDialog *self, const IbarImportNote *note)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("Line %" PRId64 ": %s"), note->line, note->reason);
  g_autofree char *subtitle = note->column != NULL && *note->column != '\0'
                                  ? g_strdup_printf ("%s: %s", note->column, note->value)
                                  : g_strdup ("");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_append (GTK_LIST_BOX (self->notes), row);
}

static void
show_notes (IbarImportDialog *self, const IbarImportResult *result)
{
  guint shown = MIN (result->notes->len, MAX_SHOWN);
  gint64 all = result->n_rejected + result->n_notes;

  for (guint i = 0; i < shown; i++)
    add_note_row (self, g_ptr_array_index (result->notes, i));
  gtk_widget_set_visible (self->notes, shown > 0);
  gtk_widget_set_visible (self->save_report, shown > 0 && self->report != NULL);
  if (all > shown)
    {
      g_autofree char *text = g_strdup_printf (_ ("The first %u of %" PRId64 " rows that were rejected or noted"), shown, all);

      gtk_label_set_text (GTK_LABEL (self->notes_shown), text);
    }
  gtk_widget_set_visible (self->notes_shown, all > shown);
}

void
ibar_import_dialog_show_result (IbarImportDialog *self, const IbarImportResult *result)
{
  g_autofree char *text = ibar_import_result_to_text (result, FALSE);

  self->done = TRUE;
  gtk_label_set_text (GTK_LABEL (self->summary), g_strchomp (text));
  show_notes (self, result);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "done");
  gtk_button_set_label (GTK_BUTTON (self->accept), _ ("_Show"));
  gtk_widget_set_sensitive (self->accept, TRUE);
  gtk_widget_set_visible (self->cancel, FALSE);
}

/* Returns: (nullable) (transfer full): the path of a new empty file for the report; NULL: there is no room for one, which is
 * no reason not to import */
char *
ibar_import_dialog_dup_report (IbarImportDialog *self)
{
  int fd;

  ibar_import_dialog_drop_report (self);
  fd = g_file_open_tmp ("ibar-report-XXXXXX.csv", &self->report, NULL);
  if (fd >= 0)
    close (fd);
  return g_strdup (self->report);
}

void
ibar_import_dialog_drop_report (IbarImportDialog *self)
{
  if (self->report != NULL)
    g_unlink (self->report);
  g_clear_pointer (&self->report, g_free);
}

/* Writes the report of all rejected and noted rows; a failure is told over the window. */
void
ibar_import_dialog_write_report (GtkWidget *window, const char *path)
{
  IbarImportDialog *self = IBAR_IMPORT_DIALOG (window);
  g_autoptr (GFile) from = g_file_new_for_path (self->report), to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &error))
    ibar_part_tell (GTK_WINDOW (self), _ ("The report cannot be saved"), error->message);
}

/* Asks for a file and writes the report into it. */
void
ibar_import_dialog_save_report (IbarImportDialog *self)
{
  g_autofree char *input = g_path_get_basename (self->input);
  g_autofree char *name = g_strconcat (input, "-report.csv", NULL);

  ibar_file_chooser_ask (GTK_WINDOW (self), &(IbarFileQuestion){ .title = _ ("Save the Report"), .name = name },
                         ibar_import_dialog_write_report);
}
