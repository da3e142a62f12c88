/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * IbarError:
 * @IBAR_ERROR_FAILED: anything without a code of its own
 * @IBAR_ERROR_NOT_FOUND: the file or the named thing does not exist
 * @IBAR_ERROR_PERMISSION: the system refused access
 * @IBAR_ERROR_NOT_A_FILE: a directory, a device
 * @IBAR_ERROR_NOT_A_DATABASE: the file is not SQLite
 * @IBAR_ERROR_NOT_A_COLLECTION: SQLite, but not a file of ours
 * @IBAR_ERROR_CORRUPT: truncated or damaged
 * @IBAR_ERROR_NEWER: written by a newer version of the schema
 * @IBAR_ERROR_BUSY: locked by another process
 * @IBAR_ERROR_READ_ONLY: asked to change what may only be read
 * @IBAR_ERROR_FULL: no room left on the device
 * @IBAR_ERROR_PARSE: text that does not follow its grammar; the message says where
 * @IBAR_ERROR_DATA: well-formed, but impossible or dangling
 * @IBAR_ERROR_TOO_LARGE: beyond a stated limit
 * @IBAR_ERROR_CANCELLED: stopped by the caller
 *
 * The one error domain. Messages say what, where (file, line, column, row) and what was expected.
 */
typedef enum
{
  IBAR_ERROR_FAILED,
  IBAR_ERROR_NOT_FOUND,
  IBAR_ERROR_PERMISSION,
  IBAR_ERROR_NOT_A_FILE,
  IBAR_ERROR_NOT_A_DATABASE,
  IBAR_ERROR_NOT_A_COLLECTION,
  IBAR_ERROR_CORRUPT,
  IBAR_ERROR_NEWER,
  IBAR_ERROR_BUSY,
  IBAR_ERROR_READ_ONLY,
  IBAR_ERROR_FULL,
  IBAR_ERROR_PARSE,
  IBAR_ERROR_DATA,
  IBAR_ERROR_TOO_LARGE,
  IBAR_ERROR_CANCELLED,
} IbarError;

#define IBAR_ERROR (ibar_error_quark ())
GQuark   ibar_error_quark     (void);
char    *ibar_error_dup_start (const char   *text,
                               gsize         most);
/* Whether the work was stopped by its caller, whoever of the two libraries noticed. */
gboolean ibar_error_is_stop   (const GError *error);

G_END_DECLS
