/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"
#include "ibar-output.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_EXPORT_TABLE, /* for a terminal */
  IBAR_EXPORT_CSV,
  IBAR_EXPORT_JSON,
  IBAR_EXPORT_GEOJSON,
  IBAR_EXPORT_TEXT, /* to be read, as are the tables of HTML */
  IBAR_EXPORT_HTML,
  IBAR_EXPORT_GPKG, /* this and the next three are files written through GDAL */
  IBAR_EXPORT_KML,
  IBAR_EXPORT_XLSX,
  IBAR_EXPORT_FGB,
  IBAR_EXPORT_BIBTEX, /* this and the next two are the events' sources */
  IBAR_EXPORT_CSL_JSON,
  IBAR_EXPORT_RIS,
  IBAR_N_EXPORT_FORMATS,
} IbarExportFormat;

/* What to export, and how to write names. */
typedef struct
{
  IbarCollection  *collection;
  const gint64    *fids;   /* events' rows in the order wanted, shape [n_fids] */
  gsize            n_fids;
  IbarNameSetting  names;
  const char      *filter; /* (nullable) the filter's text, for formats that can say where they come from */
  int              width;  /* [columns] of the terminal; 0: as wide as it gets */
  GCancellable    *cancellable; /* (nullable) */
  const struct _IbarExportNames *all_names; /* (nullable) set while tables are written: every spelling, not only the chosen */
} IbarExport;

typedef enum
{
  IBAR_FIELD_TEXT,
  IBAR_FIELD_REAL,
  IBAR_FIELD_DATE,
} IbarFieldKind;

/* A column of every tabular format. Names are part of the format: they do not change. */
typedef struct
{
  const char   *name;
  IbarFieldKind kind;
  const char   *description;
} IbarExportField;

const IbarExportField *ibar_export_get_fields     (guint                  *n_fields);
gboolean               ibar_export_append_field   (const IbarExport       *export,
                                                   const IbarEventRecord  *record,
                                                   guint                   field,
                                                   GString                *out);
gboolean               ibar_export_format_from_string (const char         *text,
                                                   IbarExportFormat       *format);
gboolean               ibar_export_write          (const IbarExport       *export,
                                                   IbarExportFormat        format,
                                                   const char             *path,
                                                   GError                **error);
/* The same, of the formats that are text, as a string. */
char                  *ibar_export_to_text        (const IbarExport       *export,
                                                   IbarExportFormat        format,
                                                   GError                **error);
/* What a file's name ends with: ".csv". */
const char            *ibar_export_format_get_ending (IbarExportFormat     format);
gboolean               ibar_export_format_from_path (const char           *path,
                                                   IbarExportFormat       *format);
/* Names of data sets among the events that must not be passed on, joined; NULL if there is none. */
char                  *ibar_export_dup_restricted (const IbarExport       *export,
                                                   GError                **error);
guint                  ibar_export_count_left_out (const IbarExport       *export,
                                                   IbarExportFormat        format);

G_END_DECLS
