/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The legend: an entry for each kind of sign that map and timeline really show, none for others.
 *
 * Entries stand in columns of one width, as many as fit: a reader's eye runs down an edge. */

#define G_LOG_DOMAIN "ibar-legend"

#include "config.h"

#include "ibar-legend.h"

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

/* What kinds of sign stand on the maps. */
typedef struct
{
  gboolean mixture, ring, numbers;
  guint several; /* events in a mark of one family: the first that stands for more than one */
  IbarFamily family;
} Signs;

static void
look_at_mark (Signs *signs, const IbarFigureMark *mark)
{
  int n_families = 0, family = 0;

  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    {
      n_families += mark->mark.families[f] > 0;
      family = mark->mark.families[f] > 0 ? f : family;
    }
  signs->mixture |= n_families > 1;
  signs->ring |= mark->mark.uncertainty > mark->mark.size / 2;
  signs->numbers |= mark->label != NULL;
  if (n_families == 1 && mark->mark.count > 1 && signs->several == 0)
    {
      signs->several = mark->mark.count;
      signs->family = (IbarFamily) family;
    }
}

static void
look_at_map (Signs *signs, const IbarFigureMap *map)
{
  for (guint i = 0; i < map->marks->len; i++)
    look_at_mark (signs, map->marks->pdata[i]);
}

/* How many events of a family the map has, and whether the timeline has any. */
static void
add_families (IbarLegend *self, IbarFigureMap *map, IbarFigureContent *content)
{
  guint on_map[IBAR_N_FAMILIES] = { 0 };
  gboolean dated[IBAR_N_FAMILIES] = { FALSE };

  for (guint i = 0; i < map->marks->len; i++)
    for (int f = 0; f < IBAR_N_FAMILIES; f++)
      on_map[f] += ((IbarFigureMark *) map->marks->pdata[i])->mark.families[f];
  for (guint i = 0; i < content->events->len && content->figure->timeline; i++)
    {
      const IbarRow *row = &g_array_index (content->events, IbarFigureEvent, i).at;
      dated[row->family] |= row->start != IBAR_DAY_NONE;
    }
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    {
      if (on_map[f] > 0)
        add_entry (self, IBAR_LEGEND_FAMILY, (IbarFamily) f, on_map[f]);
    }
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    {
      if (on_map[f] == 0 && dated[f])
        add_entry (self, IBAR_LEGEND_TIMELINE, (IbarFamily) f, 0);
    }
}

/* A mixture's sign has a number in it as well: it explains those of one kind too. */
static void
add_signs (IbarLegend *self, const Signs *signs)
{
  if (signs->mixture)
    add_entry (self, IBAR_LEGEND_MIXTURE, IBAR_FAMILY_OTHER, 0);
  else if (signs->several > 0)
    add_entry (self, IBAR_LEGEND_SEVERAL, signs->family, signs->several);
  if (signs->ring)
    add_entry (self, IBAR_LEGEND_UNCERTAINTY, IBAR_FAMILY_OTHER, 0);
  if (signs->numbers)
    add_entry (self, IBAR_LEGEND_NUMBERS, IBAR_FAMILY_OTHER, 0);
}

static void
collect_entries (IbarLegend *self,
                 IbarFigureMap *map,
                 GPtrArray *parts,
                 IbarFigureContent *content)
{
  Signs signs = { 0 };

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    look_at_map (&signs, parts->pdata[i]);
  if (parts == NULL)
    look_at_map (&signs, map);
  add_families (self, map, content);
  add_signs (self, &signs);
}

static char *
dup_entry_text (const IbarLegendEntry *entry, IbarFigureContent *content)
{
  switch (entry->kind)
    {
    case IBAR_LEGEND_FAMILY:
      return g_strdup_printf ("%s (%u)", ibar_family_get_label (entry->family), entry->count);
    case IBAR_LEGEND_TIMELINE:
      /* Translators: a kind of event that is on the timeline and not on the map */
      return g_strdup_printf (_ ("%s (timeline only)"), ibar_family_get_label (entry->family));
    case IBAR_LEGEND_SEVERAL:
      return g_strdup (_ ("Several events of one kind"));
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
 * @parts: (nullable) (element-type IbarFigureMap): the maps that are drawn in its place
 * @content: what it shows
 * @typesetter: for the text
 * @width: how wide it may be [pt]
 *
 * Returns: (transfer full): its legend; without entries, and of no height, for a map without events
 */
IbarLegend *
ibar_legend_new (IbarFigureMap *map,
                 GPtrArray *parts,
                 IbarFigureContent *content,
                 IbarTypesetter *typesetter,
                 double width)
{
  IbarLegend *self = g_new0 (IbarLegend, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->symbol = ibar_typesetter_get_size (typesetter, IBAR_TEXT_BODY) * 1.1;
  self->width = width;
  self->sample = ibar_typesetter_set (typesetter, IBAR_TEXT_NUMBER, "7", -1, 1);
  collect_entries (self, map, parts, content);
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

/* The sign as it stands on the map, smaller. */
static void
draw_several (const IbarLegendEntry *entry,
              cairo_t *cr,
              double x,
              double y,
              double symbol,
              const IbarStyle *style)
{
  IbarMark mark = { .count = entry->count, .size = ibar_mark_size (entry->count) };
  double scale = symbol * 1.5 / mark.size;

  mark.families[entry->family] = entry->count;
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  ibar_mark_draw (&mark, cr, style);
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
    case IBAR_LEGEND_SEVERAL:
      draw_several (entry, canvas->cr, x, middle, self->symbol, style);
      break;
    case IBAR_LEGEND_FAMILY:
    case IBAR_LEGEND_TIMELINE:
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
