/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preview's hands on a figure, and the history of what they did; with a composition made up, so
 * that no page has to be drawn. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <adwaita.h>

#include "ibar-figure-preview-private.h"

typedef struct
{
  IbarFigureEditor *editor;
  IbarComposition composition;
  IbarFigurePreview *preview;
} Fixture;

/* A map of 400 × 400 pt around 20.8° E, 43° N on a page of 500 × 600 pt. */
static void
set_up (Fixture *f, gconstpointer data)
{
  IbarFrame *frame = &f->composition.frame;

  f->editor = ibar_figure_editor_new ();
  f->composition.page = (IbarPageSize){ 500, 600 };
  f->composition.map_box = (IbarBox){ 50, 50, 400, 400 };
  f->composition.denominator = 500000;
  f->composition.n_pages = 1;
  f->composition.items = g_ptr_array_new ();
  frame->width = frame->height = 400;
  frame->scale = 0.75;
  frame->world = ibar_mercator_metres_per_unit (43, 0) * IBAR_TILE_UNITS / (500000 * 0.0254 / 72);
  frame->x0 = ibar_mercator_x (20.8) - 200 / frame->world;
  frame->y0 = ibar_mercator_y (43) - 200 / frame->world;
  f->preview = IBAR_FIGURE_PREVIEW (g_object_ref_sink (ibar_figure_preview_new (f->editor)));
  ibar_figure_preview_show (f->preview, &f->composition, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ibar_figure_preview_show (f->preview, NULL, 0);
  g_object_unref (f->preview);
  g_assert_finalize_object (f->editor);
  g_ptr_array_unref (f->composition.items);
}

static const IbarFigure *
get_figure (Fixture *f)
{
  return ibar_figure_editor_get_figure (f->editor);
}

static void
test_ground (Fixture *f, gconstpointer data)
{
  IbarPoint middle = ibar_figure_preview_locate (f->preview, (IbarSpot){ 250, 250 });
  IbarSpot back = ibar_figure_preview_project (f->preview, (IbarPoint){ 20.8, 43 });

  g_assert_cmpfloat_with_epsilon (middle.longitude, 20.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (middle.latitude, 43, 1e-9);
  g_assert_cmpfloat_with_epsilon (back.x, 250, 1e-6);
  g_assert_cmpfloat_with_epsilon (back.y, 250, 1e-6);
}

/* As many points as a kind needs, then it is there, selected, and the tool is put away. */
static void
test_draw (Fixture *f, gconstpointer data)
{
  static const guint n_points[IBAR_N_ANNOTATION_KINDS] = { 1, 2, 2, 4, 3 };

  for (int kind = 0; kind < IBAR_N_ANNOTATION_KINDS; kind++)
    {
      const IbarAnnotation *annotation;

      ibar_figure_preview_set_tool (f->preview, kind);
      for (guint i = 0; i < n_points[kind]; i++)
        {
          IbarSpot spot = { 100 + 40 * i, 120 + (i % 2) * 60 };

          ibar_figure_preview_add_point (f->preview, spot);
          if (i + 1 == n_points[kind] && kind >= IBAR_ANNOTATION_POLYGON)
            ibar_figure_preview_add_point (f->preview, spot); /* twice: it ends there */
        }
      g_assert_cmpuint (get_figure (f)->annotations->len, ==, (guint) kind + 1);
      annotation = ibar_figure_editor_get_annotation (f->editor);
      g_assert_nonnull (annotation);
      g_assert_cmpint (annotation->kind, ==, kind);
      g_assert_cmpuint (annotation->points->len, ==, n_points[kind]);
      g_assert_cmpint (ibar_figure_preview_get_tool (f->preview), ==, IBAR_TOOL_SELECT);
    }
}

static void
test_move_and_undo (Fixture *f, gconstpointer data)
{
  IbarPoint before;
  IbarSpot at;

  ibar_figure_preview_set_tool (f->preview, IBAR_ANNOTATION_TEXT);
  ibar_figure_preview_add_point (f->preview, (IbarSpot){ 200, 200 });
  before = g_array_index (ibar_figure_editor_get_annotation (f->editor)->points, IbarPoint, 0);
  for (int i = 0; i < 5; i++)
    ibar_figure_preview_shift_selected (f->preview, 2, -1);
  at = ibar_figure_preview_project (
      f->preview,
      g_array_index (ibar_figure_editor_get_annotation (f->editor)->points, IbarPoint, 0));
  g_assert_cmpfloat_with_epsilon (at.x, 210, 1e-6);
  g_assert_cmpfloat_with_epsilon (at.y, 195, 1e-6);
  ibar_figure_editor_undo (f->editor); /* five steps of the keys are one of the history */
  g_assert_cmpfloat (
      g_array_index (ibar_figure_editor_get_annotation (f->editor)->points, IbarPoint, 0).longitude,
      ==, before.longitude);
  ibar_figure_editor_undo (f->editor);
  g_assert_cmpuint (get_figure (f)->annotations->len, ==, 0);
  g_assert_null (ibar_figure_editor_get_selected (f->editor));
  g_assert_false (ibar_figure_editor_can_undo (f->editor));
  ibar_figure_editor_redo (f->editor);
  ibar_figure_editor_redo (f->editor);
  g_assert_false (ibar_figure_editor_can_redo (f->editor));
  g_assert_cmpuint (get_figure (f)->annotations->len, ==, 1);
}

static void
test_remove (Fixture *f, gconstpointer data)
{
  ibar_figure_editor_select (f->editor, "marks.NK-1");
  ibar_figure_editor_remove (f->editor);
  g_assert_cmpuint (get_figure (f)->marks->len, ==, 1);
  ibar_figure_editor_select (f->editor, "labels.NK-1");
  ibar_figure_editor_remove (f->editor);
  g_assert_true (ibar_figure_find_hand_edit (get_figure (f)->labels, "NK-1")->hidden);
  ibar_figure_editor_undo (f->editor);
  ibar_figure_editor_undo (f->editor);
  g_assert_cmpuint (get_figure (f)->marks->len, ==, 0);
}

/* A map moved by 100 pt to the right shows what was 100 pt to the left. */
static void
test_map (Fixture *f, gconstpointer data)
{
  double scale;
  IbarPoint center = ibar_figure_preview_get_center (f->preview, &scale);
  IbarSpot at;

  g_assert_cmpfloat (scale, ==, 500000);
  ibar_figure_preview_move_map (f->preview, center, scale, 100, 0, "drag");
  center = ibar_figure_preview_get_center (f->preview, &scale);
  at = ibar_figure_preview_project (f->preview, center);
  g_assert_cmpfloat_with_epsilon (at.x, 150, 1e-6);
  g_assert_cmpfloat_with_epsilon (at.y, 250, 1e-6);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ibar_figure_editor_set (f->editor, "map.scale", "wide", &error));
  g_assert_nonnull (error);
  g_assert_false (ibar_figure_editor_can_undo (f->editor));
  g_assert_true (ibar_figure_editor_set (f->editor, "page.size", "a4", NULL)); /* it is already */
  g_assert_false (ibar_figure_editor_can_undo (f->editor));
}

/* The preview as it would be painted, in a window whose sides are not the page's. */
static cairo_surface_t *
paint (Fixture *f)
{
  GtkWidget *widget = GTK_WIDGET (f->preview), *window = gtk_window_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 900, 500);
  cairo_t *cr = cairo_create (surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 500);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (widget) == 0)
    g_main_context_iteration (NULL, TRUE);
  ibar_figure_preview_snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Whether one of the pixels around a spot of the page is of the blue that marks what is selected. */
static gboolean
is_marked (Fixture *f, cairo_surface_t *surface, IbarSpot spot)
{
  double x, y, scale = ibar_figure_preview_get_place (f->preview, &x, &y);
  int px = (int) lround (x + spot.x * scale), py = (int) lround (y + spot.y * scale);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  for (int dy = -2; dy <= 2; dy++)
    for (int dx = -2; dx <= 2; dx++)
      {
        const guint8 *p = cairo_image_surface_get_data (surface) + stride * (gsize) (py + dy)
                          + 4 * (gsize) (px + dx);

        if (p[0] > p[2] + 80) /* blue over red */
          return TRUE;
      }
  return FALSE;
}

/* What is drawn over the page stands where the page has it, whatever the window's size. */
static void
test_overlay (Fixture *f, gconstpointer data)
{
  cairo_surface_t *page = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 250, 300), *seen;
  cairo_t *cr = cairo_create (page);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (page);
  f->composition.picture = page;
  ibar_figure_preview_show (f->preview, &f->composition, 0);
  ibar_figure_preview_set_tool (f->preview, IBAR_ANNOTATION_RING);
  ibar_figure_preview_add_point (f->preview, (IbarSpot){ 250, 250 });
  ibar_figure_preview_add_point (f->preview, (IbarSpot){ 350, 250 });
  seen = paint (f);
  g_assert_true (is_marked (f, seen, (IbarSpot){ 250, 150 }));
  g_assert_true (is_marked (f, seen, (IbarSpot){ 150, 250 }));
  g_assert_false (is_marked (f, seen, (IbarSpot){ 250, 180 }));
  g_assert_false (is_marked (f, seen, (IbarSpot){ 120, 250 }));
  cairo_surface_destroy (seen);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (f->preview))));
  f->composition.picture = NULL;
  cairo_surface_destroy (page);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/figure-preview/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("ground", test_ground);
  ADD ("draw", test_draw);
  ADD ("move-and-undo", test_move_and_undo);
  ADD ("remove", test_remove);
  ADD ("map", test_map);
  ADD ("refused", test_refused);
  ADD ("overlay", test_overlay);
  return g_test_run ();
}
