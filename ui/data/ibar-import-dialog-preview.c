/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The import dialog's preview: the first rows as the events they will become, on a list and on a small map, and the guesses
 * that led there, each with its reason and to be changed. */

#define G_LOG_DOMAIN "ibar-import-dialog"

#include "config.h"

#include "ibar-import-dialog-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-map.h"

#define PREVIEW_ROWS 50

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
          = g_strdup_printf (_ ("Line %" PRId64 " will be rejected"), row->line);

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
  ibar_import_dialog_start_preview (self);
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

/* What the last preview said. */
void
ibar_import_dialog_show_preview (IbarImportDialog *self)
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
  IbarImportJob *job = data;
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
        ibar_import_dialog_show_failure (self, error->message);
      else
        adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->columns_group), error->message);
      gtk_widget_set_sensitive (self->accept, FALSE);
      return;
    }
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->columns_group), NULL);
  g_clear_pointer (&self->shown, ibar_import_preview_free);
  self->shown = preview;
  ibar_import_dialog_show_preview (self);
}

void
ibar_import_dialog_start_preview (IbarImportDialog *self)
{
  g_autoptr (GTask) task = ibar_import_dialog_start_task (self, preview_ready_cb);
  IbarImportJob *job = g_task_get_task_data (task);

  /* What is shown in the entries came from the profile: another profile brings its own. */
  job->options.dataset = NULL;
  g_task_run_in_thread (task, preview_thread);
}
