/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-report.h"
#include "ibar-engine-private.h"

G_BEGIN_DECLS

#define BENCH_CELL 64.0

typedef enum
{
  BENCH_OP_STEP,
  BENCH_OP_JUMP,
  BENCH_OP_CHANGE,
  BENCH_N_OPS,
} BenchOpKind;

extern const char *const bench_op_names[BENCH_N_OPS];

/* One change of the filter: of the days, or of one facet to one value or none. */
typedef struct
{
  BenchOpKind kind;
  gboolean    days;
  IbarDay     from, to;
  IbarFacet   facet;
  int         value; /* -1 = none */
} BenchOp;

/* One set of events under the engine. */
typedef struct
{
  BenchReport  report;
  const char  *name;  /* of the data */
  guint        n;
  IbarColumns *columns;
  IbarEngine  *engine;
  IbarFilter  *filter;
  IbarView     view; /* that just holds everything */
  IbarDay      first_day; /* of the events */
  int          n_days;
  GArray      *ops;  /* of BenchOp */
} Bench;

char *bench_line_name    (const Bench *bench,
                          const char  *what);
void  bench_report_ops   (Bench       *bench,
                          const char  *what,
                          BenchTimes  *times);
void  bench_time_columns (Bench       *bench,
                          IbarColumns *columns,
                          const char  *name,
                          guint        n_each);
void  bench_end_columns  (Bench       *bench);
void  bench_run_node     (Bench       *bench,
                          const char  *directory);
void  bench_run_sqlite   (Bench       *bench,
                          guint        n);

G_END_DECLS
