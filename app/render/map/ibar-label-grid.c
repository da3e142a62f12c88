/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which room is taken, while labels are placed.
 *
 * A grid of squares whose squares are hashed into a fixed table: placing a whole country's labels
 * at a street's scale needs no more memory than the labels there are. Two squares in one slot cost
 * a comparison, never a wrong answer, since boxes themselves are compared. */

#define G_LOG_DOMAIN "ibar-label-grid"

#include "config.h"

#include "ibar-label-grid.h"

#include <math.h>
#include <string.h>

#define SQUARE 96.0 /* [px] about a label's width */
#define N_SLOTS 8192u

typedef struct
{
  guint32 box;
  guint32 next; /* entry + 1 */
} Entry;

static guint
get_slot (int x, int y)
{
  guint32 hash = (guint32) x * 0x9E3779B1u ^ (guint32) y * 0x85EBCA77u;

  return (hash ^ hash >> 15) & (N_SLOTS - 1);
}

static int
get_square (double at)
{
  return (int) floor (CLAMP (at, -1e9, 1e9) / SQUARE);
}

void
ibar_label_grid_init (IbarLabelGrid *grid)
{
  grid->boxes = g_array_new (FALSE, FALSE, sizeof (IbarBox));
  grid->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  grid->heads = g_new0 (guint32, N_SLOTS);
}

void
ibar_label_grid_clear (IbarLabelGrid *grid)
{
  g_array_unref (grid->boxes);
  g_array_unref (grid->entries);
  g_free (grid->heads);
}

void
ibar_label_grid_reset (IbarLabelGrid *grid)
{
  g_array_set_size (grid->boxes, 0);
  g_array_set_size (grid->entries, 0);
  memset (grid->heads, 0, N_SLOTS * sizeof (guint32));
}

void
ibar_label_grid_add (IbarLabelGrid *grid, const IbarBox *box)
{
  guint32 number = grid->boxes->len;

  g_array_append_vals (grid->boxes, box, 1);
  for (int y = get_square (box->min_y); y <= get_square (box->max_y); y++)
    for (int x = get_square (box->min_x); x <= get_square (box->max_x); x++)
      {
        guint slot = get_slot (x, y);
        Entry entry = { number, grid->heads[slot] };

        g_array_append_val (grid->entries, entry);
        grid->heads[slot] = grid->entries->len;
      }
}

/* Whether no box that was added shares more than an edge with this one. */
gboolean
ibar_label_grid_is_free (IbarLabelGrid *grid, const IbarBox *box)
{
  for (int y = get_square (box->min_y); y <= get_square (box->max_y); y++)
    for (int x = get_square (box->min_x); x <= get_square (box->max_x); x++)
      for (guint32 at = grid->heads[get_slot (x, y)]; at != 0;)
        {
          const Entry *entry = &g_array_index (grid->entries, Entry, at - 1);
          const IbarBox *taken = &g_array_index (grid->boxes, IbarBox, entry->box);

          if (taken->min_x < box->max_x && taken->max_x > box->min_x && taken->min_y < box->max_y
              && taken->max_y > box->min_y)
            return FALSE;
          at = entry->next;
        }
  return TRUE;
}
