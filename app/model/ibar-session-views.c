/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Saved views of the session: what it shows now goes under a name, and comes back. */

#define G_LOG_DOMAIN "ibar-session"

#include "config.h"

#include "ibar-session-private.h"

/**
 * ibar_session_save_view:
 * @self: a session with a collection
 * @name: the view's name, not empty
 * @note: (nullable): the reader's note
 * @error: return location
 *
 * Keeps the filter and the part of the map in view under a name; a view of that name gives way.
 *
 * Returns: whether it is kept
 *
 * **Errors:** those of ibar_saved_views_save()
 */
gboolean
ibar_session_save_view (IbarSession *self, const char *name, const char *note, GError **error)
{
  g_autoptr (IbarSavedView) view = NULL;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->collection != NULL, FALSE);

  view = ibar_saved_view_new (name, self->filter_text, note);
  view->center = self->view.center;
  view->zoom = self->view.zoom;
  view->rotation = self->view.rotation;
  if (!ibar_saved_views_save (self->collection, view, error))
    return FALSE;
  ibar_collection_has_changed (self->collection); /* by us: no reason to read it all again */
  return TRUE;
}

/**
 * ibar_session_show_view:
 * @self: a session with a collection
 * @view: a saved view
 * @error: return location
 *
 * Shows what a view was saved with. Where its filter names what is no longer there, nothing changes.
 *
 * Returns: whether it is shown
 *
 * **Errors:** those of ibar_filter_parse()
 */
gboolean
ibar_session_show_view (IbarSession *self, const IbarSavedView *view, GError **error)
{
  g_autoptr (IbarFilter) filter = NULL;
  gsize position;

  g_return_val_if_fail (IBAR_IS_SESSION (self) && self->vocabulary != NULL && view != NULL, FALSE);

  filter = ibar_filter_parse (view->filter, self->vocabulary, &position, error);
  if (filter == NULL)
    return FALSE;
  ibar_session_set_filter (self, filter);
  if (!ibar_point_is_placed (view->center))
    return TRUE;
  self->view.rotation = view->rotation;
  ibar_session_go_to (self, view->center, view->zoom);
  return TRUE;
}
