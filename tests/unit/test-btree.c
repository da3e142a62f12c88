/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables and indexes written as pages: SQLite must find the file whole, and every row in it.
 *
 * From no row to some ten thousand, with records of all sizes and types: those that fill a page exactly, that need pages of
 * their own, and keys so long that the levels above the leaves are several.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "ibar-btree.h"
#include "ibar-record.h"

static char *
run (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt;
  char *answer = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    answer = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  return answer;
}

static sqlite3 *
open (const char *path)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  return db;
}

static void
assert_answer (sqlite3 *db, const char *sql, const char *expected)
{
  g_autofree char *answer = run (db, sql);

  g_assert_cmpstr (answer, ==, expected);
}

/* What row i has: a text of a length that i tells, a number and a real. */
static char *
make_text (guint i, guint longest)
{
  guint n = i % 17 == 0 ? i % longest : i % 41;
  char *text = g_strnfill (n + 8, (char) ('a' + i % 26));

  memcpy (text, "00000000", 8);
  for (guint k = 8, rest = i; rest > 0; rest /= 10)
    text[--k] = (char) ('0' + rest % 10);
  return text;
}

static gint64
make_number (guint i)
{
  return i % 5 == 0 ? (gint64) i - 50 : (gint64) ((guint64) i << (i % 60)) * (i % 2 == 0 ? 1 : -1);
}

static void
write_rows (const char *path, guint table, guint index, guint n, guint longest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarPageWriter) writer = ibar_page_writer_open (path, &error);
  g_autoptr (IbarBtree) rows = NULL;
  g_autoptr (IbarBtree) keys = NULL;
  g_autoptr (GByteArray) record = g_byte_array_new ();

  g_assert_no_error (error);
  rows = ibar_btree_new_table (writer, table);
  keys = ibar_btree_new_index (writer, index);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = make_text (i, longest);
      IbarValue row[] = { ibar_value_null, ibar_value_string (text), ibar_value_integer (make_number (i)),
                          i % 3 == 0 ? ibar_value_null : ibar_value_real (i / 3.0) };

      g_byte_array_set_size (record, 0);
      ibar_record_encode (record, row, 4);
      g_assert_true (ibar_btree_append (rows, 3 * i + 1, record));
      g_byte_array_set_size (record, 0);
      ibar_record_encode (record, (IbarValue[]){ ibar_value_string (text), ibar_value_integer (3 * i + 1) }, 2);
      g_assert_true (ibar_btree_append (keys, 0, record));
    }
  g_assert_true (ibar_btree_finish (rows));
  g_assert_true (ibar_btree_finish (keys));
  g_assert_true (ibar_page_writer_close (writer, &error));
  g_assert_no_error (error);
}

static void
check_rows (const char *path, guint n, guint longest)
{
  sqlite3 *db = open (path);
  sqlite3_stmt *stmt;
  g_autofree char *count = g_strdup_printf ("%u", n);

  assert_answer (db, "PRAGMA integrity_check", "ok");
  assert_answer (db, "SELECT count(*) FROM t", count);
  assert_answer (db, "SELECT count(*) FROM t INDEXED BY k WHERE a >= ''", count);
  sqlite3_prepare_v2 (db, "SELECT rowid, a, b, c FROM t ORDER BY rowid", -1, &stmt, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = make_text (i, longest);

      g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int64 (stmt, 0), ==, 3 * i + 1);
      g_assert_cmpstr ((const char *) sqlite3_column_text (stmt, 1), ==, text);
      g_assert_cmpint (sqlite3_column_int64 (stmt, 2), ==, make_number (i));
      g_assert_cmpint (sqlite3_column_type (stmt, 3), ==, i % 3 == 0 ? SQLITE_NULL : SQLITE_FLOAT);
      g_assert_true (sqlite3_column_double (stmt, 3) == (i % 3 == 0 ? 0 : i / 3.0));
    }
  sqlite3_finalize (stmt);
  /* It must be a tree that SQLite can go on with. */
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM t WHERE rowid % 2 = 0; INSERT INTO t (a) SELECT a || '!' FROM t; "
                                     "UPDATE t SET b = b + 1", NULL, NULL, NULL), ==, SQLITE_OK);
  assert_answer (db, "PRAGMA integrity_check", "ok");
  sqlite3_close (db);
}

static void
check (guint n, guint longest, guint page_size)
{
  g_autofree char *folder = g_dir_make_tmp ("ibar-btree-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "t.db", NULL);
  g_autofree char *sql = g_strdup_printf ("PRAGMA page_size = %u; CREATE TABLE other (x); INSERT INTO other VALUES (1); "
                                          "CREATE TABLE t (i INTEGER PRIMARY KEY, a TEXT, b, c REAL); "
                                          "CREATE UNIQUE INDEX k ON t (a)", page_size);
  sqlite3 *db = open (path);
  g_autofree char *table = NULL, *index = NULL;

  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  table = run (db, "SELECT rootpage FROM sqlite_schema WHERE name = 't'");
  index = run (db, "SELECT rootpage FROM sqlite_schema WHERE name = 'k'");
  sqlite3_close (db);
  write_rows (path, (guint) atoi (table), (guint) atoi (index), n, longest);
  check_rows (path, n, longest);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_sizes (void)
{
  static const guint sizes[] = { 0, 1, 2, 3, 10, 77, 78, 79, 80, 81, 500, 1000, 12000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    check (sizes[i], 20, 4096);
}

/* Each number of rows around the points where a level gets a page more. */
static void
test_every_number (void)
{
  for (guint n = 0; n < 700; n++)
    check (n, 900, 1024);
}

static void
test_long_records (void)
{
  check (3000, 30000, 4096);
  check (3000, 4000, 1024);
  check (3000, 4000, 32768);
}

/* A file that is none of SQLite's, or of a kind that is not written. */
static void
test_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ibar-btree-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "t.db", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (ibar_page_writer_open (path, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_unlink (path);
  db = open (path);
  sqlite3_exec (db, "PRAGMA encoding = 'UTF-16'; CREATE TABLE t (a)", NULL, NULL, NULL);
  sqlite3_close (db);
  g_assert_null (ibar_page_writer_open (path, &error));
  g_assert_nonnull (error);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_varint (void)
{
  static const guint64 values[]
      = { 0, 1, 127, 128, 16383, 16384, G_MAXUINT32, (guint64) 1 << 55, (guint64) 1 << 56, G_MAXUINT64 };
  static const guint sizes[] = { 1, 1, 1, 2, 2, 3, 5, 8, 9, 9 };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      guint8 out[9];
      guint64 back = 0;
      guint n = ibar_varint_encode (out, values[i]);

      g_assert_cmpuint (n, ==, sizes[i]);
      for (guint k = 0; k < n; k++)
        back = k == 8 ? back << 8 | out[k] : back << 7 | (out[k] & 0x7f);
      g_assert_cmpuint (back, ==, values[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/btree/sizes", test_sizes);
  g_test_add_func ("/btree/every-number", test_every_number);
  g_test_add_func ("/btree/long-records", test_long_records);
  g_test_add_func ("/btree/refused", test_refused);
  g_test_add_func ("/btree/varint", test_varint);
  return g_test_run ();
}
