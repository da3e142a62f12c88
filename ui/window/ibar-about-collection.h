/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/* Where the data comes from: data sets with version, licence and citation, the base map's credits, and the
 * note of the boundary profile. (transfer floating) */
GtkWindow *ibar_about_collection_new (GtkWindow   *parent,
                                      IbarSession *session);

G_END_DECLS
