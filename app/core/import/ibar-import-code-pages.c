/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Windows' encodings of one byte a letter, and which of them a text is in.
 *
 * Nothing in such a file says so; its bytes do. Cyrillic makes whole words of bytes that are no ASCII. Central European
 * Latin (Serbian, Croatian, Polish, Czech …) has letters where Windows-1252 has signs that stand in no word, and š and ž
 * far more often than any language of the West. What has neither is Windows-1252, the superset of ISO 8859-1.
 */
#define G_LOG_DOMAIN "ibar-import-code-pages"

#include "config.h"

#include "ibar-import-text.h"

/* 0x80–0x9f in Windows-1252; the five holes stay the C1 controls they are in ISO 8859-1. */
static const guint16 windows_1252[32]
    = { 0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178 };

/* 0x80–0xff in Windows-1250. */
static const guint16 windows_1250[128]
    = { 0x20ac, 0x0081, 0x201a, 0x0083, 0x201e, 0x2026, 0x2020, 0x2021, 0x0088, 0x2030, 0x0160,
        0x2039, 0x015a, 0x0164, 0x017d, 0x0179, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x0098, 0x2122, 0x0161, 0x203a, 0x015b, 0x0165, 0x017e, 0x017a, 0x00a0,
        0x02c7, 0x02d8, 0x0141, 0x00a4, 0x0104, 0x00a6, 0x00a7, 0x00a8, 0x00a9, 0x015e, 0x00ab,
        0x00ac, 0x00ad, 0x00ae, 0x017b, 0x00b0, 0x00b1, 0x02db, 0x0142, 0x00b4, 0x00b5, 0x00b6,
        0x00b7, 0x00b8, 0x0105, 0x015f, 0x00bb, 0x013d, 0x02dd, 0x013e, 0x017c, 0x0154, 0x00c1,
        0x00c2, 0x0102, 0x00c4, 0x0139, 0x0106, 0x00c7, 0x010c, 0x00c9, 0x0118, 0x00cb, 0x011a,
        0x00cd, 0x00ce, 0x010e, 0x0110, 0x0143, 0x0147, 0x00d3, 0x00d4, 0x0150, 0x00d6, 0x00d7,
        0x0158, 0x016e, 0x00da, 0x0170, 0x00dc, 0x00dd, 0x0162, 0x00df, 0x0155, 0x00e1, 0x00e2,
        0x0103, 0x00e4, 0x013a, 0x0107, 0x00e7, 0x010d, 0x00e9, 0x0119, 0x00eb, 0x011b, 0x00ed,
        0x00ee, 0x010f, 0x0111, 0x0144, 0x0148, 0x00f3, 0x00f4, 0x0151, 0x00f6, 0x00f7, 0x0159,
        0x016f, 0x00fa, 0x0171, 0x00fc, 0x00fd, 0x0163, 0x02d9 };

/* 0x80–0xbf in Windows-1251; the letters А to я follow. */
static const guint16 windows_1251[64]
    = { 0x0402, 0x0403, 0x201a, 0x0453, 0x201e, 0x2026, 0x2020, 0x2021, 0x20ac, 0x2030,
        0x0409, 0x2039, 0x040a, 0x040c, 0x040b, 0x040f, 0x0452, 0x2018, 0x2019, 0x201c,
        0x201d, 0x2022, 0x2013, 0x2014, 0x0098, 0x2122, 0x0459, 0x203a, 0x045a, 0x045c,
        0x045b, 0x045f, 0x00a0, 0x040e, 0x045e, 0x0408, 0x00a4, 0x0490, 0x00a6, 0x00a7,
        0x0401, 0x00a9, 0x0404, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x0407, 0x00b0, 0x00b1,
        0x0406, 0x0456, 0x0491, 0x00b5, 0x00b6, 0x00b7, 0x0451, 0x2116, 0x0454, 0x00bb,
        0x0458, 0x0405, 0x0455, 0x0457 };

/**
 * ibar_encoding_decode_byte:
 * @encoding: one of Windows'
 * @c: a byte from 0x80 on
 *
 * Returns: the character; never 0
 */
gunichar
ibar_encoding_decode_byte (IbarEncoding encoding, guchar c)
{
  if (encoding == IBAR_ENCODING_WINDOWS_1250)
    return windows_1250[c - 0x80];
  if (encoding == IBAR_ENCODING_WINDOWS_1251)
    return c < 0xc0 ? windows_1251[c - 0x80] : 0x410 + (gunichar) c - 0xc0;
  return c < 0xa0 ? windows_1252[c - 0x80] : c;
}

/* Whether most of the bytes that are no ASCII stand three or more in a row, and are Cyrillic letters in Windows-1251: in Latin
 * scripts they are single letters with a mark. */
static gboolean
looks_cyrillic (const guchar *bytes, gsize n)
{
  gsize run = 0, others = 0, in_words = 0, all = 0;

  for (gsize i = 0; i <= n; i++)
    {
      if (i < n && bytes[i] >= 0x80)
        {
          run++;
          others += !g_unichar_isalpha (ibar_encoding_decode_byte (IBAR_ENCODING_WINDOWS_1251, bytes[i]));
          continue;
        }
      all += run;
      in_words += run >= 3 ? run : 0;
      run = 0;
    }
  return in_words * 4 > all * 3 && others * 10 <= all;
}

static gboolean
is_central (guchar before, guchar c, guchar after)
{
  gunichar letter = ibar_encoding_decode_byte (IBAR_ENCODING_WINDOWS_1250, c);

  if (letter == 0x160 || letter == 0x161 || letter == 0x17d || letter == 0x17e) /* š, ž: the same byte in both */
    return TRUE;
  if (before == 'i' && letter == 0x107 && !g_ascii_isalpha (after)) /* -ić; no word ends in -iæ */
    return TRUE;
  return g_unichar_isalpha (letter) && !g_unichar_isalpha (ibar_encoding_decode_byte (IBAR_ENCODING_WINDOWS_1252, c))
         && g_ascii_isalpha (before) && g_ascii_isalpha (after);
}

/* Whether a twentieth of the letters with marks are such as only Central European has. */
static gboolean
looks_central (const guchar *bytes, gsize n)
{
  gsize central = 0, all = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (bytes[i] < 0x80)
        continue;
      all += g_unichar_isalpha (ibar_encoding_decode_byte (IBAR_ENCODING_WINDOWS_1250, bytes[i]));
      central += is_central (i > 0 ? bytes[i - 1] : ' ', bytes[i], i + 1 < n ? bytes[i + 1] : ' ');
    }
  return central > 0 && central * 20 >= all;
}

/**
 * ibar_encoding_guess_windows:
 * @bytes: text that is no UTF-8, from its first byte beyond ASCII on
 * @n: how many [bytes]
 *
 * Returns: the most likely of Windows' encodings
 *
 * **Cost:** O(n).
 */
IbarEncoding
ibar_encoding_guess_windows (const guchar *bytes, gsize n)
{
  if (looks_cyrillic (bytes, n))
    return IBAR_ENCODING_WINDOWS_1251;
  return looks_central (bytes, n) ? IBAR_ENCODING_WINDOWS_1250 : IBAR_ENCODING_WINDOWS_1252;
}
