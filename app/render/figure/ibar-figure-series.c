/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Into which parts a figure falls: small multiples, the pages of an atlas, the frames of an
 * animation.
 *
 * A part is a filter: the figure's own, narrowed to some days or to one value of a facet. So a part
 * counts exactly what the window counts with that filter. Parts of time follow each other without a
 * gap, empty ones too, as long as there is room for all; facets come with the most frequent first.
 */

#define G_LOG_DOMAIN "ibar-figure-series"

#include "config.h"

#include "ibar-figure-series.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-terms.h"
#include "ibar-timeline.h"

/* As many maps as can still be read on a page, pages that are still an atlas, frames of a film. */
static const guint usual_limits[IBAR_N_SERIES_LAYOUTS] = { 0, 24, 300, 1000 };

static void
part_free (gpointer data)
{
  IbarSeriesPart *part = data;

  g_free (part->title);
  g_free (part->event);
  ibar_filter_free (part->filter);
  g_free (part);
}

static IbarSeriesPart *
add_part (IbarSeries *self, IbarFigureContent *content, char *title)
{
  IbarSeriesPart *part = g_new0 (IbarSeriesPart, 1);

  part->title = title;
  part->filter = ibar_filter_copy (ibar_result_get_filter (content->result));
  part->from = part->to = IBAR_DAY_NONE;
  ibar_extent_init_empty (&part->extent);
  g_ptr_array_add (self->parts, part);
  return part;
}

/* Time
 * ---------------------------------------------------------------------------------------------- */

static gboolean
happens_within (IbarFigureContent *content, IbarDay from, IbarDay to)
{
  for (guint i = 0; i < content->events->len; i++)
    {
      const IbarRow *row = &g_array_index (content->events, IbarFigureEvent, i).at;

      if (row->start != IBAR_DAY_NONE && row->start <= to && row->end >= from)
        return TRUE;
    }
  return FALSE;
}

static guint
count_bins (IbarBinUnit unit, IbarDay first, IbarDay last, guint most)
{
  guint n = 0;

  for (IbarDay day = ibar_bin_start (unit, first); day <= last && n <= most;
       day = ibar_bin_next (unit, day, 1))
    n++;
  return n;
}

static void
add_times (IbarSeries *self, IbarFigureContent *content, IbarBinUnit unit, guint limit)
{
  const IbarFilter *filter = ibar_result_get_filter (content->result);
  gboolean cumulative = content->figure->cumulative;
  IbarDay first, last;
  gboolean all;

  if (!ibar_figure_content_get_days (content, &first, &last))
    return;
  all = count_bins (unit, first, last, limit) <= limit;
  for (IbarDay day = ibar_bin_start (unit, first); day <= last; day = ibar_bin_next (unit, day, 1))
    {
      IbarDay end = ibar_bin_next (unit, day, 1) - 1;
      IbarSeriesPart *part;

      if (!all && !happens_within (content, day, end))
        continue;
      if (self->parts->len >= limit)
        {
          self->n_left_out++;
          continue;
        }
      part = add_part (self, content, ibar_timeline_format_bin (unit, day));
      part->from = cumulative ? ibar_bin_start (unit, first) : day;
      part->to = end;
      ibar_filter_set_dates (
          part->filter, filter->from != IBAR_DAY_NONE ? MAX (filter->from, part->from) : part->from,
          filter->to != IBAR_DAY_NONE ? MIN (filter->to, end) : end);
      if (cumulative)
        {
          char *title = g_strdup_printf (_ ("to %s"), part->title);
          g_free (part->title);
          part->title = title;
        }
    }
}

/* Facets
 * -------------------------------------------------------------------------------------------- */

typedef struct
{
  guint value;
  guint32 count;
} Counted;

static int
compare_counted (gconstpointer a, gconstpointer b)
{
  const Counted *ca = a, *cb = b;

  if (ca->count != cb->count)
    return ca->count > cb->count ? -1 : 1;
  return ca->value < cb->value ? -1 : 1;
}

/* The id of a facet's value and what a reader calls it; NULL where it makes no part. */
static const char *
get_value (IbarFigureContent *content, IbarFacet facet, guint value, char **title)
{
  const IbarVocabulary *v = content->vocabulary;

  if (facet == IBAR_FACET_ACTOR && value < v->actors->len)
    {
      const IbarActor *actor = v->actors->pdata[value];

      /* A contingent is shown with its force. */
      if (actor->parent >= 0)
        return NULL;
      *title = ibar_names_format (&actor->names, &content->figure->names);
      return actor->id;
    }
  if (facet == IBAR_FACET_TYPE && value < v->types->len)
    {
      const IbarEventType *type = v->types->pdata[value];
      *title = g_strdup (ibar_term_type (type->label));
      return type->id;
    }
  if (facet == IBAR_FACET_MUNICIPALITY && value < v->municipalities->len)
    {
      *title = g_strdup (v->municipalities->pdata[value]);
      return v->municipalities->pdata[value];
    }
  return NULL;
}

/* Counted by running each value's own filter would be slow; the facet's counts under the figure's
 * filter are what such a filter gives, but for terms of the same facet, which the filter keeps. */
static void
add_values (IbarSeries *self, IbarFigureContent *content, IbarFacet facet, guint limit)
{
  const IbarFilterTerms *asked = &ibar_result_get_filter (content->result)->terms[facet];
  guint n_values;
  const guint32 *counts = ibar_result_get_facet_counts (content->result, facet, &n_values);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Counted));

  for (guint value = 0; value < n_values; value++)
    {
      Counted counted = { value, counts[value] };
      if (counts[value] > 0)
        g_array_append_val (found, counted);
    }
  g_array_sort (found, compare_counted);
  for (guint i = 0; i < found->len; i++)
    {
      char *title = NULL;
      const char *id = get_value (content, facet, g_array_index (found, Counted, i).value, &title);
      IbarSeriesPart *part;

      if (id == NULL
          || (asked->include != NULL && asked->include->len > 0
              && !g_ptr_array_find_with_equal_func (asked->include, id, g_str_equal, NULL))
          || self->parts->len >= limit)
        {
          self->n_left_out += id != NULL && self->parts->len >= limit ? 1 : 0;
          g_free (title);
          continue;
        }
      part = add_part (self, content, title[0] != '\0' ? title : g_strdup (id));
      ibar_filter_clear_facet (part->filter, facet);
      for (guint x = 0; asked->exclude != NULL && x < asked->exclude->len; x++)
        ibar_filter_set_term (part->filter, facet, asked->exclude->pdata[x], -1);
      ibar_filter_set_term (part->filter, facet, id, 1);
    }
}

static void
add_events (IbarSeries *self, IbarFigureContent *content, guint limit)
{
  for (guint i = 0; i < content->n_listed; i++)
    {
      const IbarEventRecord *record = g_array_index (content->events, IbarFigureEvent, i).record;

      if (self->parts->len < limit)
        add_part (self, content, g_strdup (record->title))->event = g_strdup (record->id);
      else
        self->n_left_out++;
    }
  self->n_left_out += content->events->len - content->n_listed;
}

/* Saved views
 * --------------------------------------------------------------------------------------- */

/**
 * ibar_series_get_view_extent:
 * @view: a saved view: it keeps a center and a zoom
 *
 * Returns: what it shows in a window of the usual size; empty where it says nothing of the map
 */
IbarExtent
ibar_series_get_view_extent (const IbarSavedView *view)
{
  const double half_width = 400, half_height = 250; /* [map units] */
  double units = IBAR_TILE_UNITS * exp2 (view->zoom);
  double x = ibar_mercator_x (view->center.longitude), y = ibar_mercator_y (view->center.latitude);
  IbarExtent extent;

  ibar_extent_init_empty (&extent);
  if (ibar_point_is_placed (view->center))
    extent = (IbarExtent){ ibar_mercator_longitude (MAX (x - half_width / units, 0)),
                           ibar_mercator_latitude (MIN (y + half_height / units, 1)),
                           ibar_mercator_longitude (MIN (x + half_width / units, 1)),
                           ibar_mercator_latitude (MAX (y - half_height / units, 0)) };
  return extent;
}

/* A view has a filter of its own: it replaces the figure's. */
static gboolean
add_views (IbarSeries *self, IbarFigureContent *content, guint limit, GError **error)
{
  g_autoptr (GPtrArray) views = ibar_saved_views_list (content->collection, error);

  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      const IbarSavedView *view = views->pdata[i];
      IbarFilter *filter;
      IbarSeriesPart *part;
      gsize position;

      if (self->parts->len >= limit)
        {
          self->n_left_out++;
          continue;
        }
      filter = ibar_filter_parse (view->filter, content->vocabulary, &position, error);
      if (filter == NULL)
        {
          g_prefix_error (error, _ ("View “%s”: "), view->name);
          return FALSE;
        }
      part = add_part (self, content, g_strdup (view->name));
      ibar_filter_free (part->filter);
      part->filter = filter;
      part->extent = ibar_series_get_view_extent (view);
    }
  return views != NULL;
}

/**
 * ibar_series_new:
 * @content: what the whole figure says
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND where the figure falls into no part at all.
 *
 * Returns: (transfer full) (nullable): the parts that the figure's series asks for
 */
IbarSeries *
ibar_series_new (IbarFigureContent *content, GError **error)
{
  g_autoptr (IbarSeries) self = g_new0 (IbarSeries, 1);
  const IbarFigure *figure = content->figure;
  guint limit = figure->series_limit > 0 ? (guint) figure->series_limit
                                         : usual_limits[figure->series_layout];

  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->engine = ibar_engine_new (content->collection, content->columns);
  switch (figure->series_by)
    {
    case IBAR_SERIES_DAY:
    case IBAR_SERIES_WEEK:
    case IBAR_SERIES_MONTH:
    case IBAR_SERIES_YEAR:
      add_times (self, content, (IbarBinUnit) (figure->series_by - IBAR_SERIES_DAY), limit);
      break;
    case IBAR_SERIES_ACTOR:
      add_values (self, content, IBAR_FACET_ACTOR, limit);
      break;
    case IBAR_SERIES_TYPE:
      add_values (self, content, IBAR_FACET_TYPE, limit);
      break;
    case IBAR_SERIES_MUNICIPALITY:
      add_values (self, content, IBAR_FACET_MUNICIPALITY, limit);
      break;
    case IBAR_SERIES_EVENT:
      add_events (self, content, limit);
      break;
    case IBAR_SERIES_VIEW:
      if (!add_views (self, content, limit, error))
        return NULL;
      break;
    case IBAR_N_SERIES_BY:
    default:
      g_return_val_if_reached (NULL);
    }
  if (self->parts->len > 0)
    return g_steal_pointer (&self);
  if (figure->series_by == IBAR_SERIES_VIEW)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("The collection has no saved views"));
  else
    g_set_error (
        error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND,
        _ ("There is nothing to divide by: no event that passes the filter has such a value"));
  return NULL;
}

/**
 * ibar_series_free:
 * @self: (transfer full) (nullable): a series
 */
void
ibar_series_free (IbarSeries *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->engine, ibar_engine_free);
  g_free (self);
}

/**
 * ibar_series_pick:
 * @self: a series
 * @part: index of a part
 * @content: what it was made from
 * @error: return location for an error
 *
 * **Cost:** one run of the engine.
 *
 * Returns: (transfer full) (nullable): 1 for each event of @content that belongs to the part, else
 * 0
 */
guint8 *
ibar_series_pick (IbarSeries *self, guint part, IbarFigureContent *content, GError **error)
{
  const IbarSeriesPart *p = self->parts->pdata[part];
  g_autoptr (IbarResult) result = ibar_engine_run (self->engine, p->filter, NULL, error);
  guint8 *picked;

  if (result == NULL)
    return NULL;
  picked = g_new0 (guint8, MAX (content->events->len, 1));
  for (guint i = 0; i < content->events->len; i++)
    {
      const IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent, i);

      picked[i] = ibar_result_contains (result, event->row)
                  && (p->event == NULL
                      || (event->record != NULL && strcmp (event->record->id, p->event) == 0));
    }
  return picked;
}
