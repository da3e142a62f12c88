/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A packed R-tree: which boxes does a box meet?
 *
 * Leaves are sorted along a Hilbert curve by their centres and packed sixteen to a node, level by
 * level, into one array; a query walks down from the root with a stack of its own size. 40 bytes a
 * box, built in n log n, never changed. Source: Kamel and Faloutsos 1993, "On packing R-trees".
 *
 * Results come in ascending order of the boxes' own numbers, so that what is drawn in the order of
 * the file is drawn in that order in every tile. */

#define G_LOG_DOMAIN "ibar-box-index"

#include "config.h"

#include "ibar-box-index.h"

#include <string.h>

#define FANOUT 16
#define CURVE_BITS 16

typedef struct
{
  IbarBox box;
  guint32 first;      /* leaf: the box's own number; node: its first child's entry */
  guint32 n_children; /* 0: leaf */
} Entry;

struct _IbarBoxIndex
{
  Entry *entries; /* leaves first, the root last */
  guint n_entries;
};

typedef struct
{
  guint32 key;
  guint32 number;
} Leaf;

/* Distance along the Hilbert curve of order CURVE_BITS. Source: Warren, "Hacker's Delight", 16. */
static guint32
get_hilbert_distance (guint32 x, guint32 y)
{
  guint32 distance = 0;

  for (guint32 side = 1u << (CURVE_BITS - 1); side > 0; side >>= 1)
    {
      guint32 right = (x & side) != 0;
      guint32 lower = (y & side) != 0;

      distance += side * side * ((3 * right) ^ lower);
      if (!lower)
        {
          guint32 swap = x;

          if (right)
            {
              x = (1u << CURVE_BITS) - 1 - x;
              y = (1u << CURVE_BITS) - 1 - y;
              swap = x;
            }
          x = y;
          y = swap;
        }
    }
  return distance;
}

static int
compare_leaves (gconstpointer a, gconstpointer b)
{
  const Leaf *first = a;
  const Leaf *second = b;

  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;
  return first->number < second->number ? -1 : 1;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

static guint32
quantise (double value)
{
  return (guint32) (CLAMP (value, 0.0, 1.0) * ((1u << CURVE_BITS) - 1));
}

static void
sort_leaves (IbarBoxIndex *self, const IbarBox *boxes, guint n_boxes)
{
  g_autofree Leaf *leaves = g_new (Leaf, MAX (n_boxes, 1));

  for (guint i = 0; i < n_boxes; i++)
    {
      const IbarBox *box = &boxes[i];

      leaves[i].key = get_hilbert_distance (quantise ((box->min_x + box->max_x) / 2),
                                            quantise ((box->min_y + box->max_y) / 2));
      leaves[i].number = i;
    }
  qsort (leaves, n_boxes, sizeof (Leaf), compare_leaves);
  for (guint i = 0; i < n_boxes; i++)
    self->entries[i] = (Entry){ boxes[leaves[i].number], leaves[i].number, 0 };
}

/* Packs the entries from first to last, not included, into nodes behind them. */
static void
pack_level (IbarBoxIndex *self, guint first, guint last)
{
  for (guint child = first; child < last; child += FANOUT)
    {
      Entry *node = &self->entries[self->n_entries++];

      node->first = child;
      node->n_children = MIN (FANOUT, last - child);
      node->box = self->entries[child].box;
      for (guint i = 1; i < node->n_children; i++)
        {
          const IbarBox *box = &self->entries[child + i].box;

          ibar_box_add (&node->box, box->min_x, box->min_y);
          ibar_box_add (&node->box, box->max_x, box->max_y);
        }
    }
}

/**
 * ibar_box_index_new:
 * @boxes: boxes, shape [n_boxes]; copied
 * @n_boxes: how many
 *
 * Returns: (transfer full): an index over the boxes, which are known by their positions in @boxes
 *
 * **Thread:** any; the index may be read by any number of threads.
 */
IbarBoxIndex *
ibar_box_index_new (const IbarBox *boxes, guint n_boxes)
{
  IbarBoxIndex *self = g_new0 (IbarBoxIndex, 1);
  guint first = 0;

  self->entries = g_new (Entry, n_boxes + n_boxes / (FANOUT - 1) + 16);
  sort_leaves (self, boxes, n_boxes);
  self->n_entries = n_boxes;
  while (self->n_entries - first > 1)
    {
      guint last = self->n_entries;

      pack_level (self, first, last);
      first = last;
    }
  return self;
}

/**
 * ibar_box_index_free:
 * @self: (nullable): an index
 */
void
ibar_box_index_free (IbarBoxIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->entries);
  g_free (self);
}

static void
query_entry (const IbarBoxIndex *self, guint number, const IbarBox *box, GArray *out)
{
  const Entry *entry = &self->entries[number];

  if (!ibar_box_overlaps (&entry->box, box))
    return;
  if (entry->n_children == 0)
    {
      guint found = entry->first;

      g_array_append_val (out, found);
      return;
    }
  for (guint i = 0; i < entry->n_children; i++)
    query_entry (self, entry->first + i, box, out);
}

/**
 * ibar_box_index_query:
 * @self: an index
 * @box: what is looked for
 * @out: (element-type guint): where the numbers of the boxes that meet @box are appended, ascending
 *
 * **Thread:** any. **Cost:** log n and what is found.
 */
void
ibar_box_index_query (IbarBoxIndex *self, const IbarBox *box, GArray *out)
{
  guint before = out->len;

  if (self->n_entries == 0)
    return;
  query_entry (self, self->n_entries - 1, box, out);
  if (out->len - before > 1)
    qsort (out->data + before * sizeof (guint), out->len - before, sizeof (guint), compare_numbers);
}

/**
 * ibar_box_init_empty:
 * @box: (out): a box that holds nothing
 */
void
ibar_box_init_empty (IbarBox *box)
{
  *box = (IbarBox){ G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE };
}

/**
 * ibar_box_add:
 * @box: a box
 * @x: [Web Mercator]
 * @y: [Web Mercator]
 *
 * Makes the box hold the point.
 */
void
ibar_box_add (IbarBox *box, double x, double y)
{
  box->min_x = MIN (box->min_x, x);
  box->min_y = MIN (box->min_y, y);
  box->max_x = MAX (box->max_x, x);
  box->max_y = MAX (box->max_y, y);
}

/**
 * ibar_box_overlaps:
 * @a: a box
 * @b: another
 *
 * Returns: whether they share a point
 */
gboolean
ibar_box_overlaps (const IbarBox *a, const IbarBox *b)
{
  return a->min_x <= b->max_x && a->max_x >= b->min_x && a->min_y <= b->max_y
         && a->max_y >= b->min_y;
}
