/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking a database server, by way of GDAL, which values some columns of a table have.
 *
 * MySQL holds "a" and "A" for one value where a column's collation does; asked for their bytes it tells both.
 */
#define G_LOG_DOMAIN "ibar-import-read-ogr"

#include "config.h"

#include "ibar-import-filter.h"
#include "ibar-import-read-private.h"

#include <string.h>

/* OGR calls a table of another schema SCHEMA.TABLE, and one with several geometries TABLE(GEOMETRY). */
static void
append_table (GString *sql, const char *table, gboolean mysql)
{
  const char *dot = mysql ? NULL : strchr (table, '.'), *bracket = strchr (table, '(');
  g_autofree char *schema = dot != NULL ? g_strndup (table, dot - table) : NULL;
  const char *rest = dot != NULL ? dot + 1 : table;
  g_autofree char *name = bracket != NULL && bracket > rest ? g_strndup (rest, bracket - rest) : g_strdup (rest);

  if (schema != NULL)
    {
      ibar_import_append_column (sql, schema, mysql);
      g_string_append_c (sql, '.');
    }
  ibar_import_append_column (sql, name, mysql);
}

static char *
make_query (const char *table, const char *const *names, gboolean mysql, const char *condition, guint max)
{
  GString *sql = g_string_new ("SELECT DISTINCT ");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_string_append (sql, i > 0 ? ", " : "");
      g_string_append (sql, mysql ? "CONVERT(" : "");
      ibar_import_append_column (sql, names[i], mysql);
      g_string_append_printf (sql, "%s AS ibar_%u", mysql ? " USING utf8mb4) COLLATE utf8mb4_bin" : "", i);
    }
  g_string_append (sql, " FROM ");
  append_table (sql, table, mysql);
  if (condition != NULL)
    g_string_append_printf (sql, " WHERE %s", condition);
  g_string_append_printf (sql, " LIMIT %u", max + 1);
  return g_string_free (sql, FALSE);
}

/* An array and the strings it points to in one block, as any of them may be NULL. */
static char **
dup_values (OGRFeatureH feature, guint n)
{
  gsize size = n * sizeof (char *);
  char **values, *next;

  for (guint i = 0; i < n; i++)
    size += strlen (OGR_F_GetFieldAsString (feature, (int) i)) + 1;
  values = g_malloc0 (size);
  next = (char *) (values + n);
  for (guint i = 0; i < n; i++)
    if (OGR_F_IsFieldSetAndNotNull (feature, (int) i))
      {
        values[i] = next;
        next = g_stpcpy (next, OGR_F_GetFieldAsString (feature, (int) i)) + 1;
      }
  return values;
}

static GPtrArray *
collect (OGRLayerH layer, guint n, guint max)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  OGRFeatureH feature;

  if (OGR_FD_GetFieldCount (OGR_L_GetLayerDefn (layer)) != (int) n)
    return NULL;
  while (found->len <= max && (feature = OGR_L_GetNextFeature (layer)) != NULL)
    {
      g_ptr_array_add (found, dup_values (feature, n));
      OGR_F_Destroy (feature);
    }
  return found->len <= max && CPLGetLastErrorType () < CE_Failure ? g_steal_pointer (&found) : NULL;
}

/* NULL also where the server refuses: then all rows come, and nothing is lost but time. */
GPtrArray *
ibar_import_ask_ogr (GDALDatasetH dataset, const char *table, const char *const *names, gboolean mysql, const char *condition,
                     guint max)
{
  g_autofree char *query = make_query (table, names, mysql, condition, max);
  GPtrArray *found = NULL;
  OGRLayerH layer;

  CPLPushErrorHandler (CPLQuietErrorHandler);
  CPLErrorReset ();
  layer = GDALDatasetExecuteSQL (dataset, query, NULL, NULL);
  if (layer != NULL)
    {
      found = collect (layer, g_strv_length ((char **) names), max);
      GDALDatasetReleaseResultSet (dataset, layer);
    }
  CPLErrorReset ();
  CPLPopErrorHandler ();
  return found;
}
