/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Event types of a table: those the profile knows by their values, and those that the table brings. */
#define G_LOG_DOMAIN "ibar-import-types"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-import-plan-private.h"

void
ibar_import_type_free (gpointer data)
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
  for (int f = 0; name != NULL && f < IBAR_N_FAMILIES; f++)
    if (g_str_equal (name, ibar_family_to_string (f)))
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

/* A group [type ID] of the profile. */
void
ibar_import_plan_bind_type (IbarImportPlan *self, const IbarImportProfile *profile, const char *group)
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

  return ibar_import_find_column (columns, name);
}

/* The columns that say what type a row is. */
void
ibar_import_plan_bind_type_columns (IbarImportPlan *self, const IbarImportProfile *profile, GHashTable *columns)
{
  g_auto (GStrv) names = g_key_file_get_string_list (profile->key_file, "fields", "type", NULL, NULL);
  g_autofree char *split = ibar_import_profile_dup (profile, "fields", "type-split");

  self->type_split = split != NULL ? split[0] : 0;
  self->type_label_column = find_column (profile, "type-label", columns);
  self->type_family_column = find_column (profile, "type-family", columns);
  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      int column = ibar_import_find_column (columns, *name);

      if (column >= 0)
        g_array_append_val (self->type_columns, column);
    }
}
