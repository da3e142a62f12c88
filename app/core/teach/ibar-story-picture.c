/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures of tours: what they are is read off their first bytes, and how large they would become
 * in memory, before anything decodes them. A file of 200 MB is refused by its size alone. */

#define G_LOG_DOMAIN "ibar-story-picture"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-error.h"
#include "ibar-story.h"

static guint32
read_be (const guint8 *at, int n)
{
  guint32 value = 0;

  for (int i = 0; i < n; i++)
    value = value << 8 | at[i];
  return value;
}

/* Source: PNG specification, 11.2.2 IHDR. */
static gboolean
measure_png (const guint8 *data, gsize size, guint32 *width, guint32 *height)
{
  if (size < 33 || memcmp (data, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  *width = read_be (data + 16, 4);
  *height = read_be (data + 20, 4);
  return TRUE;
}

/* From marker to marker to the frame header. Source: ITU-T T.81, B.2.2. */
static gboolean
measure_jpeg (const guint8 *data, gsize size, guint32 *width, guint32 *height)
{
  gsize at = 2;

  if (size < 4 || data[0] != 0xFF || data[1] != 0xD8)
    return FALSE;
  while (at + 9 < size && data[at] == 0xFF)
    {
      guint8 marker = data[at + 1];

      if (marker == 0xFF) /* a fill byte */
        {
          at++;
          continue;
        }
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
        {
          *height = read_be (data + at + 5, 2);
          *width = read_be (data + at + 7, 2);
          return TRUE;
        }
      at += 2 + read_be (data + at + 2, 2);
    }
  return FALSE;
}

static gboolean
check_size (gint64 size, const char *name, GError **error)
{
  g_autofree char *found = NULL;
  g_autofree char *most = NULL;

  if (size <= IBAR_STORY_MOST_PICTURE_BYTES)
    return TRUE;
  found = g_format_size ((guint64) size);
  most = g_format_size (IBAR_STORY_MOST_PICTURE_BYTES);
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
               _ ("the picture “%s” has %s; at most %s are shown: save it smaller"), name, found,
               most);
  return FALSE;
}

/**
 * ibar_story_picture_check:
 * @picture: a file's bytes
 * @name: what to call it in messages
 * @type: (out) (optional): "image/png" or "image/jpeg"
 * @error: return location
 *
 * Returns: FALSE with @error set if it is no picture that can be shown
 *
 * Errors: %IBAR_ERROR_TOO_LARGE, %IBAR_ERROR_PARSE where it is neither PNG nor JPEG.
 */
gboolean
ibar_story_picture_check (GBytes *picture, const char *name, const char **type, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (picture, &size);
  guint32 width = 0, height = 0;
  gboolean png;

  if (!check_size ((gint64) size, name, error))
    return FALSE;
  png = data != NULL && measure_png (data, size, &width, &height);
  if (!png && (data == NULL || !measure_jpeg (data, size, &width, &height)))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("“%s” is not a whole PNG or JPEG picture"), name);
      return FALSE;
    }
  if ((guint64) width * height == 0 || (guint64) width * height > IBAR_STORY_MOST_PICTURE_PIXELS)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("the picture “%s” has %u × %u pixels; at most %d million are shown"), name,
                   width, height, IBAR_STORY_MOST_PICTURE_PIXELS / 1000000);
      return FALSE;
    }
  if (type != NULL)
    *type = png ? "image/png" : "image/jpeg";
  return TRUE;
}

/**
 * ibar_story_picture_load:
 * @path: a file
 * @type: (out): "image/png" or "image/jpeg"
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the picture's bytes, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_NOT_FOUND, %IBAR_ERROR_NOT_A_FILE, and those of ibar_story_picture_check().
 */
GBytes *
ibar_story_picture_load (const char *path, const char **type, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) local = NULL;
  GStatBuf info;
  char *data;
  gsize size;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, _ ("there is no picture “%s”"), path);
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_A_FILE, _ ("“%s” is not a regular file"),
                   path);
      return NULL;
    }
  if (!check_size (info.st_size, name, error))
    return NULL;
  if (!g_file_get_contents (path, &data, &size, &local))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("the picture “%s” cannot be read: %s"),
                   path, local->message);
      return NULL;
    }
  picture = g_bytes_new_take (data, size);
  if (!ibar_story_picture_check (picture, name, type, error))
    return NULL;
  return g_steal_pointer (&picture);
}
