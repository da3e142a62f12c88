/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes piece by piece: facets filled one after the other behind the first picture, and answers that come while
 * that goes on. Each is checked against a plain sort of the vocabulary, and against the result. */

#include "config.h"

#include "ibar-facet-item.h"
#include "ibar-facet-list.h"
#include "ibar-session.h"
#include "ibar-synth.h"
#include "ibar-test-collection.h"
#include "ibar-test-random.h"
#include "ibar-test-session.h"

#include <string.h>

#define N_EVENTS 12000
#define N_ACTORS 4000

typedef struct
{
  char        *dir;
  char        *path;
  IbarSession *session;
  gboolean     opened;
  GArray      *shown;    /* of IbarFacet: as they were told */
  GPtrArray   *asked;    /* of IbarFilter: as they were wanted */
  guint        answered; /* index of the newest that was answered */
  guint        n_answers;
} Fixture;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ibar_session_open_finish (IBAR_SESSION (source), result, &error);
  g_assert_no_error (error);
  ((Fixture *) data)->opened = TRUE;
}

static void
open_file (Fixture *fixture)
{
  fixture->opened = FALSE;
  ibar_session_open_async (fixture->session, fixture->path, FALSE, NULL, opened_cb, fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  IbarSynthOptions options = { N_EVENTS, 7, IBAR_SYNTH_TOWNS, { 14.0, 38.0, 26.0, 47.0 }, N_ACTORS };
  g_autoptr (GError) error = NULL;

  fixture->dir = ibar_test_make_dir ();
  fixture->path = g_build_filename (fixture->dir, "actors.gpkg", NULL);
  ibar_synth_write (fixture->path, &options, &error);
  g_assert_no_error (error);
  fixture->session = ibar_session_new ();
  fixture->shown = g_array_new (FALSE, FALSE, sizeof (IbarFacet));
  fixture->asked = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_filter_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ibar_test_session_end (fixture->session);
  g_array_unref (fixture->shown);
  g_ptr_array_unref (fixture->asked);
  ibar_test_remove_dir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

/* --- the oracle: a facet as it has to be, from the vocabulary and the result --- */

typedef struct
{
  guint   value;
  guint32 total;
  char   *label;
  char   *collation;
} Entry;

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->label);
  g_free (((Entry *) data)->collation);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;

  if (first->total != second->total)
    return first->total < second->total ? 1 : -1;
  return strcmp (first->collation, second->collation);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  return (int) ((const Entry *) a)->value - (int) ((const Entry *) b)->value;
}

static int
get_parent (IbarSession *session, IbarFacet facet, guint value)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (session);

  return facet == IBAR_FACET_ACTOR ? ((IbarActor *) g_ptr_array_index (vocabulary->actors, value))->parent : -1;
}

/* Values that any event has and that belong to a parent, or to nobody (-1), in the order they have to have. */
static GArray *
expect_values (IbarSession *session, IbarFacet facet, int parent)
{
  IbarEngine *engine = ibar_engine_new (NULL, ibar_session_get_columns (session));
  g_autoptr (IbarFilter) nothing = ibar_filter_new ();
  g_autoptr (IbarResult) all = ibar_engine_run (engine, nothing, NULL, NULL);
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint n_values;
  const guint32 *totals = ibar_result_get_facet_counts (all, facet, &n_values);

  g_array_set_clear_func (entries, clear_entry);
  for (guint value = 0; value < n_values; value++)
    if (totals[value] > 0 && get_parent (session, facet, value) == parent)
      {
        char *label = ibar_session_dup_value_label (session, facet, value);
        Entry entry = { value, totals[value], label, g_utf8_collate_key (label, -1) };

        g_array_append_val (entries, entry);
      }
  g_array_sort (entries, facet == IBAR_FACET_CONFIDENCE ? compare_values : compare_entries);
  ibar_engine_free (engine);
  return entries;
}

static void
assert_items (IbarSession *session, IbarFacet facet, GListModel *model, int parent)
{
  g_autoptr (GArray) expected = expect_values (session, facet, parent);
  IbarResult *result = ibar_session_get_result (session);
  guint n_values;
  const guint32 *counts = ibar_result_get_facet_counts (result, facet, &n_values);

  g_assert_cmpuint (model != NULL ? g_list_model_get_n_items (model) : 0, ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      const Entry *entry = &g_array_index (expected, Entry, i);
      g_autoptr (IbarFacetItem) item = g_list_model_get_item (model, i);

      g_assert_cmpuint (ibar_facet_item_get_total (item), ==, entry->total);
      g_assert_cmpstr (ibar_facet_item_get_label (item), ==, entry->label);
      g_assert_cmpuint (ibar_facet_item_get_value (item), ==, entry->value);
      g_assert_cmpuint (ibar_facet_item_get_count (item), ==, counts[entry->value]);
      g_assert_cmpint (ibar_facet_item_get_state (item), ==,
                       ibar_filter_get_term (ibar_session_get_filter (session), facet, ibar_facet_item_get_id (item)));
      if (parent < 0 && (facet != IBAR_FACET_ACTOR || entry->value < 100))
        assert_items (session, facet, ibar_facet_item_get_children (item), (int) entry->value);
    }
}

static void
assert_facet (IbarSession *session, IbarFacet facet)
{
  assert_items (session, facet, ibar_session_get_facet (session, facet), -1);
}

/* --- facets one by one --- */

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  IbarFacet facet = 0;

  while (ibar_session_get_facet (fixture->session, facet) != model)
    facet++;
  g_array_append_val (fixture->shown, facet);
  /* Whoever is told looks at once: it is whole, and of the answer that everything else shows. */
  assert_facet (fixture->session, facet);
}

static void
follow_facets (Fixture *fixture)
{
  for (IbarFacet facet = 0; facet < IBAR_N_FACETS; facet++)
    g_signal_connect (ibar_session_get_facet (fixture->session, facet), "items-changed", G_CALLBACK (items_changed_cb),
                      fixture);
}

static void
test_one_by_one (Fixture *fixture, gconstpointer data)
{
  static const IbarFacet order[IBAR_N_FACETS] = { IBAR_FACET_TYPE,  IBAR_FACET_ACTOR,      IBAR_FACET_MUNICIPALITY,
                                                  IBAR_FACET_PLACE, IBAR_FACET_CONFIDENCE, IBAR_FACET_SOURCE,
                                                  IBAR_FACET_DATASET };
  guint n_turns = 0;

  follow_facets (fixture);
  open_file (fixture);
  while (fixture->shown->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->shown->len, ==, 1); /* with the picture: types */
  g_assert_false (ibar_session_has_lists (fixture->session));
  while (!ibar_session_has_lists (fixture->session))
    {
      guint before = fixture->shown->len;

      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (fixture->shown->len, <=, before + 1); /* the loop turns between two of them */
      n_turns++;
    }
  g_assert_cmpuint (n_turns, >=, IBAR_N_FACETS - 1);
  g_assert_cmpmem (fixture->shown->data, fixture->shown->len * sizeof (IbarFacet), order, sizeof order);
}

/* Filters are set while facets are filled: each comes with the answer of its time. */
static void
test_filter_meanwhile (Fixture *fixture, gconstpointer data)
{
  gboolean turned = FALSE;

  follow_facets (fixture);
  open_file (fixture);
  while (fixture->shown->len == 0)
    g_main_context_iteration (NULL, TRUE);
  ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, "type_03", -1);
  ibar_session_set_term (fixture->session, IBAR_FACET_ACTOR, "actor_17", 1);
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2001, 1, 1), ibar_day_from_ymd (2011, 12, 31));
  while (!ibar_session_has_lists (fixture->session))
    {
      g_main_context_iteration (NULL, TRUE);
      if (turned || fixture->shown->len < 3)
        continue;
      ibar_session_clear_filter (fixture->session);
      ibar_session_set_term (fixture->session, IBAR_FACET_CONFIDENCE, "high", 1);
      turned = TRUE;
    }
  g_assert_true (turned);
  ibar_session_flush (fixture->session);
  for (IbarFacet facet = 0; facet < IBAR_N_FACETS; facet++)
    assert_facet (fixture->session, facet);
}

/* The file again, in the middle of filling: nothing of the first one's is left. */
static void
test_reopened_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *small = ibar_test_make_fixture (fixture->dir);
  g_autofree char *large = g_steal_pointer (&fixture->path);

  for (guint i = 0; i < 14; i++)
    {
      fixture->path = i % 2 == 0 ? large : small;
      open_file (fixture);
      while (!fixture->opened)
        g_main_context_iteration (NULL, TRUE);
      for (guint k = 0; k < i * 2; k++)
        g_main_context_iteration (NULL, FALSE);
    }
  fixture->path = NULL;
  ibar_session_flush (fixture->session);
  /* What a worker still has of a file before holds the session. */
  while (g_atomic_int_get (&G_OBJECT (fixture->session)->ref_count) > 1)
    g_main_context_iteration (NULL, TRUE);
  for (IbarFacet facet = 0; facet < IBAR_N_FACETS; facet++)
    assert_facet (fixture->session, facet);
}

/* What a facet showed of the file before stays as it was until its own values are there. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  GListModel *actors = ibar_session_get_facet (fixture->session, IBAR_FACET_ACTOR);
  g_autoptr (IbarFacetItem) item = NULL;
  guint before;

  open_file (fixture);
  while (!fixture->opened)
    g_main_context_iteration (NULL, TRUE);
  ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, "type_03", -1);
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2001, 1, 1), ibar_day_from_ymd (2003, 12, 31));
  ibar_session_flush (fixture->session);
  item = g_list_model_get_item (actors, 0);
  before = ibar_facet_item_get_count (item);
  g_assert_cmpuint (before, <, ibar_facet_item_get_total (item));
  follow_facets (fixture);
  open_file (fixture);
  while (fixture->shown->len < 2)
    {
      g_assert_cmpuint (ibar_facet_item_get_count (item), ==, before);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (g_array_index (fixture->shown, IbarFacet, 1), ==, IBAR_FACET_ACTOR);
  g_assert_cmpuint (ibar_facet_item_get_count (item), ==, before); /* nobody shows it any more */
  ibar_session_flush (fixture->session);
  assert_facet (fixture->session, IBAR_FACET_ACTOR);
}

/* --- who is told of what --- */

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_held (Fixture *fixture, gconstpointer data)
{
  GListModel *types = ibar_session_get_facet (fixture->session, IBAR_FACET_TYPE);
  g_autoptr (IbarFacetItem) held = NULL;
  guint counts = 0, states = 0, before;

  open_file (fixture);
  while (!fixture->opened)
    g_main_context_iteration (NULL, TRUE);
  ibar_session_flush (fixture->session);
  held = g_list_model_get_item (types, 0);
  g_signal_connect_swapped (held, "notify::count", G_CALLBACK (count_cb), &counts);
  g_signal_connect_swapped (held, "notify::state", G_CALLBACK (count_cb), &states);

  before = ibar_facet_item_get_count (held);
  ibar_session_set_dates (fixture->session, ibar_day_from_ymd (2001, 1, 1), ibar_day_from_ymd (2003, 12, 31));
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (ibar_facet_item_get_count (held), <, before);
  g_assert_cmpuint (counts, ==, 1);
  g_assert_cmpuint (states, ==, 0);

  ibar_session_set_term (fixture->session, IBAR_FACET_TYPE, ibar_facet_item_get_id (held), 1);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (counts, ==, 1); /* its own dimension does not count */
  g_assert_cmpuint (states, ==, 1);
  g_assert_cmpint (ibar_facet_item_get_state (held), ==, 1);

  ibar_session_clear_filter (fixture->session);
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (counts, ==, 2);
  g_assert_cmpuint (states, ==, 2);
  g_assert_cmpuint (ibar_facet_item_get_count (held), ==, before);
}

/* --- answers only ever become newer, and everything is of the same one --- */

static void
changed_cb (IbarSession *session, guint flags, Fixture *fixture)
{
  IbarResult *result = ibar_session_get_result (session);
  guint answered = fixture->answered;

  if ((flags & IBAR_CHANGED_RESULT) == 0)
    return;
  fixture->n_answers++;
  while (answered < fixture->asked->len
         && !ibar_filter_equal (ibar_result_get_filter (result), g_ptr_array_index (fixture->asked, answered)))
    answered++;
  g_assert_cmpuint (answered, <, fixture->asked->len); /* one that was asked, and none before the last answered */
  fixture->answered = answered;
  g_assert_cmpuint (ibar_session_get_n_passing (session), ==, ibar_result_get_n_passing (result));
  g_assert_cmpuint (g_list_model_get_n_items (ibar_session_get_events (session)), ==, ibar_result_get_n_passing (result));
  for (IbarFacet facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      GListModel *model = ibar_session_get_facet (session, facet);
      const guint32 *counts = ibar_result_get_facet_counts (result, facet, NULL);

      for (guint i = 0; i < MIN (g_list_model_get_n_items (model), 50); i++)
        {
          g_autoptr (IbarFacetItem) item = g_list_model_get_item (model, i);

          g_assert_cmpuint (ibar_facet_item_get_count (item), ==, counts[ibar_facet_item_get_value (item)]);
        }
    }
}

static void
test_newest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();

  open_file (fixture);
  while (!fixture->opened)
    g_main_context_iteration (NULL, TRUE);
  ibar_session_flush (fixture->session);
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), fixture);
  for (guint i = 0; i < 300; i++)
    {
      IbarDay day = ibar_day_from_ymd (1995, 1, 1) + (IbarDay) i; /* no two are the same */

      ibar_session_set_dates (fixture->session, day, day + g_rand_int_range (random, 100, 9000));
      g_ptr_array_add (fixture->asked, ibar_filter_copy (ibar_session_get_filter (fixture->session)));
      for (int k = g_rand_int_range (random, 0, 4); k > 0; k--)
        g_main_context_iteration (NULL, FALSE);
    }
  ibar_session_flush (fixture->session);
  g_assert_cmpuint (fixture->answered, ==, fixture->asked->len - 1);
  g_assert_cmpuint (fixture->n_answers, <, fixture->asked->len); /* some were never run */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, name) g_test_add ("/session-slices/" path, Fixture, NULL, set_up, test_##name, tear_down)
  ADD ("one-by-one", one_by_one);
  ADD ("filter-meanwhile", filter_meanwhile);
  ADD ("reopened-meanwhile", reopened_meanwhile);
  ADD ("stays", stays);
  ADD ("held", held);
  ADD ("newest", newest);
#undef ADD
  return g_test_run ();
}
