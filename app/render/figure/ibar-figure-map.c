/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map of a figure: laid out in one order, so that each step leaves what stands already free:
 * frame, annotations, marks, numbers, names.
 *
 * Lengths are points. What is drawn and how wide follows the zoom of a screen on which a style unit
 * is as large as it is on paper (three quarters of a point at the usual size of text), so a map of
 * one scale carries the same detail on A5 and A2. */

#define G_LOG_DOMAIN "ibar-figure-map"

#include "config.h"

#include "ibar-figure-map.h"

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define STYLE_UNIT 0.75 /* [pt] at BODY: a CSS pixel */
#define MARK_UNIT 0.6   /* [pt] a mark's pixel: 13 pt for one event */
#define BODY 8.0        /* [pt] the size of text that the two are meant for */

static IbarFigureMap *
map_new (void)
{
  IbarFigureMap *self = g_new0 (IbarFigureMap, 1);

  self->marks = g_ptr_array_new_with_free_func (ibar_figure_mark_free);
  self->names = g_array_new (FALSE, FALSE, sizeof (IbarBox));
  self->dots = g_array_new (FALSE, FALSE, sizeof (IbarBox));
  return self;
}

/* A map without events says so in its middle. */
static void
place_notice (IbarFigureMap *self, IbarFigureContent *content, IbarTypesetter *typesetter)
{
  const IbarText *text;

  if (content->events->len > 0 || content->lines != NULL)
    return;
  text = self->notice_text = ibar_typesetter_set (
      typesetter, IBAR_TEXT_HEADING, _ ("No event of the collection passes this filter."),
      self->frame.width * 0.7, 3);
  self->notice.width = text->width + 3 * IBAR_NOTICE_PAD;
  self->notice.height = text->height + 2 * IBAR_NOTICE_PAD;
  self->notice.x = (self->frame.width - self->notice.width) / 2;
  self->notice.y = (self->frame.height - self->notice.height) / 2;
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
  ibar_figure_map_choose_frame (self, content, width, height);
  ibar_figure_map_place_annotations (self, content, typesetter);
  ibar_figure_map_place_marks (self, content);
  ibar_figure_map_number (self, content);
  place_notice (self, content, typesetter);
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
  ibar_text_free (self->notice_text);
  g_array_unref (self->names);
  g_array_unref (self->dots);
  g_clear_pointer (&self->labeller, ibar_labeller_free);
  g_free (self);
}
