/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read from a collection: the vocabulary, an event's page, titles. The bundled collection
 * is compared with plain SQL. */

#include "config.h"

#include <locale.h>
#include <math.h>

#include "ibar-collection.h"
#include "ibar-error.h"
#include "ibar-test-collection.h"

static IbarCollection *
open_fixture (char **dir)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  IbarCollection *collection;

  *dir = ibar_test_make_dir ();
  path = ibar_test_make_fixture (*dir);
  collection = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  return collection;
}

static const IbarActor *
get_actor (const IbarVocabulary *words, int index)
{
  return g_ptr_array_index (words->actors, (guint) index);
}

static void
test_vocabulary (void)
{
  g_autofree char *dir = NULL;
  g_autoptr (IbarCollection) collection = open_fixture (&dir);
  const IbarVocabulary *words = ibar_collection_get_vocabulary (collection, NULL);
  const IbarPlace *place = g_ptr_array_index (words->places, 0);
  const IbarPlace *nowhere = g_ptr_array_index (words->places, 3);
  const IbarDataset *import = g_ptr_array_index (words->datasets, 1);

  g_assert_cmpuint (words->actors->len, ==, 4);
  /* Roots first: kfor, protesters, then what lies inside. */
  g_assert_cmpstr (get_actor (words, 1)->id, ==, "protesters");
  g_assert_cmpstr (get_actor (words, 2)->id, ==, "kfor_hungary");
  g_assert_cmpint (get_actor (words, 2)->parent, ==, 0);
  g_assert_cmpint (get_actor (words, 0)->parent, ==, -1);
  g_assert_cmpstr (get_actor (words, 0)->names.form[IBAR_NAME_SR_CYRL], ==, "КФОР");
  g_assert_cmpstr (place->names.form[IBAR_NAME_SQ], ==, "Zveçan");
  g_assert_cmpfloat (place->point.latitude, ==, 42.909);
  g_assert_cmpstr (g_ptr_array_index (words->municipalities, (guint) place->municipality), ==,
                   "Zvečan");
  g_assert_cmpint (nowhere->municipality, ==, -1);
  g_assert_cmpint (nowhere->precision, ==, IBAR_PLACE_UNPLACED);
  g_assert_true (isnan (nowhere->point.latitude));
  g_assert_false (import->redistributable);
  g_assert_cmpint (((const IbarEventType *) g_ptr_array_index (words->types, 2))->family, ==,
                   IBAR_FAMILY_ARMED);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* Parents in a ring, or gone: nobody hangs, everybody is there. */
static void
test_vocabulary_ring (void)
{
  g_autofree char *dir = NULL;
  g_autoptr (IbarCollection) collection = open_fixture (&dir);
  const IbarVocabulary *words;

  ibar_test_exec (collection, "PRAGMA foreign_keys = OFF;"
                              "UPDATE actor SET parent_fid = 2 WHERE fid = 1;"
                              "UPDATE actor SET parent_fid = 99 WHERE fid = 4;"
                              "INSERT INTO actor (fid, name) VALUES (7, 'only a name')");
  words = ibar_collection_get_vocabulary (collection, NULL);
  g_assert_cmpuint (words->actors->len, ==, 5);
  for (guint i = 0; i < words->actors->len; i++)
    g_assert_cmpint (get_actor (words, (int) i)->parent, ==, -1);
  g_assert_cmpstr (ibar_names_get (&get_actor (words, 4)->names, IBAR_NAME_SQ), ==, "only a name");
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* Two hundred thousand actors inside each other: everybody is there, and no way up or down is longer than a call stack. */
static void
test_vocabulary_deep (void)
{
  g_autofree char *dir = NULL;
  g_autoptr (IbarCollection) collection = open_fixture (&dir);
  const IbarVocabulary *words;
  guint deepest = 0;

  ibar_test_exec (collection, "DROP TRIGGER actor_text_insert; WITH RECURSIVE n (i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n "
                              "WHERE i < 200100) INSERT INTO actor (fid, id, parent_fid, name) SELECT i, 'deep-' || i, "
                              "iif (i > 101, i - 1, 1), 'Deep' FROM n");
  words = ibar_collection_get_vocabulary (collection, NULL);
  g_assert_cmpuint (words->actors->len, ==, 200004);
  for (guint i = 0; i < words->actors->len; i++)
    {
      guint depth = 0;

      for (int up = get_actor (words, (int) i)->parent; up >= 0 && depth < 1000; up = get_actor (words, up)->parent)
        depth++;
      deepest = MAX (deepest, depth);
    }
  g_assert_cmpuint (deepest, >=, 16);
  g_assert_cmpuint (deepest, <, 100);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

static void
test_event (void)
{
  static const struct
  {
    const char *group;
    int depth, actor;
    gint64 low, best;
    guint n_sources;
  } claims[] = {
    { "everybody", 0, -1, 0, 0, 1 },     { "protesters", 0, 1, -1, 52, 1 },
    { "protesters", 0, 1, -1, 53, 1 },   { "kfor", 0, 0, 30, 30, 1 },
    { "kfor_hungary", 1, 2, -1, 19, 2 }, { "by gunfire", 2, 2, -1, 3, 1 },
  };
  g_autofree char *dir = NULL;
  g_autoptr (IbarCollection) collection = open_fixture (&dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarEventRecord) record = NULL;

  record = ibar_collection_load_event (collection, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (record->id, ==, "FX-1");
  g_assert_cmpstr (record->contested, ==, "52 or 53 protesters hurt");
  g_assert_cmpint (record->start, ==, ibar_day_from_ymd (2023, 5, 29));
  g_assert_cmpint (record->confidence, ==, IBAR_CONFIDENCE_HIGH);
  g_assert_cmpuint (record->actors->len, ==, 2);
  g_assert_cmpstr (g_array_index (record->actors, IbarEventActor, 1).role, ==, "protester");
  g_assert_cmpuint (record->sources->len, ==, 2);
  g_assert_cmpuint (record->claims->len, ==, G_N_ELEMENTS (claims));
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      const IbarClaim *claim = g_ptr_array_index (record->claims, i);

      g_assert_cmpstr (claim->group, ==, claims[i].group);
      g_assert_cmpint (claim->depth, ==, claims[i].depth);
      g_assert_cmpint (claim->actor, ==, claims[i].actor);
      g_assert_cmpint (claim->low, ==, claims[i].low);
      g_assert_cmpint (claim->best, ==, claims[i].best);
      g_assert_cmpuint (claim->sources->len, ==, claims[i].n_sources);
    }
  g_clear_pointer (&record, ibar_event_record_free);
  g_assert_null (ibar_collection_load_event (collection, 99, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* Groups that name each other as the one around them, and a claim inside itself. */
static void
test_claim_ring (void)
{
  g_autofree char *dir = NULL;
  g_autoptr (IbarCollection) collection = open_fixture (&dir);
  g_autoptr (IbarEventRecord) record = NULL;

  ibar_test_exec (
      collection,
      "INSERT INTO casualty (event_fid, kind, group_name, parent_group, best) VALUES "
      "(2, 'killed', 'a', 'b', 1), (2, 'killed', 'b', 'a', 2), (2, 'killed', 'c', 'c', 3)");
  record = ibar_collection_load_event (collection, 2, NULL);
  g_assert_cmpuint (record->claims->len, ==, 3);
  g_clear_pointer (&record, ibar_event_record_free);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* What other programs leave out or write differently. */
static void
test_foreign_event (void)
{
  g_autofree char *dir = NULL;
  g_autoptr (IbarCollection) collection = open_fixture (&dir);
  g_autoptr (IbarEventRecord) record = NULL;

  ibar_test_exec (collection, "INSERT INTO event (fid, title, date_start) VALUES "
                              "(50, CAST (x'41ff42' AS TEXT), '2023-05-29T12:00:00Z'), "
                              "(51, 'x', '29 May')");
  record = ibar_collection_load_event (collection, 50, NULL);
  g_assert_true (g_str_has_prefix (record->id, "local-"));
  g_assert_cmpstr (record->title, ==,
                   "A\xef\xbf\xbd"
                   "B");
  g_assert_cmpint (record->end, ==, ibar_day_from_ymd (2023, 5, 29));
  g_assert_cmpint (record->type, ==, -1);
  g_assert_cmpint (record->place, ==, -1);
  g_assert_cmpint (record->dataset, ==, -1);
  g_assert_cmpint (record->confidence, ==, IBAR_CONFIDENCE_UNSTATED);
  g_clear_pointer (&record, ibar_event_record_free);
  record = ibar_collection_load_event (collection, 51, NULL);
  g_assert_cmpint (record->start, ==, IBAR_DAY_NONE);
  g_assert_cmpint (record->date_precision, ==, IBAR_DATE_UNKNOWN);
  g_clear_pointer (&record, ibar_event_record_free);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

static void
test_titles (void)
{
  g_autofree char *dir = NULL;
  g_autoptr (IbarCollection) collection = open_fixture (&dir);
  const gint64 fids[] = { 3, 99, 1 };
  char *titles[3];

  g_assert_true (ibar_collection_load_titles (collection, fids, 3, titles, NULL));
  g_assert_cmpstr (titles[0], ==, "Agreement, signed");
  g_assert_cmpstr (titles[1], ==, "");
  g_assert_cmpstr (titles[2], ==, "Clash at the town hall");
  for (int i = 0; i < 3; i++)
    g_free (titles[i]);
  g_assert_true (ibar_collection_load_titles (collection, NULL, 0, NULL, NULL));
  g_assert_cmpint (ibar_collection_find_event (collection, "FX-6"), ==, 6);
  g_assert_cmpint (ibar_collection_find_event (collection, "FX-66"), ==, -1);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* Many at once, in any order, with gaps and repeats, are what they are one by one; claims whose rows run
 * against the events' order find their sources, too. */
static void
test_many (void)
{
  static const gint64 fids[] = { 7, 1, 99, 3, 1, 2, -5, 8, 500, 100 };
  g_autofree char *dir = NULL;
  g_autoptr (IbarCollection) collection = open_fixture (&dir);
  IbarEventRecord *records[G_N_ELEMENTS (fids)];
  const IbarClaim *claim;

  ibar_test_exec (collection,
                  "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                  "INSERT INTO event (fid, title) SELECT i, 'many' FROM n;"
                  "INSERT INTO casualty (fid, event_fid, kind, group_name, best) VALUES "
                  "(50, 500, 'killed', 'x', 1), (60, 100, 'killed', 'y', 1), (61, 8, 'killed', 'z', 1);"
                  "INSERT INTO casualty_source (casualty_fid, source_fid) VALUES (50, 3), (60, 2), "
                  "(61, 1)");
  g_assert_true (
      ibar_collection_load_events (collection, fids, G_N_ELEMENTS (fids), records, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (fids); i++)
    {
      g_autoptr (IbarEventRecord) one = ibar_collection_load_event (collection, fids[i], NULL);

      g_assert_cmpint (one == NULL, ==, records[i] == NULL);
      if (one == NULL)
        continue;
      g_assert_cmpint (records[i]->fid, ==, fids[i]);
      g_assert_cmpstr (records[i]->title, ==, one->title);
      g_assert_cmpuint (records[i]->actors->len, ==, one->actors->len);
      g_assert_cmpuint (records[i]->sources->len, ==, one->sources->len);
      g_assert_cmpuint (records[i]->claims->len, ==, one->claims->len);
      for (guint c = 0; c < one->claims->len; c++)
        {
          claim = g_ptr_array_index (records[i]->claims, c);
          g_assert_cmpuint (claim->sources->len, ==,
                            ((IbarClaim *) g_ptr_array_index (one->claims, c))->sources->len);
          g_assert_cmpuint (claim->sources->len, >, 0);
        }
      ibar_event_record_free (records[i]);
    }
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* Every event of the bundled collection against plain SQL. */
static void
test_bundled (void)
{
  g_autofree char *path = ibar_test_get_bundled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  guint n_claims = 0, n_actors = 0, n_sources = 0;

  g_assert_no_error (error);
  g_assert_cmpint (ibar_test_query (collection, "SELECT count (*) FROM event"), ==, 131);
  for (gint64 fid = 1; fid <= 131; fid++)
    {
      g_autoptr (IbarEventRecord) record = ibar_collection_load_event (collection, fid, &error);

      g_assert_no_error (error);
      g_assert_cmpint (record->type, >=, 0);
      g_assert_cmpint (record->place, >=, 0);
      g_assert_true (ibar_point_is_placed (record->point));
      g_assert_cmpint (record->start, <=, record->end);
      n_claims += record->claims->len;
      n_actors += record->actors->len;
      n_sources += record->sources->len;
    }
  g_assert_cmpint (n_claims, ==, ibar_test_query (collection, "SELECT count (*) FROM casualty"));
  g_assert_cmpint (n_actors, ==, ibar_test_query (collection, "SELECT count (*) FROM event_actor"));
  g_assert_cmpint (n_sources, ==,
                   ibar_test_query (collection, "SELECT count (*) FROM event_source"));
}

/* Thirty soldiers, eleven and nineteen of them inside, three inside the nineteen. */
static void
test_zvecan (void)
{
  static const char *const expected[]
      = { "0 kfor 30",      "1 kfor_italy 11",      "1 kfor_hungary 19",
          "2 by gunfire 3", "0 serb_protesters 53", "0 civilians 53" };
  g_autofree char *path = ibar_test_get_bundled ();
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, NULL);
  gint64 fid = ibar_collection_find_event (collection, "NK-20230529-01");
  g_autoptr (IbarEventRecord) record = ibar_collection_load_event (collection, fid, NULL);

  g_assert_cmpuint (record->claims->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const IbarClaim *claim = g_ptr_array_index (record->claims, i);
      g_autofree char *text
          = g_strdup_printf ("%d %s %" G_GINT64_FORMAT, claim->depth, claim->group, claim->best);

      g_assert_cmpstr (text, ==, expected[i]);
      g_assert_cmpuint (claim->sources->len, >, 0);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/collection-event/vocabulary", test_vocabulary);
  g_test_add_func ("/collection-event/vocabulary-ring", test_vocabulary_ring);
  g_test_add_func ("/collection-event/vocabulary-deep", test_vocabulary_deep);
  g_test_add_func ("/collection-event/event", test_event);
  g_test_add_func ("/collection-event/claim-ring", test_claim_ring);
  g_test_add_func ("/collection-event/foreign-event", test_foreign_event);
  g_test_add_func ("/collection-event/titles", test_titles);
  g_test_add_func ("/collection-event/many", test_many);
  g_test_add_func ("/collection-event/bundled", test_bundled);
  g_test_add_func ("/collection-event/zvecan", test_zvecan);
  return g_test_run ();
}
