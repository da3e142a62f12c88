/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import-known.h"
#include "ibar-import.h"
#include "ibar-record.h"
#include "ibar-sqlite.h"

G_BEGIN_DECLS

/* Tables in which an import makes rows, each with a run of its own numbers. */
typedef enum
{
  IBAR_RUN_EVENT,
  IBAR_RUN_ACTOR,
  IBAR_RUN_PLACE,
  IBAR_RUN_SOURCE,
  IBAR_RUN_TYPE,
  IBAR_RUN_EVENT_ACTOR,
  IBAR_RUN_EVENT_SOURCE,
  IBAR_RUN_CASUALTY,
  IBAR_RUN_CASUALTY_SOURCE,
  IBAR_RUN_PLACE_NAME,
  IBAR_RUN_ACTOR_NAME,
  IBAR_N_RUNS,
} IbarImportRun;

typedef enum
{
  INSERT_EVENT,
  INSERT_RAW,
  INSERT_ACTOR,
  INSERT_PLACE,
  INSERT_SOURCE,
  INSERT_TYPE,
  INSERT_EVENT_ACTOR,
  INSERT_EVENT_SOURCE,
  INSERT_CASUALTY,
  INSERT_CASUALTY_SOURCE,
  INSERT_PLACE_NAME,
  INSERT_ACTOR_NAME, /* the last of those that insert */
  FIND_TYPE,
  READ_STATE,
  READ_DIFFERENCE,
  LOG_UPDATE,
  KEEP_ID,
  DELETE_EVENT,
  DELETE_RAW,
  DELETE_ACTORS,
  DELETE_SOURCES,
  DELETE_CLAIMS,
  N_INSERTS,
} IbarImportStatement;

typedef struct
{
  const char *name;
  const char *columns; /* all, in the order of the schema; the first is the row's number */
} IbarImportTable;

/* A new collection's rows on their way to its pages: ibar-import-direct.h */
typedef struct _IbarImportDirect IbarImportDirect;

extern const IbarImportTable ibar_import_tables[INSERT_ACTOR_NAME + 1];
extern const char *const ibar_import_run_tables[IBAR_N_RUNS];
extern const char *const ibar_import_state_sql, *const ibar_import_difference_sql; /* ibar-import-update.c */

/* Writes events into one data set of a collection, inside a transaction that somebody else begins and ends. */
typedef struct
{
  IbarCollection   *collection;  /* (owned) (nullable): dry run into a file that does not exist */
  sqlite3          *db;          /* (nullable) */
  const char       *path;
  gboolean          dry_run;
  gboolean          vanishes;    /* what the table does not hold any more is marked */
  char             *dataset;
  gint64            dataset_fid;
  gboolean          dataset_is_new;
  char             *now;         /* ISO 8601, UTC */
  guint64           seed;
  gint64            first[IBAR_N_RUNS], next[IBAR_N_RUNS]; /* rows made: first ≤ fid < next */
  IbarKnownTable    events, places, sources;
  gboolean          keep_ids;    /* the table's own ids of events and other things stand as they are */
  const char       *file_hash;   /* (borrowed) (nullable) SHA-256 of the one file that is read */
  guint64           reading;     /* how it is read: ibar_import_plan_get_reading() */
  gboolean          same_file;   /* (out) the very file of the last import, and nothing has gone since */
  gint64            n_same;      /* (out) then how many rows it has */
  GHashTable       *taken;       /* (nullable) with keep_ids: ids of other data sets: "e", "p" or "s", then the id */
  GHashTable       *actors;      /* name, or the table's id → fid */
  GHashTable       *actor_ids;   /* ids in use */
  sqlite3_stmt     *statements[N_INSERTS];
  IbarImportDirect *direct;      /* (owned) (nullable): the rows go there; db is NULL then */
  IbarImportResult *result;
} IbarImportWriter;

gboolean ibar_import_writer_start  (IbarImportWriter      *self,
                                    GError               **error);
gboolean ibar_import_writer_add    (IbarImportWriter      *self,
                                    IbarImportEvent       *event,
                                    IbarImportNote       **rejected,
                                    GError               **error);
gboolean ibar_import_writer_finish (IbarImportWriter      *self,
                                    const char            *inputs,
                                    GError               **error);
void     ibar_import_writer_clear  (IbarImportWriter      *self);

/* Shared by the writer's files. */
void     ibar_import_bind_text     (sqlite3_stmt          *stmt,
                                    int                    index,
                                    const char            *text);
gboolean ibar_import_write_event   (IbarImportWriter      *self,
                                    IbarImportEvent       *event,
                                    gint64                 fid,
                                    const char            *external_id,
                                    GError               **error);
gboolean ibar_import_update_event  (IbarImportWriter      *self,
                                    IbarImportEvent       *event,
                                    gint64                 fid,
                                    const char            *external_id,
                                    GError               **error);
gboolean ibar_import_mark_vanished (IbarImportWriter      *self,
                                    GString               *gone,
                                    GString               *back,
                                    GError               **error);
gboolean ibar_import_find_duplicates (IbarCollection      *collection,
                                    gint64                 first,
                                    gint64                 next,
                                    GCancellable          *cancellable,
                                    IbarImportResult      *result,
                                    GError               **error);

G_END_DECLS
