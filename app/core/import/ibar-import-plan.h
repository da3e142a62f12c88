/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"
#include "ibar-import-profile.h"
#include "ibar-import-values.h"

G_BEGIN_DECLS

/* Strings that live and die together with a batch of rows. */
typedef struct
{
  GPtrArray *blocks;
  char      *next;
  gsize      left;
} IbarImportArena;

/* An event type as the table brings it; fid is the writer's. */
typedef struct
{
  char      *id;
  char      *label;
  char      *definition;
  IbarFamily family;
  char      *acled_event_type, *acled_sub_event_type, *cameo_code; /* (nullable) */
  gint64     fid;
} IbarImportType;

typedef struct
{
  const char *name;
  const char *role;
  const char *id;   /* (nullable) where the table has one */
} IbarImportActor;

typedef struct
{
  const char *kind;         /* "killed" or "injured" */
  const char *actor;        /* (nullable) name of the actor the figure is about */
  const char *group;        /* "all groups", "civilians" */
  const char *parent;       /* (nullable) the group whose figure contains this one */
  gint64      low, best, high; /* -1: not stated */
  const char *note;         /* (nullable) */
  const char **sources;     /* ids of sources of the same event; shape [n_sources] */
  guint16     n_sources;
} IbarImportClaim;

typedef struct
{
  const char *publisher, *title, *date, *url; /* "" where not stated */
  const char *id;                             /* (nullable) where the table has one */
  const char *language, *note;                /* (nullable) */
} IbarImportSource;

/* A spelling; form: "" for the thing's own name. */
typedef struct
{
  const char *form, *name;
} IbarImportForm;

/* What is known of an actor or a place beside its id, where the table says it. */
typedef struct
{
  const char     *id, *parent, *kind; /* id: NULL for the event's place; parent, kind: (nullable) */
  IbarImportForm *forms;
  guint16         n_forms;
} IbarImportNaming;

/* A row that has become an event, not yet written. Strings are the arena's; "" where nothing is known. */
typedef struct
{
  gint64             line;
  guint64            hash;        /* of the row's cells */
  guint64            reading;     /* of how they were read: another date order makes another event */
  const char        *external_id; /* "": the table has none */
  const char        *title, *summary, *contested;
  IbarImportDate     date;
  IbarPoint          point;
  IbarPlacePrecision precision;
  const char        *place, *municipality;
  const char        *place_id;    /* "": the table has none */
  double             uncertainty_m; /* [m], 0: not stated */
  IbarConfidence     confidence;
  IbarImportType    *type;
  IbarImportActor   *actors;
  IbarImportClaim   *claims;
  IbarImportSource  *sources;
  IbarImportNaming  *place_naming; /* (nullable) */
  IbarImportNaming  *namings;      /* of actors */
  guint32            n_actors, n_claims, n_sources, n_namings;
  const char        *raw;         /* JSON object of what has no home */
  gint64             fid;         /* the writer's */
} IbarImportEvent;

/* Something to report about a row: rejected, or taken over with a reservation. */
typedef struct
{
  char    *input;
  gint64   line;
  char    *column;
  char    *value;
  char    *reason;
  gboolean rejected;
} IbarImportNote;

typedef struct _IbarImportPlan IbarImportPlan;

IbarImportPlan *ibar_import_plan_new            (const IbarImportProfile *profile,
                                                 IbarImportReader        *reader,
                                                 GError                 **error);
void            ibar_import_plan_free           (IbarImportPlan          *self);
gboolean        ibar_import_plan_survey         (IbarImportPlan          *self,
                                                 IbarImportReader        *reader,
                                                 const IbarExtent        *home,
                                                 gint64                   most,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
gboolean        ibar_import_plan_read_row       (IbarImportPlan          *self,
                                                 const IbarImportRow     *row,
                                                 IbarImportArena         *arena,
                                                 IbarImportEvent         *event,
                                                 GPtrArray               *notes);
gboolean        ibar_import_plan_is_heading     (IbarImportPlan          *self,
                                                 const IbarImportRow     *row,
                                                 gint64                   n_rows);
void            ibar_import_plan_set_date_order (IbarImportPlan          *self,
                                                 IbarDateOrder            order);
void            ibar_import_plan_set_exchanged  (IbarImportPlan          *self,
                                                 gboolean                 exchanged);
IbarDateOrder   ibar_import_plan_get_date_order (IbarImportPlan          *self,
                                                 char                   **evidence);
gboolean        ibar_import_plan_get_exchanged  (IbarImportPlan          *self,
                                                 char                   **evidence);
int             ibar_import_plan_get_column     (IbarImportPlan          *self,
                                                 const char              *field);
gboolean        ibar_import_plan_is_composed    (IbarImportPlan          *self,
                                                 const char              *field);
guint64         ibar_import_plan_get_reading    (IbarImportPlan          *self);
gboolean        ibar_import_plan_is_ambiguous   (IbarImportPlan          *self);
const char     *ibar_import_plan_get_licence    (IbarImportPlan          *self);

char           *ibar_import_describe_columns    (char                   **columns);

char           *ibar_import_arena_dup           (IbarImportArena         *self,
                                                 const char              *text);
gpointer        ibar_import_arena_alloc         (IbarImportArena         *self,
                                                 gsize                    size);
void            ibar_import_arena_clear         (IbarImportArena         *self);
void            ibar_import_note_free           (IbarImportNote          *note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarImportPlan, ibar_import_plan_free)

G_END_DECLS
