/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiler of curated events: what it makes of good text, and that every mistake is said with
 * its file and line. Each case is the smallest good folder with one line changed. */

#include "config.h"

#include <locale.h>

#include <glib/gstdio.h>

#include "ibar-collection.h"
#include "ibar-compile-events.h"
#include "ibar-error.h"
#include "ibar-test-collection.h"

static const struct
{
  const char *file, *text;
} good[] = {
  { "collection.ini",
    "[collection]\nid=t\nname=Test\nlicence=CC0\ndate=2024-01-01\nhome=20 42 21 43\n" },
  { "event_types.csv",
    "event_type,label_en,definition,family,acled_event_type,acled_sub_event_type,"
    "cameo_code\nriot,Riot,,unrest,,,\n" },
  { "actors.csv",
    "actor_id,parent_id,name_en,name_sr,name_sr_cyrl,name_sq,kind\nkfor,,KFOR,,,,army\n"
    "kfor_x,kfor,KFOR X,,,,army\n" },
  { "places.csv",
    "place_id,name_en,name_sr,name_sr_cyrl,name_sq,municipality,lat,lon,precision,"
    "uncertainty_m,coordinate_source\nz,Zvečan,Zvečan,Звечан,Zveçan,Zvečan,42.9,20.8,town,"
    "800,map\n" },
  { "sources.csv", "source_id,publisher,title,date,url,language,note\ns,Agency,,2023-05,https://"
                   "example.org/a,en,\n" },
  { "events.csv", "event_id,date_start,date_end,date_precision,title,event_type,place_id,summary,"
                  "confidence,contested_note\nE-1,2023-05-29,,day,Clash,riot,z,,high,\n"
                  "E-2,2024,,year,Known,riot,,,general knowledge,\n" },
  { "event_actors.csv", "event_id,actor_id,role\nE-1,kfor,security\n" },
  { "event_sources.csv", "event_id,source_id,rank,used_for_numbers\nE-1,s,1,yes\n" },
  { "casualties.csv", "event_id,kind,group,parent_group,low,best,high,note,source_ids\n"
                      "E-1,injured,kfor,,30,30,,,s\nE-1,injured,by gunfire,kfor,,3,,,s\n" },
};

static void
write_folder (const char *dir, const char *file, const char *from, const char *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_build_filename (dir, good[i].file, NULL);
      g_autoptr (GString) text = g_string_new (good[i].text);

      if (file != NULL && strcmp (file, good[i].file) == 0)
        g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
      g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
    }
}

static const struct
{
  const char *file, *from, *to; /* the change */
  const char *says;             /* "file:line: …", the beginning of a problem */
} mistakes[] = {
  { "events.csv", "2023-05-29", "2023-02-31",
    "events.csv:2: date_start: There is no 31 February 2023" },
  { "events.csv", "2023-05-29", "29.5.2023",
    "events.csv:2: date_start: “29.5.2023” is not a date" },
  { "events.csv", "2023-05-29,,day", "2023-05-29,2023-05-28,day", "events.csv:2: date_end:" },
  { "events.csv", "2023-05-29,,day", "2023-05-29,2023,day", "events.csv:2: date_end:" },
  { "events.csv", "2023-05-29,,day", "2023-05,,day",
    "events.csv:2: date_start: “2023-05” is not as" },
  { "events.csv", "2024,,year", "2024-01-01,,year",
    "events.csv:3: date_start: “2024-01-01” is not as" },
  { "events.csv", ",,day", ",,week", "events.csv:2: date_precision: “week” is unknown" },
  { "events.csv", "2023-05-29,,day", "2023-05-29,,unknown", "events.csv:2: a date is there" },
  { "events.csv", "riot,z", "riots,z", "events.csv:2: event_type: there is no “riots”" },
  { "events.csv", "riot,z", "riot,y", "events.csv:2: place_id: there is no “y”" },
  { "events.csv", ",high", ",certain", "events.csv:2: confidence: “certain” is unknown" },
  { "events.csv", ",Clash,", ",,", "events.csv:2: title is empty" },
  { "events.csv", ",Clash,", ", Clash,", "events.csv:2: title: blanks around" },
  { "events.csv", "E-2", "E-1", "events.csv:3: event_id: “E-1” is there twice" },
  { "events.csv", "E-2", "E 2", "events.csv:3: event_id: “E 2” has other characters" },
  { "events.csv", "general knowledge", "low", "events.csv:3: “E-2” has no source" },
  { "events.csv", ",contested_note", ",contested",
    "events.csv:1: the column “contested_note” is missing" },
  { "events.csv", ",contested_note", ",contested", "events.csv:1: there is no column “contested”" },
  { "events.csv", "E-2,", "E-2,,", "events.csv:3: 11 fields; expected 10" },
  { "events.csv", "Clash", "\"Clash", "events.csv:2: a quoted field begins here" },
  { "places.csv", "42.9", "91.5", "places.csv:2: lat: 91.5 is out of range" },
  { "places.csv", "20.8", "-180.5", "places.csv:2: lon: -180.5 is out of range" },
  { "places.csv", "20.8", "20,8", "places.csv:2: 12 fields" },
  { "places.csv", "20.8", "nan", "places.csv:2: lon: “nan” is not a number" },
  { "places.csv", "20.8", "", "places.csv:2: lon: “” is not a number" },
  { "places.csv", "42.9,20.8", ",", "places.csv:2: a place without coordinates" },
  { "places.csv", ",town,", ",village,", "places.csv:2: precision: “village” is unknown" },
  { "places.csv", "800", "-1", "places.csv:2: uncertainty_m: -1 is out of range" },
  { "actors.csv", "kfor_x,kfor", "kfor_x,nato",
    "actors.csv:3: parent_id: there is no actor “nato”" },
  { "actors.csv", "kfor_x,kfor", "kfor_x,kfor_x", "actors.csv:3: parent_id:" },
  { "event_types.csv", "unrest", "chaos", "event_types.csv:2: family: “chaos” is unknown" },
  { "sources.csv", "https:", "javascript:", "sources.csv:2: url:" },
  { "sources.csv", "2023-05", "2023-13", "sources.csv:2: date: There is no month 13" },
  { "sources.csv", "Agency", "", "sources.csv:2: publisher is empty" },
  { "event_actors.csv", "E-1,kfor", "E-9,kfor", "event_actors.csv:2: event_id: there is no “E-9”" },
  { "event_actors.csv", "E-1,kfor", "E-1,x", "event_actors.csv:2: actor_id: there is no “x”" },
  { "event_actors.csv", "security\n", "security\nE-1,kfor,security\n",
    "event_actors.csv:3: the same link" },
  { "event_sources.csv", "E-1,s", "E-1,t", "event_sources.csv:2: source_id: there is no “t”" },
  { "event_sources.csv", "E-1,s", "E-1,t", "events.csv:2: “E-1” has no source" },
  { "event_sources.csv", ",1,yes", ",0,yes", "event_sources.csv:2: rank: 0 is out of range" },
  { "event_sources.csv", ",1,yes", ",1,maybe", "event_sources.csv:2: used_for_numbers: “maybe”" },
  { "casualties.csv", "30,30", "31,30", "casualties.csv:2: low, best, high: the figures" },
  { "casualties.csv", "30,30", ",", "casualties.csv:2: low, best, high: a claim needs" },
  { "casualties.csv", "30,30", "30,many", "casualties.csv:2: best: “many” is not a number" },
  { "casualties.csv", "30,30", "30,-3", "casualties.csv:2: best: “-3” is not a number" },
  { "casualties.csv", "E-1,injured", "E-1,hurt", "casualties.csv:2: kind: “hurt” is unknown" },
  { "casualties.csv", ",,s\n", ",,\n", "casualties.csv:2: source_ids is empty" },
  { "casualties.csv", ",,s\n", ",,s t\n", "casualties.csv:2: source_ids: there is no “t”" },
  { "casualties.csv", "gunfire,kfor", "gunfire,nobody", "casualties.csv:3: parent_group:" },
  { "casualties.csv", "E-1,injured", "E-2,injured",
    "casualties.csv:2: source_ids: “s” is not among" },
};

static void
test_mistakes (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *output = g_build_filename (dir, "out.gpkg", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;
      gboolean found = FALSE;

      write_folder (dir, mistakes[i].file, mistakes[i].from, mistakes[i].to);
      g_assert_false (ibar_compile_events (dir, output, &problems, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_DATA);
      for (guint k = 0; k < problems->len; k++)
        found = found || g_str_has_prefix (g_ptr_array_index (problems, k), mistakes[i].says);
      if (!found)
        g_error ("“%s” is not said; first is “%s”", mistakes[i].says,
                 (char *) g_ptr_array_index (problems, 0));
      g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
    }
  ibar_test_assert_dir (dir, "actors.csv casualties.csv collection.ini event_actors.csv "
                             "event_sources.csv event_types.csv events.csv places.csv sources.csv");
  ibar_test_remove_dir (dir);
}

/* A tour that refers to what is not there does not compile; the line is its step's. */
static void
test_stories (void)
{
  static const struct
  {
    const char *step, *says;
  } cases[] = {
    { "## A\n\n[x](event:E-1), [y](place:z), [z](source:s)\n", NULL },
    { "## A\n\n## B\n\n[x](event:E-9)\n", "stories/t.md:6: the event “E-9” is not in this" },
    { "## A\nselect: place:y\n\n", "stories/t.md:4: the place “y” is not in this" },
    { "## A\nfilter: type:storm\n\n", "stories/t.md:4: filter:" },
    { "## A\n\na **b\n", "stories/t.md:4: text: line 1, column 3" },
    { "## A\nview: x\n\n", "stories/t.md:5: view: “x”" },
    { "## A\npicture: x.png\n\n", "stories/t.md:5: there is no picture" },
  };
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *output = g_build_filename (dir, "out.gpkg", NULL);
  g_autofree char *stories = g_build_filename (dir, "stories", NULL);
  g_autofree char *file = g_build_filename (stories, "t.md", NULL);

  write_folder (dir, NULL, NULL, NULL);
  g_assert_cmpint (g_mkdir (stories, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("# T\nid: t\n\n", cases[i].step, NULL);
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (file, text, -1, NULL));
      g_assert_true (ibar_compile_events (dir, output, &problems, &error) == (cases[i].says == NULL));
      if (cases[i].says != NULL
          && !g_str_has_prefix (g_ptr_array_index (problems, 0), cases[i].says))
        g_error ("“%s” instead of “%s”", (char *) g_ptr_array_index (problems, 0), cases[i].says);
    }
  ibar_test_remove_dir (dir);
}

/* All mistakes are said, up to fifty; the count is of all of them. */
static void
test_many_mistakes (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *output = g_build_filename (dir, "out.gpkg", NULL);
  g_autofree char *links = g_build_filename (dir, "event_actors.csv", NULL);
  g_autoptr (GString) text = g_string_new ("event_id,actor_id,role\n");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  write_folder (dir, NULL, NULL, NULL);
  for (int i = 0; i < 70; i++)
    g_string_append_printf (text, "E-1,nobody_%d,x\n", i);
  g_file_set_contents (links, text->str, -1, NULL);
  g_assert_false (ibar_compile_events (dir, output, &problems, &error));
  g_assert_cmpuint (problems->len, ==, 50);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (problems, 49), "event_actors.csv:51:"));
  g_assert_true (g_str_has_prefix (error->message, "70 problems"));
  ibar_test_remove_dir (dir);
}

static void
test_ini (void)
{
  static const struct
  {
    const char *from, *to, *says;
  } cases[] = {
    { "home=20 42 21 43", "home=20 42 21", "home" },
    { "home=20 42 21 43", "home=20 43 21 42", "home" },
    { "date=2024-01-01", "date=soon", "“soon” is not a date" },
    { "name=Test", "", "name" },
    { "[collection]", "", "collection.ini" },
  };
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *output = g_build_filename (dir, "out.gpkg", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      write_folder (dir, "collection.ini", cases[i].from, cases[i].to);
      g_assert_false (ibar_compile_events (dir, output, NULL, &error));
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
    }
  ibar_test_remove_dir (dir);
}

static void
test_good (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *output = g_build_filename (dir, "out.gpkg", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) collection = NULL;
  g_autoptr (IbarEventRecord) record = NULL;
  g_autofree char *name = NULL, *first = NULL, *second = NULL;
  g_autoptr (GArray) found = NULL;

  write_folder (dir, NULL, NULL, NULL);
  g_assert_true (ibar_compile_events (dir, output, &problems, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  first = ibar_test_hash_file (output);
  g_assert_true (ibar_compile_events (dir, output, NULL, &error));
  second = ibar_test_hash_file (output);
  g_assert_cmpstr (first, ==, second); /* the same text, the same bytes */

  collection = ibar_collection_open (output, IBAR_COLLECTION_IMMUTABLE, &error);
  g_assert_no_error (error);
  name = ibar_collection_dup_info (collection, "name");
  g_assert_cmpstr (name, ==, "Test");
  record = ibar_collection_load_event (collection, 2, &error);
  g_assert_cmpint (record->start, ==, ibar_day_from_ymd (2024, 1, 1));
  g_assert_cmpint (record->end, ==, ibar_day_from_ymd (2024, 12, 31));
  g_assert_cmpint (record->date_precision, ==, IBAR_DATE_YEAR);
  g_assert_cmpint (record->place, ==, -1);
  found = ibar_collection_search (collection, "звечан kfor", NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (ibar_test_query (collection, "SELECT rtreecheck ('rtree_event_geom') = 'ok'"),
                   ==, 1);
  g_clear_pointer (&collection, ibar_collection_unref);
  ibar_test_remove_dir (dir);
}

/* A mistake leaves the file of the last success alone. */
static void
test_keeps_old (void)
{
  g_autofree char *dir = ibar_test_make_dir ();
  g_autofree char *output = g_build_filename (dir, "out.gpkg", NULL);
  g_autofree char *before = NULL, *after = NULL;

  write_folder (dir, NULL, NULL, NULL);
  g_assert_true (ibar_compile_events (dir, output, NULL, NULL));
  before = ibar_test_hash_file (output);
  write_folder (dir, "events.csv", "riot,z", "riot,y");
  g_assert_false (ibar_compile_events (dir, output, NULL, NULL));
  after = ibar_test_hash_file (output);
  g_assert_cmpstr (before, ==, after);
  ibar_test_remove_dir (dir);
}

/* Every municipality that the curated places name is one of the base map's. */
static void
test_municipalities (void)
{
  g_autofree char *bundled = ibar_test_get_bundled ();
  g_autofree char *path = g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "data", "region",
                                            "municipalities.geojson", NULL);
  g_autofree char *text = NULL;
  g_autoptr (IbarCollection) collection
      = ibar_collection_open (bundled, IBAR_COLLECTION_IMMUTABLE, NULL);
  const IbarVocabulary *words = ibar_collection_get_vocabulary (collection, NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpuint (words->municipalities->len, >, 4);
  for (guint i = 0; i < words->municipalities->len; i++)
    {
      g_autofree char *member = g_strdup_printf (
          "\"name_en\": \"%s\"", (char *) g_ptr_array_index (words->municipalities, i));
      g_autofree char *compact = g_strdup_printf (
          "\"name_en\":\"%s\"", (char *) g_ptr_array_index (words->municipalities, i));

      if (strstr (text, member) == NULL && strstr (text, compact) == NULL)
        g_error ("no municipality has %s", member);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/compile-events/mistakes", test_mistakes);
  g_test_add_func ("/compile-events/many-mistakes", test_many_mistakes);
  g_test_add_func ("/compile-events/stories", test_stories);
  g_test_add_func ("/compile-events/ini", test_ini);
  g_test_add_func ("/compile-events/good", test_good);
  g_test_add_func ("/compile-events/keeps-old", test_keeps_old);
  g_test_add_func ("/compile-events/municipalities", test_municipalities);
  return g_test_run ();
}
