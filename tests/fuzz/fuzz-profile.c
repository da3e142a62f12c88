/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles: any key file, bound to a table and used on its rows. */
#include "config.h"

#include "fuzz-rows.h"

static const char table[]
    = "id,date,title,lat,lon,actor,killed,source\n1,2020-01-01,One,42.9,20.7,A;B,1,X\n2,31/12/2020,Two,,,\"C\",many,\n";

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (IbarImportProfile) profile = ibar_import_profile_new_from_data ("fuzz", (const char *) data, size, NULL);

  if (profile == NULL)
    return 0;
  fuzz_read_rows (profile, table, sizeof table - 1, NULL);
  return 0;
}
