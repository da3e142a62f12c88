/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tour that is being given. Each step is a few setters of the session, whose one idle pass and one
 * change then move every view at once. A step of what is gone shows the rest. */

#define G_LOG_DOMAIN "ibar-tour"

#include "config.h"

#include "ibar-tour.h"

struct _IbarTour
{
  GObject parent_instance;

  IbarSession *session;  /* (owned) */
  IbarStory   *story;    /* (owned) */
  GVariant    *before;   /* (owned) (nullable) the session's state; NULL once it is given back */
  GPtrArray   *problems; /* (owned) (nullable) of IbarStoryProblem */
  guint        position;
  double       rotation; /* [rad] of the map before; a session's state keeps none */
};

enum
{
  PROP_POSITION = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint ended_signal;

G_DEFINE_FINAL_TYPE (IbarTour, ibar_tour, G_TYPE_OBJECT)

/* Another collection has other events: the tour is over, and what was before is gone with the old one. */
static void
changed_cb (IbarSession *session, guint flags, IbarTour *self)
{
  if ((flags & IBAR_CHANGED_COLLECTION) == 0 || self->before == NULL)
    return;
  g_clear_pointer (&self->before, g_variant_unref);
  g_signal_emit (self, ended_signal, 0);
}

static void
apply_filter (IbarTour *self, const IbarStoryStep *step)
{
  g_autoptr (IbarFilter) filter
      = ibar_story_step_dup_filter (step, ibar_session_get_vocabulary (self->session), NULL);

  if (filter == NULL) /* it names what is gone: the dates at least */
    {
      filter = ibar_filter_new ();
      ibar_filter_set_dates (filter, step->from, step->to);
    }
  ibar_session_set_filter (self->session, filter);
}

static void
apply_selection (IbarTour *self, const IbarStoryStep *step)
{
  gboolean is_place;
  const char *id;

  if (!ibar_story_step_get_selection (step, &is_place, &id)
      || (!is_place
          && ibar_collection_find_event (ibar_session_get_collection (self->session), id) < 0))
    ibar_session_select (self->session, IBAR_SELECTION_NONE, NULL);
  else
    ibar_session_select (self->session, is_place ? IBAR_SELECTION_PLACE : IBAR_SELECTION_EVENT, id);
}

static void
apply_names (IbarTour *self)
{
  for (guint i = self->position + 1; i-- > 0;)
    {
      const IbarStoryStep *step = self->story->steps->pdata[i];
      IbarNameSetting setting;

      if (step->names == NULL || !ibar_name_setting_from_string (step->names, &setting))
        continue;
      ibar_session_set_names (self->session, &setting);
      return;
    }
}

/* After the selection, which would move the map to what is selected. */
static void
apply_view (IbarTour *self)
{
  for (guint i = self->position + 1; i-- > 0;)
    {
      const IbarStoryStep *step = self->story->steps->pdata[i];

      if (!step->has_view)
        continue;
      ibar_session_go_to (self->session, step->center, step->zoom);
      ibar_session_turn_to (self->session, step->rotation);
      return;
    }
}

static void
apply (IbarTour *self)
{
  const IbarStoryStep *step = ibar_tour_get_step (self);

  apply_names (self);
  apply_filter (self, step);
  apply_selection (self, step);
  apply_view (self);
}

static void
ibar_tour_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_POSITION)
    g_value_set_uint (value, IBAR_TOUR (object)->position);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ibar_tour_dispose (GObject *object)
{
  IbarTour *self = IBAR_TOUR (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->before, g_variant_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->story, ibar_story_free);
  G_OBJECT_CLASS (ibar_tour_parent_class)->dispose (object);
}

static void
ibar_tour_class_init (IbarTourClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ibar_tour_get_property;
  object_class->dispose = ibar_tour_dispose;
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  ended_signal = g_signal_new ("ended", IBAR_TYPE_TOUR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
ibar_tour_init (IbarTour *self)
{
}

/**
 * ibar_tour_new:
 * @session: a session with a collection
 * @story: a story of at least one step; copied
 *
 * Begins a tour at its first step.
 *
 * Returns: (transfer full): the tour
 */
IbarTour *
ibar_tour_new (IbarSession *session, const IbarStory *story)
{
  IbarTour *self;

  g_return_val_if_fail (IBAR_IS_SESSION (session), NULL);
  g_return_val_if_fail (ibar_session_get_collection (session) != NULL, NULL);
  g_return_val_if_fail (story != NULL && story->steps->len > 0, NULL);

  self = g_object_new (IBAR_TYPE_TOUR, NULL);
  self->session = g_object_ref (session);
  self->story = ibar_story_copy (story);
  self->before = g_variant_ref_sink (ibar_session_save_state (session));
  self->rotation = ibar_session_get_view (session)->rotation;
  self->problems = ibar_story_check (self->story, ibar_session_get_collection (session), NULL);
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  apply (self);
  return self;
}

const IbarStory *
ibar_tour_get_story (IbarTour *self)
{
  g_return_val_if_fail (IBAR_IS_TOUR (self), NULL);
  return self->story;
}

const IbarStoryStep *
ibar_tour_get_step (IbarTour *self)
{
  g_return_val_if_fail (IBAR_IS_TOUR (self), NULL);
  return self->story->steps->pdata[self->position];
}

guint
ibar_tour_get_position (IbarTour *self)
{
  g_return_val_if_fail (IBAR_IS_TOUR (self), 0);
  return self->position;
}

guint
ibar_tour_get_n_steps (IbarTour *self)
{
  g_return_val_if_fail (IBAR_IS_TOUR (self), 0);
  return self->story->steps->len;
}

/**
 * ibar_tour_go:
 * @self: a tour
 * @position: a step, from 0
 *
 * Shows a step, also the present one anew: after the audience's own look around.
 */
void
ibar_tour_go (IbarTour *self, guint position)
{
  g_return_if_fail (IBAR_IS_TOUR (self));
  g_return_if_fail (position < self->story->steps->len);

  if (self->before == NULL)
    return;
  self->position = position;
  apply (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

void
ibar_tour_go_by (IbarTour *self, int steps)
{
  gint64 wanted;

  g_return_if_fail (IBAR_IS_TOUR (self));
  wanted = (gint64) self->position + steps;
  if (wanted >= 0 && wanted < self->story->steps->len)
    ibar_tour_go (self, (guint) wanted);
}

char *
ibar_tour_dup_problems (IbarTour *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (IBAR_IS_TOUR (self), NULL);
  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    {
      const IbarStoryProblem *problem = self->problems->pdata[i];

      if (problem->step == self->position)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", problem->text);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

void
ibar_tour_end (IbarTour *self)
{
  g_autoptr (GVariant) before = NULL;

  g_return_if_fail (IBAR_IS_TOUR (self));
  before = g_steal_pointer (&self->before);
  if (before == NULL)
    return;
  ibar_session_restore_state (self->session, before);
  ibar_session_turn_to (self->session, self->rotation);
  g_signal_emit (self, ended_signal, 0);
}
