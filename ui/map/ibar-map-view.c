/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The map: puts the layers together, follows the session, and tells it where the map is.
 *
 * Whatever changes marks the view for one pass before the next frame (update_tick): clusters,
 * scale, compass, hover. The session is told about moves MOVED_MS after the first one of a burst,
 * so a drag costs it ten calls a second. What the pointer, the keys, the tools and the list do
 * stands in files of their own. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-view"

#include <math.h>

#include "ibar-coordinates.h"
#include "ibar-map-source.h"
#include "ibar-map-view-private.h"
#include "ibar-scale-view.h"
#include "ibar-ui-resources.h"

#define MOVED_MS 100

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_POINTER_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IbarMapView, ibar_map_view, GTK_TYPE_WIDGET)

/* The view
 * ---------------------------------------------------------------------------------------------- */

/**
 * ibar_map_view_get_view:
 * @self: a map view
 * @view: (out): what is shown
 */
void
ibar_map_view_get_view (IbarMapView *self, IbarView *view)
{
  ibar_viewport_get_view (self->viewport, GTK_WIDGET (self->map), view);
}

/**
 * ibar_map_view_is_still:
 * @self: a map view
 *
 * Returns: whether no animated move is under way
 */
gboolean
ibar_map_view_is_still (IbarMapView *self)
{
  return self->motion.tick == 0;
}

/**
 * ibar_map_view_set_pointer:
 * @self: a map view
 * @point: where the pointer or the crosshair is, or NAN
 *
 * Says where the pointer is.
 */
void
ibar_map_view_set_pointer (IbarMapView *self, IbarPoint point)
{
  g_autofree char *text = ibar_coordinates_format (point, IBAR_COORDINATES_DECIMAL);

  if (g_strcmp0 (text, self->pointer_text) == 0)
    return;
  g_free (self->pointer_text);
  self->pointer_text = g_steal_pointer (&text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POINTER_TEXT]);
}

static gboolean
tell_moved_cb (gpointer user_data)
{
  IbarMapView *self = user_data;
  IbarView view;

  self->moved_source = 0;
  ibar_map_view_get_view (self, &view);
  if (self->session != NULL && view.width > 0)
    ibar_session_view_moved (self->session, &view);
  return G_SOURCE_REMOVE;
}

/**
 * ibar_map_view_go_to_session:
 * @self: a map view with a session
 * @animate: whether to move there
 *
 * Shows what the session says is looked at.
 */
void
ibar_map_view_go_to_session (IbarMapView *self, gboolean animate)
{
  const IbarView *view = ibar_session_get_view (self->session);

  if (view != NULL && isfinite (view->zoom) && view->zoom > 0)
    ibar_map_view_move_to (self, view, animate);
}

/* With a size and a region for the first time: where the last session was, or home. */
static void
place_first_view (IbarMapView *self)
{
  IbarView view;

  ibar_map_view_get_view (self, &view);
  if (self->view_placed || self->session == NULL || self->region == NULL || view.width <= 0)
    return;
  self->view_placed = TRUE;
  if (ibar_session_get_view (self->session)->zoom > 0)
    ibar_map_view_go_to_session (self, FALSE);
  else
    {
      ibar_session_view_moved (self->session, &view);
      ibar_session_go_home (self->session);
      ibar_map_view_go_to_session (self, FALSE);
    }
}

static gboolean
update_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  IbarMapView *self = IBAR_MAP_VIEW (widget);
  IbarView view;

  ibar_map_view_get_view (self, &view);
  if (view.width > 0)
    self->update_tick = 0;
  place_first_view (self);
  ibar_map_view_get_view (self, &view);
  ibar_map_view_follow_names (self);
  ibar_map_view_update_clusters (self, FALSE);
  ibar_scale_view_set_view (IBAR_SCALE_VIEW (self->scale), &view);
  ibar_map_view_fit_credits (self, view.width);
  gtk_widget_queue_draw (self->compass_needle);
  ibar_map_view_update_hover (self);
  /* Not laid out yet: what depends on the size waits for the next frame. */
  return view.width > 0 ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/**
 * ibar_map_view_queue_update:
 * @self: a map view
 *
 * Brings marks, scale and hover up to date before the next frame.
 */
void
ibar_map_view_queue_update (IbarMapView *self)
{
  if (self->update_tick == 0)
    self->update_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_cb, NULL, NULL);
}

static void
viewport_changed_cb (IbarMapView *self)
{
  ibar_map_view_queue_update (self);
  if (self->moved_source == 0)
    self->moved_source = g_timeout_add (MOVED_MS, tell_moved_cb, self);
}

/* The widget
 * --------------------------------------------------------------------------------------------- */

static void
make_map (IbarMapView *self)
{
  static const char *const signals[] = {
    "notify::latitude",
    "notify::longitude",
    "notify::zoom-level",
    "notify::rotation",
  };
  g_autoptr (ShumateMapSource) source = ibar_map_source_new ();

  self->viewport = g_object_ref (shumate_map_get_viewport (self->map));
  shumate_viewport_set_reference_map_source (self->viewport, source);
  shumate_viewport_set_min_zoom_level (self->viewport, IBAR_MAP_LEAST_ZOOM);
  shumate_viewport_set_max_zoom_level (self->viewport, IBAR_MAP_MOST_ZOOM);
  self->basemap_layer = ibar_basemap_layer_new (self->viewport);
  self->labels_layer = ibar_labels_layer_new (self->viewport);
  self->marks_layer = ibar_marks_layer_new (self->viewport);
  self->tool_layer = ibar_tool_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->basemap_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->labels_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->tool_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->marks_layer));
  ibar_labels_layer_add_cover (self->labels_layer, self->credits);
  ibar_labels_layer_add_cover (self->labels_layer, self->scale);
  ibar_labels_layer_add_cover (self->labels_layer, self->controls);
  ibar_labels_layer_add_cover (self->labels_layer, self->trouble);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->viewport, signals[i], G_CALLBACK (viewport_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/* The map above, the tools' bar below; laid out by hand, because a layout manager would keep the
 * view from hearing of its size. */
static void
ibar_map_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  IbarMapView *self = IBAR_MAP_VIEW (widget);
  int bar_minimum, bar_natural;

  gtk_widget_measure (self->overlay, orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (self->tool_bar, orientation, -1, &bar_minimum, &bar_natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum += bar_minimum;
      *natural += bar_natural;
    }
  else
    {
      *minimum = MAX (*minimum, bar_minimum);
      *natural = MAX (*natural, bar_natural);
    }
}

static void
ibar_map_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IbarMapView *self = IBAR_MAP_VIEW (widget);
  int bar = 0;

  if (gtk_widget_should_layout (self->tool_bar))
    {
      gtk_widget_measure (self->tool_bar, GTK_ORIENTATION_VERTICAL, -1, &bar, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->tool_bar, &(GtkAllocation){ 0, height - bar, width, bar },
                                -1);
    }
  gtk_widget_size_allocate (self->overlay, &(GtkAllocation){ 0, 0, width, height - bar }, -1);
  gtk_popover_present (GTK_POPOVER (self->context_menu));
  if (width != self->seen_width || height - bar != self->seen_height)
    viewport_changed_cb (self);
  self->seen_width = width;
  self->seen_height = height - bar;
}

static void
ibar_map_view_dispose (GObject *object)
{
  IbarMapView *self = IBAR_MAP_VIEW (object);

  ibar_map_view_set_session (self, NULL);
  if (self->base_maps != NULL)
    g_signal_handlers_disconnect_by_data (self->base_maps, self);
  g_clear_object (&self->base_maps);
  if (self->basemap_layer != NULL)
    ibar_basemap_layer_set_state_func (self->basemap_layer, NULL, NULL);
  self->basemap_layer = NULL;
  g_clear_handle_id (&self->area_source, g_source_remove);
  g_clear_handle_id (&self->moved_source, g_source_remove);
  if (self->update_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->update_tick);
  self->update_tick = 0;
  if (self->motion.tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->motion.tick);
  self->motion.tick = 0;
  ibar_map_view_forget_wanted (self);
  g_clear_pointer (&self->context_menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), IBAR_TYPE_MAP_VIEW);
  g_clear_object (&self->viewport);
  g_clear_object (&self->actions);
  g_clear_object (&self->visible);
  G_OBJECT_CLASS (ibar_map_view_parent_class)->dispose (object);
}

static void
ibar_map_view_finalize (GObject *object)
{
  IbarMapView *self = IBAR_MAP_VIEW (object);

  g_clear_pointer (&self->result, ibar_result_unref);
  g_clear_pointer (&self->basemap, ibar_basemap_unref);
  g_clear_pointer (&self->region, ibar_region_unref);
  g_clear_pointer (&self->path, g_array_unref);
  g_clear_pointer (&self->focus_order, g_array_unref);
  g_free (self->pointer_text);
  g_clear_error (&self->base_error);
  g_clear_pointer (&self->vector, ibar_vector_map_unref);
  G_OBJECT_CLASS (ibar_map_view_parent_class)->finalize (object);
}

static void
ibar_map_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  IbarMapView *self = IBAR_MAP_VIEW (object);

  switch (property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_POINTER_TEXT:
      g_value_set_string (value, self->pointer_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ibar_map_view_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_SESSION:
      ibar_map_view_set_session (IBAR_MAP_VIEW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ibar_map/Ibar/ui/ibar-map-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, overlay);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, map);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, controls);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, compass);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, compass_needle);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, tools_button);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, list_button);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, list_popover);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, list);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, list_empty);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, scale);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, credits);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, credits_note);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, credits_sources);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, credits_text);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, trouble);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, tip);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, tip_title);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, tip_detail);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, tool_bar);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, tool_label);
  gtk_widget_class_bind_template_child (widget_class, IbarMapView, tool_undo);
}

static void
ibar_map_view_class_init (IbarMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ibar_map_view_dispose;
  object_class->finalize = ibar_map_view_finalize;
  object_class->get_property = ibar_map_view_get_property;
  object_class->set_property = ibar_map_view_set_property;
  widget_class->measure = ibar_map_view_measure;
  widget_class->size_allocate = ibar_map_view_size_allocate;

  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, IBAR_TYPE_SESSION,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_POINTER_TEXT] = g_param_spec_string ("pointer-text", NULL, NULL, NULL,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_signal_new ("prepared", IBAR_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("copied", IBAR_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  ibar_ui_get_resource (); /* a static library drops what nobody names */
  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (IBAR_TYPE_SCALE_VIEW);
  gtk_widget_class_set_css_name (widget_class, "ibarmap");
  bind_children (widget_class);
}

static void
ibar_map_view_init (IbarMapView *self)
{
  g_autoptr (GtkBuilder) menus = NULL;

  self->style = ibar_style_get (IBAR_STYLE_LIGHT);
  self->path = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  self->hovered = (IbarMapHit){ IBAR_MAP_HIT_NOTHING, -1 };
  self->context_point = (IbarPoint){ NAN, NAN };
  gtk_widget_init_template (GTK_WIDGET (self));
  menus = gtk_builder_new_from_resource ("/io/github/ibar_map/Ibar/ui/ibar-map-menus.ui");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->tools_button),
                                  G_MENU_MODEL (gtk_builder_get_object (menus, "tools_menu")));
  ibar_map_view_make_context_menu (self,
                                   G_MENU_MODEL (gtk_builder_get_object (menus, "context_menu")));
  make_map (self);
  ibar_map_view_init_base (self);
  ibar_map_view_init_actions (self);
  ibar_map_view_init_keyboard (self);
  ibar_map_view_init_input (self);
  ibar_map_view_init_hover (self);
  ibar_map_view_init_list (self);
  ibar_map_view_init_look (self);
  ibar_map_view_update_filter (self);
  ibar_map_view_set_tool (self, IBAR_MAP_TOOL_NONE);
}

/* Public
 * ------------------------------------------------------------------------------------------------
 */

/**
 * ibar_map_view_new:
 *
 * Returns: (transfer floating): a map without a session
 */
GtkWidget *
ibar_map_view_new (void)
{
  return g_object_new (IBAR_TYPE_MAP_VIEW, NULL);
}

/**
 * ibar_map_view_get_actions:
 * @self: a map view
 *
 * Returns: (transfer none): the group "map"
 */
GActionGroup *
ibar_map_view_get_actions (IbarMapView *self)
{
  g_return_val_if_fail (IBAR_IS_MAP_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * ibar_map_view_prepare:
 * @self: a map view that has its size
 *
 * Finds out what the map will show and has it painted while the window is not on the screen yet. The
 * signal "prepared" is emitted when it is.
 *
 * Returns: whether the first frame would be complete already
 */
gboolean
ibar_map_view_prepare (IbarMapView *self)
{
  g_return_val_if_fail (IBAR_IS_MAP_VIEW (self), FALSE);

  place_first_view (self);
  if (!self->view_placed)
    return FALSE;
  ibar_session_flush (self->session); /* what it has been told of the view, it tells at once */
  self->preparing = !ibar_basemap_layer_prepare (self->basemap_layer);
  /* While other threads paint the tiles. */
  ibar_map_view_update_clusters (self, TRUE);
  ibar_labels_layer_prepare (self->labels_layer);
  return !self->preparing;
}

/**
 * ibar_map_view_is_ready:
 * @self: a map view
 *
 * Returns: whether the map stands still and every tile of it is painted
 */
gboolean
ibar_map_view_is_ready (IbarMapView *self)
{
  g_return_val_if_fail (IBAR_IS_MAP_VIEW (self), FALSE);

  return ibar_map_view_is_still (self) && self->update_tick == 0 && self->wanted.clusters == NULL
         && ibar_marks_layer_is_complete (self->marks_layer)
         && (self->basemap == NULL || ibar_basemap_layer_is_ready (self->basemap_layer));
}
