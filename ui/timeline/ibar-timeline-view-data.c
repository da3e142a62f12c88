/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the timeline counts: asked from the result for the bins in view only, and again only when
 * the result or the view has changed. Single events are listed when a day is at least STRIP_PX
 * wide, long ones always. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-timeline-view"

#include <math.h>

#include "ibar-actor-kinds.h"
#include "ibar-timeline-view-private.h"

#define STRIP_PX 1.2 /* [px a day] from here on events are drawn one by one */
#define MOST_BARS 1500
#define LONG_PX 16.0 /* as wide events are drawn whatever a day's width */

static void
resize (GArray *array, guint n)
{
  g_array_set_size (array, 0);
  g_array_set_size (array, n);
  if (n > 0)
    memset (array->data, 0, (gsize) n * g_array_get_element_size (array));
}

/* The bins that touch what is looked at. */
static void
init_bins (IbarTimelineView *self, int width)
{
  IbarDay end;

  self->data.unit = ibar_timeline_pick_unit (width, self->end - self->start);
  self->data.first = ibar_bin_start (self->data.unit, (IbarDay) CLAMP (floor (self->start),
                                                                       IBAR_DAY_MIN, IBAR_DAY_MAX));
  self->data.n_bins = 0;
  if (!self->has_days) /* no time at all, not that of the epoch */
    return;
  for (end = self->data.first; end < self->end && end < IBAR_DAY_MAX && self->data.n_bins < 20000;
       self->data.n_bins++)
    {
      IbarDay next = ibar_bin_next (self->data.unit, end, 1);

      if (next <= end)
        break;
      end = next;
    }
}

static gboolean
is_selected (IbarTimelineView *self, guint32 row)
{
  return ibar_session_get_selected_row (self->session) == row;
}

static void
add_bar (IbarTimelineView *self, IbarResult *result, guint32 index, const IbarRow *row)
{
  IbarTimelineBar bar = { row->start, row->end, row->date_precision, ibar_result_get_group (result, index),
                          is_selected (self, index) };

  g_array_append_val (self->bars, bar);
}

/* Those of several days, whenever they began. FALSE: there are too many. */
static gboolean
collect_long (IbarTimelineView *self, IbarResult *result, IbarDay least)
{
  IbarColumns *columns = ibar_result_get_columns (result);
  g_autofree guint32 *rows = g_new (guint32, MOST_BARS);
  guint n = ibar_result_find_long (result, (IbarDay) floor (self->start), (IbarDay) ceil (self->end), least, rows,
                                   MOST_BARS);

  for (guint i = 0; i < n && n <= MOST_BARS; i++)
    {
      IbarRow row;

      ibar_columns_get_row (columns, rows[i], &row);
      add_bar (self, result, rows[i], &row);
    }
  return n <= MOST_BARS;
}

/* Those of one day. FALSE: there are too many. */
static gboolean
collect_days (IbarTimelineView *self, IbarResult *result)
{
  IbarColumns *columns = ibar_result_get_columns (result);
  guint n = ibar_result_get_n_passing (result);

  for (guint position = ibar_result_find_day (result, (IbarDay) floor (self->start)); position < n; position++)
    {
      guint32 index = ibar_result_get_row (result, IBAR_SORT_DATE, FALSE, position);
      IbarRow row;

      ibar_columns_get_row (columns, index, &row);
      if (row.start == IBAR_DAY_NONE || row.start > self->end)
        break;
      if (self->bars->len == MOST_BARS)
        return FALSE;
      if (row.start == row.end)
        add_bar (self, result, index, &row);
    }
  return TRUE;
}

static int
compare_bars (gconstpointer a, gconstpointer b)
{
  const IbarTimelineBar *first = a, *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return first->end > second->end ? -1 : first->end < second->end;
}

/* Events one by one. Of a long time only those are, whose days take more of it than a bin of the histogram. Of too many
 * none is shown: the first of them alone would look as if there were no others. */
static void
collect_bars (IbarTimelineView *self, IbarResult *result, int width)
{
  double px = width / (self->end - self->start); /* a day */
  gboolean all = px >= STRIP_PX;
  IbarDay least = all ? 2 : (IbarDay) ceil (LONG_PX / px);

  g_array_set_size (self->bars, 0);
  if (collect_long (self, result, least) && (!all || collect_days (self, result)))
    g_array_sort (self->bars, compare_bars);
  else
    g_array_set_size (self->bars, 0);
}

/**
 * ibar_timeline_view_update_data:
 * @self: a timeline
 * @width: of the histogram [px]
 *
 * Counts what is looked at, unless that has been done.
 */
void
ibar_timeline_view_update_data (IbarTimelineView *self, int width)
{
  IbarResult *result = self->session != NULL ? ibar_session_get_result (self->session) : NULL;

  if (!self->stale && self->data_start == self->start && self->data_end == self->end
      && self->data_width == width)
    return;
  self->stale = FALSE;
  self->data_start = self->start;
  self->data_end = self->end;
  self->data_width = width;
  init_bins (self, width);
  resize (self->families, self->data.n_bins * IBAR_N_FAMILIES);
  resize (self->all, self->data.n_bins);
  g_array_set_size (self->bars, 0);
  if (result != NULL && self->data.n_bins > 0)
    {
      if (ibar_result_get_stacking (result) == IBAR_STACK_ACTOR_KIND)
        ibar_actor_kinds_get_groups (ibar_result_get_columns (result), self->groups);
      ibar_result_histogram (result, self->data.unit, self->data.first, self->data.n_bins, FALSE,
                             (guint32 *) (void *) self->families->data,
                             (guint32 *) (void *) self->all->data);
      collect_bars (self, result, width);
      if (self->show_sources)
        ibar_timeline_view_count_sources (self, result);
    }
  self->data.families = (const guint32 *) (void *) self->families->data;
  self->data.all = (const guint32 *) (void *) self->all->data;
  self->data.sources = self->show_sources && self->sources->len == self->data.n_bins
                           ? (const guint32 *) (void *) self->sources->data
                           : NULL;
  self->data.groups = result != NULL && ibar_result_get_stacking (result) == IBAR_STACK_ACTOR_KIND
                          ? (const char *const *) self->groups
                          : NULL;
  self->data.bars = (const IbarTimelineBar *) (void *) self->bars->data;
  self->data.n_bars = self->bars->len;
}

/**
 * ibar_timeline_view_init_data:
 * @self: a timeline
 */
void
ibar_timeline_view_init_data (IbarTimelineView *self)
{
  self->families = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->all = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->sources = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->bars = g_array_new (FALSE, FALSE, sizeof (IbarTimelineBar));
  self->most_here = IBAR_TIMELINE_MOST_HERE;
  self->stale = TRUE;
}

/**
 * ibar_timeline_view_clear_data:
 * @self: a timeline
 */
void
ibar_timeline_view_clear_data (IbarTimelineView *self)
{
  ibar_timeline_view_forget_sources (self);
  g_clear_pointer (&self->families, g_array_unref);
  g_clear_pointer (&self->all, g_array_unref);
  g_clear_pointer (&self->sources, g_array_unref);
  g_clear_pointer (&self->bars, g_array_unref);
}
