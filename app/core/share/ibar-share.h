/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_SHARE_NEITHER, /* conflicts are listed, both versions stay where they are */
  IBAR_SHARE_HERE,    /* the collection's version wins */
  IBAR_SHARE_THERE,   /* the server's version wins */
} IbarSharePreference;

typedef struct
{
  const char         *collection; /* path */
  const char         *server;     /* "PG:…" */
  const char         *schema;     /* (nullable) of the server: "ibar" */
  gboolean            immutable;  /* the collection is the bundled one: it remembers nothing */
  gboolean            pull;       /* also bring what is new on the server */
  IbarSharePreference prefer;
  const gint64       *fids;       /* events to share, shape [n_fids]; NULL: all */
  gsize               n_fids;
  GCancellable       *cancellable; /* (nullable) */
} IbarShareOptions;

typedef struct
{
  char       *kind;    /* "event", "actor" … */
  char       *id;
  const char *reason;  /* translated */
} IbarShareConflict;

typedef struct
{
  gint64     n_same, n_sent, n_taken, n_newer_there; /* things of all kinds */
  gint64     n_events_sent, n_events_taken;
  GPtrArray *conflicts; /* of IbarShareConflict */
} IbarShareResult;

IbarShareResult *ibar_share_run         (const IbarShareOptions *options,
                                         GError                **error);
void             ibar_share_result_free (IbarShareResult        *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarShareResult, ibar_share_result_free)

G_END_DECLS
