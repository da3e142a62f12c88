/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-share-server.h"
#include "ibar-share-tables.h"
#include "ibar-share.h"
#include "ibar-sqlite.h"

G_BEGIN_DECLS

/* What is known of one thing: MD5 of its text, NULL where it is not. */
typedef struct
{
  char *here, *there; /* (owned) (nullable) */
  char *base;         /* (owned) (nullable) what both had when they last agreed */
} IbarShareVersions;

/* A file and a server while they are shared. */
typedef struct
{
  const IbarShareOptions *options;
  IbarCollection         *collection; /* (owned) */
  sqlite3                *db;
  const char             *path;
  IbarShareServer        *server;     /* (owned) */
  char                   *schema;     /* (owned) quoted */
  char                   *server_id;  /* (owned) */
  gboolean                writable;   /* the file: remembers what was agreed */
  IbarShareResult        *result;
} IbarShare;

/* ibar-share-things.c: the things of one kind on both sides. */

/* (transfer full) (nullable): id → IbarShareVersions. */
GHashTable *ibar_share_load_versions (IbarShare           *self,
                                      const IbarShareKind *kind,
                                      GError             **error);
/* Brings things, by their ids, from one side to the other. */
gboolean    ibar_share_move          (IbarShare           *self,
                                      const IbarShareKind *kind,
                                      GPtrArray           *ids,
                                      gboolean             to_server,
                                      GError             **error);
/* That both sides now agree on a thing. */
gboolean    ibar_share_remember      (IbarShare           *self,
                                      const IbarShareKind *kind,
                                      const char          *id,
                                      const char          *hash,
                                      GError             **error);
/* The other's version with each side, so that whoever decides has both. */
gboolean    ibar_share_keep_both     (IbarShare           *self,
                                      const IbarShareKind *kind,
                                      const char          *id,
                                      GError             **error);

G_END_DECLS
