/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap-layer.h"
#include "ibar-labels-layer.h"
#include "ibar-map-view.h"
#include "ibar-marks-layer.h"
#include "ibar-projection.h"
#include "ibar-tool-layer.h"
#include "ibar-vector-map.h"

G_BEGIN_DECLS

#define IBAR_MAP_CELL 64.0 /* [px] events nearer than about this share a mark */

typedef enum
{
  IBAR_MAP_TOOL_NONE,
  IBAR_MAP_TOOL_MEASURE,
  IBAR_MAP_TOOL_AREA,
} IbarMapTool;

/* What lies below a point of the map. */
typedef enum
{
  IBAR_MAP_HIT_NOTHING,
  IBAR_MAP_HIT_MARK,  /* index of a cluster */
  IBAR_MAP_HIT_SEAT,  /* index of a seat */
  IBAR_MAP_HIT_PLACE, /* index of a place of the region */
  IBAR_MAP_HIT_AREA,  /* index of an admin area */
} IbarMapHitKind;

typedef struct
{
  IbarMapHitKind kind;
  int index;
} IbarMapHit;

/* An animated move: from one view to another, or at rest. */
typedef struct
{
  guint    tick;  /* 0 = at rest */
  gint64   started; /* [µs] of the frame clock, 0 = at the next frame */
  IbarView from, to;
} IbarMapMotion;

struct _IbarMapView
{
  GtkWidget parent_instance;

  IbarSession *session; /* (owned) (nullable) */
  IbarBasemap *basemap; /* (owned) (nullable) */
  IbarRegion *region;   /* (owned) (nullable) the one shown */
  const IbarStyle *style;
  GSimpleActionGroup *actions;

  /* template */
  GtkWidget *overlay;
  ShumateMap *map;
  GtkWidget *controls;
  GtkWidget *compass;
  GtkWidget *compass_needle;
  GtkWidget *tools_button;
  GtkWidget *list_button;
  GtkWidget *list_popover;
  GtkListView *list;
  GtkWidget *list_empty;
  GtkWidget *scale;
  GtkWidget *credits;
  GtkLabel *credits_note;
  GtkLabel *credits_sources;
  GtkLabel *credits_text;
  GtkWidget *trouble;
  GtkLabel *trouble_text;
  GtkWidget *tip;
  GtkLabel *tip_title;
  GtkLabel *tip_detail;
  GtkWidget *tool_bar;
  GtkLabel *tool_label;
  GtkWidget *tool_undo;
  GtkWidget *context_menu;

  ShumateViewport *viewport; /* the map's */
  IbarBasemapLayer *basemap_layer;
  IbarLabelsLayer *labels_layer;
  IbarMarksLayer *marks_layer;
  IbarToolLayer *tool_layer;

  IbarBaseMaps *base_maps; /* (owned) (nullable) the user's */
  GError *base_error;      /* (owned) (nullable) why the chosen one could not be opened */
  IbarVectorMap *vector;   /* (owned) (nullable) the chosen one, where it is vector tiles */
  guint vector_state;      /* which of its tiles the names on the map are from; 0: none */

  IbarMapMotion motion;

  /* marks: what the clusters on screen were made for */
  IbarResult *result;    /* (owned) (nullable) */
  IbarView cluster_view; /* with the margin */
  struct
  {
    GArray *clusters;    /* (owned) (nullable) */
    IbarResult *result;  /* (owned) (nullable) */
    IbarView view;       /* with the margin */
    IbarMarksChange change;
    guint n_painted;     /* of clusters, the first ones */
    gint64 since;        /* [µs] when painting was begun, whatever was wanted then */
    guint idle;          /* paints on */
  } wanted;              /* marks whose pictures are not painted yet */
  guint update_tick;     /* a pass before the next frame */
  gboolean clusters_stale;
  int seen_width;        /* [px] of the map, the last time it was allocated */
  int seen_height;       /* [px] */
  gboolean preparing;    /* "prepared" is to come */
  gboolean view_placed;  /* the first view has been taken from the session */
  guint moved_source;    /* tells the session, throttled */

  /* pointer and keyboard */
  double pointer_x, pointer_y; /* [px], NAN outside */
  guint32 touch_time;          /* [ms] of the last event of a finger; 0: never */
  IbarMapHit hovered;
  guint area_source;     /* waits whether a click becomes a double click */
  int area_pending;
  double press_x, press_y;
  double turn_begin;     /* [rad] how far the map was turned when two fingers took hold of it */
  int focus;             /* index of a cluster */
  GArray *focus_order;   /* of int: clusters in reading order */
  char *pointer_text;    /* (nullable) */
  IbarPoint context_point;

  /* tools */
  IbarMapTool tool;
  GArray *path;          /* of IbarPoint */
  gboolean path_closed;
  IbarPoint cross;       /* keyboard's crosshair, NAN: none */
  gboolean dragging_box;
  double box_x, box_y;

  GListStore *visible;   /* of GtkStringObject-like rows: what is in view */
};

/* ibar-map-view.c */
void       ibar_map_view_queue_update    (IbarMapView      *self);
void       ibar_map_view_get_view        (IbarMapView      *self,
                                          IbarView         *view);
gboolean   ibar_map_view_is_still        (IbarMapView      *self);
void       ibar_map_view_set_pointer     (IbarMapView      *self,
                                          IbarPoint         point);

void       ibar_map_view_go_to_session   (IbarMapView      *self,
                                          gboolean          animate);

/* ibar-map-view-look.c */
void       ibar_map_view_init_look       (IbarMapView      *self);
void       ibar_map_view_update_look     (IbarMapView      *self);
void       ibar_map_view_update_credits  (IbarMapView      *self);
void       ibar_map_view_fit_credits     (IbarMapView      *self,
                                          int               width);

/* ibar-map-view-session.c */
void       ibar_map_view_update_filter   (IbarMapView      *self);

/* ibar-map-view-base.c */
void       ibar_map_view_init_base       (IbarMapView      *self);
/* The chosen base map in the present style, and the names that go with it. */
void       ibar_map_view_restyle_base    (IbarMapView      *self);
void       ibar_map_view_show_names      (IbarMapView      *self);
void       ibar_map_view_follow_names    (IbarMapView      *self);
/* Whether the places named on the map are the region's. */
gboolean   ibar_map_view_has_own_names   (IbarMapView      *self);
void       ibar_map_view_retry_base      (IbarMapView      *self);

/* ibar-map-view-motion.c */
gboolean   ibar_map_view_wants_motion    (IbarMapView      *self);
void       ibar_map_view_move_to         (IbarMapView      *self,
                                          const IbarView   *target,
                                          gboolean          animate);
void       ibar_map_view_zoom_at         (IbarMapView      *self,
                                          double            levels,
                                          double            x,
                                          double            y,
                                          gboolean          animate);
void       ibar_map_view_pan             (IbarMapView      *self,
                                          double            dx,
                                          double            dy);
void       ibar_map_view_turn_at         (IbarMapView      *self,
                                          double            rotation,
                                          double            x,
                                          double            y);
void       ibar_map_view_turn_north      (IbarMapView      *self);
void       ibar_map_view_stop            (IbarMapView      *self);

/* ibar-map-view-clusters.c */
void       ibar_map_view_update_clusters (IbarMapView      *self,
                                          gboolean          now);
void       ibar_map_view_forget_wanted   (IbarMapView      *self);

/* ibar-map-view-marks.c */
void       ibar_map_view_update_seats    (IbarMapView      *self);
void       ibar_map_view_update_selected (IbarMapView      *self);
void       ibar_map_view_open_hit        (IbarMapView      *self,
                                          IbarMapHit        hit);
char      *ibar_map_view_describe        (IbarMapView      *self,
                                          IbarMapHit        hit,
                                          char            **detail);

/* ibar-map-view-input.c */
void       ibar_map_view_init_input      (IbarMapView      *self);
IbarMapHit ibar_map_view_hit             (IbarMapView      *self,
                                          double            x,
                                          double            y);

/* ibar-map-view-hover.c */
void       ibar_map_view_init_hover      (IbarMapView      *self);
void       ibar_map_view_update_hover    (IbarMapView      *self);

/* ibar-map-view-keyboard.c */
void       ibar_map_view_init_keyboard   (IbarMapView      *self);
void       ibar_map_view_update_focus    (IbarMapView      *self,
                                          const IbarCluster *kept);

/* ibar-map-view-tools.c */
void       ibar_map_view_set_tool        (IbarMapView      *self,
                                          IbarMapTool       tool);
void       ibar_map_view_add_corner      (IbarMapView      *self,
                                          IbarPoint         point);
void       ibar_map_view_undo_corner     (IbarMapView      *self);
void       ibar_map_view_finish_path     (IbarMapView      *self);
void       ibar_map_view_show_path       (IbarMapView      *self);
void       ibar_map_view_set_box         (IbarMapView      *self,
                                          double            x,
                                          double            y,
                                          gboolean          done);

/* ibar-map-view-actions.c */
void       ibar_map_view_init_actions    (IbarMapView      *self);
void       ibar_map_view_make_context_menu (IbarMapView    *self,
                                            GMenuModel     *model);

/* ibar-map-view-list.c */
void       ibar_map_view_init_list       (IbarMapView      *self);
void       ibar_map_view_update_list     (IbarMapView      *self);

G_END_DECLS
