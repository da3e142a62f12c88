/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hash table of fixed entries with open addressing, keyed by 64-bit hashes of names.
 *
 * The names themselves are not kept: a million ids of forty bytes would cost more than everything else an import
 * holds. The hash starts from a seed drawn for each run, so nobody can write a file whose ids collide; by chance two
 * of a million do once in forty million imports.
 */
#define G_LOG_DOMAIN "ibar-import-known"

#include "config.h"

#include "ibar-import-known.h"

#define FIRST_SIZE 1024

/* FNV-1a over the text, finished as MurmurHash3 does, so that all bits are good. Never 0. */
guint64
ibar_known_hash (guint64 seed, const char *text)
{
  guint64 h = seed ^ G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    h = (h ^ *p) * G_GUINT64_CONSTANT (0x100000001b3);
  h ^= h >> 33;
  h *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  h ^= h >> 33;
  h *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  h ^= h >> 33;
  return h != 0 ? h : 1;
}

/* The key's high bits say where to begin: the size need not be a power of two. */
static IbarKnown *
probe (IbarKnown *entries, gsize size, guint64 key)
{
  gsize i = (key >> 32) * size >> 32;

  while (entries[i].key != 0 && entries[i].key != key)
    i = i + 1 < size ? i + 1 : 0;
  return &entries[i];
}

static void
resize (IbarKnownTable *self, gsize size)
{
  IbarKnown *entries = g_new0 (IbarKnown, size);

  for (gsize i = 0; i < self->size; i++)
    if (self->entries[i].key != 0)
      *probe (entries, size, self->entries[i].key) = self->entries[i];
  g_free (self->entries);
  self->entries = entries;
  self->size = size;
}

/* Makes room for as many entries beforehand: growing moves all of them each time. */
void
ibar_known_reserve (IbarKnownTable *self, gsize n)
{
  gsize size = n + n / 3;

  if (size > self->size && size > FIRST_SIZE)
    resize (self, size);
}

/* The entry for a key, made if it was not there. Lives until the next call. */
IbarKnown *
ibar_known_find (IbarKnownTable *self, guint64 key, gboolean *found)
{
  IbarKnown *entry;

  if (self->n_entries * 5 >= self->size * 4)
    resize (self, MAX (FIRST_SIZE, self->size + self->size / 2));
  entry = probe (self->entries, self->size, key);
  *found = entry->key != 0;
  if (!*found)
    {
      entry->key = key;
      self->n_entries++;
    }
  return entry;
}

void
ibar_known_clear (IbarKnownTable *self)
{
  g_clear_pointer (&self->entries, g_free);
  self->n_entries = self->size = 0;
}
