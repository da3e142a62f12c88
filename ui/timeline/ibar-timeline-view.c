/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timeline: follows the session, shows its dates on the histogram and on two scales, and sets
 * them.
 *
 * The two scales are not decoration: GTK 4.8 lets a widget of one's own say no range to a screen
 * reader, so what the brush does can be done, and is said, by two ordinary scales. The ends of a
 * scale are open ends. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-timeline-view"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-text-scale.h"
#include "ibar-timeline-view-private.h"
#include "ibar-ui-resources.h"

#define AIR 0.02 /* of the whole span, beside the first and the last day */

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IbarTimelineView, ibar_timeline_view, GTK_TYPE_WIDGET)

/* Dates
 * ---------------------------------------------------------------------------------------------------
 */

/**
 * ibar_timeline_view_get_brush:
 * @self: a timeline
 * @from: (out): first day shown, or %IBAR_DAY_NONE
 * @to: (out): last day shown, or %IBAR_DAY_NONE
 */
void
ibar_timeline_view_get_brush (IbarTimelineView *self, IbarDay *from, IbarDay *to)
{
  const IbarFilter *filter = self->session != NULL ? ibar_session_get_filter (self->session) : NULL;

  *from = filter != NULL ? filter->from : IBAR_DAY_NONE;
  *to = filter != NULL ? filter->to : IBAR_DAY_NONE;
}

static char *
format_day (IbarDay day)
{
  return ibar_date_format (day, day, IBAR_DATE_DAY);
}

static void
set_scale (GtkRange *scale, GtkLabel *label, IbarDay day, IbarDay open, const char *open_text)
{
  g_autofree char *text = day != IBAR_DAY_NONE ? format_day (day) : g_strdup (open_text);

  gtk_range_set_value (scale, day != IBAR_DAY_NONE ? day : open);
  gtk_label_set_label (label, text);
  /* GTK 4.8 tells a screen reader of the value's number only, which is a count of days: the description is heard. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
update_scales (IbarTimelineView *self)
{
  IbarDay from, to;

  ibar_timeline_view_get_brush (self, &from, &to);
  self->updating_scales = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->from_scale), self->has_days);
  gtk_widget_set_sensitive (GTK_WIDGET (self->to_scale), self->has_days);
  set_scale (self->from_scale, self->from_label, from, self->first_day, _ ("From the first"));
  set_scale (self->to_scale, self->to_label, to, self->last_day, _ ("To the last"));
  self->updating_scales = FALSE;
}

/**
 * ibar_timeline_view_set_brush:
 * @self: a timeline
 * @from: first day to show, or %IBAR_DAY_NONE
 * @to: last day to show, or %IBAR_DAY_NONE
 *
 * Narrows the session's dates.
 */
void
ibar_timeline_view_set_brush (IbarTimelineView *self, IbarDay from, IbarDay to)
{
  IbarDay old_from, old_to;

  ibar_timeline_view_get_brush (self, &old_from, &old_to);
  if (self->session == NULL || (from == old_from && to == old_to))
    return;
  ibar_session_set_dates (self->session, from, to);
  update_scales (self);
  ibar_timeline_view_update_actions (self);
  ibar_timeline_view_redraw (self);
}

static void
scale_changed_cb (GtkRange *scale, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);
  IbarDay day = (IbarDay) lround (gtk_range_get_value (scale));
  IbarDay from, to;

  if (self->updating_scales || !self->has_days)
    return;
  ibar_timeline_view_stop (self);
  ibar_timeline_view_get_brush (self, &from, &to);
  if (scale == self->from_scale)
    {
      from = day <= self->first_day ? IBAR_DAY_NONE : day;
      if (to != IBAR_DAY_NONE && from != IBAR_DAY_NONE)
        to = MAX (to, from);
    }
  else
    {
      to = day >= self->last_day ? IBAR_DAY_NONE : day;
      if (from != IBAR_DAY_NONE && to != IBAR_DAY_NONE)
        from = MIN (from, to);
    }
  ibar_timeline_view_set_brush (self, from, to);
}

/* What is looked at
 * ----------------------------------------------------------------------------------------- */

/**
 * ibar_timeline_view_redraw:
 * @self: a timeline
 */
void
ibar_timeline_view_redraw (IbarTimelineView *self)
{
  gtk_widget_queue_draw (self->canvas);
}

/**
 * ibar_timeline_view_look_at:
 * @self: a timeline
 * @start: the day at the left edge
 * @end: the day at the right edge
 *
 * Looks at a part of time, kept inside the span of the data.
 */
void
ibar_timeline_view_look_at (IbarTimelineView *self, double start, double end)
{
  double span = self->last_day + 1.0 - self->first_day;
  double least = self->first_day - span * AIR - 1, most = self->last_day + 1 + span * AIR + 1;

  if (!self->has_days)
    {
      least = start = 0;
      most = end = 1;
    }
  if (end - start >= most - least)
    {
      start = least;
      end = most;
    }
  else if (start < least)
    {
      end += least - start;
      start = least;
    }
  else if (end > most)
    {
      start -= end - most;
      end = most;
    }
  self->start = start;
  self->end = end;
  ibar_timeline_view_redraw (self);
}

/* The days of the selected event, wherever it was selected. */
static void
find_selected (IbarTimelineView *self, IbarTimelineFrame *frame)
{
  IbarResult *result = self->session != NULL ? ibar_session_get_result (self->session) : NULL;
  guint32 index = result != NULL ? ibar_session_get_selected_row (self->session) : IBAR_ROW_NONE;
  IbarRow row;

  if (index == IBAR_ROW_NONE)
    return;
  ibar_columns_get_row (ibar_result_get_columns (result), index, &row);
  frame->has_selected = row.start != IBAR_DAY_NONE;
  frame->selected_from = row.start;
  frame->selected_to = row.end;
}

/**
 * ibar_timeline_view_get_frame:
 * @self: a timeline
 * @frame: (out): how it is looked at
 */
void
ibar_timeline_view_get_frame (IbarTimelineView *self, IbarTimelineFrame *frame)
{
  *frame = (IbarTimelineFrame){
    .width = MAX (gtk_widget_get_width (self->canvas), 1),
    .height = MAX (gtk_widget_get_height (self->canvas), 1),
    .start = self->start,
    .end = self->end,
    .hovered_bin = self->hovered_bin,
    .focused = self->part != IBAR_BRUSH_NONE,
    .font_scale = MIN (ibar_text_scale (GTK_WIDGET (self)), 2.0),
  };
  ibar_timeline_view_get_brush (self, &frame->from, &frame->to);
  find_selected (self, frame);
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  IbarTimelineFrame frame;

  ibar_timeline_view_get_frame (self, &frame);
  ibar_timeline_view_update_data (self, width);
  if (frame.hovered_bin >= (int) self->data.n_bins)
    frame.hovered_bin = -1;
  ibar_timeline_draw (&self->data, &frame, cr,
                      ibar_style_get (dark ? IBAR_STYLE_DARK : IBAR_STYLE_LIGHT));
}

/* The session
 * -----------------------------------------------------------------------------------------------
 */

static void
update_days (IbarTimelineView *self)
{
  IbarColumns *columns = self->session != NULL ? ibar_session_get_columns (self->session) : NULL;
  IbarDay first = 0, last = 0;

  self->has_days = columns != NULL && ibar_columns_get_days (columns, &first, &last);
  self->first_day = first;
  self->last_day = MAX (last, first);
  self->updating_scales = TRUE;
  gtk_range_set_range (self->from_scale, first, MAX (last, first + 1));
  gtk_range_set_increments (self->from_scale, 1, 30);
  gtk_range_set_range (self->to_scale, first, MAX (last, first + 1));
  gtk_range_set_increments (self->to_scale, 1, 30);
  self->updating_scales = FALSE;
  ibar_timeline_view_look_at (self, -G_MAXDOUBLE, G_MAXDOUBLE);
}

static void
changed_cb (IbarSession *session, guint flags, gpointer user_data)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (user_data);

  if (flags & IBAR_CHANGED_COLLECTION)
    {
      ibar_timeline_view_stop (self);
      update_days (self);
    }
  if (flags & (IBAR_CHANGED_COLLECTION | IBAR_CHANGED_RESULT | IBAR_CHANGED_SELECTION))
    {
      self->stale = TRUE;
      update_scales (self);
      ibar_timeline_view_update_actions (self);
      ibar_timeline_view_redraw (self);
    }
}

/* The widget
 * ------------------------------------------------------------------------------------------------
 */

static void
ibar_timeline_view_dispose (GObject *object)
{
  IbarTimelineView *self = IBAR_TIMELINE_VIEW (object);

  g_clear_handle_id (&self->play_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, changed_cb, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), IBAR_TYPE_TIMELINE_VIEW);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ibar_timeline_view_parent_class)->dispose (object);
}

static void
ibar_timeline_view_finalize (GObject *object)
{
  ibar_timeline_view_clear_data (IBAR_TIMELINE_VIEW (object));
  G_OBJECT_CLASS (ibar_timeline_view_parent_class)->finalize (object);
}

static void
ibar_timeline_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_SESSION:
      g_value_set_object (value, IBAR_TIMELINE_VIEW (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ibar_timeline_view_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_SESSION:
      ibar_timeline_view_set_session (IBAR_TIMELINE_VIEW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ibar_timeline_view_class_init (IbarTimelineViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ibar_timeline_view_dispose;
  object_class->finalize = ibar_timeline_view_finalize;
  object_class->get_property = ibar_timeline_view_get_property;
  object_class->set_property = ibar_timeline_view_set_property;
  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, IBAR_TYPE_SESSION,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  ibar_ui_get_resource (); /* a static library drops what nobody names */
  gtk_widget_class_set_css_name (widget_class, "ibartimeline");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ibar_map/Ibar/ui/ibar-timeline-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, canvas);
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, bar);
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, play_button);
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, clear_button);
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, from_label);
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, to_label);
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, from_scale);
  gtk_widget_class_bind_template_child (widget_class, IbarTimelineView, to_scale);
}

static void
ibar_timeline_view_init (IbarTimelineView *self)
{
  ibar_timeline_view_init_data (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  ibar_timeline_view_init_actions (self);
  ibar_timeline_view_init_input (self);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->canvas), draw, self, NULL);
  g_signal_connect_object (self->from_scale, "value-changed", G_CALLBACK (scale_changed_cb), self,
                           0);
  g_signal_connect_object (self->to_scale, "value-changed", G_CALLBACK (scale_changed_cb), self, 0);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (ibar_timeline_view_redraw), self, G_CONNECT_SWAPPED);
  update_days (self);
  update_scales (self);
  ibar_timeline_view_update_actions (self);
}

/* Public
 * ------------------------------------------------------------------------------------------------
 */

/**
 * ibar_timeline_view_new:
 *
 * Returns: (transfer floating): a timeline without a session
 */
GtkWidget *
ibar_timeline_view_new (void)
{
  return g_object_new (IBAR_TYPE_TIMELINE_VIEW, NULL);
}

/**
 * ibar_timeline_view_set_session:
 * @self: a timeline
 * @session: (nullable): what to show
 */
void
ibar_timeline_view_set_session (IbarTimelineView *self, IbarSession *session)
{
  g_return_if_fail (IBAR_IS_TIMELINE_VIEW (self));
  g_return_if_fail (session == NULL || IBAR_IS_SESSION (session));

  if (session == self->session)
    return;
  ibar_timeline_view_stop (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, changed_cb, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, 0);
  self->stale = TRUE;
  update_days (self);
  update_scales (self);
  ibar_timeline_view_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ibar_timeline_view_get_actions:
 * @self: a timeline
 *
 * Returns: (transfer none): the group "timeline"
 */
GActionGroup *
ibar_timeline_view_get_actions (IbarTimelineView *self)
{
  g_return_val_if_fail (IBAR_IS_TIMELINE_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}
