/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-export.h"
#include "ibar-export-names.h"

G_BEGIN_DECLS

/* Called for each event in order; what was added to out is written and cleared. */
typedef gboolean (*IbarExportFunc) (const IbarExport       *export,
                                    const IbarEventRecord  *record,
                                    gsize                   index,
                                    GString                *out,
                                    gpointer                user_data,
                                    GError                **error);

gboolean ibar_export_for_each (const IbarExport *export,
                               IbarOutput       *output,
                               IbarExportFunc    func,
                               gpointer          user_data,
                               GError          **error);
void     ibar_export_append_real (GString       *out,
                                  double         value);
void     ibar_export_append_figure (GString     *out,
                                    const IbarClaim *claim);
gboolean ibar_export_table    (const IbarExport *export, IbarOutput *output, GError **error);
gboolean ibar_export_csv      (const IbarExport *export, IbarOutput *output, GError **error);
gboolean ibar_export_json     (const IbarExport *export, IbarOutput *output, gboolean geojson, GError **error);
gboolean ibar_export_text     (const IbarExport *export, IbarOutput *output, GError **error);
gboolean ibar_export_html     (const IbarExport *export, IbarOutput *output, GError **error);
gboolean ibar_export_sources  (const IbarExport *export, IbarExportFormat format, IbarOutput *output,
                               GError **error);
gboolean ibar_export_collection (const IbarExport *export, const char *path, GError **error);
gboolean ibar_export_ogr      (const IbarExport *export, IbarExportFormat format, const char *path,
                               GError **error);

G_END_DECLS
