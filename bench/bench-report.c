/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-report.h"

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
