/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IbarCsv IbarCsv;

IbarCsv    *ibar_csv_new          (const char  *data,
                                   gsize        size);
void        ibar_csv_free         (IbarCsv     *self);
gboolean    ibar_csv_read         (IbarCsv     *self,
                                   gboolean    *row,
                                   GError     **error);
guint       ibar_csv_get_line     (IbarCsv     *self);
guint       ibar_csv_get_n_fields (IbarCsv     *self);
const char *ibar_csv_get_field    (IbarCsv     *self,
                                   guint        index);
/* Appends a field as CSV, quoted where it must be. */
void        ibar_csv_append_field (GString     *out,
                                   const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarCsv, ibar_csv_free)

G_END_DECLS
