/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates: whatever the cell holds, an accepted date lies in the calendar and starts before it ends. */
#include "config.h"

#include "ibar-import-values.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  IbarDateEvidence evidence = { 0 };
  IbarImportDate date;

  for (int order = 0; order < 3; order++)
    {
      g_autoptr (GError) error = NULL;

      if (ibar_import_parse_date (text, order, &date, &error))
        {
          g_assert_cmpint (date.start, <=, date.end);
          g_assert_cmpint (date.precision, <=, IBAR_DATE_UNKNOWN);
        }
      else
        g_assert_nonnull (error);
    }
  if (ibar_import_date_from_parts (text, text, text, &date, NULL) && date.start != IBAR_DAY_NONE)
    g_assert_cmpint (date.start, <=, date.end);
  ibar_date_evidence_add (&evidence, text);
  return 0;
}
