/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked: every setter changes one thing of the filter, and asks for the pass. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

#include <math.h>

/* Takes the filter over; nothing happens where it asks the same as before. */
static void
take_filter (IbarSession *self, IbarFilter *filter)
{
  if (ibar_filter_equal (filter, self->filter))
    {
      ibar_filter_free (filter);
      return;
    }
  ibar_filter_free (self->filter);
  self->filter = filter;
  g_free (self->filter_text);
  self->filter_text = ibar_filter_to_text (filter);
  self->needs_run = TRUE;
  ibar_session_notify (self, PROP_FILTER_TEXT);
  ibar_session_mark_dirty (self, IBAR_CHANGED_FILTER);
}

/**
 * ibar_session_get_filter:
 * @self: a session
 *
 * Returns: (transfer none): the filter wanted; while a run is under way the result still answers the one
 *   of ibar_result_get_filter()
 */
const IbarFilter *
ibar_session_get_filter (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->filter;
}

/**
 * ibar_session_get_filter_text:
 * @self: a session
 *
 * Returns: (transfer none): the filter in its text form, "" for none
 */
const char *
ibar_session_get_filter_text (IbarSession *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  return self->filter_text;
}

/**
 * ibar_session_set_filter:
 * @self: a session
 * @filter: what to ask; copied
 */
void
ibar_session_set_filter (IbarSession *self, const IbarFilter *filter)
{
  g_return_if_fail (IBAR_IS_SESSION (self) && filter != NULL);
  take_filter (self, ibar_filter_copy (filter));
}

/**
 * ibar_session_set_dates:
 * @self: a session
 * @from: first day, or %IBAR_DAY_NONE for an open end
 * @to: last day, inclusive, or %IBAR_DAY_NONE
 */
void
ibar_session_set_dates (IbarSession *self, IbarDay from, IbarDay to)
{
  IbarFilter *filter;

  g_return_if_fail (IBAR_IS_SESSION (self));
  filter = ibar_filter_copy (self->filter);
  ibar_filter_set_dates (filter, from, to);
  take_filter (self, filter);
}

/**
 * ibar_session_set_text:
 * @self: a session
 * @text: (nullable): words to be found in title, summary or any name
 */
void
ibar_session_set_text (IbarSession *self, const char *text)
{
  IbarFilter *filter;

  g_return_if_fail (IBAR_IS_SESSION (self));
  filter = ibar_filter_copy (self->filter);
  ibar_filter_set_text (filter, text);
  take_filter (self, filter);
}

/**
 * ibar_session_set_term:
 * @self: a session
 * @facet: which facet
 * @id: a value of it
 * @sign: +1 includes it, -1 excludes it, 0 neither
 */
void
ibar_session_set_term (IbarSession *self, IbarFacet facet, const char *id, int sign)
{
  IbarFilter *filter;

  g_return_if_fail (IBAR_IS_SESSION (self) && id != NULL);
  filter = ibar_filter_copy (self->filter);
  ibar_filter_set_term (filter, facet, id, sign);
  take_filter (self, filter);
}

/**
 * ibar_session_set_all:
 * @self: a session
 * @facet: which facet
 * @all: whether every included value must be there, not just one
 */
void
ibar_session_set_all (IbarSession *self, IbarFacet facet, gboolean all)
{
  IbarFilter *filter;

  g_return_if_fail (IBAR_IS_SESSION (self));
  filter = ibar_filter_copy (self->filter);
  ibar_filter_set_all (filter, facet, all);
  take_filter (self, filter);
}

/* To a tenth of a metre, so that the filter's text, which a reader may see and copy, says no digits that nobody meant. */
static double
round_degrees (double degrees)
{
  return round (degrees * 1e6) / 1e6;
}

/**
 * ibar_session_set_area:
 * @self: a session
 * @ring: (nullable) (array length=n_points): closed ring [deg], shape [n_points], last point not repeated; taken to six
 *   decimals
 * @n_points: 0 clears the area
 */
void
ibar_session_set_area (IbarSession *self, const IbarPoint *ring, gsize n_points)
{
  g_autofree IbarPoint *rounded = g_new (IbarPoint, n_points);
  IbarFilter *filter;

  g_return_if_fail (IBAR_IS_SESSION (self));
  for (gsize i = 0; i < n_points; i++)
    rounded[i] = (IbarPoint){ round_degrees (ring[i].longitude), round_degrees (ring[i].latitude) };
  filter = ibar_filter_copy (self->filter);
  ibar_filter_set_area (filter, n_points > 0 ? rounded : NULL, n_points);
  take_filter (self, filter);
}

void
ibar_session_clear_facet (IbarSession *self, IbarFacet facet)
{
  ibar_session_clear_dimension (self, facet);
}

/**
 * ibar_session_clear_dimension:
 * @self: a session
 * @dimension: a facet, or one of %IBAR_DIMENSION_TIME, %IBAR_DIMENSION_TEXT, %IBAR_DIMENSION_AREA
 */
void
ibar_session_clear_dimension (IbarSession *self, guint dimension)
{
  IbarFilter *filter;

  g_return_if_fail (IBAR_IS_SESSION (self) && dimension < IBAR_N_DIMENSIONS);
  filter = ibar_filter_copy (self->filter);
  ibar_filter_clear_dimension (filter, dimension);
  take_filter (self, filter);
}

void
ibar_session_clear_filter (IbarSession *self)
{
  g_return_if_fail (IBAR_IS_SESSION (self));
  take_filter (self, ibar_filter_new ());
}

gboolean
ibar_session_is_dimension_active (IbarSession *self, guint dimension)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self) && dimension < IBAR_N_DIMENSIONS, FALSE);
  return ibar_filter_has_dimension (self->filter, dimension);
}

/**
 * ibar_session_get_gain:
 * @self: a session
 * @dimension: see ibar_session_clear_dimension()
 *
 * Where nothing passes, how many events clearing one dimension alone would show.
 *
 * Returns: that number; 0 where something passes
 */
guint
ibar_session_get_gain (IbarSession *self, guint dimension)
{
  g_return_val_if_fail (IBAR_IS_SESSION (self) && dimension < IBAR_N_DIMENSIONS, 0);
  return self->gains[dimension];
}
