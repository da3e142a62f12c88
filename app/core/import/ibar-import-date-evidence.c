/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which order of day and month a column has: 05/06 fits both, 25/06 decides. */
#define G_LOG_DOMAIN "ibar-import-dates"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-import-values.h"

/**
 * ibar_date_evidence_add:
 * @self: counts, all zero at first
 * @text: (nullable): one more cell
 *
 * Counts which readings of day and month the cell allows.
 */
void
ibar_date_evidence_add (IbarDateEvidence *self, const char *text)
{
  IbarImportDate day_first, month_first;
  gboolean day_fits, month_fits;

  if (ibar_import_is_blank (text))
    return;
  self->n_cells++;
  day_fits = ibar_import_parse_date (text, IBAR_DATE_ORDER_DAY_FIRST, &day_first, NULL);
  month_fits = ibar_import_parse_date (text, IBAR_DATE_ORDER_MONTH_FIRST, &month_first, NULL);
  if (day_fits && month_fits)
    {
      /* 05/05/2023 is the same either way, and so is every shape that does not ask for the order. */
      if (day_first.start == month_first.start)
        self->n_unambiguous++;
      else
        self->n_either++;
    }
  else if (day_fits)
    self->n_day_first_only++;
  else if (month_fits)
    self->n_month_first_only++;
  else
    self->n_neither++;
}

/**
 * ibar_date_evidence_decide:
 * @self: the counts
 *
 * Returns: the order more cells demand; undecided where none does
 */
IbarDateOrder
ibar_date_evidence_decide (const IbarDateEvidence *self)
{
  if (self->n_day_first_only > self->n_month_first_only)
    return IBAR_DATE_ORDER_DAY_FIRST;
  if (self->n_month_first_only > self->n_day_first_only)
    return IBAR_DATE_ORDER_MONTH_FIRST;
  return IBAR_DATE_ORDER_UNDECIDED;
}

/**
 * ibar_date_evidence_explain:
 * @self: the counts
 *
 * Returns: (transfer full): a translated sentence that gives the counts behind the decision
 */
char *
ibar_date_evidence_explain (const IbarDateEvidence *self)
{
  if (self->n_day_first_only > 0 && self->n_month_first_only > 0)
    return g_strdup_printf (
        _ ("%u of %u rows fit day/month only, %u fit month/day only: the column is mixed"),
        self->n_day_first_only, self->n_cells, self->n_month_first_only);
  if (self->n_day_first_only > 0)
    return g_strdup_printf (_ ("%u of %u rows fit day/month only"), self->n_day_first_only,
                            self->n_cells);
  if (self->n_month_first_only > 0)
    return g_strdup_printf (_ ("%u of %u rows fit month/day only"), self->n_month_first_only,
                            self->n_cells);
  if (self->n_either > 0)
    return g_strdup_printf (_ ("%u of %u rows fit day/month and month/day, none decides"),
                            self->n_either, self->n_cells);
  return g_strdup_printf (_ ("%u of %u rows hold dates that need no decision"), self->n_unambiguous,
                          self->n_cells);
}
