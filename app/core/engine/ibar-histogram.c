/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timeline's histogram: from counts by day to bins of any width.
 *
 * An event is counted in every bin it overlaps. The events that overlap [a, b] are those that have begun by b,
 * less those that ended before a: two running sums, one sweep over the distinct days whatever the number of
 * bins and events. Events of one day, which are most, are counted by their day alone.
 *
 * The counts ignore the time filter. What passes it, too, has begun by the earlier of the bin's and the filter's
 * ends, less what ended before the later of their starts, all of which had begun by then, if that is no later
 * than the former. For bins outside of the filter it is, and long events are looked at one by one.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-histogram"

#include "ibar-engine-private.h"

#include <string.h>

/**
 * ibar_bin_start:
 * @unit: width of a bin
 * @day: a day
 *
 * Returns: first day of the bin that holds it; weeks begin on Monday
 */
IbarDay
ibar_bin_start (IbarBinUnit unit, IbarDay day)
{
  int year, month, mday;

  if (unit == IBAR_BIN_DAY)
    return day;
  if (unit == IBAR_BIN_WEEK) /* 1970-01-01 was a Thursday; the remainder is never negative */
    return day - ((day + 3) % 7 + 7) % 7;
  day = CLAMP (day, IBAR_DAY_MIN, IBAR_DAY_MAX);
  ibar_day_to_ymd (day, &year, &month, &mday);
  return ibar_day_from_ymd (year, unit == IBAR_BIN_YEAR ? 1 : month, 1);
}

/**
 * ibar_bin_next:
 * @unit: width of a bin
 * @start: first day of a bin
 * @n: how many bins to go, may be negative
 *
 * Returns: first day of the bin so many bins later; held to the days there are, and one past the last
 */
IbarDay
ibar_bin_next (IbarBinUnit unit, IbarDay start, int n)
{
  int year, month, mday;
  gint64 months;

  if (unit == IBAR_BIN_DAY || unit == IBAR_BIN_WEEK)
    return CLAMP ((gint64) start + (gint64) n * (unit == IBAR_BIN_WEEK ? 7 : 1), IBAR_DAY_MIN - 6,
                  IBAR_DAY_MAX + 1);
  if (start > IBAR_DAY_MAX)
    {
      year = 10000;
      month = 1;
    }
  else
    ibar_day_to_ymd (MAX (start, IBAR_DAY_MIN), &year, &month, &mday);
  months = (gint64) year * 12 + month - 1 + (gint64) n * (unit == IBAR_BIN_YEAR ? 12 : 1);
  if (months < 12)
    return IBAR_DAY_MIN;
  if (months >= 10000 * 12)
    return IBAR_DAY_MAX + 1;
  return ibar_day_from_ymd (months / 12, months % 12 + 1, 1);
}

/* edges: index of the first distinct day that is not before each bin, and after the last; [n + 1]. */
static guint32 *
bin_edges (IbarColumns *columns, IbarBinUnit unit, IbarDay first, guint n)
{
  guint32 *edges = g_new (guint32, n + 1);
  IbarDay day = ibar_bin_start (unit, first);

  for (guint i = 0; i <= n; i++)
    {
      edges[i] = ibar_columns_lower_day (columns, day);
      day = ibar_bin_next (unit, day, 1);
    }
  return edges;
}

/* One sweep: out[bin][family], of what meets both the bin and [low, high); 0 where these lie apart. */
IBAR_VECTOR static void
sweep (const IbarDayCounts *days, guint32 low, guint32 high, const guint32 *edges, guint n, guint32 *out)
{
  guint32 begun[IBAR_FAMILY_STRIDE] = { 0 }, ended[IBAR_FAMILY_STRIDE] = { 0 };
  guint32 start = 0, end = 0;

  for (guint bin = 0; bin < n; bin++)
    {
      guint32 in_bin[IBAR_FAMILY_STRIDE] = { 0 };
      guint32 from = MAX (edges[bin], low), to = MIN (edges[bin + 1], high);

      for (guint32 day = from; day < to; day++)
        for (guint family = 0; family < IBAR_FAMILY_STRIDE; family++)
          in_bin[family] += days->single[day * IBAR_FAMILY_STRIDE + family];
      for (; start < to; start++)
        for (guint family = 0; family < IBAR_FAMILY_STRIDE; family++)
          begun[family] += days->starts[start * IBAR_FAMILY_STRIDE + family];
      for (; end < from; end++)
        for (guint family = 0; family < IBAR_FAMILY_STRIDE; family++)
          ended[family] += days->ends[end * IBAR_FAMILY_STRIDE + family];
      for (guint family = 0; family < IBAR_N_FAMILIES; family++)
        out[bin * IBAR_N_FAMILIES + family] = from <= to ? in_bin[family] + begun[family] - ended[family] : 0;
    }
}

/* The bins an event touches; FALSE if none. */
static gboolean
bins_of (const guint32 *edges, guint n, guint32 start, guint32 end, guint *first, guint *last)
{
  guint low = 0, high = n;

  if (start == IBAR_VALUE_NONE || start >= edges[n] || end < edges[0])
    return FALSE;
  while (low < high) /* the first bin that ends after the event starts */
    {
      guint middle = low + (high - low) / 2;

      if (edges[middle + 1] <= start)
        low = middle + 1;
      else
        high = middle;
    }
  *first = low;
  for (*last = low; *last + 1 < n && edges[*last + 1] <= end; ++*last)
    ;
  return TRUE;
}

/* Row by row, where there are too many distinct days to keep counts of. */
static void
count_rows (IbarResult *self, const guint32 *edges, guint n, gboolean passing, guint32 *out, guint32 *all)
{
  const IbarColumns *columns = self->columns;
  guint skip = passing ? 0 : IBAR_HIDDEN_TIME;

  for (guint32 row = 0; row < columns->n_rows; row++)
    {
      guint part = ibar_columns_get_group (columns, self->stacking, row);
      IbarSpan span = ibar_columns_get_span (columns, row);
      gboolean counts;
      guint first, last;

      if (!bins_of (edges, n, span.start, span.end, &first, &last))
        continue;
      counts = (ibar_result_why_hidden (self, row) & ~skip) == 0;
      for (guint bin = first; bin <= last; bin++)
        {
          if (counts)
            out[bin * IBAR_N_FAMILIES + part]++;
          if (all != NULL)
            all[bin]++;
        }
    }
}

/* What passes and reaches from the filter into bins outside of it: some long events. */
static void
add_reaching (IbarResult *self, guint32 low, guint32 high, const guint32 *edges, guint n, guint32 *out)
{
  const IbarColumns *columns = self->columns;

  for (guint32 i = 0; i < columns->n_long; i++)
    {
      guint32 row = columns->long_by_end[i];
      IbarSpan span = ibar_columns_get_span (columns, row);
      guint first, last;

      if ((span.start >= low && span.end < high) || !ibar_result_contains (self, row)
          || !bins_of (edges, n, span.start, span.end, &first, &last))
        continue;
      for (guint bin = first; bin <= last; bin++)
        if (MAX (edges[bin], low) > MIN (edges[bin + 1], high))
          out[bin * IBAR_N_FAMILIES + ibar_columns_get_group (columns, self->stacking, row)]++;
    }
}

static void
sweep_all (const IbarColumns *columns, const guint32 *edges, guint n, guint32 *all)
{
  g_autofree guint32 *by_family = g_new (guint32, (gsize) n * IBAR_N_FAMILIES + 1);

  sweep (&columns->day_totals, 0, columns->n_days, edges, n, by_family);
  for (guint bin = 0; bin < n; bin++)
    {
      all[bin] = 0;
      for (guint family = 0; family < IBAR_N_FAMILIES; family++)
        all[bin] += by_family[bin * IBAR_N_FAMILIES + family];
    }
}

/**
 * ibar_result_histogram:
 * @self: a result
 * @unit: width of a bin
 * @first: a day of the first bin
 * @n: how many bins
 * @passing: whether to count the rows that pass the whole filter, or all but its dates
 * @out: (out caller-allocates): counts; shape [n, IBAR_N_FAMILIES]
 * @all: (out caller-allocates) (nullable): counts of every event; shape [n]
 *
 * How many events overlap each bin.
 *
 * **Thread:** any
 * **Cost:** O(distinct days + n), and O(rows of more than one day) for what passes in bins outside of the time filter;
 *   O(rows) where they have more than 131,072 distinct days
 */
void
ibar_result_histogram (IbarResult *self, IbarBinUnit unit, IbarDay first, guint n, gboolean passing, guint32 *out,
                       guint32 *all)
{
  const IbarPredicate *days;
  g_autofree guint32 *edges = NULL;
  guint32 low = 0, high;

  g_return_if_fail (self != NULL && (out != NULL || n == 0));

  days = self->predicates[IBAR_DIMENSION_TIME];
  high = self->columns->n_days;
  edges = bin_edges (self->columns, unit, first, n);
  if (!self->columns->has_day_counts)
    {
      memset (out, 0, sizeof *out * n * IBAR_N_FAMILIES);
      if (all != NULL)
        memset (all, 0, sizeof *all * n);
      count_rows (self, edges, n, passing, out, all);
      return;
    }
  if (passing && days != NULL)
    {
      low = days->low;
      high = days->high;
    }
  sweep (&self->open, low, high, edges, n, out);
  if (passing && days != NULL && (edges[0] < low || edges[n] > high))
    add_reaching (self, low, high, edges, n, out);
  if (all != NULL)
    sweep_all (self->columns, edges, n, all);
}
