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

static const char *const precisions[] = { "exact", "town", "municipality", "region", "unplaced" };
static const char *const families[]
    = { "armed", "unrest", "protest", "security", "politics", "diplomacy", "other" };
static const char *const confidences[] = { "high", "medium", "low", "general knowledge", "unstated" };

/* Text that nothing is known of is NULL in the file. */
void
ibar_import_bind_text (sqlite3_stmt *stmt, int index, const char *text)
{
  if (text == NULL || *text == '\0')
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_text (stmt, index, text, -1, SQLITE_STATIC);
}

static gboolean
run (IbarImportWriter *self, IbarImportStatement which, GError **error)
{
  sqlite3_stmt *stmt = self->statements[which];
  int rc = sqlite3_step (stmt);

  if (rc != SQLITE_DONE)
    ibar_sqlite_set_error (error, self->db, sqlite3_extended_errcode (self->db), self->path);
  sqlite3_reset (stmt);
  return rc == SQLITE_DONE;
}

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

static char *
choose_actor_id (IbarImportWriter *self, const char *name, const char *own_id)
{
  if (own_id == NULL || !g_hash_table_add (self->actor_ids, g_strdup (own_id)))
    return make_actor_id (self, name);
  return g_strdup (own_id);
}

/* own_id: (nullable): as the table has it. 0: failed. */
static gint64
get_actor (IbarImportWriter *self, const char *name, const char *own_id, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_ACTOR];
  const char *key = own_id != NULL ? own_id : name;
  gint64 *fid = g_hash_table_lookup (self->actors, key);
  g_autofree char *id = NULL;

  if (fid != NULL)
    return *fid;
  id = choose_actor_id (self, name, own_id);
  fid = g_new (gint64, 1);
  *fid = self->next[IBAR_RUN_ACTOR]++;
  g_hash_table_insert (self->actors, g_strdup (key), fid);
  sqlite3_bind_int64 (stmt, 1, *fid);
  ibar_import_bind_text (stmt, 2, id);
  sqlite3_bind_int64 (stmt, 3, self->dataset_fid);
  sqlite3_bind_text (stmt, 4, name, -1, SQLITE_STATIC);
  return run (self, INSERT_ACTOR, error) ? *fid : 0;
}

/* A stable id from what a thing says: the same next time. */
static char *
make_digest_id (IbarImportWriter *self, const char *kind, const char *text)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);

  return g_strdup_printf ("%s:%s-%.16s", self->dataset, kind, sum);
}

static void
bind_point (sqlite3_stmt *stmt, int index, IbarPoint point, guint8 *blob)
{
  if (isnan (point.latitude))
    {
      sqlite3_bind_null (stmt, index);
      return;
    }
  ibar_gpkg_encode_point (point, blob);
  sqlite3_bind_blob (stmt, index, blob, IBAR_GPKG_POINT_SIZE, SQLITE_STATIC);
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
  sqlite3_stmt *stmt = self->statements[INSERT_PLACE];
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
  sqlite3_bind_int64 (stmt, 1, known->fid);
  bind_point (stmt, 2, event->point, blob);
  ibar_import_bind_text (stmt, 3, id);
  sqlite3_bind_int64 (stmt, 4, self->dataset_fid);
  ibar_import_bind_text (stmt, 5, name);
  ibar_import_bind_text (stmt, 6, event->municipality);
  ibar_import_bind_text (stmt, 7, precisions[precision]);
  ibar_import_bind_text (stmt, 8, isnan (event->point.latitude) ? NULL : self->dataset);
  if (event->uncertainty_m > 0)
    sqlite3_bind_double (stmt, 9, event->uncertainty_m);
  else
    sqlite3_bind_null (stmt, 9);
  return run (self, INSERT_PLACE, error) ? known->fid : -1;
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
  sqlite3_stmt *stmt = self->statements[INSERT_SOURCE];
  g_autofree char *id = make_source_id (self, source);
  g_autofree char *date = NULL;
  gboolean found;
  IbarKnown *known = ibar_known_find (&self->sources, ibar_known_hash (self->seed, id), &found);

  if (found)
    return known->fid;
  date = make_source_date (source->date);
  known->fid = self->next[IBAR_RUN_SOURCE]++;
  sqlite3_bind_int64 (stmt, 1, known->fid);
  ibar_import_bind_text (stmt, 2, id);
  sqlite3_bind_int64 (stmt, 3, self->dataset_fid);
  ibar_import_bind_text (stmt, 4, source->publisher);
  ibar_import_bind_text (stmt, 5, source->title);
  ibar_import_bind_text (stmt, 6, date);
  ibar_import_bind_text (stmt, 7, source->url);
  ibar_import_bind_text (stmt, 8, source->language);
  ibar_import_bind_text (stmt, 9, source->note);
  return run (self, INSERT_SOURCE, error) ? known->fid : 0;
}

/* A type of the same id is the same type: profiles use the vocabulary's ids where they mean the same. */
static gint64
get_type (IbarImportWriter *self, IbarImportType *type, GError **error)
{
  sqlite3_stmt *stmt = self->statements[FIND_TYPE];

  if (type->fid != 0)
    return type->fid;
  ibar_import_bind_text (stmt, 1, type->id);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    type->fid = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);
  if (type->fid != 0)
    return type->fid;
  type->fid = self->next[IBAR_RUN_TYPE]++;
  stmt = self->statements[INSERT_TYPE];
  sqlite3_bind_int64 (stmt, 1, type->fid);
  ibar_import_bind_text (stmt, 2, type->id);
  ibar_import_bind_text (stmt, 3, type->label);
  sqlite3_bind_text (stmt, 4, type->definition, -1, SQLITE_STATIC);
  ibar_import_bind_text (stmt, 5, families[type->family]);
  ibar_import_bind_text (stmt, 6, type->acled_event_type);
  ibar_import_bind_text (stmt, 7, type->acled_sub_event_type);
  ibar_import_bind_text (stmt, 8, type->cameo_code);
  return run (self, INSERT_TYPE, error) ? type->fid : 0;
}

/* One event --------------------------------------------------------------------------------------- */

static gboolean
write_actors (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_EVENT_ACTOR];

  for (guint i = 0; i < event->n_actors; i++)
    {
      gint64 actor = get_actor (self, event->actors[i].name, self->keep_ids ? event->actors[i].id : NULL, error);

      if (actor == 0)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, self->next[IBAR_RUN_EVENT_ACTOR]++);
      sqlite3_bind_int64 (stmt, 2, fid);
      sqlite3_bind_int64 (stmt, 3, actor);
      sqlite3_bind_text (stmt, 4, event->actors[i].role, -1, SQLITE_STATIC);
      if (!run (self, INSERT_EVENT_ACTOR, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_sources (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_EVENT_SOURCE];
  gint64 written[100];
  guint n = 0;

  for (guint i = 0; i < event->n_sources && n < G_N_ELEMENTS (written); i++)
    {
      gint64 source = get_source (self, &event->sources[i], error);
      gboolean again = FALSE;

      if (source == 0)
        return FALSE;
      for (guint k = 0; k < n; k++)
        again = again || written[k] == source;
      if (again)
        continue;
      written[n++] = source;
      sqlite3_bind_int64 (stmt, 1, self->next[IBAR_RUN_EVENT_SOURCE]++);
      sqlite3_bind_int64 (stmt, 2, fid);
      sqlite3_bind_int64 (stmt, 3, source);
      sqlite3_bind_int64 (stmt, 4, n);
      if (!run (self, INSERT_EVENT_SOURCE, error))
        return FALSE;
    }
  return TRUE;
}

static void
bind_figure (sqlite3_stmt *stmt, int index, gint64 figure)
{
  if (figure < 0)
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_int64 (stmt, index, figure);
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
  sqlite3_stmt *stmt = self->statements[INSERT_CASUALTY_SOURCE];

  for (guint i = 0; i < claim->n_sources; i++)
    {
      IbarImportSource said = find_source (event, claim->sources[i]);
      gint64 source = get_source (self, &said, error);

      if (source == 0)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, self->next[IBAR_RUN_CASUALTY_SOURCE]++);
      sqlite3_bind_int64 (stmt, 2, fid);
      sqlite3_bind_int64 (stmt, 3, source);
      if (!run (self, INSERT_CASUALTY_SOURCE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_claims (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_CASUALTY];

  for (guint i = 0; i < event->n_claims; i++)
    {
      const IbarImportClaim *claim = &event->claims[i];
      gint64 actor = claim->actor != NULL ? get_actor (self, claim->actor, self->keep_ids ? claim->actor : NULL, error) : 0;

      if (claim->actor != NULL && actor == 0)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, self->next[IBAR_RUN_CASUALTY]++);
      sqlite3_bind_int64 (stmt, 2, fid);
      ibar_import_bind_text (stmt, 3, claim->kind);
      bind_figure (stmt, 4, actor != 0 ? actor : -1);
      sqlite3_bind_text (stmt, 5, claim->actor != NULL ? claim->actor : claim->group, -1, SQLITE_STATIC);
      ibar_import_bind_text (stmt, 6, claim->parent);
      bind_figure (stmt, 7, claim->low);
      bind_figure (stmt, 8, claim->best);
      bind_figure (stmt, 9, claim->high);
      ibar_import_bind_text (stmt, 10, claim->note);
      if (!run (self, INSERT_CASUALTY, error)
          || !write_claim_sources (self, event, claim, self->next[IBAR_RUN_CASUALTY] - 1, error))
        return FALSE;
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
  sqlite3_stmt *stmt = self->statements[INSERT_EVENT];
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
  sqlite3_bind_int64 (stmt, 1, fid);
  bind_point (stmt, 2, event->point, blob);
  ibar_import_bind_text (stmt, 3, long_id != NULL ? long_id : id);
  sqlite3_bind_int64 (stmt, 4, self->dataset_fid);
  ibar_import_bind_text (stmt, 5, external_id);
  sqlite3_bind_text (stmt, 6, event->title, -1, SQLITE_STATIC);
  ibar_import_bind_text (stmt, 7, event->summary);
  ibar_import_bind_text (stmt, 8, event->contested);
  if (dated)
    {
      format_day (event->date.start, start);
      format_day (event->date.end, end);
    }
  ibar_import_bind_text (stmt, 9, dated ? start : NULL);
  ibar_import_bind_text (stmt, 10, dated ? end : NULL);
  ibar_import_bind_text (stmt, 11, ibar_date_precision_to_string (dated ? event->date.precision : IBAR_DATE_UNKNOWN));
  sqlite3_bind_int64 (stmt, 12, type);
  bind_figure (stmt, 13, place > 0 ? place : -1);
  ibar_import_bind_text (stmt, 14, confidences[event->confidence]);
  ibar_import_bind_text (stmt, 15, self->now);
  return run (self, INSERT_EVENT, error);
}

static gboolean
write_raw (IbarImportWriter *self, const IbarImportEvent *event, gint64 fid, GError **error)
{
  sqlite3_stmt *stmt = self->statements[INSERT_RAW];

  sqlite3_bind_int64 (stmt, 1, fid);
  sqlite3_bind_int64 (stmt, 2, event->line);
  sqlite3_bind_text (stmt, 3, event->raw, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 4, (gint64) event->hash);
  return run (self, INSERT_RAW, error);
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
         && write_sources (self, event, fid, error) && write_claims (self, event, fid, error);
}
