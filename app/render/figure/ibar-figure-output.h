/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-layout.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_OUTPUT_PDF,
  IBAR_OUTPUT_SVG,
  IBAR_OUTPUT_PNG,
  IBAR_OUTPUT_HTML,
  IBAR_N_OUTPUTS,
} IbarFigureOutput;

/**
 * IbarSheets:
 *
 * What is written one after the other: one layout, or one for each part of an atlas or an animation,
 * made when it is asked for and gone with the next.
 */
typedef struct
{
  guint             n;
  IbarFigureLayout *whole; /* what the evidence speaks of */
  IbarFigureLayout *(*get) (gpointer data, guint sheet, GCancellable *cancellable, GError **error);
  gpointer          data;
} IbarSheets;

gboolean    ibar_figure_output_from_path (const char        *path,
                                          IbarFigureOutput  *output,
                                          GError           **error);
/* Writes the figure beside path and renames; files: (out) the paths written, one a page where a
 * format has no pages. */
gboolean    ibar_figure_layout_write  (IbarFigureLayout  *layout,
                                       const char        *path,
                                       IbarFigureOutput   output,
                                       GPtrArray         *files,
                                       GCancellable      *cancellable,
                                       GError           **error);
gboolean    ibar_sheets_write         (const IbarSheets  *sheets,
                                       const char        *path,
                                       IbarFigureOutput   output,
                                       GPtrArray         *files,
                                       GCancellable      *cancellable,
                                       GError           **error);
/* In ibar-figure-vector.c. SVG: one page, for HTML without the XML declaration. */
GByteArray *ibar_sheets_to_pdf        (const IbarSheets  *sheets,
                                       GKeyFile          *evidence,
                                       GCancellable      *cancellable,
                                       GError           **error);
char       *ibar_figure_layout_to_svg (IbarFigureLayout  *layout,
                                       guint              page,
                                       GKeyFile          *evidence,
                                       gboolean           prolog,
                                       GError           **error);
/* In ibar-figure-html.c. */
char       *ibar_sheets_to_html       (const IbarSheets  *sheets,
                                       GKeyFile          *evidence,
                                       GCancellable      *cancellable,
                                       GError           **error);

G_END_DECLS
