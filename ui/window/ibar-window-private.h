/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-search.h"
#include "ibar-window.h"

G_BEGIN_DECLS

struct _IbarWindow
{
  AdwApplicationWindow parent_instance;

  IbarSession *session;          /* (owned) */
  GSettings   *settings;         /* (owned) (nullable) */
  IbarBaseMaps *base_maps;       /* (owned) (nullable) */
  gboolean     narrow;           /* the filters are in a popover */
  int          filters_width;    /* of the pane, when it last had room [px] */
  gboolean     filters_wanted;   /* shown, when there is room */
  guint        layout_idle;
  guint        start_timeout;
  guint        panels_idle;
  gboolean     panels_filled;    /* they show the session */
  gint64       first_frame;      /* [µs] on the frame clock; 0 before it */
  char        *asked_filter;     /* (nullable) of the command line, for the first collection */
  char        *asked_view;       /* (nullable) a saved view, the same */
  char        *asked_event;      /* (nullable) the same */
  GKeyFile    *asked_figure;     /* (nullable) a figure's evidence, the same */

  struct _IbarWindowTour *tour;  /* (owned) (nullable) that is given */

  GtkWidget       *header;
  GtkWidget       *statusbar;
  GtkWidget       *title;
  IbarSearch      *search;
  GtkWidget       *filters_toggle;
  GtkWidget       *filters_menu;    /* below 900 px */
  GtkWidget       *filters_popover;
  GtkWidget       *names_menu;
  GtkWidget       *main_menu;
  GMenu           *profiles_model;
  GMenu           *first_names_model;
  GMenu           *second_names_model;
  GMenu           *views_model;
  GtkWidget       *content_stack;   /* "explorer" or "empty" */
  GtkWidget       *filters_paned;
  GtkWidget       *details_paned;
  GtkWidget       *map_paned;
  GtkWidget       *filters_pane;
  GtkWidget       *filters_bin;
  GtkWidget       *filter_panel;
  GtkWidget       *side_panel;
  GtkWidget       *map_view;
  GtkWidget       *timeline_view;
  GtkWidget       *progress;
  GtkWidget       *status;
  GtkWidget       *pointer;
  AdwToastOverlay *toasts;
};

/* ibar-window-actions.c */
void ibar_window_install_actions (IbarWindow *self);
/* ibar-window-start.c */
void ibar_window_init_start      (IbarWindow *self);
void ibar_window_reveal          (IbarWindow *self);
/* ibar-window-layout.c */
void ibar_window_init_layout     (IbarWindow *self);
void ibar_window_update_layout   (IbarWindow *self,
                                  int         width);
void ibar_window_save_layout     (IbarWindow *self);
void ibar_window_set_filters_shown (IbarWindow *self,
                                    gboolean    shown);
/* ibar-window-dialogs.c */
void ibar_window_show_error      (IbarWindow *self,
                                  const char *heading,
                                  const char *body);
void ibar_window_choose_file     (IbarWindow *self);
void ibar_window_show_about      (IbarWindow *self);
void ibar_window_show_shortcuts  (IbarWindow *self);
/* ibar-window-map.c */
void ibar_window_init_map        (IbarWindow      *self,
                                  IbarApplication *application);
void ibar_window_show_base_maps  (IbarWindow *self,
                                  const char *path);
void ibar_window_use_region      (IbarWindow *self,
                                  const char *path);
void ibar_window_show_more_detail (IbarWindow *self,
                                   const char *extract);
gboolean ibar_window_take_map_file (IbarWindow *self,
                                    const char *path);
/* ibar-window-names.c */
void ibar_window_init_names      (IbarWindow *self);
void ibar_window_offer_names     (IbarWindow *self);
/* ibar-window-figure.c */
gboolean ibar_window_show_figure (IbarWindow *self,
                                  const char *path,
                                  GError    **error);
void ibar_window_show_evidence   (IbarWindow *self,
                                  GKeyFile   *evidence);
/* ibar-window-import.c */
void ibar_window_choose_import   (IbarWindow *self);
void ibar_window_undo_import     (IbarWindow *self);
void ibar_window_import          (IbarWindow *self,
                                  const char *path);
void ibar_window_accept_drops    (IbarWindow *self);
/* ibar-window-export.c */
void ibar_window_export          (IbarWindow *self);
void ibar_window_copy            (IbarWindow *self);
/* ibar-window-tours.c */
void ibar_window_show_tours      (IbarWindow *self);
void ibar_window_start_tour      (IbarWindow *self,
                                  const char *id);
void ibar_window_end_tour        (IbarWindow *self);
void ibar_window_edit_tour       (IbarWindow *self,
                                  const char *id);
void ibar_window_make_worksheet  (IbarWindow *self);
void ibar_window_save_lesson     (IbarWindow *self);
/* ibar-window-views.c */
void ibar_window_update_views    (IbarWindow *self);
gboolean ibar_window_show_saved_view (IbarWindow *self,
                                      const char *name,
                                      GError    **error);
void ibar_window_save_view       (IbarWindow *self);
void ibar_window_manage_views    (IbarWindow *self);

G_END_DECLS
