/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Made-up collections of any size, for tests and benchmarks.
 *
 * The same seed gives the same rows. The mixture is that of real event data: towns of very
 * different size, some places known to the municipality only, two events in a hundred without a
 * date and one without a place, dates that are a month, a year or a range, bursts of days with many
 * events, one to three actors of which some are contingents of others, one or two sources, claims
 * in every fifth event. Nobody who reads one of the titles can take it for news. */

#define G_LOG_DOMAIN "ibar-synth"

#include "config.h"

#include "ibar-synth.h"

#include <math.h>

#include <glib/gstdio.h>

#include "ibar-collection-private.h"
#include "ibar-gpkg.h"
#include "ibar-random.h"

#define N_PLACES 300
#define N_ACTORS 60
#define N_PARENTS 12 /* actors 13 … 36 are contingents of the first four */
#define N_MUNICIPALITIES 24
#define FIRST_DAY 9131 /* 1995-01-01 */
#define N_DAYS 11322   /* to the end of 2025 */

static const char *const families[]
    = { "armed", "unrest", "protest", "security", "politics", "diplomacy", "other" };

static const char *const words[]
    = { "amber",  "bridge",  "cedar",  "delta",   "ember",  "fjord",  "granite", "harbour",
        "island", "juniper", "kettle", "lantern", "meadow", "nectar", "orchard", "pebble",
        "quarry", "river",   "saddle", "timber",  "umbra",  "valley", "willow",  "xylem",
        "yarrow", "zephyr",  "čamac",  "đerdan",  "šljiva", "žito",   "ëndërr",  "çelës" };

typedef struct
{
  guint64 state;
  IbarCollection *collection;
  const IbarSynthOptions *options;
  guint n_actors, n_sources;
  IbarPoint places[N_PLACES];
  double weights[N_PLACES]; /* cumulated, up to 1 */
  sqlite3_stmt *event, *event_actor, *event_source, *casualty, *casualty_source;
  gint64 n_claims;
} Synth;

static guint64
next (Synth *self)
{
  return ibar_random_next (&self->state);
}

static guint
below (Synth *self, guint n)
{
  return ibar_random_below (&self->state, n);
}

static double
unit (Synth *self)
{
  return (double) (next (self) >> 11) * 0x1p-53;
}

/* About normal, deviation 1: the sum of four uniform numbers. */
static double
normal (Synth *self)
{
  return (unit (self) + unit (self) + unit (self) + unit (self) - 2) * sqrt (3);
}

static IbarPoint
anywhere (Synth *self)
{
  const IbarExtent *extent = &self->options->extent;
  IbarPoint point = { extent->west + unit (self) * (extent->east - extent->west),
                      extent->south + unit (self) * (extent->north - extent->south) };

  return point;
}

static void
bind_point (sqlite3_stmt *stmt, int index, IbarPoint point)
{
  guint8 blob[IBAR_GPKG_POINT_SIZE];

  ibar_gpkg_encode_point (point, blob);
  sqlite3_bind_blob (stmt, index, blob, sizeof blob, SQLITE_TRANSIENT);
}

static gboolean
insert_rows (Synth *self,
             const char *sql,
             guint n,
             void (*bind) (Synth *, sqlite3_stmt *, guint),
             GError **error)
{
  const char *path = ibar_collection_get_path (self->collection);
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (ibar_collection_get_db (self->collection), path, sql, error);

  for (guint i = 1; stmt != NULL && i <= n; i++)
    {
      sqlite3_bind_int64 (stmt, 1, i);
      bind (self, stmt, i);
      if (!ibar_sqlite_run (stmt, path, error))
        return FALSE;
    }
  return stmt != NULL;
}

static void
bind_type (Synth *self, sqlite3_stmt *stmt, guint i)
{
  g_autofree char *id = g_strdup_printf ("type_%02u", i);
  g_autofree char *label = g_strdup_printf ("Type %u", i);

  ibar_sqlite_bind_text (stmt, 2, id);
  ibar_sqlite_bind_text (stmt, 3, label);
  ibar_sqlite_bind_text (stmt, 4, families[i % G_N_ELEMENTS (families)]);
}

static void
bind_actor (Synth *self, sqlite3_stmt *stmt, guint i)
{
  g_autofree char *id = g_strdup_printf ("actor_%02u", i);
  g_autofree char *name = g_strdup_printf ("Actor %u %s", i, words[i % G_N_ELEMENTS (words)]);

  ibar_sqlite_bind_text (stmt, 2, id);
  if (i > N_PARENTS && i <= 3 * N_PARENTS)
    sqlite3_bind_int (stmt, 3, (int) (i % 4) + 1);
  else
    sqlite3_bind_null (stmt, 3);
  ibar_sqlite_bind_text (stmt, 4, name);
}

static void
bind_place (Synth *self, sqlite3_stmt *stmt, guint i)
{
  g_autofree char *id = g_strdup_printf ("place_%03u", i);
  g_autofree char *name = g_strdup_printf ("Place %u %s", i, words[(i * 7) % G_N_ELEMENTS (words)]);
  g_autofree char *municipality = g_strdup_printf ("Municipality %02u", i % N_MUNICIPALITIES + 1);

  self->places[i - 1] = anywhere (self);
  bind_point (stmt, 2, self->places[i - 1]);
  ibar_sqlite_bind_text (stmt, 3, id);
  ibar_sqlite_bind_text (stmt, 4, name);
  ibar_sqlite_bind_text (stmt, 5, i % 10 == 0 ? NULL : municipality);
  ibar_sqlite_bind_text (stmt, 6, i % 15 == 0 ? "municipality" : i % 4 == 0 ? "town" : "exact");
  sqlite3_bind_double (stmt, 7, i % 15 == 0 ? 8000 : i % 4 == 0 ? 1000 : 200);
}

static void
bind_source (Synth *self, sqlite3_stmt *stmt, guint i)
{
  g_autofree char *id = g_strdup_printf ("source_%u", i);
  g_autofree char *publisher = g_strdup_printf ("Publisher %u", i % 97 + 1);
  g_autofree char *url = g_strdup_printf ("https://example.org/%u", i);

  ibar_sqlite_bind_text (stmt, 2, id);
  ibar_sqlite_bind_text (stmt, 3, publisher);
  ibar_sqlite_bind_text (stmt, 4, url);
}

/* Zipf's law: the n-th town has 1/n of the first one's events. */
static void
weigh_places (Synth *self)
{
  double sum = 0;

  for (int i = 0; i < N_PLACES; i++)
    {
      sum += 1.0 / (i + 1);
      self->weights[i] = sum;
    }
  for (int i = 0; i < N_PLACES; i++)
    self->weights[i] /= sum;
}

static guint
choose_place (Synth *self)
{
  double x = unit (self);
  guint low = 0, high = N_PLACES - 1;

  if (self->options->shape == IBAR_SYNTH_POINT)
    return 0;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (self->weights[middle] < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static IbarPoint
choose_point (Synth *self, guint place)
{
  const IbarExtent *extent = &self->options->extent;
  IbarPoint point = self->places[place];

  if (self->options->shape == IBAR_SYNTH_UNIFORM)
    return anywhere (self);
  if (self->options->shape == IBAR_SYNTH_POINT || below (self, 3) == 0)
    return point; /* as data sets do that know the town only */
  point.longitude += normal (self) * 0.02;
  point.latitude += normal (self) * 0.015;
  point.longitude = CLAMP (point.longitude, extent->west, extent->east);
  point.latitude = CLAMP (point.latitude, extent->south, extent->north);
  return point;
}

/* Every tenth event falls on one of 200 crowded days. */
static IbarDay
choose_day (Synth *self)
{
  if (below (self, 10) == 0)
    return FIRST_DAY + (IbarDay) (below (self, 200) * (N_DAYS / 200));
  return FIRST_DAY + (IbarDay) below (self, N_DAYS);
}

static void
bind_dates (Synth *self, sqlite3_stmt *stmt)
{
  IbarDay start = choose_day (self);
  IbarDay end = start;
  IbarDatePrecision precision = IBAR_DATE_DAY;
  guint kind = below (self, 100);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  int year, month, mday;

  ibar_day_to_ymd (start, &year, &month, &mday);
  if (kind < 2)
    precision = IBAR_DATE_UNKNOWN;
  else if (kind < 5)
    {
      precision = IBAR_DATE_MONTH;
      start = ibar_day_from_ymd (year, month, 1);
      end = start + 27;
    }
  else if (kind < 7)
    {
      precision = IBAR_DATE_YEAR;
      start = ibar_day_from_ymd (year, 1, 1);
      end = ibar_day_from_ymd (year, 12, 31);
    }
  else if (kind < 9)
    {
      precision = IBAR_DATE_RANGE;
      end = start + (IbarDay) below (self, 20);
    }
  else if (kind < 10)
    precision = IBAR_DATE_DAY_INFERRED;
  else if (kind < 20)
    end = start + (IbarDay) below (self, 5);

  if (precision != IBAR_DATE_UNKNOWN)
    {
      first = ibar_day_format_iso (start);
      last = ibar_day_format_iso (end);
    }
  ibar_sqlite_bind_text (stmt, 5, first);
  ibar_sqlite_bind_text (stmt, 6, last);
  ibar_sqlite_bind_text (stmt, 7, ibar_date_precision_to_string (precision));
}

static void
bind_words (Synth *self, sqlite3_stmt *stmt, guint i)
{
  char title[128], summary[256];
  const char *const *w = words;
  guint n = G_N_ELEMENTS (words);

  g_snprintf (title, sizeof title, "Event %u: %s %s %s", i, w[below (self, n)], w[below (self, n)],
              w[below (self, n)]);
  ibar_sqlite_bind_text (stmt, 4, title);
  if (below (self, 2) == 0)
    g_snprintf (summary, sizeof summary, "Made up: %s and %s near the %s, with %s.",
                w[below (self, n)], w[below (self, n)], w[below (self, n)], w[below (self, n)]);
  else
    summary[0] = '\0';
  ibar_sqlite_bind_text (stmt, 11, summary[0] != '\0' ? summary : NULL);
}

static gboolean
insert_links (Synth *self, guint i, const char *path, GError **error)
{
  guint n_actors = below (self, 10) < 1 ? 0 : 1 + below (self, 3);
  guint n_sources = 1 + below (self, 2);
  guint first_actor = below (self, self->n_actors);
  guint first_source = below (self, self->n_sources);

  for (guint k = 0; k < n_actors; k++)
    {
      sqlite3_bind_int64 (self->event_actor, 1, i);
      sqlite3_bind_int64 (self->event_actor, 2, (first_actor + k * 17) % self->n_actors + 1);
      if (!ibar_sqlite_run (self->event_actor, path, error))
        return FALSE;
    }
  for (guint k = 0; k < n_sources; k++)
    {
      sqlite3_bind_int64 (self->event_source, 1, i);
      sqlite3_bind_int64 (self->event_source, 2, (first_source + k) % self->n_sources + 1);
      sqlite3_bind_int64 (self->event_source, 3, k + 1);
      if (!ibar_sqlite_run (self->event_source, path, error))
        return FALSE;
    }
  if (n_actors == 0 || below (self, 5) != 0)
    return TRUE;
  sqlite3_bind_int64 (self->casualty, 1, ++self->n_claims);
  sqlite3_bind_int64 (self->casualty, 2, i);
  ibar_sqlite_bind_text (self->casualty, 3, below (self, 3) == 0 ? "killed" : "injured");
  sqlite3_bind_int64 (self->casualty, 4, first_actor + 1);
  sqlite3_bind_int64 (self->casualty, 5, 1 + below (self, 30) / (1 + below (self, 10)));
  sqlite3_bind_int64 (self->casualty_source, 1, self->n_claims);
  sqlite3_bind_int64 (self->casualty_source, 2, first_source + 1);
  return ibar_sqlite_run (self->casualty, path, error)
         && ibar_sqlite_run (self->casualty_source, path, error);
}

static gboolean
insert_event (Synth *self, guint i, const char *path, GError **error)
{
  static const char *const confidences[]
      = { "high", "high", "medium", "low", "general knowledge", "unstated" };
  sqlite3_stmt *stmt = self->event;
  guint place = choose_place (self);
  char id[32];

  g_snprintf (id, sizeof id, "S-%07u", i);
  sqlite3_bind_int64 (stmt, 1, i);
  bind_point (stmt, 2, choose_point (self, place));
  sqlite3_bind_int64 (stmt, 9, place + 1);
  if (below (self, 100) == 0)
    {
      sqlite3_bind_null (stmt, 2);
      sqlite3_bind_null (stmt, 9);
    }
  ibar_sqlite_bind_text (stmt, 3, id);
  bind_words (self, stmt, i);
  bind_dates (self, stmt);
  sqlite3_bind_int (stmt, 8, (int) (below (self, 21) * below (self, 21) / 21) + 1);
  ibar_sqlite_bind_text (stmt, 10, confidences[below (self, G_N_ELEMENTS (confidences))]);
  return ibar_sqlite_run (stmt, path, error) && insert_links (self, i, path, error);
}

static gboolean
prepare (Synth *self, GError **error)
{
  sqlite3 *db = ibar_collection_get_db (self->collection);
  const char *path = ibar_collection_get_path (self->collection);

  self->event = ibar_sqlite_prepare (
      db, path,
      "INSERT INTO event (fid, geom, id, dataset_fid, external_id, title, date_start, date_end, "
      "date_precision, type_fid, place_fid, confidence, summary) "
      "VALUES (?1, ?2, ?3, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
      error);
  self->event_actor = self->event == NULL
                          ? NULL
                          : ibar_sqlite_prepare (db, path,
                                                 "INSERT INTO event_actor (event_fid, actor_fid, "
                                                 "role) VALUES (?1, ?2, 'participant')",
                                                 error);
  self->event_source
      = self->event_actor == NULL
            ? NULL
            : ibar_sqlite_prepare (
                db, path,
                "INSERT INTO event_source (event_fid, source_fid, rank) VALUES (?1, ?2, ?3)",
                error);
  self->casualty = self->event_source == NULL
                       ? NULL
                       : ibar_sqlite_prepare (
                           db, path,
                           "INSERT INTO casualty (fid, event_fid, kind, actor_fid, group_name, "
                           "best) VALUES (?1, ?2, ?3, ?4, printf ('actor_%02d', ?4), ?5)",
                           error);
  self->casualty_source
      = self->casualty == NULL
            ? NULL
            : ibar_sqlite_prepare (
                db, path, "INSERT INTO casualty_source (casualty_fid, source_fid) VALUES (?1, ?2)",
                error);
  return self->casualty_source != NULL;
}

static void
finalize (Synth *self)
{
  sqlite3_finalize (self->event);
  sqlite3_finalize (self->event_actor);
  sqlite3_finalize (self->event_source);
  sqlite3_finalize (self->casualty);
  sqlite3_finalize (self->casualty_source);
}

static gboolean
insert_vocabulary (Synth *self, GError **error)
{
  static const char *const setup = "INSERT INTO dataset (fid, id, name, licence, redistributable) "
                                   "VALUES (1, 'synthetic', 'Synthetic events', 'CC0 1.0', 1)";

  return ibar_sqlite_exec (ibar_collection_get_db (self->collection),
                           ibar_collection_get_path (self->collection), setup, error)
         && insert_rows (self,
                         "INSERT INTO event_type (fid, id, label, family) VALUES (?1, ?2, ?3, ?4)",
                         21, bind_type, error)
         && insert_rows (self,
                         "INSERT INTO actor (fid, id, parent_fid, name) VALUES (?1, ?2, ?3, ?4)",
                         self->n_actors, bind_actor, error)
         && insert_rows (self,
                         "INSERT INTO place (fid, geom, id, name, municipality, precision, "
                         "uncertainty_m) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                         N_PLACES, bind_place, error)
         && insert_rows (self,
                         "INSERT INTO source (fid, id, publisher, url) VALUES (?1, ?2, ?3, ?4)",
                         self->n_sources, bind_source, error);
}

static gboolean
write_info (Synth *self, GError **error)
{
  const IbarExtent *extent = &self->options->extent;
  char edges[4][G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *home = NULL;
  g_autofree char *name
      = g_strdup_printf ("Synthetic events, seed %" G_GUINT64_FORMAT, self->options->seed);

  home = g_strjoin (" ", g_ascii_dtostr (edges[0], sizeof edges[0], extent->west),
                    g_ascii_dtostr (edges[1], sizeof edges[1], extent->south),
                    g_ascii_dtostr (edges[2], sizeof edges[2], extent->east),
                    g_ascii_dtostr (edges[3], sizeof edges[3], extent->north), NULL);
  return ibar_collection_set_info (self->collection, "name", name, error)
         && ibar_collection_set_info (self->collection, "home", home, error);
}

/**
 * ibar_synth_write:
 * @path: a file that does not exist
 * @options: how many events, where, and the seed that decides everything else
 * @error: return location
 *
 * Writes a made-up collection.
 *
 * Returns: FALSE with @error set, and no file, if it could not be written
 *
 * Errors: as ibar_collection_create() and ibar_collection_end_bulk().
 *
 * Cost: O(n log n) in events.
 */
gboolean
ibar_synth_write (const char *path, const IbarSynthOptions *options, GError **error)
{
  Synth self = { .state = options->seed, .options = options };
  gboolean ok;

  g_return_val_if_fail (path != NULL && options != NULL, FALSE);

  self.n_actors = options->n_actors > 0 ? options->n_actors : N_ACTORS;
  self.n_sources = CLAMP (options->n_events / 50, 20, 5000);
  self.collection = ibar_collection_create (path, error);
  if (self.collection == NULL)
    return FALSE;
  weigh_places (&self);
  /* Nobody needs half of a made-up file: no journal, no waiting for the disk. */
  ok = ibar_sqlite_exec (ibar_collection_get_db (self.collection), path,
                         "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                         "PRAGMA cache_size = -65536",
                         error)
       && ibar_collection_begin_bulk (self.collection, error) && insert_vocabulary (&self, error)
       && prepare (&self, error);
  for (guint i = 1; ok && i <= options->n_events; i++)
    ok = insert_event (&self, i, path, error);
  finalize (&self);
  ok = ok && write_info (&self, error) && ibar_collection_end_bulk (self.collection, NULL, error);
  ibar_collection_unref (self.collection);
  if (!ok)
    g_unlink (path);
  return ok;
}
