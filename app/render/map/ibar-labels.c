/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Places the labels of a view, and the dots they belong to.
 *
 * Labels are placed on a plane that is the map at one zoom and rotation, most important first, each
 * at the first of its positions that is free; a view then shows its window of that plane. While the
 * map only moves, the plane stays, so nothing jumps. Where a region has more places than can be
 * placed at once, the plane covers a block of the map around the view and is made again when the
 * view leaves the block.
 *
 * A dot without room for its name is not drawn: at the next zoom both appear together. */

#define G_LOG_DOMAIN "ibar-labels"

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-labels-private.h"

#define GLOBAL_LIMIT 3000 /* names that are placed over the whole region at once */
#define BLOCK 2048.0      /* [px] side of the squares that a block is made of */
#define ATTEMPTS 6
#define DRAWN_MARGIN 24.0 /* [px] labels this far outside of the view are still returned */

/* ---- The plane ----------------------------------------------------------------------------- */

/* The chief places' dots are taken from the start: no other name may cover them. */
static void
start_placing (IbarLabeller *self)
{
  ibar_label_grid_reset (&self->grid);
  g_array_set_size (self->placed, 0);
  g_hash_table_remove_all (self->named_along);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const IbarCandidate *candidate = &g_array_index (self->candidates, IbarCandidate, i);
      double x, y, r = candidate->radius + 1;

      if (!ibar_candidate_is_chief (candidate))
        continue;
      ibar_labeller_to_plane (self, candidate->x, candidate->y, &x, &y);
      ibar_label_grid_add (&self->grid, &(IbarBox){ x - r, y - r, x + r, y + r });
    }
}

/* Places the chief places in their present order. Returns: how bad it is that some found no room; one of
 * the first rank outweighs any number of the others. last: the last of those, unchanged if there are none. */
static guint
try_order (IbarLabeller *self, guint *last)
{
  guint badness = 0;

  start_placing (self);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const IbarCandidate *candidate = &g_array_index (self->candidates, IbarCandidate, i);

      if (candidate->priority > CHIEF_RANK)
        break;
      if (ibar_labeller_place_candidate (self, candidate) || !ibar_candidate_is_chief (candidate))
        continue;
      *last = i;
      badness += candidate->rank == 0 ? 1000 : 1;
    }
  return badness;
}

/* Puts the chief places into the order in which the most important of them, and most of them, find
 * room: one that found none goes first in the next try. */
static void
order_chiefs (IbarLabeller *self)
{
  g_autoptr (GArray) best = NULL;
  guint least = G_MAXUINT;

  for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++)
    {
      guint last = 0, badness = try_order (self, &last);
      IbarCandidate promoted;

      if (badness < least)
        {
          g_clear_pointer (&best, g_array_unref);
          best = g_array_copy (self->candidates);
          least = badness;
        }
      if (badness == 0)
        break;
      promoted = g_array_index (self->candidates, IbarCandidate, last);
      g_array_remove_index (self->candidates, last);
      promoted.priority = MIN (promoted.priority, 0);
      g_array_insert_val (self->candidates, 0, promoted);
    }
  g_array_set_size (self->candidates, 0);
  g_array_append_vals (self->candidates, best->data, best->len);
}

static void
make_plane (IbarLabeller *self, const IbarPlaneKey *key)
{
  const double side = BLOCK / (IBAR_TILE_UNITS * exp2 (key->zoom));
  const int *block = key->block;
  IbarBox within = { block[0] * side, block[1] * side, block[2] * side, block[3] * side };

  self->key = *key;
  self->cosine = cos (key->rotation);
  self->sine = sin (key->rotation);
  self->world = IBAR_TILE_UNITS * exp2 (key->zoom);
  ibar_named_collect (&self->named, key->zoom, block[2] > block[0] ? &within : NULL,
                      self->candidates);
  ibar_labeller_bar_obstacles (self);
  order_chiefs (self);
  start_placing (self);
  for (guint i = 0; i < self->candidates->len; i++)
    ibar_labeller_place_candidate (self, &g_array_index (self->candidates, IbarCandidate, i));
  self->plane_is_good = TRUE;
}

static void
choose_plane (IbarLabeller *self, const IbarView *view, IbarPlaneKey *key)
{
  double world = IBAR_TILE_UNITS * exp2 (view->zoom);
  double x = ibar_region_get_x (self->named.region, view->center.longitude) * world;
  double y = ibar_mercator_y (view->center.latitude) * world;
  double reach = hypot (view->width, view->height) / 2;

  memset (key, 0, sizeof *key);
  key->zoom = view->zoom;
  key->rotation = view->rotation;
  if (ibar_named_count (&self->named, view->zoom) <= GLOBAL_LIMIT)
    return;
  /* A whole square of air around: what lies outside of it does not reach into the view. */
  key->block[0] = (int) floor ((x - reach) / BLOCK) - 1;
  key->block[1] = (int) floor ((y - reach) / BLOCK) - 1;
  key->block[2] = (int) floor ((x + reach) / BLOCK) + 2;
  key->block[3] = (int) floor ((y + reach) / BLOCK) + 2;
}

/* ---- The view ------------------------------------------------------------------------------ */

static void
show_placed (IbarLabeller *self, const IbarView *view)
{
  double x, y;

  ibar_labeller_locate (self, view->center, &x, &y);
  self->off_x = view->width / 2.0 - x;
  self->off_y = view->height / 2.0 - y;
  g_array_set_size (self->labels, 0);
  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->placed->len; i++)
    {
      const IbarPlacedLabel *placed = &g_array_index (self->placed, IbarPlacedLabel, i);
      const IbarCandidate *candidate = placed->candidate;
      IbarLabel label = { .text = candidate->text->text, .feature = candidate->feature };

      label.kind = candidate->kind;
      label.x = placed->box.min_x + self->off_x;
      label.y = placed->box.min_y + self->off_y;
      label.width = placed->box.max_x - placed->box.min_x;
      label.height = placed->box.max_y - placed->box.min_y;
      label.angle = placed->angle;
      label.anchor_x = placed->x + self->off_x;
      label.anchor_y = placed->y + self->off_y;
      label.rank = candidate->rank;
      if (label.x > view->width + DRAWN_MARGIN || label.x + label.width < -DRAWN_MARGIN
          || label.y > view->height + DRAWN_MARGIN || label.y + label.height < -DRAWN_MARGIN)
        continue;
      g_array_append_val (self->labels, label);
      g_array_append_val (self->shown, i);
    }
}

/**
 * ibar_labeller_new:
 * @region: the data
 *
 * Returns: (transfer full): a labeller; it belongs to one thread at a time
 */
IbarLabeller *
ibar_labeller_new (IbarRegion *region)
{
  IbarLabeller *self = g_new0 (IbarLabeller, 1);

  g_return_val_if_fail (region != NULL, NULL);

  ibar_named_init (&self->named, region);
  ibar_label_grid_init (&self->grid);
  ibar_label_grid_init (&self->barred);
  self->candidates = g_array_new (FALSE, FALSE, sizeof (IbarCandidate));
  self->placed = g_array_new (FALSE, FALSE, sizeof (IbarPlacedLabel));
  self->labels = g_array_new (FALSE, FALSE, sizeof (IbarLabel));
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->obstacles = g_array_new (FALSE, FALSE, sizeof (IbarObstacle));
  self->named_along = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * ibar_labeller_free:
 * @self: (nullable): a labeller
 */
void
ibar_labeller_free (IbarLabeller *self)
{
  if (self == NULL)
    return;
  ibar_named_clear (&self->named);
  ibar_label_grid_clear (&self->grid);
  ibar_label_grid_clear (&self->barred);
  g_array_unref (self->candidates);
  g_array_unref (self->placed);
  g_array_unref (self->labels);
  g_array_unref (self->shown);
  g_array_unref (self->obstacles);
  g_hash_table_unref (self->named_along);
  g_free (self);
}

/**
 * ibar_labeller_set_obstacles:
 * @self: a labeller
 * @obstacles: (nullable): room to leave free, shape [n_obstacles]; copied
 * @n_obstacles: how many
 *
 * Labels move to another of their positions, or go, where they would lie under an obstacle; the
 * name of a place that lies under one itself stands beside it. Each change places all labels again.
 */
void
ibar_labeller_set_obstacles (IbarLabeller *self, const IbarObstacle *obstacles, guint n_obstacles)
{
  g_return_if_fail (self != NULL);

  if (self->obstacles->len == n_obstacles
      && (n_obstacles == 0
          || memcmp (self->obstacles->data, obstacles, n_obstacles * sizeof *obstacles) == 0))
    return;
  g_array_set_size (self->obstacles, 0);
  if (n_obstacles > 0)
    g_array_append_vals (self->obstacles, obstacles, n_obstacles);
  self->plane_is_good = FALSE;
}

/**
 * ibar_labeller_set_font:
 * @self: a labeller
 * @font: (nullable): families of fonts, separated by commas; %NULL: the desktop's
 *
 * What the names placed from now on are written in.
 */
void
ibar_labeller_set_font (IbarLabeller *self, const char *font)
{
  g_return_if_fail (self != NULL);
  ibar_named_set_font (&self->named, font);
}

/**
 * ibar_labeller_place:
 * @self: a labeller
 * @view: what is looked at
 * @names: which forms of the names
 * @profile: (nullable): whose name for the whole region; NULL: the region's first
 * @font_scale: factor for the size of text
 * @n_labels: (out): how many labels
 *
 * Chooses the labels of a view and where they stand. At one zoom and rotation a label stands at one
 * place of the map, wherever the view is.
 *
 * Returns: (transfer none) (array length=n_labels): the labels in pixels of the view, upright,
 *   most important first; valid until the next call
 *
 * **Thread:** the labeller's. **Cost:** about 2 ms for 1,000 candidates measured before, and
 * nothing but a walk over the labels while zoom, rotation and names stay (bench map).
 */
const IbarLabel *
ibar_labeller_place (IbarLabeller *self,
                     const IbarView *view,
                     const IbarNameSetting *names,
                     const IbarBoundaryProfile *profile,
                     double font_scale,
                     guint *n_labels)
{
  static const IbarNames nameless = { { NULL } };
  IbarPlaneKey key;

  g_return_val_if_fail (self != NULL && view != NULL && names != NULL && n_labels != NULL, NULL);

  if (profile == NULL)
    profile = ibar_region_find_profile (self->named.region, NULL);
  if (ibar_named_set (&self->named, names, profile != NULL ? &profile->label : &nameless,
                      font_scale > 0 ? font_scale : 1))
    self->plane_is_good = FALSE;
  choose_plane (self, view, &key);
  if (!self->plane_is_good || memcmp (&key, &self->key, sizeof key) != 0)
    make_plane (self, &key);
  show_placed (self, view);
  *n_labels = self->labels->len;
  return (const IbarLabel *) (gpointer) self->labels->data;
}
