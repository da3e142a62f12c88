/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Times of one thing done many times, beside a peer's; printed as a table, as JSON lines, and as a plot of how
 * they grow. */

typedef struct
{
  char  *name; /* (owned) "brush-step/towns" */
  guint  n;    /* events */
  double median_ms, p95_ms, max_ms;
  char  *peer; /* (nullable) (owned) */
  double peer_median_ms, peer_max_ms;
  char  *unit; /* (nullable) (owned) what stands for ms, "bytes/event" */
} BenchLine;

typedef struct
{
  GArray *samples; /* of double [ms] */
} BenchTimes;

typedef struct
{
  GPtrArray *lines; /* of BenchLine */
  gboolean   json;
} BenchReport;

double bench_now          (void);
void   bench_times_init   (BenchTimes  *times);
void   bench_times_clear  (BenchTimes  *times);
void   bench_times_add    (BenchTimes  *times,
                           double       ms);
void   bench_report_init  (BenchReport *report,
                           gboolean     json);
void   bench_report_clear (BenchReport *report);
void   bench_report_times (BenchReport *report,
                           const char  *name,
                           guint        n,
                           BenchTimes  *times);
void   bench_report_value (BenchReport *report,
                           const char  *name,
                           guint        n,
                           double       value,
                           const char  *unit);
void   bench_report_peer  (BenchReport *report,
                           const char  *name,
                           guint        n,
                           const char  *peer,
                           double       median_ms,
                           double       max_ms);
void   bench_report_print (BenchReport *report);

/* bench-plot.c */
gboolean bench_report_plot (BenchReport *report,
                            const char  *path,
                            GError     **error);

G_END_DECLS
