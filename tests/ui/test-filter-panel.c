/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter panel and the search entry: what is clicked and typed arrives in the filter, and back. */

#include "config.h"

#include <adwaita.h>

#include "ibar-application.h"
#include "ibar-date-entry.h"
#include "ibar-facet-row.h"
#include "ibar-facet-view.h"
#include "ibar-filter-panel.h"
#include "ibar-search.h"
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
  fixture->panel = ibar_filter_panel_new ();
  ibar_filter_panel_set_session (IBAR_FILTER_PANEL (fixture->panel), fixture->session);
  fixture->window = gtk_window_new ();
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

static IbarFacetRow *
find_row (GtkWidget *widget, const char *id)
{
  if (IBAR_IS_FACET_ROW (widget)
      && g_str_equal (ibar_facet_item_get_id (ibar_facet_row_get_item (IBAR_FACET_ROW (widget))), id))
    return IBAR_FACET_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      IbarFacetRow *row = find_row (child, id);

      if (row != NULL)
        return row;
    }
  return NULL;
}

static GtkToggleButton *
get_include (IbarFacetRow *row)
{
  return GTK_TOGGLE_BUTTON (gtk_widget_get_first_child (GTK_WIDGET (row)));
}

static GtkToggleButton *
get_exclude (IbarFacetRow *row)
{
  return GTK_TOGGLE_BUTTON (gtk_widget_get_last_child (GTK_WIDGET (row)));
}

static void
test_three_states (Fixture *fixture, gconstpointer data)
{
  IbarFacetRow *kfor = find_row (fixture->panel, "kfor");

  g_assert_nonnull (kfor);
  gtk_toggle_button_set_active (get_include (kfor), TRUE);
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), ==, "actor:kfor");
  ibar_session_flush (fixture->session);
  g_assert_true (gtk_toggle_button_get_active (get_include (kfor)));
  gtk_toggle_button_set_active (get_exclude (kfor), TRUE);
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), ==, "-actor:kfor");
  ibar_session_flush (fixture->session);
  g_assert_false (gtk_toggle_button_get_active (get_include (kfor)));
  g_assert_true (gtk_toggle_button_get_active (get_exclude (kfor)));
  gtk_toggle_button_set_active (get_exclude (kfor), FALSE);
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), ==, "");
  /* The row is the same widget all along: the focus stays where it is. */
  ibar_session_flush (fixture->session);
  g_assert_true (find_row (fixture->panel, "kfor") == kfor);
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  IbarFacetRow *kfor = find_row (fixture->panel, "kfor");

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_include (kfor)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "KFOR, 42 events");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_exclude (kfor)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Exclude KFOR");
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2023, 5, 26), ibar_day_from_ymd (2023, 6, 2));
  ibar_session_flush (fixture->session);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_include (kfor)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "KFOR, 4 events");
}

static void
type_into (IbarDateEntry *entry, const char *text)
{
  GtkWidget *field = ibar_test_find_type (GTK_WIDGET (entry), GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (field), text);
  g_signal_emit_by_name (field, "activate");
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dates = gtk_widget_get_parent (ibar_test_find_type (fixture->panel, IBAR_TYPE_DATE_ENTRY));
  IbarDateEntry *to = IBAR_DATE_ENTRY (gtk_widget_get_last_child (dates));
  IbarDateEntry *from = IBAR_DATE_ENTRY (gtk_widget_get_prev_sibling (GTK_WIDGET (to)));
  const IbarFilter *filter;

  type_into (from, "2023-05");
  type_into (to, "2023");
  filter = ibar_session_get_filter (fixture->session);
  g_assert_cmpint (filter->from, ==, ibar_day_from_ymd (2023, 5, 1));
  g_assert_cmpint (filter->to, ==, ibar_day_from_ymd (2023, 12, 31));
  /* Nonsense is told below the entry and changes nothing. */
  type_into (from, "yesterday");
  g_assert_nonnull (ibar_date_entry_get_error (from));
  g_assert_cmpint (ibar_session_get_filter (fixture->session)->from, ==, ibar_day_from_ymd (2023, 5, 1));
  type_into (from, "2023-02-30");
  g_assert_nonnull (ibar_date_entry_get_error (from));
  type_into (from, "2024-01-01");
  g_assert_nonnull (ibar_date_entry_get_error (to));
  g_assert_cmpint (ibar_session_get_filter (fixture->session)->from, ==, ibar_day_from_ymd (2023, 5, 1));
  /* An empty entry is an open end. */
  type_into (to, "");
  g_assert_null (ibar_date_entry_get_error (to));
  filter = ibar_session_get_filter (fixture->session);
  g_assert_cmpint (filter->from, ==, ibar_day_from_ymd (2024, 1, 1));
  g_assert_cmpint (filter->to, ==, IBAR_DAY_NONE);
  ibar_session_clear_filter (fixture->session);
  ibar_session_flush (fixture->session);
  g_assert_cmpint (ibar_date_entry_get_day (from), ==, IBAR_DAY_NONE);
}

static void
test_chips (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chip;

  ibar_session_set_text (fixture->session, "zvecan");
  ibar_session_flush (fixture->session);
  chip = ibar_test_find_button (fixture->panel, "Clear: “zvecan”");
  g_assert_nonnull (chip);
  g_signal_emit_by_name (chip, "clicked");
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), ==, "");
}

static void
test_chosen_beyond_limit (Fixture *fixture, gconstpointer data)
{
  g_assert_null (find_row (fixture->panel, "norway"));
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "norway", +1);
  ibar_session_flush (fixture->session);
  g_assert_nonnull (find_row (fixture->panel, "norway"));
}

typedef struct
{
  guint n_visible;
  guint n_hidden;
  guint n_others; /* visible, and not what was searched */
} Rows;

static void
count_rows (GtkWidget *widget, const char *folded, Rows *rows)
{
  if (IBAR_IS_FACET_ROW (widget))
    {
      gboolean visible = gtk_widget_get_visible (widget);

      rows->n_visible += visible;
      rows->n_hidden += !visible;
      rows->n_others += visible && !ibar_facet_item_matches (ibar_facet_row_get_item (IBAR_FACET_ROW (widget)), folded);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count_rows (child, folded, rows);
}

static GtkWidget *
find_more (GtkWidget *widget)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
  GtkWidget *found = label != NULL && g_str_has_suffix (label, " more…") ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_more (child);
  return found;
}

/* Rows come and go some at a time: those that go are not seen from the start, and all are what is searched. */
static void
test_rows_change (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = ibar_test_find_type (fixture->panel, IBAR_TYPE_FACET_VIEW);
  GObject *entry = gtk_widget_get_template_child (view, IBAR_TYPE_FACET_VIEW, "search");
  Rows rows = { 0 };
  guint n_first;

  count_rows (view, "", &rows);
  n_first = rows.n_visible;
  g_signal_emit_by_name (find_more (view), "clicked");
  ibar_test_settle ();
  rows = (Rows){ 0 };
  count_rows (view, "", &rows);
  g_assert_cmpuint (rows.n_visible, >, n_first);

  gtk_editable_set_text (GTK_EDITABLE (entry), "unmik");
  g_signal_emit_by_name (entry, "search-changed");
  rows = (Rows){ 0 };
  count_rows (view, "unmik", &rows);
  g_assert_cmpuint (rows.n_visible, >, 0);
  g_assert_cmpuint (rows.n_others, ==, 0);
  g_assert_cmpuint (rows.n_hidden, >, n_first);
  ibar_test_settle ();
  rows = (Rows){ 0 };
  count_rows (view, "unmik", &rows);
  g_assert_cmpuint (rows.n_visible, >, 0);
  g_assert_cmpuint (rows.n_hidden + rows.n_others, ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "search-changed");
  ibar_test_settle ();
  rows = (Rows){ 0 };
  count_rows (view, "", &rows);
  g_assert_cmpuint (rows.n_visible, >, n_first);
  g_assert_cmpuint (rows.n_hidden, ==, 0);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *search = ibar_search_new ();
  GtkWidget *entry = ibar_test_find_type (search, GTK_TYPE_SEARCH_ENTRY);
  int position;

  gtk_window_set_child (GTK_WINDOW (window), search);
  gtk_window_present (GTK_WINDOW (window));
  ibar_search_set_session (IBAR_SEARCH (search), fixture->session);
  gtk_editable_set_text (GTK_EDITABLE (entry), "actor:kfor zvecan");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_null (ibar_search_get_error (IBAR_SEARCH (search)));
  g_assert_cmpint (ibar_filter_get_term (ibar_session_get_filter (fixture->session), IBAR_FACET_ACTOR, "kfor"), ==, 1);
  g_assert_cmpstr (ibar_session_get_filter (fixture->session)->text, ==, "zvecan");
  position = (int) g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);
  gtk_editable_insert_text (GTK_EDITABLE (entry), " actor:nobody_at_all", -1, &position);
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (ibar_search_get_error (IBAR_SEARCH (search)));
  g_assert_cmpint (ibar_filter_get_term (ibar_session_get_filter (fixture->session), IBAR_FACET_ACTOR, "kfor"), ==, 1);
  /* What may still become something is no error before it is called final. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "actor:kf");
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_null (ibar_search_get_error (IBAR_SEARCH (search)));
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (ibar_search_get_error (IBAR_SEARCH (search)));
  /* What is changed elsewhere is written here, and is no error any more. */
  ibar_session_clear_filter (fixture->session);
  ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, "riot", +1);
  ibar_session_flush (fixture->session);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "type:riot");
  g_assert_null (ibar_search_get_error (IBAR_SEARCH (search)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A place of the map is offered by any of its names; choosing it goes there, and leaves the filter before it. */
static void
test_search_place (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *search = ibar_search_new ();
  GtkWidget *entry = ibar_test_find_type (search, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *list = ibar_test_find_type (search, GTK_TYPE_LIST_BOX);
  const char *id = NULL;

  g_assert_nonnull (ibar_session_get_region (fixture->session));
  gtk_window_set_child (GTK_WINDOW (window), search);
  gtk_window_present (GTK_WINDOW (window));
  ibar_search_set_session (IBAR_SEARCH (search), fixture->session);
  gtk_editable_set_text (GTK_EDITABLE (entry), "actor:kfor koshtov");
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_assert_cmpint (ibar_session_get_selection (fixture->session, &id), ==, IBAR_SELECTION_REGION_PLACE);
  g_assert_nonnull (id);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "actor:kfor ");
  g_assert_cmpint (ibar_filter_get_term (ibar_session_get_filter (fixture->session), IBAR_FACET_ACTOR, "kfor"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL); /* the harness isolates; without the system's MIME types no SVG is read */
  adw_init ();
  ibar_ui_init ();

#define ADD(name) g_test_add ("/filter-panel/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (three_states);
  ADD (counts);
  ADD (dates);
  ADD (chips);
  ADD (chosen_beyond_limit);
  ADD (rows_change);
  ADD (search);
  ADD (search_place);
#undef ADD
  return g_test_run ();
}
