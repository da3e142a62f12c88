/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values of the facets where there are thousands, made by a worker: each list compared with a plain loop, in its
 * order, with what a panel finds in it, and with counts and states that follow the filter. */

#include "config.h"

#include "ibar-facet-list.h"
#include "ibar-random.h"
#include "ibar-session.h"
#include "ibar-synth.h"
#include "ibar-test-collection.h"
#include "ibar-test-session.h"

#include <string.h>

#define N_EVENTS 12000
#define N_CHANGES 60

typedef struct
{
  char        *dir;
  char        *path;
  IbarSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  IbarSynthOptions options = { N_EVENTS, 11, IBAR_SYNTH_TOWNS, { 14.0, 38.0, 26.0, 47.0 } };
  g_autoptr (GError) error = NULL;

  fixture->dir = ibar_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "large.gpkg", NULL);
  ibar_synth_write (fixture->path, &options, &error);
  g_assert_no_error (error);
  fixture->session = ibar_session_new ();
  ibar_test_session_open (fixture->session, fixture->path, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_test_session_end (fixture->session);
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static IbarFacetList *
get_list (Fixture *fixture, guint facet)
{
  return IBAR_FACET_LIST (ibar_session_get_facet (fixture->session, (IbarFacet) facet));
}

/* Some values at a time. */
static GArray *
find_places (IbarFacetList *list, const char *folded, guint limit, guint *n_hidden)
{
  g_autoptr (IbarFacetSearch) search = ibar_facet_search_new (list, folded, limit);

  while (ibar_facet_search_step (search, 3))
    continue;
  return ibar_facet_search_get_places (search, n_hidden);
}

/* All rows of a list, whatever is chosen, as preorder. */
static GArray *
find_all (Fixture *fixture, guint facet)
{
  guint n_hidden;
  GArray *places = find_places (get_list (fixture, facet), "", G_MAXUINT, &n_hidden);

  g_assert_cmpuint (n_hidden, ==, 0);
  return places;
}

static IbarFacetItem *
get_place (GArray *places, guint i)
{
  return g_array_index (places, IbarFacetPlace, i).item;
}

/* Each value that any event has is there once; among brothers the more frequent comes first. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  IbarColumns *columns = ibar_session_get_columns (fixture->session);
  IbarResult *result = ibar_session_get_result (fixture->session);

  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      g_autoptr (GArray) places = find_all (fixture, facet);
      guint n_values, n_expected = 0;
      const guint32 *counts = ibar_result_get_facet_counts (result, (IbarFacet) facet, &n_values);
      guint before[8] = { 0 };

      g_assert_cmpuint (n_values, ==, ibar_columns_get_n_values (columns, (IbarFacet) facet));
      for (guint value = 0; value < n_values; value++)
        n_expected += counts[value] > 0;
      g_assert_cmpuint (places->len, ==, n_expected);
      for (guint i = 0; i < places->len; i++)
        {
          IbarFacetItem *item = get_place (places, i);
          guint depth = g_array_index (places, IbarFacetPlace, i).depth;
          g_autofree char *label = ibar_session_dup_value_label (fixture->session, (IbarFacet) facet,
                                                                 ibar_facet_item_get_value (item));

          g_assert_cmpstr (ibar_facet_item_get_label (item), ==, label);
          g_assert_cmpuint (ibar_facet_item_get_total (item), ==, counts[ibar_facet_item_get_value (item)]);
          if (facet != IBAR_FACET_CONFIDENCE && before[depth] != 0)
            g_assert_cmpuint (ibar_facet_item_get_total (item), <=, before[depth]);
          before[depth] = ibar_facet_item_get_total (item);
          before[depth + 1] = 0;
        }
    }
}

/* What is found: by a plain loop over all rows. */
static void
assert_found (Fixture *fixture, guint facet, const char *folded, guint limit)
{
  g_autoptr (GArray) all = find_all (fixture, facet);
  guint n_hidden, n_seen = 0, n_left_out = 0;
  g_autoptr (GArray) found = find_places (get_list (fixture, facet), folded, limit, &n_hidden);

  for (guint i = 0; i < all->len; i++)
    {
      IbarFacetItem *item = get_place (all, i);
      guint depth = g_array_index (all, IbarFacetPlace, i).depth;
      gboolean wanted = ibar_facet_item_matches (item, folded);

      /* One above that matches, or one below. */
      for (guint j = i, above = depth; j-- > 0 && above > 0 && !wanted;)
        if (g_array_index (all, IbarFacetPlace, j).depth < above)
          {
            above = g_array_index (all, IbarFacetPlace, j).depth;
            wanted = ibar_facet_item_matches (get_place (all, j), folded);
          }
      for (guint j = i + 1; j < all->len && g_array_index (all, IbarFacetPlace, j).depth > depth && !wanted; j++)
        wanted = ibar_facet_item_matches (get_place (all, j), folded);
      if (!wanted)
        continue;
      if (n_seen < limit || ibar_facet_item_get_state (item) != 0)
        {
          g_assert_cmpuint (n_seen, <, found->len);
          g_assert_true (get_place (found, n_seen) == item);
          n_seen++;
        }
      else
        n_left_out++;
    }
  g_assert_cmpuint (found->len, ==, n_seen);
  g_assert_cmpuint (n_hidden, ==, n_left_out);
}

static void
assert_live (Fixture *fixture, guint facet)
{
  g_autoptr (GArray) all = find_all (fixture, facet);
  guint n_values;
  const guint32 *counts
      = ibar_result_get_facet_counts (ibar_session_get_result (fixture->session), (IbarFacet) facet, &n_values);

  for (guint i = 0; i < all->len; i++)
    {
      IbarFacetItem *item = get_place (all, i);

      g_assert_cmpuint (ibar_facet_item_get_count (item), ==, counts[ibar_facet_item_get_value (item)]);
      g_assert_cmpint (ibar_facet_item_get_state (item), ==,
                       ibar_filter_get_term (ibar_session_get_filter (fixture->session), (IbarFacet) facet,
                                             ibar_facet_item_get_id (item)));
    }
}

/* Terms chosen and taken back at random, anywhere in the lists. */
static void
test_find (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "", "group 1", "a", "4", "zzz", "town 2" };
  guint32 seed = g_test_rand_int ();
  guint64 state = seed;

  g_test_message ("seed %u", seed);
  for (guint n = 0; n < N_CHANGES; n++)
    {
      guint facet = ibar_random_below (&state, IBAR_N_FACETS);
      g_autoptr (GArray) all = find_all (fixture, facet);

      if (all->len > 0)
        {
          IbarFacetItem *item = get_place (all, ibar_random_below (&state, all->len));

          ibar_session_set_term (fixture->session, (IbarFacet) facet, ibar_facet_item_get_id (item),
                                 (int) ibar_random_below (&state, 3) - 1);
          ibar_session_flush (fixture->session);
        }
      facet = ibar_random_below (&state, IBAR_N_FACETS);
      assert_live (fixture, facet);
      assert_found (fixture, facet, words[ibar_random_below (&state, G_N_ELEMENTS (words))],
                    ibar_random_below (&state, 30));
    }
}

/* Other forms of names: the lists are made anew, and filters keep what they had. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  const IbarNameSetting english = { IBAR_NAME_EN, IBAR_N_NAME_FORMS };
  g_autofree char *id = NULL;
  g_autoptr (GArray) before = find_all (fixture, IBAR_FACET_ACTOR);

  id = g_strdup (ibar_facet_item_get_id (get_place (before, before->len - 1)));
  ibar_session_set_names (fixture->session, &english);
  ibar_session_flush (fixture->session);
  g_assert_true (ibar_session_has_lists (fixture->session));
  test_all (fixture, NULL);
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, id, +1);
  ibar_session_set_names (fixture->session, &IBAR_NAME_SETTING_DEFAULT);
  ibar_session_flush (fixture->session);
  assert_live (fixture, IBAR_FACET_ACTOR);
  assert_found (fixture, IBAR_FACET_ACTOR, "", 12);
}

/* Two actors of one name are told apart, and only they. */
static void
test_namesakes (Fixture *fixture, gconstpointer data)
{
  const IbarNameSetting english = { IBAR_NAME_EN, IBAR_N_NAME_FORMS };
  GPtrArray *actors = ibar_session_get_vocabulary (fixture->session)->actors;
  g_autoptr (GArray) places = NULL;
  guint n_detailed = 0;

  for (guint i = 0; i < 2; i++)
    {
      IbarActor *actor = g_ptr_array_index (actors, i);

      for (guint form = 0; form < IBAR_N_NAME_FORMS; form++)
        g_clear_pointer (&actor->names.form[form], g_free);
      actor->names.form[IBAR_NAME_EN] = g_strdup ("The Twins");
    }
  ibar_session_set_names (fixture->session, &english);
  ibar_session_flush (fixture->session);
  places = find_all (fixture, IBAR_FACET_ACTOR);
  for (guint i = 0; i < places->len; i++)
    {
      IbarFacetItem *item = get_place (places, i);
      gboolean twin = g_str_equal (ibar_facet_item_get_label (item), "The Twins");

      g_assert_true (twin == (ibar_facet_item_get_detail (item) != NULL));
      if (twin)
        g_assert_nonnull (strstr (ibar_facet_item_get_detail (item), ibar_facet_item_get_id (item)));
      n_detailed += twin;
    }
  g_assert_cmpuint (n_detailed, ==, 2);
}

/* The lists of the collection before, which stay until a worker has made others: no count of the new one goes to them. */
static void
changed_cb (IbarSession *session, guint flags, guint *n_old)
{
  if ((flags & IBAR_CHANGED_COLLECTION) == 0)
    return;
  g_assert_false (ibar_session_has_lists (session));
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      GListModel *list = ibar_session_get_facet (session, (IbarFacet) facet);

      for (guint i = 0; facet != IBAR_FACET_TYPE && i < g_list_model_get_n_items (list); i++, (*n_old)++)
        {
          g_autoptr (IbarFacetItem) item = g_list_model_get_item (list, i);

          g_assert_cmpuint (ibar_facet_item_get_count (item), ==, 0);
        }
    }
}

static void
test_reopened (Fixture *fixture, gconstpointer data)
{
  IbarSynthOptions options = { N_EVENTS, 12, IBAR_SYNTH_TOWNS, { 14.0, 38.0, 26.0, 47.0 } };
  g_autofree char *path = g_build_filename (fixture->dir, "other.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  guint n_old = 0;

  ibar_synth_write (path, &options, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), &n_old);
  ibar_test_session_open (fixture->session, path, FALSE);
  g_assert_cmpuint (n_old, >, 0);
  g_signal_handlers_disconnect_by_data (fixture->session, &n_old);
  test_all (fixture, NULL);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    assert_live (fixture, facet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name) g_test_add ("/facet-list/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (all);
  ADD (find);
  ADD (names);
  ADD (namesakes);
  ADD (reopened);
#undef ADD
  return g_test_run ();
}
