/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection-private.h"
#include "ibar-compile-table.h"

G_BEGIN_DECLS

#define IBAR_GENERAL_KNOWLEDGE "general knowledge"

/* What is known of an event while its links are read. */
typedef struct
{
  gint64 fid;
  guint line;
  gboolean general_knowledge;
  gboolean has_source;
} IbarCompiledEvent;

typedef struct
{
  IbarCollection *collection;
  IbarProblems problems;
  GChecksum *hash;
  GHashTable *types, *actors, *places, *sources; /* (owned) id → fid, as a pointer */
  GHashTable *points;                            /* (owned) place id → geometry blob (GBytes) */
  GHashTable *events;                            /* (owned) id → IbarCompiledEvent */
  GPtrArray *event_ids;                          /* (owned) in the order of the file */
  GHashTable *links; /* (owned) set of "kind event other": what must not be there twice */
  gint64 n_casualties;
  GError *error; /* (owned) (nullable) the first error of writing; nothing is written after it */
} IbarCompiler;

/* A table: its file, its columns, and what reads a record of it. */
typedef struct
{
  const char *file;
  const char *const *columns;
  void (*read) (IbarCompiler *self, const IbarTableRow *row);
} IbarCompilerTable;

/* In the order in which they refer to each other. */
const IbarCompilerTable *ibar_compile_get_tables (guint *n_tables);
/* In ibar-compile-events-stories.c: the tours, after the tables they refer to. */
gboolean ibar_compile_stories (IbarCompiler *self, const char *dir, GError **error);

/* Checks, each of which says what is wrong with the row, and writing. */
const char *ibar_compile_or_null (const char *text);
gboolean ibar_compile_is_one_of (const IbarTableRow *row,
                                 const char *column,
                                 const char *text,
                                 const char *const *values);
gboolean ibar_compile_check_id (const IbarTableRow *row, const char *column, const char *id);
gint64 ibar_compile_add_id (const IbarTableRow *row, const char *column, GHashTable *ids);
gint64
ibar_compile_find_id (const IbarTableRow *row, const char *column, GHashTable *ids, const char *id);
IbarCompiledEvent *ibar_compile_find_event (IbarCompiler *self, const IbarTableRow *row);
gboolean ibar_compile_add_link (IbarCompiler *self,
                                const IbarTableRow *row,
                                const char *kind,
                                const char *a,
                                const char *b);
gboolean ibar_compile_parse_double (const IbarTableRow *row,
                                    const char *column,
                                    const char *text,
                                    double least,
                                    double most,
                                    double *value);
gint64 ibar_compile_parse_count (const IbarTableRow *row, const char *column, const char *text);
sqlite3_stmt *ibar_compile_statement (IbarCompiler *self, const char *sql);
void ibar_compile_run (IbarCompiler *self, sqlite3_stmt *stmt);
void ibar_compile_bind_fid (sqlite3_stmt *stmt, int index, gint64 fid);
void ibar_compile_bind_figure (sqlite3_stmt *stmt, int index, gint64 figure);
void ibar_compile_insert_name (IbarCompiler *self,
                               const char *sql,
                               gint64 owner,
                               const char *form,
                               const char *name);

G_END_DECLS
