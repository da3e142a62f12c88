/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* With IBAR_TRACE_START set: one line on stderr, "ibar-trace: WHAT MS CPU", [ms] since the process was made, and [ms] of
 * processor time of all its threads. */
void     ibar_trace       (const char *what);
/* Whether IBAR_TRACE_START is set. */
gboolean ibar_trace_is_on (void);

G_END_DECLS
