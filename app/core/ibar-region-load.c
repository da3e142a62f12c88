/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a region's GeoPackage, whoever made it.
 *
 * A file that is not a region is refused; a feature that cannot be is left out and counted, and the
 * rest survives. Every count comes from the bytes at hand, names are cut at NAME_LIMIT, and points
 * are limited over all layers, so memory is bounded whatever the file says. Coordinates become Web
 * Mercator here, once. */

#define G_LOG_DOMAIN "ibar-region-load"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-gpkg.h"
#include "ibar-region-private.h"
#include "ibar-region-writer.h"

#define POINT_LIMIT (48u * 1024 * 1024) /* 768 MB of coordinates */
#define NAME_LIMIT 512                  /* [bytes] */
#define SUPPORTED_SCHEMA 1

/* Why something was left out or changed. */
typedef enum
{
  PROBLEM_GEOMETRY,  /* damaged, not a number, wrong kind */
  PROBLEM_RANGE,     /* off the globe */
  PROBLEM_FAR,       /* nowhere near the region: longitude and latitude exchanged, say */
  PROBLEM_TOO_SHORT, /* a ring of two points */
  PROBLEM_NAME,      /* longer than NAME_LIMIT, or not UTF-8 */
  N_PROBLEMS,
} Problem;

typedef struct
{
  IbarRegion *region;
  sqlite3 *db;
  GCancellable *cancellable;
  IbarGeometry geometry;
  IbarExtent reach; /* what a feature must touch */
  gsize n_points;
  guint problems[N_PROBLEMS]; /* of the table being read */
} Loader;

/* ---- Report -------------------------------------------------------------------------------- */

static char *
describe_problem (Problem problem, guint n)
{
  switch (problem)
    {
    case PROBLEM_GEOMETRY:
      return g_strdup_printf (
          ngettext ("%u feature with a damaged or wrong geometry was left out",
                    "%u features with a damaged or wrong geometry were left out", n),
          n);
    case PROBLEM_RANGE:
      return g_strdup_printf (ngettext ("%u feature off the globe was left out",
                                        "%u features off the globe were left out", n),
                              n);
    case PROBLEM_FAR:
      return g_strdup_printf (ngettext ("%u feature far outside of the region was left out",
                                        "%u features far outside of the region were left out", n),
                              n);
    case PROBLEM_TOO_SHORT:
      return g_strdup_printf (ngettext ("%u feature with too few points was left out",
                                        "%u features with too few points were left out", n),
                              n);
    default:
      return g_strdup_printf (
          ngettext ("%u name was cut or mended", "%u names were cut or mended", n), n);
    }
}

static void
report_table (Loader *self, const char *table)
{
  for (int i = 0; i < N_PROBLEMS; i++)
    {
      g_autofree char *text = NULL;

      if (self->problems[i] == 0)
        continue;
      text = describe_problem ((Problem) i, self->problems[i]);
      g_string_append_printf (self->region->report, "%s: %s\n", table, text);
    }
  memset (self->problems, 0, sizeof self->problems);
}

/* ---- Columns ------------------------------------------------------------------------------- */

/* A name as it may be drawn: UTF-8, one line, not endless. */
static char *
take_text (Loader *self, sqlite3_stmt *stmt, int column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);
  int size = sqlite3_column_bytes (stmt, column);
  gboolean mended = FALSE;
  char *copy;

  if (text == NULL || size <= 0)
    return NULL;
  if (size > NAME_LIMIT)
    {
      /* Back to the start of the character that would be cut. */
      for (size = NAME_LIMIT; size > 0 && ((guchar) text[size] & 0xc0) == 0x80; size--)
        ;
      mended = TRUE;
    }
  if (g_utf8_validate (text, size, NULL))
    copy = g_strndup (text, (gsize) size);
  else
    {
      copy = g_utf8_make_valid (text, size);
      mended = TRUE;
    }
  g_strdelimit (copy, "\n\r\t", ' ');
  if (mended)
    self->problems[PROBLEM_NAME]++;
  return copy;
}

static void
take_names (Loader *self, sqlite3_stmt *stmt, int first, IbarNames *names)
{
  g_autofree char *any = take_text (self, stmt, first);
  gboolean named = FALSE;

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    {
      names->form[i] = take_text (self, stmt, first + 1 + i);
      named = named || names->form[i] != NULL;
    }
  /* A file from elsewhere may know one name only; it then stands for every setting. */
  if (!named)
    names->form[IBAR_NAME_EN] = g_steal_pointer (&any);
}

static const char *
take_interned (Loader *self, sqlite3_stmt *stmt, int column)
{
  g_autofree char *text = take_text (self, stmt, column);

  return text != NULL ? g_intern_string (text) : NULL;
}

static gboolean
has_table (Loader *self, const char *table, gboolean *found, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path, "SELECT srs_id FROM gpkg_contents WHERE table_name = ?", error);

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, table);
  return ibar_sqlite_step (stmt, self->region->path, found, error);
}

/* SQL for the columns wanted, with NULL in place of those the table lacks. */
static char *
select_columns (Loader *self, const char *table, const char *const *columns, GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA table_info(\"%s\")", table);
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->region->path, pragma, error);
  g_autoptr (GHashTable) present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *sql = g_string_new ("SELECT ");
  gboolean row = FALSE;

  if (stmt == NULL)
    {
      g_string_free (sql, TRUE);
      return NULL;
    }
  while (ibar_sqlite_step (stmt, self->region->path, &row, error) && row)
    g_hash_table_add (present, ibar_sqlite_dup_text (stmt, 1));
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            g_hash_table_contains (present, columns[i]) ? columns[i] : "NULL");
  g_string_append_printf (sql, " FROM \"%s\" ORDER BY rowid", table);
  return g_string_free (sql, FALSE);
}

/* ---- Features ------------------------------------------------------------------------------ */

/* Whether every point is on the globe and the whole near the region; counts why not. */
static gboolean
check_geometry (Loader *self)
{
  const IbarPoint *points = (const IbarPoint *) (gpointer) self->geometry.points->data;
  IbarExtent extent;

  ibar_extent_init_empty (&extent);
  for (guint i = 0; i < self->geometry.points->len; i++)
    {
      if (!(fabs (points[i].longitude) <= 180.0 + 1e-9 && fabs (points[i].latitude) <= 90.0 + 1e-9))
        {
          self->problems[PROBLEM_RANGE]++;
          return FALSE;
        }
      ibar_extent_add (&extent, points[i]);
    }
  if (!ibar_extent_is_empty (&self->reach) && !ibar_extent_overlaps (&extent, &self->reach))
    {
      self->problems[PROBLEM_FAR]++;
      return FALSE;
    }
  return TRUE;
}

/* Appends the parsed geometry to the layer's arrays; FALSE when no part is left. */
static gboolean
append_parts (Loader *self, IbarRegionLayer *layer, gboolean area, IbarFeature *feature)
{
  const IbarPoint *points = (const IbarPoint *) (gpointer) self->geometry.points->data;
  guint n_parts = ibar_geometry_get_n_parts (&self->geometry);
  guint32 offset = 0;

  feature->min_x = feature->min_y = G_MAXDOUBLE;
  feature->max_x = feature->max_y = -G_MAXDOUBLE;
  g_array_append_val (layer->starts, offset);
  for (guint part = 0; part < n_parts; part++)
    {
      guint32 first = g_array_index (self->geometry.starts, guint32, part);
      guint32 last = g_array_index (self->geometry.starts, guint32, part + 1);

      if (last - first < (area ? 3u : 2u))
        continue;
      for (guint32 i = first; i < last; i++)
        {
          double xy[2]
              = { ibar_mercator_x (points[i].longitude), ibar_mercator_y (points[i].latitude) };

          feature->min_x = MIN (feature->min_x, xy[0]);
          feature->max_x = MAX (feature->max_x, xy[0]);
          feature->min_y = MIN (feature->min_y, xy[1]);
          feature->max_y = MAX (feature->max_y, xy[1]);
          g_array_append_vals (layer->points, xy, 2);
        }
      offset += last - first;
      g_array_append_val (layer->starts, offset);
      feature->n_parts++;
    }
  if (feature->n_parts > 0)
    return TRUE;
  g_array_set_size (layer->starts, layer->starts->len - 1);
  self->problems[PROBLEM_TOO_SHORT]++;
  return FALSE;
}

static gboolean
take_geometry (Loader *self,
               sqlite3_stmt *stmt,
               gboolean area,
               IbarRegionLayer *layer,
               IbarFeature *feature)
{
  const guint8 *blob = sqlite3_column_blob (stmt, 0);
  int size = sqlite3_column_bytes (stmt, 0);

  if (blob == NULL || !ibar_gpkg_parse (blob, (gsize) size, &self->geometry, NULL)
      || self->geometry.kind != (area ? IBAR_GEOMETRY_AREA : IBAR_GEOMETRY_LINE))
    {
      self->problems[PROBLEM_GEOMETRY]++;
      return FALSE;
    }
  return check_geometry (self) && append_parts (self, layer, area, feature);
}

static gboolean
count_points (Loader *self, GError **error)
{
  self->n_points += self->geometry.points->len;
  if (self->n_points <= POINT_LIMIT)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
               _ ("“%s” has more than %u points; make a region of a smaller area"),
               self->region->path, POINT_LIMIT);
  return FALSE;
}

static gboolean
read_features (Loader *self, IbarLayer number, sqlite3_stmt *stmt, GError **error)
{
  IbarRegionLayer *layer = &self->region->layers[number];
  gboolean row = FALSE;

  while (ibar_sqlite_step (stmt, self->region->path, &row, error))
    {
      IbarFeature feature = { 0 };

      if (!row)
        return TRUE;
      if (!take_geometry (self, stmt, ibar_layer_is_area (number), layer, &feature))
        continue;
      if (!count_points (self, error))
        return FALSE;
      feature.id = take_text (self, stmt, 1);
      take_names (self, stmt, 2, &feature.names);
      feature.kind = take_interned (self, stmt, 7);
      feature.rank = CLAMP (sqlite3_column_int (stmt, 8), 0, 15);
      feature.highlight = sqlite3_column_int (stmt, 9) != 0;
      feature.schematic = sqlite3_column_int (stmt, 10) != 0;
      feature.neighbour = take_interned (self, stmt, 11);
      g_array_append_val (layer->features, feature);
    }
  return FALSE;
}

/* The arrays do not move any more: gives each feature its slices, and the layer its index. */
static void
settle_layer (IbarRegionLayer *layer)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (IbarBox));
  const double *points = (const double *) (gpointer) layer->points->data;
  const guint32 *starts = (const guint32 *) (gpointer) layer->starts->data;

  for (guint i = 0; i < layer->features->len; i++)
    {
      IbarFeature *feature = &g_array_index (layer->features, IbarFeature, i);
      IbarBox box = { feature->min_x, feature->min_y, feature->max_x, feature->max_y };

      feature->starts = starts;
      feature->points = points;
      starts += feature->n_parts + 1;
      points += 2 * (gsize) feature->starts[feature->n_parts];
      g_array_append_val (boxes, box);
    }
  layer->index = ibar_box_index_new ((const IbarBox *) (gpointer) boxes->data, boxes->len);
}

static gboolean
load_layer (Loader *self, IbarLayer number, GError **error)
{
  static const char *const columns[]
      = { "geom",         "id",        "name", "name_sq", "name_sr_latn",
          "name_sr_cyrl", "name_en",   "kind", "rank",    "highlight",
          "schematic",    "neighbour", NULL };
  const char *table = ibar_layer_get_table (number);
  g_autoptr (sqlite3_stmt) stmt = NULL;
  g_autofree char *sql = NULL;
  gboolean found;

  if (!has_table (self, table, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  sql = select_columns (self, table, columns, error);
  if (sql == NULL)
    return FALSE;
  stmt = ibar_sqlite_prepare (self->db, self->region->path, sql, error);
  if (stmt == NULL || !read_features (self, number, stmt, error))
    return FALSE;
  report_table (self, table);
  return TRUE;
}

/* ---- Places -------------------------------------------------------------------------------- */

static int
find_area_by_id (IbarRegion *region, const char *id)
{
  IbarRegionLayer *layer = &region->layers[IBAR_LAYER_ADMIN_AREA];

  for (guint i = 0; id != NULL && i < layer->features->len; i++)
    {
      if (g_strcmp0 (g_array_index (layer->features, IbarFeature, i).id, id) == 0)
        return (int) i;
    }
  return -1;
}

static gboolean
take_point (Loader *self, sqlite3_stmt *stmt, IbarPoint *point)
{
  const guint8 *blob = sqlite3_column_blob (stmt, 0);
  int size = sqlite3_column_bytes (stmt, 0);

  if (blob == NULL || !ibar_gpkg_parse (blob, (gsize) size, &self->geometry, NULL)
      || self->geometry.kind != IBAR_GEOMETRY_POINT || self->geometry.points->len != 1)
    {
      self->problems[PROBLEM_GEOMETRY]++;
      return FALSE;
    }
  *point = g_array_index (self->geometry.points, IbarPoint, 0);
  return check_geometry (self);
}

static gboolean
read_places (Loader *self, sqlite3_stmt *stmt, GError **error)
{
  gboolean row = FALSE;

  while (ibar_sqlite_step (stmt, self->region->path, &row, error))
    {
      IbarRegionPlace place = { .admin_area = -1, .population = -1 };
      g_autofree char *area = NULL;

      if (!row)
        return TRUE;
      if (!take_point (self, stmt, &place.point) || !count_points (self, error))
        continue;
      place.id = take_text (self, stmt, 1);
      take_names (self, stmt, 2, &place.names);
      place.kind = take_text (self, stmt, 7);
      place.rank = CLAMP (sqlite3_column_int (stmt, 8), 0, 15);
      area = take_text (self, stmt, 9);
      place.admin_area = find_area_by_id (self->region, area);
      if (place.admin_area < 0)
        place.admin_area = ibar_region_find_admin_area (self->region, place.point);
      place.uncertainty_m = MAX (sqlite3_column_double (stmt, 10), 0.0);
      if (sqlite3_column_type (stmt, 11) == SQLITE_INTEGER)
        place.population = MAX (sqlite3_column_int64 (stmt, 11), -1);
      place.verified = sqlite3_column_int (stmt, 12) != 0;
      place.source = take_text (self, stmt, 13);
      if (place.kind == NULL)
        place.kind = g_strdup ("");
      g_array_append_val (self->region->places, place);
    }
  return FALSE;
}

static gboolean
load_places (Loader *self, GError **error)
{
  static const char *const columns[]
      = { "geom",          "id",         "name",     "name_sq", "name_sr_latn",
          "name_sr_cyrl",  "name_en",    "kind",     "rank",    "admin_area",
          "uncertainty_m", "population", "verified", "source",  NULL };
  g_autoptr (sqlite3_stmt) stmt = NULL;
  g_autofree char *sql = NULL;
  gboolean found;

  if (!has_table (self, "place", &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  sql = select_columns (self, "place", columns, error);
  if (sql == NULL)
    return FALSE;
  stmt = ibar_sqlite_prepare (self->db, self->region->path, sql, error);
  if (stmt == NULL || !read_places (self, stmt, error))
    return FALSE;
  report_table (self, "place");
  return TRUE;
}

/* ---- Profiles, credits, facts -------------------------------------------------------------- */

static gboolean
load_profiles (Loader *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path,
      "SELECT id, title, note, outline_style, neighbours, name, name_sq, name_sr_latn, "
      "name_sr_cyrl, name_en FROM boundary_profile ORDER BY rowid",
      error);
  gboolean row = FALSE;

  if (stmt == NULL)
    return FALSE;
  while (ibar_sqlite_step (stmt, self->region->path, &row, error))
    {
      IbarBoundaryProfile profile = { 0 };

      if (!row)
        return TRUE;
      profile.id = ibar_sqlite_dup_text (stmt, 0);
      profile.title = ibar_sqlite_dup_text (stmt, 1);
      profile.note = ibar_sqlite_dup_text (stmt, 2);
      profile.outline_style = ibar_sqlite_dup_text (stmt, 3);
      profile.neighbours = ibar_sqlite_dup_text (stmt, 4);
      take_names (self, stmt, 5, &profile.label);
      g_array_append_val (self->region->profiles, profile);
    }
  return FALSE;
}

static char *
get_info (Loader *self, const char *key)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path, "SELECT value FROM ibar_info WHERE key = ?", NULL);
  gboolean row = FALSE;

  if (stmt == NULL)
    return NULL;
  ibar_sqlite_bind_text (stmt, 1, key);
  if (!ibar_sqlite_step (stmt, self->region->path, &row, NULL) || !row)
    return NULL;
  return take_text (self, stmt, 0);
}

static gboolean
get_extent (Loader *self, const char *key, IbarExtent *extent)
{
  g_autofree char *text = get_info (self, key);
  double side[4];
  char *at = text;

  ibar_extent_init_empty (extent);
  for (int i = 0; i < 4; i++)
    {
      char *end = NULL;

      if (at == NULL)
        return FALSE;
      side[i] = g_ascii_strtod (at, &end);
      if (end == at || !isfinite (side[i]))
        return FALSE;
      at = end;
    }
  if (side[0] >= side[2] || side[1] >= side[3] || fabs (side[0]) > 180 || fabs (side[2]) > 180
      || fabs (side[1]) > 90 || fabs (side[3]) > 90)
    return FALSE;
  *extent = (IbarExtent){ side[0], side[1], side[2], side[3] };
  return TRUE;
}

static gboolean
load_credits (Loader *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path, "SELECT text, licence FROM credit ORDER BY rowid", error);
  g_autofree char *schematic = get_info (self, "schematic_note");
  GString *text = g_string_new (NULL);
  gboolean row = FALSE, good = FALSE;

  if (stmt != NULL)
    {
      while ((good = ibar_sqlite_step (stmt, self->region->path, &row, error)) && row)
        {
          g_autofree char *whom = take_text (self, stmt, 0);
          g_autofree char *licence = take_text (self, stmt, 1);

          g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                                  whom != NULL ? whom : "");
          if (licence != NULL)
            g_string_append_printf (text, " (%s)", licence);
        }
    }
  if (schematic != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", schematic);
  self->region->credits = g_string_free (text, FALSE);
  return good;
}

/* ---- The file ------------------------------------------------------------------------------ */

static gboolean
check_schema (Loader *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  g_autofree char *version = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (self->db,
                           "SELECT 1 FROM ibar_info, gpkg_contents, boundary_profile, credit "
                           "WHERE 0",
                           -1, &stmt, NULL);
  if (rc == SQLITE_ERROR)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_COLLECTION,
                   _ ("“%s” is not a region for the map"), self->region->path);
      return FALSE;
    }
  if (rc != SQLITE_OK)
    {
      ibar_sqlite_set_error (error, self->db, rc, self->region->path);
      return FALSE;
    }
  version = get_info (self, "schema_version");
  if (version != NULL && g_ascii_strtoll (version, NULL, 10) > SUPPORTED_SCHEMA)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NEWER,
                   _ ("“%s” was made by a newer version of this program"), self->region->path);
      return FALSE;
    }
  return TRUE;
}

/* A feature may reach as far beyond the region as the region is wide, and a little more. */
static void
set_reach (Loader *self)
{
  IbarExtent *extent = &self->region->extent;
  double width, height;

  ibar_extent_init_empty (&self->reach);
  if (!get_extent (self, "extent", extent))
    return;
  width = extent->east - extent->west + 1;
  height = extent->north - extent->south + 1;
  self->reach = (IbarExtent){ MAX (extent->west - width, -180), MAX (extent->south - height, -90),
                              MIN (extent->east + width, 180), MIN (extent->north + height, 90) };
}

/* Without a stated extent, the region is where its areas, or all its features, are. */
static void
settle_extents (Loader *self)
{
  IbarRegion *region = self->region;

  for (int i = 0; i < IBAR_N_LAYERS && ibar_extent_is_empty (&region->extent); i++)
    {
      /* Areas first; neighbours, which are layer 0, last. */
      IbarRegionLayer *layer = &region->layers[(i + 1) % IBAR_N_LAYERS];

      for (guint f = 0; f < layer->features->len; f++)
        {
          const IbarFeature *feature = &g_array_index (layer->features, IbarFeature, f);

          ibar_extent_add (&region->extent, (IbarPoint){ ibar_mercator_longitude (feature->min_x),
                                                         ibar_mercator_latitude (feature->max_y) });
          ibar_extent_add (&region->extent, (IbarPoint){ ibar_mercator_longitude (feature->max_x),
                                                         ibar_mercator_latitude (feature->min_y) });
        }
    }
  if (ibar_extent_is_empty (&region->extent))
    region->extent = (IbarExtent){ -180, -80, 180, 80 };
  if (!get_extent (self, "home", &region->home))
    region->home = region->extent;
}

static gboolean
load_all (Loader *self, GError **error)
{
  g_autoptr (GError) elevation_error = NULL;
  gboolean has_elevation;

  if (!check_schema (self, error))
    return FALSE;
  set_reach (self);
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    {
      gboolean loaded = load_layer (self, (IbarLayer) i, error);

      settle_layer (&self->region->layers[i]);
      if (!loaded)
        return FALSE;
    }
  if (!load_places (self, error) || !load_profiles (self, error) || !load_credits (self, error)
      || !has_table (self, "elevation", &has_elevation, error))
    return FALSE;
  settle_extents (self);
  self->region->title = get_info (self, "title");
  if (self->region->title == NULL)
    self->region->title = g_path_get_basename (self->region->path);
  if (has_elevation && !ibar_region_load_elevation (self->region, &elevation_error))
    g_string_append_printf (self->region->report, "%s\n", elevation_error->message);
  return TRUE;
}

static IbarRegion *
region_alloc (const char *path)
{
  IbarRegion *self = g_new0 (IbarRegion, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->path = g_strdup (path);
  self->report = g_string_new (NULL);
  self->places = g_array_new (FALSE, FALSE, sizeof (IbarRegionPlace));
  self->profiles = g_array_new (FALSE, FALSE, sizeof (IbarBoundaryProfile));
  for (int i = 0; i < IBAR_N_LAYERS; i++)
    {
      self->layers[i].features = g_array_new (FALSE, FALSE, sizeof (IbarFeature));
      self->layers[i].points = g_array_new (FALSE, FALSE, sizeof (double));
      self->layers[i].starts = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
  ibar_extent_init_empty (&self->extent);
  ibar_extent_init_empty (&self->home);
  return self;
}

/**
 * ibar_region_load:
 * @path: a region's GeoPackage
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads the whole region into memory. What cannot be drawn is left out, counted and told by
 * ibar_region_get_report(). The file is never written to.
 *
 * Returns: (transfer full) (nullable): the region, or NULL with @error set
 *
 * **Errors:** #IBAR_ERROR_NOT_FOUND, _PERMISSION, _NOT_A_FILE, _NOT_A_DATABASE, _NOT_A_COLLECTION
 * (a database, but no region), _CORRUPT, _NEWER, _TOO_LARGE, _CANCELLED.
 *
 * **Thread:** any. **Cost:** about 30 ms for the shipped region (bench map).
 */
IbarRegion *
ibar_region_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (IbarRegion) region = NULL;
  Loader self = { .cancellable = cancellable };
  g_autofree char *uri = NULL;
  g_autofree char *escaped = NULL;
  gboolean wal, good;
  int rc;

  g_return_val_if_fail (path != NULL, NULL);

  if (!ibar_collection_check_file (path, &wal, error))
    return NULL;
  region = region_alloc (path);
  self.region = region;
  /* Immutable: a region is replaced, never changed, and nothing is written beside it. */
  escaped = g_uri_escape_string (path, "/", FALSE);
  uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);
  rc = sqlite3_open_v2 (uri, &self.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                        NULL);
  ibar_geometry_init (&self.geometry);
  if (rc != SQLITE_OK)
    {
      ibar_sqlite_set_error (error, self.db, rc, path);
      good = FALSE;
    }
  else
    {
      sqlite3_exec (self.db, "PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1", NULL, NULL,
                    NULL);
      ibar_sqlite_set_cancellable (self.db, cancellable);
      good = load_all (&self, error);
    }
  sqlite3_close (self.db);
  ibar_geometry_clear (&self.geometry);
  /* A region that failed midway has layers without an index; unref copes. */
  return good ? g_steal_pointer (&region) : NULL;
}
