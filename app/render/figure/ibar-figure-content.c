/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a figure says: it runs the filter, reads the events that will be listed, and writes the
 * texts.
 *
 * Positions are read for all events that pass (a mark needs no more), records only for those in the
 * list: 131 in the bundled collection, at most the list's limit elsewhere. */

#define G_LOG_DOMAIN "ibar-figure-content"

#include "config.h"

#include "ibar-figure-content.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-figure-palette.h"

static void
event_clear (gpointer data)
{
  g_clear_pointer (&((IbarFigureEvent *) data)->record, ibar_event_record_free);
}

static gboolean
run_filter (IbarFigureContent *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarFilter) filter = NULL;
  g_autoptr (IbarEngine) engine = NULL;
  gsize position = 0;

  self->vocabulary = ibar_collection_get_vocabulary (self->collection, error);
  if (self->vocabulary == NULL)
    return FALSE;
  filter = ibar_filter_parse (self->figure->filter != NULL ? self->figure->filter : "",
                              self->vocabulary, &position, error);
  if (filter == NULL)
    return FALSE;
  self->columns = ibar_columns_load (self->collection, NULL, NULL, cancellable, error);
  if (self->columns == NULL)
    return FALSE;
  engine = ibar_engine_new (self->collection, self->columns);
  self->result = ibar_engine_run (engine, filter, cancellable, error);
  if (self->result == NULL)
    return FALSE;
  self->filter_text = ibar_filter_to_text (filter);
  self->sentence = ibar_filter_to_sentence (filter, self->vocabulary, &self->figure->names);
  return TRUE;
}

/* The ids of events that the figure is limited to, as rows' fids; NULL: all. */
static GHashTable *
find_wanted (IbarFigureContent *self, GError **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_auto (GStrv) ids
      = g_strsplit (self->figure->events != NULL ? self->figure->events : "", " ", -1);

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      gint64 fid = ids[i][0] != '\0' ? ibar_collection_find_event (self->collection, ids[i]) : 0;

      if (fid < 0)
        {
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
                       _ ("The collection has no event “%s”"), ids[i]);
          return NULL;
        }
      if (ids[i][0] != '\0')
        g_hash_table_add (wanted, g_memdup2 (&fid, sizeof fid));
    }
  return g_steal_pointer (&wanted);
}

/* The rows that pass, by date, as the list shows them; ibar-figure-map.c may number them otherwise.
 */
static gboolean
collect_rows (IbarFigureContent *self, GError **error)
{
  guint n = ibar_result_get_n_passing (self->result);
  g_autoptr (GHashTable) wanted = find_wanted (self, error);
  gboolean all = self->figure->events == NULL || self->figure->events[0] == '\0';

  if (wanted == NULL)
    return FALSE;
  self->events = g_array_sized_new (FALSE, TRUE, sizeof (IbarFigureEvent), n);
  g_array_set_clear_func (self->events, event_clear);
  for (guint i = 0; i < n; i++)
    {
      IbarFigureEvent event = { .mark = -1, .order = self->events->len };

      event.row = ibar_result_get_row (self->result, IBAR_SORT_DATE, FALSE, i);
      ibar_columns_get_row (self->columns, event.row, &event.at);
      if (all || g_hash_table_contains (wanted, &event.at.fid))
        g_array_append_val (self->events, event);
    }
  return TRUE;
}

static gboolean
read_events (IbarFigureContent *self, GCancellable *cancellable, GError **error)
{
  if (!collect_rows (self, error))
    return FALSE;
  self->n_total = ibar_result_get_n_total (self->result);
  self->n_listed
      = MIN (self->events->len, MIN ((guint) self->figure->list_limit, IBAR_FIGURE_MOST_RECORDS));
  for (guint i = 0; i < self->n_listed; i++)
    {
      IbarFigureEvent *event = &g_array_index (self->events, IbarFigureEvent, i);

      event->record = ibar_collection_load_event (self->collection, event->at.fid, error);
      if (event->record == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_profile (IbarFigureContent *self, GError **error)
{
  const char *wanted = self->figure->profile;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = self->region != NULL ? ibar_region_get_n_profiles (self->region) : 0;

  for (guint i = 0; i < n; i++)
    {
      const IbarBoundaryProfile *profile = ibar_region_get_profile (self->region, i);

      if (wanted == NULL ? i == 0 : strcmp (profile->id, wanted) == 0)
        self->profile = profile;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", profile->id);
    }
  if (wanted == NULL || self->profile != NULL)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
               _ ("There is no boundary profile “%s”; there are: %s"), wanted, names->str);
  return FALSE;
}

static char *
dup_info (IbarFigureContent *self, const char *key)
{
  char *value = ibar_collection_dup_info (self->collection, key);
  return value != NULL ? value : g_strdup ("");
}

/* The file's own version, or else that of its first data set. */
static char *
dup_version (IbarFigureContent *self)
{
  g_autofree char *version = dup_info (self, "version");
  const IbarDataset *dataset
      = self->vocabulary->datasets->len > 0 ? self->vocabulary->datasets->pdata[0] : NULL;

  if (version[0] == '\0' && dataset != NULL && dataset->version != NULL)
    return g_strdup (dataset->version);
  return g_steal_pointer (&version);
}

/* "48 of 131 events · 1999–2025": the counts that a reader checks first. */
static char *
describe_counts (IbarFigureContent *self)
{
  guint n = self->events->len;
  g_autofree char *counts = NULL;

  if (n == self->n_total)
    counts = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u event", "%u events", n), n);
  else
    counts = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u event", "%u of %u events",
                                           self->n_total),
                              n, self->n_total);
  if (self->collection_name[0] == '\0')
    return g_steal_pointer (&counts);
  return g_strdup_printf ("%s · %s", counts, self->collection_name);
}

static void
end_sentence (GString *text)
{
  g_strchomp (text->str);
  g_string_set_size (text, strlen (text->str));
  if (text->len > 0 && !g_str_has_suffix (text->str, "."))
    g_string_append_c (text, '.');
}

/* Credits of map, boundaries and data, in this order, each a sentence. */
static char *
write_credits (IbarFigureContent *self)
{
  GString *text = g_string_new (NULL);
  const char *region_credits = self->region != NULL ? ibar_region_get_credits (self->region) : NULL;

  if (self->foreign != NULL)
    {
      const char *credit = self->figure->base_map_credit;

      g_string_append_printf (text, _ ("Base map, with its boundaries: %s"),
                              credit != NULL && credit[0] != '\0' ? credit : _ ("not credited"));
      end_sentence (text);
      g_string_append (text, " ");
    }
  if (region_credits != NULL && region_credits[0] != '\0')
    g_string_append_printf (text, self->foreign == NULL                                  ? _ ("Map: %s")
                                  : ibar_foreign_map_get_vector (self->foreign) != NULL ? _ ("Locator: %s")
                                                                                        : _ ("Names and locator: %s"),
                            region_credits);
  end_sentence (text);
  if (self->foreign == NULL && self->profile != NULL && self->profile->note != NULL && self->profile->note[0] != '\0')
    {
      g_string_append (text, text->len > 0 ? " " : "");
      g_string_append_printf (text, _ ("Boundaries: %s"), self->profile->note);
      end_sentence (text);
    }
  for (guint i = 0; i < self->vocabulary->datasets->len; i++)
    {
      const IbarDataset *dataset = self->vocabulary->datasets->pdata[i];
      const char *cited = dataset->citation != NULL && dataset->citation[0] != '\0'
                              ? dataset->citation
                              : dataset->name;

      g_string_append (text, text->len > 0 ? " " : "");
      g_string_append_printf (text, i == 0 ? _ ("Events: %s") : "%s", cited);
      end_sentence (text);
      if (dataset->licence != NULL && dataset->licence[0] != '\0'
          && strstr (cited, dataset->licence) == NULL)
        g_string_append_printf (text, _ (" Licence: %s."), dataset->licence);
      end_sentence (text);
    }
  g_string_append_printf (text, " %s", _ ("Drawn with Ibar."));
  g_strdelimit (text->str, "\n\r", ' ');
  return g_string_free (text, FALSE);
}

static char *
choose_text (const char *own, char *other)
{
  if (own == NULL)
    return other;
  g_free (other);
  return g_utf8_make_valid (own, -1);
}

static void
write_texts (IbarFigureContent *self)
{
  self->collection_name = dup_info (self, "name");
  self->collection_version = dup_version (self);
  self->content_hash = dup_info (self, "content_hash");
  self->title = choose_text (self->figure->title, g_strdup (self->sentence));
  self->subtitle = choose_text (self->figure->subtitle, describe_counts (self));
  self->note = choose_text (self->figure->note, g_strdup (""));
  self->credits = write_credits (self);
  /* Translators: the BCP 47 tag of the language you translate into, such as sq or sr-Latn */
  self->language = g_strdup (C_ ("language tag", "en"));
}

/**
 * ibar_figure_content_new:
 * @figure: the description
 * @collection: where the events are
 * @region: (nullable): the base map's data; without it the map has marks and a graticule only
 * @foreign: (nullable): the base map that the description names, drawn instead of the region
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * **Errors:** of the filter (%IBAR_ERROR_PARSE, with what was expected), %IBAR_ERROR_NOT_FOUND for
 * an unknown profile, and those of reading the collection.
 * **Thread:** any; the collection must not be used by another at the time.
 *
 * Returns: (transfer full) (nullable): what the figure says
 */
IbarFigureContent *
ibar_figure_content_new (const IbarFigure *figure,
                         IbarCollection *collection,
                         IbarRegion *region,
                         IbarForeignMap *foreign,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (IbarFigureContent) self = g_new0 (IbarFigureContent, 1);

  self->figure = ibar_figure_copy (figure);
  self->collection = ibar_collection_ref (collection);
  if (region != NULL)
    {
      self->region = ibar_region_ref (region);
      self->basemap = ibar_basemap_new (region);
    }
  if (foreign != NULL)
    self->foreign = ibar_foreign_map_ref (foreign);
  ibar_palette_init_style (figure->palette, &self->style);
  if (!find_profile (self, error) || !run_filter (self, cancellable, error)
      || !read_events (self, cancellable, error))
    return NULL;
  write_texts (self);
  return g_steal_pointer (&self);
}

/**
 * ibar_figure_content_free:
 * @self: (transfer full) (nullable): a content
 */
void
ibar_figure_content_free (IbarFigureContent *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->events, g_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self->word_bank);
  g_clear_pointer (&self->result, ibar_result_unref);
  g_clear_pointer (&self->columns, ibar_columns_unref);
  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  g_clear_pointer (&self->foreign, ibar_foreign_map_unref);
  g_clear_pointer (&self->region, ibar_region_unref);
  g_clear_pointer (&self->collection, ibar_collection_unref);
  g_clear_pointer (&self->figure, ibar_figure_free);
  g_free (self->filter_text);
  g_free (self->sentence);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->note);
  g_free (self->credits);
  g_free (self->language);
  g_free (self->collection_name);
  g_free (self->collection_version);
  g_free (self->content_hash);
  g_free (self);
}

/**
 * ibar_figure_content_lacks_base_map:
 * @self: a content
 *
 * Returns: whether the description names a base map that is not there, so that Ibar's own is drawn
 */
gboolean
ibar_figure_content_lacks_base_map (const IbarFigureContent *self)
{
  const char *wanted = self->figure->base_map;

  return self->foreign == NULL && wanted != NULL && wanted[0] != '\0';
}

/**
 * ibar_figure_content_dup_place_name:
 * @self: a content
 * @place: index of a place, or -1
 *
 * Returns: (transfer full): the place in the figure's names; "" for none
 */
char *
ibar_figure_content_dup_place_name (const IbarFigureContent *self, int place)
{
  const IbarPlace *p;
  char *name;

  if (place < 0 || (guint) place >= self->vocabulary->places->len)
    return g_strdup ("");
  p = self->vocabulary->places->pdata[place];
  name = ibar_names_format (&p->names, &self->figure->names);
  if (name[0] != '\0')
    return name;
  g_free (name);
  return g_strdup (p->id);
}

/**
 * ibar_figure_content_dup_source_name:
 * @self: a content
 * @source: index of a source
 *
 * Returns: (transfer full): "Reuters, 2023-05-29", short enough for a list
 */
char *
ibar_figure_content_dup_source_name (const IbarFigureContent *self, int source)
{
  const IbarSource *s = self->vocabulary->sources->pdata[source];
  const char *who = s->publisher != NULL && s->publisher[0] != '\0' ? s->publisher : s->id;

  if (s->date == NULL || s->date[0] == '\0')
    return g_strdup (who);
  return g_strdup_printf ("%s, %s", who, s->date);
}

/**
 * ibar_figure_content_dup_claim_group:
 * @self: a content
 * @claim: a claim of one of its events
 *
 * Returns: (transfer full): whom it counts: the actor's name where the group is one, else the
 * account's own words, and what the account adds
 */
char *
ibar_figure_content_dup_claim_group (const IbarFigureContent *self, const IbarClaim *claim)
{
  const IbarActor *actor = claim->actor >= 0 ? self->vocabulary->actors->pdata[claim->actor] : NULL;
  char *name;

  if (actor != NULL && strcmp (actor->id, claim->group) == 0)
    name = ibar_names_format (&actor->names, &self->figure->names);
  else
    name = g_strdelimit (g_strdup (claim->group), "_", ' ');
  if (claim->note != NULL && claim->note[0] != '\0' && strcmp (claim->note, "at least") != 0)
    {
      char *with_note = g_strdup_printf ("%s (%s)", name, claim->note);
      g_free (name);
      return with_note;
    }
  return name;
}

/**
 * ibar_claim_dup_figure:
 * @claim: a claim
 *
 * Returns: (transfer full): the figure as claimed: "30", "25–34", "at least 50", "–" for none
 */
char *
ibar_claim_dup_figure (const IbarClaim *claim)
{
  gboolean range = claim->low >= 0 && claim->high >= 0 && claim->low != claim->high;
  g_autofree char *number = NULL;

  if (range && claim->best >= 0 && claim->best != claim->low && claim->best != claim->high)
    number = g_strdup_printf ("%" G_GINT64_FORMAT " (%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT ")",
                              claim->best, claim->low, claim->high);
  else if (range)
    number = g_strdup_printf ("%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, claim->low, claim->high);
  else if (claim->best >= 0 || claim->low >= 0 || claim->high >= 0)
    number
        = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (claim->best, MAX (claim->low, claim->high)));
  else
    number = g_strdup ("–");
  if (claim->note != NULL && strcmp (claim->note, "at least") == 0)
    return g_strdup_printf (_ ("at least %s"), number);
  return g_steal_pointer (&number);
}

/**
 * ibar_figure_content_get_days:
 * @self: a content
 * @first: (out): the first day
 * @last: (out): the last day
 *
 * The time that the figure is about: what the filter asks for, whether or not anything happened
 * then; where it leaves an end open, the first or the last dated event.
 *
 * Returns: whether any event is dated
 */
gboolean
ibar_figure_content_get_days (IbarFigureContent *self, IbarDay *first, IbarDay *last)
{
  const IbarFilter *filter = ibar_result_get_filter (self->result);

  *first = G_MAXINT32;
  *last = G_MININT32;
  for (guint i = 0; i < self->events->len; i++)
    {
      const IbarRow *row = &g_array_index (self->events, IbarFigureEvent, i).at;

      if (row->start == IBAR_DAY_NONE)
        continue;
      *first = MIN (*first, row->start);
      *last = MAX (*last, row->end);
    }
  if (*first > *last)
    return FALSE;
  if (filter->from != IBAR_DAY_NONE)
    *first = filter->from;
  if (filter->to != IBAR_DAY_NONE)
    *last = MAX (filter->to, *first);
  return TRUE;
}
