/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a file, or, where the path begins with "/vsi", of what GDAL opens: a member of an archive, a gzip stream. */
typedef struct _IbarImportFile IbarImportFile;

IbarImportFile *ibar_import_file_open     (const char     *path); /* (nullable): errno says why */
gsize           ibar_import_file_read     (IbarImportFile *self,
                                           void           *bytes,
                                           gsize           n);
gboolean        ibar_import_file_is_at_end (IbarImportFile *self); /* after a read that gave less: whether that was all */
void            ibar_import_file_rewind   (IbarImportFile *self);
double          ibar_import_file_get_fraction (IbarImportFile *self); /* of what has been read, [0, 1] */
void            ibar_import_file_close    (IbarImportFile *self);

G_END_DECLS
