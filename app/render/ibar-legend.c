/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The legend: an entry for each kind of sign that the map really shows, none for others.
 *
 * Entries stand in columns of one width, as many as fit: a reader's eye runs down an edge. */

#define G_LOG_DOMAIN "ibar-legend"

#include "config.h"

#include "ibar-legend.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define MOST_COLUMNS 4

static void
entry_free (gpointer data)
{
  ibar_text_free (((IbarLegendEntry *) data)->text);
  g_free (data);
}

static void
add_entry (IbarLegend *self, IbarLegendKind kind, IbarFamily family, guint count)
{
  IbarLegendEntry *entry = g_new0 (IbarLegendEntry, 1);

  entry->kind = kind;
  entry->family = family;
  entry->count = count;
  g_ptr_array_add (self->entries, entry);
}

static void
collect_entries (IbarLegend *self, IbarFigureMap *map)
{
  guint counts[IBAR_N_FAMILIES] = { 0 };
  gboolean several = FALSE, ring = FALSE, numbers = FALSE;

  for (guint i = 0; i < map->marks->len; i++)
    {
      const IbarFigureMark *mark = map->marks->pdata[i];

      for (int f = 0; f < IBAR_N_FAMILIES; f++)
        counts[f] += mark->mark.families[f];
      several |= mark->mark.count > 1;
      ring |= mark->mark.uncertainty > mark->mark.size / 2;
      numbers |= mark->label != NULL;
    }
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    {
      if (counts[f] > 0)
        add_entry (self, IBAR_LEGEND_FAMILY, (IbarFamily) f, counts[f]);
    }
  if (several)
    add_entry (self, IBAR_LEGEND_MIXTURE, IBAR_FAMILY_OTHER, 0);
  if (ring)
    add_entry (self, IBAR_LEGEND_UNCERTAINTY, IBAR_FAMILY_OTHER, 0);
  if (numbers)
    add_entry (self, IBAR_LEGEND_NUMBERS, IBAR_FAMILY_OTHER, 0);
}

static char *
dup_entry_text (const IbarLegendEntry *entry, IbarFigureContent *content)
{
  switch (entry->kind)
    {
    case IBAR_LEGEND_FAMILY:
      return g_strdup_printf ("%s (%u)", ibar_family_get_label (entry->family), entry->count);
    case IBAR_LEGEND_MIXTURE:
      return g_strdup (_ ("Several events, shares by kind"));
    case IBAR_LEGEND_UNCERTAINTY:
      return g_strdup (_ ("Somewhere in the ring"));
    case IBAR_LEGEND_NUMBERS:
    default:
      return g_strdup (content->figure->list == IBAR_LIST_NONE     ? _ ("Number of the event")
                       : content->figure->list == IBAR_LIST_BLANKS ? _ ("Number of the line")
                                                                   : _ ("Number in the list"));
    }
}

/* As many columns as hold the longest family on one line. */
static guint
count_columns (IbarLegend *self,
               IbarFigureContent *content,
               IbarTypesetter *typesetter,
               double width,
               double inset,
               double gap)
{
  double widest = self->symbol * 6;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const IbarLegendEntry *entry = self->entries->pdata[i];
      g_autofree char *text = dup_entry_text (entry, content);
      g_autoptr (IbarText) set = ibar_typesetter_set (typesetter, IBAR_TEXT_BODY, text, -1, 1);

      if (entry->kind == IBAR_LEGEND_FAMILY)
        widest = MAX (widest, set->width + 1);
    }
  return (guint) CLAMP ((width + gap) / (widest + inset + gap), 1, MOST_COLUMNS);
}

/* Columns of the widest short entry; a long one breaks into lines rather than widening all. */
static void
arrange (IbarLegend *self, IbarFigureContent *content, IbarTypesetter *typesetter, double width)
{
  double inset = self->symbol * 1.9, gap = self->symbol * 1.5;
  guint n_columns = count_columns (self, content, typesetter, width, inset, gap);
  guint n_rows = (self->entries->len + n_columns - 1) / n_columns;
  double column = (width - gap * (n_columns - 1)) / n_columns;
  double y = 0, row_height = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      IbarLegendEntry *entry = self->entries->pdata[i];
      g_autofree char *text = dup_entry_text (entry, content);

      entry->text
          = ibar_typesetter_set (typesetter, IBAR_TEXT_BODY, text, MAX (column - inset, 20), 3);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      row_height = 0;
      for (guint c = 0; c < n_columns && row * n_columns + c < self->entries->len; c++)
        {
          IbarLegendEntry *entry = self->entries->pdata[row * n_columns + c];

          entry->x = c * (column + gap);
          entry->y = y;
          row_height = MAX (row_height, MAX (entry->text->height, self->symbol * 1.3));
        }
      y += row_height + self->symbol * 0.25;
    }
  self->height = MAX (0, y - self->symbol * 0.25);
}

/**
 * ibar_legend_new:
 * @map: a figure's map
 * @content: what it shows
 * @typesetter: for the text
 * @width: how wide it may be [pt]
 *
 * Returns: (transfer full): its legend; without entries, and of no height, for a map without events
 */
IbarLegend *
ibar_legend_new (IbarFigureMap *map,
                 IbarFigureContent *content,
                 IbarTypesetter *typesetter,
                 double width)
{
  IbarLegend *self = g_new0 (IbarLegend, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->symbol = ibar_typesetter_get_size (typesetter, IBAR_TEXT_BODY) * 1.1;
  self->width = width;
  self->sample = ibar_typesetter_set (typesetter, IBAR_TEXT_NUMBER, "7", -1, 1);
  collect_entries (self, map);
  arrange (self, content, typesetter, width);
  return self;
}

/**
 * ibar_legend_free:
 * @self: (transfer full) (nullable): a legend
 */
void
ibar_legend_free (IbarLegend *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  ibar_text_free (self->sample);
  g_free (self);
}

static void
draw_ring (cairo_t *cr, double x, double y, double radius, const IbarStyle *style)
{
  static const double dashes[] = { 2.4, 1.9 };

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  ibar_style_set_source (cr, &style->uncertainty);
  cairo_set_line_width (cr, 0.6);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A small ring of shares, without a number: it stands for all of them. */
static void
draw_shares (cairo_t *cr, double x, double y, double radius, const IbarStyle *style)
{
  static const IbarFamily shown[]
      = { IBAR_FAMILY_UNREST, IBAR_FAMILY_SECURITY, IBAR_FAMILY_POLITICS };

  cairo_save (cr);
  cairo_set_line_width (cr, radius * 0.5);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      double from = -G_PI / 2 + (double) i * 2 * G_PI / G_N_ELEMENTS (shown);

      cairo_new_path (cr);
      cairo_arc (cr, x, y, radius * 0.75, from, from + 2 * G_PI / G_N_ELEMENTS (shown) - 0.2);
      ibar_style_set_source (cr, &style->family[shown[i]]);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static void
draw_entry (IbarLegend *self,
            const IbarLegendEntry *entry,
            IbarFigureContent *content,
            IbarCanvas *canvas,
            double x,
            double y)
{
  const IbarStyle *style = &content->style;
  PangoLayoutLine *line = pango_layout_get_line_readonly (entry->text->layout, 0);
  PangoRectangle box;
  double middle;

  /* The sign stands at the middle of the first line. */
  pango_layout_line_get_extents (line, NULL, &box);
  middle = y + (double) box.height / PANGO_SCALE / 2;
  x += self->symbol / 2;
  switch (entry->kind)
    {
    case IBAR_LEGEND_FAMILY:
      ibar_family_draw (entry->family, canvas->cr, x, middle, self->symbol, style);
      break;
    case IBAR_LEGEND_MIXTURE:
      draw_shares (canvas->cr, x, middle, self->symbol * 0.55, style);
      break;
    case IBAR_LEGEND_UNCERTAINTY:
      draw_ring (canvas->cr, x, middle, self->symbol * 0.5, style);
      break;
    case IBAR_LEGEND_NUMBERS:
    default:
      ibar_text_draw (self->sample, canvas, x - self->sample->width / 2,
                      middle - self->sample->height / 2, &style->label);
      break;
    }
  ibar_text_draw (entry->text, canvas, x - self->symbol / 2 + self->symbol * 1.9, y, &style->text);
}

/**
 * ibar_legend_draw:
 * @self: a legend
 * @content: whose colours
 * @canvas: where
 * @x: left edge [pt]
 * @y: top edge [pt]
 */
void
ibar_legend_draw (IbarLegend *self,
                  IbarFigureContent *content,
                  IbarCanvas *canvas,
                  double x,
                  double y)
{
  if (self->entries->len == 0)
    return;
  ibar_canvas_begin (canvas, "Div", "legend", NULL, NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const IbarLegendEntry *entry = self->entries->pdata[i];

      ibar_canvas_begin (canvas, "P", NULL, NULL, NULL);
      draw_entry (self, entry, content, canvas, x + entry->x, y + entry->y);
      ibar_canvas_end (canvas, "P");
    }
  ibar_canvas_end (canvas, "Div");
}
