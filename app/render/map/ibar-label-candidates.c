/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What might be named at a zoom, in order of importance.
 *
 * Everything here lies in map space and depends on the zoom and the names alone, never on the view:
 * that is what keeps labels from jumping while the map moves. Texts are measured once for a setting
 * of names and kept. */

#define G_LOG_DOMAIN "ibar-label-candidates"

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-label-candidates.h"

#define LAST_RANK 7
#define LEAST_LAKE 40.0     /* [px] a lake that is less wide has no name */
#define REGION_LAST_ZOOM 9.0
#define NEIGHBOUR_LAST_ZOOM 11.5
#define AREA_LAST_ZOOM 12.8
#define LARGER_ZOOM 13.0 /* from here on small places are set one size larger */

/* From which zoom a place is named, and how, by its rank. */
static const struct
{
  double first_zoom;
  IbarType type;
  double radius; /* [px] of its dot */
} place_classes[LAST_RANK + 1] = {
  { 7.6, IBAR_TYPE_PLACE_0, 3.6 },  { 8.2, IBAR_TYPE_PLACE_1, 3.3 },
  { 8.8, IBAR_TYPE_PLACE_2, 3.0 },  { 10.0, IBAR_TYPE_PLACE_3, 2.6 },
  { 10.6, IBAR_TYPE_PLACE_3, 2.4 }, { 11.4, IBAR_TYPE_PLACE_4, 2.1 },
  { IBAR_SPOT_ZOOM, IBAR_TYPE_PLACE_4, 1.8 }, { 13.6, IBAR_TYPE_PLACE_4, 1.6 },
};

static void
clear_texts (IbarLabelText **texts, guint n)
{
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&texts[i], ibar_label_text_free);
}

static guint
count (IbarNamed *self, IbarLayer layer)
{
  return ibar_region_get_n_features (self->region, layer);
}

static void
forget_texts (IbarNamed *self)
{
  clear_texts (self->place_texts, ibar_region_get_n_places (self->region));
  clear_texts (self->area_texts, count (self, IBAR_LAYER_ADMIN_AREA));
  clear_texts (self->neighbour_texts, count (self, IBAR_LAYER_NEIGHBOUR));
  clear_texts (self->water_texts, count (self, IBAR_LAYER_WATERWAY));
  clear_texts (self->lake_texts, count (self, IBAR_LAYER_WATER));
  clear_texts (self->street_texts, count (self, IBAR_LAYER_ROAD));
  clear_texts (&self->whole_text, 1);
}

/* ---- Preparing ----------------------------------------------------------------------------- */

/* Somewhere people pass: there is one, where of a town's quarters there are many. */
static gboolean
is_passage (const IbarRegionPlace *place)
{
  return strcmp (place->kind, "bridge") == 0 || strcmp (place->kind, "crossing") == 0;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer region)
{
  guint first = *(const guint *) a, second = *(const guint *) b;
  const IbarRegionPlace *p = ibar_region_get_place (region, first);
  const IbarRegionPlace *q = ibar_region_get_place (region, second);

  if (p->rank != q->rank)
    return p->rank - q->rank;
  if (is_passage (p) != is_passage (q))
    return is_passage (p) ? -1 : 1;
  if (p->population != q->population)
    return p->population > q->population ? -1 : 1;
  if (p->verified != q->verified)
    return q->verified - p->verified;
  return first < second ? -1 : 1;
}

static void
order_places (IbarNamed *self)
{
  guint n = ibar_region_get_n_places (self->region);

  self->order = g_new (guint, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (int) n, sizeof (guint), compare_places, self->region);
}

static IbarAnchor *
find_anchors (IbarNamed *self, IbarLayer layer, const IbarExtent *within)
{
  guint n = count (self, layer);
  IbarAnchor *anchors = g_new0 (IbarAnchor, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    anchors[i] = ibar_find_area_anchor (ibar_region_get_feature (self->region, layer, i), within);
  return anchors;
}

/* The region's own name stands in the middle of its areas. */
static void
find_whole (IbarNamed *self)
{
  IbarBox box;
  guint n = count (self, IBAR_LAYER_ADMIN_AREA);

  ibar_box_init_empty (&box);
  for (guint i = 0; i < n; i++)
    {
      const IbarFeature *area = ibar_region_get_feature (self->region, IBAR_LAYER_ADMIN_AREA, i);

      ibar_box_add (&box, area->min_x, area->min_y);
      ibar_box_add (&box, area->max_x, area->max_y);
    }
  self->whole = (IbarAnchor){ n > 0, (box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2,
                              (box.max_x - box.min_x) / 2 };
}

void
ibar_named_init (IbarNamed *self, IbarRegion *region)
{
  memset (self, 0, sizeof *self);
  self->region = ibar_region_ref (region);
  order_places (self);
  self->areas = find_anchors (self, IBAR_LAYER_ADMIN_AREA, NULL);
  self->neighbours = find_anchors (self, IBAR_LAYER_NEIGHBOUR, ibar_region_get_extent (region));
  find_whole (self);
  self->place_texts = g_new0 (IbarLabelText *, MAX (ibar_region_get_n_places (region), 1));
  self->area_texts = g_new0 (IbarLabelText *, MAX (count (self, IBAR_LAYER_ADMIN_AREA), 1));
  self->neighbour_texts = g_new0 (IbarLabelText *, MAX (count (self, IBAR_LAYER_NEIGHBOUR), 1));
  self->water_texts = g_new0 (IbarLabelText *, MAX (count (self, IBAR_LAYER_WATERWAY), 1));
  self->lake_texts = g_new0 (IbarLabelText *, MAX (count (self, IBAR_LAYER_WATER), 1));
  self->street_texts = g_new0 (IbarLabelText *, MAX (count (self, IBAR_LAYER_ROAD), 1));
  self->lakes = g_new0 (IbarAnchor, MAX (count (self, IBAR_LAYER_WATER), 1));
  self->sought = g_new0 (gboolean, MAX (count (self, IBAR_LAYER_WATER), 1));
}

void
ibar_named_clear (IbarNamed *self)
{
  forget_texts (self);
  ibar_typesetter_clear (&self->typesetter);
  ibar_names_clear (&self->whole_name);
  g_free (self->font);
  g_free (self->order);
  g_free (self->areas);
  g_free (self->neighbours);
  g_free (self->place_texts);
  g_free (self->area_texts);
  g_free (self->neighbour_texts);
  g_free (self->water_texts);
  g_free (self->lake_texts);
  g_free (self->street_texts);
  g_free (self->lakes);
  g_free (self->sought);
  ibar_region_unref (self->region);
}

static gboolean
names_equal (const IbarNames *a, const IbarNames *b)
{
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    {
      if (g_strcmp0 (a->form[i], b->form[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Takes effect with the next ibar_named_set(). */
void
ibar_named_set_font (IbarNamed *self, const char *font)
{
  if (g_strcmp0 (self->font, font) == 0)
    return;
  g_free (self->font);
  self->font = g_strdup (font);
  self->font_scale = 0;
}

gboolean
ibar_named_set (IbarNamed *self,
                const IbarNameSetting *setting,
                const IbarNames *whole_name,
                double font_scale)
{
  gboolean same_font = self->font_scale == font_scale;

  if (same_font && memcmp (&self->setting, setting, sizeof *setting) == 0
      && names_equal (&self->whole_name, whole_name))
    return FALSE;
  forget_texts (self);
  if (!same_font)
    {
      ibar_typesetter_clear (&self->typesetter);
      ibar_typesetter_init (&self->typesetter, self->font, font_scale);
    }
  self->font_scale = font_scale;
  self->setting = *setting;
  ibar_names_clear (&self->whole_name);
  ibar_names_copy (whole_name, &self->whole_name);
  return TRUE;
}

/* ---- Collecting ---------------------------------------------------------------------------- */

/* Sets a text unless it is set already; FALSE: there is no name. */
gboolean
ibar_named_measure (IbarNamed *self,
         IbarLabelText **text,
         IbarType type,
         const IbarNames *names,
         gboolean one_line)
{
  if (*text != NULL && (*text)->type != type)
    g_clear_pointer (text, ibar_label_text_free);
  if (*text == NULL)
    *text = ibar_typesetter_measure (&self->typesetter, type, names, &self->setting, one_line);
  return *text != NULL;
}

gboolean
ibar_is_within (const IbarBox *box, double x, double y)
{
  return box == NULL || (x >= box->min_x && x <= box->max_x && y >= box->min_y && y <= box->max_y);
}

gboolean
ibar_reaches (const IbarBox *box, const IbarFeature *feature)
{
  return box == NULL
         || (feature->max_x >= box->min_x && feature->min_x <= box->max_x
             && feature->max_y >= box->min_y && feature->min_y <= box->max_y);
}

static IbarSymbol
choose_symbol (const IbarRegionPlace *place)
{
  static const char *const spread[] = { "mountain", "region", "reservoir", "lake", NULL };

  if (g_strv_contains (spread, place->kind))
    return IBAR_SYMBOL_NONE;
  if (strcmp (place->kind, "peak") == 0)
    return IBAR_SYMBOL_PEAK;
  if (strcmp (place->kind, "crossing") == 0)
    return IBAR_SYMBOL_CROSSING;
  return strcmp (place->kind, "municipal_seat") == 0 ? IBAR_SYMBOL_SEAT : IBAR_SYMBOL_DOT;
}

static void
collect_places (IbarNamed *self, double zoom, const IbarBox *within, GArray *out)
{
  for (guint i = 0; i < ibar_region_get_n_places (self->region); i++)
    {
      guint number = self->order[i];
      const IbarRegionPlace *place = ibar_region_get_place (self->region, number);
      int rank = MIN (place->rank, LAST_RANK);
      IbarType type = place_classes[rank].type;
      IbarCandidate candidate
          = { IBAR_LABEL_PLACE, (int) number, rank, ibar_region_get_x (self->region, place->point.longitude),
              ibar_mercator_y (place->point.latitude) };

      if (zoom < place_classes[rank].first_zoom && !ibar_region_is_chosen (self->region))
        break; /* the rest is less important */
      if (!ibar_is_within (within, candidate.x, candidate.y))
        continue;
      candidate.symbol = choose_symbol (place);
      if (candidate.symbol == IBAR_SYMBOL_NONE
          && (strcmp (place->kind, "reservoir") == 0 || strcmp (place->kind, "lake") == 0))
        type = IBAR_TYPE_WATER;
      else if (zoom >= LARGER_ZOOM && type > IBAR_TYPE_PLACE_2)
        type--;
      if (!ibar_named_measure (self, &self->place_texts[number], type, &place->names, FALSE))
        continue;
      candidate.text = self->place_texts[number];
      candidate.type = type;
      candidate.radius = place_classes[rank].radius;
      candidate.verified = place->verified;
      candidate.rank = place->rank;
      g_array_append_val (out, candidate);
    }
}

static void
add_area (IbarNamed *self,
          int kind,
          int feature,
          const IbarAnchor *anchor,
          IbarLabelText *text,
          IbarType type,
          double priority,
          double world,
          GArray *out)
{
  IbarCandidate candidate = { kind, feature, priority, anchor->x, anchor->y, 0, text, type };

  candidate.room = MAX (anchor->radius * world - text->height / 2, 0);
  candidate.verified = TRUE;
  candidate.rank = (int) priority;
  g_array_append_val (out, candidate);
}

/* A name fits into its area when the area is wide enough where the name stands. */
static gboolean
fits (const IbarAnchor *anchor, const IbarLabelText *text, double world)
{
  double radius = anchor->radius * world;

  return radius * 2.7 >= text->width && radius * 1.5 >= text->height;
}

static void
collect_areas (IbarNamed *self, double zoom, const IbarBox *within, GArray *out)
{
  double world = IBAR_TILE_UNITS * exp2 (zoom);

  if (zoom < 8 || zoom > AREA_LAST_ZOOM)
    return;
  for (guint i = 0; i < count (self, IBAR_LAYER_ADMIN_AREA); i++)
    {
      const IbarFeature *area = ibar_region_get_feature (self->region, IBAR_LAYER_ADMIN_AREA, i);
      const IbarAnchor *anchor = &self->areas[i];

      if (!anchor->found || !ibar_is_within (within, anchor->x, anchor->y) || anchor->radius * world < 12
          || !ibar_named_measure (self, &self->area_texts[i], IBAR_TYPE_AREA, &area->names, FALSE)
          || !fits (anchor, self->area_texts[i], world))
        continue;
      add_area (self, IBAR_LABEL_AREA, (int) i, anchor, self->area_texts[i], IBAR_TYPE_AREA,
                area->highlight ? (zoom < 10.5 ? 0.6 : 2.5) : 2.6, world, out);
    }
}

static void
collect_wholes (IbarNamed *self, double zoom, const IbarBox *within, GArray *out)
{
  double world = IBAR_TILE_UNITS * exp2 (zoom);

  if (zoom < REGION_LAST_ZOOM && self->whole.found
      && ibar_is_within (within, self->whole.x, self->whole.y)
      && ibar_named_measure (self, &self->whole_text, IBAR_TYPE_REGION, &self->whole_name, FALSE)
      && self->whole.radius * world * 1.6 > self->whole_text->width)
    add_area (self, IBAR_LABEL_NEIGHBOUR, -1, &self->whole, self->whole_text, IBAR_TYPE_REGION,
              zoom < 8.6 ? -1 : 0.55, world, out);
  for (guint i = 0; zoom < NEIGHBOUR_LAST_ZOOM && i < count (self, IBAR_LAYER_NEIGHBOUR); i++)
    {
      const IbarFeature *area = ibar_region_get_feature (self->region, IBAR_LAYER_NEIGHBOUR, i);
      const IbarAnchor *anchor = &self->neighbours[i];

      if (anchor->found && ibar_is_within (within, anchor->x, anchor->y)
          && ibar_named_measure (self, &self->neighbour_texts[i], IBAR_TYPE_NEIGHBOUR, &area->names, FALSE)
          && fits (anchor, self->neighbour_texts[i], world * 1.3))
        add_area (self, IBAR_LABEL_NEIGHBOUR, (int) i, anchor, self->neighbour_texts[i],
                  IBAR_TYPE_NEIGHBOUR, 0.5, world, out);
    }
}

/* Only a lake that is large enough on the map is looked into: an extract has thousands of ponds. */
static const IbarAnchor *
find_lake (IbarNamed *self, guint i, const IbarFeature *lake)
{
  if (!self->sought[i])
    self->lakes[i] = ibar_find_area_anchor (lake, NULL);
  self->sought[i] = TRUE;
  return &self->lakes[i];
}

static void
collect_lakes (IbarNamed *self, double zoom, const IbarBox *within, GArray *out)
{
  double world = IBAR_TILE_UNITS * exp2 (zoom);

  for (guint i = 0; zoom >= IBAR_RIVER_ZOOM && i < count (self, IBAR_LAYER_WATER); i++)
    {
      const IbarFeature *lake = ibar_region_get_feature (self->region, IBAR_LAYER_WATER, i);
      const IbarAnchor *anchor;

      if ((lake->max_x - lake->min_x) * world < LEAST_LAKE
          || !ibar_named_measure (self, &self->lake_texts[i], IBAR_TYPE_WATER, &lake->names, FALSE))
        continue;
      anchor = find_lake (self, i, lake);
      if (anchor->found && ibar_is_within (within, anchor->x, anchor->y)
          && fits (anchor, self->lake_texts[i], world))
        add_area (self, IBAR_LABEL_LAKE, (int) i, anchor, self->lake_texts[i], IBAR_TYPE_WATER, 2.3,
                  world, out);
    }
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const IbarCandidate *first = a, *second = b;

  if (first->priority != second->priority)
    return first->priority < second->priority ? -1 : 1;
  return 0;
}

/* How many places, rivers and streets a zoom could name, over the whole region. */
guint
ibar_named_count (IbarNamed *self, double zoom)
{
  guint n = ibar_region_get_n_places (self->region);
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int rank = ibar_region_get_place (self->region, self->order[middle])->rank;

      if (zoom >= place_classes[MIN (rank, LAST_RANK)].first_zoom)
        low = middle + 1;
      else
        high = middle;
    }
  return low + (zoom >= IBAR_RIVER_ZOOM ? count (self, IBAR_LAYER_WATERWAY) : 0)
         + (zoom >= IBAR_STREET_ZOOM ? count (self, IBAR_LAYER_ROAD) : 0);
}

void
ibar_named_collect (IbarNamed *self, double zoom, const IbarBox *within, GArray *candidates)
{
  g_array_set_size (candidates, 0);
  collect_wholes (self, zoom, within, candidates);
  collect_areas (self, zoom, within, candidates);
  ibar_named_collect_water (self, zoom, within, candidates);
  collect_lakes (self, zoom, within, candidates);
  collect_places (self, zoom, within, candidates);
  ibar_named_collect_streets (self, zoom, within, candidates);
  /* Stable, so that among equals the order above and that of the places holds. */
  g_array_sort (candidates, compare_candidates);
}
