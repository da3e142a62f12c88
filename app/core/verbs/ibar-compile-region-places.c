/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A region's places, from CSV. What is impossible stops the compilation with the file and the line;
 * nothing is guessed except the rank, which follows from kind and population. */

#define G_LOG_DOMAIN "ibar-compile-region"

#include "config.h"

#include "ibar-compile-region-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

static const IbarCompiledArea *
find_area (IbarRegionCompiler *self, IbarPoint point)
{
  OGRGeometryH geometry = OGR_G_CreateGeometry (wkbPoint);
  const IbarCompiledArea *found = NULL;

  OGR_G_SetPoint_2D (geometry, 0, point.longitude, point.latitude);
  for (guint i = 0; i < self->areas->len && found == NULL; i++)
    {
      const IbarCompiledArea *area = &g_array_index (self->areas, IbarCompiledArea, i);

      if (OGR_G_Intersects (area->geometry, geometry))
        found = area;
    }
  OGR_G_DestroyGeometry (geometry);
  return found;
}

static const char *
get_column (OGRFeatureH row, const char *name)
{
  int index = OGR_F_GetFieldIndex (row, name);

  return index >= 0 ? OGR_F_GetFieldAsString (row, index) : "";
}

static gboolean
read_number (OGRFeatureH row, const char *name, double *number)
{
  const char *text = get_column (row, name);
  char *end;

  *number = g_ascii_strtod (text, &end);
  return text[0] != '\0' && *end == '\0' && isfinite (*number);
}

static gboolean
add_place (IbarRegionCompiler *self, const char *path, OGRFeatureH row, guint line, gpointer data, GError **error)
{
  g_autofree char *kind = g_strdup (get_column (row, "kind"));
  g_autofree char *source = g_strdup (get_column (row, "source"));
  g_autofree char *verified = g_strdup (get_column (row, "verified"));
  g_autofree char *id = g_strdup_printf ("place-%u", line - 1);
  IbarRegionRecord record = { .id = id, .kind = kind, .source = source, .population = -1 };
  IbarNames names = { { NULL } };
  IbarPoint point;
  double population = 0;
  const char *problem = NULL;
  const IbarCompiledArea *area;
  gboolean added;

  if (!read_number (row, "lat", &point.latitude) || fabs (point.latitude) > 90)
    problem = _ ("“lat” is not a latitude from -90 to 90");
  else if (!read_number (row, "lon", &point.longitude) || fabs (point.longitude) > 180)
    problem = _ ("“lon” is not a longitude from -180 to 180");
  else if (!read_number (row, "uncertainty_m", &record.uncertainty_m) || record.uncertainty_m < 0)
    problem = _ ("“uncertainty_m” is not a distance in metres");
  else if (get_column (row, "population")[0] != '\0' && (!read_number (row, "population", &population) || population < 0))
    problem = _ ("“population” is not a number");
  else if (strcmp (verified, "yes") != 0 && strcmp (verified, "no") != 0)
    problem = _ ("“verified” is neither yes nor no");
  else if (kind[0] == '\0')
    problem = _ ("“kind” is empty");
  if (problem != NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_DATA, "%s:%u: %s", path, line, problem);
      return FALSE;
    }

  names.form[IBAR_NAME_SQ] = g_strdup (get_column (row, "name_sq"));
  names.form[IBAR_NAME_SR_LATN] = g_strdup (get_column (row, "name_sr"));
  names.form[IBAR_NAME_SR_CYRL] = g_strdup (get_column (row, "name_sr_cyrl"));
  names.form[IBAR_NAME_EN] = g_strdup (get_column (row, "name_en"));
  if (get_column (row, "population")[0] != '\0')
    record.population = (gint64) population;
  area = find_area (self, point);
  record.names = names;
  record.admin_area = area != NULL ? area->id : NULL;
  record.verified = strcmp (verified, "yes") == 0;
  record.rank = ibar_region_rank_place (kind, record.population, area != NULL && area->highlight);
  added = ibar_region_writer_add_place (self->writer, point, &record, error);
  ibar_names_clear (&names);
  return added;
}

gboolean
ibar_compile_region_add_places (IbarRegionCompiler *self, GError **error)
{
  char *options[] = { (char *) "AUTODETECT_TYPE=NO", (char *) "EMPTY_STRING_AS_NULL=NO", NULL };

  return ibar_compile_region_read_rows (self, "places", "CSV", options, 2, add_place, NULL, error);
}
