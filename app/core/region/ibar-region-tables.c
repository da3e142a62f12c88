/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of a region's GeoPackage, whoever made it: columns that may be missing, text as it may
 * be drawn, and the report of what could not be read. */

#define G_LOG_DOMAIN "ibar-region-tables"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-region-load.h"

#define NAME_LIMIT 512 /* [bytes] */

/* ---- Report -------------------------------------------------------------------------------- */

static char *
describe_problem (IbarRegionProblem problem, guint n)
{
  switch (problem)
    {
    case IBAR_PROBLEM_GEOMETRY:
      return g_strdup_printf (
          ngettext ("%u feature with a damaged or wrong geometry was left out",
                    "%u features with a damaged or wrong geometry were left out", n),
          n);
    case IBAR_PROBLEM_RANGE:
      return g_strdup_printf (ngettext ("%u feature off the globe was left out",
                                        "%u features off the globe were left out", n),
                              n);
    case IBAR_PROBLEM_FAR:
      return g_strdup_printf (ngettext ("%u feature far outside of the region was left out",
                                        "%u features far outside of the region were left out", n),
                              n);
    case IBAR_PROBLEM_TOO_SHORT:
      return g_strdup_printf (ngettext ("%u feature with too few points was left out",
                                        "%u features with too few points were left out", n),
                              n);
    default:
      return g_strdup_printf (
          ngettext ("%u name was cut or mended", "%u names were cut or mended", n), n);
    }
}

void
ibar_region_report_table (IbarRegionLoader *self, const char *table)
{
  for (int i = 0; i < IBAR_N_PROBLEMS; i++)
    {
      g_autofree char *text = NULL;

      if (self->problems[i] == 0)
        continue;
      text = describe_problem ((IbarRegionProblem) i, self->problems[i]);
      g_string_append_printf (self->region->report, "%s: %s\n", table, text);
    }
  memset (self->problems, 0, sizeof self->problems);
}

/* ---- Columns ------------------------------------------------------------------------------- */

/* A name as it may be drawn: UTF-8, one line, not endless. */
char *
ibar_region_take_text (IbarRegionLoader *self, sqlite3_stmt *stmt, int column)
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
    self->problems[IBAR_PROBLEM_NAME]++;
  return copy;
}

void
ibar_region_take_names (IbarRegionLoader *self, sqlite3_stmt *stmt, int first, IbarNames *names)
{
  g_autofree char *any = ibar_region_take_text (self, stmt, first);
  gboolean named = FALSE;

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    {
      names->form[i] = ibar_region_take_text (self, stmt, first + 1 + i);
      named = named || names->form[i] != NULL;
    }
  /* A file from elsewhere may know one name only; it then stands for every setting. */
  if (!named)
    names->form[IBAR_NAME_LOCAL] = g_steal_pointer (&any);
}

/* Degrees of WGS 84 are what all of it is drawn from; the same numbers in another system would lie elsewhere. */
static gboolean
check_srs (IbarRegionLoader *self, const char *table, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path,
      "SELECT organization, organization_coordsys_id FROM gpkg_geometry_columns JOIN gpkg_spatial_ref_sys USING (srs_id) "
      "WHERE table_name = ?1 AND NOT (upper (organization) = 'EPSG' AND organization_coordsys_id = 4326)",
      error);
  gboolean other = FALSE;

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, table);
  if (!ibar_sqlite_step (stmt, self->region->path, &other, error))
    return FALSE;
  if (other)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("%s: the layer “%s” is in %s:%d; expected EPSG:4326, degrees of WGS 84"),
                 self->region->path, table, (const char *) sqlite3_column_text (stmt, 0), sqlite3_column_int (stmt, 1));
  return !other;
}

gboolean
ibar_region_has_table (IbarRegionLoader *self, const char *table, gboolean *found, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path, "SELECT 1 FROM gpkg_contents WHERE table_name = ?", error);

  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, table);
  return ibar_sqlite_step (stmt, self->region->path, found, error) && (!*found || check_srs (self, table, error));
}

sqlite3_stmt *
ibar_region_select (IbarRegionLoader *self, const char *table, const char *const *columns, GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA table_info(\"%s\")", table);
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (self->db, self->region->path, pragma, error);
  g_autoptr (GHashTable) present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  gboolean row = FALSE;

  if (stmt == NULL)
    return NULL;
  while (ibar_sqlite_step (stmt, self->region->path, &row, error) && row)
    g_hash_table_add (present, ibar_sqlite_dup_text (stmt, 1));
  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            g_hash_table_contains (present, columns[i]) ? columns[i] : "NULL");
  g_string_append_printf (sql, " FROM \"%s\" ORDER BY rowid", table);
  return ibar_sqlite_prepare (self->db, self->region->path, sql->str, error);
}
