/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the collection knows already, by the hash of its name: 32 bytes an entry, a million in 48 MB. */
typedef struct
{
  guint64 key;      /* 0: free */
  guint64 row_hash; /* of events: of the row's cells */
  gint64  fid;
  guint32 line;     /* of events seen in this import: where, for messages */
  guint8  seen;
  guint8  vanished;
  guint8  hashed;   /* row_hash is known */
} IbarKnown;

typedef struct
{
  IbarKnown *entries;
  gsize      n_entries;
  gsize      size;
} IbarKnownTable;

guint64    ibar_known_hash  (guint64 seed, const char *text);
IbarKnown *ibar_known_find  (IbarKnownTable *self, guint64 key, gboolean *found);
void       ibar_known_reserve (IbarKnownTable *self, gsize n);
void       ibar_known_clear (IbarKnownTable *self);

G_END_DECLS
