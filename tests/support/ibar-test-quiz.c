/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Quizzes of what comes with the program, for the tests of their questions and of their judge. */

#include "config.h"

#include "ibar-paths.h"
#include "ibar-test-collection.h"
#include "ibar-test-quiz.h"

IbarQuizSettings
ibar_test_quiz_settings (guint sets, guint kinds, guint n, guint64 seed)
{
  return (IbarQuizSettings){
    .sets = sets, .kinds = kinds, .n_questions = n, .seed = seed, .names = IBAR_NAME_SETTING_DEFAULT
  };
}

/* One that can be made; its questions stay the pool's. */
IbarQuiz *
ibar_test_quiz_new (IbarQuizPool *pool, const IbarQuizSettings *settings)
{
  g_autoptr (GError) error = NULL;
  IbarQuiz *quiz = ibar_quiz_new (pool, settings, &error);

  g_assert_no_error (error);
  g_assert_nonnull (quiz);
  return quiz;
}

/**
 * ibar_test_quiz_load:
 * @region: (out): the bundled region
 * @pool: (out): everything of it and of all bundled events that can be asked about
 */
void
ibar_test_quiz_load (IbarRegion **region, IbarQuizPool **pool)
{
  g_autofree char *region_path = ibar_paths_get_data_file ("region.gpkg");
  g_autofree char *path = ibar_test_get_bundled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GArray) events = NULL;

  *region = ibar_region_load (region_path, NULL, &error);
  g_assert_no_error (error);
  collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  g_assert_no_error (error);
  events = ibar_quiz_events_of_filter (collection, NULL, &error);
  g_assert_no_error (error);
  *pool = ibar_quiz_pool_new (*region, collection, (const gint64 *) (gpointer) events->data,
                             events->len, &error);
  g_assert_no_error (error);
}
