/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-collection.h"
#include "ibar-region.h"

G_BEGIN_DECLS

/* What is asked about. Everything comes from the region's file and the collection. */
typedef enum
{
  IBAR_QUIZ_MUNICIPALITIES, /* the admin areas */
  IBAR_QUIZ_SETTLEMENTS,
  IBAR_QUIZ_RIVERS,
  IBAR_QUIZ_PEAKS,
  IBAR_QUIZ_CROSSINGS,
  IBAR_QUIZ_BRIDGES,
  IBAR_QUIZ_LANDMARKS,      /* every other kind of place */
  IBAR_QUIZ_EVENTS,
  IBAR_N_QUIZ_SETS,
} IbarQuizSet;

/* What is asked. */
typedef enum
{
  IBAR_QUIZ_FIND,      /* click it on the blind map */
  IBAR_QUIZ_NAME,      /* marked on the map: choose its name of four */
  IBAR_QUIZ_TYPE,      /* marked on the map: type its name */
  IBAR_QUIZ_MATCH,     /* one language's name is given: choose the other's */
  IBAR_QUIZ_WHERE,     /* where did this event happen: click */
  IBAR_QUIZ_WHEN,      /* when did it happen: a place on the timeline */
  IBAR_QUIZ_ORDER,     /* put four events in order */
  IBAR_QUIZ_NEIGHBOUR, /* which of four borders on it */
  IBAR_QUIZ_NORTH,     /* which of two lies farther north */
  IBAR_N_QUIZ_KINDS,
} IbarQuizKind;

#define IBAR_QUIZ_ALL_SETS ((1u << IBAR_N_QUIZ_SETS) - 1)
#define IBAR_QUIZ_ALL_KINDS ((1u << IBAR_N_QUIZ_KINDS) - 1)
#define IBAR_QUIZ_LEAST_CANDIDATES 4
#define IBAR_QUIZ_MOST_CHOICES 4
#define IBAR_QUIZ_MOST_EVENTS 2000 /* of more, so many are taken, evenly over the order given */

/* One thing that can be asked about. */
typedef struct
{
  char          *id;      /* stable between runs: "settlements:OSM…", the key of the progress kept */
  IbarQuizSet    set;
  IbarNames      names;   /* of an event: its title, in every form that is asked for (form[EN]) */
  char          *kind;    /* (nullable) as the region says: village, peak … */
  IbarPoint      point;   /* of areas and rivers: one that lies in the middle of it */
  double         uncertainty_m; /* [m] */
  double         south, north;  /* [deg] what it spans, the uncertainty included */
  int            area;    /* admin area that it is or lies in, -1 = none */
  gboolean       home;    /* in an area that the region is about */
  gboolean       namesake; /* another one of the set has the same name */
  int            rank;    /* 0 = most important */
  gint64         population; /* -1 = not stated */
  GArray        *features;   /* (nullable) of guint: of areas and rivers, in their layer */
  IbarDay        start, end; /* of events; IBAR_DAY_NONE otherwise */
  IbarDatePrecision date_precision;
  char          *summary; /* (nullable) of events */
  char          *source;  /* (nullable) who says so */
  guint          kinds;   /* 1 << IbarQuizKind: what may be asked about it */
} IbarQuizCandidate;

/* What is never asked, and why. */
typedef struct
{
  IbarQuizSet set;
  char       *name;
  guint       kinds;   /* 1 << IbarQuizKind: those that it cannot be; all of them: it never appears */
  char       *reason;  /* translated */
} IbarQuizRejection;

/* All candidates of a region and some events. Immutable, shared between threads by reference. */
typedef struct _IbarQuizPool IbarQuizPool;

typedef struct
{
  guint               sets;        /* 1 << IbarQuizSet */
  guint               kinds;       /* 1 << IbarQuizKind */
  guint               n_questions;
  guint64             seed;
  IbarNameSetting     names;
  guint               largest;     /* of settlements only so many, the most important; 0 = all */
  gboolean            home;        /* only what lies in the areas the region is about */
  const char *const  *cards;       /* (nullable) only these: what was answered wrong, what is due */
} IbarQuizSettings;

typedef struct
{
  char     *text;
  int       candidate; /* index into the pool, -1 = none (a month) */
  IbarDay   day;       /* of months: the first; IBAR_DAY_NONE otherwise */
} IbarQuizChoice;

/**
 * IbarQuizQuestion:
 *
 * One question; immutable. Every kind but TYPE has choices, so that every question can be answered from
 * the keyboard: where the map is the natural answer they are positions in words ("12 km north-west of …,
 * on the …"), in random order. Exactly one choice is right, but for ORDER: there all are put in order.
 */
typedef struct
{
  IbarQuizKind   kind;
  char          *card;        /* "find|settlements:…": kind and candidate */
  guint          subject;     /* index into the pool */
  char          *prompt;      /* a whole sentence, translated */
  char          *label;       /* the subject's name as the reader wants it */
  char          *position;    /* the subject's position in words; of events: of the place */
  guint          n_choices;
  IbarQuizChoice choices[IBAR_QUIZ_MOST_CHOICES];
  int            right;       /* index of the right choice; -1: ORDER, TYPE */
  guint          order[IBAR_QUIZ_MOST_CHOICES]; /* ORDER: choices, earliest first */
  char          *answer;      /* the right answer in words */
  char          *explanation; /* why, and what else there is to know; translated */
  char          *source;      /* (nullable) who says so */
  double         tolerance_m; /* [m] a click this near is right */
} IbarQuizQuestion;

typedef struct _IbarQuiz IbarQuiz;

/* What a player's answer is worth. */
typedef struct
{
  gboolean right;
  double   score;      /* [0, 1]; 1 = right, in between: near */
  double   distance_m; /* [m] of a click from the answer; NAN = no click */
  int      chosen;     /* candidate that was clicked or chosen, -1 = none */
  char    *shown;      /* (owned) (nullable) a typed name as it is written properly */
} IbarQuizVerdict;

IbarQuizPool            *ibar_quiz_pool_new            (IbarRegion             *region,
                                                        IbarCollection         *collection,
                                                        const gint64           *events,
                                                        gsize                   n_events,
                                                        GError                **error);
IbarQuizPool            *ibar_quiz_pool_ref            (IbarQuizPool           *self);
void                     ibar_quiz_pool_unref          (IbarQuizPool           *self);
IbarRegion              *ibar_quiz_pool_get_region     (IbarQuizPool           *self);
guint                    ibar_quiz_pool_get_n          (IbarQuizPool           *self);
const IbarQuizCandidate *ibar_quiz_pool_get            (IbarQuizPool           *self,
                                                        guint                   index);
int                      ibar_quiz_pool_find           (IbarQuizPool           *self,
                                                        const char             *id);
guint                    ibar_quiz_pool_get_n_rejected (IbarQuizPool           *self);
const IbarQuizRejection *ibar_quiz_pool_get_rejected   (IbarQuizPool           *self,
                                                        guint                   index);
/* How many candidates a quiz of these settings has. */
guint                    ibar_quiz_pool_count          (IbarQuizPool           *self,
                                                        const IbarQuizSettings *settings);
/* First and last day of the events; FALSE if there is none. */
gboolean                 ibar_quiz_pool_get_days       (IbarQuizPool           *self,
                                                        IbarDay                *first,
                                                        IbarDay                *last);

/* The events of a filter or of a tour, as pool_new takes them; shape [n] of gint64. */
GArray                  *ibar_quiz_events_of_filter    (IbarCollection         *collection,
                                                        const char             *filter,
                                                        GError                **error);
GArray                  *ibar_quiz_events_of_story     (IbarCollection         *collection,
                                                        const char             *story,
                                                        guint                  *n_gone,
                                                        GError                **error);

IbarQuiz                *ibar_quiz_new                 (IbarQuizPool           *pool,
                                                        const IbarQuizSettings *settings,
                                                        GError                **error);
IbarQuiz                *ibar_quiz_ref                 (IbarQuiz               *self);
void                     ibar_quiz_unref               (IbarQuiz               *self);
IbarQuizPool            *ibar_quiz_get_pool            (IbarQuiz               *self);
guint64                  ibar_quiz_get_seed            (IbarQuiz               *self);
const IbarNameSetting   *ibar_quiz_get_names           (IbarQuiz               *self);
guint                    ibar_quiz_get_n               (IbarQuiz               *self);
const IbarQuizQuestion  *ibar_quiz_get                 (IbarQuiz               *self,
                                                        guint                   index);

/* ibar-quiz-judge.c: an answer is judged by what the data says, within a frame. */
void                     ibar_quiz_judge_choice        (IbarQuiz               *self,
                                                        guint                   index,
                                                        guint                   choice,
                                                        IbarQuizVerdict        *verdict);
void                     ibar_quiz_judge_text          (IbarQuiz               *self,
                                                        guint                   index,
                                                        const char             *text,
                                                        IbarQuizVerdict        *verdict);
void                     ibar_quiz_judge_click         (IbarQuiz               *self,
                                                        guint                   index,
                                                        IbarPoint               point,
                                                        double                  reach_m,
                                                        IbarQuizVerdict        *verdict);
void                     ibar_quiz_judge_order         (IbarQuiz               *self,
                                                        guint                   index,
                                                        const guint            *order,
                                                        IbarQuizVerdict        *verdict);
void                     ibar_quiz_judge_day           (IbarQuiz               *self,
                                                        guint                   index,
                                                        IbarDay                 day,
                                                        IbarQuizVerdict        *verdict);
void                     ibar_quiz_verdict_clear       (IbarQuizVerdict        *verdict);
/* Whether a candidate is one of those that a click may mean in this question. */
gboolean                 ibar_quiz_is_clickable        (IbarQuiz               *self,
                                                        guint                   index,
                                                        guint                   candidate);

/* As the command line and the progress file write them: "settlements", "find". */
const char              *ibar_quiz_set_to_string       (IbarQuizSet             set);
const char              *ibar_quiz_kind_to_string      (IbarQuizKind            kind);
/* One or several with commas, or "all"; FALSE if a word is none. */
gboolean                 ibar_quiz_sets_from_string    (const char             *text,
                                                        guint                  *sets);
char                    *ibar_quiz_kinds_to_string     (guint                   wanted);
gboolean                 ibar_quiz_kinds_from_string   (const char             *text,
                                                        guint                  *kinds);
/* "set=settlements questions=12 seed=7 names=sq", as a lesson file keeps it. */
gboolean                 ibar_quiz_settings_from_string (const char            *text,
                                                         IbarQuizSettings      *settings,
                                                         GError               **error);
/* For people, translated. */
const char              *ibar_quiz_set_get_title       (IbarQuizSet             set);
const char              *ibar_quiz_kind_get_title      (IbarQuizKind            kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarQuizPool, ibar_quiz_pool_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarQuiz, ibar_quiz_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IbarQuizVerdict, ibar_quiz_verdict_clear)

G_END_DECLS
