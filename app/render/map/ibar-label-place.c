/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where one label stands on the plane: at the first of its positions that is free.
 *
 * A place's name stands beside its dot, an area's in its middle, a river's along it. */

#define G_LOG_DOMAIN "ibar-label-place"

#include "config.h"

#include <math.h>

#include "ibar-labels-private.h"

#define GAP 2.5         /* [px] between dot and text */
#define NEAR 8.0        /* [px] beyond its dot a name still clearly belongs to it */
#define FOREIGN 6.0     /* [px] from a chief place's name to another's dot or name, if there is room */
#define MOST_REACH 44.0 /* [px] a name that would stand farther from its place is not shown */

/* Whether its name runs along a line. */
gboolean
ibar_candidate_is_slanted (const IbarCandidate *candidate)
{
  return candidate->kind == IBAR_LABEL_WATER || candidate->kind == IBAR_LABEL_STREET;
}

/* Whether its place gets room before all others, and its dot is kept free from the start. */
gboolean
ibar_candidate_is_chief (const IbarCandidate *candidate)
{
  return candidate->kind == IBAR_LABEL_PLACE && candidate->rank <= CHIEF_RANK
         && candidate->symbol != IBAR_SYMBOL_NONE;
}

/* From Web Mercator to the plane [px]. */
void
ibar_labeller_to_plane (const IbarLabeller *self, double x, double y, double *px, double *py)
{
  *px = (x * self->cosine - y * self->sine) * self->world;
  *py = (x * self->sine + y * self->cosine) * self->world;
}

/* A position on the plane [px]. */
void
ibar_labeller_locate (const IbarLabeller *self, IbarPoint point, double *x, double *y)
{
  ibar_labeller_to_plane (self, ibar_region_get_x (self->named.region, point.longitude), ibar_mercator_y (point.latitude), x,
                          y);
}

/* Bars the room that obstacles take on the plane. */
void
ibar_labeller_bar_obstacles (IbarLabeller *self)
{
  ibar_label_grid_reset (&self->barred);
  for (guint i = 0; i < self->obstacles->len; i++)
    {
      const IbarObstacle *obstacle = &g_array_index (self->obstacles, IbarObstacle, i);
      double x, y, r = obstacle->radius;

      ibar_labeller_locate (self, obstacle->point, &x, &y);
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
get_reaches (IbarLabeller *self, const IbarPlacedLabel *placed, const IbarBox *dot, double *reaches)
{
  double radius = placed->candidate->radius;

  for (int i = 0; i < N_DIRECTIONS; i++)
    reaches[i] = radius;
  if (ibar_label_grid_is_free (&self->barred, dot))
    return;
  for (guint i = 0; i < self->obstacles->len; i++)
    {
      const IbarObstacle *obstacle = &g_array_index (self->obstacles, IbarObstacle, i);
      const IbarBox *box = &g_array_index (self->barred.boxes, IbarBox, i);
      double x = (box->min_x + box->max_x) / 2 - placed->x, y = (box->min_y + box->max_y) / 2 - placed->y;
      double near = obstacle->radius + radius + 1;

      if (fabs (x) >= near || fabs (y) >= near || hypot (x, y) >= near) /* most are far off */
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
get_position (const IbarCandidate *candidate, double reach, int position, IbarPlacedLabel *placed)
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
              IbarPlacedLabel *placed,
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
      wanted = pad (&placed->box, ibar_candidate_is_chief (candidate) ? 1 : air, MAX (air / 2 - 1.5, 0));
      if (ibar_candidate_is_chief (candidate))
        keep_off (&wanted, position, gap);
      if (!is_free (self, &wanted))
        continue;
      if (!ibar_candidate_is_chief (candidate))
        ibar_label_grid_add (&self->grid, dot);
      ibar_label_grid_add (&self->grid, &placed->box);
      return TRUE;
    }
  return FALSE;
}

static gboolean
place_beside (IbarLabeller *self, IbarPlacedLabel *placed)
{
  const IbarCandidate *candidate = placed->candidate;
  double r = candidate->radius + 1;
  IbarBox dot = { placed->x - r, placed->y - r, placed->x + r, placed->y + r };
  double reaches[N_DIRECTIONS];

  if (!ibar_candidate_is_chief (candidate) && !ibar_label_grid_is_free (&self->grid, &dot))
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
place_centred (IbarLabeller *self, IbarPlacedLabel *placed)
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
get_slanted_boxes (const IbarPlacedLabel *placed, IbarBox boxes[16])
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

/* lift: [px] from the line to the text's middle, above it where positive. */
static gboolean
place_at_lift (IbarLabeller *self, IbarPlacedLabel *placed, double lift)
{
  IbarBox boxes[16];
  guint n;

  placed->text_x = placed->x + lift * sin (placed->angle);
  placed->text_y = placed->y - lift * cos (placed->angle);
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

/* Never upside down. Along a river: a little above the line, or else below it. On a street. */
static gboolean
place_along (IbarLabeller *self, IbarPlacedLabel *placed)
{
  double lift = placed->candidate->text->height / 2 + 1.5;

  placed->angle = remainder (placed->candidate->angle + self->key.rotation, G_PI);
  placed->alignment = PANGO_ALIGN_LEFT;
  if (placed->candidate->kind == IBAR_LABEL_STREET)
    return place_at_lift (self, placed, 0);
  return place_at_lift (self, placed, lift) || place_at_lift (self, placed, -lift);
}

/* A river or street that its maker drew in many pieces is one: it is named once in each square. The
 * squares are the map's, so that this does not depend on the view. */
static char *
dup_line_key (const IbarLabeller *self, const IbarCandidate *candidate)
{
  gboolean street = candidate->kind == IBAR_LABEL_STREET;
  double side
      = street ? ibar_street_square_side (self->key.zoom) : IBAR_WATER_APART / self->world;

  return g_strdup_printf ("%d %d %d %s", street, (int) floor (candidate->x / side),
                          (int) floor (candidate->y / side), candidate->text->text);
}

static gboolean
place_line (IbarLabeller *self, IbarPlacedLabel *placed)
{
  g_autofree char *key = dup_line_key (self, placed->candidate);

  if (g_hash_table_contains (self->named_along, key)
      || !(ibar_candidate_is_slanted (placed->candidate) ? place_along (self, placed)
                                                         : place_centred (self, placed)))
    return FALSE;
  g_hash_table_add (self->named_along, g_steal_pointer (&key));
  return TRUE;
}

/* FALSE: there is no room for it. */
gboolean
ibar_labeller_place_candidate (IbarLabeller *self, const IbarCandidate *candidate)
{
  IbarPlacedLabel placed = { .candidate = candidate };
  gboolean good;

  ibar_labeller_to_plane (self, candidate->x, candidate->y, &placed.x, &placed.y);
  if (ibar_candidate_is_slanted (candidate) || candidate->kind == IBAR_LABEL_LAKE)
    good = place_line (self, &placed);
  else if (candidate->kind == IBAR_LABEL_PLACE && candidate->symbol != IBAR_SYMBOL_NONE)
    good = place_beside (self, &placed);
  else
    good = place_centred (self, &placed);
  if (good)
    g_array_append_val (self->placed, placed);
  return good;
}
