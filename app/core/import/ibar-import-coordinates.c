/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Positions as strangers write them: 42.8913, 42,8913, 42.8913° N, 42°53'28.7"N, N 42 53 28.7, POINT (20.87 42.89),
 * "42.89, 20.87".
 *
 * A number may be followed by minutes and seconds, each below 60; a hemisphere letter before or after gives the
 * sign. Latitude lies within ±90, longitude within ±180; anything else is impossible, not folded back.
 */
#include "config.h"

#define G_LOG_DOMAIN "ibar-import-coordinates"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ibar-error.h"
#include "ibar-import-values.h"

static gboolean
fail_coordinate (const char *text, IbarAxis axis, GError **error)
{
  return ibar_import_fail_value (text, IBAR_ERROR_PARSE,
                                 axis == IBAR_AXIS_LATITUDE ? _ ("“%.40s” is no latitude") : _ ("“%.40s” is no longitude"),
                                 error);
}

static gboolean
check_range (double degrees, IbarAxis axis, GError **error)
{
  double limit = axis == IBAR_AXIS_LATITUDE ? 90 : 180;

  if (fabs (degrees) <= limit)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA,
               axis == IBAR_AXIS_LATITUDE ? _ ("latitude %.10g is outside −90…90")
                                          : _ ("longitude %.10g is outside −180…180"),
               degrees);
  return FALSE;
}

/* +1 or -1 for a hemisphere letter of this axis, 0 for none, 2 for one of the other axis. */
static int
hemisphere (char c, IbarAxis axis)
{
  switch (g_ascii_toupper (c))
    {
    case 'N':
      return axis == IBAR_AXIS_LATITUDE ? 1 : 2;
    case 'S':
      return axis == IBAR_AXIS_LATITUDE ? -1 : 2;
    case 'E':
      return axis == IBAR_AXIS_LONGITUDE ? 1 : 2;
    case 'W':
      return axis == IBAR_AXIS_LONGITUDE ? -1 : 2;
    default:
      return 0;
    }
}

/* Replaces every mark of degrees, minutes and seconds by a blank. */
static char *
blank_marks (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xb0 || c == 0xba || c == '\'' || c == '"' || c == ':' || (c >= 0x2018 && c <= 0x201f)
          || (c >= 0x2032 && c <= 0x2034) || g_unichar_isspace (c))
        g_string_append_c (out, ' ');
      else if (c == 0x2212)
        g_string_append_c (out, '-');
      else
        g_string_append_unichar (out, c);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

/* "-42 53 28.7" → degrees with sign; up to three numbers, minutes and seconds below 60. */
static gboolean
read_sexagesimal (const char *text, double *degrees)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ", -1);
  double scale = 1, sum = 0;
  int n = 0;
  gboolean negative = FALSE;

  for (char **word = words; *word != NULL; word++)
    {
      double value;

      if (**word == '\0')
        continue;
      if (n == 3 || !ibar_import_read_number (*word, TRUE, &value))
        return FALSE;
      if (n == 0)
        negative = **word == '-';
      else if (value < 0 || value >= 60 || **word == '-' || **word == '+')
        return FALSE;
      sum += fabs (value) / scale;
      scale *= 60;
      n++;
    }
  *degrees = negative ? -sum : sum;
  return n > 0;
}

/**
 * ibar_import_parse_coordinate:
 * @text: a cell
 * @axis: what the column holds
 * @degrees: (out): [deg], within the axis' range
 *
 * **Errors:** IBAR_ERROR_PARSE for what is no coordinate, IBAR_ERROR_DATA for latitude 91.5 and the like.
 * **Thread:** any. **Cost:** O(length); plain decimal numbers are read without allocation.
 */
gboolean
ibar_import_parse_coordinate (const char *text, IbarAxis axis, double *degrees, GError **error)
{
  g_autofree char *marks = NULL;
  char *p;
  gsize n;
  int before, after, sign;
  char *end;

  *degrees = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (*degrees) && strcspn (text, "xXnN") == (gsize) (end - text))
    return check_range (*degrees, axis, error);

  p = marks = blank_marks (text);
  n = strlen (p);
  if (n == 0 || n > 64)
    return fail_coordinate (text, axis, error);
  before = hemisphere (p[0], axis);
  after = n > 1 ? hemisphere (p[n - 1], axis) : 0;
  if (before == 2 || after == 2 || (before != 0 && after != 0))
    return fail_coordinate (text, axis, error);
  if (before != 0)
    p++;
  if (after != 0)
    p[n - 1] = '\0';
  sign = before + after;
  if (!read_sexagesimal (p, degrees) || (sign != 0 && signbit (*degrees)))
    return fail_coordinate (text, axis, error);
  if (sign == -1)
    *degrees = -*degrees;
  return check_range (*degrees, axis, error);
}

/* "POINT Z (20.87 42.89 550)" */
static gboolean
read_wkt_point (const char *text, IbarPoint *point)
{
  const char *open = strchr (text, '(');
  char *end;

  if (open == NULL)
    return FALSE;
  point->longitude = g_ascii_strtod (open + 1, &end);
  if (end == open + 1 || *end != ' ')
    return FALSE;
  open = end;
  point->latitude = g_ascii_strtod (open, &end);
  if (end == open)
    return FALSE;
  return *end == ')' || *end == ' ';
}

/* The one place to cut "42.89, 20.87", "42,89; 20,87" or "42.89 N 20.87 E": NULL if there is none. */
static const char *
find_cut (const char *text, gsize *skip)
{
  const char *cut = strpbrk (text, ";/|");

  *skip = 1;
  if (cut != NULL)
    return cut;
  cut = strstr (text, ", ");
  if (cut != NULL)
    return cut;
  cut = strpbrk (text, "NSns");
  if (cut != NULL && cut > text && cut[1] != '\0')
    {
      *skip = cut[1] == ',' ? 1 : 0;
      return cut + 1;
    }
  cut = strchr (text, ',');
  if (cut != NULL && strchr (cut + 1, ',') == NULL && strchr (text, '.') != NULL)
    return cut;
  cut = strchr (text, ' ');
  return cut != NULL && strchr (cut + 1, ' ') == NULL ? cut : NULL;
}

/**
 * ibar_import_parse_position:
 * @text: a cell that holds both coordinates
 * @point: (out): the position
 *
 * Reads "latitude, longitude" or the point of a well-known text, which has the longitude first.
 *
 * **Errors:** as ibar_import_parse_coordinate(). **Thread:** any.
 */
gboolean
ibar_import_parse_position (const char *text, IbarPoint *point, GError **error)
{
  const char *cut;
  gsize skip;
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (g_ascii_strncasecmp (stripped, "POINT", 5) == 0)
    {
      if (!read_wkt_point (stripped, point))
        return ibar_import_fail_value (text, IBAR_ERROR_PARSE, _ ("“%.40s” is no well-known text of a point"), error);
      return check_range (point->latitude, IBAR_AXIS_LATITUDE, error)
             && check_range (point->longitude, IBAR_AXIS_LONGITUDE, error);
    }
  cut = find_cut (stripped, &skip);
  if (cut == NULL)
    return ibar_import_fail_value (text, IBAR_ERROR_PARSE, _ ("“%.40s” is no position “latitude, longitude”"), error);
  else
    {
      g_autofree char *latitude = g_strndup (stripped, cut - stripped);

      return ibar_import_parse_coordinate (latitude, IBAR_AXIS_LATITUDE, &point->latitude, error)
             && ibar_import_parse_coordinate (cut + skip, IBAR_AXIS_LONGITUDE, &point->longitude, error);
    }
}

/* Evidence --------------------------------------------------------------------------------------- */

/**
 * ibar_coordinate_evidence_add:
 * @self: counts, all zero at first
 * @latitude: (nullable): the cell of the column taken for the latitude
 * @longitude: (nullable): the cell of the column taken for the longitude
 * @home: (nullable): where the collection's events lie
 *
 * Counts whether the row is possible as given, exchanged, or both; and where both, which lies at home.
 */
void
ibar_coordinate_evidence_add (IbarCoordinateEvidence *self, const char *latitude, const char *longitude,
                              const IbarExtent *home)
{
  double a, b, unused;
  gboolean given, exchanged;

  if (ibar_import_is_blank (latitude) || ibar_import_is_blank (longitude))
    return;
  self->n_rows++;
  given = ibar_import_parse_coordinate (latitude, IBAR_AXIS_LATITUDE, &a, NULL)
          && ibar_import_parse_coordinate (longitude, IBAR_AXIS_LONGITUDE, &b, NULL);
  exchanged = ibar_import_parse_coordinate (longitude, IBAR_AXIS_LATITUDE, &unused, NULL)
              && ibar_import_parse_coordinate (latitude, IBAR_AXIS_LONGITUDE, &unused, NULL);
  if (given && exchanged)
    {
      self->n_either++;
      if (home != NULL && !ibar_extent_is_empty (home))
        {
          gboolean in_given = ibar_extent_contains (home, (IbarPoint){ b, a });
          gboolean in_exchanged = ibar_extent_contains (home, (IbarPoint){ a, b });

          self->n_home_given += in_given && !in_exchanged;
          self->n_home_exchanged += in_exchanged && !in_given;
        }
    }
  else if (given)
    self->n_given_only++;
  else if (exchanged)
    self->n_exchanged_only++;
  else
    self->n_neither++;
}

/**
 * ibar_coordinate_evidence_decide:
 * @self: the counts
 *
 * Exchanges only on clear evidence: no row that is possible as given alone, and more than half of the rows (or five
 * and a fifth) possible exchanged alone, so that a slip of the pen like 91.5 exchanges nothing; or, where the
 * ranges say nothing, at least nine in ten rows at home exchanged and none as given.
 *
 * Returns: TRUE if latitude and longitude stand in each other's column
 */
gboolean
ibar_coordinate_evidence_decide (const IbarCoordinateEvidence *self)
{
  if (self->n_given_only > 0)
    return FALSE;
  if (self->n_exchanged_only > 0)
    return self->n_exchanged_only * 2 > self->n_rows
           || (self->n_exchanged_only >= 5 && self->n_exchanged_only * 5 >= self->n_rows);
  return self->n_home_given == 0 && self->n_home_exchanged > 0
         && self->n_home_exchanged * 10 >= self->n_rows * 9;
}

/**
 * ibar_coordinate_evidence_explain:
 * @self: the counts
 *
 * Returns: (transfer full): a translated sentence that gives the counts behind the decision
 */
char *
ibar_coordinate_evidence_explain (const IbarCoordinateEvidence *self)
{
  if (self->n_exchanged_only > 0 && self->n_given_only > 0)
    return g_strdup_printf (
        _ ("%u of %u rows are possible only with latitude and longitude exchanged, %u only as given"),
        self->n_exchanged_only, self->n_rows, self->n_given_only);
  if (self->n_exchanged_only > 0)
    return g_strdup_printf (
        _ ("%u of %u rows are possible only with latitude and longitude exchanged"),
        self->n_exchanged_only, self->n_rows);
  if (self->n_given_only > 0)
    return g_strdup_printf (_ ("%u of %u rows are possible only as given"), self->n_given_only,
                            self->n_rows);
  if (self->n_home_exchanged > 0 && self->n_home_given == 0)
    return g_strdup_printf (
        _ ("%u of %u rows lie in the collection's home area only with latitude and longitude exchanged"),
        self->n_home_exchanged, self->n_rows);
  if (self->n_home_given > 0)
    return g_strdup_printf (_ ("%u of %u rows lie in the collection's home area as given"),
                            self->n_home_given, self->n_rows);
  return g_strdup_printf (_ ("%u of %u rows are possible either way, none decides"), self->n_either,
                          self->n_rows);
}
