/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a shared database has of a collection: things, known everywhere by their ids, each with what hangs on it.
 * Row numbers are a file's own and go nowhere. */

typedef enum
{
  IBAR_SHARE_TEXT,
  IBAR_SHARE_INTEGER,
  IBAR_SHARE_REAL,      /* compared to seven decimals */
  IBAR_SHARE_DATE,
  IBAR_SHARE_REFERENCE, /* row number in the file, id on the server: "place_fid" and "place_id" */
  IBAR_SHARE_POINT,     /* "geom": longitude and latitude on the way */
  IBAR_SHARE_SOURCES,   /* a claim's sources: their ids, joined by "; " */
} IbarShareType;

typedef struct
{
  const char   *name;
  IbarShareType type;
  const char   *table;    /* (nullable) of a reference */
  const char   *fallback; /* (nullable) SQL: what stands where a writer leaves it out; the file has no NULL there */
} IbarShareColumn;

/* Rows that belong to one thing. */
typedef struct
{
  const char            *table;
  const char            *owner;   /* column of the owner's row number in the file; on the server "…_id" */
  const IbarShareColumn *columns; /* ended by { NULL } */
} IbarShareChild;

typedef struct
{
  const char            *table;
  const IbarShareColumn *columns;  /* beside id; ended by { NULL } */
  const IbarShareChild  *children; /* ended by { NULL } */
  const char            *wanted;   /* which of them the events of temp.wanted need: SQL after WHERE, on "t" */
} IbarShareKind;

#define IBAR_N_SHARE_KINDS 6

/* In this order: what refers to something comes after it. The last are the events. */
extern const IbarShareKind ibar_share_kinds[IBAR_N_SHARE_KINDS];

/* SQL made of the tables. server: for PostgreSQL, else for the file. All (transfer full). */
char *ibar_share_sql_create (const char *schema);
/* id and text: what is compared; two columns, all rows. condition: (nullable) after WHERE. */
char *ibar_share_sql_compare (const IbarShareKind *kind, gboolean server, const char *schema, const char *condition);
/* One JSON object a row, of the ids in a JSON array (file: ?1, server: $1::json). */
char *ibar_share_sql_read (const IbarShareKind *kind, gboolean server, const char *schema);
/* Statements that take a JSON array of such objects, ended by NULL; ibar-share-write.c. */
char **ibar_share_sql_write (const IbarShareKind *kind, gboolean server, const char *schema);

/* What these are put together from: a separator but before the first; a column as it is called on the server and on
 * the way (a point is two on the way), and its type on the server. */
void        ibar_share_append_separator (GString *sql, const char *separator, gboolean *first);
void        ibar_share_append_name      (GString *sql, const IbarShareColumn *column);
const char *ibar_share_server_type      (const IbarShareColumn *column);

G_END_DECLS
