/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Index entries of an import that do not come in their order.
 *
 * Four bytes a row for a number or a day; a text costs its bytes and four more. All of it is in memory until the end, so
 * there is a limit: beyond it the entries are given up, and SQLite builds the index from the rows.
 */
#define G_LOG_DOMAIN "ibar-import-sorted"

#include "config.h"

#include "ibar-import-sorted.h"

#include <string.h>

#include "ibar-radix.h"

#define MAX_ENTRIES 2500000
#define MAX_TEXT (48 * 1024 * 1024) /* [bytes] */

void
ibar_sorted_keys_init (IbarSortedKeys *self, gboolean second)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->second = second ? g_array_new (FALSE, FALSE, sizeof (guint32)) : NULL;
  self->too_many = FALSE;
}

void
ibar_sorted_keys_clear (IbarSortedKeys *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->second, g_array_unref);
}

void
ibar_sorted_keys_add (IbarSortedKeys *self, guint32 key, guint32 second)
{
  if (self->too_many)
    return;
  if (self->keys->len == MAX_ENTRIES)
    {
      ibar_sorted_keys_clear (self);
      self->too_many = TRUE;
      return;
    }
  g_array_append_val (self->keys, key);
  if (self->second != NULL)
    g_array_append_val (self->second, second);
}

/* Days as YYYYMMDD, in the order of their text. */
static IbarValue
make_value (guint32 key, gboolean date, char text[11])
{
  if (key == 0)
    return ibar_value_null;
  if (!date)
    return ibar_value_integer (key);
  g_snprintf (text, 11, "%04u-%02u-%02u", key / 10000, key / 100 % 100, key % 100);
  return ibar_value_string (text);
}

/* The keys sorted, with the rows they belong to; equal ones keep the order of their rows. */
static guint32 *
sort (guint64 *keys, guint n)
{
  guint32 *rows = g_new (guint32, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    rows[i] = i;
  ibar_radix_sort (keys, rows, n);
  return rows;
}

/**
 * ibar_sorted_keys_write:
 * @self: all keys; emptied
 * @tree: the index they belong to
 * @dates: they are days
 *
 * Returns: FALSE if the file could not be written
 *
 * **Cost:** O(n); 24 bytes a key while it runs
 */
gboolean
ibar_sorted_keys_write (IbarSortedKeys *self, IbarBtree *tree, gboolean dates)
{
  guint n = self->keys->len;
  g_autofree guint64 *keys = g_new (guint64, MAX (n, 1));
  g_autofree guint32 *rows = NULL;
  g_autoptr (GByteArray) record = g_byte_array_new ();
  gboolean good = TRUE;
  IbarValue values[3];
  char text[11];

  for (guint i = 0; i < n; i++)
    keys[i] = g_array_index (self->keys, guint32, i);
  g_clear_pointer (&self->keys, g_array_unref);
  rows = sort (keys, n);
  for (guint i = 0; i < n && good; i++)
    {
      guint k = 0;

      if (i == 0 || keys[i] != keys[i - 1])
        values[0] = make_value ((guint32) keys[i], dates, text);
      k++;
      if (self->second != NULL)
        values[k++] = ibar_value_integer (g_array_index (self->second, guint32, rows[i]));
      values[k++] = ibar_value_integer ((gint64) rows[i] + 1);
      g_byte_array_set_size (record, 0);
      ibar_record_encode (record, values, k);
      good = ibar_btree_append (tree, 0, record);
    }
  ibar_sorted_keys_clear (self);
  return good && ibar_btree_finish (tree);
}

void
ibar_sorted_texts_init (IbarSortedTexts *self)
{
  self->texts = g_byte_array_new ();
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->too_many = FALSE;
}

void
ibar_sorted_texts_clear (IbarSortedTexts *self)
{
  g_clear_pointer (&self->texts, g_byte_array_unref);
  g_clear_pointer (&self->offsets, g_array_unref);
}

void
ibar_sorted_texts_add (IbarSortedTexts *self, const char *text)
{
  gsize size = strlen (text) + 1;
  guint32 offset;

  if (self->too_many)
    return;
  offset = self->texts->len;
  if (size > MAX_TEXT || offset + size > MAX_TEXT || self->offsets->len == MAX_ENTRIES)
    {
      ibar_sorted_texts_clear (self);
      self->too_many = TRUE;
      return;
    }
  g_array_append_val (self->offsets, offset);
  g_byte_array_append (self->texts, (const guint8 *) text, (guint) size);
}

static const char *
get_text (const IbarSortedTexts *self, guint32 row)
{
  return (const char *) self->texts->data + g_array_index (self->offsets, guint32, row);
}

static int
compare_texts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (get_text (user_data, *(const guint32 *) a), get_text (user_data, *(const guint32 *) b));
}

/* By the first eight bytes, then what is equal in those by the rest. */
static guint32 *
sort_texts (IbarSortedTexts *self)
{
  guint n = self->offsets->len;
  g_autofree guint64 *keys = g_new (guint64, MAX (n, 1));
  guint32 *rows;

  for (guint i = 0; i < n; i++)
    {
      const guint8 *text = (const guint8 *) get_text (self, i);

      keys[i] = 0;
      for (int k = 0; k < 8; k++)
        keys[i] = keys[i] << 8 | (*text != '\0' ? *text++ : 0);
    }
  rows = sort (keys, n);
  for (guint start = 0, end; start < n; start = end)
    {
      for (end = start + 1; end < n && keys[end] == keys[start];)
        end++;
      if (end - start > 1)
        g_qsort_with_data (rows + start, (int) (end - start), sizeof *rows, compare_texts, self);
    }
  return rows;
}

/**
 * ibar_sorted_texts_write:
 * @self: the external ids of all events; emptied
 * @by_id: the index of ids: each is @prefix and the external id
 * @prefix: what stands before each
 * @by_external_id: the index of data set and external id
 * @dataset_fid: the data set
 *
 * Returns: FALSE if the file could not be written
 */
gboolean
ibar_sorted_texts_write (IbarSortedTexts *self, IbarBtree *by_id, const char *prefix, IbarBtree *by_external_id,
                         gint64 dataset_fid)
{
  g_autofree guint32 *rows = sort_texts (self);
  g_autoptr (GByteArray) record = g_byte_array_new ();
  g_autoptr (GString) id = g_string_new (prefix);
  gsize n_prefix = id->len;
  gboolean good = TRUE;

  for (guint i = 0; i < self->offsets->len && good; i++)
    {
      const char *text = get_text (self, rows[i]);
      IbarValue number = ibar_value_integer ((gint64) rows[i] + 1);

      g_string_truncate (id, n_prefix);
      g_string_append (id, text);
      g_byte_array_set_size (record, 0);
      ibar_record_encode (record, (IbarValue[]){ ibar_value_string (id->str), number }, 2);
      good = ibar_btree_append (by_id, 0, record);
      g_byte_array_set_size (record, 0);
      ibar_record_encode (record, (IbarValue[]){ ibar_value_integer (dataset_fid), ibar_value_text (text), number }, 3);
      good = good && ibar_btree_append (by_external_id, 0, record);
    }
  ibar_sorted_texts_clear (self);
  return good && ibar_btree_finish (by_id) && ibar_btree_finish (by_external_id);
}
