/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a window comes onto the screen: the map first, and complete.
 *
 * The first frame is the dearest, and a frame with half a map is a frame for nothing. So the window is laid out as soon
 * as collection and region are read, its map's tiles are painted by other threads while GTK makes the surface, and it
 * is shown when they are there. Where that takes its time it is shown without them. The panels' some hundred rows cost
 * more than the map; they wait until it was shown. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include "ibar-filter-panel.h"
#include "ibar-map-view.h"
#include "ibar-side-panel.h"
#include "ibar-trace.h"
#include "ibar-window-private.h"

#define MAP_PATIENCE 250                   /* [ms] until a window is shown without its map */
#define PANELS_PATIENCE G_TIME_SPAN_SECOND /* until a window's panels are filled without its map */

/* Whether the map stands complete, or there is none to come. */
static gboolean
is_map_ready (IbarWindow *self)
{
  if (!ibar_session_is_settled (self->session))
    return FALSE;
  return ibar_session_get_collection (self->session) == NULL
         || ibar_map_view_is_ready (IBAR_MAP_VIEW (self->map_view));
}

static gboolean
fill_side_panel_cb (gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);

  self->panels_idle = 0;
  self->panels_filled = TRUE;
  ibar_side_panel_set_session (IBAR_SIDE_PANEL (self->side_panel), self->session);
  return G_SOURCE_REMOVE;
}

/* One section at a time, so that what the reader does meanwhile is answered in between. */
static gboolean
fill_filter_panel_cb (gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);

  if (ibar_filter_panel_fill (IBAR_FILTER_PANEL (self->filter_panel), self->session))
    return G_SOURCE_CONTINUE;
  self->panels_idle = g_idle_add_full (G_PRIORITY_LOW, fill_side_panel_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
await_map_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->first_frame == 0)
    self->first_frame = now;
  if (!is_map_ready (self) && now - self->first_frame < PANELS_PATIENCE)
    return G_SOURCE_CONTINUE;
  self->panels_idle = g_idle_add_full (G_PRIORITY_LOW, fill_filter_panel_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

/* Gives everything the place it will have on the screen. */
static void
lay_out (IbarWindow *self)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (self));
  int width, height, least_width, least_height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (content, &(GtkAllocation){ 0, 0, width, MAX (height, least_height) }, -1);
}

/* With everything read: has the map painted, and makes the surface meanwhile. */
static void
prepare (IbarWindow *self)
{
  if (!ibar_session_is_settled (self->session))
    return;
  g_signal_handlers_disconnect_by_func (self->session, prepare, self);
  lay_out (self);
  if (ibar_session_get_collection (self->session) == NULL || ibar_map_view_prepare (IBAR_MAP_VIEW (self->map_view)))
    ibar_window_reveal (self);
  else
    gtk_widget_realize (GTK_WIDGET (self));
}

static gboolean
patience_over_cb (gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);

  self->start_timeout = 0;
  ibar_window_reveal (self);
  return G_SOURCE_REMOVE;
}

/* Called once in the window's life, before it has a session to show. */
void
ibar_window_init_start (IbarWindow *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), await_map_cb, NULL, NULL);
}

/**
 * ibar_window_show:
 * @self: a window that is not on the screen, and that has been told what to open
 *
 * Brings the window onto the screen once its map is painted, or after MAP_PATIENCE.
 */
void
ibar_window_show (IbarWindow *self)
{
  g_return_if_fail (IBAR_IS_WINDOW (self));

  /* How large a maximised window gets nobody knows before. */
  if (gtk_window_is_maximized (GTK_WINDOW (self)))
    {
      ibar_window_reveal (self);
      return;
    }
  self->start_timeout = g_timeout_add (MAP_PATIENCE, patience_over_cb, self);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (prepare), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map_view, "prepared", G_CALLBACK (ibar_window_reveal), self, G_CONNECT_SWAPPED);
}

/**
 * ibar_window_reveal:
 * @self: a window
 *
 * Brings the window onto the screen as far as it is: there is something to be seen in it.
 */
void
ibar_window_reveal (IbarWindow *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  g_clear_handle_id (&self->start_timeout, g_source_remove);
  g_signal_handlers_disconnect_by_func (self->session, prepare, self);
  g_signal_handlers_disconnect_by_func (self->map_view, ibar_window_reveal, self);
  gtk_window_present (GTK_WINDOW (self));
  ibar_trace ("presented");
}

gboolean
ibar_window_is_ready (IbarWindow *self)
{
  g_return_val_if_fail (IBAR_IS_WINDOW (self), FALSE);

  return self->panels_filled && is_map_ready (self) && ibar_session_has_lists (self->session);
}

gboolean
ibar_window_has_map (IbarWindow *self)
{
  g_return_val_if_fail (IBAR_IS_WINDOW (self), FALSE);

  return is_map_ready (self);
}
