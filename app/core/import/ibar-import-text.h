/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ibar-import-file.h"

G_BEGIN_DECLS

#define IBAR_TEXT_CHUNK (256 * 1024) /* read at once [bytes] */

/* A file's text as UTF-8, whatever it was written in. */
typedef enum
{
  IBAR_ENCODING_UTF8,
  IBAR_ENCODING_WINDOWS_1252, /* and so ISO 8859-1, whose letters stand at the same places */
  IBAR_ENCODING_UTF16LE,
  IBAR_ENCODING_UTF16BE,
  IBAR_ENCODING_WINDOWS_1250,
  IBAR_ENCODING_WINDOWS_1251,
} IbarEncoding;

/* Appends decoded text to a buffer, chunk by chunk. */
typedef struct
{
  IbarImportFile *file;
  IbarEncoding encoding;
  gboolean     started;       /* the first chunk has been looked at */
  gboolean     seen_letters;  /* UTF-8 beyond ASCII has been seen: the file is not in an older encoding */
  guchar       carry[4];      /* the beginning of a character at the end of a chunk */
  gsize        n_carry;
  guint64      n_repaired;    /* bytes that were no text and became U+FFFD */
  gboolean     end;
} IbarTextDecoder;

gboolean    ibar_text_decoder_read     (IbarTextDecoder *self,
                                        GString         *buffer,
                                        gsize            chunk,
                                        GError         **error);
gboolean    ibar_text_decoder_fill     (IbarTextDecoder *self,
                                        GString         *buffer,
                                        GError         **error);
void        ibar_text_decoder_restart  (IbarTextDecoder *self);

/* ibar-import-code-pages.c */
gunichar     ibar_encoding_decode_byte   (IbarEncoding encoding, guchar c);
IbarEncoding ibar_encoding_guess_windows (const guchar *bytes, gsize n);

G_END_DECLS
