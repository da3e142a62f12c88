/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A figure opened in the window: its evidence says what it showed, and the window shows that again.
 */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-evidence.h"
#include "ibar-toasts.h"
#include "ibar-window-private.h"

/* Another collection may hold other events under the same filter: that is said, not hidden. */
static void
tell_difference (IbarWindow *self, GKeyFile *evidence)
{
  IbarCollection *collection = ibar_session_get_collection (self->session);
  g_autofree char *then = g_key_file_get_string (evidence, "evidence", "content-hash", NULL);
  g_autofree char *from = g_key_file_get_string (evidence, "evidence", "collection", NULL);
  g_autofree char *now = ibar_collection_dup_info (collection, "content_hash");
  g_autofree char *text = NULL;

  if (g_strcmp0 (then != NULL ? then : "", now != NULL ? now : "") == 0)
    return;
  text = g_strdup_printf (_ ("The figure was made from “%s” with other content than what is open"),
                          from != NULL ? from : "");
  ibar_toasts_say (self->toasts, text);
}

static void
show_extent (IbarWindow *self, GKeyFile *evidence)
{
  g_autofree char *text = g_key_file_get_string (evidence, "evidence", "extent", NULL);
  g_autoptr (IbarFigure) figure = ibar_figure_new ();

  if (text != NULL && ibar_figure_set (figure, "map.extent", text, NULL)
      && !ibar_extent_is_empty (&figure->extent))
    ibar_session_go_to_extent (self->session, &figure->extent);
}

/* Filter, names, boundaries and part of the map, as the figure has them. */
void
ibar_window_show_evidence (IbarWindow *self, GKeyFile *evidence)
{
  g_autofree char *text = g_key_file_get_string (evidence, "data", "filter", NULL);
  g_autofree char *names = g_key_file_get_string (evidence, "data", "names", NULL);
  g_autofree char *profile = g_key_file_get_string (evidence, "evidence", "profile", NULL);
  g_autoptr (IbarFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  IbarNameSetting setting;
  gsize position;

  filter = ibar_filter_parse (text != NULL ? text : "", ibar_session_get_vocabulary (self->session),
                              &position, &error);
  if (filter == NULL)
    {
      ibar_window_show_error (self, _ ("The figure’s filter does not fit this collection"),
                              error->message);
      return;
    }
  ibar_session_set_filter (self->session, filter);
  if (names != NULL && ibar_name_setting_from_string (names, &setting))
    ibar_session_set_names (self->session, &setting);
  if (profile != NULL && profile[0] != '\0')
    ibar_session_set_profile (self->session, profile);
  show_extent (self, evidence);
  tell_difference (self, evidence);
}

/**
 * ibar_window_show_figure:
 * @self: a window
 * @path: a figure that Ibar made
 *
 * @error: return location for an error
 *
 * Restores what the figure shows, in the collection that is open or being opened.
 *
 * **Errors:** as ibar_evidence_read().
 *
 * Returns: whether the file carries evidence
 */
gboolean
ibar_window_show_figure (IbarWindow *self, const char *path, GError **error)
{
  g_autoptr (GKeyFile) evidence = ibar_evidence_read (path, error);

  if (evidence == NULL)
    return FALSE;
  if (ibar_session_get_collection (self->session) != NULL)
    ibar_window_show_evidence (self, evidence);
  else
    {
      g_clear_pointer (&self->asked_figure, g_key_file_unref);
      self->asked_figure = g_steal_pointer (&evidence);
    }
  return TRUE;
}
