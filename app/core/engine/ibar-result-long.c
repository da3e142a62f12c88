/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events of several days that meet a stretch of time, however long before it they began.
 *
 * Rows of more than one day are sorted by their end, and their starts stand in a column of that order. Within 256 of them
 * the ends are about the same, so that what is too short begins too late: one comparison finds what is long enough and
 * begins early enough, without a look at the rows, which lie anywhere in memory. With the first start of every 256 whole
 * stretches are passed over. 4 bytes for each row of several days. */

#define G_LOG_DOMAIN "ibar-result"

#include "config.h"

#include "ibar-engine-private.h"

#define STRETCH 256

struct _IbarLongStretch
{
  guint32 first_start, last_end; /* indices into days */
};

static IbarDay
get_length (const IbarColumns *columns, IbarSpan span)
{
  return columns->days[span.end] - columns->days[span.start] + 1;
}

/* Called once the columns are filled. */
void
ibar_columns_find_stretches (IbarColumns *self)
{
  self->long_starts = g_new (guint32, MAX (self->n_long, 1));
  self->long_stretches = g_new (IbarLongStretch, self->n_long / STRETCH + 1);
  for (guint32 i = 0; i < self->n_long; i++)
    {
      IbarSpan span = ibar_columns_get_span (self, self->long_by_end[i]);
      IbarLongStretch *stretch = &self->long_stretches[i / STRETCH];

      self->long_starts[i] = span.start;
      if (i % STRETCH == 0)
        stretch->first_start = span.start;
      stretch->first_start = MIN (stretch->first_start, span.start);
      stretch->last_end = span.end;
    }
}

/* The first of the rows by end that ends on or after a day. */
static guint32
find_end (const IbarColumns *columns, guint32 day)
{
  guint32 low = 0, high = columns->n_long;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (ibar_columns_get_span (columns, columns->long_by_end[middle]).end < day)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The first start that is too late for a row of a stretch. */
static guint32
find_latest (IbarColumns *columns, const IbarLongStretch *stretch, guint32 last_day, IbarDay least)
{
  IbarDay latest = columns->days[stretch->last_end] - least + 1;

  if (stretch->first_start >= last_day || columns->days[stretch->first_start] > latest)
    return 0;
  return MIN (last_day, ibar_columns_lower_day (columns, latest + 1));
}

/**
 * ibar_result_find_long:
 * @self: a result
 * @from: the first day of the stretch
 * @to: its last day
 * @least: [days] shorter events are left out; those of one day always are
 * @rows: (out): passing rows that touch one of these days, by their end, shape [@most]
 * @most: how many are wanted
 *
 * **Thread:** any
 * **Cost:** under a nanosecond for each row of several days near one that is long enough, and some for that one
 *
 * Returns: how many there are, @most + 1 if there are more
 */
guint
ibar_result_find_long (IbarResult *self, IbarDay from, IbarDay to, IbarDay least, guint32 *rows, guint most)
{
  IbarColumns *columns;
  guint32 first_day, last_day, end;
  guint n = 0;

  g_return_val_if_fail (self != NULL && rows != NULL, 0);

  columns = self->columns;
  first_day = ibar_columns_lower_day (columns, from);
  last_day = to < IBAR_DAY_MAX ? ibar_columns_lower_day (columns, to + 1) : columns->n_days;
  for (guint32 i = find_end (columns, first_day); i < columns->n_long; i = end)
    {
      guint32 latest = find_latest (columns, &columns->long_stretches[i / STRETCH], last_day, least);

      end = MIN ((i | (STRETCH - 1)) + 1, columns->n_long);
      for (guint32 j = i; latest > 0 && j < end; j++)
        {
          guint32 row = columns->long_by_end[j];

          if (columns->long_starts[j] >= latest || !(self->passing[row / 64] >> row % 64 & 1)
              || get_length (columns, ibar_columns_get_span (columns, row)) < least)
            continue;
          if (n == most)
            return most + 1;
          rows[n++] = row;
        }
    }
  return n;
}
