/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every file that is not what it should be: its own error, a message that names it, not a byte
 * changed and nothing left beside it. */

#include "config.h"

#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-test-collection.h"

typedef struct
{
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = ibar_test_make_dir ();
  fixture->path = ibar_test_make_fixture (fixture->dir);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static void
write_file (const char *path, const void *data, gsize size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
}

/* Opened for reading and for writing: the same error, the path in its message, nothing changed. */
static void
assert_refused (const char *path, int code, const char *says)
{
  static const IbarCollectionFlags modes[]
      = { IBAR_COLLECTION_READ_ONLY, IBAR_COLLECTION_IMMUTABLE, IBAR_COLLECTION_READ_WRITE };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_file = g_file_test (path, G_FILE_TEST_IS_REGULAR);
      g_autofree char *before = is_file ? ibar_test_hash_file (path) : NULL;
      g_autofree char *after = NULL;

      g_assert_null (ibar_collection_open (path, modes[i], &error));
      g_assert_error (error, IBAR_ERROR, code);
      g_assert_nonnull (strstr (error->message, path));
      if (strstr (error->message, says) == NULL)
        g_error ("“%s” does not say “%s”", error->message, says);
      after = is_file ? ibar_test_hash_file (path) : NULL;
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "none.gpkg", NULL);

  assert_refused (path, IBAR_ERROR_NOT_FOUND, "There is no file");
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
}

static void
test_directory (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fifo = g_build_filename (fixture->dir, "fifo", NULL);

  assert_refused (fixture->dir, IBAR_ERROR_NOT_A_FILE, "is a folder");
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_refused (fifo, IBAR_ERROR_NOT_A_FILE, "not a regular file");
}

/* Newer GLib gives a test a temporary folder that only its owner may enter; another user is about to. */
static void
let_others_pass (const char *dir)
{
  g_autofree char *parent = g_path_get_dirname (dir);
  GStatBuf info;

  g_assert_cmpint (g_stat (parent, &info), ==, 0);
  /* The other user keeps our group. */
  if ((info.st_mode & (S_IXGRP | S_IXOTH)) != (S_IXGRP | S_IXOTH))
    g_assert_cmpint (g_chmod (parent, info.st_mode | S_IXGRP | S_IXOTH), ==, 0);
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  uid_t user = geteuid ();

  let_others_pass (fixture->dir);
  g_chmod (fixture->path, 0000);
  g_chmod (fixture->dir, 0755);
  if (user == 0) /* root may read everything */
    g_assert_cmpint (seteuid (65534), ==, 0);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, &error));
    g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION);
    g_assert_nonnull (strstr (error->message, "no permission"));
  }
  if (user == 0)
    g_assert_cmpint (seteuid (user), ==, 0);
  g_chmod (fixture->path, 0444);
  if (user == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_WRITE, &error));
    g_assert_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY);
  }
  if (user == 0)
    g_assert_cmpint (seteuid (user), ==, 0);
}

static void
test_not_sqlite (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gsize size;
    const char *says;
  } cases[] = {
    { "", 0, "is empty" },
    { "event_id,date\n", 14, "looks like text" },
    { "PK\x03\x04\0\0\0\0", 8, "ZIP" },
    { "\x1f\x8b\x08\0\0", 5, "gzip" },
    { "{\"type\": 1}", 11, "JSON" },
    { "<kml/>", 6, "XML" },
    { "\0\1\2\3\4", 5, "another kind" },
  };
  g_autofree char *path = g_build_filename (fixture->dir, "other.gpkg", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      write_file (path, cases[i].bytes, cases[i].size);
      assert_refused (path, IBAR_ERROR_NOT_A_DATABASE, cases[i].says);
    }
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg other.gpkg");
}

static void
make_database (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static void
test_not_ours (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->dir, "other.db", NULL);
  g_autofree char *gpkg = g_build_filename (fixture->dir, "other.gpkg", NULL);
  g_autofree char *unversioned = g_build_filename (fixture->dir, "unversioned.gpkg", NULL);

  make_database (other, "CREATE TABLE t (a)");
  assert_refused (other, IBAR_ERROR_NOT_A_COLLECTION, "another kind");
  make_database (gpkg, "CREATE TABLE gpkg_contents (table_name TEXT)");
  assert_refused (gpkg, IBAR_ERROR_NOT_A_COLLECTION, "import it");
  make_database (unversioned, "CREATE TABLE ibar_info (key, value)");
  assert_refused (unversioned, IBAR_ERROR_NOT_A_COLLECTION, "which version");
  make_database (fixture->path, "DROP TABLE change_log");
  assert_refused (fixture->path, IBAR_ERROR_NOT_A_COLLECTION, "change_log");
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  make_database (fixture->path, "UPDATE ibar_info SET value = '7' WHERE key = 'schema_version'");
  assert_refused (fixture->path, IBAR_ERROR_NEWER, "schema 7; this one knows up to 1");
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 16, 50, 99, 100, 1000, 4096, 8192, 100000 };
  g_autofree char *bytes = NULL;
  gsize size;

  g_file_get_contents (fixture->path, &bytes, &size, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_assert_cmpuint (sizes[i], <, size);
      write_file (fixture->path, bytes, sizes[i]);
      assert_refused (fixture->path, IBAR_ERROR_CORRUPT, sizes[i] < 4096 ? "header" : "is cut off");
    }
  write_file (fixture->path, bytes, size - 1);
  assert_refused (fixture->path, IBAR_ERROR_CORRUPT, "is cut off");
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
}

/* Reads all there is to read: whatever happens is an error and no crash. */
static void
read_everything (IbarCollection *collection)
{
  g_autoptr (GArray) found = ibar_collection_search (collection, "clash", NULL, NULL);

  if (ibar_collection_get_vocabulary (collection, NULL) == NULL)
    return;
  for (gint64 fid = 1; fid <= 8; fid++)
    {
      g_autoptr (IbarEventRecord) record = ibar_collection_load_event (collection, fid, NULL);
    }
}

/* Pages of noise, one at a time, and random bytes: refused as damaged, or the damage lies where
 * nothing is read. */
static void
test_corrupted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize size;
  guint refused = 0;

  g_file_get_contents (fixture->path, &bytes, &size, NULL);
  for (guint round = 0; round < size / 4096 + 100; round++)
    {
      g_autofree char *copy = g_memdup2 (bytes, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (IbarCollection) collection = NULL;

      if (round < size / 4096)
        for (gsize i = 0; i < 4096; i++)
          copy[round * 4096 + i + (round == 0 ? 100 : 0)] = (char) g_test_rand_int ();
      else
        for (int i = 0; i < 20; i++)
          copy[g_test_rand_int_range (100, (gint32) size)] = (char) g_test_rand_int ();
      write_file (fixture->path, copy, size);
      collection = ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, &error);
      if (collection != NULL)
        read_everything (collection);
      else
        {
          refused++;
          g_assert_true (error->code == IBAR_ERROR_CORRUPT
                         || error->code == IBAR_ERROR_NOT_A_COLLECTION
                         || error->code == IBAR_ERROR_NOT_A_DATABASE
                         || error->code == IBAR_ERROR_NEWER || error->code == IBAR_ERROR_READ_ONLY);
          g_assert_nonnull (strstr (error->message, fixture->path));
        }
    }
  g_assert_cmpuint (refused, >, size / 4096 / 2);
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  gint64 begun;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  begun = g_get_monotonic_time ();
  g_assert_null (ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "locked by another program"));
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC); /* it ends */
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (db);
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
}

/* A writer was killed while its journal was hot: reading refuses and says why, writing mends. */
static void
test_hot_journal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  g_autofree char *saved_journal = NULL, *saved = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = NULL;
  gsize journal_size, size;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;"
                                 "UPDATE casualty SET note = hex (randomblob (30000)), best = 99",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_db_cacheflush (db), ==, SQLITE_OK);
  g_file_get_contents (journal, &saved_journal, &journal_size, NULL);
  g_file_get_contents (fixture->path, &saved, &size, NULL);
  sqlite3_close (db);
  write_file (journal, saved_journal, journal_size);
  write_file (fixture->path, saved, size);

  before = ibar_test_hash_file (fixture->path);
  g_assert_null (ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "did not finish"));
  after = ibar_test_hash_file (fixture->path);
  g_assert_cmpstr (before, ==, after);
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg fixture.gpkg-journal");
  g_clear_error (&error);

  collection = ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ibar_test_query (collection, "SELECT max (best) FROM casualty"), ==, 53);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
}

/* Files in write-ahead mode, as QGIS leaves them: with no log, with a live one, with an orphaned
 * one. */
static void
test_wal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *before = NULL, *after = NULL, *log = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = NULL;
  sqlite3 *db = NULL;
  gsize log_size;

  make_database (fixture->path, "PRAGMA journal_mode = WAL");
  before = ibar_test_hash_file (fixture->path);
  collection = ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  read_everything (collection);
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
  g_assert_false (ibar_collection_has_changed (collection));

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "PRAGMA wal_autocheckpoint = 0; UPDATE casualty SET best = 77", NULL, NULL,
                NULL);
  g_assert_true (ibar_collection_has_changed (collection));
  g_clear_pointer (&collection, ibar_collection_unref);
  collection = ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ibar_test_query (collection, "SELECT max (best) FROM casualty"), ==, 77);
  g_clear_pointer (&collection, ibar_collection_unref);
  g_file_get_contents (wal, &log, &log_size, NULL);
  sqlite3_close (db);
  after = ibar_test_hash_file (fixture->path);
  g_assert_cmpstr (before, !=, after); /* the writer's checkpoint, not us */

  write_file (wal, log, log_size);
  g_assert_false (g_file_test (shm, G_FILE_TEST_EXISTS));
  g_assert_null (ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_BUSY);
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg fixture.gpkg-wal");
}

/* A good file: opened in every way and read, it is what it was. */
static void
test_untouched (Fixture *fixture, gconstpointer data)
{
  static const IbarCollectionFlags modes[]
      = { IBAR_COLLECTION_READ_ONLY, IBAR_COLLECTION_IMMUTABLE, IBAR_COLLECTION_READ_WRITE };
  g_autofree char *before = ibar_test_hash_file (fixture->path);

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;
      IbarCollection *collection = ibar_collection_open (fixture->path, modes[i], &error);
      g_autofree char *after = NULL;

      g_assert_no_error (error);
      read_everything (collection);
      ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
      ibar_collection_unref (collection);
      ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
      after = ibar_test_hash_file (fixture->path);
      g_assert_cmpstr (before, ==, after);
    }
}

/* Migrations, with versions made up for the test
 * ------------------------------------------------------ */

static const IbarMigration made_up[] = {
  { -1, "CREATE TABLE older (a); INSERT INTO older VALUES (1)" },
  { 0, "DROP TABLE older; ALTER TABLE story ADD COLUMN made_up TEXT" },
};

static sqlite3 *
open_old (Fixture *fixture)
{
  sqlite3 *db = NULL;

  make_database (fixture->path, "UPDATE ibar_info SET value = '-1' WHERE key = 'schema_version'");
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  return db;
}

static void
test_migrate (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db = open_old (fixture);
  g_autofree char *before = ibar_test_hash_file (fixture->path);
  g_autofree char *backup = g_build_filename (fixture->dir, "fixture.backup-v-1.gpkg", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *copy = NULL;
  int version;

  g_assert_true (ibar_collection_migrate (db, fixture->path, -1, 1, made_up, 2, &error));
  g_assert_no_error (error);
  g_assert_true (ibar_collection_read_version (db, fixture->path, &version, NULL));
  g_assert_cmpint (version, ==, 1);
  g_assert_cmpint (sqlite3_exec (db, "SELECT made_up FROM story", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  ibar_test_assert_dir (fixture->dir, "fixture.backup-v-1.gpkg fixture.gpkg");
  g_assert_cmpint (sqlite3_open (backup, &copy), ==, SQLITE_OK);
  g_assert_true (ibar_collection_read_version (copy, backup, &version, NULL));
  g_assert_cmpint (version, ==, -1);
  sqlite3_close (copy);
  kept = ibar_test_hash_file (fixture->path);
  g_assert_cmpstr (before, !=, kept);
}

static void
test_migrate_fails (Fixture *fixture, gconstpointer data)
{
  static const IbarMigration broken[]
      = { { -1, "CREATE TABLE older (a)" }, { 0, "DROP TABLE nothing" } };
  sqlite3 *db = open_old (fixture);
  g_autofree char *before = ibar_test_hash_file (fixture->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ibar_collection_migrate (db, fixture->path, -1, 1, broken, 2, &error));
  g_assert_nonnull (strstr (error->message, "nothing was changed"));
  g_clear_error (&error);
  g_assert_false (ibar_collection_migrate (db, fixture->path, -1, 1, broken, 2, &error));
  sqlite3_close (db);
  after = ibar_test_hash_file (fixture->path);
  g_assert_cmpstr (before, ==, after);
  /* The second backup did not overwrite the first. */
  ibar_test_assert_dir (fixture->dir,
                        "fixture.backup-v-1-2.gpkg fixture.backup-v-1.gpkg fixture.gpkg");
}

/* A version below the first: no step leads from it, and reading cannot help. */
static void
test_older (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_database (fixture->path, "UPDATE ibar_info SET value = '0' WHERE key = 'schema_version'");
  g_assert_null (ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_ONLY, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (ibar_collection_open (fixture->path, IBAR_COLLECTION_READ_WRITE, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_COLLECTION);
  ibar_test_assert_dir (fixture->dir, "fixture.gpkg");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "missing", test_missing },
    { "directory", test_directory },
    { "no-permission", test_no_permission },
    { "not-sqlite", test_not_sqlite },
    { "not-ours", test_not_ours },
    { "newer", test_newer },
    { "truncated", test_truncated },
    { "corrupted", test_corrupted },
    { "locked", test_locked },
    { "hot-journal", test_hot_journal },
    { "wal", test_wal },
    { "untouched", test_untouched },
    { "migrate", test_migrate },
    { "migrate-fails", test_migrate_fails },
    { "older", test_older },
  };

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/collection-open/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
