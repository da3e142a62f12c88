/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* One cell of a row on its way into a table. Text and blobs are borrowed. */
typedef struct
{
  int         type;    /* SQLITE_NULL, SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT or SQLITE_BLOB */
  gint64      integer;
  double      real;
  const void *data;
  gsize       size;    /* of data [bytes] */
} IbarValue;

#define IBAR_RECORD_MAX_VALUES 16

IbarValue ibar_value_integer (gint64            value);
IbarValue ibar_value_real    (double            value);
IbarValue ibar_value_text    (const char       *text);  /* (nullable): NULL or "" gives NULL */
IbarValue ibar_value_string  (const char       *text);  /* "" stays "" */
IbarValue ibar_value_blob    (const void       *data,
                              gsize             size);
extern const IbarValue ibar_value_null;

void      ibar_record_encode (GByteArray       *out,
                              const IbarValue  *values,
                              guint             n);
void      ibar_record_bind   (sqlite3_stmt     *stmt,
                              const IbarValue  *values,
                              guint             n);
guint     ibar_varint_encode (guint8           *out,
                              guint64           value);

G_END_DECLS
