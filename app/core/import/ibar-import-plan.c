/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A profile bound to one table: every field is an expression over the table's columns, types and precisions are hash
 * tables, and the order of day and month and of latitude and longitude is decided by a survey of the rows.
 *
 * What a field takes over as it stands has a home. Everything else that a column says — templates' parts, types,
 * second alternatives, columns nobody asked for — goes to raw_row, so that no cell is lost.
 */
#define G_LOG_DOMAIN "ibar-import-plan"

#include "config.h"

#include "ibar-import-plan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-json.h"
#include "ibar-names.h"

const char *const ibar_import_field_names[N_FIELDS]
    = { "id",   "title",          "summary",  "contested", "date",     "date-end", "year",            "month",
        "day",  "date-precision", "latitude", "longitude", "position", "place",    "place-precision", "municipality",
        "confidence", "place-id",     "uncertainty",  "licence" };

/* Binding ---------------------------------------------------------------------------------------- */

static IbarImportExpression *
bind (const IbarImportProfile *profile, const char *group, const char *key, GHashTable *columns)
{
  g_autofree char *text = ibar_import_profile_dup (profile, group, key);

  return ibar_import_expression_new (text, columns, NULL);
}

/* What the field takes over first and as it stands needs no second home. */
static void
settle (IbarImportPlan *self, const IbarImportExpression *expression)
{
  int column = ibar_import_expression_get_column (expression);

  if (column >= 0)
    self->raw[column] = FALSE;
}

static char
get_split (const IbarImportProfile *profile, const char *group, const char *format)
{
  g_autofree char *split = ibar_import_profile_dup (profile, group, "split");

  if (split != NULL)
    return split[0];
  return g_str_equal (format, "json") ? IBAR_IMPORT_LIST_MARK[0] : 0;
}

static void
bind_actor (IbarImportPlan *self, const IbarImportProfile *profile, const char *group, const char *format,
            GHashTable *columns)
{
  ActorPlan actor = { bind (profile, group, "columns", columns), ibar_import_profile_dup (profile, group, "role"),
                      get_split (profile, group, format) };

  if (ibar_import_expression_is_empty (actor.name))
    {
      ibar_import_expression_free (actor.name);
      g_free (actor.role);
      return;
    }
  settle (self, actor.name);
  g_array_append_val (self->actors, actor);
}

static void
clear_actor (gpointer data)
{
  ActorPlan *actor = data;

  ibar_import_expression_free (actor->name);
  g_free (actor->role);
}

static void
bind_source (IbarImportPlan *self, const IbarImportProfile *profile, const char *group, const char *format,
             GHashTable *columns)
{
  SourcePlan source = { bind (profile, group, "publisher", columns), bind (profile, group, "title", columns),
                        bind (profile, group, "date", columns),      bind (profile, group, "url", columns),
                        bind (profile, group, "otherwise", columns), get_split (profile, group, format) };

  settle (self, source.publisher);
  settle (self, source.title);
  settle (self, source.url);
  g_array_append_val (self->sources, source);
}

static void
clear_source (gpointer data)
{
  SourcePlan *source = data;

  ibar_import_expression_free (source->publisher);
  ibar_import_expression_free (source->title);
  ibar_import_expression_free (source->date);
  ibar_import_expression_free (source->url);
  ibar_import_expression_free (source->otherwise);
}

static void
bind_claim (IbarImportPlan *self, const IbarImportProfile *profile, const char *group, GHashTable *columns)
{
  g_autofree char *kind = ibar_import_profile_dup (profile, group, "kind");
  g_autofree char *name = ibar_import_profile_dup (profile, group, "group");
  ClaimPlan claim = { kind != NULL && g_str_equal (kind, "injured") ? "injured" : "killed",
                      g_strdup (name != NULL ? name : "all groups"),
                      ibar_import_profile_dup (profile, group, "parent"),
                      bind (profile, group, "actor", columns),
                      bind (profile, group, "low", columns),
                      bind (profile, group, "best", columns),
                      bind (profile, group, "high", columns) };

  settle (self, claim.low);
  settle (self, claim.best);
  settle (self, claim.high);
  g_array_append_val (self->claims, claim);
}

static void
clear_claim (gpointer data)
{
  ClaimPlan *claim = data;

  g_free (claim->group);
  g_free (claim->parent);
  ibar_import_expression_free (claim->actor);
  ibar_import_expression_free (claim->low);
  ibar_import_expression_free (claim->best);
  ibar_import_expression_free (claim->high);
}

/* The whole -------------------------------------------------------------------------------------- */

static GHashTable *
read_map (const IbarImportProfile *profile, const char *group)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) keys = g_key_file_get_keys (profile->key_file, group, NULL, NULL);

  for (char **key = keys; key != NULL && *key != NULL; key++)
    g_hash_table_insert (map, ibar_import_normalise_name (*key), ibar_import_profile_dup (profile, group, *key));
  return map;
}

static void
copy_columns (IbarImportPlan *self, IbarImportReader *reader, GHashTable *by_name)
{
  char **columns = ibar_import_reader_get_columns (reader, &self->n_columns);

  self->columns = g_strdupv (columns);
  self->json_keys = g_new0 (char *, self->n_columns + 1);
  self->raw = g_new0 (gboolean, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autoptr (GString) key = g_string_new (NULL);
      g_autofree char *number = g_strdup_printf ("column %u", i + 1);
      char *name = ibar_import_normalise_name (columns[i]);

      ibar_json_append_string (key, *columns[i] != '\0' ? columns[i] : number);
      g_string_append_c (key, ':');
      self->json_keys[i] = g_strdup (key->str);
      self->raw[i] = TRUE;
      if (g_hash_table_contains (by_name, name) || *name == '\0')
        g_free (name);
      else
        g_hash_table_insert (by_name, name, GINT_TO_POINTER (i + 1));
    }
}

static void
bind_groups (IbarImportPlan *self, const IbarImportProfile *profile, const char *format, GHashTable *columns)
{
  g_auto (GStrv) groups = g_key_file_get_groups (profile->key_file, NULL);

  for (char **group = groups; *group != NULL; group++)
    {
      if (g_str_has_prefix (*group, "actor "))
        bind_actor (self, profile, *group, format, columns);
      else if (g_str_has_prefix (*group, "source "))
        bind_source (self, profile, *group, format, columns);
      else if (g_str_has_prefix (*group, "claim "))
        bind_claim (self, profile, *group, columns);
      else if (g_str_has_prefix (*group, "type "))
        ibar_import_plan_bind_type (self, profile, *group);
    }
}

/* Columns that are told by something that is stored: the year of the date. */
static void
drop_recoverable (IbarImportPlan *self, const IbarImportProfile *profile, GHashTable *columns)
{
  g_auto (GStrv) names = g_key_file_get_string_list (profile->key_file, "fields", "recoverable", NULL, NULL);

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      int column = ibar_import_find_column (columns, *name);

      if (column >= 0)
        self->raw[column] = FALSE;
    }
}

static gboolean
has_any_field (IbarImportPlan *self)
{
  static const Field vital[] = { FIELD_DATE, FIELD_YEAR, FIELD_LATITUDE, FIELD_POSITION };

  for (gsize i = 0; i < G_N_ELEMENTS (vital); i++)
    if (!ibar_import_expression_is_empty (self->fields[vital[i]]))
      return TRUE;
  return FALSE;
}

/* (transfer full): the columns' names for a message: not all of very many, and nothing but text. */
char *
ibar_import_describe_columns (char **columns)
{
  GString *text = g_string_new (NULL);

  for (; *columns != NULL && g_utf8_strlen (text->str, -1) < 400; columns++)
    {
      if (text->len > 0)
        g_string_append (text, ", ");
      for (const char *p = *columns; *p != '\0' && p < *columns + 200; p = g_utf8_next_char (p))
        g_string_append_unichar (text, g_unichar_isprint (g_utf8_get_char (p)) ? g_utf8_get_char (p) : 0xfffd);
    }
  if (*columns != NULL)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

static IbarImportPlan *
allocate (void)
{
  IbarImportPlan *self = g_new0 (IbarImportPlan, 1);

  self->index_column = -1;
  self->type_columns = g_array_new (FALSE, FALSE, sizeof (int));
  self->types = g_ptr_array_new_with_free_func (ibar_import_type_free);
  self->type_by_value = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->type_cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->actors = g_array_new (FALSE, FALSE, sizeof (ActorPlan));
  g_array_set_clear_func (self->actors, clear_actor);
  self->sources = g_array_new (FALSE, FALSE, sizeof (SourcePlan));
  g_array_set_clear_func (self->sources, clear_source);
  self->claims = g_array_new (FALSE, FALSE, sizeof (ClaimPlan));
  g_array_set_clear_func (self->claims, clear_claim);
  self->row_actors = g_array_new (FALSE, FALSE, sizeof (IbarImportActor));
  self->row_claims = g_array_new (FALSE, FALSE, sizeof (IbarImportClaim));
  self->row_sources = g_array_new (FALSE, FALSE, sizeof (IbarImportSource));
  self->row_namings = g_array_new (FALSE, FALSE, sizeof (IbarImportNaming));
  self->json = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (self->scratch); i++)
    self->scratch[i] = g_string_new (NULL);
  return self;
}

/**
 * ibar_import_plan_new:
 * @profile: what to do
 * @reader: the table, for its columns
 *
 * **Errors:** IBAR_ERROR_DATA if the table has no column for a date and none for a position.
 */
IbarImportPlan *
ibar_import_plan_new (const IbarImportProfile *profile, IbarImportReader *reader, GError **error)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *format = ibar_import_reader_get_format (reader);
  g_autoptr (IbarImportPlan) self = allocate ();

  self->input = g_path_get_basename (ibar_import_reader_get_input (reader));
  copy_columns (self, reader, columns);
  for (int f = 0; f < N_FIELDS; f++)
    {
      self->fields[f] = bind (profile, "fields", ibar_import_field_names[f], columns);
      if (f < FIELD_YEAR)
        settle (self, self->fields[f]);
    }
  settle (self, self->fields[FIELD_LATITUDE]);
  settle (self, self->fields[FIELD_LONGITUDE]);
  settle (self, self->fields[FIELD_PLACE]);
  settle (self, self->fields[FIELD_MUNICIPALITY]);
  settle (self, self->fields[FIELD_PLACE_ID]);
  settle (self, self->fields[FIELD_UNCERTAINTY]);
  ibar_import_plan_bind_type_columns (self, profile, columns);
  bind_groups (self, profile, format, columns);
  ibar_import_cells_bind (self, profile, columns);
  drop_recoverable (self, profile, columns);
  self->date_precisions = read_map (profile, "date-precision");
  self->place_precisions = read_map (profile, "place-precision");
  self->unknown = g_key_file_get_string_list (profile->key_file, "fields", "unknown", NULL, NULL);
  self->trusted = ibar_import_profile_get_flag (profile, "fixed-format", FALSE);
  if (!has_any_field (self) && (g_str_equal (format, "text") || g_str_equal (format, "json")))
    {
      g_autofree char *names = ibar_import_describe_columns (self->columns);

      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("no column holds a date or a position; the columns are: %s. Name them with --map date=COLUMN, "
                      "--map latitude=COLUMN, --map longitude=COLUMN"),
                   names);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
ibar_import_plan_free (IbarImportPlan *self)
{
  g_free (self->input);
  g_strfreev (self->columns);
  g_strfreev (self->json_keys);
  g_free (self->raw);
  for (int f = 0; f < N_FIELDS; f++)
    g_clear_pointer (&self->fields[f], ibar_import_expression_free);
  g_array_unref (self->type_columns);
  g_ptr_array_unref (self->types);
  g_hash_table_unref (self->type_by_value);
  g_hash_table_unref (self->type_cache);
  g_array_unref (self->actors);
  g_array_unref (self->sources);
  g_array_unref (self->claims);
  g_clear_pointer (&self->date_precisions, g_hash_table_unref);
  g_clear_pointer (&self->place_precisions, g_hash_table_unref);
  g_strfreev (self->unknown);
  for (gsize i = 0; i < G_N_ELEMENTS (self->scratch); i++)
    g_string_free (self->scratch[i], TRUE);
  g_string_free (self->json, TRUE);
  g_free (self->licence);
  g_array_unref (self->row_actors);
  g_array_unref (self->row_claims);
  g_array_unref (self->row_sources);
  g_array_unref (self->row_namings);
  g_free (self);
}

/* The column a field is taken from as it stands, "actor" being the first actor's; -1: none. */
int
ibar_import_plan_get_column (IbarImportPlan *self, const char *field)
{
  if (g_str_equal (field, "actor"))
    return self->actors->len > 0
               ? ibar_import_expression_get_column (g_array_index (self->actors, ActorPlan, 0).name)
               : -1;
  for (int f = 0; f < N_FIELDS; f++)
    if (g_str_equal (ibar_import_field_names[f], field))
      return ibar_import_expression_get_column (self->fields[f]);
  return -1;
}

/* Whether a field is put together from several columns by a template. */
gboolean
ibar_import_plan_is_composed (IbarImportPlan *self, const char *field)
{
  for (int f = 0; f < N_FIELDS; f++)
    if (g_str_equal (ibar_import_field_names[f], field))
      return !ibar_import_expression_is_empty (self->fields[f])
             && ibar_import_expression_get_column (self->fields[f]) < 0;
  return FALSE;
}
