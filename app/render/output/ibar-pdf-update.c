/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What cairo's PDF lacks: the document's language, XMP metadata, an alternative text for each Figure
 * of the structure, what each heading of a table is about, words and order of a page's links, and
 * that what is no part of the structure is an artifact.
 *
 * The objects are written out again in the order they have in the file, some of them changed, with a
 * new cross-reference table. It reads the classic table, which PDF 1.4 always has. */

#define G_LOG_DOMAIN "ibar-pdf-update"

#include "config.h"

#include "ibar-pdf-update.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"
#include "ibar-pdf-artifacts.h"

#define DEEPEST 64      /* nesting of structure elements */
#define TABLE_COLUMNS 4 /* of claims, the one table of a figure: IBAR_BLOCK_CELLS */

typedef struct
{
  const char *data; /* zero-terminated */
  gsize length;
  GArray *offsets;     /* of gsize, by object number; 0: free */
  guint root, info;    /* object numbers */
  gsize old_xref;      /* offset of the table */
  GHashTable *changed; /* of GByteArray: an object from "N 0 obj" to "endobj", by number */
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

static GByteArray *
begin_object (Update *u, guint object)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("%u 0 obj\n", object);

  g_byte_array_append (bytes, (const guint8 *) head, (guint) strlen (head));
  g_hash_table_replace (u->changed, GUINT_TO_POINTER (object), bytes);
  return bytes;
}

static void
append_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

/* Writes an object anew with more entries in its dictionary. */
static void
extend_object (Update *u, guint object, const char *dictionary, const char *entries)
{
  GByteArray *bytes = begin_object (u, object);

  g_byte_array_append (bytes, (const guint8 *) dictionary, (guint) strlen (dictionary) - 2);
  append_text (bytes, entries);
  append_text (bytes, ">>\nendobj\n");
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

/* What a link is called: its address, for want of other words. */
static void
describe_link (Update *u, guint object, const char *dictionary)
{
  const char *address = strstr (dictionary, "/URI (");
  const char *end = address != NULL ? strchr (address, ')') : NULL; /* none inside */
  g_autofree char *entry = NULL;

  if (end == NULL)
    return;
  address += strlen ("/URI ");
  entry = g_strdup_printf ("   /Contents %.*s\n", (int) (end + 1 - address), address);
  extend_object (u, object, dictionary, entry);
}

/* The stream of a page, of which cairo tells the length in an object of its own. */
static void
mark_artifacts (Update *u, guint object)
{
  const char *at, *stream;
  g_autofree char *dictionary = NULL, *head = NULL;
  g_autoptr (GByteArray) marked = NULL;
  guint length_object;
  gsize length;
  GByteArray *bytes;

  if (object == 0 || object >= u->offsets->len)
    return;
  at = u->data + g_array_index (u->offsets, gsize, object);
  stream = strstr (at, "stream\n");
  dictionary = stream != NULL ? g_strndup (at, (gsize) (stream - at)) : g_strdup ("");
  length_object = get_reference (dictionary, "/Length");
  if (length_object == 0 || length_object >= u->offsets->len
      || strstr (dictionary, "/FlateDecode") == NULL)
    return;
  stream += strlen ("stream\n");
  at = strstr (u->data + g_array_index (u->offsets, gsize, length_object), "obj");
  length = at != NULL ? strtoul (at + strlen ("obj"), NULL, 10) : 0;
  if (length == 0 || length > u->length - (gsize) (stream - u->data))
    return;
  marked = ibar_pdf_mark_artifacts ((const guint8 *) stream, length);
  if (marked == NULL)
    return;
  head = g_strdup_printf ("<< /Length %u\n   /Filter /FlateDecode\n>>\nstream\n", marked->len);
  bytes = begin_object (u, object);
  append_text (bytes, head);
  g_byte_array_append (bytes, marked->data, marked->len);
  append_text (bytes, "\nendstream\nendobj\n");
}

/* Pages and their links. The keyboard goes from link to link as the structure does. A page whose
 * stream is laid out otherwise than by the cairo known here keeps it: a file with less in it is
 * better than none. */
static void
complete_pages (Update *u)
{
  for (guint object = 1; object < u->offsets->len; object++)
    {
      g_autofree char *dictionary = NULL;
      const char *at = u->data + g_array_index (u->offsets, gsize, object);
      const char *type = at > u->data ? strstr (at, "/Type /") : NULL;
      gboolean page, annotation;

      /* The first thing in the object, and not /Pages. */
      if (type == NULL || type - at > 24)
        continue;
      type += strlen ("/Type /");
      page = g_str_has_prefix (type, "Page") && !g_ascii_isalpha (type[strlen ("Page")]);
      annotation = g_str_has_prefix (type, "Annot") && !g_ascii_isalpha (type[strlen ("Annot")]);
      if (!page && !annotation)
        continue;
      dictionary = dup_dictionary (u, object);
      if (dictionary != NULL && annotation)
        describe_link (u, object, dictionary);
      else if (dictionary != NULL)
        {
          mark_artifacts (u, get_reference (dictionary, "/Contents"));
          if (strstr (dictionary, "/Annots") != NULL)
            extend_object (u, object, dictionary, "   /Tabs /S\n");
        }
    }
}

/* Takes out the date that stands for none. */
static void
complete_info (Update *u)
{
  g_autofree char *dictionary = dup_dictionary (u, u->info);
  char *date = dictionary != NULL ? strstr (dictionary, "/CreationDate (19700101000000") : NULL;
  char *end = date != NULL ? strchr (date, ')') : NULL;

  if (end == NULL)
    return;
  memmove (date, end + 1, strlen (end + 1) + 1);
  extend_object (u, u->info, dictionary, "");
}

static void
write_metadata (Update *u, guint object, const char *xmp)
{
  GByteArray *bytes = begin_object (u, object);
  g_autofree char *head = g_strdup_printf (
      "<< /Type /Metadata /Subtype /XML /Length %" G_GSIZE_FORMAT " >>\nstream\n", strlen (xmp));

  append_text (bytes, head);
  append_text (bytes, xmp);
  append_text (bytes, "\nendstream\nendobj\n");
}

typedef struct
{
  gsize offset; /* in the old file; of what is new behind all of it */
  guint object;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;
  return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static void
append_table (Update *u, GByteArray *out, const GArray *offsets)
{
  GString *table = g_string_new (NULL);

  g_string_append_printf (table, "xref\n0 %u\n", offsets->len);
  for (guint i = 0; i < offsets->len; i++)
    {
      gsize offset = g_array_index (offsets, gsize, i);
      g_string_append_printf (table, "%010" G_GSIZE_FORMAT " %05d %c \n", offset,
                              offset > 0 ? 0 : 65535, offset > 0 ? 'n' : 'f');
    }
  g_string_append_printf (table, "trailer\n<< /Size %u\n   /Root %u 0 R\n", offsets->len, u->root);
  if (u->info > 0)
    g_string_append_printf (table, "   /Info %u 0 R\n", u->info);
  g_string_append_printf (table, ">>\nstartxref\n%u\n%%%%EOF\n", out->len);
  g_byte_array_append (out, (const guint8 *) table->str, (guint) table->len);
  g_string_free (table, TRUE);
}

/* All objects in the order they stand in: as they are, or as they were changed. */
static GByteArray *
write_file (Update *u, guint n_objects)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GArray) offsets = g_array_new (FALSE, TRUE, sizeof (gsize));

  for (guint object = 1; object < n_objects; object++)
    {
      Place place = { u->old_xref, object };

      if (object < u->offsets->len)
        place.offset = g_array_index (u->offsets, gsize, object);
      if (place.offset > 0)
        g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  g_array_set_size (offsets, n_objects);
  g_byte_array_append (out, (const guint8 *) u->data, (guint) g_array_index (places, Place, 0).offset);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      gsize end = i + 1 < places->len ? place[1].offset : u->old_xref;
      const GByteArray *changed
          = g_hash_table_lookup (u->changed, GUINT_TO_POINTER (place->object));

      g_array_index (offsets, gsize, place->object) = out->len;
      if (changed != NULL)
        g_byte_array_append (out, changed->data, changed->len);
      else
        g_byte_array_append (out, (const guint8 *) u->data + place->offset,
                             (guint) (end - place->offset));
    }
  append_table (u, out, offsets);
  return out;
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
 * **Source:** ISO 32000-1, 7.5 (file structure), 14.3.2 (metadata), 14.9 (accessibility).
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
  g_autoptr (GByteArray) complete = NULL;

  g_byte_array_append (pdf, (const guint8 *) "", 1); /* the searches need an end */
  u.data = (const char *) pdf->data;
  u.length = pdf->len - 1;
  u.offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  u.changed = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_byte_array_unref);
  if (read_xref (&u) && (catalog = dup_dictionary (&u, u.root)) != NULL)
    {
      guint metadata = u.offsets->len;

      entries = g_strdup_printf ("   /Lang (%s)\n   /Metadata %u 0 R\n"
                                 "   /ViewerPreferences << /DisplayDocTitle true >>\n",
                                 language, metadata);
      extend_object (&u, u.root, catalog, entries);
      complete_pages (&u);
      complete_structure (&u, get_reference (catalog, "/StructTreeRoot"), 0);
      complete_info (&u);
      write_metadata (&u, metadata, xmp);
      complete = write_file (&u, metadata + 1);
    }
  else
    g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_FAILED,
                         _ ("The PDF library wrote a file whose objects cannot be found"));
  g_byte_array_set_size (pdf, complete != NULL ? 0 : pdf->len - 1);
  if (complete != NULL)
    g_byte_array_append (pdf, complete->data, complete->len);
  g_hash_table_unref (u.changed);
  g_array_unref (u.offsets);
  return complete != NULL;
}
