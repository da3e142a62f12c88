/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tour as a value: a row of steps, changed freely and written as a whole (ibar-story-save.c).
 * What it refers to stands in a collection that may be another one tomorrow, so everything is
 * looked up when it is shown, and what is gone is said and skipped. */

#define G_LOG_DOMAIN "ibar-story"

#include "config.h"

#include "ibar-story.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-story-markup.h"

static void
step_free_cb (gpointer step)
{
  ibar_story_step_free (step);
}

/**
 * ibar_story_new:
 * @id: unique in its collection
 * @title: what readers call it
 *
 * Returns: (transfer full): a tour without steps
 */
IbarStory *
ibar_story_new (const char *id, const char *title)
{
  IbarStory *self = g_new0 (IbarStory, 1);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->steps = g_ptr_array_new_with_free_func (step_free_cb);
  return self;
}

/* The picture is shared. */
static IbarStoryStep *
step_copy (const IbarStoryStep *self)
{
  IbarStoryStep *copy = g_new0 (IbarStoryStep, 1);

  *copy = *self;
  copy->title = g_strdup (self->title);
  copy->body = g_strdup (self->body);
  copy->notes = g_strdup (self->notes);
  copy->filter = g_strdup (self->filter);
  copy->selection = g_strdup (self->selection);
  copy->names = g_strdup (self->names);
  copy->picture = self->picture != NULL ? g_bytes_ref (self->picture) : NULL;
  copy->picture_type = g_strdup (self->picture_type);
  copy->picture_credit = g_strdup (self->picture_credit);
  copy->picture_problem = g_strdup (self->picture_problem);
  return copy;
}

/**
 * ibar_story_copy:
 * @self: a tour
 *
 * Returns: (transfer full): the same once more; pictures are shared
 */
IbarStory *
ibar_story_copy (const IbarStory *self)
{
  IbarStory *copy = ibar_story_new (self->id, self->title);

  copy->fid = self->fid;
  copy->description = g_strdup (self->description);
  copy->language = g_strdup (self->language);
  copy->read_only = self->read_only;
  copy->n_steps = self->n_steps;
  for (guint i = 0; i < self->steps->len; i++)
    g_ptr_array_add (copy->steps, step_copy (self->steps->pdata[i]));
  return copy;
}

/**
 * ibar_story_free:
 * @self: (transfer full) (nullable): a tour
 */
void
ibar_story_free (IbarStory *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->language);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/**
 * ibar_story_step_new:
 * @title: its heading
 *
 * Returns: (transfer full): a step that shows everything and says nothing
 */
IbarStoryStep *
ibar_story_step_new (const char *title)
{
  IbarStoryStep *self = g_new0 (IbarStoryStep, 1);

  self->title = g_strdup (title);
  self->body = g_strdup ("");
  self->filter = g_strdup ("");
  self->from = self->to = IBAR_DAY_NONE;
  return self;
}

/**
 * ibar_story_step_free:
 * @self: (transfer full) (nullable): a step
 */
void
ibar_story_step_free (IbarStoryStep *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->body);
  g_free (self->notes);
  g_free (self->filter);
  g_free (self->selection);
  g_free (self->names);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_free (self->picture_type);
  g_free (self->picture_credit);
  g_free (self->picture_problem);
  g_free (self);
}

static gboolean
pictures_equal (const IbarStoryStep *a, const IbarStoryStep *b)
{
  if (a->picture == NULL || b->picture == NULL)
    return a->picture == b->picture;
  return g_bytes_equal (a->picture, b->picture);
}

static gboolean
steps_equal (const IbarStoryStep *a, const IbarStoryStep *b)
{
  gboolean views = a->has_view == b->has_view
                   && (!a->has_view
                       || (a->center.longitude == b->center.longitude
                           && a->center.latitude == b->center.latitude && a->zoom == b->zoom
                           && a->rotation == b->rotation));

  return views && strcmp (a->title, b->title) == 0 && strcmp (a->body, b->body) == 0
         && g_strcmp0 (a->notes, b->notes) == 0 && strcmp (a->filter, b->filter) == 0
         && g_strcmp0 (a->selection, b->selection) == 0 && g_strcmp0 (a->names, b->names) == 0
         && a->from == b->from && a->to == b->to && pictures_equal (a, b)
         && g_strcmp0 (a->picture_type, b->picture_type) == 0
         && g_strcmp0 (a->picture_credit, b->picture_credit) == 0;
}

/**
 * ibar_story_equal:
 * @a: a tour
 * @b: another
 *
 * Returns: whether they say and show the same, wherever they stand
 */
gboolean
ibar_story_equal (const IbarStory *a, const IbarStory *b)
{
  if (strcmp (a->id, b->id) != 0 || strcmp (a->title, b->title) != 0
      || g_strcmp0 (a->description, b->description) != 0
      || g_strcmp0 (a->language, b->language) != 0 || a->read_only != b->read_only
      || a->steps->len != b->steps->len)
    return FALSE;
  for (guint i = 0; i < a->steps->len; i++)
    if (!steps_equal (a->steps->pdata[i], b->steps->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * ibar_story_move_step:
 * @self: a tour
 * @from: a step's position
 * @to: its new position
 */
void
ibar_story_move_step (IbarStory *self, guint from, guint to)
{
  gpointer step;

  g_return_if_fail (from < self->steps->len && to < self->steps->len);

  step = g_ptr_array_steal_index (self->steps, from);
  g_ptr_array_insert (self->steps, (int) to, step);
}

/**
 * ibar_story_step_dup_filter:
 * @self: a step
 * @vocabulary: the words of the collection it is shown with
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the filter with the step's dates, or NULL with @error set
 *
 * Errors: those of ibar_filter_parse(): a name that the collection does not know any more.
 */
IbarFilter *
ibar_story_step_dup_filter (const IbarStoryStep *self,
                            const IbarVocabulary *vocabulary,
                            GError **error)
{
  gsize position;
  IbarFilter *filter = ibar_filter_parse (self->filter, vocabulary, &position, error);

  if (filter != NULL && (self->from != IBAR_DAY_NONE || self->to != IBAR_DAY_NONE))
    ibar_filter_set_dates (filter, self->from, self->to);
  return filter;
}

/**
 * ibar_story_step_get_selection:
 * @self: a step
 * @is_place: (out): whether a place is selected, and not an event
 * @id: (out) (transfer none): which
 *
 * Returns: FALSE if nothing is selected that can be shown
 */
gboolean
ibar_story_step_get_selection (const IbarStoryStep *self, gboolean *is_place, const char **id)
{
  IbarStoryLinkKind kind;

  if (self->selection == NULL || !ibar_story_link_from_string (self->selection, &kind, id)
      || kind == IBAR_STORY_LINK_SOURCE)
    return FALSE;
  *is_place = kind == IBAR_STORY_LINK_PLACE;
  return TRUE;
}

/* Checking ---------------------------------------------------------------------------------------
 */

static void
problem_free (gpointer data)
{
  g_free (((IbarStoryProblem *) data)->text);
  g_free (data);
}

static void
add_problem (GPtrArray *problems, guint step, char *text)
{
  IbarStoryProblem *problem = g_new0 (IbarStoryProblem, 1);

  problem->step = step;
  problem->text = text;
  g_ptr_array_add (problems, problem);
}

static gboolean
has_place (const IbarVocabulary *words, const char *id)
{
  for (guint i = 0; i < words->places->len; i++)
    if (strcmp (((const IbarPlace *) words->places->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_source (const IbarVocabulary *words, const char *id)
{
  for (guint i = 0; i < words->sources->len; i++)
    if (strcmp (((const IbarSource *) words->sources->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_there (IbarCollection *collection,
          const IbarVocabulary *words,
          IbarStoryLinkKind kind,
          const char *id)
{
  return kind == IBAR_STORY_LINK_EVENT   ? ibar_collection_find_event (collection, id) >= 0
         : kind == IBAR_STORY_LINK_PLACE ? has_place (words, id)
                                         : has_source (words, id);
}

static char *
describe_missing (IbarStoryLinkKind kind, const char *id)
{
  switch (kind)
    {
    case IBAR_STORY_LINK_EVENT:
      return g_strdup_printf (_ ("the event “%s” is not in this collection"), id);
    case IBAR_STORY_LINK_PLACE:
      return g_strdup_printf (_ ("the place “%s” is not in this collection"), id);
    case IBAR_STORY_LINK_SOURCE:
    case IBAR_N_STORY_LINKS:
    default:
      return g_strdup_printf (_ ("the source “%s” is not in this collection"), id);
    }
}

static void
check_body (const IbarStoryStep *step,
            guint index,
            IbarCollection *collection,
            const IbarVocabulary *words,
            GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarStoryMarkup) markup = ibar_story_markup_parse (step->body, &error);

  if (markup == NULL)
    add_problem (problems, index, g_strdup_printf (_ ("text: %s"), error->message));
  for (guint i = 0; markup != NULL && i < markup->links->len; i++)
    {
      const IbarStoryLink *link = markup->links->pdata[i];

      if (!is_there (collection, words, link->kind, link->id))
        add_problem (problems, index, describe_missing (link->kind, link->id));
    }
}

static void
check_selection (const IbarStoryStep *step,
                 guint index,
                 IbarCollection *collection,
                 const IbarVocabulary *words,
                 GPtrArray *problems)
{
  gboolean is_place;
  const char *id;

  if (step->selection == NULL)
    return;
  if (!ibar_story_step_get_selection (step, &is_place, &id))
    add_problem (problems, index,
                 g_strdup_printf (_ ("select: “%s”; expected event:ID or place:ID"),
                                  step->selection));
  else if (!is_there (collection, words, is_place ? IBAR_STORY_LINK_PLACE : IBAR_STORY_LINK_EVENT,
                      id))
    add_problem (problems, index,
                 describe_missing (is_place ? IBAR_STORY_LINK_PLACE : IBAR_STORY_LINK_EVENT, id));
}

static void
check_step (const IbarStoryStep *step,
            guint index,
            IbarCollection *collection,
            const IbarVocabulary *words,
            GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFilter) filter = ibar_story_step_dup_filter (step, words, &error);
  IbarNameSetting setting;

  check_body (step, index, collection, words, problems);
  check_selection (step, index, collection, words, problems);
  if (filter == NULL)
    add_problem (problems, index, g_strdup_printf (_ ("filter: %s"), error->message));
  if (step->names != NULL && !ibar_name_setting_from_string (step->names, &setting))
    add_problem (
        problems, index,
        g_strdup_printf (_ ("names: “%s” is unknown; expected sq, sr-Latn, sr-Cyrl, en, "
                            "local, or two of them with +"),
                         step->names));
  if (step->picture_problem != NULL)
    add_problem (problems, index, g_strdup (step->picture_problem));
}

/**
 * ibar_story_check:
 * @self: a tour
 * @collection: what it is shown with
 * @error: return location
 *
 * What of a tour cannot be shown as it was meant: events, places and sources that are gone, text
 * that cannot be read, filters that name nobody, pictures left out.
 *
 * Returns: (transfer full) (nullable) (element-type IbarStoryProblem): by step; empty if all is
 * well; NULL with @error set if the collection could not be read
 *
 * Thread: the collection's.
 */
GPtrArray *
ibar_story_check (const IbarStory *self, IbarCollection *collection, GError **error)
{
  const IbarVocabulary *words = ibar_collection_get_vocabulary (collection, error);
  GPtrArray *problems;

  if (words == NULL)
    return NULL;
  problems = g_ptr_array_new_with_free_func (problem_free);
  for (guint i = 0; i < self->steps->len; i++)
    check_step (self->steps->pdata[i], i, collection, words, problems);
  return problems;
}
