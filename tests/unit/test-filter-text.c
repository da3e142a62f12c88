/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter's text: canonical both ways, clear about what is wrong, unmoved by rubbish. */

#include "config.h"

#include "ibar-error.h"
#include "ibar-filter.h"
#include "ibar-test-collection.h"
#include "ibar-test-random.h"
#include "ibar-test-synthetic.h"

#include <sqlite3.h>
#include <string.h>

typedef struct
{
  char                 *dir;
  IbarCollection       *collection;
  const IbarVocabulary *vocabulary;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->dir = ibar_test_make_dir ();
  path = ibar_test_make_fixture (fixture->dir);
  fixture->collection = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  fixture->vocabulary = ibar_collection_get_vocabulary (fixture->collection, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_collection_unref (fixture->collection);
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

/* The canonical text of a text. */
static char *
canonical (const char *text, const IbarVocabulary *vocabulary)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFilter) filter = ibar_filter_parse (text, vocabulary, NULL, &error);

  g_assert_no_error (error);
  return ibar_filter_to_text (filter);
}

static void
test_canonical (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *given, *expected;
  } texts[] = {
    { "", "" },
    { "  \t\n ", "" },
    { "date:2023-05-26..2023-06-02", "date:2023-05-26..2023-06-02" },
    { "DATE:2023-05", "date:2023-05" },
    { "date:2023-05-01..2023-05-31", "date:2023-05" },
    { "date:2023-01..2023-12", "date:2023" },
    { "date:2023-12-01..2023-12-31", "date:2023-12" },
    { "date:2023-02-01..2023-03-31", "date:2023-02-01..2023-03-31" },
    { "date:2023-05-29..2023-05-29", "date:2023-05-29" },
    { "date:2023..", "date:2023-01-01.." },
    { "date:..2023-05", "date:..2023-05-31" },
    { "date:9999", "date:9999" },
    { "actor:KFOR actor:Protesters -actor:kfor_italy", "actor:kfor actor:protesters -actor:kfor_italy" },
    { "all:actor actor:kfor", "all:actor actor:kfor" },
    { "in:ZVEÇAN", "in:Zvečan" },
    { "in:Звечан", "in:Zvečan" },
    { "in:\"zvecan\"", "in:Zvečan" },
    { "in:oslo", "place:oslo" },
    { "place:Zveçan", "place:zvecan" },
    { "confidence:general-knowledge confidence:HIGH", "confidence:\"general knowledge\" confidence:high" },
    { "source:s2 dataset:fixture", "source:s2 dataset:fixture" },
    { "type:riot -type:agreement", "type:riot -type:agreement" },
    { "area:20,42,21,43", "area:20,42,21,43" },
    { "area:170,-10,-170,10", "area:170,-10,190,10" },
    { "area:20.5,42;21,42;20.75,43.25", "area:20.5,42;21,42;20.75,43.25" },
    { "tear   gas", "tear gas" },
    { "\"tear gas\" -peace -\"good will\"", "\"tear gas\" -peace -\"good will\"" },
    { "\"actor:kfor\"", "\"actor:kfor\"" },
    { "gas\"tear down\"type:riot", "type:riot gas \"tear down\"" },
    { "\"still typing", "\"still typing\"" },
    { "- -- \"\" !", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *once = canonical (texts[i].given, fixture->vocabulary);
      g_autofree char *twice = canonical (once, fixture->vocabulary);
      g_autofree char *as_ids = canonical (once, NULL);

      g_assert_cmpstr (once, ==, texts[i].expected);
      g_assert_cmpstr (twice, ==, once);
      g_assert_cmpstr (as_ids, ==, once);
    }
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gsize       position;
    const char *says;
  } texts[] = {
    { "actor:", 6, "expected a value" },
    { "kfor actor:kfro", 11, "“kfor”" },
    { "place:zvecam", 6, "“zvecan”" },
    { "in:xyzzy", 3, "there is no in" },
    { "date:yesterday", 5, "no date" },
    { "date:2023-02-31", 5, "no date" },
    { "date:2023..20x", 11, "no date" },
    { "date:..", 5, "expected a date" },
    { "date:2024..2023", 5, "ends before" },
    { "date:2023 date:2024", 10, "already" },
    { "-date:2023", 0, "negated" },
    { "all:words", 4, "all:actor" },
    { "area:1,2,3", 5, "expected west" },
    { "area:1,2,3,x", 5, "expected west" },
    { "area:1,2;3,4", 5, "expected west" },
    { "area:0,10,1,5", 5, "no box" },
    { "area:0,-91,1,5", 5, "no box" },
    { "area:0,0;1,1;2,95", 5, "latitudes" },
    { "colour:red", 0, "no key" },
    { "confidence:hihg", 11, "“high”" },
    { "actor:\"kfor", 6, "not closed" },
    { "kfor \xff gas", 5, "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize position = 999;

      g_assert_null (ibar_filter_parse (texts[i].text, fixture->vocabulary, &position, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
      if (position != texts[i].position || strstr (error->message, texts[i].says) == NULL)
        g_error ("“%s”: at %" G_GSIZE_FORMAT " “%s”", texts[i].text, position, error->message);
    }
}

static void
add_odd_terms (IbarFilter *filter, GRand *random)
{
  static const char *const ids[] = { "plain", "two words", "a\"b", "\"", "-minus", "co:lon", "Звечан", "tab\there", "a,b;c" };
  static const char *const words[] = { "gas", "-gas", "\"tear gas\"", "-\"two: words\"", "\"-x\"", "ë", "a:b", "\"", "-" };

  for (int i = g_rand_int_range (random, 0, 4); i > 0; i--)
    ibar_filter_set_term (filter, g_rand_int_range (random, 0, IBAR_N_FACETS) == IBAR_FACET_CONFIDENCE
                                      ? IBAR_FACET_ACTOR
                                      : IBAR_FACET_SOURCE,
                          ids[g_rand_int_range (random, 0, G_N_ELEMENTS (ids))], g_rand_boolean (random) ? 1 : -1);
  if (g_rand_boolean (random))
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int i = g_rand_int_range (random, 0, 5); i > 0; i--)
        g_string_append_printf (text, "%s ", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      ibar_filter_set_text (filter, text->str);
    }
}

/* filter → text → filter is the identity. */
static void
test_identity (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();
  Synthetic data;

  synthetic_init (&data, 0, SYNTHETIC_UNIFORM, 1, FALSE);
  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (IbarFilter) filter = synthetic_filter (&data, random);
      g_autoptr (IbarFilter) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      ibar_filter_clear_facet (filter, IBAR_FACET_CONFIDENCE); /* may hold an id that is none */
      ibar_filter_set_term (filter, IBAR_FACET_CONFIDENCE, "low", g_rand_int_range (random, -1, 2));
      add_odd_terms (filter, random);
      text = ibar_filter_to_text (filter);
      again = ibar_filter_parse (text, NULL, NULL, &error);
      if (again == NULL || !ibar_filter_equal (filter, again))
        g_error ("not the same after “%s”", text);
    }
  synthetic_clear (&data);
}

/* Any bytes: a filter or an error within the text, and no byte read beyond it. */
static void
test_rubbish (Fixture *fixture, gconstpointer data)
{
  static const char alphabet[] = "ad:\"-,.; \t2é0\xff\xc4" "inactortypeplacedate:::\"\"..--";
  g_autoptr (GRand) random = ibar_test_rand_new ();

  for (int i = 0; i < 20000; i++)
    {
      gsize length = g_rand_int_range (random, 0, 40), position = 0;
      g_autofree char *text = g_malloc0 (length + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (IbarFilter) filter = NULL;

      for (gsize k = 0; k < length; k++)
        text[k] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      filter = ibar_filter_parse (text, fixture->vocabulary, &position, &error);
      g_assert_true ((filter == NULL) == (error != NULL));
      g_assert_cmpuint (position, <=, strlen (text));
      if (filter != NULL)
        {
          g_autofree char *once = ibar_filter_to_text (filter);
          g_autofree char *twice = canonical (once, fixture->vocabulary);

          g_assert_cmpstr (once, ==, twice);
        }
      g_ptr_array_unref (ibar_filter_complete (text, g_rand_int_range (random, 0, length + 1), fixture->vocabulary, 5));
    }
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFilter) filter = NULL;
  gsize position;

  while (text->len < 1000000)
    g_string_append (text, "actor:kfor ");
  g_assert_null (ibar_filter_parse (text->str, fixture->vocabulary, &position, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
  g_assert_cmpuint (position, ==, 10000 * strlen ("actor:kfor "));
  g_clear_error (&error);

  g_string_truncate (text, 0);
  g_string_append_c (text, '"');
  while (text->len < 1000000)
    g_string_append (text, "gas ");
  filter = ibar_filter_parse (text->str, fixture->vocabulary, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&filter, ibar_filter_free);

  g_string_truncate (text, 0);
  g_string_append (text, "actor:");
  while (text->len < 1000000)
    g_string_append (text, "x");
  g_assert_null (ibar_filter_parse (text->str, fixture->vocabulary, &position, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
}

static void
test_sentence (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text, *sentence;
  } texts[] = {
    { "", "All events" },
    { "date:2023-05-26..2023-06-02 actor:protesters type:riot in:zvecan",
      "Riot involving Protesters in Zvečan, 26 May – 2 June 2023" },
    { "date:2023-05..", "Events, from 1 May 2023 on" },
    { "date:..2023", "Events, until 31 December 2023" },
    { "all:actor actor:kfor actor:protesters", "Events involving KFOR and Protesters" },
    { "-type:agreement \"tear gas\" -peace confidence:high",
      "Events of high confidence mentioning “tear gas”, not mentioning “peace”, without Agreement" },
    { "area:1,2,3,4", "Events within a drawn area" },
  };
  const IbarNameSetting names = { IBAR_NAME_EN, IBAR_N_NAME_FORMS };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (IbarFilter) filter = ibar_filter_parse (texts[i].text, fixture->vocabulary, NULL, NULL);
      g_autofree char *sentence = ibar_filter_to_sentence (filter, fixture->vocabulary, &names);

      g_assert_cmpstr (sentence, ==, texts[i].sentence);
    }
}

static void
assert_candidate (const IbarVocabulary *vocabulary, const char *text, gsize cursor, const char *expected)
{
  g_autoptr (GPtrArray) candidates = ibar_filter_complete (text, cursor, vocabulary, 8);

  for (guint i = 0; i < candidates->len; i++)
    {
      const IbarFilterCandidate *candidate = g_ptr_array_index (candidates, i);

      g_assert_cmpuint (candidate->cursor, <=, strlen (candidate->text));
      if (g_str_equal (candidate->text, expected))
        return;
    }
  g_error ("“%s” is not among %u candidates for “%s”", expected, candidates->len, text);
}

static void
test_complete (Fixture *fixture, gconstpointer data)
{
  const IbarVocabulary *vocabulary = fixture->vocabulary;
  g_autoptr (GPtrArray) none = ibar_filter_complete ("actor:nobody", 12, vocabulary, 8);

  g_assert_cmpuint (none->len, ==, 0);
  assert_candidate (vocabulary, "ac", 2, "actor:");
  assert_candidate (vocabulary, "kf", 2, "actor:kfor");
  assert_candidate (vocabulary, "gas -actor:kf date:2023", 13, "gas -actor:kfor date:2023");
  assert_candidate (vocabulary, "in:zve", 6, "in:Zvečan");
  assert_candidate (vocabulary, "in:\"north m", 11, "in:\"North Mitrovica\"");
  assert_candidate (vocabulary, "confidence:", 11, "confidence:\"general knowledge\"");
  assert_candidate (vocabulary, "Звеч", strlen ("Звеч"), "place:zvecan");
}

/* Two actors of one name: the text has to say which. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strdup (ibar_collection_get_path (fixture->collection));
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL;
  sqlite3 *db = NULL;

  ibar_collection_unref (fixture->collection);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "INSERT INTO actor (fid, id, name) VALUES (900, 'two:kfor', 'Kfor')", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (db);
  fixture->collection = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  fixture->vocabulary = ibar_collection_get_vocabulary (fixture->collection, &error);
  g_assert_null (ibar_filter_parse ("actor:KFor", fixture->vocabulary, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "“kfor”, “two:kfor”"));
  one = canonical ("actor:kfor", fixture->vocabulary);
  g_assert_cmpstr (one, ==, "actor:kfor");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/filter-text/canonical", Fixture, NULL, set_up, test_canonical, tear_down);
  g_test_add ("/filter-text/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add_func ("/filter-text/identity", test_identity);
  g_test_add ("/filter-text/rubbish", Fixture, NULL, set_up, test_rubbish, tear_down);
  g_test_add ("/filter-text/large", Fixture, NULL, set_up, test_large, tear_down);
  g_test_add ("/filter-text/sentence", Fixture, NULL, set_up, test_sentence, tear_down);
  g_test_add ("/filter-text/several", Fixture, NULL, set_up, test_several, tear_down);
  g_test_add ("/filter-text/complete", Fixture, NULL, set_up, test_complete, tear_down);
  return g_test_run ();
}
