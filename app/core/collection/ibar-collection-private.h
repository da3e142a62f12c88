/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection.h"
#include "ibar-sqlite.h"

G_BEGIN_DECLS

/* The vocabulary's rows by their number in the file: gint64 fid → index + 1. */
typedef struct
{
  GHashTable *actors, *types, *places, *sources, *datasets;
} IbarRowMaps;

/* A claim on its way to its place in the order. */
typedef struct
{
  gint64     fid;
  IbarClaim *claim;        /* (owned) until it goes into the record */
  char      *parent_group; /* (owned) (nullable) as the row says */
  int        parent;       /* index of the claim that contains this one, or -1 */
  gboolean   placed;
} IbarClaimNode;

/* Shared by the files that make up the collection, by nobody else. */
struct _IbarCollection
{
  gatomicrefcount     ref_count;
  char               *path;  /* (owned) absolute */
  IbarCollectionFlags flags;
  sqlite3            *db;    /* (owned) */
  gint64              data_version; /* what PRAGMA data_version said when opened or last asked */
  gint64              file_size;    /* [bytes] as opened: all there is to see a change by where there are no locks */
  gint64              file_mtime;   /* [ns] */
  GHashTable         *statements;   /* (owned) name, a literal → sqlite3_stmt */
  IbarVocabulary     *vocabulary;   /* (owned) (nullable) */
  IbarRowMaps         maps;         /* (owned) of the vocabulary */
  GPtrArray          *bulk_sql;     /* (owned) of char *: indexes and triggers to build again after a bulk load */
};

/* How one schema version becomes the next: SQL run inside the one transaction. */
typedef struct
{
  int         from;
  const char *sql;
} IbarMigration;

IbarCollection *ibar_collection_alloc         (const char          *path,
                                               IbarCollectionFlags  flags);
/* A statement that is prepared once; reset, with nothing bound. name: a literal. */
sqlite3_stmt   *ibar_collection_get_statement (IbarCollection      *self,
                                               const char          *name,
                                               const char          *sql,
                                               GError             **error);
IbarVocabulary *ibar_vocabulary_load          (IbarCollection      *self,
                                               GError             **error);
IbarVocabulary *ibar_vocabulary_new           (void);
void            ibar_vocabulary_free          (IbarVocabulary      *vocabulary);

/* The same file once more, for reading in another thread. */
IbarCollection *ibar_collection_open_again    (IbarCollection      *self,
                                               GError             **error);

/* Appends the claims of nodes, which it sorts, to claims, and takes them. */
void            ibar_claims_order             (GArray               *nodes,
                                               const IbarVocabulary *words,
                                               GPtrArray            *claims);
void            ibar_row_maps_clear           (IbarRowMaps         *maps);
/* What the bytes of a file say before SQLite is asked; wal: whether it is in write-ahead mode. */
gboolean        ibar_collection_check_file    (const char          *path,
                                               gboolean            *wal,
                                               GError             **error);
gboolean        ibar_collection_read_version  (sqlite3             *db,
                                               const char          *path,
                                               int                 *version,
                                               GError             **error);
gboolean        ibar_collection_migrate       (sqlite3             *db,
                                               const char          *path,
                                               int                  from,
                                               int                  to,
                                               const IbarMigration *steps,
                                               gsize                n_steps,
                                               GError             **error);

/* ibar-collection-copy.c */
gboolean ibar_collection_back_up     (sqlite3        *from,
                                      sqlite3        *to,
                                      const char     *path,
                                      GCancellable   *cancellable,
                                      GError        **error);

/* ibar-collection-create.c */
gboolean ibar_collection_index_names (IbarCollection *self, GError **error);

G_END_DECLS
