/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The marks of a figure: events grouped, numbered, and their numbers placed.
 *
 * Unlike the window's clusters a figure's marks are grouped on paper: events of one position
 * always, others only where their signs would cover each other. A grid of cells as wide as that
 * distance keeps the search for neighbours short, so 100,000 positions cost a second at most.
 *
 * Numbers run by date where that leaves short labels ("4", "7, 9"); else the events of one mark get
 * numbers in a row, so that "12–58" stands for all of them, and the list is sorted the same way. */

#define G_LOG_DOMAIN "ibar-figure-marks"

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-figure-map.h"

/* Marks whose centres lie nearer than this share of a single mark's size become one. */
#define MERGE_DISTANCE 0.8
/* Marks nearer than this share of the sum of their radii become one. */
#define MERGE_COVERED 0.62
/* A label of more parts than this makes the figure number by place. */
#define LONGEST_LABEL 4
/* Longer labels break into lines; in sizes of their text. */
#define LABEL_WIDTH 12.0
/* No label is looked for beyond so many marks: there would be no room for a tenth of them. */
#define MOST_LABELS 400

void
ibar_figure_mark_free (gpointer data)
{
  IbarFigureMark *mark = data;

  g_array_unref (mark->events);
  ibar_text_free (mark->label);
  g_free (mark);
}

static gint64
cell_key (double x, double y, double cell)
{
  return (gint64) floor (x / cell) * (G_GINT64_CONSTANT (1) << 32)
         ^ ((gint64) floor (y / cell) & 0xffffffff);
}

/* The nearest mark within reach, among those of the nine cells around. */
static IbarFigureMark *
find_near (GHashTable *grid, double x, double y, double reach)
{
  IbarFigureMark *found = NULL;
  double nearest = reach;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      {
        gint64 key = cell_key (x + dx * reach, y + dy * reach, reach);
        GPtrArray *cell = g_hash_table_lookup (grid, &key);

        for (guint i = 0; cell != NULL && i < cell->len; i++)
          {
            IbarFigureMark *mark = cell->pdata[i];
            double distance = hypot (mark->x - x, mark->y - y);

            if (distance <= nearest)
              {
                nearest = distance;
                found = mark;
              }
          }
      }
  return found;
}

static void
insert_in_grid (GHashTable *grid, IbarFigureMark *mark, double reach)
{
  gint64 key = cell_key (mark->x, mark->y, reach);
  GPtrArray *cell = g_hash_table_lookup (grid, &key);

  if (cell == NULL)
    {
      cell = g_ptr_array_new ();
      g_hash_table_insert (grid, g_memdup2 (&key, sizeof key), cell);
    }
  g_ptr_array_add (cell, mark);
}

/* A position and the events there. */
typedef struct
{
  double x, y; /* [pt] */
  GArray *events;
} Stand;

static void
stand_free (gpointer data)
{
  g_array_unref (((Stand *) data)->events);
  g_free (data);
}

static int
compare_spots (gconstpointer a, gconstpointer b)
{
  const Stand *sa = *(Stand *const *) a, *sb = *(Stand *const *) b;
  guint first_a = g_array_index (sa->events, guint, 0),
        first_b = g_array_index (sb->events, guint, 0);

  if (sa->events->len != sb->events->len)
    return sa->events->len > sb->events->len ? -1 : 1;
  return first_a < first_b ? -1 : 1;
}

static gboolean
is_hidden (IbarFigureContent *content, const IbarFigureEvent *event)
{
  return event->record != NULL && content->figure->marks->len > 0
         && ibar_figure_find_hand_edit (content->figure->marks, event->record->id) != NULL;
}

/* The positions in the frame with their events, most events first; counts what is not shown. */
static GPtrArray *
collect_spots (IbarFigureMap *self, IbarFigureContent *content)
{
  GPtrArray *spots = g_ptr_array_new_with_free_func (stand_free);
  g_autoptr (GHashTable) by_place
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < content->events->len; i++)
    {
      IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent, i);
      double x, y;
      gint64 key;
      Stand *spot;

      if (self->only != NULL && !self->only[i])
        continue;
      if (self->only == NULL)
        event->mark = -1;
      if (!ibar_point_is_placed (event->at.point))
        {
          self->n_unplaced++;
          continue;
        }
      ibar_frame_project (&self->frame, event->at.point, &x, &y);
      if (!(x >= 0 && x <= self->frame.width && y >= 0 && y <= self->frame.height))
        {
          self->n_outside++;
          continue;
        }
      if (is_hidden (content, event))
        {
          self->n_hidden++;
          continue;
        }
      key = cell_key (x, y, 0.01);
      spot = g_hash_table_lookup (by_place, &key);
      if (spot == NULL)
        {
          spot = g_new0 (Stand, 1);
          spot->x = x;
          spot->y = y;
          spot->events = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_place, g_memdup2 (&key, sizeof key), spot);
          g_ptr_array_add (spots, spot);
        }
      g_array_append_val (spot->events, i);
    }
  g_ptr_array_sort (spots, compare_spots);
  return spots;
}

static int
compare_guints (gconstpointer a, gconstpointer b)
{
  guint va = *(const guint *) a, vb = *(const guint *) b;
  return va < vb ? -1 : va > vb;
}

/* Counts, size and ring of a mark whose members are known. */
static void
finish_mark (IbarFigureMap *self, IbarFigureContent *content, IbarFigureMark *mark, guint index)
{
  double metres_per_point = self->denominator * 0.0254 / IBAR_POINTS_PER_INCH;
  double uncertainty = 0; /* [m] */

  g_array_sort (mark->events, compare_guints);
  for (guint i = 0; i < mark->events->len; i++)
    {
      IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent,
                                               g_array_index (mark->events, guint, i));
      const IbarPlace *place
          = event->at.place >= 0 ? content->vocabulary->places->pdata[event->at.place] : NULL;

      if (self->only == NULL) /* a part's marks are its own */
        event->mark = (int) index;
      mark->mark.count++;
      mark->mark.families[event->at.family]++;
      if (event->at.place_precision != IBAR_PLACE_EXACT)
        mark->vague = TRUE;
      if (place != NULL)
        uncertainty = MAX (uncertainty, place->uncertainty_m);
    }
  mark->mark.size = ibar_mark_size (mark->mark.count);
  mark->mark.x = mark->x / self->mark_scale;
  mark->mark.y = mark->y / self->mark_scale;
  if (content->figure->uncertainty)
    mark->mark.uncertainty = uncertainty / metres_per_point / self->mark_scale;
  mark->radius = ibar_mark_get_extent (&mark->mark) * self->mark_scale;
}

/* Large marks cover more than their place: those that would hide another one by half take it in. */
static void
merge_covered (IbarFigureMap *self)
{
  for (guint i = 0; i < self->marks->len && self->marks->len <= MOST_LABELS; i++)
    {
      IbarFigureMark *mark = self->marks->pdata[i];

      for (guint j = self->marks->len - 1; j > i; j--)
        {
          const IbarFigureMark *other = self->marks->pdata[j];
          double size = ibar_mark_size (mark->events->len) + ibar_mark_size (other->events->len);

          if (hypot (mark->x - other->x, mark->y - other->y)
              > size / 2 * self->mark_scale * MERGE_COVERED)
            continue;
          g_array_append_vals (mark->events, other->events->data, other->events->len);
          g_ptr_array_remove_index (self->marks, j);
        }
    }
}

/**
 * ibar_figure_map_place_marks:
 * @self: a map whose frame is set
 * @content: what it shows; its events learn their marks
 *
 * Groups the events that the frame shows into marks, and counts those that it does not.
 *
 * **Cost:** O(n); 100,000 positions about 0.3 s.
 */
void
ibar_figure_map_place_marks (IbarFigureMap *self, IbarFigureContent *content)
{
  g_autoptr (GPtrArray) spots = collect_spots (self, content);
  g_autoptr (GHashTable) grid = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                       (GDestroyNotify) g_ptr_array_unref);
  double reach = ibar_mark_size (1) * self->mark_scale * MERGE_DISTANCE;

  for (guint i = 0; i < spots->len; i++)
    {
      Stand *spot = spots->pdata[i];
      IbarFigureMark *mark = find_near (grid, spot->x, spot->y, reach);

      if (mark == NULL)
        {
          mark = g_new0 (IbarFigureMark, 1);
          mark->x = spot->x;
          mark->y = spot->y;
          mark->events = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (self->marks, mark);
          insert_in_grid (grid, mark, reach);
        }
      g_array_append_vals (mark->events, spot->events->data, spot->events->len);
    }
  merge_covered (self);
  for (guint i = 0; i < self->marks->len; i++)
    finish_mark (self, content, self->marks->pdata[i], i);
}

/* Numbers as short as they can be said: "1–3, 7". */
static char *
format_numbers (IbarFigureContent *content, const IbarFigureMark *mark, guint *n_parts)
{
  GString *text = g_string_new (NULL);
  guint first = 0, last = 0;

  *n_parts = 0;
  for (guint i = 0; i <= mark->events->len; i++)
    {
      const IbarFigureEvent *event = i < mark->events->len
                                         ? &g_array_index (content->events, IbarFigureEvent,
                                                           g_array_index (mark->events, guint, i))
                                         : NULL;
      guint number = event != NULL ? event->number : 0;

      if (number != 0 && number == last + 1 && first != 0)
        {
          last = number;
          continue;
        }
      if (first != 0)
        {
          g_string_append_printf (text, "%s%u", text->len > 0 ? ", " : "", first);
          if (last > first)
            g_string_append_printf (text, last == first + 1 ? ", %u" : "–%u", last);
          (*n_parts)++;
        }
      first = last = number;
    }
  return g_string_free (text, FALSE);
}

static gboolean
labels_are_long (IbarFigureMap *self, IbarFigureContent *content)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      guint n_parts;
      g_autofree char *text = format_numbers (content, self->marks->pdata[i], &n_parts);

      if (n_parts > LONGEST_LABEL)
        return TRUE;
    }
  return FALSE;
}

/* North to south: how a reader looks for the next number. Events without a mark come last. */
static int
compare_by_place (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const IbarFigureMap *self = user_data;
  const IbarFigureEvent *ea = a, *eb = b;

  if (ea->mark != eb->mark)
    {
      const IbarFigureMark *ma = ea->mark >= 0 ? self->marks->pdata[ea->mark] : NULL;
      const IbarFigureMark *mb = eb->mark >= 0 ? self->marks->pdata[eb->mark] : NULL;

      if (ma == NULL || mb == NULL)
        return ma == NULL ? 1 : -1;
      if (ma->y != mb->y)
        return ma->y < mb->y ? -1 : 1;
      return ea->mark < eb->mark ? -1 : 1;
    }
  return ea->order < eb->order ? -1 : ea->order > eb->order;
}

static int
compare_by_date (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const IbarFigureEvent *ea = a, *eb = b;
  return ea->order < eb->order ? -1 : ea->order > eb->order;
}

/* Only what is listed has a number and moves; the rest keeps its index. */
static void
sort_events (IbarFigureMap *self, IbarFigureContent *content, GCompareDataFunc compare)
{
  g_qsort_with_data (content->events->data, (int) content->n_listed, sizeof (IbarFigureEvent),
                     compare, self);
  for (guint m = 0; m < self->marks->len; m++)
    g_array_set_size (((IbarFigureMark *) self->marks->pdata[m])->events, 0);
  for (guint i = 0; i < content->events->len; i++)
    {
      const IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent, i);
      if (event->mark >= 0)
        g_array_append_val (((IbarFigureMark *) self->marks->pdata[event->mark])->events, i);
    }
}

static void
set_numbers (IbarFigureContent *content)
{
  for (guint i = 0; i < content->events->len; i++)
    g_array_index (content->events, IbarFigureEvent, i).number
        = i < content->n_listed && content->figure->numbering != IBAR_NUMBERING_NONE ? i + 1 : 0;
}

/**
 * ibar_figure_map_number:
 * @self: a map with its marks
 * @content: its events get their numbers, and their order where they are numbered by place
 */
void
ibar_figure_map_number (IbarFigureMap *self, IbarFigureContent *content)
{
  sort_events (self, content, compare_by_date); /* an earlier layout may have left another order */
  set_numbers (content);
  if (content->figure->numbering == IBAR_NUMBERING_NONE)
    return;
  self->by_place
      = content->figure->numbering == IBAR_NUMBERING_PLACE
        || (content->figure->numbering == IBAR_NUMBERING_AUTO && labels_are_long (self, content));
  if (self->by_place)
    {
      sort_events (self, content, compare_by_place);
      set_numbers (content);
    }
}

/* Labels
 * ---------------------------------------------------------------------------------------------- */

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
  for (guint i = 0; i < self->names->len; i++)
    cost += 2 * get_overlap (&g_array_index (self->names, IbarBox, i), box);
  return cost;
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
  for (guint i = 0; i < self->marks->len && i < MOST_LABELS; i++)
    {
      IbarFigureMark *mark = self->marks->pdata[i];
      guint n_parts;
      g_autofree char *numbers = format_numbers (content, mark, &n_parts);
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
  g_autofree char *numbers = format_numbers (content, mark, &n_parts);
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
