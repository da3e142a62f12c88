/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a file of tiles says of itself, as text for a label. */

#define G_LOG_DOMAIN "ibar-plain-text"

#include "config.h"

#include "ibar-plain-text.h"

/**
 * ibar_plain_text:
 * @text: (nullable): text that may hold HTML
 *
 * Returns: (transfer full) (nullable): the text without its tags, %NULL where nothing is left, or
 *   nothing that is UTF-8
 */
char *
ibar_plain_text (const char *text)
{
  GString *plain = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *c = text; c != NULL && *c != '\0'; c++)
    {
      if (*c == '<')
        inside = TRUE;
      else if (*c == '>' && inside)
        inside = FALSE;
      else if (!inside)
        g_string_append_c (plain, *c);
    }
  g_strstrip (plain->str);
  if (plain->str[0] == '\0' || !g_utf8_validate (plain->str, -1, NULL))
    return g_string_free (plain, TRUE), NULL;
  return g_string_free (plain, FALSE);
}
