/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-report.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>
#include <time.h>

/* [ms] of a clock that only goes forward. */
double
bench_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

void
bench_times_init (BenchTimes *times)
{
  times->samples = g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_times_clear (BenchTimes *times)
{
  g_clear_pointer (&times->samples, g_array_unref);
}

void
bench_times_add (BenchTimes *times, double ms)
{
  g_array_append_val (times->samples, ms);
}

static void
free_line (gpointer data)
{
  BenchLine *line = data;

  g_free (line->name);
  g_free (line->peer);
  g_free (line->unit);
  g_free (line);
}

void
bench_report_init (BenchReport *report, gboolean json)
{
  report->lines = g_ptr_array_new_with_free_func (free_line);
  report->json = json;
}

void
bench_report_clear (BenchReport *report)
{
  g_clear_pointer (&report->lines, g_ptr_array_unref);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
quantile (const GArray *sorted, double q)
{
  return g_array_index (sorted, double, (guint) floor (q * (sorted->len - 1) + 0.5));
}

static BenchLine *
add_line (BenchReport *report, const char *name, guint n)
{
  BenchLine *line = g_new0 (BenchLine, 1);

  line->name = g_strdup (name);
  line->n = n;
  g_ptr_array_add (report->lines, line);
  return line;
}

/* Adds what was measured and forgets the samples. */
void
bench_report_times (BenchReport *report, const char *name, guint n, BenchTimes *times)
{
  BenchLine *line;

  if (times->samples->len == 0)
    return;
  g_array_sort (times->samples, compare_doubles);
  line = add_line (report, name, n);
  line->median_ms = quantile (times->samples, 0.5);
  line->p95_ms = quantile (times->samples, 0.95);
  line->max_ms = quantile (times->samples, 1.0);
  g_array_set_size (times->samples, 0);
}

void
bench_report_value (BenchReport *report, const char *name, guint n, double value, const char *unit)
{
  BenchLine *line = add_line (report, name, n);

  line->median_ms = line->p95_ms = line->max_ms = value;
  line->unit = g_strdup (unit);
}

/* What a peer needed for a line that is there; a second peer gets a line of its own. */
void
bench_report_peer (BenchReport *report, const char *name, guint n, const char *peer, double median_ms, double max_ms)
{
  for (guint i = 0; i < report->lines->len; i++)
    {
      BenchLine *line = g_ptr_array_index (report->lines, i);

      if (line->n != n || strcmp (line->name, name) != 0)
        continue;
      if (line->peer != NULL)
        {
          BenchLine *again = add_line (report, name, n);

          again->median_ms = line->median_ms;
          again->p95_ms = line->p95_ms;
          again->max_ms = line->max_ms;
          line = again;
        }
      line->peer = g_strdup (peer);
      line->peer_median_ms = median_ms;
      line->peer_max_ms = max_ms;
      return;
    }
}

static void
print_json (const BenchLine *line)
{
  g_print ("{\"name\": \"%s\", \"n\": %u, ", line->name, line->n);
  if (line->unit != NULL)
    g_print ("\"value\": %.4g, \"unit\": \"%s\", ", line->median_ms, line->unit);
  else
    g_print ("\"median_ms\": %.4f, \"p95_ms\": %.4f, \"max_ms\": %.4f, ", line->median_ms, line->p95_ms, line->max_ms);
  if (line->peer != NULL)
    g_print ("\"peer\": \"%s\", \"peer_median_ms\": %.4f, \"peer_max_ms\": %.4f, \"ratio\": %.2f}\n", line->peer,
             line->peer_median_ms, line->peer_max_ms, line->peer_median_ms / line->median_ms);
  else
    g_print ("\"peer\": null, \"peer_median_ms\": null, \"peer_max_ms\": null, \"ratio\": null}\n");
}

static void
print_row (const BenchLine *line)
{
  if (line->unit != NULL)
    {
      g_print ("%-32s %10u %10.1f %s\n", line->name, line->n, line->median_ms, line->unit);
      return;
    }
  g_print ("%-32s %10u %10.3f %10.3f %10.3f", line->name, line->n, line->median_ms, line->p95_ms, line->max_ms);
  if (line->peer != NULL)
    g_print ("   %-14s %10.2f %10.2f %8.1f× (worst %.1f×)", line->peer, line->peer_median_ms, line->peer_max_ms,
             line->peer_median_ms / line->median_ms, line->peer_max_ms / line->max_ms);
  g_print ("\n");
}

void
bench_report_print (BenchReport *report)
{
  if (!report->json)
    g_print ("%-32s %10s %10s %10s %10s   %-14s %10s %10s %8s\n", "", "events", "median ms", "p95 ms", "max ms", "peer",
             "median ms", "max ms", "ratio");
  for (guint i = 0; i < report->lines->len; i++)
    if (report->json)
      print_json (g_ptr_array_index (report->lines, i));
    else
      print_row (g_ptr_array_index (report->lines, i));
}

/* The plot: events along, milliseconds up, both by powers of ten. */
#define WIDTH 860.0
#define HEIGHT 520.0
#define LEFT 70.0
#define RIGHT 250.0
#define TOP 40.0
#define BOTTOM 60.0

static double
plot_x (double n)
{
  return LEFT + (log10 (n) - 4.0) / 3.0 * (WIDTH - LEFT - RIGHT);
}

static double
plot_y (double ms)
{
  return HEIGHT - BOTTOM - (log10 (CLAMP (ms, 1e-3, 1e4)) + 3.0) / 7.0 * (HEIGHT - TOP - BOTTOM);
}

static void
draw_text (cairo_t *cr, double x, double y, double align, const char *text)
{
  cairo_text_extents_t extents;

  cairo_text_extents (cr, text, &extents);
  cairo_move_to (cr, x - align * extents.x_advance, y);
  cairo_show_text (cr, text);
}

static void
draw_axes (cairo_t *cr)
{
  cairo_set_line_width (cr, 0.7);
  for (int power = 4; power <= 7; power++)
    {
      g_autofree char *label = g_strdup_printf ("10^%d", power);

      cairo_set_source_rgb (cr, 0.85, 0.85, 0.85);
      cairo_move_to (cr, plot_x (pow (10, power)), TOP);
      cairo_line_to (cr, plot_x (pow (10, power)), HEIGHT - BOTTOM);
      cairo_stroke (cr);
      cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
      draw_text (cr, plot_x (pow (10, power)), HEIGHT - BOTTOM + 18, 0.5, label);
    }
  for (int power = -3; power <= 4; power++)
    {
      g_autofree char *label = g_strdup_printf ("%g", pow (10, power));

      cairo_set_source_rgb (cr, 0.85, 0.85, 0.85);
      cairo_move_to (cr, LEFT, plot_y (pow (10, power)));
      cairo_line_to (cr, WIDTH - RIGHT, plot_y (pow (10, power)));
      cairo_stroke (cr);
      cairo_set_source_rgb (cr, 0.2, 0.2, 0.2);
      draw_text (cr, LEFT - 8, plot_y (pow (10, power)) + 4, 1.0, label);
    }
  draw_text (cr, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 18, 0.5, "events");
  draw_text (cr, LEFT, TOP - 16, 0.0, "median [ms] over events in 50 towns; dashed: by others");
}

/* One name's line over all n, or a peer's at the same; FALSE if it has no two points. */
static gboolean
draw_series (cairo_t *cr, const BenchReport *report, const char *name, const char *peer)
{
  guint n_points = 0;

  for (guint i = 0; i < report->lines->len; i++)
    {
      const BenchLine *line = g_ptr_array_index (report->lines, i);

      if (line->unit != NULL || strcmp (line->name, name) != 0
          || (peer != NULL && g_strcmp0 (line->peer, peer) != 0))
        continue;
      cairo_line_to (cr, plot_x (line->n), plot_y (peer != NULL ? line->peer_median_ms : line->median_ms));
      n_points++;
    }
  if (n_points < 2)
    {
      cairo_new_path (cr);
      return FALSE;
    }
  cairo_stroke (cr);
  return TRUE;
}

/* A line of the legend; dashed for a peer. */
static void
draw_key (cairo_t *cr, const char *text, double *y)
{
  draw_text (cr, WIDTH - RIGHT + 38, *y += 17, 0.0, text);
  cairo_move_to (cr, WIDTH - RIGHT + 8, *y - 4);
  cairo_line_to (cr, WIDTH - RIGHT + 32, *y - 4);
  cairo_stroke (cr);
}

/* Every peer's line of a name. */
static void
draw_peers (cairo_t *cr, const BenchReport *report, const char *name, double *label_y)
{
  static const double dashes[2][4] = { { 4.0, 4.0, 4.0, 4.0 }, { 1.5, 3.0, 1.5, 3.0 } };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < report->lines->len; i++)
    {
      const BenchLine *line = g_ptr_array_index (report->lines, i);

      if (line->peer == NULL || strcmp (line->name, name) != 0 || !g_hash_table_add (seen, line->peer))
        continue;
      cairo_set_dash (cr, dashes[(g_hash_table_size (seen) - 1) % 2], 4, 0.0);
      if (draw_series (cr, report, name, line->peer))
        draw_key (cr, line->peer, label_y);
    }
  cairo_set_dash (cr, NULL, 0, 0.0);
}

static void
draw_all_series (cairo_t *cr, const BenchReport *report)
{
  static const double colours[][3] = { { 0.70, 0.09, 0.17 }, { 0.90, 0.38, 0.00 }, { 0.13, 0.40, 0.67 },
                                       { 0.00, 0.52, 0.44 }, { 0.37, 0.24, 0.60 }, { 0.25, 0.25, 0.25 },
                                       { 0.77, 0.11, 0.49 }, { 0.48, 0.55, 0.12 }, { 0.55, 0.32, 0.04 } };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  double label_y = TOP;

  for (guint i = 0; i < report->lines->len; i++)
    {
      const BenchLine *line = g_ptr_array_index (report->lines, i);
      const double *colour = colours[g_hash_table_size (seen) % G_N_ELEMENTS (colours)];
      g_autofree char *text = NULL;

      if (!g_str_has_suffix (line->name, "/towns") || !g_hash_table_add (seen, line->name))
        continue;
      cairo_set_source_rgb (cr, colour[0], colour[1], colour[2]);
      cairo_set_line_width (cr, 1.8);
      if (!draw_series (cr, report, line->name, NULL))
        continue;
      text = g_strndup (line->name, strlen (line->name) - strlen ("/towns"));
      draw_key (cr, text, &label_y);
      draw_peers (cr, report, line->name, &label_y);
    }
}

/* How medians grow with the number of events, for the data in towns. */
gboolean
bench_report_plot (BenchReport *report, const char *path, GError **error)
{
  cairo_surface_t *surface = cairo_svg_surface_create (path, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 12.0);
  draw_axes (cr);
  draw_all_series (cr, report);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}
