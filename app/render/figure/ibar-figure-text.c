/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text of a figure: roles, measuring, drawing with links.
 *
 * Hinting and rounding of positions depend on the resolution, so both are off: the layout made here
 * is drawn unchanged on paper, in pixels and in the preview. The language is set, because Pango
 * would else take it from the locale and with it another font. */

#define G_LOG_DOMAIN "ibar-figure-text"

#include "config.h"

#include "ibar-figure-text.h"

#include <math.h>

#define FINE 3.0 /* [px of a picture a pt] from there on glyphs may stand on whole pixels */

struct _IbarTypesetter
{
  PangoContext *context;
  PangoFontDescription *fonts[IBAR_N_TEXT_ROLES];
  double sizes[IBAR_N_TEXT_ROLES]; /* [pt] */
};

static const struct
{
  double size; /* of the body's */
  PangoWeight weight;
} roles[IBAR_N_TEXT_ROLES] = {
  [IBAR_TEXT_TITLE] = { 2.0, PANGO_WEIGHT_BOLD },
  [IBAR_TEXT_SUBTITLE] = { 1.15, PANGO_WEIGHT_NORMAL },
  [IBAR_TEXT_HEADING] = { 1.25, PANGO_WEIGHT_BOLD },
  [IBAR_TEXT_BODY] = { 1.0, PANGO_WEIGHT_NORMAL },
  [IBAR_TEXT_BOLD] = { 1.0, PANGO_WEIGHT_BOLD },
  [IBAR_TEXT_SMALL] = { 0.82, PANGO_WEIGHT_NORMAL },
  [IBAR_TEXT_NUMBER] = { 0.9, PANGO_WEIGHT_BOLD },
};

static PangoContext *
create_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, IBAR_POINTS_PER_INCH);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("en"));
  return context;
}

/**
 * ibar_typesetter_new:
 * @figure: whose font and size of text to use
 *
 * **Thread:** one at a time.
 *
 * Returns: (transfer full): a typesetter
 */
IbarTypesetter *
ibar_typesetter_new (const IbarFigure *figure)
{
  IbarTypesetter *self = g_new0 (IbarTypesetter, 1);

  self->context = create_context ();
  for (int i = 0; i < IBAR_N_TEXT_ROLES; i++)
    {
      self->sizes[i] = MAX (IBAR_LEAST_TEXT, roles[i].size * figure->text_size);
      self->fonts[i] = pango_font_description_from_string (
          figure->font != NULL ? figure->font : "Cantarell, Noto Sans, DejaVu Sans");
      pango_font_description_set_size (self->fonts[i], (int) (self->sizes[i] * PANGO_SCALE));
      pango_font_description_set_weight (self->fonts[i], roles[i].weight);
    }
  return self;
}

/**
 * ibar_typesetter_free:
 * @self: (transfer full) (nullable): a typesetter
 */
void
ibar_typesetter_free (IbarTypesetter *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < IBAR_N_TEXT_ROLES; i++)
    pango_font_description_free (self->fonts[i]);
  g_object_unref (self->context);
  g_free (self);
}

/**
 * ibar_typesetter_get_size:
 * @self: a typesetter
 * @role: what the text is for
 *
 * Returns: the size of that text [pt], never under %IBAR_LEAST_TEXT
 */
double
ibar_typesetter_get_size (IbarTypesetter *self, IbarTextRole role)
{
  return self->sizes[role];
}

static void
link_clear (gpointer data)
{
  g_free (((IbarTextLink *) data)->uri);
}

/**
 * ibar_text_builder_init:
 * @builder: (out): an empty text; ibar_typesetter_set_built() ends it
 */
void
ibar_text_builder_init (IbarTextBuilder *builder)
{
  builder->text = g_string_new (NULL);
  builder->attributes = pango_attr_list_new ();
  builder->links = g_array_new (FALSE, FALSE, sizeof (IbarTextLink));
  g_array_set_clear_func (builder->links, link_clear);
}

/**
 * ibar_text_builder_add:
 * @builder: a text
 * @text: (nullable): what to append; line breaks in it become spaces
 */
void
ibar_text_builder_add (IbarTextBuilder *builder, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid != NULL)
    g_string_append (builder->text, g_strdelimit (valid, "\n\r\t\v\f", ' '));
}

static void
add_attribute (IbarTextBuilder *builder, PangoAttribute *attribute, guint start)
{
  attribute->start_index = start;
  attribute->end_index = (guint) builder->text->len;
  pango_attr_list_insert (builder->attributes, attribute);
}

/**
 * ibar_text_builder_add_as:
 * @builder: a text
 * @text: (nullable): what to append
 * @bold: whether it is bold
 * @color: (nullable): its colour
 * @uri: (nullable): where it leads
 */
void
ibar_text_builder_add_as (IbarTextBuilder *builder,
                          const char *text,
                          gboolean bold,
                          const IbarColor *color,
                          const char *uri)
{
  guint start = (guint) builder->text->len;

  ibar_text_builder_add (builder, text);
  if (builder->text->len == start)
    return;
  if (bold)
    add_attribute (builder, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start);
  if (color != NULL)
    add_attribute (builder,
                   pango_attr_foreground_new ((guint16) (color->red * 65535),
                                              (guint16) (color->green * 65535),
                                              (guint16) (color->blue * 65535)),
                   start);
  if (uri != NULL && uri[0] != '\0')
    {
      IbarTextLink link = { start, (guint) builder->text->len, g_strdup (uri) };
      g_array_append_val (builder->links, link);
    }
}

/**
 * ibar_typesetter_set_built:
 * @self: a typesetter
 * @role: what the text is for
 * @builder: (transfer full): the text
 * @width: where lines break [pt], or -1 for one line as long as it is
 * @max_lines: lines after which it ends with an ellipsis, or 0 for as many as it takes
 *
 * Returns: (transfer full): the text, measured
 */
IbarText *
ibar_typesetter_set_built (IbarTypesetter *self,
                           IbarTextRole role,
                           IbarTextBuilder *builder,
                           double width,
                           int max_lines)
{
  IbarText *text = g_new0 (IbarText, 1);

  text->layout = pango_layout_new (self->context);
  text->links = g_steal_pointer (&builder->links);
  pango_layout_set_font_description (text->layout, self->fonts[role]);
  pango_layout_set_text (text->layout, builder->text->str, (int) builder->text->len);
  /* A ligature is one letter to who searches the PDF; numbers of one width stand below each other. */
  pango_attr_list_insert_before (builder->attributes,
                                 pango_attr_font_features_new ("liga=0, clig=0, tnum=1"));
  pango_layout_set_attributes (text->layout, builder->attributes);
  pango_layout_set_wrap (text->layout, PANGO_WRAP_WORD_CHAR);
  if (width >= 0)
    pango_layout_set_width (text->layout, (int) (width * PANGO_SCALE));
  if (max_lines > 0)
    {
      pango_layout_set_height (text->layout, -max_lines);
      pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
    }
  g_string_free (g_steal_pointer (&builder->text), TRUE);
  g_clear_pointer (&builder->attributes, pango_attr_list_unref);
  ibar_text_measure (text);
  return text;
}

/**
 * ibar_text_measure:
 * @text: a text whose layout has been changed
 *
 * Takes its size anew.
 */
void
ibar_text_measure (IbarText *text)
{
  PangoRectangle box;

  pango_layout_get_extents (text->layout, NULL, &box);
  text->width = (double) box.width / PANGO_SCALE;
  text->height = (double) box.height / PANGO_SCALE;
}

/**
 * ibar_typesetter_set:
 * @self: a typesetter
 * @role: what the text is for
 * @text: (nullable): the text
 * @width: where lines break [pt], or -1
 * @max_lines: as for ibar_typesetter_set_built()
 *
 * Returns: (transfer full): the text, measured
 */
IbarText *
ibar_typesetter_set (IbarTypesetter *self,
                     IbarTextRole role,
                     const char *text,
                     double width,
                     int max_lines)
{
  IbarTextBuilder builder;

  ibar_text_builder_init (&builder);
  ibar_text_builder_add (&builder, text);
  return ibar_typesetter_set_built (self, role, &builder, width, max_lines);
}

/**
 * ibar_text_free:
 * @text: (transfer full) (nullable): a text
 */
void
ibar_text_free (IbarText *text)
{
  if (text == NULL)
    return;
  g_object_unref (text->layout);
  g_array_unref (text->links);
  g_free (text);
}

/**
 * ibar_text_is_cut:
 * @text: a text
 *
 * Returns: whether it ends with an ellipsis because there was no room for more
 */
gboolean
ibar_text_is_cut (const IbarText *text)
{
  return pango_layout_is_ellipsized (text->layout);
}

static const char *
find_link (const IbarText *text, guint index)
{
  for (guint i = 0; i < text->links->len; i++)
    {
      const IbarTextLink *link = &g_array_index (text->links, IbarTextLink, i);
      if (index >= link->start && index < link->end)
        return link->uri;
    }
  return NULL;
}

static void
set_run_color (cairo_t *cr, const PangoGlyphItem *run, const IbarColor *color)
{
  ibar_style_set_source (cr, color);
  for (GSList *l = run->item->analysis.extra_attrs; l != NULL; l = l->next)
    {
      PangoAttribute *attribute = l->data;
      if (attribute->klass->type == PANGO_ATTR_FOREGROUND)
        {
          const PangoColor *c = &((PangoAttrColor *) attribute)->color;
          cairo_set_source_rgb (cr, c->red / 65535.0, c->green / 65535.0, c->blue / 65535.0);
        }
    }
}

/* On few pixels a glyph that cairo moves to whole ones loses or gains a good part of a space: words
 * run into each other. */
static gboolean
is_coarse (cairo_t *cr)
{
  double x = 1, y = 0;

  if (cairo_surface_get_type (cairo_get_target (cr)) != CAIRO_SURFACE_TYPE_IMAGE)
    return FALSE;
  cairo_user_to_device_distance (cr, &x, &y);
  return hypot (x, y) < FINE;
}

static void
draw_run (cairo_t *cr, const char *string, PangoLayoutRun *run, gboolean coarse)
{
  if (coarse)
    {
      pango_cairo_glyph_string_path (cr, run->item->analysis.font, run->glyphs);
      cairo_fill (cr);
    }
  else
    pango_cairo_show_glyph_item (cr, string, run);
}

/**
 * ibar_text_draw:
 * @text: a text
 * @canvas: where
 * @x: left edge [pt]
 * @y: top edge [pt]
 * @color: the colour of what has none of its own
 *
 * Draws run by run, because a link's place is what was drawn between its begin and its end.
 */
void
ibar_text_draw (const IbarText *text,
                IbarCanvas *canvas,
                double x,
                double y,
                const IbarColor *color)
{
  PangoLayoutIter *iter = pango_layout_get_iter (text->layout);
  const char *string = pango_layout_get_text (text->layout);
  const char *uri = NULL; /* the link that is being drawn */
  gboolean coarse = is_coarse (canvas->cr), pieces = text->links->len > 0, open = FALSE;

  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);
      const char *next = run != NULL ? find_link (text, (guint) run->item->offset) : NULL;
      PangoRectangle box;

      /* At the end of a line, too: a link does not run on as one box. */
      if (open && (run == NULL || next != uri))
        {
          ibar_canvas_end_link (canvas, uri);
          open = FALSE;
        }
      if (run == NULL)
        continue;
      if (pieces && !open)
        ibar_canvas_begin_link (canvas, next);
      open = pieces;
      uri = next;
      pango_layout_iter_get_run_extents (iter, NULL, &box);
      set_run_color (canvas->cr, run, color);
      cairo_move_to (canvas->cr, x + (double) box.x / PANGO_SCALE,
                     y + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE);
      draw_run (canvas->cr, string, run, coarse);
    }
  while (pango_layout_iter_next_run (iter));
  if (open)
    ibar_canvas_end_link (canvas, uri);
  pango_layout_iter_free (iter);
}
