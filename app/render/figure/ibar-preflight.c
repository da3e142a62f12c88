/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pre-flight list: what is wrong with a figure before it is given away. Each rule is a function
 * that looks at the layout and adds at most a line or two; none of them changes anything. */

#define G_LOG_DOMAIN "ibar-preflight"

#include "config.h"

#include "ibar-preflight.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-figure-palette.h"
#include "ibar-terms.h"
#include "ibar-tile-url.h"

/* Greys nearer than this cannot be told apart in print [sRGB]. */
#define LEAST_GREY_STEP 0.06

typedef void (*RuleFunc) (IbarFigureLayout *layout, GPtrArray *items);

/* What can be done about it, in the words of the composer. Rules that say it themselves are not here. */
static const struct
{
  const char *rule;
  const char *advice;
} advices[] = {
  { "no-events", N_ ("Widen the filter.") },
  { "outside-frame", N_ ("Drag or scale the map if they belong on it.") },
  { "not-placed", N_ ("The list has them; say so in the note.") },
  { "overlapping-labels", N_ ("Move or hide one of them, or take a larger scale.") },
  { "empty-class", N_ ("Widen the filter, or take it out of there.") },
  { "small-text", N_ ("Choose a larger size of the text.") },
  { "title-cut", N_ ("Write a shorter one, or put the rest into the note.") },
  { "vague-as-exact", N_ ("Switch the rings of vague places on.") },
  { "list-cut", N_ ("Allow more events in the list.") },
  { "parts-left-out", N_ ("Allow more parts, or divide by something longer.") },
  { "left-out", N_ ("Take a larger page, smaller text or fewer parts.") },
  { "no-base-map", N_ ("Choose a region in the window’s menu, or with --region.") },
  { "base-map-gone", N_ ("Add it again in the window’s menu, or choose another.") },
  { "base-map-credit", N_ ("Say whose it is: most makers ask for it, and readers need it.") },
  { "outside-region", N_ ("Show less, or build a larger region.") },
  { "hidden-by-hand", N_ ("The figure’s data says so; say it in the note, too.") },
  { "annotation-outside", N_ ("Move it, or scale the map.") },
};

static void
item_free (gpointer data)
{
  g_free (((IbarPreflightItem *) data)->message);
  g_free (data);
}

static void
add_item (GPtrArray *items, const char *rule, gboolean serious, char *message)
{
  IbarPreflightItem *item = g_new0 (IbarPreflightItem, 1);

  item->rule = rule;
  item->serious = serious;
  item->message = message;
  for (gsize i = 0; i < G_N_ELEMENTS (advices); i++)
    {
      if (strcmp (advices[i].rule, rule) == 0)
        {
          item->message = g_strconcat (message, " ", _ (advices[i].advice), NULL);
          g_free (message);
        }
    }
  g_ptr_array_add (items, item);
}

static void
check_events (IbarFigureLayout *layout, GPtrArray *items)
{
  if (layout->content->events->len == 0)
    add_item (items, "no-events", FALSE, g_strdup (_ ("No event passes the filter.")));
}

static void
check_outside (IbarFigureLayout *layout, GPtrArray *items)
{
  guint outside = layout->map->n_outside, unplaced = layout->map->n_unplaced;

  if (outside > 0)
    add_item (items, "outside-frame", FALSE,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "%u event lies outside the map’s frame.",
                                            "%u events lie outside the map’s frame.", outside),
                               outside));
  if (unplaced > 0)
    add_item (items, "not-placed", FALSE,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u event has no place.",
                                            "%u events have no place.", unplaced),
                               unplaced));
}

static guint
count_crowded (const IbarFigureMap *map)
{
  guint n = 0;

  for (guint i = 0; i < map->marks->len; i++)
    n += ((IbarFigureMark *) map->marks->pdata[i])->crowded ? 1 : 0;
  return n;
}

static void
check_labels (IbarFigureLayout *layout, GPtrArray *items)
{
  guint n = layout->panels == NULL ? count_crowded (layout->map) : 0;

  for (guint i = 0; layout->panels != NULL && i < layout->panels->len; i++)
    n += count_crowded (((IbarFigurePanel *) layout->panels->pdata[i])->map);
  if (n > 0)
    add_item (items, "overlapping-labels", FALSE,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "The number of %u mark covers something else.",
                                            "The numbers of %u marks cover something else.", n),
                               n));
}

/* The legend lists only what is there; what was asked for and is not there deserves a word. */
static void
check_classes (IbarFigureLayout *layout, GPtrArray *items)
{
  IbarFigureContent *content = layout->content;
  const IbarFilter *filter = ibar_result_get_filter (content->result);
  const GPtrArray *wanted = filter->terms[IBAR_FACET_TYPE].include;

  for (guint w = 0; wanted != NULL && w < wanted->len; w++)
    {
      gboolean found = FALSE;
      const char *label = wanted->pdata[w];

      for (guint i = 0; !found && i < content->events->len; i++)
        {
          int type = g_array_index (content->events, IbarFigureEvent, i).at.type;
          const IbarEventType *t = type >= 0 ? content->vocabulary->types->pdata[type] : NULL;
          found = t != NULL && g_str_equal (t->id, wanted->pdata[w]);
        }
      for (guint t = 0; t < content->vocabulary->types->len; t++)
        {
          const IbarEventType *type = content->vocabulary->types->pdata[t];
          if (g_str_equal (type->id, wanted->pdata[w]))
            label = ibar_term_type (type->label);
        }
      if (!found)
        add_item (items, "empty-class", FALSE,
                  g_strdup_printf (_ ("“%s” is asked for, but no such event is shown."), label));
    }
}

static void
check_text (IbarFigureLayout *layout, GPtrArray *items)
{
  const IbarFigure *figure = layout->content->figure;

  if (figure->text_size * 0.82 < IBAR_LEAST_TEXT - 0.05 && figure->text_size < 7.3)
    add_item (items, "small-text", FALSE,
              g_strdup_printf (
                  _ ("Text of %.1f pt is too small for some parts: they are set in %.0f pt."),
                  figure->text_size, IBAR_LEAST_TEXT));
  if ((layout->title != NULL && ibar_text_is_cut (layout->title))
      || (layout->subtitle != NULL && ibar_text_is_cut (layout->subtitle)))
    add_item (items, "title-cut", TRUE, g_strdup (_ ("The title is too long and ends with “…”.")));
}

static void
check_greys (IbarFigureLayout *layout, GPtrArray *items)
{
  guint counts[IBAR_N_FAMILIES] = { 0 };

  for (guint i = 0; i < layout->map->marks->len; i++)
    for (int f = 0; f < IBAR_N_FAMILIES; f++)
      counts[f] += ((IbarFigureMark *) layout->map->marks->pdata[i])->mark.families[f];
  for (int a = 0; a < IBAR_N_FAMILIES; a++)
    for (int b = a + 1; b < IBAR_N_FAMILIES; b++)
      {
        const IbarColor *ca = &layout->content->style.family[a];
        const IbarColor *cb = &layout->content->style.family[b];

        if (counts[a] > 0 && counts[b] > 0
            && fabs (ibar_color_grey (ca) - ibar_color_grey (cb)) < LEAST_GREY_STEP)
          add_item (items, "grey-collision", FALSE,
                    g_strdup_printf (_ ("“%s” and “%s” differ by shape alone when printed without "
                                        "colour; the greyscale palette keeps them apart."),
                                     ibar_family_get_label ((IbarFamily) a),
                                     ibar_family_get_label ((IbarFamily) b)));
      }
}

static void
check_precision (IbarFigureLayout *layout, GPtrArray *items)
{
  guint n = 0;

  if (layout->content->figure->uncertainty)
    return;
  for (guint i = 0; i < layout->content->events->len; i++)
    {
      const IbarFigureEvent *event = &g_array_index (layout->content->events, IbarFigureEvent, i);
      n += event->mark >= 0 && event->at.place_precision != IBAR_PLACE_EXACT ? 1 : 0;
    }
  if (n > 0)
    add_item (items, "vague-as-exact", TRUE,
              g_strdup_printf (
                  g_dngettext (GETTEXT_PACKAGE,
                               "%u event known to a town or municipality only is shown as a spot.",
                               "%u events known to a town or municipality only are shown as spots.",
                               n),
                  n));
}

static void
check_licence (IbarFigureLayout *layout, GPtrArray *items)
{
  IbarFigureContent *content = layout->content;

  for (guint d = 0; d < content->vocabulary->datasets->len; d++)
    {
      const IbarDataset *dataset = content->vocabulary->datasets->pdata[d];
      gboolean used = FALSE;

      for (guint i = 0; !used && i < content->events->len; i++)
        used = g_array_index (content->events, IbarFigureEvent, i).at.dataset == (int) d;
      if (used && !dataset->redistributable)
        add_item (items, "licence", TRUE,
                  g_strdup_printf (
                      _ ("“%s” does not allow its data to be passed on (%s): ask before "
                         "publishing the list."),
                      dataset->name,
                      dataset->licence != NULL ? dataset->licence : _ ("no licence stated")));
    }
}

static void
check_list (IbarFigureLayout *layout, GPtrArray *items)
{
  IbarFigureContent *content = layout->content;
  guint left = content->events->len - content->n_listed;

  if (left > 0 && content->figure->list != IBAR_LIST_NONE)
    add_item (items, "list-cut", FALSE,
              g_strdup_printf (_ ("The list stops after %u of %u events."), content->n_listed,
                               content->events->len));
}

static void
check_series (IbarFigureLayout *layout, GPtrArray *items)
{
  guint left = layout->series != NULL ? layout->series->n_left_out : 0;

  if (left > 0)
    add_item (items, "parts-left-out", TRUE,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u part is left out beyond the limit.",
                                            "%u parts are left out beyond the limit.", left),
                               left));
}

static void
check_parts (IbarFigureLayout *layout, GPtrArray *items)
{
  if (layout->left_out_timeline)
    add_item (items, "left-out", FALSE,
              g_strdup (_ ("There is no room for the timeline on this page.")));
  if (layout->left_out_legend)
    add_item (items, "left-out", TRUE,
              g_strdup (_ ("There is no room for the legend on this page.")));
}

/* A base map of a person's: whether it is there, whole, and somebody's. */
static void
check_base_map (IbarFigureLayout *layout, GPtrArray *items)
{
  IbarFigureContent *content = layout->content;
  const char *credit = content->figure->base_map_credit;
  g_autofree char *name = ibar_tile_url_dup_public (
      content->figure->base_map != NULL ? content->figure->base_map : "");
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (IbarForeignTile));
  g_autoptr (GError) error = NULL;
  guint n = 0, n_empty = 0;

  if (ibar_figure_content_lacks_base_map (content))
    add_item (items, "base-map-gone", TRUE,
              g_strdup_printf (_ ("The base map “%s” is not there: Ibar’s own is drawn."), name));
  if (content->foreign == NULL)
    return;
  if (credit == NULL || credit[0] == '\0')
    add_item (items, "base-map-credit", TRUE,
              g_strdup_printf (_ ("The base map “%s” has no credit line."), name));
  if (!ibar_foreign_map_check (content->foreign, &layout->map->frame,
                               content->figure->dpi / IBAR_POINTS_PER_INCH, &n, &n_empty, missing,
                               &error))
    add_item (items, "base-map-damaged", TRUE,
              g_strdup_printf (_ ("A part of the base map is missing: %s."), error->message));
  if (n_empty > 0)
    add_item (items, "outside-region", FALSE,
              g_strdup_printf (_ ("The map reaches beyond the base map “%s”."), name));
  /* A page of an atlas is laid out when it is written: what it shows nobody has fetched. */
  if (n > 0 && ibar_foreign_map_is_held (content->foreign)
      && content->figure->series_layout == IBAR_SERIES_ATLAS)
    add_item (items, "base-map-incomplete", TRUE,
              g_strdup (_ ("Tiles of a server are drawn on those pages only that have been looked at.")));
  if (missing->len > 0)
    add_item (items, "base-map-incomplete", TRUE,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "%u of %u tile of the base map is not there.",
                                            "%u of %u tiles of the base map are not there.", n),
                               missing->len, n));
}

static void
check_region (IbarFigureLayout *layout, GPtrArray *items)
{
  const IbarExtent *map = &layout->map->extent, *region;
  IbarRegion *r = layout->content->region;

  if (layout->content->foreign != NULL)
    return;
  if (r == NULL)
    {
      add_item (items, "no-base-map", TRUE,
                g_strdup (_ ("There is no base map below the events.")));
      return;
    }
  region = ibar_region_get_extent (r);
  if (map->west < region->west || map->east > region->east || map->south < region->south
      || map->north > region->north)
    add_item (items, "outside-region", FALSE,
              g_strdup_printf (_ ("The map reaches beyond the base map “%s”."),
                               ibar_region_get_title (r)));
}

/* What a person hid stays in the list and in the figure's data; whoever reads the map does not see
 * it.
 */
static void
check_hidden (IbarFigureLayout *layout, GPtrArray *items)
{
  guint marks = layout->map->n_hidden, labels = 0;
  GPtrArray *edits = layout->content->figure->labels;

  for (guint i = 0; i < edits->len; i++)
    labels += ((IbarHandEdit *) edits->pdata[i])->hidden ? 1 : 0;
  if (marks > 0)
    add_item (items, "hidden-by-hand", TRUE,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "The mark of %u event is hidden by hand.",
                                            "The marks of %u events are hidden by hand.", marks),
                               marks));
  if (labels > 0)
    add_item (items, "hidden-by-hand", FALSE,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u label is hidden by hand.",
                                            "%u labels are hidden by hand.", labels),
                               labels));
}

/* An annotation that the frame cuts or does not show at all. */
static void
check_annotations (IbarFigureLayout *layout, GPtrArray *items)
{
  const IbarFrame *frame = &layout->map->frame;
  guint n = 0;

  for (guint i = 0; i < layout->map->annotations->len; i++)
    {
      const IbarFigureAnnotation *a = layout->map->annotations->pdata[i];
      gboolean outside = a->text != NULL
                         && (a->box.x < 0 || a->box.y < 0 || a->box.x + a->box.width > frame->width
                             || a->box.y + a->box.height > frame->height);

      for (guint p = 0; !outside && p < a->n_points; p++)
        outside = a->points[p].x < 0 || a->points[p].y < 0 || a->points[p].x > frame->width
                  || a->points[p].y > frame->height;
      n += outside ? 1 : 0;
    }
  if (n > 0)
    add_item (items, "annotation-outside", FALSE,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "%u annotation reaches beyond the map’s frame.",
                                            "%u annotations reach beyond the map’s frame.", n),
                               n));
}

/* Annotations stand where they were put: that two texts cover each other is for the person to mend.
 */
static void
check_annotation_texts (IbarFigureLayout *layout, GPtrArray *items)
{
  const GPtrArray *all = layout->map->annotations;
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    for (guint j = i + 1; j < all->len; j++)
      {
        const IbarFigureAnnotation *a = all->pdata[i], *b = all->pdata[j];

        n += a->text != NULL && b->text != NULL && a->box.x < b->box.x + b->box.width
             && b->box.x < a->box.x + a->box.width && a->box.y < b->box.y + b->box.height
             && b->box.y < a->box.y + a->box.height;
      }
  if (n > 0)
    add_item (items, "overlapping-labels", FALSE,
              g_strdup (_ ("The texts of annotations cover each other.")));
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const IbarPreflightItem *ia = *(IbarPreflightItem *const *) a;
  const IbarPreflightItem *ib = *(IbarPreflightItem *const *) b;

  return ib->serious - ia->serious;
}

/**
 * ibar_preflight_run:
 * @layout: a figure
 *
 * **Cost:** O(events).
 *
 * Returns: (transfer full) (element-type IbarPreflightItem): what is wrong with it, in the reader's
 *   language
 */
GPtrArray *
ibar_preflight_run (IbarFigureLayout *layout)
{
  static const RuleFunc rules[]
      = { check_events, check_outside, check_labels,      check_classes,         check_text,
          check_greys,  check_list,    check_precision,   check_licence,         check_base_map, check_region,
          check_parts,  check_hidden,  check_annotations, check_annotation_texts, check_series };
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    rules[i](layout, items);
  g_ptr_array_sort (items, compare_items); /* GLib's sort keeps the order of equals */
  return items;
}
