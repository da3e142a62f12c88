/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a figure carries of where it came from: a key file with the whole description, and beside it
 * what was found: sentence, collection, event ids with a digest each, sources.
 *
 * It travels as the text of <ibar:evidence> inside XMP: in a PDF's metadata stream (never
 * compressed), an SVG's <metadata>, an HTML page's picture and a PNG's iTXt chunk. So one search
 * finds it in all of them, and any program that shows XMP shows title, credits and language. */

#define G_LOG_DOMAIN "ibar-evidence"

#include "config.h"

#include "ibar-evidence.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "ibar-tile-url.h"
#include "ibar-error.h"
#include "ibar-figure-output.h"

#define OPENING "<ibar:evidence>"
#define CLOSING "</ibar:evidence>"
#define LARGEST_FIGURE (2ll << 30) /* [bytes] */
#define DIGEST_LENGTH 16 /* hex digits of SHA-256: 64 bits tell versions of one event apart */

static void
digest_text (GChecksum *sum, const char *text)
{
  /* The closing zero keeps "ab", "c" apart from "a", "bc". */
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""),
                     (gssize) (text != NULL ? strlen (text) : 0) + 1);
}

static void
digest_number (GChecksum *sum, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  digest_text (sum, text);
}

static void
digest_claims (GChecksum *sum, const IbarEventRecord *record, const IbarVocabulary *vocabulary)
{
  for (guint i = 0; i < record->claims->len; i++)
    {
      const IbarClaim *claim = record->claims->pdata[i];

      digest_text (sum, claim->kind);
      digest_text (sum, claim->group);
      digest_number (sum, claim->low);
      digest_number (sum, claim->best);
      digest_number (sum, claim->high);
      digest_text (sum, claim->note);
      for (guint s = 0; s < claim->sources->len; s++)
        {
          const IbarSource *source
              = vocabulary->sources->pdata[GPOINTER_TO_UINT (claim->sources->pdata[s]) - 1];
          digest_text (sum, source->id);
        }
    }
}

/**
 * ibar_event_record_digest:
 * @record: an event
 * @vocabulary: of its collection
 *
 * Digests what a reader sees of an event: texts, dates, type, place, actors, claims and sources,
 * each by id and not by its place in a table, so that other events may come and go.
 *
 * Returns: (transfer full): 16 hexadecimal digits
 */
char *
ibar_event_record_digest (const IbarEventRecord *record, const IbarVocabulary *vocabulary)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const IbarEventType *type = record->type >= 0 ? vocabulary->types->pdata[record->type] : NULL;
  const IbarPlace *place = record->place >= 0 ? vocabulary->places->pdata[record->place] : NULL;

  digest_text (sum, record->id);
  digest_text (sum, record->title);
  digest_text (sum, record->summary);
  digest_text (sum, record->contested);
  digest_number (sum, record->start);
  digest_number (sum, record->end);
  digest_number (sum, record->date_precision);
  digest_number (sum, record->confidence);
  digest_text (sum, type != NULL ? type->id : NULL);
  digest_text (sum, place != NULL ? place->id : NULL);
  if (ibar_point_is_placed (record->point))
    {
      digest_number (sum, (gint64) (record->point.longitude * 1e7));
      digest_number (sum, (gint64) (record->point.latitude * 1e7));
    }
  for (guint i = 0; i < record->actors->len; i++)
    {
      const IbarEventActor *part = &g_array_index (record->actors, IbarEventActor, i);
      digest_text (sum, ((const IbarActor *) vocabulary->actors->pdata[part->actor])->id);
      digest_text (sum, part->role);
    }
  digest_claims (sum, record, vocabulary);
  for (guint i = 0; i < record->sources->len; i++)
    {
      int index = g_array_index (record->sources, int, i);
      digest_text (sum, ((const IbarSource *) vocabulary->sources->pdata[index])->id);
    }
  return g_strndup (g_checksum_get_string (sum), DIGEST_LENGTH);
}

/**
 * ibar_evidence_get_date:
 *
 * The date a figure says it was made on: SOURCE_DATE_EPOCH where it is set. Else none, because the
 * same input must give the same bytes.
 *
 * Returns: (transfer full) (nullable): ISO 8601 in UTC
 */
char *
ibar_evidence_get_date (void)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 seconds = epoch != NULL ? g_ascii_strtoll (epoch, NULL, 10) : 0;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (CLAMP (seconds, 0, 253402300799));

  if (epoch == NULL)
    return NULL;
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

static gboolean
write_events (GKeyFile *file, IbarFigureContent *content, GError **error)
{
  g_autoptr (GHashTable) sources = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < content->events->len && i < IBAR_EVIDENCE_MOST_EVENTS; i++)
    {
      const IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent, i);
      g_autoptr (IbarEventRecord) loaded = NULL;
      const IbarEventRecord *record = event->record;
      g_autofree char *digest = NULL;

      if (record == NULL)
        {
          loaded = ibar_collection_load_event (content->collection, event->at.fid, error);
          if (loaded == NULL)
            return FALSE;
          record = loaded;
        }
      digest = ibar_event_record_digest (record, content->vocabulary);
      g_key_file_set_string (file, "events", record->id, digest);
      for (guint s = 0; s < record->sources->len; s++)
        g_hash_table_add (sources, GINT_TO_POINTER (g_array_index (record->sources, int, s)));
    }
  for (guint s = 0; s < content->vocabulary->sources->len; s++)
    {
      const IbarSource *source = content->vocabulary->sources->pdata[s];
      g_autofree char *name = NULL, *text = NULL;

      if (!g_hash_table_contains (sources, GINT_TO_POINTER (s)))
        continue;
      name = ibar_figure_content_dup_source_name (content, (int) s);
      text = g_strdup_printf ("%s%s%s", name, source->url != NULL ? ", " : "",
                              source->url != NULL ? source->url : "");
      g_key_file_set_string (file, "sources", source->id, text);
    }
  return TRUE;
}

/**
 * ibar_evidence_new:
 * @layout: a figure
 * @error: return location for an error
 *
 * **Cost:** 0.3 ms for each event that is not in the list, which is read for its digest.
 *
 * Returns: (transfer full) (nullable): what the figure shall carry
 */
GKeyFile *
ibar_evidence_new (IbarFigureLayout *layout, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  IbarFigureContent *content = layout->content;
  g_autofree char *names = ibar_name_setting_to_string (&content->figure->names);
  g_autofree char *date = ibar_evidence_get_date ();
  g_autofree char *extent
      = g_strdup_printf ("%.6f,%.6f,%.6f,%.6f", layout->map->extent.west, layout->map->extent.south,
                         layout->map->extent.east, layout->map->extent.north);

  ibar_figure_write_key_file (content->figure, file);
  if (content->figure->base_map != NULL)
    {
      g_autofree char *base_map = ibar_tile_url_dup_public (content->figure->base_map);

      g_key_file_set_string (file, "map", "base-map", base_map);
    }
  g_key_file_set_string (file, "data", "filter", content->filter_text);
  g_key_file_set_integer (file, "evidence", "format", 1);
  g_key_file_set_string (file, "evidence", "program", "Ibar " IBAR_VERSION);
  if (date != NULL)
    g_key_file_set_string (file, "evidence", "date", date);
  g_key_file_set_string (file, "evidence", "title", content->title);
  g_key_file_set_string (file, "evidence", "sentence", content->sentence);
  g_key_file_set_string (file, "evidence", "filter", content->filter_text);
  g_key_file_set_string (file, "evidence", "collection", content->collection_name);
  g_key_file_set_string (file, "evidence", "collection-version", content->collection_version);
  g_key_file_set_string (file, "evidence", "content-hash", content->content_hash);
  g_key_file_set_string (file, "evidence", "names", names);
  g_key_file_set_string (file, "evidence", "profile",
                         content->profile != NULL ? content->profile->id : "");
  g_key_file_set_string (file, "evidence", "language", content->language);
  g_key_file_set_string (file, "evidence", "credits", content->credits);
  g_key_file_set_string (file, "evidence", "extent", extent);
  g_key_file_set_integer (file, "evidence", "scale", (int) layout->map->denominator);
  g_key_file_set_integer (file, "evidence", "events", (int) content->events->len);
  g_key_file_set_integer (file, "evidence", "events-in-collection", (int) content->n_total);
  return write_events (file, content, error) ? g_steal_pointer (&file) : NULL;
}

static void
add_property (GString *xmp, const char *name, const char *kind, const char *attribute, char *value)
{
  g_autofree char *escaped = value != NULL ? g_markup_escape_text (value, -1) : NULL;

  if (escaped != NULL && escaped[0] != '\0')
    {
      if (kind == NULL)
        g_string_append_printf (xmp, "   <%s>%s</%s>\n", name, escaped, name);
      else
        g_string_append_printf (xmp, "   <%s><rdf:%s><rdf:li%s>%s</rdf:li></rdf:%s></%s>\n", name,
                                kind, attribute, escaped, kind, name);
    }
  g_free (value);
}

/**
 * ibar_evidence_to_xmp:
 * @evidence: from ibar_evidence_new()
 * @packet: with the processing instructions around it, for PDF and PNG
 *
 * **Source:** ISO 16684-1 (XMP), Dublin Core in RDF.
 *
 * Returns: (transfer full): the evidence as RDF
 */
char *
ibar_evidence_to_xmp (GKeyFile *evidence, gboolean packet)
{
  GString *xmp = g_string_new (NULL);
  g_autofree char *text = g_key_file_to_data (evidence, NULL, NULL);
  const char *any = " xml:lang=\"x-default\"";
#define GET(group, key) g_key_file_get_string (evidence, group, key, NULL)
  g_autofree char *author = GET ("text", "author");

  if (packet)
    g_string_append (xmp, "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                          "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n");
  g_string_append (xmp, " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                        "  <rdf:Description rdf:about=\"\"\n"
                        "    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                        "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                        "    xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                        "    xmlns:ibar=\"https://ibar-map.github.io/ns/1/\">\n");
  add_property (xmp, "dc:title", "Alt", any, GET ("evidence", "title"));
  add_property (xmp, "dc:description", "Alt", any, GET ("evidence", "sentence"));
  add_property (xmp, "dc:rights", "Alt", any, GET ("evidence", "credits"));
  if (author != NULL && strcmp (author, "auto") != 0)
    add_property (xmp, "dc:creator", "Seq", "", g_strdup (author));
  add_property (xmp, "dc:language", "Bag", "", GET ("evidence", "language"));
  add_property (xmp, "xmp:CreatorTool", NULL, NULL, GET ("evidence", "program"));
  add_property (xmp, "xmp:CreateDate", NULL, NULL, GET ("evidence", "date"));
  add_property (xmp, "ibar:evidence", NULL, NULL, g_steal_pointer (&text));
  g_string_append (xmp, "  </rdf:Description>\n </rdf:RDF>\n");
  if (packet)
    g_string_append (xmp, "</x:xmpmeta>\n<?xpacket end=\"r\"?>");
#undef GET
  return g_string_free (xmp, FALSE);
}

/* Undoes g_markup_escape_text(): five names and numbers in hexadecimal. */
static char *
unescape (const char *text, gsize length)
{
  static const char *const names[][2] = { { "&amp;", "&" },   { "&lt;", "<" },   { "&gt;", ">" },
                                          { "&quot;", "\"" }, { "&apos;", "'" }, { "&#39;", "'" } };
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length;)
    {
      gsize skip = 0;

      for (gsize n = 0; text[i] == '&' && skip == 0 && n < G_N_ELEMENTS (names); n++)
        {
          gsize l = strlen (names[n][0]);
          if (l <= length - i && memcmp (text + i, names[n][0], l) == 0)
            {
              g_string_append (out, names[n][1]);
              skip = l;
            }
        }
      if (skip == 0 && text[i] == '&' && length - i > 4 && memcmp (text + i, "&#x", 3) == 0)
        {
          char *end = NULL;
          gunichar c = (gunichar) strtoul (text + i + 3, &end, 16);
          if (end < text + length && *end == ';' && g_unichar_validate (c))
            {
              g_string_append_unichar (out, c);
              skip = (gsize) (end + 1 - (text + i));
            }
        }
      if (skip == 0)
        g_string_append_c (out, text[i]);
      i += MAX (skip, 1);
    }
  return g_string_free (out, FALSE);
}

/**
 * ibar_evidence_read:
 * @path: a figure: PDF, SVG, PNG or HTML
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_NOT_FOUND for a missing file or one without evidence,
 * %IBAR_ERROR_CORRUPT.
 *
 * Returns: (transfer full) (nullable): what it carries
 */
GKeyFile *
ibar_evidence_read (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &local);
  g_autoptr (GKeyFile) evidence = g_key_file_new ();
  g_autofree char *text = NULL;
  const char *data, *from, *to;
  gsize length;

  if (file == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_NOT_FOUND, "%s", local->message);
      return NULL;
    }
  data = g_mapped_file_get_contents (file);
  length = g_mapped_file_get_length (file);
  from = data != NULL && length < LARGEST_FIGURE ? memmem (data, length, OPENING, strlen (OPENING))
                                                 : NULL;
  to = from != NULL ? memmem (from, length - (gsize) (from - data), CLOSING, strlen (CLOSING))
                    : NULL;
  if (to == NULL)
    {
      g_set_error (error, IBAR_ERROR, from != NULL ? IBAR_ERROR_CORRUPT : IBAR_ERROR_NOT_FOUND,
                   from != NULL ? _ ("%s: the figure’s evidence is cut off")
                                : _ ("%s carries no evidence: it is no figure of Ibar, or another "
                                     "program has rewritten it"),
                   path);
      return NULL;
    }
  from += strlen (OPENING);
  text = unescape (from, (gsize) (to - from));
  if (!g_key_file_load_from_data (evidence, text, (gsize) -1, G_KEY_FILE_NONE, &local)
      || !g_key_file_has_group (evidence, "evidence"))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT,
                   _ ("%s: the figure’s evidence is damaged"), path);
      return NULL;
    }
  return g_steal_pointer (&evidence);
}

/**
 * ibar_evidence_is_path:
 * @path: of a file
 *
 * Returns: whether its name is that of a figure
 */
gboolean
ibar_evidence_is_path (const char *path)
{
  IbarFigureOutput output;
  return ibar_figure_output_from_path (path, &output, NULL);
}

/**
 * ibar_evidence_load_preset:
 * @figure: a description
 * @name: a preset's name, the path of a preset file, or of a figure, which describes itself
 * @error: return location for an error
 *
 * **Errors:** as ibar_figure_load_preset() and ibar_evidence_read().
 *
 * Returns: whether the description was taken over
 */
gboolean
ibar_evidence_load_preset (IbarFigure *figure, const char *name, GError **error)
{
  g_autoptr (GKeyFile) evidence = NULL;

  if (!ibar_evidence_is_path (name))
    return ibar_figure_load_preset (figure, name, error);
  evidence = ibar_evidence_read (name, error);
  return evidence != NULL && ibar_figure_read_key_file (figure, evidence, name, error);
}
