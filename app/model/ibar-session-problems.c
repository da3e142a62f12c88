/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a collection could not be taken as it stands: other programs write into it, too. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-session-private.h"

/**
 * ibar_session_get_n_problems:
 * @self: a session
 *
 * Returns: how many values of the collection could not be taken as they stand
 */
guint
ibar_session_get_n_problems (IbarSession *self)
{
  const IbarColumnsReport *report;

  g_return_val_if_fail (IBAR_IS_SESSION (self), 0);
  if (self->columns == NULL)
    return 0;
  report = ibar_columns_get_report (self->columns);
  return report->n_bad_dates + report->n_reversed + report->n_bad_points + report->n_dangling;
}

static void
append_line (GString *text, guint n, char *line)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

/**
 * ibar_session_dup_problems:
 * @self: a session
 *
 * Returns: (transfer full) (nullable): what they are and how each was taken, a line for each kind; %NULL if there are none
 */
char *
ibar_session_dup_problems (IbarSession *self)
{
  const IbarColumnsReport *report;
  GString *text;

  if (ibar_session_get_n_problems (self) == 0)
    return NULL;
  report = ibar_columns_get_report (self->columns);
  text = g_string_new (NULL);
  append_line (text, report->n_bad_dates,
               ibar_dup_counts (ngettext ("%u date is no day from the years 1 to 9999: the event has no day",
                                          "%u dates are no days from the years 1 to 9999: the events have no day",
                                          report->n_bad_dates),
                                report->n_bad_dates));
  append_line (text, report->n_reversed,
               ibar_dup_counts (ngettext ("%u event ends before it begins: its days were exchanged",
                                          "%u events end before they begin: their days were exchanged", report->n_reversed),
                                report->n_reversed));
  append_line (text, report->n_bad_points,
               ibar_dup_counts (ngettext ("%u position is none on Earth: the event is not on the map",
                                          "%u positions are none on Earth: the events are not on the map",
                                          report->n_bad_points),
                                report->n_bad_points));
  append_line (text, report->n_dangling,
               ibar_dup_counts (ngettext ("%u reference leads to nothing: it was left out",
                                          "%u references lead to nothing: they were left out", report->n_dangling),
                                report->n_dangling));
  return g_string_free (text, FALSE);
}
