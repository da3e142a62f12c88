/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tour moves the session from step to step, and gives it back as it was. */

#include "config.h"

#include <locale.h>

#include "ibar-test-collection.h"
#include "ibar-test-session.h"
#include "ibar-tour.h"

static IbarSession *
open_session (const char *path)
{
  IbarSession *session = ibar_session_new ();

  ibar_test_session_open (session, path, FALSE);
  return session;
}

static const char text[] = "# T\nid: t\n\n"
                           "## 1\nview: 20.84 42.91 11 30\ndates: 2023-05-26..2023-05-26\nnames: en\nselect: event:FX-1\n\n"
                           "## 2\nfilter: type:riot\nselect: place:zvecan\n\n"
                           "## 3\nview: 20 42 9\ndates: 2023-05-01..2023-05-31\nfilter: actor:gone\n"
                           "select: event:gone\n\na **b\n";

static IbarStory *
make_story (void)
{
  g_autoptr (GError) error = NULL;
  guint line;
  IbarStory *story = ibar_story_parse_text (text, NULL, &line, &error);

  g_assert_no_error (error);
  return story;
}

static void
assert_state (IbarSession *session, const char *filter, IbarSelectionKind kind, const char *id, double zoom, double degrees)
{
  const char *selected;

  ibar_session_flush (session);
  g_assert_cmpstr (ibar_session_get_filter_text (session), ==, filter);
  g_assert_cmpint (ibar_session_get_selection (session, &selected), ==, kind);
  if (id != NULL)
    g_assert_cmpstr (selected, ==, id);
  g_assert_cmpfloat (ibar_session_get_view (session)->zoom, ==, zoom);
  g_assert_cmpfloat_with_epsilon (ibar_session_get_view (session)->rotation, degrees * G_PI / 180, 1e-9);
}

static void
ended_cb (IbarTour *tour, guint *n)
{
  (*n)++;
}

static void
test_steps (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (IbarSession) session = open_session (path);
  g_autoptr (IbarStory) story = make_story ();
  g_autoptr (IbarTour) tour = NULL;
  g_autofree char *problems = NULL;
  guint ended = 0;

  ibar_session_set_text (session, "riot");
  ibar_session_select (session, IBAR_SELECTION_EVENT, "FX-2");
  ibar_session_go_to (session, (IbarPoint){ 21, 43 }, 7);
  ibar_session_turn_to (session, -G_PI / 4);
  ibar_session_flush (session);

  tour = ibar_tour_new (session, story);
  g_signal_connect (tour, "ended", G_CALLBACK (ended_cb), &ended);
  assert_state (session, "date:2023-05-26", IBAR_SELECTION_EVENT, "FX-1", 11, 30);
  g_assert_cmpint (ibar_session_get_names (session)->first, ==, IBAR_NAME_EN);
  g_assert_null (ibar_tour_dup_problems (tour));
  ibar_tour_go_by (tour, -1); /* there is none before */
  g_assert_cmpuint (ibar_tour_get_position (tour), ==, 0);

  ibar_session_set_names (session, &IBAR_NAME_SETTING_DEFAULT); /* the audience's own change */
  ibar_session_go_to (session, (IbarPoint){ 0, 0 }, 3);
  ibar_tour_go_by (tour, +1);
  assert_state (session, "type:riot", IBAR_SELECTION_PLACE, "zvecan", 11, 30);
  g_assert_cmpint (ibar_session_get_names (session)->first, ==, IBAR_NAME_EN);

  /* A map on its way to an earlier step does not keep the session from the next. */
  ibar_tour_go (tour, 0);
  ibar_session_view_moved (session, &(IbarView){ { 0, 0 }, 3, 0, 800, 600 });
  ibar_session_flush (session);
  ibar_session_view_moved (session, &(IbarView){ { 0, 0 }, 3, 0, 800, 600 });
  ibar_tour_go (tour, 1);
  ibar_session_view_moved (session, &(IbarView){ { 0, 0 }, 3, 0, 800, 600 });
  assert_state (session, "type:riot", IBAR_SELECTION_PLACE, "zvecan", 11, 30);

  ibar_tour_go_by (tour, +1); /* what is gone is told, and the rest shown */
  assert_state (session, "date:2023-05", IBAR_SELECTION_NONE, NULL, 9, 0);
  problems = ibar_tour_dup_problems (tour);
  g_assert_nonnull (strstr (problems, "the event “gone” is not in this collection"));
  g_assert_nonnull (strstr (problems, "text: line 1, column 3"));
  g_assert_nonnull (strstr (problems, "filter:"));

  ibar_tour_end (tour);
  ibar_tour_end (tour);
  g_assert_cmpuint (ended, ==, 1);
  assert_state (session, "riot", IBAR_SELECTION_EVENT, "FX-2", 7, -45);
  g_assert_cmpint (ibar_session_get_names (session)->first, ==, IBAR_NAME_SETTING_DEFAULT.first);
  g_clear_object (&tour);
  g_clear_object (&session);
  ibar_test_remove_dir (dir);
}

/* Another collection ends the tour and keeps what it brought. */
static void
test_other_collection (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (IbarSession) session = open_session (path);
  g_autoptr (IbarStory) story = make_story ();
  g_autoptr (IbarTour) tour = ibar_tour_new (session, story);
  guint ended = 0;

  g_signal_connect (tour, "ended", G_CALLBACK (ended_cb), &ended);
  ibar_test_session_open (session, path, FALSE);
  g_assert_cmpuint (ended, ==, 1);
  ibar_tour_go (tour, 1);
  g_assert_cmpuint (ibar_tour_get_position (tour), ==, 0);
  g_clear_object (&tour);
  g_clear_object (&session);
  ibar_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/tour/steps", test_steps);
  g_test_add_func ("/tour/other-collection", test_other_collection);
  return g_test_run ();
}
