/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* With IBAR_TRACE_START set: one line on stderr, "ibar-trace: WHAT MS CPU", [ms] since the process was made, and [ms] of
 * processor time of all its threads. */
void     ibar_trace        (const char *what);
/* Whether IBAR_TRACE_START is set. */
gboolean ibar_trace_is_on  (void);
/* With IBAR_TRACE_PASSES set: from now on one line for each pass of the main loop that takes 1 ms or more,
 * "ibar-trace: pass WORK FRAMES", [ms] of the main thread's processor time outside of frames of a GdkFrameClock and
 * within. */
void     ibar_trace_passes (GObject    *frame_clock);

G_END_DECLS
