/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-basemap.h"
#include "ibar-columns.h"
#include "ibar-engine.h"
#include "ibar-figure.h"
#include "ibar-foreign-map.h"
#include "ibar-style.h"

G_BEGIN_DECLS

/* Passing events of which a figure keeps more than the place on the map. */
#define IBAR_FIGURE_MOST_RECORDS 10000

typedef struct
{
  guint32          row;
  guint            order;  /* by date, from 0 */
  IbarRow          at;
  IbarEventRecord *record; /* (owned) (nullable) NULL for those beyond the list's limit */
  guint            number; /* as printed; 0: none */
  int              mark;   /* index of its mark on the map, or -1 */
} IbarFigureEvent;

/**
 * IbarFigureContent:
 *
 * What a figure says: the events that pass, in the order of the list, and every text that follows from
 * filter, collection and region. Independent of the page.
 */
typedef struct
{
  IbarFigure                *figure;     /* (owned) */
  IbarCollection            *collection; /* (owned) */
  IbarColumns               *columns;    /* (owned) */
  IbarResult                *result;     /* (owned) */
  IbarRegion                *region;     /* (owned) (nullable) */
  IbarBasemap               *basemap;    /* (owned) (nullable) */
  IbarForeignMap            *foreign;    /* (owned) (nullable) drawn instead of it */
  const IbarVocabulary      *vocabulary;
  const IbarBoundaryProfile *profile;    /* (nullable) */
  IbarStyle                  style;      /* the palette, grey where the figure is */

  GArray *events;     /* of IbarFigureEvent: all that pass, the listed ones first */
  guint   n_listed;   /* of which so many have a record and stand in the list */
  GPtrArray *lines;    /* (nullable) of char *: numbered lines in place of the events, "" to write on */
  char   *word_bank;   /* (nullable) words to choose from, below these lines */
  guint   n_total;
  char   *filter_text;
  char   *sentence;
  char   *title, *subtitle, *note; /* "" where there is none */
  char   *credits;
  char   *language;   /* BCP 47: of the words the figure uses */
  char   *collection_name;
  char   *collection_version; /* "" where none is stated */
  char   *content_hash;       /* "" where none is stated */
} IbarFigureContent;

IbarFigureContent *ibar_figure_content_new  (const IbarFigure  *figure,
                                             IbarCollection    *collection,
                                             IbarRegion        *region,
                                             IbarForeignMap    *foreign,
                                             GCancellable      *cancellable,
                                             GError           **error);
void               ibar_figure_content_free (IbarFigureContent *self);
gboolean           ibar_figure_content_lacks_base_map  (const IbarFigureContent *self);
gboolean           ibar_figure_content_get_days        (IbarFigureContent *self,
                                                        IbarDay           *first,
                                                        IbarDay           *last);
char              *ibar_figure_content_dup_place_name  (const IbarFigureContent *self,
                                                        int                      place);
char              *ibar_figure_content_dup_source_name (const IbarFigureContent *self,
                                                        int                      source);
char              *ibar_figure_content_dup_claim_group (const IbarFigureContent *self,
                                                        const IbarClaim         *claim);
char              *ibar_claim_dup_figure    (const IbarClaim   *claim);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarFigureContent, ibar_figure_content_free)

G_END_DECLS
