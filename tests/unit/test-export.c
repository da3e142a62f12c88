/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of the fixture: text formats read back by our own readers, files by GDAL, a selection as
 * a collection by ourselves; and events that other programs append to a collection. */

#include "config.h"

#include <locale.h>

#include <gdal.h>
#include <gdal_utils.h>
#include <ogr_api.h>

#include "ibar-csv.h"
#include "ibar-error.h"
#include "ibar-export.h"
#include "ibar-test-collection.h"

typedef struct
{
  char *dir, *path, *output;
  IbarCollection *collection;
  IbarExport export;
} Fixture;

static const gint64 all[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
static const gint64 shared[] = { 6, 1, 3 };

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = ibar_test_make_dir ();
  self->path = ibar_test_make_fixture (self->dir);
  self->output = g_build_filename (self->dir, "out", NULL);
  self->collection = ibar_collection_open (self->path, IBAR_COLLECTION_READ_ONLY, NULL);
  g_assert_nonnull (ibar_collection_get_vocabulary (self->collection, NULL));
  self->export.collection = self->collection;
  self->export.fids = all;
  self->export.n_fids = G_N_ELEMENTS (all);
  self->export.names.first = IBAR_NAME_SQ;
  self->export.names.second = IBAR_N_NAME_FORMS;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ibar_collection_unref (self->collection);
  ibar_test_remove_dir (self->dir);
  g_free (self->dir);
  g_free (self->path);
  g_free (self->output);
}

static char *
write_text (Fixture *self, IbarExportFormat format)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_true (ibar_export_write (&self->export, format, self->output, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->output, &text, NULL, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  ibar_test_assert_dir (self->dir, "fixture.gpkg out");
  return text;
}

static guint
find_field (const char *name)
{
  guint n;
  const IbarExportField *fields = ibar_export_get_fields (&n);

  for (guint i = 0; i < n; i++)
    {
      if (strcmp (fields[i].name, name) == 0)
        return i;
    }
  g_error ("no column %s", name);
}

/* One cell of a CSV text. */
static char *
get_cell (const char *text, guint record, const char *column)
{
  g_autoptr (IbarCsv) csv = ibar_csv_new (text, strlen (text));
  gboolean row;

  for (guint i = 0; i <= record; i++)
    g_assert_true (ibar_csv_read (csv, &row, NULL) && row);
  return g_strdup (ibar_csv_get_field (csv, find_field (column)));
}

static void
test_csv (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint record;
    const char *column, *value;
  } cells[] = {
    { 0, "id", "id" },
    { 1, "id", "FX-1" },
    { 1, "place", "Zveçan" },
    { 1, "longitude", "20.8403" },
    { 1, "actors", "kfor_hungary (security); protesters (protester)" },
    { 1, "killed", "\"everybody\" 0 (0–0) [s1]" },
    { 1, "injured",
      "protesters 52 [s1]; protesters 53 [s2]; kfor ≥ 30 [s1] {at least}; › kfor_hungary 19 [s1, s2]; ›› "
      "\"by gunfire\" 3 [s2]" },
    { 1, "sources",
      "First Agency: \"Thirty hurt\", 2023-05-30 <https://example.org/1> [en] | Second "
      "Paper, 2023-05 [de]" },
    { 2, "date_end", "2023-05-29" },
    { 3, "title", "Agreement, signed" },
    { 3, "summary", "With \"quotes\" and, commas" },
    { 3, "municipality", "" },
    { 5, "date_start", "" },
    { 5, "date_precision", "unknown" },
    { 6, "latitude", "" },
    { 6, "place_precision", "unplaced" },
    { 7, "licence", "" },
    { 8, "confidence", "general knowledge" },
    { 8, "source_ids", "" },
  };
  g_autofree char *text = write_text (self, IBAR_EXPORT_CSV);

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *value = get_cell (text, cells[i].record, cells[i].column);

      g_assert_cmpstr (value, ==, cells[i].value);
    }
}

/* Each column is in the manual. */
static void
test_documented (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("IBAR_SOURCE_ROOT"), "data", "ibar.1", NULL);
  g_autofree char *manual = NULL;
  guint n;
  const IbarExportField *fields = ibar_export_get_fields (&n);

  g_assert_true (g_file_get_contents (path, &manual, NULL, NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = g_strdup_printf ("\n.B %s\n", fields[i].name);

      g_assert_nonnull (strstr (manual, line));
    }
}

/* A figure never says more than its claim. */
static void
test_figures (Fixture *self, gconstpointer data)
{
  static const struct
  {
    gint64 low, best, high;
    const char *text;
  } cases[] = {
    { -1, 3, -1, "\"g\" 3" },   { 3, 3, -1, "\"g\" ≥ 3" },     { 3, -1, -1, "\"g\" 3–" },   { -1, -1, 9, "\"g\" ≤ 9" },
    { 3, -1, 9, "\"g\" 3–9" },  { 3, 5, 9, "\"g\" 5 (3–9)" },  { 4, 4, 4, "\"g\" 4 (4–4)" }, { 4, -1, 4, "\"g\" 4–4" },
    { 0, 0, 0, "\"g\" 0 (0–0)" }, { -1, 5, 9, "\"g\" 5 (–9)" }, { 3, 5, -1, "\"g\" 5 (3–)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (IbarEventRecord) record = ibar_collection_load_event (self->collection, 1, NULL);
      g_autoptr (GString) out = g_string_new (NULL);
      IbarClaim *claim = g_ptr_array_index (record->claims, 0);

      g_free (claim->group);
      claim->group = g_strdup ("g");
      claim->low = cases[i].low;
      claim->best = cases[i].best;
      claim->high = cases[i].high;
      g_ptr_array_set_size (claim->sources, 0);
      g_assert_true (ibar_export_append_field (&self->export, record, find_field ("killed"), out));
      g_assert_cmpstr (out->str, ==, cases[i].text);
    }
}

/* Whatever a file holds is text: no markup of its own, and no address but of the web is a link. */
static void
test_markup (Fixture *self, gconstpointer data)
{
  g_autoptr (IbarCollection) writer
      = ibar_collection_open (ibar_collection_get_path (self->collection), IBAR_COLLECTION_READ_WRITE, NULL);
  g_autofree char *html = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;

  ibar_test_exec (writer, "UPDATE event SET title = '<script>alert(1)</script> & <b>' WHERE fid = 1;"
                          "UPDATE source SET url = 'javascript:alert(1)', title = '\"><img src=x>' WHERE fid = 1");
  ibar_collection_unref (self->collection);
  self->collection = ibar_collection_ref (writer);
  self->export.collection = writer;
  html = ibar_export_to_text (&self->export, IBAR_EXPORT_HTML, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<img"));
  g_assert_null (strstr (html, "javascript:"));
  g_assert_nonnull (strstr (html, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;"));
  text = ibar_export_to_text (&self->export, IBAR_EXPORT_TEXT, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "<script>alert(1)</script>"));
  g_assert_nonnull (strstr (text, "Who: "));
  g_assert_nonnull (strstr (text, "May not be passed on."));
}

static void
test_table (Fixture *self, gconstpointer data)
{
  g_autofree char *wide = NULL, *narrow = NULL;
  g_auto (GStrv) lines = NULL;

  wide = write_text (self, IBAR_EXPORT_TABLE);
  g_assert_nonnull (strstr (wide, "FX-2  2023-05-26–2023-05-29  Riot"));
  g_assert_nonnull (strstr (wide, "2024-01 "));
  g_assert_nonnull (strstr (wide, "~2017-01-14"));
  g_assert_nonnull (strstr (wide, "2016-12-20…2017-01-10"));
  g_assert_nonnull (strstr (wide, "not dated"));
  g_assert_nonnull (strstr (wide, "not placed"));
  self->export.width = 74;
  narrow = write_text (self, IBAR_EXPORT_TABLE);
  lines = g_strsplit (narrow, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 10); /* head, eight, the end */
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 74);
  g_assert_nonnull (strstr (narrow, "…\n"));
}

/* Every format with points, by another reader. */
static void
test_by_gdal (Fixture *self, gconstpointer data)
{
  static const struct
  {
    IbarExportFormat format;
    const char *name;
    gboolean spatial;
  } cases[] = {
    { IBAR_EXPORT_GEOJSON, "out.geojson", TRUE }, { IBAR_EXPORT_CSV, "out.csv", FALSE },
    { IBAR_EXPORT_KML, "out.kml", TRUE },         { IBAR_EXPORT_FGB, "out.fgb", TRUE },
    { IBAR_EXPORT_XLSX, "out.xlsx", FALSE },      { IBAR_EXPORT_GPKG, "out.gpkg", TRUE },
  };

  GDALAllRegister ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (self->dir, cases[i].name, NULL);
      g_autoptr (GError) error = NULL;
      GDALDatasetH dataset;
      OGRLayerH layer;
      OGRFeatureH feature;
      guint n = 0, placed = 0;

      ibar_export_write (&self->export, cases[i].format, path, &error);
      g_assert_no_error (error);
      dataset = GDALOpenEx (path, GDAL_OF_VECTOR, NULL, NULL, NULL);
      g_assert_nonnull (dataset);
      layer = GDALDatasetGetLayer (dataset, 0);
      while ((feature = OGR_L_GetNextFeature (layer)) != NULL)
        {
          OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);

          n++;
          if (geometry != NULL && !OGR_G_IsEmpty (geometry))
            {
              placed++;
              g_assert_cmpint (wkbFlatten (OGR_G_GetGeometryType (geometry)), ==, wkbPoint);
              g_assert_cmpfloat (OGR_G_GetX (geometry, 0), <, 21); /* longitude first */
            }
          OGR_F_Destroy (feature);
        }
      g_assert_cmpuint (n + ibar_export_count_left_out (&self->export, cases[i].format), ==, 8);
      g_assert_cmpuint (n, ==, cases[i].format == IBAR_EXPORT_FGB ? 7 : 8);
      g_assert_cmpuint (placed, ==, cases[i].spatial ? 7 : 0);
      GDALClose (dataset);
    }
}

/* A selection as a collection: the same pages, nothing of the others, links whole. */
static void
test_collection (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->dir, "part.gpkg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) part = NULL;
  g_autoptr (GArray) found = NULL;

  self->export.fids = shared;
  self->export.n_fids = G_N_ELEMENTS (shared);
  g_assert_true (ibar_export_write (&self->export, IBAR_EXPORT_GPKG, path, &error));
  g_assert_no_error (error);
  part = ibar_collection_open (path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ibar_test_query (part, "SELECT count (*) FROM event"), ==, 3);
  g_assert_cmpint (ibar_test_query (part, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (ibar_test_query (part, "SELECT count (*) FROM dataset"), ==, 1);
  g_assert_cmpint (ibar_test_query (part, "SELECT rtreecheck ('rtree_event_geom') = 'ok'"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      g_autoptr (IbarEventRecord) a
          = ibar_collection_load_event (self->collection, shared[i], NULL);
      g_autoptr (IbarEventRecord) b = ibar_collection_load_event (part, shared[i], NULL);

      g_assert_cmpstr (a->id, ==, b->id);
      g_assert_cmpuint (a->claims->len, ==, b->claims->len);
      g_assert_cmpuint (a->actors->len, ==, b->actors->len);
      g_assert_cmpuint (a->sources->len, ==, b->sources->len);
    }
  found = ibar_collection_search (part, "звечан tear", NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
}

static void
test_sources (Fixture *self, gconstpointer data)
{
  g_autofree char *bibtex = write_text (self, IBAR_EXPORT_BIBTEX);
  g_autofree char *csl = write_text (self, IBAR_EXPORT_CSL_JSON);
  g_autofree char *ris = write_text (self, IBAR_EXPORT_RIS);

  /* Each source once, the unused one not at all. */
  g_assert_true (g_str_has_prefix (bibtex, "@misc{s1,\n  title = {Thirty hurt}"));
  g_assert_nonnull (strstr (bibtex, "@misc{s2,\n  publisher = {Second Paper},\n  year = {2023}"));
  g_assert_null (strstr (bibtex, "s3"));
  g_assert_null (strstr (strstr (bibtex, "@misc{s1") + 1, "@misc{s1"));
  g_assert_nonnull (strstr (csl, "\"issued\": {\"date-parts\": [[2023, 5, 30]]}"));
  g_assert_nonnull (strstr (csl, "\"issued\": {\"date-parts\": [[2023, 5]]}"));
  g_assert_nonnull (strstr (ris, "DA  - 2023/05//\r\n"));
  g_assert_nonnull (strstr (ris, "UR  - https://example.org/1\r\n"));
}

static void
test_restricted (Fixture *self, gconstpointer data)
{
  g_autofree char *names = ibar_export_dup_restricted (&self->export, NULL);

  g_assert_cmpstr (names, ==, "An import");
  self->export.fids = shared;
  self->export.n_fids = G_N_ELEMENTS (shared);
  g_assert_null (ibar_export_dup_restricted (&self->export, NULL));
}

/* What stood there stays when it cannot be written, and nothing is left beside it. */
static void
test_failures (Fixture *self, gconstpointer data)
{
  static const IbarExportFormat formats[]
      = { IBAR_EXPORT_CSV, IBAR_EXPORT_GPKG, IBAR_EXPORT_KML, IBAR_EXPORT_RIS };
  g_autofree char *nowhere = g_build_filename (self->dir, "none", "out.csv", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_file_set_contents (self->output, "before", -1, NULL);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      self->export.cancellable = NULL;
      g_assert_false (ibar_export_write (&self->export, formats[i], nowhere, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      self->export.cancellable = cancellable;
      g_assert_false (ibar_export_write (&self->export, formats[i], self->output, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_CANCELLED);
      g_file_get_contents (self->output, &text, NULL, NULL);
      g_assert_cmpstr (text, ==, "before");
    }
  ibar_test_assert_dir (self->dir, "fixture.gpkg out");
}

/* What ogrinfo and QGIS see of a collection. */
static void
test_layers (Fixture *self, gconstpointer data)
{
  g_autofree char *bundled = ibar_test_get_bundled ();
  GDALDatasetH dataset;
  OGRLayerH event, place;

  GDALAllRegister ();
  dataset = GDALOpenEx (bundled, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  g_assert_nonnull (dataset);
  event = GDALDatasetGetLayerByName (dataset, "event");
  place = GDALDatasetGetLayerByName (dataset, "place");
  g_assert_cmpint (OGR_L_GetGeomType (event), ==, wkbPoint);
  g_assert_cmpint (OGR_L_GetGeomType (place), ==, wkbPoint);
  g_assert_cmpint (OGR_L_GetFeatureCount (event, TRUE), ==, 131);
  g_assert_cmpint (OGR_L_GetFeatureCount (place, TRUE), ==, 37);
  g_assert_cmpstr (OGR_L_GetFIDColumn (event), ==, "fid");
  g_assert_nonnull (GDALDatasetGetLayerByName (dataset, "casualty"));
  GDALClose (dataset);
}

/* An event that another program appends, knowing nothing of us, is an event like any other. */
static void
test_foreign_append (Fixture *self, gconstpointer data)
{
  static const char json[]
      = "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": "
        "{\"title\": \"Something at Đakovica\", \"date_start\": \"2023-05-29\"}, \"geometry\": "
        "{\"type\": \"Point\", \"coordinates\": [20.5, 42.75]}}]}";
  const char *arguments[] = { "-append", "-update", "-nln", "event", NULL };
  GDALVectorTranslateOptions *options;
  GDALDatasetH source, target;
  g_autoptr (IbarCollection) again = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (IbarEventRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  int failed = 0;

  GDALAllRegister ();
  g_assert_false (ibar_collection_has_changed (self->collection));
  source = GDALOpenEx (json, GDAL_OF_VECTOR, NULL, NULL, NULL);
  target = GDALOpenEx (self->path, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
  g_assert_nonnull (source);
  g_assert_nonnull (target);
  options = GDALVectorTranslateOptionsNew ((char **) arguments, NULL);
  g_assert_nonnull (GDALVectorTranslate (NULL, target, 1, &source, options, &failed));
  g_assert_cmpint (failed, ==, 0);
  GDALVectorTranslateOptionsFree (options);
  GDALClose (source);
  GDALClose (target);
  g_assert_true (ibar_collection_has_changed (self->collection));

  again = ibar_collection_open (self->path, IBAR_COLLECTION_READ_ONLY, &error);
  g_assert_no_error (error);
  found = ibar_collection_search (again, "dakovica", NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  record = ibar_collection_load_event (again, g_array_index (found, gint64, 0), NULL);
  g_assert_true (g_str_has_prefix (record->id, "local-"));
  g_assert_cmpfloat (record->point.latitude, ==, 42.75);
  g_assert_cmpint (record->start, ==, ibar_day_from_ymd (2023, 5, 29));
  g_assert_cmpint (ibar_test_query (again, "SELECT rtreecheck ('rtree_event_geom') = 'ok'"), ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "csv", test_csv },
    { "figures", test_figures },
    { "documented", test_documented },
    { "markup", test_markup },
    { "table", test_table },
    { "by-gdal", test_by_gdal },
    { "collection", test_collection },
    { "sources", test_sources },
    { "restricted", test_restricted },
    { "failures", test_failures },
    { "layers", test_layers },
    { "foreign-append", test_foreign_append },
  };

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/export/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
