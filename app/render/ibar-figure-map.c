/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map of a figure: which part of the world at which scale, and its drawing in layers.
 *
 * Lengths are points. What is drawn and how wide follows the zoom of a screen on which a style unit
 * is as large as it is on paper (three quarters of a point at the usual size of text), so a map of
 * one scale carries the same detail on A5 and A2. */

#define G_LOG_DOMAIN "ibar-figure-map"

#include "config.h"

#include "ibar-figure-map.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define STYLE_UNIT 0.75 /* [pt] at BODY: a CSS pixel */
#define MARK_UNIT 0.6   /* [pt] a mark's pixel: 13 pt for one event */
#define BODY 8.0        /* [pt] the size of text that the two are meant for */
#define PADDING 0.09    /* around the events, share of the extent */
/* No larger scale is chosen unasked: the base map is generalised to some 30 m. */
#define LARGEST_AUTO_SCALE 75000.0
#define OBSTACLE 10.0     /* [pt] grain of what names leave free */
#define HOME_SHARE 0.85   /* of the events in the region */
#define HOME_BORDER 0.04  /* of its sides: just over the line is still home */
#define LEAST_EXTENT 1e-6 /* [Mercator] about 40 m: of one spot */
#define MOST_NAMED_IN_ALT 12

/* In Mercator [0, 1]; x1 may be over 1 where the box crosses the antimeridian. */
typedef struct
{
  double x0, y0, x1, y1;
} MercatorBox;

static MercatorBox
box_from_extent (const IbarExtent *extent)
{
  MercatorBox box = { ibar_mercator_x (extent->west), ibar_mercator_y (extent->north),
                      ibar_mercator_x (extent->east), ibar_mercator_y (extent->south) };

  if (box.x1 < box.x0)
    box.x1 += 1;
  return box;
}

static gboolean
extent_of_events (IbarFigureContent *content, const IbarExtent *within, IbarExtent *extent)
{
  ibar_extent_init_empty (extent);
  for (guint i = 0; i < content->events->len; i++)
    {
      IbarPoint point = g_array_index (content->events, IbarFigureEvent, i).at.point;

      if (ibar_point_is_placed (point) && (within == NULL || ibar_extent_contains (within, point)))
        ibar_extent_add (extent, point);
    }
  return !ibar_extent_is_empty (extent);
}

static guint
count_within (IbarFigureContent *content, const IbarExtent *extent)
{
  guint n = 0;

  for (guint i = 0; i < content->events->len; i++)
    {
      IbarPoint point = g_array_index (content->events, IbarFigureEvent, i).at.point;
      n += ibar_point_is_placed (point) && ibar_extent_contains (extent, point) ? 1 : 0;
    }
  return n;
}

/* A few events far off would shrink the many: where the region's home holds nearly all of them, the
 * map shows the home's. The others are counted, and listed as outside. */
static IbarExtent
choose_limits (IbarFigureContent *content)
{
  IbarExtent home = *ibar_region_get_home (content->region);
  const IbarExtent *all = ibar_region_get_extent (content->region);
  double dx = (home.east - home.west) * HOME_BORDER, dy = (home.north - home.south) * HOME_BORDER;

  home = (IbarExtent){ home.west - dx, home.south - dy, home.east + dx, home.north + dy };
  return count_within (content, &home) >= HOME_SHARE * count_within (content, all) ? home : *all;
}

/* The events in the region; where there are none, the region's home; without a region, all events.
 */
static MercatorBox
choose_box (IbarFigureContent *content, gboolean *padded)
{
  IbarExtent extent;

  *padded = FALSE;
  if (!ibar_extent_is_empty (&content->figure->extent))
    return box_from_extent (&content->figure->extent);
  if (content->region != NULL)
    {
      IbarExtent limits = choose_limits (content);

      *padded = TRUE;
      return box_from_extent (extent_of_events (content, &limits, &extent)
                                  ? &extent
                                  : ibar_region_get_home (content->region));
    }
  *padded = extent_of_events (content, NULL, &extent);
  if (*padded)
    return box_from_extent (&extent);
  return (MercatorBox){ 0, 0.1, 1, 0.9 };
}

/* The next smaller scale that a reader can divide by. */
static double
round_denominator (double denominator)
{
  static const double steps[] = { 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10 };
  double power = pow (10, floor (log10 (denominator)));

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (denominator <= steps[i] * power * (1 + 1e-9))
        return steps[i] * power;
    }
  return 10 * power;
}

/* [pt] of the world's side at a scale that holds at a latitude, and back: it is its own inverse. */
static double
world_from_denominator (double denominator, double latitude)
{
  double circumference = ibar_mercator_metres_per_unit (latitude, 0) * IBAR_TILE_UNITS;
  return circumference / (denominator * 0.0254 / IBAR_POINTS_PER_INCH);
}

static void
set_frame (IbarFigureMap *self, double width, double height, double cx, double cy, double world)
{
  double half = height / 2 / world;

  /* The map stops where Mercator does. */
  cy = half >= 0.5 ? 0.5 : CLAMP (cy, half, 1 - half);
  self->frame.width = width;
  self->frame.height = height;
  self->frame.world = world;
  self->frame.x0 = cx - width / 2 / world;
  self->frame.y0 = cy - height / 2 / world;
  self->frame.zoom = log2 (world / (IBAR_TILE_UNITS * self->frame.scale));
}

static double
wrap_longitude (double x)
{
  return ibar_mercator_longitude (x - floor (x));
}

static void
set_extent (IbarFigureMap *self)
{
  const IbarFrame *f = &self->frame;

  self->extent.west = wrap_longitude (f->x0);
  self->extent.east = wrap_longitude (f->x0 + f->width / f->world);
  if (f->width / f->world >= 1)
    {
      self->extent.west = -180;
      self->extent.east = 180;
    }
  self->extent.north = ibar_mercator_latitude (CLAMP (f->y0, 0, 1));
  self->extent.south = ibar_mercator_latitude (CLAMP (f->y0 + f->height / f->world, 0, 1));
}

/* What the frame shows beside the box it was made for, belongs to the box: no mark shall be cut by
 * the frame's edge. */
static void
take_in_shown (IbarFigureMap *self, IbarFigureContent *content, MercatorBox *box)
{
  const IbarFrame *f = &self->frame;
  double x1 = f->x0 + f->width / f->world, y1 = f->y0 + f->height / f->world;

  for (guint i = 0; i < content->events->len; i++)
    {
      IbarPoint point = g_array_index (content->events, IbarFigureEvent, i).at.point;
      double x = ibar_mercator_x (point.longitude), y = ibar_mercator_y (point.latitude);

      if (!(x >= f->x0 && x <= x1 && y >= f->y0 && y <= y1))
        continue;
      *box
          = (MercatorBox){ MIN (box->x0, x), MIN (box->y0, y), MAX (box->x1, x), MAX (box->y1, y) };
    }
}

static void
fit_frame (IbarFigureMap *self,
           IbarFigureContent *content,
           double width,
           double height,
           gboolean padded,
           const MercatorBox *box)
{
  const IbarFigure *figure = content->figure;
  double cx = (box->x0 + box->x1) / 2, cy = (box->y0 + box->y1) / 2;
  double latitude, world;

  if (figure->scale > 0 && ibar_point_is_placed (figure->center))
    {
      cx = ibar_mercator_x (figure->center.longitude);
      cy = ibar_mercator_y (figure->center.latitude);
    }
  latitude = ibar_mercator_latitude (CLAMP (cy, 0, 1));
  if (figure->scale > 0)
    self->denominator = figure->scale;
  else
    {
      double room = padded ? 1 - 2 * PADDING : 1;

      world = MIN (width * room / MAX (box->x1 - box->x0, LEAST_EXTENT),
                   height * room / MAX (box->y1 - box->y0, LEAST_EXTENT));
      self->denominator = MAX (100, world_from_denominator (world, latitude));
      if (padded)
        self->denominator = round_denominator (MAX (self->denominator, LARGEST_AUTO_SCALE));
    }
  world = world_from_denominator (self->denominator, latitude);
  set_frame (self, width, height, cx, cy, world);
}

static void
choose_frame (IbarFigureMap *self, IbarFigureContent *content, double width, double height)
{
  gboolean padded;
  MercatorBox box = choose_box (content, &padded);

  fit_frame (self, content, width, height, padded, &box);
  for (int i = 0; i < 2 && padded && content->figure->scale <= 0; i++)
    {
      take_in_shown (self, content, &box);
      fit_frame (self, content, width, height, padded, &box);
    }
  set_extent (self);
}

/**
 * ibar_figure_map_get_aspect:
 * @content: what a map shall show
 *
 * Returns: height by width of the map that has the least waste
 */
double
ibar_figure_map_get_aspect (IbarFigureContent *content)
{
  gboolean padded;
  MercatorBox box = choose_box (content, &padded);

  return MAX (box.y1 - box.y0, LEAST_EXTENT) / MAX (box.x1 - box.x0, LEAST_EXTENT);
}

static IbarFigureMap *
map_new (void)
{
  IbarFigureMap *self = g_new0 (IbarFigureMap, 1);

  self->marks = g_ptr_array_new_with_free_func (ibar_figure_mark_free);
  self->names = g_array_new (FALSE, FALSE, sizeof (IbarBox));
  return self;
}

/**
 * ibar_figure_map_new:
 * @content: what the figure says; its events get marks and numbers
 * @typesetter: for the numbers
 * @width: of the map on the page [pt]
 * @height: of the map on the page [pt]
 * @error: return location for an error
 *
 * Lays out the map. **Errors:** %IBAR_ERROR_TOO_LARGE where the page leaves the map no room.
 *
 * Returns: (transfer full) (nullable): the map
 */
IbarFigureMap *
ibar_figure_map_new (IbarFigureContent *content,
                     IbarTypesetter *typesetter,
                     double width,
                     double height,
                     GError **error)
{
  IbarFigureMap *self;
  double text = content->figure->text_size / BODY;

  if (width < 36 || height < 36)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("The page leaves %.0f × %.0f mm for the map: leave out parts, or take a "
                      "larger page"),
                   MAX (width, 0) / IBAR_POINTS_PER_MM, MAX (height, 0) / IBAR_POINTS_PER_MM);
      return NULL;
    }
  self = map_new ();
  self->mark_scale = MARK_UNIT * MAX (text, IBAR_LEAST_TEXT / BODY);
  self->frame.scale = STYLE_UNIT * MAX (text, IBAR_LEAST_TEXT / BODY);
  choose_frame (self, content, width, height);
  ibar_figure_map_place_annotations (self, content, typesetter);
  ibar_figure_map_place_marks (self, content);
  ibar_figure_map_number (self, content);
  ibar_figure_map_place_labels (self, content, typesetter);
  return self;
}

/**
 * ibar_figure_map_new_part:
 * @whole: the map of all events, numbered
 * @content: what it was made from
 * @typesetter: as well
 * @only: 1 for each event to be shown; shape [n_events]
 * @title: what part it is
 *
 * Lays out a map of the same ground at the same scale with some of the events, with the numbers
 * they have in @whole.
 *
 * Returns: (transfer full): the map, with names placed
 */
IbarFigureMap *
ibar_figure_map_new_part (const IbarFigureMap *whole,
                          IbarFigureContent *content,
                          IbarTypesetter *typesetter,
                          const guint8 *only,
                          const char *title)
{
  IbarFigureMap *self = map_new ();

  self->frame = whole->frame;
  self->extent = whole->extent;
  self->denominator = whole->denominator;
  self->mark_scale = whole->mark_scale;
  self->by_place = whole->by_place;
  self->title = g_strdup (title);
  self->only = only;
  ibar_figure_map_place_annotations (self, content, typesetter);
  ibar_figure_map_place_marks (self, content);
  ibar_figure_map_place_labels (self, content, typesetter);
  ibar_figure_map_place_names (self, content, typesetter);
  self->only = NULL;
  return self;
}

/**
 * ibar_frame_project:
 * @frame: of a map
 * @point: a position
 * @x: (out): from the left edge [px of the frame]
 * @y: (out): from the upper edge [px of the frame]
 *
 * Where a position stands, on the copy of the world that the frame shows.
 */
void
ibar_frame_project (const IbarFrame *frame, IbarPoint point, double *x, double *y)
{
  double mx = ibar_mercator_x (point.longitude);

  *x = (mx - frame->x0) * frame->world;
  if (*x < 0 && (mx + 1 - frame->x0) * frame->world <= frame->width)
    *x = (mx + 1 - frame->x0) * frame->world;
  *y = (ibar_mercator_y (point.latitude) - frame->y0) * frame->world;
}

/**
 * ibar_frame_locate:
 * @frame: of a map
 * @x: from the left edge [px of the frame]
 * @y: from the upper edge [px of the frame]
 *
 * Returns: the position on the ground
 */
IbarPoint
ibar_frame_locate (const IbarFrame *frame, double x, double y)
{
  return (IbarPoint){ wrap_longitude (frame->x0 + x / frame->world),
                      ibar_mercator_latitude (CLAMP (frame->y0 + y / frame->world, 0, 1)) };
}

IbarPoint
ibar_figure_map_locate (const IbarFigureMap *self, double x, double y)
{
  return ibar_frame_locate (&self->frame, x, y);
}

/**
 * ibar_figure_map_free:
 * @self: (transfer full) (nullable): a map
 */
void
ibar_figure_map_free (IbarFigureMap *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->marks);
  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  g_free (self->title);
  g_array_unref (self->names);
  g_clear_pointer (&self->labeller, ibar_labeller_free);
  g_free (self);
}

/**
 * ibar_figure_format_scale:
 * @denominator: of a scale
 *
 * Returns: (transfer full): "1 : 150 000", with thin spaces that do not break
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
        g_string_append (text, "\u202f");
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

/* Drawing
 * --------------------------------------------------------------------------------------------- */

static void
draw_base (IbarFigureMap *self, IbarFigureContent *content, IbarCanvas *canvas)
{
  IbarBasemapOptions options
      = { &content->style, content->profile, content->figure->relief, content->figure->boundaries };

  ibar_canvas_begin (canvas, NULL, "base-map", NULL, NULL);
  cairo_rectangle (canvas->cr, 0, 0, self->frame.width, self->frame.height);
  ibar_style_set_source (canvas->cr, &content->style.neighbour_land);
  cairo_fill (canvas->cr);
  if (content->basemap != NULL)
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
  return g_string_free (text, FALSE);
}

static void
draw_empty_notice (IbarFigureMap *self,
                   IbarFigureContent *content,
                   IbarTypesetter *typesetter,
                   IbarCanvas *canvas)
{
  g_autoptr (IbarText) text = NULL;
  double width = self->frame.width * 0.7, x, y;

  if (content->events->len > 0 || content->lines != NULL)
    return;
  text = ibar_typesetter_set (typesetter, IBAR_TEXT_HEADING,
                              _ ("No event of the collection passes this filter."), width, 3);
  x = (self->frame.width - text->width) / 2;
  y = (self->frame.height - text->height) / 2;
  cairo_rectangle (canvas->cr, x - 9, y - 6, text->width + 18, text->height + 12);
  ibar_style_set_source (canvas->cr, &content->style.label_halo);
  cairo_fill (canvas->cr);
  ibar_text_draw (text, canvas, x, y, &content->style.label);
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
  if (content->figure->graticule || content->basemap == NULL)
    ibar_figure_draw_graticule (self, content, typesetter, canvas, box);
  ibar_figure_map_draw_annotations (self, content, canvas, TRUE);
  ibar_figure_map_draw_names (self, content, canvas);
  draw_marks (self, content, canvas);
  ibar_figure_map_draw_annotations (self, content, canvas, FALSE);
  draw_empty_notice (self, content, typesetter, canvas);
  cairo_restore (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  ibar_style_set_source (cr, &content->style.text_muted);
  cairo_set_line_width (cr, 0.6);
  cairo_stroke (cr);
  ibar_canvas_end (canvas, "Figure");
}
