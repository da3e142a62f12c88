/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The side panel: every event has a page that shows what the collection says, and names who says so. */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "ibar-application.h"
#include "ibar-event-list-focus.h"
#include "ibar-event-page.h"
#include "ibar-event-page-parts.h"
#include "ibar-event-rows.h"
#include "ibar-parts.h"
#include "ibar-place-facts.h"
#include "ibar-side-panel.h"
#include "ibar-test-window.h"

typedef struct
{
  IbarSession *session;
  GtkWidget   *window;
  GtkWidget   *panel;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = ibar_test_open_session ();
  fixture->panel = ibar_side_panel_new ();
  ibar_side_panel_set_session (IBAR_SIDE_PANEL (fixture->panel), fixture->session);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 350, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->panel);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ibar_test_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ibar_test_settle ();
  g_assert_finalize_object (fixture->session);
}

static GtkWidget *
get_page (Fixture *fixture)
{
  GtkWidget *page = ibar_test_find_type (fixture->panel, IBAR_TYPE_EVENT_PAGE);

  g_assert_nonnull (page);
  while (!ibar_event_page_is_complete (IBAR_EVENT_PAGE (page)))
    g_main_context_iteration (NULL, TRUE);
  return page;
}

static void
test_clash (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "NK-20230529-01");
  ibar_session_flush (fixture->session);
  page = get_page (fixture);
  g_assert_true (gtk_widget_get_child_visible (gtk_widget_get_parent (page)));
  g_assert_true (ibar_test_shows_text (page, "29 May 2023"));
  g_assert_true (ibar_test_shows_text (page, "30 injured"));
  g_assert_true (ibar_test_shows_text (page, "11 injured"));
  g_assert_true (ibar_test_shows_text (page, "19 injured"));
  g_assert_true (ibar_test_shows_text (page, "3 injured: by gunfire")); /* the account's words, not the actor they lie in */
  g_assert_true (ibar_test_shows_text (page, "Contained in the figure above, not added"));
  g_assert_true (ibar_test_shows_text (page, "By the account of"));
  g_assert_true (ibar_test_shows_text (page, "Sources ("));
  g_assert_true (ibar_test_shows_text (page, "Zvečan"));
}

/* What the report of 30 May 2023 says, each on the page of its event, with the report among the sources. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  static const char *const facts[][2] = {
    { "NK-20230423-01", "turnout under 3.5 %" },
    { "NK-20230423-01", "ethnic Albanian candidates won all four posts" },
    { "NK-20230529-01", "30 injured: KFOR" },
    { "NK-20230529-01", "11 injured: KFOR (Ital" },
    { "NK-20230529-01", "19 injured: KFOR (Hungar" },
    { "NK-20230529-01", "3 injured: by gunfire" },
    { "NK-20230529-01", "53 injured" },
    { "NK-20230529-01", "more than 53 civilians" },
    { "NK-20230530-01", "700 more troops" },
    { "NK-20230530-02", "battalion of reserve forces on higher alert" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_test_message ("%s: %s", facts[i][0], facts[i][1]);
      ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, facts[i][0]);
      ibar_session_flush (fixture->session);
      g_assert_true (ibar_test_shows_text (get_page (fixture), facts[i][1]));
      g_assert_true (ibar_test_shows_text (get_page (fixture), "News report of 2023-05-30"));
    }
}

/* No event's page warns, and each one shows its own title and says where it is from. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  do
    {
      const IbarEventRecord *event;

      ibar_session_select_step (fixture->session, +1);
      ibar_session_flush (fixture->session);
      event = ibar_session_get_event (fixture->session, NULL);
      g_assert_nonnull (event);
      g_assert_true (ibar_test_shows_text (get_page (fixture), event->title));
      g_assert_true (ibar_test_shows_text (get_page (fixture), event->id));
      g_assert_true (ibar_test_shows_text (get_page (fixture), "Sources"));
      g_assert_cmpint (ibar_test_shows_text (get_page (fixture), "How many"), ==, event->claims->len > 0);
      g_assert_cmpint (ibar_test_shows_text (get_page (fixture), "Disputed"), ==,
                       event->contested != NULL && event->contested[0] != '\0');
      n++;
    }
  while (n < ibar_session_get_n_total (fixture->session));
  g_assert_cmpuint (n, ==, 131);
}

static void
add_number (GtkWidget *box, IbarSession *session, const IbarEventRecord *event, guint i)
{
  g_autofree char *text = g_strdup_printf ("number %u of all", i);

  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
}

static guint
count_numbers (GtkWidget *section, guint n)
{
  guint n_shown = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u of all", i);

      n_shown += ibar_test_shows_text (section, text);
    }
  return n_shown;
}

/* A thousand actors come some at a time, and none twice. */
static void
test_many_rows (Fixture *fixture, gconstpointer data)
{
  const IbarEventRecord *event;
  GtkWidget *section, *more;

  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "NK-20230529-01");
  ibar_session_flush (fixture->session);
  event = ibar_session_get_event (fixture->session, NULL);
  section = g_object_ref_sink (ibar_event_rows_new ("Who", fixture->session, event, 40, add_number));
  g_assert_cmpuint (count_numbers (section, 40), ==, 15);
  more = ibar_test_find_button (section, "25 more…");
  g_signal_emit_by_name (more, "clicked");
  g_assert_cmpuint (count_numbers (section, 40), ==, 30);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (more)), ==, "10 more…");
  g_signal_emit_by_name (more, "clicked");
  g_assert_cmpuint (count_numbers (section, 40), ==, 40);
  g_assert_false (gtk_widget_get_visible (more));
  g_object_unref (section);

  section = g_object_ref_sink (ibar_event_rows_new ("Who", fixture->session, event, 15, add_number));
  g_assert_cmpuint (count_numbers (section, 15), ==, 15);
  g_assert_null (ibar_test_find_type (section, GTK_TYPE_BUTTON));
  g_object_unref (section);
}

/* A list without events has no row for the keyboard, though its places are there for some frames yet. */
static void
test_focus_of_none (Fixture *fixture, gconstpointer data)
{
  IbarEventListView *view = IBAR_EVENT_LIST_VIEW (ibar_test_find_type (fixture->panel, IBAR_TYPE_EVENT_LIST_VIEW));
  GListModel *places = ibar_session_get_events (fixture->session);

  g_assert_true (ibar_event_list_view_focus_row (view, 3));
  ibar_session_set_text (fixture->session, "nothinglikethis");
  while (ibar_session_get_n_passing (fixture->session) > 0 || !ibar_session_is_settled (fixture->session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (places), >, 0);
  g_assert_false (ibar_event_list_view_focus_row (view, 3));
}

static guint
count_sections (GtkWidget *page)
{
  static const char *const words[] = { "29 May 2023", "What happened", "Who", "How many", "Confidence", "Sources (", "NK-2023" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    n += ibar_test_shows_text (page, words[i]);
  return n;
}

/* The sections of another event come frame by frame, and never those of two events together; the event that is shown
 * already is made at once. */
static void
test_sections (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = get_page (fixture);
  guint n_before = 0, n_steps = 0;

  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "NK-20230529-01");
  ibar_session_flush (fixture->session);
  while (!ibar_event_page_is_complete (IBAR_EVENT_PAGE (page)))
    {
      guint n = count_sections (page);

      g_assert_cmpuint (n, >=, n_before);
      g_assert_cmpuint (n, <=, n_before + 1);
      n_steps += n > n_before;
      n_before = n;
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (n_steps, >, 3);
  g_assert_cmpuint (count_sections (page), ==, 7);
  ibar_session_set_names (fixture->session, &(IbarNameSetting){ IBAR_NAME_SR_CYRL, IBAR_NAME_SQ });
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (count_sections (page), ==, 7);

  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "NK-20230530-01");
  ibar_session_flush (fixture->session);
  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "NK-20230530-02");
  ibar_session_flush (fixture->session);
  g_assert_false (ibar_test_shows_text (get_page (fixture), "NK-20230530-01"));
  g_assert_true (ibar_test_shows_text (get_page (fixture), "NK-20230530-02"));
}

/* Whether an event is on the map and whether its place has a name are two things. */
static void
test_position (Fixture *fixture, gconstpointer data)
{
  IbarEventRecord event = { .title = (char *) "A title", .type = -1, .place = -1, .point = { 20.866, 42.8906 } };
  GtkWidget *head = g_object_ref_sink (ibar_event_head_new (fixture->session, &event));

  g_assert_true (ibar_test_shows_text (head, "42.890600, 20.866000"));
  g_assert_true (ibar_test_shows_text (head, "no place is named"));
  g_assert_false (ibar_test_shows_text (head, "Not placed"));
  g_object_unref (head);
  event.point = (IbarPoint){ NAN, NAN };
  head = g_object_ref_sink (ibar_event_head_new (fixture->session, &event));
  g_assert_true (ibar_test_shows_text (head, "Not placed on the map"));
  g_object_unref (head);
}

static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  GtkWidget *show;

  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2001, 1, 1), ibar_day_from_ymd (2001, 12, 31));
  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "NK-20230529-01");
  ibar_session_flush (fixture->session);
  g_assert_true (ibar_test_shows_text (get_page (fixture), "because of the filter: dates"));
  show = ibar_test_find_button (get_page (fixture), "Show it");
  g_signal_emit_by_name (show, "clicked");
  ibar_session_flush (fixture->session);
  g_assert_false (ibar_test_shows_text (get_page (fixture), "because of the filter"));
  g_assert_cmpint (ibar_session_get_filter (fixture->session)->from, ==, ibar_day_from_ymd (2001, 1, 1));
}

static void
test_chip (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chip;

  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "NK-20230529-01");
  ibar_session_flush (fixture->session);
  chip = ibar_test_find_button (get_page (fixture), "KFOR");
  g_assert_true (GTK_IS_TOGGLE_BUTTON (chip));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), ==, "actor:kfor");
  ibar_session_clear_filter (fixture->session);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)));
}

/* Markup in a name is text; what is not the web is no link. */
static void
test_links (void)
{
  static const char *const bad[] = { "javascript:alert(1)", "file:///etc/passwd", "ftp://a.org/x", "http://", "no link",
                                     "", "https:nothing", "mailto:a@b.org" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ibar_part_is_link (bad[i]));
  g_assert_false (ibar_part_is_link (NULL));
  g_assert_true (ibar_part_is_link ("https://example.org/a?b=c"));
  g_assert_true (ibar_part_is_link ("http://example.org"));
  {
    GtkWidget *label = g_object_ref_sink (ibar_part_text ("<b>not bold</b> & <a href='x'>", NULL));

    g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "<b>not bold</b> & <a href='x'>");
    g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));
    g_object_unref (label);
  }
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  IbarRegion *region = ibar_session_get_region (fixture->session);
  guint n_areas = ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA);
  guint sum = 0;

  for (guint i = 0; i < n_areas; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      const IbarFeature *area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i);
      IbarPlaceFacts facts;

      ibar_session_select (fixture->session, IBAR_SELECTION_AREA, area->id != NULL ? area->id : id);
      ibar_session_flush (fixture->session);
      g_assert_true (ibar_place_facts_init (&facts, fixture->session));
      g_assert_true (ibar_test_shows_text (fixture->panel, "km²"));
      if (facts.municipality >= 0)
        {
          g_autofree guint *counts = g_new0 (guint, 100);

          sum += ibar_place_count_types (fixture->session, &facts, counts);
        }
    }
  g_assert_cmpuint (sum, >, 0);
  g_assert_cmpuint (sum, <=, 131);
  for (guint i = 0; i < ibar_region_get_n_places (region); i += 37)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      ibar_session_select (fixture->session, IBAR_SELECTION_REGION_PLACE, id);
      ibar_session_flush (fixture->session);
      g_assert_true (ibar_test_shows_text (fixture->panel, "Position"));
    }
}

static void
test_sources (Fixture *fixture, gconstpointer data)
{
  ibar_side_panel_show_view (IBAR_SIDE_PANEL (fixture->panel), "sources");
  ibar_test_settle ();
  g_assert_nonnull (ibar_test_find_type (fixture->panel, GTK_TYPE_LIST_VIEW));
  ibar_session_select (fixture->session, IBAR_SELECTION_EVENT, "NK-20230529-01");
  ibar_session_flush (fixture->session);
  ibar_session_select (fixture->session, IBAR_SELECTION_NONE, NULL);
  ibar_session_flush (fixture->session);
  ibar_test_settle ();
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "kfor", +1);
  ibar_session_set_dates (fixture->session, IBAR_DAY_NONE, ibar_day_from_ymd (1990, 1, 1));
  ibar_session_flush (fixture->session);
  button = ibar_test_find_button (fixture->panel, "Clear dates: 42 events");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 42);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL); /* the harness isolates; without the system's MIME types no SVG is read */
  adw_init ();
  ibar_ui_init ();

#define ADD(name) g_test_add ("/event-page/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (clash);
  ADD (report);
  ADD (all);
  ADD (focus_of_none);
  ADD (sections);
  ADD (many_rows);
  ADD (position);
  ADD (hidden);
  ADD (chip);
  ADD (places);
  ADD (sources);
  ADD (empty);
#undef ADD
  g_test_add_func ("/event-page/links", test_links);
  return g_test_run ();
}
