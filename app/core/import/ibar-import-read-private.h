/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/stat.h>

#include "ibar-import-read.h"
#include "ibar-gdal.h"

G_BEGIN_DECLS

/* What a kind of input implements. */
typedef struct
{
  IbarImportStep (*next)         (IbarImportReader *self, IbarImportRow *row, GError **error);
  gboolean       (*rewind)       (IbarImportReader *self, GError **error);
  gboolean       (*set_headless) (IbarImportReader *self, GError **error); /* (nullable) */
  double         (*get_fraction) (IbarImportReader *self);
  gboolean       (*push)         (IbarImportReader *self, const char *sql, const IbarExtent *box,
                                  GError **error); /* (nullable) */
  IbarImportColumnKind (*get_column_kind) (IbarImportReader *self, int column); /* (nullable) */
  GPtrArray     *(*ask_values)   (IbarImportReader *self, const int *columns, guint n_columns, const char *condition,
                                  guint max); /* (nullable) */
  void           (*free)         (IbarImportReader *self);
} IbarImportReaderClass;

struct _IbarImportReader
{
  const IbarImportReaderClass *klass;
  char       *input;   /* as the user wrote it */
  const char *format;  /* "text", "json", "geojson" or a GDAL driver's short name */
  GPtrArray  *columns; /* of char *, NULL-terminated by one entry more */
  char       *left_out; /* (nullable) names of tables of the file that are not read, joined */
  char       *above;   /* (nullable) what stands above the header, joined */
  struct stat stat;    /* of the file when it was opened; st_ino 0: not a file */
};

void     ibar_import_reader_add_column (IbarImportReader *self, const char *name);

#define IBAR_IMPORT_MAX_TITLES 20 /* rows among which the header is looked for */

/* ibar-import-titles.c */
GPtrArray *ibar_import_rows_new       (void);
guint      ibar_import_find_header    (const GPtrArray *rows);
void       ibar_import_reader_add_above (IbarImportReader *self, char **row);

gboolean   ibar_import_open_text       (IbarImportReader **self, const char *path, GError **error);
gboolean   ibar_import_open_json       (IbarImportReader **self, const char *path, GError **error);
gboolean   ibar_import_open_ogr        (IbarImportReader **self, const char *path, const char *driver, GError **error);
/* A GeoPackage that is a collection; is_one FALSE and no reader where it is another. */
gboolean   ibar_import_open_collection (IbarImportReader **self, const char *path, gboolean *is_one, GError **error);

/* ibar-import-ask-ogr.c: see ibar_import_reader_ask_values(); names: of the columns. */
GPtrArray *ibar_import_ask_ogr         (GDALDatasetH dataset, const char *table, const char *const *names, gboolean mysql,
                                        const char *condition, guint max);

/* ibar-import-ogr-dataset.c: which files may be opened, and what of them is read. */
GDALDatasetH ibar_import_open_dataset      (const char *path, const char *driver, GError **error);
gboolean     ibar_import_choose_layers     (GDALDatasetH dataset, const char *name, gboolean all, GArray *layers, GError **error);
char        *ibar_import_name_other_layers (GDALDatasetH dataset, OGRLayerH read);
void         ibar_import_fail_gdal         (const char *what, GError **error);

/* ibar-import-ogr-cell.c */
char        *ibar_import_dup_ogr_cell      (OGRFeatureH feature, int field, gboolean *repaired);

G_END_DECLS
