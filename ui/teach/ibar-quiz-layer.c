/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The quiz on the map.
 *
 * Right and wrong differ in shape before they differ in colour: what is right has a solid double
 * line and a name tag with a tick, what was chosen instead a dashed line and a tag with a cross.
 * The lens draws the same things once more, larger, around the pointer, so that small places can be
 * told apart. */

#define G_LOG_DOMAIN "ibar-quiz-layer"

#include "config.h"

#include <math.h>

#include "ibar-projection.h"
#include "ibar-quiz-layer.h"

#define DOT_PX 5.0
#define MARK_PX 13.0
#define CLICK_PX 9.0
#define FOOTER_PX 64.0 /* scale and credits: no tag stands on them */
#define LENS_PX 95.0
#define LENS_LEVELS 2.0 /* four times as large */

struct _IbarQuizLayer
{
  IbarMapLayer parent_instance;

  IbarBasemap *basemap; /* (owned) (nullable) for the lens */
  IbarBasemapOptions options;
  IbarQuiz *quiz; /* (owned) (nullable) */
  guint index;
  GArray *dots; /* of guint: candidates that may be clicked */
  gboolean answered;
  IbarPoint click;
  int chosen;
  double lens_x, lens_y;
};

G_DEFINE_FINAL_TYPE (IbarQuizLayer, ibar_quiz_layer, IBAR_TYPE_MAP_LAYER)

static const IbarQuizCandidate *
get_candidate (IbarQuizLayer *self, guint index)
{
  return ibar_quiz_pool_get (ibar_quiz_get_pool (self->quiz), index);
}

static void
add_features (IbarQuizLayer *self,
              cairo_t *cr,
              const IbarProjection *projection,
              const IbarQuizCandidate *candidate)
{
  IbarRegion *region = ibar_quiz_pool_get_region (ibar_quiz_get_pool (self->quiz));
  gboolean area = candidate->set == IBAR_QUIZ_MUNICIPALITIES;

  for (guint k = 0; k < candidate->features->len; k++)
    {
      const IbarFeature *feature
          = ibar_region_get_feature (region, area ? IBAR_LAYER_ADMIN_AREA : IBAR_LAYER_WATERWAY,
                                     g_array_index (candidate->features, guint, k));

      for (guint part = 0; part < feature->n_parts; part++)
        {
          cairo_new_sub_path (cr);
          for (guint32 i = feature->starts[part]; i < feature->starts[part + 1]; i++)
            {
              double x, y;

              ibar_projection_from_mercator (projection, feature->points[2 * i],
                                             feature->points[2 * i + 1], &x, &y);
              cairo_line_to (cr, x, y);
            }
          if (area)
            cairo_close_path (cr);
        }
    }
}

static void
stroke_cased (IbarQuizLayer *self,
              cairo_t *cr,
              const IbarColor *color,
              double width,
              gboolean dashed)
{
  const double dashes[] = { 8, 5 };

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  ibar_style_set_source (cr, &self->options.style->label_halo);
  cairo_set_line_width (cr, width + 3);
  cairo_stroke_preserve (cr);
  ibar_style_set_source (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, dashes, dashed ? 2 : 0, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* An area or a river as it is, a point as a ring around it. */
static void
draw_candidate (IbarQuizLayer *self,
                cairo_t *cr,
                const IbarProjection *projection,
                guint index,
                gboolean dashed)
{
  const IbarQuizCandidate *candidate = get_candidate (self, index);
  const IbarColor *color = dashed ? &self->options.style->text : &self->options.style->accent;
  double x, y;

  if (candidate->features != NULL)
    {
      add_features (self, cr, projection, candidate);
      if (candidate->set == IBAR_QUIZ_MUNICIPALITIES && !dashed)
        {
          IbarColor tint = *color;

          tint.alpha = 0.22;
          cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
          ibar_style_set_source (cr, &tint);
          cairo_fill_preserve (cr);
        }
      stroke_cased (self, cr, color, dashed ? 2 : 3, dashed);
      return;
    }
  ibar_projection_from_point (projection, candidate->point, &x, &y);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, MARK_PX, 0, 2 * G_PI);
  stroke_cased (self, cr, color, 3, dashed);
  cairo_arc (cr, x, y, DOT_PX, 0, 2 * G_PI);
  ibar_style_set_source (cr, color);
  cairo_fill (cr);
}

static void
draw_dots (IbarQuizLayer *self, cairo_t *cr, const IbarProjection *projection)
{
  const IbarStyle *style = self->options.style;

  for (guint i = 0; i < self->dots->len; i++)
    {
      const IbarQuizCandidate *candidate
          = get_candidate (self, g_array_index (self->dots, guint, i));
      double x, y;

      if (candidate->features != NULL)
        {
          /* Areas are what can be clicked: their edges show even where boundaries are hidden. */
          add_features (self, cr, projection, candidate);
          ibar_style_set_source (cr, candidate->set == IBAR_QUIZ_RIVERS ? &style->water_edge
                                                                        : &style->label_muted);
          cairo_set_line_width (cr, candidate->set == IBAR_QUIZ_RIVERS ? 4 : 1);
          cairo_stroke (cr);
          continue;
        }
      ibar_projection_from_point (projection, candidate->point, &x, &y);
      if (x < -DOT_PX || y < -DOT_PX || x > 2 * projection->half_width + DOT_PX
          || y > 2 * projection->half_height + DOT_PX)
        continue;
      cairo_new_path (cr);
      cairo_arc (cr, x, y, DOT_PX, 0, 2 * G_PI);
      ibar_style_set_source (cr, &style->label_halo);
      cairo_fill_preserve (cr);
      ibar_style_set_source (cr, &style->label);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
    }
}

/* What is possible is drawn: the ring within which a click is right. */
static void
draw_tolerance (IbarQuizLayer *self,
                cairo_t *cr,
                const IbarProjection *projection,
                const IbarQuizQuestion *question)
{
  IbarPoint point = get_candidate (self, question->subject)->point;
  double x, y;
  double radius = question->tolerance_m / ibar_mercator_metres_per_unit (point.latitude, 0)
                  / IBAR_TILE_UNITS * projection->world;

  ibar_projection_from_point (projection, point, &x, &y);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  stroke_cased (self, cr, &self->options.style->uncertainty, 1.5, TRUE);
}

static void
draw_click (IbarQuizLayer *self, cairo_t *cr, const IbarProjection *projection, guint subject)
{
  const IbarColor *color = &self->options.style->text;
  double x, y, to_x, to_y;

  if (!ibar_point_is_placed (self->click))
    return;
  ibar_projection_from_point (projection, self->click, &x, &y);
  if (get_candidate (self, subject)->features == NULL)
    {
      ibar_projection_from_point (projection, get_candidate (self, subject)->point, &to_x, &to_y);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, to_x, to_y);
      stroke_cased (self, cr, color, 1.5, TRUE);
    }
  cairo_move_to (cr, x - CLICK_PX, y - CLICK_PX);
  cairo_line_to (cr, x + CLICK_PX, y + CLICK_PX);
  cairo_move_to (cr, x - CLICK_PX, y + CLICK_PX);
  cairo_line_to (cr, x + CLICK_PX, y - CLICK_PX);
  stroke_cased (self, cr, color, 2.5, FALSE);
}

/* A name on a card beside the place, kept inside of the map. */
static void
draw_tag (IbarQuizLayer *self,
          cairo_t *cr,
          const IbarProjection *projection,
          guint index,
          const char *sign,
          int row)
{
  const IbarQuizCandidate *candidate = get_candidate (self, index);
  g_autofree char *name
      = candidate->set == IBAR_QUIZ_EVENTS
            ? g_strdup ("")
            : ibar_names_format (&candidate->names, ibar_quiz_get_names (self->quiz));
  g_autofree char *text = g_strdup_printf ("%s %s", sign, name);
  g_autoptr (PangoLayout) layout = NULL;
  int width, height;
  double x, y;

  if (name[0] == '\0')
    return;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_get_pixel_size (layout, &width, &height);
  ibar_projection_from_point (projection, candidate->point, &x, &y);
  x = CLAMP (x + MARK_PX + 4, 6, 2 * projection->half_width - width - 18);
  y = CLAMP (y - height / 2.0 + row * (height + 10), 6,
             2 * projection->half_height - height - FOOTER_PX);
  cairo_rectangle (cr, round (x), round (y), width + 12, height + 8);
  ibar_style_set_source (cr, &self->options.style->panel);
  cairo_fill_preserve (cr);
  ibar_style_set_source (cr, &self->options.style->label);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_move_to (cr, round (x) + 6, round (y) + 4);
  ibar_style_set_source (cr, &self->options.style->text);
  pango_cairo_show_layout (cr, layout);
}

static gboolean
is_marked (IbarQuizKind kind)
{
  return kind == IBAR_QUIZ_NAME || kind == IBAR_QUIZ_TYPE || kind == IBAR_QUIZ_NEIGHBOUR;
}

static gboolean
is_on_map (const IbarQuizCandidate *candidate)
{
  return ibar_point_is_placed (candidate->point);
}

static void
draw_answer (IbarQuizLayer *self,
             cairo_t *cr,
             const IbarProjection *projection,
             const IbarQuizQuestion *question,
             gboolean tags)
{
  /* At neighbours and north the answer is another one than what is asked about. */
  guint right = question->right >= 0 && question->choices[question->right].candidate >= 0
                    ? (guint) question->choices[question->right].candidate
                    : question->subject;

  if (question->kind == IBAR_QUIZ_ORDER || question->kind == IBAR_QUIZ_WHEN)
    right = question->subject;
  if (self->chosen >= 0 && (guint) self->chosen != right
      && is_on_map (get_candidate (self, (guint) self->chosen)))
    draw_candidate (self, cr, projection, (guint) self->chosen, TRUE);
  if (question->kind == IBAR_QUIZ_WHERE)
    draw_tolerance (self, cr, projection, question);
  draw_click (self, cr, projection, question->subject);
  if (!is_on_map (get_candidate (self, right)))
    return;
  draw_candidate (self, cr, projection, right, FALSE);
  if (!tags)
    return;
  if (self->chosen >= 0 && (guint) self->chosen != right)
    draw_tag (self, cr, projection, (guint) self->chosen, "✗", 1);
  draw_tag (self, cr, projection, right, "✓", 0);
}

static void
draw (IbarQuizLayer *self, cairo_t *cr, const IbarProjection *projection, gboolean tags)
{
  const IbarQuizQuestion *question = ibar_quiz_get (self->quiz, self->index);

  draw_dots (self, cr, projection);
  if (is_marked (question->kind))
    draw_candidate (self, cr, projection, question->subject, FALSE);
  if (self->answered)
    draw_answer (self, cr, projection, question, tags);
}

static void
draw_lens (IbarQuizLayer *self, cairo_t *cr, const IbarView *view)
{
  IbarProjection projection;
  IbarView lens = *view;
  IbarFrame frame;

  ibar_projection_init (&projection, view);
  lens.center = ibar_projection_to_point (&projection, self->lens_x, self->lens_y);
  lens.zoom += LENS_LEVELS;
  lens.rotation = 0;
  lens.width = lens.height = (int) (2 * LENS_PX);
  ibar_projection_init (&projection, &lens);
  ibar_frame_init_view (&frame, &lens, 1);
  cairo_save (cr);
  cairo_translate (cr, self->lens_x - LENS_PX, self->lens_y - LENS_PX);
  cairo_arc (cr, LENS_PX, LENS_PX, LENS_PX, 0, 2 * G_PI);
  cairo_clip (cr);
  ibar_basemap_draw (self->basemap, cr, &frame, &self->options);
  draw (self, cr, &projection, FALSE);
  /* Where a click would go. */
  cairo_move_to (cr, LENS_PX - 7, LENS_PX);
  cairo_line_to (cr, LENS_PX + 7, LENS_PX);
  cairo_move_to (cr, LENS_PX, LENS_PX - 7);
  cairo_line_to (cr, LENS_PX, LENS_PX + 7);
  stroke_cased (self, cr, &self->options.style->label, 1, FALSE);
  cairo_reset_clip (cr);
  cairo_arc (cr, LENS_PX, LENS_PX, LENS_PX - 1, 0, 2 * G_PI);
  stroke_cased (self, cr, &self->options.style->label, 1.5, FALSE);
  cairo_restore (cr);
}

static void
ibar_quiz_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IbarQuizLayer *self = IBAR_QUIZ_LAYER (widget);
  IbarProjection projection;
  IbarView view;
  cairo_t *cr;

  ibar_map_layer_get_view (IBAR_MAP_LAYER (self), &view);
  if (self->quiz == NULL || self->options.style == NULL || view.width <= 0 || view.height <= 0)
    return;
  ibar_projection_init (&projection, &view);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  draw (self, cr, &projection, TRUE);
  if (self->basemap != NULL && isfinite (self->lens_x) && isfinite (self->lens_y))
    draw_lens (self, cr, &view);
  cairo_destroy (cr);
}

static void
ibar_quiz_layer_finalize (GObject *object)
{
  IbarQuizLayer *self = IBAR_QUIZ_LAYER (object);

  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  g_clear_pointer (&self->quiz, ibar_quiz_unref);
  g_array_unref (self->dots);
  G_OBJECT_CLASS (ibar_quiz_layer_parent_class)->finalize (object);
}

static void
ibar_quiz_layer_class_init (IbarQuizLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_quiz_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = ibar_quiz_layer_snapshot;
}

static void
ibar_quiz_layer_init (IbarQuizLayer *self)
{
  self->dots = g_array_new (FALSE, FALSE, sizeof (guint));
  self->click = (IbarPoint){ NAN, NAN };
  self->chosen = -1;
  self->lens_x = self->lens_y = NAN;
}

/**
 * ibar_quiz_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer without a question
 */
IbarQuizLayer *
ibar_quiz_layer_new (ShumateViewport *viewport)
{
  return g_object_new (IBAR_TYPE_QUIZ_LAYER, "viewport", viewport, NULL);
}

/**
 * ibar_quiz_layer_set_look:
 * @self: a layer
 * @basemap: (nullable): the base map, for the lens
 * @options: how it is drawn; the style is used for the quiz too
 */
void
ibar_quiz_layer_set_look (IbarQuizLayer *self,
                          IbarBasemap *basemap,
                          const IbarBasemapOptions *options)
{
  g_return_if_fail (IBAR_IS_QUIZ_LAYER (self) && options->style != NULL);

  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  self->basemap = basemap != NULL ? ibar_basemap_ref (basemap) : NULL;
  self->options = *options;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_quiz_layer_set_question:
 * @self: a layer
 * @quiz: a quiz
 * @index: the question to show, not answered yet
 */
void
ibar_quiz_layer_set_question (IbarQuizLayer *self, IbarQuiz *quiz, guint index)
{
  g_return_if_fail (IBAR_IS_QUIZ_LAYER (self) && quiz != NULL);

  ibar_quiz_ref (quiz);
  g_clear_pointer (&self->quiz, ibar_quiz_unref);
  self->quiz = quiz;
  self->index = index;
  self->answered = FALSE;
  self->click = (IbarPoint){ NAN, NAN };
  self->chosen = -1;
  g_array_set_size (self->dots, 0);
  for (guint i = 0; ibar_quiz_get (quiz, index)->kind == IBAR_QUIZ_FIND
                    && i < ibar_quiz_pool_get_n (ibar_quiz_get_pool (quiz));
       i++)
    if (ibar_quiz_is_clickable (quiz, index, i))
      g_array_append_val (self->dots, i);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_quiz_layer_set_answer:
 * @self: a layer
 * @click: where was clicked, NAN: nowhere
 * @chosen: the candidate that was chosen, -1: none
 *
 * Shows the right answer, and the one that was given.
 */
void
ibar_quiz_layer_set_answer (IbarQuizLayer *self, IbarPoint click, int chosen)
{
  g_return_if_fail (IBAR_IS_QUIZ_LAYER (self));

  self->answered = TRUE;
  self->click = click;
  self->chosen = chosen;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ibar_quiz_layer_set_lens:
 * @self: a layer
 * @x: [px], NAN: no lens
 * @y: [px]
 */
void
ibar_quiz_layer_set_lens (IbarQuizLayer *self, double x, double y)
{
  g_return_if_fail (IBAR_IS_QUIZ_LAYER (self));

  self->lens_x = x;
  self->lens_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
