/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cpl_vsi.h>

#include "ibar-import-plan.h"
#include "ibar-import-read-private.h"

typedef void (*FuzzEventFunc) (const IbarImportEvent *event);

/* Reads a table in memory as a profile says; check: (nullable): is given every event. */
static inline void
fuzz_read_rows (const IbarImportProfile *profile, const char *table, gsize size, FuzzEventFunc check)
{
  static const char path[] = "/vsimem/table.csv";
  IbarImportReader *reader = NULL;
  g_autoptr (IbarImportPlan) plan = NULL;

  VSIFCloseL (VSIFileFromMemBuffer (path, (GByte *) (gpointer) table, size, FALSE));
  g_assert_true (ibar_import_open_text (&reader, path, NULL));
  reader->input = g_strdup ("table.csv");
  plan = ibar_import_plan_new (profile, reader, NULL);
  if (plan != NULL && ibar_import_plan_survey (plan, reader, NULL, G_MAXINT64, NULL, NULL))
    {
      IbarImportRow row;
      IbarImportArena arena = { 0 };
      g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_import_note_free);
      IbarImportEvent event;

      while (ibar_import_reader_next (reader, &row, NULL) == IBAR_IMPORT_STEP_ROW)
        if (ibar_import_plan_read_row (plan, &row, &arena, &event, notes) && check != NULL)
          check (&event);
      ibar_import_arena_clear (&arena);
    }
  g_clear_pointer (&plan, ibar_import_plan_free);
  ibar_import_reader_free (reader);
  VSIUnlink (path);
}
