/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter read out: "Riot involving KFOR in Zvečan, 26 May – 2 June 2023".
 *
 * A sentence is a row of clauses, each a message of its own with its blank or comma, so that a translator
 * decides how they join. Names are data and come in the reader's forms; long lists end in "5 more".
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-filter"

#include "ibar-filter-names.h"
#include "ibar-terms.h"

#include <glib/gi18n-lib.h>

#define MAX_NAMED 4

typedef struct
{
  const IbarVocabulary  *vocabulary;
  const IbarNameSetting *setting;
} Speaker;

/* What a value is called; its id if the collection does not know it. */
static char *
dup_label (Speaker *speaker, IbarFacet facet, const char *id)
{
  int value = ibar_filter_names_find (speaker->vocabulary, facet, id);
  const IbarVocabulary *vocabulary = speaker->vocabulary;
  char *name = NULL;

  if (facet == IBAR_FACET_CONFIDENCE && value >= 0)
    switch ((IbarConfidence) value)
      {
      case IBAR_CONFIDENCE_HIGH:
        return g_strdup (C_ ("confidence", "high"));
      case IBAR_CONFIDENCE_MEDIUM:
        return g_strdup (C_ ("confidence", "medium"));
      case IBAR_CONFIDENCE_LOW:
        return g_strdup (C_ ("confidence", "low"));
      case IBAR_CONFIDENCE_GENERAL_KNOWLEDGE:
        return g_strdup (C_ ("confidence", "general knowledge"));
      case IBAR_CONFIDENCE_UNSTATED:
      case IBAR_N_CONFIDENCES:
      default:
        return g_strdup (C_ ("confidence", "unstated"));
      }
  if (value < 0 || vocabulary == NULL)
    return g_strdup (id);
  if (facet == IBAR_FACET_ACTOR)
    name = ibar_names_format (&((IbarActor *) g_ptr_array_index (vocabulary->actors, value))->names,
                              speaker->setting);
  else if (facet == IBAR_FACET_PLACE)
    name = ibar_names_format (&((IbarPlace *) g_ptr_array_index (vocabulary->places, value))->names,
                              speaker->setting);
  else if (facet == IBAR_FACET_TYPE)
    name = g_strdup (ibar_term_type (((IbarEventType *) g_ptr_array_index (vocabulary->types, value))->label));
  else if (facet == IBAR_FACET_SOURCE)
    name = g_strdup (((IbarSource *) g_ptr_array_index (vocabulary->sources, value))->publisher);
  else if (facet == IBAR_FACET_DATASET)
    name = g_strdup (((IbarDataset *) g_ptr_array_index (vocabulary->datasets, value))->name);
  if (name == NULL || *name == '\0')
    {
      g_free (name);
      return g_strdup (id);
    }
  return name;
}

static char *
join_two (const char *a, const char *b, gboolean all)
{
  /* Translators: the last two of several names, one of which or all of which an event has. */
  return all ? g_strdup_printf (_ ("%s and %s"), a, b) : g_strdup_printf (_ ("%s or %s"), a, b);
}

/* "A", "A or B", "A, B or C", "A, B, C or 5 more". */
static char *
join_names (Speaker *speaker, IbarFacet facet, const GPtrArray *ids, gboolean all)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *last = NULL;
  guint n = ids->len > MAX_NAMED ? MAX_NAMED - 1 : ids->len - 1;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = dup_label (speaker, facet, g_ptr_array_index (ids, i));

      if (i > 0)
        g_string_append (list, C_ ("between names of a list", ", "));
      g_string_append (list, label);
    }
  if (ids->len > MAX_NAMED)
    last = g_strdup_printf (ngettext ("%u more", "%u more", ids->len - n), ids->len - n);
  else
    last = dup_label (speaker, facet, g_ptr_array_index (ids, ids->len - 1));
  return n > 0 ? join_two (list->str, last, all) : g_steal_pointer (&last);
}

static const char *
clause_format (IbarFacet facet)
{
  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      /* Translators: clauses of a sentence as "Riot involving KFOR in Zvečan, 26 May – 2 June 2023". */
      return _ (" involving %s");
    case IBAR_FACET_MUNICIPALITY:
      return _ (" in %s");
    case IBAR_FACET_PLACE:
      return _ (" at %s");
    case IBAR_FACET_CONFIDENCE:
      return _ (" of %s confidence");
    case IBAR_FACET_SOURCE:
      return _ (" reported by %s");
    case IBAR_FACET_DATASET:
      return _ (" from %s");
    case IBAR_FACET_TYPE:
    case IBAR_N_FACETS:
    default:
      return "%s";
    }
}

static void
append_clause (GString *sentence, const char *format, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  g_string_append (sentence, parts[0]);
  g_string_append (sentence, names);
  if (parts[0] != NULL && parts[1] != NULL)
    g_string_append (sentence, parts[1]);
}

static void
append_included (GString *sentence, Speaker *speaker, const IbarFilter *filter)
{
  static const IbarFacet order[]
      = { IBAR_FACET_ACTOR,  IBAR_FACET_MUNICIPALITY, IBAR_FACET_PLACE, IBAR_FACET_CONFIDENCE,
          IBAR_FACET_SOURCE, IBAR_FACET_DATASET };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const IbarFilterTerms *terms = &filter->terms[order[i]];
      g_autofree char *names = NULL;

      if (terms->include->len == 0)
        continue;
      names = join_names (speaker, order[i], terms->include, terms->all);
      append_clause (sentence, clause_format (order[i]), names);
    }
}

static void
append_text (GString *sentence, const IbarFilter *filter)
{
  g_autoptr (GPtrArray) words = NULL;

  if (filter->text == NULL)
    return;
  words = ibar_filter_words (filter->text);
  for (int pass = 0; pass < 2; pass++)
    {
      g_autoptr (GString) list = g_string_new (NULL);
      guint n = 0;

      for (guint i = 0; i < words->len; i++)
        {
          const char *word = g_ptr_array_index (words, i);

          if ((word[0] == '-') != pass || n++ >= MAX_NAMED)
            continue;
          if (list->len > 0)
            g_string_append (list, C_ ("between names of a list", ", "));
          /* Translators: a word or phrase that is looked for. */
          g_string_append_printf (list, _ ("“%s”"), word + 1);
        }
      if (list->len > 0)
        append_clause (sentence, pass == 0 ? _ (" mentioning %s") : _ (", not mentioning %s"), list->str);
    }
}

static void
append_excluded (GString *sentence, Speaker *speaker, const IbarFilter *filter)
{
  for (guint i = 0; i < IBAR_N_FACETS; i++)
    {
      IbarFacet facet = ibar_filter_facet_order[i];
      const GPtrArray *ids = filter->terms[facet].exclude;
      g_autofree char *names = NULL;

      if (ids->len == 0)
        continue;
      names = join_names (speaker, facet, ids, FALSE);
      /* Translators: a clause that names what an event must not have. */
      append_clause (sentence, _ (", without %s"), names);
    }
}

static void
append_dates (GString *sentence, const IbarFilter *filter)
{
  g_autofree char *days = NULL;

  if (filter->from == IBAR_DAY_NONE && filter->to == IBAR_DAY_NONE)
    return;
  days = ibar_date_format (filter->from, filter->to, IBAR_DATE_DAY);
  append_clause (sentence,
                 filter->to == IBAR_DAY_NONE     ? _ (", from %s on")
                 : filter->from == IBAR_DAY_NONE ? _ (", until %s")
                                                 : _ (", %s"),
                 days);
}

/**
 * ibar_filter_to_sentence:
 * @self: a filter
 * @vocabulary: (nullable): knows what ids are called
 * @names: (nullable): in which forms
 *
 * Returns: (transfer full): the filter in words, without a full stop, in the interface's language
 */
char *
ibar_filter_to_sentence (const IbarFilter *self, const IbarVocabulary *vocabulary, const IbarNameSetting *names)
{
  Speaker speaker = { vocabulary, names != NULL ? names : &IBAR_NAME_SETTING_DEFAULT };
  GString *sentence;

  g_return_val_if_fail (self != NULL, NULL);

  if (ibar_filter_is_empty (self))
    return g_strdup (_ ("All events"));
  sentence = g_string_new (NULL);
  if (self->terms[IBAR_FACET_TYPE].include->len > 0)
    {
      g_autofree char *types = join_names (&speaker, IBAR_FACET_TYPE, self->terms[IBAR_FACET_TYPE].include,
                                           self->terms[IBAR_FACET_TYPE].all);

      g_string_append (sentence, types);
    }
  else
    g_string_append (sentence, _ ("Events"));
  append_included (sentence, &speaker, self);
  append_text (sentence, self);
  if (self->area != NULL)
    g_string_append (sentence, _ (" within a drawn area"));
  append_excluded (sentence, &speaker, self);
  append_dates (sentence, self);
  return g_string_free (sentence, FALSE);
}
