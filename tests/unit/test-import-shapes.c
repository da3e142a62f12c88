/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing whole files: every shape that a table comes in. */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "ibar-test-import.h"

static void
test_text_shapes (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) ushahidi = ibar_test_import_fixture (self, "ushahidi-cr.csv");
  g_autoptr (IbarImportResult) utf16 = ibar_test_import_fixture (self, "utf16le.csv");
  g_autoptr (IbarImportResult) exchanged = ibar_test_import_fixture (self, "exchanged.csv");
  g_autoptr (IbarImportResult) days = ibar_test_import_fixture (self, "days-first.csv");
  g_autoptr (IbarImportResult) unix_times = ibar_test_import_fixture (self, "unix.csv");
  g_autoptr (IbarImportResult) nul = ibar_test_import_fixture (self, "nul-utf8.csv");

  g_assert_cmpstr (ushahidi->profile, ==, "ushahidi");
  g_assert_cmpint (ushahidi->n_imported, ==, 2);
  ibar_test_import_assert (self, "SELECT summary FROM event WHERE external_id = '1'", "First, with a comma");
  g_assert_cmpint (utf16->n_imported, ==, 1);
  g_assert_cmpint (utf16->n_rejected, ==, 1);
  ibar_test_import_assert (
      self,
      "SELECT title || date_start || ST FROM (SELECT title, date_start, (SELECT name FROM place p WHERE p.fid = e.place_fid) "
      "AS ST FROM event e WHERE dataset_fid = 2)",
      "Provera č2023-05-29Тест");
  g_assert_true (exchanged->exchanged);
  ibar_test_import_assert (self, "SELECT count(*) FROM event WHERE dataset_fid = 3 AND geom NOT NULL", "19");
  g_assert_cmpint (days->date_order, ==, IBAR_DATE_ORDER_DAY_FIRST);
  g_assert_cmpint (days->n_rejected, ==, 1);
  ibar_test_import_assert (self, "SELECT group_concat (DISTINCT date_start) FROM event WHERE dataset_fid = 5", "2023-05-29");
  g_assert_cmpint (unix_times->n_imported, ==, 2);
  g_assert_cmpint (nul->n_imported, ==, 3);
  g_assert_cmpint (nul->n_notes, ==, 2);
  ibar_test_import_assert (self, "SELECT group_concat (title) FROM event WHERE dataset_fid = 6",
                           "A\xef\xbf\xbd"
                           "B,café,br\xef\xbf\xbd(ken");
}

static void
test_broken (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = ibar_test_import_fixture (self, "broken.csv");

  g_assert_cmpint (result->n_read, ==, 11);
  g_assert_cmpint (result->n_imported, ==, 8);
  g_assert_cmpint (result->n_rejected, ==, 3);
  g_assert_cmpint (result->n_not_placed, ==, 1);
  g_assert_cmpint (result->n_not_dated, ==, 1);
  ibar_test_import_assert (self, "SELECT group_concat (title, '|') FROM event WHERE fid > 5",
                "=cmd|'/c calc'!A1|<b>bold</b> & <span foreground=\"red\">|Robert'); DROP TABLE event;--");
  ibar_test_import_assert (self, "SELECT count(*) FROM event", "8");
}

/* Headers in other languages, and a table whose names tell nothing: dates with points are dates. */
static void
test_other_languages (IbarTestImport *self, gconstpointer data)
{
  static const char *const tables[] = {
    "ID;Datum;Titel;Breite;Länge;Tote;Ort\n1;03.04.2020;Übung;42,9;20,8;2;Mitrovicë\n",
    "identifiant;date;titre;latitude;longitude;morts;lieu\n1;03/04/2020;Événement;42,9;20,8;2;Mitrovicë\n",
    "id,datum,naslov,širina,dužina,poginuli,mesto\n1,3.4.2020.,Događaj,42.9,20.8,2,Mitrovicë\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *input = ibar_test_import_write (self, "table.csv", tables[i], -1);
      g_autoptr (IbarImportResult) result = NULL;

      g_unlink (self->into);
      result = ibar_test_import_run (self, input, NULL, NULL);
      g_assert_cmpint (result->n_imported, ==, 1);
      ibar_test_import_assert (
          self,
          "SELECT date_start || ' ' || (SELECT name FROM place) || ' ' || (SELECT best FROM casualty) FROM event "
          "WHERE geom NOT NULL AND length (title) > 4",
          "2020-04-03 Mitrovicë 2");
      ibar_test_import_assert (self, "SELECT row FROM raw_row", "{}");
    }
  {
    g_autofree char *input = ibar_test_import_write (self, "unnamed.csv", "nr;wann;worum es ging\n1;03.04.2020;Eine lange Sache\n"
                                                              "2;24.04.2020;Noch eine\n", -1);
    g_autoptr (IbarImportResult) result = NULL;

    g_unlink (self->into);
    result = ibar_test_import_run (self, input, NULL, NULL);
    g_assert_cmpint (result->n_imported, ==, 2);
    ibar_test_import_assert (self, "SELECT title || ' ' || date_start FROM event LIMIT 1", "Eine lange Sache 2020-04-03");
  }
}

/* A table in a gzip stream; one that is cut off is an error, and no short table. */
static void
test_packed (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (GString) table = g_string_new ("id,date,title\n");
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autofree char *packed = NULL;
  gsize n_read, n_packed;
  g_autoptr (IbarImportResult) result = NULL, cut = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (table, "%d,2020-01-%02d,Title %d %d\n", i, 1 + i % 28, i, i * 7919 % 10007);
  packed = g_malloc (table->len);
  g_assert_cmpint (g_converter_convert (packer, table->str, table->len, packed, table->len, G_CONVERTER_INPUT_AT_END, &n_read,
                                        &n_packed, &error), ==, G_CONVERTER_FINISHED);
  path = ibar_test_import_write (self, "table.csv.gz", packed, (gssize) n_packed);
  result = ibar_test_import_run (self, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_imported, ==, 20000);
  g_free (path);
  path = ibar_test_import_write (self, "cut.csv.gz", packed, (gssize) n_packed / 2);
  cut = ibar_test_import_run (self, path, NULL, &error);
  g_assert_null (cut);
  g_assert_nonnull (error);
}

/* Without a byte order mark, in scripts that are not ASCII's. */
static void
test_unmarked_utf16 (IbarTestImport *self, gconstpointer data)
{
  static const char *const titles[] = { "Окупљање грађана испред општине", "Διαδήλωση στην πλατεία", "一二三市民聚集" };
  static const char *const encodings[] = { "UTF-16LE", "UTF-16BE" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (encodings); k++)
      {
        g_autofree char *table = g_strdup_printf (
            "title,date,latitude,longitude\n%s,2020-03-04,42.9,20.8\n%s,2020-03-05,42.9,20.8\n", titles[i], titles[i]);
        g_autofree char *name = g_strdup_printf ("t%zu%zu.csv", i, k), *input = NULL, *bytes = NULL, *found = NULL;
        g_autoptr (IbarImportResult) result = NULL;
        gsize n;

        bytes = g_convert (table, -1, encodings[k], "UTF-8", NULL, &n, NULL);
        g_assert_nonnull (bytes);
        input = ibar_test_import_write (self, name, bytes, (gssize) n);
        result = ibar_test_import_run (self, input, NULL, NULL);
        g_assert_nonnull (result);
        g_assert_cmpint (result->n_imported, ==, 2);
        found = ibar_test_import_query (self, "SELECT title FROM event ORDER BY fid DESC LIMIT 1");
        g_assert_cmpstr (found, ==, titles[i]);
      }
}

static void
test_old_encodings (IbarTestImport *self, gconstpointer data)
{
  static const struct
  {
    const char *encoding, *title;
  } cases[] = { { "WINDOWS-1251", "Окупљање испред општине, ђак и љубав" },
                { "WINDOWS-1251", "Їжак і ґанок" },
                { "WINDOWS-1252", "Bürger in Köln: façade, naïve, Düsseldorf" },
                { "WINDOWS-1252", "Një protestë në Mitrovicë" },
                { "WINDOWS-1250", "Protest u Zvečanu i Leposaviću: đaci, žene" },
                { "WINDOWS-1250", "Opština Leposavić" },
                { "WINDOWS-1250", "Zamieszki w Łodzi, gmina Żary, małe miasto" },
                { "WINDOWS-1250", "Střelba na náměstí v Třebíči, žádní ranění" },
                { "WINDOWS-1252", "Émeute à Besançon, près de l'œuvre, 12 m³, 5 £" },
                { "WINDOWS-1252", "Sammenstød på træbroen i København" },
                { "WINDOWS-1252", "¿Qué pasó? Manifestación en A Coruña, 1º de mayo" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *table = g_strdup_printf ("title;date;latitude;longitude\n%s;2020-03-04;42.9;20.8\n", cases[i].title);
      g_autofree char *name = g_strdup_printf ("old%zu.csv", i), *input = NULL, *bytes = NULL, *found = NULL;
      g_autoptr (IbarImportResult) result = NULL;
      gsize n;

      bytes = g_convert (table, -1, cases[i].encoding, "UTF-8", NULL, &n, NULL);
      g_assert_nonnull (bytes);
      input = ibar_test_import_write (self, name, bytes, (gssize) n);
      result = ibar_test_import_run (self, input, NULL, NULL);
      g_assert_nonnull (result);
      found = ibar_test_import_query (self, "SELECT title FROM event ORDER BY fid DESC LIMIT 1");
      g_assert_cmpstr (found, ==, cases[i].title);
    }
}

/* What no table is, is said so; a message quotes nothing that cannot be shown. */
static void
test_not_a_table (IbarTestImport *self, gconstpointer data)
{
  GString *noise = g_string_new (NULL), *wide = g_string_new ("first\x02" "column");
  g_autofree char *binary = NULL, *table = NULL;
  g_autoptr (GError) error = NULL;

  /* Every byte equally often, as in anything that is compressed. */
  for (int i = 0; i < 5000; i++)
    g_string_append_c (noise, (char) (i * 167 % 256));
  for (int i = 0; i < 400; i++)
    g_string_append_printf (wide, ",čćžšđ %d", i);
  binary = ibar_test_import_write (self, "noise.bin", noise->str, (gssize) noise->len);
  table = ibar_test_import_write (self, "wide.csv", wide->str, -1);
  g_assert_null (ibar_test_import_run (self, binary, NULL, &error));
  g_assert_nonnull (strstr (error->message, "not a kind of file"));
  g_clear_error (&error);
  g_assert_null (ibar_test_import_run (self, table, NULL, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_nonnull (strstr (error->message, "first\xef\xbf\xbd" "column"));
  g_assert_cmpuint (strlen (error->message), <, 1500);
  g_string_free (noise, TRUE);
  g_string_free (wide, TRUE);
}

/* A title, a remark and blank lines above the header: no rows, and not lost. */
static void
test_titles (IbarTestImport *self, gconstpointer data)
{
  static const char *const tables[]
      = { "Log of incidents,,,,,\r\n,,,,,\r\nNo,Date,Place,Lat,Lon,Title\r\n1,2023-05-29,Zvečan,42.9,20.8,Made-up crowd\r\n",
          "Log of incidents; north\n\nNo;Datum;Ort;Breite;Länge;Title\n1;29.05.2023;Zvečan;42,9;20,8;Made-up crowd\n",
          "# Log of incidents\nNo\tDate\tPlace\tLat\tLon\tTitle\n1\t2023-05-29\tZvečan\t42.9\t20.8\tMade-up crowd\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *input = ibar_test_import_write (self, "titled.csv", tables[i], -1);
      g_autoptr (IbarImportResult) result = ibar_test_import_run (self, input, NULL, NULL);

      g_assert_cmpint (result->n_read, ==, 1);
      g_assert_cmpint (result->n_imported + result->n_updated, ==, 1);
      g_assert_cmpint (result->n_notes, ==, 1);
      g_assert_nonnull (strstr (((IbarImportNote *) result->notes->pdata[0])->value, "Log of incidents"));
      ibar_test_import_assert (self, "SELECT external_id || date_start || title FROM event", "12023-05-29Made-up crowd");
    }
}

static void
test_titled_sheet (IbarTestImport *self, gconstpointer data)
{
  g_autoptr (IbarImportResult) result = ibar_test_import_fixture (self, "titled.xlsx");

  g_assert_cmpint (result->n_imported, ==, 2);
  g_assert_cmpint (result->n_rejected, ==, 0);
  ibar_test_import_assert (
      self, "SELECT group_concat (e, '|') FROM (SELECT external_id || date_start || title AS e FROM event ORDER BY date_start)",
      "12023-05-29Made-up crowd|22023-05-30Made-up stone");
  ibar_test_import_assert (self, "SELECT best FROM casualty", "3");
}

/* The first row may be short and be the header nevertheless. */
static void
test_no_titles (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *input = ibar_test_import_write (
      self, "short.csv", "date,lat,lon,,,,,\n2023-05-01,42.9,20.8,a,b,c,d,e\n2023-05-02,42.9,20.8,f,g,h,i,j\n", -1);
  g_autoptr (IbarImportResult) result = ibar_test_import_run (self, input, NULL, NULL);

  g_assert_cmpint (result->n_imported, ==, 2);
  g_assert_cmpint (result->n_notes, ==, 0);
}

/* A map of uMap: rows in several layers, some without any. */
static void
test_layers (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *nested = ibar_test_import_write (
      self, "nested.json", "{\"layers\":[{\"layers\":[{\"features\":[{\"date\":\"2023-01-01\"}]}]}]}", -1);
  g_autoptr (IbarImportResult) result = ibar_test_import_fixture (self, "layers.umap"),
                               other = ibar_test_import_run (self, nested, NULL, NULL);

  g_assert_cmpint (result->n_imported, ==, 3);
  g_assert_cmpint (result->n_rejected, ==, 0);
  ibar_test_import_assert (
      self,
      "SELECT group_concat (e, '|') FROM (SELECT title || date_start AS e FROM event WHERE dataset_fid = 1 ORDER BY date_start)",
      "One2023-05-29|Two2023-05-30|Three2023-05-31");
}

/* A line of 100 MB, a file of one open quote: rejected, in bounded memory, and the rest is read. */
static void
test_huge_line (IbarTestImport *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "huge.csv", NULL);
  g_autofree char *block = g_strnfill (1 << 20, 'x');
  FILE *file = fopen (path, "wb");
  g_autoptr (IbarImportResult) result = NULL;

  fputs ("date,title,lat,lon\n2020-01-01,First,42.9,20.7\n2020-01-02,", file);
  for (int i = 0; i < 100; i++)
    fwrite (block, 1, 1 << 20, file);
  fputs (",42.9,20.7\n2020-01-03,Third,42.9,20.7\n2020-01-04,\"Open,42.9,20.7\n", file);
  for (int i = 0; i < 1000; i++)
    fprintf (file, "2020-01-05,After %d,42.9,20.7\n", i);
  fclose (file);
  result = ibar_test_import_run (self, path, NULL, NULL);
  g_assert_cmpint (result->n_imported, ==, 1002);
  g_assert_cmpint (result->n_rejected, ==, 2);
}

#define ADD(path, func)                                                                                                          \
  g_test_add ("/import-shapes/" path, IbarTestImport, NULL, ibar_test_import_begin, func, ibar_test_import_end)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("text-shapes", test_text_shapes);
  ADD ("broken", test_broken);
  ADD ("other-languages", test_other_languages);
  ADD ("packed", test_packed);
  ADD ("unmarked-utf16", test_unmarked_utf16);
  ADD ("old-encodings", test_old_encodings);
  ADD ("titles", test_titles);
  ADD ("titled-sheet", test_titled_sheet);
  ADD ("no-titles", test_no_titles);
  ADD ("layers", test_layers);
  ADD ("huge-line", test_huge_line);
  ADD ("not-a-table", test_not_a_table);
  return g_test_run ();
}
