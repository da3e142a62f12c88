/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Input that means harm: archives that expand without end, and SQL, markup and formulas where text belongs. Each has
 * a clear message or is text, in bounded time and memory. */

#include "config.h"

#include <locale.h>
#include <string.h>

#include <cpl_vsi.h>

#include "ibar-error.h"
#include "ibar-import.h"
#include "ibar-test-collection.h"

typedef struct
{
  char *dir, *into;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = ibar_test_make_dir ();
  self->into = g_build_filename (self->dir, "into.gpkg", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ibar_test_remove_dir (self->dir);
  g_free (self->dir);
  g_free (self->into);
}

static IbarImportResult *
import (Fixture *self, const char *file, GError **error)
{
  const char *inputs[] = { file, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .dataset = "hostile", .exchanged = -1 };

  return ibar_import_run (&options, NULL, NULL, NULL, error);
}

static void
add_member (const char *archive, const char *name, const char *text)
{
  g_autofree char *path = g_strdup_printf ("/vsizip/%s/%s", archive, name);
  VSILFILE *file = VSIFOpenL (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (VSIFWriteL (text, 1, strlen (text), file), ==, strlen (text));
  g_assert_cmpint (VSIFCloseL (file), ==, 0);
}

/* Makes the archive's directory say that its members hold 3 GiB each. */
static void
inflate (const char *archive)
{
  g_autofree char *bytes = NULL;
  gsize length;
  guint n = 0;

  g_assert_true (g_file_get_contents (archive, &bytes, &length, NULL));
  for (gsize i = 0; i + 46 < length; i++)
    {
      guint32 size = GUINT32_TO_LE (0xc0000000u);

      if (memcmp (bytes + i, "PK\1\2", 4) != 0)
        continue;
      memcpy (bytes + i + 24, &size, sizeof size);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_true (g_file_set_contents (archive, bytes, (gssize) length, NULL));
}

/* A small file of some kilobytes that says it is gigabytes is not unpacked. */
static void
test_bomb (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *archive, *members[4];
  } bombs[] = {
    { "bomb.xlsx", { "[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", NULL } },
    { "bomb.ods", { "mimetype", "content.xml", NULL } },
    { "bomb.kmz", { "doc.kml", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autofree char *path = g_build_filename (self->dir, bombs[i].archive, NULL);
      g_autoptr (GError) error = NULL;

      for (guint m = 0; bombs[i].members[m] != NULL; m++)
        add_member (path, bombs[i].members[m], "<x>some text that is a little longer</x>");
      inflate (path);
      g_assert_null (import (self, path, &error));
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, IBAR_ERROR);
      if (error->code == IBAR_ERROR_TOO_LARGE)
        g_assert_nonnull (strstr (error->message, "MiB"));
      g_test_message ("%s: %s", bombs[i].archive, error->message);
      g_assert_false (g_file_test (self->into, G_FILE_TEST_EXISTS));
    }
}

/* In every field, each of these is text and stays what it is. */
static void
test_words (Fixture *self, gconstpointer data)
{
  static const char *const words[] = { "'); DROP TABLE event; --",
                                       "\" OR 1=1 --",
                                       "=HYPERLINK(\"http://example.org\")",
                                       "+cmd|' /C calc'!A0",
                                       "<span foreground='red'>&amp;</span>",
                                       "<script>alert(1)</script>",
                                       "%s%n%d {title} [x] {@type}",
                                       "../../etc/passwd",
                                       "javascript:alert(1)",
                                       "file:///etc/passwd" };
  g_autofree char *file = g_build_filename (self->dir, "words.csv", NULL);
  g_autoptr (GString) csv = g_string_new ("id,date,latitude,longitude,title,summary,place,type,actor,source,url\n");
  g_autoptr (IbarImportResult) result = NULL;
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto (GStrv) halves = g_strsplit (words[i], "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", halves);

      g_string_append_printf (csv, "\"%s\",2023-05-29,42.9,20.8", quoted);
      for (int field = 0; field < 7; field++)
        g_string_append_printf (csv, ",\"%s\"", quoted);
      g_string_append_c (csv, '\n');
    }
  g_assert_true (g_file_set_contents (file, csv->str, -1, NULL));
  result = import (self, file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_imported, ==, G_N_ELEMENTS (words));
  collection = ibar_collection_open (self->into, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      char *sql
          = sqlite3_mprintf ("SELECT count(*) FROM event e JOIN event_source es ON es.event_fid = e.fid JOIN source s ON s.fid = "
                             "es.source_fid WHERE e.external_id = %Q AND e.title = %Q AND e.summary = %Q AND s.url = %Q",
                             words[i], words[i], words[i], words[i]);

      g_assert_cmpint (ibar_test_query (collection, sql), ==, 1);
      sqlite3_free (sql);
    }
  g_assert_cmpint (ibar_test_query (collection, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), ==,
                   1);
}

/* Lists that no event has: what one row may hold is bounded, and so is the time that it takes. */
static void
test_endless_lists (Fixture *self, gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->dir, "lists.json", NULL);
  g_autoptr (GString) json = g_string_new ("[{\"id\":\"a\",\"date_start\":\"2020-01-01\",\"longitude\":20,\"latitude\":42,"
                                           "\"actors\":[");
  g_autoptr (IbarImportResult) result = NULL;
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GError) error = NULL;
  const char *inputs[] = { file, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = self->into, .profile = "ibar-json", .exchanged = -1 };

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (json, "%s{\"id\":\"a%u\"}", i > 0 ? "," : "", i);
  g_string_append (json, "],\"claims\":[");
  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (json, "%s{\"group\":\"g\",\"depth\":1,\"best\":1,\"sources\":[\"s\"]}", i > 0 ? "," : "");
  g_string_append (json, "]}]");
  g_assert_true (g_file_set_contents (file, json->str, (gssize) json->len, NULL));
  result = ibar_import_run (&options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_imported, ==, 1);
  g_assert_cmpint (result->n_notes, ==, 1);
  collection = ibar_collection_open (self->into, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ibar_test_query (collection, "SELECT count(*) FROM event_actor"), <=, 10000);
  g_assert_cmpint (ibar_test_query (collection, "SELECT count(*) FROM casualty"), <=, 10000);
  /* What was not taken is not lost. */
  g_assert_cmpint (ibar_test_query (collection, "SELECT json_array_length (row, '$.\"actors.id\"') FROM raw_row"), ==, 30000);
  g_assert_cmpint (ibar_test_query (collection, "SELECT json_array_length (row, '$.\"claims.group\"') FROM raw_row"), ==, 30000);
}

/* A few kilobytes whose lists side by side would fill gigabytes. */
static void
test_wide_lists (Fixture *self, gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->dir, "wide.json", NULL);
  g_autoptr (GString) json = g_string_new ("[{\"date\":\"2020-01-01\",\"latitude\":42,\"longitude\":20,\"a\":[");
  g_autoptr (IbarImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (json, "{},");
  g_string_append_c (json, '{');
  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (json, "%s\"k%u\":1", i > 0 ? "," : "", i);
  g_string_append (json, "}]},{\"date\":\"2020-01-02\",\"latitude\":42,\"longitude\":20}]");
  g_assert_true (g_file_set_contents (file, json->str, (gssize) json->len, NULL));
  result = import (self, file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_imported, ==, 1);
  g_assert_cmpint (result->n_rejected, ==, 1);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/import/hostile/bomb", Fixture, NULL, set_up, test_bomb, tear_down);
  g_test_add ("/import/hostile/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/import/hostile/endless-lists", Fixture, NULL, set_up, test_endless_lists, tear_down);
  g_test_add ("/import/hostile/wide-lists", Fixture, NULL, set_up, test_wide_lists, tear_down);
  return g_test_run ();
}
