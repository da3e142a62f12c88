/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words above the bars: the scale, or the numbers below the pointer, and what the colours mean. */

#define G_LOG_DOMAIN "ibar-timeline"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-timeline-axis.h"
#include "ibar-timeline-private.h"

#define LEGEND_SWATCH 8.0 /* [px] */
#define LEGEND_GAP 12.0   /* [px] */

static char *
describe (const IbarTimelineData *data, const IbarTimelineFrame *frame)
{
  guint32 count, all;
  g_autofree char *bin = NULL;
  g_autofree char *numbers = NULL;

  if (frame->hovered_bin < 0 || frame->hovered_bin >= (int) data->n_bins)
    {
      guint32 largest = ibar_timeline_find_largest (data);

      /* Translators: the height of the tallest bar */
      return largest > 0 ? ibar_dup_counts (_ ("up to %u"), largest)
                         : g_strdup (_ ("No dated event here"));
    }
  count = ibar_timeline_count_bin (data, (guint) frame->hovered_bin);
  all = data->all != NULL ? data->all[frame->hovered_bin] : count;
  bin = ibar_timeline_format_bin (data->unit,
                                  ibar_bin_next (data->unit, data->first, frame->hovered_bin));
  if (all == count)
    numbers = ibar_dup_counts (ngettext ("%u event", "%u events", count), count);
  else
    numbers = ibar_dup_counts (ngettext ("%u of %u event", "%u of %u events", all), count, all);
  if (data->sources == NULL || data->sources_pending)
    return g_strdup_printf ("%s: %s", bin, numbers);
  /* Translators: period, number of events, number of sources */
  return ibar_dup_counts (_ ("%s: %s, %u sources"), bin, numbers,
                          data->sources[frame->hovered_bin]);
}

/* Events of a part: of the bar below the pointer, else of all bars. */
static guint
count_part (const IbarTimelineData *data, const IbarTimelineFrame *frame, guint part)
{
  gboolean hovered = frame->hovered_bin >= 0 && frame->hovered_bin < (int) data->n_bins;
  guint first = hovered ? (guint) frame->hovered_bin : 0;
  guint count = 0;

  for (guint i = first; i < (hovered ? first + 1 : data->n_bins); i++)
    count += data->families[i * IBAR_N_FAMILIES + part];
  return count;
}

/* What the colours mean, from x on as far as there is room; of the bar below the pointer with its numbers. */
static void
draw_legend (const IbarTimelineData *data, const IbarTimelineFrame *frame, double x, cairo_t *cr,
             const IbarStyle *style)
{
  for (guint part = 0; part < IBAR_N_FAMILIES; part++)
    {
      guint count = count_part (data, frame, part);
      g_autofree char *text = NULL;

      if (count == 0 || data->groups[part] == NULL)
        continue;
      text = frame->hovered_bin >= 0 ? ibar_dup_counts ("%s %u", data->groups[part], count)
                                     : g_strdup (data->groups[part]);
      if (x + LEGEND_SWATCH + 3 + ibar_timeline_measure_text (cr, text, frame) > frame->width)
        {
          ibar_timeline_show_text (cr, "…", x, 0, frame, FALSE, &style->text_muted);
          return;
        }
      ibar_style_set_source (cr, &style->group[part]);
      cairo_rectangle (cr, x, 4 * frame->font_scale, LEGEND_SWATCH, LEGEND_SWATCH);
      cairo_fill (cr);
      x += LEGEND_SWATCH + 3;
      x += ibar_timeline_show_text (cr, text, x, 0, frame, FALSE, &style->text) + LEGEND_GAP;
    }
}

void
ibar_timeline_draw_words (const IbarTimelineData *data, const IbarTimelineFrame *frame, cairo_t *cr,
                          const IbarStyle *style)
{
  g_autofree char *text = describe (data, frame);
  double width = ibar_timeline_show_text (cr, text, 4, 0, frame, frame->hovered_bin >= 0,
                                          frame->hovered_bin >= 0 ? &style->text : &style->text_muted);

  if (data->groups != NULL)
    draw_legend (data, frame, 4 + width + LEGEND_GAP, cr, style);
}
