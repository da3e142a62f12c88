/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles: any key file, bound to a table and used on its rows. */
#include "config.h"

#include <cpl_vsi.h>
#include <string.h>

#include "ibar-import-plan.h"
#include "ibar-import-read-private.h"

static const char table[] = "id,date,title,lat,lon,actor,killed,source\n1,2020-01-01,One,42.9,20.7,A;B,1,X\n2,31/12/2020,Two,,,\"C\",many,\n";

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (IbarImportProfile) profile = ibar_import_profile_new_from_data ("fuzz", (const char *) data, size, NULL);
  IbarImportReader *reader = NULL;
  IbarImportPlan *plan;

  if (profile == NULL)
    return 0;
  VSIFCloseL (VSIFileFromMemBuffer ("/vsimem/table.csv", (GByte *) (gpointer) table, sizeof table - 1, FALSE));
  g_assert_true (ibar_import_open_text (&reader, "/vsimem/table.csv", NULL));
  reader->input = g_strdup ("table.csv");
  plan = ibar_import_plan_new (profile, reader, NULL);
  if (plan != NULL && ibar_import_plan_survey (plan, reader, NULL, NULL, NULL))
    {
      IbarImportRow row;
      IbarImportArena arena = { 0 };
      g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_import_note_free);
      IbarImportEvent event;

      while (ibar_import_reader_next (reader, &row, NULL) == IBAR_IMPORT_STEP_ROW)
        ibar_import_plan_read_row (plan, &row, &arena, &event, notes);
      ibar_import_arena_clear (&arena);
    }
  g_clear_pointer (&plan, ibar_import_plan_free);
  ibar_import_reader_free (reader);
  VSIUnlink ("/vsimem/table.csv");
  return 0;
}
