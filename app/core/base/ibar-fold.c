/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folds text so that a search finds it however it is written.
 *
 * There are two foldings. What SQLite's text index is asked must be folded as the index folds, and that knows no
 * accents but those of Latin letters. Names that are compared with what was typed in memory, those of the map's
 * places first, are folded further, in every script. */

#define G_LOG_DOMAIN "ibar-fold"

#include "config.h"

#include "ibar-fold.h"

#include <string.h>

/* Letters without a decomposition that are typed as others, where the keyboard has none of them. */
static const struct
{
  gunichar letter;
  const char *typed;
} plain_letters[] = {
  { 0xdf, "ss" },  { 0xe6, "ae" },  { 0xf0, "d" },   { 0xf8, "o" },    { 0xfe, "th" },  { 0x111, "d" },
  { 0x127, "h" },  { 0x131, "i" },  { 0x138, "k" },  { 0x142, "l" },   { 0x14b, "n" },  { 0x153, "oe" },
  { 0x167, "t" },  { 0x180, "b" },  { 0x19a, "l" },  { 0x1e5, "g" },   { 0x24d, "r" },  { 0x253, "b" },
  { 0x256, "d" },  { 0x257, "d" },  { 0x259, "e" },  { 0x25b, "e" },   { 0x254, "o" },  { 0x268, "i" },
  { 0x272, "n" },  { 0x199, "k" },  { 0x1b4, "y" },  { 0x1dd, "e" },   { 0x289, "u" },  { 0x3c2, "\xcf\x83" },
  { 0x640, "" }, /* Arabic tatweel: length without sound */
};

/* Marks that are left out when one types in a hurry. Those of other scripts, vowels of Hindi or Thai, are letters. */
static const struct
{
  gunichar first, last;
} loose_marks[] = {
  { 0x300, 0x36f },   { 0x483, 0x487 },   { 0x591, 0x5c7 },   { 0x610, 0x61a },   { 0x64b, 0x65f },
  { 0x670, 0x670 },   { 0x6d6, 0x6ed },   { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff },
};

/* Adds one code point as the index has it; marks on Latin letters vanish, others stay with their base. */
static void
append_folded (GString *folded, gunichar c, gboolean *after_latin)
{
  if (g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK)
    {
      if (!*after_latin)
        g_string_append_unichar (folded, c);
      return;
    }
  c = g_unichar_tolower (c);
  *after_latin = g_ascii_isalpha ((gchar) (c < 128 ? c : 0));
  if (c == 0x111) /* đ has no decomposition; the text index stores d for it, and so do we */
    c = 'd';
  g_string_append_unichar (folded, c);
}

static gboolean
is_loose_mark (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (loose_marks); i++)
    {
      if (c >= loose_marks[i].first && c <= loose_marks[i].last)
        return g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK;
    }
  return FALSE;
}

/* Apostrophes, and the letters that look like them and are typed as them or not at all: Nukuʻalofa. */
static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x60 || c == 0xb4 || (c >= 0x2b9 && c <= 0x2bf) || c == 0x2c8 || c == 0x2ee
         || (c >= 0x2018 && c <= 0x201b) || c == 0x2032;
}

static gboolean
is_gap (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == '/' || c == '('
         || c == ')' || c == 0x30fb;
}

static void
append_loosely (GString *folded, gunichar c)
{
  c = g_unichar_tolower (c);
  if (is_loose_mark (c) || is_apostrophe (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
    return;
  if (is_gap (c))
    {
      if (folded->len == 0 || folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (plain_letters); i++)
    {
      if (c == plain_letters[i].letter)
        {
          g_string_append (folded, plain_letters[i].typed);
          return;
        }
    }
  g_string_append_unichar (folded, c);
}

/**
 * ibar_fold:
 * @text: (nullable): any text; what is not UTF-8 becomes U+FFFD
 *
 * Lower case without diacritics, as the text index folds (unicode61, remove_diacritics 2, and đ as
 * d): "Zvečan" and "Zveçan" give "zvecan". Marks are removed from Latin letters only: Cyrillic "й"
 * is a letter of its own and stays, and so does the script; a search finds "Звечан" because every
 * form of a name is in the index.
 *
 * Returns: (transfer full): the folded text, in NFC
 *
 * Cost: O(length).
 */
char *
ibar_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) folded = NULL;
  gboolean after_latin = FALSE;
  char *composed;

  if (text == NULL)
    return g_strdup ("");
  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  valid = g_utf8_make_valid (text, -1);
  decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFD);
  folded = g_string_sized_new (strlen (valid) + 1);
  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (folded, g_utf8_get_char (p), &after_latin);
  composed = g_utf8_normalize (folded->str, -1, G_NORMALIZE_NFC);
  return composed;
}

/* The same for the letters that most names are written in: a list of a hundred thousand is searched while one types. */
static char *
fold_ascii_loosely (const char *text)
{
  char *folded = g_malloc (strlen (text) + 1), *end = folded;

  for (; *text != '\0'; text++)
    {
      if (*text == '\'' || *text == '`')
        continue;
      if (!g_ascii_isspace (*text) && strchr ("-/()", *text) == NULL)
        *end++ = g_ascii_tolower (*text);
      else if (end == folded || end[-1] != ' ')
        *end++ = ' ';
    }
  *end = '\0';
  return folded;
}

/**
 * ibar_fold_loosely:
 * @text: (nullable): any text; what is not UTF-8 becomes U+FFFD
 *
 * Folds a name as it is typed by somebody who has not its keyboard, or not the patience: without accents in Latin, Greek
 * and Cyrillic ("Αθήνα" gives "αθηνα", "Орёл" "орел"), without the points of Hebrew and Arabic, letters such as ł, ø,
 * ı and ß as they are paraphrased, no apostrophes, and dashes and slashes as spaces. Both what is sought and what is
 * searched must be folded so: the text index of a collection is not.
 *
 * Returns: (transfer full): the folded text, in NFC
 *
 * Cost: O(length).
 */
char *
ibar_fold_loosely (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) folded = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (g_str_is_ascii (text))
    return fold_ascii_loosely (text);
  valid = g_utf8_make_valid (text, -1);
  decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  folded = g_string_sized_new (strlen (valid) + 1);
  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    append_loosely (folded, g_utf8_get_char (p));
  return g_utf8_normalize (folded->str, -1, G_NORMALIZE_NFC);
}
