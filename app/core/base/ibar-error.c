/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ibar-error.h"

#include <string.h>

G_DEFINE_QUARK (ibar-error-quark, ibar_error)

/**
 * ibar_error_dup_start:
 * @text: what a message is about, in a stranger's words
 * @most: how much of it the message quotes [bytes]
 *
 * Returns: (transfer full): its beginning, cut between two characters: a message is shown in labels, which take UTF-8 only
 */
char *
ibar_error_dup_start (const char *text, gsize most)
{
  gsize n = strnlen (text, most + 1);

  if (n > most)
    for (n = most; n > 0 && ((guchar) text[n] & 0xc0) == 0x80; n--)
      ;
  return g_utf8_make_valid (text, (gssize) n);
}

gboolean
ibar_error_is_stop (const GError *error)
{
  return g_error_matches (error, IBAR_ERROR, IBAR_ERROR_CANCELLED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
