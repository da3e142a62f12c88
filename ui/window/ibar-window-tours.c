/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tours in the window: the list of them, and a tour that is given. While it is, the window is a map with the
 * tour's words beside it, on the whole screen; the details pane is lent to the tour for what its links show. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-lesson-dialog.h"
#include "ibar-quiz-window.h"
#include "ibar-tour-editor.h"
#include "ibar-tour-notes.h"
#include "ibar-tour-view.h"
#include "ibar-tours-dialog.h"
#include "ibar-trace.h"
#include "ibar-window-private.h"
#include "ibar-worksheet-dialog.h"

#define LARGE 1000      /* [px] from this height on the words are larger too */
#define LEAST_WIDTH 420 /* [px] of the words */
#define SHARE 0.32      /* of the screen's width */

/* A tour that is given, and what the window was before. */
struct _IbarWindowTour
{
  IbarTour           *tour;  /* (owned) */
  GtkWidget          *view;  /* the window's */
  GtkWindow          *notes; /* (nullable) weak */
  GtkEventController *keys;  /* the window's */
  gboolean            filters, details, fullscreen;
  int                 divider; /* [px], -1 = not moved */
};

static void
free_tour (IbarWindow *self)
{
  struct _IbarWindowTour *t = g_steal_pointer (&self->tour);

  if (t->notes != NULL)
    {
      g_object_remove_weak_pointer (G_OBJECT (t->notes), (gpointer *) &t->notes);
      gtk_window_destroy (t->notes);
    }
  g_signal_handlers_disconnect_by_data (t->tour, self);
  g_clear_object (&t->tour);
  g_free (t);
}

static void
show_chrome (IbarWindow *self, gboolean shown)
{
  gtk_widget_set_visible (self->header, shown);
  gtk_widget_set_visible (self->statusbar, shown);
}

static void
set_fullscreen (IbarWindow *self, gboolean fullscreen)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), "fullscreen", g_variant_new_boolean (fullscreen));
}

/* The side panel between the tour's stack and its own place. */
static void
take_back_details (IbarWindow *self)
{
  GtkWidget *panel = g_object_ref (self->side_panel);

  gtk_stack_remove (GTK_STACK (gtk_widget_get_parent (panel)), panel);
  gtk_paned_set_end_child (GTK_PANED (self->details_paned), panel);
  g_object_unref (panel);
}

/* Where the person has put the divider beside the details [px], or -1. */
static int
get_divider (IbarWindow *self)
{
  gboolean set;

  g_object_get (self->details_paned, "position-set", &set, NULL);
  return set ? gtk_paned_get_position (GTK_PANED (self->details_paned)) : -1;
}

static void
set_divider (IbarWindow *self, int position)
{
  if (position < 0)
    g_object_set (self->details_paned, "position-set", FALSE, NULL);
  else
    gtk_paned_set_position (GTK_PANED (self->details_paned), position);
}

static void
ended_cb (IbarTour *tour, IbarWindow *self)
{
  const struct _IbarWindowTour *t = self->tour;

  gtk_widget_remove_controller (GTK_WIDGET (self), t->keys);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tour", NULL);
  take_back_details (self);
  gtk_widget_set_visible (self->side_panel, t->details);
  set_divider (self, t->divider);
  ibar_window_set_filters_shown (self, t->filters);
  show_chrome (self, TRUE);
  set_fullscreen (self, t->fullscreen);
  free_tour (self);
  gtk_widget_grab_focus (self->map_view);
}

static void
notes_cb (IbarTourView *view, IbarWindow *self)
{
  struct _IbarWindowTour *t = self->tour;

  if (t->notes == NULL)
    {
      t->notes = ibar_tour_notes_new (t->tour, ibar_tour_view_get_actions (view));
      g_object_add_weak_pointer (G_OBJECT (t->notes), (gpointer *) &t->notes);
    }
  gtk_window_present (t->notes);
}

/* A presenter's remote sends page keys wherever the focus is; who types means letters. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, IbarWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;
  return ibar_tour_view_press_key (IBAR_TOUR_VIEW (self->tour->view), key);
}

static void
add_keys (IbarWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->tour->keys = keys;
}

static void
get_screen (IbarWindow *self, GdkRectangle *geometry)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  GdkMonitor *monitor = surface != NULL ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface) : NULL;

  *geometry = (GdkRectangle){ 0 };
  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, geometry);
}

static void
put_view (IbarWindow *self)
{
  struct _IbarWindowTour *t = self->tour;
  GtkWidget *panel = g_object_ref (self->side_panel);
  GdkRectangle screen;

  get_screen (self, &screen);
  t->details = gtk_widget_get_visible (panel);
  gtk_paned_set_end_child (GTK_PANED (self->details_paned), NULL);
  gtk_widget_set_visible (panel, TRUE);
  t->view = ibar_tour_view_new (t->tour, self->session, panel);
  gtk_widget_set_size_request (t->view, MAX (LEAST_WIDTH, (int) (screen.width * SHARE)), -1);
  if (screen.height >= LARGE)
    gtk_widget_add_css_class (t->view, "large");
  gtk_paned_set_end_child (GTK_PANED (self->details_paned), t->view);
  /* As wide as asked, wherever the divider was. */
  t->divider = get_divider (self);
  set_divider (self, -1);
  g_signal_connect (t->view, "notes", G_CALLBACK (notes_cb), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tour", ibar_tour_view_get_actions (IBAR_TOUR_VIEW (t->view)));
  g_object_unref (panel);
}

/**
 * ibar_window_start_tour:
 * @self: a window with a collection
 * @id: one of its tours
 *
 * Gives a tour; what hinders it is told.
 */
void
ibar_window_start_tour (IbarWindow *self, const char *id)
{
  IbarCollection *collection = ibar_session_get_collection (self->session);
  g_autoptr (IbarStory) story = NULL;
  g_autoptr (GError) error = NULL;

  if (collection == NULL)
    return;
  if (self->tour != NULL)
    ibar_tour_end (self->tour->tour);
  story = ibar_story_load (collection, id, &error);
  if (story != NULL && story->steps->len == 0)
    g_set_error (&error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("“%s” has no steps yet"), story->title);
  if (error != NULL)
    {
      ibar_window_show_error (self, _ ("The tour cannot be shown"), error->message);
      return;
    }
  self->tour = g_new0 (struct _IbarWindowTour, 1);
  self->tour->filters = self->filters_wanted;
  self->tour->fullscreen = gtk_window_is_fullscreen (GTK_WINDOW (self));
  self->tour->tour = ibar_tour_new (self->session, story);
  g_signal_connect (self->tour->tour, "ended", G_CALLBACK (ended_cb), self);
  put_view (self);
  add_keys (self);
  if (!self->narrow)
    ibar_window_set_filters_shown (self, FALSE);
  show_chrome (self, FALSE);
  set_fullscreen (self, TRUE);
  ibar_tour_view_focus (IBAR_TOUR_VIEW (self->tour->view));
}

/* The window closes in the midst of a tour: what is saved of it is what was before. */
void
ibar_window_end_tour (IbarWindow *self)
{
  if (self->tour != NULL)
    ibar_tour_end (self->tour->tour);
}

/* The list ---------------------------------------------------------------------------------------------- */

static void
present_cb (IbarToursDialog *dialog, const char *id, IbarWindow *self)
{
  g_autofree char *copy = g_strdup (id);

  gtk_window_destroy (GTK_WINDOW (dialog));
  ibar_window_start_tour (self, copy);
}

static void
edit_cb (IbarToursDialog *dialog, const char *id, IbarWindow *self)
{
  g_autofree char *copy = g_strdup (id);

  /* The list is modal: beside it neither the editor nor the map, whose view a step takes, could be used. */
  gtk_window_destroy (GTK_WINDOW (dialog));
  ibar_window_edit_tour (self, copy);
}

static void
open_copy_cb (IbarToursDialog *dialog, const char *path, IbarWindow *self)
{
  ibar_window_open (self, path, IBAR_OPEN_CHOSEN);
}

static void
start_quiz_cb (IbarToursDialog *dialog, const char *words, IbarWindow *self)
{
  IbarLessonTask task;
  GtkWidget *quiz;

  if (ibar_session_get_region (self->session) == NULL || !ibar_lesson_task_parse (words, &task, NULL))
    return;
  quiz = ibar_quiz_window_new (GTK_WINDOW (self), self->session);
  ibar_quiz_window_set_task (IBAR_QUIZ_WINDOW (quiz), &task);
  gtk_window_present (GTK_WINDOW (quiz));
}

static void
make_worksheet_cb (IbarToursDialog *dialog, const char *words, IbarWindow *self)
{
  IbarLessonTask task;
  GtkWidget *worksheet;

  if (ibar_session_get_region (self->session) == NULL || !ibar_lesson_task_parse (words, &task, NULL))
    return;
  ibar_session_set_names (self->session, &task.names);
  worksheet = ibar_worksheet_dialog_new (GTK_WINDOW (self), self->session);
  ibar_worksheet_dialog_set_task (IBAR_WORKSHEET_DIALOG (worksheet), &task);
  gtk_window_present (GTK_WINDOW (worksheet));
}

static void
use_map_cb (IbarToursDialog *dialog, const char *path, IbarWindow *self)
{
  ibar_window_use_region (self, path);
}

void
ibar_window_show_tours (IbarWindow *self)
{
  GtkWidget *dialog = ibar_tours_dialog_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (dialog, "present-tour", G_CALLBACK (present_cb), self, 0);
  g_signal_connect_object (dialog, "edit-tour", G_CALLBACK (edit_cb), self, 0);
  g_signal_connect_object (dialog, "open-copy", G_CALLBACK (open_copy_cb), self, 0);
  g_signal_connect_object (dialog, "start-quiz", G_CALLBACK (start_quiz_cb), self, 0);
  g_signal_connect_object (dialog, "make-worksheet", G_CALLBACK (make_worksheet_cb), self, 0);
  g_signal_connect_object (dialog, "use-map", G_CALLBACK (use_map_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ibar_window_edit_tour (IbarWindow *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *editor = ibar_tour_editor_new (GTK_WINDOW (self), self->session, id, &error);

  if (editor != NULL)
    gtk_window_present (GTK_WINDOW (editor));
  else
    ibar_window_show_error (self, _ ("The tour cannot be changed"), error->message);
}

void
ibar_window_make_worksheet (IbarWindow *self)
{
  if (ibar_session_get_region (self->session) != NULL && ibar_session_get_collection (self->session) != NULL)
    gtk_window_present (GTK_WINDOW (ibar_worksheet_dialog_new (GTK_WINDOW (self), self->session)));
  else
    ibar_window_show_error (self, _ ("A worksheet needs a map"), _ ("The base map is not loaded."));
}

void
ibar_window_save_lesson (IbarWindow *self)
{
  if (ibar_session_get_collection (self->session) != NULL)
    gtk_window_present (GTK_WINDOW (ibar_lesson_dialog_new (GTK_WINDOW (self), self->session)));
}
