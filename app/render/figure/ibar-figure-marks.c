/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The marks of a figure: events grouped and numbered.
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

#include "ibar-figure-map.h"

/* Marks whose centres lie nearer than this share of a single mark's size become one. */
#define MERGE_DISTANCE 0.8
/* Marks nearer than this share of the sum of their radii become one: the upper would cover the lower's
 * number. */
#define MERGE_COVERED 0.75
/* A label of more parts than this makes the figure number by place. */
#define LONGEST_LABEL 4
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

/**
 * ibar_figure_mark_dup_numbers:
 * @content: whose events are numbered
 * @mark: a mark
 * @n_parts: (out): how many numbers and ranges they are
 *
 * Returns: (transfer full): the numbers of its events as short as they can be said: "1–3, 7"
 */
char *
ibar_figure_mark_dup_numbers (IbarFigureContent *content,
                              const IbarFigureMark *mark,
                              guint *n_parts)
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
      g_autofree char *text = ibar_figure_mark_dup_numbers (content, self->marks->pdata[i], &n_parts);

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

/* Maps side by side, one a month, are read in the order of time: so run the numbers. */
static gboolean
follows_time (const IbarFigure *figure)
{
  return figure->series_layout == IBAR_SERIES_MULTIPLES && figure->series_by <= IBAR_SERIES_YEAR;
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
        || (content->figure->numbering == IBAR_NUMBERING_AUTO && !follows_time (content->figure)
            && labels_are_long (self, content));
  if (self->by_place)
    {
      sort_events (self, content, compare_by_place);
      set_numbers (content);
    }
}
