/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"
#include "ibar-columns.h"
#include "ibar-import-plan.h"

G_BEGIN_DECLS

/* What to import and how; strings are the caller's. */
typedef struct
{
  const char *const *inputs;   /* NULL-terminated */
  const char        *into;     /* the collection; made if it is not there */
  const char        *profile;  /* (nullable) a name; NULL or "auto": recognised */
  const char        *dataset;  /* (nullable) id of the data set; NULL: the profile's, or the file's name */
  const char *const *maps;     /* (nullable) "FIELD=COLUMN" */
  const char        *licence;  /* (nullable) instead of the profile's */
  const char        *citation; /* (nullable) instead of the profile's */
  const char        *filter;   /* (nullable) text of a filter: only events that pass it; servers send no others */
  const char        *where;    /* (nullable) a condition in the server's own SQL */
  const char        *report;   /* (nullable) path of the CSV of rejects and notes */
  const char        *save_profile; /* (nullable) keeps the mapping under this name */
  IbarDateOrder      date_order;   /* undecided: by evidence */
  gboolean           may_be_passed_on; /* besides what the profile says */
  int                exchanged;    /* latitude and longitude: 1 yes, 0 no, -1 by evidence */
  gboolean           dry_run;
  gboolean           find_duplicates;
} IbarImportOptions;

/* Two events of different data sets that may be one. */
typedef struct
{
  char   *event_id;
  char   *other_id;
  char   *reason;
} IbarImportDuplicate;

#define IBAR_IMPORT_MAX_KEPT 1000 /* notes and duplicates kept in the result; the report holds all notes */

typedef struct
{
  char      *profile, *dataset, *licence, *citation; /* licence, citation: (nullable) */
  gboolean   redistributable;
  gint64     n_read, n_imported, n_updated, n_unchanged, n_rejected;
  gint64     n_received; /* rows that the input gave, with those that did not pass the filter */
  gint64     n_not_placed, n_not_dated; /* of imported and updated */
  gint64     n_vanished, n_notes;
  char      *left_out;            /* (nullable) tables of the file that were not read, joined */
  char      *date_evidence;       /* (nullable) */
  char      *coordinate_evidence; /* (nullable) */
  IbarDateOrder date_order;
  gboolean   ambiguous;  /* some dates may be read either way: they were read day/month */
  gboolean   exchanged;
  GPtrArray *notes;      /* of IbarImportNote, the first ones */
  GPtrArray *duplicates; /* of IbarImportDuplicate, the first ones */
  gint64     n_duplicates;
  GPtrArray *changes;    /* of char *: "ID: field, field", the first ones */
} IbarImportResult;

IbarImportResult *ibar_import_run         (const IbarImportOptions *options,
                                           IbarProgressFunc         progress,
                                           gpointer                 user_data,
                                           GCancellable            *cancellable,
                                           GError                 **error);
void              ibar_import_result_free (IbarImportResult        *self);
char             *ibar_import_result_to_text (const IbarImportResult *self,
                                           gboolean                 with_notes);
char             *ibar_import_result_to_json (const IbarImportResult *self);

/* Takes back the last import: what was new goes, what was changed is as before. */
char             *ibar_import_undo        (const char              *path,
                                           GCancellable            *cancellable,
                                           GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarImportResult, ibar_import_result_free)

G_END_DECLS
