/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of sources: rows come some a frame, and go before others come. Whatever is typed meanwhile, in the end it shows
 * what looking at every source would find. */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "ibar-application.h"
#include "ibar-facet-row.h"
#include "ibar-fold.h"
#include "ibar-source-view.h"
#include "ibar-test-session.h"
#include "ibar-test-window.h"

typedef struct
{
  IbarSession *session;
  GtkWidget   *window;
  GtkWidget   *stack; /* of the view and another page, as in the side panel */
  GtkWidget   *other;
  GtkWidget   *view;
  GtkWidget   *entry;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = ibar_test_open_session ();
  fixture->view = g_object_new (IBAR_TYPE_SOURCE_VIEW, NULL);
  fixture->entry = ibar_test_find_type (fixture->view, GTK_TYPE_SEARCH_ENTRY);
  ibar_source_view_set_session (IBAR_SOURCE_VIEW (fixture->view), fixture->session);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 500);
  fixture->stack = gtk_stack_new ();
  fixture->other = gtk_label_new (NULL);
  gtk_stack_add_child (GTK_STACK (fixture->stack), fixture->view);
  gtk_stack_add_child (GTK_STACK (fixture->stack), fixture->other);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->stack);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ibar_test_settle ();
  ibar_test_session_end (fixture->session); /* a row may go with the next frame */
}

static GListModel *
get_sources (Fixture *fixture)
{
  return G_LIST_MODEL (ibar_session_get_facet (fixture->session, IBAR_FACET_SOURCE));
}

static void
collect (GtkWidget *widget, GPtrArray *items)
{
  if (IBAR_IS_FACET_ROW (widget))
    g_ptr_array_add (items, ibar_facet_row_get_item (IBAR_FACET_ROW (widget)));
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      collect (child, items);
}

/* Whether the rows that are filled are the first that a text finds, a page of them or all there are. */
static gboolean
shows (Fixture *fixture, const char *text)
{
  g_autofree char *folded = ibar_fold_loosely (text);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  guint n = 0;

  collect (fixture->view, rows);
  for (guint i = 0; i < g_list_model_get_n_items (get_sources (fixture)); i++)
    {
      g_autoptr (IbarFacetItem) item = g_list_model_get_item (get_sources (fixture), i);

      if (!ibar_facet_item_matches (item, folded))
        continue;
      if (n >= rows->len)
        return n >= 10;
      if (g_ptr_array_index (rows, n++) != item)
        return FALSE;
    }
  return n == rows->len;
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), text);
  g_signal_emit_by_name (fixture->entry, "search-changed");
}

/* Without the keyboard's focus: GTK 4.8 loses references to what is hidden several times with the focus in it. */
static void
leave (Fixture *fixture)
{
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  gtk_stack_set_visible_child (GTK_STACK (fixture->stack), fixture->other);
}

static void
test_typed (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "", "n", "nato", "report", "no such source", "o" };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  g_assert_cmpuint (g_list_model_get_n_items (get_sources (fixture)), >, 100);
  IBAR_TEST_WAIT_FOR (shows (fixture, ""));
  for (int round = 0; round < 12; round++)
    {
      const char *text = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];

      type (fixture, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      for (int i = g_rand_int_range (random, 0, 30); i > 0; i--)
        g_main_context_iteration (NULL, FALSE);
      type (fixture, text);
      if (g_rand_boolean (random))
        {
          leave (fixture);
          for (int i = g_rand_int_range (random, 0, 60); i > 0; i--)
            g_main_context_iteration (NULL, FALSE);
          gtk_stack_set_visible_child (GTK_STACK (fixture->stack), fixture->view);
        }
      IBAR_TEST_WAIT_FOR (shows (fixture, text));
    }
}

/* A list that is left gives up its rows. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  IBAR_TEST_WAIT_FOR (shows (fixture, ""));
  leave (fixture);
  ibar_test_settle ();
  collect (fixture->view, rows);
  g_assert_cmpuint (rows->len, ==, 0);
  gtk_stack_set_visible_child (GTK_STACK (fixture->stack), fixture->view);
  IBAR_TEST_WAIT_FOR (shows (fixture, ""));
  type (fixture, "nato"); /* the window goes while rows do */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ibar_ui_init ();

  g_test_add ("/source-view/typed", Fixture, NULL, set_up, test_typed, tear_down);
  g_test_add ("/source-view/left", Fixture, NULL, set_up, test_left, tear_down);
  return g_test_run ();
}
