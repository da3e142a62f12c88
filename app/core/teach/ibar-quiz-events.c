/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The candidates of a collection: events that a source supports, placed and dated well enough. */

#define G_LOG_DOMAIN "ibar-quiz-events"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-columns.h"
#include "ibar-engine.h"
#include "ibar-error.h"
#include "ibar-filter.h"
#include "ibar-quiz-private.h"
#include "ibar-sqlite.h"

#define BIT IBAR_QUIZ_BIT
#define DATED (BIT (IBAR_QUIZ_WHEN) | BIT (IBAR_QUIZ_ORDER))
#define ALL (DATED | BIT (IBAR_QUIZ_WHERE))
#define LONGEST_SPAN 31 /* [days] an event that may lie anywhere in more is not asked a date of */

/* How far off the point may be where the file gives no figure [m]. */
static double
get_uncertainty (const IbarPlace *place)
{
  if (place == NULL)
    return IBAR_QUIZ_FAIR_M;
  if (place->uncertainty_m > 0)
    return place->uncertainty_m;
  switch (place->precision)
    {
    case IBAR_PLACE_EXACT:
      return IBAR_QUIZ_FAIR_M;
    case IBAR_PLACE_TOWN:
      return 2 * IBAR_QUIZ_FAIR_M;
    case IBAR_PLACE_MUNICIPALITY:
      return IBAR_QUIZ_EVENT_M;
    case IBAR_PLACE_REGION:
    case IBAR_PLACE_UNPLACED:
    default:
      return G_MAXDOUBLE;
    }
}

static char *
dup_source_words (const IbarVocabulary *words, const IbarEventRecord *record)
{
  const IbarSource *source
      = g_ptr_array_index (words->sources, g_array_index (record->sources, int, 0));
  GString *text = g_string_new (source->publisher);

  if (source->title != NULL && source->title[0] != '\0')
    g_string_append_printf (text, text->len > 0 ? ": %s" : "%s", source->title);
  if (source->date != NULL && source->date[0] != '\0')
    g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", source->date);
  return g_string_free (text, FALSE);
}

static gboolean
tells_its_year (const IbarEventRecord *record)
{
  g_autofree char *year = ibar_day_format_iso (record->start);

  year[4] = '\0';
  return strstr (record->title, year) != NULL;
}

static const char *
find_place_fault (IbarQuizPool *pool, const IbarEventRecord *record, double uncertainty)
{
  if (!ibar_point_is_placed (record->point))
    return _ ("It is not placed");
  if (uncertainty > IBAR_QUIZ_EVENT_M)
    return _ ("Its place is known too roughly");
  if (!ibar_extent_contains (ibar_region_get_extent (pool->region), record->point))
    return _ ("It lies outside of the map");
  return NULL;
}

static const char *
find_date_fault (const IbarEventRecord *record)
{
  if (record->start == IBAR_DAY_NONE)
    return _ ("It is not dated");
  if (record->date_precision != IBAR_DATE_DAY && record->end - record->start > LONGEST_SPAN)
    return _ ("Its date is known too roughly");
  if (tells_its_year (record))
    return _ ("Its title tells the year");
  return NULL;
}

static const char *
find_fault (const IbarEventRecord *record)
{
  if (record->title == NULL || record->title[0] == '\0')
    return _ ("It has no title");
  if (record->sources->len == 0 || record->confidence == IBAR_CONFIDENCE_GENERAL_KNOWLEDGE)
    return _ ("No source was seen for it");
  if (record->confidence == IBAR_CONFIDENCE_LOW)
    return _ ("Its confidence is low");
  return NULL;
}

static void
set_aside (IbarQuizPool *pool, const IbarEventRecord *record, guint kinds, const char *reason)
{
  g_autofree char *name
      = g_strdup_printf ("%s (%s)", record->title != NULL ? record->title : "", record->id);

  ibar_quiz_pool_reject (pool, IBAR_QUIZ_EVENTS, name, kinds, reason);
}

static void
add_event (IbarQuizPool *pool, const IbarVocabulary *words, const IbarEventRecord *record)
{
  IbarQuizCandidate event = { .set = IBAR_QUIZ_EVENTS, .population = -1, .kinds = ALL };
  const IbarPlace *place
      = record->place >= 0 ? g_ptr_array_index (words->places, record->place) : NULL;
  double uncertainty = get_uncertainty (place);
  const char *fault = find_fault (record);

  if (fault != NULL)
    {
      set_aside (pool, record, IBAR_QUIZ_ALL_KINDS, fault);
      return;
    }
  fault = find_place_fault (pool, record, uncertainty);
  if (fault != NULL)
    {
      set_aside (pool, record, BIT (IBAR_QUIZ_WHERE), fault);
      event.kinds &= ~BIT (IBAR_QUIZ_WHERE);
    }
  fault = find_date_fault (record);
  if (fault != NULL)
    {
      set_aside (pool, record, DATED, fault);
      event.kinds &= ~DATED;
    }
  if (event.kinds == 0)
    return;
  event.id = g_strconcat (ibar_quiz_set_to_string (IBAR_QUIZ_EVENTS), ":", record->id, NULL);
  event.names.form[IBAR_NAME_EN] = g_strdup (record->title);
  event.point = record->point;
  event.uncertainty_m = uncertainty;
  event.south = event.north = record->point.latitude;
  event.area = ibar_region_find_admin_area (pool->region, record->point);
  event.home = event.area >= 0
               && ibar_region_get_feature (pool->region, IBAR_LAYER_ADMIN_AREA, (guint) event.area)
                      ->highlight;
  event.start = record->start;
  event.end = record->end;
  event.date_precision = record->date_precision;
  event.summary = g_strdup (record->summary);
  event.source = dup_source_words (words, record);
  g_array_append_val (pool->candidates, event);
}

gboolean
ibar_quiz_pool_add_events (IbarQuizPool *self,
                           IbarCollection *collection,
                           const gint64 *events,
                           gsize n_events,
                           GError **error)
{
  gsize n = MIN (n_events, IBAR_QUIZ_MOST_EVENTS);
  g_autofree gint64 *fids = g_new (gint64, n);
  g_autofree IbarEventRecord **records = g_new0 (IbarEventRecord *, n);
  const IbarVocabulary *words = ibar_collection_get_vocabulary (collection, error);

  if (words == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    fids[i] = events[i * n_events / n];
  if (!ibar_collection_load_events (collection, fids, n, records, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      if (records[i] != NULL)
        add_event (self, words, records[i]);
      ibar_event_record_free (records[i]);
    }
  return TRUE;
}

/* ---- Which events -------------------------------------------------------------------------- */

/* What runs filters over one collection. */
typedef struct
{
  const IbarVocabulary *words;
  IbarEngine *engine; /* (owned) */
  GHashTable *seen;   /* (owned) of gint64 */
  GArray *fids;       /* (owned) of gint64 */
} Finder;

static gboolean
finder_init (Finder *self, IbarCollection *collection, GError **error)
{
  g_autoptr (IbarColumns) columns = NULL;

  self->words = ibar_collection_get_vocabulary (collection, error);
  columns = self->words != NULL ? ibar_columns_load (collection, NULL, NULL, NULL, error) : NULL;
  if (columns == NULL)
    return FALSE;
  self->engine = ibar_engine_new (collection, columns);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return TRUE;
}

static void
finder_clear (Finder *self)
{
  g_clear_pointer (&self->engine, ibar_engine_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->fids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finder, finder_clear)

static void
finder_add (Finder *self, gint64 fid)
{
  if (g_hash_table_add (self->seen, g_memdup2 (&fid, sizeof fid)))
    g_array_append_val (self->fids, fid);
}

static gboolean
finder_run (Finder *self, const char *text, GError **error)
{
  gsize position = 0;
  g_autoptr (IbarFilter) filter = ibar_filter_parse (text, self->words, &position, error);
  g_autoptr (IbarResult) result = NULL;

  if (filter == NULL)
    {
      g_prefix_error (error, _ ("Filter “%s”, character %d: "), text,
                      (int) g_utf8_strlen (text, (gssize) MIN (position, strlen (text))) + 1);
      return FALSE;
    }
  result = ibar_engine_run (self->engine, filter, NULL, error);
  if (result == NULL)
    return FALSE;
  for (guint i = 0; i < ibar_result_get_n_passing (result); i++)
    {
      IbarRow row;

      ibar_columns_get_row (ibar_result_get_columns (result),
                            ibar_result_get_row (result, IBAR_SORT_DATE, FALSE, i), &row);
      finder_add (self, row.fid);
    }
  return TRUE;
}

/**
 * ibar_quiz_events_of_filter:
 * @collection: a collection
 * @filter: (nullable): a filter's text, NULL or "" for all events
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the rows that pass, in the order of
 * their dates
 *
 * **Errors:** %IBAR_ERROR_PARSE with the place in the text; those of reading.
 */
GArray *
ibar_quiz_events_of_filter (IbarCollection *collection, const char *filter, GError **error)
{
  g_auto (Finder) finder = { NULL };

  if (!finder_init (&finder, collection, error)
      || !finder_run (&finder, filter != NULL ? filter : "", error))
    return NULL;
  return g_steal_pointer (&finder.fids);
}

/* The events that a step selects: "event:ID", or several IDs; "place:ID" selects none. Ids of imported events may hold
 * blanks, so a whole selection that is one id is taken before it is split. */
static gboolean
add_selected (Finder *finder, IbarCollection *collection, const char *selection, guint *n_gone)
{
  g_auto (GStrv) ids = NULL;
  gboolean named = FALSE;
  gint64 fid;

  if (selection == NULL || g_str_has_prefix (selection, "place:"))
    return FALSE;
  if (g_str_has_prefix (selection, "event:")
      && (fid = ibar_collection_find_event (collection, selection + strlen ("event:"))) >= 0)
    {
      finder_add (finder, fid);
      return TRUE;
    }
  ids = g_strsplit_set (selection, " \n\t", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *id = g_str_has_prefix (ids[i], "event:") ? ids[i] + strlen ("event:") : ids[i];

      if (id[0] == '\0' || g_str_has_prefix (id, "place:"))
        continue;
      named = TRUE;
      fid = ibar_collection_find_event (collection, id);
      if (fid >= 0)
        finder_add (finder, fid);
      else
        (*n_gone)++;
    }
  return named;
}

/* A step shows events by name, by filter, or by dates; one that shows none is text. */
static gboolean
add_step (Finder *finder,
          IbarCollection *collection,
          sqlite3_stmt *step,
          guint *n_gone,
          GError **error)
{
  const char *from = (const char *) sqlite3_column_text (step, 2);
  const char *to = (const char *) sqlite3_column_text (step, 3);
  g_autoptr (GString) text = g_string_new ((const char *) sqlite3_column_text (step, 0));

  if (add_selected (finder, collection, (const char *) sqlite3_column_text (step, 1), n_gone))
    return TRUE;
  if (from != NULL || to != NULL)
    g_string_append_printf (text, " date:%s..%s", from != NULL ? from : "", to != NULL ? to : "");
  g_strstrip (text->str);
  return text->str[0] == '\0' || finder_run (finder, text->str, error);
}

/**
 * ibar_quiz_events_of_story:
 * @collection: a collection
 * @story: a tour's id
 * @n_gone: (out) (optional): how many events the tour names that the collection no longer has
 * @error: return location
 *
 * The events that a tour's steps show: those selected, or else those that pass the step's filter
 * and dates.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): rows, each once, in the order of the
 * steps
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND if there is no such tour; %IBAR_ERROR_PARSE; those of reading.
 */
GArray *
ibar_quiz_events_of_story (IbarCollection *collection,
                           const char *story,
                           guint *n_gone,
                           GError **error)
{
  const char *path = ibar_collection_get_path (collection);
  g_autoptr (sqlite3_stmt) steps = NULL;
  g_auto (Finder) finder = { NULL };
  guint gone = 0, n_steps = 0;
  gboolean row = FALSE, read;

  steps = ibar_sqlite_prepare (ibar_collection_get_db (collection), path,
                               "SELECT filter, selection, date_from, date_to FROM story_step JOIN "
                               "story ON story.fid = story_fid WHERE story.id = ? "
                               "ORDER BY story_step.position",
                               error);
  if (steps == NULL || !finder_init (&finder, collection, error))
    return NULL;
  ibar_sqlite_bind_text (steps, 1, story);
  while ((read = ibar_sqlite_step (steps, path, &row, error)) && row)
    {
      n_steps++;
      if (!add_step (&finder, collection, steps, &gone, error))
        return NULL;
    }
  if (!read)
    return NULL;
  if (n_steps == 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
                   _ ("%s: there is no tour “%s”, or it has no steps"), path, story);
      return NULL;
    }
  if (n_gone != NULL)
    *n_gone = gone;
  return g_steal_pointer (&finder.fids);
}
