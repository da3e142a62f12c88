/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Annotations on a figure's map: brought to paper, kept free by numbers and names, and drawn.
 *
 * Areas and routes lie below the marks, because they say something about the ground; arrows and
 * texts lie above everything, because they speak about it. */

#define G_LOG_DOMAIN "ibar-figure-annotations"

#include "config.h"

#include "ibar-figure-map.h"

#include <math.h>

#include "ibar-figure-palette.h"

#define FILL_SHARE 0.16   /* opacity of a filled area */
#define ROUTE_SHARE 0.8   /* opacity of a highlighted route, so that names below can be read */
#define HALO 1.8          /* [pt] beyond a line on each side */
#define ARROW_HEAD 5.0    /* in widths of the line, at least ARROW_LEAST */
#define ARROW_LEAST 6.0   /* [pt] */
#define FRAME_PADDING 3.0 /* [pt] around a text in a box */
#define APART 3.0         /* [pt] between a shape and its text */
#define TEXT_WIDTH 22.0   /* longer texts break; in sizes of their text */

static void
figure_annotation_free (gpointer data)
{
  IbarFigureAnnotation *self = data;

  ibar_text_free (self->text);
  g_free (self->points);
  g_free (self);
}

/* Onto paper: the copy of the world that the frame shows for the first point, the others beside it.
 */
static void
project_points (IbarFigureMap *self, IbarFigureAnnotation *a)
{
  const GArray *points = a->annotation->points;
  const IbarFrame *f = &self->frame;
  double before = 0;

  a->n_points = points->len;
  a->points = g_new (IbarSpot, points->len);
  for (guint i = 0; i < points->len; i++)
    {
      IbarPoint point = g_array_index (points, IbarPoint, i);
      double mx = ibar_mercator_x (point.longitude);

      if (i == 0 && mx < f->x0 && (mx + 1 - f->x0) * f->world <= f->width)
        mx += 1;
      else if (i > 0)
        mx -= round (mx - before);
      before = mx;
      a->points[i].x = (mx - f->x0) * f->world;
      a->points[i].y = (ibar_mercator_y (point.latitude) - f->y0) * f->world;
    }
}

/**
 * ibar_figure_annotation_get_radius:
 * @self: a ring on paper
 *
 * Returns: its radius [pt]
 */
double
ibar_figure_annotation_get_radius (const IbarFigureAnnotation *self)
{
  return hypot (self->points[1].x - self->points[0].x, self->points[1].y - self->points[0].y);
}

static IbarColor
get_color (IbarFigureContent *content, const IbarAnnotation *annotation)
{
  IbarColor color = annotation->has_color ? annotation->color : content->style.label;

  return content->figure->palette == IBAR_PALETTE_GREY
             ? ibar_preview_color (IBAR_PREVIEW_GREY, &color)
             : color;
}

static IbarText *
set_text (IbarFigureContent *content, IbarTypesetter *typesetter, const IbarAnnotation *annotation)
{
  double size = annotation->size > 0 ? annotation->size : content->figure->text_size;
  IbarTextBuilder builder;
  PangoAttribute *attribute;
  IbarText *text;

  size = MAX (size, IBAR_LEAST_TEXT);
  ibar_text_builder_init (&builder);
  g_string_append (builder.text, annotation->text);
  attribute = pango_attr_size_new ((int) (size * PANGO_SCALE));
  pango_attr_list_insert (builder.attributes, attribute);
  pango_attr_list_insert (builder.attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  text = ibar_typesetter_set_built (typesetter, IBAR_TEXT_BODY, &builder, -1, 0);
  pango_layout_set_alignment (text->layout, PANGO_ALIGN_CENTER);
  if (text->width > size * TEXT_WIDTH)
    pango_layout_set_width (text->layout, (int) (size * TEXT_WIDTH * PANGO_SCALE));
  ibar_text_measure (text);
  /* A centred layout without a width starts at its own left edge; with one, its lines are narrower.
   */
  pango_layout_set_width (text->layout, (int) ceil (text->width * PANGO_SCALE) + PANGO_SCALE);
  ibar_text_measure (text);
  return text;
}

/* Where a shape's text stands: its middle. */
static IbarSpot
find_text_middle (const IbarFigureAnnotation *a)
{
  const IbarSpot *p = a->points;
  double w = a->box.width, h = a->box.height;
  IbarSpot middle = p[0];

  if (a->annotation->kind == IBAR_ANNOTATION_ARROW)
    {
      double dx = p[0].x - p[1].x, dy = p[0].y - p[1].y, length = MAX (hypot (dx, dy), 1e-6);
      middle.x += dx / length * (w / 2 + APART);
      middle.y += dy / length * (h / 2 + APART);
    }
  else if (a->annotation->kind == IBAR_ANNOTATION_RING)
    middle.y -= ibar_figure_annotation_get_radius (a) + h / 2 + APART;
  else if (a->annotation->kind == IBAR_ANNOTATION_ROUTE)
    {
      guint at = (a->n_points - 1) / 2;
      middle.x = (p[at].x + p[at + 1].x) / 2;
      middle.y = (p[at].y + p[at + 1].y) / 2 - h / 2 - APART - a->annotation->width / 2;
    }
  else if (a->annotation->kind == IBAR_ANNOTATION_POLYGON)
    {
      middle = (IbarSpot){ 0, 0 };
      for (guint i = 0; i < a->n_points; i++)
        {
          middle.x += p[i].x / a->n_points;
          middle.y += p[i].y / a->n_points;
        }
    }
  return middle;
}

/* The text's box with its frame. */
static void
place_text (IbarFigureAnnotation *a)
{
  double padding = a->annotation->frame == IBAR_FRAME_NONE ? 0 : FRAME_PADDING;
  double w = a->text->width + 2 * padding, h = a->text->height + padding;
  IbarSpot middle;

  if (a->annotation->frame == IBAR_FRAME_CIRCLE)
    w = h = MAX (w, h);
  a->box = (IbarBox){ 0, 0, w, h };
  middle = find_text_middle (a);
  a->box.x = middle.x - w / 2;
  a->box.y = middle.y - h / 2;
}

/**
 * ibar_figure_map_place_annotations:
 * @self: a map whose frame is set
 * @content: whose figure has annotations
 * @typesetter: for their texts
 *
 * Brings the annotations to paper; numbers and names placed later leave their texts free.
 */
void
ibar_figure_map_place_annotations (IbarFigureMap *self,
                                   IbarFigureContent *content,
                                   IbarTypesetter *typesetter)
{
  self->annotations = g_ptr_array_new_with_free_func (figure_annotation_free);
  for (guint i = 0; i < content->figure->annotations->len; i++)
    {
      IbarFigureAnnotation *a = g_new0 (IbarFigureAnnotation, 1);

      a->annotation = content->figure->annotations->pdata[i];
      project_points (self, a);
      if (a->annotation->text[0] != '\0')
        {
          a->text = set_text (content, typesetter, a->annotation);
          place_text (a);
          g_array_append_val (self->names, a->box);
        }
      g_ptr_array_add (self->annotations, a);
    }
}

/* Drawing
 * ---------------------------------------------------------------------------------------------- */

static void
set_dash (cairo_t *cr, const IbarAnnotation *annotation)
{
  const double dash[] = { annotation->width * 3, annotation->width * 2.5 };

  if (annotation->dashed)
    cairo_set_dash (cr, dash, 2, 0);
}

static void
stroke_with_halo (cairo_t *cr,
                  const IbarStyle *style,
                  const IbarAnnotation *annotation,
                  IbarColor color)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, annotation->dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  ibar_style_set_source (cr, &style->label_halo);
  cairo_set_line_width (cr, annotation->width + HALO);
  cairo_stroke_preserve (cr);
  set_dash (cr, annotation);
  ibar_style_set_source (cr, &color);
  cairo_set_line_width (cr, annotation->width);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
add_path (cairo_t *cr, const IbarFigureAnnotation *a)
{
  cairo_new_path (cr);
  for (guint i = 0; i < a->n_points; i++)
    cairo_line_to (cr, a->points[i].x, a->points[i].y);
}

static void
draw_area (const IbarFigureAnnotation *a, cairo_t *cr, const IbarStyle *style, IbarColor color)
{
  if (a->annotation->kind == IBAR_ANNOTATION_RING)
    {
      cairo_new_path (cr);
      cairo_arc (cr, a->points[0].x, a->points[0].y, ibar_figure_annotation_get_radius (a), 0,
                 2 * G_PI);
    }
  else
    add_path (cr, a);
  cairo_close_path (cr);
  if (a->annotation->filled)
    {
      IbarColor fill = color;

      fill.alpha = FILL_SHARE;
      ibar_style_set_source (cr, &fill);
      cairo_fill_preserve (cr);
    }
  stroke_with_halo (cr, style, a->annotation, color);
}

static void
draw_route (const IbarFigureAnnotation *a, cairo_t *cr, const IbarStyle *style, IbarColor color)
{
  color.alpha = ROUTE_SHARE;
  add_path (cr, a);
  stroke_with_halo (cr, style, a->annotation, color);
}

static void
draw_arrow (const IbarFigureAnnotation *a, cairo_t *cr, const IbarStyle *style, IbarColor color)
{
  const IbarSpot *tip = &a->points[a->n_points - 1], *from = &a->points[a->n_points - 2];
  double head = MAX (a->annotation->width * ARROW_HEAD, ARROW_LEAST);
  double angle = atan2 (tip->y - from->y, tip->x - from->x);
  double base_x = tip->x - head * 0.8 * cos (angle), base_y = tip->y - head * 0.8 * sin (angle);

  cairo_new_path (cr);
  for (guint i = 0; i + 1 < a->n_points; i++)
    cairo_line_to (cr, a->points[i].x, a->points[i].y);
  cairo_line_to (cr, base_x, base_y);
  stroke_with_halo (cr, style, a->annotation, color);
  cairo_move_to (cr, tip->x, tip->y);
  cairo_line_to (cr, tip->x - head * cos (angle - 0.42), tip->y - head * sin (angle - 0.42));
  cairo_line_to (cr, base_x, base_y);
  cairo_line_to (cr, tip->x - head * cos (angle + 0.42), tip->y - head * sin (angle + 0.42));
  cairo_close_path (cr);
  ibar_style_set_source (cr, &style->label_halo);
  cairo_set_line_width (cr, HALO);
  cairo_stroke_preserve (cr);
  ibar_style_set_source (cr, &color);
  cairo_fill (cr);
}

static void
draw_frame (const IbarFigureAnnotation *a, cairo_t *cr, const IbarStyle *style, IbarColor color)
{
  const IbarBox *box = &a->box;
  IbarColor paper = style->label_halo;

  cairo_new_path (cr);
  if (a->annotation->frame == IBAR_FRAME_CIRCLE)
    cairo_arc (cr, box->x + box->width / 2, box->y + box->height / 2, box->width / 2, 0, 2 * G_PI);
  else
    cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  paper.alpha = 1;
  ibar_style_set_source (cr, &paper);
  cairo_fill_preserve (cr);
  ibar_style_set_source (cr, &color);
  cairo_set_line_width (cr, MIN (a->annotation->width, 2));
  cairo_stroke (cr);
}

static void
draw_text (const IbarFigureAnnotation *a,
           IbarCanvas *canvas,
           const IbarStyle *style,
           IbarColor color)
{
  double x = a->box.x + (a->box.width - a->text->width) / 2;
  double y = a->box.y + (a->box.height - a->text->height) / 2;
  cairo_t *cr = canvas->cr;

  if (a->annotation->frame != IBAR_FRAME_NONE)
    draw_frame (a, cr, style, color);
  else
    {
      cairo_new_path (cr);
      cairo_move_to (cr, x, y);
      pango_cairo_layout_path (cr, a->text->layout);
      ibar_style_set_source (cr, &style->label_halo);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_line_width (cr, 2.4);
      cairo_stroke (cr);
    }
  ibar_text_draw (a->text, canvas, x, y, &color);
}

static gboolean
is_below (const IbarAnnotation *annotation)
{
  return annotation->kind == IBAR_ANNOTATION_RING || annotation->kind == IBAR_ANNOTATION_POLYGON
         || annotation->kind == IBAR_ANNOTATION_ROUTE;
}

/**
 * ibar_figure_map_draw_annotations:
 * @self: a map with its annotations placed
 * @content: what it shows
 * @canvas: where, with the map's corner at the origin
 * @below: %TRUE: areas and routes, which marks lie upon; %FALSE: arrows and all texts
 */
void
ibar_figure_map_draw_annotations (IbarFigureMap *self,
                                  IbarFigureContent *content,
                                  IbarCanvas *canvas,
                                  gboolean below)
{
  const IbarStyle *style = &content->style;

  if (self->annotations->len == 0)
    return;
  ibar_canvas_begin (canvas, NULL, below ? "annotated-ground" : "annotations", NULL, NULL);
  for (guint i = 0; i < self->annotations->len; i++)
    {
      const IbarFigureAnnotation *a = self->annotations->pdata[i];
      IbarColor color = get_color (content, a->annotation);
      g_autofree char *id
          = g_strdup_printf ("%s-%s", below ? "ground" : "annotation", a->annotation->id);

      if (below ? !is_below (a->annotation) : is_below (a->annotation) && a->text == NULL)
        continue;
      ibar_canvas_begin (canvas, NULL, id, a->annotation->text, NULL);
      cairo_save (canvas->cr);
      if (below && a->annotation->kind == IBAR_ANNOTATION_ROUTE)
        draw_route (a, canvas->cr, style, color);
      else if (below)
        draw_area (a, canvas->cr, style, color);
      else if (a->annotation->kind == IBAR_ANNOTATION_ARROW)
        draw_arrow (a, canvas->cr, style, color);
      if (!below && a->text != NULL)
        draw_text (a, canvas, style, color);
      cairo_restore (canvas->cr);
      ibar_canvas_end (canvas, NULL);
    }
  ibar_canvas_end (canvas, NULL);
}
