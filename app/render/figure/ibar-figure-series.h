/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-content.h"
#include "ibar-saved-views.h"

G_BEGIN_DECLS

/* One of the maps that a figure is divided into: the events that pass a filter of its own. */
typedef struct
{
  char       *title;  /* "May 2023", "KFOR" */
  IbarFilter *filter; /* (owned) the figure's, narrowed */
  char       *event;  /* (nullable) id of the one event it is about */
  IbarExtent  extent; /* empty: as the figure says */
  IbarDay     from, to; /* of a part of time; IBAR_DAY_NONE otherwise */
} IbarSeriesPart;

/**
 * IbarSeries:
 *
 * What a figure is divided by: time, or the values of a facet, or its events. Belongs to one content.
 */
typedef struct
{
  GPtrArray  *parts;      /* of IbarSeriesPart */
  guint       n_left_out; /* parts beyond the limit */
  IbarEngine *engine;     /* (owned) */
} IbarSeries;

IbarSeries *ibar_series_new  (IbarFigureContent *content,
                              GError           **error);
void        ibar_series_free (IbarSeries        *self);
/* Which of the content's events belong to a part; shape [n_events], owned by the caller. */
guint8     *ibar_series_pick (IbarSeries        *self,
                              guint              part,
                              IbarFigureContent *content,
                              GError           **error);

/* What a saved view shows of the map in a window of the usual size; empty where it says nothing. */
IbarExtent  ibar_series_get_view_extent (const IbarSavedView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarSeries, ibar_series_free)

G_END_DECLS
