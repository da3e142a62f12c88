/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Playback, and the timeline's other commands.
 *
 * A step is the unit of the bars in view (a day, a week, a month, a year): the data knows days at
 * best, so time never runs through invented hours. The window that is brushed moves along; with
 * "cumulative" its begin stays. Without a window, play starts with the first bar. At the last day
 * it stops. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-timeline-view"

#include <glib/gi18n-lib.h>

#include "ibar-timeline-view-private.h"

#define HEIGHT 84              /* [px] of the histogram, as in the template */
#define HEIGHT_WITH_SOURCES 98 /* [px] */

static void
set_state (IbarTimelineView *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

static void
set_enabled (IbarTimelineView *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* A bar may be shorter than another: from the 31st one comes to the 30th and not into the month after. */
static IbarDay
shift (IbarTimelineView *self, IbarDay day, int steps)
{
  IbarBinUnit unit = self->data.unit;
  IbarDay start = ibar_bin_start (unit, day);
  IbarDay shifted = ibar_bin_next (unit, start, steps);

  return MIN (shifted + (day - start), ibar_bin_next (unit, shifted, 1) - 1);
}

/* A window's end lies on the last day of a bar and stays there, however long the months are. */
static IbarDay
shift_end (IbarTimelineView *self, IbarDay day, int steps)
{
  IbarBinUnit unit = self->data.unit;

  if (ibar_bin_start (unit, day + 1) == day + 1)
    return ibar_bin_next (unit, ibar_bin_start (unit, day), steps + 1) - 1;
  return shift (self, day, steps);
}

/**
 * ibar_timeline_view_shift:
 * @self: a timeline
 * @from: (inout): the first day of a window
 * @to: (inout): its last day
 * @steps: by how many bars of those in view; back if negative
 */
void
ibar_timeline_view_shift (IbarTimelineView *self, IbarDay *from, IbarDay *to, int steps)
{
  *from = shift (self, *from, steps);
  *to = MAX (shift_end (self, *to, steps), *from);
}

/* Keeps a window that plays in sight. */
static void
follow (IbarTimelineView *self, IbarDay from, IbarDay to)
{
  double days = self->end - self->start;

  if (to + 1 > self->end)
    ibar_timeline_view_look_at (self, to + 1 - days * 0.9, to + 1 + days * 0.1);
  else if (from < self->start)
    ibar_timeline_view_look_at (self, from - days * 0.1, from + days * 0.9);
}

/* FALSE at the end of time. */
static gboolean
step (IbarTimelineView *self, int steps)
{
  IbarDay from, to, begin;

  if (!self->has_days)
    return FALSE;
  ibar_timeline_view_get_brush (self, &from, &to);
  if (from == IBAR_DAY_NONE && to == IBAR_DAY_NONE)
    {
      from = ibar_bin_start (self->data.unit, steps > 0 ? self->first_day : self->last_day);
      to = ibar_bin_next (self->data.unit, from, 1) - 1;
    }
  else
    {
      if (from == IBAR_DAY_NONE)
        from = self->first_day;
      if (to == IBAR_DAY_NONE)
        to = self->last_day;
      if ((steps > 0 && to >= self->last_day)
          || (steps < 0 && from <= self->first_day && !self->cumulative))
        return FALSE;
      begin = from;
      ibar_timeline_view_shift (self, &from, &to, steps);
      if (self->cumulative)
        {
          from = begin;
          to = MAX (to, from);
        }
    }
  ibar_timeline_view_set_brush (self, from, to);
  follow (self, from, to);
  return TRUE;
}

static gboolean
played_cb (gpointer user_data)
{
  IbarTimelineView *self = user_data;

  if (step (self, 1))
    return G_SOURCE_CONTINUE;
  self->play_source = 0;
  ibar_timeline_view_update_actions (self);
  return G_SOURCE_REMOVE;
}

static void
start (IbarTimelineView *self)
{
  IbarDay from, to;

  if (!self->has_days)
    return;
  ibar_timeline_view_get_brush (self, &from, &to);
  /* From the end, or from an open end, it plays from the beginning. */
  if (to == IBAR_DAY_NONE || to >= self->last_day)
    {
      IbarDay length
          = from != IBAR_DAY_NONE && to != IBAR_DAY_NONE && !self->cumulative ? to - from : -1;
      IbarDay begin = ibar_bin_start (self->data.unit, self->first_day);

      ibar_timeline_view_set_brush (self, begin,
                                    length >= 0 ? begin + length
                                                : ibar_bin_next (self->data.unit, begin, 1) - 1);
      ibar_timeline_view_get_brush (self, &from, &to);
      follow (self, from, to);
    }
  g_clear_handle_id (&self->play_source, g_source_remove);
  self->play_source = g_timeout_add ((guint) (1000.0 / self->speed), played_cb, self);
  ibar_timeline_view_update_actions (self);
}

/**
 * ibar_timeline_view_stop:
 * @self: a timeline
 *
 * Stops playing.
 */
void
ibar_timeline_view_stop (IbarTimelineView *self)
{
  if (self->play_source == 0)
    return;
  g_clear_handle_id (&self->play_source, g_source_remove);
  ibar_timeline_view_update_actions (self);
}

/* To set a tooltip asks the display server where the pointer is: only where it is another. */
static void
update_play_button (IbarTimelineView *self, gboolean playing)
{
  const char *name = playing ? _ ("Pause") : _ ("Play through time");

  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->play_button), name) == 0)
    return;
  gtk_button_set_icon_name (GTK_BUTTON (self->play_button), playing ? "media-playback-pause-symbolic"
                                                                    : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * ibar_timeline_view_update_actions:
 * @self: a timeline
 *
 * Shows what can be done, and whether it plays.
 */
void
ibar_timeline_view_update_actions (IbarTimelineView *self)
{
  static const char *const need_days[] = {
    "play", "step-forward", "step-back", "zoom-in", "zoom-out", "show-all",
  };
  gboolean playing = self->play_source != 0;
  IbarDay from, to;

  for (guint i = 0; i < G_N_ELEMENTS (need_days); i++)
    set_enabled (self, need_days[i], self->has_days);
  ibar_timeline_view_get_brush (self, &from, &to);
  set_enabled (self, "clear", from != IBAR_DAY_NONE || to != IBAR_DAY_NONE);
  set_state (self, "play", g_variant_new_boolean (playing));
  update_play_button (self, playing);
}

/* Commands
 * ---------------------------------------------------------------------------------------------- */

static void
play_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  if (g_variant_get_boolean (state))
    start (self);
  else
    ibar_timeline_view_stop (self);
}

static void
step_forward_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  ibar_timeline_view_stop (self);
  step (self, 1);
}

static void
step_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  ibar_timeline_view_stop (self);
  step (self, -1);
}

static void
speed_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  self->speed = CLAMP (g_variant_get_double (state), 0.1, 20.0);
  g_simple_action_set_state (action, state);
  if (self->play_source != 0)
    start (self);
}

static void
cumulative_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  IBAR_TIMELINE_VIEW (user_data)->cumulative = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
}

static void
show_sources_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  self->show_sources = g_variant_get_boolean (state);
  self->stale = TRUE;
  g_simple_action_set_state (action, state);
  gtk_widget_set_size_request (self->canvas, -1, self->show_sources ? HEIGHT_WITH_SOURCES : HEIGHT);
  ibar_timeline_view_redraw (self);
}

/* "type" or "actor-kind" */
static void
stack_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  if (self->session == NULL)
    return;
  ibar_session_set_stacking (self->session, g_str_equal (g_variant_get_string (state, NULL), "actor-kind")
                                                ? IBAR_STACK_ACTOR_KIND
                                                : IBAR_STACK_FAMILY);
  g_simple_action_set_state (action, state);
}

/* What the reader is after: the middle of the window, else of what is looked at. */
static double
find_middle (IbarTimelineView *self)
{
  IbarDay from, to;

  ibar_timeline_view_get_brush (self, &from, &to);
  if (from != IBAR_DAY_NONE && to != IBAR_DAY_NONE)
    return (from + to + 1) / 2.0;
  return (self->start + self->end) / 2;
}

/* Zooms about the middle and brings it into view. */
static void
zoom_about_middle (IbarTimelineView *self, double factor)
{
  double middle = find_middle (self);
  double half = (self->end - self->start) / 2;

  if (middle < self->start || middle > self->end)
    ibar_timeline_view_look_at (self, middle - half, middle + half);
  ibar_timeline_view_zoom (self, factor, middle);
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  zoom_about_middle (IBAR_TIMELINE_VIEW (user_data), 0.5);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  zoom_about_middle (IBAR_TIMELINE_VIEW (user_data), 2.0);
}

static void
show_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ibar_timeline_view_look_at (IBAR_TIMELINE_VIEW (user_data), -G_MAXDOUBLE, G_MAXDOUBLE);
}

static void
clear_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  ibar_timeline_view_stop (self);
  ibar_timeline_view_set_brush (self, IBAR_DAY_NONE, IBAR_DAY_NONE);
}

/**
 * ibar_timeline_view_init_actions:
 * @self: a timeline
 *
 * Makes the group "timeline" and inserts it in the view.
 */
void
ibar_timeline_view_init_actions (IbarTimelineView *self)
{
  static const GActionEntry entries[] = {
    { .name = "play", .state = "false", .change_state = play_cb },
    { .name = "step-forward", .activate = step_forward_cb },
    { .name = "step-back", .activate = step_back_cb },
    { .name = "speed", .parameter_type = "d", .state = "1.0", .change_state = speed_cb },
    { .name = "cumulative", .state = "false", .change_state = cumulative_cb },
    { .name = "show-sources", .state = "false", .change_state = show_sources_cb },
    { .name = "stack", .parameter_type = "s", .state = "'type'", .change_state = stack_cb },
    { .name = "zoom-in", .activate = zoom_in_cb },
    { .name = "zoom-out", .activate = zoom_out_cb },
    { .name = "show-all", .activate = show_all_cb },
    { .name = "clear", .activate = clear_cb },
  };

  self->speed = 1.0;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "timeline", G_ACTION_GROUP (self->actions));
}
