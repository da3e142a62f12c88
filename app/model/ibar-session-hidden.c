/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an event is not shown, and the smallest change that shows it. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

/**
 * ibar_session_dup_admitting_filter:
 * @self: a session with a collection
 * @row: a row that the filter hides
 *
 * The filter as it was last answered, loosened just enough in each dimension that hides the row.
 *
 * Returns: (transfer full) (nullable): the filter, or NULL if there is nothing to be shown
 */
IbarFilter *
ibar_session_dup_admitting_filter (IbarSession *self, guint32 row)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);

  if (self->result == NULL || row == IBAR_ROW_NONE)
    return NULL;
  return ibar_result_reveal_filter (self->result, row);
}
