/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Times the steps of the shipped tours in the real window, for bench-tour:
 *
 *   tour-steps [--json] [--rounds N]
 *
 * "begin" is the way from the key to the first frame in which the map has moved; "processor" is what the process
 * used for it, which other programs' load changes little. A step without another view, which moves nothing, does
 * not count. */

#include "config.h"

#include <time.h>

#include <adwaita.h>
#include <shumate/shumate.h>

#include "bench-report.h"
#include "ibar-application.h"
#include "ibar-paths.h"
#include "ibar-story.h"
#include "ibar-window-private.h"

#define DEADLINE_S 10
#define REST_MS 600

static gboolean json;
static int rounds = 3;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a line", NULL },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, "How often each tour is given", "N" },
  { NULL },
};

typedef struct
{
  IbarWindow *window;
  gboolean opened, loaded;
  BenchTimes begin, processor, moving;
  double moved_at; /* [ms] of processor time */
  guint n_steps;
  gboolean moved;   /* the viewport, since the key */
  gboolean painted; /* a frame after that */
} Bench;

static double
get_processor_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void
moved_cb (Bench *bench)
{
  if (!bench->moved)
    bench->moved_at = get_processor_ms ();
  bench->moved = TRUE;
}

static void
painted_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->painted = bench->painted || bench->moved;
}

static gboolean
over_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Turns the main loop for longer than a move takes. */
static void
rest (void)
{
  gboolean over = FALSE;

  g_timeout_add (REST_MS, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
moves (const IbarStory *story, guint from, guint to)
{
  const IbarStoryStep *a = story->steps->pdata[from];
  const IbarStoryStep *b = story->steps->pdata[to];

  return a->has_view && b->has_view
         && (a->center.longitude != b->center.longitude || a->center.latitude != b->center.latitude
             || a->zoom != b->zoom);
}

static void
time_step (Bench *bench, guint step)
{
  double start, processor;
  gboolean late = FALSE;
  guint deadline = g_timeout_add_seconds (DEADLINE_S, over_cb, &late);

  bench->moved = bench->painted = FALSE;
  processor = get_processor_ms ();
  start = bench_now ();
  gtk_widget_activate_action (GTK_WIDGET (bench->window), "tour.next", NULL);
  while (!bench->painted && !late)
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_error ("step %u did not move the map", step + 1);
  bench_times_add (&bench->begin, bench_now () - start);
  bench_times_add (&bench->moving, bench->moved_at - processor);
  bench_times_add (&bench->processor, get_processor_ms () - processor);
  bench->n_steps++;
  g_source_remove (deadline);
  rest ();
}

static void
time_tour (Bench *bench, const char *id)
{
  IbarSession *session = ibar_window_get_session (bench->window);
  g_autoptr (IbarStory) story = NULL;

  story = ibar_story_load (ibar_session_get_collection (session), id, NULL);
  g_assert_nonnull (story);
  ibar_window_start_tour (bench->window, id);
  rest ();
  for (guint i = 1; i < story->steps->len; i++)
    {
      if (moves (story, i - 1, i))
        {
          time_step (bench, i);
          continue;
        }
      gtk_widget_activate_action (GTK_WIDGET (bench->window), "tour.next", NULL);
      rest ();
    }
  gtk_widget_activate_action (GTK_WIDGET (bench->window), "tour.end", NULL);
  rest ();
}

static void
opened_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!ibar_session_open_finish (IBAR_SESSION (session), result, &error))
    g_error ("%s", error->message);
  ((Bench *) data)->opened = TRUE;
}

static void
loaded_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!ibar_session_load_region_finish (IBAR_SESSION (session), result, &error))
    g_error ("%s", error->message);
  ((Bench *) data)->loaded = TRUE;
}

static void
open_window (Bench *bench, IbarApplication *application)
{
  g_autofree char *collection = ibar_paths_get_bundled ();
  g_autofree char *region = ibar_paths_get_data_file ("region.gpkg");
  IbarSession *session;

  bench->window = ibar_window_new (application);
  session = ibar_window_get_session (bench->window);
  ibar_session_open_async (session, collection, TRUE, NULL, opened_cb, bench);
  ibar_session_load_region_async (session, region, NULL, loaded_cb, bench);
  gtk_window_present (GTK_WINDOW (bench->window));
  while (!bench->opened || !bench->loaded || !ibar_window_is_ready (bench->window))
    g_main_context_iteration (NULL, TRUE);
  rest ();
}

static GtkWidget *
find_map (GtkWidget *widget)
{
  GtkWidget *found = SHUMATE_IS_MAP (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_map (child);
  return found;
}

static void
report (Bench *bench)
{
  BenchReport lines;

  bench_report_init (&lines, json);
  bench_report_times (&lines, "begin", bench->n_steps, &bench->begin);
  bench_report_times (&lines, "processor", bench->n_steps, &bench->processor);
  bench_report_times (&lines, "processor-before-it-moves", bench->n_steps, &bench->moving);
  bench_report_print (&lines);
  bench_report_clear (&lines);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- time the steps of tours");
  g_autoptr (IbarApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  ShumateViewport *viewport;
  Bench bench = { NULL };

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  adw_init ();
  application = ibar_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  open_window (&bench, application);
  viewport = shumate_map_get_viewport (SHUMATE_MAP (find_map (GTK_WIDGET (bench.window))));
  g_signal_connect_swapped (viewport, "notify", G_CALLBACK (moved_cb), &bench);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench.window)), "after-paint", G_CALLBACK (painted_cb),
                    &bench);
  bench_times_init (&bench.begin);
  bench_times_init (&bench.processor);
  bench_times_init (&bench.moving);
  for (int round = 0; round < rounds; round++)
    {
      time_tour (&bench, "may-2023");
      time_tour (&bench, "geography");
    }
  report (&bench);
  bench_times_clear (&bench.begin);
  bench_times_clear (&bench.processor);
  bench_times_clear (&bench.moving);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  return 0;
}
