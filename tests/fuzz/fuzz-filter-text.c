/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filter text: an error within the text, or a filter whose own text reads back as the same. */
#include "config.h"

#include "ibar-filter.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  gsize position = 0;
  g_autoptr (IbarFilter) filter = ibar_filter_parse (text, NULL, &position, &error);
  g_autoptr (GPtrArray) candidates = ibar_filter_complete (text, size / 2, NULL, 4);

  g_assert_cmpuint (position, <=, strlen (text));
  if (filter == NULL)
    g_assert_nonnull (error);
  else
    {
      g_autofree char *written = ibar_filter_to_text (filter);
      g_autofree char *sentence = ibar_filter_to_sentence (filter, NULL, NULL);
      g_autoptr (IbarFilter) again = ibar_filter_parse (written, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (ibar_filter_equal (filter, again));
      g_assert_nonnull (sentence);
    }
  return 0;
}
