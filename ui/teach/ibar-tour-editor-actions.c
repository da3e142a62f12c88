/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to a tour: steps added, moved, deleted, given the present view or a picture; undo. */

#define G_LOG_DOMAIN "ibar-tour-editor"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-file-chooser.h"
#include "ibar-toasts.h"
#include "ibar-tour-editor-private.h"

static void
enable (IbarTourEditor *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                               enabled);
}

void
ibar_tour_editor_update_actions (IbarTourEditor *self)
{
  const IbarStoryStep *step = ibar_tour_editor_get_step (self);

  enable (self, "up", step != NULL && self->current > 0);
  enable (self, "down", step != NULL && (guint) self->current + 1 < self->story->steps->len);
  enable (self, "delete", step != NULL);
  enable (self, "take-view", step != NULL);
  enable (self, "choose-picture", step != NULL);
  enable (self, "remove-picture", step != NULL && (step->picture != NULL || step->picture_problem != NULL));
  enable (self, "undo", self->undo->len > 0);
}

/* What the window shows now. Dates stand apart from the rest of the filter. */
static void
take_view (IbarTourEditor *self, IbarStoryStep *step)
{
  const IbarView *view = ibar_session_get_view (self->session);
  g_autoptr (IbarFilter) filter = ibar_filter_copy (ibar_session_get_filter (self->session));
  IbarSelectionKind kind;
  const char *id;

  step->has_view = ibar_point_is_placed (view->center);
  step->center = view->center;
  step->zoom = view->zoom;
  step->rotation = view->rotation;
  step->from = filter->from;
  step->to = filter->to;
  ibar_filter_set_dates (filter, IBAR_DAY_NONE, IBAR_DAY_NONE);
  g_free (step->filter);
  step->filter = ibar_filter_to_text (filter);
  g_free (step->names);
  step->names = ibar_name_setting_to_string (ibar_session_get_names (self->session));
  kind = ibar_session_get_selection (self->session, &id);
  g_free (step->selection);
  step->selection = kind == IBAR_SELECTION_EVENT   ? g_strconcat ("event:", id, NULL)
                    : kind == IBAR_SELECTION_PLACE ? g_strconcat ("place:", id, NULL)
                                                   : NULL;
}

static void
add_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;
  IbarStoryStep *step = ibar_story_step_new (_ ("New step"));

  ibar_tour_editor_remember (self);
  take_view (self, step);
  g_ptr_array_insert (self->story->steps, self->current + 1, step);
  ibar_tour_editor_show_steps (self, self->current + 1);
  gtk_widget_grab_focus (self->heading);
}

static void
take_view_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;

  ibar_tour_editor_remember (self);
  take_view (self, ibar_tour_editor_get_step (self));
  ibar_tour_editor_show_step (self);
}

static void
move (IbarTourEditor *self, int by)
{
  ibar_tour_editor_remember (self);
  ibar_story_move_step (self->story, (guint) self->current, (guint) (self->current + by));
  ibar_tour_editor_show_steps (self, self->current + by);
}

static void
up_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, -1);
}

static void
down_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, +1);
}

static void
delete_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;
  g_autofree char *text = g_strdup_printf (_ ("Step “%s” deleted"), ibar_tour_editor_get_step (self)->title);
  AdwToast *toast;

  ibar_tour_editor_remember (self);
  g_ptr_array_remove_index (self->story->steps, (guint) self->current);
  ibar_tour_editor_show_steps (self, self->current);
  toast = ibar_toasts_offer (self->toasts, text, _ ("_Undo"));
  adw_toast_set_action_name (toast, "editor.undo");
}

/* A step whose row went with a deletion that was written gets a new one. */
static void
undo_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;
  IbarStory *before = g_ptr_array_steal_index (self->undo, self->undo->len - 1);

  before->fid = self->story->fid;
  ibar_story_free (self->story);
  self->story = before;
  ibar_tour_editor_show_steps (self, self->current);
  ibar_tour_editor_queue_save (self);
}

void
ibar_tour_editor_set_picture (IbarTourEditor *self, const char *path)
{
  IbarStoryStep *step = ibar_tour_editor_get_step (self);
  g_autoptr (GError) error = NULL;
  const char *type;
  GBytes *picture;

  g_return_if_fail (IBAR_IS_TOUR_EDITOR (self) && step != NULL);
  picture = ibar_story_picture_load (path, &type, &error);
  if (picture == NULL)
    {
      ibar_toasts_say (self->toasts, error->message);
      return;
    }
  ibar_tour_editor_remember (self);
  g_clear_pointer (&step->picture, g_bytes_unref);
  g_clear_pointer (&step->picture_problem, g_free);
  step->picture = picture;
  g_free (step->picture_type);
  step->picture_type = g_strdup (type);
  ibar_tour_editor_show_step (self);
}

static void
picture_chosen (GtkWidget *window, const char *path)
{
  IbarTourEditor *self = IBAR_TOUR_EDITOR (window);

  if (ibar_tour_editor_get_step (self) != NULL)
    ibar_tour_editor_set_picture (self, path);
}

static void
choose_picture_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_file_chooser_ask (GTK_WINDOW (data),
                         &(IbarFileQuestion){ .title = _ ("Choose a Picture"),
                                              .accept = _ ("_Choose"),
                                              .kind = _ ("Pictures (PNG, JPEG)"),
                                              .patterns = { "image/png", "image/jpeg" } },
                         picture_chosen);
}

static void
remove_picture_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;
  IbarStoryStep *step = ibar_tour_editor_get_step (self);

  ibar_tour_editor_remember (self);
  g_clear_pointer (&step->picture, g_bytes_unref);
  g_clear_pointer (&step->picture_type, g_free);
  g_clear_pointer (&step->picture_problem, g_free);
  g_clear_pointer (&step->picture_credit, g_free);
  ibar_tour_editor_show_step (self);
}

static const GActionEntry entries[] = {
  { .name = "add", .activate = add_activated },
  { .name = "take-view", .activate = take_view_activated },
  { .name = "up", .activate = up_activated },
  { .name = "down", .activate = down_activated },
  { .name = "delete", .activate = delete_activated },
  { .name = "undo", .activate = undo_activated },
  { .name = "choose-picture", .activate = choose_picture_activated },
  { .name = "remove-picture", .activate = remove_picture_activated },
};

void
ibar_tour_editor_init_actions (IbarTourEditor *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "editor", G_ACTION_GROUP (self->actions));
}
