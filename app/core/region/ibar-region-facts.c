/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads what a region says of itself: boundary profiles, credits, where it lies. */

#define G_LOG_DOMAIN "ibar-region-facts"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-region-load.h"

/* What the bundled region says is known to the translators (data/region/terms.h); another's words stay as they are. */
static char *
take_translated (char *text)
{
  char *translated;

  if (text == NULL || *text == '\0')
    return text;
  translated = g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "region", text));
  g_free (text);
  return translated;
}

gboolean
ibar_region_load_profiles (IbarRegionLoader *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path,
      "SELECT id, title, note, outline_style, neighbours, name, name_sq, name_sr_latn, "
      "name_sr_cyrl, name_en, NULL FROM boundary_profile ORDER BY rowid",
      error);
  gboolean row = FALSE;

  if (stmt == NULL)
    return FALSE;
  while (ibar_sqlite_step (stmt, self->region->path, &row, error))
    {
      IbarBoundaryProfile profile = { 0 };

      if (!row)
        return TRUE;
      profile.id = ibar_sqlite_dup_text (stmt, 0);
      profile.title = take_translated (ibar_sqlite_dup_text (stmt, 1));
      profile.note = take_translated (ibar_sqlite_dup_text (stmt, 2));
      profile.outline_style = ibar_sqlite_dup_text (stmt, 3);
      profile.neighbours = ibar_sqlite_dup_text (stmt, 4);
      ibar_region_take_names (self, stmt, 5, &profile.label);
      g_array_append_val (self->region->profiles, profile);
    }
  return FALSE;
}

char *
ibar_region_get_info (IbarRegionLoader *self, const char *key)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path, "SELECT value FROM ibar_info WHERE key = ?", NULL);
  gboolean row = FALSE;

  if (stmt == NULL)
    return NULL;
  ibar_sqlite_bind_text (stmt, 1, key);
  if (!ibar_sqlite_step (stmt, self->region->path, &row, NULL) || !row)
    return NULL;
  return ibar_region_take_text (self, stmt, 0);
}

static gboolean
get_extent (IbarRegionLoader *self, const char *key, IbarExtent *extent)
{
  g_autofree char *text = ibar_region_get_info (self, key);
  IbarExtent read;

  ibar_extent_init_empty (extent);
  /* Over the antimeridian longitudes run on: 170 … 190. */
  if (!ibar_extent_parse (text, &read) || !(read.west < read.east && read.south < read.north && fabs (read.west) <= 180
                                            && read.east <= read.west + 360 && fabs (read.south) <= 90
                                            && fabs (read.north) <= 90))
    return FALSE;
  *extent = read;
  return TRUE;
}

gboolean
ibar_region_load_credits (IbarRegionLoader *self, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = ibar_sqlite_prepare (
      self->db, self->region->path, "SELECT text, licence FROM credit ORDER BY rowid", error);
  g_autofree char *schematic = take_translated (ibar_region_get_info (self, "schematic_note"));
  GString *text = g_string_new (NULL);
  gboolean row = FALSE, good = FALSE;

  if (stmt != NULL)
    {
      while ((good = ibar_sqlite_step (stmt, self->region->path, &row, error)) && row)
        {
          g_autofree char *whom = ibar_region_take_text (self, stmt, 0);
          g_autofree char *licence = ibar_region_take_text (self, stmt, 1);

          g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                                  whom != NULL ? whom : "");
          if (licence != NULL)
            g_string_append_printf (text, " (%s)", licence);
        }
    }
  if (schematic != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", schematic);
  self->region->credits = g_string_free (text, FALSE);
  return good;
}

/* A feature may reach as far beyond the region as the region is wide, and a little more. */
void
ibar_region_set_reach (IbarRegionLoader *self)
{
  IbarExtent *extent = &self->region->extent;
  double width, height;

  ibar_extent_init_empty (&self->reach);
  if (!get_extent (self, "extent", extent))
    return;
  width = extent->east - extent->west + 1;
  height = extent->north - extent->south + 1;
  self->reach = (IbarExtent){ MAX (extent->west - width, -180), MAX (extent->south - height, -90),
                              MIN (extent->east + width, 180), MIN (extent->north + height, 90) };
  if (extent->east > 180)
    {
      self->reach.west = MAX (extent->west - width, extent->east - 270);
      self->reach.east = MIN (extent->east + width, extent->west + 270);
    }
}

/* Without a stated extent, the region is where its areas, or all its features, are. */
void
ibar_region_settle_extents (IbarRegionLoader *self)
{
  IbarRegion *region = self->region;

  for (int i = 0; i < IBAR_N_LAYERS && ibar_extent_is_empty (&region->extent); i++)
    {
      /* Areas first; neighbours, which are layer 0, last. */
      IbarRegionLayer *layer = &region->layers[(i + 1) % IBAR_N_LAYERS];

      for (guint f = 0; f < layer->features->len; f++)
        {
          const IbarFeature *feature = &g_array_index (layer->features, IbarFeature, f);

          ibar_extent_add (&region->extent, (IbarPoint){ ibar_mercator_longitude (feature->min_x),
                                                         ibar_mercator_latitude (feature->max_y) });
          ibar_extent_add (&region->extent, (IbarPoint){ ibar_mercator_longitude (feature->max_x),
                                                         ibar_mercator_latitude (feature->min_y) });
        }
    }
  if (ibar_extent_is_empty (&region->extent))
    region->extent = (IbarExtent){ -180, -80, 180, 80 };
  if (!get_extent (self, "home", &region->home))
    region->home = region->extent;
}
