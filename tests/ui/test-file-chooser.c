/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that is asked for: its path is handed on, and the question goes with the window that asked. */

#include "config.h"

#include <adwaita.h>

#include "ibar-file-chooser.h"
#include "ibar-test-window.h"

static char *chosen_path;

static GtkWidget *
find_chooser (void)
{
  return ibar_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
}

static void
chosen (GtkWidget *window, const char *path)
{
  g_assert_true (GTK_IS_WINDOW (window));
  g_free (chosen_path);
  chosen_path = g_strdup (path);
}

static GtkWidget *
ask (const char *name)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_present (GTK_WINDOW (window));
  ibar_file_chooser_ask (GTK_WINDOW (window),
                         &(IbarFileQuestion){ .title = "Choose",
                                              .name = name,
                                              .kind = "Pictures",
                                              .patterns = { "image/png", "*.jpg" },
                                              .others = TRUE },
                         chosen);
  ibar_test_settle ();
  return window;
}

static void
test_save (void)
{
  GtkWidget *window = ask ("name.png");
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (find_chooser ());
  g_autofree char *name = gtk_file_chooser_get_current_name (chooser);
  g_autoptr (GListModel) filters = gtk_file_chooser_get_filters (chooser);
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  g_autofree char *expected = g_build_filename (g_get_tmp_dir (), "name.png", NULL);

  g_assert_cmpint (gtk_file_chooser_get_action (chooser), ==, GTK_FILE_CHOOSER_ACTION_SAVE);
  g_assert_cmpstr (name, ==, "name.png");
  g_assert_cmpuint (g_list_model_get_n_items (filters), ==, 2);
  g_assert_true (gtk_file_chooser_set_current_folder (chooser, folder, NULL));
  ibar_test_settle ();
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  while (chosen_path == NULL) /* it looks first whether there is such a file */
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (chosen_path, ==, expected);
  g_assert_null (find_chooser ());
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_given_up (void)
{
  GtkWidget *window = ask (NULL);

  g_clear_pointer (&chosen_path, g_free);
  g_assert_cmpint (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (find_chooser ())), ==, GTK_FILE_CHOOSER_ACTION_OPEN);
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_CANCEL);
  ibar_test_settle ();
  g_assert_null (find_chooser ());
  g_assert_null (chosen_path);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_closed (void)
{
  GtkWidget *window = ask ("name.png");

  g_assert_nonnull (find_chooser ());
  gtk_window_destroy (GTK_WINDOW (window));
  ibar_test_settle ();
  g_assert_null (find_chooser ());
  g_assert_null (chosen_path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/file-chooser/save", test_save);
  g_test_add_func ("/file-chooser/given-up", test_given_up);
  g_test_add_func ("/file-chooser/closed", test_closed);
  return g_test_run ();
}
