/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What counts as a place's name when it is typed.
 *
 * Every form counts, and where a form states two names ("Stan Tërg / Stari Trg", "Banja (Banje)")
 * each of them does. Case, diacritics, hyphens and apostrophes are forgiven: not every keyboard has
 * them. */

#define G_LOG_DOMAIN "ibar-quiz-spelling"

#include "config.h"

#include <string.h>

#include "ibar-quiz-private.h"

/**
 * ibar_quiz_fold_spelling:
 * @text: (nullable): a name as it was typed or stands in the data
 *
 * Returns: (transfer full): folded as ibar_fold() does, with single blanks for blanks and hyphens,
 * and without apostrophes
 */
char *
ibar_quiz_fold_spelling (const char *text)
{
  g_autofree char *folded = ibar_fold (text);
  GString *out = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\'' || c == 0x2019 || c == 0x2018 || c == '.')
        continue;
      if (g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION)
        {
          gap = out->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (out, ' ');
      gap = FALSE;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static void
add_spelling (GPtrArray *spellings, const char *text, gssize length)
{
  g_autofree char *part = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  char *folded = ibar_quiz_fold_spelling (part);

  if (folded[0] == '\0' || g_ptr_array_find_with_equal_func (spellings, folded, g_str_equal, NULL))
    g_free (folded);
  else
    g_ptr_array_add (spellings, folded);
}

static void
add_form (GPtrArray *spellings, const char *form)
{
  const char *open = strchr (form, '('), *close = open != NULL ? strchr (open, ')') : NULL;
  g_auto (GStrv) parts = g_strsplit (form, "/", -1);

  add_spelling (spellings, form, -1);
  if (close != NULL)
    {
      add_spelling (spellings, form, open - form);
      add_spelling (spellings, open + 1, close - open - 1);
    }
  for (guint i = 0; parts[i] != NULL && parts[1] != NULL; i++)
    add_spelling (spellings, parts[i], -1);
}

/**
 * ibar_quiz_dup_spellings:
 * @names: the forms of a name
 *
 * Returns: (transfer full) (array zero-terminated=1): every spelling that counts, folded, once
 */
char **
ibar_quiz_dup_spellings (const IbarNames *names)
{
  GPtrArray *spellings = g_ptr_array_new ();

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    if (names->form[i] != NULL)
      add_form (spellings, names->form[i]);
  g_ptr_array_add (spellings, NULL);
  return (char **) g_ptr_array_free (spellings, FALSE);
}
