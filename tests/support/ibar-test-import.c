/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports into a collection in a folder of its own, and what stands in it afterwards. */
#include "config.h"

#include "ibar-test-import.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "ibar-test-collection.h"

static void
copy (const char *from, const char *to)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &data, &length, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize) length, NULL));
}

void
ibar_test_import_set_up (IbarTestImport *self)
{
  self->folder = ibar_test_make_dir ();
  self->input = g_build_filename (self->folder, "table.csv", NULL);
  self->into = g_build_filename (self->folder, "collection.gpkg", NULL);
}

void
ibar_test_import_save (IbarTestImport *self)
{
  self->saved = g_build_filename (self->folder, "saved.gpkg", NULL);
  copy (self->into, self->saved);
}

void
ibar_test_import_restore (IbarTestImport *self)
{
  g_autofree char *journal = g_strconcat (self->into, "-journal", NULL);

  g_unlink (journal);
  g_unlink (self->into);
  if (self->saved != NULL)
    copy (self->saved, self->into);
}

void
ibar_test_import_tear_down (IbarTestImport *self)
{
  ibar_test_remove_dir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->into, g_free);
  g_clear_pointer (&self->saved, g_free);
}

void
ibar_test_import_begin (IbarTestImport *self, gconstpointer unused)
{
  ibar_test_import_set_up (self);
}

void
ibar_test_import_end (IbarTestImport *self, gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  /* Nothing is left beside the collection: no journal, no half-made file. */
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_suffix (name, "-journal") || g_str_has_suffix (name, ".importing"));
  ibar_test_import_tear_down (self);
}

/* Returns: (transfer full): the path of one of the tests' own files, in the formats that people have */
char *
ibar_test_import_path (const char *name)
{
  return g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "tests", "fixtures", "import", name, NULL);
}

/* Returns: (transfer full): the path of a new file in the folder */
char *
ibar_test_import_write (IbarTestImport *self, const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  return path;
}

/* Imports as the window does it; what was read must add up. */
IbarImportResult *
ibar_test_import_run (IbarTestImport *self, const char *input, const char *dataset, GError **error)
{
  const char *inputs[] = { input, NULL };
  IbarImportOptions options
      = { .inputs = inputs, .into = self->into, .dataset = dataset, .exchanged = -1, .find_duplicates = TRUE };
  IbarImportResult *result = ibar_import_run (&options, NULL, NULL, NULL, error);

  if (result != NULL)
    g_assert_cmpint (result->n_read, ==,
                     result->n_imported + result->n_updated + result->n_unchanged + result->n_rejected);
  return result;
}

IbarImportResult *
ibar_test_import_fixture (IbarTestImport *self, const char *name)
{
  g_autofree char *path = ibar_test_import_path (name);
  g_autoptr (GError) error = NULL;
  IbarImportResult *result = ibar_test_import_run (self, path, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* One value of a query over the collection, as text; NULL for NULL. */
char *
ibar_test_import_query (IbarTestImport *self, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *stmt;
  char *value;

  g_assert_cmpint (sqlite3_open_v2 (self->into, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return value;
}

void
ibar_test_import_assert (IbarTestImport *self, const char *sql, const char *expected)
{
  g_autofree char *value = ibar_test_import_query (self, sql);

  g_assert_cmpstr (value, ==, expected);
}
