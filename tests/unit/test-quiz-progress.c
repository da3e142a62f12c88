/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Repetition over days with a clock of the test's own, and every kind of damage to the file. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-paths.h"
#include "ibar-quiz-progress.h"
#include "ibar-quiz-results.h"
#include "ibar-test-collection.h"

static IbarQuizProgress *
load (const char *path, gboolean damaged)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  IbarQuizProgress *progress = ibar_quiz_progress_load (path, &aside, &error);

  g_assert_no_error (error);
  g_assert_nonnull (progress);
  g_assert_cmpint (aside != NULL, ==, damaged);
  return progress;
}

static void
save (IbarQuizProgress *progress)
{
  g_autoptr (GError) error = NULL;

  ibar_quiz_progress_save (progress, &error);
  g_assert_no_error (error);
}

static void
assert_card (IbarQuizProgress *progress, const char *id, guint box, IbarDay due)
{
  const IbarQuizCard *card = ibar_quiz_progress_get (progress, id);

  g_assert_nonnull (card);
  g_assert_cmpuint (card->box, ==, box);
  g_assert_cmpint (card->due, ==, due);
}

static void
test_days (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "deep", "progress.csv", NULL);
  g_autoptr (IbarQuizProgress) progress = load (path, FALSE);
  IbarDay today = ibar_day_from_ymd (2024, 2, 27);
  const guint days[] = { 1, 2, 4, 8, 16, 32, 32 };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_auto (GStrv) early = NULL;

      ibar_quiz_progress_answer (progress, "find|x:1", TRUE, today);
      assert_card (progress, "find|x:1", MIN (i + 1, IBAR_QUIZ_BOXES - 1),
                   today + (IbarDay) days[i]);
      /* Again the same day: known is known once. */
      ibar_quiz_progress_answer (progress, "find|x:1", TRUE, today);
      assert_card (progress, "find|x:1", MIN (i + 1, IBAR_QUIZ_BOXES - 1),
                   today + (IbarDay) days[i]);
      early = ibar_quiz_progress_dup_due (progress, today + (IbarDay) days[i] - 1);
      g_assert_cmpuint (g_strv_length (early), ==, 0);
      today += (IbarDay) days[i];
    }
  ibar_quiz_progress_answer (progress, "find|x:1", FALSE, today);
  assert_card (progress, "find|x:1", 0, today);
  g_assert_cmpuint (ibar_quiz_progress_get (progress, "find|x:1")->asked, ==, 15);
  g_assert_cmpuint (ibar_quiz_progress_get (progress, "find|x:1")->right, ==, 14);
  ibar_test_remove_dir (dir);
}

static void
test_due (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "progress.csv", NULL);
  g_autoptr (IbarQuizProgress) progress = load (path, FALSE);
  g_auto (GStrv) due = NULL;

  ibar_quiz_progress_answer (progress, "b", FALSE, 105);
  ibar_quiz_progress_answer (progress, "a", FALSE, 105);
  ibar_quiz_progress_answer (progress, "c", TRUE, 100); /* due at 101 */
  ibar_quiz_progress_answer (progress, "d", TRUE, 105); /* due at 106 */
  due = ibar_quiz_progress_dup_due (progress, 105);
  g_assert_cmpuint (g_strv_length (due), ==, 3);
  g_assert_cmpstr (due[0], ==, "c");
  g_assert_cmpstr (due[1], ==, "a");
  g_assert_cmpstr (due[2], ==, "b");
  g_assert_cmpuint (ibar_quiz_progress_count_box (progress, 0), ==, 2);
  g_assert_cmpuint (ibar_quiz_progress_count_box (progress, 1), ==, 2);
  ibar_test_remove_dir (dir);
}

static void
test_file (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "progress.csv", NULL);
  g_autoptr (IbarQuizProgress) progress = load (path, FALSE);
  g_autoptr (IbarQuizProgress) again = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *id = g_strdup_printf ("type|settlements:Sočanica, \"%u\"\n", i);

      for (guint k = 0; k <= i % 7; k++)
        ibar_quiz_progress_answer (progress, id, i % 5 != 0, (IbarDay) (19000 + 40 * k));
    }
  save (progress);
  again = load (path, FALSE);
  g_assert_cmpuint (ibar_quiz_progress_get_n (again), ==, 500);
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *id = g_strdup_printf ("type|settlements:Sočanica, \"%u\"\n", i);
      const IbarQuizCard *a = ibar_quiz_progress_get (progress, id),
                         *b = ibar_quiz_progress_get (again, id);

      assert_card (again, id, a->box, a->due);
      g_assert_cmpint (a->last, ==, b->last);
      g_assert_cmpuint (a->asked, ==, b->asked);
      g_assert_cmpuint (a->right, ==, b->right);
    }
  g_assert_true (ibar_quiz_progress_delete (again, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ibar_quiz_progress_get_n (again), ==, 0);
  ibar_test_assert_dir (dir, "");
  g_assert_true (ibar_quiz_progress_delete (again, &error)); /* gone is gone */
  ibar_test_remove_dir (dir);
}

/* Cut and flipped anywhere, the file is either read as it was or kept aside, and playing goes on.
 */
static void
test_damage (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "progress.csv", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *good = NULL;
  g_autoptr (IbarQuizProgress) progress = load (path, FALSE);
  gsize size;
  guint n_aside = 0;

  ibar_quiz_progress_answer (progress, "find|x:1", TRUE, 19000);
  ibar_quiz_progress_answer (progress, "find|x:2", FALSE, 19001);
  save (progress);
  g_assert_true (g_file_get_contents (path, &good, &size, NULL));
  for (gsize cut = 0; cut <= 2 * size; cut++)
    {
      g_autofree char *bytes = g_memdup2 (good, size + 1);
      g_autofree char *told = NULL;
      g_autofree char *kept = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (IbarQuizProgress) read = NULL;
      gsize length = cut <= size ? cut : size, kept_size;

      if (cut > size)
        bytes[cut - size - 1] = (char) (bytes[cut - size - 1] ^ 0x80);
      g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
      read = ibar_quiz_progress_load (path, &told, &error);
      g_assert_no_error (error);
      if (told == NULL)
        {
          g_assert_cmpuint (ibar_quiz_progress_get_n (read), <=, 2);
          continue;
        }
      n_aside++;
      g_assert_nonnull (strstr (told, aside));
      g_assert_cmpuint (ibar_quiz_progress_get_n (read), ==, 0);
      g_assert_true (g_file_get_contents (aside, &kept, &kept_size, NULL));
      g_assert_cmpmem (kept, kept_size, bytes, length); /* nothing lost */
      g_assert_cmpint (g_unlink (aside), ==, 0);
      ibar_quiz_progress_answer (read, "find|x:3", TRUE, 19002);
      save (read);
    }
  g_assert_cmpuint (n_aside, >, size);
  ibar_test_remove_dir (dir);
}

static void
test_damaged_twice (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "progress.csv", NULL);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (IbarQuizProgress) progress = NULL;

      g_assert_true (g_file_set_contents (path, "nonsense", -1, NULL));
      progress = load (path, TRUE);
    }
  ibar_test_assert_dir (dir, "progress.csv.damaged progress.csv.damaged-2 progress.csv.damaged-3");
  ibar_test_remove_dir (dir);
}

static void
test_says_where (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "progress.csv", NULL);
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarQuizProgress) progress = NULL;

  g_assert_true (g_file_set_contents (path,
                                      "ibar-quiz-progress 1,box,due,last,asked,right\n"
                                      "find|x:1,1,2024-01-02,2024-01-01,1,1\n"
                                      "find|x:2,9,2024-01-02,2024-01-01,1,1\n",
                                      -1, NULL));
  progress = ibar_quiz_progress_load (path, &told, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (told, "line 3: “9”; expected a number from 0 to 6"));
  ibar_test_remove_dir (dir);
}

static void
test_results (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "results.csv", NULL);
  g_autofree char *region_path = ibar_paths_get_data_file ("region.gpkg");
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarRegion) region = ibar_region_load (region_path, NULL, &error);
  g_autoptr (IbarQuizPool) pool = ibar_quiz_pool_new (region, NULL, NULL, 0, &error);
  IbarQuizSettings settings = { .sets = 1u << IBAR_QUIZ_MUNICIPALITIES,
                                .kinds = 1u << IBAR_QUIZ_TYPE,
                                .n_questions = 3,
                                .seed = 12,
                                .names = IBAR_NAME_SETTING_DEFAULT };
  g_autoptr (IbarQuiz) quiz = ibar_quiz_new (pool, &settings, &error);
  IbarQuizAnswer answers[3]
      = { { .answered = TRUE, .right = TRUE, .score = 1, .distance_m = NAN, .seconds = 2.25 },
          { .answered = TRUE, .score = 0, .distance_m = 1234.4, .seconds = 10 },
          { .answered = FALSE } };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) mistakes = NULL;

  answers[0].given = (char *) "Zveçan, \"north\"";
  answers[1].given = (char *) "=1+1";
  g_assert_no_error (error);
  g_assert_true (ibar_quiz_results_write (quiz, answers, path, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5); /* a header, three rows, the end */
  g_assert_nonnull (strstr (lines[1], ",\"Zveçan, \"\"north\"\"\","));
  g_assert_nonnull (strstr (lines[1], ",yes,1.00,,2.2,"));
  g_assert_nonnull (strstr (lines[2], ",'=1+1,"));
  g_assert_nonnull (strstr (lines[2], ",no,0.00,1234,10.0,"));
  g_assert_nonnull (strstr (lines[3], ",,,,,"));
  g_assert_true (g_str_has_suffix (lines[1], ",12"));
  mistakes = ibar_quiz_results_dup_mistakes (quiz, answers);
  g_assert_cmpuint (g_strv_length (mistakes), ==, 2);
  g_assert_cmpstr (mistakes[0], ==, ibar_quiz_get (quiz, 1)->card);
  ibar_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quiz-progress/days", test_days);
  g_test_add_func ("/quiz-progress/due", test_due);
  g_test_add_func ("/quiz-progress/file", test_file);
  g_test_add_func ("/quiz-progress/damage", test_damage);
  g_test_add_func ("/quiz-progress/damaged-twice", test_damaged_twice);
  g_test_add_func ("/quiz-progress/says-where", test_says_where);
  g_test_add_func ("/quiz-progress/results", test_results);
  return g_test_run ();
}
