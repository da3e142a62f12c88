/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures in parts: what belongs to which, equal maps of one scale, pages and frames as files. */

#include "config.h"

#include <string.h>

#include "ibar-error.h"
#include "ibar-figure-book.h"
#include "ibar-preflight.h"
#include "ibar-test-collection.h"

static IbarRegion *region;
static IbarCollection *collection;

/* A book with settings: "key=value", the last NULL. */
static IbarFigureBook *
make (GError **error, ...)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  const char *setting;
  va_list args;

  va_start (args, error);
  while ((setting = va_arg (args, const char *)) != NULL)
    {
      const char *equals = strchr (setting, '=');
      g_autofree char *key = g_strndup (setting, (gsize) (equals - setting));

      g_assert_true (ibar_figure_set (figure, key, equals + 1, NULL));
    }
  va_end (args);
  return ibar_figure_book_new (figure, collection, region, NULL, FALSE, NULL, error);
}

static IbarFigureLayout *
get (IbarFigureBook *book, guint sheet)
{
  g_autoptr (GError) error = NULL;
  IbarFigureLayout *layout = ibar_figure_book_get_sheet (book, sheet, NULL, &error);

  g_assert_no_error (error);
  return layout;
}

static guint
count_on_map (const IbarFigureMap *map)
{
  guint n = 0;

  for (guint i = 0; i < map->marks->len; i++)
    n += ((IbarFigureMark *) map->marks->pdata[i])->mark.count;
  return n;
}

/* Every event of the year is in the months it touches and in no other. */
static void
test_months (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigureBook) book
      = make (&error, "data.filter=date:2023", "series.layout=multiples", "series.by=month", NULL);
  IbarFigureLayout *layout;
  GArray *events;

  g_assert_no_error (error);
  layout = ibar_figure_book_get_whole (book);
  events = layout->content->events;
  /* All the filter asks for, whether or not anything happened; numbered as time runs. */
  g_assert_cmpuint (layout->series->parts->len, ==, 12);
  g_assert_cmpuint (layout->panels->len, ==, layout->series->parts->len);
  for (guint i = 1; i < layout->content->n_listed; i++)
    g_assert_cmpint (g_array_index (events, IbarFigureEvent, i - 1).at.start, <=,
                     g_array_index (events, IbarFigureEvent, i).at.start);
  for (guint p = 0; p < layout->series->parts->len; p++)
    {
      const IbarSeriesPart *part = layout->series->parts->pdata[p];
      g_autofree guint8 *picked = ibar_series_pick (layout->series, p, layout->content, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < events->len; i++)
        {
          const IbarRow *row = &g_array_index (events, IbarFigureEvent, i).at;
          g_assert_cmpint (picked[i], ==,
                           row->start != IBAR_DAY_NONE && row->start <= part->to
                               && row->end >= part->from);
        }
      if (p > 0)
        g_assert_cmpint (part->from, ==,
                         ((IbarSeriesPart *) layout->series->parts->pdata[p - 1])->to + 1);
    }
}

static void
test_equal_maps (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigureBook) book
      = make (&error, "data.filter=date:2023", "series.layout=multiples", "series.by=actor",
              "series.limit=6", NULL);
  const IbarFigureLayout *layout;
  const IbarFigurePanel *first;

  g_assert_no_error (error);
  layout = ibar_figure_book_get_whole (book);
  g_assert_cmpuint (layout->panels->len, ==, 6);
  first = layout->panels->pdata[0];
  for (guint i = 0; i < 6; i++)
    {
      const IbarFigurePanel *panel = layout->panels->pdata[i];

      g_assert_cmpfloat (panel->map_box.width, ==, first->map_box.width);
      g_assert_cmpfloat (panel->map_box.height, ==, first->map_box.height);
      g_assert_cmpfloat (panel->map->denominator, ==, layout->map->denominator);
      g_assert_cmpmem (&panel->map->frame, sizeof (IbarFrame), &first->map->frame,
                       sizeof (IbarFrame));
      g_assert_cmpfloat (panel->map_box.x + panel->map_box.width, <=,
                         layout->map_box.x + layout->map_box.width + 0.01);
      g_assert_cmpfloat (panel->map_box.y + panel->map_box.height, <=,
                         layout->map_box.y + layout->map_box.height + 0.01);
      g_assert_cmpuint (count_on_map (panel->map), <=, count_on_map (layout->map));
    }
}

static gboolean
has_rule (IbarFigureLayout *layout, const char *rule)
{
  g_autoptr (GPtrArray) items = ibar_preflight_run (layout);

  for (guint i = 0; i < items->len; i++)
    {
      if (g_str_equal (((IbarPreflightItem *) items->pdata[i])->rule, rule))
        return TRUE;
    }
  return FALSE;
}

static void
test_limit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigureBook) cut
      = make (&error, "series.layout=multiples", "series.by=actor", "series.limit=3", NULL);
  g_autoptr (IbarFigureBook) whole
      = make (&error, "data.filter=date:2023", "series.layout=multiples", "series.by=month", NULL);

  g_assert_no_error (error);
  g_assert_true (has_rule (ibar_figure_book_get_whole (cut), "parts-left-out"));
  g_assert_false (has_rule (ibar_figure_book_get_whole (whole), "parts-left-out"));
}

/* A page shows what its own filter passes, as the facet counted it, under its own title. */
static void
test_atlas (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigureBook) book
      = make (&error, "series.layout=atlas", "series.by=municipality", NULL);
  IbarFigureLayout *whole;
  const IbarVocabulary *vocabulary;
  const guint32 *counts;
  guint n_values, n_pages = 0;

  g_assert_no_error (error);
  whole = ibar_figure_book_get_whole (book);
  vocabulary = whole->content->vocabulary;
  counts
      = ibar_result_get_facet_counts (whole->content->result, IBAR_FACET_MUNICIPALITY, &n_values);
  for (guint v = 0; v < n_values && v < vocabulary->municipalities->len; v++)
    n_pages += counts[v] > 0;
  g_assert_cmpuint (ibar_figure_book_get_n_sheets (book), ==, n_pages);
  for (guint i = 0; i < n_pages; i++)
    {
      const IbarFigureLayout *page = get (book, i);
      gboolean found = FALSE;

      for (guint v = 0; v < vocabulary->municipalities->len; v++)
        {
          g_autofree char *term
              = g_strdup_printf ("in:\"%s\"", (char *) vocabulary->municipalities->pdata[v]);
          g_autofree char *bare
              = g_strdup_printf ("in:%s", (char *) vocabulary->municipalities->pdata[v]);

          if (!g_str_equal (page->content->filter_text, term)
              && !g_str_equal (page->content->filter_text, bare))
            continue;
          g_assert_cmpuint (page->content->events->len, ==, counts[v]);
          found = TRUE;
        }
      g_assert_true (found);
    }
}

static void
test_events (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigureBook) book
      = make (&error, "data.filter=date:2023-05", "series.layout=atlas", "series.by=event", NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;

  g_assert_no_error (error);
  n = ibar_figure_book_get_n_sheets (book);
  g_assert_cmpuint (n, ==, ibar_figure_book_get_whole (book)->content->events->len);
  for (guint i = 0; i < n; i++)
    {
      const IbarFigureContent *content = get (book, i)->content;

      g_assert_cmpuint (content->events->len, ==, 1);
      g_assert_true (g_hash_table_add (
          seen, g_strdup (g_array_index (content->events, IbarFigureEvent, 0).record->id)));
    }
}

/* Frames differ in nothing but the marks; cumulative ones never lose any. */
static void
test_frames (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigureBook) book = make (&error, "data.filter=date:2023", "series.layout=frames",
                                          "series.by=month", "series.cumulative=yes", NULL);
  guint before = 0;
  IbarBox box = ibar_figure_book_get_whole (book)->map_box;

  g_assert_no_error (error);
  for (guint i = 0; i < ibar_figure_book_get_n_sheets (book); i++)
    {
      const IbarFigureLayout *layout = get (book, i);
      guint n;

      g_assert_cmpuint (layout->panels->len, ==, 1);
      n = count_on_map (((IbarFigurePanel *) layout->panels->pdata[0])->map);
      g_assert_cmpuint (n, >=, before);
      g_assert_cmpmem (&layout->map_box, sizeof box, &box, sizeof box);
      before = n;
    }
  g_assert_cmpuint (before, ==, count_on_map (ibar_figure_book_get_whole (book)->map));
}

static void
test_files (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *png = g_build_filename (dir, "f.png", NULL);
  g_autofree char *film = g_build_filename (dir, "f.webm", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarFigureBook) book
      = make (&error, "data.filter=date:2023", "series.layout=frames", "series.by=year",
              "page.size=a5", "page.dpi=40", "series.cumulative=yes", NULL);
  g_autoptr (IbarFigureBook) one = make (&error, "data.filter=date:2023", NULL);

  g_assert_no_error (error);
  g_assert_true (ibar_figure_book_write (book, png, files, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 1);
  ibar_test_assert_dir (dir, "f.png");
  g_assert_false (ibar_figure_book_write (one, film, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
  ibar_test_assert_dir (dir, "f.png");
  ibar_test_remove_dir (dir);
}

static void
test_nothing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (make (&error, "data.filter=date:1700", "series.layout=atlas", NULL));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (make (&error, "data.events=no-such-event", NULL));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *region_path
      = g_build_filename (g_getenv ("IBAR_BUILD_ROOT"), "data", "region.gpkg", NULL);
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  path = ibar_test_get_bundled ();
  region = ibar_region_load (region_path, NULL, &error);
  g_assert_no_error (error);
  collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  g_assert_no_error (error);
  g_test_add_func ("/series/months", test_months);
  g_test_add_func ("/series/equal-maps", test_equal_maps);
  g_test_add_func ("/series/limit", test_limit);
  g_test_add_func ("/series/atlas", test_atlas);
  g_test_add_func ("/series/events", test_events);
  g_test_add_func ("/series/frames", test_frames);
  g_test_add_func ("/series/files", test_files);
  g_test_add_func ("/series/nothing", test_nothing);
  status = g_test_run ();
  ibar_collection_unref (collection);
  ibar_region_unref (region);
  return status;
}
