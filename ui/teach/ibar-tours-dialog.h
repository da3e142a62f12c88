/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarToursDialog:
 *
 * The tours of the session's collection: to present, change, export, import and delete. A collection that may only
 * be read offers a copy that may be changed.
 *
 * A lesson's quizzes, worksheets and map stand below its tours.
 *
 * Signals: present-tour (id), edit-tour (id), open-copy (path), start-quiz (settings), make-worksheet (settings),
 * use-map (path).
 */
#define IBAR_TYPE_TOURS_DIALOG (ibar_tours_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IbarToursDialog, ibar_tours_dialog, IBAR, TOURS_DIALOG, AdwWindow)

GtkWidget      *ibar_tours_dialog_new           (GtkWindow       *parent,
                                                 IbarSession     *session);
/* The session's file, opened once more for writing; never the one that comes with the program. */
IbarCollection *ibar_tours_open_writable        (IbarSession     *session,
                                                 GError         **error);
/* What the menus do, with the file chosen: for tests. */
void            ibar_tours_dialog_import        (IbarToursDialog *self,
                                                 const char      *path);
void            ibar_tours_dialog_export        (IbarToursDialog *self,
                                                 const char      *id,
                                                 const char      *path);
void            ibar_tours_dialog_delete        (IbarToursDialog *self,
                                                 const char      *id);

G_END_DECLS
