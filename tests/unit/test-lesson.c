/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lessons: a collection with tours, what the tours need, what a class is asked, and a map of the teacher's own. */

#include "config.h"

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-lesson.h"
#include "ibar-saved-views.h"
#include "ibar-story.h"
#include "ibar-test-collection.h"

/* (transfer full): a collection saved anew at a path, to be changed. */
static IbarCollection *
open_copy (IbarCollection *from, const char *path)
{
  g_autoptr (GError) error = NULL;
  IbarCollection *copy;

  g_assert_true (ibar_collection_save_copy (from, path, NULL, &error));
  copy = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  return copy;
}

/* A lesson has the tour as it was and every event that it needs; opened elsewhere, nothing is missing. */
static void
test_lesson (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autofree char *path = g_build_filename (dir, "lesson.gpkg", NULL);
  g_autofree char *copy = g_build_filename (dir, "copy.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) from = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, &error);
  g_autoptr (IbarCollection) file = NULL, writable = NULL;
  g_autoptr (IbarStory) story = ibar_story_load (from, "may-2023", &error), read = NULL;
  g_autoptr (GPtrArray) problems = NULL, ids = NULL;
  g_auto (GStrv) quizzes = NULL;
  g_autofree char *store = NULL;
  const char *const stories[] = { "may-2023", NULL };
  const char *const settings[] = { "set=settlements seed=7", "set=rivers", NULL };
  IbarLesson lesson = { .collection = from, .stories = stories, .quizzes = settings, .read_only = TRUE };

  g_assert_no_error (error);
  g_assert_true (ibar_lesson_write (&lesson, path, &error));
  g_assert_no_error (error);
  file = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  read = ibar_story_load (file, "may-2023", &error);
  g_assert_true (ibar_story_equal (story, read));
  problems = ibar_story_check (read, file, &error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpint (ibar_test_query (file, "SELECT count (*) FROM event"), <, 131);
  g_assert_cmpint (ibar_test_query (file, "SELECT count (*) FROM casualty WHERE group_name = 'kfor'"), ==, 1);
  quizzes = ibar_lesson_dup_settings (file, "quiz");
  g_assert_cmpuint (g_strv_length (quizzes), ==, 2);
  g_assert_cmpstr (quizzes[1], ==, "set=rivers");

  /* Read-only is the teacher's wish; a copy is the reader's own, and takes tours in. */
  g_assert_null (ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY);
  g_clear_error (&error);
  store = ibar_saved_views_dup_store (file);
  g_assert_cmpstr (store, !=, path); /* what a reader saves goes beside it */
  g_assert_false (ibar_collection_save_copy (file, path, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  g_clear_error (&error);
  writable = open_copy (file, copy);
  ids = ibar_lesson_import (file, writable, NULL, &error);
  g_assert_cmpstr (ids->pdata[0], ==, "may-2023-2");
  g_clear_pointer (&writable, ibar_collection_unref);
  g_clear_pointer (&file, ibar_collection_unref);
  ibar_test_assert_dir (dir, "copy.gpkg lesson.gpkg");
  ibar_test_remove_dir (dir);
}

/* A region of one's own goes along, comes out as the same bytes, once; what is no map does not come out. */
static void
test_lesson_map (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autofree char *path = g_build_filename (dir, "lesson.gpkg", NULL);
  g_autofree char *region_path = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", "region.gpkg", NULL);
  g_autofree char *none = NULL, *title = NULL, *taken = NULL, *again = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) from = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, &error);
  g_autoptr (IbarCollection) file = NULL;
  g_autoptr (IbarRegion) region = ibar_region_load (region_path, NULL, &error);
  const char *const stories[] = { "geography", NULL };
  IbarLesson lesson = { .collection = from, .stories = stories, .map = region };
  gint64 size = 0;

  g_assert_no_error (error);
  g_assert_null (ibar_lesson_dup_map (from, NULL));
  g_assert_null (ibar_lesson_take_map (from, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (ibar_lesson_write (&lesson, path, &error));
  g_assert_no_error (error);
  file = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  title = ibar_lesson_dup_map (file, &size);
  g_assert_cmpstr (title, ==, ibar_region_get_title (region));
  g_assert_cmpint (size, >, 100000);
  taken = ibar_lesson_take_map (file, NULL, &error);
  g_assert_no_error (error);
  before = ibar_test_hash_file (region_path);
  after = ibar_test_hash_file (taken);
  g_assert_cmpstr (before, ==, after);
  before[16] = '\0'; /* called by what is in it */
  g_assert_nonnull (strstr (taken, before));
  again = ibar_lesson_take_map (file, NULL, &error);
  g_assert_cmpstr (again, ==, taken);
  g_clear_pointer (&file, ibar_collection_unref);

  /* Somebody's own bytes in its place. */
  g_assert_cmpint (g_unlink (taken), ==, 0);
  file = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  ibar_test_exec (file, "UPDATE lesson_map SET data = x'00112233'");
  g_assert_null (ibar_lesson_take_map (file, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  g_clear_error (&error);
  g_assert_false (g_file_test (taken, G_FILE_TEST_EXISTS));
  ibar_test_exec (file, "UPDATE lesson_map SET checksum = '../../../../tmp/evil0'");
  g_assert_null (ibar_lesson_dup_map_path (file));
  g_clear_pointer (&file, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

static void
test_task (void)
{
  IbarLessonTask task, again;
  g_autofree char *line = NULL;

  g_assert_true (ibar_lesson_task_parse ("set=peaks,rivers  questions=7 seed=9 names=en", &task, NULL));
  line = ibar_lesson_task_format (&task);
  g_assert_true (ibar_lesson_task_parse (line, &again, NULL));
  g_assert_cmpuint (again.sets, ==, 1u << IBAR_QUIZ_PEAKS | 1u << IBAR_QUIZ_RIVERS);
  g_assert_cmpuint (again.n_questions, ==, 7);
  g_assert_cmpuint (again.seed, ==, 9);
  g_assert_cmpint (again.names.first, ==, IBAR_NAME_EN);
  g_clear_pointer (&line, g_free);
  g_assert_true (ibar_lesson_task_parse ("set=settlements kinds=find,name largest=30 home=yes", &task, NULL));
  line = ibar_lesson_task_format (&task);
  g_assert_cmpstr (line, ==, "set=settlements questions=12 seed=1 names=sq+sr-Latn kinds=find,name largest=30 home=yes");
  g_assert_false (ibar_lesson_task_parse ("set=planets", &task, NULL));
  g_assert_false (ibar_lesson_task_parse ("seed", &task, NULL));
}

/* What a text leads to is there, though the step shows other days. */
static void
test_lesson_links (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *fixture = ibar_test_make_fixture (dir);
  g_autofree char *path = g_build_filename (dir, "lesson.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) from = ibar_collection_open (fixture, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (IbarCollection) file = NULL;
  guint line;
  g_autoptr (IbarStory) story = ibar_story_parse_text (
      "# T\nid: t\n\n## 1\ndates: 2023-05-29..2023-05-29\nselect: event:FX-6\n\n[a](event:FX-3)\n", NULL, &line, &error);
  const char *const stories[] = { "t", NULL };
  IbarLesson lesson = { .collection = from, .stories = stories, .restricted = TRUE };

  g_assert_no_error (error);
  g_assert_true (ibar_story_save (story, from, &error));
  g_assert_true (ibar_lesson_write (&lesson, path, &error));
  g_assert_no_error (error);
  file = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_cmpint (ibar_collection_find_event (file, "FX-1"), >=, 0); /* of the day */
  g_assert_cmpint (ibar_collection_find_event (file, "FX-3"), >=, 0); /* of the link */
  g_assert_cmpint (ibar_collection_find_event (file, "FX-6"), >=, 0); /* selected */
  g_assert_cmpint (ibar_collection_find_event (file, "FX-4"), <, 0);
  g_clear_pointer (&file, ibar_collection_unref);
  g_clear_pointer (&from, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* A lesson that cannot be made leaves nothing behind. */
static void
test_lesson_fails (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *fixture = ibar_test_make_fixture (dir);
  g_autofree char *path = g_build_filename (dir, "lesson.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) from = ibar_collection_open (fixture, IBAR_COLLECTION_READ_ONLY, &error);
  const char *const stories[] = { "nowhere", NULL };
  IbarLesson lesson = { .collection = from, .stories = stories };
  const char *const words[] = { "set=peaks questions=many", NULL };
  IbarLesson restricted = { .collection = from, .filter = "dataset:import" };
  IbarLesson nonsense = { .collection = from, .filter = "type:riot", .quizzes = words, .restricted = TRUE };

  g_assert_false (ibar_lesson_write (&lesson, path, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (ibar_lesson_write (&restricted, path, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION);
  g_clear_error (&error);
  g_assert_false (ibar_lesson_write (&nonsense, path, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "“questions=many”: expected"));
  ibar_test_assert_dir (dir, "fixture.gpkg");
  g_clear_pointer (&from, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* Tours come all or none: one that the file does not take leaves it as it was. */
static void
test_import_whole (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autofree char *path = g_build_filename (dir, "copy.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) from = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, &error), to = NULL;
  g_autoptr (GPtrArray) tours = ibar_story_list (from, &error);
  const IbarStory *last = tours->pdata[tours->len - 1];
  g_autofree char *trigger
      = g_strdup_printf ("CREATE TRIGGER refuse BEFORE INSERT ON story WHEN new.id LIKE '%s%%' BEGIN "
                         "SELECT raise (ABORT, 'refused'); END",
                         last->id);

  g_assert_cmpuint (tours->len, >, 1);
  g_assert_no_error (error);
  to = open_copy (from, path);
  ibar_test_exec (to, trigger);
  g_assert_null (ibar_lesson_import (from, to, NULL, &error));
  g_assert_nonnull (strstr (error->message, "refused"));
  g_assert_cmpint (ibar_test_query (to, "SELECT count (*) FROM story"), ==, tours->len);
  g_clear_pointer (&to, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* Whoever has stopped it finds what was there before, and nothing beside it. */
static void
test_stopped (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autofree char *copy = g_build_filename (dir, "copy.gpkg", NULL);
  g_autofree char *path = g_build_filename (dir, "other.gpkg", NULL);
  g_autoptr (GCancellable) stopped = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) from = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, &error), to = NULL;
  const char *const stories[] = { "geography", NULL };
  IbarLesson lesson = { .collection = from, .stories = stories, .cancellable = stopped };

  g_assert_no_error (error);
  to = open_copy (from, copy);
  g_cancellable_cancel (stopped);
  g_assert_false (ibar_collection_save_copy (from, path, stopped, &error));
  g_assert_true (ibar_error_is_stop (error));
  g_clear_error (&error);
  g_assert_false (ibar_lesson_write (&lesson, path, &error));
  g_assert_true (ibar_error_is_stop (error));
  g_clear_error (&error);
  g_assert_null (ibar_lesson_import (from, to, stopped, &error));
  g_assert_true (ibar_error_is_stop (error));
  g_assert_cmpint (ibar_test_query (to, "SELECT count (*) FROM story"), ==, 2);
  g_clear_pointer (&to, ibar_collection_unref);
  ibar_test_assert_dir (dir, "copy.gpkg");
  ibar_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/lesson/whole", test_lesson);
  g_test_add_func ("/lesson/task", test_task);
  g_test_add_func ("/lesson/links", test_lesson_links);
  g_test_add_func ("/lesson/map", test_lesson_map);
  g_test_add_func ("/lesson/fails", test_lesson_fails);
  g_test_add_func ("/lesson/import-whole", test_import_whole);
  g_test_add_func ("/lesson/stopped", test_stopped);
  return g_test_run ();
}
