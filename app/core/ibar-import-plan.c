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
#include "ibar-import-json.h"
#include "ibar-names.h"

#define SURVEY_ROWS 2000 /* enough to see what a table is; more only where nothing decides */

const char *const ibar_import_field_names[N_FIELDS]
    = { "id",   "title",          "summary",  "contested", "date",     "date-end", "year",            "month",
        "day",  "date-precision", "latitude", "longitude", "position", "place",    "place-precision", "municipality",
        "confidence", "place-id",     "uncertainty",  "licence" };

/* Arena ------------------------------------------------------------------------------------------ */

#define BLOCK 65536

gpointer
ibar_import_arena_alloc (IbarImportArena *self, gsize size)
{
  char *memory;

  size = (size + 7) & ~(gsize) 7;
  if (size > self->left)
    {
      gsize block = MAX (size, BLOCK);

      if (self->blocks == NULL)
        self->blocks = g_ptr_array_new_with_free_func (g_free);
      self->next = g_malloc (block);
      self->left = block;
      g_ptr_array_add (self->blocks, self->next);
    }
  memory = self->next;
  self->next += size;
  self->left -= size;
  return memory;
}

char *
ibar_import_arena_dup (IbarImportArena *self, const char *text)
{
  gsize n;

  if (*text == '\0')
    return (char *) "";
  n = strlen (text) + 1;
  return memcpy (ibar_import_arena_alloc (self, n), text, n);
}

void
ibar_import_arena_clear (IbarImportArena *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  self->next = NULL;
  self->left = 0;
}

void
ibar_import_note_free (IbarImportNote *note)
{
  g_free (note->input);
  g_free (note->column);
  g_free (note->value);
  g_free (note->reason);
  g_free (note);
}

const char *
ibar_import_stated (const char *text)
{
  static const char *const nothing[]
      = { "NA", "N/A", "n/a", "na", "null", "NULL", "None", "none", "nan", "NaN", "-", "--", "?", "\\N", "#N/A", NULL };

  if (g_ascii_isdigit (*text) || *text == '\0' || strlen (text) > 4)
    return text;
  return g_strv_contains (nothing, text) ? "" : text;
}

const char *
ibar_import_known (const char *text)
{
  if ((*text == 'u' || *text == 'U') && g_ascii_strcasecmp (text, "unknown") == 0)
    return "";
  return ibar_import_stated (text);
}

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

/* Types ------------------------------------------------------------------------------------------ */

static void
free_type (gpointer data)
{
  IbarImportType *type = data;

  g_free (type->id);
  g_free (type->label);
  g_free (type->definition);
  g_free (type->acled_event_type);
  g_free (type->acled_sub_event_type);
  g_free (type->cameo_code);
  g_free (type);
}

static IbarFamily
read_family (const char *name)
{
  static const char *const names[IBAR_N_FAMILIES]
      = { "armed", "unrest", "protest", "security", "politics", "diplomacy", "other" };

  for (int f = 0; name != NULL && f < IBAR_N_FAMILIES; f++)
    if (g_str_equal (name, names[f]))
      return f;
  return IBAR_FAMILY_OTHER;
}

static IbarImportType *
add_type (IbarImportPlan *self, const char *id, const char *label, IbarFamily family)
{
  IbarImportType *type = g_new0 (IbarImportType, 1);

  type->id = g_strdup (id);
  type->label = g_strdup (label);
  type->definition = g_strdup ("");
  type->family = family;
  g_ptr_array_add (self->types, type);
  return type;
}

static void
bind_type (IbarImportPlan *self, const IbarImportProfile *profile, const char *group)
{
  const char *id = group + strlen ("type ");
  g_autofree char *label = ibar_import_profile_dup (profile, group, "label");
  g_autofree char *family = ibar_import_profile_dup (profile, group, "family");
  g_autofree char *definition = ibar_import_profile_dup (profile, group, "definition");
  g_auto (GStrv) values = g_key_file_get_string_list (profile->key_file, group, "values", NULL, NULL);
  IbarImportType *type = add_type (self, id, label != NULL ? label : id, read_family (family));

  if (definition != NULL)
    {
      g_free (type->definition);
      type->definition = g_steal_pointer (&definition);
    }
  type->acled_event_type = ibar_import_profile_dup (profile, group, "acled-event-type");
  type->acled_sub_event_type = ibar_import_profile_dup (profile, group, "acled-sub-event-type");
  type->cameo_code = ibar_import_profile_dup (profile, group, "cameo-code");
  for (char **value = values; value != NULL && *value != NULL; value++)
    g_hash_table_insert (self->type_by_value, ibar_import_normalise_name (*value), type);
  if (values == NULL)
    self->default_type = type;
}

static IbarImportType *
get_default_type (IbarImportPlan *self)
{
  if (self->default_type == NULL)
    self->default_type = add_type (self, "unclassified", _ ("Unclassified"), IBAR_FAMILY_OTHER);
  return self->default_type;
}

/* A value the profile does not know becomes a type of its own, in no family. */
static IbarImportType *
make_type (IbarImportPlan *self, const char *value, char **cells)
{
  const char *label = self->type_label_column >= 0 ? cells[self->type_label_column] : "";
  const char *family = self->type_family_column >= 0 ? cells[self->type_family_column] : NULL;
  g_autofree char *slug = g_strdelimit (ibar_import_normalise_name (value), ".", '_');
  IbarImportType *type;

  if (*slug == '\0')
    return get_default_type (self);
  type = g_hash_table_lookup (self->type_by_value, slug);
  if (type == NULL)
    {
      if (self->types->len > 5000)
        return get_default_type (self);
      type = add_type (self, slug, *label != '\0' ? label : value, read_family (family));
      g_hash_table_insert (self->type_by_value, g_steal_pointer (&slug), type);
    }
  return type;
}

/* (transfer full): the first type of a cell that lists several. */
static char *
cut_type (IbarImportPlan *self, const char *value)
{
  const char *end = self->type_split != 0 ? strchr (value, self->type_split) : NULL;

  if (end == NULL)
    end = strchr (value, IBAR_IMPORT_LIST_MARK[0]);
  return g_strstrip (end != NULL ? g_strndup (value, end - value) : g_strdup (value));
}

static IbarImportType *
look_up_type (IbarImportPlan *self, char **cells)
{
  g_autofree char *first = NULL;

  for (guint i = 0; i < self->type_columns->len; i++)
    {
      g_autofree char *value = cut_type (self, cells[g_array_index (self->type_columns, int, i)]);
      g_autofree char *slug = NULL;
      IbarImportType *type;

      if (*value == '\0')
        continue;
      slug = ibar_import_normalise_name (value);
      type = g_hash_table_lookup (self->type_by_value, slug);
      if (type != NULL)
        return type;
      if (first == NULL)
        first = g_steal_pointer (&value);
    }
  return first != NULL ? make_type (self, first, cells) : get_default_type (self);
}

/* The type of a row: the first of the profile's columns whose value it knows. */
IbarImportType *
ibar_import_plan_find_type (IbarImportPlan *self, char **cells)
{
  const char *value;
  IbarImportType *type;

  if (self->type_columns->len == 0)
    return get_default_type (self);
  /* One column, few values: folding each of them once is enough. */
  if (self->type_columns->len > 1)
    return look_up_type (self, cells);
  value = cells[g_array_index (self->type_columns, int, 0)];
  type = g_hash_table_lookup (self->type_cache, value);
  if (type == NULL)
    {
      type = look_up_type (self, cells);
      if (g_hash_table_size (self->type_cache) < 10000)
        g_hash_table_insert (self->type_cache, g_strdup (value), type);
    }
  return type;
}

static int
find_column (const IbarImportProfile *profile, const char *key, GHashTable *columns)
{
  g_autofree char *name = ibar_import_profile_dup (profile, "fields", key);
  g_autofree char *wanted = name != NULL ? ibar_import_normalise_name (name) : NULL;

  return wanted != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (columns, wanted)) - 1 : -1;
}

static void
bind_type_columns (IbarImportPlan *self, const IbarImportProfile *profile, GHashTable *columns)
{
  g_auto (GStrv) names = g_key_file_get_string_list (profile->key_file, "fields", "type", NULL, NULL);
  g_autofree char *split = ibar_import_profile_dup (profile, "fields", "type-split");

  self->type_split = split != NULL ? split[0] : 0;
  self->type_label_column = find_column (profile, "type-label", columns);
  self->type_family_column = find_column (profile, "type-family", columns);
  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *wanted = ibar_import_normalise_name (*name);
      int column = GPOINTER_TO_INT (g_hash_table_lookup (columns, wanted)) - 1;

      if (column >= 0)
        g_array_append_val (self->type_columns, column);
    }
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
        bind_type (self, profile, *group);
    }
}

/* Columns that are told by something that is stored: the year of the date. */
static void
drop_recoverable (IbarImportPlan *self, const IbarImportProfile *profile, GHashTable *columns)
{
  g_auto (GStrv) names = g_key_file_get_string_list (profile->key_file, "fields", "recoverable", NULL, NULL);

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *wanted = ibar_import_normalise_name (*name);
      int column = GPOINTER_TO_INT (g_hash_table_lookup (columns, wanted)) - 1;

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

static IbarImportPlan *
allocate (void)
{
  IbarImportPlan *self = g_new0 (IbarImportPlan, 1);

  self->index_column = -1;
  self->type_columns = g_array_new (FALSE, FALSE, sizeof (int));
  self->types = g_ptr_array_new_with_free_func (free_type);
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
  bind_type_columns (self, profile, columns);
  bind_groups (self, profile, format, columns);
  ibar_import_cells_bind (self, profile, columns);
  drop_recoverable (self, profile, columns);
  self->date_precisions = read_map (profile, "date-precision");
  self->place_precisions = read_map (profile, "place-precision");
  self->unknown = g_key_file_get_string_list (profile->key_file, "fields", "unknown", NULL, NULL);
  self->trusted = ibar_import_profile_get_flag (profile, "fixed-format", FALSE);
  if (!has_any_field (self) && (g_str_equal (format, "text") || g_str_equal (format, "json")))
    {
      g_autofree char *names = g_strjoinv (", ", self->columns);

      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("no column holds a date or a position; the columns are: %.600s. Name them with --map date=COLUMN, "
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
  g_free (self);
}

/* Survey ----------------------------------------------------------------------------------------- */

static const char *
evaluate (IbarImportPlan *self, Field field, char **cells, int scratch)
{
  return ibar_import_known (
      ibar_import_expression_evaluate (self->fields[field], cells, NULL, self->scratch[scratch]));
}

static gboolean
needs_more (IbarImportPlan *self)
{
  const IbarDateEvidence *date = &self->date_evidence;
  const IbarCoordinateEvidence *coordinates = &self->coordinate_evidence;

  if (date->n_either > 0 && date->n_day_first_only == date->n_month_first_only)
    return TRUE;
  return !self->trusted && coordinates->n_either > 0 && coordinates->n_given_only == 0
         && coordinates->n_exchanged_only == 0 && coordinates->n_home_given == 0;
}

/* A column without a name that counts the rows. */
static gboolean
is_counting (gint64 n_rows, const char *cell, gint64 *offset)
{
  gint64 value;

  if (!ibar_import_parse_count (cell, &value, NULL))
    return FALSE;
  if (n_rows == 0)
    *offset = value;
  return value == *offset + n_rows;
}

/* A second header row: HXL tags (#date+start) and nothing else. */
gboolean
ibar_import_plan_is_heading (IbarImportPlan *self, const IbarImportRow *row, gint64 n_rows)
{
  guint tags = 0;

  if (n_rows > 0)
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (row->cells[i][0] == '#' && g_ascii_isalpha (row->cells[i][1]))
        tags++;
      else if (row->cells[i][0] != '\0')
        return FALSE;
    }
  return tags > 0;
}

/* The terms, if all rows say the same. */
static void
survey_licence (IbarImportPlan *self, char **cells)
{
  const char *licence = evaluate (self, FIELD_LICENCE, cells, 0);

  if (*licence == '\0' || self->licences_differ)
    return;
  if (self->licence == NULL)
    self->licence = g_strdup (licence);
  else if (!g_str_equal (self->licence, licence))
    {
      g_clear_pointer (&self->licence, g_free);
      self->licences_differ = TRUE;
    }
}

/* (nullable): the data's terms, where the table has a column that says them. */
const char *
ibar_import_plan_get_licence (IbarImportPlan *self)
{
  return self->licence;
}

/**
 * ibar_import_plan_survey:
 * @self: a plan
 * @reader: its table, before the first row; rewound afterwards
 * @home: (nullable): where the collection's events lie
 *
 * Looks at the first rows, and at all where they do not decide, for the order of day and month and of latitude and
 * longitude.
 */
gboolean
ibar_import_plan_survey (IbarImportPlan *self, IbarImportReader *reader, const IbarExtent *home,
                         GCancellable *cancellable, GError **error)
{
  IbarImportRow row;
  IbarImportStep step = IBAR_IMPORT_STEP_ROW;
  gint64 n = 0, offset = 0;
  gboolean counting = self->n_columns > 0 && self->columns[0][0] == '\0';

  while ((n < SURVEY_ROWS || needs_more (self)) && !g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      GError *local = NULL;

      step = ibar_import_reader_next (reader, &row, &local);
      if (step == IBAR_IMPORT_STEP_FAILED)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      g_clear_error (&local);
      if (step == IBAR_IMPORT_STEP_END)
        break;
      if (step == IBAR_IMPORT_STEP_REJECT || ibar_import_plan_is_heading (self, &row, n))
        continue;
      ibar_date_evidence_add (&self->date_evidence, evaluate (self, FIELD_DATE, row.cells, 0));
      ibar_coordinate_evidence_add (&self->coordinate_evidence, evaluate (self, FIELD_LATITUDE, row.cells, 0),
                                    evaluate (self, FIELD_LONGITUDE, row.cells, 1), home);
      survey_licence (self, row.cells);
      counting = counting && is_counting (n, row.cells[0], &offset);
      n++;
    }
  if (g_cancellable_is_cancelled (cancellable))
    return FALSE;
  if (counting && n > 0)
    self->index_column = 0;
  if (!self->date_order_fixed)
    self->date_order = ibar_date_evidence_decide (&self->date_evidence);
  if (!self->exchanged_fixed)
    self->exchanged = ibar_coordinate_evidence_decide (&self->coordinate_evidence);
  return ibar_import_reader_rewind (reader, error);
}

/* What the user decides stands against the evidence. */
void
ibar_import_plan_set_date_order (IbarImportPlan *self, IbarDateOrder order)
{
  self->date_order = order;
  self->date_order_fixed = TRUE;
}

void
ibar_import_plan_set_exchanged (IbarImportPlan *self, gboolean exchanged)
{
  self->exchanged = exchanged;
  self->exchanged_fixed = TRUE;
}

/* evidence: (out) (optional) (transfer full): a sentence with the counts. */
IbarDateOrder
ibar_import_plan_get_date_order (IbarImportPlan *self, char **evidence)
{
  if (evidence != NULL)
    *evidence = ibar_date_evidence_explain (&self->date_evidence);
  return self->date_order;
}

/* Some dates may be read either way and nothing decides. */
gboolean
ibar_import_plan_is_ambiguous (IbarImportPlan *self)
{
  return self->date_order == IBAR_DATE_ORDER_UNDECIDED && self->date_evidence.n_either > 0;
}

gboolean
ibar_import_plan_get_exchanged (IbarImportPlan *self, char **evidence)
{
  if (evidence != NULL)
    *evidence = ibar_coordinate_evidence_explain (&self->coordinate_evidence);
  return self->exchanged;
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

/* (nullable): the column a field is taken from as it stands. */
const char *
ibar_import_plan_describe_field (IbarImportPlan *self, const char *field)
{
  for (int f = 0; f < N_FIELDS; f++)
    if (g_str_equal (ibar_import_field_names[f], field))
      {
        int column = ibar_import_expression_get_column (self->fields[f]);

        return column >= 0 ? self->columns[column] : NULL;
      }
  return NULL;
}
