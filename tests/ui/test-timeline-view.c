/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timeline on the bundled collection. */

#include "config.h"

#include <adwaita.h>

#include "ibar-test-view.h"
#include "ibar-timeline-view-private.h"

typedef struct
{
  IbarSession *session;
  IbarTimelineView *view;
  GtkWidget *window;
} Fixture;

static gboolean
is_counted (gpointer user_data)
{
  return !IBAR_TIMELINE_VIEW (user_data)->stale;
}

static void
settle (Fixture *fixture)
{
  ibar_session_flush (fixture->session);
  fixture->view->stale = TRUE;
  ibar_timeline_view_redraw (fixture->view);
  ibar_test_wait (is_counted, fixture->view);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = ibar_test_open_session ();
  fixture->view = IBAR_TIMELINE_VIEW (g_object_ref_sink (ibar_timeline_view_new ()));
  ibar_timeline_view_set_session (fixture->view, fixture->session);
  fixture->window = ibar_test_window_new (GTK_WIDGET (fixture->view), 900, 120);
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->session);
}

static void
assert_dates (Fixture *fixture, IbarDay from, IbarDay to)
{
  const IbarFilter *filter = ibar_session_get_filter (fixture->session);

  g_assert_cmpint (filter->from, ==, from);
  g_assert_cmpint (filter->to, ==, to);
}

static void
activate (Fixture *fixture, const char *name)
{
  g_action_group_activate_action (ibar_timeline_view_get_actions (fixture->view), name, NULL);
}

/* The whole span is looked at, in years, and every dated event is in some bar. */
static void
test_whole (Fixture *fixture, gconstpointer data)
{
  const IbarTimelineData *counts = &fixture->view->data;
  guint n = 0;

  g_assert_true (fixture->view->has_days);
  g_assert_cmpint (counts->unit, ==, IBAR_BIN_YEAR);
  g_assert_cmpfloat (fixture->view->start, <, fixture->view->first_day);
  g_assert_cmpfloat (fixture->view->end, >, fixture->view->last_day);
  for (guint i = 0; i < counts->n_bins; i++)
    n += counts->all[i];
  g_assert_cmpuint (n, >=,
                    ibar_result_get_n_total (ibar_session_get_result (fixture->session))
                        - ibar_result_get_n_undated (ibar_session_get_result (fixture->session)));
}

/* The two scales set the session's dates; their ends are open; the one pushes the other along. */
static void
test_scales (Fixture *fixture, gconstpointer data)
{
  IbarDay day = ibar_day_from_ymd (2023, 5, 26);

  gtk_range_set_value (fixture->view->from_scale, day);
  assert_dates (fixture, day, IBAR_DAY_NONE);
  gtk_range_set_value (fixture->view->to_scale, day + 7);
  assert_dates (fixture, day, day + 7);
  gtk_range_set_value (fixture->view->from_scale, day + 20);
  assert_dates (fixture, day + 20, day + 20);
  gtk_range_set_value (fixture->view->from_scale, fixture->view->first_day);
  assert_dates (fixture, IBAR_DAY_NONE, day + 20);
  gtk_range_set_value (fixture->view->to_scale, fixture->view->last_day);
  assert_dates (fixture, IBAR_DAY_NONE, IBAR_DAY_NONE);
}

/* What somebody else sets is shown. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  IbarDay from = ibar_day_from_ymd (2011, 7, 25), to = ibar_day_from_ymd (2011, 9, 30);

  ibar_session_set_dates (fixture->session, from, to);
  settle (fixture);
  g_assert_cmpfloat (gtk_range_get_value (fixture->view->from_scale), ==, from);
  g_assert_cmpfloat (gtk_range_get_value (fixture->view->to_scale), ==, to);
  assert_dates (fixture, from, to);
  activate (fixture, "clear");
  assert_dates (fixture, IBAR_DAY_NONE, IBAR_DAY_NONE);
}

/* Steps are whole bars, whatever the length of years and months; a step back undoes a step. */
static void
test_steps (Fixture *fixture, gconstpointer data)
{
  ibar_timeline_view_set_brush (fixture->view, ibar_day_from_ymd (2019, 1, 1),
                                ibar_day_from_ymd (2019, 12, 31));
  activate (fixture, "step-forward");
  assert_dates (fixture, ibar_day_from_ymd (2020, 1, 1), ibar_day_from_ymd (2020, 12, 31));
  activate (fixture, "step-back");
  assert_dates (fixture, ibar_day_from_ymd (2019, 1, 1), ibar_day_from_ymd (2019, 12, 31));

  ibar_timeline_view_look_at (fixture->view, ibar_day_from_ymd (2020, 1, 1),
                              ibar_day_from_ymd (2025, 1, 1));
  settle (fixture);
  g_assert_cmpint (fixture->view->data.unit, ==, IBAR_BIN_MONTH);
  ibar_timeline_view_set_brush (fixture->view, ibar_day_from_ymd (2024, 1, 1),
                                ibar_day_from_ymd (2024, 1, 31));
  activate (fixture, "step-forward");
  assert_dates (fixture, ibar_day_from_ymd (2024, 2, 1), ibar_day_from_ymd (2024, 2, 29));
  activate (fixture, "step-forward");
  assert_dates (fixture, ibar_day_from_ymd (2024, 3, 1), ibar_day_from_ymd (2024, 3, 31));
  ibar_timeline_view_set_brush (fixture->view, ibar_day_from_ymd (2023, 1, 30), ibar_day_from_ymd (2023, 1, 30));
  activate (fixture, "step-forward");
  assert_dates (fixture, ibar_day_from_ymd (2023, 2, 28), ibar_day_from_ymd (2023, 2, 28));
  ibar_timeline_view_set_brush (fixture->view, ibar_day_from_ymd (2024, 3, 1), ibar_day_from_ymd (2024, 3, 31));
  g_action_group_change_action_state (ibar_timeline_view_get_actions (fixture->view), "cumulative",
                                      g_variant_new_boolean (TRUE));
  activate (fixture, "step-forward");
  assert_dates (fixture, ibar_day_from_ymd (2024, 3, 1), ibar_day_from_ymd (2024, 4, 30));
}

/* A window that is dragged keeps to whole bars, and to where there are events. */
static void
test_drag_window (Fixture *fixture, gconstpointer data)
{
  IbarDay from = ibar_day_from_ymd (2004, 1, 1), to = ibar_day_from_ymd (2004, 12, 31);

  ibar_timeline_view_drag_window (fixture->view, from, to, 3 * 366);
  assert_dates (fixture, ibar_day_from_ymd (2007, 1, 1), ibar_day_from_ymd (2007, 12, 31));
  ibar_timeline_view_drag_window (fixture->view, from, to, -180);
  assert_dates (fixture, from, to);
  ibar_timeline_view_drag_window (fixture->view, from, to, -190);
  assert_dates (fixture, ibar_day_from_ymd (2003, 1, 1), ibar_day_from_ymd (2003, 12, 31));
  ibar_timeline_view_drag_window (fixture->view, from, to, 1e5);
  assert_dates (fixture, ibar_day_from_ymd (2025, 1, 1), ibar_day_from_ymd (2025, 12, 31));
  ibar_timeline_view_drag_window (fixture->view, from, to, -1e9);
  assert_dates (fixture, ibar_day_from_ymd (1999, 1, 1), ibar_day_from_ymd (1999, 12, 31));

  ibar_timeline_view_look_at (fixture->view, ibar_day_from_ymd (2020, 1, 1), ibar_day_from_ymd (2025, 1, 1));
  settle (fixture);
  g_assert_cmpint (fixture->view->data.unit, ==, IBAR_BIN_MONTH);
  ibar_timeline_view_drag_window (fixture->view, ibar_day_from_ymd (2023, 1, 1), ibar_day_from_ymd (2023, 1, 31), 31);
  assert_dates (fixture, ibar_day_from_ymd (2023, 2, 1), ibar_day_from_ymd (2023, 2, 28));
}

static gboolean
has_stopped (gpointer user_data)
{
  return IBAR_TIMELINE_VIEW (user_data)->play_source == 0;
}

/* It plays to the last day and stops by itself. */
static void
test_play (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = ibar_timeline_view_get_actions (fixture->view);
  g_autoptr (GVariant) state = NULL;

  ibar_timeline_view_set_brush (fixture->view, ibar_day_from_ymd (2023, 1, 1),
                                ibar_day_from_ymd (2023, 12, 31));
  g_action_group_change_action_state (actions, "speed", g_variant_new_double (20.0));
  g_action_group_change_action_state (actions, "play", g_variant_new_boolean (TRUE));
  g_assert_cmpuint (fixture->view->play_source, !=, 0);
  ibar_test_wait (has_stopped, fixture->view);
  g_assert_cmpint (ibar_session_get_filter (fixture->session)->to, >=, fixture->view->last_day);
  state = g_action_group_get_action_state (actions, "play");
  g_assert_false (g_variant_get_boolean (state));
}

/* Zooming keeps the day below the pointer, never leaves the data, and never goes below ten days. */
static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  double day = ibar_day_from_ymd (2015, 6, 1);
  double share = (day - fixture->view->start) / (fixture->view->end - fixture->view->start);

  ibar_timeline_view_zoom (fixture->view, 0.5, day);
  g_assert_cmpfloat_with_epsilon (
      (day - fixture->view->start) / (fixture->view->end - fixture->view->start), share, 1e-9);
  for (int i = 0; i < 60; i++)
    ibar_timeline_view_zoom (fixture->view, 0.5, day);
  g_assert_cmpfloat (fixture->view->end - fixture->view->start, >=, 9.999);
  settle (fixture);
  g_assert_cmpint (fixture->view->data.unit, ==, IBAR_BIN_DAY);
  for (int i = 0; i < 60; i++)
    ibar_timeline_view_zoom (fixture->view, 2.0, day);
  g_assert_cmpfloat (fixture->view->start, <=, fixture->view->first_day);
  g_assert_cmpfloat (fixture->view->end, >=, fixture->view->last_day);
  g_assert_cmpfloat (fixture->view->end - fixture->view->start, <,
                     1.2 * (fixture->view->last_day - fixture->view->first_day));
}

/* When days are wide enough, events are shown one by one. */
static void
test_strip (Fixture *fixture, gconstpointer data)
{
  ibar_timeline_view_look_at (fixture->view, ibar_day_from_ymd (2023, 5, 1),
                              ibar_day_from_ymd (2023, 7, 1));
  settle (fixture);
  g_assert_cmpuint (fixture->view->data.n_bars, >, 0);
  for (guint i = 0; i < fixture->view->data.n_bars; i++)
    g_assert_cmpint (fixture->view->data.bars[i].end, >=, ibar_day_from_ymd (2023, 5, 1));
}

/* The strip of sources counts each source once a bar, against a plain count over the sources of
 * that bar's events. */
static gboolean
is_sources_counted (gpointer user_data)
{
  return IBAR_TIMELINE_VIEW (user_data)->counting == NULL;
}

static void
test_sources (Fixture *fixture, gconstpointer data)
{
  IbarResult *result = ibar_session_get_result (fixture->session);
  IbarColumns *columns = ibar_result_get_columns (result);

  fixture->view->most_here = GPOINTER_TO_UINT (data);
  g_action_group_change_action_state (ibar_timeline_view_get_actions (fixture->view),
                                      "show-sources", g_variant_new_boolean (TRUE));
  settle (fixture);
  if (fixture->view->most_here == 0)
    settle (fixture); /* a second one replaces the first */
  ibar_test_wait (is_sources_counted, fixture->view);
  g_assert_false (fixture->view->data.sources_pending);
  g_assert_nonnull (fixture->view->data.sources);
  for (guint bin = 0; bin < fixture->view->data.n_bins; bin++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
      IbarDay start
          = ibar_bin_next (fixture->view->data.unit, fixture->view->data.first, (int) bin);
      IbarDay end = ibar_bin_next (fixture->view->data.unit, start, 1);

      for (guint32 i = 0; i < ibar_columns_get_n_rows (columns); i++)
        {
          guint32 buffer;
          guint n = 0;
          const guint32 *sources;
          IbarRow row;

          ibar_columns_get_row (columns, i, &row);
          if (row.start < start || row.start >= end)
            continue;
          sources = ibar_columns_get_row_values (columns, IBAR_FACET_SOURCE, i, &buffer, &n);
          for (guint k = 0; k < n; k++)
            g_hash_table_add (seen, GUINT_TO_POINTER (sources[k] + 1));
        }
      g_assert_cmpuint (fixture->view->data.sources[bin], ==, g_hash_table_size (seen));
    }
}

/* A view that goes while its sources are counted. */
static void
test_sources_dropped (Fixture *fixture, gconstpointer data)
{
  fixture->view->most_here = 0;
  g_action_group_change_action_state (ibar_timeline_view_get_actions (fixture->view),
                                      "show-sources", g_variant_new_boolean (TRUE));
  settle (fixture);
  ibar_timeline_view_set_session (fixture->view, NULL);
  while (!is_sources_counted (fixture->view))
    g_main_context_iteration (NULL, TRUE);
}

static double
day_at (Fixture *fixture, double x)
{
  IbarTimelineFrame frame;

  ibar_timeline_view_get_frame (fixture->view, &frame);
  return ibar_timeline_x_to_day (&frame, x);
}

/* What lies between two fingers stays between them, wherever they came down and wherever they go. */
static void
test_pinch (Fixture *fixture, gconstpointer data)
{
  double middle = ibar_day_from_ymd (2012, 1, 1), day;

  ibar_timeline_view_look_at (fixture->view, middle - 2000, middle + 2000);
  day = day_at (fixture, 200);
  ibar_timeline_view_begin_pinch (fixture->view, 200);
  ibar_timeline_view_pinch (fixture->view, 2.0, 200);
  g_assert_cmpfloat_with_epsilon (day_at (fixture, 200), day, 0.01);
  g_assert_cmpfloat_with_epsilon (fixture->view->end - fixture->view->start, 2000, 0.01);
  /* Both move to the right, and closer together again. */
  ibar_timeline_view_pinch (fixture->view, 1.25, 260);
  g_assert_cmpfloat_with_epsilon (day_at (fixture, 260), day, 0.01);
  g_assert_cmpfloat_with_epsilon (fixture->view->end - fixture->view->start, 3200, 0.01);
  /* Not closer than some days, and not out of time. */
  ibar_timeline_view_pinch (fixture->view, 1e9, 260);
  g_assert_cmpfloat (fixture->view->end - fixture->view->start, >=, 9.99);
  g_assert_cmpfloat_with_epsilon (day_at (fixture, 260), day, 0.01);
  ibar_timeline_view_pinch (fixture->view, 0, 260);
  g_assert_cmpfloat (fixture->view->start, <, fixture->view->first_day);
  g_assert_cmpfloat (fixture->view->end, >, fixture->view->last_day);
}

static GtkGesture *
find_pinch (GtkWidget *canvas)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (canvas);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_ZOOM (controller))
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* The gesture reaches the timeline; it does nothing where nothing is dated. */
static void
test_pinch_gesture (Fixture *fixture, gconstpointer data)
{
  GtkGesture *pinch = find_pinch (fixture->view->canvas);
  double width = gtk_widget_get_width (fixture->view->canvas), day;

  ibar_timeline_view_look_at (fixture->view, ibar_day_from_ymd (2005, 1, 1), ibar_day_from_ymd (2015, 1, 1));
  day = day_at (fixture, width / 2);
  ibar_timeline_view_begin_pinch (fixture->view, width / 2); /* "begin" wants an event of a real finger */
  g_signal_emit_by_name (pinch, "scale-changed", 4.0);
  g_assert_cmpfloat_with_epsilon (fixture->view->end - fixture->view->start, 3652.0 / 4, 0.01);
  g_assert_cmpfloat_with_epsilon (day_at (fixture, width / 2), day, 0.01);
  ibar_timeline_view_set_session (fixture->view, NULL);
  ibar_timeline_view_begin_pinch (fixture->view, width / 2);
  g_signal_emit_by_name (pinch, "scale-changed", 4.0);
  ibar_timeline_view_set_session (fixture->view, fixture->session);
  settle (fixture);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  ibar_test_assert_named (GTK_WIDGET (fixture->view));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->view->from_scale),
                                                   GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->view->to_scale),
                                                   GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));
}

static void
test_without_session (Fixture *fixture, gconstpointer data)
{
  ibar_timeline_view_set_session (fixture->view, NULL);
  g_assert_false (fixture->view->has_days);
  activate (fixture, "step-forward");
  activate (fixture, "zoom-in");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  ibar_timeline_view_set_session (fixture->view, fixture->session);
  settle (fixture);
  g_assert_true (fixture->view->has_days);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/timeline-view/whole", test_whole);
  ADD ("/timeline-view/scales", test_scales);
  ADD ("/timeline-view/follows", test_follows);
  ADD ("/timeline-view/steps", test_steps);
  ADD ("/timeline-view/drag-window", test_drag_window);
  ADD ("/timeline-view/play", test_play);
  ADD ("/timeline-view/zoom", test_zoom);
  ADD ("/timeline-view/pinch", test_pinch);
  ADD ("/timeline-view/pinch-gesture", test_pinch_gesture);
  ADD ("/timeline-view/strip", test_strip);
  g_test_add ("/timeline-view/sources", Fixture, GUINT_TO_POINTER (1000), set_up, test_sources, tear_down);
  g_test_add ("/timeline-view/sources-in-worker", Fixture, GUINT_TO_POINTER (0), set_up, test_sources, tear_down);
  g_test_add ("/timeline-view/sources-dropped", Fixture, NULL, set_up, test_sources_dropped, tear_down);
  ADD ("/timeline-view/accessible", test_accessible);
  ADD ("/timeline-view/without-session", test_without_session);
  return g_test_run ();
}
