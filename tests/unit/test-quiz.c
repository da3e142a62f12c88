/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a quiz is made of: the same again for a seed, everything there is, what is never asked, and how a
 * person says what is to be asked. */

#include "config.h"

#include <string.h>

#include "ibar-error.h"
#include "ibar-position-words.h"
#include "ibar-quiz.h"
#include "ibar-test-collection.h"
#include "ibar-test-quiz.h"

#define ALL_SETS ((1u << IBAR_N_QUIZ_SETS) - 1)
#define ALL_KINDS ((1u << IBAR_N_QUIZ_KINDS) - 1)

static IbarRegion *region;
static IbarQuizPool *pool;

/* ---- The same again ------------------------------------------------------------------------ */

static void
test_seed (void)
{
  for (guint64 seed = 0; seed < 20; seed++)
    {
      IbarQuizSettings settings = ibar_test_quiz_settings (ALL_SETS, ALL_KINDS, 20, seed);
      g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);
      g_autoptr (IbarQuiz) again = ibar_test_quiz_new (pool, &settings);
      g_autoptr (IbarQuiz) other = NULL;
      guint n_alike = 0;

      settings.seed++;
      other = ibar_test_quiz_new (pool, &settings);
      for (guint i = 0; i < 20; i++)
        {
          const IbarQuizQuestion *a = ibar_quiz_get (quiz, i), *b = ibar_quiz_get (again, i);

          g_assert_cmpstr (a->card, ==, b->card);
          g_assert_cmpint (a->right, ==, b->right);
          for (guint k = 0; k < a->n_choices; k++)
            g_assert_cmpstr (a->choices[k].text, ==, b->choices[k].text);
          n_alike += strcmp (a->card, ibar_quiz_get (other, i)->card) == 0;
        }
      g_assert_cmpuint (n_alike, <, 10);
    }
}

static void
test_exhausted (void)
{
  IbarQuizSettings settings
      = ibar_test_quiz_settings (1u << IBAR_QUIZ_MUNICIPALITIES, 1u << IBAR_QUIZ_FIND, 100, 1);
  g_autoptr (IbarQuiz) all = NULL;
  g_autoptr (IbarQuiz) both = NULL;

  settings.home = TRUE;
  all = ibar_test_quiz_new (pool, &settings);
  g_assert_cmpuint (ibar_quiz_get_n (all), ==, 4);
  settings.kinds |= 1u << IBAR_QUIZ_TYPE;
  both = ibar_test_quiz_new (pool, &settings);
  g_assert_cmpuint (ibar_quiz_get_n (both), ==, 8);
  /* Nothing comes again before everything has come. */
  for (guint i = 0; i < 4; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpuint (ibar_quiz_get (both, i)->subject, !=, ibar_quiz_get (both, k)->subject);
}

static void
test_largest (void)
{
  IbarQuizSettings settings
      = ibar_test_quiz_settings (1u << IBAR_QUIZ_SETTLEMENTS, 1u << IBAR_QUIZ_TYPE, 100, 1);
  g_autoptr (IbarQuiz) quiz = NULL;
  int least = 0;

  settings.largest = 11;
  quiz = ibar_test_quiz_new (pool, &settings);
  g_assert_cmpuint (ibar_quiz_get_n (quiz), ==, 11);
  g_assert_cmpuint (ibar_quiz_pool_count (pool, &settings), ==, 11);
  for (guint i = 0; i < 11; i++)
    least = MAX (least, ibar_quiz_pool_get (pool, ibar_quiz_get (quiz, i)->subject)->rank);
  for (guint i = 0; i < ibar_quiz_pool_get_n (pool); i++)
    {
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, i);
      gboolean asked = FALSE;

      if (candidate->set != IBAR_QUIZ_SETTLEMENTS || candidate->rank >= least)
        continue;
      for (guint k = 0; k < 11; k++)
        asked = asked || ibar_quiz_get (quiz, k)->subject == i;
      g_assert_true (asked);
    }
}

static void
test_cards (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (ALL_SETS, ALL_KINDS, 10, 4);
  g_autoptr (IbarQuiz) quiz = ibar_test_quiz_new (pool, &settings);
  g_autoptr (IbarQuiz) replay = NULL;
  g_autoptr (IbarQuiz) none = NULL;
  g_autoptr (GError) error = NULL;
  const char *cards[]
      = { ibar_quiz_get (quiz, 2)->card, ibar_quiz_get (quiz, 7)->card, "find|gone:1", NULL };
  const char *gone[] = { "find|gone:1", NULL };

  settings.cards = cards;
  settings.seed = 99;
  replay = ibar_test_quiz_new (pool, &settings);
  g_assert_cmpuint (ibar_quiz_get_n (replay), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (g_strv_contains (cards, ibar_quiz_get (replay, i)->card));
  settings.cards = gone;
  none = ibar_quiz_new (pool, &settings, &error);
  g_assert_null (none);
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
}

static void
test_too_few (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (1u << IBAR_QUIZ_RIVERS, ALL_KINDS, 10, 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarQuiz) quiz = ibar_quiz_new (pool, &settings, &error);

  g_assert_null (quiz);
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "Rivers: 2"));
}

/* ---- What is never asked ------------------------------------------------------------------- */

static void
test_rejected (void)
{
  guint n_unverified = 0, n_told = 0;

  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (region, i);

      n_unverified += !place->verified;
      for (guint k = 0; !place->verified && k < ibar_quiz_pool_get_n (pool); k++)
        {
          const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, k);

          g_assert_false (
              candidate->features == NULL && candidate->set != IBAR_QUIZ_EVENTS
              && candidate->point.longitude == place->point.longitude
              && candidate->point.latitude == place->point.latitude
              && g_strcmp0 (candidate->names.form[IBAR_NAME_EN], place->names.form[IBAR_NAME_EN])
                     == 0);
        }
    }
  for (guint i = 0; i < ibar_quiz_pool_get_n_rejected (pool); i++)
    {
      const IbarQuizRejection *rejection = ibar_quiz_pool_get_rejected (pool, i);

      g_assert_cmpstr (rejection->name, !=, "");
      g_assert_cmpstr (rejection->reason, !=, "");
      n_told += strncmp (rejection->reason, "Not verified", 12) == 0;
    }
  g_assert_cmpuint (n_unverified, >, 0);
  g_assert_cmpuint (n_told, ==, n_unverified);
}

/* ---- Words --------------------------------------------------------------------------------- */

static void
test_words (void)
{
  IbarNameSetting names = { IBAR_NAME_EN, IBAR_N_NAME_FORMS };
  const IbarRegionPlace *seat = NULL;
  const IbarNames *avoid[] = { NULL, NULL };
  g_autofree char *at = NULL;
  g_autofree char *away = NULL;
  g_autofree char *avoided = NULL;

  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    if (g_strcmp0 (ibar_region_get_place (region, i)->names.form[IBAR_NAME_EN], "Zubin Potok") == 0)
      seat = ibar_region_get_place (region, i);
  g_assert_nonnull (seat);
  avoid[0] = &seat->names;
  at = ibar_position_dup_words (region, seat->point, &names, NULL);
  g_assert_cmpstr (at, ==, "in Zubin Potok, on the Ibar");
  away = ibar_position_dup_words (region, (IbarPoint){ 20.69185, 42.85 }, &names, NULL);
  g_assert_cmpstr (away, ==, "7.1 km south of Zubin Potok");
  avoided = ibar_position_dup_words (region, seat->point, &names, avoid);
  g_assert_null (strstr (avoided, "Zubin"));
  g_assert_cmpstr (ibar_direction_get_words (359), ==, "north");
  g_assert_cmpstr (ibar_direction_get_words (45), ==, "north-east");
  g_assert_cmpstr (ibar_direction_get_words (337), ==, "north-west");
}

static void
test_parse (void)
{
  guint bits = 77;

  g_assert_true (ibar_quiz_sets_from_string ("peaks, rivers", &bits));
  g_assert_cmpuint (bits, ==, 1u << IBAR_QUIZ_PEAKS | 1u << IBAR_QUIZ_RIVERS);
  g_assert_true (ibar_quiz_kinds_from_string ("all", &bits));
  g_assert_cmpuint (bits, ==, ALL_KINDS);
  g_assert_false (ibar_quiz_kinds_from_string ("find,nothing", &bits));
  g_assert_false (ibar_quiz_kinds_from_string ("", &bits));
  g_assert_false (ibar_quiz_kinds_from_string (NULL, &bits));
  g_assert_cmpuint (bits, ==, ALL_KINDS);
}

static void
test_settings (void)
{
  IbarQuizSettings settings = ibar_test_quiz_settings (ALL_SETS, ALL_KINDS, 5, 6);
  g_autoptr (GError) error = NULL;
  static const char *const bad[] = { "set=towns", "questions=0",  "questions=x", "seed=-1",
                                     "names=de",  "home=perhaps", "set",         "other=1" };

  g_assert_true (ibar_quiz_settings_from_string ("set=peaks  questions=12 names=en home=yes",
                                                 &settings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (settings.sets, ==, 1u << IBAR_QUIZ_PEAKS);
  g_assert_cmpuint (settings.kinds, ==, ALL_KINDS);
  g_assert_cmpuint (settings.n_questions, ==, 12);
  g_assert_cmpuint (settings.seed, ==, 6);
  g_assert_cmpint (settings.names.first, ==, IBAR_NAME_EN);
  g_assert_true (settings.home);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *line = g_strconcat ("seed=99 ", bad[i], NULL);

      g_assert_false (ibar_quiz_settings_from_string (line, &settings, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
      g_assert_nonnull (strstr (error->message, bad[i]));
      g_assert_cmpuint (settings.seed, ==, 6);
      g_clear_error (&error);
    }
}

static void
test_events (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (GArray) filtered = NULL;
  g_autoptr (GArray) told = NULL;
  g_autoptr (GArray) none = NULL;
  guint n_gone = 0;

  g_assert_no_error (error);
  filtered = ibar_quiz_events_of_filter (collection, "type:riot", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (filtered->len, ==, 3);
  g_assert_null (ibar_quiz_events_of_filter (collection, "type:riot actor:", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
  g_clear_error (&error);
  ibar_test_exec (collection,
                  "INSERT INTO story (fid, id, title) VALUES (1, 'tour', 'Tour');"
                  "INSERT INTO story_step (story_fid, position, selection, filter) VALUES "
                  "(1, 1, 'event:FX-3', ''), (1, 4, 'event:FX-99', ''), (1, 5, 'place:zvecan', "
                  "''), (1, 2, '', 'type:riot'), (1, 3, 'FX-1', '')");
  told = ibar_quiz_events_of_story (collection, "tour", &n_gone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_gone, ==, 1);
  g_assert_cmpuint (told->len, ==, 4); /* FX-3 and the three riots, each once */
  none = ibar_quiz_events_of_story (collection, "no such", &n_gone, &error);
  g_assert_null (none);
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* Imported ids may hold blanks: such an event is one event, and such a place is none. */
static void
test_blank_ids (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (GArray) told = NULL;
  guint n_gone = 0;

  g_assert_no_error (error);
  ibar_test_exec (collection,
                  "UPDATE event SET id = 'FX 3 b' WHERE id = 'FX-3';"
                  "INSERT INTO story (fid, id, title) VALUES (1, 'tour', 'Tour');"
                  "INSERT INTO story_step (story_fid, position, selection, filter) VALUES "
                  "(1, 1, 'event:FX 3 b', ''), (1, 2, 'place:Stari Trg', 'type:riot')");
  told = ibar_quiz_events_of_story (collection, "tour", &n_gone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_gone, ==, 0);
  g_assert_cmpuint (told->len, ==, 4);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

static const IbarQuizRejection *
find_rejection (IbarQuizPool *of, const char *id)
{
  for (guint i = 0; i < ibar_quiz_pool_get_n_rejected (of); i++)
    if (strstr (ibar_quiz_pool_get_rejected (of, i)->name, id) != NULL)
      return ibar_quiz_pool_get_rejected (of, i);
  return NULL;
}

/* What keeps an event, or a kind of question about it, out of every quiz. */
static void
test_event_faults (void)
{
  static const struct
  {
    const char *id, *reason;
    guint kinds; /* that are left */
  } cases[] = {
    { "FX-1", NULL, 1u << IBAR_QUIZ_WHERE | 1u << IBAR_QUIZ_WHEN | 1u << IBAR_QUIZ_ORDER },
    { "FX-2", "Its title tells the year", 1u << IBAR_QUIZ_WHERE },
    { "FX-4", "Its confidence is low", 0 },
    { "FX-5", "It is not dated", 1u << IBAR_QUIZ_WHERE },
    { "FX-6", "It is not placed", 1u << IBAR_QUIZ_WHEN | 1u << IBAR_QUIZ_ORDER },
    { "FX-8", "No source was seen for it", 0 },
  };
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (GArray) events = NULL;
  IbarQuizPool *of;

  ibar_test_exec (collection, "UPDATE event SET title = 'The unrest of May 2023' WHERE id = 'FX-2'; "
                              "INSERT OR IGNORE INTO event_source (event_fid, source_fid, rank, used_for_numbers) "
                              "SELECT fid, 1, 9, 0 FROM event");
  events = ibar_quiz_events_of_filter (collection, NULL, &error);
  of = ibar_quiz_pool_new (region, collection, (const gint64 *) (gpointer) events->data, events->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const IbarQuizRejection *rejection = find_rejection (of, cases[i].id);
      g_autofree char *id = g_strconcat ("events:", cases[i].id, NULL);
      int candidate = ibar_quiz_pool_find (of, id);

      g_assert_cmpstr (rejection != NULL ? rejection->reason : NULL, ==, cases[i].reason);
      g_assert_cmpuint (candidate >= 0 ? ibar_quiz_pool_get (of, (guint) candidate)->kinds : 0, ==, cases[i].kinds);
    }
  ibar_quiz_pool_unref (of);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ibar_test_quiz_load (&region, &pool);
  g_test_add_func ("/quiz/seed", test_seed);
  g_test_add_func ("/quiz/exhausted", test_exhausted);
  g_test_add_func ("/quiz/largest", test_largest);
  g_test_add_func ("/quiz/cards", test_cards);
  g_test_add_func ("/quiz/too-few", test_too_few);
  g_test_add_func ("/quiz/rejected", test_rejected);
  g_test_add_func ("/quiz/words", test_words);
  g_test_add_func ("/quiz/parse", test_parse);
  g_test_add_func ("/quiz/settings", test_settings);
  g_test_add_func ("/quiz/events", test_events);
  g_test_add_func ("/quiz/blank-ids", test_blank_ids);
  g_test_add_func ("/quiz/event-faults", test_event_faults);
  status = g_test_run ();
  ibar_quiz_pool_unref (pool);
  ibar_region_unref (region);
  return status;
}
