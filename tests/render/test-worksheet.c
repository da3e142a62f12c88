/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worksheets: their numbers stand at the places of their answers, keep apart, and every answer is among the words. */

#include "config.h"

#include "ibar-error.h"
#include "ibar-test-collection.h"
#include "ibar-worksheet.h"

static IbarCollection *collection;
static IbarQuizPool *pool;

static void
check_items (const IbarWorksheet *sheet)
{
  for (guint i = 0; i < sheet->items->len; i++)
    {
      const IbarWorksheetItem *item = &g_array_index (sheet->items, IbarWorksheetItem, i);
      const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, item->candidate);
      g_autofree char *name = ibar_names_format (&candidate->names, &IBAR_NAME_SETTING_DEFAULT);

      g_assert_cmpuint (item->number, ==, i + 1);
      g_assert_cmpfloat (item->point.longitude, ==, candidate->point.longitude);
      g_assert_cmpfloat (item->point.latitude, ==, candidate->point.latitude);
      g_assert_true (g_str_has_prefix (item->answer, name)); /* and what tells it from its namesakes */
      g_assert_true (g_ptr_array_find_with_equal_func (sheet->bank, item->answer, g_str_equal, NULL));
      g_assert_true (ibar_extent_contains (&sheet->extent, item->point));
      g_assert_true (ibar_extent_contains (&sheet->extent, item->sign));
      for (guint k = 0; k < i; k++)
        {
          const IbarWorksheetItem *other = &g_array_index (sheet->items, IbarWorksheetItem, k);

          g_assert_cmpstr (item->answer, !=, other->answer);
          g_assert_false (item->sign.longitude == other->sign.longitude && item->sign.latitude == other->sign.latitude);
        }
    }
}

static void
test_seeds (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      IbarWorksheetSettings settings = { .sets = seed % 2 ? 1u << IBAR_QUIZ_SETTLEMENTS : G_MAXUINT >> 24,
                                         .n_questions = 12,
                                         .seed = seed,
                                         .names = IBAR_NAME_SETTING_DEFAULT,
                                         .home = seed % 3 != 0,
                                         .n_variants = 1,
                                         .large_print = seed % 5 == 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (IbarWorksheet) sheet = ibar_worksheet_new (pool, &settings, 0, &error);
      g_autoptr (IbarWorksheet) again = ibar_worksheet_new (pool, &settings, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (sheet->items->len, ==, 12);
      g_assert_cmpuint (sheet->bank->len, ==, 15);
      check_items (sheet);
      for (guint i = 0; i < 12; i++)
        g_assert_cmpuint (g_array_index (sheet->items, IbarWorksheetItem, i).candidate, ==,
                          g_array_index (again->items, IbarWorksheetItem, i).candidate);
    }
}

/* A variant is the sheet of a later seed, and not the one before. */
static void
test_variants (void)
{
  IbarWorksheetSettings settings = { .sets = 1u << IBAR_QUIZ_SETTLEMENTS,
                                     .n_questions = 12,
                                     .seed = 7,
                                     .names = IBAR_NAME_SETTING_DEFAULT,
                                     .home = TRUE,
                                     .n_variants = 2 };
  g_autoptr (IbarWorksheet) first = ibar_worksheet_new (pool, &settings, 0, NULL);
  g_autoptr (IbarWorksheet) second = ibar_worksheet_new (pool, &settings, 1, NULL);
  g_autoptr (IbarWorksheet) later = NULL;
  guint n_same = 0;

  settings.seed = 8;
  later = ibar_worksheet_new (pool, &settings, 0, NULL);
  for (guint i = 0; i < 12; i++)
    {
      guint candidate = g_array_index (second->items, IbarWorksheetItem, i).candidate;

      n_same += g_array_index (first->items, IbarWorksheetItem, i).candidate == candidate;
      g_assert_cmpuint (g_array_index (later->items, IbarWorksheetItem, i).candidate, ==, candidate);
    }
  g_assert_cmpuint (n_same, <, 6);
}

/* What stands too near to its neighbour has its number apart, and an arrow. */
static void
test_dense (void)
{
  IbarWorksheetSettings settings = { .sets = G_MAXUINT >> 24,
                                     .n_questions = IBAR_WORKSHEET_MOST_QUESTIONS,
                                     .seed = 1,
                                     .names = IBAR_NAME_SETTING_DEFAULT,
                                     .home = TRUE,
                                     .n_variants = 1,
                                     .large_print = TRUE };
  g_autoptr (IbarWorksheet) sheet = ibar_worksheet_new (pool, &settings, 0, NULL);
  guint n_apart = 0;

  check_items (sheet);
  for (guint i = 0; i < sheet->items->len; i++)
    n_apart += g_array_index (sheet->items, IbarWorksheetItem, i).apart;
  g_assert_cmpuint (n_apart, >, 0);
}

static char *
write_sheets (const char *dir, const char *name, const IbarWorksheetSettings *settings)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  guint n_missing;

  ibar_worksheets_write (pool, collection, settings, path, &n_missing, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_missing, ==, 0);
  return ibar_test_hash_file (path);
}

static void
test_bytes (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  IbarWorksheetSettings settings = { .sets = 1u << IBAR_QUIZ_SETTLEMENTS,
                                     .n_questions = 12,
                                     .seed = 7,
                                     .names = IBAR_NAME_SETTING_DEFAULT,
                                     .home = TRUE,
                                     .n_variants = 2 };
  g_autofree char *first = NULL, *second = NULL, *other = NULL;

  g_setenv ("SOURCE_DATE_EPOCH", "1700000000", TRUE);
  first = write_sheets (dir, "a.pdf", &settings);
  second = write_sheets (dir, "b.pdf", &settings);
  settings.seed = 8;
  other = write_sheets (dir, "c.pdf", &settings);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
  ibar_test_remove_dir (dir);
}

static void
test_too_few (void)
{
  IbarWorksheetSettings settings = { .sets = 1u << IBAR_QUIZ_SETTLEMENTS,
                                     .n_questions = 12,
                                     .largest = 2,
                                     .names = IBAR_NAME_SETTING_DEFAULT,
                                     .n_variants = 1 };
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "x.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ibar_worksheets_write (pool, collection, &settings, path, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  ibar_test_assert_dir (dir, "");
  ibar_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  g_autofree char *bundled = NULL, *path = NULL;
  IbarRegion *region;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  bundled = ibar_test_get_bundled ();
  path = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", "region.gpkg", NULL);
  region = ibar_region_load (path, NULL, NULL);
  collection = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, NULL);
  pool = ibar_quiz_pool_new (region, collection, NULL, 0, NULL);
  g_assert_nonnull (pool);
  g_test_add_func ("/worksheet/seeds", test_seeds);
  g_test_add_func ("/worksheet/variants", test_variants);
  g_test_add_func ("/worksheet/dense", test_dense);
  g_test_add_func ("/worksheet/bytes", test_bytes);
  g_test_add_func ("/worksheet/too-few", test_too_few);
  status = g_test_run ();
  ibar_quiz_pool_unref (pool);
  ibar_collection_unref (collection);
  ibar_region_unref (region);
  return status;
}
