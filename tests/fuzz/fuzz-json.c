/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON: the walker ends, and hands out UTF-8 for UTF-8. */
#include "config.h"

#include <string.h>

#include "ibar-json.h"

static void
check_cb (const char *path, int index, const char *value, gpointer user_data)
{
  g_assert_true (g_utf8_validate (value, -1, NULL));
  g_assert_true (g_utf8_validate (path, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  const char *start;
  gsize length;

  ibar_json_walk (text, strlen (text), check_cb, NULL, NULL);
  if (ibar_json_member (text, strlen (text), "geometry", &start, &length))
    g_assert_true (start >= text && start + length <= text + strlen (text));
  return 0;
}
