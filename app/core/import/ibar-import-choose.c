/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an input to its profile and plan, the same for an import and for its preview. */
#define G_LOG_DOMAIN "ibar-import-choose"

#include "config.h"

#include "ibar-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"

/* Whether the table has one of the columns that a field is to be taken from; a text with {columns} in it may be anything. */
static gboolean
has_column (IbarImportReader *reader, const char *wanted)
{
  g_auto (GStrv) alternatives = g_strsplit (wanted, ";", -1);
  gboolean any = FALSE;

  for (char **alternative = alternatives; *alternative != NULL; alternative++)
    {
      g_autofree char *name = ibar_import_normalise_name (*alternative);

      if (*name == '\0' || strchr (*alternative, '{') != NULL)
        return TRUE;
      for (char **column = ibar_import_reader_get_columns (reader, NULL); *column != NULL && !any; column++)
        {
          g_autofree char *has = ibar_import_normalise_name (*column);

          any = g_str_equal (has, name);
        }
    }
  return any || alternatives[0] == NULL;
}

static gboolean
apply_maps (IbarImportProfile *profile, IbarImportReader *reader, const char *const *maps, GError **error)
{
  for (; maps != NULL && *maps != NULL; maps++)
    {
      const char *equals = strchr (*maps, '=');
      g_autofree char *field = equals != NULL ? g_strndup (*maps, equals - *maps) : NULL;

      if (equals == NULL)
        {
          g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("“%s” is not of the form FIELD=COLUMN"), *maps);
          return FALSE;
        }
      if (!has_column (reader, equals + 1))
        {
          g_autofree char *names = ibar_import_describe_columns (ibar_import_reader_get_columns (reader, NULL));

          g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("there is no column “%s”; the columns are: %s"), equals + 1,
                       names);
          return FALSE;
        }
      if (!ibar_import_profile_map (profile, field, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* A profile of the user's own knows its tables by their columns, and is called what he calls it. */
static gboolean
save_profile (IbarImportProfile *profile, IbarImportReader *reader, const char *name, GError **error)
{
  guint n_columns;
  char **columns = ibar_import_reader_get_columns (reader, &n_columns);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_key_file_set_string (profile->key_file, "profile", "title", name);
  if (g_key_file_has_group (profile->key_file, "recognise"))
    return ibar_import_profile_save (profile, name, error);
  for (guint i = 0; i < n_columns; i++)
    {
      /* These two mark lists and alternatives there. */
      if (columns[i][0] != '\0' && strpbrk (columns[i], ";|") == NULL)
        g_ptr_array_add (names, columns[i]);
    }
  if (names->len > 0)
    g_key_file_set_string_list (profile->key_file, "recognise", "columns", (const char *const *) names->pdata, names->len);
  return ibar_import_profile_save (profile, name, error);
}

/* A copy of the profile for this input, with the user's own mapping in it. */
IbarImportProfile *
ibar_import_choose_profile (const IbarImportOptions *options, IbarImportReader *reader, GError **error)
{
  const char *name = options->profile;
  g_autoptr (GPtrArray) profiles = ibar_import_profiles_load (error);
  IbarImportProfile *recognised, *profile;
  GError *local = NULL;

  if (profiles == NULL)
    return NULL;
  recognised = ibar_import_profiles_recognise (profiles, reader, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (name != NULL && !g_str_equal (name, "auto"))
    recognised = ibar_import_profiles_find (profiles, name, error);
  else if (recognised == NULL)
    recognised = ibar_import_profiles_find (profiles, "plain", error);
  if (recognised == NULL)
    return NULL;
  profile = ibar_import_profile_copy (recognised);
  if ((!g_str_equal (profile->name, "plain") || ibar_import_guess (profile, reader, error))
      && apply_maps (profile, reader, options->maps, error)
      && (options->save_profile == NULL
          || save_profile (profile, reader, options->save_profile, error)))
    return profile;
  ibar_import_profile_free (profile);
  return NULL;
}

/* "My file (2).csv" → "my_file_2" */
char *
ibar_import_make_dataset_id (const char *input)
{
  g_autofree char *base = g_path_get_basename (input);
  char *dot = strchr (base, '.');
  g_autofree char *valid = NULL;
  char *id;

  if (g_str_has_prefix (input, "PG:") || g_str_has_prefix (input, "MYSQL:"))
    return g_strdup ("server");
  if (dot != NULL && dot != base)
    *dot = '\0';
  valid = g_utf8_make_valid (base, -1);
  id = ibar_import_normalise_name (valid);
  if (*id != '\0')
    return id;
  g_free (id);
  return g_strdup ("import");
}

/* A plan with what the user decided about dates and coordinates. */
IbarImportPlan *
ibar_import_open_plan (const IbarImportOptions *options, const IbarImportProfile *profile, IbarImportReader *reader,
                       GError **error)
{
  IbarImportPlan *plan = ibar_import_plan_new (profile, reader, error);

  if (plan == NULL)
    {
      g_autofree char *name = g_path_get_basename (ibar_import_reader_get_input (reader));

      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  if (options->date_order != IBAR_DATE_ORDER_UNDECIDED)
    ibar_import_plan_set_date_order (plan, options->date_order);
  if (options->exchanged >= 0)
    ibar_import_plan_set_exchanged (plan, options->exchanged);
  return plan;
}
