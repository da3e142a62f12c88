/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a tour: a stack of the step and the overview, and a row of buttons. The map beside it is the
 * window's own, which follows the session. */

#define G_LOG_DOMAIN "ibar-tour-view"

#include "config.h"

#include "ibar-tour-view.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-story-markup.h"

struct _IbarTourView
{
  GtkWidget parent_instance;

  IbarTour           *tour;    /* (owned) */
  IbarSession        *session; /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */

  GtkWidget *box;
  GtkWidget *counter;
  GtkWidget *heading;
  GtkWidget *stack;    /* "step", "overview", "details" or "source" */
  GtkWidget *scroller;
  GtkWidget *picture;
  GtkWidget *credit;
  GtkWidget *body;
  GtkWidget *problems;
  GtkWidget *list;
  GtkWidget *source;   /* a box */
  GtkWidget *back;
  GtkWidget *previous;
  GtkWidget *next;
};

enum
{
  SIGNAL_NOTES,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarTourView, ibar_tour_view, GTK_TYPE_WIDGET)

/* The step ---------------------------------------------------------------------------------------------- */

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && text[0] != '\0');
}

/* Text that cannot be read is shown as it was typed; the problem stands below it. */
static void
show_body (IbarTourView *self, const IbarStoryStep *step)
{
  g_autoptr (IbarStoryMarkup) markup = ibar_story_markup_parse (step->body, NULL);

  if (markup != NULL)
    gtk_label_set_markup (GTK_LABEL (self->body), markup->pango);
  else
    gtk_label_set_text (GTK_LABEL (self->body), step->body);
  gtk_widget_set_visible (self->body, step->body[0] != '\0');
}

static void
show_picture (IbarTourView *self, const IbarStoryStep *step, char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = step->picture != NULL ? gdk_texture_new_from_bytes (step->picture, &error) : NULL;

  if (error != NULL)
    *problem = g_strdup_printf (_ ("The picture cannot be shown: %s"), error->message);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), step->title);
  gtk_widget_set_visible (self->picture, texture != NULL);
  set_text (self->credit, texture != NULL ? step->picture_credit : NULL);
}

/* Back to the step is offered where something else stands in its place. */
static void
show_page (IbarTourView *self, const char *name)
{
  GAction *overview = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "overview");

  g_simple_action_set_state (G_SIMPLE_ACTION (overview), g_variant_new_boolean (g_str_equal (name, "overview")));
  gtk_widget_set_visible (self->back, g_str_equal (name, "details") || g_str_equal (name, "source"));
  gtk_widget_set_visible (self->heading, g_str_equal (name, "step"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

static void
enable (IbarTourView *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                               enabled);
}

/* A button that has no more to lead to hands the focus to its neighbour: the keys go on working. */
static void
update_buttons (IbarTourView *self, guint position, guint n)
{
  gboolean on_next = gtk_widget_is_focus (self->next);
  gboolean on_previous = gtk_widget_is_focus (self->previous);

  enable (self, "previous", position > 0);
  enable (self, "next", position + 1 < n);
  if (on_next && position + 1 == n)
    gtk_widget_grab_focus (self->previous);
  if (on_previous && position == 0)
    gtk_widget_grab_focus (self->next);
}

static void
show_step (IbarTourView *self)
{
  const IbarStoryStep *step = ibar_tour_get_step (self->tour);
  guint position = ibar_tour_get_position (self->tour);
  guint n = ibar_tour_get_n_steps (self->tour);
  g_autofree char *counter = g_strdup_printf (_ ("%1$u of %2$u"), position + 1, n);
  g_autofree char *gone = ibar_tour_dup_problems (self->tour);
  g_autofree char *broken = NULL;
  g_autofree char *problems = NULL;

  show_page (self, "step");
  gtk_label_set_text (GTK_LABEL (self->counter), counter);
  gtk_label_set_text (GTK_LABEL (self->heading), step->title);
  show_body (self, step);
  show_picture (self, step, &broken);
  problems = gone != NULL && broken != NULL ? g_strjoin ("\n", gone, broken, NULL) : g_strdup (gone != NULL ? gone : broken);
  set_text (self->problems, problems);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) position));
  update_buttons (self, position, n);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, step->title, -1);
}

static void
show_overview (IbarTourView *self, gboolean shown)
{
  show_page (self, shown ? "overview" : "step");
  if (shown)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (
        GTK_LIST_BOX (self->list), (int) ibar_tour_get_position (self->tour))));
}

static const IbarSource *
find_source (IbarTourView *self, const char *id)
{
  const IbarVocabulary *words = ibar_session_get_vocabulary (self->session);

  for (guint i = 0; words != NULL && i < words->sources->len; i++)
    {
      const IbarSource *source = words->sources->pdata[i];

      if (g_str_equal (source->id, id))
        return source;
    }
  return NULL;
}

static void
add_source_text (IbarTourView *self, const char *text, const char *css_class)
{
  if (text != NULL && text[0] != '\0')
    gtk_box_append (GTK_BOX (self->source), ibar_part_text (text, css_class));
}

static void
show_source (IbarTourView *self, const char *id)
{
  const IbarSource *source = find_source (self, id);

  ibar_part_clear_box (self->source);
  if (source == NULL)
    add_source_text (self, _ ("This source is not in the collection"), "title-3");
  else
    {
      add_source_text (self, source->publisher, "title-3");
      add_source_text (self, source->title != NULL ? source->title : _ ("Headline not recorded"), "ibar-tour-body");
      add_source_text (self, source->date, "numeric");
      add_source_text (self, source->note, "dim-label");
      if (ibar_part_is_link (source->url))
        gtk_box_append (GTK_BOX (self->source), ibar_part_link (source->url));
    }
  show_page (self, "source");
}

static gboolean
link_cb (GtkLabel *label, const char *uri, IbarTourView *self)
{
  IbarStoryLinkKind kind;
  const char *id;

  if (!ibar_story_link_from_string (uri, &kind, &id))
    return TRUE;
  if (kind == IBAR_STORY_LINK_SOURCE)
    show_source (self, id);
  else
    {
      ibar_session_select (self->session,
                           kind == IBAR_STORY_LINK_EVENT ? IBAR_SELECTION_EVENT : IBAR_SELECTION_PLACE, id);
      show_page (self, "details");
    }
  gtk_widget_grab_focus (self->back);
  return TRUE;
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, IbarTourView *self)
{
  show_overview (self, FALSE);
  ibar_tour_go (self->tour, (guint) gtk_list_box_row_get_index (row));
  ibar_tour_view_focus (self);
}

/* Actions ----------------------------------------------------------------------------------------------- */

static void
next_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_go_by (IBAR_TOUR_VIEW (data)->tour, +1);
}

static void
previous_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_go_by (IBAR_TOUR_VIEW (data)->tour, -1);
}

static void
first_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_go (IBAR_TOUR_VIEW (data)->tour, 0);
}

static void
last_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTour *tour = IBAR_TOUR_VIEW (data)->tour;

  ibar_tour_go (tour, ibar_tour_get_n_steps (tour) - 1);
}

/* After a look around: the step as it was meant. */
static void
again_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_go_by (IBAR_TOUR_VIEW (data)->tour, 0);
}

static void
change_overview (GSimpleAction *action, GVariant *state, gpointer data)
{
  show_overview (IBAR_TOUR_VIEW (data), g_variant_get_boolean (state));
}

static void
back_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_page (data, "step");
  gtk_widget_grab_focus (IBAR_TOUR_VIEW (data)->body);
}

/* One step out at a time: what stands in the step's place first. */
static void
leave_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourView *self = data;

  if (g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "step"))
    {
      ibar_tour_end (self->tour);
      return;
    }
  show_page (self, "step");
  ibar_tour_view_focus (self);
}

static void
notes_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_NOTES], 0);
}

static void
end_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_tour_end (IBAR_TOUR_VIEW (data)->tour);
}

static const GActionEntry entries[] = {
  { .name = "next", .activate = next_activated },
  { .name = "previous", .activate = previous_activated },
  { .name = "first", .activate = first_activated },
  { .name = "last", .activate = last_activated },
  { .name = "again", .activate = again_activated },
  { .name = "overview", .state = "false", .change_state = change_overview },
  { .name = "back", .activate = back_activated },
  { .name = "notes", .activate = notes_activated },
  { .name = "leave", .activate = leave_activated },
  { .name = "end", .activate = end_activated },
};

gboolean
ibar_tour_view_press_key (IbarTourView *self, guint key)
{
  static const struct
  {
    guint       key;
    const char *action;
  } keys[] = {
    { GDK_KEY_Page_Down, "next" },  { GDK_KEY_Page_Up, "previous" }, { GDK_KEY_Escape, "leave" },
    { GDK_KEY_o, "overview" },      { GDK_KEY_n, "notes" },          { GDK_KEY_r, "again" },
    { GDK_KEY_BackSpace, "back" },
  };

  g_return_val_if_fail (IBAR_IS_TOUR_VIEW (self), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].key != gdk_keyval_to_lower (key))
        continue;
      g_action_group_activate_action (G_ACTION_GROUP (self->actions), keys[i].action, NULL);
      return TRUE;
    }
  return FALSE;
}

/* The text in view, up or down. */
static void
scroll (IbarTourView *self, int direction)
{
  GtkAdjustment *at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  gtk_adjustment_set_value (at, gtk_adjustment_get_value (at) + direction * gtk_adjustment_get_page_size (at) / 3);
}

/* Arrows lead on and scroll the step; anywhere else they do what they do there. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, IbarTourView *self)
{
  const char *action = key == GDK_KEY_Right  ? "next"
                       : key == GDK_KEY_Left ? "previous"
                       : key == GDK_KEY_Home ? "first"
                       : key == GDK_KEY_End  ? "last"
                                             : NULL;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "step") != 0
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    scroll (self, key == GDK_KEY_Down ? +1 : -1);
  else if (action != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), action, NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* The widget -------------------------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);     /* else its narrowest width is asked of every step */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20); /* or the text's own width would push the map away */
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_button (const char *icon, const char *name, const char *tip, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_buttons (IbarTourView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *overview = gtk_toggle_button_new ();
  GtkWidget *space = gtk_label_new (NULL);

  gtk_button_set_icon_name (GTK_BUTTON (overview), "view-list-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (overview), "tour.overview");
  gtk_widget_set_tooltip_text (overview, _ ("All Steps (O)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (overview), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("All Steps"), -1);
  gtk_widget_set_hexpand (space, TRUE);
  self->previous
      = make_button ("go-previous-symbolic", _ ("Previous Step"), _ ("Previous Step (Page Up)"), "tour.previous");
  self->next = make_button ("go-next-symbolic", _ ("Next Step"), _ ("Next Step (Page Down)"), "tour.next");
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_box_append (GTK_BOX (bar), overview);
  gtk_box_append (GTK_BOX (bar), make_button ("document-edit-symbolic", _ ("Notes"),
                                              _ ("Notes in a Window of Their Own (N)"), "tour.notes"));
  gtk_box_append (GTK_BOX (bar), make_button ("view-refresh-symbolic", _ ("Show the Step Again"),
                                              _ ("Show the Step Again (R)"), "tour.again"));
  gtk_box_append (GTK_BOX (bar), space);
  gtk_box_append (GTK_BOX (bar), self->previous);
  gtk_box_append (GTK_BOX (bar), self->next);
  gtk_widget_add_css_class (bar, "ibar-tour-buttons");
  return bar;
}

static GtkWidget *
make_top (IbarTourView *self, const IbarStory *story)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = make_label ("dim-label");
  GtkWidget *end = make_button ("window-close-symbolic", _ ("End the Tour"), _ ("End the Tour (Escape)"), "tour.end");

  gtk_label_set_text (GTK_LABEL (title), story->title);
  gtk_widget_set_hexpand (title, TRUE);
  self->counter = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->counter, "numeric");
  gtk_widget_add_css_class (end, "flat");
  gtk_widget_set_valign (end, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (bar), title);
  gtk_box_append (GTK_BOX (bar), self->counter);
  gtk_box_append (GTK_BOX (bar), end);
  return bar;
}

static GtkWidget *
make_step (IbarTourView *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_size_request (self->picture, -1, 200);
  self->credit = make_label ("caption");
  self->body = make_label ("ibar-tour-body");
  g_signal_connect (self->body, "activate-link", G_CALLBACK (link_cb), self);
  self->problems = make_label ("error");
  gtk_box_append (GTK_BOX (page), self->picture);
  gtk_box_append (GTK_BOX (page), self->credit);
  gtk_box_append (GTK_BOX (page), self->body);
  gtk_box_append (GTK_BOX (page), self->problems);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), page);
  return self->scroller;
}

static GtkWidget *
make_overview (IbarTourView *self, const IbarStory *story)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("All Steps"), -1);
  for (guint i = 0; i < story->steps->len; i++)
    {
      const IbarStoryStep *step = story->steps->pdata[i];
      g_autofree char *text = g_strdup_printf ("%u. %s", i + 1, step->title);
      GtkWidget *label = make_label ("ibar-tour-row");
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_label_set_text (GTK_LABEL (label), text);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  return scroller;
}

static GtkWidget *
make_source (IbarTourView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->source = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->source);
  return scroller;
}

static void
build (IbarTourView *self, GtkWidget *details)
{
  const IbarStory *story = ibar_tour_get_story (self->tour);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->box, "ibar-tour");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->heading = make_label ("ibar-tour-heading");
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  /* Or each step would measure what is not seen: details that were just made anew. */
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), make_step (self), "step");
  gtk_stack_add_named (GTK_STACK (self->stack), make_overview (self, story), "overview");
  gtk_stack_add_named (GTK_STACK (self->stack), make_source (self), "source");
  gtk_stack_add_named (GTK_STACK (self->stack), details, "details");
  self->back = gtk_button_new_with_mnemonic (_ ("_Back to the Step"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "tour.back");
  gtk_widget_set_halign (self->back, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), make_top (self, story));
  gtk_box_append (GTK_BOX (self->box), self->back);
  gtk_box_append (GTK_BOX (self->box), self->heading);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_box_append (GTK_BOX (self->box), make_buttons (self));
}

static void
ibar_tour_view_dispose (GObject *object)
{
  IbarTourView *self = IBAR_TOUR_VIEW (object);

  if (self->tour != NULL)
    g_signal_handlers_disconnect_by_data (self->tour, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->tour);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ibar_tour_view_parent_class)->dispose (object);
}

static void
ibar_tour_view_class_init (IbarTourViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_tour_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ibartour");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_NOTES]
      = g_signal_new ("notes", IBAR_TYPE_TOUR_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ibar_tour_view_init (IbarTourView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tour", G_ACTION_GROUP (self->actions));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * ibar_tour_view_new:
 * @tour: a tour
 * @session: what it moves
 * @details: (transfer floating): shows what the session has selected; lent, take it back by its parent
 *
 * Returns: (transfer floating): a widget that shows it
 */
GtkWidget *
ibar_tour_view_new (IbarTour *tour, IbarSession *session, GtkWidget *details)
{
  IbarTourView *self = g_object_new (IBAR_TYPE_TOUR_VIEW, NULL);

  self->tour = g_object_ref (tour);
  self->session = g_object_ref (session);
  build (self, details);
  g_signal_connect_swapped (tour, "notify::position", G_CALLBACK (show_step), self);
  show_step (self);
  return GTK_WIDGET (self);
}

GActionGroup *
ibar_tour_view_get_actions (IbarTourView *self)
{
  g_return_val_if_fail (IBAR_IS_TOUR_VIEW (self), NULL);
  return G_ACTION_GROUP (self->actions);
}

void
ibar_tour_view_focus (IbarTourView *self)
{
  g_return_if_fail (IBAR_IS_TOUR_VIEW (self));
  gtk_widget_grab_focus (self->next);
}
