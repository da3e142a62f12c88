/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * IbarWork:
 *
 * What a window has done by a worker, one thing at a time: a spinner and a button that stops it, seen while something is
 * at work. What is begun meanwhile takes its place.
 */
#define IBAR_TYPE_WORK (ibar_work_get_type ())
G_DECLARE_FINAL_TYPE (IbarWork, ibar_work, IBAR, WORK, GtkBox)

/* window: that of the work; task: what func has returned, with its data. */
typedef void (*IbarWorkFunc) (gpointer window, GTask *task);

GtkWidget  *ibar_work_new        (void);
void        ibar_work_begin      (IbarWork       *self,
                                  GTaskThreadFunc func,
                                  gpointer        data,
                                  GDestroyNotify  free_data,
                                  IbarWorkFunc    done);
gboolean    ibar_work_is_at_work (IbarWork       *self);
/* (transfer none): what a reader is told of work that writes a file, and failed or was stopped; as long as error lives */
const char *ibar_work_explain    (const GError   *error);

G_END_DECLS
