/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The blind map of a quiz: a map of its own, as it shows another question than the session's map.
 *
 * A click reaches REACH_PX around it, whatever the scale. */

#define G_LOG_DOMAIN "ibar-quiz-map"

#include "config.h"

#include "ibar-quiz-map-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "ibar-map-source.h"
#include "ibar-parts.h"
#include "ibar-quiz-extent.h"
#include "ibar-scale-view.h"

#define REACH_PX 22.0
#define CLICK_PX 6.0 /* farther is a drag */

enum
{
  SIGNAL_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarQuizMap, ibar_quiz_map, GTK_TYPE_WIDGET)

static void
update_scale (IbarQuizMap *self)
{
  IbarView view;

  ibar_quiz_map_get_view (self, &view);
  if (view.width > 0)
    ibar_scale_view_set_view (IBAR_SCALE_VIEW (self->scale), &view);
}

/* ---- Pointer ------------------------------------------------------------------------------- */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, IbarQuizMap *self)
{
  self->press_x = x;
  self->press_y = y;
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, IbarQuizMap *self)
{
  IbarProjection projection;
  IbarPoint point;
  IbarView view;

  if (n_press > 1 || hypot (x - self->press_x, y - self->press_y) > CLICK_PX)
    return;
  ibar_quiz_map_get_view (self, &view);
  ibar_projection_init (&projection, &view);
  point = ibar_projection_to_point (&projection, x, y);
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0, point.longitude, point.latitude,
                 REACH_PX * ibar_mercator_metres_per_unit (point.latitude, view.zoom));
}

static void
moved_cb (GtkEventControllerMotion *motion, double x, double y, IbarQuizMap *self)
{
  gboolean on = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->lens)) && !self->answered;

  ibar_quiz_layer_set_lens (self->quiz_layer, on ? x : NAN, on ? y : NAN);
}

static void
left_cb (GtkEventControllerMotion *motion, IbarQuizMap *self)
{
  ibar_quiz_layer_set_lens (self->quiz_layer, NAN, NAN);
}

/* ---- Look ---------------------------------------------------------------------------------- */

static void
update_look (IbarQuizMap *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  IbarBasemapOptions options
      = { .style = ibar_style_get (dark ? IBAR_STYLE_DARK : IBAR_STYLE_LIGHT),
          .profile = self->profile,
          .relief = TRUE,
          .boundaries = self->boundaries };

  ibar_basemap_layer_set_map (self->basemap_layer, self->basemap, &options);
  ibar_quiz_layer_set_look (self->quiz_layer, self->basemap, &options);
  ibar_scale_view_set_style (IBAR_SCALE_VIEW (self->scale), options.style);
}

static GtkWidget *
make_button (IbarQuizMap *self, const char *icon, const char *name, GCallback pressed)
{
  GtkWidget *button = ibar_part_icon_button (icon, name);

  g_signal_connect_swapped (button, "clicked", pressed, self);
  return button;
}

static GtkWidget *
make_controls (IbarQuizMap *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->lens = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->lens), "system-search-symbolic");
  gtk_widget_set_tooltip_text (self->lens, _ ("Magnifier around the pointer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lens), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Magnifier"), -1);
  gtk_box_append (GTK_BOX (box),
                  make_button (self, "zoom-in-symbolic", _ ("Zoom in"), G_CALLBACK (ibar_quiz_map_zoom_in_cb)));
  gtk_box_append (GTK_BOX (box), make_button (self, "zoom-out-symbolic", _ ("Zoom out"),
                                              G_CALLBACK (ibar_quiz_map_zoom_out_cb)));
  gtk_box_append (GTK_BOX (box),
                  make_button (self, "go-home-symbolic", _ ("Show all"), G_CALLBACK (ibar_quiz_map_home_cb)));
  gtk_box_append (GTK_BOX (box), self->lens);
  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (box, "ibar-map-control");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_end (box, 12);
  return box;
}

static void
make_map (IbarQuizMap *self)
{
  static const char *const changes[]
      = { "notify::latitude", "notify::longitude", "notify::zoom-level" };
  g_autoptr (ShumateMapSource) source = ibar_map_source_new ();

  self->map = SHUMATE_MAP (shumate_map_new ());
  self->viewport = g_object_ref (shumate_map_get_viewport (self->map));
  shumate_map_set_zoom_on_double_click (self->map, FALSE);
  shumate_viewport_set_reference_map_source (self->viewport, source);
  shumate_viewport_set_min_zoom_level (self->viewport, IBAR_MAP_LEAST_ZOOM);
  shumate_viewport_set_max_zoom_level (self->viewport, IBAR_MAP_MOST_ZOOM);
  self->basemap_layer = ibar_basemap_layer_new (self->viewport);
  self->quiz_layer = ibar_quiz_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->basemap_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->quiz_layer));
  gtk_widget_set_focusable (GTK_WIDGET (self->map), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Blind map"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (self->viewport, changes[i], G_CALLBACK (update_scale), self,
                             G_CONNECT_SWAPPED);
}

static void
listen (IbarQuizMap *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (ibar_quiz_map_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self->map), motion);
  gtk_widget_add_controller (GTK_WIDGET (self->map), keys);
}

static GtkWidget *
make_footer (IbarQuizMap *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->scale = g_object_new (IBAR_TYPE_SCALE_VIEW, NULL);
  self->credits = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->credits, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->credits, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->credits), "caption");
  gtk_widget_set_halign (self->scale, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->scale);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->credits));
  gtk_widget_set_valign (box, GTK_ALIGN_END);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_can_target (box, FALSE);
  return box;
}

static void
ibar_quiz_map_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (IBAR_QUIZ_MAP (widget)->overlay, orientation, for_size, minimum, natural,
                      NULL, NULL);
  *minimum = MAX (*minimum, 200);
  *natural = MAX (*natural, *minimum);
}

static void
ibar_quiz_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IbarQuizMap *self = IBAR_QUIZ_MAP (widget);

  gtk_widget_size_allocate (self->overlay, &(GtkAllocation){ 0, 0, width, height }, baseline);
  ibar_quiz_map_fit (self);
  update_scale (self);
}

static void
ibar_quiz_map_dispose (GObject *object)
{
  IbarQuizMap *self = IBAR_QUIZ_MAP (object);

  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->viewport);
  g_clear_pointer (&self->quiz, ibar_quiz_unref);
  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  g_clear_pointer (&self->region, ibar_region_unref);
  G_OBJECT_CLASS (ibar_quiz_map_parent_class)->dispose (object);
}

static void
ibar_quiz_map_class_init (IbarQuizMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_quiz_map_dispose;
  widget_class->measure = ibar_quiz_map_measure;
  widget_class->size_allocate = ibar_quiz_map_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "quizmap");
  signals[SIGNAL_CLICKED]
      = g_signal_new ("clicked", IBAR_TYPE_QUIZ_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
ibar_quiz_map_init (IbarQuizMap *self)
{
  ibar_extent_init_empty (&self->wanted);
  make_map (self);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), make_controls (self));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), make_footer (self));
  gtk_widget_set_overflow (self->overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  listen (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_look), self, G_CONNECT_SWAPPED);
}

/**
 * ibar_quiz_map_new:
 *
 * Returns: (transfer floating): a map without a region
 */
GtkWidget *
ibar_quiz_map_new (void)
{
  return g_object_new (IBAR_TYPE_QUIZ_MAP, NULL);
}

/**
 * ibar_quiz_map_set_region:
 * @self: a map
 * @region: what to draw
 * @profile: (nullable): how boundaries are drawn; belongs to @region
 * @boundaries: whether they are
 */
void
ibar_quiz_map_set_region (IbarQuizMap *self,
                          IbarRegion *region,
                          const IbarBoundaryProfile *profile,
                          gboolean boundaries)
{
  g_autofree char *credits = NULL;

  g_return_if_fail (IBAR_IS_QUIZ_MAP (self) && region != NULL);

  if (region != self->region)
    {
      g_clear_pointer (&self->basemap, ibar_basemap_unref);
      g_clear_pointer (&self->region, ibar_region_unref);
      self->region = ibar_region_ref (region);
      self->basemap = ibar_basemap_new (region);
    }
  self->profile = profile;
  self->boundaries = boundaries;
  credits = boundaries && profile != NULL && profile->note != NULL
                ? g_strdup_printf ("%s\n%s", profile->note, ibar_region_get_credits (region))
                : g_strdup (ibar_region_get_credits (region));
  gtk_label_set_label (self->credits, credits);
  update_look (self);
}

/**
 * ibar_quiz_map_show_question:
 * @self: a map
 * @quiz: a quiz
 * @index: which of its questions
 */
void
ibar_quiz_map_show_question (IbarQuizMap *self, IbarQuiz *quiz, guint index)
{
  IbarExtent extent;

  g_return_if_fail (IBAR_IS_QUIZ_MAP (self));

  ibar_quiz_ref (quiz);
  g_clear_pointer (&self->quiz, ibar_quiz_unref);
  self->quiz = quiz;
  self->index = index;
  self->answered = FALSE;
  ibar_quiz_extent_of_question (quiz, index, &extent);
  ibar_quiz_layer_set_question (self->quiz_layer, quiz, index);
  ibar_quiz_map_want (self, &extent);
}

/**
 * ibar_quiz_map_show_answer:
 * @self: a map
 * @click: where was clicked, NAN: nowhere
 * @chosen: the candidate that was chosen, -1: none
 */
void
ibar_quiz_map_show_answer (IbarQuizMap *self, IbarPoint click, int chosen)
{
  const IbarQuizQuestion *question;
  IbarQuizPool *pool;
  IbarExtent extent;

  g_return_if_fail (IBAR_IS_QUIZ_MAP (self) && self->quiz != NULL);

  pool = ibar_quiz_get_pool (self->quiz);
  question = ibar_quiz_get (self->quiz, self->index);
  extent = self->wanted;
  ibar_quiz_extent_add (pool, chosen, &extent);
  if (question->right >= 0)
    ibar_quiz_extent_add (pool, question->choices[question->right].candidate, &extent);
  self->answered = TRUE;
  ibar_quiz_layer_set_lens (self->quiz_layer, NAN, NAN);
  ibar_quiz_map_want (self, &extent); /* what is explained is in view */
  ibar_quiz_layer_set_answer (self->quiz_layer, click, chosen);
  if (!ibar_quiz_map_is_in_view (self, click))
    ibar_quiz_map_home_cb (self);
}
