/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When the steps of a start happened, for `./dev bench start`. Silent unless asked. */

#define G_LOG_DOMAIN "ibar-trace"

#include "config.h"

#include "ibar-trace.h"

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
  g_printerr ("ibar-trace: %s %.0f %.0f\n", what,
              ((double) now.tv_sec + (double) now.tv_nsec / 1e9 - get_process_start ()) * 1000,
              ((double) processor.tv_sec + (double) processor.tv_nsec / 1e9) * 1000);
}
