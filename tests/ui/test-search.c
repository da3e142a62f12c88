/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search entry where there are so many names that a worker reads what is typed: the last letter counts, and what is
 * shown is what reading the text at once would show. */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ibar-application.h"
#include "ibar-search.h"
#include "ibar-synth.h"
#include "ibar-test-session.h"
#include "ibar-test-window.h"

typedef struct
{
  char        *dir;
  char        *path;
  IbarSession *session;
  GtkWidget   *window;
  GtkWidget   *search;
  GtkWidget   *entry;
  GtkWidget   *list;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const IbarSynthOptions options = { 6000, 1, IBAR_SYNTH_TOWNS, { 19, 42, 23, 44 }, 5000 };
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("ibar-search-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->dir, "many.gpkg", NULL);
  g_assert_true (ibar_synth_write (fixture->path, &options, &error));
  fixture->session = ibar_session_new ();
  ibar_test_session_open (fixture->session, fixture->path, TRUE);
  fixture->search = ibar_search_new ();
  fixture->entry = ibar_test_find_type (fixture->search, GTK_TYPE_SEARCH_ENTRY);
  fixture->list = ibar_test_find_type (fixture->search, GTK_TYPE_LIST_BOX);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->search);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ibar_search_set_session (IBAR_SEARCH (fixture->search), fixture->session);
  ibar_test_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ibar_test_settle ();
  ibar_test_session_end (fixture->session);
  g_remove (fixture->path);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (fixture->entry), -1);
  g_signal_emit_by_name (fixture->entry, "search-changed");
}

static const char *
get_row_text (Fixture *fixture, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (fixture->list), index);

  return row != NULL ? g_object_get_data (G_OBJECT (row), "text") : NULL;
}

/* Whether the suggestions are those of a text. */
static gboolean
shows_suggestions (Fixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) expected
      = ibar_filter_complete (text, strlen (text), ibar_session_get_vocabulary (fixture->session), 8);

  for (guint i = 0; i < expected->len; i++)
    if (g_strcmp0 (get_row_text (fixture, (int) i), ((IbarFilterCandidate *) g_ptr_array_index (expected, i))->text) != 0)
      return FALSE;
  return get_row_text (fixture, (int) expected->len) == NULL;
}

static gboolean
has_filter (Fixture *fixture, const char *text)
{
  g_autoptr (IbarFilter) filter
      = ibar_filter_parse (text, ibar_session_get_vocabulary (fixture->session), NULL, NULL);

  return filter != NULL && ibar_filter_equal (filter, ibar_session_get_filter (fixture->session));
}

/* Letters that come faster than answers: only the last counts. */
static void
test_last_letter (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "actor 4", "bridge", "Actor", "actor:actor_03", "actor:\"actor 7", "place", "x" };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 30; round++)
    {
      const char *text = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];
      g_autofree char *first = NULL;

      for (gsize n = 1; n <= strlen (text); n++)
        {
          g_free (first);
          first = g_strndup (text, n);
          type (fixture, first);
          for (int i = g_rand_int_range (random, 0, 20); i > 0; i--)
            g_main_context_iteration (NULL, FALSE);
        }
      IBAR_TEST_WAIT_FOR (shows_suggestions (fixture, text));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->entry)), ==, text);
    }
}

/* The filter arrives, an error is told, and what is final is. */
static void
test_answers (Fixture *fixture, gconstpointer data)
{
  IbarSearch *search = IBAR_SEARCH (fixture->search);

  type (fixture, "actor:actor_03");
  IBAR_TEST_WAIT_FOR (has_filter (fixture, "actor:actor_03"));
  g_assert_null (ibar_search_get_error (search));
  type (fixture, "actor:actor_");
  IBAR_TEST_WAIT_FOR (shows_suggestions (fixture, "actor:actor_"));
  g_assert_null (ibar_search_get_error (search));
  g_signal_emit_by_name (fixture->entry, "activate");
  IBAR_TEST_WAIT_FOR (ibar_search_get_error (search) != NULL);
  g_assert_true (has_filter (fixture, "actor:actor_03"));
  type (fixture, "actor:nobody_at_all");
  IBAR_TEST_WAIT_FOR (strstr (ibar_search_get_error (search), "nobody_at_all") != NULL);
}

/* What is typed on while the filter is set stays; what is changed elsewhere replaces it, and no late answer comes back. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  int position;

  type (fixture, "quarry");
  IBAR_TEST_WAIT_FOR (has_filter (fixture, "quarry"));
  position = -1;
  gtk_editable_insert_text (GTK_EDITABLE (fixture->entry), "x", -1, &position);
  ibar_session_flush (fixture->session);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->entry)), ==, "quarryx");

  type (fixture, "actor:actor_03");
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "actor_04", +1);
  ibar_session_flush (fixture->session);
  ibar_test_settle ();
  g_assert_cmpint (ibar_filter_get_term (ibar_session_get_filter (fixture->session), IBAR_FACET_ACTOR, "actor_03"), ==, 0);
  g_assert_cmpint (ibar_filter_get_term (ibar_session_get_filter (fixture->session), IBAR_FACET_ACTOR, "actor_04"), ==, 1);
  g_assert_nonnull (strstr (gtk_editable_get_text (GTK_EDITABLE (fixture->entry)), "actor_04"));
}

/* The widget goes while its worker reads. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  type (fixture, "actor:actor_03");
  type (fixture, "actor:actor_04");
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ibar_ui_init ();

#define ADD(name) g_test_add ("/search/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (last_letter);
  ADD (answers);
  ADD (meanwhile);
  ADD (gone);
#undef ADD
  return g_test_run ();
}
