/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The import dialog: what a table is, what becomes of its first rows, then the import and its report.
 *
 * Every choice asks core for a new preview in a thread; an older one still under way is cancelled, and its answer
 * dropped. The dialog decides nothing itself: what is shown is what ibar_import_run() will do with the same options. */

#define G_LOG_DOMAIN "ibar-import-dialog"

#include "config.h"

#include "ibar-import-dialog-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-map.h"

G_DEFINE_FINAL_TYPE (IbarImportDialog, ibar_import_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_IMPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
ibar_import_job_free (gpointer data)
{
  IbarImportJob *job = data;

  g_free (job->input);
  g_free (job->into);
  g_free (job->profile);
  g_free (job->dataset);
  g_free (job->licence);
  g_free (job->citation);
  g_free (job->keep_as);
  g_free (job->report);
  g_strfreev (job->maps);
  g_object_unref (job->dialog);
  g_free (job);
}

static char *
dup_entry (GtkWidget *entry)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static char *
dup_profile (IbarImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->format));

  if (self->profiles == NULL || selected == 0 || selected > self->profiles->len)
    return NULL;
  return g_strdup (((IbarImportProfile *) g_ptr_array_index (self->profiles, selected - 1))->name);
}

static char **
dup_maps (IbarImportDialog *self)
{
  GPtrArray *maps = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer field, column;

  g_hash_table_iter_init (&iter, self->maps);
  while (g_hash_table_iter_next (&iter, &field, &column))
    g_ptr_array_add (maps, g_strdup_printf ("%s=%s", (char *) field, (char *) column));
  g_ptr_array_add (maps, NULL);
  return (char **) g_ptr_array_free (maps, FALSE);
}

IbarImportJob *
ibar_import_job_new (IbarImportDialog *self)
{
  IbarImportJob *job = g_new0 (IbarImportJob, 1);
  guint order = adw_combo_row_get_selected (ADW_COMBO_ROW (self->date_order));
  guint coordinates = adw_combo_row_get_selected (ADW_COMBO_ROW (self->coordinates));

  job->dialog = g_object_ref (self);
  job->input = g_strdup (self->input);
  job->into = g_strdup (self->path);
  job->profile = dup_profile (self);
  job->dataset = dup_entry (self->dataset);
  job->licence = dup_entry (self->licence);
  job->citation = dup_entry (self->citation);
  job->maps = dup_maps (self);
  job->inputs[0] = job->input;
  job->options = (IbarImportOptions){
    .inputs = job->inputs,
    .into = job->into,
    .profile = job->profile,
    .dataset = job->dataset,
    .maps = (const char *const *) job->maps,
    .licence = job->licence,
    .citation = job->citation,
    .may_be_passed_on = gtk_switch_get_active (GTK_SWITCH (self->passed_on)),
    .date_order = order == 1   ? IBAR_DATE_ORDER_DAY_FIRST
                  : order == 2 ? IBAR_DATE_ORDER_MONTH_FIRST
                               : IBAR_DATE_ORDER_UNDECIDED,
    .exchanged = coordinates == 0 ? -1 : coordinates == 2,
    .find_duplicates = TRUE,
  };
  return job;
}

void
ibar_import_dialog_show_failure (IbarImportDialog *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->failure), escaped);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
  gtk_widget_set_sensitive (self->accept, FALSE);
}

/* A preview or an import, in place of the one under way. */
GTask *
ibar_import_dialog_start_task (IbarImportDialog *self, GAsyncReadyCallback done)
{
  GTask *task;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, done, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, ibar_import_job_new (self), ibar_import_job_free);
  return task;
}

static void
choice_changed_cb (IbarImportDialog *self)
{
  if (!self->filling && self->input != NULL)
    ibar_import_dialog_start_preview (self);
}

/* Import ----------------------------------------------------------------------------------------- */

static void
progress_cb (double fraction, gpointer data)
{
  /* Written by the thread, read by the frame clock: a torn double would show for one frame. */
  ((IbarImportDialog *) data)->fraction = fraction;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  IbarImportDialog *self = IBAR_IMPORT_DIALOG (widget);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), self->fraction);
  return G_SOURCE_CONTINUE;
}

static void
import_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  IbarImportJob *job = data;
  GError *error = NULL;
  IbarImportResult *result = ibar_import_run (&job->options, progress_cb, job->dialog, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) ibar_import_result_free);
  else
    g_task_return_error (task, error);
}

static void
import_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IbarImportDialog *self = IBAR_IMPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  IbarImportResult *imported = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (imported != NULL)
    ibar_import_dialog_show_result (self, imported);
  else if (ibar_error_is_stop (error))
    ibar_import_dialog_show_preview (self);
  else
    ibar_import_dialog_show_failure (self, error->message);
  g_clear_pointer (&imported, ibar_import_result_free);
}

static void
start_import (IbarImportDialog *self)
{
  g_autoptr (GTask) task = ibar_import_dialog_start_task (self, import_ready_cb);
  IbarImportJob *job = g_task_get_task_data (task);

  /* Only an import keeps what a preview tries. */
  job->keep_as = dup_entry (self->keep_as);
  job->options.save_profile = job->keep_as;
  job->report = ibar_import_dialog_dup_report (self);
  job->options.report = job->report;
  self->fraction = 0;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "running");
  gtk_widget_set_sensitive (self->accept, FALSE);
  g_task_run_in_thread (task, import_thread);
}

static void
accept_clicked_cb (IbarImportDialog *self)
{
  if (!self->done)
    {
      start_import (self);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_IMPORTED], 0, self->path);
  gtk_window_close (GTK_WINDOW (self));
}

/* Stops what runs; with nothing running, closes. */
static void
cancel_clicked_cb (IbarImportDialog *self)
{
  if (self->tick != 0)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* The dialog ------------------------------------------------------------------------------------- */

static void
fill_choices (IbarImportDialog *self)
{
  const char *orders[] = { _ ("by evidence"), _ ("5 June (day/month)"), _ ("6 May (month/day)"), NULL };
  const char *positions[] = { _ ("by evidence"), _ ("as given"), _ ("exchanged"), NULL };
  g_autoptr (GtkStringList) formats = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) order_list = gtk_string_list_new (orders);
  g_autoptr (GtkStringList) position_list = gtk_string_list_new (positions);

  self->profiles = ibar_import_profiles_load (NULL);
  gtk_string_list_append (formats, _ ("recognised"));
  for (guint i = 0; self->profiles != NULL && i < self->profiles->len; i++)
    {
      g_autofree char *title
          = ibar_import_profile_dup (g_ptr_array_index (self->profiles, i), "profile", "title");

      gtk_string_list_append (formats, title != NULL ? title : ((IbarImportProfile *) self->profiles->pdata[i])->name);
    }
  self->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->format), G_LIST_MODEL (formats));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->date_order), G_LIST_MODEL (order_list));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->coordinates), G_LIST_MODEL (position_list));
  self->filling = FALSE;
}

static gboolean
ibar_import_dialog_close_request (GtkWindow *window)
{
  IbarImportDialog *self = IBAR_IMPORT_DIALOG (window);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (ibar_import_dialog_parent_class)->close_request (window);
}

static void
ibar_import_dialog_finalize (GObject *object)
{
  IbarImportDialog *self = IBAR_IMPORT_DIALOG (object);

  g_free (self->input);
  g_free (self->path);
  ibar_import_dialog_drop_report (self);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->shown, ibar_import_preview_free);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->maps);
  g_ptr_array_unref (self->field_rows);
  G_OBJECT_CLASS (ibar_import_dialog_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, IbarImportDialog, name)

static void
ibar_import_dialog_class_init (IbarImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ibar_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ibar_import_dialog_close_request;
  signals[SIGNAL_IMPORTED] = g_signal_new ("imported", IBAR_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ibar_map/Ibar/ui/ibar-import-dialog.ui");
  BIND (heading);
  BIND (cancel);
  BIND (accept);
  BIND (stack);
  BIND (page);
  BIND (table_group);
  BIND (order_group);
  BIND (columns_group);
  BIND (format);
  BIND (dataset);
  BIND (into);
  BIND (choose_into);
  BIND (date_order);
  BIND (coordinates);
  BIND (licence);
  BIND (citation);
  BIND (passed_on);
  BIND (keep_as);
  BIND (preview_box);
  BIND (preview_title);
  BIND (preview);
  BIND (progress);
  BIND (summary);
  BIND (notes);
  BIND (notes_shown);
  BIND (save_report);
  BIND (failure);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "choose_into_clicked_cb",
                                                G_CALLBACK (ibar_import_dialog_choose_into));
  gtk_widget_class_bind_template_callback_full (widget_class, "save_report_clicked_cb",
                                                G_CALLBACK (ibar_import_dialog_save_report));
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ibar_import_dialog_init (IbarImportDialog *self)
{
  self->maps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->field_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A file named on the command line is previewed before the base map is there. */
static void
session_changed_cb (IbarSession *session, guint flags, IbarImportDialog *self)
{
  if ((flags & IBAR_CHANGED_REGION) != 0)
    ibar_import_map_set_region (IBAR_IMPORT_MAP (self->map), ibar_session_get_region (session));
}

/**
 * ibar_import_dialog_new:
 * @parent: the window it belongs to
 * @session: for the collection that may take the events, and the base map
 * @input: a file's path
 *
 * Returns: (transfer none): a dialog that reads the file at once
 */
GtkWidget *
ibar_import_dialog_new (GtkWindow *parent, IbarSession *session, const char *input)
{
  IbarImportDialog *self = g_object_new (IBAR_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *name = g_filename_display_basename (input);

  self->input = g_strdup (input);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->heading), name);
  self->map = ibar_import_map_new (ibar_session_get_region (session));
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Map of the first rows"), -1);
  gtk_box_append (GTK_BOX (self->preview_box), self->map);
  fill_choices (self);
  ibar_import_dialog_suggest_into (self, session);
  ibar_import_dialog_start_preview (self);
  return GTK_WIDGET (self);
}

/**
 * ibar_import_dialog_is_importable:
 * @path: a file's path
 *
 * Returns: whether its name is that of a table rather than of a collection
 */
gboolean
ibar_import_dialog_is_importable (const char *path)
{
  static const char *const suffixes[] = { ".csv", ".tsv",  ".txt", ".json",    ".geojson", ".kml", ".kmz", ".gpx",
                                          ".shp", ".fgb", ".xlsx", ".ods", ".parquet", ".gz",      ".zip" };
  g_autofree char *name = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (name, suffixes[i]))
      return TRUE;
  return FALSE;
}
