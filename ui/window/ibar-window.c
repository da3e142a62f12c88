/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window: puts the parts beside each other, hands each of them the session, and says what the session
 * says in title and status line. Actions, layout and dialogs stand in files of their own. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-evidence.h"
#include "ibar-file-kind.h"
#include "ibar-import-dialog.h"
#include "ibar-filter-panel.h"
#include "ibar-map-view.h"
#include "ibar-side-panel.h"
#include "ibar-timeline-view.h"
#include "ibar-trace.h"
#include "ibar-window-private.h"

G_DEFINE_FINAL_TYPE (IbarWindow, ibar_window, ADW_TYPE_APPLICATION_WINDOW)

/* What an open is about, kept until it is done. */
typedef struct
{
  IbarWindow  *window; /* (owned) */
  char        *path;
  IbarOpenKind kind;
} Opening;

static Opening *
opening_new (IbarWindow *window, const char *path, IbarOpenKind kind)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (window);
  opening->path = g_strdup (path);
  opening->kind = kind;
  return opening;
}

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_free (opening->path);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
update_title (IbarWindow *self)
{
  const char *name = ibar_session_get_collection_name (self->session);
  guint total = ibar_session_get_n_total (self->session);
  g_autofree char *subtitle = NULL;
  g_autofree char *title = NULL;

  if (ibar_session_get_collection (self->session) != NULL)
    subtitle = ibar_dup_counts (ngettext ("%1$u of %2$u event", "%1$u of %2$u events", total),
                                ibar_session_get_n_passing (self->session), total);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), name[0] != '\0' ? name : _ ("Ibar"));
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), subtitle != NULL ? subtitle : "");
  /* Translators: the window's title in the list of windows: a collection, then the program. */
  title = name[0] != '\0' ? g_strdup_printf (_ ("%s – Ibar"), name) : g_strdup (_ ("Ibar"));
  if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (self)), title) != 0) /* else it is told to the display server, too */
    gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_profiles (IbarWindow *self)
{
  IbarRegion *region = ibar_session_get_region (self->session);

  g_menu_remove_all (self->profiles_model);
  for (guint i = 0; region != NULL && i < ibar_region_get_n_profiles (region); i++)
    {
      const IbarBoundaryProfile *profile = ibar_region_get_profile (region, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (profile->title, NULL);

      g_menu_item_set_action_and_target (item, "win.profile", "s", profile->id);
      g_menu_append_item (self->profiles_model, item);
    }
}

static void
changed_cb (IbarSession *session, guint flags, IbarWindow *self)
{
  if ((flags & (IBAR_CHANGED_COLLECTION | IBAR_CHANGED_RESULT)) != 0)
    update_title (self);
  if ((flags & IBAR_CHANGED_REGION) != 0)
    {
      update_profiles (self);
      ibar_window_offer_names (self);
    }
  if ((flags & IBAR_CHANGED_COLLECTION) != 0)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->content_stack), "explorer");
      ibar_window_update_views (self);
    }
}

/* A shell sees no dialog. */
static void
fail_asked (IbarWindow *self, const char *option, const GError *error)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  g_printerr ("ibar: %s: %s\n", option, error->message);
  if (IBAR_IS_APPLICATION (application))
    ibar_application_set_failed (IBAR_APPLICATION (application));
}

/* What the command line asked; a view or a filter that is none is told, and the rest shown. */
static void
show_asked (IbarWindow *self)
{
  g_autofree char *filter_text = g_steal_pointer (&self->asked_filter);
  g_autofree char *view = g_steal_pointer (&self->asked_view);
  g_autofree char *event_id = g_steal_pointer (&self->asked_event);
  g_autoptr (GKeyFile) evidence = g_steal_pointer (&self->asked_figure);
  g_autoptr (IbarFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  gsize position;

  if (view != NULL && !ibar_window_show_saved_view (self, view, &error))
    fail_asked (self, "--view", error);
  g_clear_error (&error);
  if (filter_text != NULL)
    filter = ibar_filter_parse (filter_text, ibar_session_get_vocabulary (self->session), &position, &error);
  if (filter != NULL)
    ibar_session_set_filter (self->session, filter);
  if (error != NULL)
    {
      fail_asked (self, "--filter", error);
      ibar_window_show_error (self, _ ("The filter cannot be read"), error->message);
    }
  if (evidence != NULL)
    ibar_window_show_evidence (self, evidence);
  if (event_id != NULL)
    ibar_session_select (self->session, IBAR_SELECTION_EVENT, event_id);
}

/* What cannot be opened, in a dialog; of the command line on stderr too, and in the exit status. */
static void
tell_trouble (IbarWindow *self, const char *path, IbarOpenKind kind, const GError *error)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *heading = g_strdup_printf (_ ("“%s” cannot be opened"), name);

  if (kind != IBAR_OPEN_CHOSEN)
    g_printerr ("ibar: %s\n", error->message);
  if (kind != IBAR_OPEN_CHOSEN && IBAR_IS_APPLICATION (application))
    ibar_application_set_failed (IBAR_APPLICATION (application));
  ibar_window_show_error (self, heading, error->message);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  g_autoptr (GError) error = NULL;
  IbarWindow *self = opening->window;

  if (ibar_session_open_finish (IBAR_SESSION (source), result, &error))
    {
      ibar_trace ("collection");
      show_asked (self);
      return;
    }
  if (ibar_session_get_collection (self->session) == NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->content_stack), "empty");
  tell_trouble (self, opening->path, opening->kind, error);
}

static void
region_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  g_autoptr (GError) error = NULL;

  if (ibar_session_load_region_finish (IBAR_SESSION (source), result, &error))
    {
      ibar_trace ("region");
      return;
    }
  g_printerr ("ibar: %s\n", error->message);
  ibar_window_show_error (opening->window, _ ("The base map cannot be drawn"), error->message);
}

static gboolean
ibar_window_close_request (GtkWindow *window)
{
  IbarWindow *self = IBAR_WINDOW (window);

  ibar_window_end_tour (self);
  ibar_window_save_layout (self);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "session", ibar_session_save_state (self->session));
  return GTK_WINDOW_CLASS (ibar_window_parent_class)->close_request (window);
}

static void
ibar_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (ibar_window_parent_class)->size_allocate (widget, width, height, baseline);
  ibar_window_update_layout (IBAR_WINDOW (widget), width);
}

static void
ibar_window_dispose (GObject *object)
{
  IbarWindow *self = IBAR_WINDOW (object);

  g_clear_handle_id (&self->layout_idle, g_source_remove);
  g_clear_handle_id (&self->panels_idle, g_source_remove);
  g_clear_handle_id (&self->start_timeout, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->base_maps);
  g_clear_pointer (&self->asked_filter, g_free);
  g_clear_pointer (&self->asked_view, g_free);
  g_clear_pointer (&self->asked_event, g_free);
  g_clear_pointer (&self->asked_figure, g_key_file_unref);
  G_OBJECT_CLASS (ibar_window_parent_class)->dispose (object);
}

static void
ibar_window_class_init (IbarWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_window_dispose;
  widget_class->size_allocate = ibar_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = ibar_window_close_request;

  g_type_ensure (IBAR_TYPE_SEARCH);
  g_type_ensure (IBAR_TYPE_FILTER_PANEL);
  g_type_ensure (IBAR_TYPE_SIDE_PANEL);
  g_type_ensure (IBAR_TYPE_MAP_VIEW);
  g_type_ensure (IBAR_TYPE_TIMELINE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ibar_map/Ibar/ui/ibar-window.ui");
  /* Not an accelerator of the application: those come before the text that an entry or a label has selected. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy", NULL);
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, IbarWindow, name)
  BIND (header);
  BIND (statusbar);
  BIND (title);
  BIND (search);
  BIND (filters_toggle);
  BIND (filters_menu);
  BIND (filters_popover);
  BIND (names_menu);
  BIND (main_menu);
  BIND (profiles_model);
  BIND (first_names_model);
  BIND (second_names_model);
  BIND (views_model);
  BIND (content_stack);
  BIND (filters_paned);
  BIND (details_paned);
  BIND (map_paned);
  BIND (filters_pane);
  BIND (filters_bin);
  BIND (filter_panel);
  BIND (side_panel);
  BIND (map_view);
  BIND (timeline_view);
  BIND (progress);
  BIND (status);
  BIND (pointer);
  BIND (toasts);
#undef BIND
}

static void
bind_session (IbarWindow *self)
{
  ibar_search_set_session (self->search, self->session);
  ibar_map_view_set_session (IBAR_MAP_VIEW (self->map_view), self->session);
  ibar_timeline_view_set_session (IBAR_TIMELINE_VIEW (self->timeline_view), self->session);
  g_object_bind_property (self->session, "status", self->status, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->session, "loading", self->progress, "visible", G_BINDING_DEFAULT);
  g_object_bind_property (self->session, "progress", self->progress, "fraction", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->map_view, "pointer-text", self->pointer, "label", G_BINDING_SYNC_CREATE);
  g_signal_connect (self->session, "changed", G_CALLBACK (changed_cb), self);
}

static void
ibar_window_init (IbarWindow *self)
{
  self->session = ibar_session_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "map",
                                  ibar_map_view_get_actions (IBAR_MAP_VIEW (self->map_view)));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "timeline",
                                  ibar_timeline_view_get_actions (IBAR_TIMELINE_VIEW (self->timeline_view)));
  ibar_window_install_actions (self);
  ibar_window_init_names (self);
  ibar_window_accept_drops (self);
  bind_session (self);
  ibar_window_init_start (self);
  update_title (self);
  ibar_window_update_views (self);
}

/**
 * ibar_window_new:
 * @application: the application; its settings say how large the window was
 *
 * Returns: (transfer none): a window with nothing open, as large as at last
 */
IbarWindow *
ibar_window_new (IbarApplication *application)
{
  IbarWindow *self = g_object_new (IBAR_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = ibar_application_get_settings (application);

  if (settings != NULL)
    {
      g_autoptr (GVariant) state = g_settings_get_value (settings, "session");

      self->settings = g_object_ref (settings);
      ibar_session_restore_state (self->session, state);
    }
  ibar_window_init_map (self, application);
  ibar_window_init_layout (self);
  return self;
}

IbarSession *
ibar_window_get_session (IbarWindow *self)
{
  g_return_val_if_fail (IBAR_IS_WINDOW (self), NULL);
  return self->session;
}

/**
 * ibar_window_open:
 * @self: a window
 * @path: a collection file
 * @kind: where the path comes from
 *
 * Opens a collection in the background; tells in a dialog if it cannot. A table is imported, a figure shows what it shows
 * in the collection that is open, and what is for the map goes there.
 */
void
ibar_window_open (IbarWindow *self, const char *path, IbarOpenKind kind)
{
  g_return_if_fail (IBAR_IS_WINDOW (self) && path != NULL);

  /* A figure is a view of a collection: the one that is open. */
  if (kind != IBAR_OPEN_BUNDLED && ibar_evidence_is_path (path))
    {
      g_autoptr (GError) error = NULL;

      if (!ibar_window_show_figure (self, path, &error))
        tell_trouble (self, path, kind, error);
      return;
    }
  if (kind != IBAR_OPEN_BUNDLED && ibar_window_take_map_file (self, path))
    return;
  /* A table is no collection, but may become part of one. */
  if (kind != IBAR_OPEN_BUNDLED && ibar_import_dialog_is_importable (path))
    {
      ibar_window_import (self, path);
      return;
    }
  ibar_session_open_async (self->session, path, kind == IBAR_OPEN_BUNDLED, NULL, opened_cb,
                           opening_new (self, path, kind));
}

gboolean
ibar_window_needs_collection (const char *path)
{
  IbarFileKind kind = ibar_file_kind_guess (path);

  return ibar_import_dialog_is_importable (path) || ibar_evidence_is_path (path) || kind == IBAR_FILE_REGION
         || kind == IBAR_FILE_TILES || kind == IBAR_FILE_EXTRACT;
}

/**
 * ibar_window_load_region:
 * @self: a window
 * @path: a region file
 *
 * Reads the base map in the background.
 */
void
ibar_window_load_region (IbarWindow *self, const char *path)
{
  g_return_if_fail (IBAR_IS_WINDOW (self) && path != NULL);

  ibar_session_load_region_async (self->session, path, NULL, region_loaded_cb,
                                  opening_new (self, path, IBAR_OPEN_BUNDLED));
}

void
ibar_window_ask (IbarWindow *self, const char *filter, const char *view, const char *event_id)
{
  g_return_if_fail (IBAR_IS_WINDOW (self));

  g_free (self->asked_filter);
  self->asked_filter = g_strdup (filter);
  g_free (self->asked_view);
  self->asked_view = g_strdup (view);
  g_free (self->asked_event);
  self->asked_event = g_strdup (event_id);
}
