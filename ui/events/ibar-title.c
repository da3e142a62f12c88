/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row's title: one line or two, more where few letters fit into one (large text), then cut off with an ellipsis.
 *
 * A label that wraps is laid out some five times when its text changes, to learn which widths it could have, and has
 * everything around it measured anew; a step of playback changes two hundred of them. A row has the width that its list
 * has, whatever it says: here a text is laid out once, and only another number of lines is another size. */

#define G_LOG_DOMAIN "ibar-title"

#include "config.h"

#include "ibar-title.h"

#define LEAST_LINES 2  /* a title may have; */
#define MOST_LINES 4
#define LETTERS 74     /* that many should be read before it is cut off */
#define LEAST_CHARS 3
#define NATURAL_CHARS 30

struct _IbarTitle
{
  GtkWidget parent_instance;

  PangoLayout *layout; /* (owned) as wide as it was asked for last */
};

G_DEFINE_FINAL_TYPE (IbarTitle, ibar_title, GTK_TYPE_WIDGET)

/* [px] */
static int
get_height (IbarTitle *self)
{
  int height;

  pango_layout_get_pixel_size (self->layout, NULL, &height);
  return height;
}

static int
get_char_width (IbarTitle *self)
{
  PangoContext *context = pango_layout_get_context (self->layout);
  PangoFontMetrics *metrics
      = pango_context_get_metrics (context, pango_context_get_font_description (context), pango_context_get_language (context));
  int width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return width;
}

static void
set_width (IbarTitle *self, int width)
{
  int n_letters = MAX (1, width * PANGO_SCALE / MAX (1, get_char_width (self)));

  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  pango_layout_set_height (self->layout, -CLAMP ((LETTERS + n_letters - 1) / n_letters, LEAST_LINES, MOST_LINES));
}

static GtkSizeRequestMode
ibar_title_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ibar_title_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  IbarTitle *self = IBAR_TITLE (widget);
  int width = get_char_width (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = PANGO_PIXELS_CEIL (LEAST_CHARS * width);
      *natural = PANGO_PIXELS_CEIL (NATURAL_CHARS * width);
      return;
    }
  /* The least height whatever the width is that of one line; newer toolkits hold a title to it. */
  if (for_size >= 0)
    set_width (self, for_size);
  else
    pango_layout_set_width (self->layout, -1);
  *minimum = *natural = get_height (self);
  if (for_size >= 0)
    return;
  pango_layout_set_width (self->layout, NATURAL_CHARS * width);
  *natural = get_height (self);
}

static void
ibar_title_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  set_width (IBAR_TITLE (widget), width);
}

static void
ibar_title_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_append_layout (snapshot, IBAR_TITLE (widget)->layout, &color);
}

static void
ibar_title_finalize (GObject *object)
{
  g_clear_object (&IBAR_TITLE (object)->layout);
  G_OBJECT_CLASS (ibar_title_parent_class)->finalize (object);
}

static void
ibar_title_class_init (IbarTitleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ibar_title_finalize;
  widget_class->get_request_mode = ibar_title_get_request_mode;
  widget_class->measure = ibar_title_measure;
  widget_class->size_allocate = ibar_title_size_allocate;
  widget_class->snapshot = ibar_title_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
ibar_title_init (IbarTitle *self)
{
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (self->layout, -LEAST_LINES);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
}

GtkWidget *
ibar_title_new (void)
{
  return g_object_new (IBAR_TYPE_TITLE, NULL);
}

/**
 * ibar_title_set_text:
 * @self: a title
 * @text: what it says
 *
 * **Cost:** the text is laid out once; all around it is measured only if it has another number of lines.
 */
void
ibar_title_set_text (IbarTitle *self, const char *text)
{
  int height;

  g_return_if_fail (IBAR_IS_TITLE (self));
  g_return_if_fail (text != NULL);

  if (g_str_equal (pango_layout_get_text (self->layout), text))
    return;
  height = get_height (self);
  pango_layout_set_text (self->layout, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (pango_layout_get_width (self->layout) < 0 || get_height (self) != height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
