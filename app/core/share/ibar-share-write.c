/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The SQL that writes things, which come as JSON, into a shared database or a file. */

#define G_LOG_DOMAIN "ibar-share"

#include "config.h"

#include "ibar-share-tables.h"

/* To the server ---------------------------------------------------------------------------------- */

/* x (id text, title text, …) */
static void
append_record (GString *sql, const IbarShareColumn *columns, const char *first_column, const IbarShareChild *children)
{
  gboolean first = first_column == NULL;

  g_string_append (sql, first_column != NULL ? first_column : "");
  for (; columns->name != NULL; columns++)
    {
      ibar_share_append_separator (sql, ", ", &first);
      if (columns->type == IBAR_SHARE_POINT)
        {
          g_string_append (sql, "longitude double precision, latitude double precision");
          continue;
        }
      ibar_share_append_name (sql, columns);
      g_string_append_printf (sql, " %s", ibar_share_server_type (columns));
    }
  for (; children != NULL && children->table != NULL; children++)
    g_string_append_printf (sql, ", %s json", children->table);
}

static void
append_names (GString *sql, const IbarShareColumn *columns, const char *alias)
{
  for (; columns->name != NULL; columns++)
    {
      g_string_append (sql, ", ");
      if (alias != NULL && columns->type == IBAR_SHARE_POINT)
        g_string_append_printf (sql, "ST_SetSRID (ST_MakePoint (%s.longitude, %s.latitude), 4326)", alias, alias);
      else
        {
          if (alias != NULL)
            g_string_append_printf (sql, "%s.", alias);
          ibar_share_append_name (sql, columns);
        }
    }
}

static char *
make_server_upsert (const IbarShareKind *kind, const char *schema)
{
  GString *sql = g_string_new (NULL);
  gboolean first = TRUE;

  g_string_append_printf (sql, "INSERT INTO %s.%s (id", schema, kind->table);
  append_names (sql, kind->columns, NULL);
  g_string_append (sql, ") SELECT x.id");
  append_names (sql, kind->columns, "x");
  g_string_append (sql, " FROM json_to_recordset ($1::json) AS x (");
  append_record (sql, kind->columns, "id text", NULL);
  g_string_append (sql, ") ON CONFLICT (id) DO UPDATE SET ");
  for (const IbarShareColumn *column = kind->columns; column->name != NULL; column++)
    {
      ibar_share_append_separator (sql, ", ", &first);
      ibar_share_append_name (sql, column);
      g_string_append (sql, " = excluded.");
      ibar_share_append_name (sql, column);
    }
  return g_string_free (sql, FALSE);
}

static void
add_server_child (GPtrArray *all, const IbarShareKind *kind, const IbarShareChild *child, const char *schema)
{
  GString *sql = g_string_new (NULL);

  g_ptr_array_add (all, g_strdup_printf ("DELETE FROM %s.%s WHERE %s_id IN (SELECT x.id FROM json_to_recordset ($1::json) AS x "
                                         "(id text))",
                                         schema, child->table, child->owner));
  g_string_append_printf (sql, "INSERT INTO %s.%s (%s_id", schema, child->table, child->owner);
  append_names (sql, child->columns, NULL);
  g_string_append (sql, ") SELECT x.id");
  append_names (sql, child->columns, "c");
  g_string_append_printf (sql, " FROM json_to_recordset ($1::json) AS x (id text, %s json), json_to_recordset (x.%s) AS c (",
                          child->table, child->table);
  append_record (sql, child->columns, NULL, NULL);
  g_string_append_c (sql, ')');
  g_ptr_array_add (all, g_string_free (sql, FALSE));
}

/* Writing to the file ------------------------------------------------------------------------------ */

/* To the file ------------------------------------------------------------------------------------- */

/* A member of the JSON object j as the file has it. */
static void
append_member (GString *sql, const IbarShareColumn *column, const char *json)
{
  if (column->type == IBAR_SHARE_POINT)
    g_string_append_printf (sql, "ibar_point (%s ->> '$.longitude', %s ->> '$.latitude')", json, json);
  else if (column->type == IBAR_SHARE_REFERENCE)
    g_string_append_printf (sql, "(SELECT fid FROM %s WHERE id = %s ->> '$.%s_id')", column->table, json, column->name);
  else
    g_string_append_printf (sql, "%s ->> '$.%s'", json, column->name);
}

static gboolean
is_stored (const IbarShareColumn *column)
{
  return column->type != IBAR_SHARE_SOURCES;
}

static void
append_file_columns (GString *sql, const IbarShareColumn *columns)
{
  for (; columns->name != NULL; columns++)
    {
      if (is_stored (columns))
        g_string_append_printf (sql, ", %s%s", columns->name, columns->type == IBAR_SHARE_REFERENCE ? "_fid" : "");
    }
}

static void
append_members (GString *sql, const IbarShareColumn *columns, const char *json)
{
  for (; columns->name != NULL; columns++)
    {
      if (!is_stored (columns))
        continue;
      g_string_append (sql, ", ");
      append_member (sql, columns, json);
    }
}

static char *
make_file_update (const IbarShareKind *kind)
{
  GString *sql = g_string_new (NULL);
  gboolean first = TRUE;

  g_string_append_printf (sql, "UPDATE %s SET ", kind->table);
  for (const IbarShareColumn *column = kind->columns; column->name != NULL; column++)
    {
      ibar_share_append_separator (sql, ", ", &first);
      g_string_append_printf (sql, "%s%s = ", column->name, column->type == IBAR_SHARE_REFERENCE ? "_fid" : "");
      append_member (sql, column, "j.value");
    }
  g_string_append_printf (sql, " FROM json_each (?1) j WHERE %s.id = j.value ->> '$.id'", kind->table);
  return g_string_free (sql, FALSE);
}

static char *
make_file_insert (const IbarShareKind *kind)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO %s (id", kind->table);
  append_file_columns (sql, kind->columns);
  g_string_append (sql, ") SELECT j.value ->> '$.id'");
  append_members (sql, kind->columns, "j.value");
  g_string_append_printf (sql, " FROM json_each (?1) j WHERE NOT EXISTS (SELECT 1 FROM %s o WHERE o.id = j.value ->> '$.id')",
                          kind->table);
  return g_string_free (sql, FALSE);
}

/* A claim's sources, joined to it by its place in the list: claims are written in that order. An id may hold what JSON
 * has to escape. */
static const char claim_sources_sql[]
    = "INSERT INTO casualty_source (casualty_fid, source_fid) SELECT c.fid, s.fid FROM json_each (?1) j "
      "JOIN event e ON e.id = j.value ->> '$.id' JOIN json_each (j.value, '$.casualty') v "
      "JOIN (SELECT fid, event_fid, row_number () OVER (PARTITION BY event_fid ORDER BY fid) - 1 AS n FROM casualty WHERE "
      "event_fid IN (SELECT fid FROM event WHERE id IN (SELECT value ->> '$.id' FROM json_each (?1)))) c "
      "ON c.event_fid = e.fid AND c.n = v.key "
      "JOIN json_each ('[' || replace (json_quote (v.value ->> '$.sources'), '; ', '\",\"') || ']') i "
      "JOIN source s ON s.id = i.value "
      "WHERE v.value ->> '$.sources' != '' ORDER BY c.fid, i.key";

static void
add_file_child (GPtrArray *all, const IbarShareKind *kind, const IbarShareChild *child)
{
  GString *sql = g_string_new (NULL);

  g_ptr_array_add (all,
                   g_strdup_printf ("DELETE FROM %s WHERE %s_fid IN (SELECT fid FROM %s WHERE id IN (SELECT value ->> '$.id' "
                                    "FROM json_each (?1)))",
                                    child->table, child->owner, kind->table));
  g_string_append_printf (sql, "INSERT INTO %s (%s_fid", child->table, child->owner);
  append_file_columns (sql, child->columns);
  g_string_append (sql, ") SELECT o.fid");
  append_members (sql, child->columns, "c.value");
  g_string_append_printf (sql,
                          " FROM json_each (?1) j JOIN %s o ON o.id = j.value ->> '$.id' JOIN json_each (j.value, '$.%s') c "
                          "ORDER BY j.key, c.key",
                          kind->table, child->table);
  g_ptr_array_add (all, g_string_free (sql, FALSE));
  for (const IbarShareColumn *column = child->columns; column->name != NULL; column++)
    {
      if (column->type == IBAR_SHARE_SOURCES)
        g_ptr_array_add (all, g_strdup (claim_sources_sql));
    }
}

char **
ibar_share_sql_write (const IbarShareKind *kind, gboolean server, const char *schema)
{
  GPtrArray *all = g_ptr_array_new ();

  if (server)
    g_ptr_array_add (all, make_server_upsert (kind, schema));
  else
    {
      /* No upsert: it would override what GeoPackage's own triggers say of conflicts in the R*Tree. */
      g_ptr_array_add (all, make_file_update (kind));
      g_ptr_array_add (all, make_file_insert (kind));
    }
  for (const IbarShareChild *child = kind->children; child->table != NULL; child++)
    {
      if (server)
        add_server_child (all, kind, child, schema);
      else
        add_file_child (all, kind, child);
    }
  g_ptr_array_add (all, NULL);
  return (char **) g_ptr_array_free (all, FALSE);
}
