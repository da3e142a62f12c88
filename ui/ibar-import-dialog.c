/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The import dialog: what a table is, what becomes of its first rows, then the import and its report.
 *
 * Every choice asks core for a new preview in a thread; an older one still under way is cancelled, and its answer
 * dropped. The dialog decides nothing itself: what is shown is what ibar_import_run() will do with the same options. */

#define G_LOG_DOMAIN "ibar-import-dialog"

#include "config.h"

#include "ibar-import-dialog.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ibar-error.h"
#include "ibar-import-map.h"
#include "ibar-import-preview.h"
#include "ibar-paths.h"

#define PREVIEW_ROWS 50

struct _IbarImportDialog
{
  AdwWindow parent_instance;

  char              *input;
  char              *path;        /* the collection that takes it */
  GPtrArray         *profiles;    /* (owned) (nullable) of IbarImportProfile */
  GHashTable        *maps;        /* (owned) field → column the user chose */
  IbarImportPreview *shown;       /* (owned) (nullable) */
  GCancellable      *cancellable; /* (owned) (nullable) of what is under way */
  gboolean           filling;     /* rows are being set: no choice of the user's */
  gboolean           done;
  GPtrArray         *field_rows;  /* of AdwComboRow (not owned), one a field */
  double             fraction;
  guint              tick;

  GtkWidget *heading, *cancel, *accept, *stack, *page, *table_group, *order_group, *columns_group;
  GtkWidget *format, *dataset, *into, *choose_into, *date_order, *coordinates, *licence, *citation, *passed_on;
  GtkWidget *preview_box, *preview_title, *preview, *map, *progress, *summary, *notes, *failure;
};

G_DEFINE_FINAL_TYPE (IbarImportDialog, ibar_import_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_IMPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The options of one preview or import, with strings of their own for the thread. */
typedef struct
{
  IbarImportOptions options;
  const char       *inputs[2];
  char             *input, *into, *profile, *dataset, *licence, *citation;
  char            **maps;
  IbarImportDialog *dialog; /* (owned) */
} Job;

static void start_preview (IbarImportDialog *self);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->input);
  g_free (job->into);
  g_free (job->profile);
  g_free (job->dataset);
  g_free (job->licence);
  g_free (job->citation);
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

static Job *
job_new (IbarImportDialog *self)
{
  Job *job = g_new0 (Job, 1);
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

static void
show_failure (IbarImportDialog *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->failure), escaped);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
  gtk_widget_set_sensitive (self->accept, FALSE);
}

/* Preview ---------------------------------------------------------------------------------------- */

/* What a row will say of the event, for reading and for a screen reader: nothing in it is markup. */
static GtkWidget *
make_preview_row (const IbarImportPreviewRow *row)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autoptr (GString) line = g_string_new (NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (widget), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 3);
  if (row->rejected != NULL)
    {
      g_autofree char *title
          = g_strdup_printf (_ ("Line %" G_GINT64_FORMAT " will be rejected"), row->line);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), row->rejected);
      gtk_widget_add_css_class (widget, "error");
      return widget;
    }
  g_string_append (line, row->date);
  g_string_append_printf (line, " · %s", row->type);
  if (*row->place != '\0')
    g_string_append_printf (line, " · %s", row->place);
  if (ibar_point_is_placed (row->point))
    g_string_append_printf (line, " · %.4f, %.4f", row->point.latitude, row->point.longitude);
  else
    g_string_append_printf (line, " · %s", _ ("not placed"));
  if (*row->actors != '\0')
    g_string_append_printf (line, "\n%s", row->actors);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), line->str);
  return widget;
}

static void
show_rows (IbarImportDialog *self)
{
  GtkWidget *child;
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (IbarPoint));

  while ((child = gtk_widget_get_first_child (self->preview)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->preview), child);
  for (guint i = 0; i < self->shown->rows->len; i++)
    {
      const IbarImportPreviewRow *row = g_ptr_array_index (self->shown->rows, i);

      gtk_list_box_append (GTK_LIST_BOX (self->preview), make_preview_row (row));
      g_array_append_val (points, row->point);
    }
  ibar_import_map_set_points (IBAR_IMPORT_MAP (self->map), (const IbarPoint *) (gpointer) points->data, points->len);
}

/* The words of a person for the fields of the command line. */
static const char *
name_field (const char *field)
{
  static const struct
  {
    const char *field, *label;
  } names[] = { { "id", N_ ("Identifier") },      { "title", N_ ("Title") },        { "summary", N_ ("Summary") },
                { "date", N_ ("Date") },          { "date-end", N_ ("Last day") },  { "year", N_ ("Year") },
                { "month", N_ ("Month") },        { "day", N_ ("Day") },            { "latitude", N_ ("Latitude") },
                { "longitude", N_ ("Longitude") }, { "position", N_ ("Position") }, { "place", N_ ("Place") },
                { "actor", N_ ("Actor") } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].field, field))
      return _ (names[i].label);
  return field;
}

static void
column_chosen_cb (AdwComboRow *row, GParamSpec *pspec, IbarImportDialog *self)
{
  const char *field = g_object_get_data (G_OBJECT (row), "field");
  guint selected = adw_combo_row_get_selected (row);
  GtkStringObject *item = adw_combo_row_get_selected_item (row);

  if (self->filling || item == NULL)
    return;
  g_hash_table_insert (self->maps, g_strdup (field),
                       g_strdup (selected == 0 ? "" : gtk_string_object_get_string (item)));
  start_preview (self);
}

static GtkWidget *
add_field_row (IbarImportDialog *self, const char *field)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name_field (field));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), "field", g_strdup (field), g_free);
  g_signal_connect (row, "notify::selected", G_CALLBACK (column_chosen_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->columns_group), row);
  g_ptr_array_add (self->field_rows, row);
  return row;
}

static void
fill_field_row (IbarImportDialog *self, GtkWidget *row, const IbarImportField *field)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint selected = 0, n = 1;

  gtk_string_list_append (model, _ ("none"));
  for (char **column = self->shown->columns; *column != NULL; column++)
    {
      if (**column == '\0')
        continue;
      gtk_string_list_append (model, *column);
      if (g_strcmp0 (field->column, *column) == 0)
        selected = n;
      n++;
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), field->reason);
}

static void
set_entry_once (GtkWidget *entry, const char *text)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0' && text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
show_evidence (IbarImportDialog *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->date_order), self->shown->date_evidence);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->coordinates), self->shown->coordinate_evidence);
}

static void
show_preview (IbarImportDialog *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->shown->fields->len; i++)
    {
      const IbarImportField *field = g_ptr_array_index (self->shown->fields, i);
      GtkWidget *row = i < self->field_rows->len ? g_ptr_array_index (self->field_rows, i)
                                                 : add_field_row (self, field->field);

      fill_field_row (self, row, field);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format), self->shown->profile_title);
  set_entry_once (self->dataset, self->shown->dataset);
  set_entry_once (self->licence, self->shown->licence);
  set_entry_once (self->citation, self->shown->citation);
  if (self->shown->redistributable)
    gtk_switch_set_active (GTK_SWITCH (self->passed_on), TRUE);
  self->filling = FALSE;
  show_evidence (self);
  show_rows (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "setup");
  gtk_widget_set_sensitive (self->accept, self->path != NULL);
}

static void
preview_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  IbarImportPreview *preview = ibar_import_preview_new (&job->options, PREVIEW_ROWS, cancellable, &error);

  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify) ibar_import_preview_free);
  else
    g_task_return_error (task, error);
}

static void
preview_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IbarImportDialog *self = IBAR_IMPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  IbarImportPreview *preview;

  /* The answer to an older question is no answer. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      preview = g_task_propagate_pointer (G_TASK (result), NULL);
      g_clear_pointer (&preview, ibar_import_preview_free);
      return;
    }
  preview = g_task_propagate_pointer (G_TASK (result), &error);
  if (preview == NULL)
    {
      if (self->shown == NULL)
        show_failure (self, error->message);
      else
        adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->columns_group), error->message);
      gtk_widget_set_sensitive (self->accept, FALSE);
      return;
    }
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->columns_group), NULL);
  g_clear_pointer (&self->shown, ibar_import_preview_free);
  self->shown = preview;
  show_preview (self);
}

static GTask *
start_task (IbarImportDialog *self, GAsyncReadyCallback done)
{
  GTask *task;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, done, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job_new (self), job_free);
  return task;
}

static void
start_preview (IbarImportDialog *self)
{
  g_autoptr (GTask) task = start_task (self, preview_ready_cb);
  Job *job = g_task_get_task_data (task);

  /* What is shown in the entries came from the profile: another profile brings its own. */
  job->options.dataset = NULL;
  g_task_run_in_thread (task, preview_thread);
}

static void
choice_changed_cb (IbarImportDialog *self)
{
  if (!self->filling && self->input != NULL)
    start_preview (self);
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
  Job *job = data;
  GError *error = NULL;
  IbarImportResult *result = ibar_import_run (&job->options, progress_cb, job->dialog, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) ibar_import_result_free);
  else
    g_task_return_error (task, error);
}

static void
add_note_row (IbarImportDialog *self, const IbarImportNote *note)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("Line %" G_GINT64_FORMAT ": %s"), note->line, note->reason);
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
show_result (IbarImportDialog *self, const IbarImportResult *result)
{
  g_autofree char *text = ibar_import_result_to_text (result, FALSE);

  self->done = TRUE;
  gtk_label_set_text (GTK_LABEL (self->summary), text);
  for (guint i = 0; i < MIN (result->notes->len, 200); i++)
    add_note_row (self, g_ptr_array_index (result->notes, i));
  gtk_widget_set_visible (self->notes, result->notes->len > 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "done");
  gtk_button_set_label (GTK_BUTTON (self->accept), _ ("_Show"));
  gtk_widget_set_sensitive (self->accept, TRUE);
  gtk_widget_set_visible (self->cancel, FALSE);
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
    show_result (self, imported);
  else if (g_error_matches (error, IBAR_ERROR, IBAR_ERROR_CANCELLED))
    show_preview (self);
  else
    show_failure (self, error->message);
  g_clear_pointer (&imported, ibar_import_result_free);
}

static void
start_import (IbarImportDialog *self)
{
  g_autoptr (GTask) task = start_task (self, import_ready_cb);

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

/* Into ------------------------------------------------------------------------------------------- */

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
into_chosen_cb (GtkNativeDialog *chooser, int response, IbarImportDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        set_path (self, path);
    }
  g_object_unref (chooser);
}

static void
choose_into_clicked_cb (IbarImportDialog *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Import Into a Collection"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Select"), NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("collection.gpkg"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (into_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The open collection where it may be written to; else a new file among the user's documents. */
static void
suggest_path (IbarImportDialog *self, IbarSession *session)
{
  IbarCollection *collection = ibar_session_get_collection (session);
  const char *open = collection != NULL ? ibar_collection_get_path (collection) : NULL;
  g_autofree char *bundled = ibar_paths_get_data_file ("northern-kosovo.gpkg");
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
  BIND (preview_box);
  BIND (preview_title);
  BIND (preview);
  BIND (progress);
  BIND (summary);
  BIND (notes);
  BIND (failure);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_into_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ibar_import_dialog_init (IbarImportDialog *self)
{
  self->maps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->field_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Map of the first rows"), -1);
  gtk_box_append (GTK_BOX (self->preview_box), self->map);
  fill_choices (self);
  suggest_path (self, session);
  start_preview (self);
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
