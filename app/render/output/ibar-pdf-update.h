/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ibar_pdf_complete (GByteArray  *pdf,
                            const char  *language,
                            const char  *xmp,
                            GPtrArray   *alternatives,
                            GError     **error);

G_END_DECLS
