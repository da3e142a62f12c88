/* SPDX-License-Identifier: GPL-3.0-or-later */

/* cairo's SVG made into one that a person can work in: groups with ids where the canvas opened and
 * closed its parts, title and description for the whole and for each mark, links, metadata. The parts
 * of the page and of its maps are Inkscape's layers, which can be hidden and locked one by one.
 *
 * cairo also numbers its pictures by a counter of the process; they are numbered anew here, so that
 * the same figure is the same file whatever was drawn before. */

#define G_LOG_DOMAIN "ibar-svg-groups"

#include "config.h"

#include "ibar-svg-groups.h"

#include <stdlib.h>
#include <string.h>

/* "M 0 0 L 12 0.15625 L 0 0.3125 Z": the number is 1 + the group's, or 1 for an end; 0: no sign. */
static guint
parse_sign (const char *line, gsize length)
{
  static const char path[] = "d=\"M 0 0 L ";
  static const char rest[] = " 0.15625 L 0 0.3125 Z";
  const char *at = memmem (line, length, path, strlen (path));
  char *end = NULL;
  gulong number;

  if (at == NULL)
    return 0;
  number = strtoul (at + strlen (path), &end, 10);
  return strncmp (end, rest, strlen (rest)) == 0 ? (guint) number : 0;
}

/* An XML id: the first character a letter, and nothing that CSS or a URL would stumble over. */
static char *
dup_clean_id (const char *id)
{
  char *clean = g_strdup (id);

  for (char *c = clean; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_' && *c != '.')
        *c = '_';
    }
  return clean;
}

static void
append_element (GString *out, const char *name, const char *text)
{
  g_autofree char *escaped = NULL;

  if (text == NULL || text[0] == '\0')
    return;
  escaped = g_markup_escape_text (text, -1);
  g_string_append_printf (out, "<%s>%s</%s>\n", name, escaped, name);
}

/* Whether a group is a layer: one of the page's, or of a map's. Layers lie in layers only. */
static gboolean
is_layer (const IbarCanvasGroup *group, const GPtrArray *open)
{
  const IbarCanvasGroup *around = open->len == 1 ? open->pdata[0] : NULL;

  return group->id != NULL
         && (open->len == 0 || (around != NULL && g_strcmp0 (around->id, "map") == 0));
}

/* What Inkscape calls it: a layer by its name, anything else by its title. */
static void
append_label (GString *out, const IbarCanvasGroup *group, gboolean layer)
{
  const char *label = layer ? group->id : group->title;
  g_autofree char *escaped = label != NULL ? g_markup_escape_text (label, -1) : NULL;

  if (layer)
    g_string_append (out, " inkscape:groupmode=\"layer\"");
  if (escaped != NULL)
    g_string_append_printf (out, " inkscape:label=\"%s\"", escaped);
}

/* Opens a group; a link where its id says so. What closes it is pushed on the stack. */
static void
open_group (GString *out,
            const IbarCanvasGroup *group,
            GHashTable *ids,
            GPtrArray *stack,
            const GPtrArray *open)
{
  if (group->id != NULL && g_str_has_prefix (group->id, "href:"))
    {
      g_autofree char *uri = g_markup_escape_text (group->id + strlen ("href:"), -1);
      g_string_append_printf (out, "<a xlink:href=\"%s\" href=\"%s\">\n", uri, uri);
      g_ptr_array_add (stack, (gpointer) "</a>\n");
      return;
    }
  if (group->id != NULL)
    {
      g_autofree char *id = dup_clean_id (group->id);
      guint used = GPOINTER_TO_UINT (g_hash_table_lookup (ids, id)) + 1;

      if (used == 1)
        g_string_append_printf (out, "<g id=\"%s\"", id);
      else
        g_string_append_printf (out, "<g id=\"%s.%u\"", id, used);
      append_label (out, group, is_layer (group, open));
      g_string_append (out, ">\n");
      g_hash_table_insert (ids, g_steal_pointer (&id), GUINT_TO_POINTER (used));
    }
  else
    g_string_append (out, "<g>\n");
  append_element (out, "title", group->title);
  append_element (out, "desc", group->description);
  g_ptr_array_add (stack, (gpointer) "</g>\n");
}

static void
append_head (GString *out,
             const char *language,
             const char *title,
             const char *description,
             const char *metadata)
{
  append_element (out, "title", title);
  append_element (out, "desc", description);
  if (metadata != NULL)
    g_string_append_printf (out, "<metadata>\n%s</metadata>\n", metadata);
}

/* The root element with the language and a role, and the head right after it. */
static void
append_root (GString *out, const char *line, gsize length, const char *language)
{
  g_string_append_len (out, line, (gssize) length - 1);
  g_string_append (out, " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"");
  g_string_append_printf (out, " xml:lang=\"%s\" lang=\"%s\" role=\"img\">\n", language, language);
}

/* surface12, image7, mask3: named by a counter of the process. */
static gboolean
renumber_cb (const GMatchInfo *match, GString *result, gpointer user_data)
{
  GHashTable *names = user_data;
  g_autofree char *before = g_match_info_fetch (match, 1);
  g_autofree char *word = g_match_info_fetch (match, 2);
  g_autofree char *name = g_match_info_fetch (match, 0);
  const char *bare = name + strlen (before);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (names, bare));

  if (number == 0)
    {
      number = g_hash_table_size (names) + 1;
      g_hash_table_insert (names, g_strdup (bare), GUINT_TO_POINTER (number));
    }
  g_string_append_printf (result, "%s%s-%u", before, word, number);
  return FALSE;
}

static char *
renumber (const char *svg, gsize length)
{
  g_autoptr (GRegex) regex = g_regex_new (
      "(id=\"|href=\"#|url\\(#)(surface|image|mask|source|filter|pattern)-?[0-9]+", 0, 0, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return g_regex_replace_eval (regex, svg, (gssize) length, 0, 0, renumber_cb, names, NULL);
}

/**
 * ibar_svg_complete:
 * @svg: what cairo wrote
 * @length: its length [bytes]
 * @canvas: what it was drawn with
 * @language: BCP 47
 * @title: of the picture
 * @description: (nullable): of the picture
 * @metadata: (nullable): RDF
 * @prolog: whether it begins with the XML declaration; without one it can stand inside HTML
 *
 * **Cost:** O(length), one pass and a regular expression: 20 ms for 1 MB.
 *
 * Returns: (transfer full): the SVG
 */
char *
ibar_svg_complete (const char *svg,
                   gsize length,
                   const IbarCanvas *canvas,
                   const char *language,
                   const char *title,
                   const char *description,
                   const char *metadata,
                   gboolean prolog)
{
  g_autofree char *numbered = renumber (svg, length);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) stack = g_ptr_array_new (); /* of what closes each open group */
  g_autoptr (GPtrArray) open = g_ptr_array_new ();  /* of those groups */
  gboolean after_definitions = FALSE;
  GString *out = g_string_sized_new (length + 4096);
  const char *at = numbered;

  while (*at != '\0')
    {
      const char *end = strchr (at, '\n');
      gsize n = end != NULL ? (gsize) (end - at) : strlen (at);
      guint sign = n < 300 ? parse_sign (at, n) : 0;

      if (n > 5 && strncmp (at, "<svg ", 5) == 0)
        {
          append_root (out, at, n, language);
          append_head (out, language, title, description, metadata);
        }
      else if (sign > 1 && sign - 2 < canvas->groups->len)
        {
          open_group (out, canvas->groups->pdata[sign - 2], ids, stack, open);
          g_ptr_array_add (open, canvas->groups->pdata[sign - 2]);
        }
      else if (sign == 1 && stack->len > 0)
        {
          g_string_append (out, g_ptr_array_steal_index (stack, stack->len - 1));
          g_ptr_array_set_size (open, (int) stack->len);
        }
      else if (after_definitions && n > 14 && strncmp (at, "<g id=\"surface", 14) == 0
               && strncmp (at + n - 2, "\">", 2) == 0)
        {
          /* cairo puts all of the page into one group. */
          g_string_append_len (out, at, (gssize) n - 1);
          g_string_append (out, " inkscape:groupmode=\"layer\" inkscape:label=\"page\">\n");
        }
      else if (prolog || strncmp (at, "<?xml", 5) != 0)
        {
          g_string_append_len (out, at, (gssize) n);
          g_string_append_c (out, '\n');
        }
      after_definitions = n == 7 && strncmp (at, "</defs>", 7) == 0;
      at += n + (end != NULL ? 1 : 0);
    }
  return g_string_free (out, FALSE);
}
