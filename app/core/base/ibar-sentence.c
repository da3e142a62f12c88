/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences that are put together of a translation's and of the data's words.
 *
 * "The answer: %s." gets a second full stop where the answer ends in one: a date in Serbian
 * ("29. maj 2023."), an abbreviation, a sentence. */

#include "config.h"

#include <string.h>

#include "ibar-sentence.h"

#define ELLIPSIS 3 /* full stops in a row that are meant */

/**
 * ibar_sentence_mend:
 * @text: (transfer full) (nullable): one or more sentences
 *
 * Leaves one full stop where two meet, and an ellipsis where one has a full stop behind it.
 *
 * Returns: (transfer full) (nullable): @text, changed in place
 */
char *
ibar_sentence_mend (char *text)
{
  const char *in = text;
  char *out = text;

  while (in != NULL && *in != '\0')
    {
      gsize n = strspn (in, ".");
      gboolean after_ellipsis = out - text >= 3 && memcmp (out - 3, "…", 3) == 0;
      gsize kept = n >= ELLIPSIS ? ELLIPSIS : MIN (n, 1);

      if (n == 0)
        {
          *out++ = *in++;
          continue;
        }
      if (after_ellipsis)
        kept = 0;
      memset (out, '.', kept);
      out += kept;
      in += n;
    }
  if (out != NULL)
    *out = '\0';
  return text;
}
