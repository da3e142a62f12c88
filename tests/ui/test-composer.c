/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The composer: it shows a figure, follows the session, moves the map by keys and writes what it
 * shows. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "ibar-composer.h"
#include "ibar-evidence.h"
#include "ibar-film.h"
#include "ibar-test-collection.h"
#include "ibar-test-window.h"

static IbarSession *session;

static void
wait_until_ready (IbarComposer *composer)
{
  do
    g_main_context_iteration (NULL, TRUE);
  while (!ibar_composer_is_ready (composer));
}

static IbarComposer *
open_composer (void)
{
  IbarComposer *composer = IBAR_COMPOSER (ibar_composer_new (NULL, session, NULL));

  gtk_window_present (GTK_WINDOW (composer));
  wait_until_ready (composer);
  return composer;
}

/* What a figure written by the composer says of itself. */
static GKeyFile *
export_and_read (IbarComposer *composer, const char *suffix)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *name = g_strconcat ("figure", suffix, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  GKeyFile *evidence;

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.export", "s", path);
  wait_until_ready (composer);
  evidence = ibar_evidence_read (path, &error);
  g_assert_no_error (error);
  ibar_test_remove_dir (dir);
  return evidence;
}

static void
assert_value (GKeyFile *evidence, const char *group, const char *key, const char *expected)
{
  g_autofree char *value = g_key_file_get_string (evidence, group, key, NULL);
  g_assert_cmpstr (value, ==, expected);
}

static void
test_export (void)
{
  IbarComposer *composer = open_composer ();
  g_autoptr (GKeyFile) first = NULL, second = NULL;

  first = export_and_read (composer, ".pdf");
  assert_value (first, "page", "size", "a4");
  assert_value (first, "evidence", "events", "131");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "page.size", "a5");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "text.title", "Mine");
  ibar_session_set_dates (session, ibar_day_from_ymd (2023, 5, 1), ibar_day_from_ymd (2023, 6, 30));
  ibar_session_flush (session);
  wait_until_ready (composer);
  second = export_and_read (composer, ".svg");
  assert_value (second, "page", "size", "a5");
  assert_value (second, "evidence", "title", "Mine");
  assert_value (second, "evidence", "events", "17");
  ibar_session_clear_filter (session);
  ibar_session_flush (session);
  gtk_window_destroy (GTK_WINDOW (composer));
}

/* What the figure does not know is told, and changes nothing. */
static void
test_refused (void)
{
  IbarComposer *composer = open_composer ();

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "map.scale", "large");
  wait_until_ready (composer);
  g_assert_cmpfloat (ibar_composer_get_figure (composer)->scale, ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "map.scale",
                              "1:250000");
  wait_until_ready (composer);
  g_assert_cmpfloat (ibar_composer_get_figure (composer)->scale, ==, 250000);
  gtk_window_destroy (GTK_WINDOW (composer));
}

static void
set (IbarComposer *composer, const char *key, const char *value)
{
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", key, value);
}

/* What was drawn goes into the file; undo takes it away, redo brings it back. */
static void
test_annotate (void)
{
  IbarComposer *composer = open_composer ();
  g_autoptr (GKeyFile) with = NULL, without = NULL, again = NULL;

  set (composer, "annotations.a", "ring 20.87,42.9 20.9,42.9 text='here'");
  with = export_and_read (composer, ".svg");
  assert_value (with, "annotations", "a", "ring 20.87,42.9 20.9,42.9 text='here'");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.undo", NULL);
  without = export_and_read (composer, ".svg");
  g_assert_false (g_key_file_has_group (without, "annotations"));
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.redo", NULL);
  again = export_and_read (composer, ".svg");
  assert_value (again, "annotations", "a", "ring 20.87,42.9 20.9,42.9 text='here'");
  gtk_window_destroy (GTK_WINDOW (composer));
}

/* The look is kept, what belongs to this figure only is not. */
static void
test_preset (void)
{
  IbarComposer *composer = open_composer ();
  g_autofree char *path
      = g_build_filename (g_get_user_data_dir (), "ibar", "presets", "My page.ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  set (composer, "page.size", "a3");
  set (composer, "text.title", "Mine");
  set (composer, "annotations.a", "text 20.87,42.9 text=x");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.save-preset", "s", "My page");
  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error));
  g_assert_no_error (error);
  assert_value (file, "page", "size", "a3");
  g_assert_false (g_key_file_has_key (file, "text", "title", NULL));
  g_assert_false (g_key_file_has_group (file, "annotations"));
  set (composer, "page.size", "a5");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.load-preset", "s", path);
  wait_until_ready (composer);
  g_assert_cmpstr (ibar_composer_get_figure (composer)->size, ==, "a3");
  g_assert_cmpstr (ibar_composer_get_figure (composer)->title, ==, "Mine");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.save-preset", "s", "../out");
  g_unlink (path);
  gtk_window_destroy (GTK_WINDOW (composer));
}

static AdwMessageDialog *
find_question (void)
{
  GtkWidget *found = ibar_test_find_window (ADW_TYPE_MESSAGE_DIALOG);

  g_assert_nonnull (found);
  return ADW_MESSAGE_DIALOG (found);
}

/* A preset without a name is asked for one; the question goes with the figure's window. */
static void
test_preset_name (void)
{
  IbarComposer *composer = open_composer ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "ibar", "presets", "Asked.ini", NULL);
  AdwMessageDialog *question;

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.save-preset", "s", "");
  question = find_question ();
  g_assert_false (adw_message_dialog_get_response_enabled (question, "save"));
  gtk_editable_set_text (GTK_EDITABLE (ibar_test_find_type (GTK_WIDGET (question), ADW_TYPE_ENTRY_ROW)), "Asked");
  g_assert_true (adw_message_dialog_get_response_enabled (question, "save"));
  adw_message_dialog_response (question, "save");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (path);
  ibar_test_settle ();

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.save-preset", "s", "");
  question = find_question ();
  g_object_add_weak_pointer (G_OBJECT (question), (gpointer *) &question);
  gtk_window_destroy (GTK_WINDOW (composer));
  ibar_test_settle ();
  g_assert_null (question);
}

static GtkDialog *
find_chooser (void)
{
  GtkWidget *found = ibar_test_find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);

  return found != NULL && gtk_widget_get_visible (found) ? GTK_DIALOG (found) : NULL;
}

/* Which films can be made is asked of other programs, by a worker: the chooser comes after it. */
static void
test_film (void)
{
  IbarComposer *composer = open_composer ();
  GListModel *filters;

  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.export", "s", "");
  g_assert_nonnull (find_chooser ());
  gtk_dialog_response (find_chooser (), GTK_RESPONSE_CANCEL);
  ibar_test_settle ();

  set (composer, "series.layout", "frames");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.export", "s", "");
  g_assert_null (find_chooser ());
  while (find_chooser () == NULL)
    g_main_context_iteration (NULL, TRUE);
  filters = gtk_file_chooser_get_filters (GTK_FILE_CHOOSER (find_chooser ()));
  g_assert_cmpuint (g_list_model_get_n_items (filters), ==,
                    4 + (ibar_film_is_possible (".webm") ? 1 : 0) + (ibar_film_is_possible (".gif") ? 1 : 0));
  g_object_unref (filters);
  gtk_dialog_response (find_chooser (), GTK_RESPONSE_CANCEL);
  ibar_test_settle ();
  gtk_window_destroy (GTK_WINDOW (composer));
}

/* Each part of a series is a page of the preview. */
static void
test_series (void)
{
  IbarComposer *composer = open_composer ();
  g_autoptr (GKeyFile) evidence = NULL;

  set (composer, "series.layout", "atlas");
  set (composer, "series.by", "municipality");
  wait_until_ready (composer);
  evidence = export_and_read (composer, ".pdf");
  assert_value (evidence, "series", "layout", "atlas");
  assert_value (evidence, "evidence", "events", "131");
  gtk_window_destroy (GTK_WINDOW (composer));
}

static void
formats_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *mime = NULL;
  g_autoptr (GInputStream) stream
      = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, &mime, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mime, ==, "image/svg+xml");
  *(gboolean *) data = stream != NULL;
}

static void
test_copy (void)
{
  IbarComposer *composer = open_composer ();
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (composer));
  const char *types[] = { "image/svg+xml", NULL };
  GdkContentFormats *formats;
  gboolean done = FALSE;

  set (composer, "page.dpi", "50");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.copy", NULL);
  wait_until_ready (composer);
  formats = gdk_clipboard_get_formats (clipboard);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/svg+xml"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8"));
  gdk_clipboard_read_async (clipboard, types, G_PRIORITY_DEFAULT, NULL, formats_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (composer));
}

/* A window closed while its worker draws takes nothing down. */
static void
test_closed_early (void)
{
  IbarComposer *composer = open_composer ();

  g_object_add_weak_pointer (G_OBJECT (composer), (gpointer *) &composer);
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.set", "(ss)", "page.size", "a3");
  gtk_window_destroy (GTK_WINDOW (composer));
  while (composer != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What poppler says of a printed file. */
static char *
describe_pdf (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) pdfinfo
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdfinfo", path, NULL);
  char *said = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (pdfinfo, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (pdfinfo));
  return said;
}

/* The print dialog's own way to paper, into a file: as many pages as the preview, at their size. */
static void
test_print (void)
{
  IbarComposer *composer = open_composer ();
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "paper.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "none", "paper.pdf", NULL);
  g_autofree char *portrait = NULL, *landscape = NULL;

  ibar_session_set_dates (session, ibar_day_from_ymd (2023, 5, 1), ibar_day_from_ymd (2023, 5, 31));
  ibar_session_flush (session);
  wait_until_ready (composer);
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.print", "s", path);
  wait_until_ready (composer);
  portrait = describe_pdf (path);
  g_assert_nonnull (strstr (portrait, "595.276 x 841.89 pts (A4)"));
  g_assert_null (strstr (portrait, "Pages:           1\n")); /* the list goes on */
  set (composer, "page.size", "16:9");
  set (composer, "page.orientation", "landscape");
  set (composer, "parts.list", "none");
  set (composer, "parts.claims", "no");
  wait_until_ready (composer);
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.print", "s", path);
  wait_until_ready (composer);
  landscape = describe_pdf (path);
  g_assert_nonnull (strstr (landscape, "Pages:           1\n"));
  g_assert_true (g_regex_match_simple ("Page size: +960(\\.[0-9]+)? x 540", landscape, 0, 0));
  /* Where nothing can be written, the window says so and goes on. */
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.print", "s", nowhere);
  wait_until_ready (composer);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
  ibar_test_remove_dir (dir);
  gtk_window_destroy (GTK_WINDOW (composer));
  ibar_session_set_dates (session, IBAR_DAY_NONE, IBAR_DAY_NONE);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  session = ibar_test_open_session ();
  g_test_add_func ("/composer/export", test_export);
  g_test_add_func ("/composer/refused", test_refused);
  g_test_add_func ("/composer/annotate", test_annotate);
  g_test_add_func ("/composer/preset", test_preset);
  g_test_add_func ("/composer/film", test_film);
  g_test_add_func ("/composer/preset-name", test_preset_name);
  g_test_add_func ("/composer/series", test_series);
  g_test_add_func ("/composer/copy", test_copy);
  g_test_add_func ("/composer/print", test_print);
  g_test_add_func ("/composer/closed-early", test_closed_early);
  status = g_test_run ();
  g_object_unref (session);
  return status;
}
