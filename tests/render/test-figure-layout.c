/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole figures of the bundled collection and of the fixture: where parts stand, and what pre-flight
 * finds. */

#include "config.h"

#include "ibar-error.h"
#include "ibar-preflight.h"
#include "ibar-test-collection.h"
#include "ibar-test-figure.h"

static IbarRegion *region;

static void
assert_inside (const IbarFigureLayout *l, const IbarBox *box)
{
  if (box->width <= 0)
    return;
  g_assert_cmpfloat (box->x, >=, l->margin - 0.01);
  g_assert_cmpfloat (box->y, >=, l->margin - 0.01);
  g_assert_cmpfloat (box->x + box->width, <=, l->page.width - l->margin + 0.01);
  g_assert_cmpfloat (box->y + box->height, <=, l->page.height - l->margin + 0.01);
}

static void
assert_apart (const IbarBox *a, const IbarBox *b)
{
  if (a->width <= 0 || b->width <= 0)
    return;
  g_assert_true (a->x + a->width <= b->x + 0.01 || b->x + b->width <= a->x + 0.01 || a->y + a->height <= b->y + 0.01
                 || b->y + b->height <= a->y + 0.01);
}

/* No part off the page, none over another, the credits whole. */
static void
check_page (const IbarFigureLayout *l)
{
  const IbarBox *boxes[] = { &l->title_box, &l->subtitle_box, &l->map_box,  &l->legend_box,
                             &l->scale_box, &l->timeline_box, &l->note_box, &l->credits_box };

  g_assert_nonnull (l->credits);
  g_assert_false (ibar_text_is_cut (l->credits));
  g_assert_cmpfloat (l->credits_box.height, >=, l->credits->height - 0.01);
  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      assert_inside (l, boxes[i]);
      for (gsize j = 0; j < i; j++)
        assert_apart (boxes[i], boxes[j]);
    }
  for (guint i = 0, n = 0; i < l->placed->len; i++)
    {
      const IbarPlacedBlock *at = &g_array_index (l->placed, IbarPlacedBlock, i);
      IbarBox box = { at->x, at->y, at->block->column_width, at->block->height };

      assert_inside (l, &box);
      for (gsize j = 0; at->page == 0 && j < G_N_ELEMENTS (boxes); j++)
        assert_apart (&box, boxes[j]);
      g_assert_cmpuint (at->page, <, l->n_pages);
      /* Each once, in order; but the head of the table again in each of its columns. */
      if (at->block == l->blocks->pdata[MIN (n, l->blocks->len - 1)])
        n++;
      else
        g_assert_cmpint (at->block->kind, ==, IBAR_BLOCK_CLAIM_HEAD);
      g_assert_true (i + 1 < l->placed->len || n == l->blocks->len);
    }
}

static void
test_sizes (void)
{
  static const char *const sizes[]
      = { "a5", "a4", "a3", "a2", "letter", "16:9", "4:3", "column-85", "column-175", "200x100mm", "100x200mm", "1280x720px" };
  static const char *const lists[] = { "none", "below", "beside", "pages", "blanks" };
  g_autofree char *path = ibar_test_get_bundled ();

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
      {
        g_autofree char *size = g_strdup_printf ("page.size=%s", sizes[s]);
        g_autofree char *list = g_strdup_printf ("parts.list=%s", lists[l]);
        IbarTestFigure made
            = ibar_test_figure_make (region, path, "page.dpi=96", size, list, "data.filter=date:2023", "text.note=A note.", NULL);

        g_test_message ("%s %s", size, list);
        check_page (made.layout);
        ibar_test_figure_clear (&made);
      }
}

/* A slide whose legend grows with its map: nothing runs into the credits. */
static void
test_legend_grows (void)
{
  g_autofree char *path = ibar_test_get_bundled ();
  IbarTestFigure made = ibar_test_figure_make (region, path, "page.size=slide-16:9", "page.margin=12mm", "text.text-size=12",
                                               "parts.list=beside", "parts.timeline=no", "list-limit=12", "north-arrow=no",
                                               "parts.claims=no", "parts.sources=no", "data.filter=type:riot", NULL);

  check_page (made.layout);
  ibar_test_figure_clear (&made);
}

static void
test_numbers (void)
{
  static const char *const numberings[] = { "numbering=auto", "numbering=date", "numbering=place" };
  g_autofree char *path = ibar_test_get_bundled ();

  for (gsize n = 0; n < G_N_ELEMENTS (numberings); n++)
    {
      IbarTestFigure made = ibar_test_figure_make (region, path, numberings[n], NULL);
      GArray *events = made.content->events;
      guint on_map = 0;

      g_assert_cmpuint (events->len, ==, 131);
      for (guint i = 0; i < events->len; i++)
        g_assert_cmpuint (g_array_index (events, IbarFigureEvent, i).number, ==, i + 1);
      for (guint m = 0; m < made.layout->map->marks->len; m++)
        {
          const IbarFigureMark *mark = made.layout->map->marks->pdata[m];

          g_assert_cmpuint (mark->mark.count, ==, mark->events->len);
          for (guint i = 0; i < mark->events->len; i++)
            g_assert_cmpint (g_array_index (events, IbarFigureEvent, g_array_index (mark->events, guint, i)).mark, ==, (int) m);
          on_map += mark->events->len;
        }
      g_assert_cmpuint (on_map + made.layout->map->n_outside + made.layout->map->n_unplaced, ==, 131);
      ibar_test_figure_clear (&made);
    }
}

static guint
count_entries (const IbarFigureLayout *layout, IbarLegendKind kind)
{
  guint n = 0;

  for (guint i = 0; i < layout->legend->entries->len; i++)
    n += ((IbarLegendEntry *) layout->legend->entries->pdata[i])->kind == kind;
  return n;
}

/* An entry for each sign that is drawn, and for no other. */
static void
test_legend (void)
{
  g_autofree char *path = ibar_test_get_bundled ();
  IbarTestFigure made = ibar_test_figure_make (region, path, "data.filter=in:zvecan date:2023-05", NULL);

  /* Three events of one kind at one place. */
  g_assert_cmpuint (made.layout->map->marks->len, ==, 1);
  g_assert_cmpuint (count_entries (made.layout, IBAR_LEGEND_FAMILY), ==, 1);
  g_assert_cmpuint (count_entries (made.layout, IBAR_LEGEND_SEVERAL), ==, 1);
  g_assert_cmpuint (count_entries (made.layout, IBAR_LEGEND_MIXTURE), ==, 0);
  g_assert_cmpuint (count_entries (made.layout, IBAR_LEGEND_TIMELINE), ==, 0);
  ibar_test_figure_clear (&made);

  /* Talks outside the frame: on the timeline alone. Months have marks apart that the year joins. */
  made = ibar_test_figure_make (region, path, "data.filter=date:2023", NULL);
  g_assert_cmpuint (count_entries (made.layout, IBAR_LEGEND_TIMELINE), ==, 1);
  g_assert_cmpuint (count_entries (made.layout, IBAR_LEGEND_MIXTURE), ==, 1);
  ibar_test_figure_clear (&made);
  made = ibar_test_figure_make (region, path, "data.filter=date:2023", "parts.timeline=no", NULL);
  g_assert_cmpuint (count_entries (made.layout, IBAR_LEGEND_TIMELINE), ==, 0);
  ibar_test_figure_clear (&made);
  made = ibar_test_figure_make (region, path, "data.filter=date:2023-01..2023-03", "series.layout=multiples", "series.by=month",
                                NULL);
  g_assert_cmpuint (count_entries (made.layout, IBAR_LEGEND_MIXTURE), ==, 0);
  ibar_test_figure_clear (&made);
}

/* The locator lies over the map, and over nothing that was written there. */
static void
test_locator (void)
{
  static const char *const filters[] = { "", "date:2022", "date:2023", "actor:kfor" };
  g_autofree char *path = ibar_test_get_bundled ();

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *filter = g_strconcat ("data.filter=", filters[i], NULL);
      IbarTestFigure made = ibar_test_figure_make (region, path, filter, "map.inset=yes", NULL);
      const IbarFigureMap *map = made.layout->map;

      g_assert_cmpfloat (map->reserved.width, >, 0);
      for (guint m = 0; m < map->marks->len; m++)
        {
          const IbarFigureMark *mark = map->marks->pdata[m];
          if (mark->label != NULL)
            assert_apart (&map->reserved, &mark->label_box);
        }
      ibar_test_figure_clear (&made);
    }
}

static void
test_scale (void)
{
  g_autofree char *path = ibar_test_get_bundled ();
  IbarTestFigure made = ibar_test_figure_make (region, path, "map.scale=1:150000", "map.center=20.87,42.89", NULL);
  const IbarFigureMap *map = made.layout->map;
  IbarPoint west = { map->extent.west, 42.89 }, east = { map->extent.east, 42.89 };
  double paper = made.layout->map_box.width * 0.0254 / 72; /* [m] */

  /* Web Mercator is off the ellipsoid by up to a third of a percent. */
  g_assert_cmpfloat_with_epsilon (ibar_geodesic_distance (west, east) / paper / 150000, 1, 0.004);
  ibar_test_figure_clear (&made);
}

static void
assert_rule (const char *path, const char *rule, gboolean expected, const char *setting, const char *other)
{
  IbarTestFigure made = ibar_test_figure_make (region, path, setting != NULL ? setting : "parts.claims=yes", other, NULL);
  g_autoptr (GPtrArray) items = ibar_preflight_run (made.layout);
  gboolean found = FALSE;

  for (guint i = 0; i < items->len; i++)
    found |= g_str_equal (((IbarPreflightItem *) items->pdata[i])->rule, rule);
  if (found != expected)
    g_error ("%s with %s: %s", rule, setting, found ? "found" : "not found");
  ibar_test_figure_clear (&made);
}

static void
test_preflight (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *fixture = ibar_test_make_fixture (dir);
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autofree char *long_title = g_strnfill (5000, 'x');
  g_autofree char *title = g_strconcat ("text.title=", long_title, NULL);
  IbarRegion *without;

  assert_rule (bundled, "no-events", TRUE, "data.filter=date:1900", NULL);
  assert_rule (bundled, "no-events", FALSE, NULL, NULL);
  assert_rule (fixture, "outside-frame", TRUE, NULL, NULL);
  assert_rule (fixture, "outside-frame", FALSE, "data.filter=type:riot", NULL);
  assert_rule (fixture, "not-placed", TRUE, NULL, NULL);
  assert_rule (fixture, "licence", TRUE, NULL, NULL);
  assert_rule (fixture, "licence", FALSE, "data.filter=date:2023", NULL);
  assert_rule (fixture, "empty-class", TRUE, "data.filter=date:2023 type:riot type:explosion", NULL);
  assert_rule (fixture, "empty-class", FALSE, "data.filter=date:2023 type:riot", NULL);
  assert_rule (bundled, "small-text", TRUE, "text.text-size=5", NULL);
  assert_rule (bundled, "small-text", FALSE, NULL, NULL);
  assert_rule (bundled, "title-cut", TRUE, title, NULL);
  assert_rule (bundled, "title-cut", FALSE, NULL, NULL);
  assert_rule (bundled, "vague-as-exact", TRUE, "map.uncertainty=no", NULL);
  assert_rule (bundled, "vague-as-exact", FALSE, NULL, NULL);
  assert_rule (bundled, "list-cut", TRUE, "parts.list-limit=10", NULL);
  assert_rule (bundled, "list-cut", FALSE, NULL, NULL);
  assert_rule (bundled, "outside-region", TRUE, "map.extent=0,40,10,50", NULL);
  assert_rule (bundled, "outside-region", FALSE, "map.extent=20.8,42.8,20.9,42.9", NULL);
  assert_rule (bundled, "grey-collision", TRUE, "style.palette=print", NULL);
  assert_rule (bundled, "grey-collision", FALSE, "style.palette=greyscale", NULL);
  assert_rule (bundled, "left-out", TRUE, "page.size=200x100mm", NULL);
  assert_rule (bundled, "left-out", FALSE, NULL, NULL);
  assert_rule (bundled, "overlapping-labels", TRUE, "page.size=column-85", "text.text-size=16");
  assert_rule (bundled, "overlapping-labels", FALSE, "data.filter=date:2023-09", NULL);
  assert_rule (fixture, "not-placed", FALSE, "data.filter=type:riot", NULL);
  assert_rule (bundled, "no-base-map", FALSE, NULL, NULL);
  without = g_steal_pointer (&region);
  assert_rule (bundled, "no-base-map", TRUE, NULL, NULL);
  region = without;
  ibar_test_remove_dir (dir);
}

static void
test_antimeridian (void)
{
  g_autofree char *path = ibar_test_get_bundled ();
  IbarTestFigure made = ibar_test_figure_make (region, path, "map.extent=170,-10,-170,10", NULL);

  g_assert_cmpfloat (made.layout->map->extent.west, >, 0);
  g_assert_cmpfloat (made.layout->map->extent.east, <, 0);
  check_page (made.layout);
  ibar_test_figure_clear (&made);
}

static void
test_refused (void)
{
  g_autofree char *path = ibar_test_get_bundled ();
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = ibar_collection_open (path, IBAR_COLLECTION_IMMUTABLE, &error);
  g_autoptr (IbarFigureContent) content = NULL;

  g_assert_true (ibar_figure_set (figure, "data.filter", "no:such", NULL));
  g_assert_null (ibar_figure_content_new (figure, collection, region, NULL, NULL, &error));
  g_assert_true (error->domain == IBAR_ERROR);
  g_clear_error (&error);
  g_assert_true (ibar_figure_set (figure, "data.filter", "", NULL));
  g_assert_true (ibar_figure_set (figure, "data.profile", "no-such", NULL));
  g_assert_null (ibar_figure_content_new (figure, collection, region, NULL, NULL, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (ibar_figure_set (figure, "data.profile", "auto", NULL));
  g_assert_true (ibar_figure_set (figure, "page.size", "45x45mm", NULL));
  content = ibar_figure_content_new (figure, collection, region, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (ibar_figure_layout_new (content, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  region = ibar_test_figure_load_region ();
  g_test_add_func ("/figure-layout/sizes", test_sizes);
  g_test_add_func ("/figure-layout/legend-grows", test_legend_grows);
  g_test_add_func ("/figure-layout/legend", test_legend);
  g_test_add_func ("/figure-layout/locator", test_locator);
  g_test_add_func ("/figure-layout/numbers", test_numbers);
  g_test_add_func ("/figure-layout/scale", test_scale);
  g_test_add_func ("/figure-layout/preflight", test_preflight);
  g_test_add_func ("/figure-layout/antimeridian", test_antimeridian);
  g_test_add_func ("/figure-layout/refused", test_refused);
  status = g_test_run ();
  ibar_region_unref (region);
  return status;
}
