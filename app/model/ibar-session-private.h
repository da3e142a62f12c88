/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-event-list.h"
#include "ibar-facet-list.h"
#include "ibar-runner.h"
#include "ibar-session.h"

G_BEGIN_DECLS

#define IBAR_HISTORY_LENGTH 100
#define IBAR_CLUSTER_LIST_LENGTH 5000
#define IBAR_CLUSTER_MARK "\n" /* between the ids of a cluster's events: a table's own ids may have blanks */

/* One thing looked at, and from where. */
typedef struct
{
  IbarSelectionKind kind;
  char             *id;       /* "" for nothing */
  IbarView          view;     /* as it was left; width 0: never seen */
} IbarHistoryEntry;

struct _IbarSession
{
  GObject parent_instance;

  /* The collection and what is computed from it */
  IbarCollection       *collection;       /* (owned) (nullable) */
  const IbarVocabulary *vocabulary;       /* (nullable) of the collection */
  IbarColumns          *columns;          /* (owned) (nullable) */
  IbarRunner           *runner;           /* (owned) (nullable) */
  IbarResult           *result;           /* (owned) (nullable) */
  guint32              *totals[IBAR_N_FACETS]; /* (owned) counts without any filter */
  guint                 gains[IBAR_N_DIMENSIONS];
  char                 *collection_name;
  IbarRegion           *region;           /* (owned) (nullable) */

  /* What is wanted */
  IbarFilter           *filter;
  char                 *filter_text;
  IbarNameSetting       names;
  char                 *profile;          /* id; (nullable) the first of the region */
  IbarSortKey           sort_key;
  IbarStacking          stacking;
  gboolean              sort_descending;
  IbarSortKey           listed_by;        /* what result is ready to be listed by */
  GVariant             *waiting_state;    /* (nullable) for the first collection */

  /* Selection, history, view */
  GPtrArray            *history;          /* of IbarHistoryEntry, never empty */
  guint                 history_position;
  guint32               selected_row;     /* of an event, else IBAR_ROW_NONE */
  IbarEventRecord      *event;            /* (owned) (nullable) read when asked for */
  IbarView              view;
  gboolean              has_view;         /* view says where, even if no map has told its size */
  IbarExtent            waiting_extent;   /* to be fitted once the map's size is known; else empty */

  /* Lists */
  IbarEventList        *events;
  IbarEventList        *cluster_events;
  IbarFacetList        *facets[IBAR_N_FACETS];

  /* The pass */
  guint                 dirty;            /* IbarChanged to be told */
  gboolean              needs_run;
  gboolean              needs_status;
  guint                 idle_id;
  guint                 empty_facets;     /* a bit for each that is still as it was */
  gboolean              filling;          /* a worker makes one of them */
  guint                 fill_round;       /* which time they are filled */
  GCancellable         *run_cancellable;  /* (nullable) of the run that is under way in a worker */
  char                 *run_error;        /* (nullable) why the last run failed */
  char                 *status;
  /* Other programs' writing */
  GFileMonitor         *monitor;          /* (owned) (nullable) of the collection's folder */
  guint                 look_id;          /* the timeout after which the file is looked at */
  gboolean              reopening;        /* what opens is the same collection: filter and view stay */
  gboolean              look_again;       /* it had changed, and could not be opened */
  guint                 n_loading;
  double                progress;         /* [0, 1] */
};

enum
{
  PROP_0,
  PROP_COLLECTION_NAME,
  PROP_N_PASSING,
  PROP_N_TOTAL,
  PROP_STATUS,
  PROP_LOADING,
  PROP_PROGRESS,
  PROP_CAN_GO_BACK,
  PROP_CAN_GO_FORWARD,
  PROP_FILTER_TEXT,
  PROP_NAMES,
  PROP_PROFILE,
  PROP_SORT_KEY,
  PROP_SORT_DESCENDING,
  N_PROPS
};

extern GParamSpec *ibar_session_properties[N_PROPS];

/* ibar-session.c */
void     ibar_session_mark_dirty      (IbarSession *self,
                                       guint        flags);
void     ibar_session_notify          (IbarSession *self,
                                       guint        property);
/* ibar-session-run.c */
void     ibar_session_run             (IbarSession *self);
void     ibar_session_update_status   (IbarSession *self);
void     ibar_session_update_lists    (IbarSession *self,
                                       guint        flags);
/* ibar-session-facets.c */
void     ibar_session_rebuild_facets  (IbarSession *self);
/* ibar-session-names.c */
IbarValueLabels ibar_session_get_value_labels (IbarSession *self);
/* ibar-session-history.c */
void     ibar_session_init_history    (IbarSession *self);
void     ibar_session_reset_history   (IbarSession *self);
void     ibar_session_resolve_selection (IbarSession *self);
/* ibar-session-watch.c */
void     ibar_session_watch           (IbarSession *self,
                                       gboolean     bundled);
void     ibar_session_unwatch         (IbarSession *self);
/* ibar-session-state.c */
gboolean ibar_session_apply_waiting_state (IbarSession *self);
/* For the collection that is opened next. Takes a floating state. */
void     ibar_session_restore_later   (IbarSession *self,
                                       GVariant    *state);

G_END_DECLS
