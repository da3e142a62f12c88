/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Worksheets on paper: figures like any other, with numbers as annotations, lines to write on and a
 * word bank in place of the list of events, and a key after each. */

#define G_LOG_DOMAIN "ibar-worksheet-pages"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "ibar-figure-output.h"
#include "ibar-worksheet.h"

#define TEXT_SIZE 9.0 /* [pt] */
#define LARGE_TEXT_SIZE 15.0

/* The sheets of all variants, two each; the last one asked for is kept. */
typedef struct
{
  IbarQuizPool *pool;
  IbarCollection *collection;
  const IbarWorksheetSettings *settings;
  IbarFigureContent *content; /* (owned) (nullable) */
  IbarFigureLayout *layout;   /* (owned) (nullable) */
  guint n_missing;
} Book;

static char *
dup_title (const IbarWorksheetSettings *settings, guint variant, gboolean key)
{
  const guint places = (1u << IBAR_QUIZ_EVENTS) - 1;
  gboolean all = (settings->sets & places) == places;
  g_autoptr (GString) title = g_string_new (settings->title != NULL ? settings->title
                                            : all                   ? _ ("Places")
                                                                    : NULL);

  for (guint set = 0; settings->title == NULL && !all && set < IBAR_QUIZ_EVENTS; set++)
    if ((settings->sets & (1u << set)) != 0)
      g_string_append_printf (title, "%s%s", title->len > 0 ? ", " : "",
                              ibar_quiz_set_get_title ((IbarQuizSet) set));
  if (settings->n_variants > 1)
    g_string_append_printf (title, _ (" – variant %c"), 'A' + (char) variant);
  return key ? g_strdup_printf (_ ("Answer key: %s"), title->str) : g_strdup (title->str);
}

/* In large print the lines to write on do not fit below the map: the sheet says where they are. */
static char *
dup_subtitle (const IbarWorksheetSettings *settings, guint variant, gboolean key)
{
  const char *name = _ ("Name: ______________________________     Class: ____________");

  if (key)
    return g_strdup_printf (_ ("Seed %" PRIu64), settings->seed + variant);
  return settings->large_print
             ? g_strdup_printf ("%s\n%s", name, _ ("Write the names on the next page."))
             : g_strdup (name);
}

static void
add_number (IbarFigure *figure, const IbarWorksheetItem *item, double size)
{
  g_autofree char *id = g_strdup_printf ("number-%u", item->number);
  IbarAnnotation *annotation
      = ibar_annotation_new (item->apart ? IBAR_ANNOTATION_ARROW : IBAR_ANNOTATION_TEXT, id);

  g_array_append_val (annotation->points, item->sign);
  if (item->apart)
    g_array_append_val (annotation->points, item->point);
  g_free (annotation->text);
  annotation->text = g_strdup_printf ("%u", item->number);
  annotation->frame = IBAR_FRAME_CIRCLE;
  annotation->size = size;
  g_ptr_array_add (figure->annotations, annotation);
}

static IbarFigure *
describe (const IbarWorksheetSettings *settings,
          const IbarWorksheet *sheet,
          guint variant,
          gboolean key,
          GError **error)
{
  g_autoptr (IbarFigure) figure = ibar_figure_new ();

  if (!ibar_figure_load_preset (figure, "worksheet", error)
      || !ibar_figure_set (figure, "page.size", settings->size != NULL ? settings->size : "a4",
                           error))
    return NULL;
  /* In large print the map has a page of its own; the key is for the one who teaches. */
  figure->text_size = settings->large_print && !key ? LARGE_TEXT_SIZE : TEXT_SIZE;
  figure->graticule = FALSE;
  figure->legend = FALSE;
  figure->list = key ? IBAR_LIST_BELOW : settings->large_print ? IBAR_LIST_PAGES : IBAR_LIST_BLANKS;
  figure->names = settings->names;
  figure->extent = sheet->extent;
  figure->profile = g_strdup (settings->profile);
  g_free (figure->title);
  figure->title = dup_title (settings, variant, key);
  g_free (figure->subtitle);
  figure->subtitle = dup_subtitle (settings, variant, key);
  for (guint i = 0; i < sheet->items->len; i++)
    add_number (figure, &g_array_index (sheet->items, IbarWorksheetItem, i), figure->text_size);
  return g_steal_pointer (&figure);
}

/* A worksheet speaks of places: the events of the collection stay out of it. */
static void
fill_content (IbarFigureContent *content, const IbarWorksheet *sheet, gboolean key)
{
  g_array_set_size (content->events, 0);
  content->n_listed = 0;
  /* Or the file would say of itself that it shows all events. */
  g_free (content->sentence);
  content->sentence = g_strdup (_ ("A map with numbers in place of names"));
  content->lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < sheet->items->len; i++)
    g_ptr_array_add (content->lines,
                     g_strdup (key ? g_array_index (sheet->items, IbarWorksheetItem, i).answer
                                   : ""));
  if (!key)
    {
      g_ptr_array_add (sheet->bank, NULL);
      content->word_bank = g_strjoinv (" · ", (char **) sheet->bank->pdata);
      g_ptr_array_set_size (sheet->bank, (int) sheet->bank->len - 1);
    }
}

static gboolean
make_sheet (Book *self,
            guint index,
            IbarFigureContent **content,
            IbarFigureLayout **layout,
            GCancellable *cancellable,
            GError **error)
{
  guint variant = index / 2;
  gboolean key = index % 2 == 1;
  g_autoptr (IbarWorksheet) sheet = ibar_worksheet_new (self->pool, self->settings, variant, error);
  g_autoptr (IbarFigure) figure
      = sheet != NULL ? describe (self->settings, sheet, variant, key, error) : NULL;

  if (figure == NULL)
    return FALSE;
  self->n_missing = MAX (self->n_missing, self->settings->n_questions - sheet->items->len);
  *content = ibar_figure_content_new (figure, self->collection,
                                      ibar_quiz_pool_get_region (self->pool), NULL, cancellable, error);
  if (*content == NULL)
    return FALSE;
  fill_content (*content, sheet, key);
  *layout = ibar_figure_layout_new (*content, error);
  return *layout != NULL;
}

static void
drop_sheet (Book *self)
{
  g_clear_pointer (&self->layout, ibar_figure_layout_free);
  g_clear_pointer (&self->content, ibar_figure_content_free);
}

static IbarFigureLayout *
get_sheet (gpointer data, guint index, GCancellable *cancellable, GError **error)
{
  Book *self = data;

  drop_sheet (self);
  return make_sheet (self, index, &self->content, &self->layout, cancellable, error) ? self->layout
                                                                                     : NULL;
}

/**
 * ibar_worksheets_write:
 * @pool: what can be asked
 * @collection: whose terms and credits the sheets carry
 * @settings: what shall be asked
 * @path: a .pdf file; a sheet a page, each followed by its key
 * @n_missing: (out) (optional): how many numbers fewer than wanted a sheet has
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Writes worksheets. The same settings give the same bytes while SOURCE_DATE_EPOCH is set.
 *
 * Returns: FALSE with @error set, and @path untouched, if it could not be done
 *
 * Errors: those of ibar_worksheet_new() and ibar_figure_layout_write().
 *
 * Cost: 0.15 s a page.
 */
gboolean
ibar_worksheets_write (IbarQuizPool *pool,
                       IbarCollection *collection,
                       const IbarWorksheetSettings *settings,
                       const char *path,
                       guint *n_missing,
                       GCancellable *cancellable,
                       GError **error)
{
  Book book = { .pool = pool, .collection = collection, .settings = settings };
  g_autoptr (IbarFigureContent) content = NULL;
  g_autoptr (IbarFigureLayout) layout = NULL;
  IbarSheets sheets = { .n = 2 * settings->n_variants, .get = get_sheet, .data = &book };
  gboolean ok = make_sheet (&book, 0, &content, &layout, cancellable, error);

  sheets.whole = layout;
  ok = ok && ibar_sheets_write (&sheets, path, IBAR_OUTPUT_PDF, NULL, cancellable, error);
  drop_sheet (&book);
  /* The layout reads its content to the last. */
  g_clear_pointer (&layout, ibar_figure_layout_free);
  if (n_missing != NULL)
    *n_missing = book.n_missing;
  return ok;
}
