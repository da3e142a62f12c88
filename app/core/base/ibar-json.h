/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Calls back for every scalar in a JSON value, in order. path is "a.b" for members of members; index is that of
 * the outermost array element the scalar lies in, or -1. value is "" for null. */
typedef void (*IbarJsonFunc) (const char *path, int index, const char *value, gpointer user_data);

gboolean ibar_json_walk   (const char   *text,
                           gsize         length,
                           IbarJsonFunc  func,
                           gpointer      user_data,
                           GError      **error);
gboolean ibar_json_member (const char   *text,
                           gsize         length,
                           const char   *name,
                           const char  **start,
                           gsize        *member_length);
void     ibar_json_append_string (GString *out, const char *text);

G_END_DECLS
