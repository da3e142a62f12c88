/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import-profile.h"
#include "ibar-import-plan.h"

G_BEGIN_DECLS

/* What Ibar's own exports write: several actors, claims and sources of one event, in a cell each (CSV and the
 * formats of tables) or in parallel lists (JSON). Bound to a table's columns by the groups [cells] and [lists] of a
 * profile. */

typedef enum
{
  IBAR_CELL_ACTORS,     /* kfor (security); protesters (protester) */
  IBAR_CELL_KILLED,     /* kfor ≥ 30 [s1, s2] {note}; › "by gunfire" 3 [s1] */
  IBAR_CELL_INJURED,
  IBAR_CELL_SOURCES,    /* publisher: "title", date <url> [language] {note} | … */
  IBAR_CELL_SOURCE_IDS, /* s1; s2: the ids of those, in the same order */
  IBAR_CELL_PLACE_FORMS, /* [bridge] "name", sq "…", en "…" */
  IBAR_CELL_ACTOR_FORMS, /* kfor_italy [army] < kfor = "name", sq "…"; … */
  IBAR_N_CELLS,
} IbarImportCell;

typedef enum
{
  IBAR_LIST_ACTOR_ID,
  IBAR_LIST_ACTOR_NAME,
  IBAR_LIST_ACTOR_ROLE,
  IBAR_LIST_CLAIM_KIND,
  IBAR_LIST_CLAIM_GROUP,
  IBAR_LIST_CLAIM_ACTOR,
  IBAR_LIST_CLAIM_DEPTH,
  IBAR_LIST_CLAIM_LOW,
  IBAR_LIST_CLAIM_BEST,
  IBAR_LIST_CLAIM_HIGH,
  IBAR_LIST_CLAIM_NOTE,
  IBAR_LIST_CLAIM_SOURCES,
  IBAR_LIST_SOURCE_ID,
  IBAR_LIST_SOURCE_PUBLISHER,
  IBAR_LIST_SOURCE_TITLE,
  IBAR_LIST_SOURCE_DATE,
  IBAR_LIST_SOURCE_URL,
  IBAR_LIST_SOURCE_LANGUAGE,
  IBAR_LIST_SOURCE_NOTE,
  IBAR_N_LISTS,
} IbarImportList;

void     ibar_import_cells_bind (IbarImportPlan          *plan,
                                 const IbarImportProfile *profile,
                                 GHashTable              *columns);
gboolean ibar_import_cells_read (IbarImportPlan          *plan,
                                 char                   **cells,
                                 IbarImportArena         *arena);

G_END_DECLS
