/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names on a figure's map: first those of the base map, which leave marks, numbers and the locator
 * free; then, beside marks whose place is still nameless, the name of the place. */

#define G_LOG_DOMAIN "ibar-figure-names"

#include "config.h"

#include <math.h>
#include <string.h>

#include "ibar-figure-map.h"

#define OBSTACLE 10.0     /* [pt] grain of what names leave free */
#define MOST_NAMED 400    /* marks */
#define LEAST_NAMED 200.0 /* [pt] the narrowest map on which marks get names of places */
#define SMALL_NAMES 0.8   /* size of the names on a narrower one; the least is then just over 6 pt */
#define NEAR 70.0         /* [pt] a name this near may be the mark's */

static void
add_obstacle (IbarFigureMap *self, GArray *obstacles, double x, double y, double radius)
{
  IbarObstacle obstacle = { ibar_figure_map_locate (self, x, y), radius / self->frame.scale };

  g_array_append_val (obstacles, obstacle);
}

/* A box as circles of half its smaller side, side by side. */
static void
add_box (IbarFigureMap *self, GArray *obstacles, const IbarBox *box, double step)
{
  for (double y = step / 2; y < box->height + step / 2; y += step)
    for (double x = step / 2; x < box->width + step / 2; x += step)
      add_obstacle (self, obstacles, box->x + MIN (x, box->width), box->y + MIN (y, box->height),
                    step / 2);
}

/* Names leave the marks, their numbers, annotations and the locator free, and none is cut by the frame. */
static GArray *
collect_obstacles (IbarFigureMap *self)
{
  GArray *obstacles = g_array_new (FALSE, FALSE, sizeof (IbarObstacle));
  double w = self->frame.width, h = self->frame.height;
  const IbarBox edges[] = { { 0, -OBSTACLE, w, OBSTACLE },
                            { 0, h, w, OBSTACLE },
                            { -OBSTACLE, 0, OBSTACLE, h },
                            { w, 0, OBSTACLE, h } };

  for (guint i = 0; i < self->marks->len; i++)
    {
      const IbarFigureMark *mark = self->marks->pdata[i];

      add_obstacle (self, obstacles, mark->x, mark->y, mark->radius);
      if (mark->label != NULL)
        add_box (self, obstacles, &mark->label_box, OBSTACLE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    add_box (self, obstacles, &edges[i], OBSTACLE);
  for (guint i = 0; i < self->annotations->len; i++)
    {
      const IbarFigureAnnotation *annotation = self->annotations->pdata[i];
      if (annotation->text != NULL)
        add_box (self, obstacles, &annotation->box, OBSTACLE);
    }
  if (self->reserved.width > 0)
    add_box (self, obstacles, &self->reserved, OBSTACLE);
  if (self->notice.width > 0)
    add_box (self, obstacles, &self->notice, OBSTACLE);
  return obstacles;
}

/* The place that most of a mark's events share; its names stand below each other. */
static char *
dup_mark_place (IbarFigureContent *content, const IbarFigureMark *mark)
{
  guint most = 0;
  int place = -1;
  char *name, *slash;

  for (guint i = 0; i < mark->events->len; i++)
    {
      int candidate
          = g_array_index (content->events, IbarFigureEvent, g_array_index (mark->events, guint, i))
                .at.place;
      guint n = 0;

      for (guint j = i; candidate != place && j < mark->events->len; j++)
        n += g_array_index (content->events, IbarFigureEvent,
                            g_array_index (mark->events, guint, j))
                 .at.place
             == candidate;
      if (n > most)
        {
          most = n;
          place = candidate;
        }
    }
  name = ibar_figure_content_dup_place_name (content, place);
  slash = strstr (name, " / ");
  if (slash != NULL)
    memmove (slash + 1, slash + 3, strlen (slash + 3) + 1);
  if (slash != NULL)
    *slash = '\n';
  return name;
}

/* "Zveçan\nZvečan" names the municipality's building in Zveçan well enough. */
static gboolean
says_the_same (const char *label, const char *name)
{
  g_auto (GStrv) lines = g_strsplit_set (label, "\n/", -1);
  g_autofree char *folded_name = ibar_fold (name);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = ibar_fold (g_strstrip (lines[i]));

      if (line[0] != '\0'
          && (strstr (folded_name, line) != NULL || strstr (line, folded_name) != NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_named (IbarFigureMap *self,
          const IbarFigureMark *mark,
          const char *name,
          const IbarLabel *labels,
          guint n_labels)
{
  double unit = self->frame.scale;

  for (guint i = 0; i < n_labels; i++)
    {
      double dx = labels[i].anchor_x * unit - mark->x, dy = labels[i].anchor_y * unit - mark->y;

      if (labels[i].kind == IBAR_LABEL_PLACE && hypot (dx, dy) < NEAR
          && says_the_same (labels[i].text, name))
        return TRUE;
    }
  return FALSE;
}

/* The view of whole pixels that has the frame's upper left corner. */
static void
init_view (IbarFigureMap *self, IbarView *view)
{
  const IbarFrame *f = &self->frame;

  *view = (IbarView){ .zoom = f->zoom,
                      .width = (int) ceil (f->width / f->scale),
                      .height = (int) ceil (f->height / f->scale) };
  view->center
      = ibar_figure_map_locate (self, view->width * f->scale / 2, view->height * f->scale / 2);
}

/* Vector tiles bring names of their own. Returns: (transfer full) (nullable): */
static IbarRegion *
dup_named_region (IbarFigureMap *self, IbarFigureContent *content)
{
  IbarVectorMap *vector = content->foreign != NULL ? ibar_foreign_map_get_vector (content->foreign) : NULL;
  guint state = 0, n_empty;

  if (vector == NULL)
    return content->region != NULL ? ibar_region_ref (content->region) : NULL;
  ibar_vector_map_load (vector, &self->frame, &n_empty, NULL); /* pre-flight tells what is damaged */
  return ibar_vector_map_get_names (vector, &self->frame, &state);
}

/**
 * ibar_figure_map_place_names:
 * @self: a map with its numbers and the locator placed
 * @content: what it shows
 * @typesetter: for the names beside marks
 *
 * Chooses the names, as far as the figure wants any.
 */
void
ibar_figure_map_place_names (IbarFigureMap *self,
                             IbarFigureContent *content,
                             IbarTypesetter *typesetter)
{
  g_autoptr (GArray) obstacles = NULL;
  g_autoptr (IbarRegion) names = NULL;
  const IbarLabel *labels = NULL;
  double unit = self->frame.scale;
  guint n_labels = 0;
  IbarView view;

  if (!content->figure->place_names)
    return;
  names = dup_named_region (self, content);
  if (names != NULL)
    {
      obstacles = collect_obstacles (self);
      init_view (self, &view);
      self->labeller = ibar_labeller_new (names);
      ibar_labeller_set_obstacles (
          self->labeller, (const IbarObstacle *) (gconstpointer) obstacles->data, obstacles->len);
      ibar_labeller_set_font (self->labeller, content->figure->font);
      labels = ibar_labeller_place (self->labeller, &view, &content->figure->names,
                                    names == content->region ? content->profile : NULL,
                                    self->frame.width < LEAST_NAMED ? SMALL_NAMES : 1, &n_labels);
    }
  for (guint i = 0; i < n_labels; i++)
    {
      IbarBox box = { labels[i].x * unit, labels[i].y * unit, labels[i].width * unit,
                      labels[i].height * unit };
      g_array_append_val (self->names, box);
    }
  if (self->frame.width < LEAST_NAMED) /* a name would be broken into many lines */
    return;
  for (guint i = 0; i < self->marks->len && i < MOST_NAMED; i++)
    {
      g_autofree char *name = dup_mark_place (content, self->marks->pdata[i]);

      if (name[0] != '\0' && !is_named (self, self->marks->pdata[i], name, labels, n_labels))
        ibar_figure_map_name_mark (self, content, typesetter, i, name);
    }
}

/**
 * ibar_figure_map_draw_names:
 * @self: a map with its names
 * @content: what it shows
 * @canvas: where, with the map's corner at the origin
 *
 * Draws the names of the base map; those beside marks are drawn with the numbers.
 */
void
ibar_figure_map_draw_names (IbarFigureMap *self, IbarFigureContent *content, IbarCanvas *canvas)
{
  if (self->labeller == NULL)
    return;
  ibar_canvas_begin (canvas, NULL, "place-names", NULL, NULL);
  cairo_save (canvas->cr);
  cairo_scale (canvas->cr, self->frame.scale, self->frame.scale);
  ibar_labeller_draw (self->labeller, canvas->cr, &content->style);
  cairo_restore (canvas->cr);
  ibar_canvas_end (canvas, NULL);
}
