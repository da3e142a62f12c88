/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Import profiles: data, not code. A profile is a key file that says how a kind of table is recognised and which
 * column becomes what; ibar-import-plan.c binds it to the columns that a table really has.
 *
 * Bundled ones lie in data/profiles, a user's own in $XDG_DATA_HOME/ibar/profiles and come first: a user may
 * replace any. A profile is recognised by columns that must all be there (names without case, diacritics and
 * punctuation), or, where there is no header, by the number of columns and by what stands in some of them.
 */
#define G_LOG_DOMAIN "ibar-import-profile"

#include "config.h"

#include "ibar-import-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-names.h"
#include "ibar-paths.h"

#define MAX_PROFILE (1024 * 1024) /* no profile is longer [bytes] */

/**
 * ibar_import_normalise_name:
 * @name: a column's name
 *
 * Returns: (transfer full): lower case, without diacritics, every run of other characters than letters, digits
 * and points one underscore: "ALLY_ACTOR_1" and "Ally actor 1" are the same
 */
char *
ibar_import_normalise_name (const char *name)
{
  g_autofree char *folded = ibar_fold (name);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || *p == '.' || *p == '#' || (guchar) *p >= 0x80)
        g_string_append_c (out, *p);
      else if (out->len > 0 && out->str[out->len - 1] != '_')
        g_string_append_c (out, '_');
    }
  if (out->len > 0 && out->str[out->len - 1] == '_')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/**
 * ibar_import_find_column:
 * @columns: normalised name → number of the column + 1
 * @name: (nullable): a column's name, as a profile has it
 *
 * Returns: the column's number, -1 if the table has none of that name
 */
int
ibar_import_find_column (GHashTable *columns, const char *name)
{
  g_autofree char *wanted = name != NULL ? ibar_import_normalise_name (name) : NULL;

  return wanted != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (columns, wanted)) - 1 : -1;
}

void
ibar_import_profile_free (IbarImportProfile *self)
{
  g_free (self->name);
  g_key_file_unref (self->key_file);
  g_free (self);
}

/**
 * ibar_import_profile_new_from_data:
 * @name: what it is called
 * @data: the text of the key file
 * @length: its length [bytes]
 *
 * **Errors:** IBAR_ERROR_PARSE with the line that is wrong.
 */
IbarImportProfile *
ibar_import_profile_new_from_data (const char *name, const char *data, gsize length, GError **error)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  GError *local = NULL;
  IbarImportProfile *self;

  if (length > MAX_PROFILE
      || !g_key_file_load_from_data (key_file, data, length, G_KEY_FILE_KEEP_COMMENTS, &local))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("import profile “%s”: %s"), name,
                   local != NULL ? local->message : _ ("too long"));
      g_clear_error (&local);
      return NULL;
    }
  if (!g_key_file_has_group (key_file, "profile") || !g_key_file_has_group (key_file, "fields"))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("import profile “%s”: the groups [profile] and [fields] must be there"), name);
      return NULL;
    }
  self = g_new0 (IbarImportProfile, 1);
  self->name = g_strdup (name);
  self->key_file = g_steal_pointer (&key_file);
  return self;
}

IbarImportProfile *
ibar_import_profile_copy (const IbarImportProfile *self)
{
  gsize length;
  g_autofree char *data = g_key_file_to_data (self->key_file, &length, NULL);
  IbarImportProfile *copy = ibar_import_profile_new_from_data (self->name, data, length, NULL);

  copy->users = self->users;
  return copy;
}

/* (transfer full) (nullable): a value without blanks around it; NULL where it is missing or empty. */
char *
ibar_import_profile_dup (const IbarImportProfile *self, const char *group, const char *key)
{
  char *value = g_key_file_get_locale_string (self->key_file, group, key, NULL, NULL);

  if (value != NULL && *g_strstrip (value) == '\0')
    g_clear_pointer (&value, g_free);
  return value;
}

gboolean
ibar_import_profile_get_flag (const IbarImportProfile *self, const char *key, gboolean otherwise)
{
  GError *error = NULL;
  gboolean value = g_key_file_get_boolean (self->key_file, "profile", key, &error);

  if (error == NULL)
    return value;
  g_error_free (error);
  return otherwise;
}

/* Folders ---------------------------------------------------------------------------------------- */

static char *
get_users_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "ibar", "profiles", NULL);
}

static gboolean
load_file (GPtrArray *profiles, const char *folder, const char *file, gboolean users, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *name = g_strndup (file, strlen (file) - strlen (".ini"));
  g_autofree char *data = NULL;
  gsize length;
  IbarImportProfile *profile;

  if (!g_file_get_contents (path, &data, &length, error))
    return FALSE;
  profile = ibar_import_profile_new_from_data (name, data, length, error);
  if (profile == NULL)
    return FALSE;
  profile->users = users;
  for (guint i = 0; i < profiles->len; i++)
    if (g_str_equal (((IbarImportProfile *) profiles->pdata[i])->name, name))
      {
        ibar_import_profile_free (profile);
        return TRUE;
      }
  g_ptr_array_add (profiles, profile);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
load_folder (GPtrArray *profiles, const char *folder, gboolean users, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  const char *file;

  if (dir == NULL)
    return TRUE;
  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".ini"))
      g_ptr_array_add (files, g_strdup (file));
  g_ptr_array_sort (files, compare_names);
  for (guint i = 0; i < files->len; i++)
    if (!load_file (profiles, folder, g_ptr_array_index (files, i), users, error))
      return FALSE;
  return TRUE;
}

/**
 * ibar_import_profiles_load:
 *
 * Returns: (element-type IbarImportProfile): all profiles, the user's own first
 *
 * **Errors:** IBAR_ERROR_PARSE names the profile and its line. **Thread:** any.
 */
GPtrArray *
ibar_import_profiles_load (GError **error)
{
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_import_profile_free);
  g_autofree char *users = get_users_folder ();
  g_autofree char *bundled = ibar_paths_get_data_file ("profiles");

  if (!load_folder (profiles, users, TRUE, error) || !load_folder (profiles, bundled, FALSE, error))
    return NULL;
  if (profiles->len == 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("no import profiles in %s"), bundled);
      return NULL;
    }
  return g_steal_pointer (&profiles);
}

/**
 * ibar_import_profiles_find:
 * @profiles: (element-type IbarImportProfile): from ibar_import_profiles_load()
 * @name: a profile's name
 *
 * Returns: (transfer none): the profile
 *
 * **Errors:** IBAR_ERROR_NOT_FOUND lists the names there are.
 */
IbarImportProfile *
ibar_import_profiles_find (GPtrArray *profiles, const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < profiles->len; i++)
    {
      IbarImportProfile *profile = g_ptr_array_index (profiles, i);

      if (g_str_equal (profile->name, name))
        return profile;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", profile->name);
    }
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("there is no import profile “%s”; there are: %s"), name,
               names->str);
  return NULL;
}

/**
 * ibar_import_profile_save:
 * @self: a profile
 * @name: letters, digits, hyphens
 *
 * Writes the profile into the user's folder, where it is found from then on.
 */
gboolean
ibar_import_profile_save (const IbarImportProfile *self, const char *name, GError **error)
{
  g_autofree char *folder = get_users_folder ();
  g_autofree char *file = g_strconcat (name, ".ini", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  if (name[0] == '\0' || strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != strlen (name))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
                   _ ("“%s” cannot be a profile's name: letters, digits and hyphens only"), name);
      return FALSE;
    }
  g_mkdir_with_parents (folder, 0755);
  return g_key_file_save_to_file (self->key_file, path, error);
}

/* Mapping by hand -------------------------------------------------------------------------------- */

/* What FIELD in --map FIELD=COLUMN stands for: a group and a key. */
static const struct
{
  const char *field, *group, *key;
} map_fields[] = {
  { "actor", "actor 1", "columns" },          { "actor1", "actor 1", "columns" },
  { "actor2", "actor 2", "columns" },         { "actor3", "actor 3", "columns" },
  { "source", "source 1", "publisher" },      { "publisher", "source 1", "publisher" },
  { "source-title", "source 1", "title" },    { "source-date", "source 1", "date" },
  { "url", "source 1", "url" },               { "killed", "claim killed", "best" },
  { "killed-low", "claim killed", "low" },    { "killed-high", "claim killed", "high" },
  { "injured", "claim injured", "best" },     { "injured-low", "claim injured", "low" },
  { "injured-high", "claim injured", "high" },
};

static const char *const plain_fields[]
    = { "id",        "title",    "summary",  "contested",       "date",  "date-end", "year", "month", "day",
        "latitude",  "longitude", "position", "place",           "type",  "date-precision", "place-precision",
        "municipality", NULL };

/**
 * ibar_import_profile_map:
 * @self: a profile
 * @field: "date", "title", "actor", "killed" and so on
 * @column: a column's name, or empty for none
 *
 * Changes one field's column.
 *
 * **Errors:** IBAR_ERROR_NOT_FOUND lists the fields there are.
 */
gboolean
ibar_import_profile_map (IbarImportProfile *self, const char *field, const char *column, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (g_strv_contains (plain_fields, field))
    {
      g_key_file_set_string (self->key_file, "fields", field, column);
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (map_fields); i++)
    if (g_str_equal (map_fields[i].field, field))
      {
        g_key_file_set_string (self->key_file, map_fields[i].group, map_fields[i].key, column);
        return TRUE;
      }
  for (gsize i = 0; plain_fields[i] != NULL; i++)
    g_string_append_printf (names, "%s, ", plain_fields[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (map_fields); i++)
    g_string_append_printf (names, "%s%s", map_fields[i].field, i + 1 < G_N_ELEMENTS (map_fields) ? ", " : "");
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("an event has no field “%s”; it has: %s"), field, names->str);
  return FALSE;
}

/* Recognition ------------------------------------------------------------------------------------ */

static gboolean
has_any (GHashTable *columns, const char *alternatives)
{
  g_auto (GStrv) names = g_strsplit (alternatives, "|", -1);

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *wanted = ibar_import_normalise_name (*name);

      if (g_hash_table_contains (columns, wanted))
        return TRUE;
    }
  return FALSE;
}

/* How many of the columns the profile asks for are there; 0 if one is missing. */
static guint
count_columns (const IbarImportProfile *self, GHashTable *columns)
{
  gsize n;
  g_auto (GStrv) wanted = g_key_file_get_string_list (self->key_file, "recognise", "columns", &n, NULL);

  for (gsize i = 0; wanted != NULL && i < n; i++)
    if (!has_any (columns, wanted[i]))
      return 0;
  return wanted != NULL ? (guint) n : 0;
}

static gboolean
fits_format (const IbarImportProfile *self, const char *format)
{
  g_auto (GStrv) formats = g_key_file_get_string_list (self->key_file, "recognise", "formats", NULL, NULL);

  return formats == NULL || g_strv_contains ((const char *const *) formats, format);
}

/* The first line's cells, taken for data. */
static gboolean
fits_headless (const IbarImportProfile *self, char **cells, guint n_cells)
{
  gsize n;
  g_autofree int *counts = g_key_file_get_integer_list (self->key_file, "recognise", "column-count", &n, NULL);
  gboolean fits = FALSE;

  for (gsize i = 0; counts != NULL && i < n; i++)
    fits = fits || counts[i] == (int) n_cells;
  for (guint i = 0; fits && i < n_cells; i++)
    {
      g_autofree char *key = g_strdup_printf ("match-%u", i + 1);
      g_autofree char *pattern = ibar_import_profile_dup (self, "recognise", key);

      if (pattern != NULL)
        fits = g_regex_match_simple (pattern, cells[i], 0, 0);
    }
  return fits;
}

/* Gives the columns of a table without header the names the profile has for that many. */
static gboolean
name_columns (const IbarImportProfile *self, IbarImportReader *reader, GError **error)
{
  guint n;
  gsize n_names;
  char **columns;
  g_autofree char *key = NULL;
  g_auto (GStrv) names = NULL;

  ibar_import_reader_get_columns (reader, &n);
  key = g_strdup_printf ("columns-%u", n);
  names = g_key_file_get_string_list (self->key_file, "recognise", key, &n_names, NULL);
  if (!ibar_import_reader_set_headless (reader, error))
    return FALSE;
  columns = ibar_import_reader_get_columns (reader, &n);
  for (guint i = 0; names != NULL && i < n && i < n_names; i++)
    {
      g_free (columns[i]);
      columns[i] = g_strdup (names[i]);
    }
  return TRUE;
}

/**
 * ibar_import_profiles_recognise:
 * @profiles: (element-type IbarImportProfile): all there are
 * @reader: an input before its first row
 *
 * Finds the profile that knows the most of the table's columns. A table without header gets its names here.
 *
 * Returns: (transfer none) (nullable): the profile, NULL where none knows the table
 */
IbarImportProfile *
ibar_import_profiles_recognise (GPtrArray *profiles, IbarImportReader *reader, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  IbarImportProfile *best = NULL;
  guint n, best_count = 0;
  char **columns = ibar_import_reader_get_columns (reader, &n);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (set, ibar_import_normalise_name (columns[i]));
  for (guint i = 0; i < profiles->len; i++)
    {
      IbarImportProfile *profile = g_ptr_array_index (profiles, i);
      guint count = count_columns (profile, set);

      if (!fits_format (profile, ibar_import_reader_get_format (reader)))
        continue;
      if (fits_headless (profile, columns, n))
        return name_columns (profile, reader, error) ? profile : NULL;
      if (count > best_count)
        {
          best = profile;
          best_count = count;
        }
    }
  return best;
}
