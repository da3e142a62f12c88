/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ibar-annotation.h"
#include "ibar-geo.h"
#include "ibar-names.h"
#include "ibar-page.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_PALETTE_COLOUR,
  IBAR_PALETTE_GREY,
  IBAR_PALETTE_PRINT,
  IBAR_PALETTE_DARK,
  IBAR_N_PALETTES,
} IbarPalette;

/* What the figure would look like to others; pictures in pixels only. */
typedef enum
{
  IBAR_PREVIEW_NONE,
  IBAR_PREVIEW_GREY,
  IBAR_PREVIEW_PROTANOPIA,
  IBAR_PREVIEW_DEUTERANOPIA,
  IBAR_PREVIEW_TRITANOPIA,
  IBAR_N_PREVIEWS,
} IbarPreview;

typedef enum
{
  IBAR_LIST_NONE,
  IBAR_LIST_BELOW,
  IBAR_LIST_BESIDE,
  IBAR_LIST_PAGES, /* from the second page on */
  IBAR_LIST_BLANKS, /* numbered lines to write on, below the map */
  IBAR_N_LIST_PLACES,
} IbarListPlace;

typedef enum
{
  IBAR_NUMBERING_AUTO, /* by date, unless the labels would be long */
  IBAR_NUMBERING_DATE,
  IBAR_NUMBERING_PLACE, /* the events of one mark follow each other */
  IBAR_NUMBERING_NONE,
  IBAR_N_NUMBERINGS,
} IbarNumbering;

/* Whether a figure is one map or falls into parts. */
typedef enum
{
  IBAR_SERIES_SINGLE,
  IBAR_SERIES_MULTIPLES, /* equal maps on one page, with one legend and one scale */
  IBAR_SERIES_ATLAS,     /* a page a part */
  IBAR_SERIES_FRAMES,    /* the same page again and again, with another part on the map */
  IBAR_N_SERIES_LAYOUTS,
} IbarSeriesLayout;

/* The first four as IbarBinUnit has them. */
typedef enum
{
  IBAR_SERIES_DAY,
  IBAR_SERIES_WEEK,
  IBAR_SERIES_MONTH,
  IBAR_SERIES_YEAR,
  IBAR_SERIES_ACTOR,
  IBAR_SERIES_TYPE,
  IBAR_SERIES_MUNICIPALITY,
  IBAR_SERIES_EVENT,
  IBAR_SERIES_VIEW,
  IBAR_N_SERIES_BY,
} IbarSeriesBy;

/**
 * IbarFigure:
 *
 * All that can be said about how a figure looks, and the filter it shows: a value, the same whether it
 * came from a preset, the command line, a window or an old figure's evidence.
 */
typedef struct
{
  /* [figure] */
  char *name;        /* (nullable) of the preset */
  char *description; /* (nullable) */
  /* [page] */
  char           *size;
  IbarOrientation orientation;
  double          margin; /* [pt] */
  double          dpi;
  /* [map] */
  IbarExtent extent; /* empty: what holds the events */
  double     scale;  /* the denominator; 0: from the extent */
  IbarPoint  center; /* of a map with a scale; not placed: of the events */
  char      *base_map; /* (nullable) a file's path, or the address of a server's tiles; else Ibar's own */
  char      *base_map_credit; /* (nullable) whose it is */
  int        base_map_zoom;   /* the finest level of a server */
  gboolean   relief;
  gboolean   boundaries;
  gboolean   place_names;
  gboolean   uncertainty; /* rings of vague places */
  gboolean   graticule;
  gboolean   north_arrow;
  gboolean   scale_bar;
  gboolean   inset;
  /* [text] NULL: from the filter; "": none */
  char  *title;
  char  *subtitle;
  char  *note;
  char  *author;
  char  *font;
  double text_size; /* [pt] of the body; titles and notes follow */
  /* [parts] */
  gboolean      legend;
  gboolean      timeline;
  IbarListPlace list;
  gboolean      summaries;
  gboolean      sources;
  gboolean      claims;
  int           list_limit;
  IbarNumbering numbering;
  /* [series] */
  IbarSeriesLayout series_layout;
  IbarSeriesBy     series_by;
  gboolean         cumulative;    /* parts of time begin with the first */
  int              series_limit;  /* parts at most; 0: as many as make sense */
  double           frame_seconds; /* how long a film shows each part */
  /* [style] */
  IbarPalette palette;
  IbarPreview preview;
  /* [data] */
  char           *filter;
  char           *events; /* (nullable) ids, joined by blanks: these of those that pass, no others */
  IbarNameSetting names;
  char           *profile; /* (nullable) id of a boundary profile */
  /* [annotations] [labels] [marks] */
  GPtrArray *annotations; /* of IbarAnnotation, as they are drawn */
  GPtrArray *labels;      /* of IbarHandEdit: labels moved or hidden */
  GPtrArray *marks;       /* of IbarHandEdit: marks hidden */
} IbarFigure;

IbarFigure *ibar_figure_new            (void);
IbarFigure *ibar_figure_copy           (const IbarFigure  *self);
void        ibar_figure_free           (IbarFigure        *self);
gboolean    ibar_figure_set            (IbarFigure        *self,
                                        const char        *key,
                                        const char        *value,
                                        GError           **error);
char       *ibar_figure_get            (const IbarFigure  *self,
                                        const char        *key);
gboolean    ibar_figure_load_preset    (IbarFigure        *self,
                                        const char        *name,
                                        GError           **error);
gboolean    ibar_figure_read_key_file  (IbarFigure        *self,
                                        GKeyFile          *file,
                                        const char        *origin,
                                        GError           **error);
void        ibar_figure_write_key_file (const IbarFigure  *self,
                                        GKeyFile          *file);
gboolean    ibar_figure_get_page       (const IbarFigure  *self,
                                        IbarPageSize      *size,
                                        GError           **error);
/* In ibar-figure-by-hand.c: */
IbarAnnotation     *ibar_figure_find_annotation   (const IbarFigure *self,
                                                   const char       *id);
const IbarHandEdit *ibar_figure_find_hand_edit    (GPtrArray        *edits,
                                                   const char       *event);
char               *ibar_figure_dup_annotation_id (const IbarFigure *self);
/* In ibar-figure-presets.c: */
char      **ibar_figure_list_presets   (void);
/* What a reader calls a preset. */
char       *ibar_figure_dup_preset_label (const char *name);
gboolean    ibar_figure_save_preset    (const IbarFigure  *self,
                                        const char        *name,
                                        char             **path,
                                        GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarFigure, ibar_figure_free)

G_END_DECLS
