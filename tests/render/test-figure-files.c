/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pieces that make a figure's files: PDF completed, SVG grouped, PNG in bands, blocks in
 * columns. */

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gstdio.h>

#include "ibar-canvas.h"
#include "ibar-error.h"
#include "ibar-figure-flow.h"
#include "ibar-figure-palette.h"
#include "ibar-pdf-update.h"
#include "ibar-png-writer.h"
#include "ibar-svg-groups.h"

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A clipped box in a group in a group, a link, and a second part. */
static void
draw_parts (IbarCanvas *canvas)
{
  cairo_t *cr = canvas->cr;

  ibar_canvas_begin (canvas, "Document", NULL, NULL, NULL);
  ibar_canvas_begin (canvas, "Figure", "map", "A map", "Two boxes & a line");
  cairo_save (cr);
  cairo_rectangle (cr, 10, 10, 30, 30);
  cairo_clip (cr);
  ibar_canvas_begin (canvas, NULL, "event NK/1", "Box <1>", NULL);
  cairo_rectangle (cr, 0, 0, 20, 20);
  cairo_fill (cr);
  ibar_canvas_end (canvas, NULL);
  cairo_rectangle (cr, 30, 30, 20, 20);
  cairo_fill (cr);
  cairo_restore (cr);
  ibar_canvas_end (canvas, "Figure");
  ibar_canvas_begin_link (canvas, "https://example.org/?a='b'&c=Здраво");
  cairo_rectangle (cr, 60, 60, 20, 20);
  cairo_fill (cr);
  ibar_canvas_end_link (canvas, "https://example.org/?a='b'&c=Здраво");
  ibar_canvas_begin_link (canvas, "javascript:alert(1)");
  cairo_rectangle (cr, 80, 80, 5, 5);
  cairo_fill (cr);
  ibar_canvas_end_link (canvas, "javascript:alert(1)");
  ibar_canvas_begin (canvas, "Figure", "map", NULL, "Another");
  cairo_rectangle (cr, 90, 90, 5, 5);
  cairo_fill (cr);
  ibar_canvas_end (canvas, "Figure");
  ibar_canvas_end (canvas, "Document");
}

static char *
draw_svg (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, bytes, 100, 100);
  cairo_t *cr = cairo_create (surface);
  IbarCanvas canvas;
  char *svg;

  ibar_canvas_init (&canvas, cr, IBAR_CANVAS_SVG, 72);
  draw_parts (&canvas);
  g_assert_cmpint (canvas.depth, ==, 0);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  svg = ibar_svg_complete ((const char *) bytes->data, bytes->len, &canvas, "en", "T & t", "D",
                           "<x/>\n", TRUE);
  ibar_canvas_clear (&canvas);
  cairo_surface_destroy (surface);
  return svg;
}

typedef struct
{
  guint groups, links, depth;
  GString *ids;
} Seen;

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Seen *seen = data;

  seen->groups += strcmp (element, "g") == 0;
  seen->links += strcmp (element, "a") == 0;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (strcmp (names[i], "id") == 0 && strcmp (element, "g") == 0)
        g_string_append_printf (seen->ids, "%s ", values[i]);
    }
}

static void
test_svg (void)
{
  const GMarkupParser parser = { .start_element = start_cb };
  Seen seen = { .ids = g_string_new (NULL) };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &seen, NULL);
  g_autofree char *svg = draw_svg ();
  g_autofree char *again = draw_svg ();
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, svg, -1, &error);
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_cmpuint (seen.links, ==, 1); /* what is no http(s) address is no link */
  g_assert_nonnull (strstr (seen.ids->str, "map "));
  g_assert_nonnull (strstr (seen.ids->str, "map.2 ")); /* ids are unique */
  g_assert_nonnull (strstr (seen.ids->str, "event_NK_1 "));
  g_assert_nonnull (strstr (svg, "<title>Box &lt;1&gt;</title>"));
  g_assert_nonnull (strstr (svg, "<desc>Two boxes &amp; a line</desc>"));
  g_assert_null (strstr (svg, "0.15625 L")); /* no sign is left */
  g_assert_cmpstr (svg, ==, again);
  g_markup_parse_context_free (context);
  g_string_free (seen.ids, TRUE);
}

static GByteArray *
draw_pdf (GPtrArray **alternatives)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, 100, 100);
  cairo_t *cr;
  IbarCanvas canvas;

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2020-01-01T00:00:00Z");
  cr = cairo_create (surface);
  ibar_canvas_init (&canvas, cr, IBAR_CANVAS_PDF, 72);
  draw_parts (&canvas);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  *alternatives = g_ptr_array_ref (canvas.alternatives);
  ibar_canvas_clear (&canvas);
  return bytes;
}

/* Every offset of the table must point at the object it names. */
static void
check_xref (const char *data, gsize length)
{
  const char *start = NULL;
  gsize xref;
  char *at;
  guint n;

  for (const char *s = data; (s = memmem (s, length - (gsize) (s - data), "startxref", 9)) != NULL;
       s++)
    start = s;
  g_assert_nonnull (start);
  xref = g_ascii_strtoull (start + 9, NULL, 10);
  g_assert_cmpmem (data + xref, 5, "xref\n", 5);
  at = (char *) data + xref + 5;
  g_assert_cmpuint (g_ascii_strtoull (at, &at, 10), ==, 0);
  n = (guint) g_ascii_strtoull (at, &at, 10);
  g_assert_cmpuint (n, >, 5);
  at++;
  for (guint object = 0; object < n; object++, at += 20)
    {
      g_autofree char *head = g_strdup_printf ("%u 0 obj", object);
      gsize offset = g_ascii_strtoull (at, NULL, 10);

      g_assert_true (at[17] == 'n' || at[17] == 'f');
      if (at[17] == 'n')
        g_assert_cmpmem (data + offset, strlen (head), head, strlen (head));
    }
  g_assert_cmpmem (at, 7, "trailer", 7);
}

static void
test_pdf (void)
{
  g_autoptr (GPtrArray) alternatives = NULL;
  g_autoptr (GByteArray) pdf = draw_pdf (&alternatives);
  g_autoptr (GError) error = NULL;
  gsize before = pdf->len;

  g_assert_cmpuint (alternatives->len, ==, 2);
  g_assert_true (ibar_pdf_complete (pdf, "sq", "<xmp/>", alternatives, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (pdf->len, >, before);
  g_assert_nonnull (memmem (pdf->data, pdf->len, "/Lang (sq)", 10));
  g_assert_nonnull (memmem (pdf->data, pdf->len, "stream\n<xmp/>\nendstream", 23));
  /* "Two" and "Another" in UTF-16BE, in this order */
  {
    const guint8 *two = memmem (pdf->data, pdf->len, "/Alt <FEFF00540077006F", 22);
    const guint8 *another = memmem (pdf->data, pdf->len, "/Alt <FEFF0041006E006F", 22);
    g_assert_true (two != NULL && another != NULL && two < another);
  }
  g_byte_array_append (pdf, (const guint8 *) "", 1);
  check_xref ((const char *) pdf->data, pdf->len - 1);
}

static void
test_pdf_damaged (void)
{
  static const char *const bad[] = { "",
                                     "no pdf",
                                     "startxref\n99999\n%%EOF",
                                     "xref\n0 1\n0000000000 65535 f \nstartxref\n0\n",
                                     "startxref 0",
                                     "xref\n0 9999999\nstartxref\n0\n" };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GByteArray) pdf = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      g_byte_array_append (pdf, (const guint8 *) bad[i], (guint) strlen (bad[i]));
      g_assert_false (ibar_pdf_complete (pdf, "en", "", none, &error));
      g_assert_error (error, IBAR_ERROR, IBAR_ERROR_FAILED);
      g_assert_cmpuint (pdf->len, ==, strlen (bad[i]));
    }
}

/* What went in comes out: pixels through cairo's reader, resolution and text by their bytes. */
static void
test_png (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bands.png", NULL);
  FILE *file = fopen (path, "wb");
  const IbarPngText texts[] = { { "Title", "Зве\"чан" } };
  guint32 rows[6][5];
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarPngWriter) writer
      = ibar_png_writer_new (file, 5, 6, 300, texts, G_N_ELEMENTS (texts), &error);
  cairo_surface_t *read;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_no_error (error);
  for (guint y = 0; y < 6; y++)
    for (guint x = 0; x < 5; x++)
      rows[y][x] = 0xff000000u | (y * 40 << 16) | (x * 50 << 8) | (x * y);
  for (int band = 0; band < 3; band++)
    g_assert_true (
        ibar_png_writer_add (writer, (const guint8 *) rows[band * 2], 2, sizeof rows[0], &error));
  g_assert_true (ibar_png_writer_finish (writer, &error));
  fclose (file);
  read = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_image_surface_get_height (read), ==, 6);
  for (int y = 0; y < 6; y++)
    g_assert_cmpmem (cairo_image_surface_get_data (read)
                         + y * cairo_image_surface_get_stride (read),
                     sizeof rows[0], rows[y], sizeof rows[0]);
  cairo_surface_destroy (read);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_nonnull (memmem (bytes, length, "Зве\"чан", strlen ("Зве\"чан")));
  g_assert_nonnull (memmem (bytes, length, "pHYs\0\0\x2e\x23\0\0\x2e\x23\1", 13)); /* 11811 px/m */
  g_unlink (path);
}

static GPtrArray *
make_blocks (IbarBlock *blocks, guint n, double height)
{
  GPtrArray *array = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      blocks[i] = (IbarBlock){ .height = height, .before = 2 };
      g_ptr_array_add (array, &blocks[i]);
    }
  return array;
}

static void
test_flow (void)
{
  IbarBlock blocks[10];
  g_autoptr (GPtrArray) array = make_blocks (blocks, 10, 10);
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (IbarPlacedBlock));
  IbarColumnSet set = { 5, 7, 50, 4, 34, 2, FALSE };
  const IbarPlacedBlock *p;
  guint next = 0;

  /* 10, 2 + 10, 2 + 10: three to a column of 34 */
  g_assert_cmpfloat (ibar_flow_fill (array, &next, array->len, &set, 3, placed), ==, 34);
  g_assert_cmpuint (next, ==, 6);
  p = (const IbarPlacedBlock *) (gconstpointer) placed->data;
  g_assert_cmpfloat (p[0].x, ==, 5);
  g_assert_cmpfloat (p[0].y, ==, 7);
  g_assert_cmpfloat (p[3].x, ==, 59);
  g_assert_cmpfloat (p[3].y, ==, 7); /* no white above the first of a column */
  g_assert_cmpuint (p[5].page, ==, 3);
  /* five to a column, when there is room */
  g_assert_cmpfloat_with_epsilon (ibar_flow_balance (array, 0, array->len, &set, 500), 58, 1.01);
  g_assert_true (isinf (ibar_flow_balance (array, 0, array->len, &set, 40)));
}

/* A heading goes with what it heads; what is too tall stands alone on a page of its own. */
static void
test_flow_keep (void)
{
  IbarBlock blocks[4];
  g_autoptr (GPtrArray) array = make_blocks (blocks, 4, 10);
  IbarColumnSet set = { 0, 0, 50, 4, 23, 1, FALSE };
  guint next = 0;

  blocks[1].keep_with_next = TRUE;
  ibar_flow_fill (array, &next, array->len, &set, 0, NULL);
  g_assert_cmpuint (next, ==, 1);
  blocks[1].height = 100;
  ibar_flow_fill (array, &next, array->len, &set, 0, NULL);
  g_assert_cmpuint (next, ==, 1);
  set.whole_page = TRUE;
  ibar_flow_fill (array, &next, array->len, &set, 0, NULL);
  g_assert_cmpuint (next, >, 1);
}

/* Two sections: columns begin on one line below a heading, and the next section below them; a table
 * that goes on in another column repeats its head. */
static void
test_flow_sections (void)
{
  IbarBlock blocks[8];
  g_autoptr (GPtrArray) array = make_blocks (blocks, 8, 10);
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (IbarPlacedBlock));
  IbarColumnSet set = { 5, 7, 50, 4, 200, 2, FALSE };
  const IbarPlacedBlock *p;
  guint next = 0;

  blocks[0].spans = blocks[3].spans = TRUE; /* heading, 2 blocks; heading, head, 3 rows */
  blocks[4].keep_with_next = TRUE;
  for (int i = 5; i < 8; i++)
    blocks[i].head = &blocks[4];
  g_assert_cmpfloat (ibar_flow_measure (array, &set, 200), <, 200);
  ibar_flow_page (array, &next, &set, 0, placed);
  g_assert_cmpuint (next, ==, 8);
  g_assert_cmpuint (placed->len, ==, 9);
  p = (const IbarPlacedBlock *) (gconstpointer) placed->data;
  g_assert_cmpfloat (p[1].y, ==, 17);
  g_assert_cmpfloat (p[2].y, ==, p[1].y);
  g_assert_cmpfloat (p[2].x, ==, 59);
  g_assert_cmpfloat (p[3].y, ==, 29); /* the second heading: below, with its white */
  g_assert_cmpfloat (p[3].x, ==, 5);
  g_assert_true (p[7].block == &blocks[4] && p[7].x == 59 && p[7].y == p[4].y);
  /* Where no row of a section fits, its heading waits for the next page as well. */
  set.height = 35;
  next = 0;
  ibar_flow_page (array, &next, &set, 0, NULL);
  g_assert_cmpuint (next, ==, 3);
  g_assert_true (isinf (ibar_flow_measure (array, &set, 35)));
}

static void
test_greys (void)
{
  IbarStyle style;
  IbarColor red = { 1, 0, 0, 1 }, seen;

  ibar_palette_init_style (IBAR_PALETTE_GREY, &style);
  for (int a = 0; a < IBAR_N_FAMILIES; a++)
    for (int b = 0; b < a; b++)
      g_assert_cmpfloat (fabs (style.family[a].red - style.family[b].red), >, 0.1);
  g_assert_cmpfloat (style.water.red, ==, style.water.blue);
  seen = ibar_preview_color (IBAR_PREVIEW_DEUTERANOPIA, &red);
  g_assert_cmpfloat (fabs (seen.red - seen.green), <, 0.2); /* red looks like a dark yellow */
  seen = ibar_preview_color (IBAR_PREVIEW_NONE, &red);
  g_assert_cmpfloat (seen.green, ==, 0);
}

static void
test_preview_pixels (void)
{
  guint32 pixels[4] = { 0xff000000, 0xffffffff, 0xffff0000, 0xffff0000 };

  ibar_preview_pixels (IBAR_PREVIEW_GREY, (guint8 *) pixels, 4, 1, sizeof pixels);
  g_assert_cmphex (pixels[0], ==, 0xff000000);
  g_assert_cmphex (pixels[1], ==, 0xffffffff);
  g_assert_cmphex (pixels[2], ==, pixels[3]);
  g_assert_cmphex (pixels[2] & 0xff, ==, (pixels[2] >> 16) & 0xff);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/figure-files/svg", test_svg);
  g_test_add_func ("/figure-files/pdf", test_pdf);
  g_test_add_func ("/figure-files/pdf-damaged", test_pdf_damaged);
  g_test_add_func ("/figure-files/png", test_png);
  g_test_add_func ("/figure-files/flow", test_flow);
  g_test_add_func ("/figure-files/flow-keep", test_flow_keep);
  g_test_add_func ("/figure-files/flow-sections", test_flow_sections);
  g_test_add_func ("/figure-files/greys", test_greys);
  g_test_add_func ("/figure-files/preview-pixels", test_preview_pixels);
  return g_test_run ();
}
