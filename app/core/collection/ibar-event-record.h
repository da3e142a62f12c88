/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection-private.h"

G_BEGIN_DECLS

#define IBAR_EVENT_COLUMNS                                                                               \
  "fid, id, title, summary, contested_note, date_start, date_end, date_precision, type_fid, place_fid, " \
  "dataset_fid, confidence, geom"
#define IBAR_CLAIM_COLUMNS "event_fid, fid, kind, actor_fid, group_name, parent_group, low, best, high, note"

/* (transfer full): a row of IBAR_EVENT_COLUMNS, without actors, sources and claims. */
IbarEventRecord *ibar_event_row_read   (sqlite3_stmt      *row,
                                        const IbarRowMaps *maps);
/* A row of IBAR_CLAIM_COLUMNS, without sources. */
void             ibar_claim_row_read   (sqlite3_stmt      *row,
                                        const IbarRowMaps *maps,
                                        IbarClaimNode     *node);
#define IBAR_ROW_ID_PREFIX "row-"
/* (transfer full): the id of a row that begins with its number, made of that where it has none. */
char            *ibar_row_dup_id       (sqlite3_stmt      *row,
                                        int                column);
/* An index into the vocabulary from a column that refers to one of its tables, or -1. */
int              ibar_row_get_index    (sqlite3_stmt      *row,
                                        int                column,
                                        GHashTable        *rows);

G_END_DECLS
