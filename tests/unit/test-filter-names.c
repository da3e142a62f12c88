/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names that are kept folded give what folding all of them each time gives: random vocabularies, where names recur, differ
 * by accents and case only, or are missing, against plain loops over every spelling. */

#include "config.h"

#include "ibar-collection-private.h"
#include "ibar-filter-names.h"
#include "ibar-fold.h"
#include "ibar-test-random.h"

#include <string.h>

#define LIMIT 8

static const char *const pieces[] = { "ka", "kä", "KA", "fo", "zve", "čan", "çan", "d", "đ", "-", " ", "'", "Орёл", "(", "or" };

static char *
draw_name (GRand *random)
{
  GString *name = g_string_new (NULL);

  for (int i = g_rand_int_range (random, 0, 6); i > 0; i--)
    g_string_append (name, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (name, FALSE);
}

static IbarVocabulary *
draw_vocabulary (GRand *random, guint n_actors)
{
  IbarVocabulary *vocabulary = ibar_vocabulary_new ();

  for (guint i = 0; i < n_actors; i++)
    {
      IbarActor *actor = g_new0 (IbarActor, 1);

      actor->id = g_rand_boolean (random) ? g_strdup_printf ("ka%u", i) : g_strdup_printf ("Fo-%u zve", i);
      actor->kind = g_strdup ("");
      actor->parent = -1;
      for (guint form = 0; form < IBAR_N_NAME_FORMS; form++)
        actor->names.form[form] = g_rand_int_range (random, 0, 3) == 0 ? draw_name (random) : NULL;
      g_ptr_array_add (vocabulary->actors, actor);
    }
  return vocabulary;
}

/* The slow ones
 * ---------------------------------------------------------------------------------------------------- */

/* 0 if the name begins so, 1 if a word of it does, 2 if none does. */
static int
slow_quality (const char *name, const char *prefix)
{
  g_autofree char *folded = ibar_fold_loosely (name);

  if (*prefix == '\0')
    return 0;
  for (gsize at = 0; folded[at] != '\0'; at++)
    if (g_str_has_prefix (folded + at, prefix)
        && (at == 0 || ((guchar) folded[at - 1] < 0x80 && !g_ascii_isalnum (folded[at - 1]))))
      return at == 0 ? 0 : 1;
  return 2;
}

/* The terms of the actors that may be meant, the best first, with the name that matched. */
static GPtrArray *
slow_complete (const IbarVocabulary *vocabulary, const char *prefix)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  for (int quality = 0; quality < 2; quality++)
    for (guint value = 0; value < vocabulary->actors->len && found->len < LIMIT; value++)
      {
        const IbarActor *actor = g_ptr_array_index (vocabulary->actors, value);
        const char *label = NULL, *named = NULL;
        int best = slow_quality (actor->id, prefix);

        for (guint form = 0; form < IBAR_N_NAME_FORMS; form++)
          {
            const char *name = actor->names.form[form];
            int here = name != NULL && *name != '\0' ? slow_quality (name, prefix) : 3;

            named = named == NULL && name != NULL && *name != '\0' ? name : named;
            if (here > 1 || here > best || (here == best && label != NULL))
              continue;
            best = here;
            label = name;
          }
        if (best == quality)
          g_ptr_array_add (found, g_strdup_printf ("%s|%s", actor->id,
                                                   label != NULL ? label : named != NULL ? named : actor->id));
      }
  return found;
}

/* Ids of all that a text spells. */
static GPtrArray *
slow_find (const IbarVocabulary *vocabulary, const char *text)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *key = ibar_fold (text);

  for (guint value = 0; value < vocabulary->actors->len; value++)
    if (g_str_equal (((IbarActor *) g_ptr_array_index (vocabulary->actors, value))->id, text))
      {
        g_ptr_array_add (found, ((IbarActor *) g_ptr_array_index (vocabulary->actors, value))->id);
        return found;
      }
  for (guint value = 0; value < vocabulary->actors->len && *key != '\0'; value++)
    {
      const IbarActor *actor = g_ptr_array_index (vocabulary->actors, value);
      g_autofree char *id = ibar_fold (actor->id);
      gboolean spelled = g_str_equal (id, key);

      for (guint form = 0; form < IBAR_N_NAME_FORMS; form++)
        {
          g_autofree char *name = ibar_fold (actor->names.form[form]);

          spelled = spelled || g_str_equal (name, key);
        }
      if (spelled)
        g_ptr_array_add (found, actor->id);
    }
  return found;
}

/* Letters put in, left out, replaced, or exchanged with a neighbour: all ways are tried. */
static guint
slow_distance (const char *a, const char *b, guint most)
{
  guint best;

  if (*a == '\0' || *b == '\0')
    return strlen (a) + strlen (b);
  if (*a == *b)
    return slow_distance (a + 1, b + 1, most);
  if (most == 0)
    return 1;
  best = slow_distance (a + 1, b, most - 1);
  best = MIN (best, slow_distance (a, b + 1, most - 1));
  best = MIN (best, slow_distance (a + 1, b + 1, most - 1));
  if (a[0] == b[1] && a[1] == b[0])
    best = MIN (best, slow_distance (a + 2, b + 2, most - 1));
  return best + 1;
}

/* Whether the ids that are offered for a text are those of names that are near: one that holds it, or by its letters. */
static gboolean
slow_is_near (const IbarActor *actor, const char *text)
{
  g_autofree char *key = ibar_fold (text);
  guint most = 1 + strlen (key) / 3;

  for (int form = -1; form < IBAR_N_NAME_FORMS; form++)
    {
      g_autofree char *name = ibar_fold (form < 0 ? actor->id : actor->names.form[form]);

      if (*name != '\0'
          && ((strlen (key) >= 2 && strstr (name, key) != NULL) || slow_distance (key, name, most) <= most))
        return TRUE;
    }
  return FALSE;
}

/* ----------------------------------------------------------------------------------------------------- */

static void
check_complete (const IbarVocabulary *vocabulary, const char *typed)
{
  g_autofree char *text = g_strdup_printf ("actor:\"%s", typed);
  g_autofree char *trimmed = g_strstrip (g_strdup (typed));
  g_autofree char *prefix = ibar_fold_loosely (trimmed);
  g_autoptr (GPtrArray) candidates = ibar_filter_complete (text, strlen (text), vocabulary, LIMIT);
  g_autoptr (GPtrArray) expected = slow_complete (vocabulary, prefix);

  g_assert_cmpuint (candidates->len, ==, expected->len);
  for (guint i = 0; i < candidates->len; i++)
    {
      const IbarFilterCandidate *candidate = g_ptr_array_index (candidates, i);
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (expected, i), "|", 2);
      g_autoptr (IbarFilter) filter = ibar_filter_parse (candidate->term, vocabulary, NULL, NULL);

      g_assert_cmpint (ibar_filter_get_term (filter, IBAR_FACET_ACTOR, parts[0]), ==, 1);
      g_assert_cmpstr (candidate->label, ==, parts[1]);
    }
}

static void
check_find (const IbarVocabulary *vocabulary, const char *text)
{
  g_autoptr (GPtrArray) expected = slow_find (vocabulary, text);
  int value = ibar_filter_names_find (vocabulary, IBAR_FACET_ACTOR, text);
  g_autofree char *several = ibar_filter_names_several (vocabulary, IBAR_FACET_ACTOR, text);
  g_autofree char *nearest = ibar_filter_names_nearest (vocabulary, IBAR_FACET_ACTOR, text);
  guint n_near = 0, n_offered = 0;

  if (expected->len == 0)
    g_assert_cmpint (value, ==, -1);
  else
    g_assert_cmpstr (ibar_filter_names_id (vocabulary, IBAR_FACET_ACTOR, (guint) value), ==,
                     g_ptr_array_index (expected, 0));
  g_assert_cmpint (several != NULL, ==, expected->len > 1);
  for (guint i = 0; several != NULL && i < MIN (expected->len, 3); i++)
    g_assert_nonnull (strstr (several, g_ptr_array_index (expected, i)));
  for (guint i = 0; i < vocabulary->actors->len; i++)
    {
      const IbarActor *actor = g_ptr_array_index (vocabulary->actors, i);
      g_autofree char *quoted = g_strdup_printf ("“%s”", actor->id);
      gboolean near = slow_is_near (actor, text);
      gboolean offered = nearest != NULL && strstr (nearest, quoted) != NULL;

      g_assert_true (near || !offered);
      n_near += near;
      n_offered += offered;
    }
  /* A name of several stands for the first of them only. */
  g_assert_cmpint (n_offered > 0, ==, n_near > 0);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();

  for (int round = 0; round < 60; round++)
    {
      IbarVocabulary *vocabulary = draw_vocabulary (random, g_rand_int_range (random, 0, round < 50 ? 20 : 300));

      if (g_rand_boolean (random))
        ibar_filter_prepare_names (vocabulary);
      for (int i = 0; i < 40; i++)
        {
          g_autofree char *typed = draw_name (random);

          check_complete (vocabulary, typed);
          check_find (vocabulary, typed);
        }
      for (guint i = 0; i < vocabulary->actors->len; i++)
        check_find (vocabulary, ibar_filter_names_id (vocabulary, IBAR_FACET_ACTOR, i));
      ibar_vocabulary_free (vocabulary);
    }
}

static gpointer
look_up (gpointer data)
{
  const IbarVocabulary *vocabulary = data;

  for (guint i = 0; i < vocabulary->actors->len; i++)
    {
      const IbarActor *actor = g_ptr_array_index (vocabulary->actors, i);

      g_assert_cmpint (ibar_filter_names_find (vocabulary, IBAR_FACET_ACTOR, actor->id), ==, i);
      g_assert_cmpint (ibar_filter_names_find (vocabulary, IBAR_FACET_ACTOR, "nobody at all"), ==, -1);
    }
  return NULL;
}

/* Whoever comes first folds, and the others wait for it. */
static void
test_threads (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();

  for (int round = 0; round < 20; round++)
    {
      IbarVocabulary *vocabulary = draw_vocabulary (random, 200);
      GThread *threads[4];

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("names", look_up, vocabulary);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_thread_join (threads[i]);
      ibar_vocabulary_free (vocabulary);
    }
}

/* What is folded the short way, letters of ASCII, is folded as it would be among others. */
static void
test_fold (void)
{
  g_autoptr (GRand) random = ibar_test_rand_new ();

  for (int i = 0; i < 20000; i++)
    {
      char text[12] = { 0 };
      g_autofree char *longer = NULL, *folded = NULL, *folded_longer = NULL;

      for (int k = g_rand_int_range (random, 0, 12); k > 0; k--)
        text[k - 1] = (char) g_rand_int_range (random, 1, 128);
      longer = g_strconcat (text, "ж", NULL);
      folded = ibar_fold (text);
      folded_longer = ibar_fold (longer);
      g_assert_cmpuint (strlen (folded_longer), ==, strlen (folded) + strlen ("ж"));
      g_assert_true (g_str_has_prefix (folded_longer, folded));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-names/random", test_random);
  g_test_add_func ("/filter-names/threads", test_threads);
  g_test_add_func ("/filter-names/fold", test_fold);
  return g_test_run ();
}
