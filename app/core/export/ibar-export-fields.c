/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns of every tabular export: one table says what they are called, what they hold and how
 * they are made, and CSV, JSON and GDAL's formats all follow it. */

#define G_LOG_DOMAIN "ibar-export-fields"

#include "config.h"

#include <string.h>

#include "ibar-export-private.h"

typedef gboolean (*AppendFunc) (const IbarExport *export,
                                const IbarVocabulary *words,
                                const IbarEventRecord *record,
                                GString *out);

static gboolean
append_text (GString *out, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return FALSE;
  g_string_append (out, text);
  return TRUE;
}

/* The shortest decimal that reads back as the same number. */
void
ibar_export_append_real (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_formatd (buffer, sizeof buffer, "%.17g", value);
  g_string_append (out, buffer);
}

static const IbarPlace *
get_place (const IbarVocabulary *words, const IbarEventRecord *record)
{
  return record->place >= 0 ? g_ptr_array_index (words->places, (guint) record->place) : NULL;
}

static const IbarEventType *
get_type (const IbarVocabulary *words, const IbarEventRecord *record)
{
  return record->type >= 0 ? g_ptr_array_index (words->types, (guint) record->type) : NULL;
}

static const IbarDataset *
get_dataset (const IbarVocabulary *words, const IbarEventRecord *record)
{
  return record->dataset >= 0 ? g_ptr_array_index (words->datasets, (guint) record->dataset) : NULL;
}

#define FIELD(name)                                                                                \
  static gboolean append_##name (const IbarExport *export, const IbarVocabulary *words,            \
                                 const IbarEventRecord *record, GString *out)

FIELD (id) { return append_text (out, record->id); }

FIELD (dataset)
{
  const IbarDataset *dataset = get_dataset (words, record);

  return dataset != NULL && append_text (out, dataset->id);
}

FIELD (licence)
{
  const IbarDataset *dataset = get_dataset (words, record);

  return dataset != NULL && append_text (out, dataset->licence);
}

FIELD (date_start)
{
  g_autofree char *day = ibar_day_format_iso (record->start);

  return append_text (out, day);
}

FIELD (date_end)
{
  g_autofree char *day = ibar_day_format_iso (record->end);

  return append_text (out, day);
}

FIELD (date_precision)
{
  return append_text (out, ibar_date_precision_to_string (record->date_precision));
}

FIELD (title) { return append_text (out, record->title); }

FIELD (type)
{
  const IbarEventType *type = get_type (words, record);

  return type != NULL && append_text (out, type->id);
}

FIELD (type_label)
{
  const IbarEventType *type = get_type (words, record);

  return type != NULL && append_text (out, type->label);
}

FIELD (family)
{
  const IbarEventType *type = get_type (words, record);

  return append_text (out, ibar_family_to_string (type != NULL ? type->family : IBAR_FAMILY_OTHER));
}

FIELD (place_id)
{
  const IbarPlace *place = get_place (words, record);

  return place != NULL && append_text (out, place->id);
}

FIELD (place)
{
  const IbarPlace *place = get_place (words, record);
  g_autofree char *name = place != NULL ? ibar_names_format (&place->names, &export->names) : NULL;

  return append_text (out, name);
}

FIELD (municipality)
{
  const IbarPlace *place = get_place (words, record);

  return place != NULL && place->municipality >= 0
         && append_text (out,
                         g_ptr_array_index (words->municipalities, (guint) place->municipality));
}

FIELD (longitude)
{
  if (!ibar_point_is_placed (record->point))
    return FALSE;
  ibar_export_append_real (out, record->point.longitude);
  return TRUE;
}

FIELD (latitude)
{
  if (!ibar_point_is_placed (record->point))
    return FALSE;
  ibar_export_append_real (out, record->point.latitude);
  return TRUE;
}

FIELD (place_precision)
{
  const IbarPlace *place = get_place (words, record);

  if (!ibar_point_is_placed (record->point))
    return append_text (out, "unplaced");
  return append_text (out, ibar_place_precision_to_string (place != NULL ? place->precision
                                                                         : IBAR_PLACE_EXACT));
}

FIELD (uncertainty_m)
{
  const IbarPlace *place = get_place (words, record);

  if (place == NULL || !(place->uncertainty_m > 0))
    return FALSE;
  ibar_export_append_real (out, place->uncertainty_m);
  return TRUE;
}

FIELD (confidence) { return append_text (out, ibar_confidence_to_string (record->confidence)); }

FIELD (actors)
{
  for (guint i = 0; i < record->actors->len; i++)
    {
      const IbarEventActor *actor = &g_array_index (record->actors, IbarEventActor, i);
      const IbarActor *who = g_ptr_array_index (words->actors, (guint) actor->actor);

      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", who->id);
      if (actor->role[0] != '\0')
        {
          g_string_append_c (out, ' ');
          ibar_export_append_enclosed (out, '(', actor->role, ')');
        }
    }
  return record->actors->len > 0;
}

static void
append_bounds (GString *out, gint64 low, gint64 high)
{
  if (low >= 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, low);
  g_string_append (out, "–");
  if (high >= 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, high);
}

/* A claim's figure with its bounds, each as it was stated: "30", "≥ 30" (at least: low and best), "≤ 40",
 * "20–40", "30 (20–40)"; a bound that nobody states is left out: "30 (–40)". */
void
ibar_export_append_figure (GString *out, const IbarClaim *claim)
{
  gint64 low = claim->low, best = claim->best, high = claim->high;

  if (best >= 0 && low == best && high < 0)
    g_string_append_printf (out, "≥ %" G_GINT64_FORMAT, best);
  else if (best >= 0)
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, best);
      if (low < 0 && high < 0)
        return;
      g_string_append (out, " (");
      append_bounds (out, low, high);
      g_string_append_c (out, ')');
    }
  else if (low < 0)
    g_string_append_printf (out, "≤ %" G_GINT64_FORMAT, high);
  else
    append_bounds (out, low, high);
}

/* An actor by its id, and in quotes what the account calls a group that is none. */
static void
append_group (GString *out, const IbarVocabulary *words, const IbarClaim *claim)
{
  const IbarActor *actor = claim->actor >= 0 ? g_ptr_array_index (words->actors, (guint) claim->actor) : NULL;

  if (actor != NULL && strcmp (actor->id, claim->group) == 0 && strchr (claim->group, ' ') == NULL)
    g_string_append (out, claim->group);
  else
    ibar_export_append_enclosed (out, '"', claim->group, '"');
}

static void
append_claim_sources (GString *out, const IbarVocabulary *words, const IbarClaim *claim)
{
  for (guint s = 0; s < claim->sources->len; s++)
    {
      guint index = GPOINTER_TO_UINT (g_ptr_array_index (claim->sources, s)) - 1;

      g_string_append_printf (out, "%s%s", s == 0 ? " [" : ", ",
                              ((const IbarSource *) g_ptr_array_index (words->sources, index))->id);
    }
  g_string_append (out, claim->sources->len > 0 ? "]" : "");
}

/* "kfor 30 [a, b]; › kfor_italy 11 [a]": what lies inside the one before has a mark a level, and
 * each claim the sources that make it, so that nobody adds up what contains each other or takes one
 * for all. ibar-import-cells.c reads it. */
static gboolean
append_claims (const IbarVocabulary *words,
               const IbarEventRecord *record,
               const char *kind,
               GString *out)
{
  gboolean any = FALSE;

  for (guint i = 0; i < record->claims->len; i++)
    {
      const IbarClaim *claim = g_ptr_array_index (record->claims, i);

      if (strcmp (claim->kind, kind) != 0)
        continue;
      g_string_append (out, any ? "; " : "");
      for (int d = 0; d < claim->depth; d++)
        g_string_append (out, "›");
      g_string_append (out, claim->depth > 0 ? " " : "");
      append_group (out, words, claim);
      g_string_append_c (out, ' ');
      ibar_export_append_figure (out, claim);
      append_claim_sources (out, words, claim);
      if (claim->note != NULL && claim->note[0] != '\0')
        {
          g_string_append_c (out, ' ');
          ibar_export_append_enclosed (out, '{', claim->note, '}');
        }
      any = TRUE;
    }
  return any;
}

FIELD (killed) { return append_claims (words, record, "killed", out); }

FIELD (injured) { return append_claims (words, record, "injured", out); }

FIELD (summary) { return append_text (out, record->summary); }

FIELD (contested) { return append_text (out, record->contested); }

FIELD (source_ids)
{
  for (guint i = 0; i < record->sources->len; i++)
    {
      const IbarSource *source
          = g_ptr_array_index (words->sources, (guint) g_array_index (record->sources, int, i));

      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", source->id);
    }
  return record->sources->len > 0;
}

/* Whether a publisher's name can be told from what follows it. */
static gboolean
needs_quotes (const char *name)
{
  if (strstr (name, ": \"") != NULL || strpbrk (name, "<[{|\"") != NULL)
    return TRUE;
  for (const char *p = strstr (name, ", "); p != NULL; p = strstr (p + 2, ", "))
    {
      if (g_ascii_isdigit (p[2]))
        return TRUE;
    }
  return FALSE;
}

static void
append_source (GString *out, const IbarSource *source)
{
  if (needs_quotes (source->publisher))
    ibar_export_append_enclosed (out, '"', source->publisher, '"');
  else
    g_string_append (out, source->publisher);
  if (source->title != NULL)
    {
      g_string_append (out, ": ");
      ibar_export_append_enclosed (out, '"', source->title, '"');
    }
  if (source->date != NULL)
    g_string_append_printf (out, ", %s", source->date);
  if (source->url != NULL)
    {
      g_string_append_c (out, ' ');
      ibar_export_append_enclosed (out, '<', source->url, '>');
    }
  if (source->language != NULL)
    {
      g_string_append_c (out, ' ');
      ibar_export_append_enclosed (out, '[', source->language, ']');
    }
  if (source->note != NULL)
    {
      g_string_append_c (out, ' ');
      ibar_export_append_enclosed (out, '{', source->note, '}');
    }
}

FIELD (sources)
{
  for (guint i = 0; i < record->sources->len; i++)
    {
      g_string_append (out, i > 0 ? " | " : "");
      append_source (out, g_ptr_array_index (words->sources, (guint) g_array_index (record->sources, int, i)));
    }
  return record->sources->len > 0;
}

FIELD (place_forms)
{
  const IbarPlace *place = get_place (words, record);

  return place != NULL && export->all_names != NULL && ibar_export_names_append_place (export->all_names, place, out);
}

FIELD (actor_forms)
{
  return export->all_names != NULL && ibar_export_names_append_actors (export->all_names, words, record, out);
}

static const IbarExportField fields[] = {
  { "id", IBAR_FIELD_TEXT, "stable id of the event, citable" },
  { "dataset", IBAR_FIELD_TEXT, "id of the data set it comes from" },
  { "licence", IBAR_FIELD_TEXT, "the data set's terms" },
  { "date_start", IBAR_FIELD_DATE, "first possible day, ISO 8601; empty: not dated" },
  { "date_end", IBAR_FIELD_DATE, "last possible day, inclusive" },
  { "date_precision", IBAR_FIELD_TEXT, "day, day-inferred, month, year, range or unknown" },
  { "title", IBAR_FIELD_TEXT, "what happened, in a line" },
  { "type", IBAR_FIELD_TEXT, "id of the event type" },
  { "type_label", IBAR_FIELD_TEXT, "its name" },
  { "family", IBAR_FIELD_TEXT, "armed, unrest, protest, security, politics, diplomacy or other" },
  { "place_id", IBAR_FIELD_TEXT, "id of the place" },
  { "place", IBAR_FIELD_TEXT, "its name in the forms chosen" },
  { "municipality", IBAR_FIELD_TEXT, "English name of the municipality; empty: none, or outside" },
  { "longitude", IBAR_FIELD_REAL, "degrees east, WGS 84; empty: not placed" },
  { "latitude", IBAR_FIELD_REAL, "degrees north, WGS 84" },
  { "place_precision", IBAR_FIELD_TEXT, "exact, town, municipality, region or unplaced" },
  { "uncertainty_m", IBAR_FIELD_REAL, "radius within which it may have been, metres" },
  { "confidence", IBAR_FIELD_TEXT, "high, medium, low, general knowledge or unstated" },
  { "actors", IBAR_FIELD_TEXT, "id (role); …" },
  { "killed", IBAR_FIELD_TEXT, "claims: group figure [sources] {note}; › lies inside the group before" },
  { "injured", IBAR_FIELD_TEXT, "claims, as for killed" },
  { "summary", IBAR_FIELD_TEXT, "what happened, in some sentences" },
  { "contested", IBAR_FIELD_TEXT, "what the sides, or the counts, disagree about" },
  { "source_ids", IBAR_FIELD_TEXT, "id; …" },
  { "sources", IBAR_FIELD_TEXT, "publisher: \"title\", date <address> [language] {note} | …" },
  { "place_forms", IBAR_FIELD_TEXT, "every name of the place: [kind] \"name\", sq \"…\", sr-Latn \"…\"" },
  { "actor_forms", IBAR_FIELD_TEXT, "every name of the actors: id [kind] < belongs to = \"name\", sq \"…\"; …" },
};

static const AppendFunc append_funcs[] = { append_id,
                                           append_dataset,
                                           append_licence,
                                           append_date_start,
                                           append_date_end,
                                           append_date_precision,
                                           append_title,
                                           append_type,
                                           append_type_label,
                                           append_family,
                                           append_place_id,
                                           append_place,
                                           append_municipality,
                                           append_longitude,
                                           append_latitude,
                                           append_place_precision,
                                           append_uncertainty_m,
                                           append_confidence,
                                           append_actors,
                                           append_killed,
                                           append_injured,
                                           append_summary,
                                           append_contested,
                                           append_source_ids,
                                           append_sources,
                                           append_place_forms,
                                           append_actor_forms };

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == G_N_ELEMENTS (append_funcs));

/**
 * ibar_export_get_fields:
 * @n_fields: (out): how many
 *
 * Returns: (transfer none) (array length=n_fields): the columns of every tabular format, in order
 */
const IbarExportField *
ibar_export_get_fields (guint *n_fields)
{
  *n_fields = G_N_ELEMENTS (fields);
  return fields;
}

/**
 * ibar_export_append_field:
 * @export: names and collection; its vocabulary must have been loaded
 * @record: an event's page
 * @field: a column
 * @out: where its text goes
 *
 * Returns: FALSE, and nothing added, where the event has no such value
 */
gboolean
ibar_export_append_field (const IbarExport *export,
                          const IbarEventRecord *record,
                          guint field,
                          GString *out)
{
  const IbarVocabulary *words = ibar_collection_get_vocabulary (export->collection, NULL);

  g_return_val_if_fail (words != NULL && field < G_N_ELEMENTS (fields), FALSE);
  return append_funcs[field](export, words, record, out);
}
