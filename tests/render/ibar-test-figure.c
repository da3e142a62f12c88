/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures for tests: what is not tried has to work. */

#include "config.h"

#include "ibar-test-figure.h"

#include <string.h>

IbarRegion *
ibar_test_figure_load_region (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", "region.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  IbarRegion *region = ibar_region_load (path, NULL, &error);

  g_assert_no_error (error);
  return region;
}

IbarTestFigure
ibar_test_figure_lay_out (IbarRegion *region, const char *collection, const IbarFigure *figure)
{
  g_autoptr (GError) error = NULL;
  IbarTestFigure self;

  self.collection = ibar_collection_open (collection, IBAR_COLLECTION_IMMUTABLE, &error);
  g_assert_no_error (error);
  self.content = ibar_figure_content_new (figure, self.collection, region, NULL, NULL, &error);
  g_assert_no_error (error);
  self.layout = ibar_figure_layout_new (self.content, &error);
  g_assert_no_error (error);
  return self;
}

IbarTestFigure
ibar_test_figure_make (IbarRegion *region, const char *collection, ...)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (GError) error = NULL;
  const char *setting;
  va_list args;

  va_start (args, collection);
  while ((setting = va_arg (args, const char *)) != NULL)
    {
      const char *equals = strchr (setting, '=');
      g_autofree char *key = g_strndup (setting, (gsize) (equals - setting));

      ibar_figure_set (figure, key, equals + 1, &error);
      g_assert_no_error (error);
    }
  va_end (args);
  return ibar_test_figure_lay_out (region, collection, figure);
}

void
ibar_test_figure_clear (IbarTestFigure *self)
{
  ibar_figure_layout_free (self->layout);
  ibar_figure_content_free (self->content);
  ibar_collection_unref (self->collection);
}
