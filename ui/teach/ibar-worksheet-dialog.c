/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A form, and a worker that draws: choosing among all places and drawing a page takes longer than a frame. The
 * worker opens the collection again, as a connection belongs to one thread. */

#define G_LOG_DOMAIN "ibar-worksheet-dialog"

#include "config.h"

#include "ibar-worksheet-dialog.h"

#include <glib/gi18n-lib.h>

#include "ibar-file-chooser.h"
#include "ibar-form-rows.h"
#include "ibar-toasts.h"
#include "ibar-work.h"
#include "ibar-worksheet.h"

struct _IbarWorksheetDialog
{
  AdwWindow parent_instance;

  IbarSession *session; /* (owned) */
  guint        largest; /* of settlements, as a lesson says; 0 = all */

  GtkWidget       *set;
  GtkWidget       *questions;
  GtkWidget       *variants;
  GtkWidget       *seed;
  GtkWidget       *home;
  GtkWidget       *large_print;
  GtkWidget       *work;
  AdwToastOverlay *toasts;
};

/* What the worker needs, its own. */
typedef struct
{
  IbarRegion            *region; /* (owned) */
  char                  *collection;
  char                  *profile; /* (nullable) */
  char                  *path;
  IbarWorksheetSettings  settings;
  guint                  n_missing;
} Job;

G_DEFINE_FINAL_TYPE (IbarWorksheetDialog, ibar_worksheet_dialog, ADW_TYPE_WINDOW)

static void
job_free (gpointer data)
{
  Job *job = data;

  ibar_region_unref (job->region);
  g_free (job->collection);
  g_free (job->profile);
  g_free (job->path);
  g_free (job);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (job->collection, IBAR_COLLECTION_READ_ONLY, &error);
  g_autoptr (IbarQuizPool) pool
      = collection != NULL ? ibar_quiz_pool_new (job->region, collection, NULL, 0, &error) : NULL;

  if (pool != NULL
      && ibar_worksheets_write (pool, collection, &job->settings, job->path, &job->n_missing, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
drawn (gpointer window, GTask *task)
{
  IbarWorksheetDialog *self = IBAR_WORKSHEET_DIALOG (window);
  const Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (task, &error))
    {
      ibar_toasts_say (self->toasts, ibar_work_explain (error));
      return;
    }
  if (job->n_missing > 0)
    text = g_strdup_printf (ngettext ("Written, with %u place fewer: the set has no more",
                                      "Written, with %u places fewer: the set has no more", job->n_missing),
                            job->n_missing);
  ibar_toasts_say (self->toasts, text != NULL ? text : _ ("Worksheet and key written"));
}

/* Municipalities … landmarks, then all of them; events are no places to be named. */
static guint
get_sets (IbarWorksheetDialog *self)
{
  guint chosen = ibar_form_choice_get (self->set);

  return chosen < IBAR_QUIZ_EVENTS ? 1u << chosen : (1u << IBAR_QUIZ_EVENTS) - 1;
}

static void
write_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IbarWorksheetDialog *self = IBAR_WORKSHEET_DIALOG (widget);
  const IbarBoundaryProfile *profile = ibar_session_get_profile (self->session);
  Job *job = g_new0 (Job, 1);

  job->region = ibar_region_ref (ibar_session_get_region (self->session));
  job->collection = g_strdup (ibar_collection_get_path (ibar_session_get_collection (self->session)));
  job->profile = g_strdup (profile != NULL ? profile->id : NULL);
  job->path = g_variant_dup_string (parameter, NULL);
  job->settings = (IbarWorksheetSettings){ .sets = get_sets (self),
                                           .n_questions = (guint) ibar_form_number_get (self->questions),
                                           .seed = (guint64) ibar_form_number_get (self->seed),
                                           .names = *ibar_session_get_names (self->session),
                                           .largest = self->largest,
                                           .home = ibar_form_switch_get (self->home),
                                           .n_variants = (guint) ibar_form_number_get (self->variants),
                                           .large_print = ibar_form_switch_get (self->large_print),
                                           .profile = job->profile };
  ibar_work_begin (IBAR_WORK (self->work), draw_in_thread, job, job_free, drawn);
}

static void
write_path (GtkWidget *widget, const char *path)
{
  gtk_widget_activate_action (widget, "worksheet.write", "s", path);
}

static void
save_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ibar_file_chooser_ask (GTK_WINDOW (widget),
                         &(IbarFileQuestion){ .title = _ ("Save the Worksheet"), .name = _ ("Worksheet.pdf") }, write_path);
}

void
ibar_worksheet_dialog_set_task (IbarWorksheetDialog *self, const IbarLessonTask *task)
{
  guint chosen = IBAR_QUIZ_EVENTS; /* all of them */

  g_return_if_fail (IBAR_IS_WORKSHEET_DIALOG (self));
  for (guint set = 0; set < IBAR_QUIZ_EVENTS; set++)
    if (task->sets == 1u << set)
      chosen = set;
  ibar_form_choice_set (self->set, chosen);
  ibar_form_number_set (self->questions, (int) task->n_questions);
  ibar_form_number_set (self->seed, (int) MIN (task->seed, 999999));
  gtk_switch_set_active (GTK_SWITCH (self->home), task->home);
  self->largest = task->largest;
}

static void
ibar_worksheet_dialog_dispose (GObject *object)
{
  g_clear_object (&IBAR_WORKSHEET_DIALOG (object)->session);
  G_OBJECT_CLASS (ibar_worksheet_dialog_parent_class)->dispose (object);
}

static void
ibar_worksheet_dialog_class_init (IbarWorksheetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_worksheet_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "worksheet.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "worksheet.write", "s", write_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_form (IbarWorksheetDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) sets = gtk_string_list_new (NULL);

  for (guint set = 0; set < IBAR_QUIZ_EVENTS; set++)
    gtk_string_list_append (sets, ibar_quiz_set_get_title ((IbarQuizSet) set));
  gtk_string_list_append (sets, _ ("All of them"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("A blank map with numbers, a word bank below, and the answer key on a page of its own. Names and boundaries are "
         "those of the window."));
  self->set = ibar_form_add_choice (group, _ ("_Places"), G_LIST_MODEL (sets), IBAR_QUIZ_SETTLEMENTS);
  self->questions = ibar_form_add_number (group, _ ("_Numbers on the Map"), NULL, 1, IBAR_WORKSHEET_MOST_QUESTIONS, 12);
  self->variants
      = ibar_form_add_number (group, _ ("_Variants"), _ ("So many sheets that differ"), 1, IBAR_WORKSHEET_MOST_VARIANTS, 1);
  self->seed = ibar_form_add_number (group, _ ("S_eed"), _ ("The same seed gives the same sheet"), 0, 999999, 1);
  self->home = ibar_form_add_switch (group, _ ("Only the _Region Itself"), _ ("Nothing of its surroundings"), TRUE);
  self->large_print = ibar_form_add_switch (group, _ ("_Large Print"), NULL, FALSE);
  return group;
}

static void
ibar_worksheet_dialog_init (IbarWorksheetDialog *self)
{
  self->toasts = ibar_form_fill_window (ADW_WINDOW (self), _ ("Worksheet"), _ ("_Save as PDF…"), "worksheet.save",
                                        make_form (self), &self->work);
}

GtkWidget *
ibar_worksheet_dialog_new (GtkWindow *parent, IbarSession *session)
{
  IbarWorksheetDialog *self = g_object_new (IBAR_TYPE_WORKSHEET_DIALOG, "transient-for", parent, "modal", TRUE,
                                            "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
