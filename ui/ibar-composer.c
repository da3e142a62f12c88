/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The composer: a figure, its settings, and a preview that is the figure itself.
 *
 * Every change goes into the description; a worker lays the figure out and draws the page shown at
 * the size shown; a change while it works asks for another round. Dragging in the map, the arrow
 * keys and the wheel move and scale the map, whatever the extent was before. */

#define G_LOG_DOMAIN "ibar-composer"

#include "config.h"

#include "ibar-composer.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "ibar-composer-rows.h"
#include "ibar-composition.h"

#define AROUND 18       /* [px] of the page */
#define SCALE_STEP 1.25 /* of the wheel and of + and − */
#define KEY_STEP 0.1    /* of the map's width, for the arrow keys */

struct _IbarComposer
{
  AdwWindow parent_instance;

  IbarSession *session;         /* (owned) */
  IbarFigure *figure;           /* (owned) */
  IbarComposition *composition; /* (owned) (nullable) what is shown */
  IbarComposerRows *rows;       /* (owned) */
  GCancellable *cancellable;    /* (owned) of the worker */
  gboolean working;
  gboolean asked_again;
  guint n_exports; /* under way */
  guint page;
  IbarPoint drag_center; /* of the map when the drag began; not placed: not in the map */
  double drag_scale;

  GtkWidget *preview;
  GtkWidget *page_label;
  GtkWidget *previous, *next;
  GtkWidget *findings;
  GtkWidget *preset;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (IbarComposer, ibar_composer, ADW_TYPE_WINDOW)

static void refresh (IbarComposer *self);

static void
tell (IbarComposer *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* The preview
 * ----------------------------------------------------------------------------------------- */

static void
show_composition (IbarComposer *self)
{
  const IbarComposition *c = self->composition;
  g_autofree char *pages = NULL;
  GString *findings = g_string_new (NULL);

  self->page = MIN (self->page, c->n_pages - 1);
  pages = g_strdup_printf (_ ("Page %u of %u"), self->page + 1, c->n_pages);
  gtk_label_set_text (GTK_LABEL (self->page_label), pages);
  gtk_widget_set_sensitive (self->previous, self->page > 0);
  gtk_widget_set_sensitive (self->next, self->page + 1 < c->n_pages);
  for (guint i = 0; i < c->findings->len; i++)
    g_string_append_printf (findings, "%s• %s", i > 0 ? "\n" : "", (char *) c->findings->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->findings), findings->len > 0
                                                      ? findings->str
                                                      : _ ("Nothing to say against this figure."));
  g_string_free (findings, TRUE);
  gtk_widget_queue_draw (self->preview);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  g_autoptr (GError) error = NULL;
  IbarComposition *made = ibar_composition_make_finish (result, &error);

  self->working = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable)) /* the window is gone */
    {
      ibar_composition_free (made);
      return;
    }
  if (made != NULL)
    {
      g_clear_pointer (&self->composition, ibar_composition_free);
      self->composition = made;
      show_composition (self);
    }
  else
    gtk_label_set_text (GTK_LABEL (self->findings), error->message);
  if (self->asked_again)
    refresh (self);
}

static IbarCompositionOrder *
create_order (IbarComposer *self)
{
  IbarCompositionOrder *order;
  IbarCollection *collection = ibar_session_get_collection (self->session);
  IbarRegion *region = ibar_session_get_region (self->session);

  if (collection == NULL)
    return NULL;
  order = g_new0 (IbarCompositionOrder, 1);
  order->figure = ibar_figure_copy (self->figure);
  order->collection = g_strdup (ibar_collection_get_path (collection));
  order->region = region != NULL ? ibar_region_ref (region) : NULL;
  order->page = self->page;
  return order;
}

/* Asks the worker for what the settings say now; while it works, for another round after this one.
 */
static void
refresh (IbarComposer *self)
{
  int factor = gtk_widget_get_scale_factor (self->preview);
  int width = gtk_widget_get_width (self->preview) - 2 * AROUND;
  int height = gtk_widget_get_height (self->preview) - 2 * AROUND;
  IbarCompositionOrder *order;

  self->asked_again = self->working;
  if (self->working || width < 32 || height < 32)
    return;
  order = create_order (self);
  if (order == NULL)
    return;
  self->working = TRUE;
  order->width = width * factor;
  order->height = height * factor;
  ibar_composition_make_async (order, self->cancellable, made_cb, g_object_ref (self));
}

/* Where the page stands in the preview: the scale [px per pt] and its corner. */
static double
get_page_place (IbarComposer *self, double *x, double *y)
{
  double width = gtk_widget_get_width (self->preview),
         height = gtk_widget_get_height (self->preview);
  const IbarPageSize *page = &self->composition->page;
  double scale = MIN ((width - 2 * AROUND) / page->width, (height - 2 * AROUND) / page->height);

  *x = (width - page->width * scale) / 2;
  *y = (height - page->height * scale) / 2;
  return scale;
}

static void
draw_preview (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  IbarComposer *self = data;
  double x, y, scale;

  if (self->composition == NULL || self->composition->picture == NULL)
    return;
  scale = get_page_place (self, &x, &y);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.18);
  cairo_rectangle (cr, x - 1, y - 1, self->composition->page.width * scale + 3,
                   self->composition->page.height * scale + 4);
  cairo_fill (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr,
               self->composition->page.width * scale
                   / cairo_image_surface_get_width (self->composition->picture),
               self->composition->page.height * scale
                   / cairo_image_surface_get_height (self->composition->picture));
  cairo_set_source_surface (cr, self->composition->picture, 0, 0);
  cairo_paint (cr);
}

/* Moving the map
 * ---------------------------------------------------------------------------------------- */

static IbarPoint
get_center (const IbarExtent *e)
{
  double x0 = ibar_mercator_x (e->west), x1 = ibar_mercator_x (e->east);
  double y = (ibar_mercator_y (e->north) + ibar_mercator_y (e->south)) / 2;

  if (x1 < x0)
    x1 += 1;
  x0 = (x0 + x1) / 2;
  return (IbarPoint){ ibar_mercator_longitude (x0 - floor (x0)), ibar_mercator_latitude (y) };
}

/* The map around a centre, moved by points of paper: right and down are positive. */
static void
move_map (IbarComposer *self, IbarPoint center, double scale, double dx, double dy)
{
  double circumference = ibar_mercator_metres_per_unit (center.latitude, 0) * IBAR_TILE_UNITS;
  double world = circumference / (scale * 0.0254 / IBAR_POINTS_PER_INCH); /* [pt] */
  double x = ibar_mercator_x (center.longitude) - dx / world;
  double y = CLAMP (ibar_mercator_y (center.latitude) - dy / world, 0, 1);

  ibar_extent_init_empty (&self->figure->extent);
  self->figure->scale = CLAMP (scale, 1000, 1e8);
  self->figure->center
      = (IbarPoint){ ibar_mercator_longitude (x - floor (x)), ibar_mercator_latitude (y) };
  ibar_composer_rows_update (self->rows, self->figure);
  refresh (self);
}

static void
drag_begun_cb (GtkGestureDrag *drag, double x, double y, IbarComposer *self)
{
  double px, py, scale;
  const IbarBox *map;

  self->drag_center = (IbarPoint){ NAN, NAN };
  gtk_widget_grab_focus (self->preview);
  if (self->composition == NULL || self->page > 0)
    return;
  map = &self->composition->map_box;
  scale = get_page_place (self, &px, &py);
  x = (x - px) / scale - map->x;
  y = (y - py) / scale - map->y;
  if (x < 0 || y < 0 || x > map->width || y > map->height)
    return;
  self->drag_center = get_center (&self->composition->extent);
  self->drag_scale = self->composition->denominator;
}

static void
dragged_cb (GtkGestureDrag *drag, double dx, double dy, IbarComposer *self)
{
  double x, y, scale;

  if (!ibar_point_is_placed (self->drag_center) || self->composition == NULL)
    return;
  scale = get_page_place (self, &x, &y);
  move_map (self, self->drag_center, self->drag_scale, dx / scale, dy / scale);
}

static void
scale_map (IbarComposer *self, double factor)
{
  if (self->composition != NULL && self->page == 0)
    move_map (self, get_center (&self->composition->extent),
              self->composition->denominator * factor, 0, 0);
}

static gboolean
scrolled_cb (GtkEventControllerScroll *scroll, double dx, double dy, IbarComposer *self)
{
  if (dy != 0)
    scale_map (self, dy > 0 ? SCALE_STEP : 1 / SCALE_STEP);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint key,
                guint code,
                GdkModifierType state,
                IbarComposer *self)
{
  double step;

  if (self->composition == NULL || self->page > 0 || (state & GDK_CONTROL_MASK) != 0)
    return FALSE;
  step = self->composition->map_box.width * KEY_STEP;
  if (key == GDK_KEY_plus || key == GDK_KEY_equal || key == GDK_KEY_KP_Add)
    scale_map (self, 1 / SCALE_STEP);
  else if (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract)
    scale_map (self, SCALE_STEP);
  else if (key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up || key == GDK_KEY_Down)
    move_map (self, get_center (&self->composition->extent), self->composition->denominator,
              key == GDK_KEY_Left    ? step
              : key == GDK_KEY_Right ? -step
                                     : 0,
              key == GDK_KEY_Up     ? step
              : key == GDK_KEY_Down ? -step
                                    : 0);
  else
    return FALSE;
  return TRUE;
}

/* Settings
 * ---------------------------------------------------------------------------------------------- */

static void
setting_changed (const char *key, const char *value, gpointer data)
{
  IbarComposer *self = data;
  g_autoptr (GError) error = NULL;

  if (!ibar_figure_set (self->figure, key, value, &error))
    tell (self, error->message);
  if (g_str_equal (key, "map.extent")) /* the newer of the two holds */
    {
      self->figure->scale = 0;
      self->figure->center = (IbarPoint){ NAN, NAN };
    }
  ibar_composer_rows_update (self->rows, self->figure);
  refresh (self);
}

static void
preset_chosen_cb (GtkDropDown *preset, GParamSpec *pspec, IbarComposer *self)
{
  GtkStringObject *name = gtk_drop_down_get_selected_item (preset);
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    return;
  if (!ibar_figure_load_preset (self->figure, gtk_string_object_get_string (name), &error))
    tell (self, error->message);
  self->page = 0;
  ibar_composer_rows_update (self->rows, self->figure);
  refresh (self);
}

static void
take_from_session (IbarComposer *self)
{
  const IbarBoundaryProfile *profile = ibar_session_get_profile (self->session);

  g_free (self->figure->filter);
  self->figure->filter = g_strdup (ibar_session_get_filter_text (self->session));
  self->figure->names = *ibar_session_get_names (self->session);
  g_free (self->figure->profile);
  self->figure->profile = profile != NULL ? g_strdup (profile->id) : NULL;
}

static void
use_view_cb (GtkButton *button, IbarComposer *self)
{
  IbarExtent extent;

  if (!ibar_session_get_view_extent (self->session, &extent))
    return;
  self->figure->extent = extent;
  self->figure->scale = 0;
  self->figure->center = (IbarPoint){ NAN, NAN };
  ibar_composer_rows_update (self->rows, self->figure);
  refresh (self);
}

static void
session_changed_cb (IbarSession *session, guint flags, IbarComposer *self)
{
  if ((flags
       & (IBAR_CHANGED_RESULT | IBAR_CHANGED_NAMES | IBAR_CHANGED_PROFILE | IBAR_CHANGED_REGION
          | IBAR_CHANGED_COLLECTION))
      == 0)
    return;
  take_from_session (self);
  refresh (self);
}

/* Pages and export
 * -------------------------------------------------------------------------------------- */

static void
previous_page_cb (GtkButton *button, IbarComposer *self)
{
  self->page -= self->page > 0 ? 1 : 0;
  refresh (self);
}

static void
next_page_cb (GtkButton *button, IbarComposer *self)
{
  self->page++;
  refresh (self);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarComposition) made = ibar_composition_make_finish (result, &error);
  g_autofree char *text = NULL;

  self->n_exports--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (made == NULL)
    {
      tell (self, error->message);
      return;
    }
  if (made->files->len == 1)
    {
      g_autofree char *name = g_path_get_basename (made->files->pdata[0]);
      text = g_strdup_printf (_ ("Saved “%s”"), name);
    }
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Saved %u file", "Saved %u files",
                                         made->files->len),
                            made->files->len);
  tell (self, text);
}

static void
export_to (IbarComposer *self, const char *path)
{
  IbarCompositionOrder *order = create_order (self);

  if (order == NULL)
    return;
  order->output = g_strdup (path);
  self->n_exports++;
  ibar_composition_make_async (order, self->cancellable, exported_cb, g_object_ref (self));
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, IbarComposer *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        export_to (self, path);
    }
  g_object_unref (chooser);
}

static void
export_cb (GtkButton *button, IbarComposer *self)
{
  GtkFileChooserNative *chooser
      = gtk_file_chooser_native_new (_ ("Export the Figure"), GTK_WINDOW (self),
                                     GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  static const char *const patterns[] = { "*.pdf", "*.svg", "*.png", "*.html" };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, patterns[i]);
      gtk_file_filter_add_pattern (filter, patterns[i]);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
    }
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("figure.pdf"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* export('/tmp/figure.pdf'): from D-Bus and tests, without the dialog. */
static void
export_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_to (IBAR_COMPOSER (widget), g_variant_get_string (parameter, NULL));
}

/* set('page.size', 'a5'): what a row does, by name. */
static void
set_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *key, *value;

  g_variant_get (parameter, "(&s&s)", &key, &value);
  setting_changed (key, value, widget);
}

/* Building
 * ---------------------------------------------------------------------------------------------- */

static GtkWidget *
create_button (const char *icon, const char *label, GCallback callback, IbarComposer *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_header (IbarComposer *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *export = gtk_button_new_with_mnemonic (_ ("_Export…"));
  g_autofree char *names = ibar_figure_list_presets ();
  g_auto (GStrv) presets = g_strsplit (names, ", ", -1);

  gtk_widget_add_css_class (export, "suggested-action");
  g_signal_connect (export, "clicked", G_CALLBACK (export_cb), self);
  self->preset = gtk_drop_down_new_from_strings ((const char *const *) presets);
  gtk_widget_set_tooltip_text (self->preset, _ ("Preset"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Preset"), -1);
  g_signal_connect (self->preset, "notify::selected", G_CALLBACK (preset_chosen_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->preset);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), export);
  return header;
}

static GtkWidget *
create_page_bar (IbarComposer *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *view = gtk_button_new_with_mnemonic (_ ("Use the Window’s _View"));

  self->previous = create_button ("go-previous-symbolic", _ ("Previous page"),
                                  G_CALLBACK (previous_page_cb), self);
  self->next = create_button ("go-next-symbolic", _ ("Next page"), G_CALLBACK (next_page_cb), self);
  self->page_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->page_label, "numeric");
  gtk_widget_set_hexpand (self->page_label, FALSE);
  g_signal_connect (view, "clicked", G_CALLBACK (use_view_cb), self);
  gtk_widget_set_margin_bottom (bar, 6);
  gtk_widget_set_margin_start (bar, 12);
  gtk_widget_set_margin_end (bar, 12);
  gtk_box_append (GTK_BOX (bar), self->previous);
  gtk_box_append (GTK_BOX (bar), self->page_label);
  gtk_box_append (GTK_BOX (bar), self->next);
  gtk_widget_set_halign (view, GTK_ALIGN_END);
  gtk_widget_set_hexpand (view, TRUE);
  gtk_box_append (GTK_BOX (bar), view);
  return bar;
}

static void
resized_cb (GtkDrawingArea *area, int width, int height, IbarComposer *self)
{
  refresh (self);
}

static GtkWidget *
create_preview (IbarComposer *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->preview = gtk_drawing_area_new ();
  gtk_widget_set_hexpand (self->preview, TRUE);
  gtk_widget_set_vexpand (self->preview, TRUE);
  gtk_widget_set_focusable (self->preview, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preview), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Preview of the figure"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Arrow keys move the map, plus and minus change its scale"),
                                  -1);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->preview), draw_preview, self, NULL);
  g_signal_connect (self->preview, "resize", G_CALLBACK (resized_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->preview, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->preview, scroll);
  gtk_widget_add_controller (self->preview, keys);
  return self->preview;
}

static GtkWidget *
create_settings (IbarComposer *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->findings = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->findings), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->findings), 36);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->findings), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (self->findings), 0);
  gtk_label_set_selectable (GTK_LABEL (self->findings), TRUE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Before You Export"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->findings);
  gtk_box_append (GTK_BOX (box), group);
  self->rows = ibar_composer_rows_new (GTK_BOX (box), setting_changed, self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, 340, -1);
  gtk_widget_set_hexpand (box, FALSE);
  return scrolled;
}

static void
ibar_composer_dispose (GObject *object)
{
  IbarComposer *self = IBAR_COMPOSER (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (ibar_composer_parent_class)->dispose (object);
}

static void
ibar_composer_finalize (GObject *object)
{
  IbarComposer *self = IBAR_COMPOSER (object);

  g_clear_pointer (&self->rows, ibar_composer_rows_free);
  g_clear_pointer (&self->composition, ibar_composition_free);
  g_clear_pointer (&self->figure, ibar_figure_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ibar_composer_parent_class)->finalize (object);
}

static void
ibar_composer_class_init (IbarComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = ibar_composer_finalize;
  gtk_widget_class_install_action (widget_class, "composer.export", "s", export_activated);
  gtk_widget_class_install_action (widget_class, "composer.set", "(ss)", set_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
ibar_composer_init (IbarComposer *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->figure = ibar_figure_new ();
  self->cancellable = g_cancellable_new ();
  self->drag_center = (IbarPoint){ NAN, NAN };
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  gtk_window_set_title (GTK_WINDOW (self), _ ("Figure"));
  gtk_window_set_default_size (GTK_WINDOW (self), 1100, 780);
  gtk_box_append (GTK_BOX (left), create_preview (self));
  gtk_box_append (GTK_BOX (left), create_page_bar (self));
  gtk_box_append (GTK_BOX (inner), left);
  gtk_box_append (GTK_BOX (inner), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (inner), create_settings (self));
  gtk_box_append (GTK_BOX (outer), create_header (self));
  gtk_box_append (GTK_BOX (outer), inner);
  adw_toast_overlay_set_child (self->toasts, outer);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
}

/**
 * ibar_composer_new:
 * @parent: the window whose view becomes a figure
 * @session: its session; filter, names and boundaries follow it while the composer is open
 *
 * Returns: (transfer none): a composer that is not shown yet
 */
GtkWidget *
ibar_composer_new (GtkWindow *parent, IbarSession *session)
{
  IbarComposer *self = g_object_new (IBAR_TYPE_COMPOSER, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  take_from_session (self);
  preset_chosen_cb (GTK_DROP_DOWN (self->preset), NULL, self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, 0);
  return GTK_WIDGET (self);
}

/**
 * ibar_composer_is_ready:
 * @self: a composer
 *
 * Returns: whether what it shows is what the settings say, and no export is under way
 */
gboolean
ibar_composer_is_ready (IbarComposer *self)
{
  g_return_val_if_fail (IBAR_IS_COMPOSER (self), FALSE);
  return self->composition != NULL && !self->working && !self->asked_again && self->n_exports == 0;
}

/**
 * ibar_composer_get_figure:
 * @self: a composer
 *
 * Returns: (transfer none): its settings
 */
const IbarFigure *
ibar_composer_get_figure (IbarComposer *self)
{
  g_return_val_if_fail (IBAR_IS_COMPOSER (self), NULL);
  return self->figure;
}
