/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window as a whole: its actions, its panes, what it says, and that it goes away without a trace. */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "ibar-about-collection.h"
#include "ibar-application.h"
#include "ibar-evidence.h"
#include "ibar-export-dialog.h"
#include "ibar-import.h"
#include "ibar-filter-panel.h"
#include "ibar-map-view.h"
#include "ibar-side-panel.h"
#include "ibar-test-vector-tiles.h"
#include "ibar-test-view.h"
#include "ibar-test-window.h"
#include "ibar-window-private.h"

typedef struct
{
  IbarApplication *application;
  IbarWindow      *window;
  IbarSession     *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = (IbarApplication *) data;
  fixture->window = ibar_window_new (fixture->application);
  fixture->session = ibar_window_get_session (fixture->window);
  ibar_test_open_into (fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (!ibar_window_is_ready (fixture->window)) /* the panels come after the map; meson's own limit bounds this */
    g_main_context_iteration (NULL, TRUE);
  ibar_test_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ibar_test_settle ();
}

static void
activate (Fixture *fixture, const char *action, const char *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action,
                                  parameter != NULL ? g_variant_new_string (parameter) : NULL);
  ibar_session_flush (fixture->session);
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (fixture->window), "131 of 131 events"));
  activate (fixture, "set-filter", "actor:kfor date:2023-05-26..2023-06-02");
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (fixture->window), "4 of 131 events"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "clear-filter"));
  activate (fixture, "clear-filter", NULL);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 131);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "clear-filter"));
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "back"));
  activate (fixture, "select-event", "NK-20230529-01");
  activate (fixture, "next-event", NULL);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "back"));
  activate (fixture, "back", NULL);
  g_assert_cmpstr (ibar_session_get_event (fixture->session, NULL)->id, ==, "NK-20230529-01");
  activate (fixture, "unselect", NULL);
  g_assert_null (ibar_session_get_event (fixture->session, NULL));
}

static void
test_panes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = ibar_test_find_type (GTK_WIDGET (fixture->window), IBAR_TYPE_FILTER_PANEL);
  GtkWidget *details = ibar_test_find_type (GTK_WIDGET (fixture->window), IBAR_TYPE_SIDE_PANEL);

  g_assert_true (gtk_widget_is_visible (panel));
  activate (fixture, "show-filters", NULL);
  g_assert_false (gtk_widget_is_visible (panel));
  activate (fixture, "show-filters", NULL);
  g_assert_true (gtk_widget_is_visible (panel));
  activate (fixture, "show-details", NULL);
  g_assert_false (gtk_widget_get_visible (details));
  activate (fixture, "show-details", NULL);
  activate (fixture, "show-timeline", NULL);
  activate (fixture, "show-timeline", NULL);
  g_assert_true (gtk_widget_get_visible (details));
}

static void
assert_names (Fixture *fixture, const char *expected)
{
  g_autofree char *text
      = ibar_name_setting_to_string (ibar_session_get_names (ibar_window_get_session (fixture->window)));

  g_assert_cmpstr (text, ==, expected);
}

typedef struct
{
  IbarWindow *window;
  int         width; /* of what is inside the window's border [px] */
} Layout;

static gboolean
is_laid_out (gpointer user_data)
{
  const Layout *layout = user_data;
  GtkWidget *pane = layout->window->filters_pane;

  return gtk_widget_get_width (GTK_WIDGET (layout->window)) == layout->width && layout->window->layout_idle == 0
         && gtk_widget_get_mapped (pane) == (gtk_widget_get_width (pane) > 0);
}

/* The filters are whole or they are in the popover: no width of the window cuts them off. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  const int widths[] = { 905, 950, 1000, 1063, 1100, 1280, 950 };
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  int border = gdk_surface_get_width (surface) - gtk_widget_get_width (GTK_WIDGET (fixture->window));
  guint n_folded = 0;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      Layout layout = { fixture->window, widths[i] - border };
      int least;

      gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 700);
      ibar_test_wait (is_laid_out, &layout);
      gtk_widget_get_size_request (fixture->window->filters_bin, &least, NULL);
      if (gtk_widget_get_mapped (fixture->window->filters_pane))
        g_assert_cmpint (gtk_widget_get_width (fixture->window->filters_pane), >=, least);
      else
        n_folded++;
    }
  g_assert_cmpuint (n_folded, >=, 3);
  g_assert_cmpuint (n_folded, <, G_N_ELEMENTS (widths));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const settings[] = { "sq", "sr-Latn", "sr-Cyrl", "en", "sq+sr-Latn", "sr-Cyrl+sq" };

  activate (fixture, "select-event", "NK-20230529-01");
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (GVariant) state = NULL;

      activate (fixture, "names", settings[i]);
      ibar_test_settle ();
      state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), "names");
      g_assert_cmpstr (g_variant_get_string (state, NULL), ==, settings[i]);
    }
  activate (fixture, "names", "sq+sr-Latn");
  activate (fixture, "second-name", "en");
  assert_names (fixture, "sq+en");
  activate (fixture, "first-name", "en");
  assert_names (fixture, "en+sq");
  activate (fixture, "second-name", "");
  assert_names (fixture, "en");
  activate (fixture, "second-name", "sr-Cyrl");
  assert_names (fixture, "en+sr-Cyrl");
  activate (fixture, "names", "sr-Cyrl");
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (fixture->window), "Звечан"));
}

static gboolean
is_offered (GMenu *section, const char *name)
{
  for (int i = 0; i < g_menu_model_get_n_items (G_MENU_MODEL (section)); i++)
    {
      g_autofree char *target = NULL;

      if (g_menu_model_get_item_attribute (G_MENU_MODEL (section), i, G_MENU_ATTRIBUTE_TARGET, "s", &target)
          && strcmp (target, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
assert_offered (Fixture *fixture, const char *name, gboolean offered)
{
  g_assert_true (is_offered (fixture->window->first_names_model, name) == offered);
  g_assert_true (is_offered (fixture->window->second_names_model, name) == offered);
}

/* What is written on the spot is no choice where the map does not know it, unless it is chosen. */
static void
test_local_names (Fixture *fixture, gconstpointer data)
{
  IbarBaseMaps *maps = fixture->window->base_maps;
  g_autofree char *folder = g_dir_make_tmp ("ibar-names-XXXXXX", NULL);
  g_autofree char *path = ibar_test_vector_tiles_make (folder);
  g_autoptr (IbarBaseMap) map = ibar_base_map_new ("Tiles", path, "Credit", 14, FALSE);

  assert_offered (fixture, "en", TRUE);
  assert_offered (fixture, "local", FALSE);
  activate (fixture, "names", "local");
  assert_offered (fixture, "local", TRUE);
  activate (fixture, "names", "sq+local");
  assert_offered (fixture, "local", TRUE);
  activate (fixture, "names", "sq+sr-Latn");
  assert_offered (fixture, "local", FALSE);

  ibar_base_maps_add (maps, map);
  ibar_base_maps_choose (maps, map);
  assert_offered (fixture, "local", TRUE);
  ibar_base_maps_choose (maps, NULL);
  assert_offered (fixture, "local", FALSE);
  ibar_base_maps_remove (maps, map);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_profiles (Fixture *fixture, gconstpointer data)
{
  IbarRegion *region = ibar_session_get_region (fixture->session);

  g_assert_cmpuint (ibar_region_get_n_profiles (region), >=, 3);
  for (guint i = 0; i < ibar_region_get_n_profiles (region); i++)
    {
      const char *id = ibar_region_get_profile (region, i)->id;

      activate (fixture, "profile", id);
      g_assert_cmpstr (ibar_session_get_profile (fixture->session)->id, ==, id);
    }
}

static void
test_about (Fixture *fixture, gconstpointer data)
{
  GtkWindow *about = ibar_about_collection_new (GTK_WINDOW (fixture->window), fixture->session);

  gtk_window_present (about);
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (about), "Licence"));
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (about), "OpenStreetMap"));
  gtk_window_destroy (about);
  activate (fixture, "about", NULL);
  ibar_test_settle ();
}

/* Every button and toggle of the window can be told from the others by a screen reader. */
static void
check_names (GtkWidget *widget)
{
  if ((GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)) && gtk_widget_get_visible (widget)
      && !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
      && !(GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
      && ibar_test_find_type (widget, GTK_TYPE_LABEL) == NULL
      /* Parts of GTK's own widgets: the outer one has the name. */
      && !GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)) && !GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget))
      && gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_CALENDAR) == NULL
      && !(GTK_IS_BUTTON (widget)
           && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "adw-entry-apply-symbolic") == 0))
    g_error ("a %s without a name, below a %s: icon %s, tip %s", G_OBJECT_TYPE_NAME (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)),
             GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : NULL,
             gtk_widget_get_tooltip_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
test_accessible_names (Fixture *fixture, gconstpointer data)
{
  check_names (GTK_WIDGET (fixture->window));
  activate (fixture, "select-event", "NK-20230529-01");
  ibar_test_settle ();
  check_names (GTK_WIDGET (fixture->window));
}

/* Text of twice the size: the window still fits the least screen it is made for, and the list has a third of it. */
static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  IbarWindow *window;
  int dpi, width, height, details;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  window = ibar_window_new (fixture->application);
  ibar_test_open_into (ibar_window_get_session (window));
  gtk_window_present (GTK_WINDOW (window));
  while (!ibar_window_is_ready (window))
    g_main_context_iteration (NULL, TRUE);
  ibar_test_settle ();
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_get_size_request (window->side_panel, &details, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpint (width, <=, 1280);
  g_assert_cmpint (height, <=, 800);
  g_assert_cmpint (details, ==, 1280 / 3);
}

/* The window that belongs to the fixture's, on top of it. */
static GtkWindow *
find_dialog (Fixture *fixture)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (fixture->window)
          && gtk_widget_get_visible (link->data))
        return link->data;
    }
  return NULL;
}

static void
test_views (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  activate (fixture, "set-filter", "type:riot");
  activate (fixture, "save-view", NULL);
  ibar_test_settle ();
  dialog = find_dialog (fixture);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save"));
  gtk_editable_set_text (GTK_EDITABLE (ibar_test_find_type (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW)), " Riots <b> ");
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "save");
  gtk_window_destroy (dialog);
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (fixture->window), "View “Riots <b>” saved"));

  activate (fixture, "clear-filter", NULL);
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 131);
  activate (fixture, "saved-view", "Riots <b>");
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), ==, "type:riot");

  activate (fixture, "manage-views", NULL);
  ibar_test_settle ();
  dialog = find_dialog (fixture);
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (dialog), "type:riot"));
  check_names (GTK_WIDGET (dialog));
  g_signal_emit_by_name (ibar_test_find_button (GTK_WIDGET (dialog), "Delete “Riots <b>”"), "clicked");
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (dialog), "No Saved Views"));
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (dialog), "“Riots <b>” deleted"));
  g_signal_emit_by_name (ibar_test_find_button (GTK_WIDGET (dialog), "_Undo"), "clicked");
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (dialog), "type:riot"));
  g_signal_emit_by_name (ibar_test_find_button (GTK_WIDGET (dialog), "Delete “Riots <b>”"), "clicked");
  gtk_window_destroy (dialog);
  ibar_test_settle ();
}

static void
spliced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_cmpint (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL), >, 0);
  *(gboolean *) data = TRUE;
}

static void
stream_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GInputStream **) data = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);
  g_assert_nonnull (*(GInputStream **) data);
}

/* What another program gets when it asks for a type. */
static char *
paste (Fixture *fixture, const char *mime_type)
{
  const char *types[] = { mime_type, NULL };
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) stream = NULL;
  gboolean done = FALSE;

  gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), types, G_PRIORITY_DEFAULT, NULL,
                            stream_read_cb, &stream);
  while (stream == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_output_stream_splice_async (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, G_PRIORITY_DEFAULT, NULL, spliced_cb,
                                &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* A figure opened in the window shows again what it shows. */
static void
test_figure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("ibar-figure-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "figure.svg", NULL);
  g_autofree char *none = g_build_filename (dir, "none.png", NULL);
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigureContent) content = NULL;
  g_autoptr (IbarFigureLayout) layout = NULL;
  g_autoptr (GKeyFile) evidence = NULL;
  g_autofree char *text = NULL;

  g_assert_true (ibar_figure_set (figure, "data.filter", "type:riot", &error));
  g_assert_true (ibar_figure_set (figure, "data.names", "en", &error));
  content = ibar_figure_content_new (figure, ibar_session_get_collection (fixture->session), NULL,
                                     NULL, NULL, &error);
  g_assert_no_error (error);
  layout = ibar_figure_layout_new (content, &error);
  g_assert_no_error (error);
  evidence = ibar_evidence_new (layout, &error);
  g_assert_no_error (error);
  text = ibar_evidence_to_xmp (evidence, FALSE); /* all that is read of a figure */
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ibar_window_open (fixture->window, path, IBAR_OPEN_CHOSEN);
  ibar_test_settle ();
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), ==, "type:riot");
  g_assert_true (g_file_set_contents (none, "no figure", -1, NULL));
  ibar_window_open (fixture->window, none, IBAR_OPEN_CHOSEN);
  ibar_test_settle ();
  g_assert_nonnull (find_dialog (fixture));
  gtk_window_destroy (find_dialog (fixture));
  g_assert_cmpstr (ibar_session_get_filter_text (fixture->session), ==, "type:riot");
  g_unlink (path);
  g_unlink (none);
  g_rmdir (dir);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *html = NULL;
  g_autofree char *many = NULL;

  activate (fixture, "select-event", "NK-20230529-01");
  activate (fixture, "copy", NULL);
  text = paste (fixture, "text/plain;charset=utf-8");
  csv = paste (fixture, "text/csv");
  html = paste (fixture, "text/html");
  g_assert_true (g_str_has_prefix (text, "KFOR soldiers and Serb protesters injured"));
  g_assert_nonnull (strstr (text, "CC BY 4.0"));
  g_assert_true (g_str_has_prefix (csv, "id,dataset,"));
  g_assert_nonnull (strstr (csv, "\nNK-20230529-01,"));
  g_assert_nonnull (strstr (html, "<td>KFOR soldiers and Serb protesters injured"));

  activate (fixture, "unselect", NULL);
  activate (fixture, "set-filter", "actor:kfor date:2023-05-26..2023-06-02");
  activate (fixture, "copy", NULL);
  many = paste (fixture, "text/csv");
  g_assert_nonnull (strstr (many, "\nNK-20230530-02,"));
  g_assert_null (strstr (many, "\nNK-1999"));
}

static void
test_copy_coordinates (Fixture *fixture, gconstpointer data)
{
  g_signal_emit_by_name (ibar_test_find_type (GTK_WIDGET (fixture->window), IBAR_TYPE_MAP_VIEW), "copied", "42.9, 20.9");
  ibar_test_settle ();
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (fixture->window), "“42.9, 20.9” copied"));
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("ibar-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "out.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkWindow *dialog;

  activate (fixture, "set-filter", "actor:kfor date:2023-05-26..2023-06-02");
  activate (fixture, "export", NULL);
  ibar_test_settle ();
  dialog = find_dialog (fixture);
  g_assert_true (IBAR_IS_EXPORT_DIALOG (dialog));
  check_names (GTK_WIDGET (dialog));
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (dialog), "4 of 131 events, as filtered"));
  g_assert_false (ibar_test_shows_text (GTK_WIDGET (dialog), "I may pass these data on"));
  ibar_export_dialog_write (IBAR_EXPORT_DIALOG (dialog), path);
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);
  /* The file is there before the worker says so. */
  while (!ibar_test_shows_text (GTK_WIDGET (fixture->window), "4 events exported to “out.csv”"))
    g_main_context_iteration (NULL, TRUE);
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\nNK-", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_remove (path);
  g_rmdir (dir);
}

static gboolean
has_heading (Fixture *fixture, const char *heading)
{
  GtkWindow *dialog = find_dialog (fixture);

  return dialog != NULL && g_strcmp0 (gtk_window_get_title (dialog), heading) == 0;
}

static void
answer_undo (Fixture *fixture, const char *response, const char *heading)
{
  GtkWindow *dialog;

  activate (fixture, "undo-import", NULL);
  ibar_test_settle ();
  dialog = find_dialog (fixture);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
  ibar_test_settle ();
  while (heading != NULL && !has_heading (fixture, heading))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_undo_import (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("ibar-undo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "own.gpkg", NULL), *input = g_build_filename (dir, "t.csv", NULL);
  const char *inputs[] = { input, NULL };
  IbarImportOptions options = { .inputs = inputs, .into = path, .exchanged = -1 };
  g_autoptr (IbarImportResult) result = NULL;

  g_assert_true (
      g_file_set_contents (input, "id,title,date,lat,lon\n1,A,2020-01-02,42.9,20.8\n2,B,2020-01-03,42.9,20.8\n", -1, NULL));
  result = ibar_import_run (&options, NULL, NULL, NULL, NULL);
  g_assert_nonnull (result);
  ibar_window_open (fixture->window, path, IBAR_OPEN_CHOSEN);
  while (ibar_session_get_n_passing (fixture->session) != 2)
    g_main_context_iteration (NULL, TRUE);
  answer_undo (fixture, "cancel", NULL);
  g_assert_null (find_dialog (fixture));
  g_assert_cmpuint (ibar_session_get_n_passing (fixture->session), ==, 2);
  answer_undo (fixture, "undo", "The import was taken back");
  g_assert_true (ibar_test_shows_text (GTK_WIDGET (find_dialog (fixture)), "2 new events removed"));
  gtk_window_destroy (find_dialog (fixture));
  while (ibar_session_get_n_passing (fixture->session) != 0)
    g_main_context_iteration (NULL, TRUE);
  answer_undo (fixture, "undo", "The import cannot be taken back");
  gtk_window_destroy (find_dialog (fixture));
  g_remove (input);
  g_remove (path);
  g_rmdir (dir);
}

static void
test_finalize (Fixture *fixture, gconstpointer data)
{
  IbarWindow *window = ibar_window_new (fixture->application);
  g_autoptr (IbarSession) session = g_object_ref (ibar_window_get_session (window));
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  ibar_test_open_into (session);
  gtk_window_present (GTK_WINDOW (window));
  ibar_test_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  ibar_test_settle ();
  g_assert_null (weak);
}

int
main (int argc, char **argv)
{
  g_autoptr (IbarApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL); /* the harness isolates; without the system's MIME types no SVG is read */

  application = ibar_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

#define ADD(name) g_test_add ("/window/" #name, Fixture, application, set_up, test_##name, tear_down)
  ADD (status);
  ADD (history);
  ADD (panes);
  ADD (narrow);
  ADD (large_text);
  ADD (names);
  ADD (local_names);
  ADD (profiles);
  ADD (about);
  ADD (accessible_names);
  ADD (views);
  ADD (figure);
  ADD (copy);
  ADD (copy_coordinates);
  ADD (undo_import);
  ADD (export);
  ADD (finalize);
#undef ADD
  return g_test_run ();
}
