/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-figure.h"
#include "ibar-quiz.h"

G_BEGIN_DECLS

#define IBAR_WORKSHEET_MOST_QUESTIONS 40
#define IBAR_WORKSHEET_MOST_VARIANTS 26 /* A to Z */

typedef struct
{
  guint           sets;        /* 1 << IbarQuizSet; events are not places to be named */
  guint           n_questions;
  guint64         seed;        /* variant v has seed + v */
  IbarNameSetting names;
  guint           largest;     /* of settlements only so many; 0 = all */
  gboolean        home;        /* only what lies in the areas the region is about */
  guint           n_variants;  /* 1: the whole class has the same */
  gboolean        large_print;
  const char     *size;        /* (nullable) page; NULL: A4 */
  const char     *profile;     /* (nullable) boundary profile */
  const char     *title;       /* (nullable) NULL: from the sets */
} IbarWorksheetSettings;

/* One number on the map. */
typedef struct
{
  guint       number; /* from 1 */
  guint       candidate; /* index into the pool */
  IbarPoint   point;  /* what is asked for */
  IbarPoint   sign;   /* where the number stands, if not there: an arrow leads on */
  gboolean    apart;  /* whether it stands apart */
  const char *answer; /* owned by the quiz */
} IbarWorksheetItem;

/* One variant: which places, in which order, and the words to choose from. */
typedef struct
{
  IbarQuiz  *quiz;  /* (owned) */
  GArray    *items; /* of IbarWorksheetItem */
  GPtrArray *bank;  /* of char *, sorted: every answer and a few words more */
  IbarExtent extent;
} IbarWorksheet;

IbarWorksheet *ibar_worksheet_new   (IbarQuizPool                *pool,
                                     const IbarWorksheetSettings *settings,
                                     guint                        variant,
                                     GError                     **error);
void           ibar_worksheet_free  (IbarWorksheet               *self);
/* Every variant, a page each (two in large print), followed by its key. n_missing (out): numbers that the set could not give. */
gboolean       ibar_worksheets_write (IbarQuizPool                *pool,
                                      IbarCollection              *collection,
                                      const IbarWorksheetSettings *settings,
                                      const char                  *path,
                                      guint                       *n_missing,
                                      GCancellable                *cancellable,
                                      GError                     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarWorksheet, ibar_worksheet_free)

G_END_DECLS
