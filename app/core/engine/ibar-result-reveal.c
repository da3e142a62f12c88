/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The smallest change of a filter that shows an event it hides.
 *
 * A change is a step of the reader's: a value chosen or given up, "any" for "all", an end of the dates moved, the words
 * or the area cleared. Dimensions are loosened one by one, each by as few steps as will do; of ways with as many steps
 * the one that keeps more of what was chosen, and shows less besides. */

#define G_LOG_DOMAIN "ibar-result"

#include "config.h"

#include "ibar-engine-private.h"

typedef struct
{
  IbarFilter    *filter;  /* being loosened */
  IbarFacet      facet;
  IbarColumns   *columns;
  const guint32 *values;  /* shape [n_values] that the event has */
  guint          n_values;
  GHashTable    *has;     /* set of their ids */
} Reveal;

/* What it must not have but has. */
static void
drop_excluded (Reveal *self)
{
  for (guint i = 0; i < self->n_values; i++)
    {
      const char *id = ibar_columns_get_value_id (self->columns, self->facet, self->values[i]);

      if (ibar_filter_get_term (self->filter, self->facet, id) < 0)
        ibar_filter_set_term (self->filter, self->facet, id, 0);
    }
}

/* What is asked for and it has not. */
static void
drop_missing (Reveal *self)
{
  GPtrArray *include = self->filter->terms[self->facet].include;

  for (guint i = include->len; i-- > 0;)
    if (!g_hash_table_contains (self->has, g_ptr_array_index (include, i)))
      {
        g_autofree char *id = g_strdup (g_ptr_array_index (include, i));

        ibar_filter_set_term (self->filter, self->facet, id, 0);
      }
}

/* Asks for a value it has, too: for the one that fewest others have. */
static void
add_own (Reveal *self)
{
  const guint32 *totals = self->columns->totals[self->facet];
  guint32 rarest = self->values[0];

  for (guint i = 1; i < self->n_values; i++)
    if (totals[self->values[i]] < totals[rarest])
      rarest = self->values[i];
  ibar_filter_set_term (self->filter, self->facet, ibar_columns_get_value_id (self->columns, self->facet, rarest), +1);
}

static void
admit_included (Reveal *self)
{
  const IbarFilterTerms *terms = &self->filter->terms[self->facet];
  guint n_wanted = terms->include->len, n_hits = 0;

  for (guint i = 0; i < n_wanted; i++)
    n_hits += g_hash_table_contains (self->has, g_ptr_array_index (terms->include, i));
  if (n_wanted == 0 || (terms->all ? n_hits == n_wanted : n_hits > 0))
    return;
  if (!terms->all && self->n_values > 0)
    add_own (self);
  else if (terms->all && n_hits > 0 && n_wanted - n_hits > 1)
    ibar_filter_set_all (self->filter, self->facet, FALSE);
  else if (terms->all && n_hits == 0 && n_wanted > 1 && self->n_values > 0)
    {
      ibar_filter_set_all (self->filter, self->facet, FALSE);
      add_own (self);
    }
  else
    drop_missing (self);
}

static void
admit_values (IbarResult *result, IbarFilter *filter, IbarFacet facet, guint32 row)
{
  g_autoptr (GHashTable) has = g_hash_table_new (g_str_hash, g_str_equal);
  Reveal self = { .filter = filter, .facet = facet, .columns = result->columns, .has = has };
  guint32 buffer;

  self.values = ibar_columns_get_values (self.columns, facet, row, &buffer, &self.n_values);
  for (guint i = 0; i < self.n_values; i++)
    g_hash_table_add (has, (gpointer) ibar_columns_get_value_id (self.columns, facet, self.values[i]));
  drop_excluded (&self);
  admit_included (&self);
}

/* Moves the end that cuts the row off just so far that it is touched; without a date both are opened. */
static void
admit_days (IbarResult *result, IbarFilter *filter, guint32 row)
{
  IbarSpan span = ibar_columns_get_span (result->columns, row);
  IbarDay from = filter->from, to = filter->to;

  if (span.start == IBAR_VALUE_NONE)
    from = to = IBAR_DAY_NONE;
  if (from != IBAR_DAY_NONE && result->columns->days[span.end] < from)
    from = result->columns->days[span.end];
  if (to != IBAR_DAY_NONE && result->columns->days[span.start] > to)
    to = result->columns->days[span.start];
  ibar_filter_set_dates (filter, from, to);
}

/**
 * ibar_result_reveal_filter:
 * @self: a result
 * @row: a row
 *
 * **Thread:** any
 *
 * Returns: (transfer full): the result's filter with the smallest change that shows the row; equal to it if the row is
 *   shown
 */
IbarFilter *
ibar_result_reveal_filter (IbarResult *self, guint32 row)
{
  IbarFilter *filter;
  guint hidden;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (row < self->columns->n_rows, NULL);

  filter = ibar_filter_copy (self->filter);
  hidden = ibar_result_why_hidden (self, row);
  for (guint facet = 0; facet < IBAR_N_FACETS; facet++)
    if (hidden >> facet & 1)
      admit_values (self, filter, (IbarFacet) facet, row);
  if (hidden & IBAR_HIDDEN_TIME)
    admit_days (self, filter, row);
  if (hidden & IBAR_HIDDEN_TEXT)
    ibar_filter_set_text (filter, NULL);
  if (hidden & IBAR_HIDDEN_AREA)
    ibar_filter_set_area (filter, NULL, 0);
  return filter;
}
