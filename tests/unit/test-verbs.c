/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line as a person meets it: the program itself is started. What it lists is compared
 * with plain SQL, and every bad call has its exit status and its words. */

#include "config.h"

#include <locale.h>

#include "ibar-collection.h"
#include "ibar-test-collection.h"

typedef struct
{
  int status;
  char *out, *err;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->out);
  g_free (run->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static Run ibar (const char *first, ...) G_GNUC_NULL_TERMINATED;

static Run
ibar (const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "app", "ibar", NULL);
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  Run run = { 0 };
  va_list args;
  int wait_status;

  environment = g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
  environment = g_environ_unsetenv (environment, "IBAR_DATADIR");
  environment = g_environ_unsetenv (environment, "DISPLAY");
  g_ptr_array_add (argv, program);
  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, environment, G_SPAWN_DEFAULT, NULL, NULL, &run.out,
                &run.err, &wait_status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (wait_status));
  run.status = WEXITSTATUS (wait_status);
  return run;
}

static void
assert_says (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” does not say “%s”", text, words);
}

static void
test_info (void)
{
  g_auto (Run) plain = ibar ("info", NULL);
  g_auto (Run) json = ibar ("info", "--json", NULL);

  g_assert_cmpint (plain.status, ==, 0);
  assert_says (plain.out, "Events                            131\n");
  assert_says (plain.out, "Sources                           237\n");
  assert_says (plain.out, "CC BY 4.0");
  g_assert_cmpstr (plain.err, ==, "");
  g_assert_cmpint (json.status, ==, 0);
  assert_says (json.out, "\"schema_version\": 1,");
  assert_says (json.out, "\"event\": 131, \"place\": 37,");
  assert_says (json.out, "\"first_day\": \"1999-06-10\"");
}

/* The same questions asked of the program and of plain SQL. */
static void
test_list_like_sql (void)
{
  static const struct
  {
    const char *filter, *where;
  } cases[] = {
    { "", "1" },
    { "actor:kfor date:2023-05-26..2023-06-02",
      "date_start <= '2023-06-02' AND date_end >= '2023-05-26' AND fid IN (SELECT event_fid FROM "
      "event_actor WHERE actor_fid IN (SELECT fid FROM actor WHERE id = 'kfor' OR parent_fid = "
      "(SELECT fid FROM actor WHERE id = 'kfor')))" },
    { "type:riot", "type_fid = (SELECT fid FROM event_type WHERE id = 'riot')" },
    { "-type:riot", "type_fid != (SELECT fid FROM event_type WHERE id = 'riot')" },
    { "date:2025", "date_end >= '2025-01-01' AND date_start <= '2025-12-31'" },
    { "confidence:high type:explosion",
      "confidence = 'high' AND type_fid = (SELECT fid FROM event_type WHERE id = 'explosion')" },
    { "zvecan",
      "fid IN (SELECT rowid FROM event_text WHERE event_text MATCH 'zvecan*') OR place_fid IN "
      "(SELECT place_fid FROM place_name WHERE name LIKE '%Zvečan%' OR name LIKE '%Zveçan%')" },
    { "source:seed", "fid IN (SELECT event_fid FROM event_source WHERE source_fid = "
                     "(SELECT fid FROM source WHERE id = 'seed'))" },
  };
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) run = ibar ("list", "--format", "csv", "--filter", cases[i].filter, NULL);
      g_autofree char *sql
          = g_strdup_printf ("SELECT id FROM event WHERE %s ORDER BY id", cases[i].where);
      sqlite3_stmt *stmt = NULL;
      guint n = 0;
      g_auto (GStrv) lines = g_strsplit (run.out, "\nNK-", -1);

      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpint (sqlite3_prepare_v2 (ibar_collection_get_db (collection), sql, -1, &stmt,
                                           NULL),
                       ==, SQLITE_OK);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        {
          g_autofree char *start
              = g_strconcat ("\n", (const char *) sqlite3_column_text (stmt, 0), ",", NULL);

          assert_says (run.out, start);
          n++;
        }
      sqlite3_finalize (stmt);
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (g_strv_length (lines) - 1, ==, n);
    }
}

static void
test_list_table (void)
{
  g_auto (Run) run
      = ibar ("list", "--filter", "actor:kfor date:2023-05", "--names", "sr-Cyrl", NULL);
  g_auto (Run) back
      = ibar ("list", "--filter", "actor:kfor date:2023-05", "--reverse", "--format", "csv", NULL);

  g_assert_cmpint (run.status, ==, 0);
  assert_says (run.out, "Зграда општине Звечан");
  assert_says (run.err, "4 of 131 events");
  assert_says (back.out, "actor_forms\nNK-20230530-02");
}

static void
test_output (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autofree char *before = ibar_test_hash_file (path);
  g_autofree char *after = NULL;
  g_autofree char *out = g_build_filename (dir, "a.geojson", NULL);
  g_auto (Run) run = ibar ("list", path, "--format", "geojson", "-o", out, NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==, "");
  assert_says (run.err, "8 of 8 events");
  g_assert_true (g_file_get_contents (out, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "{\"type\": \"FeatureCollection\""));
  after = ibar_test_hash_file (path);
  g_assert_cmpstr (before, ==, after);
  ibar_test_assert_dir (dir, "a.geojson fixture.gpkg");
  ibar_test_remove_dir (dir);
}

/* A saved view stands for its filter. */
static void
test_view (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (IbarCollection) writer = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, NULL);

  ibar_test_exec (writer, "INSERT INTO saved_view (name, filter) VALUES ('Riots here', 'type:riot'), "
                          "('Broken', 'type:nothing-such')");
  {
    g_auto (Run) list = ibar ("list", path, "--view", "Riots here", NULL);
    g_auto (Run) export
        = ibar ("export", path, "--view", "Riots here", "--allow-restricted", "--format", "csv", NULL);
    g_auto (Run) unknown = ibar ("list", path, "--view", "Riots", NULL);
    g_auto (Run) broken = ibar ("list", path, "--view", "Broken", NULL);
    g_auto (Run) both = ibar ("list", path, "--view", "Riots here", "--filter", "x", NULL);

    g_assert_cmpint (list.status, ==, 0);
    assert_says (list.err, "3 of 8 events");
    g_assert_cmpint (export.status, ==, 0);
    assert_says (export.out, "\nFX-1,");
    g_assert_cmpint (unknown.status, ==, 1);
    assert_says (unknown.err, "“Riots here”");
    g_assert_cmpint (broken.status, ==, 2);
    assert_says (broken.err, "nothing-such");
    g_assert_cmpint (both.status, ==, 2);
    assert_says (both.err, "give one");
  }
  ibar_test_remove_dir (dir);
}

/* What must not be passed on is handed over only when asked for. */
static void
test_export_restricted (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autofree char *out = g_build_filename (dir, "a.csv", NULL);
  g_auto (Run) refused = ibar ("export", path, "-o", out, NULL);
  g_auto (Run) without = ibar ("export", path, "--filter", "-dataset:import", "-o", out, NULL);
  g_auto (Run) allowed = ibar ("export", path, "--allow-restricted", "-o", out, NULL);

  g_assert_cmpint (refused.status, ==, 1);
  assert_says (refused.err, "An import");
  g_assert_cmpint (without.status, ==, 0);
  assert_says (without.err, "7 of 8 events");
  g_assert_cmpint (allowed.status, ==, 0);
  assert_says (allowed.err, "8 of 8 events");
  ibar_test_remove_dir (dir);
}

static void
test_wrong (void)
{
  static const struct
  {
    int status;
    const char *words[5], *says;
  } cases[] = {
    { 2, { "improt", "x.csv" }, "“improt” is neither a command nor a file" },
    { 2, { "--nonsense" }, "--help" },
    { 2, { "--filter" }, "--help" },
    { 1, { "info", "/nowhere.gpkg" }, "There is no file" },
    { 1, { "info", "/" }, "is a folder" },
    { 1, { "list", "/dev/null" }, "not a regular file" },
    { 2, { "info", "a", "b" }, "one argument too many" },
    { 2, { "info", "--nonsense" }, "--nonsense" },
    { 2, { "list", "--format", "xml" }, "expected table, csv, json or geojson" },
    { 2, { "list", "--filter", "actor:nobody" }, "nobody" },
    { 2, { "list", "--sort", "colour" }, "expected date" },
    { 2, { "list", "--names", "fr" }, "expected sq" },
    { 2, { "export" }, "which format?" },
    { 2, { "export", "--format", "gpkg" }, "--output is missing" },
    { 1, { "list", "-o", "/nowhere/at/all" }, "cannot be written" },
    { 2, { "import" }, "nothing to import" },
    { 2, { "import", "x.csv" }, "--into FILE.gpkg is missing" },
    { 2, { "import", "x.csv", "--into=y.gpkg", "--map=date" }, "--map is FIELD=COLUMN" },
    { 2, { "import", "x.csv", "--into=y.gpkg", "--filter=actor:x colour:y" }, "“colour:” is no key" },
    { 1, { "import", "/nowhere.csv", "--into=y.gpkg" }, "No such file" },
    { 2, { "synth", "--events", "5" }, "--output is missing" },
    { 2, { "synth", "--events", "-5", "-o", "x" }, "expected 0 to" },
    { 2, { "compile-events" }, "an argument is missing" },
    { 1, { "compile-events", "/nowhere", "-o", "/nowhere/x" }, "There is no folder" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *w = cases[i].words;
      g_auto (Run) run = ibar (w[0], w[1], w[2], w[3], w[4], NULL);

      g_assert_cmpint (run.status, ==, cases[i].status);
      assert_says (run.err, cases[i].says);
      g_assert_cmpstr (run.out, ==, "");
      if (cases[i].status == 2 && strstr (run.err, "actor:") == NULL)
        assert_says (run.err, "--help");
    }
}

/* What is never asked is told row by row, and of each set what is left. */
static void
test_quiz_check (void)
{
  g_auto (Run) all = ibar ("quiz", "--check", NULL);
  g_auto (Run) few = ibar ("quiz", "--set", "crossings", NULL);

  g_assert_cmpint (all.status, ==, 0);
  assert_says (all.out, "crossings\tJarinje crossing\tall\tNot verified (");
  assert_says (all.out, "bridges\tMain Ibar Bridge (New Bridge)\tall\tNot verified (");
  assert_says (all.out, "\ncrossings\t\t\t0 of 3 can be asked about: too few for a quiz, which needs four\n");
  assert_says (all.out, "\nmunicipalities\t\t\t38 of 38 can be asked about\n");
  g_assert_cmpint (few.status, !=, 0);
  assert_says (few.err, "ibar quiz --check");
}

static void
test_help (void)
{
  static const char *const verbs[] = { "info", "list", "export", "synth", "compile-events" };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_auto (Run) run = ibar (verbs[i], "--help", NULL);
      g_autofree char *usage = g_strdup_printf ("ibar %s [OPTION", verbs[i]);

      g_assert_cmpint (run.status, ==, 0);
      assert_says (run.out, usage);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/verbs/info", test_info);
  g_test_add_func ("/verbs/list-like-sql", test_list_like_sql);
  g_test_add_func ("/verbs/list-table", test_list_table);
  g_test_add_func ("/verbs/output", test_output);
  g_test_add_func ("/verbs/view", test_view);
  g_test_add_func ("/verbs/export-restricted", test_export_restricted);
  g_test_add_func ("/verbs/wrong", test_wrong);
  g_test_add_func ("/verbs/quiz-check", test_quiz_check);
  g_test_add_func ("/verbs/help", test_help);
  return g_test_run ();
}
