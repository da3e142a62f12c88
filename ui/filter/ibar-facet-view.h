/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/**
 * IbarFacetView:
 *
 * The section of one facet: a heading with its own clear button, a search field where there are many values,
 * the choice of any or all where an event can have several, and the rows.
 *
 * Properties, set once: facet (uint), title (string), searchable (boolean), any-all (boolean).
 */
#define IBAR_TYPE_FACET_VIEW (ibar_facet_view_get_type ())
G_DECLARE_FINAL_TYPE (IbarFacetView, ibar_facet_view, IBAR, FACET_VIEW, GtkWidget)

void ibar_facet_view_set_session (IbarFacetView *self,
                                  IbarSession   *session);

G_END_DECLS
