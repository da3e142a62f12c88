/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog "More Detail": what a region is made of, and the building of it in a worker.
 *
 * The worker writes how far it is into `share`, which the dialog reads PROGRESS_MS apart while it
 * is at work. Closing the dialog cancels. The region is written where the user's data is kept,
 * under its name; nothing is there before it is complete. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-region-dialog"

#include "ibar-region-dialog-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-region-build.h"
#include "ibar-ui-resources.h"

#define PROGRESS_MS 100
#define PER_MILLE 1000

enum
{
  SIGNAL_BUILT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarRegionDialog, ibar_region_dialog, ADW_TYPE_WINDOW)

/* What a worker builds from: a copy of the form. */
typedef struct
{
  IbarRegionDialog *dialog; /* (unowned) the task's source */
  IbarRegionBuild build;
  char *extract;
  char *title;
  char *path;
  GPtrArray *tiles;   /* ended by NULL */
  GPtrArray *credits; /* ended by NULL */
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->extract);
  g_free (job->title);
  g_free (job->path);
  g_ptr_array_unref (job->tiles);
  g_ptr_array_unref (job->credits);
  g_free (job);
}

/* The form
 * ------------------------------------------------------------------------------------------------
 */

static char *
dup_text (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static gboolean
read_box (IbarRegionDialog *self, IbarExtent *extent)
{
  g_auto (GStrv) words = g_strsplit (gtk_editable_get_text (self->box), ",", -1);
  double sides[4];

  if (g_strv_length (words) != 4)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      char *end;

      g_strstrip (words[i]);
      sides[i] = g_ascii_strtod (words[i], &end);
      if (end == words[i] || *end != '\0')
        return FALSE;
    }
  *extent = (IbarExtent){ sides[0], sides[1], sides[2], sides[3] };
  /* Over the antimeridian the east side has the smaller number. */
  return extent->south < extent->north
         && (extent->west < extent->east || (extent->west > extent->east && extent->east + 360 - extent->west <= 180));
}

/* What is still missing; NULL: nothing. */
static const char *
find_gap (IbarRegionDialog *self)
{
  g_autofree char *credit = dup_text (self->credit);
  IbarExtent extent;

  if (self->extract == NULL)
    return "";
  if (!read_box (self, &extent))
    return _ (
        "The box must be west, south, east, north in degrees, such as 20.4, 42.8, 21.1, 43.3");
  if (self->tiles->len > 0 && *credit == '\0')
    return _ ("Elevation needs a line that says whose it is");
  return NULL;
}

/* Says what is missing, and lets it be built when nothing is. */
void
ibar_region_dialog_check (IbarRegionDialog *self)
{
  const char *gap = find_gap (self);

  gtk_widget_set_sensitive (self->build, gap == NULL && self->cancellable == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->credit), self->tiles->len > 0);
  gtk_widget_remove_css_class (GTK_WIDGET (self->message), "error");
  gtk_label_set_label (self->message, gap != NULL ? gap : "");
}

/* The worker
 * ------------------------------------------------------------------------------------------------
 */

static void
progressed_cb (double share, gpointer user_data)
{
  Job *job = user_data;

  g_atomic_int_set (&job->dialog->share, (int) (share * PER_MILLE));
}

static void
build_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (ibar_region_build (&job->build, job->path, progressed_cb, job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  IbarRegionDialog *self = IBAR_REGION_DIALOG (user_data);

  gtk_progress_bar_set_fraction (self->progress,
                                 (double) g_atomic_int_get (&self->share) / PER_MILLE);
  return G_SOURCE_CONTINUE;
}

static void
set_working (IbarRegionDialog *self, gboolean working)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (working)
    self->progress_source = g_timeout_add (PROGRESS_MS, show_progress_cb, self);
  else
    g_clear_object (&self->cancellable);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), working);
  gtk_widget_set_visible (self->cancel, working);
  gtk_widget_set_sensitive (self->form, !working);
  ibar_region_dialog_check (self);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IbarRegionDialog) self = IBAR_REGION_DIALOG (user_data);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean good = g_task_propagate_boolean (G_TASK (result), &error);
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));

  if (self->cancellable == NULL)
    return; /* closed meanwhile */
  set_working (self, FALSE);
  if (good)
    g_signal_emit (self, signals[SIGNAL_BUILT], 0, job->path);
  else if (cancelled)
    gtk_label_set_label (self->message, _ ("Stopped; nothing has been written"));
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
      gtk_label_set_label (self->message, error->message);
    }
}

/* Where the user's regions are kept, by the name of the extract. */
static char *
dup_output (IbarRegionDialog *self)
{
  g_autofree char *name = g_path_get_basename (self->extract);
  g_autofree char *file = NULL;
  char *dot = strchr (name, '.');

  if (self->output != NULL)
    return g_strdup (self->output);
  if (dot != NULL && dot != name)
    *dot = '\0';
  file = g_strconcat (name, ".gpkg", NULL);
  return g_build_filename (g_get_user_data_dir (), "ibar", "regions", file, NULL);
}

static Job *
make_job (IbarRegionDialog *self)
{
  Job *job = g_new0 (Job, 1);

  job->dialog = self;
  job->extract = g_strdup (self->extract);
  job->title = dup_text (self->name);
  job->path = dup_output (self);
  job->tiles = g_ptr_array_new_with_free_func (g_free);
  job->credits = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->tiles->len; i++)
    g_ptr_array_add (job->tiles, g_strdup (g_ptr_array_index (self->tiles, i)));
  if (self->tiles->len > 0)
    g_ptr_array_add (job->credits, dup_text (self->credit));
  g_ptr_array_add (job->tiles, NULL);
  g_ptr_array_add (job->credits, NULL);
  job->build.osm = job->extract;
  job->build.title = *job->title != '\0' ? job->title : NULL;
  job->build.dem = (const char *const *) job->tiles->pdata;
  job->build.credits = (const char *const *) job->credits->pdata;
  read_box (self, &job->build.bbox);
  return job;
}

/**
 * ibar_region_dialog_build:
 * @self: the dialog
 *
 * Builds what the form says, unless something is missing in it or a building is under way.
 */
void
ibar_region_dialog_build (IbarRegionDialog *self)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *folder = NULL;
  Job *job;

  g_return_if_fail (IBAR_IS_REGION_DIALOG (self));

  if (self->cancellable != NULL || find_gap (self) != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_atomic_int_set (&self->share, 0);
  set_working (self, TRUE);
  job = make_job (self);
  folder = g_path_get_dirname (job->path);
  g_mkdir_with_parents (folder, 0755);
  /* The dialog is not the task's source: the thread may be the last to let go of the task, and a
   * widget must not end in it. */
  task = g_task_new (NULL, self->cancellable, built_cb, g_object_ref (self));
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, build_in_worker);
}

/**
 * ibar_region_dialog_cancel:
 * @self: the dialog
 *
 * Stops the building; what was at the place of the region before is still there.
 */
void
ibar_region_dialog_cancel (IbarRegionDialog *self)
{
  g_return_if_fail (IBAR_IS_REGION_DIALOG (self));

  g_cancellable_cancel (self->cancellable);
}

/* The widget
 * ------------------------------------------------------------------------------------------------
 */

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, IbarRegionDialog *self)
{
  g_autofree char *path
      = G_VALUE_HOLDS (value, G_TYPE_FILE) ? g_file_get_path (g_value_get_object (value)) : NULL;

  if (path == NULL || self->cancellable != NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".hgt") || g_str_has_suffix (path, ".tif")
      || g_str_has_suffix (path, ".tiff"))
    ibar_region_dialog_add_tile (self, path);
  else
    ibar_region_dialog_set_extract (self, path);
  return TRUE;
}

static void
ibar_region_dialog_dispose (GObject *object)
{
  IbarRegionDialog *self = IBAR_REGION_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  G_OBJECT_CLASS (ibar_region_dialog_parent_class)->dispose (object);
}

static void
ibar_region_dialog_finalize (GObject *object)
{
  IbarRegionDialog *self = IBAR_REGION_DIALOG (object);

  g_free (self->extract);
  g_free (self->output);
  g_ptr_array_unref (self->tiles);
  G_OBJECT_CLASS (ibar_region_dialog_parent_class)->finalize (object);
}

/* A task at work holds the dialog: the closing has to stop it. */
static gboolean
ibar_region_dialog_close_request (GtkWindow *window)
{
  ibar_region_dialog_cancel (IBAR_REGION_DIALOG (window));
  return GTK_WINDOW_CLASS (ibar_region_dialog_parent_class)->close_request (window);
}

static void
ibar_region_dialog_class_init (IbarRegionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_region_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ibar_region_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ibar_region_dialog_close_request;
  signals[SIGNAL_BUILT] = g_signal_new ("built", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  ibar_ui_get_resource (); /* a static library drops what nobody names */
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ibar_map/Ibar/ui/ibar-region-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, form);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, extract_row);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, tiles_row);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, choose_extract);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, choose_tiles);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, credit);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, name);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, box);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, message);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, IbarRegionDialog, build);
  gtk_widget_class_bind_template_callback_full (widget_class, "changed_cb", G_CALLBACK (ibar_region_dialog_check));
  gtk_widget_class_bind_template_callback_full (widget_class, "choose_extract_cb",
                                                G_CALLBACK (ibar_region_dialog_choose_extract));
  gtk_widget_class_bind_template_callback_full (widget_class, "choose_tiles_cb", G_CALLBACK (ibar_region_dialog_choose_tiles));
  gtk_widget_class_bind_template_callback (widget_class, ibar_region_dialog_build);
  gtk_widget_class_bind_template_callback (widget_class, ibar_region_dialog_cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ibar_region_dialog_init (IbarRegionDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->tiles = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  ibar_region_dialog_check (self);
}

/**
 * ibar_region_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @extent: (nullable): what the region is to cover, until somebody says otherwise
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
ibar_region_dialog_new (GtkWindow *parent, const IbarExtent *extent)
{
  IbarRegionDialog *self = g_object_new (IBAR_TYPE_REGION_DIALOG, "transient-for", parent, NULL);
  char numbers[4][G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = NULL;

  if (extent != NULL)
    {
      g_ascii_formatd (numbers[0], sizeof numbers[0], "%.4f", extent->west);
      g_ascii_formatd (numbers[1], sizeof numbers[1], "%.4f", extent->south);
      g_ascii_formatd (numbers[2], sizeof numbers[2], "%.4f", extent->east);
      g_ascii_formatd (numbers[3], sizeof numbers[3], "%.4f", extent->north);
      text = g_strdup_printf ("%s, %s, %s, %s", numbers[0], numbers[1], numbers[2], numbers[3]);
      gtk_editable_set_text (self->box, text);
    }
  return GTK_WIDGET (self);
}
