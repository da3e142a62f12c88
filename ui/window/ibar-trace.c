/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When the steps of a start happened, for `./dev bench start`, and how long the main thread worked between two
 * rests, for `./dev bench window`. Silent unless asked. */

#define G_LOG_DOMAIN "ibar-trace"

#include "config.h"

#include "ibar-trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* [s] when the kernel made this process, on the clock that counts from boot. */
static double
get_process_start (void)
{
  g_autofree char *stat = NULL;
  g_auto (GStrv) fields = NULL;
  const char *rest;

  if (!g_file_get_contents ("/proc/self/stat", &stat, NULL, NULL))
    return 0;
  rest = strrchr (stat, ')'); /* the program's name may hold blanks */
  if (rest == NULL)
    return 0;
  fields = g_strsplit (rest + 2, " ", 21);
  if (g_strv_length (fields) < 20)
    return 0;
  return g_ascii_strtod (fields[19], NULL) / (double) sysconf (_SC_CLK_TCK);
}

gboolean
ibar_trace_is_on (void)
{
  static int asked = -1;

  if (asked < 0)
    asked = g_getenv ("IBAR_TRACE_START") != NULL;
  return asked;
}

void
ibar_trace (const char *what)
{
  struct timespec now, processor;

  if (!ibar_trace_is_on ())
    return;
  clock_gettime (CLOCK_BOOTTIME, &now);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &processor);
  g_printerr ("ibar-trace: %s %.1f %.1f\n", what,
              ((double) now.tv_sec + (double) now.tv_nsec / 1e9 - get_process_start ()) * 1000,
              ((double) processor.tv_sec + (double) processor.tv_nsec / 1e9) * 1000);
}

/* Passes: from one rest of the main thread to the next
 * ---------------------------------------------------------------------------------------------------- */

#define LEAST_PASS 1.0 /* [ms] shorter ones are not told */

/* Of the main thread alone [ms of its processor time]. */
static struct
{
  double pass;  /* when the pass began; NAN: it rests */
  double frame; /* when the frame being made began; NAN: none is */
  double in_frames; /* of this pass */
} passes = { NAN, NAN, 0 };

static double
get_thread_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static int
traced_poll (GPollFD *fds, guint n_fds, int timeout)
{
  double spent = get_thread_time () - passes.pass;
  int n_ready;

  if (spent >= LEAST_PASS)
    g_printerr ("ibar-trace: pass %.2f %.2f\n", spent - passes.in_frames, passes.in_frames);
  n_ready = g_poll (fds, n_fds, timeout);
  passes.in_frames = 0;
  passes.pass = get_thread_time ();
  return n_ready;
}

static void
frame_begun_cb (gpointer clock, gpointer data)
{
  passes.frame = get_thread_time ();
}

static void
frame_painted_cb (gpointer clock, gpointer data)
{
  if (isfinite (passes.frame))
    passes.in_frames += get_thread_time () - passes.frame;
  passes.frame = NAN;
}

void
ibar_trace_passes (GObject *frame_clock)
{
  if (g_getenv ("IBAR_TRACE_PASSES") == NULL)
    return;
  g_main_context_set_poll_func (NULL, traced_poll);
  g_signal_connect (frame_clock, "before-paint", G_CALLBACK (frame_begun_cb), NULL);
  g_signal_connect (frame_clock, "after-paint", G_CALLBACK (frame_painted_cb), NULL);
}
