/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GByteArray *ibar_pdf_mark_artifacts (const guint8 *deflated,
                                     gsize         length);

G_END_DECLS
