/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of JSON: an array of objects, an object with such an array (GeoJSON's features, or events), or with several in
 * its layers (uMap), or one object a line. Read as a stream: one object is held at a time, so the size of the file is
 * no matter.
 *
 * An object becomes a row: members of members are columns "a.b"; the elements of an array are one cell's values with
 * IBAR_IMPORT_LIST_MARK between them, so that sources[].url and sources[].title stay parallel. GeoJSON's properties
 * lose their prefix, its feature's id is "feature_id". The columns are found in a first pass over the whole file,
 * since objects may have any members.
 *
 * GDAL's GeoJSON driver is left for files with a coordinate system of their own: it guesses types of columns, turns
 * dates round, and knows nothing of lists of objects.
 */
#define G_LOG_DOMAIN "ibar-import-read-json"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-read-private.h"
#include "ibar-import-text.h"
#include "ibar-json.h"

typedef struct
{
  GString *text;
  int      n_marks; /* list marks in it */
} JsonCell;

typedef struct
{
  IbarImportReader parent;
  IbarTextDecoder  decoder;
  GString         *buffer;
  gsize            position;
  gint64           line;
  gboolean         in_array;   /* the rows are an array's elements, else values in sequence */
  gboolean         done;
  gboolean         geojson;
  gboolean         layered;    /* the array is one of several, each in an object of "layers" (uMap) */
  gboolean         surveying;  /* the first pass: columns are found */
  GHashTable      *index;      /* name → column + 1 */
  GPtrArray       *store;      /* of JsonCell, a column each */
  GPtrArray       *row;        /* of char * */
  gsize            row_length; /* of all cells, about [bytes] */
  char            *geometry;
} JsonReader;

/* Scanning --------------------------------------------------------------------------------------- */

static gboolean
fill (JsonReader *self, GError **error)
{
  return ibar_text_decoder_fill (&self->decoder, self->buffer, error);
}

/* The next character that is no blank, without taking it; '\0' at the end of the file. */
static char
peek (JsonReader *self, GError **error)
{
  for (;;)
    {
      for (; self->position < self->buffer->len; self->position++)
        {
          char c = self->buffer->str[self->position];

          if (c == '\n')
            self->line++;
          else if (c != ' ' && c != '\t' && c != '\r')
            return c;
        }
      g_string_truncate (self->buffer, 0);
      self->position = 0;
      if (!fill (self, error))
        return '\0';
    }
}

static gboolean
check_length (gsize length, GError **error)
{
  if (length <= IBAR_IMPORT_MAX_RECORD)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE, _ ("the object is longer than %d MiB"),
               IBAR_IMPORT_MAX_RECORD / (1024 * 1024));
  return FALSE;
}

/* Passes over one value without looking into it; depth is 1 when its opening bracket has been taken. With keep, the
 * buffer holds all of it from the old position on and *length is its length; without, it may be of any size.
 * FALSE: it breaks off, or is too long to be kept. */
static gboolean
skip_value (JsonReader *self, int depth, gboolean keep, gsize *length, GError **error)
{
  gsize i = self->position;
  gboolean in_string = FALSE, in_word = FALSE;

  if (keep && self->position > 0)
    {
      g_string_erase (self->buffer, 0, self->position);
      self->position = i = 0;
    }
  for (;;)
    {
      for (; i < self->buffer->len; i++)
        {
          char c = self->buffer->str[i];

          if (c == '\n')
            self->line++;
          if (in_string)
            {
              if (c == '\\' && i + 1 < self->buffer->len)
                i++;
              else if (c == '\\')
                break;
              else if (c == '"')
                in_string = FALSE;
              if (in_string || depth > 0)
                continue;
              i++;
              goto whole;
            }
          if (in_word && strchr (",]} \t\r\n", c) != NULL)
            goto whole;
          if (c == '"')
            in_string = TRUE;
          else if (c == '{' || c == '[')
            depth++;
          else if (c == '}' || c == ']')
            {
              if (--depth <= 0)
                {
                  i++;
                  goto whole;
                }
            }
          else if (depth == 0)
            in_word = TRUE;
        }
      if (keep && !check_length (self->buffer->len, error))
        return FALSE;
      if (!keep)
        {
          g_string_erase (self->buffer, 0, i);
          i = 0;
        }
      if (!fill (self, error))
        {
          if (in_word && depth == 0)
            goto whole;
          if (error == NULL || *error == NULL)
            g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("the object breaks off"));
          return FALSE;
        }
    }
whole:
  if (length != NULL)
    *length = i - self->position;
  self->position = i;
  return TRUE;
}

/* Finding the rows ------------------------------------------------------------------------------- */

static gboolean
fail_structure (JsonReader *self, GError **error)
{
  if (error != NULL && *error == NULL)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                 _ ("line %" PRId64 ": expected JSON: an array of objects, or an object that holds one"),
                 self->line);
  return FALSE;
}

static gboolean
restart (JsonReader *self, GError **error)
{
  ibar_text_decoder_restart (&self->decoder);
  g_string_truncate (self->buffer, 0);
  self->position = 0;
  self->line = 1;
  self->done = FALSE;
  return fill (self, error);
}

static gboolean find_member_array (JsonReader *self, gboolean any, GError **error);

/* Inside a layer, past its rows: goes to the rows of the next layer that has any. */
static gboolean
find_next_layer (JsonReader *self, GError **error)
{
  while (skip_value (self, 1, FALSE, NULL, error) && peek (self, error) == ',')
    {
      self->position++;
      if (peek (self, error) == '{' && find_member_array (self, FALSE, error))
        return TRUE;
    }
  return FALSE;
}

/* Inside the outermost object: goes to the array of objects called "features" or "events", or with any to the first
 * of all. FALSE without an error: there is none. */
static gboolean
find_member_array (JsonReader *self, gboolean any, GError **error)
{
  self->position++;
  while (peek (self, error) == '"')
    {
      gsize length;
      g_autofree char *key = NULL;

      if (!skip_value (self, 0, TRUE, &length, error))
        return FALSE;
      key = g_strndup (self->buffer->str + self->position - length, length);
      if (peek (self, error) != ':')
        return fail_structure (self, error);
      self->position++;
      if (peek (self, error) == '[')
        {
          gboolean named = g_str_equal (key, "\"features\"") || g_str_equal (key, "\"events\"");

          self->position++;
          if (!self->layered && g_str_equal (key, "\"layers\"") && peek (self, error) == '{')
            {
              self->layered = TRUE;
              return find_member_array (self, FALSE, error) || find_next_layer (self, error);
            }
          if (named || (any && peek (self, error) == '{'))
            {
              self->geojson = g_str_equal (key, "\"features\"");
              return TRUE;
            }
          if (!skip_value (self, 1, FALSE, NULL, error))
            return FALSE;
        }
      else if (!skip_value (self, 0, FALSE, NULL, error))
        return FALSE;
      if (peek (self, error) != ',')
        return FALSE;
      self->position++;
      peek (self, error);
    }
  return FALSE;
}

static gboolean
find_rows (JsonReader *self, GError **error)
{
  char first;
  GError *local = NULL;

  if (!restart (self, error))
    return fail_structure (self, error);
  first = peek (self, error);
  self->in_array = TRUE;
  self->layered = FALSE;
  if (first == '[')
    {
      self->position++;
      return TRUE;
    }
  if (first != '{')
    return fail_structure (self, error);
  if (find_member_array (self, FALSE, &local))
    return TRUE;
  g_clear_error (&local);
  /* A file of one object a line ends the search with its first line. */
  if (restart (self, error) && peek (self, error) == '{' && find_member_array (self, TRUE, &local))
    return TRUE;
  g_clear_error (&local);
  self->in_array = FALSE;
  return restart (self, error) && peek (self, error) == '{';
}

/* Rows ------------------------------------------------------------------------------------------- */

static JsonCell *
find_cell (JsonReader *self, const char *name)
{
  guint column = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, name));

  if (column == 0)
    {
      JsonCell *cell;

      if (!self->surveying || self->store->len >= IBAR_IMPORT_MAX_COLUMNS)
        return NULL;
      cell = g_new0 (JsonCell, 1);
      cell->text = g_string_new (NULL);
      g_ptr_array_add (self->store, cell);
      ibar_import_reader_add_column (&self->parent, name);
      column = self->store->len;
      g_hash_table_insert (self->index, g_strdup (name), GUINT_TO_POINTER (column));
    }
  return g_ptr_array_index (self->store, column - 1);
}

static void
add_scalar_cb (const char *path, int index, const char *value, gpointer user_data)
{
  JsonReader *self = user_data;
  JsonCell *cell;

  if (self->geojson)
    {
      if (g_str_has_prefix (path, "properties."))
        path += strlen ("properties.");
      else if (g_str_equal (path, "id"))
        path = "feature_id";
      else if (g_str_has_prefix (path, "geometry") || g_str_equal (path, "type") || g_str_equal (path, "bbox"))
        return;
    }
  cell = find_cell (self, path);
  if (cell == NULL || self->surveying)
    return;
  /* Side by side, lists are longer than they were: a few elements with many members follow thousands with none. */
  self->row_length += (gsize) MAX (index - cell->n_marks, 0) + strlen (value) + 2;
  if (self->row_length > IBAR_IMPORT_MAX_RECORD)
    return;
  for (; cell->n_marks < index; cell->n_marks++)
    g_string_append (cell->text, IBAR_IMPORT_LIST_MARK);
  if (index < 0 && cell->text->len > 0)
    g_string_append (cell->text, IBAR_IMPORT_LIST_MARK);
  else if (index >= 0 && cell->text->len > 0 && !g_str_has_suffix (cell->text->str, IBAR_IMPORT_LIST_MARK))
    g_string_append (cell->text, ", ");
  g_string_append (cell->text, value);
}

static void
set_geometry (JsonReader *self, const char *text, gsize length, IbarImportRow *row)
{
  g_autofree char *json = g_strndup (text, length);
  OGRGeometryH geometry, centre;

  if (g_str_equal (json, "null"))
    return;
  geometry = OGR_G_CreateGeometryFromJson (json);
  if (geometry == NULL)
    return;
  centre = OGR_G_CreateGeometry (wkbPoint);
  if (wkbFlatten (OGR_G_GetGeometryType (geometry)) == wkbPoint)
    {
      if (!OGR_G_IsEmpty (geometry))
        row->point = (IbarPoint){ OGR_G_GetX (geometry, 0), OGR_G_GetY (geometry, 0) };
    }
  else if (OGR_G_Centroid (geometry, centre) == OGRERR_NONE && !OGR_G_IsEmpty (centre))
    {
      char *wkt = NULL;

      row->point = (IbarPoint){ OGR_G_GetX (centre, 0), OGR_G_GetY (centre, 0) };
      OGR_G_ExportToWkt (geometry, &wkt);
      self->geometry = g_strdup (wkt);
      CPLFree (wkt);
    }
  OGR_G_DestroyGeometry (geometry);
  OGR_G_DestroyGeometry (centre);
}

static void
clear_row (JsonReader *self)
{
  for (guint i = 0; i < self->store->len; i++)
    {
      JsonCell *cell = g_ptr_array_index (self->store, i);

      g_string_truncate (cell->text, 0);
      cell->n_marks = 0;
    }
  self->row_length = 0;
  g_clear_pointer (&self->geometry, g_free);
}

static IbarImportStep
read_object (JsonReader *self, const char *text, gsize length, IbarImportRow *row, GError **error)
{
  const char *geometry;
  gsize geometry_length;

  clear_row (self);
  if (!ibar_json_walk (text, length, add_scalar_cb, self, error) || !check_length (self->row_length, error))
    return IBAR_IMPORT_STEP_REJECT;
  if (self->surveying)
    return IBAR_IMPORT_STEP_ROW;
  row->point = (IbarPoint){ NAN, NAN };
  if (self->geojson && ibar_json_member (text, length, "geometry", &geometry, &geometry_length))
    set_geometry (self, geometry, geometry_length, row);
  g_ptr_array_set_size (self->row, 0);
  for (guint i = 0; i < self->store->len; i++)
    g_ptr_array_add (self->row, ((JsonCell *) g_ptr_array_index (self->store, i))->text->str);
  row->cells = (char **) self->row->pdata;
  row->geometry = self->geometry;
  row->repaired = self->decoder.n_repaired > 0 && memmem (text, length, "\xef\xbf\xbd", 3) != NULL;
  return IBAR_IMPORT_STEP_ROW;
}

static IbarImportStep
json_next (IbarImportReader *reader, IbarImportRow *row, GError **error)
{
  JsonReader *self = (JsonReader *) reader;
  gsize length;
  char c;

  if (self->done)
    return IBAR_IMPORT_STEP_END;
  c = peek (self, error);
  while (c == ']' && self->layered)
    {
      self->position++;
      if (!find_next_layer (self, error))
        break;
      c = peek (self, error);
    }
  if (c == ',' && self->in_array)
    {
      self->position++;
      c = peek (self, error);
    }
  row->line = self->line;
  if (c == ']' || (c == '\0' && !self->in_array))
    self->done = TRUE;
  if (error != NULL && *error != NULL)
    return IBAR_IMPORT_STEP_FAILED;
  if (self->done)
    return IBAR_IMPORT_STEP_END;
  if (c != '{')
    {
      self->done = TRUE;
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   c == '\0' ? _ ("the file breaks off") : _ ("expected an object, found “%c”"), c);
      return IBAR_IMPORT_STEP_REJECT;
    }
  if (!skip_value (self, 0, TRUE, &length, error))
    {
      self->done = TRUE;
      return IBAR_IMPORT_STEP_REJECT;
    }
  return read_object (self, self->buffer->str + self->position - length, length, row, error);
}

/* Opening ---------------------------------------------------------------------------------------- */

static gboolean
json_rewind (IbarImportReader *reader, GError **error)
{
  return find_rows ((JsonReader *) reader, error);
}

static gboolean
survey_columns (JsonReader *self, GError **error)
{
  IbarImportRow row;
  IbarImportStep step;

  self->surveying = TRUE;
  do
    {
      g_autoptr (GError) local = NULL;

      step = json_next (&self->parent, &row, &local);
      if (step == IBAR_IMPORT_STEP_FAILED)
        g_propagate_error (error, g_steal_pointer (&local));
    }
  while (step == IBAR_IMPORT_STEP_ROW || step == IBAR_IMPORT_STEP_REJECT);
  self->surveying = FALSE;
  return step == IBAR_IMPORT_STEP_END && find_rows (self, error);
}

static double
json_get_fraction (IbarImportReader *reader)
{
  JsonReader *self = (JsonReader *) reader;

  return ibar_import_file_get_fraction (self->decoder.file);
}

static void
free_cell (gpointer data)
{
  JsonCell *cell = data;

  g_string_free (cell->text, TRUE);
  g_free (cell);
}

static void
json_free (IbarImportReader *reader)
{
  JsonReader *self = (JsonReader *) reader;

  ibar_import_file_close (self->decoder.file);
  g_string_free (self->buffer, TRUE);
  g_hash_table_unref (self->index);
  g_ptr_array_unref (self->store);
  g_ptr_array_unref (self->row);
  g_free (self->geometry);
  g_free (self);
}

static const IbarImportReaderClass json_class
    = { json_next, json_rewind, NULL, json_get_fraction, NULL, NULL, NULL, json_free };

gboolean
ibar_import_open_json (IbarImportReader **reader, const char *path, GError **error)
{
  IbarImportFile *file = ibar_import_file_open (path);
  JsonReader *self;

  if (file == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("cannot open the file"));
      return FALSE;
    }
  self = g_new0 (JsonReader, 1);
  self->parent.klass = &json_class;
  self->parent.columns = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->parent.columns, NULL);
  self->decoder.file = file;
  self->buffer = g_string_sized_new (IBAR_TEXT_CHUNK * 2);
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->store = g_ptr_array_new_with_free_func (free_cell);
  self->row = g_ptr_array_new ();
  *reader = &self->parent;
  if (!find_rows (self, error) || !survey_columns (self, error))
    return FALSE;
  self->parent.format = self->geojson ? "geojson" : "json";
  if (self->parent.columns->len == 1)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, _ ("no object in the file has any member"));
      return FALSE;
    }
  return TRUE;
}
