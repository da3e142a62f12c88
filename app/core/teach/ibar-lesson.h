/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection.h"
#include "ibar-quiz.h"
#include "ibar-story.h"

G_BEGIN_DECLS

/* What goes into a lesson file. Quizzes and worksheets are lines of "key=value" words. */
typedef struct
{
  IbarCollection    *collection;
  const char *const *stories;    /* (nullable) ids of tours */
  const char *const *quizzes;    /* (nullable) settings, one quiz each */
  const char *const *worksheets; /* (nullable) the same */
  const char        *filter;     /* (nullable) events to take besides those that the tours show */
  const char        *title;      /* (nullable) what the file is called; NULL: as the first tour */
  IbarRegion        *map;        /* (nullable) to take along: a region that other computers do not have */
  gboolean           read_only;
  gboolean           restricted; /* also data sets whose terms do not allow passing them on */
  GCancellable      *cancellable; /* (nullable) to stop */
} IbarLesson;

/* What one line of settings says, of a quiz or of a worksheet (which has no kinds); cards: none. */
typedef IbarQuizSettings IbarLessonTask;

gboolean   ibar_lesson_task_parse    (const char           *words,
                                      IbarLessonTask       *task,
                                      GError              **error);
char      *ibar_lesson_task_format   (const IbarLessonTask *task);
/* "Settlements, 12 questions, seed 7" */
char      *ibar_lesson_task_describe (const IbarLessonTask *task);

gboolean   ibar_lesson_write         (const IbarLesson  *lesson,
                                      const char        *path,
                                      GError           **error);
/* The lines stored: kind is "quiz" or "worksheet"; empty if there are none. */
char     **ibar_lesson_dup_settings  (IbarCollection    *collection,
                                      const char        *kind);
/* ibar-lesson-map.c: the map that a lesson took along, and its way into the reader's regions. */
gboolean   ibar_lesson_put_map       (IbarCollection    *file,
                                      IbarRegion        *map,
                                      GCancellable      *cancellable,
                                      GError           **error);
char      *ibar_lesson_dup_map       (IbarCollection    *file,
                                      gint64            *size);
char      *ibar_lesson_dup_map_path  (IbarCollection    *file);
char      *ibar_lesson_take_map      (IbarCollection    *file,
                                      GCancellable      *cancellable,
                                      GError           **error);

/* Copies the tours of a file into a collection; returns their new ids, or NULL with error set. */
GPtrArray *ibar_lesson_import        (IbarCollection    *from,
                                      IbarCollection    *to,
                                      GCancellable      *cancellable,
                                      GError           **error);

G_END_DECLS
