/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server's side of sharing, through libpq.
 *
 * A connection is written as libpq wants it, with "PG:" before it: "PG:service=team", "PG:host=… dbname=…". A password
 * in it is refused: it would stand in the shell's history and in the list of processes. libpq finds passwords in
 * its own places (service file, ~/.pgpass). Messages name the server's answer, never the connection.
 *
 * All of a synchronisation is one transaction of the level REPEATABLE READ: what somebody else changes meanwhile makes
 * it fail as a whole, and nothing of theirs is lost. */

#define G_LOG_DOMAIN "ibar-share"

#include "config.h"

#include "ibar-share-server.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-pq.h"

#define PREFIX "PG:"

struct _IbarShareServer
{
  PGconn *connection;
};

/* Whether an argument of the command line names a server. */
gboolean
ibar_share_is_connection (const char *text)
{
  return text != NULL && g_ascii_strncasecmp (text, PREFIX, strlen (PREFIX)) == 0;
}

/* The server's own words on one line. */
static void
set_error (GError **error, const char *message)
{
  g_autofree char *text = g_strstrip (g_strdelimit (g_strdup (message), "\n\r", ' '));

  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("the server: %s"), text);
}

static gboolean
check_connection (const char *text, GError **error)
{
  char *message = NULL;
  PQconninfoOption *options = PQconninfoParse (text, &message);
  gboolean good = options != NULL;

  if (!good)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                 _ ("“PG:” must be followed by a connection such as service=team or host=… dbname=…: %s"),
                 message != NULL ? g_strchomp (message) : "");
  for (PQconninfoOption *option = options; good && option->keyword != NULL; option++)
    {
      if (option->val == NULL || strcmp (option->keyword, "password") != 0)
        continue;
      good = FALSE;
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("a password does not belong on the command line: put it into ~/.pgpass or a service file"));
    }
  PQfreemem (message);
  PQconninfoFree (options);
  return good;
}

static void
ignore_notice (void *data, const char *message)
{
}

/**
 * ibar_share_server_open:
 * @connection: "PG:" and what libpq wants
 * @error: return location
 *
 * Connects and begins a transaction.
 *
 * Returns: (transfer full) (nullable): the server
 *
 * **Errors:** %IBAR_ERROR_PARSE where the connection is none or holds a password; %IBAR_ERROR_FAILED with the server's words
 */
IbarShareServer *
ibar_share_server_open (const char *connection, GError **error)
{
  g_autoptr (IbarShareServer) self = NULL;

  g_return_val_if_fail (ibar_share_is_connection (connection), NULL);

  connection += strlen (PREFIX);
  if (!check_connection (connection, error))
    return NULL;
  self = g_new0 (IbarShareServer, 1);
  self->connection = PQconnectdb (connection);
  if (PQstatus (self->connection) != CONNECTION_OK)
    {
      set_error (error, PQerrorMessage (self->connection));
      return NULL;
    }
  PQsetNoticeProcessor (self->connection, ignore_notice, NULL);
  PQsetClientEncoding (self->connection, "UTF8");
  return ibar_share_server_run (
             self, "SET datestyle = 'ISO, YMD'; SET extra_float_digits = 1; BEGIN ISOLATION LEVEL REPEATABLE READ", error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
ibar_share_server_free (IbarShareServer *self)
{
  if (self == NULL)
    return;
  PQfinish (self->connection); /* what was not committed is gone */
  g_free (self);
}

/* Takes the answer. */
static gboolean
check_answer (PGresult *answer, GError **error)
{
  ExecStatusType status = PQresultStatus (answer);

  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    return TRUE;
  set_error (error, PQresultErrorMessage (answer));
  return FALSE;
}

gboolean
ibar_share_server_run (IbarShareServer *self, const char *sql, GError **error)
{
  PGresult *answer = PQexec (self->connection, sql);
  gboolean good = check_answer (answer, error);

  PQclear (answer);
  return good;
}

/**
 * ibar_share_server_query:
 * @self: a server
 * @sql: one statement
 * @parameter: (nullable): its $1
 * @func: (nullable): called for each row of the answer
 * @user_data: for @func
 * @error: return location
 *
 * Returns: FALSE with @error set where the server or @func says so
 */
gboolean
ibar_share_server_query (IbarShareServer *self,
                         const char *sql,
                         const char *parameter,
                         IbarShareRowFunc func,
                         gpointer user_data,
                         GError **error)
{
  PGresult *answer = PQexecParams (self->connection, sql, parameter != NULL ? 1 : 0, NULL, &parameter, NULL, NULL, 0);
  gboolean good = check_answer (answer, error);
  int n_columns = PQnfields (answer);
  g_autofree char **values = g_new0 (char *, n_columns + 1);

  for (int row = 0; good && func != NULL && row < PQntuples (answer); row++)
    {
      for (int i = 0; i < n_columns; i++)
        values[i] = PQgetisnull (answer, row, i) ? NULL : PQgetvalue (answer, row, i);
      good = func (values, user_data, error);
    }
  PQclear (answer);
  return good;
}

gboolean
ibar_share_server_commit (IbarShareServer *self, GError **error)
{
  return ibar_share_server_run (self, "COMMIT", error);
}

char *
ibar_share_server_quote (IbarShareServer *self, const char *name)
{
  char *quoted = PQescapeIdentifier (self->connection, name, strlen (name));
  char *copy = g_strdup (quoted);

  PQfreemem (quoted);
  return copy;
}
