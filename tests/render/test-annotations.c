/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to a figure by hand: as text both ways, refused where it makes no sense, at
 * the same place of the ground on every page, and said by pre-flight and evidence. */

#include "config.h"

#include "ibar-error.h"
#include "ibar-evidence.h"
#include "ibar-preflight.h"
#include "ibar-test-collection.h"
#include "ibar-test-figure.h"

static IbarRegion *region;

static IbarTestFigure
make (const IbarFigure *figure)
{
  g_autofree char *path = ibar_test_get_bundled ();

  return ibar_test_figure_lay_out (region, path, figure);
}

static void
set (IbarFigure *figure, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  ibar_figure_set (figure, key, value, &error);
  g_assert_no_error (error);
}

static void
test_text (void)
{
  static const char *const same[] = {
    "text 20.87,42.9 text='7'",
    "text 20.87,42.9 text='two words' color='#b2182b' size=12 frame=circle",
    "arrow 20.8,42.93 20.8656,42.8953 text='it'\\''s here' width=2 dashed=yes",
    "ring 20.87,42.9 20.9,42.9 filled=yes",
    "polygon 20.6,42.95 20.7,42.95 20.68,42.88 filled=no",
    "route 20.69,42.9139 20.75,42.92 20.8656,42.8953",
    "text -179.9999999,-85 text='Мост / جسر\nline'",
  };
  g_autoptr (IbarFigure) figure = ibar_figure_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *back = NULL;

      set (figure, "annotations.a", same[i]);
      back = ibar_figure_get (figure, "annotations.a");
      g_assert_cmpstr (back, ==, same[i]);
      g_assert_cmpuint (figure->annotations->len, ==, 1);
    }
  set (figure, "annotations.a", "");
  g_assert_cmpuint (figure->annotations->len, ==, 0);
}

static void
test_refused (void)
{
  static const char *const bad[][2] = {
    { "annotations.a", "circle 20,42" },
    { "annotations.a", "text" },
    { "annotations.a", "text 20,42 21,42 text=no" },
    { "annotations.a", "arrow 20,42" },
    { "annotations.a", "ring 20,42 20,43 20,44" },
    { "annotations.a", "polygon 20,42 21,42" },
    { "annotations.a", "text 200,42" },
    { "annotations.a", "text 20,89" },
    { "annotations.a", "text nan,42" },
    { "annotations.a", "text 20,42 size=1" },
    { "annotations.a", "text 20,42 color=nocolour" },
    { "annotations.a", "text 20,42 dashed=perhaps" },
    { "annotations.a", "text 20,42 frame=star" },
    { "annotations.a", "text 20,42 weight=3" },
    { "annotations.a", "text 20,42 text='open" },
    { "annotations.a", "  " },
    { "annotations.", "text 20,42" },
    { "annotations.a b", "text 20,42" },
    { "labels.X=1", "hidden" },
    { "labels.X", "there" },
    { "labels.X", "20;42" },
    { "marks.X", "20,42" },
    { "marks.X", "gone" },
  };
  g_autoptr (IbarFigure) figure = ibar_figure_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s=%s", bad[i][0], bad[i][1]);
      g_assert_false (ibar_figure_set (figure, bad[i][0], bad[i][1], &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
    }
  g_assert_cmpuint (figure->annotations->len + figure->labels->len + figure->marks->len, ==, 0);
}

/* Through a copy, a key file and back: the same, and in the same order. */
static void
test_key_file (void)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new (), copy = NULL, read = ibar_figure_new ();
  g_autoptr (GKeyFile) file = g_key_file_new (), again = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL, *two = NULL;

  set (figure, "annotations.z", "text 20.87,42.9 text='a=b; #c'");
  set (figure, "annotations.b", "ring 20.87,42.9 20.9,42.9");
  set (figure, "labels.NK-1", "20.5,42.5");
  set (figure, "labels.NK-2", "hidden");
  set (figure, "marks.NK-3", "hidden");
  copy = ibar_figure_copy (figure);
  set (figure, "annotations.z", "");
  ibar_figure_write_key_file (copy, file);
  g_assert_true (ibar_figure_read_key_file (read, file, "file", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (((IbarAnnotation *) read->annotations->pdata[0])->id, ==, "z");
  ibar_figure_write_key_file (read, again);
  one = g_key_file_to_data (file, NULL, NULL);
  two = g_key_file_to_data (again, NULL, NULL);
  g_assert_cmpstr (one, ==, two);
}

static const IbarFigureAnnotation *
get_annotation (const IbarTestFigure *made)
{
  g_assert_cmpuint (made->layout->map->annotations->len, ==, 1);
  return made->layout->map->annotations->pdata[0];
}

/* The point of the ground that an annotation names is where its first point stands, at every size.
 */
static void
test_ground (void)
{
  static const char *const sizes[] = { "a5", "a3", "slide-16:9" };
  g_autoptr (IbarFigure) figure = ibar_figure_new ();

  set (figure, "data.filter", "date:2023");
  set (figure, "parts.list", "none");
  set (figure, "annotations.a", "arrow 20.8,42.93 20.8656,42.8953 text=here");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      IbarTestFigure made;
      const IbarFigureAnnotation *a;
      IbarPoint tip;

      set (figure, "page.size", sizes[i]);
      made = make (figure);
      a = get_annotation (&made);
      tip = ibar_figure_map_locate (made.layout->map, a->points[1].x, a->points[1].y);
      g_assert_cmpfloat_with_epsilon (tip.longitude, 20.8656, 1e-6);
      g_assert_cmpfloat_with_epsilon (tip.latitude, 42.8953, 1e-6);
      g_assert_cmpfloat (a->box.x + a->box.width, <, a->points[0].x + a->box.width / 2 + 1);
      ibar_test_figure_clear (&made);
    }
}

static gboolean
overlap (const IbarBox *a, const IbarBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

/* The numbers of the marks leave the text of an annotation free. */
static void
test_labels_make_room (void)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autofree char *value = NULL;
  IbarTestFigure bare, made;
  IbarFigureMark *mark;
  IbarPoint middle;

  set (figure, "data.filter", "date:2023");
  set (figure, "map.place-names", "no");
  bare = make (figure);
  mark = bare.layout->map->marks->pdata[0];
  middle = ibar_figure_map_locate (bare.layout->map, mark->label_box.x + mark->label_box.width / 2,
                                   mark->label_box.y + mark->label_box.height / 2);
  value = g_strdup_printf ("text %.6f,%.6f text=XX size=6", middle.longitude, middle.latitude);
  ibar_test_figure_clear (&bare);
  set (figure, "annotations.a", value);
  made = make (figure);
  mark = made.layout->map->marks->pdata[0];
  g_assert_false (overlap (&mark->label_box, &get_annotation (&made)->box));
  ibar_test_figure_clear (&made);
}

static const IbarFigureMark *
find_mark (const IbarTestFigure *made, const char *event)
{
  for (guint i = 0; i < made->content->events->len; i++)
    {
      const IbarFigureEvent *e = &g_array_index (made->content->events, IbarFigureEvent, i);
      if (e->record != NULL && g_str_equal (e->record->id, event))
        return e->mark >= 0 ? made->layout->map->marks->pdata[e->mark] : NULL;
    }
  g_assert_not_reached ();
}

static gboolean
has_rule (const IbarTestFigure *made, const char *rule)
{
  g_autoptr (GPtrArray) items = ibar_preflight_run (made->layout);

  for (guint i = 0; i < items->len; i++)
    {
      if (g_str_equal (((IbarPreflightItem *) items->pdata[i])->rule, rule))
        return TRUE;
    }
  return FALSE;
}

static void
test_by_hand (void)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  g_autoptr (GKeyFile) evidence = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *moved = NULL, *hidden = NULL, *label_key = NULL, *mark_key = NULL, *said = NULL;
  const IbarFigureMark *mark;
  IbarPoint middle;
  IbarTestFigure made;

  set (figure, "data.filter", "date:2023");
  made = make (figure);
  moved = g_strdup (
      g_array_index (made.content->events, IbarFigureEvent,
                     g_array_index (((IbarFigureMark *) made.layout->map->marks->pdata[0])->events,
                                    guint, 0))
          .record->id);
  hidden = g_strdup (
      g_array_index (made.content->events, IbarFigureEvent,
                     g_array_index (((IbarFigureMark *) made.layout->map->marks->pdata[1])->events,
                                    guint, 0))
          .record->id);
  g_assert_false (has_rule (&made, "hidden-by-hand"));
  ibar_test_figure_clear (&made);

  label_key = g_strconcat ("labels.", moved, NULL);
  mark_key = g_strconcat ("marks.", hidden, NULL);
  set (figure, label_key, "20.7,43.05");
  set (figure, mark_key, "hidden");
  made = make (figure);
  mark = find_mark (&made, moved);
  middle = ibar_figure_map_locate (made.layout->map, mark->label_box.x + mark->label_box.width / 2,
                                   mark->label_box.y + mark->label_box.height / 2);
  g_assert_cmpfloat_with_epsilon (middle.longitude, 20.7, 1e-5);
  g_assert_cmpfloat_with_epsilon (middle.latitude, 43.05, 1e-5);
  g_assert_true (mark->leader);
  g_assert_null (find_mark (&made, hidden));
  g_assert_cmpuint (made.layout->map->n_hidden, ==, 1);
  g_assert_true (has_rule (&made, "hidden-by-hand"));
  evidence = ibar_evidence_new (made.layout, &error);
  g_assert_no_error (error);
  said = g_key_file_get_string (evidence, "marks", hidden, NULL);
  g_assert_cmpstr (said, ==, "hidden");
  ibar_test_figure_clear (&made);

  set (figure, label_key, "hidden");
  made = make (figure);
  g_assert_null (find_mark (&made, moved)->label);
  g_assert_true (has_rule (&made, "hidden-by-hand"));
  ibar_test_figure_clear (&made);
}

static void
test_preflight (void)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();
  IbarTestFigure made;

  set (figure, "data.filter", "date:2023");
  set (figure, "annotations.a", "text 20.75,43.05 text=one");
  made = make (figure);
  g_assert_false (has_rule (&made, "annotation-outside"));
  ibar_test_figure_clear (&made);
  set (figure, "annotations.b", "text 25,50 text=far");
  made = make (figure);
  g_assert_true (has_rule (&made, "annotation-outside"));
  ibar_test_figure_clear (&made);
  set (figure, "annotations.b", "text 20.751,43.05 text=two");
  made = make (figure);
  g_assert_true (has_rule (&made, "overlapping-labels"));
  ibar_test_figure_clear (&made);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  region = ibar_test_figure_load_region ();
  g_test_add_func ("/annotations/text", test_text);
  g_test_add_func ("/annotations/refused", test_refused);
  g_test_add_func ("/annotations/key-file", test_key_file);
  g_test_add_func ("/annotations/ground", test_ground);
  g_test_add_func ("/annotations/labels-make-room", test_labels_make_room);
  g_test_add_func ("/annotations/by-hand", test_by_hand);
  g_test_add_func ("/annotations/preflight", test_preflight);
  status = g_test_run ();
  ibar_region_unref (region);
  return status;
}
