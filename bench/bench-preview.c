/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How well the composer's preview follows a drag: the real window on the real screen, its map dragged
 * by the same signals that a mouse gives; one JSON object, for bench-figure.
 *
 * A frame counts once the toolkit has painted it with the map where the pointer is. Pages are whole
 * pictures of the page that the worker finished meanwhile: between two of them the preview shows the
 * last one shifted. */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "ibar-composer.h"
#include "ibar-figure-preview.h"
#include "ibar-paths.h"

#define WARM_UP 2.0 /* [s] the renderer compiles what it needs: nobody drags in a window that just came */
#define SECONDS 4.0
#define RADIUS 60.0      /* [px] of the circle that is dragged */
#define TURNS_A_SECOND 0.5

typedef struct
{
  GtkGesture *drag;
  gint64 begin, last; /* [µs], 0: not yet */
  guint n_frames;
  double longest; /* [s] between two frames */
  gboolean done;
} Run;

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!ibar_session_open_finish (IBAR_SESSION (object), result, &error))
    g_error ("%s", error->message);
  (*(guint *) data)++;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!ibar_session_load_region_finish (IBAR_SESSION (object), result, &error))
    g_error ("%s", error->message);
  (*(guint *) data)++;
}

static IbarSession *
open_session (void)
{
  g_autofree char *collection = ibar_paths_get_bundled ();
  g_autofree char *region = ibar_paths_get_data_file ("region.gpkg");
  IbarSession *session = ibar_session_new ();
  guint n_done = 0;

  ibar_session_open_async (session, collection, TRUE, NULL, opened_cb, &n_done);
  ibar_session_load_region_async (session, region, NULL, loaded_cb, &n_done);
  while (n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  return session;
}

static GtkWidget *
find_preview (GtkWidget *widget)
{
  GtkWidget *found = IBAR_IS_FIGURE_PREVIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_preview (child);
  return found;
}

static GtkGesture *
find_drag (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkGesture) gesture = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_DRAG (gesture))
        return gesture; /* the widget keeps it */
    }
  g_error ("the preview has no drag");
}

static void
painted_cb (GdkFrameClock *clock, Run *run)
{
  gint64 now = g_get_monotonic_time ();
  double seconds;

  if (run->begin == 0 || now < run->begin || run->done)
    return;
  if (run->last != 0)
    run->longest = MAX (run->longest, (double) (now - run->last) / G_USEC_PER_SEC);
  run->last = now;
  run->n_frames++;
  seconds = (double) (now - run->begin) / G_USEC_PER_SEC;
  run->done = seconds >= SECONDS;
}

/* Before each frame the pointer is somewhere else. */
static gboolean
move_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Run *run = data;
  double angle;

  if (run->done)
    return G_SOURCE_REMOVE;
  angle = (double) (g_get_monotonic_time () - run->begin) / G_USEC_PER_SEC * TURNS_A_SECOND * 2 * G_PI;
  g_signal_emit_by_name (run->drag, "drag-update", RADIUS * sin (angle),
                         RADIUS * (1 - cos (angle)));
  return G_SOURCE_CONTINUE;
}

static void
print (const Run *run, guint n_pages)
{
  double seconds = (double) (run->last - run->begin) / G_USEC_PER_SEC;

  g_print ("{\"frames_per_s\": %.1f, \"longest_ms\": %.1f, \"pages_per_s\": %.2f}\n",
           run->n_frames / seconds, run->longest * 1000, n_pages / seconds);
}

int
main (int argc, char **argv)
{
  Run run = { 0 };
  g_autoptr (IbarSession) session = NULL;
  IbarComposer *composer;
  GtkWidget *preview;
  guint n_pages = 0;

  gtk_init ();
  adw_init ();
  session = open_session ();
  composer = IBAR_COMPOSER (ibar_composer_new (NULL, session, NULL));
  gtk_window_present (GTK_WINDOW (composer));
  do
    g_main_context_iteration (NULL, TRUE);
  while (!ibar_composer_is_ready (composer));

  preview = find_preview (GTK_WIDGET (composer));
  run.drag = find_drag (preview);
  g_signal_connect (gtk_widget_get_frame_clock (preview), "after-paint", G_CALLBACK (painted_cb),
                    &run);
  g_signal_emit_by_name (run.drag, "drag-begin", gtk_widget_get_width (preview) / 2.0,
                         gtk_widget_get_height (preview) / 3.0);
  run.begin = g_get_monotonic_time () + (gint64) (WARM_UP * G_USEC_PER_SEC);
  gtk_widget_add_tick_callback (preview, move_cb, &run, NULL);
  while (g_get_monotonic_time () < run.begin)
    g_main_context_iteration (NULL, TRUE);
  n_pages = ibar_composer_get_n_made (composer);
  while (!run.done)
    g_main_context_iteration (NULL, TRUE);
  n_pages = ibar_composer_get_n_made (composer) - n_pages;
  g_signal_emit_by_name (run.drag, "drag-end", 0.0, 0.0);
  print (&run, n_pages);
  while (!ibar_composer_is_ready (composer))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (composer));
  return 0;
}
