/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of an OGR feature as the text that stands in a cell. */
#define G_LOG_DOMAIN "ibar-import-ogr-cell"

#include "config.h"

#include "ibar-gdal.h"
#include "ibar-import-read-private.h"

/* OGR's zone in quarters of an hour from UTC, which is 100; nothing is known below 2. */
static void
append_zone (GString *text, int zone)
{
  int minutes = (zone - 100) * 15;

  if (zone < 2)
    return;
  if (minutes == 0)
    g_string_append_c (text, 'Z');
  else
    g_string_append_printf (text, "%c%02d:%02d", minutes < 0 ? '-' : '+', ABS (minutes) / 60, ABS (minutes) % 60);
}

/* ISO 8601, where OGR would write 2023/05/29 00:00:00+00. Midnight is a day without a time. */
static char *
dup_date (OGRFeatureH feature, int field)
{
  int year, month, day, hour, minute, zone;
  float second;
  GString *text;

  if (!OGR_F_GetFieldAsDateTimeEx (feature, field, &year, &month, &day, &hour, &minute, &second, &zone))
    return g_strdup (OGR_F_GetFieldAsString (feature, field));
  if (year == 0 && month == 0)
    return g_strdup ("");
  text = g_string_new (NULL);
  g_string_append_printf (text, "%04d-%02d-%02d", year, month, day);
  if (hour != 0 || minute != 0 || second > 0)
    {
      g_string_append_printf (text, "T%02d:%02d:%02d", hour, minute, (int) second);
      append_zone (text, zone);
    }
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): the field as text; *repaired becomes TRUE where its bytes were no text. Not for NULL fields. */
char *
ibar_import_dup_ogr_cell (OGRFeatureH feature, int field, gboolean *repaired)
{
  OGRFieldDefnH definition = OGR_F_GetFieldDefnRef (feature, field);
  OGRFieldType type = OGR_Fld_GetType (definition);
  const char *text;

  if (type == OFTDate || type == OFTDateTime)
    return dup_date (feature, field);
  if (type == OFTStringList)
    return g_strjoinv (IBAR_IMPORT_LIST_MARK, OGR_F_GetFieldAsStringList (feature, field));
  if (type == OFTReal)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g",
                                        OGR_F_GetFieldAsDouble (feature, field)));
    }
  text = OGR_F_GetFieldAsString (feature, field);
  if (g_utf8_validate (text, -1, NULL))
    return g_strstrip (g_strdup (text));
  *repaired = TRUE;
  return g_strstrip (g_utf8_make_valid (text, -1));
}
