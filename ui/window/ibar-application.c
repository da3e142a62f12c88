/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program with a window: one process, one window a collection file.
 *
 * Without a file it opens the bundled collection. A file named on the command line that cannot be opened
 * is told in a dialog and on stderr, and the program ends with status 1 when its window is closed. */

#define G_LOG_DOMAIN "ibar-application"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-application.h"
#include "ibar-paths.h"
#include "ibar-renderer.h"
#include "ibar-screenshot.h"
#include "ibar-server-tiles.h"
#include "ibar-trace.h"
#include "ibar-ui-resources.h"
#include "ibar-verbs.h"
#include "ibar-window.h"

struct _IbarApplication
{
  AdwApplication parent_instance;

  GSettings *settings;   /* (owned) (nullable) */
  IbarBaseMaps *base_maps; /* (owned) (nullable) until a window asks */
  char      *screenshot; /* (nullable) where to write a picture of the window, then end */
  char      *filter;     /* (nullable) of the command line */
  char      *view;       /* (nullable) a saved view, of the command line */
  char      *select;     /* (nullable) an event's id, of the command line */
  gboolean   understood; /* the command line's options */
  gboolean   failed;
};

G_DEFINE_FINAL_TYPE (IbarApplication, ibar_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *accels[4];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "win.open", { "<Control>o" } },
  { "win.compose-figure", { "<Control>e" } },
  { "win.quiz", { "<Control>j" } },
  { "win.import", { "<Control>i" } },
  { "win.export", { "<Control><Shift>e" } },
  { "win.save-view", { "<Control>d" } },
  { "win.manage-views", { "<Control><Shift>d" } },
  { "win.tours", { "<Control>t" } },
  { "win.worksheet", { "<Control><Shift>t" } },
  { "win.close", { "<Control>w" } },
  { "win.search", { "<Control>f" } },
  { "win.back", { "<Alt>Left" } },
  { "win.forward", { "<Alt>Right" } },
  { "win.next-event", { "<Alt>Down" } },
  { "win.previous-event", { "<Alt>Up" } },
  { "win.show-filters", { "F9" } },
  { "win.show-details", { "<Shift>F9" } },
  { "win.show-timeline", { "<Control>F9" } },
  { "win.clear-filter", { "<Control><Shift>Delete" } },
  { "win.home", { "<Alt>Home" } },
  { "win.fullscreen", { "F11" } },
  { "map.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "map.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
  { "map.north", { "<Control>0" } },
  { "win.menu", { "F10" } },
  { "win.show-help-overlay", { "<Control>question", "<Control>F1" } },
};

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *self = GTK_APPLICATION (data);
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (self));

  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_activated },
};

/* A schema that is not there is no reason to abort, as g_settings_new() would. A program that is not
 * installed finds its own beside its data. */
static GSettings *
find_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) beside = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *data_dir = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, IBAR_APP_ID, TRUE);
  if (schema == NULL)
    {
      data_dir = ibar_paths_get_data_dir ();
      beside = g_settings_schema_source_new_from_directory (data_dir, source, FALSE, NULL);
    }
  if (beside != NULL)
    schema = g_settings_schema_source_lookup (beside, IBAR_APP_ID, FALSE);
  if (schema == NULL)
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}

static void
ibar_application_startup (GApplication *application)
{
  IbarApplication *self = IBAR_APPLICATION (application);

  ibar_trace ("startup");
  G_APPLICATION_CLASS (ibar_application_parent_class)->startup (application);
  ibar_renderer_choose (gdk_display_get_default ());
  gtk_window_set_default_icon_name (IBAR_APP_ID);
  self->settings = find_settings ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           (const char *const *) accelerators[i].accels);
}

static gboolean
is_ready_cb (GtkWindow *window, gpointer data)
{
  return ibar_window_is_ready (IBAR_WINDOW (window));
}

static void
screenshot_taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IbarApplication *self = IBAR_APPLICATION (data);
  g_autoptr (GError) error = NULL;

  if (!ibar_screenshot_take_finish (GTK_WINDOW (source), result, &error))
    {
      g_printerr ("ibar: %s\n", error->message);
      self->failed = TRUE;
    }
  gtk_window_destroy (GTK_WINDOW (source));
}

static void
take_screenshot (IbarApplication *self, IbarWindow *window)
{
  ibar_screenshot_take_async (GTK_WINDOW (window), self->screenshot, is_ready_cb, NULL, NULL,
                              screenshot_taken_cb, self);
}

static void
trace_passes_cb (GtkWidget *widget, gpointer data)
{
  ibar_trace_passes (G_OBJECT (gtk_widget_get_frame_clock (widget)));
}

static void
ibar_application_shutdown (GApplication *application)
{
  ibar_server_tiles_write_cache ();
  G_APPLICATION_CLASS (ibar_application_parent_class)->shutdown (application);
}

/* The region the user built last, if it is still there. */
static char *
dup_region (IbarApplication *self)
{
  g_autofree char *path
      = self->settings != NULL ? g_settings_get_string (self->settings, "region") : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  return ibar_paths_get_data_file ("region.gpkg");
}

static IbarWindow *
make_window (IbarApplication *self)
{
  IbarWindow *window = ibar_window_new (self);
  g_autofree char *region = dup_region (self);

  ibar_window_load_region (window, region);
  ibar_window_ask (window, self->filter, self->view, self->select);
  if (self->screenshot != NULL)
    take_screenshot (self, window);
  g_signal_connect (window, "realize", G_CALLBACK (trace_passes_cb), NULL);
  if (ibar_trace_is_on ())
    ibar_window_trace (window);
  return window;
}

static void
ibar_application_activate (GApplication *application)
{
  IbarApplication *self = IBAR_APPLICATION (application);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *path = NULL;
  IbarWindow *window;

  if (active != NULL)
    {
      gtk_window_present (active);
      return;
    }
  path = ibar_paths_get_bundled ();
  window = make_window (self);
  ibar_window_open (window, path, IBAR_OPEN_BUNDLED);
  ibar_window_show (window);
}

static void
ibar_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      g_autofree char *uri = g_file_get_uri (files[i]);
      IbarWindow *window = make_window (IBAR_APPLICATION (application));

      if (path != NULL && ibar_window_needs_collection (path))
        {
          /* A table is imported over what is always there, a figure or a map shown in it. */
          g_autofree char *bundled = ibar_paths_get_bundled ();

          ibar_window_open (window, bundled, IBAR_OPEN_BUNDLED);
          gtk_window_present (GTK_WINDOW (window));
          ibar_window_open (window, path, IBAR_OPEN_COMMAND_LINE);
          continue;
        }
      /* A place without a path, such as a web page, is a file that is not there. */
      ibar_window_open (window, path != NULL ? path : uri, IBAR_OPEN_COMMAND_LINE);
      ibar_window_show (window);
    }
}

static int
ibar_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  IbarApplication *self = IBAR_APPLICATION (application);

  self->understood = TRUE;
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Ibar %s\n", IBAR_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "filter", "s", &self->filter);
  g_variant_dict_lookup (options, "view", "s", &self->view);
  g_variant_dict_lookup (options, "select", "s", &self->select);
  /* A picture is of this process, whatever windows another one has. */
  if (g_variant_dict_lookup (options, "screenshot", "^ay", &self->screenshot))
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* What GLib cannot make sense of it says itself, but ends as if the program had failed. */
static gboolean
ibar_application_local_command_line (GApplication *application, char ***arguments, int *exit_status)
{
  IbarApplication *self = IBAR_APPLICATION (application);
  gboolean done = G_APPLICATION_CLASS (ibar_application_parent_class)->local_command_line (application, arguments, exit_status);

  if (done && !self->understood && *exit_status != 0)
    {
      g_printerr ("%s", _ ("Try “ibar --help”.\n"));
      *exit_status = IBAR_EXIT_USAGE;
    }
  return done;
}

static void
ibar_application_finalize (GObject *object)
{
  IbarApplication *self = IBAR_APPLICATION (object);

  g_clear_object (&self->base_maps);
  g_clear_object (&self->settings);
  g_free (self->screenshot);
  g_free (self->filter);
  g_free (self->view);
  g_free (self->select);
  G_OBJECT_CLASS (ibar_application_parent_class)->finalize (object);
}

static void
ibar_application_class_init (IbarApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ibar_application_finalize;
  application_class->startup = ibar_application_startup;
  application_class->shutdown = ibar_application_shutdown;
  application_class->activate = ibar_application_activate;
  application_class->open = ibar_application_open;
  application_class->local_command_line = ibar_application_local_command_line;
  application_class->handle_local_options = ibar_application_handle_local_options;
}

static void
ibar_application_init (IbarApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and end"), NULL },
    { "filter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_ ("Show what passes a filter"), N_ ("TEXT") },
    { "view", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_ ("Show a saved view"), N_ ("NAME") },
    { "select", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_ ("Show an event"), N_ ("ID") },
    { "screenshot", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
      N_ ("Write a picture of the window and end"), N_ ("FILE") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
}

IbarApplication *
ibar_application_new (void)
{
  ibar_ui_init ();
  return g_object_new (IBAR_TYPE_APPLICATION,
                       "application-id", IBAR_APP_ID,
                       "resource-base-path", "/io/github/ibar_map/Ibar",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

/**
 * ibar_application_run:
 * @argc: as main() got it
 * @argv: as main() got it
 * @description: (nullable): what `--help` says below the options
 *
 * Runs the program with a window until the last one is closed.
 *
 * Returns: the exit status: 1 if a file of the command line could not be opened, 2 if an option makes no sense
 */
int
ibar_application_run (int argc, char **argv, const char *description)
{
  g_autoptr (IbarApplication) self = ibar_application_new ();
  int status;

  g_application_set_option_context_description (G_APPLICATION (self), description);
  status = g_application_run (G_APPLICATION (self), argc, argv);
  return status == 0 && self->failed ? 1 : status;
}

void
ibar_application_set_failed (IbarApplication *self)
{
  g_return_if_fail (IBAR_IS_APPLICATION (self));
  self->failed = TRUE;
}

GSettings *
ibar_application_get_settings (IbarApplication *self)
{
  g_return_val_if_fail (IBAR_IS_APPLICATION (self), NULL);
  return self->settings;
}

IbarBaseMaps *
ibar_application_get_base_maps (IbarApplication *self)
{
  g_return_val_if_fail (IBAR_IS_APPLICATION (self), NULL);
  if (self->base_maps == NULL)
    self->base_maps = ibar_base_maps_new (self->settings);
  return self->base_maps;
}

void
ibar_ui_init (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  /* A static library's constructors are dropped by the linker: register by hand. */
  g_resources_register (ibar_ui_get_resource ());
  g_once_init_leave (&done, 1);
}
