/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "ibar-date.h"
#include "ibar-geo.h"
#include "ibar-names.h"

G_BEGIN_DECLS

/* The version of data/schema.sql, kept in ibar_info('schema_version'): GeoPackage claims user_version. */
#define IBAR_SCHEMA_VERSION 1

typedef enum
{
  IBAR_COLLECTION_READ_ONLY = 0,
  IBAR_COLLECTION_IMMUTABLE = 1 << 0, /* the file cannot change while open: no locks, no WAL */
  IBAR_COLLECTION_READ_WRITE = 1 << 1,
  IBAR_COLLECTION_UNLOCKED = 1 << 2,  /* never asked by two threads at once: SQLite need not lock each call */
  IBAR_COLLECTION_UNFINISHED = 1 << 3, /* our own file, indexes still to come: whether it is whole is not asked */
} IbarCollectionFlags;

typedef enum
{
  IBAR_CONFIDENCE_HIGH,
  IBAR_CONFIDENCE_MEDIUM,
  IBAR_CONFIDENCE_LOW,
  IBAR_CONFIDENCE_GENERAL_KNOWLEDGE, /* no source seen; shown as such */
  IBAR_CONFIDENCE_UNSTATED,
  IBAR_N_CONFIDENCES,
} IbarConfidence;

typedef enum
{
  IBAR_PLACE_EXACT, /* "site" in the curated data */
  IBAR_PLACE_TOWN,
  IBAR_PLACE_MUNICIPALITY,
  IBAR_PLACE_REGION,
  IBAR_PLACE_UNPLACED,
} IbarPlacePrecision;

/* The seven families of event types: a mark's shape first, its colour second. */
typedef enum
{
  IBAR_FAMILY_ARMED,     /* armed violence: burst */
  IBAR_FAMILY_UNREST,    /* unrest and destruction: triangle */
  IBAR_FAMILY_PROTEST,   /* protest and blockade: square */
  IBAR_FAMILY_SECURITY,  /* security and military: shield */
  IBAR_FAMILY_POLITICS,  /* politics and law: circle */
  IBAR_FAMILY_DIPLOMACY, /* diplomacy: hexagon */
  IBAR_FAMILY_OTHER,     /* dot */
  IBAR_N_FAMILIES,
} IbarFamily;

/* The vocabularies: small tables held in memory, shared by everybody, never changed after loading.
 * Strings are never NULL unless marked (nullable). Arrays are in the order of the table. */
typedef struct
{
  char     *id;
  int       parent; /* index of the parent actor, or -1 */
  char     *kind;
  IbarNames names;
  gint64 fid; /* its row in the file */
} IbarActor;

typedef struct
{
  char      *id;
  char      *label;
  char      *definition;
  IbarFamily family;
  gint64 fid; /* its row in the file */
} IbarEventType;

typedef struct
{
  char              *id;
  char              *kind; /* (nullable) */
  IbarNames          names;
  int                municipality; /* index into municipalities, or -1: none, or outside */
  IbarPoint          point;
  IbarPlacePrecision precision;
  double             uncertainty_m; /* [m], 0 = not stated */
  char              *coordinate_source; /* (nullable) */
  gint64 fid; /* its row in the file */
} IbarPlace;

typedef struct
{
  char *id;
  char *publisher;
  char *title; /* (nullable) */
  char *date;  /* (nullable) as stated: YYYY, YYYY-MM or YYYY-MM-DD */
  char *url;   /* (nullable) any text: check before opening */
  char *language; /* (nullable) */
  char *note;  /* (nullable) what is missing */
  gint64 fid; /* its row in the file */
} IbarSource;

typedef struct
{
  char    *id;
  char    *name;
  char    *version; /* (nullable) */
  char    *licence; /* (nullable) */
  char    *citation; /* (nullable) */
  gboolean redistributable;
  gint64 fid; /* its row in the file */
} IbarDataset;

typedef struct _IbarNameIndex IbarNameIndex;

typedef struct
{
  GPtrArray *actors;         /* of IbarActor; parents before children */
  GPtrArray *types;          /* of IbarEventType */
  GPtrArray *places;         /* of IbarPlace */
  GPtrArray *municipalities; /* of char *: the texts of place.municipality, sorted */
  GPtrArray *sources;        /* of IbarSource */
  GPtrArray *datasets;       /* of IbarDataset */
  /* What the filter keeps to find all these by their names, see ibar-name-index.c. */
  IbarNameIndex *names;      /* (owned) (nullable), atomic */
  GDestroyNotify free_names;
} IbarVocabulary;

/* One event's page: everything the side panel shows. */
typedef struct
{
  int   actor; /* index */
  char *role;
} IbarEventActor;

typedef struct
{
  char      *kind;      /* "killed" or "injured" */
  char      *group;     /* as the account names it; an actor's id where it is one, else a sub-group */
  int        actor;     /* index of the actor the group is, or lies inside (kfor_hungary_gunshot), or -1 */
  int        depth;     /* indentation: 0, or one more than the row whose figure contains this one */
  gint64     low, best, high; /* -1 = not stated */
  char      *note;      /* (nullable) "at least" */
  GPtrArray *sources;   /* of guint index + 1 (GUINT_TO_POINTER) into sources: who says so */
} IbarClaim;

typedef struct
{
  gint64            fid;
  char             *id;
  char             *title;
  char             *summary;   /* (nullable) */
  char             *contested; /* (nullable) */
  IbarDay           start, end;
  IbarDatePrecision date_precision;
  int               type;      /* index */
  int               place;     /* index, or -1 */
  int               dataset;   /* index */
  IbarPoint         point;
  IbarConfidence    confidence;
  GArray           *actors;    /* of IbarEventActor */
  GPtrArray        *claims;    /* of IbarClaim, groups before what lies inside them */
  GArray           *sources;   /* of int: index, in rank order */
} IbarEventRecord;

typedef struct _IbarCollection IbarCollection;

IbarCollection       *ibar_collection_open             (const char          *path,
                                                        IbarCollectionFlags  flags,
                                                        GError             **error);
IbarCollection       *ibar_collection_create           (const char          *path,
                                                        GError             **error);
IbarCollection       *ibar_collection_ref              (IbarCollection      *self);
void                  ibar_collection_unref            (IbarCollection      *self);
const char           *ibar_collection_get_path         (IbarCollection      *self);
char                 *ibar_collection_dup_info         (IbarCollection      *self,
                                                        const char          *key);
gboolean              ibar_collection_set_info         (IbarCollection      *self,
                                                        const char          *key,
                                                        const char          *value,
                                                        GError             **error);
/* Whether another program has written to it since it was opened or this was last asked. */
gboolean              ibar_collection_has_changed      (IbarCollection      *self);
sqlite3              *ibar_collection_get_db           (IbarCollection      *self);
const IbarVocabulary *ibar_collection_get_vocabulary   (IbarCollection      *self,
                                                        GError             **error);
IbarEventRecord      *ibar_collection_load_event       (IbarCollection      *self,
                                                        gint64               fid,
                                                        GError             **error);
gboolean              ibar_collection_load_events      (IbarCollection      *self,
                                                        const gint64        *fids,
                                                        gsize                n_fids,
                                                        IbarEventRecord    **records,
                                                        GError             **error);
/* A transaction in which rows come without their indexes; end builds these at once, and commits. */
gboolean              ibar_collection_begin_bulk       (IbarCollection      *self,
                                                        GError             **error);
gboolean              ibar_collection_end_bulk         (IbarCollection      *self,
                                                        GCancellable        *cancellable,
                                                        GError             **error);
void                  ibar_collection_abort_bulk       (IbarCollection      *self);
/* Titles for the rows on screen: fills titles[n] with owned strings, "" where the row is gone. */
gboolean              ibar_collection_load_titles      (IbarCollection      *self,
                                                        const gint64        *fids,
                                                        gsize                n_fids,
                                                        char               **titles,
                                                        GError             **error);
/* The event ids (fid) in whose title, summary or names every word of text begins a word ("quoted words"
 * stand together), sorted; shape [n] of gint64. */
GArray               *ibar_collection_search           (IbarCollection      *self,
                                                        const char          *text,
                                                        GCancellable        *cancellable,
                                                        GError             **error);
/* The event's row, or -1. */
gint64                ibar_collection_find_event       (IbarCollection      *self,
                                                        const char          *event_id);
/* And back; (nullable) where the row is gone. */
char                 *ibar_collection_dup_event_id     (IbarCollection      *self,
                                                        gint64               fid);
/* The whole file once more, writable whatever its author wished. */
gboolean              ibar_collection_save_copy        (IbarCollection      *self,
                                                        const char          *path,
                                                        GCancellable        *cancellable,
                                                        GError             **error);
void                  ibar_event_record_free           (IbarEventRecord     *record);

/* As they stand in the file: "high", "exact", "armed". */
const char           *ibar_confidence_to_string        (IbarConfidence       confidence);
const char           *ibar_place_precision_to_string   (IbarPlacePrecision   precision);
const char           *ibar_family_to_string            (IbarFamily           family);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarCollection, ibar_collection_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarEventRecord, ibar_event_record_free)

G_END_DECLS
