/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import dialog: reads a table, shows its rows and what is rejected, imports, and tells where. */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "ibar-import-dialog-private.h"
#include "ibar-ui-resources.h"

#define MAX_TURNS 200000

static GtkWidget *
find (GtkWidget *dialog, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (dialog, IBAR_TYPE_IMPORT_DIALOG, name));
}

static void
pump_until (gboolean (*done) (GtkWidget *), GtkWidget *dialog)
{
  for (int i = 0; i < MAX_TURNS && !done (dialog); i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (done (dialog));
}

static gboolean
has_preview (GtkWidget *dialog)
{
  return gtk_widget_get_sensitive (find (dialog, "accept"));
}

static gboolean
has_ended (GtkWidget *dialog)
{
  const char *page = gtk_stack_get_visible_child_name (GTK_STACK (find (dialog, "stack")));

  return g_str_equal (page, "done") || g_str_equal (page, "failed");
}

static void
imported_cb (IbarImportDialog *dialog, const char *path, char **out)
{
  *out = g_strdup (path);
}

static guint
count_children (GtkWidget *list)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* The report that can be saved holds the rejected row. */
static void
assert_report (GtkWidget *dialog)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "saved-report.csv", NULL), *text = NULL;

  g_assert_true (gtk_widget_get_visible (find (dialog, "save_report")));
  ibar_import_dialog_write_report (dialog, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "91.5"));
  g_unlink (path);
}

static void
test_import (void)
{
  g_autofree char *input
      = g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "tests", "fixtures", "import", "acled-2023.csv", NULL);
  g_autoptr (IbarSession) session = ibar_session_new ();
  GtkWidget *window = adw_window_new ();
  GtkWidget *dialog = ibar_import_dialog_new (GTK_WINDOW (window), session, input);
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "ibar", "profiles", "my-table.ini", NULL);
  g_autofree char *path = NULL;
  GtkWidget *row;

  g_signal_connect (dialog, "imported", G_CALLBACK (imported_cb), &path);
  gtk_window_present (GTK_WINDOW (dialog));
  pump_until (has_preview, dialog);
  g_assert_cmpuint (count_children (find (dialog, "preview")), ==, 4);
  row = gtk_widget_get_last_child (find (dialog, "preview"));
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (dialog, "dataset"))), ==, "acled");
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (find (dialog, "passed_on"))));

  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  gtk_editable_set_text (GTK_EDITABLE (find (dialog, "keep_as")), "my-table");
  g_signal_emit_by_name (find (dialog, "accept"), "clicked");
  pump_until (has_ended, dialog);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find (dialog, "stack"))), ==, "done");
  g_assert_cmpuint (count_children (find (dialog, "notes")), ==, 1);
  assert_report (dialog);
  g_signal_emit_by_name (find (dialog, "accept"), "clicked");
  g_assert_nonnull (path);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_unlink (path);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_refused (void)
{
  g_autofree char *input
      = g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "tests", "fixtures", "import", "entity.kml", NULL);
  g_autoptr (IbarSession) session = ibar_session_new ();
  GtkWidget *window = adw_window_new ();
  GtkWidget *dialog = ibar_import_dialog_new (GTK_WINDOW (window), session, input);

  gtk_window_present (GTK_WINDOW (dialog));
  pump_until (has_ended, dialog);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find (dialog, "stack"))), ==, "failed");
  g_assert_false (gtk_widget_get_sensitive (find (dialog, "accept")));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (ibar_ui_get_resource ());
  g_test_add_func ("/import-dialog/import", test_import);
  g_test_add_func ("/import-dialog/refused", test_refused);
  return g_test_run ();
}
