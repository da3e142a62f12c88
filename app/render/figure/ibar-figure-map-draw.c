/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drawing the map of a figure: base map, names, marks and their numbers, each a layer that an output
 * may tell apart; and the same in words. */

#define G_LOG_DOMAIN "ibar-figure-map-draw"

#include "config.h"

#include "ibar-figure-map.h"
#include "ibar-sentence.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define MOST_NAMED_IN_ALT 12

/**
 * ibar_figure_format_scale:
 * @denominator: of a scale
 *
 * Returns: (transfer full): "1 : 150 000", with spaces that do not break
 */
char *
ibar_figure_format_scale (double denominator)
{
  g_autofree char *digits = g_strdup_printf ("%.0f", denominator);
  gsize length = strlen (digits);
  GString *text = g_string_new ("1 : ");

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, "\u00a0");
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

static void
draw_base (IbarFigureMap *self, IbarFigureContent *content, IbarCanvas *canvas)
{
  IbarBasemapOptions options
      = { &content->style, content->profile, content->figure->relief, content->figure->boundaries };

  ibar_canvas_begin (canvas, NULL, "base-map", NULL, NULL);
  cairo_rectangle (canvas->cr, 0, 0, self->frame.width, self->frame.height);
  ibar_style_set_source (canvas->cr, &content->style.neighbour_land);
  cairo_fill (canvas->cr);
  /* What cannot be drawn pre-flight has told: the land's colour shows there. */
  if (content->foreign != NULL)
    ibar_foreign_map_draw (content->foreign, canvas->cr, &self->frame, &options,
                           content->figure->dpi / IBAR_POINTS_PER_INCH,
                           content->figure->palette == IBAR_PALETTE_GREY, NULL);
  else if (content->basemap != NULL)
    ibar_basemap_draw (content->basemap, canvas->cr, &self->frame, &options);
  ibar_canvas_end (canvas, NULL);
}

static const IbarFigureEvent *
get_event (IbarFigureContent *content, const IbarFigureMark *mark, guint i)
{
  return &g_array_index (content->events, IbarFigureEvent, g_array_index (mark->events, guint, i));
}

/* "3: Riot in Zvečan (2023-05-29)", a line an event; the rest as a count. */
static char *
describe_mark (IbarFigureContent *content, const IbarFigureMark *mark)
{
  GString *text = g_string_new (NULL);
  guint shown = 0;

  for (guint i = 0; i < mark->events->len && shown < 50; i++)
    {
      const IbarFigureEvent *event = get_event (content, mark, i);
      g_autofree char *date = NULL;

      if (event->record == NULL)
        continue;
      date = ibar_date_format (event->at.start, event->at.end, event->at.date_precision);
      g_string_append_printf (text, "%s", text->len > 0 ? "\n" : "");
      if (event->number > 0)
        g_string_append_printf (text, "%u: ", event->number);
      g_string_append_printf (text, "%s (%s) [%s]", event->record->title, date, event->record->id);
      shown++;
    }
  if (shown < mark->events->len)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            g_dngettext (GETTEXT_PACKAGE, "and one more event", "and more events",
                                         mark->events->len - shown));
  return g_string_free (text, FALSE);
}

static char *
dup_mark_title (IbarFigureContent *content, const IbarFigureMark *mark)
{
  const IbarFigureEvent *first = get_event (content, mark, 0);
  g_autofree char *place = ibar_figure_content_dup_place_name (content, first->at.place);

  if (mark->events->len == 1 && first->record != NULL)
    return g_strdup (first->record->title);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u event: %s", "%u events: %s",
                                       mark->events->len),
                          mark->events->len, place);
}

/* One event keeps its own id; several share the id of their mark. */
static char *
dup_mark_id (IbarFigureContent *content, const IbarFigureMark *mark, guint index)
{
  const IbarFigureEvent *first = get_event (content, mark, 0);

  if (mark->events->len == 1 && first->record != NULL)
    return g_strdup_printf ("event-%s", first->record->id);
  return g_strdup_printf ("mark-%u", index + 1);
}

static void
draw_leader (const IbarFigureMark *mark, IbarCanvas *canvas, const IbarStyle *style)
{
  const IbarBox *box = &mark->label_box;
  double x = CLAMP (mark->x, box->x + 1, box->x + box->width - 1);
  double y = CLAMP (mark->y, box->y + box->height * 0.2, box->y + box->height * 0.8);
  double length = hypot (x - mark->x, y - mark->y);
  double from = (mark->radius - 0.8) / MAX (length, 1e-6);

  if (!mark->leader || from >= 1)
    return;
  cairo_move_to (canvas->cr, mark->x + (x - mark->x) * from, mark->y + (y - mark->y) * from);
  cairo_line_to (canvas->cr, x, y);
  ibar_style_set_source (canvas->cr, &style->label_halo);
  cairo_set_line_width (canvas->cr, 1.6);
  cairo_stroke_preserve (canvas->cr);
  ibar_style_set_source (canvas->cr, &style->label);
  cairo_set_line_width (canvas->cr, 0.5);
  cairo_stroke (canvas->cr);
}

static void
draw_number (const IbarFigureMark *mark, IbarCanvas *canvas, const IbarStyle *style)
{
  double x = mark->label_box.x + 1, y = mark->label_box.y;

  cairo_save (canvas->cr);
  cairo_move_to (canvas->cr, x, y);
  pango_cairo_layout_path (canvas->cr, mark->label->layout);
  ibar_style_set_source (canvas->cr, &style->label_halo);
  cairo_set_line_width (canvas->cr, 2);
  cairo_set_line_join (canvas->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (canvas->cr);
  cairo_restore (canvas->cr);
  ibar_text_draw (mark->label, canvas, x, y, &style->label);
}

static void
draw_marks (IbarFigureMap *self, IbarFigureContent *content, IbarCanvas *canvas)
{
  const IbarStyle *style = &content->style;

  ibar_canvas_begin (canvas, NULL, "uncertainty", NULL, NULL);
  cairo_save (canvas->cr);
  cairo_scale (canvas->cr, self->mark_scale, self->mark_scale);
  for (guint i = 0; i < self->marks->len; i++)
    ibar_mark_draw_ring (&((IbarFigureMark *) self->marks->pdata[i])->mark, canvas->cr, style);
  cairo_restore (canvas->cr);
  ibar_canvas_end (canvas, NULL);

  ibar_canvas_begin (canvas, NULL, "events", NULL, NULL);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const IbarFigureMark *mark = self->marks->pdata[i];
      IbarMark sign = mark->mark;
      g_autofree char *id = dup_mark_id (content, mark, i);
      g_autofree char *title = dup_mark_title (content, mark);
      g_autofree char *description = describe_mark (content, mark);

      sign.uncertainty = 0;
      ibar_canvas_begin (canvas, NULL, id, title, description);
      if (mark->label != NULL)
        draw_leader (mark, canvas, style);
      cairo_save (canvas->cr);
      cairo_scale (canvas->cr, self->mark_scale, self->mark_scale);
      ibar_mark_draw (&sign, canvas->cr, style);
      cairo_restore (canvas->cr);
      ibar_canvas_end (canvas, NULL);
    }
  ibar_canvas_end (canvas, NULL);

  ibar_canvas_begin (canvas, NULL, "event-numbers", NULL, NULL);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const IbarFigureMark *mark = self->marks->pdata[i];
      if (mark->label != NULL)
        draw_number (mark, canvas, style);
    }
  ibar_canvas_end (canvas, NULL);
}

/**
 * ibar_figure_map_dup_alternative:
 * @self: a map
 * @content: what it shows
 *
 * Returns: (transfer full): what someone who cannot see the map is told instead
 */
char *
ibar_figure_map_dup_alternative (IbarFigureMap *self, IbarFigureContent *content)
{
  g_autofree char *scale = ibar_figure_format_scale (self->denominator);
  GString *text = g_string_new (NULL);
  guint n_shown = 0;

  for (guint i = 0; i < self->marks->len; i++)
    n_shown += ((IbarFigureMark *) self->marks->pdata[i])->mark.count;
  if (self->title != NULL)
    g_string_append_printf (text, "%s. ", self->title);
  g_string_append_printf (text, _ ("Map%s%s, scale %s. "), content->region != NULL ? ": " : "",
                          content->region != NULL ? ibar_region_get_title (content->region) : "",
                          scale);
  g_string_append_printf (
      text, g_dngettext (GETTEXT_PACKAGE, "%u event shown.", "%u events shown.", n_shown), n_shown);
  for (guint i = 0; i < self->marks->len && i < MOST_NAMED_IN_ALT; i++)
    {
      const IbarFigureMark *mark = self->marks->pdata[i];
      g_autofree char *place
          = ibar_figure_content_dup_place_name (content, get_event (content, mark, 0)->at.place);

      g_string_append_printf (text, "%s%s: %u", i == 0 ? " " : "; ", place[0] != '\0' ? place : "–",
                              mark->mark.count);
    }
  if (self->marks->len > MOST_NAMED_IN_ALT)
    g_string_append (text, "; …");
  return ibar_sentence_mend (g_string_free (text, FALSE));
}

static void
draw_notice (IbarFigureMap *self, IbarFigureContent *content, IbarCanvas *canvas)
{
  const IbarBox *box = &self->notice;

  if (self->notice_text == NULL)
    return;
  cairo_rectangle (canvas->cr, box->x, box->y, box->width, box->height);
  ibar_style_set_source (canvas->cr, &content->style.label_halo);
  cairo_fill (canvas->cr);
  ibar_text_draw (self->notice_text, canvas, box->x + IBAR_NOTICE_PAD * 1.5,
                  box->y + IBAR_NOTICE_PAD,
                  &content->style.label);
}

/**
 * ibar_figure_map_draw:
 * @self: a map
 * @content: what it was made from
 * @typesetter: as well
 * @canvas: where
 * @box: where on the page; its size is the map's
 *
 * Draws the map with everything inside its frame.
 */
void
ibar_figure_map_draw (IbarFigureMap *self,
                      IbarFigureContent *content,
                      IbarTypesetter *typesetter,
                      IbarCanvas *canvas,
                      const IbarBox *box)
{
  g_autofree char *alternative = ibar_figure_map_dup_alternative (self, content);
  cairo_t *cr = canvas->cr;

  ibar_canvas_begin (canvas, "Figure", "map", self->title != NULL ? self->title : content->title,
                     alternative);
  cairo_save (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_rectangle (cr, 0, 0, box->width, box->height);
  cairo_clip (cr);
  draw_base (self, content, canvas);
  if (content->figure->graticule || (content->basemap == NULL && content->foreign == NULL))
    ibar_figure_draw_graticule (self, content, typesetter, canvas, box);
  ibar_figure_map_draw_annotations (self, content, canvas, TRUE);
  ibar_figure_map_draw_names (self, content, canvas);
  draw_marks (self, content, canvas);
  ibar_figure_map_draw_annotations (self, content, canvas, FALSE);
  draw_notice (self, content, canvas);
  cairo_restore (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  ibar_style_set_source (cr, &content->style.text_muted);
  cairo_set_line_width (cr, 0.6);
  cairo_stroke (cr);
  ibar_canvas_end (canvas, "Figure");
}
