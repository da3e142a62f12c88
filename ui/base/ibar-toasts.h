/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void      ibar_toasts_say   (AdwToastOverlay *overlay,
                             const char      *text);
AdwToast *ibar_toasts_offer (AdwToastOverlay *overlay,
                             const char      *text,
                             const char      *label);

G_END_DECLS
