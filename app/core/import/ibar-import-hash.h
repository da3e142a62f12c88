/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The SHA-256 of an input, made in a thread of its own: a second pass over the file, but not a second of it. All zero at
 * first. */
typedef struct
{
  GThread *thread; /* (nullable) */
  char    *path;
  char    *text;   /* (nullable) in hexadecimal digits */
} IbarImportHash;

void        ibar_import_hash_start (IbarImportHash *self,
                                    const char     *path); /* what is no regular file has no hash */
const char *ibar_import_hash_get   (IbarImportHash *self); /* waits; (nullable) */
void        ibar_import_hash_clear (IbarImportHash *self);

G_END_DECLS
