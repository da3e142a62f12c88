/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The markup of a tour's texts, small enough to be typed by hand:
 *
 *   an empty line          begins a paragraph; other line ends are blanks
 *   - at a line's start    an item of a list
 *   *emphasis* **strong**
 *   [words](event:ID)      a link to an event, a place (place:ID) or a source (source:ID)
 *   \                      before any of these signs: the sign itself
 *
 * Marks nest and close in their own paragraph or item. What is not closed is an error that says
 * where it was opened; nothing of the text ever reaches Pango but escaped. */

#define G_LOG_DOMAIN "ibar-story-markup"

#include "config.h"

#include "ibar-story-markup.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define MOST_OPEN 8 /* marks inside each other; three kinds exist */

typedef enum
{
  MARK_EMPHASIS,
  MARK_STRONG,
  MARK_LINK,
} Mark;

static const struct
{
  const char *sign, *open, *close;
} marks[] = {
  [MARK_EMPHASIS] = { "*", "<i>", "</i>" },
  [MARK_STRONG] = { "**", "<b>", "</b>" },
  [MARK_LINK] = { "[", NULL, "</a>" },
};

typedef struct
{
  Mark mark;
  const char *at;    /* where it was opened */
  gsize pango_begin; /* [bytes] of the output before it: a link's address comes after its words */
} Open;

typedef struct
{
  const char *text;
  const char *p;
  GString *pango, *plain;
  GPtrArray *links;
  Open open[MOST_OPEN];
  guint n_open;
} Parser;

static const char *const link_kinds[IBAR_N_STORY_LINKS] = { "event", "place", "source" };

/**
 * ibar_story_link_from_string:
 * @text: "event:NK-20230529-01"
 * @kind: (out): what it leads to
 * @id: (out) (transfer none): a part of @text
 *
 * Returns: FALSE if it leads to nothing that is known
 */
gboolean
ibar_story_link_from_string (const char *text, IbarStoryLinkKind *kind, const char **id)
{
  const char *colon = strchr (text, ':');

  for (guint i = 0; colon != NULL && colon[1] != '\0' && i < IBAR_N_STORY_LINKS; i++)
    {
      if (strlen (link_kinds[i]) != (gsize) (colon - text)
          || strncmp (text, link_kinds[i], (gsize) (colon - text)) != 0)
        continue;
      *kind = (IbarStoryLinkKind) i;
      *id = colon + 1;
      return TRUE;
    }
  return FALSE;
}

static void
link_free (gpointer data)
{
  g_free (((IbarStoryLink *) data)->id);
  g_free (data);
}

static guint
get_line (const Parser *self, const char *at)
{
  guint line = 1;

  for (const char *p = self->text; p < at; p++)
    line += *p == '\n';
  return line;
}

static guint
get_column (const Parser *self, const char *at)
{
  const char *start = at;

  while (start > self->text && start[-1] != '\n')
    start--;
  return (guint) g_utf8_strlen (start, at - start) + 1;
}

/* A message that begins with where. */
static gboolean G_GNUC_PRINTF (4, 5)
    fail (const Parser *self, const char *at, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE, _ ("line %u, column %u: %s"),
               get_line (self, at), get_column (self, at), what);
  return FALSE;
}

static void
add_text (Parser *self, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (self->pango, escaped);
  g_string_append_len (self->plain, text, (gssize) length);
}

static gboolean
open_mark (Parser *self, Mark mark, GError **error)
{
  for (guint i = 0; i < self->n_open; i++)
    {
      if (self->open[i].mark == mark)
        return fail (self, self->p, error, _ ("“%s” stands inside another “%s”"), marks[mark].sign,
                     marks[mark].sign);
    }
  g_assert (self->n_open < MOST_OPEN); /* three kinds, none inside itself */
  self->open[self->n_open++] = (Open){ mark, self->p, self->pango->len };
  if (marks[mark].open != NULL)
    g_string_append (self->pango, marks[mark].open);
  self->p += strlen (marks[mark].sign);
  return TRUE;
}

static gboolean
is_open (const Parser *self, Mark mark)
{
  for (guint i = 0; i < self->n_open; i++)
    if (self->open[i].mark == mark)
      return TRUE;
  return FALSE;
}

static gboolean
close_mark (Parser *self, Mark mark, GError **error)
{
  const Open *top = &self->open[self->n_open - 1];

  if (top->mark != mark)
    return fail (self, top->at, error, _ ("“%s” is not closed before what stands around it"),
                 marks[top->mark].sign);
  self->n_open--;
  g_string_append (self->pango, marks[mark].close);
  return TRUE;
}

/* A star opens before a word and closes after one; between blanks it is a star. */
static gboolean
parse_stars (Parser *self, GError **error)
{
  Mark mark = self->p[1] == '*' ? MARK_STRONG : MARK_EMPHASIS;
  gsize length = strlen (marks[mark].sign);
  gboolean after_word = self->p > self->text && !g_ascii_isspace (self->p[-1]);
  gboolean before_word = self->p[length] != '\0' && !g_ascii_isspace (self->p[length]);

  /* "***" closes the inner one first. */
  if (mark == MARK_STRONG && after_word && self->n_open > 0
      && self->open[self->n_open - 1].mark == MARK_EMPHASIS
      && (is_open (self, MARK_STRONG) || !before_word))
    {
      mark = MARK_EMPHASIS;
      length = 1;
    }
  if (is_open (self, mark) && after_word)
    {
      if (!close_mark (self, mark, error))
        return FALSE;
      self->p += length;
      return TRUE;
    }
  if (before_word)
    return open_mark (self, mark, error);
  add_text (self, self->p, length);
  self->p += length;
  return TRUE;
}

/* "](event:ID)": the address goes before the words in Pango's markup. */
static gboolean
parse_link_end (Parser *self, GError **error)
{
  const Open *top = &self->open[self->n_open - 1];
  const char *opened = top->at;
  gsize begin = top->pango_begin;
  const char *end = self->p[1] == '(' ? strpbrk (self->p + 2, ")\n") : NULL;
  g_autofree char *address = NULL;
  g_autofree char *tag = NULL;
  IbarStoryLinkKind kind;
  IbarStoryLink *link;
  const char *id;

  if (end == NULL || *end != ')')
    return fail (self, opened, error,
                 _ ("“[” begins a link; expected [words](event:ID), [words](place:ID) or "
                    "[words](source:ID)"));
  address = g_strndup (self->p + 2, (gsize) (end - self->p - 2));
  if (!ibar_story_link_from_string (address, &kind, &id))
    return fail (self, self->p + 2, error,
                 _ ("“%s” is no address here; expected event:ID, place:ID or source:ID"), address);
  if (!close_mark (self, MARK_LINK, error))
    return FALSE;
  tag = g_markup_printf_escaped ("<a href=\"%s\">", address);
  g_string_insert (self->pango, (gssize) begin, tag);
  link = g_new0 (IbarStoryLink, 1);
  link->kind = kind;
  link->id = g_strdup (id);
  link->line = get_line (self, opened);
  g_ptr_array_add (self->links, link);
  self->p = end + 1;
  return TRUE;
}

/* Where paragraph or item ends, every mark must be closed. */
static gboolean
check_closed (const Parser *self, GError **error)
{
  const Open *top;

  if (self->n_open == 0)
    return TRUE;
  top = &self->open[self->n_open - 1];
  return fail (self, top->at, error, _ ("“%s” is not closed in its paragraph"), marks[top->mark].sign);
}

/* At a line's end: a new paragraph, a new item, or a blank. */
static gboolean
parse_line_end (Parser *self, GError **error)
{
  const char *next = self->p + 1;
  gboolean paragraph = FALSE;
  const char *between;

  for (const char *p = next; *p != '\0' && g_ascii_isspace (*p); p++)
    {
      paragraph = paragraph || *p == '\n';
      next = p + 1;
    }
  self->p = next;
  if (*next == '\0')
    return TRUE;
  between = paragraph ? "\n\n" : g_str_has_prefix (next, "- ") ? "\n" : " ";
  if (between[0] == '\n' && !check_closed (self, error))
    return FALSE;
  g_string_append (self->pango, between);
  g_string_append (self->plain, between);
  return TRUE;
}

static gboolean
parse_one (Parser *self, GError **error)
{
  gboolean line_start = self->p == self->text || self->plain->len == 0
                        || self->plain->str[self->plain->len - 1] == '\n';

  switch (*self->p)
    {
    case '\n':
      return parse_line_end (self, error);
    case '*':
      return parse_stars (self, error);
    case '[':
      return open_mark (self, MARK_LINK, error);
    case ']':
      if (is_open (self, MARK_LINK))
        return parse_link_end (self, error);
      break;
    case '-':
      if (!line_start || self->p[1] != ' ')
        break;
      add_text (self, "• ", strlen ("• "));
      self->p += 2;
      return TRUE;
    case '\\':
      if (g_ascii_ispunct (self->p[1]))
        self->p++;
      break;
    default:
      break;
    }
  add_text (self, self->p, (gsize) (g_utf8_next_char (self->p) - self->p));
  self->p = g_utf8_next_char (self->p);
  return TRUE;
}

/**
 * ibar_story_markup_parse:
 * @text: a step's text, valid UTF-8
 * @error: return location
 *
 * Understands a text.
 *
 * Returns: (transfer full) (nullable): the text, or NULL with @error set
 *
 * Errors: %IBAR_ERROR_PARSE: "line 2, column 5: “**” is not closed in its paragraph".
 *
 * Thread: any.
 *
 * Cost: O(length).
 */
IbarStoryMarkup *
ibar_story_markup_parse (const char *text, GError **error)
{
  g_autofree char *clean = NULL;
  g_autoptr (IbarStoryMarkup) result = NULL;
  Parser parser = { 0 };
  gboolean ok = TRUE;

  g_return_val_if_fail (text != NULL, NULL);

  clean = g_utf8_make_valid (text, -1);
  parser.text = parser.p = clean;
  while (g_ascii_isspace (*parser.p))
    parser.p++;
  parser.pango = g_string_new (NULL);
  parser.plain = g_string_new (NULL);
  parser.links = g_ptr_array_new_with_free_func (link_free);
  while (ok && *parser.p != '\0')
    ok = parse_one (&parser, error);
  ok = ok && check_closed (&parser, error);
  result = g_new0 (IbarStoryMarkup, 1);
  result->pango = g_string_free (parser.pango, FALSE);
  result->plain = g_string_free (parser.plain, FALSE);
  result->links = parser.links;
  return ok ? g_steal_pointer (&result) : NULL;
}

/**
 * ibar_story_markup_free:
 * @self: (transfer full) (nullable): a text
 */
void
ibar_story_markup_free (IbarStoryMarkup *self)
{
  if (self == NULL)
    return;
  g_free (self->pango);
  g_free (self->plain);
  g_ptr_array_unref (self->links);
  g_free (self);
}
