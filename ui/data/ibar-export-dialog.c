/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The export dialog: a choice of events, a choice of format, and the terms of the data.
 *
 * Data whose terms forbid passing it on, or do not say, leaves only once the reader has ticked that he may. The
 * worker opens the file by itself: a connection belongs to one thread. */

#define G_LOG_DOMAIN "ibar-export-dialog"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-export-dialog.h"
#include "ibar-file-chooser.h"
#include "ibar-toasts.h"

struct _IbarExportDialog
{
  AdwWindow parent_instance;

  IbarSession  *session;     /* (owned) */
  GCancellable *cancellable; /* (owned) of the export that is under way */
  char         *restricted;  /* (nullable) data sets of the chosen events that may not be passed on */

  AdwComboRow     *scope;
  AdwComboRow     *format;
  GtkWidget       *terms;      /* shown where something is restricted */
  GtkWidget       *terms_row;
  GtkWidget       *may;        /* the tick */
  GtkWidget       *button;
  GtkWidget       *spinner;
  AdwToastOverlay *toasts;
};

enum
{
  EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarExportDialog, ibar_export_dialog, ADW_TYPE_WINDOW)

static const struct
{
  IbarExportFormat format;
  const char *label;
} formats[] = {
  { IBAR_EXPORT_CSV, N_ ("CSV table") },
  { IBAR_EXPORT_XLSX, N_ ("Excel workbook (XLSX)") },
  { IBAR_EXPORT_GEOJSON, N_ ("GeoJSON, for web maps") },
  { IBAR_EXPORT_GPKG, N_ ("GeoPackage: a collection, for Ibar and QGIS") },
  { IBAR_EXPORT_KML, N_ ("KML, for Google Earth") },
  { IBAR_EXPORT_FGB, N_ ("FlatGeobuf") },
  { IBAR_EXPORT_HTML, N_ ("HTML table") },
  { IBAR_EXPORT_TEXT, N_ ("Plain text") },
  { IBAR_EXPORT_BIBTEX, N_ ("Sources as BibTeX") },
  { IBAR_EXPORT_CSL_JSON, N_ ("Sources as CSL-JSON") },
  { IBAR_EXPORT_RIS, N_ ("Sources as RIS") },
};

/* What the worker needs, and what it found. */
typedef struct
{
  char *collection, *path, *filter;
  GArray *fids;
  IbarExportFormat format;
  IbarNameSetting names;
  guint n_left_out;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->collection);
  g_free (job->path);
  g_free (job->filter);
  g_array_unref (job->fids);
  g_free (job);
}

/* Choices ------------------------------------------------------------------------------------------- */

static IbarExportScope
get_scope (IbarExportDialog *self)
{
  return adw_combo_row_get_selected (self->scope) == 1 ? IBAR_EXPORT_SELECTED : IBAR_EXPORT_PASSING;
}

static IbarExportFormat
get_format (IbarExportDialog *self)
{
  return formats[MIN (adw_combo_row_get_selected (self->format), G_N_ELEMENTS (formats) - 1)].format;
}

static void
update_button (IbarExportDialog *self)
{
  gboolean allowed = self->restricted == NULL || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->may));

  gtk_widget_set_sensitive (self->button, allowed && self->cancellable == NULL);
  gtk_widget_set_visible (self->terms, self->restricted != NULL);
}

/* Which terms stand against passing the chosen events on. */
static void
scope_changed_cb (IbarExportDialog *self)
{
  g_autoptr (GArray) fids = ibar_session_dup_fids (self->session, get_scope (self));
  IbarExport export = { .collection = ibar_session_get_collection (self->session),
                        .fids = (const gint64 *) (gpointer) fids->data,
                        .n_fids = fids->len };

  g_clear_pointer (&self->restricted, g_free);
  self->restricted = ibar_export_dup_restricted (&export, NULL);
  if (self->restricted != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->terms_row), self->restricted);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->may), FALSE);
  update_button (self);
}

static GtkStringList *
make_scopes (IbarExportDialog *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  g_autoptr (GArray) selected = ibar_session_dup_fids (self->session, IBAR_EXPORT_SELECTED);
  guint n = ibar_session_get_n_passing (self->session), total = ibar_session_get_n_total (self->session);
  g_autofree char *passing
      = n < total
            ? ibar_dup_counts (ngettext ("%1$u of %2$u event, as filtered", "%1$u of %2$u events, as filtered", total), n, total)
            : ibar_dup_counts (ngettext ("The one event", "All %u events", total), total);

  gtk_string_list_append (list, passing);
  if (selected->len > 0)
    {
      g_autofree char *text
          = ibar_dup_counts (ngettext ("The selected event", "The %u selected events", selected->len), selected->len);

      gtk_string_list_append (list, text);
    }
  return list;
}

static GtkStringList *
make_formats (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    gtk_string_list_append (list, _ (formats[i].label));
  return list;
}

/* Writing ------------------------------------------------------------------------------------------- */

static void
write_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (job->collection, IBAR_COLLECTION_READ_ONLY, &error);
  IbarExport export = { collection, (const gint64 *) (gpointer) job->fids->data, job->fids->len, job->names,
                        job->filter, 0, cancellable };

  if (collection != NULL && ibar_export_write (&export, job->format, job->path, &error))
    {
      job->n_left_out = ibar_export_count_left_out (&export, job->format);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IbarExportDialog *self = IBAR_EXPORT_DIALOG (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->cancellable);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  update_button (self);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      ibar_toasts_say (self->toasts, error->message);
      return;
    }
  g_signal_emit (self, signals[EXPORTED], 0, job->path, job->fids->len - job->n_left_out);
  gtk_window_close (GTK_WINDOW (self));
}

void
ibar_export_dialog_write (IbarExportDialog *self, const char *path)
{
  g_autoptr (GTask) task = NULL;
  IbarCollection *collection;
  Job *job;

  g_return_if_fail (IBAR_IS_EXPORT_DIALOG (self) && path != NULL);
  if (!gtk_widget_get_sensitive (self->button))
    return;
  collection = ibar_session_get_collection (self->session);
  job = g_new0 (Job, 1);
  job->collection = g_strdup (ibar_collection_get_path (collection));
  job->path = g_strdup (path);
  job->filter = g_strdup (ibar_session_get_filter_text (self->session));
  job->fids = ibar_session_dup_fids (self->session, get_scope (self));
  job->format = get_format (self);
  job->names = *ibar_session_get_names (self->session);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  update_button (self);
  g_task_run_in_thread (task, write_in_worker);
}

static void
file_chosen (GtkWidget *window, const char *path)
{
  ibar_export_dialog_write (IBAR_EXPORT_DIALOG (window), path);
}

/* "The title of the collection.csv" */
static char *
suggest_name (IbarExportDialog *self)
{
  g_autofree char *name = g_strdelimit (g_strdup (ibar_session_get_collection_name (self->session)), "/\\:", '-');
  char *dot = g_str_has_suffix (name, ".gpkg") ? strrchr (name, '.') : NULL;

  if (dot != NULL)
    *dot = '\0';
  return g_strconcat (name, ibar_export_format_get_ending (get_format (self)), NULL);
}

static void
export_clicked_cb (IbarExportDialog *self)
{
  g_autofree char *name = suggest_name (self);

  ibar_file_chooser_ask (GTK_WINDOW (self),
                         &(IbarFileQuestion){ .title = _ ("Export"), .accept = _ ("_Export"), .name = name }, file_chosen);
}

/* The widget ---------------------------------------------------------------------------------------- */

static gboolean
ibar_export_dialog_close_request (GtkWindow *window)
{
  IbarExportDialog *self = IBAR_EXPORT_DIALOG (window);

  /* What is being written is given up; nothing is left of it. */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (ibar_export_dialog_parent_class)->close_request (window);
}

static void
ibar_export_dialog_finalize (GObject *object)
{
  IbarExportDialog *self = IBAR_EXPORT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self->restricted);
  G_OBJECT_CLASS (ibar_export_dialog_parent_class)->finalize (object);
}

static void
ibar_export_dialog_class_init (IbarExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ibar_export_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ibar_export_dialog_close_request;
  signals[EXPORTED] = g_signal_new ("exported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ibar_map/Ibar/ui/ibar-export-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, IbarExportDialog, name)
  BIND (scope);
  BIND (format);
  BIND (terms);
  BIND (terms_row);
  BIND (may);
  BIND (button);
  BIND (spinner);
  BIND (toasts);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ibar_export_dialog_init (IbarExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

IbarExportDialog *
ibar_export_dialog_new (GtkWindow *parent, IbarSession *session)
{
  IbarExportDialog *self = g_object_new (IBAR_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GtkStringList) scopes = NULL;
  g_autoptr (GtkStringList) names = make_formats ();

  self->session = g_object_ref (session);
  scopes = make_scopes (self);
  adw_combo_row_set_model (self->format, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->scope, G_LIST_MODEL (scopes));
  scope_changed_cb (self);
  return self;
}
