/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file somebody chose or dropped is for. */
typedef enum
{
  IBAR_FILE_OTHER,      /* a table to import, or nothing of ours */
  IBAR_FILE_COLLECTION,
  IBAR_FILE_REGION,     /* the map's own data */
  IBAR_FILE_TILES,      /* pictures for a base map */
  IBAR_FILE_EXTRACT,    /* of OpenStreetMap, to build a region from */
} IbarFileKind;

IbarFileKind ibar_file_kind_guess (const char *path);

G_END_DECLS
