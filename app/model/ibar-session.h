/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"
#include "ibar-engine.h"
#include "ibar-export.h"
#include "ibar-filter.h"
#include "ibar-region.h"
#include "ibar-saved-views.h"

G_BEGIN_DECLS

/* What an action looked at last: kept in the history, shown by every view. */
typedef enum
{
  IBAR_SELECTION_NONE,
  IBAR_SELECTION_EVENT,   /* id = event id */
  IBAR_SELECTION_CLUSTER, /* id = event ids, a line each: a mark that never splits, listed */
  IBAR_SELECTION_PLACE,   /* id = place id of the collection */
  IBAR_SELECTION_REGION_PLACE, /* id = index into the region's places */
  IBAR_SELECTION_AREA,    /* id = id of an admin area of the region, or its index where it has none */
} IbarSelectionKind;

/* Which parts are no longer what they were; views redraw what they show of it. */
typedef enum
{
  IBAR_CHANGED_COLLECTION = 1 << 0, /* another collection, or it was reloaded */
  IBAR_CHANGED_RESULT     = 1 << 1, /* filter and everything counted */
  IBAR_CHANGED_SELECTION  = 1 << 2,
  IBAR_CHANGED_VIEW       = 1 << 3, /* the map should go to session's view (not sent for the map's own moves) */
  IBAR_CHANGED_NAMES      = 1 << 4,
  IBAR_CHANGED_PROFILE    = 1 << 5,
  IBAR_CHANGED_REGION     = 1 << 6,
  IBAR_CHANGED_SORT       = 1 << 7,
  IBAR_CHANGED_STATE      = 1 << 8, /* loading progress, error */
  IBAR_CHANGED_FILTER     = 1 << 9, /* the filter wanted; its result follows, at once where it is quick */
} IbarChanged;

/* Which events leave the session, to a file or the clipboard. */
typedef enum
{
  IBAR_EXPORT_PASSING,
  IBAR_EXPORT_SELECTED, /* the selected event, or those of the selected cluster */
} IbarExportScope;

/* The filter's dimensions: one a facet, then these. Bit d of ibar_result_why_hidden() is dimension d. */
enum
{
  IBAR_DIMENSION_TIME = IBAR_N_FACETS,
  IBAR_DIMENSION_TEXT,
  IBAR_DIMENSION_AREA,
  IBAR_N_DIMENSIONS,
};

#define IBAR_TYPE_SESSION (ibar_session_get_type ())
G_DECLARE_FINAL_TYPE (IbarSession, ibar_session, IBAR, SESSION, GObject)

/**
 * IbarSession:
 *
 * The one view state. A widget calls one setter; the session marks what is dirty; one idle pass runs the
 * engine (in a worker where the collection is large; a newer request replaces an older one); then one
 * ::changed (IbarChanged flags) and each view redraws itself from here.
 *
 * Properties: collection-name, n-passing, n-total, status (a sentence: "12 of 131 events · 2 outside
 * the map · 1 without a day"), loading (boolean), progress (double), can-go-back, can-go-forward,
 * filter-text; writable: names (string form), profile (id), sort-key ("date", "place", …),
 * sort-descending. All notify.
 * Signals: changed (guint flags).
 */
IbarSession       *ibar_session_new                (void);
/* Opens in the background; ::changed(COLLECTION) when usable, or error via callback. The collection
 * shown before stays until then. bundled: immutable. */
void               ibar_session_open_async         (IbarSession         *self,
                                                    const char          *path,
                                                    gboolean             bundled,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
gboolean           ibar_session_open_finish        (IbarSession         *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);
void               ibar_session_load_region_async  (IbarSession         *self,
                                                    const char          *path,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
gboolean           ibar_session_load_region_finish (IbarSession         *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);

/* What is there now; all (nullable) until loaded; owned by the session. */
IbarCollection    *ibar_session_get_collection     (IbarSession         *self);
const IbarVocabulary *ibar_session_get_vocabulary  (IbarSession         *self);
IbarColumns       *ibar_session_get_columns        (IbarSession         *self);
IbarRegion        *ibar_session_get_region         (IbarSession         *self);
IbarResult        *ibar_session_get_result         (IbarSession         *self);
const char        *ibar_session_get_collection_name (IbarSession        *self);
const char        *ibar_session_get_status         (IbarSession         *self);
gboolean           ibar_session_is_loading         (IbarSession         *self);
/* Whether nothing is being read or run, and the last change has been told. */
gboolean           ibar_session_is_settled         (IbarSession         *self);
gboolean           ibar_session_has_lists          (IbarSession         *self);
guint              ibar_session_get_n_total        (IbarSession         *self);
guint              ibar_session_get_n_passing      (IbarSession         *self);
/* Values of the collection that could not be taken as they stand, and what they are. */
guint              ibar_session_get_n_problems     (IbarSession         *self);
char              *ibar_session_dup_problems       (IbarSession         *self);
/* Runs what is pending now, for tests and the command line: bounded, synchronous. */
void               ibar_session_flush              (IbarSession         *self);

const IbarFilter  *ibar_session_get_filter         (IbarSession         *self);
const char        *ibar_session_get_filter_text    (IbarSession         *self);
void               ibar_session_set_filter         (IbarSession         *self,
                                                    const IbarFilter    *filter);
void               ibar_session_set_dates          (IbarSession         *self,
                                                    IbarDay              from,
                                                    IbarDay              to);
void               ibar_session_set_text           (IbarSession         *self,
                                                    const char          *text);
void               ibar_session_set_term           (IbarSession         *self,
                                                    IbarFacet            facet,
                                                    const char          *id,
                                                    int                  sign);
void               ibar_session_set_all            (IbarSession         *self,
                                                    IbarFacet            facet,
                                                    gboolean             all);
void               ibar_session_set_area           (IbarSession         *self,
                                                    const IbarPoint     *ring,
                                                    gsize                n_points);
void               ibar_session_clear_facet        (IbarSession         *self,
                                                    IbarFacet            facet);
void               ibar_session_clear_dimension    (IbarSession         *self,
                                                    guint                dimension);
void               ibar_session_clear_filter       (IbarSession         *self);
gboolean           ibar_session_is_dimension_active (IbarSession        *self,
                                                     guint               dimension);
/* Where nothing passes: how many events would if that one dimension were cleared. */
guint              ibar_session_get_gain           (IbarSession         *self,
                                                    guint                dimension);
/* The filter with the smallest change that shows a row, one dimension after the other. */
IbarFilter        *ibar_session_dup_admitting_filter (IbarSession       *self,
                                                      guint32            row);

IbarSelectionKind  ibar_session_get_selection      (IbarSession         *self,
                                                    const char         **id);
/* Pushes to the history. */
void               ibar_session_select             (IbarSession         *self,
                                                    IbarSelectionKind    kind,
                                                    const char          *id);
/* The same for rows: one is an event, several a cluster (the first 5,000 are listed), none nothing. */
void               ibar_session_select_rows        (IbarSession         *self,
                                                    const guint32       *rows,
                                                    gsize                n_rows);
/* The event before (-1) or after (+1) the selected one in the list. */
void               ibar_session_select_step        (IbarSession         *self,
                                                    int                  step);
guint32            ibar_session_get_selected_row   (IbarSession         *self);
char              *ibar_session_dup_event_id       (IbarSession         *self,
                                                    guint32              row);
/* The selected event's page, read when first asked for; (nullable). */
const IbarEventRecord *ibar_session_get_event      (IbarSession         *self,
                                                    GError             **error);
gboolean           ibar_session_can_go_back        (IbarSession         *self);
gboolean           ibar_session_can_go_forward     (IbarSession         *self);
void               ibar_session_go_back            (IbarSession         *self);
void               ibar_session_go_forward         (IbarSession         *self);

/* The map tells where it is (no CHANGED_VIEW)… */
void               ibar_session_view_moved         (IbarSession         *self,
                                                    const IbarView      *view);
/* …and is told where to go. */
void               ibar_session_go_to              (IbarSession         *self,
                                                    IbarPoint            center,
                                                    double               zoom);
void               ibar_session_turn_to            (IbarSession         *self,
                                                    double               rotation);
void               ibar_session_go_to_extent       (IbarSession         *self,
                                                    const IbarExtent    *extent);
void               ibar_session_go_home            (IbarSession         *self);
const IbarView    *ibar_session_get_view           (IbarSession         *self);
/* The part of the world in view; FALSE while no map has told. */
gboolean           ibar_session_get_view_extent    (IbarSession         *self,
                                                    IbarExtent          *extent);

const IbarNameSetting *ibar_session_get_names      (IbarSession         *self);
void               ibar_session_set_names          (IbarSession         *self,
                                                    const IbarNameSetting *names);
/* (nullable): until a region is there */
const IbarBoundaryProfile *ibar_session_get_profile (IbarSession        *self);
void               ibar_session_set_profile        (IbarSession         *self,
                                                    const char          *id);
/* Names as the reader wants them; free with g_free. */
char              *ibar_session_dup_actor_name     (IbarSession         *self,
                                                    int                  actor);
char              *ibar_session_dup_place_name     (IbarSession         *self,
                                                    int                  place);
char              *ibar_session_dup_value_label    (IbarSession         *self,
                                                    IbarFacet            facet,
                                                    guint                value);
/* The municipality facet's value an admin area of the region stands for, or -1; and back. */
int                ibar_session_area_to_municipality (IbarSession       *self,
                                                      int                area);
int                ibar_session_municipality_to_area (IbarSession       *self,
                                                      int                municipality);
/* Index of the admin area a selection of kind AREA names, or -1. */
int                ibar_session_find_area          (IbarSession         *self,
                                                    const char          *id);

IbarSortKey        ibar_session_get_sort_key       (IbarSession         *self);
gboolean           ibar_session_get_sort_descending (IbarSession        *self);
void               ibar_session_set_sort           (IbarSession         *self,
                                                    IbarSortKey          key,
                                                    gboolean             descending);
/* What the timeline's bars are made of; the next result is counted so. */
void               ibar_session_set_stacking       (IbarSession         *self,
                                                    IbarStacking         stacking);
const char        *ibar_sort_key_to_string         (IbarSortKey          key);
gboolean           ibar_sort_key_from_string       (const char          *text,
                                                    IbarSortKey         *key);

/* Lists, made on demand from the result; alive as long as the session, they emit items-changed. */
GListModel        *ibar_session_get_events         (IbarSession         *self); /* of IbarEventItem */
/* The events of a selected cluster, newest first whatever the filter; empty for other selections. */
GListModel        *ibar_session_get_cluster_events (IbarSession         *self); /* of IbarEventItem */
GListModel        *ibar_session_get_facet          (IbarSession         *self,
                                                    IbarFacet            facet); /* of IbarFacetItem, top level */

/* Rows in the file, of gint64. */
GArray            *ibar_session_dup_fids           (IbarSession         *self,
                                                    IbarExportScope      scope);
char              *ibar_session_dup_export         (IbarSession         *self,
                                                    GArray              *fids,
                                                    IbarExportFormat     format,
                                                    GError             **error);

/* What is shown now under a name, and back again. */
gboolean           ibar_session_save_view          (IbarSession         *self,
                                                    const char          *name,
                                                    const char          *note,
                                                    GError             **error);
gboolean           ibar_session_show_view          (IbarSession         *self,
                                                    const IbarSavedView *view,
                                                    GError             **error);

/* Everything that comes back at the next start, and back again: a{sv}. Before a collection is open, it
 * waits for the first one. */
GVariant          *ibar_session_save_state         (IbarSession         *self);
void               ibar_session_restore_state      (IbarSession         *self,
                                                    GVariant            *state);

G_END_DECLS
