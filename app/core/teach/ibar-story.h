/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"
#include "ibar-filter.h"
#include "ibar-geo.h"

G_BEGIN_DECLS

/* A picture is read whole into memory and decoded: bounds on both. */
#define IBAR_STORY_MOST_PICTURE_BYTES (10 * 1024 * 1024)
#define IBAR_STORY_MOST_PICTURE_PIXELS (40 * 1000 * 1000)

/* One step: what is said, and what the map and the lists show meanwhile. What is not stated stays as the
 * step before left it, but for the picture. */
typedef struct
{
  gint64    fid;       /* its row in the file, 0: new */
  char     *title;     /* never NULL */
  char     *body;      /* never NULL; markup, see ibar-story-markup.h */
  char     *notes;     /* (nullable) for the person who presents, plain text */
  gboolean  has_view;
  IbarPoint center;    /* [deg, WGS 84] */
  double    zoom;      /* fractional, 256-unit tiles */
  double    rotation;  /* [rad], clockwise */
  IbarDay   from, to;  /* IBAR_DAY_NONE = open; they go before dates in the filter's text */
  char     *filter;    /* never NULL; text form of a filter, "" = everything */
  char     *selection; /* (nullable) "event:ID" or "place:ID" */
  char     *names;     /* (nullable) text form of a name setting */
  GBytes   *picture;   /* (nullable) PNG or JPEG */
  char     *picture_type;    /* (nullable) "image/png" */
  char     *picture_credit;  /* (nullable) */
  char     *picture_problem; /* (nullable) why the picture in the file is not shown; saving leaves it alone */
  guint     line;      /* of its heading in a text file, 0 elsewhere */
} IbarStoryStep;

/* A tour: a row of steps. */
typedef struct
{
  gint64     fid; /* its row in the file, 0: new */
  char      *id;
  char      *title;
  char      *description; /* (nullable) */
  char      *language;    /* (nullable) BCP 47, of the texts */
  gboolean   read_only;   /* its author does not want it changed */
  GPtrArray *steps;       /* (owned) of IbarStoryStep */
  guint      n_steps;     /* as counted in the file, where the steps were not read */
} IbarStory;

IbarStory     *ibar_story_new              (const char          *id,
                                            const char          *title);
IbarStory     *ibar_story_copy             (const IbarStory     *self);
void           ibar_story_free             (IbarStory           *self);
gboolean       ibar_story_equal            (const IbarStory     *a,
                                            const IbarStory     *b);
IbarStoryStep *ibar_story_step_new         (const char          *title);
void           ibar_story_step_free        (IbarStoryStep       *self);
/* Moves a step to a position between 0 and the last. */
void           ibar_story_move_step        (IbarStory           *self,
                                            guint                from,
                                            guint                to);
IbarFilter    *ibar_story_step_dup_filter  (const IbarStoryStep *self,
                                            const IbarVocabulary *vocabulary,
                                            GError             **error);
/* "event" or "place" and the id; FALSE where it is neither, or not stated. */
gboolean       ibar_story_step_get_selection (const IbarStoryStep *self,
                                              gboolean            *is_place,
                                              const char         **id);

/* What is wrong with a step, so that the rest can be shown. */
typedef struct
{
  guint step; /* from 0 */
  char *text; /* translated */
} IbarStoryProblem;

GPtrArray     *ibar_story_check            (const IbarStory     *self,
                                            IbarCollection      *collection,
                                            GError             **error);

/* In ibar-story-load.c and ibar-story-save.c: */
GPtrArray     *ibar_story_list             (IbarCollection      *collection,
                                            GError             **error);
IbarStory     *ibar_story_load             (IbarCollection      *collection,
                                            const char          *id,
                                            GError             **error);
gboolean       ibar_story_save             (IbarStory           *self,
                                            IbarCollection      *collection,
                                            GError             **error);
gboolean       ibar_story_delete           (IbarCollection      *collection,
                                            const char          *id,
                                            GError             **error);
gboolean       ibar_story_undelete         (IbarStory           *self,
                                            IbarCollection      *collection,
                                            GError             **error);
/* An id that no story of the collection has: wanted, or wanted-2 and so on. */
char          *ibar_story_make_id          (IbarCollection      *collection,
                                            const char          *wanted);

/* In ibar-story-picture.c: */
GBytes        *ibar_story_picture_load     (const char          *path,
                                            const char         **type,
                                            GError             **error);
gboolean       ibar_story_picture_check    (GBytes              *picture,
                                            const char          *name,
                                            const char         **type,
                                            GError             **error);

/* In ibar-story-text.c: */
IbarStory     *ibar_story_parse_text       (const char          *text,
                                            const char          *dir,
                                            guint               *line,
                                            GError             **error);
char          *ibar_story_to_text          (const IbarStory     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarStory, ibar_story_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarStoryStep, ibar_story_step_free)

G_END_DECLS
