/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saved views: a name for a filter and a part of the map.
 *
 * They stand in the table saved_view of the collection. A collection that cannot be written — the
 * one that comes with the program, one on a read-only medium — keeps those it came with, and the
 * reader's own go to a small collection of the same file name in the user's data folder. Both are
 * listed as one; a name the reader used wins over the same name in the collection, so that a view
 * that came with it can be changed and, by deleting the change, had again.
 *
 * There are a dozen of them, written one at a time: each change opens the file, changes a row and
 * closes it, and nobody holds a lock. */

#define G_LOG_DOMAIN "ibar-saved-views"

#include "config.h"

#include <math.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "ibar-collection-private.h"
#include "ibar-error.h"
#include "ibar-saved-views.h"

#define SELECT_VIEWS                                                                               \
  "SELECT name, filter, note, longitude, latitude, zoom, rotation FROM saved_view "                \
  "ORDER BY position, fid"

static const IbarPoint nowhere = { NAN, NAN };

/**
 * ibar_saved_view_new:
 * @name: its name
 * @filter: a filter's text
 * @note: (nullable): what the reader wants to remember about it
 *
 * Returns: (transfer full): a view that says nothing about the map yet
 */
IbarSavedView *
ibar_saved_view_new (const char *name, const char *filter, const char *note)
{
  IbarSavedView *view = g_new0 (IbarSavedView, 1);

  view->name = g_strdup (name);
  view->filter = g_strdup (filter != NULL ? filter : "");
  view->note = note != NULL && note[0] != '\0' ? g_strdup (note) : NULL;
  view->center = nowhere;
  return view;
}

void
ibar_saved_view_free (IbarSavedView *view)
{
  if (view == NULL)
    return;
  g_free (view->name);
  g_free (view->filter);
  g_free (view->note);
  g_free (view);
}

/* A lesson that its author made read-only stays as it is, like one that may not be written. */
static gboolean
is_writable (IbarCollection *collection)
{
  g_autofree char *read_only = ibar_collection_dup_info (collection, "read_only");

  return g_strcmp0 (read_only, "yes") != 0 && (collection->flags & IBAR_COLLECTION_IMMUTABLE) == 0
         && access (collection->path, W_OK) == 0;
}

static char *
dup_reader_path (IbarCollection *collection)
{
  g_autofree char *name = g_path_get_basename (collection->path);

  return g_build_filename (g_get_user_data_dir (), "ibar", "views", name, NULL);
}

char *
ibar_saved_views_dup_store (IbarCollection *collection)
{
  g_return_val_if_fail (collection != NULL, NULL);

  return is_writable (collection) ? g_strdup (collection->path) : dup_reader_path (collection);
}

static IbarPoint
read_center (sqlite3_stmt *stmt)
{
  IbarPoint point = nowhere;

  if (sqlite3_column_type (stmt, 3) == SQLITE_NULL || sqlite3_column_type (stmt, 4) == SQLITE_NULL
      || sqlite3_column_type (stmt, 5) == SQLITE_NULL)
    return point;
  point.longitude = sqlite3_column_double (stmt, 3);
  point.latitude = sqlite3_column_double (stmt, 4);
  /* Anybody may have written the row: what is nowhere on the map is no view of it. */
  if (!(point.longitude >= -180 && point.longitude <= 180 && point.latitude >= -90
        && point.latitude <= 90))
    return nowhere;
  return point;
}

static IbarSavedView *
read_view (sqlite3_stmt *stmt, gboolean own)
{
  IbarSavedView *view = ibar_saved_view_new ((const char *) sqlite3_column_text (stmt, 0),
                                             (const char *) sqlite3_column_text (stmt, 1),
                                             (const char *) sqlite3_column_text (stmt, 2));

  view->center = read_center (stmt);
  view->zoom = CLAMP (sqlite3_column_double (stmt, 5), 0, 24);
  view->rotation = sqlite3_column_double (stmt, 6);
  view->own = own;
  return view;
}

static gboolean
same_name (gconstpointer view, gconstpointer name)
{
  return g_strcmp0 (((const IbarSavedView *) view)->name, name) == 0;
}

/* Appends the views of a file, except those whose names are there already. */
static gboolean
append_views (GPtrArray *views, IbarCollection *file, gboolean own, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (file->db, file->path, SELECT_VIEWS, error);
  gboolean row = TRUE;

  if (stmt == NULL)
    return FALSE;
  while (ibar_sqlite_step (stmt, file->path, &row, error) && row)
    {
      g_autoptr (IbarSavedView) view = read_view (stmt, own);

      if (view->name != NULL
          && !g_ptr_array_find_with_equal_func (views, view->name, same_name, NULL))
        g_ptr_array_add (views, g_steal_pointer (&view));
    }
  return !row;
}

/**
 * ibar_saved_views_list:
 * @collection: an open collection
 * @error: return location
 *
 * Returns: (transfer full) (nullable): of #IbarSavedView, the reader's own first, each lot in the
 * order they were saved
 *
 * **Errors:** those of SQLite, where a file cannot be read
 * **Thread:** the collection's
 */
GPtrArray *
ibar_saved_views_list (IbarCollection *collection, GError **error)
{
  g_autoptr (GPtrArray) views = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (collection != NULL, NULL);

  views = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_saved_view_free);
  path = dup_reader_path (collection);
  if (!is_writable (collection) && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (IbarCollection) reader
          = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, error);

      if (reader == NULL || !append_views (views, reader, FALSE, error))
        return NULL;
    }
  return append_views (views, collection, TRUE, error) ? g_steal_pointer (&views) : NULL;
}

static void
set_unknown (GPtrArray *views, const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "",
                            ((IbarSavedView *) views->pdata[i])->name);
  if (views->len == 0)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
                 _ ("There is no saved view “%s”; none is saved"), name);
  else
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
                 _ ("There is no saved view “%1$s”; there are: %2$s"), name, names->str);
}

/**
 * ibar_saved_views_find:
 * @collection: an open collection
 * @name: a view's name
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the view of that name
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND, with the names there are
 */
IbarSavedView *
ibar_saved_views_find (IbarCollection *collection, const char *name, GError **error)
{
  g_autoptr (GPtrArray) views = ibar_saved_views_list (collection, error);
  guint index;

  g_return_val_if_fail (name != NULL, NULL);

  if (views == NULL)
    return NULL;
  if (!g_ptr_array_find_with_equal_func (views, name, same_name, &index))
    {
      set_unknown (views, name, error);
      return NULL;
    }
  g_ptr_array_set_free_func (views, NULL);
  for (guint i = 0; i < views->len; i++)
    {
      if (i != index)
        ibar_saved_view_free (views->pdata[i]);
    }
  return views->pdata[index];
}

/* The file that takes changes, for writing; made if it is the reader's and not there yet. */
static IbarCollection *
open_store (IbarCollection *collection, gboolean create, GError **error)
{
  g_autofree char *path = ibar_saved_views_dup_store (collection);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS) || !create)
    return ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, error);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, _ ("The folder “%s” cannot be made"),
                   folder);
      return NULL;
    }
  return ibar_collection_create (path, error);
}

static void
bind_view (sqlite3_stmt *stmt, const IbarSavedView *view)
{
  ibar_sqlite_bind_text (stmt, 1, view->name);
  ibar_sqlite_bind_text (stmt, 2, view->filter);
  ibar_sqlite_bind_text (stmt, 3, view->note);
  if (!ibar_point_is_placed (view->center))
    return;
  sqlite3_bind_double (stmt, 4, view->center.longitude);
  sqlite3_bind_double (stmt, 5, view->center.latitude);
  sqlite3_bind_double (stmt, 6, view->zoom);
  sqlite3_bind_double (stmt, 7, view->rotation);
}

/**
 * ibar_saved_views_save:
 * @collection: an open collection; it may be open for reading only
 * @view: what to keep
 * @error: return location
 *
 * Keeps a view under its name; one of that name in the same file gives way.
 *
 * Returns: whether it is kept
 *
 * **Errors:** those of ibar_collection_open() for the file that ibar_saved_views_dup_store() names
 */
gboolean
ibar_saved_views_save (IbarCollection *collection, const IbarSavedView *view, GError **error)
{
  g_autoptr (IbarCollection) store = NULL;
  g_autoptr (sqlite3_stmt) stmt = NULL;

  g_return_val_if_fail (collection != NULL && view != NULL, FALSE);
  g_return_val_if_fail (view->name != NULL && view->name[0] != '\0', FALSE);

  store = open_store (collection, TRUE, error);
  if (store == NULL)
    return FALSE;
  stmt = ibar_sqlite_prepare (
      store->db, store->path,
      "INSERT INTO saved_view (name, filter, note, longitude, latitude, zoom, rotation, position) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT coalesce(max(position) + 1, 0) FROM "
      "saved_view)) "
      "ON CONFLICT (name) DO UPDATE SET filter = excluded.filter, note = excluded.note, "
      "longitude = excluded.longitude, latitude = excluded.latitude, zoom = excluded.zoom, "
      "rotation = excluded.rotation",
      error);
  if (stmt == NULL)
    return FALSE;
  bind_view (stmt, view);
  return ibar_sqlite_run (stmt, store->path, error);
}

/* Runs a statement on the view @name (?1); there must be one in the file that takes changes. */
static gboolean
change_view (IbarCollection *collection,
             const char *name,
             const char *sql,
             const char *value,
             GError **error)
{
  g_autoptr (IbarSavedView) view = ibar_saved_views_find (collection, name, error);
  g_autoptr (IbarCollection) store = NULL;
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (view == NULL)
    return FALSE;
  if (view->own && !is_writable (collection))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION,
                   _ ("The view “%1$s” came with “%2$s”, which cannot be written"), name,
                   collection->path);
      return FALSE;
    }
  store = open_store (collection, FALSE, error);
  stmt = store != NULL ? ibar_sqlite_prepare (store->db, store->path, sql, error) : NULL;
  if (stmt == NULL)
    return FALSE;
  ibar_sqlite_bind_text (stmt, 1, name);
  if (value != NULL)
    ibar_sqlite_bind_text (stmt, 2, value);
  return ibar_sqlite_run (stmt, store->path, error);
}

/**
 * ibar_saved_views_rename:
 * @collection: an open collection
 * @name: a view's name
 * @new_name: what it is to be called, not empty
 * @error: return location
 *
 * Returns: whether it has the new name
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND; %IBAR_ERROR_FAILED where another view has the new name;
 *   %IBAR_ERROR_PERMISSION where the view came with a collection that cannot be written
 */
gboolean
ibar_saved_views_rename (IbarCollection *collection,
                         const char *name,
                         const char *new_name,
                         GError **error)
{
  g_autoptr (IbarSavedView) other = NULL;

  g_return_val_if_fail (collection != NULL && name != NULL, FALSE);
  g_return_val_if_fail (new_name != NULL && new_name[0] != '\0', FALSE);

  if (g_str_equal (name, new_name))
    return TRUE;
  other = ibar_saved_views_find (collection, new_name, NULL);
  if (other != NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("There is a view “%s” already"),
                   new_name);
      return FALSE;
    }
  return change_view (collection, name, "UPDATE saved_view SET name = ?2 WHERE name = ?1", new_name,
                      error);
}

/**
 * ibar_saved_views_delete:
 * @collection: an open collection
 * @name: a view's name
 * @error: return location
 *
 * Returns: whether it is gone
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND; %IBAR_ERROR_PERMISSION where the view came with a collection
 * that cannot be written
 */
gboolean
ibar_saved_views_delete (IbarCollection *collection, const char *name, GError **error)
{
  g_return_val_if_fail (collection != NULL && name != NULL, FALSE);

  return change_view (collection, name, "DELETE FROM saved_view WHERE name = ?1", NULL, error);
}
