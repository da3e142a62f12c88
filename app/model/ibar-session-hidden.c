/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an event is not shown, and the smallest change that shows it.
 *
 * One dimension after the other is loosened just enough: dates widen to reach the event, a choice of values
 * gains one of the event's own, an exclusion it falls under is dropped. Words and areas cannot be stretched;
 * they are cleared. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

static void
admit_days (IbarFilter *filter, const IbarRow *row)
{
  IbarDay from = filter->from, to = filter->to;

  if (row->start == IBAR_DAY_NONE)
    from = to = IBAR_DAY_NONE;
  if (from != IBAR_DAY_NONE && row->end < from)
    from = row->start;
  if (to != IBAR_DAY_NONE && row->start > to)
    to = row->end;
  ibar_filter_set_dates (filter, from, to);
}

static void
add_actors (const IbarVocabulary *vocabulary, const IbarEventRecord *event, GPtrArray *ids)
{
  for (guint i = 0; i < event->actors->len; i++)
    {
      int actor = g_array_index (event->actors, IbarEventActor, i).actor;

      /* A contingent stands for its force, too. */
      for (; actor >= 0; actor = ((IbarActor *) g_ptr_array_index (vocabulary->actors, actor))->parent)
        g_ptr_array_add (ids, ((IbarActor *) g_ptr_array_index (vocabulary->actors, actor))->id);
    }
}

/* The ids an event has in a facet; shape [n] of char *, not owned. */
static GPtrArray *
get_values (IbarSession *self, IbarFacet facet, const IbarRow *row, const IbarEventRecord *event)
{
  GPtrArray *ids = g_ptr_array_new ();
  int value = -1;

  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      add_actors (self->vocabulary, event, ids);
      break;
    case IBAR_FACET_SOURCE:
      for (guint i = 0; i < event->sources->len; i++)
        g_ptr_array_add (ids, ((IbarSource *) g_ptr_array_index (self->vocabulary->sources,
                                                                  g_array_index (event->sources, int, i)))
                                  ->id);
      break;
    case IBAR_FACET_TYPE:
      value = row->type;
      break;
    case IBAR_FACET_MUNICIPALITY:
      value = row->municipality;
      break;
    case IBAR_FACET_PLACE:
      value = row->place;
      break;
    case IBAR_FACET_CONFIDENCE:
      value = (int) row->confidence;
      break;
    case IBAR_FACET_DATASET:
      value = row->dataset;
      break;
    case IBAR_N_FACETS:
    default:
      break;
    }
  if (value >= 0)
    g_ptr_array_add (ids, (char *) ibar_columns_get_value_id (self->columns, facet, (guint) value));
  return ids;
}

static void
admit_values (IbarFilter *filter, IbarFacet facet, const GPtrArray *ids)
{
  const IbarFilterTerms *terms = &filter->terms[facet];
  gboolean has_included = terms->include->len == 0;

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      int sign = ibar_filter_get_term (filter, facet, id);

      if (sign < 0)
        ibar_filter_set_term (filter, facet, id, 0);
      has_included |= sign > 0;
    }
  if (terms->all && terms->include->len > 1)
    ibar_filter_set_all (filter, facet, FALSE);
  if (has_included)
    return;
  if (ids->len > 0)
    ibar_filter_set_term (filter, facet, g_ptr_array_index (ids, 0), +1);
  else
    ibar_filter_clear_facet (filter, facet);
}

/**
 * ibar_session_dup_admitting_filter:
 * @self: a session with a collection
 * @row: a row that the filter hides
 *
 * The filter as it is, loosened just enough in each dimension that hides the row.
 *
 * Returns: (transfer full) (nullable): the filter, or NULL if the event cannot be read
 */
IbarFilter *
ibar_session_dup_admitting_filter (IbarSession *self, guint32 row)
{
  g_autoptr (IbarEventRecord) event = NULL;
  g_autoptr (IbarFilter) filter = NULL;
  IbarRow values;
  guint hidden;

  g_return_val_if_fail (IBAR_IS_SESSION (self), NULL);
  if (self->result == NULL || row == IBAR_ROW_NONE)
    return NULL;
  ibar_columns_get_row (self->columns, row, &values);
  event = ibar_collection_load_event (self->collection, values.fid, NULL);
  if (event == NULL)
    return NULL;

  hidden = ibar_result_why_hidden (self->result, row);
  filter = ibar_filter_copy (self->filter);
  for (int facet = 0; facet < IBAR_N_FACETS; facet++)
    {
      g_autoptr (GPtrArray) ids = NULL;

      if ((hidden & (1u << facet)) == 0)
        continue;
      ids = get_values (self, (IbarFacet) facet, &values, event);
      admit_values (filter, (IbarFacet) facet, ids);
    }
  if ((hidden & IBAR_HIDDEN_TIME) != 0)
    admit_days (filter, &values);
  if ((hidden & IBAR_HIDDEN_TEXT) != 0)
    ibar_filter_set_text (filter, NULL);
  if ((hidden & IBAR_HIDDEN_AREA) != 0)
    ibar_filter_set_area (filter, NULL, 0);
  return g_steal_pointer (&filter);
}
