/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: encoding, delimiter, quotes and lines of any bytes; as text, and as JSON. Each row has as many cells as
 * there are columns, each cell is UTF-8, and reading twice gives the same. */
#include "config.h"

#include <cpl_vsi.h>

#include "ibar-import-read-private.h"

static guint
read_all (IbarImportReader *reader)
{
  IbarImportRow row;
  IbarImportStep step;
  guint n_columns, n = 0;

  ibar_import_reader_get_columns (reader, &n_columns);
  do
    {
      step = ibar_import_reader_next (reader, &row, NULL);
      if (step == IBAR_IMPORT_STEP_ROW)
        for (guint i = 0; i < n_columns; i++)
          g_assert_true (g_utf8_validate (row.cells[i], -1, NULL));
      n++;
    }
  while (step == IBAR_IMPORT_STEP_ROW || step == IBAR_IMPORT_STEP_REJECT);
  return n;
}

static void
try_reader (gboolean (*open) (IbarImportReader **, const char *, GError **))
{
  IbarImportReader *reader = NULL;
  g_autoptr (GError) error = NULL;

  if (open (&reader, "/vsimem/table", &error))
    {
      guint n = read_all (reader);

      if (ibar_import_reader_rewind (reader, NULL))
        g_assert_cmpuint (read_all (reader), ==, n);
    }
  g_clear_pointer (&reader, ibar_import_reader_free);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  VSIFCloseL (VSIFileFromMemBuffer ("/vsimem/table", (GByte *) (gpointer) data, size, FALSE));
  try_reader (ibar_import_open_text);
  try_reader (ibar_import_open_json);
  VSIUnlink ("/vsimem/table");
  return 0;
}
