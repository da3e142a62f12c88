/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A connection to a PostgreSQL server, inside one transaction from opening to commit. */
typedef struct _IbarShareServer IbarShareServer;

/* Called for each row of an answer; values: text, NULL for NULL. FALSE with error set stops. */
typedef gboolean (*IbarShareRowFunc) (char   **values,
                                      gpointer user_data,
                                      GError **error);

IbarShareServer *ibar_share_server_open   (const char       *connection,
                                           GError          **error);
void             ibar_share_server_free   (IbarShareServer  *self);
gboolean         ibar_share_server_run    (IbarShareServer  *self,
                                           const char       *sql,
                                           GError          **error);
gboolean         ibar_share_server_query  (IbarShareServer  *self,
                                           const char       *sql,
                                           const char       *parameter,
                                           IbarShareRowFunc  func,
                                           gpointer          user_data,
                                           GError          **error);
gboolean         ibar_share_server_commit (IbarShareServer  *self,
                                           GError          **error);
/* An identifier as SQL wants it. */
char            *ibar_share_server_quote  (IbarShareServer  *self,
                                           const char       *name);
gboolean         ibar_share_is_connection (const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarShareServer, ibar_share_server_free)

G_END_DECLS
