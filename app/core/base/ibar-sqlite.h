/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

void          ibar_sqlite_set_error     (GError       **error,
                                         sqlite3       *db,
                                         int            rc,
                                         const char    *path);
gboolean      ibar_sqlite_exec          (sqlite3       *db,
                                         const char    *path,
                                         const char    *sql,
                                         GError       **error);
sqlite3_stmt *ibar_sqlite_prepare       (sqlite3       *db,
                                         const char    *path,
                                         const char    *sql,
                                         GError       **error);
gboolean      ibar_sqlite_step          (sqlite3_stmt  *stmt,
                                         const char    *path,
                                         gboolean      *row,
                                         GError       **error);
gboolean      ibar_sqlite_run           (sqlite3_stmt  *stmt,
                                         const char    *path,
                                         GError       **error);
char         *ibar_sqlite_dup_text      (sqlite3_stmt  *stmt,
                                         int            column);
char         *ibar_sqlite_dup_text_or_empty (sqlite3_stmt *stmt,
                                             int           column);
void          ibar_sqlite_bind_text     (sqlite3_stmt  *stmt,
                                         int            index,
                                         const char    *text);
/* While set, a running statement of the connection ends with SQLITE_INTERRUPT once cancelled. */
void          ibar_sqlite_set_cancellable (sqlite3      *db,
                                           GCancellable *cancellable);

char         *ibar_sqlite_make_uri        (const char   *path,
                                           const char   *query);
int           ibar_sqlite_open_immutable  (const char   *path,
                                           sqlite3     **db);

/* "g_autoptr (sqlite3_stmt)" finalises. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
