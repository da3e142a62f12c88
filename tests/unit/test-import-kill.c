/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An import that is killed at any moment leaves the collection as it was, or as it was to become.
 *
 * The program itself is started, killed with SIGKILL after a random part of the time a whole import takes, and the
 * collection opened again: integrity_check must say ok and its contents be the old or the new ones, row by row.
 * IBAR_KILLS says how often (25 here, 200 in the long run); the seed is the test run's own and printed.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>

#include "ibar-test-collection.h"
#include "ibar-test-digest.h"
#include "ibar-test-import.h"

#define ROWS 3000

static IbarTestImport files;

static void
write_table (int version)
{
  g_autoptr (GString) text = g_string_new ("id,date,title,lat,lon,actor,killed,source\n");

  for (int i = version == 1 ? 0 : ROWS / 3; i < ROWS + (version - 1) * ROWS / 3; i++)
    g_string_append_printf (text, "%d,2020-01-%02d,Title %d of version %d,42.%03d,20.%03d,Group %d,%d,Herald %d\n", i, 1 + i % 28,
                            i, i % 3 == 0 ? version : 1, i % 1000, i % 997, i % 50, i % 7, i % 20);
  g_assert_true (g_file_set_contents (files.input, text->str, (gssize) text->len, NULL));
}

static GPid
start_import (void)
{
  g_autofree char *program = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "app", "ibar", NULL);
  char *argv[] = { program, (char *) "import", files.input, (char *) "--into", files.into, NULL };
  GPid pid;
  g_autoptr (GError) error = NULL;

  g_spawn_async (NULL, argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static gint64
run_whole (void)
{
  gint64 start = g_get_monotonic_time ();
  GPid pid = start_import ();
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  return g_get_monotonic_time () - start;
}

static void
kill_often (void)
{
  const char *setting = g_getenv ("IBAR_KILLS");
  int n = setting != NULL ? atoi (setting) : 25, n_old = 0, n_new = 0;
  g_autofree char *before = ibar_test_digest (files.into), *after = NULL;
  gint64 whole = run_whole ();

  after = ibar_test_digest (files.into);
  g_assert_cmpstr (before, !=, after);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *now = NULL;
      GPid pid;

      ibar_test_import_restore (&files);
      pid = start_import ();
      g_usleep ((gulong) g_test_rand_int_range (0, (gint32) MIN (whole * 5 / 4, G_MAXINT32)));
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
      now = ibar_test_digest (files.into);
      n_old += g_strcmp0 (now, before) == 0;
      n_new += g_strcmp0 (now, after) == 0;
      if (g_strcmp0 (now, before) != 0)
        g_assert_cmpstr (now, ==, after);
    }
  g_test_message ("%d kills: %d left the old state, %d the new one", n, n_old, n_new);
}

static void
test_update (void)
{
  ibar_test_import_set_up (&files);
  write_table (1);
  run_whole ();
  ibar_test_import_save (&files);
  write_table (2);
  kill_often ();
  ibar_test_import_tear_down (&files);
}

static void
test_new_file (void)
{
  ibar_test_import_set_up (&files);
  write_table (1);
  kill_often ();
  ibar_test_import_tear_down (&files);
}

/* A second data set, large enough for the indexes to be dropped and built again, into a collection that is there. */
static void
test_bulk (void)
{
  ibar_test_import_set_up (&files);
  g_assert_true (g_file_set_contents (files.input, "id,date,title,lat,lon\n1,2020-01-01,version one,42,20\n", -1, NULL));
  run_whole ();
  ibar_test_import_save (&files);
  g_free (files.input);
  files.input = g_build_filename (files.folder, "other.csv", NULL);
  {
    g_autoptr (GString) text = g_string_new ("id,date,title,lat,lon,actor,summary\n");

    for (int i = 0; i < 6000; i++)
      g_string_append_printf (text, "%d,2021-02-%02d,Other version %d,43.%03d,21.%03d,Group %d,%060d%060d\n", i, 1 + i % 28, i,
                              i % 1000, i % 997, i % 50, i, i);
    g_assert_true (g_file_set_contents (files.input, text->str, (gssize) text->len, NULL));
  }
  kill_often ();
  ibar_test_import_tear_down (&files);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/kill/update", test_update);
  g_test_add_func ("/import/kill/new-file", test_new_file);
  g_test_add_func ("/import/kill/bulk", test_bulk);
  return g_test_run ();
}
