/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tours: their markup, their text form, how they stand in a file, and what is said of those whose events
 * or pictures are gone. */

#include "config.h"

#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "ibar-compile-events.h"
#include "ibar-error.h"
#include "ibar-story-markup.h"
#include "ibar-story.h"
#include "ibar-test-collection.h"

/* A PNG of one pixel, as far as anybody looks before decoding it. */
static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0,
                              0,    1,   0,   0,   0,    1,    8,    2,    0, 0, 0, 0,  0,   0,   0 };

static const char text[] = "# A tour\n"
                           "id: a-tour\n"
                           "language: en\n"
                           "description: Of two steps\n"
                           "\n"
                           "## First\n"
                           "view: 20.84 42.91 11.5\n"
                           "dates: 2023-05-26..2023-05-29\n"
                           "filter: type:riot\n"
                           "select: event:FX-1\n"
                           "names: sq+sr-Latn\n"
                           "\n"
                           "Two *words*, and\n"
                           "\n"
                           "\\# no heading, \\> no note\n"
                           "\\\\# with a backslash\n"
                           "> Say it slowly.\n"
                           ">\n"
                           "> Twice.\n"
                           "\n"
                           "## Second\n"
                           "view: 20 42 9 30\n"
                           "dates: ..2024-12-31\n"
                           "\n"
                           "- [one](event:FX-2)\n"
                           "- [two](place:zvecan), [three](source:s1)\n";

static IbarStory *
parse (const char *source)
{
  g_autoptr (GError) error = NULL;
  guint line;
  IbarStory *story = ibar_story_parse_text (source, NULL, &line, &error);

  g_assert_no_error (error);
  return story;
}

static void
test_markup (void)
{
  static const struct
  {
    const char *text, *pango, *plain;
  } cases[] = {
    { "", "", "" },
    { "a <b>&", "a &lt;b&gt;&amp;", "a <b>&" },
    { "*a* **b** ***c***", "<i>a</i> <b>b</b> <b><i>c</i></b>", "a b c" },
    { "2 * 3 ** 4", "2 * 3 ** 4", "2 * 3 ** 4" },
    { "one\ntwo\n\n\nthree", "one two\n\nthree", "one two\n\nthree" },
    { "- a\n- b", "• a\n• b", "• a\n• b" },
    { "\\*a\\* \\[b\\] \\q", "*a* [b] \\q", "*a* [b] \\q" },
    { "[**a** & b](event:NK-1)", "<a href=\"event:NK-1\"><b>a</b> &amp; b</a>", "a & b" },
    { "[a](source:\"x&)", "<a href=\"source:&quot;x&amp;\">a</a>", "a" },
    { "a] b) 10-5", "a] b) 10-5", "a] b) 10-5" },
    { "a - b\nc - d", "a - b c - d", "a - b c - d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IbarStoryMarkup) markup = ibar_story_markup_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (markup->pango, ==, cases[i].pango);
      g_assert_cmpstr (markup->plain, ==, cases[i].plain);
    }
}

static void
test_unclosed (void)
{
  static const struct
  {
    const char *text, *says;
  } cases[] = {
    { "a **b", "line 1, column 3: “**” is not closed" },
    { "a\nčć *b\n\nc*", "line 2, column 4: “*” is not closed" },
    { "- *a\n- b*", "line 1, column 3: “*” is not closed" },
    { "*a **b* c**", "line 1, column 4: “**” is not closed before" },
    { "[a", "line 1, column 1: “[” is not closed" },
    { "x [a] b", "line 1, column 3: “[” begins a link; expected [words](event:ID)" },
    { "[a](http://x)", "line 1, column 5: “http://x” is no address here" },
    { "[a](event:)", "line 1, column 5: “event:” is no address here" },
    { "[a [b](event:x)](event:y)", "line 1, column 4: “[” stands inside another" },
    { "[a](event:x\n)", "line 1, column 1: “[” begins a link" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ibar_story_markup_parse (cases[i].text, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_PARSE);
      if (!g_str_has_prefix (error->message, cases[i].says))
        g_error ("“%s” instead of “%s”", error->message, cases[i].says);
    }
}

static void
test_text (void)
{
  g_autoptr (IbarStory) story = parse (text), again = NULL;
  g_autofree char *written = ibar_story_to_text (story);
  const IbarStoryStep *first = story->steps->pdata[0];
  const IbarStoryStep *second = story->steps->pdata[1];

  g_assert_cmpuint (story->steps->len, ==, 2);
  g_assert_cmpstr (first->body, ==, "Two *words*, and\n\n# no heading, \\> no note\n\\# with a backslash");
  g_assert_cmpstr (first->notes, ==, "Say it slowly.\n\nTwice.");
  g_assert_cmpint (first->from, ==, ibar_day_from_ymd (2023, 5, 26));
  g_assert_cmpint (second->from, ==, IBAR_DAY_NONE);
  g_assert_cmpint (second->to, ==, ibar_day_from_ymd (2024, 12, 31));
  g_assert_cmpfloat_with_epsilon (second->rotation, G_PI / 6, 1e-12);
  again = parse (written);
  g_assert_true (ibar_story_equal (story, again));
  ((IbarStoryStep *) again->steps->pdata[1])->rotation += 0.1;
  g_assert_false (ibar_story_equal (story, again));
}

/* What the text says of itself: a link its line, dates that end with a year its last day, and whether it may be changed. */
static void
test_text_details (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarStoryMarkup) markup = ibar_story_markup_parse ("a\n\n[b](event:x)", &error);
  g_autoptr (IbarStory) story
      = parse ("# A tour\nid: a\nread-only: no\n\n## First\ndates: 2023-05..2024\n\nWords\n");
  g_autoptr (IbarStory) fixed = parse ("# A tour\nid: a\nread-only: yes\n\n## First\n\nWords\n");
  const IbarStoryStep *step = story->steps->pdata[0];
  guint line;

  g_assert_no_error (error);
  g_assert_cmpuint (((const IbarStoryLink *) markup->links->pdata[0])->line, ==, 3);
  g_assert_cmpint (step->from, ==, ibar_day_from_ymd (2023, 5, 1));
  g_assert_cmpint (step->to, ==, ibar_day_from_ymd (2024, 12, 31));
  g_assert_false (story->read_only);
  g_assert_true (fixed->read_only);
  /* A picture stands beside its text and nowhere else, whatever the folder. */
  g_assert_null (ibar_story_parse_text ("# A\nid: a\n\n## B\npicture: ../x.png\n", g_get_tmp_dir (), &line, &error));
  g_assert_true (g_str_has_prefix (error->message, "picture: “../x.png”; expected"));
}

static void
test_bad_text (void)
{
  static const struct
  {
    const char *from, *to, *says;
    guint line;
  } cases[] = {
    { "# A tour\n", "A tour\n", "text before the first step", 1 },
    { "id: a-tour", "ID: a-tour", "“ID” is unknown", 2 },
    { "id: a-tour\n", "", "the tour has no “id", 1 },
    { "view: 20.84 42.91 11.5", "view: 20.84 92 11", "view: “20.84 92 11”; expected", 7 },
    { "view: 20.84 42.91 11.5", "view: here", "view: “here”; expected", 7 },
    { "2023-05-26..", "2023-02-30..", "dates: There is no 30 February", 8 },
    { "2023-05-26..2023-05-29", "2023-05-29..2023-05-26", "dates: “2023-05-29..2023-05-26” ends before", 8 },
    { "names: sq", "name: sq", "“name” is unknown", 11 },
    { "names: sq+sr-Latn\n\n", "names: sq\n", "expected “key: value”", 12 },
    { "names: sq", "picture: ../x.png\nnames: sq", "picture: “../x.png”; expected", 11 },
    { "## Second", "# Second", "a second “# ” heading", 21 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) bad = g_string_new (text);
      g_autoptr (GError) error = NULL;
      guint line;

      g_assert_cmpuint (g_string_replace (bad, cases[i].from, cases[i].to, 1), ==, 1);
      g_assert_null (ibar_story_parse_text (bad->str, NULL, &line, &error));
      if (!g_str_has_prefix (error->message, cases[i].says) || line != cases[i].line)
        g_error ("%u: “%s” instead of %u: “%s”", line, error->message, cases[i].line, cases[i].says);
    }
}

/* Written and read back it is the same; reordered, shortened and lengthened, too. */
static void
test_store (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (IbarStory) story = parse (text), read = NULL, other = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *id = NULL;
  IbarStoryStep *step = story->steps->pdata[0];
  gint64 first_row;

  step->picture = g_bytes_new_static (png, sizeof png);
  step->picture_type = g_strdup ("image/png");
  step->picture_credit = g_strdup ("Nobody");
  g_assert_true (ibar_story_save (story, file, &error));
  read = ibar_story_load (file, "a-tour", &error);
  g_assert_no_error (error);
  g_assert_true (ibar_story_equal (story, read));
  first_row = ((IbarStoryStep *) read->steps->pdata[0])->fid;

  ibar_story_move_step (read, 0, 1);
  g_ptr_array_insert (read->steps, 0, ibar_story_step_new ("New"));
  g_assert_true (ibar_story_save (read, file, &error));
  g_ptr_array_remove_index (read->steps, 1);
  g_assert_true (ibar_story_save (read, file, &error));
  other = ibar_story_load (file, "a-tour", &error);
  g_assert_true (ibar_story_equal (read, other));
  g_assert_cmpint (((IbarStoryStep *) other->steps->pdata[1])->fid, ==, first_row);

  id = ibar_story_make_id (file, "A tour");
  g_assert_cmpstr (id, ==, "a-tour-2");
  list = ibar_story_list (file, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpuint (((IbarStory *) list->pdata[0])->n_steps, ==, 2);
  g_assert_true (ibar_story_delete (file, "a-tour", &error));
  g_assert_cmpint (ibar_test_query (file, "SELECT count (*) FROM story_step"), ==, 0);
  g_assert_null (ibar_story_load (file, "a-tour", &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND);
  g_clear_pointer (&file, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* What cannot be written changes nothing, neither the file nor what is in memory. */
static void
test_save_fails (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (IbarStory) story = parse (text), twin = parse (text);

  g_assert_true (ibar_story_save (story, file, &error));
  g_assert_false (ibar_story_save (twin, file, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
  g_assert_cmpint (twin->fid, ==, 0);
  g_assert_cmpint (ibar_test_query (file, "SELECT count (*) FROM story_step"), ==, 2);
  g_clear_error (&error);
  g_clear_pointer (&file, ibar_collection_unref);
  file = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_false (ibar_story_save (story, file, &error));
  g_assert_error (error, IBAR_ERROR, IBAR_ERROR_READ_ONLY);
  g_clear_pointer (&file, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

static void
assert_refused (const char *path, IbarError code, const char *says)
{
  g_autoptr (GError) error = NULL;
  const char *type;

  g_assert_null (ibar_story_picture_load (path, &type, &error));
  g_assert_error (error, IBAR_ERROR, (int) code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
test_pictures (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *large = g_build_filename (dir, "large.png", NULL);
  g_autofree char *wide = g_build_filename (dir, "wide.png", NULL);
  g_autofree char *words = g_build_filename (dir, "words.png", NULL);
  g_autofree char *good = g_build_filename (dir, "good.png", NULL);
  g_autofree char *missing = g_build_filename (dir, "missing.png", NULL);
  g_autoptr (GBytes) picture = NULL;
  guint8 bomb[sizeof png];
  const char *type;
  int fd = g_open (large, O_CREAT | O_WRONLY, 0600);

  g_assert_cmpint (ftruncate (fd, 200 * 1000 * 1000), ==, 0);
  close (fd);
  memcpy (bomb, png, sizeof png);
  bomb[17] = bomb[21] = 0xff;
  g_file_set_contents (wide, (const char *) bomb, sizeof bomb, NULL);
  g_file_set_contents (words, "no picture", -1, NULL);
  g_file_set_contents (good, (const char *) png, sizeof png, NULL);
  assert_refused (large, IBAR_ERROR_TOO_LARGE, "the picture “large.png” has 200.0");
  assert_refused (wide, IBAR_ERROR_TOO_LARGE, "pixels; at most 40 million");
  assert_refused (words, IBAR_ERROR_PARSE, "“words.png” is not a whole PNG or JPEG");
  assert_refused (missing, IBAR_ERROR_NOT_FOUND, "there is no picture");
  assert_refused (dir, IBAR_ERROR_NOT_A_FILE, "not a regular file");
  picture = ibar_story_picture_load (good, &type, NULL);
  g_assert_nonnull (picture);
  g_assert_cmpstr (type, ==, "image/png");
  ibar_test_remove_dir (dir);
}

/* A picture too large to be shown is told, and still there after the tour was changed and saved. */
static void
test_large_picture_stays (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (IbarStory) story = parse (text), read = NULL;
  IbarStoryStep *step;

  g_assert_true (ibar_story_save (story, file, &error));
  ibar_test_exec (file, "UPDATE story_step SET picture = zeroblob (11000000) WHERE position = 0; "
                        "UPDATE story_step SET picture = x'00' WHERE position = 1");
  read = ibar_story_load (file, "a-tour", &error);
  g_assert_no_error (error);
  step = read->steps->pdata[0];
  g_assert_null (step->picture);
  g_assert_true (g_str_has_prefix (step->picture_problem, "the picture has 11.0"));
  g_assert_nonnull (((IbarStoryStep *) read->steps->pdata[1])->picture_problem);
  ibar_story_move_step (read, 0, 1);
  g_assert_true (ibar_story_save (read, file, &error));
  g_assert_cmpint (ibar_test_query (file, "SELECT length (picture) FROM story_step WHERE position = 1"), ==,
                   11000000);
  g_clear_pointer (&file, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* A deleted tour comes back with the pictures nobody could read, and a picture that was read once comes back once. */
static void
test_undelete (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (IbarStory) story = parse (text), read = NULL;

  g_assert_true (ibar_story_save (story, file, &error));
  ibar_test_exec (file, "UPDATE story_step SET picture = zeroblob (11000000), picture_type = 'image/tiff' "
                        "WHERE position = 0; UPDATE story_step SET picture = x'00' WHERE position = 1");
  for (int i = 0; i < 2; i++) /* what was set aside before is not what is set aside now */
    {
      g_clear_pointer (&read, ibar_story_free);
      read = ibar_story_load (file, "a-tour", &error);
      g_assert_true (ibar_story_delete (file, "a-tour", &error));
      g_assert_cmpint (ibar_test_query (file, "SELECT count (*) FROM story_step"), ==, 0);
      g_assert_true (ibar_story_undelete (read, file, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpint (ibar_test_query (file, "SELECT length (picture) FROM story_step WHERE position = 0 "
                                          "AND picture_type = 'image/tiff'"), ==, 11000000);
  g_assert_cmpint (ibar_test_query (file, "SELECT length (picture) FROM story_step WHERE position = 1"), ==, 1);
  g_assert_cmpint (ibar_test_query (file, "SELECT count (*) FROM story_step"), ==, (int) read->steps->len);
  g_clear_pointer (&file, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

static void
test_events_gone (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *path = ibar_test_make_fixture (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = ibar_collection_open (path, IBAR_COLLECTION_READ_WRITE, &error);
  g_autoptr (IbarStory) story = parse (text);
  g_autoptr (GPtrArray) problems = ibar_story_check (story, file, &error);
  IbarStoryStep *step = story->steps->pdata[0];

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_pointer (&problems, g_ptr_array_unref);
  ibar_test_exec (file, "DELETE FROM event WHERE id IN ('FX-1', 'FX-2')");
  g_free (step->filter);
  step->filter = g_strdup ("actor:nobody");
  g_free (step->names);
  step->names = g_strdup ("klingon");
  g_free (step->body);
  step->body = g_strdup ("a **b");
  problems = ibar_story_check (story, file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 5);
  g_assert_cmpstr (((IbarStoryProblem *) problems->pdata[1])->text, ==,
                   "the event “FX-1” is not in this collection");
  g_assert_cmpuint (((IbarStoryProblem *) problems->pdata[4])->step, ==, 1);
  g_assert_true (ibar_story_save (story, file, &error)); /* and nothing is lost */
  g_clear_pointer (&file, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* The bundled tours: everything they refer to is there, and every step can be shown. */
static void
test_bundled (void)
{
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, &error);
  g_autoptr (GPtrArray) list = ibar_story_list (file, &error);

  g_assert_cmpuint (list->len, ==, 2);
  for (guint i = 0; i < list->len; i++)
    {
      const IbarStory *listed = list->pdata[i];
      g_autoptr (IbarStory) story = ibar_story_load (file, listed->id, &error);
      g_autoptr (GPtrArray) problems = ibar_story_check (story, file, &error);

      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpuint (story->steps->len, >=, 10);
      g_assert_cmpuint (story->steps->len, <=, 15);
      for (guint k = 0; k < story->steps->len; k++)
        g_assert_true (((IbarStoryStep *) story->steps->pdata[k])->has_view);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/story/markup", test_markup);
  g_test_add_func ("/story/unclosed", test_unclosed);
  g_test_add_func ("/story/text", test_text);
  g_test_add_func ("/story/bad-text", test_bad_text);
  g_test_add_func ("/story/text-details", test_text_details);
  g_test_add_func ("/story/store", test_store);
  g_test_add_func ("/story/save-fails", test_save_fails);
  g_test_add_func ("/story/pictures", test_pictures);
  g_test_add_func ("/story/large-picture-stays", test_large_picture_stays);
  g_test_add_func ("/story/undelete", test_undelete);
  g_test_add_func ("/story/events-gone", test_events_gone);
  g_test_add_func ("/story/bundled", test_bundled);
  return g_test_run ();
}
