/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tours on screen: the words of a tour that is given and what its links show, the notes in a window of their own, the
 * list of tours of a file that may be changed and of one that may not, and the editor. */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "ibar-lesson-dialog.h"
#include "ibar-quiz-setup.h"
#include "ibar-story.h"
#include "ibar-test-collection.h"
#include "ibar-test-session.h"
#include "ibar-test-window.h"
#include "ibar-tour-editor.h"
#include "ibar-tour-notes.h"
#include "ibar-tour-view.h"
#include "ibar-tours-dialog.h"
#include "ibar-work.h"

static char *dir;

/* A session on a copy of the bundled collection, or on that itself. */
static IbarSession *
open_session (gboolean writable)
{
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autofree char *path = g_build_filename (dir, "mine.gpkg", NULL);
  g_autoptr (IbarCollection) from = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, NULL);
  IbarSession *session = ibar_session_new ();

  g_assert_true (ibar_collection_save_copy (from, path, NULL, NULL));
  ibar_test_session_open (session, writable ? path : bundled, !writable);
  return session;
}

/* A worker answers when it is done: the text comes, if only after the toast before it has gone. */
static void
wait_for_text (GtkWidget *widget, const char *text)
{
  while (!ibar_test_shows_text (widget, text))
    g_main_context_iteration (NULL, TRUE);
}

static void
act (IbarTourView *view, const char *name)
{
  g_action_group_activate_action (ibar_tour_view_get_actions (view), name, NULL);
  ibar_test_settle ();
}

static void
follow (GtkWidget *view, const char *uri)
{
  gboolean handled = FALSE;
  GtkWidget *label = NULL;

  for (GtkWidget *w = ibar_test_find_type (view, GTK_TYPE_SCROLLED_WINDOW); label == NULL && w != NULL;
       w = gtk_widget_get_next_sibling (w))
    {
      GtkWidget *box = gtk_widget_get_first_child (gtk_widget_get_first_child (w));

      for (GtkWidget *c = gtk_widget_get_first_child (box); c != NULL; c = gtk_widget_get_next_sibling (c))
        if (gtk_widget_has_css_class (c, "ibar-tour-body"))
          label = c;
    }
  g_assert_nonnull (label);
  g_signal_emit_by_name (label, "activate-link", uri, &handled);
  g_assert_true (handled);
  ibar_test_settle ();
}

static void
test_view (void)
{
  g_autoptr (IbarSession) session = open_session (FALSE);
  g_autoptr (IbarStory) story = ibar_story_load (ibar_session_get_collection (session), "may-2023", NULL);
  g_autoptr (IbarTour) tour = ibar_tour_new (session, story);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *details = gtk_label_new ("The details");
  GtkWidget *widget = ibar_tour_view_new (tour, session, details);
  IbarTourView *view = IBAR_TOUR_VIEW (widget);
  GtkWindow *notes = ibar_tour_notes_new (tour, ibar_tour_view_get_actions (view));
  const char *id;

  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_present (notes);
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (widget, "1 of 15"));
  g_assert_true (ibar_test_shows_text (widget, "Four municipalities on the Ibër / Ibar"));
  g_assert_false (ibar_test_shows_text (widget, "The agency is not named")); /* a note */
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (notes), "The agency is not named"));
  g_assert_false (g_action_group_get_action_enabled (ibar_tour_view_get_actions (view), "previous"));

  act (view, "next");
  g_assert_true (ibar_test_shows_text (widget, "2 of 15"));
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (notes), "Next: December 2022"));
  g_assert_true (ibar_tour_view_press_key (view, GDK_KEY_Page_Down));
  g_assert_true (ibar_tour_view_press_key (view, GDK_KEY_Page_Up));
  g_assert_false (ibar_tour_view_press_key (view, GDK_KEY_x));
  g_assert_cmpuint (ibar_tour_get_position (tour), ==, 1);
  act (view, "last");
  g_assert_false (g_action_group_get_action_enabled (ibar_tour_view_get_actions (view), "next"));
  g_assert_nonnull (ibar_test_find_button (widget, "Next Step"));
  g_assert_nonnull (ibar_test_find_button (widget, "End the Tour"));

  follow (widget, "event:NK-20230529-01");
  g_assert_cmpint (ibar_session_get_selection (session, &id), ==, IBAR_SELECTION_EVENT);
  g_assert_cmpstr (id, ==, "NK-20230529-01");
  g_assert_true (gtk_widget_get_mapped (details));
  act (view, "back");
  g_assert_false (gtk_widget_get_mapped (details));
  follow (widget, "source:cdt-20230530");
  g_assert_true (ibar_test_shows_text (widget, "Corriere del Ticino (ATS)"));
  /* Escape leaves what stands in the step's place; only then the tour. */
  g_assert_true (ibar_tour_view_press_key (view, GDK_KEY_Escape));
  ibar_test_settle ();
  follow (widget, "place:zvecan");
  g_assert_true (gtk_widget_get_mapped (details));
  g_assert_true (ibar_tour_view_press_key (view, GDK_KEY_Escape));
  ibar_test_settle ();
  g_assert_false (gtk_widget_get_mapped (details));
  g_assert_true (ibar_tour_view_press_key (view, GDK_KEY_o));
  g_assert_true (ibar_tour_view_press_key (view, GDK_KEY_Escape));
  ibar_test_settle ();
  g_assert_cmpuint (ibar_tour_get_position (tour), ==, 14);
  act (view, "first");
  g_assert_cmpuint (ibar_tour_get_position (tour), ==, 0);

  g_object_add_weak_pointer (G_OBJECT (notes), (gpointer *) &notes);
  g_assert_true (ibar_tour_view_press_key (view, GDK_KEY_Escape));
  ibar_test_settle ();
  g_assert_null (notes); /* gone with the tour */
  g_assert_cmpstr (ibar_session_get_filter_text (session), ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
  ibar_test_settle ();
}

static GBytes *
make_picture (int width)
{
  g_autofree guchar *pixels = g_malloc0 ((gsize) width * 4);
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, (gsize) width * 4);
  g_autoptr (GdkTexture) texture
      = gdk_memory_texture_new (width, 1, GDK_MEMORY_R8G8B8A8, bytes, (gsize) width * 4);

  return gdk_texture_save_to_png_bytes (texture);
}

static int
wait_for_width (GtkPicture *picture)
{
  GdkPaintable *paintable;

  while ((paintable = gtk_picture_get_paintable (picture)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return gdk_paintable_get_intrinsic_width (paintable);
}

/* A picture is decoded by a worker: the step is there before it, and one that was left does not come. */
static void
test_picture (void)
{
  g_autoptr (IbarSession) session = open_session (FALSE);
  g_autoptr (IbarStory) story = ibar_story_load (ibar_session_get_collection (session), "may-2023", NULL);
  g_autoptr (IbarTour) tour = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *widget, *picture;

  for (int i = 0; i < 2; i++)
    ((IbarStoryStep *) story->steps->pdata[i])->picture = make_picture (10 + i);
  ((IbarStoryStep *) story->steps->pdata[2])->picture = g_bytes_new_static ("no picture", 10);
  ((IbarStoryStep *) story->steps->pdata[2])->picture_credit = g_strdup ("Nobody");
  tour = ibar_tour_new (session, story);
  widget = ibar_tour_view_new (tour, session, gtk_label_new (NULL));
  picture = ibar_test_find_type (widget, GTK_TYPE_PICTURE);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpint (wait_for_width (GTK_PICTURE (picture)), ==, 10);

  ibar_tour_go (tour, 1);
  g_assert_null (gtk_picture_get_paintable (GTK_PICTURE (picture)));
  g_assert_true (gtk_widget_get_visible (picture)); /* its place */
  ibar_tour_go (tour, 0);
  ibar_tour_go (tour, 1);
  g_assert_cmpint (wait_for_width (GTK_PICTURE (picture)), ==, 11);
  ibar_test_settle ();
  g_assert_cmpint (wait_for_width (GTK_PICTURE (picture)), ==, 11);
  g_assert_true (gtk_widget_get_visible (picture));

  ibar_tour_go (tour, 2);
  g_assert_true (ibar_test_shows_text (widget, "Nobody"));
  wait_for_text (widget, "The picture cannot be shown");
  g_assert_false (gtk_widget_get_visible (picture));
  g_assert_false (ibar_test_shows_text (widget, "Nobody"));
  ibar_tour_go (tour, 3);
  g_assert_false (ibar_test_shows_text (widget, "The picture cannot be shown"));
  ibar_tour_go (tour, 1); /* left while it is decoded */
  gtk_window_destroy (GTK_WINDOW (window));
  ibar_test_settle ();
}

static void
test_read_only (void)
{
  g_autoptr (IbarSession) session = open_session (FALSE);
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = ibar_tours_dialog_new (NULL, session);

  gtk_window_present (GTK_WINDOW (dialog));
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (dialog, "May 2023 in northern Kosovo"));
  g_assert_true (ibar_test_shows_text (dialog, "This collection may only be read."));
  g_assert_true (gtk_widget_get_sensitive (ibar_test_find_button (dialog, "Present “Rivers, names and crossings”")));
  g_assert_false (gtk_widget_get_sensitive (ibar_test_find_button (dialog, "Change “Rivers, names and crossings”")));
  g_assert_null (ibar_tour_editor_new (NULL, session, "may-2023", &error));
  g_assert_nonnull (strstr (error->message, "save a copy"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  ibar_test_settle ();
}

static void
remember_cb (GtkWidget *dialog, const char *words, char **kept)
{
  *kept = g_strdup (words);
}

/* A lesson written by the dialog, opened, and its quiz asked for. */
static void
test_lesson (void)
{
  g_autoptr (IbarSession) session = open_session (FALSE);
  g_autofree char *path = g_build_filename (dir, "lesson.gpkg", NULL);
  g_autofree char *words = NULL;
  GtkWidget *dialog = ibar_lesson_dialog_new (NULL, session);
  GtkWidget *row;

  gtk_window_present (GTK_WINDOW (dialog));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ibar_test_find_type (dialog, ADW_TYPE_COMBO_ROW)), 2);
  gtk_widget_activate_action (dialog, "lesson.write", "s", path);
  wait_for_text (dialog, "Lesson written");
  gtk_window_destroy (GTK_WINDOW (dialog));

  ibar_test_session_open (session, path, FALSE);
  dialog = ibar_tours_dialog_new (NULL, session);
  gtk_window_present (GTK_WINDOW (dialog));
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (dialog, "May 2023 in northern Kosovo"));
  g_assert_true (ibar_test_shows_text (dialog, "Settlements, 12 questions, seed 1"));
  g_signal_connect (dialog, "start-quiz", G_CALLBACK (remember_cb), &words);
  row = gtk_widget_get_first_child (
      gtk_widget_get_ancestor (ibar_test_find_type (dialog, ADW_TYPE_ACTION_ROW), GTK_TYPE_LIST_BOX));
  g_signal_emit_by_name (gtk_widget_get_next_sibling (row), "activated");
  g_assert_true (g_str_has_prefix (words, "set=settlements questions=12 seed=1"));
  ibar_test_settle ();
}

/* A region of one's own goes along; opened where it is not shown, the list says so and offers it. */
static void
test_lesson_map (void)
{
  g_autoptr (IbarSession) session = open_session (FALSE);
  g_autofree char *bundled = g_test_build_filename (G_TEST_BUILT, "..", "data", "region.gpkg", NULL);
  g_autofree char *own = g_build_filename (dir, "own-region.gpkg", NULL);
  g_autofree char *path = g_build_filename (dir, "lesson-with-map.gpkg", NULL);
  g_autofree char *taken = NULL, *bytes = NULL;
  GtkWidget *dialog, *row;
  gsize size;

  g_assert_true (g_file_get_contents (bundled, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (own, bytes, (gssize) size, NULL));
  ibar_test_session_load_region (session, own);
  dialog = ibar_lesson_dialog_new (NULL, session);
  gtk_window_present (GTK_WINDOW (dialog));
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (dialog, "Map Along"));
  gtk_widget_activate_action (dialog, "lesson.write", "s", path);
  wait_for_text (dialog, "Lesson written");
  gtk_window_destroy (GTK_WINDOW (dialog));

  ibar_test_session_open (session, path, FALSE);
  dialog = ibar_tours_dialog_new (NULL, session);
  gtk_window_present (GTK_WINDOW (dialog));
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (dialog, "The map shows another one"));
  g_signal_connect (dialog, "use-map", G_CALLBACK (remember_cb), &taken);
  row = gtk_widget_get_last_child (
      gtk_widget_get_ancestor (ibar_test_find_type (dialog, ADW_TYPE_ACTION_ROW), GTK_TYPE_LIST_BOX));
  g_signal_emit_by_name (row, "activated");
  while (taken == NULL)
    g_main_context_iteration (NULL, TRUE);

  ibar_test_session_load_region (session, taken);
  dialog = ibar_tours_dialog_new (NULL, session);
  gtk_window_present (GTK_WINDOW (dialog));
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (dialog, "the map shows it"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  ibar_test_settle ();
}

/* The quiz that was chosen is played as its line says, also where no choice of the page says it exactly. */
static void
test_lesson_quiz (void)
{
  static const char *const lines[]
      = { "set=settlements questions=5 seed=1 names=sq+sr-Latn kinds=name",
          "set=settlements questions=6 seed=5000000000 names=en+sq kinds=find,north largest=30 home=yes", NULL };
  g_autoptr (IbarSession) session = open_session (FALSE);
  g_autofree char *region = g_test_build_filename (G_TEST_BUILT, "..", "data", "region.gpkg", NULL);
  g_autofree char *path = g_build_filename (dir, "lesson-quiz.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  const char *const stories[] = { "geography", NULL };
  IbarLesson lesson
      = { .collection = ibar_session_get_collection (session), .stories = stories, .quizzes = lines };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *setup;

  g_assert_true (ibar_lesson_write (&lesson, path, &error));
  g_assert_no_error (error);
  ibar_test_session_open (session, path, FALSE);
  ibar_test_session_load_region (session, region);
  setup = ibar_quiz_setup_new (session);
  gtk_window_set_child (GTK_WINDOW (window), setup);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *again = NULL;
      IbarLessonTask task;

      g_assert_true (ibar_lesson_task_parse (lines[i], &task, NULL));
      ibar_quiz_setup_set_task (IBAR_QUIZ_SETUP (setup), &task);
      ibar_quiz_setup_get_settings (IBAR_QUIZ_SETUP (setup), &task);
      again = ibar_lesson_task_format (&task);
      g_assert_cmpstr (again, ==, lines[i]);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  ibar_test_settle ();
}

static guint
count_tours (IbarSession *session)
{
  g_autoptr (GPtrArray) list = ibar_story_list (ibar_session_get_collection (session), NULL);

  return list->len;
}

static void
wait_until_idle (GtkWidget *dialog)
{
  while (ibar_work_is_at_work (IBAR_WORK (ibar_test_find_type (dialog, IBAR_TYPE_WORK))))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_list (void)
{
  g_autoptr (IbarSession) session = open_session (TRUE);
  g_autofree char *exported = g_build_filename (dir, "tour.gpkg", NULL);
  GtkWidget *dialog = ibar_tours_dialog_new (NULL, session);
  IbarToursDialog *tours = IBAR_TOURS_DIALOG (dialog);

  gtk_window_present (GTK_WINDOW (dialog));
  ibar_tours_dialog_export (tours, "geography", exported);
  g_assert_false (gtk_widget_is_sensitive (ibar_test_find_button (dialog, "Delete “Rivers, names and crossings”")));
  wait_for_text (dialog, "Tour exported with its events");
  g_assert_true (g_file_test (exported, G_FILE_TEST_EXISTS));
  ibar_tours_dialog_delete (tours, "geography");
  wait_for_text (dialog, "“Rivers, names and crossings” deleted");
  g_assert_cmpuint (count_tours (session), ==, 1);
  g_signal_emit_by_name (ibar_test_find_button (dialog, "_Undo"), "clicked");
  wait_until_idle (dialog);
  g_assert_cmpuint (count_tours (session), ==, 2);
  ibar_tours_dialog_import (tours, exported);
  wait_for_text (dialog, "1 tour imported");
  g_assert_cmpuint (count_tours (session), ==, 3);
  g_assert_true (gtk_widget_is_sensitive (ibar_test_find_button (dialog, "Delete “Rivers, names and crossings”")));
  ibar_tours_dialog_import (tours, "/nowhere.gpkg");
  wait_until_idle (dialog);
  g_assert_cmpuint (count_tours (session), ==, 3);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ibar_test_settle ();
}

/* An undo would stop what is at work: it waits. */
static void
test_undo_waits (void)
{
  g_autoptr (IbarSession) session = open_session (TRUE);
  GtkWidget *dialog = ibar_tours_dialog_new (NULL, session);

  gtk_window_present (GTK_WINDOW (dialog));
  ibar_tours_dialog_delete (IBAR_TOURS_DIALOG (dialog), "geography");
  wait_for_text (dialog, "“Rivers, names and crossings” deleted");
  g_assert_true (gtk_widget_is_sensitive (ibar_test_find_button (dialog, "_Undo")));
  ibar_tours_dialog_delete (IBAR_TOURS_DIALOG (dialog), "may-2023");
  g_assert_false (gtk_widget_is_sensitive (ibar_test_find_button (dialog, "_Undo")));
  g_assert_true (gtk_widget_is_sensitive (ibar_test_find_button (dialog, "_Cancel")));
  wait_until_idle (dialog);
  g_assert_cmpuint (count_tours (session), ==, 0);
  g_assert_true (gtk_widget_is_sensitive (ibar_test_find_button (dialog, "_Undo")));
  gtk_window_destroy (GTK_WINDOW (dialog));
  ibar_test_settle ();
}

static void
edit (GtkWidget *editor, const char *action)
{
  g_autofree char *name = g_strconcat ("editor.", action, NULL);

  gtk_widget_activate_action (editor, name, NULL);
  ibar_test_settle ();
}

static void
test_editor (void)
{
  g_autoptr (IbarSession) session = open_session (TRUE);
  g_autofree char *large = g_build_filename (dir, "large.png", NULL);
  g_autoptr (IbarStory) read = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *widget = ibar_tour_editor_new (NULL, session, "may-2023", &error);
  IbarTourEditor *editor = IBAR_TOUR_EDITOR (widget);
  const IbarStoryStep *step;
  FILE *file = g_fopen (large, "w");

  g_assert_no_error (error);
  gtk_window_present (GTK_WINDOW (widget));
  ibar_session_set_text (session, "kfor");
  ibar_session_set_dates (session, ibar_day_from_ymd (2023, 5, 1), ibar_day_from_ymd (2023, 5, 31));
  ibar_session_go_to (session, (IbarPoint){ 20.5, 42.5 }, 12);
  ibar_session_select (session, IBAR_SELECTION_EVENT, "NK-20230529-01");
  ibar_session_flush (session);

  edit (widget, "add");
  step = ibar_tour_editor_get_story (editor)->steps->pdata[1];
  g_assert_cmpuint (ibar_tour_editor_get_story (editor)->steps->len, ==, 16);
  g_assert_cmpstr (step->filter, ==, "kfor");
  g_assert_cmpint (step->from, ==, ibar_day_from_ymd (2023, 5, 1));
  g_assert_cmpstr (step->selection, ==, "event:NK-20230529-01");
  g_assert_cmpfloat (step->zoom, ==, 12);

  /* What is typed goes into the step; markup that does not close is told while one types. */
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (ibar_test_find_type (widget, GTK_TYPE_TEXT_VIEW))), "a **b", -1);
  g_assert_cmpstr (step->body, ==, "a **b");
  g_assert_true (ibar_test_shows_text (widget, "“**” is not closed"));

  g_assert_cmpint (ftruncate (fileno (file), 200 * 1000 * 1000), ==, 0);
  fclose (file);
  ibar_tour_editor_set_picture (editor, large);
  ibar_test_settle ();
  g_assert_null (step->picture);
  g_assert_true (ibar_test_shows_text (widget, "“large.png” has 200"));

  edit (widget, "down");
  g_assert_true (step == ibar_tour_editor_get_story (editor)->steps->pdata[2]);
  edit (widget, "up");
  edit (widget, "up");
  g_assert_true (step == ibar_tour_editor_get_story (editor)->steps->pdata[0]);
  edit (widget, "delete");
  g_assert_cmpuint (ibar_tour_editor_get_story (editor)->steps->len, ==, 15);
  g_assert_true (ibar_tour_editor_flush (editor));
  edit (widget, "undo");
  g_assert_cmpuint (ibar_tour_editor_get_story (editor)->steps->len, ==, 16);
  g_assert_true (ibar_tour_editor_flush (editor));
  read = ibar_story_load (ibar_session_get_collection (session), "may-2023", &error);
  g_assert_no_error (error);
  g_assert_true (ibar_story_equal (read, ibar_tour_editor_get_story (editor)));
  /* What is typed goes by itself, and not with the change before it. */
  edit (widget, "down");
  gtk_editable_set_text (GTK_EDITABLE (ibar_test_find_type (widget, GTK_TYPE_ENTRY)), "Typed later");
  g_assert_cmpstr (ibar_tour_editor_get_story (editor)->title, ==, "Typed later");
  edit (widget, "undo");
  g_assert_cmpstr (ibar_tour_editor_get_story (editor)->title, !=, "Typed later");
  g_assert_true (ibar_story_equal (read, ibar_tour_editor_get_story (editor)) == FALSE);
  edit (widget, "undo");
  g_assert_true (ibar_story_equal (read, ibar_tour_editor_get_story (editor)));
  gtk_window_destroy (GTK_WINDOW (widget));
  ibar_test_settle ();
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  dir = ibar_test_make_dir ();
  g_test_add_func ("/tours/view", test_view);
  g_test_add_func ("/tours/picture", test_picture);
  g_test_add_func ("/tours/read-only", test_read_only);
  g_test_add_func ("/tours/lesson", test_lesson);
  g_test_add_func ("/tours/lesson-map", test_lesson_map);
  g_test_add_func ("/tours/lesson-quiz", test_lesson_quiz);
  g_test_add_func ("/tours/list", test_list);
  g_test_add_func ("/tours/undo-waits", test_undo_waits);
  g_test_add_func ("/tours/editor", test_editor);
  status = g_test_run ();
  ibar_test_remove_dir (dir);
  g_free (dir);
  return status;
}
