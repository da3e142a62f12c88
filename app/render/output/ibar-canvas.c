/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One drawing, three outputs: what a part of the picture is, said while it is drawn.
 *
 * cairo's PDF takes structure tags, but has no alternative text: ibar-pdf-update.c adds it. cairo's
 * SVG takes no groups at all, so a sign is drawn where one begins or ends: a triangle of a shape
 * that nothing else has, with its number as a coordinate, and no clip in force, so that cairo
 * closes its own groups before it. ibar-svg-groups.c finds the signs and puts <g> and </g> in their
 * place. */

#define G_LOG_DOMAIN "ibar-canvas"

#include "config.h"

#include "ibar-canvas.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

static void
group_free (gpointer data)
{
  IbarCanvasGroup *group = data;

  g_free (group->id);
  g_free (group->title);
  g_free (group->description);
  g_free (group);
}

/* The sign of group n (from 1), or of an end (0). */
static void
draw_sign (IbarCanvas *self, guint n)
{
  cairo_save (self->cr);
  cairo_reset_clip (self->cr);
  cairo_identity_matrix (self->cr);
  cairo_new_path (self->cr);
  cairo_move_to (self->cr, 0, 0);
  cairo_line_to (self->cr, 1 + n, IBAR_CANVAS_SIGN_HEIGHT / 2);
  cairo_line_to (self->cr, 0, IBAR_CANVAS_SIGN_HEIGHT);
  cairo_close_path (self->cr);
  cairo_set_source_rgb (self->cr, 0.5, 0.5, 0.5);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

/**
 * ibar_canvas_init:
 * @self: a canvas
 * @cr: what to draw on; it must outlive the canvas
 * @kind: what comes out of it
 * @image_dpi: pixels per inch for pictures inside a vector file
 */
void
ibar_canvas_init (IbarCanvas *self, cairo_t *cr, IbarCanvasKind kind, double image_dpi)
{
  *self = (IbarCanvas){ .cr = cr, .kind = kind, .image_dpi = image_dpi };
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->alternatives = g_ptr_array_new_with_free_func (g_free);
}

/**
 * ibar_canvas_clear:
 * @self: a canvas; what it drew on is left alone
 */
void
ibar_canvas_clear (IbarCanvas *self)
{
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
}

/**
 * ibar_canvas_begin:
 * @self: a canvas
 * @tag: (nullable): the PDF structure element: "H1", "P", "Figure" …; %NULL: none
 * @id: (nullable): the SVG group's id: letters, digits, "-", "_", "."; %NULL: no group
 * @title: (nullable): what the part is, for a reader who points at it or cannot see it
 * @description: (nullable): more of it; the alternative text of a Figure
 *
 * Opens a part. Parts nest, and each is closed by ibar_canvas_end() with the same @tag.
 */
void
ibar_canvas_begin (IbarCanvas *self,
                   const char *tag,
                   const char *id,
                   const char *title,
                   const char *description)
{
  if (self->kind == IBAR_CANVAS_PDF && tag != NULL)
    {
      cairo_tag_begin (self->cr, tag, NULL);
      if (strcmp (tag, "Figure") == 0)
        g_ptr_array_add (self->alternatives, g_strdup (description != NULL ? description : title));
    }
  else if (self->kind == IBAR_CANVAS_SVG)
    {
      IbarCanvasGroup *group = g_new0 (IbarCanvasGroup, 1);

      group->id = g_strdup (id);
      group->title = g_strdup (title);
      group->description = g_strdup (description);
      g_ptr_array_add (self->groups, group);
      draw_sign (self, self->groups->len);
      self->depth++;
    }
}

/**
 * ibar_canvas_end:
 * @self: a canvas
 * @tag: (nullable): as given to ibar_canvas_begin()
 */
void
ibar_canvas_end (IbarCanvas *self, const char *tag)
{
  if (self->kind == IBAR_CANVAS_PDF && tag != NULL)
    cairo_tag_end (self->cr, tag);
  else if (self->kind == IBAR_CANVAS_SVG)
    {
      g_return_if_fail (self->depth > 0);
      draw_sign (self, 0);
      self->depth--;
    }
}

/* Only what a reader may be sent to: an address that begins otherwise is printed, not linked. */
static gboolean
is_linkable (const char *uri)
{
  return uri != NULL && (g_str_has_prefix (uri, "https://") || g_str_has_prefix (uri, "http://"));
}

/**
 * ibar_canvas_begin_link:
 * @self: a canvas
 * @uri: (nullable): where it leads; only http and https become links
 *
 * Opens a piece of a text of which some pieces are links. In a PDF each is an element, also what is
 * no link: cairo knows no text beside an element in one and the same.
 */
void
ibar_canvas_begin_link (IbarCanvas *self, const char *uri)
{
  if (self->kind == IBAR_CANVAS_PDF && is_linkable (uri))
    {
      /* PDF wants ASCII, and cairo writes a parenthesis as it is; what is escaped already stays so. */
      g_autofree char *ascii = g_uri_escape_string (uri, ":/?#[]@!$&*+,;=%", FALSE);
      g_autofree char *attributes = g_strdup_printf ("uri='%s'", ascii);

      cairo_tag_begin (self->cr, CAIRO_TAG_LINK, attributes);
    }
  else if (self->kind == IBAR_CANVAS_PDF)
    cairo_tag_begin (self->cr, "Span", NULL);
  else if (self->kind == IBAR_CANVAS_SVG && is_linkable (uri))
    {
      g_autofree char *id = g_strdup_printf ("href:%s", uri);
      ibar_canvas_begin (self, NULL, id, NULL, NULL);
    }
}

/**
 * ibar_canvas_end_link:
 * @self: a canvas
 * @uri: (nullable): as given to ibar_canvas_begin_link()
 */
void
ibar_canvas_end_link (IbarCanvas *self, const char *uri)
{
  if (self->kind == IBAR_CANVAS_PDF)
    cairo_tag_end (self->cr, is_linkable (uri) ? CAIRO_TAG_LINK : "Span");
  else if (self->kind == IBAR_CANVAS_SVG && is_linkable (uri))
    ibar_canvas_end (self, NULL);
}

/**
 * ibar_canvas_check:
 * @status: of a context or a surface
 * @error: return location for an error
 *
 * **Errors:** %IBAR_ERROR_FAILED, with cairo's words.
 *
 * Returns: whether all was drawn
 */
gboolean
ibar_canvas_check (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("The figure could not be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}
