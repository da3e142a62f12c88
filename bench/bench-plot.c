/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How medians grow with the number of events, for the data in towns, drawn as the program draws its figures: on its
 * canvas, with its type and colours, each series a group of the SVG that says its numbers.
 *
 * Events go along, milliseconds up, both by powers of ten. */

#include "config.h"

#include "bench-report.h"
#include "ibar-figure-text.h"
#include "ibar-style.h"
#include "ibar-svg-groups.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#define TITLE "Median [ms] over the number of events, in 50 towns; dashed: by others"
#define WIDTH 645.0 /* [pt] */
#define HEIGHT 390.0
#define LEFT 52.0
#define RIGHT 190.0
#define TOP 32.0
#define BOTTOM 44.0
#define LEADING 13.0
#define MOST_X 7 /* powers of ten */
#define LEAST_X 4
#define MOST_Y 4
#define LEAST_Y (-3)

typedef struct
{
  IbarCanvas       canvas;
  IbarTypesetter  *typesetter;
  const IbarStyle *style;
  BenchReport     *report;
  double           key_y; /* where the legend goes on */
} Plot;

static double
plot_x (double n)
{
  return LEFT + (log10 (n) - LEAST_X) / (MOST_X - LEAST_X) * (WIDTH - LEFT - RIGHT);
}

static double
plot_y (double ms)
{
  double share = (log10 (CLAMP (ms, pow (10, LEAST_Y), pow (10, MOST_Y))) - LEAST_Y) / (MOST_Y - LEAST_Y);

  return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
}

/* Around a height; align 0: from x on, 1: up to it. */
static void
draw_text (Plot *plot, double x, double y, double align, const char *words)
{
  g_autoptr (IbarText) text = ibar_typesetter_set (plot->typesetter, IBAR_TEXT_BODY, words, WIDTH, 1);

  ibar_text_draw (text, &plot->canvas, x - align * text->width, y - text->height / 2, &plot->style->text);
}

static void
draw_line (Plot *plot, double x0, double y0, double x1, double y1)
{
  cairo_t *cr = plot->canvas.cr;

  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1, y1);
  cairo_stroke (cr);
}

static void
draw_grid_line (Plot *plot, double x0, double y0, double x1, double y1)
{
  ibar_style_set_source (plot->canvas.cr, &plot->style->grid);
  cairo_set_line_width (plot->canvas.cr, 0.5);
  draw_line (plot, x0, y0, x1, y1);
}

static void
draw_axes (Plot *plot)
{
  ibar_canvas_begin (&plot->canvas, "Artifact", "axes", NULL, NULL);
  for (int power = LEAST_X; power <= MOST_X; power++)
    {
      double x = plot_x (pow (10, power));
      g_autofree char *label = g_strdup_printf ("%.0f", pow (10, power));

      draw_grid_line (plot, x, TOP, x, HEIGHT - BOTTOM);
      draw_text (plot, x, HEIGHT - BOTTOM + 11, 0.5, label);
    }
  for (int power = LEAST_Y; power <= MOST_Y; power++)
    {
      double y = plot_y (pow (10, power));
      g_autofree char *label = g_strdup_printf ("%g", pow (10, power));

      draw_grid_line (plot, LEFT, y, WIDTH - RIGHT, y);
      draw_text (plot, LEFT - 6, y, 1, label);
    }
  draw_text (plot, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 13, 0.5, "events");
  draw_text (plot, LEFT, TOP - 16, 0, TITLE);
  ibar_canvas_end (&plot->canvas, "Artifact");
}

static gboolean
is_of_series (const BenchLine *line, const char *name, const char *peer)
{
  return line->unit == NULL && g_str_equal (line->name, name)
         && (peer == NULL || g_strcmp0 (line->peer, peer) == 0);
}

/* In words: "10000: 0.03 ms, …"; NULL if there are no two points to draw a line between. */
static char *
describe_series (Plot *plot, const char *name, const char *peer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < plot->report->lines->len; i++)
    {
      const BenchLine *line = g_ptr_array_index (plot->report->lines, i);

      if (is_of_series (line, name, peer) && g_hash_table_add (seen, GUINT_TO_POINTER (line->n)))
        g_string_append_printf (text, "%s%u: %.3g ms", text->len > 0 ? ", " : "", line->n,
                                peer != NULL ? line->peer_median_ms : line->median_ms);
    }
  return g_hash_table_size (seen) > 1 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* One name's line over all n, or a peer's at the same, and its place in the legend. */
static gboolean
draw_series (Plot *plot, const char *name, const char *peer, const char *label)
{
  g_autofree char *description = describe_series (plot, name, peer);
  g_autofree char *id = g_strdup_printf ("series-%s%s%s", name, peer != NULL ? "-" : "", peer != NULL ? peer : "");
  cairo_t *cr = plot->canvas.cr;

  if (description == NULL)
    return FALSE;
  g_strdelimit (id, "/ *+()", '-');
  ibar_canvas_begin (&plot->canvas, "Figure", id, label, description);
  for (guint i = 0; i < plot->report->lines->len; i++)
    {
      const BenchLine *line = g_ptr_array_index (plot->report->lines, i);

      if (is_of_series (line, name, peer))
        cairo_line_to (cr, plot_x (line->n), plot_y (peer != NULL ? line->peer_median_ms : line->median_ms));
    }
  cairo_stroke (cr);
  plot->key_y += LEADING;
  draw_line (plot, WIDTH - RIGHT + 8, plot->key_y, WIDTH - RIGHT + 28, plot->key_y);
  cairo_save (cr);
  draw_text (plot, WIDTH - RIGHT + 34, plot->key_y, 0, label);
  cairo_restore (cr);
  ibar_canvas_end (&plot->canvas, "Figure");
  return TRUE;
}

/* Every peer's line of a name. */
static void
draw_peers (Plot *plot, const char *name)
{
  static const double dashes[2][2] = { { 3.0, 3.0 }, { 1.2, 2.4 } };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plot->report->lines->len; i++)
    {
      const BenchLine *line = g_ptr_array_index (plot->report->lines, i);

      if (line->peer == NULL || !g_str_equal (line->name, name) || !g_hash_table_add (seen, line->peer))
        continue;
      cairo_set_dash (plot->canvas.cr, dashes[(g_hash_table_size (seen) - 1) % 2], 2, 0.0);
      draw_series (plot, name, line->peer, line->peer);
    }
  cairo_set_dash (plot->canvas.cr, NULL, 0, 0.0);
}

static void
set_color (Plot *plot, guint index)
{
  const IbarStyle *style = plot->style;

  ibar_style_set_source (plot->canvas.cr, index < IBAR_N_FAMILIES ? &style->family[index]
                                                                  : &style->group[(index - IBAR_N_FAMILIES) % IBAR_N_FAMILIES]);
}

static void
draw_all_series (Plot *plot)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plot->report->lines->len; i++)
    {
      const BenchLine *line = g_ptr_array_index (plot->report->lines, i);
      g_autofree char *label = NULL;

      if (!g_str_has_suffix (line->name, "/towns") || !g_hash_table_add (seen, line->name))
        continue;
      label = g_strndup (line->name, strlen (line->name) - strlen ("/towns"));
      set_color (plot, g_hash_table_size (seen) - 1);
      cairo_set_line_width (plot->canvas.cr, 1.4);
      if (!draw_series (plot, line->name, NULL, label))
        continue;
      set_color (plot, g_hash_table_size (seen) - 1);
      draw_peers (plot, line->name);
    }
}

static void
draw (Plot *plot)
{
  const IbarColor paper = { 1, 1, 1, 1 };

  ibar_style_set_source (plot->canvas.cr, &paper);
  cairo_paint (plot->canvas.cr);
  cairo_set_line_join (plot->canvas.cr, CAIRO_LINE_JOIN_ROUND);
  plot->key_y = TOP;
  draw_axes (plot);
  draw_all_series (plot);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Writes the plot beside its target and renames it. */
gboolean
bench_report_plot (BenchReport *report, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (IbarTypesetter) typesetter = ibar_typesetter_new (figure);
  Plot plot = { .typesetter = typesetter, .style = ibar_style_get (IBAR_STYLE_PRINT), .report = report };
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, bytes, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *svg = NULL;

  ibar_canvas_init (&plot.canvas, cr, IBAR_CANVAS_SVG, figure->dpi);
  draw (&plot);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  svg = ibar_svg_complete ((const char *) bytes->data, bytes->len, &plot.canvas, "en", TITLE, NULL, NULL, TRUE);
  ibar_canvas_clear (&plot.canvas);
  return g_file_set_contents (path, svg, -1, error);
}
