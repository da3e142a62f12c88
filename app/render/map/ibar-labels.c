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

#include "ibar-labels.h"

#include <math.h>
#include <string.h>

#include "ibar-label-candidates.h"
#include "ibar-label-grid.h"

#define GLOBAL_LIMIT 3000 /* names that are placed over the whole region at once */
#define BLOCK 2048.0      /* [px] side of the squares that a block is made of */
#define GAP 2.5           /* [px] between dot and text */
#define HALO 1.5          /* [px] */
#define NEAR 8.0          /* [px] beyond its dot a name still clearly belongs to it */
#define FOREIGN 6.0       /* [px] from a chief place's name to another's dot or name, if there is room */
#define MOST_REACH 44.0   /* [px] a name that would stand farther from its place is not shown */
#define CHIEF_RANK 1      /* places up to this rank get room before all others */
#define ATTEMPTS 6
#define DRAWN_MARGIN 24.0 /* [px] labels this far outside of the view are still returned */

/* A label on the plane. */
typedef struct
{
  const IbarCandidate *candidate;
  IbarBox box;           /* [px] of the text as placed, upright or around a slanted one */
  double x, y;           /* [px] the point it names */
  double text_x, text_y; /* [px] top left of upright text, middle of slanted text */
  double angle;          /* [rad] */
  PangoAlignment alignment;
} Placed;

/* What the plane was made for. */
typedef struct
{
  double zoom, rotation;
  int block[4]; /* [BLOCK px] west, north, east, south; all 0: the whole region */
} PlaneKey;

struct _IbarLabeller
{
  IbarNamed named;
  IbarLabelGrid grid;   /* where labels and their dots are */
  IbarLabelGrid barred; /* where obstacles are */
  GArray *candidates;   /* of IbarCandidate */
  GArray *placed;       /* of Placed, most important first */
  GArray *labels;       /* of IbarLabel, of the last view */
  GArray *shown;        /* of guint: which of the placed the labels are */
  GArray *obstacles;    /* of IbarObstacle */
  GHashTable *waters;   /* of strings: which waters are named in which square of the plane */
  PlaneKey key;
  gboolean plane_is_good;
  double cosine, sine; /* of the plane's rotation */
  double world;        /* [px] */
  double off_x, off_y; /* [px] from plane to view */
};

/* ---- The plane ----------------------------------------------------------------------------- */

static void
to_plane (const IbarLabeller *self, double x, double y, double *px, double *py)
{
  *px = (x * self->cosine - y * self->sine) * self->world;
  *py = (x * self->sine + y * self->cosine) * self->world;
}

static void
add_obstacles (IbarLabeller *self)
{
  for (guint i = 0; i < self->obstacles->len; i++)
    {
      const IbarObstacle *obstacle = &g_array_index (self->obstacles, IbarObstacle, i);
      double x, y, r = obstacle->radius;

      to_plane (self, ibar_mercator_x (obstacle->point.longitude),
                ibar_mercator_y (obstacle->point.latitude), &x, &y);
      ibar_label_grid_add (&self->barred, &(IbarBox){ x - r, y - r, x + r, y + r });
    }
}

static gboolean
is_free (IbarLabeller *self, const IbarBox *box)
{
  return ibar_label_grid_is_free (&self->grid, box) && ibar_label_grid_is_free (&self->barred, box);
}

/* The directions in which a name may stand away from its dot. */
typedef enum
{
  EAST,
  WEST,
  NORTH,
  SOUTH,
  N_DIRECTIONS,
} Direction;

/* How far the text stands from its dot in each direction [px]. A place below an obstacle (an
 * event's mark stands on its town) keeps its name: the name then stands beside the obstacle, on the
 * side where that is nearest. */
static void
get_reaches (IbarLabeller *self, const Placed *placed, const IbarBox *dot, double *reaches)
{
  double radius = placed->candidate->radius;

  for (int i = 0; i < N_DIRECTIONS; i++)
    reaches[i] = radius;
  if (ibar_label_grid_is_free (&self->barred, dot))
    return;
  for (guint i = 0; i < self->obstacles->len; i++)
    {
      const IbarObstacle *obstacle = &g_array_index (self->obstacles, IbarObstacle, i);
      double x, y;

      to_plane (self, ibar_mercator_x (obstacle->point.longitude),
                ibar_mercator_y (obstacle->point.latitude), &x, &y);
      x -= placed->x;
      y -= placed->y;
      if (hypot (x, y) >= obstacle->radius + radius + 1)
        continue;
      reaches[EAST] = MAX (reaches[EAST], x + obstacle->radius);
      reaches[WEST] = MAX (reaches[WEST], -x + obstacle->radius);
      reaches[NORTH] = MAX (reaches[NORTH], -y + obstacle->radius);
      reaches[SOUTH] = MAX (reaches[SOUTH], y + obstacle->radius);
    }
}

static IbarBox
pad (const IbarBox *box, double x, double y)
{
  return (IbarBox){ box->min_x - x, box->min_y - y, box->max_x + x, box->max_y + y };
}

/* Small places keep more distance, so that the map stays a map and does not become a list. */
static double
get_air (const IbarLabeller *self, const IbarCandidate *candidate)
{
  if (candidate->kind != IBAR_LABEL_PLACE || candidate->rank < 5)
    return 3;
  return CLAMP (20 - 6 * (self->key.zoom - 11.4), 3.0, 20.0);
}

/* The positions around a dot, best first. */
static const Direction directions[] = { EAST, WEST, NORTH, SOUTH, NORTH, SOUTH, NORTH, SOUTH };

/* reach: [px] between dot and text, without the gap. */
static void
get_position (const IbarCandidate *candidate, double reach, int position, Placed *placed)
{
  double w = candidate->text->width, h = candidate->text->height;
  double left = -reach - GAP - w, right = reach + GAP, middle = -h / 2, centre = -w / 2;
  double above = -reach - 1.5 - h, below = reach + 1.5;
  const double offsets[G_N_ELEMENTS (directions)][2]
      = { { right, middle }, { left, middle }, { centre, above }, { centre, below },
          { 1, above },      { 1, below },     { -w - 1, above }, { -w - 1, below } };
  static const PangoAlignment alignments[G_N_ELEMENTS (directions)]
      = { PANGO_ALIGN_LEFT, PANGO_ALIGN_RIGHT, PANGO_ALIGN_CENTER, PANGO_ALIGN_CENTER,
          PANGO_ALIGN_LEFT, PANGO_ALIGN_LEFT,  PANGO_ALIGN_RIGHT,  PANGO_ALIGN_RIGHT };

  placed->text_x = placed->x + offsets[position][0];
  placed->text_y = placed->y + offsets[position][1];
  placed->alignment = alignments[position];
  placed->box = (IbarBox){ placed->text_x, placed->text_y, placed->text_x + w, placed->text_y + h };
}

static gboolean
is_chief (const IbarCandidate *candidate)
{
  return candidate->kind == IBAR_LABEL_PLACE && candidate->rank <= CHIEF_RANK
         && candidate->symbol != IBAR_SYMBOL_NONE;
}

/* A name right beside another town's dot would seem to be that one's: away from its own dot, a name
 * keeps a distance. */
static void
keep_off (IbarBox *wanted, guint position, double gap)
{
  if (directions[position] != EAST)
    wanted->min_x -= gap;
  if (directions[position] != WEST)
    wanted->max_x += gap;
}

/* At the first free position whose reach is above one bound and not above another. */
static gboolean
place_within (IbarLabeller *self,
              Placed *placed,
              const IbarBox *dot,
              const double *reaches,
              double above,
              double most,
              double gap)
{
  const IbarCandidate *candidate = placed->candidate;
  double air = get_air (self, candidate);

  for (guint position = 0; position < G_N_ELEMENTS (directions); position++)
    {
      double reach = reaches[directions[position]];
      IbarBox wanted;

      if (reach <= above || reach > most)
        continue;
      get_position (candidate, reach, (int) position, placed);
      wanted = pad (&placed->box, is_chief (candidate) ? 1 : air, MAX (air / 2 - 1.5, 0));
      if (is_chief (candidate))
        keep_off (&wanted, position, gap);
      if (!is_free (self, &wanted))
        continue;
      if (!is_chief (candidate))
        ibar_label_grid_add (&self->grid, dot);
      ibar_label_grid_add (&self->grid, &placed->box);
      return TRUE;
    }
  return FALSE;
}

static gboolean
place_beside (IbarLabeller *self, Placed *placed)
{
  const IbarCandidate *candidate = placed->candidate;
  double r = candidate->radius + 1;
  IbarBox dot = { placed->x - r, placed->y - r, placed->x + r, placed->y + r };
  double reaches[N_DIRECTIONS];

  if (!is_chief (candidate) && !ibar_label_grid_is_free (&self->grid, &dot))
    return FALSE;
  get_reaches (self, placed, &dot, reaches);
  /* Near the dot first; farther away only where the mark that covers it leaves no other side. */
  return place_within (self, placed, &dot, reaches, 0, candidate->radius + NEAR, FOREIGN)
         || place_within (self, placed, &dot, reaches, 0, candidate->radius + NEAR, 0)
         || place_within (self, placed, &dot, reaches, candidate->radius + NEAR, MOST_REACH, 0);
}

/* Where an area is deepest; where a mark stands there, as little above or below as leaves it free,
 * within the area. */
static gboolean
place_centred (IbarLabeller *self, Placed *placed)
{
  static const double steps[] = { 0, 0.7, -0.7, 1.4, -1.4, 2.1, -2.1, 2.8, -2.8 };
  const IbarLabelText *text = placed->candidate->text;
  double w = text->width, h = text->height;

  placed->text_x = placed->x - w / 2;
  placed->alignment = PANGO_ALIGN_CENTER;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      IbarBox wanted;

      if (fabs (steps[i]) * h > placed->candidate->room)
        break;
      placed->text_y = placed->y + steps[i] * h - h / 2;
      placed->box
          = (IbarBox){ placed->text_x, placed->text_y, placed->text_x + w, placed->text_y + h };
      wanted = pad (&placed->box, 5, 2);
      if (!is_free (self, &wanted))
        continue;
      ibar_label_grid_add (&self->grid, &placed->box);
      return TRUE;
    }
  return FALSE;
}

/* The boxes around a slanted text's stretches: one large box would bar what the text never touches.
 */
static guint
get_slanted_boxes (const Placed *placed, IbarBox boxes[16])
{
  const IbarLabelText *text = placed->candidate->text;
  guint n = (guint) CLAMP (ceil (text->width / (1.5 * text->height)), 1, 16);
  double along = text->width / n;
  double cosine = cos (placed->angle), sine = sin (placed->angle);
  double half_x = (along * fabs (cosine) + text->height * fabs (sine)) / 2;
  double half_y = (along * fabs (sine) + text->height * fabs (cosine)) / 2;

  for (guint i = 0; i < n; i++)
    {
      double at = (i + 0.5) * along - text->width / 2;
      double x = placed->text_x + at * cosine, y = placed->text_y + at * sine;

      boxes[i] = (IbarBox){ x - half_x, y - half_y, x + half_x, y + half_y };
    }
  return n;
}

/* Along a river: never upside down, a little above the line. */
static gboolean
place_along (IbarLabeller *self, Placed *placed)
{
  const IbarLabelText *text = placed->candidate->text;
  double lift = text->height / 2 + 1.5;
  IbarBox boxes[16];
  guint n;

  placed->angle = remainder (placed->candidate->angle + self->key.rotation, G_PI);
  placed->text_x = placed->x + lift * sin (placed->angle);
  placed->text_y = placed->y - lift * cos (placed->angle);
  placed->alignment = PANGO_ALIGN_LEFT;
  n = get_slanted_boxes (placed, boxes);
  ibar_box_init_empty (&placed->box);
  for (guint i = 0; i < n; i++)
    {
      if (!is_free (self, &boxes[i]))
        return FALSE;
      ibar_box_add (&placed->box, boxes[i].min_x, boxes[i].min_y);
      ibar_box_add (&placed->box, boxes[i].max_x, boxes[i].max_y);
    }
  for (guint i = 0; i < n; i++)
    ibar_label_grid_add (&self->grid, &boxes[i]);
  return TRUE;
}

/* A river that its maker drew in many pieces is one river: it is named once in each square. The
 * squares are the map's, so that this does not depend on the view. */
static char *
dup_water_key (const IbarLabeller *self, const IbarCandidate *candidate)
{
  double side = IBAR_WATER_APART / self->world;

  return g_strdup_printf ("%d %d %s", (int) floor (candidate->x / side),
                          (int) floor (candidate->y / side), candidate->text->text);
}

static gboolean
place_water (IbarLabeller *self, Placed *placed)
{
  g_autofree char *key = dup_water_key (self, placed->candidate);

  if (g_hash_table_contains (self->waters, key)
      || !(placed->candidate->kind == IBAR_LABEL_WATER ? place_along (self, placed)
                                                       : place_centred (self, placed)))
    return FALSE;
  g_hash_table_add (self->waters, g_steal_pointer (&key));
  return TRUE;
}

static gboolean
place_candidate (IbarLabeller *self, const IbarCandidate *candidate)
{
  Placed placed = { .candidate = candidate };
  gboolean good;

  to_plane (self, candidate->x, candidate->y, &placed.x, &placed.y);
  if (candidate->kind == IBAR_LABEL_WATER || candidate->kind == IBAR_LABEL_LAKE)
    good = place_water (self, &placed);
  else if (candidate->kind == IBAR_LABEL_PLACE && candidate->symbol != IBAR_SYMBOL_NONE)
    good = place_beside (self, &placed);
  else
    good = place_centred (self, &placed);
  if (good)
    g_array_append_val (self->placed, placed);
  return good;
}

/* The chief places' dots are taken from the start: no other name may cover them. */
static void
start_placing (IbarLabeller *self)
{
  ibar_label_grid_reset (&self->grid);
  ibar_label_grid_reset (&self->barred);
  g_array_set_size (self->placed, 0);
  g_hash_table_remove_all (self->waters);
  add_obstacles (self);
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const IbarCandidate *candidate = &g_array_index (self->candidates, IbarCandidate, i);
      double x, y, r = candidate->radius + 1;

      if (!is_chief (candidate))
        continue;
      to_plane (self, candidate->x, candidate->y, &x, &y);
      ibar_label_grid_add (&self->grid, &(IbarBox){ x - r, y - r, x + r, y + r });
    }
}

/* Puts the chief places into the order in which most of them find room: one that found none goes
 * first in the next try. */
static void
order_chiefs (IbarLabeller *self)
{
  for (int attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      guint failed = 0, last = 0;

      start_placing (self);
      for (guint i = 0; i < self->candidates->len; i++)
        {
          IbarCandidate *candidate = &g_array_index (self->candidates, IbarCandidate, i);

          if (candidate->priority > CHIEF_RANK)
            break;
          if (!place_candidate (self, candidate) && is_chief (candidate))
            {
              last = i;
              failed++;
            }
        }
      if (failed == 0 || attempt == ATTEMPTS - 1)
        return;
      {
        IbarCandidate promoted = g_array_index (self->candidates, IbarCandidate, last);

        g_array_remove_index (self->candidates, last);
        promoted.priority = MIN (promoted.priority, 0);
        g_array_insert_val (self->candidates, 0, promoted);
      }
    }
}

static void
make_plane (IbarLabeller *self, const PlaneKey *key)
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
  order_chiefs (self);
  start_placing (self);
  for (guint i = 0; i < self->candidates->len; i++)
    place_candidate (self, &g_array_index (self->candidates, IbarCandidate, i));
  self->plane_is_good = TRUE;
}

static void
choose_plane (IbarLabeller *self, const IbarView *view, PlaneKey *key)
{
  double world = IBAR_TILE_UNITS * exp2 (view->zoom);
  double x = ibar_mercator_x (view->center.longitude) * world;
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

  to_plane (self, ibar_mercator_x (view->center.longitude), ibar_mercator_y (view->center.latitude),
            &x, &y);
  self->off_x = view->width / 2.0 - x;
  self->off_y = view->height / 2.0 - y;
  g_array_set_size (self->labels, 0);
  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->placed->len; i++)
    {
      const Placed *placed = &g_array_index (self->placed, Placed, i);
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

/* ---- Drawing ------------------------------------------------------------------------------- */

static void
draw_symbol (const IbarCandidate *candidate,
             cairo_t *cr,
             double x,
             double y,
             const IbarStyle *style)
{
  double r = candidate->radius;

  if (candidate->symbol == IBAR_SYMBOL_NONE)
    return;
  cairo_new_path (cr);
  if (candidate->symbol == IBAR_SYMBOL_PEAK)
    {
      cairo_move_to (cr, x, y - r * 1.25);
      cairo_line_to (cr, x + r * 1.2, y + r * 0.85);
      cairo_line_to (cr, x - r * 1.2, y + r * 0.85);
      cairo_close_path (cr);
    }
  else if (candidate->symbol == IBAR_SYMBOL_CROSSING)
    cairo_rectangle (cr, x - r, y - r, 2 * r, 2 * r);
  else
    cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  /* What is not verified stays hollow. */
  ibar_style_set_source (cr, candidate->symbol == IBAR_SYMBOL_PEAK && candidate->verified
                                 ? &style->place_dot_edge
                                 : &style->place_dot);
  cairo_fill_preserve (cr);
  if (!candidate->verified)
    cairo_set_dash (cr, (double[]){ 1.6, 1.2 }, 2, 0);
  cairo_set_line_width (cr, candidate->symbol == IBAR_SYMBOL_SEAT ? 1.4 : 1.0);
  ibar_style_set_source (cr, &style->place_dot_edge);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (candidate->symbol == IBAR_SYMBOL_SEAT)
    {
      cairo_arc (cr, x, y, r * 0.45, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static const IbarColor *
choose_color (const IbarCandidate *candidate, const IbarStyle *style)
{
  if (candidate->type == IBAR_TYPE_WATER)
    return &style->water_label;
  if (candidate->type == IBAR_TYPE_AREA)
    return &style->area_label;
  if (candidate->type == IBAR_TYPE_NEIGHBOUR || candidate->type == IBAR_TYPE_REGION)
    return &style->label_muted;
  return candidate->verified && candidate->rank < 6 ? &style->label : &style->label_muted;
}

static void
draw_placed (IbarLabeller *self, const Placed *placed, cairo_t *cr, const IbarStyle *style)
{
  const IbarCandidate *candidate = placed->candidate;
  IbarLabelText *text = candidate->text;
  IbarColor color = *choose_color (candidate, style);

  cairo_save (cr);
  cairo_translate (cr, placed->text_x + self->off_x, placed->text_y + self->off_y);
  if (candidate->kind == IBAR_LABEL_WATER)
    {
      cairo_rotate (cr, placed->angle);
      cairo_translate (cr, -text->width / 2, -text->height / 2);
    }
  cairo_move_to (cr, 0, 0);
  ibar_label_text_draw (text, cr, &color, &style->label_halo, HALO, placed->alignment);
  cairo_restore (cr);
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
  self->placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  self->labels = g_array_new (FALSE, FALSE, sizeof (IbarLabel));
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->obstacles = g_array_new (FALSE, FALSE, sizeof (IbarObstacle));
  self->waters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  g_hash_table_unref (self->waters);
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
  PlaneKey key;

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

/**
 * ibar_labeller_draw:
 * @self: a labeller
 * @cr: where to draw, in pixels of the view
 * @style: the palette
 *
 * Draws the labels last placed, and the dots they belong to.
 */
void
ibar_labeller_draw (IbarLabeller *self, cairo_t *cr, const IbarStyle *style)
{
  g_return_if_fail (self != NULL && cr != NULL && style != NULL);

  /* All dots first, then text from the least important up: no name is struck by another's halo. */
  for (guint i = self->shown->len; i > 0; i--)
    {
      const Placed *placed
          = &g_array_index (self->placed, Placed, g_array_index (self->shown, guint, i - 1));

      draw_symbol (placed->candidate, cr, placed->x + self->off_x, placed->y + self->off_y, style);
    }
  for (guint i = self->shown->len; i > 0; i--)
    draw_placed (self,
                 &g_array_index (self->placed, Placed, g_array_index (self->shown, guint, i - 1)),
                 cr, style);
}
