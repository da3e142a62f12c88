/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A creation date that stands for none. */
#define IBAR_PDF_NO_DATE "1970-01-01T00:00:00Z"

gboolean ibar_pdf_complete (GByteArray  *pdf,
                            const char  *language,
                            const char  *xmp,
                            GPtrArray   *alternatives,
                            GError     **error);

G_END_DECLS
