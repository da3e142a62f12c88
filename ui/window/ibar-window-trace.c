/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says when a window had painted what, for `./dev bench start`: its first frame with the whole map ("map"), its first with
 * everything ("all"), and from then on when another filter was asked for ("asked"), when the session had its answer
 * ("answered"), and when a frame with everything that changed was painted ("shown"). */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include "ibar-trace.h"
#include "ibar-window-private.h"

typedef enum
{
  STEP_MAP,    /* awaits the map */
  STEP_ALL,    /* awaits the panels */
  STEP_FILTER, /* awaits a filter */
  STEP_ANSWER, /* awaits the session */
  STEP_SHOWN,  /* awaits the frame */
} Step;

typedef struct
{
  IbarWindow *window;
  Step        step;
} Trace;

static void
painted_cb (GdkFrameClock *clock, Trace *trace)
{
  if (trace->step == STEP_MAP && ibar_window_has_map (trace->window))
    {
      ibar_trace ("map");
      trace->step = STEP_ALL;
    }
  if ((trace->step != STEP_ALL && trace->step != STEP_SHOWN) || !ibar_window_is_ready (trace->window))
    return;
  ibar_trace (trace->step == STEP_ALL ? "all" : "shown");
  trace->step = STEP_FILTER;
}

static void
asked_cb (Trace *trace)
{
  if (trace->step < STEP_FILTER)
    return;
  ibar_trace ("asked");
  trace->step = STEP_ANSWER;
}

static void
changed_cb (IbarSession *session, guint flags, Trace *trace)
{
  if (trace->step != STEP_ANSWER || (flags & IBAR_CHANGED_RESULT) == 0)
    return;
  ibar_trace ("answered");
  trace->step = STEP_SHOWN;
}

static void
realized_cb (GtkWidget *window, Trace *trace)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), trace);
}

/**
 * ibar_window_trace:
 * @self: a window that is not on the screen yet and stays until the program ends
 *
 * Has the window say when it has painted what.
 */
void
ibar_window_trace (IbarWindow *self)
{
  Trace *trace = g_new0 (Trace, 1);

  g_return_if_fail (IBAR_IS_WINDOW (self));

  trace->window = self;
  g_signal_connect (self, "realize", G_CALLBACK (realized_cb), trace);
  g_signal_connect_swapped (self->session, "notify::filter-text", G_CALLBACK (asked_cb), trace);
  g_signal_connect (self->session, "changed", G_CALLBACK (changed_cb), trace);
}
