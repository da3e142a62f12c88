/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a quiz can be about: the sets of the region, the events of the filter and of each tour, and the quizzes
 * that a teacher put into the file. */

#define G_LOG_DOMAIN "ibar-quiz-topics"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-columns.h"
#include "ibar-lesson.h"
#include "ibar-quiz-topics.h"
#include "ibar-sqlite.h"

#define PLACES (((1u << IBAR_N_QUIZ_SETS) - 1) & ~(1u << IBAR_QUIZ_EVENTS))

static void
topic_clear (IbarQuizTopic *topic)
{
  g_free (topic->title);
  g_free (topic->story);
  g_free (topic->preset);
}

static void
add_topic (GArray *topics, char *title, guint sets, const char *story)
{
  IbarQuizTopic topic = { title, sets, g_strdup (story), NULL };

  g_array_append_val (topics, topic);
}

static void
add_stories (GArray *topics, IbarCollection *collection)
{
  const char *path = ibar_collection_get_path (collection);
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (ibar_collection_get_db (collection), path,
                             "SELECT id, title FROM story ORDER BY position, fid", NULL);
  gboolean row;

  while (stmt != NULL && ibar_sqlite_step (stmt, path, &row, NULL) && row)
    {
      g_autofree char *id = ibar_sqlite_dup_text (stmt, 0);
      g_autofree char *title = ibar_sqlite_dup_text (stmt, 1);

      add_topic (topics, g_strdup_printf (_ ("Events of the tour “%s”"), title),
                 1u << IBAR_QUIZ_EVENTS, id);
    }
}

/* The quizzes that a teacher put into the file. */
static void
add_lesson (GArray *topics, IbarCollection *collection)
{
  g_auto (GStrv) lines = ibar_lesson_dup_settings (collection, "quiz");

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      IbarLessonTask preset;
      g_autoptr (GError) error = NULL;

      if (lines[i][0] != '\0' && ibar_lesson_task_parse (lines[i], &preset, &error))
        {
          IbarQuizTopic topic = { g_strdup_printf (_ ("Quiz %u of this lesson"), i + 1), preset.sets, NULL,
                                  g_memdup2 (&preset, sizeof preset) };

          g_array_append_val (topics, topic);
        }
      else if (error != NULL)
        g_message ("%s", error->message);
    }
}

/**
 * ibar_quiz_topics_new:
 * @session: where collection and region come from
 *
 * Returns: (transfer full) (element-type IbarQuizTopic): what can be chosen, a lesson's own first
 */
GArray *
ibar_quiz_topics_new (IbarSession *session)
{
  IbarCollection *collection = ibar_session_get_collection (session);
  GArray *topics = g_array_new (FALSE, TRUE, sizeof (IbarQuizTopic));

  g_array_set_clear_func (topics, (GDestroyNotify) topic_clear);
  if (collection != NULL)
    add_lesson (topics, collection);
  for (guint set = 0; set < IBAR_QUIZ_EVENTS; set++)
    add_topic (topics, g_strdup (ibar_quiz_set_get_title ((IbarQuizSet) set)), 1u << set, NULL);
  add_topic (topics, g_strdup (_ ("Places of every kind")), PLACES, NULL);
  if (collection == NULL)
    return topics;
  add_topic (topics, g_strdup (_ ("Events of the present filter")), 1u << IBAR_QUIZ_EVENTS, NULL);
  add_stories (topics, collection);
  return topics;
}

static GArray *
list_passing (IbarSession *session)
{
  IbarResult *result = ibar_session_get_result (session);
  GArray *fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = result != NULL ? ibar_result_get_n_passing (result) : 0;
  guint taken = MIN (n, IBAR_QUIZ_MOST_EVENTS);

  for (guint i = 0; i < taken; i++)
    {
      guint32 row
          = ibar_result_get_row (result, IBAR_SORT_DATE, FALSE, (guint) ((guint64) i * n / taken));
      IbarRow values;

      ibar_columns_get_row (ibar_result_get_columns (result), row, &values);
      g_array_append_val (fids, values.fid);
    }
  return fids;
}

/**
 * ibar_quiz_topic_make_pool:
 * @topic: a line of what can be chosen
 * @session: its session
 * @note: (out): (transfer full) (nullable): what a reader should know: events that are gone
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what can be asked about
 */
IbarQuizPool *
ibar_quiz_topic_make_pool (const IbarQuizTopic *topic, IbarSession *session, char **note, GError **error)
{
  IbarRegion *region = ibar_session_get_region (session);
  IbarCollection *collection = ibar_session_get_collection (session);
  g_autoptr (GArray) events = NULL;
  guint n_gone = 0;

  *note = NULL;
  if (collection == NULL || (topic->sets & 1u << IBAR_QUIZ_EVENTS) == 0)
    return ibar_quiz_pool_new (region, NULL, NULL, 0, error);
  events = topic->story != NULL
               ? ibar_quiz_events_of_story (collection, topic->story, &n_gone, error)
               : list_passing (session);
  if (events == NULL)
    return NULL;
  if (n_gone > 0)
    *note = g_strdup_printf (ngettext ("%u event of this tour is no longer in the collection.",
                                        "%u events of this tour are no longer in the collection.",
                                        n_gone),
                              n_gone);
  return ibar_quiz_pool_new (region, collection, (const gint64 *) (gpointer) events->data,
                             events->len, error);
}

/**
 * ibar_quiz_make_full_pool:
 * @session: a session with a region
 * @error: return location
 *
 * For cards of every kind, whatever is chosen: the region and all events.
 *
 * Returns: (transfer full) (nullable): the pool
 */
IbarQuizPool *
ibar_quiz_make_full_pool (IbarSession *session, GError **error)
{
  IbarRegion *region = ibar_session_get_region (session);
  IbarCollection *collection = ibar_session_get_collection (session);
  IbarColumns *columns = ibar_session_get_columns (session);
  guint n = columns != NULL ? ibar_columns_get_n_rows (columns) : 0;
  g_autofree gint64 *fids = g_new (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    {
      IbarRow row;

      ibar_columns_get_row (columns, i, &row);
      fids[i] = row.fid;
    }
  return ibar_quiz_pool_new (region, collection, fids, n, error);
}
