/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a quiz says: titles, prompts, positions, explanations. */

#define G_LOG_DOMAIN "ibar-quiz-words"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-position-words.h"
#include "ibar-quiz-private.h"
#include "ibar-region-areas.h"

static const struct
{
  const char *id;
  const char *title;
} sets[IBAR_N_QUIZ_SETS] = {
  [IBAR_QUIZ_MUNICIPALITIES] = { "municipalities", N_ ("Municipalities") },
  [IBAR_QUIZ_SETTLEMENTS] = { "settlements", N_ ("Settlements") },
  [IBAR_QUIZ_RIVERS] = { "rivers", N_ ("Rivers") },
  [IBAR_QUIZ_PEAKS] = { "peaks", N_ ("Peaks") },
  [IBAR_QUIZ_CROSSINGS] = { "crossings", N_ ("Crossings") },
  [IBAR_QUIZ_BRIDGES] = { "bridges", N_ ("Bridges") },
  [IBAR_QUIZ_LANDMARKS] = { "landmarks", N_ ("Landmarks") },
  [IBAR_QUIZ_EVENTS] = { "events", N_ ("Events") },
};

static const struct
{
  const char *id;
  const char *title;
} kinds[IBAR_N_QUIZ_KINDS] = {
  [IBAR_QUIZ_FIND] = { "find", N_ ("Find on the map") },
  [IBAR_QUIZ_NAME] = { "name", N_ ("Choose the name") },
  [IBAR_QUIZ_TYPE] = { "type", N_ ("Type the name") },
  [IBAR_QUIZ_MATCH] = { "match", N_ ("Match the names of both languages") },
  [IBAR_QUIZ_WHERE] = { "where", N_ ("Where did it happen?") },
  [IBAR_QUIZ_WHEN] = { "when", N_ ("When did it happen?") },
  [IBAR_QUIZ_ORDER] = { "order", N_ ("Put events in order") },
  [IBAR_QUIZ_NEIGHBOUR] = { "neighbour", N_ ("Neighbours") },
  [IBAR_QUIZ_NORTH] = { "north", N_ ("Which is farther north?") },
};

/**
 * ibar_quiz_set_to_string:
 * @set: a set
 *
 * Returns: its word on the command line
 */
const char *
ibar_quiz_set_to_string (IbarQuizSet set)
{
  g_return_val_if_fail (set < IBAR_N_QUIZ_SETS, NULL);

  return sets[set].id;
}

/**
 * ibar_quiz_kind_to_string:
 * @kind: a kind of question
 *
 * Returns: its word on the command line
 */
const char *
ibar_quiz_kind_to_string (IbarQuizKind kind)
{
  g_return_val_if_fail (kind < IBAR_N_QUIZ_KINDS, NULL);

  return kinds[kind].id;
}

/**
 * ibar_quiz_set_get_title:
 * @set: a set
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
ibar_quiz_set_get_title (IbarQuizSet set)
{
  g_return_val_if_fail (set < IBAR_N_QUIZ_SETS, NULL);

  return _ (sets[set].title);
}

/**
 * ibar_quiz_kind_get_title:
 * @kind: a kind of question
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
ibar_quiz_kind_get_title (IbarQuizKind kind)
{
  g_return_val_if_fail (kind < IBAR_N_QUIZ_KINDS, NULL);

  return _ (kinds[kind].title);
}

static gboolean
parse_words (const char *text, const char *(*name) (guint), guint n, guint *bits)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", ",", -1);
  guint found = 0;

  for (guint w = 0; words[w] != NULL; w++)
    {
      guint i = 0;

      g_strstrip (words[w]);
      if (strcmp (words[w], "all") == 0)
        {
          found |= IBAR_QUIZ_BIT (n) - 1;
          continue;
        }
      while (i < n && strcmp (words[w], name (i)) != 0)
        i++;
      if (i == n)
        return FALSE;
      found |= IBAR_QUIZ_BIT (i);
    }
  if (found == 0)
    return FALSE;
  *bits = found;
  return TRUE;
}

static const char *
set_name (guint i)
{
  return sets[i].id;
}

static const char *
kind_name (guint i)
{
  return kinds[i].id;
}

/**
 * ibar_quiz_sets_from_string:
 * @text: (nullable): sets with commas between, or "all"
 * @found: (out): 1 << #IbarQuizSet of each; untouched if a word is none
 *
 * Returns: whether every word is a set, and there is one
 */
gboolean
ibar_quiz_sets_from_string (const char *text, guint *found)
{
  return parse_words (text, set_name, IBAR_N_QUIZ_SETS, found);
}

/**
 * ibar_quiz_kinds_from_string:
 * @text: (nullable): kinds with commas between, or "all"
 * @found: (out): 1 << #IbarQuizKind of each; untouched if a word is none
 *
 * Returns: whether every word is a kind, and there is one
 */
gboolean
ibar_quiz_kinds_from_string (const char *text, guint *found)
{
  return parse_words (text, kind_name, IBAR_N_QUIZ_KINDS, found);
}

/**
 * ibar_quiz_kinds_to_string:
 * @wanted: 1 << #IbarQuizKind of each
 *
 * Returns: (transfer full): what ibar_quiz_kinds_from_string() reads
 */
char *
ibar_quiz_kinds_to_string (guint wanted)
{
  GString *text = g_string_new (NULL);

  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    if ((wanted & IBAR_QUIZ_BIT (kind)) != 0)
      g_string_append_printf (text, text->len > 0 ? ",%s" : "%s", kind_name (kind));
  return g_string_free (text, FALSE);
}

/* The two forms that are matched: the reader's, or the default ones where the reader has one only.
 */
void
ibar_quiz_get_match_forms (const IbarNameSetting *names, IbarNameForm *given, IbarNameForm *asked)
{
  const IbarNameSetting *both = &IBAR_NAME_SETTING_DEFAULT;

  /* What is written on the spot is of no language that one could ask for. */
  *given = names->first != IBAR_NAME_LOCAL ? names->first : IBAR_NAME_EN;
  *asked = names->second;
  if (*asked < IBAR_NAME_LOCAL && *asked != *given)
    return;
  *asked = *given == both->first ? both->second : both->first;
}

/* The same word in the sentence must be one a language can bend: so a whole sentence for each. */
static char *
dup_match_prompt (IbarNameForm given, IbarNameForm asked, const char *name)
{
  if (given == IBAR_NAME_SR_CYRL && asked == IBAR_NAME_SR_LATN)
    return g_strdup_printf (_ ("How is %s written in Latin letters?"), name);
  if (given == IBAR_NAME_SR_LATN && asked == IBAR_NAME_SR_CYRL)
    return g_strdup_printf (_ ("How is %s written in Cyrillic letters?"), name);
  switch (asked)
    {
    case IBAR_NAME_SQ:
      return g_strdup_printf (_ ("What is the Albanian name of %s?"), name);
    case IBAR_NAME_SR_LATN:
      return g_strdup_printf (_ ("What is the Serbian name of %s?"), name);
    case IBAR_NAME_SR_CYRL:
      return g_strdup_printf (_ ("What is the Serbian name of %s, in Cyrillic letters?"), name);
    case IBAR_NAME_EN:
    case IBAR_NAME_LOCAL:
    case IBAR_N_NAME_FORMS:
    default:
      return g_strdup_printf (_ ("What is the English name of %s?"), name);
    }
}

static char *
dup_find_prompt (IbarQuizSet set, const char *name)
{
  switch (set)
    {
    case IBAR_QUIZ_MUNICIPALITIES:
      return g_strdup_printf (_ ("Find the municipality %s."), name);
    case IBAR_QUIZ_SETTLEMENTS:
      return g_strdup_printf (_ ("Find the settlement %s."), name);
    case IBAR_QUIZ_RIVERS:
      return g_strdup_printf (_ ("Find the river %s."), name);
    case IBAR_QUIZ_PEAKS:
      return g_strdup_printf (_ ("Find the peak %s."), name);
    case IBAR_QUIZ_CROSSINGS:
      return g_strdup_printf (_ ("Find the crossing %s."), name);
    case IBAR_QUIZ_BRIDGES:
      return g_strdup_printf (_ ("Find the bridge %s."), name);
    case IBAR_QUIZ_LANDMARKS:
    case IBAR_QUIZ_EVENTS:
    case IBAR_N_QUIZ_SETS:
    default:
      return g_strdup_printf (_ ("Find %s."), name);
    }
}

static const char *
get_name_prompt (IbarQuizSet set)
{
  switch (set)
    {
    case IBAR_QUIZ_MUNICIPALITIES:
      return _ ("What is the marked municipality called?");
    case IBAR_QUIZ_SETTLEMENTS:
      return _ ("What is the marked settlement called?");
    case IBAR_QUIZ_RIVERS:
      return _ ("What is the marked river called?");
    case IBAR_QUIZ_PEAKS:
      return _ ("What is the marked peak called?");
    case IBAR_QUIZ_CROSSINGS:
      return _ ("What is the marked crossing called?");
    case IBAR_QUIZ_BRIDGES:
      return _ ("What is the marked bridge called?");
    case IBAR_QUIZ_LANDMARKS:
    case IBAR_QUIZ_EVENTS:
    case IBAR_N_QUIZ_SETS:
    default:
      return _ ("What is the marked place called?");
    }
}

/* A candidate's name as the reader wants it; with its municipality where another has the same name.
 */
char *
ibar_quiz_dup_label (IbarQuizPool *pool, const IbarNameSetting *names, guint index)
{
  const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, index);
  g_autofree char *name = ibar_names_format (&candidate->names, names);
  g_autofree char *area = NULL;

  if (candidate->set == IBAR_QUIZ_EVENTS || candidate->set == IBAR_QUIZ_MUNICIPALITIES
      || candidate->area < 0 || !candidate->namesake)
    return g_steal_pointer (&name);
  area = ibar_names_format (&ibar_region_get_feature (pool->region, IBAR_LAYER_ADMIN_AREA,
                                                      (guint) candidate->area)
                                 ->names,
                            names);
  /* Translators: a place, and the municipality it lies in, to tell it from another of that name. */
  return g_strdup_printf (_ ("%1$s (municipality %2$s)"), name, area);
}

char *
ibar_quiz_dup_prompt (IbarQuizPool *pool,
                      const IbarQuizSettings *settings,
                      IbarQuizKind kind,
                      guint subject)
{
  const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, subject);
  g_autofree char *label = ibar_quiz_dup_label (pool, &settings->names, subject);
  IbarNameForm given, asked;

  switch (kind)
    {
    case IBAR_QUIZ_FIND:
      return dup_find_prompt (candidate->set, label);
    case IBAR_QUIZ_NAME:
    case IBAR_QUIZ_TYPE:
      return g_strdup (get_name_prompt (candidate->set));
    case IBAR_QUIZ_MATCH:
      ibar_quiz_get_match_forms (&settings->names, &given, &asked);
      return dup_match_prompt (given, asked, candidate->names.form[given]);
    case IBAR_QUIZ_WHERE:
      return g_strdup_printf (_ ("Where did this happen? “%s”"), label);
    case IBAR_QUIZ_WHEN:
      return g_strdup_printf (_ ("When did this happen? “%s”"), label);
    case IBAR_QUIZ_ORDER:
      return g_strdup (_ ("Put these events in order, the earliest first."));
    case IBAR_QUIZ_NEIGHBOUR:
      return g_strdup_printf (_ ("Which of these borders on the municipality %s?"), label);
    case IBAR_QUIZ_NORTH:
      return g_strdup (_ ("Which of the two lies farther north?"));
    case IBAR_N_QUIZ_KINDS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* The names of an area's neighbours, those left out that would give the answer away. */
static char *
dup_neighbours (IbarQuizPool *pool,
                const IbarNameSetting *names,
                guint area,
                const IbarNames *const *avoid)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < pool->n_areas; i++)
    {
      const IbarFeature *other = ibar_region_get_feature (pool->region, IBAR_LAYER_ADMIN_AREA, i);
      g_autofree char *name = NULL;

      if (pool->relations[area * pool->n_areas + i] != IBAR_AREAS_NEIGHBOURS
          || ibar_names_share_any (avoid, &other->names))
        continue;
      name = ibar_names_format (&other->names, names);
      g_string_append_printf (list, list->len > 0 ? ", %s" : "%s", name);
    }
  return g_string_free (list, FALSE);
}

/* From where to where a river runs as it is drawn: its two vertices farthest apart. */
static char *
dup_course (IbarQuizPool *pool,
            const IbarNameSetting *names,
            const IbarQuizCandidate *river,
            const IbarNames *const *avoid)
{
  IbarPoint ends[2] = { river->point, river->point };
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  for (int pass = 0; pass < 2; pass++)
    for (guint k = 0; k < river->features->len; k++)
      {
        const IbarFeature *piece = ibar_region_get_feature (
            pool->region, IBAR_LAYER_WATERWAY, g_array_index (river->features, guint, k));

        for (guint32 i = 0; i < piece->starts[piece->n_parts]; i++)
          {
            IbarPoint point = { ibar_mercator_longitude (piece->points[2 * i]),
                                ibar_mercator_latitude (piece->points[2 * i + 1]) };

            if (ibar_geodesic_distance (point, ends[1 - pass])
                > ibar_geodesic_distance (ends[pass], ends[1 - pass]))
              ends[pass] = point;
          }
      }
  from = ibar_position_dup_words (pool->region, ends[0], names, avoid);
  to = ibar_position_dup_words (pool->region, ends[1], names, avoid);
  /* Translators: the two ends of a river, as positions: "3 km north of A", "2 km south of B". */
  return g_strdup_printf (_ ("from %1$s to %2$s"), from, to);
}

/* Where a candidate lies, in words that tell neither what it is called nor what is asked for. An event's place is no
 * secret. */
char *
ibar_quiz_dup_position (IbarQuizPool *pool,
                        const IbarNameSetting *names,
                        guint index,
                        guint subject)
{
  const IbarQuizCandidate *candidate = ibar_quiz_pool_get (pool, index);
  const IbarNames *const secret[]
      = { &candidate->names, &ibar_quiz_pool_get (pool, subject)->names, NULL };
  const IbarNames *const *avoid = candidate->set != IBAR_QUIZ_EVENTS ? secret : NULL;
  g_autofree char *neighbours = NULL;
  g_autofree char *position = NULL;

  /* So many hundred kilometres from the nearest town of the map say nothing of where it is. */
  if (candidate->set == IBAR_QUIZ_EVENTS
      && !ibar_extent_contains (ibar_region_get_extent (pool->region), candidate->point))
    return g_strdup ("");
  if (candidate->set == IBAR_QUIZ_RIVERS)
    return dup_course (pool, names, candidate, avoid);
  position = ibar_position_dup_words (pool->region, candidate->point, names, avoid);
  if (candidate->set != IBAR_QUIZ_MUNICIPALITIES)
    return g_steal_pointer (&position);
  neighbours = dup_neighbours (pool, names, (guint) candidate->area, avoid);
  if (neighbours[0] == '\0')
    return g_strdup_printf (_ ("its middle %s"), position);
  /* Translators: an area: where its middle lies, then the names of its neighbours. */
  return g_strdup_printf (_ ("its middle %1$s; borders on %2$s"), position, neighbours);
}

static char *
dup_names_line (const IbarNames *names)
{
  GString *line = g_string_new (NULL);

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    {
      const char *form = names->form[i];

      if (form == NULL || form[0] == '\0' || (line->len > 0 && strstr (line->str, form) != NULL))
        continue;
      g_string_append_printf (line, line->len > 0 ? " · %s" : "%s", form);
    }
  return g_string_free (line, FALSE);
}

static char *
dup_dates (IbarQuizPool *pool, const IbarQuizQuestion *question)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < question->n_choices; i++)
    {
      const IbarQuizChoice *choice = &question->choices[question->order[i]];
      const IbarQuizCandidate *event = ibar_quiz_pool_get (pool, (guint) choice->candidate);
      g_autofree char *date = ibar_date_format (event->start, event->end, event->date_precision);

      /* No colon: in some languages a date ends in a full stop. */
      g_string_append_printf (text, "%s%s – %s", i > 0 ? "\n" : "", date, choice->text);
    }
  return g_string_free (text, FALSE);
}

/* What a player reads after the answer. */
char *
ibar_quiz_dup_explanation (IbarQuizPool *pool,
                           const IbarQuizSettings *settings,
                           const IbarQuizQuestion *question)
{
  const IbarQuizCandidate *subject = ibar_quiz_pool_get (pool, question->subject);
  g_autofree char *all_names = dup_names_line (&subject->names);
  g_autofree char *text = NULL;

  switch (question->kind)
    {
    case IBAR_QUIZ_ORDER:
      return dup_dates (pool, question);
    case IBAR_QUIZ_WHERE:
    case IBAR_QUIZ_WHEN:
      text = ibar_date_format (subject->start, subject->end, subject->date_precision);
      if (question->position[0] == '\0')
        /* Translators: a date, then what happened on it, in sentences. */
        return g_strdup_printf (_ ("%1$s. %2$s"), text, subject->summary != NULL ? subject->summary : "");
      /* Translators: a date, a place, then what happened there, in sentences. */
      return g_strdup_printf (_ ("%1$s, %2$s. %3$s"), text, question->position,
                              subject->summary != NULL ? subject->summary : "");
    case IBAR_QUIZ_NEIGHBOUR:
      text = dup_neighbours (pool, &settings->names, (guint) subject->area, NULL);
      return g_strdup_printf (_ ("%1$s borders on %2$s."), question->label, text);
    case IBAR_QUIZ_NORTH:
      {
        const IbarQuizChoice *a = &question->choices[question->right];
        const IbarQuizChoice *b = &question->choices[1 - question->right];
        const IbarQuizCandidate *north = ibar_quiz_pool_get (pool, (guint) a->candidate);
        const IbarQuizCandidate *south = ibar_quiz_pool_get (pool, (guint) b->candidate);

        return g_strdup_printf (_ ("%1$s lies at %2$.2f° north, %3$s at %4$.2f° north."), a->text,
                                north->point.latitude, b->text, south->point.latitude);
      }
    case IBAR_QUIZ_FIND:
    case IBAR_QUIZ_NAME:
    case IBAR_QUIZ_TYPE:
    case IBAR_QUIZ_MATCH:
    case IBAR_N_QUIZ_KINDS:
    default:
      return g_strdup_printf ("%s: %s.", all_names, question->position);
    }
}
