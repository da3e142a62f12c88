/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The base map of a figure, chosen in the composer: tiles of a server on loopback in several moods,
 * and nothing asked for that the user has not chosen. */

#include "config.h"

#include <string.h>

#include "ibar-composer-private.h"
#include "ibar-test-tile-server.h"
#include "ibar-test-view.h"
#include "ibar-test-window.h"

#define CREDIT "© The makers of these tiles"

typedef struct
{
  IbarSession *session;
  IbarBaseMaps *maps;
  IbarTestTileServer *server;
  IbarComposer *composer;
} Fixture;

static gboolean
is_ready (gpointer user_data)
{
  return ibar_composer_is_ready (((Fixture *) user_data)->composer);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IbarBaseMap) map = NULL;

  fixture->server = ibar_test_tile_server_new ();
  fixture->maps = ibar_base_maps_new (NULL);
  fixture->session = ibar_test_open_session ();
  map = ibar_base_map_new ("Loopback", ibar_test_tile_server_get_pattern (fixture->server), CREDIT, 14, FALSE);
  ibar_base_maps_add (fixture->maps, map);
  fixture->composer = IBAR_COMPOSER (ibar_composer_new (NULL, fixture->session, fixture->maps));
  gtk_window_present (GTK_WINDOW (fixture->composer));
  ibar_test_wait (is_ready, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->composer));
  ibar_test_settle ();
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->maps);
  ibar_test_tile_server_free (fixture->server);
}

static void
choose (Fixture *fixture, guint index)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (ibar_composer_base_get_row (fixture->composer->base)), index);
  ibar_test_wait (is_ready, fixture);
}

static const char *
get_findings (Fixture *fixture)
{
  return gtk_label_get_text (GTK_LABEL (fixture->composer->findings));
}

/* Nothing is fetched before it is chosen; then what the page needs is, once; it is one step back. */
static void
test_fetched (Fixture *fixture, gconstpointer data)
{
  const IbarFigure *figure = ibar_composer_get_figure (fixture->composer);
  guint n_asked;

  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, 0);
  choose (fixture, 1);
  figure = ibar_composer_get_figure (fixture->composer);
  n_asked = ibar_test_tile_server_get_n_asked (fixture->server);
  g_assert_cmpuint (n_asked, >, 0);
  g_assert_cmpuint (n_asked, <=, 256);
  g_assert_cmpstr (figure->base_map_credit, ==, CREDIT);
  g_assert_false (figure->place_names); /* its names are on its pictures */
  g_assert_cmpuint (fixture->composer->composition->missing->len, ==, 0);
  g_assert_null (strstr (get_findings (fixture), "not there"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.set", "(ss)", "text.note", "Again");
  ibar_test_wait (is_ready, fixture);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, n_asked);
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.undo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.undo", NULL);
  ibar_test_wait (is_ready, fixture);
  figure = ibar_composer_get_figure (fixture->composer);
  g_assert_null (figure->base_map);
  g_assert_true (figure->place_names);
  g_assert_cmpuint (
      adw_combo_row_get_selected (ADW_COMBO_ROW (ibar_composer_base_get_row (fixture->composer->base))),
      ==, 0);
}

/* A server that fails is told, asked once for each tile, and again when the map is chosen anew. */
static void
test_failing (Fixture *fixture, gconstpointer data)
{
  guint n_asked;

  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_BROKEN);
  choose (fixture, 1);
  n_asked = ibar_test_tile_server_get_n_asked (fixture->server);
  g_assert_cmpuint (n_asked, >, 0);
  g_assert_nonnull (strstr (get_findings (fixture), "503"));
  g_assert_nonnull (strstr (get_findings (fixture), "not there"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.set", "(ss)", "text.note", "Again");
  ibar_test_wait (is_ready, fixture);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, n_asked);
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_WELL);
  choose (fixture, 0);
  choose (fixture, 1);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, 2 * n_asked);
  g_assert_null (strstr (get_findings (fixture), "503"));
}

/* Closed while a server lets wait: nothing is left behind. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  ibar_test_tile_server_set_mood (fixture->server, IBAR_TEST_SERVER_STALLED);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ibar_composer_base_get_row (fixture->composer->base)), 1);
  while (ibar_test_tile_server_get_n_asked (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (get_findings (fixture), "Fetching"));
  g_assert_false (ibar_composer_is_ready (fixture->composer));
}

/* A figure of somebody else that names an address: nobody is asked, and the person is told. */
static void
test_stranger (Fixture *fixture, gconstpointer data)
{
  g_autofree char *stranger
      = g_strconcat (ibar_test_tile_server_get_pattern (fixture->server), "?tracking=1", NULL);

  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.set", "(ss)", "map.base-map", stranger);
  ibar_test_wait (is_ready, fixture);
  g_assert_cmpuint (ibar_test_tile_server_get_n_asked (fixture->server), ==, 0);
  g_assert_nonnull (strstr (get_findings (fixture), "is not there"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/composer-base/fetched", test_fetched);
  ADD ("/composer-base/failing", test_failing);
  ADD ("/composer-base/closed", test_closed);
  ADD ("/composer-base/stranger", test_stranger);
  return g_test_run ();
}
