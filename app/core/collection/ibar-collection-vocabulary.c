/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small tables of a collection, read into arrays once.
 *
 * Everything else refers to their rows by index: a column of a million actors holds numbers of a
 * few bits, and names are looked up only for what is on screen. Sizes: tens to some ten thousands
 * of rows. */

#define G_LOG_DOMAIN "ibar-collection-vocabulary"

#include "config.h"

#include <string.h>

#include "ibar-collection-private.h"
#include "ibar-event-record.h"
#include "ibar-gpkg.h"

static const char *const family_ids[IBAR_N_FAMILIES]
    = { "armed", "unrest", "protest", "security", "politics", "diplomacy", "other" };

static const char *const precision_ids[]
    = { "exact", "town", "municipality", "region", "unplaced" };

static const char *const confidence_ids[IBAR_N_CONFIDENCES]
    = { "high", "medium", "low", "general knowledge", "unstated" };

#define MAX_DEPTH 40 /* of actors inside each other */

/* What a reading goes through: the collection, and one table's row numbers. */
typedef struct
{
  IbarCollection *collection;
  IbarVocabulary *vocabulary;
  IbarRowMaps *maps;
  GHashTable *municipality_rows; /* text → index + 1 */
} Loader;

typedef void (*RowFunc) (Loader *loader, sqlite3_stmt *row);

static void
remember (GHashTable *rows, gint64 fid, guint index)
{
  g_hash_table_insert (rows, g_memdup2 (&fid, sizeof fid), GINT_TO_POINTER ((int) index + 1));
}

static int
index_of (const char *const *ids, guint n, const char *id, int otherwise)
{
  for (guint i = 0; id != NULL && i < n; i++)
    {
      if (strcmp (ids[i], id) == 0)
        return (int) i;
    }
  return otherwise;
}

/* Sets the form of a BCP 47 tag; others have no place in IbarNames, and are for the search only. */
static void
set_form (IbarNames *names, const char *tag, const char *name)
{
  static const char *const tags[IBAR_N_LANGUAGE_FORMS] = { "sq", "sr-Latn", "sr-Cyrl", "en" };
  int form = index_of (tags, IBAR_N_LANGUAGE_FORMS, tag, -1);

  if (form >= 0 && names->form[form] == NULL)
    names->form[form] = g_utf8_make_valid (name, -1);
}

static gboolean
has_no_form (const IbarNames *names)
{
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    {
      if (names->form[i] != NULL && names->form[i][0] != '\0')
        return FALSE;
    }
  return TRUE;
}

static void
free_actor (gpointer data)
{
  IbarActor *actor = data;

  g_free (actor->id);
  g_free (actor->kind);
  ibar_names_clear (&actor->names);
  g_free (actor);
}

static void
free_type (gpointer data)
{
  IbarEventType *type = data;

  g_free (type->id);
  g_free (type->label);
  g_free (type->definition);
  g_free (type);
}

static void
free_place (gpointer data)
{
  IbarPlace *place = data;

  g_free (place->id);
  g_free (place->kind);
  g_free (place->coordinate_source);
  ibar_names_clear (&place->names);
  g_free (place);
}

static void
free_source (gpointer data)
{
  IbarSource *source = data;

  g_free (source->id);
  g_free (source->publisher);
  g_free (source->title);
  g_free (source->date);
  g_free (source->url);
  g_free (source->language);
  g_free (source->note);
  g_free (source);
}

static void
free_dataset (gpointer data)
{
  IbarDataset *dataset = data;

  g_free (dataset->id);
  g_free (dataset->name);
  g_free (dataset->version);
  g_free (dataset->licence);
  g_free (dataset->citation);
  g_free (dataset);
}

/**
 * ibar_vocabulary_new:
 *
 * Returns: (transfer full): an empty vocabulary, whose arrays free what is put into them
 */
IbarVocabulary *
ibar_vocabulary_new (void)
{
  IbarVocabulary *vocabulary = g_new0 (IbarVocabulary, 1);

  vocabulary->actors = g_ptr_array_new_with_free_func (free_actor);
  vocabulary->types = g_ptr_array_new_with_free_func (free_type);
  vocabulary->places = g_ptr_array_new_with_free_func (free_place);
  vocabulary->municipalities = g_ptr_array_new_with_free_func (g_free);
  vocabulary->sources = g_ptr_array_new_with_free_func (free_source);
  vocabulary->datasets = g_ptr_array_new_with_free_func (free_dataset);
  return vocabulary;
}

/* Rows of the tables
 * ------------------------------------------------ */

static void
read_dataset (Loader *loader, sqlite3_stmt *row)
{
  IbarDataset *dataset = g_new0 (IbarDataset, 1);

  dataset->fid = sqlite3_column_int64 (row, 0);
  dataset->id = ibar_row_dup_id (row, 1);
  dataset->name = ibar_sqlite_dup_text_or_empty (row, 2);
  dataset->version = ibar_sqlite_dup_text (row, 3);
  dataset->licence = ibar_sqlite_dup_text (row, 4);
  dataset->citation = ibar_sqlite_dup_text (row, 5);
  dataset->redistributable = sqlite3_column_int (row, 6) != 0;
  remember (loader->maps->datasets, dataset->fid, loader->vocabulary->datasets->len);
  g_ptr_array_add (loader->vocabulary->datasets, dataset);
}

static void
read_type (Loader *loader, sqlite3_stmt *row)
{
  IbarEventType *type = g_new0 (IbarEventType, 1);

  type->fid = sqlite3_column_int64 (row, 0);
  type->id = ibar_row_dup_id (row, 1);
  type->label = ibar_sqlite_dup_text_or_empty (row, 2);
  type->definition = ibar_sqlite_dup_text_or_empty (row, 3);
  type->family = (IbarFamily) index_of (
      family_ids, IBAR_N_FAMILIES, (const char *) sqlite3_column_text (row, 4), IBAR_FAMILY_OTHER);
  remember (loader->maps->types, type->fid, loader->vocabulary->types->len);
  g_ptr_array_add (loader->vocabulary->types, type);
}

static void
read_source (Loader *loader, sqlite3_stmt *row)
{
  IbarSource *source = g_new0 (IbarSource, 1);

  source->fid = sqlite3_column_int64 (row, 0);
  source->id = ibar_row_dup_id (row, 1);
  source->publisher = ibar_sqlite_dup_text_or_empty (row, 2);
  source->title = ibar_sqlite_dup_text (row, 3);
  source->date = ibar_sqlite_dup_text (row, 4);
  source->url = ibar_sqlite_dup_text (row, 5);
  source->language = ibar_sqlite_dup_text (row, 6);
  source->note = ibar_sqlite_dup_text (row, 7);
  remember (loader->maps->sources, source->fid, loader->vocabulary->sources->len);
  g_ptr_array_add (loader->vocabulary->sources, source);
}

/* Column 5: how deep the actor lies; rows come sorted by it, so a parent is there before its child.
 * Column 4: the parent's row. What lies in a ring of parents, or deeper than any army is ordered, has no depth and comes as
 * a root: whoever goes down the tree may do so by calling itself. */
static void
read_actor (Loader *loader, sqlite3_stmt *row)
{
  IbarActor *actor = g_new0 (IbarActor, 1);

  actor->fid = sqlite3_column_int64 (row, 0);
  actor->id = ibar_row_dup_id (row, 1);
  actor->kind = ibar_sqlite_dup_text_or_empty (row, 3);
  actor->parent = ibar_row_get_index (row, 4, loader->maps->actors);
  remember (loader->maps->actors, actor->fid, loader->vocabulary->actors->len);
  g_ptr_array_add (loader->vocabulary->actors, actor);
}

static void
read_actor_name (Loader *loader, sqlite3_stmt *row)
{
  int index = ibar_row_get_index (row, 0, loader->maps->actors);
  IbarActor *actor;

  if (index < 0 || sqlite3_column_text (row, 2) == NULL)
    return;
  actor = g_ptr_array_index (loader->vocabulary->actors, (guint) index);
  set_form (&actor->names, (const char *) sqlite3_column_text (row, 1),
            (const char *) sqlite3_column_text (row, 2));
}

/* The row's own name is the last resort: an import may know no more. */
static void
read_actor_label (Loader *loader, sqlite3_stmt *row)
{
  int index = ibar_row_get_index (row, 0, loader->maps->actors);
  IbarActor *actor;
  const char *name = (const char *) sqlite3_column_text (row, 1);

  if (index < 0)
    return;
  actor = g_ptr_array_index (loader->vocabulary->actors, (guint) index);
  if (has_no_form (&actor->names))
    set_form (&actor->names, "en", name != NULL && name[0] != '\0' ? name : actor->id);
}

static void
read_municipality (Loader *loader, sqlite3_stmt *row)
{
  char *name = ibar_sqlite_dup_text_or_empty (row, 0);

  g_ptr_array_add (loader->vocabulary->municipalities, name);
  g_hash_table_insert (loader->municipality_rows, name,
                       GINT_TO_POINTER ((int) loader->vocabulary->municipalities->len));
}

static void
read_place (Loader *loader, sqlite3_stmt *row)
{
  IbarPlace *place = g_new0 (IbarPlace, 1);
  const char *municipality = (const char *) sqlite3_column_text (row, 4);

  place->fid = sqlite3_column_int64 (row, 0);
  place->id = ibar_row_dup_id (row, 1);
  place->kind = ibar_sqlite_dup_text (row, 3);
  place->municipality
      = municipality != NULL
            ? GPOINTER_TO_INT (g_hash_table_lookup (loader->municipality_rows, municipality)) - 1
            : -1;
  place->precision = (IbarPlacePrecision) index_of (precision_ids, G_N_ELEMENTS (precision_ids),
                                                    (const char *) sqlite3_column_text (row, 5),
                                                    IBAR_PLACE_EXACT);
  place->uncertainty_m = sqlite3_column_double (row, 6);
  place->coordinate_source = ibar_sqlite_dup_text (row, 7);
  ibar_gpkg_decode_point (sqlite3_column_blob (row, 8), (gsize) sqlite3_column_bytes (row, 8),
                          &place->point);
  remember (loader->maps->places, place->fid, loader->vocabulary->places->len);
  g_ptr_array_add (loader->vocabulary->places, place);
}

static void
read_place_name (Loader *loader, sqlite3_stmt *row)
{
  int index = ibar_row_get_index (row, 0, loader->maps->places);
  IbarPlace *place;

  if (index < 0 || sqlite3_column_text (row, 2) == NULL)
    return;
  place = g_ptr_array_index (loader->vocabulary->places, (guint) index);
  set_form (&place->names, (const char *) sqlite3_column_text (row, 1),
            (const char *) sqlite3_column_text (row, 2));
}

static void
read_place_label (Loader *loader, sqlite3_stmt *row)
{
  int index = ibar_row_get_index (row, 0, loader->maps->places);
  IbarPlace *place;
  const char *name = (const char *) sqlite3_column_text (row, 1);

  if (index < 0)
    return;
  place = g_ptr_array_index (loader->vocabulary->places, (guint) index);
  if (has_no_form (&place->names))
    set_form (&place->names, "en", name != NULL && name[0] != '\0' ? name : place->id);
}

/* One query each, in this order. */
static const struct
{
  const char *sql;
  RowFunc read;
} queries[] = {
  { "SELECT fid, id, name, version, licence, citation, redistributable FROM dataset ORDER BY fid",
    read_dataset },
  { "SELECT fid, id, label, definition, family FROM event_type ORDER BY fid", read_type },
  { "SELECT fid, id, publisher, title, date, url, language, note FROM source ORDER BY fid",
    read_source },
  { "WITH RECURSIVE tree (fid, depth) AS (SELECT fid, 0 FROM actor WHERE parent_fid IS NULL "
    "UNION ALL SELECT a.fid, depth + 1 FROM actor a JOIN tree t ON a.parent_fid = t.fid "
    "WHERE depth < " G_STRINGIFY (MAX_DEPTH) ") "
    "SELECT a.fid, a.id, a.name, a.kind, CASE WHEN t.fid IS NULL THEN NULL ELSE a.parent_fid END "
    "FROM actor a LEFT JOIN tree t ON t.fid = a.fid ORDER BY ifnull(t.depth, 0), a.fid",
    read_actor },
  { "SELECT actor_fid, form, name FROM actor_name ORDER BY fid", read_actor_name },
  { "SELECT fid, name FROM actor ORDER BY fid", read_actor_label },
  { "SELECT DISTINCT municipality FROM place WHERE municipality IS NOT NULL AND municipality != '' "
    "ORDER BY municipality",
    read_municipality },
  { "SELECT fid, id, name, kind, municipality, precision, uncertainty_m, coordinate_source, geom "
    "FROM place ORDER BY fid",
    read_place },
  { "SELECT place_fid, form, name FROM place_name ORDER BY fid", read_place_name },
  { "SELECT fid, name FROM place ORDER BY fid", read_place_label },
};

static gboolean
run_query (Loader *loader, const char *sql, RowFunc read, GError **error)
{
  IbarCollection *collection = loader->collection;
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (collection->db, collection->path, sql, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (row)
    {
      if (!ibar_sqlite_step (stmt, collection->path, &row, error))
        return FALSE;
      if (row)
        read (loader, stmt);
    }
  return TRUE;
}

static void
row_maps_init (IbarRowMaps *maps)
{
  GHashTable **tables[]
      = { &maps->actors, &maps->types, &maps->places, &maps->sources, &maps->datasets };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    *tables[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

void
ibar_row_maps_clear (IbarRowMaps *maps)
{
  g_clear_pointer (&maps->actors, g_hash_table_unref);
  g_clear_pointer (&maps->types, g_hash_table_unref);
  g_clear_pointer (&maps->places, g_hash_table_unref);
  g_clear_pointer (&maps->sources, g_hash_table_unref);
  g_clear_pointer (&maps->datasets, g_hash_table_unref);
}

IbarVocabulary *
ibar_vocabulary_load (IbarCollection *self, GError **error)
{
  IbarVocabulary *vocabulary = ibar_vocabulary_new ();
  Loader loader = { self, vocabulary, &self->maps, NULL };
  gboolean ok = TRUE;

  ibar_row_maps_clear (&self->maps);
  row_maps_init (&self->maps);
  loader.municipality_rows = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (queries) && ok; i++)
    ok = run_query (&loader, queries[i].sql, queries[i].read, error);

  g_hash_table_unref (loader.municipality_rows);
  if (!ok)
    g_clear_pointer (&vocabulary, ibar_vocabulary_free);
  return vocabulary;
}

/**
 * ibar_vocabulary_free:
 * @vocabulary: (transfer full): a vocabulary
 */
void
ibar_vocabulary_free (IbarVocabulary *vocabulary)
{
  if (vocabulary->names != NULL)
    vocabulary->free_names (vocabulary->names);
  g_ptr_array_unref (vocabulary->actors);
  g_ptr_array_unref (vocabulary->types);
  g_ptr_array_unref (vocabulary->places);
  g_ptr_array_unref (vocabulary->municipalities);
  g_ptr_array_unref (vocabulary->sources);
  g_ptr_array_unref (vocabulary->datasets);
  g_free (vocabulary);
}

/**
 * ibar_confidence_to_string:
 * @confidence: how sure the data is
 *
 * Returns: (transfer none): its name in the file
 */
const char *
ibar_confidence_to_string (IbarConfidence confidence)
{
  g_return_val_if_fail (confidence < IBAR_N_CONFIDENCES, "unstated");
  return confidence_ids[confidence];
}

/**
 * ibar_place_precision_to_string:
 * @precision: how well a place is known
 *
 * Returns: (transfer none): its name in the file
 */
const char *
ibar_place_precision_to_string (IbarPlacePrecision precision)
{
  g_return_val_if_fail (precision < G_N_ELEMENTS (precision_ids), "unplaced");
  return precision_ids[precision];
}

/**
 * ibar_family_to_string:
 * @family: a family of event types
 *
 * Returns: (transfer none): its name in the file
 */
const char *
ibar_family_to_string (IbarFamily family)
{
  g_return_val_if_fail (family < IBAR_N_FAMILIES, "other");
  return family_ids[family];
}
