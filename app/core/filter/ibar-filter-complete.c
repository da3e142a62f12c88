/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the term under the cursor may become: keys, and values of a key or of any key by their names. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-filter"

#include "ibar-filter-names.h"
#include "ibar-fold.h"
#include "ibar-name-index.h"

#include <string.h>

/* The term under the cursor: text between two blanks, a quoted value being one term. */
typedef struct
{
  gsize start, end; /* bytes */
  gsize value;      /* where the value begins */
  IbarFacet facet;  /* IBAR_N_FACETS: no key yet */
  gboolean negative;
  char *prefix;     /* (owned) folded: what has been typed of it, up to the cursor */
} Spot;

typedef struct
{
  int         quality; /* 0: the name begins so, 1: a word of it does */
  IbarFacet   facet;
  guint       value;
  const char *label;
} Match;

static void
candidate_free (IbarFilterCandidate *candidate)
{
  g_free (candidate->label);
  g_free (candidate->term);
  g_free (candidate->text);
  g_free (candidate);
}

/* Bounds of the term that holds the cursor. */
static void
find_term (const char *text, gsize cursor, gsize *start, gsize *end)
{
  gboolean quoted = FALSE;
  const char *p;

  *start = 0;
  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '"')
        quoted = !quoted;
      if (quoted || !g_unichar_isspace (g_utf8_get_char (p)))
        continue;
      if ((gsize) (p - text) >= cursor)
        break;
      *start = g_utf8_next_char (p) - text;
    }
  *end = p - text;
}

static void
find_spot (const char *text, gsize cursor, Spot *spot)
{
  g_autofree char *typed = NULL;
  gsize at, key;

  find_term (text, cursor, &spot->start, &spot->end);
  at = spot->start;
  spot->negative = text[at] == '-';
  at += spot->negative;
  for (key = 0; g_ascii_isalpha (text[at + key]); key++)
    ;
  spot->facet = IBAR_N_FACETS;
  if (text[at + key] == ':' && at + key < cursor && ibar_filter_find_facet (text + at, key, &spot->facet))
    at += key + 1;
  spot->value = MIN (at, cursor);
  if (text[spot->value] == '"')
    spot->value++;
  typed = g_strndup (text + spot->value, cursor > spot->value ? cursor - spot->value : 0);
  g_strdelimit (typed, "\"", ' ');
  spot->prefix = ibar_fold_loosely (g_strstrip (typed));
}

/* 0 if the name begins with the prefix, 1 if a later word does, else -1. */
static int
match_quality (const char *folded, const char *prefix, gsize length)
{
  if (strncmp (folded, prefix, length) == 0)
    return 0;
  for (const char *p = folded; (p = strstr (p, prefix)) != NULL; p++)
    if (!g_ascii_isalnum (p[-1]) && (guchar) p[-1] < 0x80)
      return 1;
  return -1;
}

/* Sets quality and label: the spelling that matched best. An id is for machines: where only that matches, the name is told. */
static gboolean
match_value (const IbarVocabulary *vocabulary, const IbarSpelling *spellings, guint n, const char *prefix, gsize length,
             Match *match)
{
  const IbarSpelling *named = NULL, *best = NULL;

  match->quality = 2;
  for (guint i = 0; i < n; i++)
    {
      int quality = match_quality (spellings[i].loose, prefix, length);

      if (spellings[i].number > 0 && named == NULL)
        named = &spellings[i];
      if (quality < 0 || quality > match->quality || (quality == match->quality && best != NULL))
        continue;
      match->quality = quality;
      best = spellings[i].number > 0 ? &spellings[i] : NULL;
    }
  if (match->quality > 1)
    return FALSE;
  best = best != NULL ? best : named != NULL ? named : spellings;
  match->label = ibar_filter_names_spelling (vocabulary, match->facet, best->value, best->number);
  return TRUE;
}

static void
match_facet (const IbarVocabulary *vocabulary, IbarFacet facet, const char *prefix, guint limit, GArray *matches)
{
  guint n, n_first = 0, end;
  const IbarSpelling *spellings = ibar_name_index_get_spellings (vocabulary, facet, &n);
  gsize length = strlen (prefix);

  for (guint i = 0; i < n && n_first < limit; i = end)
    {
      Match match = { .facet = facet, .value = spellings[i].value };

      for (end = i + 1; end < n && spellings[end].value == match.value; end++)
        ;
      if (!match_value (vocabulary, &spellings[i], end - i, prefix, length, &match))
        continue;
      n_first += match.quality == 0;
      g_array_append_val (matches, match);
    }
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *x = a, *y = b;

  if (x->quality != y->quality)
    return x->quality - y->quality;
  if (x->facet != y->facet)
    return (int) x->facet - (int) y->facet;
  return x->value < y->value ? -1 : 1;
}

/* The text with the term replaced. */
static void
add_candidate (GPtrArray *candidates, const char *text, const Spot *spot, const char *label, const char *term)
{
  IbarFilterCandidate *candidate = g_new0 (IbarFilterCandidate, 1);
  const char *sign = spot->negative ? "-" : "";

  candidate->label = g_strdup (label);
  candidate->term = g_strconcat (sign, term, NULL);
  candidate->text
      = g_strdup_printf ("%.*s%s%s%s", (int) spot->start, text, sign, term, text + spot->end);
  candidate->cursor = spot->start + strlen (sign) + strlen (term);
  g_ptr_array_add (candidates, candidate);
}

static void
add_keys (GPtrArray *candidates, const char *text, const Spot *spot, guint limit)
{
  static const char *const others[] = { "date", "area", "all" };

  for (guint i = 0; i < IBAR_N_FACETS + G_N_ELEMENTS (others) && candidates->len < limit; i++)
    {
      const char *key = i < IBAR_N_FACETS ? ibar_filter_facet_key (ibar_filter_facet_order[i]) : others[i - IBAR_N_FACETS];
      g_autofree char *term = g_strconcat (key, ":", NULL);

      if (strncmp (key, spot->prefix, strlen (spot->prefix)) == 0 && (i < IBAR_N_FACETS || !spot->negative))
        add_candidate (candidates, text, spot, term, term);
    }
}

/* The term as the filter itself would write it. */
static char *
write_term (const IbarVocabulary *vocabulary, IbarFacet facet, guint value)
{
  g_autoptr (IbarFilter) filter = ibar_filter_new ();

  ibar_filter_set_term (filter, facet, ibar_filter_names_id (vocabulary, facet, value), 1);
  return ibar_filter_to_text (filter);
}

static void
add_matches (GPtrArray *candidates, const char *text, const Spot *spot, const IbarVocabulary *vocabulary, guint limit)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));

  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    if (spot->facet == facet
        || (spot->facet == IBAR_N_FACETS && facet != IBAR_FACET_SOURCE && *spot->prefix != '\0')
        || (spot->facet == IBAR_FACET_MUNICIPALITY && facet == IBAR_FACET_PLACE))
      match_facet (vocabulary, facet, spot->prefix, limit, matches);
  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < matches->len && candidates->len < limit; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);
      g_autofree char *term = write_term (vocabulary, match->facet, match->value);

      add_candidate (candidates, text, spot, match->label, term);
    }
}

/**
 * ibar_filter_complete:
 * @text: what has been typed so far
 * @cursor: where the cursor stands [bytes]
 * @vocabulary: (nullable): knows the values
 * @limit: how many candidates are wanted at most
 *
 * What the term under the cursor may become: values whose name begins with it, or has a word that does, in any
 * spelling; and keys as long as there is none.
 *
 * Returns: (transfer full) (element-type IbarFilterCandidate): the candidates, best first
 *
 * **Thread:** any. **Cost:** O(names), some 20 ns each
 */
GPtrArray *
ibar_filter_complete (const char *text, gsize cursor, const IbarVocabulary *vocabulary, guint limit)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  Spot spot = { 0 };

  g_return_val_if_fail (text != NULL, candidates);

  if (!g_utf8_validate (text, -1, NULL))
    return candidates;
  find_spot (text, MIN (cursor, strlen (text)), &spot);
  if (spot.facet == IBAR_N_FACETS)
    add_keys (candidates, text, &spot, limit);
  add_matches (candidates, text, &spot, vocabulary, limit);
  g_free (spot.prefix);
  return candidates;
}
