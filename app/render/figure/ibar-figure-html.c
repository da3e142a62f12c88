/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A figure as a page for the web: the picture, and list, claims and sources as text beside it. One
 * file that fetches nothing: the picture is inline SVG, the style stands in the head. */

#define G_LOG_DOMAIN "ibar-figure-html"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-evidence.h"
#include "ibar-figure-output.h"

static const char style[]
    = "body{font:16px/1.5 Cantarell,'Noto Sans','DejaVu Sans',sans-serif;max-width:60rem;"
      "margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
      "figure{margin:0}svg{width:100%;height:auto}"
      "table{border-collapse:collapse;width:100%;margin:1rem 0}"
      "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd}"
      "td.n{text-align:right;font-variant-numeric:tabular-nums}"
      "footer,.muted{color:#555;font-size:.85rem}a{color:#1d5a86}";

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);
  g_string_append (out, escaped);
}

static void
append_element (GString *out, const char *open, const char *text, const char *close)
{
  g_string_append (out, open);
  append_escaped (out, text);
  g_string_append (out, close);
}

static void
append_source (GString *out, IbarFigureContent *content, int index)
{
  const IbarSource *source = content->vocabulary->sources->pdata[index];
  g_autofree char *name = ibar_figure_content_dup_source_name (content, index);
  gboolean link = source->url != NULL
                  && (g_str_has_prefix (source->url, "https://")
                      || g_str_has_prefix (source->url, "http://"));

  if (link)
    append_element (out, "<a href=\"", source->url, "\">");
  append_escaped (out, name);
  g_string_append (out, link ? "</a>" : "");
}

static void
append_head_row (GString *out, const char *const *cells)
{
  g_string_append (out, "<thead><tr>");
  for (gsize i = 0; cells[i] != NULL; i++)
    append_element (out, "<th scope=\"col\">", cells[i], "</th>");
  g_string_append (out, "</tr></thead>\n<tbody>\n");
}

static void
append_events (GString *out, IbarFigureContent *content)
{
  const char *const head[]
      = { _ ("No."), _ ("Date"), _ ("Event"), _ ("Place"), _ ("Sources"), NULL };

  append_element (out, "<h2>", _ ("Events"), "</h2>\n<table id=\"events-table\">");
  append_head_row (out, head);
  for (guint i = 0; i < content->n_listed; i++)
    {
      const IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent, i);
      g_autofree char *place = ibar_figure_content_dup_place_name (content, event->at.place);
      g_autofree char *date
          = ibar_date_format (event->at.start, event->at.end, event->at.date_precision);

      append_element (out, "<tr id=\"row-", event->record->id, "\">");
      g_string_append_printf (out, "<td class=\"n\">%u</td>", event->number);
      append_element (out, "<td>", date, "</td>");
      append_element (out, "<td>", event->record->title, "</td>");
      append_element (out, "<td>", place, "</td><td>");
      for (guint s = 0; s < event->record->sources->len; s++)
        {
          g_string_append (out, s > 0 ? "; " : "");
          append_source (out, content, g_array_index (event->record->sources, int, s));
        }
      g_string_append (out, "</td></tr>\n");
    }
  g_string_append (out, "</tbody></table>\n");
}

static void
append_claim (GString *out,
              IbarFigureContent *content,
              const IbarFigureEvent *event,
              const IbarClaim *claim)
{
  g_autofree char *group = ibar_figure_content_dup_claim_group (content, claim);
  g_autofree char *figure = ibar_claim_dup_figure (claim);

  g_string_append_printf (out, "<tr><td class=\"n\">%u</td>", event->number);
  append_element (out, "<td>", event->record->title, "</td>");
  g_string_append_printf (out, "<td style=\"padding-left:%.1frem\">", 0.6 + claim->depth);
  append_element (out, "", group, "</td>");
  append_element (out, "<td>",
                  strcmp (claim->kind, "killed") == 0 ? C_ ("claim", "killed")
                                                      : C_ ("claim", "injured"),
                  "</td>");
  append_element (out, "<td>", figure, "</td><td>");
  for (guint s = 0; s < claim->sources->len; s++)
    {
      g_string_append (out, s > 0 ? "; " : "");
      append_source (out, content, (int) GPOINTER_TO_UINT (claim->sources->pdata[s]) - 1);
    }
  g_string_append (out, "</td></tr>\n");
}

static void
append_claims (GString *out, IbarFigureContent *content)
{
  const char *const head[]
      = { _ ("No."), _ ("Event"), _ ("Whom"), "", _ ("So many"), _ ("According to"), NULL };
  gboolean open = FALSE;

  for (guint i = 0; i < content->n_listed; i++)
    {
      const IbarFigureEvent *event = &g_array_index (content->events, IbarFigureEvent, i);

      for (guint c = 0; c < event->record->claims->len; c++)
        {
          if (!open)
            {
              append_element (out, "<h2>", _ ("Casualty claims"), "</h2>\n");
              append_element (
                  out, "<p class=\"muted\">",
                  _ ("Each figure is one account’s claim. Claims are never added up; an "
                     "indented group is part of the group above it."),
                  "</p>\n<table id=\"claims-table\">");
              append_head_row (out, head);
            }
          open = TRUE;
          append_claim (out, content, event, event->record->claims->pdata[c]);
        }
    }
  g_string_append (out, open ? "</tbody></table>\n" : "");
}

/* Every source of the listed events once, with its headline and what is missing of it. */
static void
append_sources (GString *out, IbarFigureContent *content)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < content->n_listed; i++)
    {
      const IbarEventRecord *record = g_array_index (content->events, IbarFigureEvent, i).record;
      for (guint s = 0; s < record->sources->len; s++)
        g_hash_table_add (used, GINT_TO_POINTER (g_array_index (record->sources, int, s) + 1));
    }
  if (g_hash_table_size (used) == 0)
    return;
  append_element (out, "<h2>", _ ("Sources"), "</h2>\n<ul id=\"sources\">\n");
  for (guint s = 0; s < content->vocabulary->sources->len; s++)
    {
      const IbarSource *source = content->vocabulary->sources->pdata[s];

      if (!g_hash_table_contains (used, GINT_TO_POINTER ((int) s + 1)))
        continue;
      g_string_append (out, "<li>");
      append_source (out, content, (int) s);
      if (source->title != NULL && source->title[0] != '\0')
        append_element (out, ": ", source->title, "");
      if (source->note != NULL && source->note[0] != '\0')
        append_element (out, " <span class=\"muted\">(", source->note, ")</span>");
      g_string_append (out, "</li>\n");
    }
  g_string_append (out, "</ul>\n");
}

static void
append_head (GString *out, IbarFigureContent *content)
{
  g_string_append (out, "<!DOCTYPE html>\n");
  append_element (out, "<html lang=\"", content->language, "\">\n<head><meta charset=\"utf-8\">\n");
  g_string_append (out, "<meta name=\"viewport\" content=\"width=device-width\">\n");
  append_element (out, "<title>", content->title, "</title>\n");
  append_element (out, "<meta name=\"description\" content=\"", content->sentence, "\">\n");
  g_string_append_printf (out, "<meta name=\"generator\" content=\"Ibar %s\">\n", IBAR_VERSION);
  g_string_append_printf (out, "<style>%s</style></head>\n<body>\n<main>\n", style);
}

/* One picture stands inline, so that its text can be found and its links followed. Several would
 * share the names of their glyphs: each is an image of its own, with its alternative text. */
static gboolean
append_picture (GString *out,
                const IbarSheets *sheets,
                IbarFigureLayout *layout,
                GKeyFile *evidence,
                GError **error)
{
  gboolean one = sheets->n == 1;
  g_autofree char *svg = ibar_figure_layout_to_svg (layout, 0, one ? evidence : NULL, !one, error);
  g_autofree char *base64 = NULL, *alternative = NULL;

  if (svg == NULL)
    return FALSE;
  g_string_append (out, "<figure>\n");
  if (one)
    g_string_append (out, svg);
  else
    {
      base64 = g_base64_encode ((const guchar *) svg, strlen (svg));
      alternative = ibar_figure_map_dup_alternative (layout->map, layout->content);
      append_element (out, "<img alt=\"", alternative, "\" style=\"width:100%\" src=\"");
      g_string_append_printf (out, "data:image/svg+xml;base64,%s\">\n", base64);
    }
  g_string_append (out, "</figure>\n");
  return TRUE;
}

/**
 * ibar_sheets_to_html:
 * @sheets: figures whose list is none: the page has its own
 * @evidence: what it shall carry
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the page
 */
char *
ibar_sheets_to_html (const IbarSheets *sheets,
                     GKeyFile *evidence,
                     GCancellable *cancellable,
                     GError **error)
{
  IbarFigureContent *content = sheets->whole->content;
  g_autoptr (GString) out = g_string_new (NULL);

  append_head (out, content);
  if (sheets->n > 1)
    {
      g_autofree char *xmp = ibar_evidence_to_xmp (evidence, FALSE);
      g_string_append_printf (out, "<script type=\"application/rdf+xml\">\n%s</script>\n", xmp);
      append_element (out, "<h1>", content->title, "</h1>\n");
    }
  for (guint sheet = 0; sheet < sheets->n; sheet++)
    {
      IbarFigureLayout *layout = sheets->get (sheets->data, sheet, cancellable, error);

      if (layout == NULL || !append_picture (out, sheets, layout, evidence, error))
        return NULL;
    }
  append_events (out, content);
  append_claims (out, content);
  append_sources (out, content);
  append_element (out, "</main>\n<footer><p>", content->credits, "</p>");
  append_element (out, "<p>", _ ("Filter:"), " <code>");
  append_escaped (out, content->filter_text);
  g_string_append (out, "</code></p></footer>\n</body></html>\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}
