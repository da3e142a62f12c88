/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of the list of tours: a tour with what can be done to it, and what a lesson asks below them. */

#define G_LOG_DOMAIN "ibar-tours-dialog"

#include "config.h"

#include "ibar-tours-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "ibar-lesson.h"
#include "ibar-parts.h"

/* A tour ------------------------------------------------------------------------------------------------- */

static void
export_path (GtkWidget *window, const char *path)
{
  IbarToursDialog *self = IBAR_TOURS_DIALOG (window);

  ibar_tours_dialog_export (self, self->exporting, path);
}

static const char *
get_id (gpointer widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW)), "ibar-id");
}

static void
present_clicked_cb (GtkWidget *widget, IbarToursDialog *self)
{
  g_autofree char *id = g_strdup (get_id (widget));

  g_signal_emit_by_name (self, "present-tour", id);
}

static void
edit_clicked_cb (GtkButton *button, IbarToursDialog *self)
{
  g_signal_emit_by_name (self, "edit-tour", get_id (button));
}

static void
export_clicked_cb (GtkButton *button, IbarToursDialog *self)
{
  g_autofree char *name = g_strconcat (get_id (button), ".gpkg", NULL);

  g_free (self->exporting);
  self->exporting = g_strdup (get_id (button));
  ibar_tours_dialog_choose (self, _ ("Export a Tour with Its Events"), name, export_path);
}

static void
delete_clicked_cb (GtkButton *button, IbarToursDialog *self)
{
  g_autofree char *id = g_strdup (get_id (button));

  ibar_tours_dialog_delete (self, id);
}

static void
add_button (GtkWidget *row, const char *icon, const char *format, const char *title, GCallback callback,
            IbarToursDialog *self, gboolean sensitive)
{
  g_autoptr (GString) name = g_string_new (format);
  GtkWidget *button;

  g_string_replace (name, "%s", title, 1);
  button = ibar_part_icon_button (icon, name->str);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, sensitive);
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

void
ibar_tours_dialog_add_story (IbarToursDialog *self, const IbarStory *story)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *steps = g_strdup_printf (ngettext ("%u step", "%u steps", story->n_steps), story->n_steps);
  g_autofree char *subtitle = story->description != NULL ? g_strdup_printf ("%s · %s", steps, story->description)
                                                         : g_strdup (steps);
  gboolean mine = self->writable && !story->read_only;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), story->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_object_set_data_full (G_OBJECT (row), "ibar-id", g_strdup (story->id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (present_clicked_cb), self);
  add_button (row, "media-playback-start-symbolic", _ ("Present “%s”"), story->title, G_CALLBACK (present_clicked_cb),
              self, story->n_steps > 0);
  add_button (row, "document-edit-symbolic", _ ("Change “%s”"), story->title, G_CALLBACK (edit_clicked_cb), self, mine);
  add_button (row, "document-save-as-symbolic", _ ("Export “%s”"), story->title, G_CALLBACK (export_clicked_cb), self,
              TRUE);
  add_button (row, "user-trash-symbolic", _ ("Delete “%s”"), story->title, G_CALLBACK (delete_clicked_cb), self, mine);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* What a lesson asks: settings ----------------------------------------------------------------------------- */

static void
task_activated_cb (GtkWidget *row, IbarToursDialog *self)
{
  const char *signal = g_object_get_data (G_OBJECT (row), "ibar-signal");
  g_autofree char *words = g_strdup (get_id (row));

  /* First the news, then the end: nobody else keeps the window. */
  g_signal_emit_by_name (self, signal, words);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_task (IbarToursDialog *self, const char *kind, const char *signal, const char *words)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = NULL;
  g_autoptr (GError) error = NULL;
  IbarLessonTask task;
  gboolean whole = ibar_lesson_task_parse (words, &task, &error);

  subtitle = whole ? ibar_lesson_task_describe (&task) : g_strdup (error->message);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), kind);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), whole);
  g_object_set_data_full (G_OBJECT (row), "ibar-id", g_strdup (words), g_free);
  g_object_set_data (G_OBJECT (row), "ibar-signal", (gpointer) signal);
  g_signal_connect (row, "activated", G_CALLBACK (task_activated_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* What a quiz asks depends on the map: the lesson's own is shown only when the reader says so. */
static void
map_activated_cb (GtkWidget *row, IbarToursDialog *self)
{
  ibar_tours_dialog_take_map (self);
}

guint
ibar_tours_dialog_add_map (IbarToursDialog *self, IbarCollection *collection)
{
  IbarRegion *region = ibar_session_get_region (self->session);
  gint64 bytes = 0;
  g_autofree char *title = ibar_lesson_dup_map (collection, &bytes);
  g_autofree char *path = ibar_lesson_dup_map_path (collection);
  g_autofree char *size = g_format_size ((guint64) bytes);
  g_autofree char *subtitle = NULL;
  GtkWidget *row;
  gboolean shown;

  if (title == NULL)
    return 0;
  shown = region != NULL && path != NULL && g_str_equal (ibar_region_get_path (region), path);
  subtitle = shown ? g_strdup_printf (_ ("“%s”: the map shows it"), title)
                   : g_strdup_printf (_ ("“%1$s”, %2$s. The map shows another one: its quizzes may ask something else. "
                                         "Activate to use this one."),
                                      title, size);
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Map of This Lesson"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !shown);
  g_signal_connect (row, "activated", G_CALLBACK (map_activated_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  return 1;
}

guint
ibar_tours_dialog_add_tasks (IbarToursDialog *self, IbarCollection *collection)
{
  g_auto (GStrv) quizzes = ibar_lesson_dup_settings (collection, "quiz");
  g_auto (GStrv) worksheets = ibar_lesson_dup_settings (collection, "worksheet");

  for (guint i = 0; quizzes[i] != NULL; i++)
    add_task (self, _ ("Quiz"), "start-quiz", quizzes[i]);
  for (guint i = 0; worksheets[i] != NULL; i++)
    add_task (self, _ ("Worksheet"), "make-worksheet", worksheets[i]);
  return g_strv_length (quizzes) + g_strv_length (worksheets);
}
