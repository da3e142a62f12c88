/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-output.h"

G_BEGIN_DECLS

/**
 * IbarFigureBook:
 *
 * A figure from its description to what is written of it: one page, small multiples, the pages of an
 * atlas or the frames of an animation. Belongs to one thread.
 */
typedef struct _IbarFigureBook IbarFigureBook;

IbarFigureBook   *ibar_figure_book_new          (const IbarFigure  *figure,
                                                 IbarCollection    *collection,
                                                 IbarRegion        *region,
                                                 IbarForeignMap    *foreign,
                                                 gboolean           web,
                                                 GCancellable      *cancellable,
                                                 GError           **error);
void              ibar_figure_book_free         (IbarFigureBook    *self);
guint             ibar_figure_book_get_n_sheets (IbarFigureBook    *self);
/* The figure before it is divided: what pre-flight, evidence and the legend speak of. */
IbarFigureLayout *ibar_figure_book_get_whole    (IbarFigureBook    *self);
/* Valid until the next one is asked for. */
IbarFigureLayout *ibar_figure_book_get_sheet    (IbarFigureBook    *self,
                                                 guint              sheet,
                                                 GCancellable      *cancellable,
                                                 GError           **error);
/* path: as ibar_figure_layout_write() takes it, or a film. */
gboolean          ibar_figure_book_write        (IbarFigureBook    *self,
                                                 const char        *path,
                                                 GPtrArray         *files,
                                                 GCancellable      *cancellable,
                                                 GError           **error);
gboolean          ibar_figure_path_is_web       (const char        *path);
/* Whether a figure can be written under that name. */
gboolean          ibar_figure_check_path        (const char        *path,
                                                 GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarFigureBook, ibar_figure_book_free)

G_END_DECLS
