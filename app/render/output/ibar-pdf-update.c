/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What cairo's PDF lacks: the document's language, XMP metadata, an alternative text for each Figure
 * of the structure, what each heading of a table is about, and the order of a page's links.
 *
 * All of it is added as an incremental update, the way the format provides for changing a file:
 * new versions of a few objects and a cross-reference table for them are appended, nothing before
 * is touched. It reads the classic cross-reference table, which PDF 1.4 always has. */

#define G_LOG_DOMAIN "ibar-pdf-update"

#include "config.h"

#include "ibar-pdf-update.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define DEEPEST 64      /* nesting of structure elements */
#define TABLE_COLUMNS 4 /* of claims, the one table of a figure: IBAR_BLOCK_CELLS */

typedef struct
{
  const char *data; /* zero-terminated */
  gsize length;
  GArray *offsets;         /* of gsize, by object number; 0: free */
  guint root, info;        /* object numbers */
  gsize old_xref;          /* offset of the table */
  GString *out;            /* what is appended */
  GArray *updated;         /* of guint: object numbers, in order */
  GArray *updated_offsets; /* of gsize */
  GPtrArray *alternatives;
  guint next_alternative;
} Update;

static const char *
find_last (const char *data, gsize length, const char *word)
{
  gsize n = strlen (word);

  for (gsize i = length >= n ? length - n + 1 : 0; i-- > 0;)
    {
      if (memcmp (data + i, word, n) == 0)
        return data + i;
    }
  return NULL;
}

/* "/Key 12 0 R" after a place: 12, or 0. */
static guint
get_reference (const char *from, const char *key)
{
  const char *at = strstr (from, key);
  return at != NULL ? (guint) strtoul (at + strlen (key), NULL, 10) : 0;
}

/* One section of 20-byte lines, from object 0: what cairo writes. */
static gboolean
read_xref (Update *u)
{
  const char *start = find_last (u->data, u->length, "startxref");
  const char *at, *trailer;
  char *end = NULL;
  guint n;

  if (start == NULL)
    return FALSE;
  u->old_xref = strtoul (start + strlen ("startxref"), NULL, 10);
  if (u->old_xref + 8 >= u->length || strncmp (u->data + u->old_xref, "xref", 4) != 0)
    return FALSE;
  at = u->data + u->old_xref + 4;
  if (strtoul (at, &end, 10) != 0)
    return FALSE;
  n = (guint) strtoul (end, &end, 10);
  for (guint i = 0; i < n; i++)
    {
      gsize offset = strtoul (end, &end, 10);

      strtoul (end, &end, 10);
      end += strspn (end, " ");
      if (*end == '\0')
        return FALSE;
      if (*end == 'f')
        offset = 0;
      end++;
      if (offset >= u->length)
        return FALSE;
      g_array_append_val (u->offsets, offset);
    }
  trailer = strstr (end, "trailer");
  if (trailer == NULL)
    return FALSE;
  u->root = get_reference (trailer, "/Root");
  u->info = get_reference (trailer, "/Info");
  return u->root > 0 && u->root < n;
}

/* An object's dictionary, from "<<" to its last ">>". */
static char *
dup_dictionary (Update *u, guint object)
{
  const char *from, *end, *to;

  if (object == 0 || object >= u->offsets->len || g_array_index (u->offsets, gsize, object) == 0)
    return NULL;
  from = strstr (u->data + g_array_index (u->offsets, gsize, object), "<<");
  end = from != NULL ? strstr (from, "endobj") : NULL;
  to = end != NULL ? find_last (from, (gsize) (end - from), ">>") : NULL;
  return to != NULL ? g_strndup (from, (gsize) (to - from) + 2) : NULL;
}

static void
begin_object (Update *u, guint object)
{
  gsize offset = u->length + u->out->len;

  g_array_append_val (u->updated, object);
  g_array_append_val (u->updated_offsets, offset);
  g_string_append_printf (u->out, "%u 0 obj\n", object);
}

/* Writes an object anew with more entries in its dictionary. */
static void
extend_object (Update *u, guint object, const char *dictionary, const char *entries)
{
  begin_object (u, object);
  g_string_append_len (u->out, dictionary, (gssize) strlen (dictionary) - 2);
  g_string_append_printf (u->out, "%s>>\nendobj\n", entries);
}

/* A text string of any characters: UTF-16BE in hexadecimal. */
static char *
format_text (const char *text)
{
  GString *hex = g_string_new ("<FEFF");
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);

  for (gsize i = 0; units != NULL && units[i] != 0; i++)
    g_string_append_printf (hex, "%04X", units[i]);
  g_string_append_c (hex, '>');
  return g_string_free (hex, FALSE);
}

/* The children of a structure element: references outside inner dictionaries. */
static GArray *
get_children (const char *dictionary)
{
  GArray *children = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *at = strstr (dictionary, "/K ");
  gboolean list;
  int depth = 0;

  if (at == NULL)
    return children;
  at += 3 + strspn (at + 3, " \n");
  list = *at == '[';
  at += list ? 1 : 0;
  while (*at != '\0' && *at != ']')
    {
      if (strncmp (at, "<<", 2) == 0 || strncmp (at, ">>", 2) == 0)
        {
          depth += *at == '<' ? 1 : -1;
          at += 2;
        }
      else if (g_ascii_isdigit (*at))
        {
          char *end = NULL;
          guint number = (guint) strtoul (at, &end, 10);

          if (depth == 0 && strncmp (end, " 0 R", 4) == 0)
            {
              g_array_append_val (children, number);
              end += 4;
            }
          at = end;
          if (!list)
            break;
        }
      else
        at++;
      if (depth < 0)
        break;
    }
  return children;
}

static void
describe_figure (Update *u, guint object, const char *dictionary)
{
  const char *alternative = u->alternatives->pdata[u->next_alternative++];
  g_autofree char *text = format_text (alternative != NULL ? alternative : "");
  g_autofree char *entry = g_strdup_printf ("   /Alt %s\n", text);

  extend_object (u, object, dictionary, entry);
}

/* A table's headings: those of columns share a row, the first of them over what the row has more
 * than it; one alone in its row is about all of that row, and stands over the whole table. */
static void
describe_headings (Update *u, const GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      guint object = g_array_index (cells, guint, i);
      g_autofree char *dictionary = dup_dictionary (u, object);
      g_autofree char *entry = NULL;
      gboolean alone = cells->len == 1;
      guint span = alone ? TABLE_COLUMNS : i == 0 ? TABLE_COLUMNS + 1 - cells->len : 1;

      if (dictionary == NULL || strstr (dictionary, "/S /TH") == NULL)
        continue;
      entry = g_strdup_printf ("   /A << /O /Table /Scope /%s /ColSpan %u >>\n",
                               alone ? "Row" : "Column", span);
      extend_object (u, object, dictionary, entry);
    }
}

/* In reading order, which is the order the texts were collected in. */
static void
complete_structure (Update *u, guint object, int depth)
{
  g_autofree char *dictionary = dup_dictionary (u, object);
  g_autoptr (GArray) children = NULL;

  if (dictionary == NULL || depth > DEEPEST)
    return;
  children = get_children (dictionary);
  if (strstr (dictionary, "/S /Figure") != NULL && u->next_alternative < u->alternatives->len)
    describe_figure (u, object, dictionary);
  else if (strstr (dictionary, "/S /TR") != NULL)
    describe_headings (u, children);
  for (guint i = 0; i < children->len; i++)
    complete_structure (u, g_array_index (children, guint, i), depth + 1);
}

/* The keyboard goes from link to link as the structure does. */
static void
order_links (Update *u)
{
  for (guint object = 1; object < u->offsets->len; object++)
    {
      g_autofree char *dictionary = NULL;
      const char *at = u->data + g_array_index (u->offsets, gsize, object);
      const char *type = at > u->data ? strstr (at, "/Type /Page") : NULL;

      /* The first thing in the object, and not /Pages. */
      if (type == NULL || type - at > 24 || g_ascii_isalpha (type[strlen ("/Type /Page")]))
        continue;
      dictionary = dup_dictionary (u, object);
      if (dictionary != NULL && strstr (dictionary, "/Annots") != NULL)
        extend_object (u, object, dictionary, "   /Tabs /S\n");
    }
}

static void
write_xref (Update *u)
{
  gsize xref = u->length + u->out->len;

  g_string_append (u->out, "xref\n");
  for (guint i = 0; i < u->updated->len; i++)
    g_string_append_printf (u->out, "%u 1\n%010" G_GSIZE_FORMAT " 00000 n \n",
                            g_array_index (u->updated, guint, i),
                            g_array_index (u->updated_offsets, gsize, i));
  g_string_append_printf (u->out, "trailer\n<< /Size %u\n   /Root %u 0 R\n", u->offsets->len + 1,
                          u->root);
  if (u->info > 0)
    g_string_append_printf (u->out, "   /Info %u 0 R\n", u->info);
  g_string_append_printf (u->out,
                          "   /Prev %" G_GSIZE_FORMAT "\n>>\nstartxref\n%" G_GSIZE_FORMAT
                          "\n%%%%EOF\n",
                          u->old_xref, xref);
}

/**
 * ibar_pdf_complete:
 * @pdf: (inout): a PDF 1.4 file as cairo writes it
 * @language: BCP 47, of the text
 * @xmp: a packet
 * @alternatives: (element-type utf8): what stands for each Figure, in reading order
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_FAILED where the file is not laid out as PDF 1.4 is.
 * **Source:** ISO 32000-1, 7.5.6 (incremental updates), 14.3.2 (metadata), 14.9 (accessibility).
 *
 * Returns: whether it was completed
 */
gboolean
ibar_pdf_complete (GByteArray *pdf,
                   const char *language,
                   const char *xmp,
                   GPtrArray *alternatives,
                   GError **error)
{
  Update u = { .alternatives = alternatives };
  g_autofree char *catalog = NULL, *entries = NULL;
  gboolean ok;

  g_byte_array_append (pdf, (const guint8 *) "", 1); /* the searches need an end */
  u.data = (const char *) pdf->data;
  u.length = pdf->len - 1;
  u.offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  u.updated = g_array_new (FALSE, FALSE, sizeof (guint));
  u.updated_offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  u.out = g_string_new (NULL);
  ok = read_xref (&u) && (catalog = dup_dictionary (&u, u.root)) != NULL;
  if (ok)
    {
      guint metadata = u.offsets->len;
      guint structure = get_reference (catalog, "/StructTreeRoot");

      entries = g_strdup_printf ("   /Lang (%s)\n   /Metadata %u 0 R\n"
                                 "   /ViewerPreferences << /DisplayDocTitle true >>\n",
                                 language, metadata);
      extend_object (&u, u.root, catalog, entries);
      complete_structure (&u, structure, 0);
      order_links (&u);
      begin_object (&u, metadata);
      g_string_append_printf (u.out,
                              "<< /Type /Metadata /Subtype /XML /Length %" G_GSIZE_FORMAT
                              " >>\nstream\n%s\nendstream\nendobj\n",
                              strlen (xmp), xmp);
      write_xref (&u);
    }
  else
    g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_FAILED,
                         _ ("The PDF library wrote a file whose objects cannot be found"));
  g_byte_array_set_size (pdf, pdf->len - 1);
  if (ok)
    g_byte_array_append (pdf, (const guint8 *) u.out->str, (guint) u.out->len);
  g_string_free (u.out, TRUE);
  g_array_unref (u.offsets);
  g_array_unref (u.updated);
  g_array_unref (u.updated_offsets);
  return ok;
}
