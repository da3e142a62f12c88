/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of a tour: its step, what the step's links lead to, and the overview. The map beside it is the
 * window's own, which follows the session. */

#define G_LOG_DOMAIN "ibar-tour-view"

#include "config.h"

#include "ibar-tour-view-private.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-story-markup.h"

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

/* broken: (nullable): what is wrong with the picture */
void
ibar_tour_view_show_problems (IbarTourView *self, const char *broken)
{
  g_autofree char *gone = ibar_tour_dup_problems (self->tour);
  g_autofree char *both = gone != NULL && broken != NULL ? g_strjoin ("\n", gone, broken, NULL) : NULL;

  set_text (self->problems, both != NULL ? both : gone != NULL ? gone : broken);
}

/* Back to the step is offered where something else stands in its place. */
void
ibar_tour_view_show_page (IbarTourView *self, const char *name)
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

  ibar_tour_view_show_page (self, "step");
  gtk_label_set_text (GTK_LABEL (self->counter), counter);
  gtk_label_set_text (GTK_LABEL (self->heading), step->title);
  show_body (self, step);
  ibar_tour_view_show_problems (self, NULL);
  ibar_tour_view_show_picture (self, step);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) position));
  update_buttons (self, position, n);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, step->title, -1);
}

void
ibar_tour_view_show_overview (IbarTourView *self, gboolean shown)
{
  ibar_tour_view_show_page (self, shown ? "overview" : "step");
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
  ibar_tour_view_show_page (self, "source");
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
      ibar_tour_view_show_page (self, "details");
    }
  gtk_widget_grab_focus (self->back);
  return TRUE;
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, IbarTourView *self)
{
  ibar_tour_view_show_overview (self, FALSE);
  ibar_tour_go (self->tour, (guint) gtk_list_box_row_get_index (row));
  ibar_tour_view_focus (self);
}

/* The widget -------------------------------------------------------------------------------------------- */

void
ibar_tour_view_ask_for_notes (IbarTourView *self)
{
  g_signal_emit (self, signals[SIGNAL_NOTES], 0);
}

static void
ibar_tour_view_dispose (GObject *object)
{
  IbarTourView *self = IBAR_TOUR_VIEW (object);

  if (self->tour != NULL)
    g_signal_handlers_disconnect_by_data (self->tour, self);
  ibar_tour_view_leave_picture (self);
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
  ibar_tour_view_add_actions (self);
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
  ibar_tour_view_build (self, details, G_CALLBACK (link_cb), G_CALLBACK (row_activated_cb));
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
