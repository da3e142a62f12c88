/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session from its file to its end. */
#include "config.h"

#include "ibar-test-session.h"

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ibar_session_open_finish (IBAR_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

void
ibar_test_session_open (IbarSession *session, const char *path, gboolean bundled)
{
  gboolean opened = FALSE;

  ibar_session_open_async (session, path, bundled, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  ibar_session_flush (session);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ibar_session_load_region_finish (IBAR_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

void
ibar_test_session_load_region (IbarSession *session, const char *path)
{
  gboolean loaded = FALSE;

  ibar_session_load_region_async (session, path, NULL, loaded_cb, &loaded);
  while (!loaded)
    g_main_context_iteration (NULL, TRUE);
  ibar_session_flush (session);
}

void
ibar_test_session_end (IbarSession *session)
{
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  while (session != NULL)
    g_main_context_iteration (NULL, TRUE);
}
