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

static void
assert_loosely (const char *text, const char *expected)
{
  g_autofree char *folded = ibar_fold_loosely (text);

  g_assert_cmpstr (folded, ==, expected);
}

/* As one types without the keyboard of the place. */
static void
test_fold_loosely (void)
{
  assert_loosely ("Αθήνα", "αθηνα");
  assert_loosely ("Ὀλυμπία ΣΊΣΥΦΟΣ", "ολυμπια σισυφοσ");
  assert_loosely ("Орёл Новый Їжак", "орел новыи іжак");
  assert_loosely ("Łódź", "lodz");
  assert_loosely ("İstanbul Iğdır", "istanbul igdir");
  assert_loosely ("Straße Tromsø Æbeltoft Þórshöfn", "strasse tromso aebeltoft thorshofn");
  assert_loosely ("Đồng Hới Thành phố Hồ Chí Minh", "dong hoi thanh pho ho chi minh");
  assert_loosely ("Nukuʻalofa Nuku’alofa", "nukualofa nukualofa");
  assert_loosely ("Gradiška/Градишка (Stara‐Gradiška)", "gradiska градишка stara gradiska ");
  assert_loosely ("יְרוּשָׁלַיִם", "ירושלים");
  assert_loosely ("ٱلْقَاهِرَة", "ٱلقاهرة");
  /* A vowel is no accent, and a voiced sound no unvoiced one. */
  assert_loosely ("हिन्दी", "हिन्दी");
  assert_loosely ("กรุงเทพ", "กรุงเทพ");
  assert_loosely ("ながさき", "ながさき");
  assert_loosely ("서울", "서울");
  assert_loosely (NULL, "");
  assert_loosely ("\xff", "\xef\xbf\xbd");
}

/* Where SQLite and GLib differ, and nobody is the worse for it: capitals that are younger than SQLite's tables, and the
 * doubles of accented vowels that Unicode has for Greek, which normalise to the others. đ is ours: the index is given d. */
static gboolean
is_known_difference (gunichar c)
{
  static const gunichar known[]
      = { 0x110,  0x111,  0x1e0,  0x1e1,  0x374,  0x37f,  0x528,  0x52a,  0x52c,  0x52e,  0x1f71, 0x1fbb, 0x1f73, 0x1fc9,
          0x1f75, 0x1fcb, 0x1f77, 0x1fdb, 0x1f79, 0x1ff9, 0x1f7b, 0x1feb, 0x1f7d, 0x1ffb, 0x1fd3, 0x1fe3, 0x2c2f };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (known[i] == c)
        return TRUE;
    }
  return c >= 0x13a0 && c <= 0x13f5; /* Cherokee */
}

/* What the index makes of a text. */
static char *
index_text (sqlite3 *db, const char *text)
{
  char *sql = sqlite3_mprintf ("DELETE FROM t; INSERT INTO t (x) VALUES (%Q)", text);
  sqlite3_stmt *term = NULL;
  char *found = NULL;

  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_free (sql);
  sqlite3_prepare_v2 (db, "SELECT group_concat(term, ' ') FROM v", -1, &term, NULL);
  if (sqlite3_step (term) == SQLITE_ROW)
    found = g_strdup ((const char *) sqlite3_column_text (term, 0));
  sqlite3_finalize (term);
  return found;
}

/* A letter is found in the text index by its folding, in every script that has cases or accents. */
static void
test_fold_like_index (void)
{
  static const struct
  {
    gunichar first, last;
  } blocks[] = {
    { 0x41, 0x7a },     { 0xc0, 0x24f },    { 0x250, 0x2af },   { 0x370, 0x3ff },   { 0x400, 0x52f },
    { 0x531, 0x587 },   { 0x5d0, 0x5ea },   { 0x620, 0x64a },   { 0x671, 0x6d3 },   { 0x904, 0x939 },
    { 0xe01, 0xe30 },   { 0x10a0, 0x10ff }, { 0x1200, 0x125a }, { 0x13a0, 0x13f5 }, { 0x1e00, 0x1fff },
    { 0x2c00, 0x2dff }, { 0x3041, 0x30ff }, { 0x4e00, 0x4e9f }, { 0xac00, 0xac9f }, { 0xff21, 0xff5a },
  };
  sqlite3 *db = NULL;
  guint n_seen = 0, n_wrong = 0;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "CREATE VIRTUAL TABLE t USING fts5 (x, tokenize='unicode61 remove_diacritics 2');"
                                 "CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  for (guint b = 0; b < G_N_ELEMENTS (blocks); b++)
    {
      for (gunichar c = blocks[b].first; c <= blocks[b].last; c++)
        {
          char text[8] = { 0 };
          g_autofree char *folded = NULL;
          g_autofree char *asked = NULL;
          g_autofree char *indexed = NULL;

          if (!g_unichar_isalpha (c) || is_known_difference (c))
            continue;
          g_unichar_to_utf8 (c, text);
          folded = ibar_fold (text);
          asked = index_text (db, folded);
          indexed = index_text (db, text);
          n_seen++;
          if (g_strcmp0 (asked, indexed) == 0)
            continue;
          n_wrong++;
          g_test_message ("U+%04X %s: folded %s, asked as %s, indexed %s", c, text, folded, asked, indexed);
        }
    }
  g_assert_cmpuint (n_seen, >, 2500);
  g_assert_cmpuint (n_wrong, ==, 0);
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

/* Names in plain letters take a shorter way: the long one, which a letter with an accent leads to, gives the same. */
static void
test_fold_ascii (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      char text[20];
      g_autofree char *accented = NULL;
      g_autofree char *shorter = NULL;
      g_autofree char *longer = NULL;
      guint length = (guint) g_test_rand_int_range (0, sizeof text);

      for (guint k = 0; k < length; k++)
        text[k] = (char) (g_test_rand_int_range (0, 3) == 0 ? "-/() '`\t"[g_test_rand_int_range (0, 8)]
                                                            : g_test_rand_int_range (1, 128));
      text[length] = '\0';
      accented = g_strconcat (text, "é", NULL);
      shorter = ibar_fold_loosely (text);
      longer = ibar_fold_loosely (accented);
      g_assert_cmpuint (strlen (longer), ==, strlen (shorter) + 1);
      g_assert_true (g_str_has_prefix (longer, shorter) && g_str_has_suffix (longer, "e"));
    }
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
  g_test_add_func ("/names/fold-loosely", test_fold_loosely);
  g_test_add_func ("/names/fold-ascii", test_fold_ascii);
  g_test_add_func ("/names/fold-like-index", test_fold_like_index);
  g_test_add_func ("/names/counts", test_counts);
  return g_test_run ();
}
