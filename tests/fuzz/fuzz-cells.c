/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notation of Ibar's own exports: each line of the input is a cell (actors, killed, injured, sources, their ids, all names
 * of the place, of the actors). What is read is text, and refers to nothing that is not there. */
#include "config.h"

#include <string.h>

#include "fuzz-rows.h"
#include "ibar-csv.h"

#define N_CELLS 7

static const char profile_text[] = "[profile]\ntitle=x\nkeep-ids=true\n[fields]\nid=id\ndate=date\nlatitude=lat\nlongitude=lon\n"
                                   "[cells]\nactors=actors\nkilled=killed\ninjured=injured\nsources=sources\n"
                                   "source-ids=source_ids\nplace-forms=place_forms\nactor-forms=actor_forms\n";

static char *
make_table (const guint8 *data, gsize size)
{
  g_autofree char *copy = g_strndup ((const char *) data, size), *text = g_utf8_make_valid (copy, -1);
  g_auto (GStrv) cells = g_strsplit (text, "\n", N_CELLS);
  GString *table
      = g_string_new ("id,date,lat,lon,actors,killed,injured,sources,source_ids,place_forms,actor_forms\n1,2020-01-01,42,20");
  guint n = g_strv_length (cells);

  for (guint i = 0; i < N_CELLS; i++)
    {
      g_string_append_c (table, ',');
      ibar_csv_append_field (table, i < n ? cells[i] : "");
    }
  g_string_append_c (table, '\n');
  return g_string_free (table, FALSE);
}

static void
check_text (const char *text)
{
  if (text != NULL)
    g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check_event (const IbarImportEvent *event)
{
  for (guint i = 0; i < event->n_actors; i++)
    {
      check_text (event->actors[i].id);
      check_text (event->actors[i].role);
    }
  for (guint i = 0; i < event->n_claims; i++)
    {
      check_text (event->claims[i].group);
      check_text (event->claims[i].parent);
      for (guint s = 0; s < event->claims[i].n_sources; s++)
        check_text (event->claims[i].sources[s]);
    }
  for (guint i = 0; i < event->n_sources; i++)
    check_text (event->sources[i].url);
  for (guint i = 0; i < event->n_namings; i++)
    for (guint f = 0; f < event->namings[i].n_forms; f++)
      {
        check_text (event->namings[i].forms[f].form);
        check_text (event->namings[i].forms[f].name);
      }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (IbarImportProfile) profile
      = ibar_import_profile_new_from_data ("fuzz", profile_text, sizeof profile_text - 1, NULL);
  g_autofree char *table = make_table (data, size);

  fuzz_read_rows (profile, table, strlen (table), check_event);
  return 0;
}
