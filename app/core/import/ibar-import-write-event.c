/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One event becomes rows: its type, place, actors and sources, made where they are new, and what hangs on it.
 *
 * Where the table has ids of its own for places, actors and sources (an export of Ibar's), they are kept, unless
 * another data set has them already; else they are made from what the things say, the same next time.
 */
#define G_LOG_DOMAIN "ibar-import-write"

#include "config.h"

#include "ibar-import-write.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-gpkg.h"
#include "ibar-import-direct.h"

/* Text that nothing is known of is NULL in the file. */
void
ibar_import_bind_text (sqlite3_stmt *stmt, int index, const char *text)
{
  if (text == NULL || *text == '\0')
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_text (stmt, index, text, -1, SQLITE_STATIC);
}

/* A row goes into its table: through SQLite, or straight to the pages of a file that is new. */
static gboolean
insert (IbarImportWriter *self, IbarImportStatement which, const IbarValue *row, guint n, GError **error)
{
  sqlite3_stmt *stmt = self->statements[which];
  int rc;

  if (self->direct != NULL)
    return ibar_import_direct_add (self->direct, which, row, n, error);
  ibar_record_bind (stmt, row, n);
  rc = sqlite3_step (stmt);
  if (rc != SQLITE_DONE)
    ibar_sqlite_set_error (error, self->db, sqlite3_extended_errcode (self->db), self->path);
  sqlite3_reset (stmt);
  return rc == SQLITE_DONE;
}

#define INTEGER(value) ibar_value_integer (value)
#define TEXT(text) ibar_value_text (text) /* nothing is NULL in the file */
#define STRING(text) ibar_value_string (text)
#define NOTHING ibar_value_null

/* Actors, places, sources, types ----------------------------------------------------------------- */

/* data set:name, with a number where two names have the same letters. */
static char *
make_actor_id (IbarImportWriter *self, const char *name)
{
  g_autofree char *slug = ibar_import_normalise_name (name);
  g_autofree char *base = g_strdup_printf ("%s:%.80s", self->dataset, *slug != '\0' ? slug : "actor");
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  char *id = g_strdup (valid);

  for (int n = 2; g_hash_table_contains (self->actor_ids, id); n++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%d", valid, n);
    }
  g_hash_table_add (self->actor_ids, g_strdup (id));
  return id;
}

/* A thing's id as the table has it, with the data set before it where another data set has that id. */
static char *
keep_id (IbarImportWriter *self, char kind, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%c%s", kind, id);

  return self->taken == NULL || g_hash_table_contains (self->taken, key)
             ? g_strconcat (self->dataset, ":", id, NULL)
             : g_strdup (id);
}

/* Every spelling that the table has beside the thing's own name. A spelling that comes twice is written once. */
static gboolean
write_forms (IbarImportWriter *self, IbarImportStatement table, IbarImportRun run, gint64 owner,
             const IbarImportNaming *naming, GError **error)
{
  for (guint i = 0; naming != NULL && i < naming->n_forms; i++)
    {
      const IbarImportForm *form = &naming->forms[i];
      gboolean again = *form->form == '\0';

      for (guint k = 0; k < i && !again; k++)
        again = g_str_equal (naming->forms[k].form, form->form) && g_str_equal (naming->forms[k].name, form->name);
      if (!again)
        {
          const IbarValue row[] = { INTEGER (self->next[run]++), INTEGER (owner), STRING (form->form), STRING (form->name) };

          if (!insert (self, table, row, G_N_ELEMENTS (row), error))
            return FALSE;
        }
    }
  return TRUE;
}

static const IbarImportNaming *
find_naming (const IbarImportEvent *event, const char *id)
{
  for (guint i = 0; id != NULL && i < event->n_namings; i++)
    if (event->namings[i].id != NULL && g_str_equal (event->namings[i].id, id))
      return &event->namings[i];
  return NULL;
}

/* The name that has no form is the thing's own. */
static const char *
get_own_name (const IbarImportNaming *naming, const char *otherwise)
{
  return naming != NULL && naming->n_forms > 0 && *naming->forms[0].form == '\0' ? naming->forms[0].name : otherwise;
}

static char *
choose_actor_id (IbarImportWriter *self, const char *name, const char *own_id)
{
  if (own_id == NULL || !g_hash_table_add (self->actor_ids, g_strdup (own_id)))
    return make_actor_id (self, name);
  return g_strdup (own_id);
}

#define MAX_LEVELS 8 /* of actors that belong to each other: a table may say that one belongs to itself */

/* own_id: (nullable): as the table has it. 0: failed. */
static gint64
get_actor (IbarImportWriter *self, const IbarImportEvent *event, const char *name, const char *own_id, int level,
           GError **error)
{
  const char *key = own_id != NULL ? own_id : name;
  const IbarImportNaming *naming = find_naming (event, own_id);
  gint64 *fid = g_hash_table_lookup (self->actors, key), parent = 0, number;
  g_autofree char *id = NULL;

  if (fid != NULL)
    return *fid;
  if (naming != NULL && naming->parent != NULL && level < MAX_LEVELS)
    {
      parent = get_actor (self, event, naming->parent, naming->parent, level + 1, error);
      if (parent == 0)
        return 0;
      /* It belonged to itself, by way of others. */
      fid = g_hash_table_lookup (self->actors, key);
      if (fid != NULL)
        return *fid;
    }
  id = choose_actor_id (self, name, own_id);
  number = self->next[IBAR_RUN_ACTOR]++;
  fid = g_new (gint64, 1);
  *fid = number;
  g_hash_table_insert (self->actors, g_strdup (key), fid);
  {
    const IbarValue row[] = { INTEGER (number), TEXT (id), INTEGER (self->dataset_fid), parent != 0 ? INTEGER (parent) : NOTHING,
                              STRING (get_own_name (naming, name)), TEXT (naming != NULL ? naming->kind : NULL) };

    return insert (self, INSERT_ACTOR, row, G_N_ELEMENTS (row), error)
                   && write_forms (self, INSERT_ACTOR_NAME, IBAR_RUN_ACTOR_NAME, number, naming, error)
               ? number
               : 0;
  }
}

/* A stable id from what a thing says: the same next time. */
static char *
make_digest_id (IbarImportWriter *self, const char *kind, const char *text)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);

  return g_strdup_printf ("%s:%s-%.16s", self->dataset, kind, sum);
}

static IbarValue
make_point (IbarPoint point, guint8 *blob)
{
  if (isnan (point.latitude))
    return NOTHING;
  ibar_gpkg_encode_point (point, blob);
  return ibar_value_blob (blob, IBAR_GPKG_POINT_SIZE);
}

static char *
make_place_id (IbarImportWriter *self, const IbarImportEvent *event, const char *name, IbarPlacePrecision precision)
{
  g_autofree char *text = g_strdup_printf ("%s|%s|%.7f|%.7f|%d", name, event->municipality, event->point.longitude,
                                           event->point.latitude, precision);

  return make_digest_id (self, "place", text);
}

/* 0: the event has no place; -1: failed. */
static gint64
get_place (IbarImportWriter *self, const IbarImportEvent *event, GError **error)
{
  IbarPlacePrecision precision = isnan (event->point.latitude) ? IBAR_PLACE_UNPLACED : event->precision;
  g_autofree char *id = NULL;
  const char *name = event->place;
  guint8 blob[IBAR_GPKG_POINT_SIZE];
  IbarKnown *known;
  gboolean found;

  if (*name == '\0' && event->precision == IBAR_PLACE_EXACT)
    return 0;
  if (*name == '\0')
    name = *event->municipality != '\0' ? event->municipality : _ ("unnamed place");
  if (self->keep_ids && *event->place_id != '\0')
    id = keep_id (self, 'p', event->place_id);
  else
    id = make_place_id (self, event, name, precision);
  known = ibar_known_find (&self->places, ibar_known_hash (self->seed, id), &found);
  if (found)
    return known->fid;
  known->fid = self->next[IBAR_RUN_PLACE]++;
  {
    const IbarValue row[] = { INTEGER (known->fid),
                              make_point (event->point, blob),
                              TEXT (id),
                              INTEGER (self->dataset_fid),
                              TEXT (get_own_name (event->place_naming, name)),
                              TEXT (event->place_naming != NULL ? event->place_naming->kind : NULL),
                              TEXT (event->municipality),
                              TEXT (ibar_place_precision_to_string (precision)),
                              event->uncertainty_m > 0 ? ibar_value_real (event->uncertainty_m) : NOTHING,
                              TEXT (isnan (event->point.latitude) ? NULL : self->dataset) };

    return insert (self, INSERT_PLACE, row, G_N_ELEMENTS (row), error)
                   && write_forms (self, INSERT_PLACE_NAME, IBAR_RUN_PLACE_NAME, known->fid, event->place_naming, error)
               ? known->fid
               : -1;
  }
}

/* Dates of sources are kept as they were stated; a day in a known form becomes ISO. */
static char *
make_source_date (const char *text)
{
  IbarImportDate date;

  if (*text != '\0' && ibar_import_parse_date (text, IBAR_DATE_ORDER_UNDECIDED, &date, NULL)
      && date.precision == IBAR_DATE_DAY && strchr (text, '/') == NULL)
    return ibar_day_format_iso (date.start);
  return g_strdup (text);
}

static char *
make_source_id (IbarImportWriter *self, const IbarImportSource *source)
{
  g_autofree char *text = NULL;

  if (self->keep_ids && source->id != NULL && *source->id != '\0')
    return keep_id (self, 's', source->id);
  text = g_strjoin ("\x1f", source->publisher, source->title, source->date, source->url, NULL);
  return make_digest_id (self, "source", text);
}

static gint64
get_source (IbarImportWriter *self, const IbarImportSource *source, GError **error)
{
  g_autofree char *id = make_source_id (self, source);
  g_autofree char *date = NULL;
  gboolean found;
  IbarKnown *known = ibar_known_find (&self->sources, ibar_known_hash (self->seed, id), &found);

  if (found)
    return known->fid;
  date = make_source_date (source->date);
  known->fid = self->next[IBAR_RUN_SOURCE]++;
  {
    const IbarValue row[]
        = { INTEGER (known->fid), TEXT (id), INTEGER (self->dataset_fid), TEXT (source->publisher), TEXT (source->title),
            TEXT (date), TEXT (source->url), TEXT (source->language), TEXT (source->note) };

    return insert (self, INSERT_SOURCE, row, G_N_ELEMENTS (row), error) ? known->fid : 0;
  }
}

/* A type of the same id is the same type: profiles use the vocabulary's ids where they mean the same. */
static gint64
find_type (IbarImportWriter *self, const char *id)
{
  sqlite3_stmt *stmt = self->statements[FIND_TYPE];
  gint64 fid = 0;

  if (self->direct != NULL)
    {
      const gint64 *known = ibar_import_direct_find_type (self->direct, id);

      return known != NULL ? *known : 0;
    }
  ibar_import_bind_text (stmt, 1, id);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    fid = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);
  return fid;
}

static gint64
get_type (IbarImportWriter *self, IbarImportType *type, GError **error)
{
  if (type->fid == 0)
    type->fid = find_type (self, type->id);
  if (type->fid != 0)
    return type->fid;
  type->fid = self->next[IBAR_RUN_TYPE]++;
  {
    const IbarValue row[]
        = { INTEGER (type->fid), TEXT (type->id), TEXT (type->label), STRING (type->definition),
            TEXT (ibar_family_to_string (type->family)), TEXT (type->acled_event_type), TEXT (type->acled_sub_event_type),
            TEXT (type->cameo_code) };

    return insert (self, INSERT_TYPE, row, G_N_ELEMENTS (row), error) ? type->fid : 0;
  }
}

/* One event --------------------------------------------------------------------------------------- */

/* Two spellings may be one actor by the table's ids: one link is enough. */
static gboolean
is_linked (const IbarImportEvent *event, const gint64 *actors, guint n)
{
  for (guint i = 0; i < n; i++)
    if (actors[i] == actors[n] && g_str_equal (event->actors[i].role, event->actors[n].role))
      return TRUE;
  return FALSE;
}

static gboolean
write_actors (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  g_autofree gint64 *actors = event->n_actors > 0 ? g_new (gint64, event->n_actors) : NULL;

  for (guint i = 0; i < event->n_actors; i++)
    {
      actors[i] = get_actor (self, event, event->actors[i].name, self->keep_ids ? event->actors[i].id : NULL, 0, error);
      if (actors[i] == 0)
        return FALSE;
      if (is_linked (event, actors, i))
        continue;
      {
        const IbarValue row[] = { INTEGER (self->next[IBAR_RUN_EVENT_ACTOR]++), INTEGER (fid), INTEGER (actors[i]),
                                  STRING (event->actors[i].role) };

        if (!insert (self, INSERT_EVENT_ACTOR, row, G_N_ELEMENTS (row), error))
          return FALSE;
      }
    }
  return TRUE;
}

static gboolean
write_sources (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  g_autofree gint64 *written = event->n_sources > 0 ? g_new (gint64, event->n_sources) : NULL;
  g_autoptr (GHashTable) seen = event->n_sources > 1 ? g_hash_table_new (g_int64_hash, g_int64_equal) : NULL;
  guint n = 0;

  for (guint i = 0; i < event->n_sources; i++)
    {
      gint64 source = get_source (self, &event->sources[i], error);

      if (source == 0)
        return FALSE;
      if (seen != NULL && g_hash_table_contains (seen, &source))
        continue;
      written[n] = source;
      if (seen != NULL)
        g_hash_table_add (seen, &written[n]);
      n++;
      {
        const IbarValue row[] = { INTEGER (self->next[IBAR_RUN_EVENT_SOURCE]++), INTEGER (fid), INTEGER (source), INTEGER (n),
                                  INTEGER (0) };

        if (!insert (self, INSERT_EVENT_SOURCE, row, G_N_ELEMENTS (row), error))
          return FALSE;
      }
    }
  return TRUE;
}

static IbarValue
make_figure (gint64 figure)
{
  return figure < 0 ? NOTHING : INTEGER (figure);
}

/* What a claim's source says stands with the event's; one that the event does not name has an id only. */
static IbarImportSource
find_source (const IbarImportEvent *event, const char *id)
{
  for (guint i = 0; i < event->n_sources; i++)
    if (event->sources[i].id != NULL && g_str_equal (event->sources[i].id, id))
      return event->sources[i];
  return (IbarImportSource){ "", "", "", "", id, NULL, NULL };
}

static gboolean
write_claim_sources (IbarImportWriter *self, const IbarImportEvent *event, const IbarImportClaim *claim, gint64 fid,
                     GError **error)
{
  g_autofree gint64 *sources = claim->n_sources > 0 ? g_new (gint64, claim->n_sources) : NULL;

  for (guint i = 0; i < claim->n_sources; i++)
    {
      IbarImportSource said = find_source (event, claim->sources[i]);
      gboolean again = FALSE;

      sources[i] = get_source (self, &said, error);
      if (sources[i] == 0)
        return FALSE;
      for (guint k = 0; k < i; k++)
        again = again || sources[k] == sources[i];
      if (!again)
        {
          const IbarValue row[] = { INTEGER (self->next[IBAR_RUN_CASUALTY_SOURCE]++), INTEGER (fid), INTEGER (sources[i]) };

          if (!insert (self, INSERT_CASUALTY_SOURCE, row, G_N_ELEMENTS (row), error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_claims (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  for (guint i = 0; i < event->n_claims; i++)
    {
      const IbarImportClaim *claim = &event->claims[i];
      gint64 actor
          = claim->actor != NULL ? get_actor (self, event, claim->actor, self->keep_ids ? claim->actor : NULL, 0, error) : 0;

      if (claim->actor != NULL && actor == 0)
        return FALSE;
      {
        const gint64 number = self->next[IBAR_RUN_CASUALTY]++;
        const IbarValue row[]
            = { INTEGER (number), INTEGER (fid), TEXT (claim->kind), make_figure (actor != 0 ? actor : -1),
                STRING (claim->actor != NULL ? claim->actor : claim->group), TEXT (claim->parent), make_figure (claim->low),
                make_figure (claim->best), make_figure (claim->high), TEXT (claim->note) };

        if (!insert (self, INSERT_CASUALTY, row, G_N_ELEMENTS (row), error)
            || !write_claim_sources (self, event, claim, number, error))
          return FALSE;
      }
    }
  return TRUE;
}

static void
format_day (IbarDay day, char *buffer)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  buffer[0] = (char) ('0' + year / 1000);
  buffer[1] = (char) ('0' + year / 100 % 10);
  buffer[2] = (char) ('0' + year / 10 % 10);
  buffer[3] = (char) ('0' + year % 10);
  buffer[4] = buffer[7] = '-';
  buffer[5] = (char) ('0' + month / 10);
  buffer[6] = (char) ('0' + month % 10);
  buffer[8] = (char) ('0' + mday / 10);
  buffer[9] = (char) ('0' + mday % 10);
  buffer[10] = '\0';
}

static gboolean
write_row (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, const char *external_id,
           gint64 type, gint64 place, GError **error)
{
  char id[512], start[11], end[11];
  guint8 blob[IBAR_GPKG_POINT_SIZE];
  g_autofree char *long_id = NULL; /* or one that is kept */
  gboolean dated = event->date.start != IBAR_DAY_NONE;

  if (self->keep_ids)
    long_id = keep_id (self, 'e', external_id);
  else if (strlen (self->dataset) + strlen (external_id) + 2 > sizeof id)
    long_id = g_strconcat (self->dataset, ":", external_id, NULL);
  else
    g_stpcpy (g_stpcpy (g_stpcpy (id, self->dataset), ":"), external_id);
  if (dated)
    {
      format_day (event->date.start, start);
      format_day (event->date.end, end);
    }
  {
    const IbarValue row[]
        = { INTEGER (fid), make_point (event->point, blob), TEXT (long_id != NULL ? long_id : id), INTEGER (self->dataset_fid),
            TEXT (external_id), STRING (event->title), TEXT (event->summary), TEXT (event->contested),
            TEXT (dated ? start : NULL), TEXT (dated ? end : NULL),
            TEXT (ibar_date_precision_to_string (dated ? event->date.precision : IBAR_DATE_UNKNOWN)), INTEGER (type),
            make_figure (place > 0 ? place : -1), TEXT (ibar_confidence_to_string (event->confidence)), INTEGER (0),
            TEXT (self->now) };

    return insert (self, INSERT_EVENT, row, G_N_ELEMENTS (row), error);
  }
}

static gboolean
write_raw (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  const IbarValue row[]
      = { INTEGER (fid), INTEGER (event->line), STRING (event->raw), INTEGER ((gint64) (event->hash ^ event->reading)) };

  return insert (self, INSERT_RAW, row, G_N_ELEMENTS (row), error);
}

/* Inserts an event and everything that hangs on it. */
gboolean
ibar_import_write_event (IbarImportWriter *self, IbarImportEvent *event, gint64 fid, const char *external_id,
                         GError **error)
{
  gint64 type = get_type (self, event->type, error), place;

  if (type == 0)
    return FALSE;
  place = get_place (self, event, error);
  return place >= 0 && write_row (self, event, fid, external_id, type, place, error)
         && write_raw (self, event, fid, error) && write_actors (self, event, fid, error)
         && write_sources (self, event, fid, error) && write_claims (self, event, fid, error)
         && (self->direct == NULL || ibar_import_direct_end_event (self->direct, error));
}
