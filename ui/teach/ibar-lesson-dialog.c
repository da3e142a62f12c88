/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes into a lesson: a switch for each tour, and the rest of a small form. */

#define G_LOG_DOMAIN "ibar-lesson-dialog"

#include "config.h"

#include "ibar-lesson-dialog.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-file-chooser.h"
#include "ibar-form-rows.h"
#include "ibar-lesson.h"
#include "ibar-paths.h"
#include "ibar-toasts.h"
#include "ibar-work.h"

struct _IbarLessonDialog
{
  AdwWindow parent_instance;

  IbarSession *session;  /* (owned) */
  GPtrArray   *stories;  /* (owned) of IbarStory */
  GPtrArray   *switches; /* (owned) of GtkWidget, one a tour */

  GtkWidget       *group;
  GtkWidget       *filter;
  GtkWidget       *quiz;
  GtkWidget       *worksheet;
  GtkWidget       *questions;
  GtkWidget       *seed;
  GtkWidget       *map; /* (nullable) the region is one of the reader's own */
  GtkWidget       *read_only;
  GtkWidget       *work;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (IbarLessonDialog, ibar_lesson_dialog, ADW_TYPE_WINDOW)

/* A line of settings; NULL where none is wanted. */
static char *
dup_settings (IbarLessonDialog *self, GtkWidget *choice)
{
  guint chosen = ibar_form_choice_get (choice);
  IbarLessonTask task = { .kinds = (1u << IBAR_N_QUIZ_KINDS) - 1,
                          .n_questions = (guint) ibar_form_number_get (self->questions),
                          .seed = (guint64) ibar_form_number_get (self->seed),
                          .names = *ibar_session_get_names (self->session) };

  if (chosen == 0)
    return NULL;
  task.sets = 1u << (chosen - 1);
  return ibar_lesson_task_format (&task);
}

static char **
dup_tours (IbarLessonDialog *self)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < self->stories->len; i++)
    if (ibar_form_switch_get (self->switches->pdata[i]))
      g_ptr_array_add (ids, g_strdup (((const IbarStory *) self->stories->pdata[i])->id));
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (ids, FALSE);
}

/* What the worker needs, its own. */
typedef struct
{
  IbarRegion *map; /* (owned) (nullable) */
  char      **tours;
  char       *collection, *path;
  char       *quiz, *worksheet, *filter; /* (nullable) */
  gboolean    read_only;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->map, ibar_region_unref);
  g_strfreev (job->tours);
  g_free (job->collection);
  g_free (job->path);
  g_free (job->quiz);
  g_free (job->worksheet);
  g_free (job->filter);
  g_free (job);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  const char *const quizzes[] = { job->quiz, NULL };
  const char *const worksheets[] = { job->worksheet, NULL };
  GError *error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (job->collection, IBAR_COLLECTION_READ_ONLY, &error);
  IbarLesson lesson = { .collection = collection,
                        .stories = (const char *const *) job->tours,
                        .quizzes = quizzes,
                        .worksheets = worksheets,
                        .filter = job->filter,
                        .map = job->map,
                        .read_only = job->read_only,
                        .cancellable = cancellable };

  if (collection != NULL && ibar_lesson_write (&lesson, job->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written (gpointer window, GTask *task)
{
  IbarLessonDialog *self = IBAR_LESSON_DIALOG (window);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (task, &error))
    ibar_toasts_say (self->toasts, _ ("Lesson written"));
  else
    ibar_toasts_say (self->toasts, ibar_work_explain (error));
}

static void
write_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IbarLessonDialog *self = IBAR_LESSON_DIALOG (widget);
  Job *job = g_new0 (Job, 1);

  job->collection = g_strdup (ibar_collection_get_path (ibar_session_get_collection (self->session)));
  job->path = g_variant_dup_string (parameter, NULL);
  job->tours = dup_tours (self);
  job->quiz = dup_settings (self, self->quiz);
  job->worksheet = dup_settings (self, self->worksheet);
  job->read_only = ibar_form_switch_get (self->read_only);
  if (self->map != NULL && ibar_form_switch_get (self->map))
    job->map = ibar_region_ref (ibar_session_get_region (self->session));
  if (ibar_form_switch_get (self->filter))
    job->filter = g_strdup (ibar_session_get_filter_text (self->session));
  ibar_work_begin (IBAR_WORK (self->work), write_in_thread, job, job_free, written);
}

static void
write_path (GtkWidget *widget, const char *path)
{
  gtk_widget_activate_action (widget, "lesson.write", "s", path);
}

static void
save_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ibar_file_chooser_ask (GTK_WINDOW (widget), &(IbarFileQuestion){ .title = _ ("Save the Lesson"), .name = _ ("Lesson.gpkg") },
                         write_path);
}

static void
ibar_lesson_dialog_dispose (GObject *object)
{
  IbarLessonDialog *self = IBAR_LESSON_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->stories, g_ptr_array_unref);
  g_clear_pointer (&self->switches, g_ptr_array_unref);
  G_OBJECT_CLASS (ibar_lesson_dialog_parent_class)->dispose (object);
}

static void
ibar_lesson_dialog_class_init (IbarLessonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_lesson_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "lesson.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "lesson.write", "s", write_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ibar_lesson_dialog_init (IbarLessonDialog *self)
{
  self->switches = g_ptr_array_new ();
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->group),
      _ ("One file for another computer, which needs no network: tours, a quiz, a worksheet, and the events they show."));
  self->toasts = ibar_form_fill_window (ADW_WINDOW (self), _ ("Lesson"), _ ("_Save the Lesson…"), "lesson.save",
                                        self->group, &self->work);
}

/* "None", then the sets. */
static GtkWidget *
add_sets (IbarLessonDialog *self, const char *title, guint n_sets)
{
  g_autoptr (GtkStringList) sets = gtk_string_list_new (NULL);

  gtk_string_list_append (sets, _ ("None"));
  for (guint set = 0; set < n_sets; set++)
    gtk_string_list_append (sets, ibar_quiz_set_get_title ((IbarQuizSet) set));
  return ibar_form_add_choice (self->group, title, G_LIST_MODEL (sets), 0);
}

/* The region that the program comes with is on the other computer already. */
static void
add_map (IbarLessonDialog *self)
{
  IbarRegion *region = ibar_session_get_region (self->session);
  g_autofree char *bundled = ibar_paths_get_data_file ("region.gpkg");
  g_autofree char *size = NULL;
  g_autofree char *subtitle = NULL;
  GStatBuf about;

  if (region == NULL || g_str_equal (ibar_region_get_path (region), bundled)
      || g_stat (ibar_region_get_path (region), &about) != 0)
    return;
  size = g_format_size ((guint64) about.st_size);
  subtitle = g_strdup_printf (_ ("“%1$s”, %2$s. Without it, the other computer's map is used, and quizzes of places may "
                                 "ask something else."),
                              ibar_region_get_title (region), size);
  self->map = ibar_form_add_switch (self->group, _ ("Take the _Map Along"), subtitle, TRUE);
}

GtkWidget *
ibar_lesson_dialog_new (GtkWindow *parent, IbarSession *session)
{
  IbarLessonDialog *self
      = g_object_new (IBAR_TYPE_LESSON_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  self->stories = ibar_story_list (ibar_session_get_collection (session), NULL);
  if (self->stories == NULL)
    self->stories = g_ptr_array_new ();
  for (guint i = 0; i < self->stories->len; i++)
    {
      g_autoptr (GString) title = g_string_new (((const IbarStory *) self->stories->pdata[i])->title);

      g_string_replace (title, "_", "__", 0);
      g_ptr_array_add (self->switches, ibar_form_add_switch (self->group, title->str, _ ("Tour"), i == 0));
    }
  self->filter = ibar_form_add_switch (self->group, _ ("Events of the Present _Filter"), NULL, self->stories->len == 0);
  self->quiz = add_sets (self, _ ("_Quiz"), IBAR_N_QUIZ_SETS);
  self->worksheet = add_sets (self, _ ("_Worksheet"), IBAR_QUIZ_EVENTS);
  self->questions = ibar_form_add_number (self->group, _ ("Q_uestions"), NULL, 1, 40, 12);
  self->seed = ibar_form_add_number (self->group, _ ("S_eed"), _ ("The same seed gives the same questions"), 0, 999999, 1);
  add_map (self);
  self->read_only = ibar_form_add_switch (self->group, _ ("_Read-Only"),
                                          _ ("Whoever opens it must save a copy to change it"), FALSE);
  return GTK_WIDGET (self);
}
