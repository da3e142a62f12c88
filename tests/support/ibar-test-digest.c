/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ibar-test-digest.h"

#include <sqlite3.h>

#include "ibar-collection.h"

char *
ibar_test_digest (const char *path)
{
  static const char *const queries[]
      = { "SELECT fid, id, title, date_start, hex (geom), place_fid, vanished FROM event ORDER BY fid",
          "SELECT event_fid, line, row, row_hash FROM raw_row ORDER BY event_fid",
          "SELECT event_fid, actor_fid, role FROM event_actor ORDER BY 1, 2, 3",
          "SELECT event_fid, source_fid FROM event_source ORDER BY 1, 2",
          "SELECT event_fid, best FROM casualty ORDER BY 1, 2", "SELECT fid, id, name FROM actor ORDER BY 1",
          "SELECT fid, id, publisher FROM source ORDER BY 1", "SELECT id, name FROM dataset",
          "SELECT count(*) FROM change_log", "SELECT count(*) FROM event_text WHERE event_text MATCH 'version'",
          "SELECT count(*) FROM rtree_event_geom", "SELECT name FROM sqlite_schema ORDER BY 1" };
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  collection = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_assert_no_error (error);
  db = ibar_collection_get_db (collection);
  for (gsize q = 0; q < G_N_ELEMENTS (queries) + 1; q++)
    {
      sqlite3_stmt *stmt;
      gboolean check = q == G_N_ELEMENTS (queries);

      g_assert_cmpint (sqlite3_prepare_v2 (db, check ? "PRAGMA integrity_check" : queries[q], -1, &stmt, NULL), ==, SQLITE_OK);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        {
          if (check)
            g_assert_cmpstr ((const char *) sqlite3_column_text (stmt, 0), ==, "ok");
          for (int c = 0; c < sqlite3_column_count (stmt) && !check; c++)
            {
              const char *text = (const char *) sqlite3_column_text (stmt, c);

              g_checksum_update (sum, (const guchar *) (text != NULL ? text : "\1"), -1);
              g_checksum_update (sum, (const guchar *) "\2", 1);
            }
        }
      sqlite3_finalize (stmt);
    }
  return g_strdup (g_checksum_get_string (sum));
}
