/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sets the text of labels: fonts by importance, spaced capitals for areas, italics for water.
 *
 * Metrics are not hinted, so that a label is as wide on screen as on paper. Two names that are long
 * together stand on two lines. */

#define G_LOG_DOMAIN "ibar-label-text"

#include "config.h"

#include "ibar-label-text.h"

#include <math.h>
#include <string.h>

#define BREAK_WIDTH 118.0 /* [style units] two names wider than this take two lines */
#define HALO_SCALE 2.0    /* pixels of a halo for one of the view */
#define WIDEST 260.0      /* [style units] the widest line; more is cut with an ellipsis */

static const struct
{
  const char *font;
  double size;    /* [style units] */
  double spacing; /* of the letters, in sizes */
  gboolean capitals;
} types[IBAR_N_TYPES] = {
  [IBAR_TYPE_PLACE_0] = { "Sans Bold", 13.5, 0, FALSE },
  [IBAR_TYPE_PLACE_1] = { "Sans Semi-Bold", 12, 0, FALSE },
  [IBAR_TYPE_PLACE_2] = { "Sans", 11.5, 0, FALSE },
  [IBAR_TYPE_PLACE_3] = { "Sans", 10.5, 0, FALSE },
  [IBAR_TYPE_PLACE_4] = { "Sans", 9.5, 0, FALSE },
  [IBAR_TYPE_AREA] = { "Sans", 10.5, 0.14, TRUE },
  [IBAR_TYPE_REGION] = { "Sans Semi-Bold", 15, 0.35, TRUE },
  [IBAR_TYPE_NEIGHBOUR] = { "Sans", 13, 0.4, TRUE },
  [IBAR_TYPE_WATER] = { "Sans Italic", 10.5, 0.06, FALSE },
  [IBAR_TYPE_STREET] = { "Sans", 9, 0.02, FALSE },
};

void
ibar_typesetter_init (IbarTypesetter *self, const char *family, double font_scale)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  for (int i = 0; i < IBAR_N_TYPES; i++)
    {
      self->fonts[i] = pango_font_description_from_string (types[i].font);
      if (family != NULL)
        pango_font_description_set_family (self->fonts[i], family);
      pango_font_description_set_absolute_size (self->fonts[i],
                                                types[i].size * font_scale * PANGO_SCALE);
    }
}

void
ibar_typesetter_clear (IbarTypesetter *self)
{
  g_clear_object (&self->context);
  for (int i = 0; i < IBAR_N_TYPES; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
}

/* Letters apart, and no ligatures: one is a letter of its own to who searches a PDF. */
static void
space_letters (PangoLayout *layout, const PangoFontDescription *font, double spacing)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  int size = pango_font_description_get_size (font);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0, clig=0"));
  if (spacing > 0)
    pango_attr_list_insert (attributes, pango_attr_letter_spacing_new ((int) (size * spacing)));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static PangoLayout *
make_layout (IbarTypesetter *self, IbarType type, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autofree char *capitals = types[type].capitals ? g_utf8_strup (text, -1) : NULL;

  pango_layout_set_font_description (layout, self->fonts[type]);
  space_letters (layout, self->fonts[type], types[type].spacing);
  pango_layout_set_text (layout, capitals != NULL ? capitals : text, -1);
  return layout;
}

static double
get_width (PangoLayout *layout)
{
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  return (double) box.width / PANGO_SCALE;
}

/* Two names over each other, where they are too wide beside each other. */
static void
break_names (PangoLayout *layout, const char *text, gboolean capitals)
{
  const char *slash = strstr (text, " / ");
  g_autofree char *broken = NULL;

  if (slash == NULL)
    return;
  broken = g_strdup_printf ("%.*s\n%s", (int) (slash - text), text, slash + 3);
  if (capitals)
    {
      char *upper = g_utf8_strup (broken, -1);

      g_free (broken);
      broken = upper;
    }
  pango_layout_set_text (layout, broken, -1);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
}

/* Measures a name; NULL if it has no form at all. */
IbarLabelText *
ibar_typesetter_measure (IbarTypesetter *self,
                         IbarType type,
                         const IbarNames *names,
                         const IbarNameSetting *setting,
                         gboolean one_line)
{
  g_autofree char *name = ibar_names_format (names, setting);
  double unit = (double) pango_font_description_get_size (self->fonts[type]) / PANGO_SCALE
                / types[type].size;
  IbarLabelText *text;
  PangoRectangle box;

  if (name == NULL || name[0] == '\0')
    return NULL;
  text = g_new0 (IbarLabelText, 1);
  text->type = type;
  text->layout = make_layout (self, type, name);
  if (!one_line && get_width (text->layout) > BREAK_WIDTH * unit)
    break_names (text->layout, name, types[type].capitals);
  if (get_width (text->layout) > WIDEST * unit)
    {
      pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (text->layout, (int) (WIDEST * unit * PANGO_SCALE));
    }
  pango_layout_get_extents (text->layout, NULL, &box);
  text->width = (double) box.width / PANGO_SCALE;
  text->height = (double) box.height / PANGO_SCALE;
  text->text = g_steal_pointer (&name);
  return text;
}

void
ibar_label_text_free (IbarLabelText *text)
{
  if (text == NULL)
    return;
  g_object_unref (text->layout);
  g_clear_pointer (&text->halo, cairo_surface_destroy);
  g_free (text->text);
  g_free (text);
}

static void
stroke_halo (const IbarLabelText *text, cairo_t *cr, double width)
{
  pango_cairo_layout_path (cr, text->layout);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2 * width);
  cairo_stroke (cr);
}

/* The greatest of each pixel's neighbours up to a distance to the left and right. */
static void
spread_row (const guint8 *from, guint8 *to, int width, int distance)
{
  memcpy (to, from, (gsize) width);
  for (int d = 1; d <= distance; d++)
    for (int x = 0; x + d < width; x++)
      {
        to[x] = MAX (to[x], from[x + d]);
        to[x + d] = MAX (to[x + d], from[x]);
      }
}

static void
raise_row (guint8 *restrict to, const guint8 *restrict from, int width)
{
  for (int x = 0; x < width; x++)
    to[x] = MAX (to[x], from[x]);
}

/* Grows what is drawn by a disc of three pixels, which is a halo of HALO_SCALE pixels to one. Ten
 * times faster than stroking the outlines of the letters, and the same to the eye. */
static void
grow_mask (cairo_surface_t *surface)
{
  static const int reach[] = { 1, 2, 3, 3, 3, 2, 1 }; /* of the disc, row by row */
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guchar *data = cairo_image_surface_get_data (surface);
  gsize size = (gsize) width * (gsize) height;
  g_autofree guint8 *spread = g_malloc (3 * MAX (size, 1));

  for (int y = 0; y < height; y++)
    for (int distance = 1; distance <= 3; distance++)
      spread_row (data + (gssize) y * stride,
                  spread + size * (gsize) (distance - 1) + (gsize) y * (gsize) width, width,
                  distance);
  for (int y = 0; y < height; y++)
    for (int row = 0; row < 7; row++)
      {
        int from = y + row - 3;

        if (from >= 0 && from < height)
          raise_row (data + (gssize) y * stride,
                     spread + size * (gsize) (reach[row] - 1) + (gsize) from * (gsize) width,
                     width);
      }
}

/* Made once for each text, since it is most of a label's cost. */
static cairo_surface_t *
get_halo (IbarLabelText *text)
{
  const double margin = 4;
  cairo_t *cr;

  if (text->halo != NULL && text->halo_alignment == pango_layout_get_alignment (text->layout))
    return text->halo;
  g_clear_pointer (&text->halo, cairo_surface_destroy);
  text->halo = cairo_image_surface_create (CAIRO_FORMAT_A8,
                                           (int) ceil ((text->width + 2 * margin) * HALO_SCALE),
                                           (int) ceil ((text->height + 2 * margin) * HALO_SCALE));
  cairo_surface_set_device_scale (text->halo, HALO_SCALE, HALO_SCALE);
  cairo_surface_set_device_offset (text->halo, margin * HALO_SCALE, margin * HALO_SCALE);
  text->halo_alignment = pango_layout_get_alignment (text->layout);
  cr = cairo_create (text->halo);
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, text->layout);
  cairo_destroy (cr);
  cairo_surface_flush (text->halo);
  grow_mask (text->halo);
  cairo_surface_mark_dirty (text->halo);
  return text->halo;
}

static gboolean
is_vector (cairo_t *cr)
{
  switch (cairo_surface_get_type (cairo_get_target (cr)))
    {
    case CAIRO_SURFACE_TYPE_PDF:
    case CAIRO_SURFACE_TYPE_PS:
    case CAIRO_SURFACE_TYPE_SVG:
    case CAIRO_SURFACE_TYPE_SCRIPT:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Draws the text in its halo; on paper the halo is an outline, on screen a picture made once. */
void
ibar_label_text_draw (IbarLabelText *text,
                      cairo_t *cr,
                      const IbarColor *color,
                      const IbarColor *halo,
                      double halo_width,
                      PangoAlignment alignment)
{
  double x, y;

  if (pango_layout_get_alignment (text->layout) != alignment)
    pango_layout_set_alignment (text->layout, alignment);
  cairo_get_current_point (cr, &x, &y);
  ibar_style_set_source (cr, halo);
  if (is_vector (cr))
    stroke_halo (text, cr, halo_width);
  else
    cairo_mask_surface (cr, get_halo (text), x, y);
  cairo_move_to (cr, x, y);
  ibar_style_set_source (cr, color);
  pango_cairo_show_layout (cr, text->layout);
  cairo_new_path (cr);
}
