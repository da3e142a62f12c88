/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import.h"

G_BEGIN_DECLS

/* A folder with a table, the collection it goes into, and the state to begin each try with. */
typedef struct
{
  char *folder, *input, *into;
  char *saved; /* (nullable) NULL: no collection yet */
} IbarTestImport;

void ibar_test_import_set_up    (IbarTestImport *self);
void ibar_test_import_save      (IbarTestImport *self); /* what stands in into is the state to begin with */
void ibar_test_import_restore   (IbarTestImport *self);
void ibar_test_import_tear_down (IbarTestImport *self);

/* The same as g_test_add() wants it; at the end nothing may be left beside the collection. */
void ibar_test_import_begin     (IbarTestImport *self, gconstpointer unused);
void ibar_test_import_end       (IbarTestImport *self, gconstpointer unused);


char             *ibar_test_import_path    (const char *name);
char             *ibar_test_import_write   (IbarTestImport *self, const char *name, const char *text, gssize length);
IbarImportResult *ibar_test_import_run     (IbarTestImport *self, const char *input, const char *dataset, GError **error);
IbarImportResult *ibar_test_import_fixture (IbarTestImport *self, const char *name);
char             *ibar_test_import_query   (IbarTestImport *self, const char *sql);
void              ibar_test_import_assert  (IbarTestImport *self, const char *sql, const char *expected);

/* Queries of what the events of a collection say, joined. */
#define IBAR_TEST_IMPORT_DATES                                                                                                   \
  "SELECT group_concat (external_id || ' ' || ifnull (date_start, '') || ' ' || ifnull (date_end, '') || ' ' || "                \
  "date_precision, '; ') FROM (SELECT * FROM event ORDER BY fid)"
#define IBAR_TEST_IMPORT_ACTORS                                                                                                  \
  "SELECT group_concat (t, '; ') FROM (SELECT e.external_id || ' ' || a.name || '=' || x.role AS t FROM event e JOIN "           \
  "event_actor x ON x.event_fid = e.fid JOIN actor a ON a.fid = x.actor_fid ORDER BY e.fid, x.fid)"
#define IBAR_TEST_IMPORT_CLAIMS                                                                                                  \
  "SELECT group_concat (t, '; ') FROM (SELECT e.external_id || ' ' || c.kind || ' ' || c.group_name || ' ' || ifnull (low, '') " \
  "|| "                                                                                                                          \
  "'/' || ifnull (best, '') || '/' || ifnull (high, '') AS t FROM event e JOIN casualty c ON c.event_fid = e.fid ORDER BY "      \
  "c.fid)"
#define IBAR_TEST_IMPORT_SOURCES                                                                                                 \
  "SELECT group_concat (t, '; ') FROM (SELECT e.external_id || ' ' || ifnull (publisher, '') || '|' || ifnull (s.title, '') || " \
  "'|' || "                                                                                                                      \
  "ifnull (s.date, '') || '|' || ifnull (url, '') AS t FROM event e JOIN event_source x ON x.event_fid = e.fid JOIN source s "   \
  "ON s.fid = x.source_fid ORDER BY e.fid, x.rank)"

G_END_DECLS
