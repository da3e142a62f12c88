/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-filter.h"
#include "ibar-import-cells.h"
#include "ibar-import-expression.h"
#include "ibar-import-plan.h"

G_BEGIN_DECLS

typedef enum
{
  FIELD_ID,
  FIELD_TITLE,
  FIELD_SUMMARY,
  FIELD_CONTESTED,
  FIELD_DATE,
  FIELD_DATE_END,
  FIELD_YEAR,
  FIELD_MONTH,
  FIELD_DAY,
  FIELD_DATE_PRECISION,
  FIELD_LATITUDE,
  FIELD_LONGITUDE,
  FIELD_POSITION,
  FIELD_PLACE,
  FIELD_PLACE_PRECISION,
  FIELD_MUNICIPALITY,
  FIELD_CONFIDENCE,
  FIELD_PLACE_ID,
  FIELD_UNCERTAINTY,
  FIELD_LICENCE,
  N_FIELDS,
} Field;

extern const char *const ibar_import_field_names[N_FIELDS];

typedef struct
{
  IbarImportExpression *name;
  char                 *role;
  char                  split; /* between several names in one cell, 0: never */
} ActorPlan;

typedef struct
{
  IbarImportExpression *publisher, *title, *date, *url;
  IbarImportExpression *otherwise; /* the title, where nothing of the above gives a source */
  char                  split;
} SourcePlan;

typedef struct
{
  const char           *kind;
  char                 *group, *parent; /* parent: (nullable) */
  IbarImportExpression *actor;
  IbarImportExpression *low, *best, *high;
} ClaimPlan;

struct _IbarImportPlan
{
  char                 *input;
  char                 *dataset;     /* id of the data set: the prefix of types that the profile does not know */
  char                **columns;     /* owned copies */
  guint                 n_columns;
  char                **json_keys;   /* of the columns, quoted, with colon */
  gboolean             *raw;         /* goes to raw_row, per column */
  int                   index_column; /* a row number without a name, left out of the hash; -1: none */
  IbarImportExpression *fields[N_FIELDS];
  GArray               *type_columns; /* of int */
  char                  type_split;   /* between several types in one cell, of which the first counts; 0: never */
  GPtrArray            *types;        /* of IbarImportType */
  GHashTable           *type_by_value; /* folded value → IbarImportType */
  GHashTable           *type_cache;   /* value as it stands → IbarImportType */
  IbarImportType       *default_type;
  GArray               *actors;       /* of ActorPlan */
  GArray               *sources;      /* of SourcePlan */
  GArray               *claims;       /* of ClaimPlan */
  gboolean              has_cells;    /* any of the next two: several actors, claims or sources in a cell */
  int                   cell_columns[IBAR_N_CELLS]; /* -1: none */
  int                   list_columns[IBAR_N_LISTS]; /* -1: none */
  char                 *licence;      /* (nullable) what all rows of the survey say */
  gboolean              licences_differ;
  int                   type_label_column, type_family_column; /* of types that the profile does not know; -1: none */
  GHashTable           *date_precisions;  /* value → token */
  GHashTable           *place_precisions; /* value → token */
  char                **unknown;      /* (nullable): counts that mean "not stated" */
  gboolean              trusted;      /* a fixed format: no need to read on for evidence */
  IbarDateOrder         date_order;
  gboolean              date_order_fixed;
  gboolean              exchanged;
  gboolean              exchanged_fixed;
  guint64               reading;      /* ibar_import_plan_get_reading() */
  IbarDateEvidence      date_evidence;
  IbarCoordinateEvidence coordinate_evidence;
  GString              *scratch[4];
  GString              *json;
  GArray               *row_actors, *row_claims, *row_sources, *row_namings; /* of one row, before they go to the arena */
  guint                 row_entries;  /* of its cells, all of these together */
};

/* A cell's text, or "" where it says that nothing is known: NA, null, unknown, -. */
const char *ibar_import_known (const char *text);
/* The same, but "unknown" is an answer: the name of an actor. */
const char *ibar_import_stated (const char *text);

void            ibar_import_type_free              (gpointer                 data);
void            ibar_import_plan_bind_type         (IbarImportPlan          *self,
                                                    const IbarImportProfile *profile,
                                                    const char              *group);
void            ibar_import_plan_bind_type_columns (IbarImportPlan          *self,
                                                    const IbarImportProfile *profile,
                                                    GHashTable              *columns);
IbarImportType *ibar_import_plan_find_type (IbarImportPlan *self, char **cells);

/* ibar-import-plan-parts.c: what a facet's values are read from. An actor may stand in several parts, others in one. */
guint ibar_import_plan_count_parts      (IbarImportPlan  *self,
                                         IbarFacet        facet);
guint ibar_import_plan_get_part_columns (IbarImportPlan  *self,
                                         IbarFacet        facet,
                                         guint            part,
                                         int             *columns,
                                         guint            max);
void  ibar_import_plan_read_part        (IbarImportPlan  *self,
                                         IbarFacet        facet,
                                         guint            part,
                                         char           **cells,
                                         IbarImportArena *arena,
                                         IbarImportEvent *event);

/* ibar-import-row.c and ibar-import-row-links.c */
const char *ibar_import_row_evaluate  (IbarImportPlan *self, Field field, char **cells, int scratch);
const char *ibar_import_row_dup_field (IbarImportPlan *self, Field field, char **cells, IbarImportArena *arena);
gboolean ibar_import_row_read_actor (IbarImportPlan *self, guint number, char **cells, IbarImportArena *arena);
void ibar_import_row_note       (IbarImportPlan *self, GPtrArray *notes, const IbarImportRow *row, Field field,
                                 const char *value, const char *reason, gboolean rejected);
void ibar_import_row_read_links (IbarImportPlan *self, const IbarImportRow *row, IbarImportArena *arena, GPtrArray *notes,
                                 gboolean *keep);

G_END_DECLS
