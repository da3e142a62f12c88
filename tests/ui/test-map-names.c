/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The names on the map stand where they stood, and clear of what lies over the map. */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "ibar-marks.h"
#include "ibar-test-map.h"

static GArray *
get_clusters (IbarTestMap *fixture)
{
  return ibar_marks_layer_get_clusters (fixture->view->marks_layer);
}

/* The names as the view's own marks let them stand, by text and place on the map [px]. */
static void
collect_names (IbarTestMap *fixture, IbarLabeller *labeller, GPtrArray *names)
{
  g_autoptr (GArray) obstacles = g_array_new (FALSE, FALSE, sizeof (IbarObstacle));
  IbarView view;
  const IbarLabel *labels;
  double world;
  guint n;

  ibar_map_view_get_view (fixture->view, &view);
  world = IBAR_TILE_UNITS * exp2 (view.zoom);
  for (guint i = 0; i < get_clusters (fixture)->len; i++)
    {
      const IbarCluster *cluster = &g_array_index (get_clusters (fixture), IbarCluster, i);
      IbarObstacle obstacle = { cluster->point, ibar_mark_size (cluster->count) / 2.0 + 2.0 };

      g_array_append_val (obstacles, obstacle);
    }
  ibar_labeller_set_obstacles (labeller, (const IbarObstacle *) (gpointer) obstacles->data,
                               obstacles->len);
  labels = ibar_labeller_place (labeller, &view, &IBAR_NAME_SETTING_DEFAULT, NULL, 1, &n);
  for (guint i = 0; i < n; i++)
    {
      double x = labels[i].x - view.width / 2.0 + ibar_mercator_x (view.center.longitude) * world;
      double y = labels[i].y - view.height / 2.0 + ibar_mercator_y (view.center.latitude) * world;

      /* Only what stands well inside: the other view shows all of it too. */
      if (labels[i].x > 200 && labels[i].y > 150 && labels[i].x + labels[i].width < view.width - 200
          && labels[i].y + labels[i].height < view.height - 150)
        g_ptr_array_add (names, g_strdup_printf ("%s at %.0f, %.0f", labels[i].text, x, y));
    }
}

/* Moved far enough that the marks are made anew, the names in the middle stand where they stood. */
static void
test_names_stay (IbarTestMap *fixture, gconstpointer data)
{
  g_autoptr (IbarLabeller) labeller
      = ibar_labeller_new (ibar_session_get_region (fixture->session));
  IbarView view;
  guint n_compared = 0;

  for (double zoom = 9; zoom <= 13; zoom += 1)
    for (int step = 0; step < 6; step++)
      {
        g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_free);
        g_autoptr (GPtrArray) after = g_ptr_array_new_with_free_func (g_free);

        view = (IbarView){ .center = { 20.7 + 0.02 * step, 42.95 }, .zoom = zoom };
        ibar_map_view_move_to (fixture->view, &view, FALSE);
        ibar_test_map_settle (fixture);
        collect_names (fixture, labeller, before);
        ibar_map_view_pan (fixture->view, 150, 100);
        ibar_test_map_settle (fixture);
        ibar_map_view_pan (fixture->view, 50, 50);
        ibar_test_map_settle (fixture);
        fixture->view->clusters_stale = TRUE;
        ibar_test_map_settle (fixture);
        ibar_map_view_pan (fixture->view, -200, -150);
        ibar_test_map_settle (fixture);
        collect_names (fixture, labeller, after);
        for (guint i = 0; i < before->len; i++)
          if (!g_ptr_array_find_with_equal_func (after, before->pdata[i], g_str_equal, NULL))
            g_error ("zoom %g: “%s” moved or went", zoom, (char *) before->pdata[i]);
        n_compared += before->len;
      }
  g_assert_cmpuint (n_compared, >, 50);
}

#define SIGN 9 /* [px] a place is hit by its sign from this near */

typedef struct
{
  IbarMapView *view;
  guint n_covered; /* of the labels there are */
} Covers;

/* Whether no name that is shown reaches below the credits, the scale or the buttons. */
static gboolean
are_covers_clear (gpointer user_data)
{
  Covers *covers = user_data;
  IbarMapView *self = covers->view;
  GtkWidget *widgets[] = { self->credits, self->scale, self->controls };
  guint n;
  const IbarLabel *labels = ibar_labels_layer_get_labels (self->labels_layer, &n);

  covers->n_covered = 0;
  for (guint i = 0; i < n; i++)
    covers->n_covered += ibar_labels_layer_is_covered (self->labels_layer, i);
  for (guint w = 0; w < G_N_ELEMENTS (widgets); w++)
    {
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (widgets[w], GTK_WIDGET (self->labels_layer), &bounds));
      graphene_rect_inset (&bounds, SIGN, SIGN);
      for (double y = bounds.origin.y; y < bounds.origin.y + bounds.size.height; y += 4)
        for (double x = bounds.origin.x; x < bounds.origin.x + bounds.size.width; x += 4)
          {
            const IbarLabel *label = ibar_labels_layer_hit (self->labels_layer, x, y);

            if (label != NULL && label->angle == 0
                && !ibar_labels_layer_is_covered (self->labels_layer, (guint) (label - labels)))
              return FALSE;
          }
    }
  return TRUE;
}

/* A name is never half below what lies over the map; what is left out comes back with the next move. */
static void
test_covers (IbarTestMap *fixture, gconstpointer data)
{
  Covers covers = { fixture->view };
  guint n_covered = 0;

  for (int step = 0; step < 8; step++)
    {
      IbarView view = { .center = { 20.7 + 0.03 * step, 42.9 + 0.01 * step }, .zoom = 12 };

      ibar_map_view_move_to (fixture->view, &view, FALSE);
      ibar_test_map_settle (fixture);
      ibar_test_wait (are_covers_clear, &covers);
      ibar_map_view_pan (fixture->view, 40, 30);
      ibar_test_wait (are_covers_clear, &covers);
      n_covered += covers.n_covered;
    }
  g_assert_cmpuint (n_covered, >, 8);
}

#define ADD(path, func) g_test_add (path, IbarTestMap, NULL, ibar_test_map_begin, func, ibar_test_map_end)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/map-names/names-stay", test_names_stay);
  ADD ("/map-names/covers", test_covers);
  return g_test_run ();
}
