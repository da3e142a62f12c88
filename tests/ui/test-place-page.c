/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of a place of every kind, beside the map: what it says, and that its three buttons do
 * what they say. */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "ibar-map-view-private.h"
#include "ibar-place-facts.h"
#include "ibar-region-areas.h"
#include "ibar-side-panel.h"
#include "ibar-test-window.h"

typedef struct
{
  IbarSession *session;
  IbarRegion  *region;
  IbarMapView *map;
  GtkWidget   *window;
  GtkWidget   *panel;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  fixture->session = ibar_test_open_session ();
  fixture->region = ibar_session_get_region (fixture->session);
  fixture->panel = ibar_side_panel_new ();
  fixture->map = IBAR_MAP_VIEW (ibar_map_view_new ());
  fixture->window = gtk_window_new ();
  gtk_widget_set_size_request (fixture->panel, 350, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->map));
  gtk_box_append (GTK_BOX (box), fixture->panel);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_widget_insert_action_group (fixture->window, "map", ibar_map_view_get_actions (fixture->map));
  ibar_map_view_set_session (fixture->map, fixture->session);
  ibar_side_panel_set_session (IBAR_SIDE_PANEL (fixture->panel), fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ibar_test_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ibar_test_settle ();
  g_assert_finalize_object (fixture->session);
}

static void
open_place (Fixture *fixture, guint index)
{
  g_autofree char *id = g_strdup_printf ("%u", index);

  ibar_session_select (fixture->session, IBAR_SELECTION_REGION_PLACE, id);
  ibar_session_flush (fixture->session);
  ibar_test_settle ();
}

static void
click (Fixture *fixture, const char *name)
{
  GtkWidget *button = ibar_test_find_button (fixture->panel, name);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ibar_session_flush (fixture->session);
  ibar_test_settle ();
}

static void
assert_shows (Fixture *fixture, const char *text)
{
  if (!ibar_test_shows_text (fixture->panel, text))
    g_error ("the page does not say “%s”", text);
}

/* Measuring begins at the place, whatever was clicked before. */
static void
assert_measures_from (Fixture *fixture, IbarPoint point)
{
  fixture->map->context_point = (IbarPoint){ 20.0, 42.0 };
  click (fixture, "Measure");
  g_assert_cmpint (fixture->map->tool, ==, IBAR_MAP_TOOL_MEASURE);
  g_assert_cmpuint (fixture->map->path->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (g_array_index (fixture->map->path, IbarPoint, 0).longitude,
                                  point.longitude, 1e-9);
  g_assert_cmpfloat_with_epsilon (g_array_index (fixture->map->path, IbarPoint, 0).latitude,
                                  point.latitude, 1e-9);
  ibar_map_view_set_tool (fixture->map, IBAR_MAP_TOOL_NONE);
}

static guint
find_kind (Fixture *fixture, const char *kind)
{
  for (guint i = 0; i < ibar_region_get_n_places (fixture->region); i++)
    if (g_strcmp0 (ibar_region_get_place (fixture->region, i)->kind, kind) == 0)
      return i;
  g_assert_not_reached ();
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *kind, *words;
  } kinds[] = { { "municipal_seat", "Seat of a municipality" },
                { "village", "Village" },
                { "crossing", "Crossing point" },
                { "bridge", "Bridge" },
                { "peak", "Peak" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint index = find_kind (fixture, kinds[i].kind);
      const IbarRegionPlace *place = ibar_region_get_place (fixture->region, index);
      g_autofree char *name
          = ibar_names_format (&place->names, ibar_session_get_names (fixture->session));
      const IbarView *view;

      open_place (fixture, index);
      assert_shows (fixture, kinds[i].words);
      assert_shows (fixture, name);
      assert_shows (fixture, "Position");
      assert_shows (fixture, "Verified");
      assert_shows (fixture, "Source");
      click (fixture, "Zoom to");
      view = ibar_session_get_view (fixture->session);
      g_assert_cmpfloat_with_epsilon (view->center.longitude, place->point.longitude, 1e-6);
      g_assert_cmpfloat_with_epsilon (view->center.latitude, place->point.latitude, 1e-6);
      assert_measures_from (fixture, place->point);
    }
}

/* The collection says nothing of it: its events are those that lie in it; the filter's outline may be simpler by a few. */
static void
check_unknown_area (Fixture *fixture, int area, const IbarPlaceFacts *facts)
{
  IbarColumns *columns = ibar_session_get_columns (fixture->session);
  g_autofree guint *counts = g_new0 (guint, 100);
  guint sum = ibar_place_count_types (fixture->session, facts, counts), expected = 0, passing;

  for (guint row = 0; row < ibar_columns_get_n_rows (columns); row++)
    {
      IbarRow values;

      ibar_columns_get_row (columns, row, &values);
      expected += ibar_region_find_admin_area (fixture->region, values.point) == area;
    }
  g_assert_cmpuint (sum, ==, expected);
  click (fixture, "Events here");
  passing = ibar_result_get_n_passing (ibar_session_get_result (fixture->session));
  g_assert_cmpuint (passing, <=, sum + sum / 20 + 1);
  g_assert_cmpuint (passing + sum / 20 + 1, >=, sum);
  ibar_session_clear_filter (fixture->session);
  ibar_session_flush (fixture->session);
}

/* Every municipality: size from its polygon, neighbours, events by type that add up, and the filter
 * that the button sets gives as many. */
static void
test_municipalities (Fixture *fixture, gconstpointer data)
{
  guint n_with_events = 0;

  for (guint i = 0; i < ibar_region_get_n_features (fixture->region, IBAR_LAYER_ADMIN_AREA); i++)
    {
      const IbarFeature *area = ibar_region_get_feature (fixture->region, IBAR_LAYER_ADMIN_AREA, i);
      g_autofree char *size = g_strdup_printf ("%.0f km²", ibar_area_measure (area) / 1e6);
      g_autofree char *events = NULL;
      g_autofree guint *counts = g_new0 (guint, 100);
      IbarPlaceFacts facts;
      guint sum;

      ibar_session_select (fixture->session, IBAR_SELECTION_AREA, area->id);
      ibar_session_flush (fixture->session);
      ibar_test_settle ();
      g_assert_true (ibar_place_facts_init (&facts, fixture->session));
      assert_shows (fixture, "Municipality");
      assert_shows (fixture, size);
      assert_shows (fixture, "Neighbours");
      if (facts.municipality < 0)
        {
          check_unknown_area (fixture, (int) i, &facts);
          continue;
        }
      sum = ibar_place_count_types (fixture->session, &facts, counts);
      events = g_strdup_printf (sum == 1 ? "%u event in the filter" : "%u events in the filter", sum);
      assert_shows (fixture, events);
      click (fixture, "Events here");
      g_assert_cmpuint (ibar_result_get_n_passing (ibar_session_get_result (fixture->session)), ==,
                        sum);
      ibar_session_clear_filter (fixture->session);
      ibar_session_flush (fixture->session);
      n_with_events += sum > 0;
    }
  g_assert_cmpuint (n_with_events, >=, 4);
}

/* A village that only has its name in common with a place where something happened has none of its
 * events. */
static void
test_same_name (Fixture *fixture, gconstpointer data)
{
  guint n_same = 0, n_other = 0;

  for (guint i = 0; i < ibar_region_get_n_places (fixture->region); i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (fixture->region, i);
      IbarPlaceFacts facts;

      if (g_strcmp0 (place->names.form[IBAR_NAME_SR_LATN], "Banjska") != 0
          || g_strcmp0 (place->kind, "village") != 0)
        continue;
      open_place (fixture, i);
      g_assert_true (ibar_place_facts_init (&facts, fixture->session));
      if (ibar_geodesic_distance (place->point, (IbarPoint){ 20.78, 42.97 }) > 10000)
        {
          g_assert_cmpint (facts.place, ==, -1);
          n_other++;
        }
      else
        n_same += facts.place >= 0;
    }
  g_assert_cmpuint (n_same, ==, 1);
  g_assert_cmpuint (n_other, >=, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/place-page/kinds", test_kinds);
  ADD ("/place-page/municipalities", test_municipalities);
  ADD ("/place-page/same-name", test_same_name);
  return g_test_run ();
}
