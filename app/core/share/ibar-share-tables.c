/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of a shared database, and the SQL that both sides speak.
 *
 * One description of the tables makes all of it: what is compared, what is read and what is written, for SQLite and
 * for PostgreSQL. Both give the same text for the same thing, so equal texts mean equal things, whoever wrote them:
 * fields are separated by U+001F, rows of a child by U+001E and sorted by their bytes. Things travel as JSON. */

#define G_LOG_DOMAIN "ibar-share"

#include "config.h"

#include "ibar-share-tables.h"

static const IbarShareColumn no_columns[] = { { NULL, IBAR_SHARE_TEXT, NULL, NULL } };
static const IbarShareChild no_children[] = { { NULL, NULL, no_columns } };

#define TEXT(name) { name, IBAR_SHARE_TEXT, NULL, NULL }
#define STATED(name, fallback) { name, IBAR_SHARE_TEXT, NULL, fallback }
#define INTEGER(name) { name, IBAR_SHARE_INTEGER, NULL, NULL }
#define COUNT(name, fallback) { name, IBAR_SHARE_INTEGER, NULL, fallback }
#define REAL(name) { name, IBAR_SHARE_REAL, NULL, NULL }
#define DATE(name) { name, IBAR_SHARE_DATE, NULL, NULL }
#define REFERENCE(name, table) { name, IBAR_SHARE_REFERENCE, table, NULL }
#define POINT { "geom", IBAR_SHARE_POINT, NULL, NULL }
#define END { NULL, IBAR_SHARE_TEXT, NULL, NULL }

static const IbarShareColumn dataset_columns[]
    = { STATED ("name", "''"), TEXT ("version"), TEXT ("licence"), TEXT ("citation"), COUNT ("redistributable", "0"),
        TEXT ("note"), END };
static const IbarShareColumn type_columns[]
    = { STATED ("label", "''"), STATED ("definition", "''"), STATED ("family", "'other'"), TEXT ("acled_event_type"),
        TEXT ("acled_sub_event_type"), TEXT ("cameo_code"), END };
static const IbarShareColumn name_columns[] = { STATED ("form", "''"), STATED ("name", "''"), END };
static const IbarShareChild actor_children[] = { { "actor_name", "actor", name_columns }, { NULL, NULL, no_columns } };
static const IbarShareColumn actor_columns[]
    = { REFERENCE ("dataset", "dataset"), REFERENCE ("parent", "actor"), STATED ("name", "''"), TEXT ("kind"), END };
static const IbarShareChild place_children[] = { { "place_name", "place", name_columns }, { NULL, NULL, no_columns } };
static const IbarShareColumn place_columns[]
    = { POINT, REFERENCE ("dataset", "dataset"), STATED ("name", "''"), TEXT ("kind"), TEXT ("municipality"),
        STATED ("precision", "'exact'"), REAL ("uncertainty_m"), TEXT ("coordinate_source"), END };
static const IbarShareColumn source_columns[]
    = { REFERENCE ("dataset", "dataset"), TEXT ("publisher"), TEXT ("title"), TEXT ("date"), TEXT ("url"),
        TEXT ("language"), TEXT ("note"), END };
static const IbarShareColumn event_columns[]
    = { POINT, REFERENCE ("dataset", "dataset"), TEXT ("external_id"), STATED ("title", "''"), TEXT ("summary"),
        TEXT ("contested_note"), DATE ("date_start"), DATE ("date_end"), STATED ("date_precision", "'day'"),
        REFERENCE ("type", "event_type"), REFERENCE ("place", "place"), STATED ("confidence", "'unstated'"),
        COUNT ("vanished", "0"), END };
static const IbarShareColumn event_actor_columns[] = { REFERENCE ("actor", "actor"), STATED ("role", "''"), END };
static const IbarShareColumn event_source_columns[]
    = { REFERENCE ("source", "source"), COUNT ("rank", "1"), COUNT ("used_for_numbers", "0"), END };
static const IbarShareColumn casualty_columns[]
    = { STATED ("kind", "'killed'"), REFERENCE ("actor", "actor"), STATED ("group_name", "''"), TEXT ("parent_group"),
        INTEGER ("low"), INTEGER ("best"), INTEGER ("high"), TEXT ("note"), { "sources", IBAR_SHARE_SOURCES, NULL, NULL }, END };
static const IbarShareColumn raw_columns[] = { STATED ("row", "'{}'"), END };
static const IbarShareChild event_children[]
    = { { "event_actor", "event", event_actor_columns }, { "event_source", "event", event_source_columns },
        { "casualty", "event", casualty_columns },       { "raw_row", "event", raw_columns },
        { NULL, NULL, no_columns } };

#define OF_EVENTS(column) "t.fid IN (SELECT " column " FROM event WHERE fid IN (SELECT fid FROM temp.wanted))"

const IbarShareKind ibar_share_kinds[IBAR_N_SHARE_KINDS] = {
  { "dataset", dataset_columns, no_children, OF_EVENTS ("dataset_fid") },
  { "event_type", type_columns, no_children, OF_EVENTS ("type_fid") },
  { "actor", actor_columns, actor_children,
    "t.fid IN (WITH RECURSIVE needed (fid) AS (SELECT actor_fid FROM event_actor WHERE event_fid IN (SELECT fid FROM "
    "temp.wanted) UNION SELECT actor_fid FROM casualty WHERE event_fid IN (SELECT fid FROM temp.wanted) AND actor_fid "
    "NOTNULL UNION SELECT a.parent_fid FROM actor a JOIN needed n ON a.fid = n.fid WHERE a.parent_fid NOTNULL) SELECT "
    "fid FROM needed)" },
  { "place", place_columns, place_children, OF_EVENTS ("place_fid") },
  { "source", source_columns, no_children,
    "t.fid IN (SELECT source_fid FROM event_source WHERE event_fid IN (SELECT fid FROM temp.wanted) UNION SELECT "
    "s.source_fid FROM casualty_source s JOIN casualty c ON c.fid = s.casualty_fid WHERE c.event_fid IN (SELECT fid FROM "
    "temp.wanted))" },
  { "event", event_columns, event_children, "t.fid IN (SELECT fid FROM temp.wanted)" },
};

/* Names ------------------------------------------------------------------------------------------- */

void
ibar_share_append_separator (GString *sql, const char *separator, gboolean *first)
{
  if (!*first)
    g_string_append (sql, separator);
  *first = FALSE;
}

void
ibar_share_append_name (GString *sql, const IbarShareColumn *column)
{
  g_string_append_printf (sql, "%s%s", column->name, column->type == IBAR_SHARE_REFERENCE ? "_id" : "");
}

const char *
ibar_share_server_type (const IbarShareColumn *column)
{
  switch (column->type)
    {
    case IBAR_SHARE_INTEGER:
      return "bigint";
    case IBAR_SHARE_REAL:
      return "double precision";
    case IBAR_SHARE_DATE:
      return "date";
    case IBAR_SHARE_POINT:
      return "geometry(Point, 4326)";
    default:
      return "text";
    }
}

/* Creating ---------------------------------------------------------------------------------------- */

static void
append_create (GString *sql, const char *schema, const char *table, const char *key, const IbarShareColumn *columns)
{
  g_string_append_printf (sql, "CREATE TABLE IF NOT EXISTS %s.%s (%s", schema, table, key);
  for (; columns->name != NULL; columns++)
    {
      g_string_append (sql, ", ");
      ibar_share_append_name (sql, columns);
      g_string_append_printf (sql, " %s", ibar_share_server_type (columns));
      if (columns->fallback != NULL)
        g_string_append_printf (sql, " NOT NULL DEFAULT %s", columns->fallback);
    }
  g_string_append (sql, ");\n");
}

char *
ibar_share_sql_create (const char *schema)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE EXTENSION IF NOT EXISTS postgis; CREATE SCHEMA IF NOT EXISTS %s;\n", schema);
  g_string_append_printf (
      sql,
      "CREATE TABLE IF NOT EXISTS %s.ibar_info (key text PRIMARY KEY, value text NOT NULL);\n"
      "INSERT INTO %s.ibar_info VALUES ('server_id', gen_random_uuid ()::text), ('schema_version', '1') "
      "ON CONFLICT DO NOTHING;\n"
      "CREATE TABLE IF NOT EXISTS %s.conflict (fid bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT "
      "now(), by text NOT NULL DEFAULT current_user, kind text NOT NULL, id text NOT NULL, version json NOT NULL);\n",
      schema, schema, schema);
  for (int k = 0; k < IBAR_N_SHARE_KINDS; k++)
    {
      const IbarShareKind *kind = &ibar_share_kinds[k];

      append_create (sql, schema, kind->table, "id text PRIMARY KEY DEFAULT 'shared-' || substr (md5 (random ()::text), 1, 12)",
                     kind->columns);
      if (kind->columns[0].type == IBAR_SHARE_POINT)
        g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS %s_geom ON %s.%s USING gist (geom);\n", kind->table, schema,
                                kind->table);
      for (const IbarShareChild *child = kind->children; child->table != NULL; child++)
        {
          g_autofree char *key
              = g_strdup_printf ("fid bigserial PRIMARY KEY, %s_id text NOT NULL REFERENCES %s.%s (id) ON DELETE "
                                 "CASCADE",
                                 child->owner, schema, kind->table);

          append_create (sql, schema, child->table, key, child->columns);
          g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS %s_owner ON %s.%s (%s_id);\n", child->table, schema,
                                  child->table, child->owner);
        }
    }
  g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS event_date ON %s.event (date_start);\n", schema);
  return g_string_free (sql, FALSE);
}

/* Comparing --------------------------------------------------------------------------------------- */

/* A value as both sides have it, of the row called alias. */
static void
append_value (GString *sql, const IbarShareColumn *column, const char *alias, gboolean server)
{
  if (!server && column->type == IBAR_SHARE_REFERENCE)
    g_string_append_printf (sql, "(SELECT id FROM %s WHERE fid = %s.%s_fid)", column->table, alias, column->name);
  else if (!server && column->type == IBAR_SHARE_SOURCES)
    g_string_append_printf (sql,
                            "(SELECT group_concat (id, '; ') FROM (SELECT s.id FROM casualty_source k JOIN source s ON s.fid = "
                            "k.source_fid WHERE k.casualty_fid = %s.fid ORDER BY k.fid))",
                            alias);
  else
    {
      g_string_append_printf (sql, "%s.", alias);
      ibar_share_append_name (sql, column);
    }
}

/* The same as text, "" for nothing: what only one side can tell from nothing is no difference. */
static void
append_text (GString *sql, const IbarShareColumn *column, const char *alias, gboolean server)
{
  if (column->type == IBAR_SHARE_POINT && server)
    g_string_append_printf (sql, "coalesce (round (ST_X (%s.geom)::numeric, 7) || ' ' || round (ST_Y (%s.geom)::numeric, 7), '')",
                            alias, alias);
  else if (column->type == IBAR_SHARE_POINT)
    g_string_append_printf (sql, "ifnull (printf ('%%.7f', ST_MinX (%s.geom)) || ' ' || printf ('%%.7f', ST_MinY (%s.geom)), '')",
                            alias, alias);
  else if (column->type == IBAR_SHARE_REAL)
    g_string_append_printf (sql,
                            server ? "coalesce (round (%s.%s::numeric, 7)::text, '')"
                                   : "iif (%1$s.%2$s IS NULL, '', printf ('%%.7f', %1$s.%2$s))",
                            alias, column->name);
  else
    {
      g_string_append (sql, server ? "coalesce (" : "ifnull (");
      append_value (sql, column, alias, server);
      g_string_append (sql, server ? "::text, '')" : ", '')");
    }
}

static void
append_texts (GString *sql, const IbarShareColumn *columns, const char *alias, gboolean server)
{
  gboolean first = TRUE;

  for (; columns->name != NULL; columns++)
    {
      ibar_share_append_separator (sql, server ? " || chr (31) || " : " || char (31) || ", &first);
      append_text (sql, columns, alias, server);
    }
}

static void
append_child_texts (GString *sql, const IbarShareChild *child, gboolean server, const char *schema)
{
  if (server)
    {
      g_string_append (sql, " || chr (29) || coalesce ((SELECT string_agg (d, chr (30) ORDER BY d COLLATE \"C\") FROM (SELECT ");
      append_texts (sql, child->columns, "c", TRUE);
      g_string_append_printf (sql, " AS d FROM %s.%s c WHERE c.%s_id = t.id) x), '')", schema, child->table, child->owner);
      return;
    }
  g_string_append (sql, " || char (29) || ifnull ((SELECT group_concat (d, char (30)) FROM (SELECT ");
  append_texts (sql, child->columns, "c", FALSE);
  g_string_append_printf (sql, " AS d FROM %s c WHERE c.%s_fid = t.fid ORDER BY 1)), '')", child->table, child->owner);
}

char *
ibar_share_sql_compare (const IbarShareKind *kind, gboolean server, const char *schema, const char *condition)
{
  GString *sql = g_string_new (server ? "SELECT t.id, md5 (" : "SELECT t.id, ");

  append_texts (sql, kind->columns, "t", server);
  for (const IbarShareChild *child = kind->children; child->table != NULL; child++)
    append_child_texts (sql, child, server, schema);
  if (server)
    g_string_append_printf (sql, ") FROM %s.%s t", schema, kind->table);
  else
    g_string_append_printf (sql, " FROM %s t WHERE t.id NOTNULL", kind->table);
  if (condition != NULL)
    g_string_append_printf (sql, " AND %s", condition);
  return g_string_free (sql, FALSE);
}

/* Reading ----------------------------------------------------------------------------------------- */

static void
append_pairs (GString *sql, const IbarShareColumn *columns, const char *alias, gboolean server)
{
  gboolean first = TRUE;

  for (; columns->name != NULL; columns++)
    {
      ibar_share_append_separator (sql, ", ", &first);
      if (columns->type == IBAR_SHARE_POINT)
        {
          g_string_append_printf (sql,
                                  server ? "'longitude', ST_X (%s.geom), 'latitude', ST_Y (%s.geom)"
                                         : "'longitude', ST_MinX (%s.geom), 'latitude', ST_MinY (%s.geom)",
                                  alias, alias);
          continue;
        }
      g_string_append_c (sql, '\'');
      ibar_share_append_name (sql, columns);
      g_string_append (sql, "', ");
      append_value (sql, columns, alias, server);
    }
}

char *
ibar_share_sql_read (const IbarShareKind *kind, gboolean server, const char *schema)
{
  GString *sql = g_string_new (server ? "SELECT json_build_object ('id', t.id, " : "SELECT json_object ('id', t.id, ");

  append_pairs (sql, kind->columns, "t", server);
  for (const IbarShareChild *child = kind->children; child->table != NULL; child++)
    {
      g_string_append_printf (sql,
                              server ? ", '%s', coalesce ((SELECT json_agg (json_build_object ("
                                     : ", '%s', json ((SELECT json_group_array (json_object (",
                              child->table);
      append_pairs (sql, child->columns, "c", server);
      if (server)
        g_string_append_printf (sql, ") ORDER BY c.fid) FROM %s.%s c WHERE c.%s_id = t.id), '[]')", schema, child->table,
                                child->owner);
      else
        g_string_append_printf (sql, ")) FROM (SELECT * FROM %s WHERE %s_fid = t.fid ORDER BY rowid) c))", child->table,
                                child->owner);
    }
  if (server)
    g_string_append_printf (sql, ") FROM %s.%s t WHERE t.id IN (SELECT json_array_elements_text ($1::json))", schema,
                            kind->table);
  else
    g_string_append_printf (sql, ") FROM %s t WHERE t.id IN (SELECT value FROM json_each (?1))", kind->table);
  return g_string_free (sql, FALSE);
}

/* Writing to the server --------------------------------------------------------------------------- */
