/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events of several days that meet a stretch of time, however long before it they began.
 *
 * Rows of more than one day are sorted by their end. For every 256 of them the columns keep the first start and the
 * greatest length: stretches of rows that all begin too late, or are all too short, are passed over as one. 8 bytes for
 * 256 rows. */

#define G_LOG_DOMAIN "ibar-result"

#include "config.h"

#include "ibar-engine-private.h"

#define STRETCH 256

struct _IbarLongStretch
{
  guint32 first_start; /* index into days */
  IbarDay longest;     /* [days] from the first to the last */
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
  self->long_stretches = g_new (IbarLongStretch, self->n_long / STRETCH + 1);
  for (guint32 i = 0; i < self->n_long; i++)
    {
      IbarSpan span = ibar_columns_get_span (self, self->long_by_end[i]);
      IbarLongStretch *stretch = &self->long_stretches[i / STRETCH];

      if (i % STRETCH == 0)
        *stretch = (IbarLongStretch){ span.start, 0 };
      stretch->first_start = MIN (stretch->first_start, span.start);
      stretch->longest = MAX (stretch->longest, get_length (self, span));
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
 * **Cost:** some nanoseconds for each row of several days near one that is found
 *
 * Returns: how many there are, @most + 1 if there are more
 */
guint
ibar_result_find_long (IbarResult *self, IbarDay from, IbarDay to, IbarDay least, guint32 *rows, guint most)
{
  const IbarColumns *columns;
  guint32 first_day, last_day;
  guint n = 0;

  g_return_val_if_fail (self != NULL && rows != NULL, 0);

  columns = self->columns;
  first_day = ibar_columns_lower_day (self->columns, from);
  last_day = to < IBAR_DAY_MAX ? ibar_columns_lower_day (self->columns, to + 1) : columns->n_days;
  for (guint32 i = find_end (columns, first_day); i < columns->n_long; i++)
    {
      const IbarLongStretch *stretch = &columns->long_stretches[i / STRETCH];
      guint32 row = columns->long_by_end[i];
      IbarSpan span;

      if (stretch->first_start >= last_day || stretch->longest < least)
        {
          i |= STRETCH - 1;
          continue;
        }
      span = ibar_columns_get_span (columns, row);
      if (span.start >= last_day || get_length (columns, span) < least || !(self->passing[row / 64] >> row % 64 & 1))
        continue;
      if (n == most)
        return most + 1;
      rows[n++] = row;
    }
  return n;
}
