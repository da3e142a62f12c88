/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens an input by what its first bytes are, not by what it is called, and hands it to the reader of its kind.
 *
 * Only plain local paths, and the prefixes of the database servers, come in: a path that begins with /vsi would let
 * GDAL fetch from networks, so it is refused. Archives that hold one table (a .csv in a .zip, .csv.gz) are read
 * through GDAL's own archive reader, which never expands them on disk.
 */
#define G_LOG_DOMAIN "ibar-import-read"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-gdal.h"
#include "ibar-import-file.h"
#include "ibar-import-read-private.h"

/* What the first bytes of a file tell. */
typedef enum
{
  KIND_TEXT,
  KIND_JSON,
  KIND_GZIP,
  KIND_ZIP,
  KIND_OGR, /* by the driver named beside it */
  KIND_REFUSED,
} Kind;

void
ibar_import_reader_add_column (IbarImportReader *self, const char *name)
{
  /* The last entry is NULL and stays last. */
  g_ptr_array_insert (self->columns, (int) self->columns->len - 1, g_strstrip (g_strdup (name)));
}

static gboolean
starts_with (const char *head, gsize n, const char *magic, gsize magic_length)
{
  return n >= magic_length && memcmp (head, magic, magic_length) == 0;
}

/* A GeoJSON file that names a coordinate system other than WGS 84. */
static gboolean
has_foreign_crs (const char *head, gsize n)
{
  const char *crs = memmem (head, MIN (n, 2048), "\"crs\"", 5);

  if (crs == NULL || memmem (head, n, "FeatureCollection", 17) == NULL)
    return FALSE;
  n = MIN (n - (crs - head), 200);
  return memmem (crs, n, "CRS84", 5) == NULL && memmem (crs, n, "4326", 4) == NULL;
}

static Kind
sniff_xml (const char *head, gsize n, const char **driver)
{
  if (memmem (head, n, "<kml", 4) != NULL)
    *driver = "KML";
  else if (memmem (head, n, "<gpx", 4) != NULL)
    *driver = "GPX";
  else
    return KIND_REFUSED;
  return KIND_OGR;
}

/* Many control characters and few NULs are no text in any encoding: UTF-16 has a NUL for each digit, comma and blank. */
static gboolean
is_binary (const char *head, gsize n)
{
  gsize controls = 0, nuls = 0;

  for (gsize i = 0; i < n; i++)
    {
      nuls += head[i] == '\0';
      controls += head[i] > 0 && head[i] < ' ' && strchr ("\t\n\v\f\r\x1a\x1b", head[i]) == NULL;
    }
  return n > 64 && controls * 20 > n && nuls * 20 < n;
}

static Kind
sniff_text (const char *head, gsize n, const char **driver)
{
  gsize i = starts_with (head, n, "\xef\xbb\xbf", 3) ? 3 : 0;

  while (i < n && g_ascii_isspace (head[i]))
    i++;
  if (i < n && head[i] == '<')
    return sniff_xml (head, n, driver);
  if (i < n && (head[i] == '{' || head[i] == '['))
    {
      if (!has_foreign_crs (head, n))
        return KIND_JSON;
      *driver = "GeoJSON";
      return KIND_OGR;
    }
  return KIND_TEXT;
}

static Kind
sniff (const char *head, gsize n, const char **driver)
{
  static const struct
  {
    const char *magic;
    gsize       length;
    const char *driver;
  } magics[] = { { "SQLite format 3", 16, "GPKG" },
                 { "fgb\x03", 4, "FlatGeobuf" },
                 { "\0\0\x27\x0a", 4, "ESRI Shapefile" },
                 { "PAR1", 4, "Parquet" } };

  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (starts_with (head, n, magics[i].magic, magics[i].length))
      {
        *driver = magics[i].driver;
        return KIND_OGR;
      }
  if (starts_with (head, n, "PK\x03\x04", 4))
    return KIND_ZIP;
  if (starts_with (head, n, "\x1f\x8b", 2))
    return KIND_GZIP;
  if (starts_with (head, n, "\xd0\xcf\x11\xe0", 4) || starts_with (head, n, "%PDF", 4))
    return KIND_REFUSED;
  if (!starts_with (head, n, "\xff\xfe", 2) && !starts_with (head, n, "\xfe\xff", 2) && is_binary (head, n))
    return KIND_REFUSED;
  return sniff_text (head, n, driver);
}

static gboolean
read_head (const char *path, char *head, gsize *n, GError **error)
{
  IbarImportFile *file = ibar_import_file_open (path);

  if (file == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, _ ("cannot open the file: %s"), g_strerror (errno));
      return FALSE;
    }
  *n = ibar_import_file_read (file, head, *n);
  ibar_import_file_close (file);
  return TRUE;
}

/* The members of a zip archive that are neither folders nor a system's own litter. */
static GPtrArray *
list_members (const char *inside)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (g_free);
  char **names = VSIReadDirRecursive (inside);

  for (int i = 0; names != NULL && names[i] != NULL; i++)
    if (!g_str_has_suffix (names[i], "/") && strstr (names[i], "__MACOSX") == NULL)
      g_ptr_array_add (members, g_strdup (names[i]));
  CSLDestroy (names);
  return members;
}

static const char *
find_member (GPtrArray *members, const char *suffix)
{
  for (guint i = 0; i < members->len; i++)
    {
      g_autofree char *name = g_ascii_strdown (g_ptr_array_index (members, i), -1);

      if (g_str_has_suffix (name, suffix))
        return g_ptr_array_index (members, i);
    }
  return NULL;
}

static gboolean open_path (IbarImportReader **self, const char *path, int depth, GError **error);

static gboolean
open_zip (IbarImportReader **self, const char *path, int depth, GError **error)
{
  static const char *const tables[] = { ".csv", ".tsv", ".txt", ".geojson", ".json", ".kml" };
  g_autofree char *inside = g_strdup_printf ("/vsizip/{%s}", path);
  g_autoptr (GPtrArray) members = list_members (inside);
  const char *member;

  if (find_member (members, "xl/workbook.xml") != NULL)
    return ibar_import_open_ogr (self, path, "XLSX", error);
  if (find_member (members, "content.xml") != NULL && find_member (members, "mimetype") != NULL)
    return ibar_import_open_ogr (self, path, "ODS", error);
  if (find_member (members, "doc.kml") != NULL)
    return ibar_import_open_ogr (self, path, "KMZ", error);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if ((member = find_member (members, tables[i])) != NULL)
      {
        g_autofree char *full = g_strdup_printf ("%s/%s", inside, member);

        return open_path (self, full, depth + 1, error);
      }
  if ((member = find_member (members, ".shp")) != NULL)
    {
      g_autofree char *full = g_strdup_printf ("%s/%s", inside, member);

      return ibar_import_open_ogr (self, full, "ESRI Shapefile", error);
    }
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("the archive holds no table that Ibar reads"));
  return FALSE;
}

static gboolean
open_path (IbarImportReader **self, const char *path, int depth, GError **error)
{
  char head[65536];
  gsize n = sizeof head;
  const char *driver = NULL;
  g_autofree char *inside = NULL;

  if (!read_head (path, head, &n, error))
    return FALSE;
  switch (sniff (head, n, &driver))
    {
    case KIND_TEXT:
      return ibar_import_open_text (self, path, error);
    case KIND_JSON:
      return ibar_import_open_json (self, path, error);
    case KIND_OGR:
      if (g_str_equal (driver, "GPKG") && depth == 0)
        {
          gboolean is_collection;

          if (!ibar_import_open_collection (self, path, &is_collection, error))
            return FALSE;
          if (is_collection)
            return TRUE;
        }
      return ibar_import_open_ogr (self, path, driver, error);
    case KIND_GZIP:
      if (depth > 0)
        break;
      CPLSetThreadLocalConfigOption ("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO");
      inside = g_strconcat ("/vsigzip/", path, NULL);
      return open_path (self, inside, depth + 1, error);
    case KIND_ZIP:
      if (depth == 0)
        return open_zip (self, path, depth, error);
      break;
    case KIND_REFUSED:
      break;
    }
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
               _ ("not a kind of file that Ibar imports (CSV, TSV, JSON, GeoJSON, GeoPackage, KML, KMZ, GPX, "
                  "Shapefile, FlatGeobuf, XLSX, ODS, Parquet)"));
  return FALSE;
}

/* A file there is to read; a "#LAYER" behind its name is left aside. */
static gboolean
check_input (const char *input, struct stat *status, GError **error)
{
  g_autofree char *file = g_strdup (input);
  char *hash = strrchr (file, '#');

  if (g_str_has_prefix (input, "/vsi"))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, _ ("only files of this computer are imported"));
      return FALSE;
    }
  if (stat (file, status) != 0 && hash != NULL)
    {
      *hash = '\0';
      errno = 0;
    }
  if (stat (file, status) != 0)
    {
      g_set_error (error, IBAR_ERROR, errno == ENOENT ? IBAR_ERROR_NOT_FOUND : IBAR_ERROR_PERMISSION, "%s",
                   g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (status->st_mode))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_FILE, _ ("not a file"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
open_input (IbarImportReader **self, const char *input, struct stat *status, GError **error)
{
  if (g_str_has_prefix (input, "PG:"))
    return ibar_import_open_ogr (self, input, "PostgreSQL", error);
  if (g_str_has_prefix (input, "MYSQL:"))
    return ibar_import_open_ogr (self, input, "MySQL", error);
  if (!check_input (input, status, error))
    return FALSE;
  if (strrchr (input, '#') != NULL && !g_file_test (input, G_FILE_TEST_EXISTS))
    {
      g_autofree char *file = g_strndup (input, strrchr (input, '#') - input);
      char head[4096];
      gsize n = sizeof head;
      const char *driver = "XLSX";
      Kind kind;

      if (!read_head (file, head, &n, error))
        return FALSE;
      kind = sniff (head, n, &driver);
      if (kind == KIND_ZIP && g_str_has_suffix (file, ".ods"))
        driver = "ODS";
      if (kind == KIND_ZIP || kind == KIND_OGR)
        return ibar_import_open_ogr (self, input, driver, error);
    }
  return open_path (self, input, 0, error);
}

/* Passwords stand in no message: a connection is named by its prefix only. */
static char *
describe_input (const char *input)
{
  if (g_str_has_prefix (input, "PG:"))
    return g_strdup ("PostgreSQL");
  if (g_str_has_prefix (input, "MYSQL:"))
    return g_strdup ("MySQL");
  return g_filename_display_name (input);
}

/**
 * ibar_import_reader_open:
 * @input: a path, "FILE#SHEET", "PG:…" or "MYSQL:…"
 *
 * Opens anything that holds a table.
 *
 * Returns: (nullable): a reader before its first row
 *
 * **Errors:** those of IbarError with the input's name before the message.
 * **Thread:** the reader belongs to one thread at a time.
 */
IbarImportReader *
ibar_import_reader_open (const char *input, GError **error)
{
  IbarImportReader *self = NULL;
  struct stat status = { 0 };
  GError *local = NULL;

  if (open_input (&self, input, &status, &local))
    {
      self->input = g_strdup (input);
      self->stat = status;
      return self;
    }
  g_clear_pointer (&self, ibar_import_reader_free);
  if (local == NULL)
    g_set_error (&local, IBAR_ERROR, IBAR_ERROR_DATA, _ ("the file is empty"));
  {
    g_autofree char *name = describe_input (input);

    g_prefix_error (&local, "%s: ", name);
  }
  g_propagate_error (error, local);
  return NULL;
}

void
ibar_import_reader_free (IbarImportReader *self)
{
  g_ptr_array_unref (self->columns);
  g_free (self->input);
  g_free (self->left_out);
  g_free (self->above);
  self->klass->free (self);
}

const char *
ibar_import_reader_get_input (IbarImportReader *self)
{
  return self->input;
}

/**
 * ibar_import_reader_get_format:
 * @self: a reader
 *
 * Returns: "text", "json", "geojson" or the short name of GDAL's driver
 */
const char *
ibar_import_reader_get_format (IbarImportReader *self)
{
  return self->format;
}

/**
 * ibar_import_reader_get_left_out:
 * @self: a reader
 *
 * Returns: (nullable): other tables with rows that the file holds, joined; "FILE#TABLE" reads one of them
 */
const char *
ibar_import_reader_get_left_out (IbarImportReader *self)
{
  return self->left_out;
}

/* (nullable): titles and remarks above the header. */
const char *
ibar_import_reader_get_above (IbarImportReader *self)
{
  return self->above;
}

/* Whether the rows come from a database server, which can be asked for some of them. */
gboolean
ibar_import_reader_is_server (IbarImportReader *self)
{
  return g_str_equal (self->format, "PostgreSQL") || g_str_equal (self->format, "MySQL");
}

/**
 * ibar_import_reader_get_columns:
 * @self: a reader
 * @n_columns: (out) (optional): how many
 *
 * Returns: (transfer none) (array zero-terminated=1): the columns' names as they stand in the input
 */
char **
ibar_import_reader_get_columns (IbarImportReader *self, guint *n_columns)
{
  if (n_columns != NULL)
    *n_columns = self->columns->len - 1;
  return (char **) self->columns->pdata;
}

/**
 * ibar_import_reader_set_headless:
 * @self: a reader
 *
 * Says that the first row was no header: the columns are called 1, 2, 3 … and reading starts again with it.
 */
gboolean
ibar_import_reader_set_headless (IbarImportReader *self, GError **error)
{
  return self->klass->set_headless != NULL && self->klass->set_headless (self, error);
}

/* Why reading stopped, by the file's name; a file that became another meanwhile is the better reason. */
static GError *
explain_failure (IbarImportReader *self, GError *error)
{
  GError *changed = NULL;
  g_autofree char *name = NULL;

  if (g_error_matches (error, IBAR_ERROR, IBAR_ERROR_CANCELLED))
    return error;
  if (!ibar_import_reader_check_unchanged (self, &changed))
    {
      g_clear_error (&error);
      return changed;
    }
  name = describe_input (self->input);
  g_prefix_error (&error, "%s: ", name);
  return error;
}

/**
 * ibar_import_reader_next:
 * @self: a reader
 * @row: (out caller-allocates): the next row
 *
 * **Errors:** of a rejected row or of the whole input, told apart by the result.
 */
IbarImportStep
ibar_import_reader_next (IbarImportReader *self, IbarImportRow *row, GError **error)
{
  GError *local = NULL;
  IbarImportStep step;

  *row = (IbarImportRow){ .point = { __builtin_nan (""), __builtin_nan ("") } };
  step = self->klass->next (self, row, &local);
  if (step == IBAR_IMPORT_STEP_ROW || step == IBAR_IMPORT_STEP_END)
    g_clear_error (&local);
  else
    g_propagate_error (error, step == IBAR_IMPORT_STEP_FAILED && local != NULL ? explain_failure (self, local) : local);
  return step;
}

gboolean
ibar_import_reader_rewind (IbarImportReader *self, GError **error)
{
  return self->klass->rewind (self, error);
}

/**
 * ibar_import_reader_push:
 * @self: a reader
 * @sql: (nullable): a condition on the columns
 * @box: (nullable): where the geometry must lie [deg, WGS 84]
 *
 * Lets the server, or GDAL, leave out rows that cannot pass. Kinds of input that cannot do it ignore it: who asks
 * must check each row himself.
 */
gboolean
ibar_import_reader_push (IbarImportReader *self, const char *sql, const IbarExtent *box, GError **error)
{
  return self->klass->push == NULL || self->klass->push (self, sql, box, error);
}

/* How the server compares a column; "other" where there is no server, or it is not known. */
IbarImportColumnKind
ibar_import_reader_get_column_kind (IbarImportReader *self, int column)
{
  return self->klass->get_column_kind != NULL ? self->klass->get_column_kind (self, column) : IBAR_IMPORT_COLUMN_OTHER;
}

/**
 * ibar_import_reader_ask_values:
 * @self: a reader before its first row
 * @columns: which columns; shape [n_columns]
 * @n_columns: how many
 * @condition: (nullable): in the server's SQL: only of rows that fulfil it
 * @max: at most so many
 *
 * Asks a server which values some columns have together. Each is read as the cells of a row are, but for blanks around
 * them, and for NULL, which is a NULL here.
 *
 * Returns: (transfer full) (nullable): arrays of @n_columns strings; NULL where there are more
 *   than @max, or nobody can be asked
 *
 * **Cost:** one query; O(values) memory.
 */
GPtrArray *
ibar_import_reader_ask_values (IbarImportReader *self, const int *columns, guint n_columns, const char *condition, guint max)
{
  return self->klass->ask_values != NULL ? self->klass->ask_values (self, columns, n_columns, condition, max) : NULL;
}

/**
 * ibar_import_reader_get_fraction:
 * @self: a reader
 *
 * Returns: how much has been read, 0 to 1; 0 throughout where it is not known
 */
double
ibar_import_reader_get_fraction (IbarImportReader *self)
{
  return self->klass->get_fraction (self);
}

/**
 * ibar_import_reader_check_unchanged:
 * @self: a reader
 *
 * **Errors:** IBAR_ERROR_DATA if the file was written to or replaced since it was opened: half of an old and half
 * of a new table would be neither.
 */
gboolean
ibar_import_reader_check_unchanged (IbarImportReader *self, GError **error)
{
  struct stat now;
  g_autofree char *name = NULL;

  if (self->stat.st_ino == 0 || !g_file_test (self->input, G_FILE_TEST_EXISTS))
    return TRUE;
  if (stat (self->input, &now) == 0 && now.st_ino == self->stat.st_ino && now.st_size == self->stat.st_size
      && now.st_mtim.tv_sec == self->stat.st_mtim.tv_sec && now.st_mtim.tv_nsec == self->stat.st_mtim.tv_nsec)
    return TRUE;
  name = describe_input (self->input);
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("%s changed while it was being read; nothing was imported"),
               name);
  return FALSE;
}
