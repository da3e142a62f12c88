/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ibar-test-window.h"

#include <string.h>

#include "ibar-test-collection.h"
#include "ibar-test-session.h"

void
ibar_test_open_into (IbarSession *session)
{
  g_autofree char *collection = ibar_test_get_bundled ();
  g_autofree char *region = g_test_build_filename (G_TEST_BUILT, "..", "data", "region.gpkg", NULL);

  ibar_test_session_open (session, collection, TRUE);
  ibar_test_session_load_region (session, region);
}

IbarSession *
ibar_test_open_session (void)
{
  IbarSession *session = ibar_session_new ();

  ibar_test_open_into (session);
  return session;
}

GtkWidget *
ibar_test_find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ibar_test_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
ibar_test_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static gboolean
is_called (GtkWidget *widget, const char *name)
{
  g_autofree char *wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  return wrong == NULL;
}

GtkWidget *
ibar_test_find_button (GtkWidget *widget, const char *name)
{
  if (GTK_IS_BUTTON (widget)
      && (is_called (widget, name) || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), name) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ibar_test_find_button (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
ibar_test_shows_text (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ibar_test_shows_text (child, text))
      return TRUE;
  return FALSE;
}

void
ibar_test_settle (void)
{
  for (int i = 0; i < 1000 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

gboolean
ibar_test_wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}
