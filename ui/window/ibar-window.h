/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-application.h"
#include "ibar-session.h"

G_BEGIN_DECLS

/* Where a path comes from: how its trouble is told. */
typedef enum
{
  IBAR_OPEN_BUNDLED,      /* immutable */
  IBAR_OPEN_COMMAND_LINE, /* errors also on stderr, exit status 1 */
  IBAR_OPEN_CHOSEN,       /* in a dialog; what was open stays */
} IbarOpenKind;

/**
 * IbarWindow:
 *
 * Filters, map over timeline, side panel, status line; all of one #IbarSession.
 */
#define IBAR_TYPE_WINDOW (ibar_window_get_type ())
G_DECLARE_FINAL_TYPE (IbarWindow, ibar_window, IBAR, WINDOW, AdwApplicationWindow)

IbarWindow  *ibar_window_new         (IbarApplication *application);
IbarSession *ibar_window_get_session (IbarWindow      *self);
/* Brings it onto the screen with its map painted, or without where that takes long. */
void         ibar_window_show        (IbarWindow      *self);
/* Whether a file is opened into a collection: a table to import, or a figure. */
gboolean     ibar_window_needs_collection (const char *path);
void         ibar_window_open        (IbarWindow      *self,
                                      const char      *path,
                                      IbarOpenKind     kind);
/* What to show of the first collection instead of what was looked at last; (nullable) all. */
void         ibar_window_ask         (IbarWindow      *self,
                                      const char      *filter,
                                      const char      *view,
                                      const char      *event_id);
/* Whether everything is read and painted: what a screenshot waits for. */
gboolean     ibar_window_is_ready    (IbarWindow      *self);
/* Whether the map is complete; the panels may still be empty. */
gboolean     ibar_window_has_map     (IbarWindow      *self);
/* Says on stderr when it has painted what, for benchmarks. */
void         ibar_window_trace       (IbarWindow      *self);
void         ibar_window_load_region (IbarWindow      *self,
                                      const char      *path);

G_END_DECLS
