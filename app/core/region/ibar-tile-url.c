/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses of tiles on a server, as most of them write them: https://host/{z}/{x}/{y}.png.
 * {-y} counts rows from the south, as the Tile Map Service does. */

#define G_LOG_DOMAIN "ibar-tile-url"

#include "config.h"

#include "ibar-tile-url.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

static const char *const fields[] = { "{z}", "{x}", "{y}", "{-y}" };

/* How long the field is that text starts with, 0: none. */
static gsize
match_field (const char *text, guint *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_has_prefix (text, fields[i]))
      {
        *field = i;
        return strlen (fields[i]);
      }
  return 0;
}

/**
 * ibar_tile_url_format:
 * @pattern: an address that has been checked
 * @zoom: the level
 * @x: column, from the west
 * @y: row, from the north
 *
 * Returns: (transfer full): the address of one tile
 */
char *
ibar_tile_url_format (const char *pattern, int zoom, int x, int y)
{
  const int values[] = { zoom, x, y, (1 << zoom) - 1 - y };
  GString *url = g_string_new (NULL);
  guint field = 0;

  g_return_val_if_fail (pattern != NULL && zoom >= 0 && zoom < 31, NULL);

  while (*pattern != '\0')
    {
      gsize length = match_field (pattern, &field);

      if (length > 0)
        g_string_append_printf (url, "%d", values[field]);
      else
        g_string_append_c (url, *pattern);
      pattern += MAX (length, 1);
    }
  return g_string_free (url, FALSE);
}

static gboolean
has_stray_brace (const char *pattern)
{
  guint field = 0;

  while (*pattern != '\0')
    {
      gsize length = match_field (pattern, &field);

      if (length == 0 && (*pattern == '{' || *pattern == '}'))
        return TRUE;
      pattern += MAX (length, 1);
    }
  return FALSE;
}

/**
 * ibar_tile_url_check:
 * @pattern: what somebody typed
 * @error: return location
 *
 * Whether an address can be asked for tiles: http or https, with {z}, {x} and {y}.
 *
 * **Errors:** #IBAR_ERROR_PARSE says what is missing.
 */
gboolean
ibar_tile_url_check (const char *pattern, GError **error)
{
  g_autofree char *sample = NULL;
  g_autofree char *host = NULL;
  g_autofree char *scheme = NULL;

  g_return_val_if_fail (pattern != NULL, FALSE);

  if (strstr (pattern, "{z}") == NULL || strstr (pattern, "{x}") == NULL
      || (strstr (pattern, "{y}") == NULL && strstr (pattern, "{-y}") == NULL))
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                           _ ("The address must have {z}, {x} and {y} where a tile’s level, "
                              "column and row stand"));
      return FALSE;
    }
  if (has_stray_brace (pattern))
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                           _ ("The address may have {z}, {x}, {y} and {-y}, and no other braces"));
      return FALSE;
    }
  sample = ibar_tile_url_format (pattern, 0, 0, 0);
  if (!g_uri_split (sample, G_URI_FLAGS_ENCODED, &scheme, NULL, &host, NULL, NULL, NULL, NULL, NULL)
      || host == NULL || *host == '\0'
      || (g_ascii_strcasecmp (scheme, "http") != 0 && g_ascii_strcasecmp (scheme, "https") != 0))
    {
      g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                           _ ("The address must begin with https:// or http:// and name a server"));
      return FALSE;
    }
  return TRUE;
}

/**
 * ibar_tile_url_is_one:
 * @location: of a base map
 *
 * Returns: whether it is the address of a server's tiles, and not a file's path
 */
gboolean
ibar_tile_url_is_one (const char *location)
{
  return location != NULL && strstr (location, "://") != NULL;
}

/**
 * ibar_tile_url_dup_public:
 * @location: of a base map
 *
 * A path tells of a person's computer, and an address may carry a key or a password.
 *
 * Returns: (transfer full): what of @location a figure that is given away may say: a file's name, or an
 *   address without its query and without who asks
 */
char *
ibar_tile_url_dup_public (const char *location)
{
  const char *host, *end, *at;

  g_return_val_if_fail (location != NULL, NULL);

  if (location[0] == '\0')
    return g_strdup ("");
  if (!ibar_tile_url_is_one (location))
    return g_path_get_basename (location);
  host = strstr (location, "://") + 3;
  end = host + strcspn (host, "?#");
  at = g_strrstr_len (host, (gssize) MIN (strcspn (host, "/"), (gsize) (end - host)), "@");
  if (at == NULL)
    return g_strndup (location, (gsize) (end - location));
  return g_strdup_printf ("%.*s%.*s", (int) (host - location), location, (int) (end - at - 1), at + 1);
}
