/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ibar-canvas.h"

G_BEGIN_DECLS

char *ibar_svg_complete (const char       *svg,
                         gsize             length,
                         const IbarCanvas *canvas,
                         const char       *language,
                         const char       *title,
                         const char       *description,
                         const char       *metadata,
                         gboolean          prolog);

G_END_DECLS
