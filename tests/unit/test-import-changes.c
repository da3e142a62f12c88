/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing whole files: sums that add up, update, undo, refusal, what changes while it is read. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <sqlite3.h>

#include "ibar-error.h"
#include "ibar-test-import.h"

static const char first_version[] = "id,date,title,lat,lon,killed,source,actor\n1,2020-01-01,One,42.9,20.7,1,Herald,Group A\n"
                                    "2,2020-01-02,Two,42.9,20.7,2,Herald,Group A\n3,2020-01-03,Three,42.9,20.7,3,Post,Group B\n";
static const char second_version[] = "id,date,title,lat,lon,killed,source,actor\n1,2020-01-01,One,42.9,20.7,1,Herald,Group A\n"
                                     "2,2020-01-02,Two changed,42.9,20.7,5,Herald,Group C\n4,2020-01-04,Four,42.9,20.7,,,\n"
                                     "4,2020-01-05,Four again,42.9,20.7,,,\n";

#define EVERYTHING                                                                                               \
  "SELECT (SELECT group_concat (e.fid || e.id || title || ifnull (date_start, '') || hex (geom) || vanished || " \
  "ifnull (place_fid, '') || changed_at) FROM event e) || "                                                      \
  "(SELECT group_concat (event_fid || line || row || row_hash) FROM raw_row) || "                                \
  "(SELECT group_concat (fid || event_fid || actor_fid || role) FROM event_actor) || "                           \
  "(SELECT group_concat (fid || event_fid || source_fid) FROM event_source) || "                                 \
  "(SELECT group_concat (fid || event_fid || ifnull (best, '')) FROM casualty) || "                              \
  "(SELECT group_concat (fid || id || name) FROM actor) || (SELECT group_concat (fid || id) FROM source) || "    \
  "(SELECT count(*) FROM event_text WHERE event_text MATCH 'changed')"

static void
test_update_and_undo (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (self, "table.csv", first_version, -1);
  g_autoptr (IbarImportResult) first = ibar_test_import_run (self, input, NULL, NULL), second = NULL, third = NULL;
  g_autofree char *before = ibar_test_import_query (self, EVERYTHING), *after = NULL, *said = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (first->n_imported, ==, 3);
  third = ibar_test_import_run (self, input, NULL, NULL);
  g_assert_cmpint (third->n_unchanged, ==, 3);
  g_free (ibar_test_import_write (self, "table.csv", second_version, -1));
  second = ibar_test_import_run (self, input, NULL, NULL);
  g_assert_cmpint (second->n_imported, ==, 1);
  g_assert_cmpint (second->n_updated, ==, 1);
  g_assert_cmpint (second->n_unchanged, ==, 1);
  g_assert_cmpint (second->n_rejected, ==, 1);
  g_assert_cmpint (second->n_vanished, ==, 1);
  g_assert_cmpuint (second->changes->len, ==, 1);
  g_assert_cmpstr (second->changes->pdata[0], ==, "table:2: title, actors, claims");
  ibar_test_import_assert (self, "SELECT title || vanished FROM event WHERE external_id = '3'", "Three1");
  ibar_test_import_assert (self, "SELECT fid || title FROM event WHERE external_id = '2'", "2Two changed");
  ibar_test_import_assert (self, "SELECT count(*) FROM event_text WHERE event_text MATCH 'changed'", "1");

  said = ibar_import_undo (self->into, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (said);
  after = ibar_test_import_query (self, EVERYTHING);
  g_assert_cmpstr (after, ==, before);
  ibar_test_import_assert (self, "PRAGMA integrity_check", "ok");
}

/* The very file of the last import needs no reading; but only if it is that, and all that it brought is still there. */
static void
test_same_file (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (self, "table.csv", first_version, -1);
  g_autoptr (IbarImportResult) first = ibar_test_import_run (self, input, NULL, NULL),
                               same = ibar_test_import_run (self, input, NULL, NULL), gone = NULL, back = NULL, undone = NULL;

  g_assert_cmpint (first->n_imported, ==, 3);
  g_assert_cmpint (same->n_unchanged, ==, 3);
  {
    g_autoptr (IbarCollection) collection = ibar_collection_open (self->into, IBAR_COLLECTION_READ_WRITE, NULL);

    g_assert_cmpint (sqlite3_exec (ibar_collection_get_db (collection), "DELETE FROM event WHERE external_id = '2'", NULL, NULL,
                                   NULL),
                     ==, SQLITE_OK);
  }
  gone = ibar_test_import_run (self, input, NULL, NULL);
  g_assert_cmpint (gone->n_unchanged, ==, 2);
  g_assert_cmpint (gone->n_imported, ==, 1);
  g_free (ibar_test_import_write (self, "table.csv", second_version, -1));
  g_clear_pointer (&same, ibar_import_result_free);
  same = ibar_test_import_run (self, input, NULL, NULL);
  g_assert_cmpint (same->n_updated, ==, 1);
  g_free (ibar_import_undo (self->into, NULL, NULL));
  undone = ibar_test_import_run (self, input, NULL, NULL);
  g_assert_cmpint (undone->n_updated, ==, 1);
  g_assert_cmpint (undone->n_rejected, ==, 1);
  /* A row that is rejected is reported each time. */
  back = ibar_test_import_run (self, input, NULL, NULL);
  g_assert_cmpint (back->n_rejected, ==, 1);
  g_assert_cmpint (back->n_unchanged, ==, 3);
}

/* Read otherwise, the same row is another event. */
static void
test_other_reading (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (self, "table.csv", "id,date,title,lat,lon\n1,03/04/2020,One,42.9,20.7\n", -1);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1 };
  g_autoptr (IbarImportResult) first = ibar_import_run (&options, NULL, NULL, NULL, NULL), second = NULL, third = NULL;

  ibar_test_import_assert (self, "SELECT date_start FROM event", "2020-04-03");
  options.date_order = IBAR_DATE_ORDER_MONTH_FIRST;
  second = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_assert_cmpint (second->n_updated, ==, 1);
  ibar_test_import_assert (self, "SELECT date_start FROM event", "2020-03-04");
  third = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_assert_cmpint (third->n_unchanged, ==, 1);
}

static void
test_undo_first (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (self, "table.csv", first_version, -1);
  g_autoptr (IbarImportResult) first = ibar_test_import_run (self, input, NULL, NULL);
  g_autofree char *said = ibar_import_undo (self->into, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (said);
  ibar_test_import_assert (
      self,
      "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM actor) + (SELECT count(*) FROM source) + "
      "(SELECT count(*) FROM dataset) + (SELECT count(*) FROM event_type) + (SELECT count(*) FROM rtree_event_geom)",
      "0");
  g_assert_null (ibar_import_undo (self->into, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
}

static void
test_duplicates (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *one
      = ibar_test_import_write (self, "one.csv",
                                "id,date,title,lat,lon,actor,url\n1,2020-01-01,A,42.90,20.70,Gröup A,\n"
                                "2,2020-01-01,B,42.90,20.70,Group B,\n3,2020-05-01,C,10,10,Group D,http://example.org/x\n",
                                -1);
  g_autofree char *two
      = ibar_test_import_write (self, "two.csv",
                                "id,date,title,lat,lon,actor,url\n1,2020-01-03,A,42.93,20.70,group a,\n"
                                "2,2020-01-03,B,42.95,20.70,Group B,\n3,2021-05-01,C,20,10,Group E,http://example.org/x\n",
                                -1);
  g_autoptr (IbarImportResult) first = ibar_test_import_run (self, one, NULL, NULL),
                               second = ibar_test_import_run (self, two, NULL, NULL);

  g_assert_cmpint (first->n_duplicates, ==, 0);
  /* 3.3 km, two days and the same actor; the next pair is 5.6 km apart; the third has the same address. */
  g_assert_cmpint (second->n_duplicates, ==, 2);
  g_assert_cmpstr (((IbarImportDuplicate *) second->duplicates->pdata[0])->event_id, ==, "two:1");
  g_assert_cmpstr (((IbarImportDuplicate *) second->duplicates->pdata[0])->other_id, ==, "one:1");
  g_assert_cmpstr (((IbarImportDuplicate *) second->duplicates->pdata[1])->event_id, ==, "two:3");
}

static void
test_refused (IbarTestImport *self, gconstpointer data)
{
  static const char *const bad[] = { "/vsicurl/http://example.org/x.csv", "/vsizip//tmp/x.zip/x.csv" };
  g_autofree char *vrt
      = ibar_test_import_write (self, "x.vrt", "<OGRVRTDataSource><OGRVRTLayer name=\"x\"/></OGRVRTDataSource>", -1);
  g_autofree char *empty = ibar_test_import_write (self, "empty.csv", "", 0);
  g_autofree char *hopeless = ibar_test_import_write (self, "hopeless.csv", "a,b\n1,2\n", -1);
  g_autofree char *missing = g_build_filename (self->folder, "missing.csv", NULL);
  struct
  {
    const char *input;
    int         code;
  } cases[] = { { bad[0], IBAR_ERROR_PERMISSION }, { bad[1], IBAR_ERROR_PERMISSION }, { vrt, IBAR_ERROR_DATA },
                { empty, IBAR_ERROR_DATA }, { hopeless, IBAR_ERROR_DATA }, { missing, IBAR_ERROR_NOT_FOUND },
                { self->folder, IBAR_ERROR_NOT_A_FILE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ibar_test_import_run (self, cases[i].input, NULL, &error));
      g_assert_error (error, IBAR_ERROR, cases[i].code);
      g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
    }
}

static void
test_dry_run_and_cancel (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (self, "table.csv", first_version, -1);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1, .dry_run = TRUE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (IbarImportResult) dry = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (dry->n_imported, ==, 3);
  g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
  options.dry_run = FALSE;
  g_cancellable_cancel (cancellable);
  g_assert_null (ibar_import_run (&options, NULL, NULL, cancellable, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED);
  g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
}

static void
cancel_cb (double fraction, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Stopped when all has been read: either nothing is changed, or nobody is told that it was stopped. */
static void
test_cancel_late (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *one = ibar_test_import_write (self, "one.csv", first_version, -1);
  g_autofree char *two = NULL;
  g_autoptr (GString) text = g_string_new ("id,date,title,lat,lon\n");
  g_autoptr (IbarImportResult) first = ibar_test_import_run (self, one, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const char *inputs[] = { NULL, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1, .find_duplicates = TRUE };

  /* In one piece, and so many that the search for duplicates takes some time. */
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text, "%u,2020-01-01,Late,42.9,20.%u\n", i, i);
  inputs[0] = two = ibar_test_import_write (self, "two.csv", text->str, -1);
  g_assert_null (ibar_import_run (&options, cancel_cb, cancellable, cancellable, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED);
  ibar_test_import_assert (self, "SELECT count(*) FROM event WHERE title = 'Late'", "0");
}

/* The file grows while it is read: nothing of either version is taken. */
static void
append_cb (double fraction, gpointer user_data)
{
  FILE *file = fopen (user_data, "ab");

  fputs ("2020-02-01,Late,42.9,20.7\n", file);
  fclose (file);
}

static void
test_changing_file (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (self, "growing.csv", "date,title,lat,lon\n2020-01-01,A,42.9,20.7\n", -1);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (ibar_import_run (&options, append_cb, input, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
}

static void
test_report (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_path ("broken.csv"), *report = g_build_filename (self->folder, "rejects.csv", NULL);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .exchanged = -1, .report = report };
  g_autoptr (IbarImportResult) result = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (result);
  g_assert_true (g_file_get_contents (report, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_cmpstr (lines[2], ==, "\"broken.csv\",\"6\",\"\",\"\",\"neither a date nor a position\",\"yes\"");
}

#define ADD(path, func)                                                                                                          \
  g_test_add ("/import-changes/" path, IbarTestImport, NULL, ibar_test_import_begin, func, ibar_test_import_end)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("update-and-undo", test_update_and_undo);
  ADD ("undo-first", test_undo_first);
  ADD ("same-file", test_same_file);
  ADD ("other-reading", test_other_reading);
  ADD ("duplicates", test_duplicates);
  ADD ("refused", test_refused);
  ADD ("dry-run-and-cancel", test_dry_run_and_cancel);
  ADD ("cancel-late", test_cancel_late);
  ADD ("changing-file", test_changing_file);
  ADD ("report", test_report);
  return g_test_run ();
}
