/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faults at call 1, 2, 3 … of SQLite's writes and allocations, over a whole import: each time the import fails with
 * an error of ours or succeeds, and the collection is what it was or what it was to become.
 *
 * Writes, truncations and syncs fail through a VFS that stands before the system's own, with the error of a full
 * device or of a broken one; allocations through SQLITE_CONFIG_MALLOC.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import.h"
#include "ibar-test-collection.h"
#include "ibar-test-digest.h"
#include "ibar-test-import.h"

static IbarTestImport files;

/* The failing file system -------------------------------------------------------------------------- */

static sqlite3_vfs fault_vfs;
static sqlite3_vfs *real_vfs;
static int n_calls, fail_at, fail_code, fails_on; /* fails_on: all later calls fail too, as on a full device */
static int n_files;

typedef struct
{
  sqlite3_file       base;
  sqlite3_io_methods methods; /* the file's own with ours put in */
  sqlite3_file       real[];  /* the system's file follows */
} FaultFile;

static gboolean
fails (void)
{
  n_calls++;
  return fail_at > 0 && (n_calls == fail_at || (fails_on && n_calls > fail_at));
}

#define REAL(file) (((FaultFile *) (file))->real)
#define CALL(file, method, ...) (REAL (file)->pMethods->method (REAL (file), ##__VA_ARGS__))

static int
fault_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 offset)
{
  return fails () ? fail_code : CALL (file, xWrite, data, n, offset);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return fails () ? SQLITE_IOERR_TRUNCATE : CALL (file, xTruncate, size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  return fails () ? SQLITE_IOERR_FSYNC : CALL (file, xSync, flags);
}

static int fault_close (sqlite3_file *file) { n_files--; return CALL (file, xClose); }
static int fault_read (sqlite3_file *file, void *data, int n, sqlite3_int64 at) { return CALL (file, xRead, data, n, at); }
static int fault_size (sqlite3_file *file, sqlite3_int64 *size) { return CALL (file, xFileSize, size); }
static int fault_lock (sqlite3_file *file, int level) { return CALL (file, xLock, level); }
static int fault_unlock (sqlite3_file *file, int level) { return CALL (file, xUnlock, level); }
static int fault_reserved (sqlite3_file *file, int *out) { return CALL (file, xCheckReservedLock, out); }
static int fault_control (sqlite3_file *file, int op, void *arg) { return CALL (file, xFileControl, op, arg); }
static int fault_sector (sqlite3_file *file) { return CALL (file, xSectorSize); }
static int fault_device (sqlite3_file *file) { return CALL (file, xDeviceCharacteristics); }

static const sqlite3_io_methods fault_methods
    = { 1, fault_close, fault_read, fault_write, fault_truncate, fault_sync, fault_size, fault_lock, fault_unlock,
        fault_reserved, fault_control, fault_sector, fault_device };

static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  int rc = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);

  self->base.pMethods = rc == SQLITE_OK ? &fault_methods : NULL;
  n_files += rc == SQLITE_OK;
  return rc;
}

static void
install_vfs (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "ibar-fault";
  fault_vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = fault_open;
  g_assert_cmpint (sqlite3_vfs_register (&fault_vfs, TRUE), ==, SQLITE_OK);
}

/* The failing allocator ------------------------------------------------------------------------------ */

static sqlite3_mem_methods real_memory;
static int n_allocations, fail_allocation;

static void *
fault_malloc (int size)
{
  return g_atomic_int_add (&n_allocations, 1) + 1 == fail_allocation ? NULL : real_memory.xMalloc (size);
}

static void *
fault_realloc (void *memory, int size)
{
  return g_atomic_int_add (&n_allocations, 1) + 1 == fail_allocation ? NULL : real_memory.xRealloc (memory, size);
}

/* Before SQLite is used for the first time. */
static void
install_allocator (void)
{
  sqlite3_mem_methods methods;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real_memory), ==, SQLITE_OK);
  methods = real_memory;
  methods.xMalloc = fault_malloc;
  methods.xRealloc = fault_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
}

/* The imports ------------------------------------------------------------------------------------------ */

static void
write_table (int version, int rows)
{
  g_autoptr (GString) text = g_string_new ("id,date,title,lat,lon,actor,killed,source,summary\n");

  for (int i = version == 1 ? 0 : 5; i < rows; i++)
    g_string_append_printf (text, "%d,2020-01-%02d,Title %d of version %d,42.%03d,20.%03d,Group %d,%d,Herald %d,%0100d\n", i,
                            1 + i % 28, i, i % 3 == 0 ? version : 1, i % 1000, i % 997, i % 5, i % 7, i % 3, i);
  g_assert_true (g_file_set_contents (files.input, text->str, (gssize) text->len, NULL));
}

static gboolean
import (GError **error)
{
  const char *inputs[] = { files.input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = files.into, .exchanged = -1 };
  g_autoptr (IbarImportResult) result = ibar_import_run (&options, NULL, NULL, NULL, error);

  return result != NULL;
}

/* One import with the fault set; returns whether it was met. */
static gboolean
try_once (const char *before, const char *after, int at)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *now = NULL;
  gboolean good, met;

  ibar_test_import_restore (&files);
  n_calls = n_allocations = 0;
  good = import (&error);
  met = at <= n_calls || at <= n_allocations;
  fail_at = fail_allocation = 0;
  if (!good)
    g_assert_true (error->domain == IBAR_ERROR);
  if (g_test_verbose ())
    g_test_message ("%d: %s", at, good ? "done" : error->message);
  g_assert_cmpint (n_files, ==, 0);
  now = ibar_test_digest (files.into);
  if (good)
    g_assert_cmpstr (now, ==, after);
  else if (g_strcmp0 (now, before) != 0)
    g_assert_cmpstr (now, ==, after);
  return met;
}

static void
run_writes (int code, gboolean later_too)
{
  g_autofree char *before = ibar_test_digest (files.into), *after = NULL;
  g_autoptr (GError) error = NULL;
  int total, n = 0;

  n_calls = 0;
  g_assert_true (import (&error));
  total = n_calls;
  after = ibar_test_digest (files.into);
  for (int at = 1; at <= total; at += total > 150 && at > 40 ? 1 + total / 60 : 1, n++)
    {
      fail_at = at;
      fail_code = code;
      fails_on = later_too;
      try_once (before, after, at);
    }
  g_test_message ("%d of %d writes, truncations and syncs failed in turn", n, total);
}

static void
run_allocations (void)
{
  g_autofree char *before = ibar_test_digest (files.into), *after = NULL;
  int total, n = 0;

  n_allocations = 0;
  g_assert_true (import (NULL));
  total = n_allocations;
  after = ibar_test_digest (files.into);
  for (int at = 1; at <= total; at += at < 100 ? 1 : 1 + total / 120, n++)
    {
      fail_allocation = at;
      try_once (before, after, at);
    }
  g_test_message ("%d of %d allocations failed in turn", n, total);
}

static void
set_up (gboolean existing)
{
  ibar_test_import_set_up (&files);
  write_table (1, 30);
  if (!existing)
    return;
  g_assert_true (import (NULL));
  ibar_test_import_save (&files);
  write_table (2, 40);
}

static void
test_full_update (void)
{
  set_up (TRUE);
  run_writes (SQLITE_FULL, TRUE);
  ibar_test_import_tear_down (&files);
}

static void
test_broken_update (void)
{
  set_up (TRUE);
  run_writes (SQLITE_IOERR_WRITE, FALSE);
  ibar_test_import_tear_down (&files);
}

static void
test_full_new (void)
{
  set_up (FALSE);
  run_writes (SQLITE_FULL, TRUE);
  ibar_test_import_tear_down (&files);
}

static void
test_memory_update (void)
{
  set_up (TRUE);
  run_allocations ();
  ibar_test_import_tear_down (&files);
}

static void
test_memory_new (void)
{
  set_up (FALSE);
  run_allocations ();
  ibar_test_import_tear_down (&files);
}

static void
test_read_only (void)
{
  g_autoptr (GError) error = NULL;

  set_up (TRUE);
  /* Root may write anything: the folder's permissions say nothing to it. */
  if (g_access ("/proc/1/mem", W_OK) != 0)
    {
      g_chmod (files.into, 0444);
      g_assert_false (import (&error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY);
    }
  g_clear_error (&error);
  g_free (files.into);
  files.into = g_strdup ("/proc/collection.gpkg");
  g_assert_false (import (&error));
  g_assert_true (error->domain == IBAR_ERROR);
  ibar_test_import_tear_down (&files);
}

int
main (int argc, char **argv)
{
  install_allocator ();
  install_vfs ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/faults/full-device/update", test_full_update);
  g_test_add_func ("/import/faults/full-device/new-file", test_full_new);
  g_test_add_func ("/import/faults/broken-device/update", test_broken_update);
  g_test_add_func ("/import/faults/allocations/update", test_memory_update);
  g_test_add_func ("/import/faults/allocations/new-file", test_memory_new);
  g_test_add_func ("/import/faults/read-only", test_read_only);
  return g_test_run ();
}
