/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which form of a name is shown, and folding against SQLite's own tokenizer. */

#include "config.h"

#include <locale.h>
#include <sqlite3.h>

#include "ibar-counts.h"
#include "ibar-names.h"

static void
assert_format (const IbarNames *names,
               IbarNameForm first,
               IbarNameForm second,
               const char *expected)
{
  IbarNameSetting setting = { first, second };
  g_autofree char *text = ibar_names_format (names, &setting);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  IbarNames town = { { (char *) "Mitrovicë", (char *) "Mitrovica", (char *) "Митровица", NULL } };
  IbarNames same = { { (char *) "Zubin Potok", (char *) "Zubin Potok", NULL, (char *) "" } };
  IbarNames one = { { NULL, NULL, NULL, (char *) "KFOR – Italian contingent" } };
  IbarNames abroad = { { NULL, (char *) "Beč", NULL, NULL, (char *) "Wien" } };
  IbarNames none = { { NULL, NULL, NULL, NULL } };

  assert_format (&town, IBAR_NAME_SQ, IBAR_NAME_SR_LATN, "Mitrovicë / Mitrovica");
  assert_format (&town, IBAR_NAME_SR_CYRL, IBAR_N_NAME_FORMS, "Митровица");
  assert_format (&town, IBAR_NAME_EN, IBAR_N_NAME_FORMS, "Mitrovica");
  assert_format (&town, IBAR_NAME_EN, IBAR_NAME_SQ, "Mitrovicë");
  assert_format (&same, IBAR_NAME_SQ, IBAR_NAME_SR_LATN, "Zubin Potok");
  assert_format (&one, IBAR_NAME_SQ, IBAR_NAME_SR_LATN, "KFOR – Italian contingent");
  /* Nobody who asks for English gets Serbian where there is the name on the spot. */
  assert_format (&abroad, IBAR_NAME_EN, IBAR_NAME_SQ, "Wien");
  assert_format (&abroad, IBAR_NAME_SR_LATN, IBAR_NAME_LOCAL, "Beč / Wien");
  assert_format (&none, IBAR_NAME_SQ, IBAR_NAME_SR_LATN, "");
}

static void
test_copy (void)
{
  IbarNames names = { { (char *) "a", NULL, (char *) "в", (char *) "" } };
  IbarNames copy;

  ibar_names_copy (&names, &copy);
  g_assert_cmpstr (copy.form[IBAR_NAME_SR_CYRL], ==, "в");
  g_assert_null (copy.form[IBAR_NAME_SR_LATN]);
  ibar_names_clear (&copy);
  g_assert_null (copy.form[IBAR_NAME_SQ]);
}

static void
test_setting (void)
{
  static const char *const bad[] = { "", "fr", "sq+", "sq+sq", "sq+en+sr-Latn", "+sq" };
  IbarNameSetting setting = IBAR_NAME_SETTING_DEFAULT;

  for (int first = 0; first < IBAR_N_NAME_FORMS; first++)
    {
      for (int second = 0; second <= IBAR_N_NAME_FORMS; second++)
        {
          IbarNameSetting from = { (IbarNameForm) first, (IbarNameForm) second };
          g_autofree char *text = ibar_name_setting_to_string (&from);

          if (first == second)
            continue;
          g_assert_true (ibar_name_setting_from_string (text, &setting));
          g_assert_cmpint (setting.first, ==, first);
          g_assert_cmpint (setting.second, ==, second);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ibar_name_setting_from_string (bad[i], &setting));
}

static void
assert_fold (const char *text, const char *expected)
{
  g_autofree char *folded = ibar_fold (text);

  g_assert_cmpstr (folded, ==, expected);
}

static void
test_fold (void)
{
  assert_fold ("Zvečan", "zvecan");
  assert_fold ("Zveçan", "zvecan");
  assert_fold ("Leposavić", "leposavic");
  assert_fold ("Mitrovicë", "mitrovice");
  assert_fold ("Đakovica", "dakovica");
  assert_fold ("Жабаре Ђурђевић Јариње", "жабаре ђурђевић јариње");
  assert_fold ("Новый", "новый");
  assert_fold ("KFOR 30%", "kfor 30%");
  assert_fold (NULL, "");
  assert_fold ("\xff", "\xef\xbf\xbd");
}

/* Every letter of the blocks a reader here may write folds as the text index folds it. */
static void
test_fold_like_index (void)
{
  static const struct
  {
    gunichar first, last;
  } blocks[]
      = { { 0x41, 0x7a }, { 0xc0, 0x17e }, { 0x1cd, 0x1dc }, { 0x1e00, 0x1ef9 }, { 0x400, 0x45f } };
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;
  sqlite3_stmt *term = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (
          db,
          "CREATE VIRTUAL TABLE t USING fts5 (x, tokenize='unicode61 remove_diacritics 2');"
          "CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')",
          NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "INSERT INTO t (rowid, x) VALUES (?, ?)", -1, &insert, NULL);
  for (guint b = 0; b < G_N_ELEMENTS (blocks); b++)
    {
      for (gunichar c = blocks[b].first; c <= blocks[b].last; c++)
        {
          char text[8] = { 0 };

          if (!g_unichar_isalpha (c))
            continue;
          g_unichar_to_utf8 (c, text);
          sqlite3_bind_int64 (insert, 1, c);
          sqlite3_bind_text (insert, 2, text, -1, SQLITE_TRANSIENT);
          g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
          sqlite3_reset (insert);
        }
    }
  sqlite3_finalize (insert);

  sqlite3_prepare_v2 (db, "SELECT doc, term FROM v", -1, &term, NULL);
  while (sqlite3_step (term) == SQLITE_ROW)
    {
      gunichar c = (gunichar) sqlite3_column_int64 (term, 0);
      const char *indexed = (const char *) sqlite3_column_text (term, 1);
      char text[8] = { 0 };
      g_autofree char *folded = NULL;

      /* ß, ſ, ŉ and the like: multi-letter foldings that SQLite's tables do not have; đ is ours. */
      if (c == 0x110 || c == 0x111 || c == 0x130 || c == 0x149 || c == 0x17f || c == 0x1e9a
          || c == 0x1e9b || c == 0x1e9e)
        continue;
      g_unichar_to_utf8 (c, text);
      folded = ibar_fold (text);
      if (g_strcmp0 (folded, indexed) != 0)
        g_error ("U+%04X %s: folded %s, indexed %s", c, text, folded, indexed);
    }
  sqlite3_finalize (term);
  sqlite3_close (db);
}

/* Nothing but the counts' own flag is put in; "C" groups nothing. */
static void
test_counts (void)
{
  g_autofree char *plain = ibar_dup_counts ("%u", 1234567u);
  g_autofree char *ordered = ibar_dup_counts ("%2$s, %1$u %% of “%2$s”", 1000u, "%u");
  g_autofree char *others = ibar_dup_counts ("%s: %d %05.1f %%u %u", "n", 2000, 1000.5, 0u);

  g_assert_cmpstr (plain, ==, "1234567");
  g_assert_cmpstr (ordered, ==, "%u, 1000 % of “%u”");
  g_assert_cmpstr (others, ==, "n: 2000 1000.5 %u 0");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/names/format", test_format);
  g_test_add_func ("/names/copy", test_copy);
  g_test_add_func ("/names/setting", test_setting);
  g_test_add_func ("/names/fold", test_fold);
  g_test_add_func ("/names/fold-like-index", test_fold_like_index);
  g_test_add_func ("/names/counts", test_counts);
  return g_test_run ();
}
