/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers beside a figure's marks, and the names of their places below the numbers.
 *
 * Each label takes the place around its mark that costs least: marks, other labels, names, the
 * locator and the frame's edge count by what would be covered. Further out a line leads back. What a
 * person has moved by hand stands first. */

#define G_LOG_DOMAIN "ibar-figure-labels"

#include "config.h"

#include "ibar-figure-map.h"

#include <math.h>

/* Longer labels break into lines; in sizes of their text. */
#define LABEL_WIDTH 12.0
/* No label is looked for beyond so many marks: there would be no room for a tenth of them. */
#define MOST_LABELS 400
#define MOST_DOT_RANK 1 /* places whose dot is always drawn */
#define DOT 4.0         /* [px] half of its box */

static double
get_overlap (const IbarBox *a, const IbarBox *b)
{
  double w = MIN (a->x + a->width, b->x + b->width) - MAX (a->x, b->x);
  double h = MIN (a->y + a->height, b->y + b->height) - MAX (a->y, b->y);

  return w > 0 && h > 0 ? w * h : 0;
}

/* What a label at this box would cover of marks, of labels already placed, and beyond the frame. */
static double
get_cost (IbarFigureMap *self, guint index, const IbarBox *box)
{
  IbarBox frame = { 1, 1, self->frame.width - 2, self->frame.height - 2 };
  double cost = box->width * box->height - get_overlap (&frame, box);

  for (guint i = 0; i < self->marks->len; i++)
    {
      const IbarFigureMark *mark = self->marks->pdata[i];
      IbarBox sign
          = { mark->x - mark->radius, mark->y - mark->radius, 2 * mark->radius, 2 * mark->radius };

      cost += get_overlap (&sign, box);
      if (i != index && mark->label != NULL && mark->label_box.width > 0)
        cost += 2 * get_overlap (&mark->label_box, box);
    }
  cost += 2 * get_overlap (&self->reserved, box);
  for (guint i = 0; i < self->names->len; i++)
    cost += 2 * get_overlap (&g_array_index (self->names, IbarBox, i), box);
  for (guint i = 0; i < self->dots->len; i++)
    cost += 3 * get_overlap (&g_array_index (self->dots, IbarBox, i), box);
  return cost;
}

/* The dots of towns: they are drawn whether or not a number stands on them. */
static void
collect_dots (IbarFigureMap *self, IbarFigureContent *content)
{
  guint n = content->region != NULL ? ibar_region_get_n_places (content->region) : 0;

  g_array_set_size (self->dots, 0);
  for (guint i = 0; content->figure->place_names && i < n; i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (content->region, i);
      double r = DOT * self->frame.scale, x, y;
      IbarBox box;

      if (place->rank > MOST_DOT_RANK)
        continue;
      ibar_frame_project (&self->frame, place->point, &x, &y);
      box = (IbarBox){ x - r, y - r, 2 * r, 2 * r };
      if (x > 0 && y > 0 && x < self->frame.width && y < self->frame.height)
        g_array_append_val (self->dots, box);
    }
}

/* Right first, then left, below, above and the corners; the second ring stands off with a line. */
static void
place_label (IbarFigureMap *self, guint index)
{
  static const double directions[][2] = { { 1, 0 },     { -1, 0 },   { 0, 1 },      { 0, -1 },
                                          { 0.8, -.8 }, { 0.8, .8 }, { -0.8, -.8 }, { -0.8, .8 } };
  IbarFigureMark *mark = self->marks->pdata[index];
  double w = mark->label->width + 2, h = mark->label->height;
  double best = INFINITY;

  for (int ring = 0; ring < 4; ring++)
    {
      double away = mark->radius + 1 + ring * h * 0.9;

      for (gsize d = 0; d < G_N_ELEMENTS (directions); d++)
        {
          double dx = directions[d][0], dy = directions[d][1];
          IbarBox box = { mark->x + dx * (away + w / 2) - w / 2,
                          mark->y + dy * (away + h / 2) - h / 2, w, h };
          double cost = get_cost (self, index, &box) + ring * h * 0.4 + (double) d * 0.01;

          if (cost < best)
            {
              best = cost;
              mark->label_box = box;
              mark->leader = ring > 0;
            }
        }
      if (best < h * 0.3 * (ring + 1)) /* nothing is gained further out */
        break;
    }
  mark->crowded = get_cost (self, index, &mark->label_box) > 0.15 * w * h;
}

/* Numbers in bold, and below them the place in small letters. */
static IbarText *
set_label (IbarFigureMap *self, IbarTypesetter *typesetter, const char *numbers, const char *place)
{
  double width = MIN (self->frame.width * 0.3,
                      ibar_typesetter_get_size (typesetter, IBAR_TEXT_NUMBER) * LABEL_WIDTH);
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  PangoAttribute *size = pango_attr_size_new (
      (int) (ibar_typesetter_get_size (typesetter, IBAR_TEXT_NUMBER) * PANGO_SCALE));
  IbarTextBuilder builder;
  IbarText *text;

  ibar_text_builder_init (&builder);
  g_string_append (builder.text, numbers);
  bold->end_index = size->end_index = (guint) builder.text->len;
  pango_attr_list_insert (builder.attributes, bold);
  pango_attr_list_insert (builder.attributes, size);
  if (place != NULL)
    g_string_append_printf (builder.text, "%s%s", numbers[0] != '\0' ? "\n" : "", place);
  text = ibar_typesetter_set_built (typesetter, place != NULL ? IBAR_TEXT_SMALL : IBAR_TEXT_NUMBER,
                                    &builder, -1, 0);
  if (text->width > width)
    {
      pango_layout_set_width (text->layout, (int) (width * PANGO_SCALE));
      ibar_text_measure (text);
    }
  return text;
}

/* What was done by hand to the label of a mark: to that of any of its events. */
static const IbarHandEdit *
find_label_edit (IbarFigureContent *content, const IbarFigureMark *mark)
{
  for (guint i = 0; content->figure->labels->len > 0 && i < mark->events->len; i++)
    {
      const IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent,
                                                     g_array_index (mark->events, guint, i));
      const IbarHandEdit *edit
          = event->record != NULL
                ? ibar_figure_find_hand_edit (content->figure->labels, event->record->id)
                : NULL;

      if (edit != NULL)
        return edit;
    }
  return NULL;
}

/* Where a person put the label, with a line to its mark unless it touches it. */
static void
put_label (IbarFigureMap *self, IbarFigureMark *mark, IbarPoint at)
{
  double w = mark->label->width + 2, h = mark->label->height, x, y, dx, dy;

  ibar_frame_project (&self->frame, at, &x, &y);
  mark->label_box = (IbarBox){ x - w / 2, y - h / 2, w, h };
  dx = MAX (fabs (x - mark->x) - w / 2, 0);
  dy = MAX (fabs (y - mark->y) - h / 2, 0);
  mark->leader = hypot (dx, dy) > mark->radius + 3;
  mark->by_hand = TRUE;
}

/**
 * ibar_figure_map_place_labels:
 * @self: a map with its marks
 * @content: whose events are numbered
 * @typesetter: for the text
 *
 * Puts the numbers beside the marks without overlaps, as far as there is room.
 *
 * **Cost:** O(n²) of the marks; 200 labels about 10 ms.
 */
void
ibar_figure_map_place_labels (IbarFigureMap *self,
                              IbarFigureContent *content,
                              IbarTypesetter *typesetter)
{
  collect_dots (self, content);
  for (guint i = 0; i < self->marks->len && i < MOST_LABELS; i++)
    {
      IbarFigureMark *mark = self->marks->pdata[i];
      guint n_parts;
      g_autofree char *numbers = ibar_figure_mark_dup_numbers (content, mark, &n_parts);
      const IbarHandEdit *edit = find_label_edit (content, mark);

      if (numbers[0] == '\0' || (edit != NULL && edit->hidden))
        continue;
      mark->label = set_label (self, typesetter, numbers, NULL);
      if (edit != NULL)
        put_label (self, mark, edit->at);
    }
  /* Those moved by hand stand first; the others make room for them. */
  for (guint i = 0; i < self->marks->len && i < MOST_LABELS; i++)
    {
      const IbarFigureMark *mark = self->marks->pdata[i];

      if (mark->label != NULL && !mark->by_hand)
        place_label (self, i);
    }
}

/**
 * ibar_figure_map_name_mark:
 * @self: a map with its numbers placed
 * @content: whose events are numbered
 * @typesetter: for the text
 * @index: of a mark
 * @name: of its place, a line a form
 *
 * Writes the place below the mark's numbers, where there is room right beside it.
 */
void
ibar_figure_map_name_mark (IbarFigureMap *self,
                           IbarFigureContent *content,
                           IbarTypesetter *typesetter,
                           guint index,
                           const char *name)
{
  IbarFigureMark *mark = self->marks->pdata[index];
  IbarFigureMark before = *mark;
  guint n_parts;
  g_autofree char *numbers = ibar_figure_mark_dup_numbers (content, mark, &n_parts);
  const IbarHandEdit *edit = find_label_edit (content, mark);

  if (edit != NULL && edit->hidden)
    return;
  mark->label = set_label (self, typesetter, numbers, name);
  if (edit != NULL)
    {
      put_label (self, mark, edit->at);
      ibar_text_free (before.label);
      return;
    }
  place_label (self, index);
  if (mark->crowded || mark->leader)
    {
      ibar_text_free (mark->label);
      *mark = before;
    }
  else
    ibar_text_free (before.label);
}
