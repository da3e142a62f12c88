/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The quiz's window, played as a pupil would: by choice, by click, in words, to the end and once
 * more. */

#include "config.h"

#include <math.h>

#include <glib/gstdio.h>
#include <shumate/shumate.h>

#include "ibar-application.h"
#include "ibar-quiz-topics.h"
#include "ibar-quiz-window-private.h"
#include "ibar-test-window.h"

static IbarSession *session;

static IbarQuizWindow *
open_window (void)
{
  IbarQuizWindow *window = IBAR_QUIZ_WINDOW (ibar_quiz_window_new (NULL, session));

  gtk_window_present (GTK_WINDOW (window));
  ibar_test_settle ();
  return window;
}

static void
close_window (IbarQuizWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  ibar_test_settle ();
}

static const char *
get_page (IbarQuizWindow *window)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (window->stack));
}

static void
press (GtkWidget *widget, const char *name)
{
  GtkWidget *button = ibar_test_find_button (widget, name);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ibar_test_settle ();
}

/* A quiz of one's own making, whatever the page says. */
static void
start (IbarQuizWindow *window, guint sets, guint kinds, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarQuizPool) pool
      = ibar_quiz_make_full_pool (session, &error);
  IbarQuizSettings settings = {
    .sets = sets, .kinds = kinds, .n_questions = n, .seed = 5, .names = IBAR_NAME_SETTING_DEFAULT
  };

  g_assert_no_error (error);
  ibar_quiz_window_start (window, pool, &settings);
  ibar_test_settle ();
  g_assert_cmpstr (get_page (window), ==, "play");
  g_assert_cmpuint (ibar_quiz_get_n (window->quiz), ==, n);
}

static const IbarQuizQuestion *
get_question (IbarQuizWindow *window)
{
  return ibar_quiz_get (window->quiz, window->index);
}

static void
click_map (IbarQuizWindow *window, IbarPoint point)
{
  g_signal_emit_by_name (window->map, "clicked", point.longitude, point.latitude, 1500.0);
}

static void
put_in_order (IbarQuizWindow *window, const IbarQuizQuestion *question)
{
  for (guint row = 0; row < question->n_choices; row++)
    for (;;)
      {
        g_autofree char *name = NULL;
        const guint *order = ibar_quiz_panel_get_order (IBAR_QUIZ_PANEL (window->panel));
        guint at = row;

        while (order[at] != question->order[row])
          at++;
        if (at == row)
          break;
        name = g_strdup_printf ("Earlier: %s", question->choices[order[at]].text);
        press (window->panel, name);
      }
  press (window->panel, "_Check");
}

static void
answer_right (IbarQuizWindow *window)
{
  const IbarQuizQuestion *question = get_question (window);
  const IbarQuizCandidate *subject
      = ibar_quiz_pool_get (ibar_quiz_get_pool (window->quiz), question->subject);
  GtkWidget *scale, *entry;
  IbarDay first, last;

  switch (question->kind)
    {
    case IBAR_QUIZ_FIND:
    case IBAR_QUIZ_WHERE:
      click_map (window, subject->point);
      break;
    case IBAR_QUIZ_TYPE:
      entry = ibar_test_find_type (window->panel, GTK_TYPE_ENTRY);
      gtk_editable_set_text (GTK_EDITABLE (entry), ibar_names_get (&subject->names, IBAR_NAME_SQ));
      g_signal_emit_by_name (entry, "activate");
      break;
    case IBAR_QUIZ_WHEN:
      scale = ibar_test_find_type (window->panel, GTK_TYPE_SCALE);
      ibar_quiz_pool_get_days (ibar_quiz_get_pool (window->quiz), &first, &last);
      gtk_range_set_value (GTK_RANGE (scale), subject->start - first);
      press (window->panel, "_Check");
      break;
    case IBAR_QUIZ_ORDER:
      put_in_order (window, question);
      break;
    case IBAR_QUIZ_NAME:
    case IBAR_QUIZ_MATCH:
    case IBAR_QUIZ_NEIGHBOUR:
    case IBAR_QUIZ_NORTH:
    case IBAR_N_QUIZ_KINDS:
    default:
      press (window->panel, question->choices[question->right].text);
      break;
    }
  ibar_test_settle ();
}

/* ---- Playing ------------------------------------------------------------------------------- */

static void
test_all_right (void)
{
  IbarQuizWindow *window = open_window ();
  guint seen = 0;

  start (window, (1u << IBAR_N_QUIZ_SETS) - 1, (1u << IBAR_N_QUIZ_KINDS) - 1, 27);
  for (guint i = 0; i < 27; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

      g_assert_cmpuint (window->index, ==, i);
      g_assert_true (ibar_test_shows_text (window->panel, get_question (window)->prompt));
      /* What a screen reader reads when the question comes. */
      g_assert_nonnull (focus);
      if (get_question (window)->kind != IBAR_QUIZ_TYPE) /* an entry's focus is inside of it */
        gtk_test_accessible_assert_property (GTK_ACCESSIBLE (focus),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                             get_question (window)->prompt);
      seen |= 1u << get_question (window)->kind;
      answer_right (window);
      g_assert_true (window->answers[i].answered);
      g_assert_true (window->answers[i].right);
      g_assert_true (ibar_test_shows_text (window->panel, "✓ Right"));
      g_assert_true (ibar_test_shows_text (window->panel, "Source: "));
      press (window->panel, i < 26 ? "_Next" : "_Result");
    }
  g_assert_cmpuint (seen, ==, (1u << IBAR_N_QUIZ_KINDS) - 1);
  g_assert_cmpstr (get_page (window), ==, "result");
  g_assert_true (ibar_test_shows_text (window->result, "27 of 27 right"));
  g_assert_false (ibar_test_shows_text (window->result, "Mistakes"));
  press (window->result, "_New Quiz");
  g_assert_cmpstr (get_page (window), ==, "setup");
  close_window (window);
}

static void
test_mistakes (void)
{
  IbarQuizWindow *window = open_window ();
  g_autofree char *first = NULL;

  start (window, 1u << IBAR_QUIZ_MUNICIPALITIES, (1u << IBAR_N_QUIZ_KINDS) - 1, 6);
  first = g_strdup (get_question (window)->prompt);
  for (guint i = 0; i < 6; i++)
    {
      if (i % 3 == 0)
        press (window->panel, "_Show the Answer");
      else
        answer_right (window);
      g_assert_cmpint (window->answers[i].right, ==, i % 3 != 0);
      press (window->panel, i < 5 ? "_Next" : "_Result");
    }
  g_assert_true (ibar_test_shows_text (window->result, "4 of 6 right"));
  g_assert_true (ibar_test_shows_text (window->result, first));
  g_assert_true (ibar_test_shows_text (window->result, "✓ Right: "));
  press (window->result, "Practise the _Mistakes");
  g_assert_cmpstr (get_page (window), ==, "play");
  g_assert_cmpuint (ibar_quiz_get_n (window->quiz), ==, 2);
  answer_right (window);
  press (window->panel, "_Next");
  answer_right (window);
  press (window->panel, "_Result");
  g_assert_true (ibar_test_shows_text (window->result, "2 of 2 right"));
  close_window (window);
}

static void
test_clicks (void)
{
  IbarQuizWindow *window = open_window ();
  const IbarQuizCandidate *subject;
  const char *hit = NULL;

  start (window, 1u << IBAR_QUIZ_SETTLEMENTS, 1u << IBAR_QUIZ_FIND, 2);
  /* In the sea: a slip, not an answer. */
  click_map (window, (IbarPoint){ 16, 42 });
  g_assert_false (window->answered);
  subject = ibar_quiz_pool_get (ibar_quiz_get_pool (window->quiz), get_question (window)->subject);
  for (guint i = 0; !window->answered; i++)
    {
      const IbarQuizCandidate *other = ibar_quiz_pool_get (ibar_quiz_get_pool (window->quiz), i);

      if (other->set == IBAR_QUIZ_SETTLEMENTS && (other->kinds & 1u << IBAR_QUIZ_FIND) != 0
          && ibar_geodesic_distance (other->point, subject->point) > 20e3)
        {
          hit = ibar_names_get (&other->names, IBAR_NAME_SQ);
          click_map (window, other->point);
        }
    }
  g_assert_false (window->answers[0].right);
  /* Whoever reads the results is told what was hit, and not a position alone. */
  g_assert_true (g_str_has_prefix (window->answers[0].given, hit));
  g_assert_true (ibar_test_shows_text (window->panel, "No, that was "));
  g_assert_true (ibar_test_shows_text (window->panel, " km away."));
  /* A click that follows at once belongs to the answer; a later one goes on. */
  click_map (window, subject->point);
  g_assert_false (window->answers[0].right);
  g_assert_cmpuint (window->index, ==, 0);
  g_assert_true (ibar_test_shows_text (window->panel, "Or click on the map"));
  window->answered_at -= G_USEC_PER_SEC;
  click_map (window, (IbarPoint){ 16, 42 });
  g_assert_cmpuint (window->index, ==, 1);
  g_assert_false (window->answered);
  /* Who gave up looks at the map: that is no wish to go on. */
  press (window->panel, "_Show the Answer");
  g_assert_false (ibar_test_shows_text (window->panel, "Or click on the map"));
  window->answered_at -= G_USEC_PER_SEC;
  click_map (window, subject->point);
  g_assert_cmpstr (get_page (window), ==, "play");
  close_window (window);
}

static void
test_in_words (void)
{
  IbarQuizWindow *window = open_window ();
  const IbarQuizQuestion *question;

  start (window, 1u << IBAR_QUIZ_SETTLEMENTS, 1u << IBAR_QUIZ_FIND | 1u << IBAR_QUIZ_NAME, 2);
  g_action_group_change_action_state (G_ACTION_GROUP (window->actions), "in-words",
                                      g_variant_new_boolean (TRUE));
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *right;

      question = get_question (window);
      right = ibar_test_find_button (window->panel, question->choices[question->right].text);
      g_assert_nonnull (right);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ibar_test_find_button (window->panel, "_Show the Answer")),
                                           GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, question->prompt);
      if (question->kind == IBAR_QUIZ_NAME)
        g_assert_true (ibar_test_shows_text (window->panel, question->position));
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (right), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           question->choices[question->right].text);
      press (window->panel, question->choices[question->right].text);
      g_assert_true (window->answers[i].right);
      press (window->panel, i == 0 ? "_Next" : "_Result");
    }
  close_window (window);
}

/* What an answer explains is in view, be it far from home. */
static void
test_answer_in_view (void)
{
  IbarQuizWindow *window = open_window ();
  ShumateMap *map = SHUMATE_MAP (ibar_test_find_type (window->map, SHUMATE_TYPE_MAP));

  start (window, 1u << IBAR_QUIZ_MUNICIPALITIES, 1u << IBAR_QUIZ_NORTH, 10);
  for (guint i = 0; i < 10; i++)
    {
      const IbarQuizQuestion *question = get_question (window);
      int wrong = question->choices[1 - question->right].candidate;

      press (window->panel, question->choices[1 - question->right].text);
      for (int k = 0; k < 2; k++)
        {
          int candidate = k == 0 ? wrong : question->choices[question->right].candidate;
          IbarPoint point
              = ibar_quiz_pool_get (ibar_quiz_get_pool (window->quiz), (guint) candidate)->point;
          double x, y;

          shumate_viewport_location_to_widget_coords (shumate_map_get_viewport (map), GTK_WIDGET (map),
                                                      point.latitude, point.longitude, &x, &y);
          g_assert_cmpfloat (x, >, 0);
          g_assert_cmpfloat (y, >, 0);
          g_assert_cmpfloat (x, <, gtk_widget_get_width (GTK_WIDGET (map)));
          g_assert_cmpfloat (y, <, gtk_widget_get_height (GTK_WIDGET (map)));
        }
      press (window->panel, i < 9 ? "_Next" : "_Result");
    }
  close_window (window);
}

/* ---- Set-up -------------------------------------------------------------------------------- */

static void
test_setup (void)
{
  IbarQuizWindow *window = open_window ();
  GtkWidget *topic = ibar_test_find_type (window->setup, ADW_TYPE_COMBO_ROW);

  g_assert_true (ibar_test_shows_text (window->setup, "38 can be asked about."));
  adw_combo_row_set_selected (ADW_COMBO_ROW (topic), IBAR_QUIZ_BRIDGES);
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (window->setup, "too few for a quiz"));
  g_assert_false (gtk_widget_get_sensitive (ibar_test_find_button (window->setup, "_Start")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (topic),
                              IBAR_QUIZ_EVENTS + 1); /* events of the present filter */
  ibar_test_settle ();
  press (window->setup, "_Start");
  g_assert_cmpstr (get_page (window), ==, "play");
  g_assert_cmpuint (ibar_quiz_get_n (window->quiz), ==, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (ibar_quiz_pool_get (ibar_quiz_get_pool (window->quiz),
                                         ibar_quiz_get (window->quiz, i)->subject)
                         ->set,
                     ==, IBAR_QUIZ_EVENTS);
  close_window (window);
}

static void
test_progress (void)
{
  g_autofree char *path = ibar_quiz_progress_get_default_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  IbarQuizWindow *window;

  g_unlink (path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "nonsense", -1, NULL));
  window = open_window ();
  g_assert_true (ibar_test_shows_text (window->setup, "The progress kept so far cannot be read"));
  g_assert_true (ibar_test_shows_text (window->setup, aside));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  start (window, 1u << IBAR_QUIZ_MUNICIPALITIES, 1u << IBAR_QUIZ_NAME, 2);
  press (window->panel, "_Show the Answer");
  press (window->panel, "_Next");
  answer_right (window);
  press (window->panel, "_Result");
  close_window (window);

  window = open_window ();
  press (window->setup, "_Progress (1 due)");
  g_assert_cmpstr (get_page (window), ==, "progress");
  g_assert_true (ibar_test_shows_text (window->known, "Comes again after 1 day"));
  press (window->known, "_Practise What Is Due");
  g_assert_cmpstr (get_page (window), ==, "play");
  g_assert_cmpuint (ibar_quiz_get_n (window->quiz), ==, 1);
  close_window (window);
  g_unlink (aside);
}

/* The floor's text at twice its size: everything still fits the narrowest window there is. */
static void
test_large_text (void)
{
  IbarQuizWindow *window;
  int dpi, minimum, natural;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  window = open_window ();
  gtk_widget_measure (window->setup, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                      NULL);
  g_assert_cmpint (minimum, <, 800);
  start (window, (1u << IBAR_N_QUIZ_SETS) - 1, (1u << IBAR_N_QUIZ_KINDS) - 1, 18);
  for (guint i = 0; i < 18; i++)
    {
      gtk_widget_measure (window->panel, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                          NULL);
      g_assert_cmpint (minimum, <, 600);
      answer_right (window);
      gtk_widget_measure (window->panel, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                          NULL);
      g_assert_cmpint (minimum, <, 600);
      press (window->panel, i < 17 ? "_Next" : "_Result");
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL); /* the harness isolates */
  adw_init ();
  ibar_ui_init ();
  session = ibar_test_open_session ();
  g_test_add_func ("/quiz-window/all-right", test_all_right);
  g_test_add_func ("/quiz-window/mistakes", test_mistakes);
  g_test_add_func ("/quiz-window/clicks", test_clicks);
  g_test_add_func ("/quiz-window/answer-in-view", test_answer_in_view);
  g_test_add_func ("/quiz-window/in-words", test_in_words);
  g_test_add_func ("/quiz-window/setup", test_setup);
  g_test_add_func ("/quiz-window/progress", test_progress);
  g_test_add_func ("/quiz-window/large-text", test_large_text);
  status = g_test_run ();
  g_assert_finalize_object (session);
  return status;
}
