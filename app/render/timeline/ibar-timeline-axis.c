/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Dates below the timeline: the finest step whose labels keep ROOM px apart, in words of the
 * reader's language. A step is a number of days, weeks, months or years; every label stands at the
 * begin of what it names. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-timeline"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "ibar-timeline-axis.h"

#define TEXT 11.0   /* [px] */
#define BETWEEN 6.0 /* [px] of a label's room is the white behind it */

typedef struct
{
  IbarBinUnit unit;
  int n;
  double days; /* about */
  double room; /* [px] a label of this kind needs */
} Step;

static const Step STEPS[] = {
  { IBAR_BIN_DAY, 1, 1, 48 },          { IBAR_BIN_WEEK, 1, 7, 52 },
  { IBAR_BIN_MONTH, 1, 30.44, 60 },    { IBAR_BIN_MONTH, 3, 91.3, 60 },
  { IBAR_BIN_YEAR, 1, 365.24, 40 },    { IBAR_BIN_YEAR, 2, 730.5, 40 },
  { IBAR_BIN_YEAR, 5, 1826.2, 40 },    { IBAR_BIN_YEAR, 10, 3652.4, 40 },
  { IBAR_BIN_YEAR, 20, 7304.8, 40 },   { IBAR_BIN_YEAR, 50, 18262, 40 },
  { IBAR_BIN_YEAR, 100, 36524, 40 },   { IBAR_BIN_YEAR, 200, 73049, 40 },
  { IBAR_BIN_YEAR, 500, 182621, 40 },  { IBAR_BIN_YEAR, 1000, 365243, 46 },
};

static const Step *
pick_step (const IbarTimelineFrame *frame)
{
  double px = frame->width / (frame->end - frame->start);

  for (guint i = 0; i < G_N_ELEMENTS (STEPS); i++)
    if (STEPS[i].days * px >= STEPS[i].room * frame->font_scale)
      return &STEPS[i];
  return &STEPS[G_N_ELEMENTS (STEPS) - 1];
}

/* The step at or before a day; months and years are counted from the calendar's begin, so that
 * labels stay. */
static IbarDay
align (const Step *step, IbarDay day)
{
  int year, month, mday;

  if (step->unit == IBAR_BIN_DAY || step->unit == IBAR_BIN_WEEK)
    return ibar_bin_start (step->unit, day);
  ibar_day_to_ymd (day, &year, &month, &mday);
  if (step->unit == IBAR_BIN_MONTH)
    return ibar_day_from_ymd (year, (month - 1) / step->n * step->n + 1, 1);
  return ibar_day_from_ymd (MAX (year / step->n * step->n, 1), 1, 1);
}

/* The year is said where it begins and at the left edge; in between the month is enough. */
static char *
format_label (const Step *step, IbarDay day, gboolean first)
{
  int year, month, mday;

  ibar_day_to_ymd (day, &year, &month, &mday);
  switch (step->unit)
    {
    case IBAR_BIN_YEAR:
      return g_strdup_printf ("%d", year);
    case IBAR_BIN_MONTH:
      return ibar_month_format_short (day, first || month == 1);
    case IBAR_BIN_DAY:
    case IBAR_BIN_WEEK:
    default:
      return ibar_day_format_short (day, first);
    }
}

static PangoLayout *
make_layout (cairo_t *cr, const char *text, const IbarTimelineFrame *frame, gboolean bold)
{
  g_autoptr (PangoFontDescription) font
      = pango_font_description_from_string (bold ? "Sans Semi-Bold" : "Sans");
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoLayout *layout = pango_cairo_create_layout (cr);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_font_description_set_absolute_size (font, TEXT * frame->font_scale * PANGO_SCALE);
  if (frame->font != NULL)
    pango_font_description_set_family (font, frame->font);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

double
ibar_timeline_measure_text (cairo_t *cr, const char *text, const IbarTimelineFrame *frame)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, text, frame, FALSE);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

double
ibar_timeline_show_text (cairo_t *cr, const char *text, double x, double y, const IbarTimelineFrame *frame,
                         gboolean bold, const IbarColor *color)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, text, frame, bold);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  cairo_move_to (cr, x, y);
  ibar_style_set_source (cr, color);
  pango_cairo_show_layout (cr, layout);
  return width;
}

void
ibar_timeline_draw_axis (const IbarTimelineFrame *frame, double top, double axis, cairo_t *cr,
                         const IbarStyle *style)
{
  const Step *step = pick_step (frame);
  IbarDay day = align (step, (IbarDay) CLAMP (floor (frame->start), IBAR_DAY_MIN, IBAR_DAY_MAX));
  double free_from = -G_MAXDOUBLE;
  gboolean first = TRUE;

  while (day <= frame->end && day < IBAR_DAY_MAX)
    {
      double x = round (ibar_timeline_day_to_x (frame, day));
      IbarDay next = align (step, ibar_bin_next (step->unit, day, step->n)); /* from the year 1 it is 999 years to 1000 */

      if (x >= 0 && x <= frame->width)
        {
          ibar_style_set_source (cr, &style->grid);
          cairo_rectangle (cr, x, top, 1, axis + 4 - top);
          cairo_fill (cr);
        }
      /* Whole or not at all: a year that ends at the edge would read as another. */
      if (x >= 0 && x + 4 >= free_from
          && x <= frame->width - (step->room - BETWEEN) * frame->font_scale)
        {
          g_autofree char *text = format_label (step, day, first);

          free_from = x + 4 + 6
                      + ibar_timeline_show_text (cr, text, x + 4, axis + 2, frame,
                                                 FALSE, &style->text_muted);
          first = FALSE;
        }
      if (next <= day)
        break;
      day = next;
    }
}

/**
 * ibar_timeline_format_bin:
 * @unit: the unit of the bins
 * @start: the bin's first day
 *
 * Returns: (transfer full): the bin in words
 */
char *
ibar_timeline_format_bin (IbarBinUnit unit, IbarDay start)
{
  g_autofree char *day = NULL;
  int year, month, mday;

  switch (unit)
    {
    case IBAR_BIN_YEAR:
      ibar_day_to_ymd (start, &year, &month, &mday);
      return g_strdup_printf ("%d", year);
    case IBAR_BIN_MONTH:
      return ibar_month_format (start);
    case IBAR_BIN_WEEK:
      day = ibar_date_format (start, start, IBAR_DATE_DAY);
      /* Translators: a bar of the timeline that stands for a week: the date of its Monday. */
      return g_strdup_printf (_ ("Week of %s"), day);
    case IBAR_BIN_DAY:
    default:
      return ibar_date_format (start, start, IBAR_DATE_DAY);
    }
}
