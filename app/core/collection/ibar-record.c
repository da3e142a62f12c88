/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows as values: bound to a statement, or written as SQLite's record format has them.
 *
 * Source: "Database File Format", section 2.1 "Record Format", https://www.sqlite.org/fileformat2.html
 */
#define G_LOG_DOMAIN "ibar-record"

#include "config.h"

#include "ibar-record.h"

#include <string.h>

const IbarValue ibar_value_null = { .type = SQLITE_NULL };

IbarValue
ibar_value_integer (gint64 value)
{
  return (IbarValue){ .type = SQLITE_INTEGER, .integer = value };
}

IbarValue
ibar_value_real (double value)
{
  return (IbarValue){ .type = SQLITE_FLOAT, .real = value };
}

IbarValue
ibar_value_string (const char *text)
{
  return (IbarValue){ .type = SQLITE_TEXT, .data = text, .size = strlen (text) };
}

IbarValue
ibar_value_text (const char *text)
{
  return text == NULL || *text == '\0' ? ibar_value_null : ibar_value_string (text);
}

IbarValue
ibar_value_blob (const void *data, gsize size)
{
  return (IbarValue){ .type = SQLITE_BLOB, .data = data, .size = size };
}

/**
 * ibar_varint_encode:
 * @out: nine bytes
 * @value: a number
 *
 * Big endian, seven bits a byte; the ninth byte has eight.
 *
 * Returns: how many bytes were written
 */
guint
ibar_varint_encode (guint8 *out, guint64 value)
{
  guint8 reversed[9];
  guint n = 0;

  if (value < 0x80)
    {
      out[0] = (guint8) value;
      return 1;
    }
  if (value >> 56 != 0)
    {
      out[8] = (guint8) value;
      value >>= 8;
      for (int i = 7; i >= 0; i--, value >>= 7)
        out[i] = (guint8) (value | 0x80);
      return 9;
    }
  for (; value != 0; value >>= 7)
    reversed[n++] = (guint8) (value | 0x80);
  reversed[0] &= 0x7f;
  for (guint i = 0; i < n; i++)
    out[i] = reversed[n - 1 - i];
  return n;
}

/* How many bytes an integer takes, and the serial type that says so. 0 and 1 take none. */
static guint
measure_integer (gint64 value, guint *type)
{
  static const guint8 sizes[] = { 1, 2, 3, 4, 6, 8 };
  guint64 magnitude = value < 0 ? ~(guint64) value : (guint64) value;

  if (value == 0 || value == 1)
    {
      *type = 8 + (guint) value;
      return 0;
    }
  for (guint i = 0; i < 5; i++)
    if (magnitude >> (8 * sizes[i] - 1) == 0)
      {
        *type = i + 1;
        return sizes[i];
      }
  *type = 6;
  return 8;
}

static void
store_big_endian (guint8 *out, guint64 value, guint size)
{
  for (guint i = size; i > 0; i--, value >>= 8)
    out[i - 1] = (guint8) value;
}

/**
 * ibar_record_encode:
 * @out: grows by the record
 * @values: (array length=n): the cells; a row's own number stands as NULL in it
 * @n: at most IBAR_RECORD_MAX_VALUES
 *
 * **Cost:** O(bytes); nothing is allocated once @out is large enough.
 */
void
ibar_record_encode (GByteArray *out, const IbarValue *values, guint n)
{
  guint8 head[1 + 9 * IBAR_RECORD_MAX_VALUES];
  guint sizes[IBAR_RECORD_MAX_VALUES], types[IBAR_RECORD_MAX_VALUES];
  guint n_head = 1, start = out->len;
  gsize body = 0;
  guint8 *at;

  g_assert (n <= IBAR_RECORD_MAX_VALUES);
  for (guint i = 0; i < n; i++)
    {
      const IbarValue *value = &values[i];

      sizes[i] = 0;
      switch (value->type)
        {
        case SQLITE_INTEGER:
          sizes[i] = measure_integer (value->integer, &types[i]);
          n_head += ibar_varint_encode (head + n_head, types[i]);
          break;
        case SQLITE_FLOAT:
          sizes[i] = 8;
          head[n_head++] = 7;
          break;
        case SQLITE_TEXT:
        case SQLITE_BLOB:
          sizes[i] = (guint) value->size;
          n_head += ibar_varint_encode (head + n_head, 2 * (guint64) value->size + (value->type == SQLITE_TEXT ? 13 : 12));
          break;
        default:
          head[n_head++] = 0;
          break;
        }
      body += sizes[i];
    }
  /* Sixteen serial types of at most five bytes: the header's own size takes one. */
  g_assert (n_head < 0x80);
  head[0] = (guint8) n_head;
  g_byte_array_set_size (out, start + n_head + (guint) body);
  at = out->data + start;
  memcpy (at, head, n_head);
  at += n_head;
  for (guint i = 0; i < n; at += sizes[i], i++)
    switch (values[i].type)
      {
      case SQLITE_INTEGER:
        store_big_endian (at, (guint64) values[i].integer, sizes[i]);
        break;
      case SQLITE_FLOAT:
        {
          guint64 bits;

          memcpy (&bits, &values[i].real, sizeof bits);
          store_big_endian (at, bits, 8);
        }
        break;
      case SQLITE_TEXT:
      case SQLITE_BLOB:
        if (sizes[i] > 0)
          memcpy (at, values[i].data, sizes[i]);
        break;
      default:
        break;
      }
}

/**
 * ibar_record_bind:
 * @stmt: a statement with @n parameters
 * @values: (array length=n): what they become; text and blobs must live until it has run
 */
void
ibar_record_bind (sqlite3_stmt *stmt, const IbarValue *values, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      int index = (int) i + 1;

      switch (values[i].type)
        {
        case SQLITE_INTEGER:
          sqlite3_bind_int64 (stmt, index, values[i].integer);
          break;
        case SQLITE_FLOAT:
          sqlite3_bind_double (stmt, index, values[i].real);
          break;
        case SQLITE_TEXT:
          sqlite3_bind_text (stmt, index, values[i].data, (int) values[i].size, SQLITE_STATIC);
          break;
        case SQLITE_BLOB:
          sqlite3_bind_blob (stmt, index, values[i].data, (int) values[i].size, SQLITE_STATIC);
          break;
        default:
          sqlite3_bind_null (stmt, index);
          break;
        }
    }
}
