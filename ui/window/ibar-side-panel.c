/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The side panel: which of its views is in front follows the selection. */

#define G_LOG_DOMAIN "ibar-side-panel"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-event-list-focus.h"
#include "ibar-event-list.h"
#include "ibar-event-page.h"
#include "ibar-place-page.h"
#include "ibar-side-panel.h"
#include "ibar-source-view.h"

struct _IbarSidePanel
{
  GtkWidget parent_instance;

  IbarSession *session;   /* (owned) (nullable) */
  guint32      event_row; /* whose page was shown last: there the keyboard goes back to; IBAR_ROW_NONE: none */
  GtkWidget   *bar;
  GtkWidget   *events_button;
  GtkWidget   *sources_button;
  GtkWidget   *position;
  GtkWidget   *back;
  GtkWidget   *stack;
  GtkWidget   *events;
  GtkWidget   *sources;
  GtkWidget   *cluster;
  GtkWidget   *event_page;
  GtkWidget   *place_page;
};

G_DEFINE_FINAL_TYPE (IbarSidePanel, ibar_side_panel, GTK_TYPE_WIDGET)

static const char *
get_view (IbarSidePanel *self)
{
  switch (self->session != NULL ? ibar_session_get_selection (self->session, NULL) : IBAR_SELECTION_NONE)
    {
    case IBAR_SELECTION_EVENT:
      return "event";
    case IBAR_SELECTION_CLUSTER:
      return "cluster";
    case IBAR_SELECTION_PLACE:
    case IBAR_SELECTION_REGION_PLACE:
    case IBAR_SELECTION_AREA:
      return "place";
    case IBAR_SELECTION_NONE:
    default:
      return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->events_button)) ? "events" : "sources";
    }
}

/* "3 of 12" while the selected event is one of the list's. */
static void
update_position (IbarSidePanel *self)
{
  IbarEventList *list = IBAR_EVENT_LIST (ibar_session_get_events (self->session));
  guint position = ibar_event_list_find_row (list, ibar_session_get_selected_row (self->session));
  g_autofree char *text = NULL;

  if (position != G_MAXUINT)
    /* Translators: which event of how many in the list. */
    text = ibar_dup_counts (_ ("%1$u of %2$u"), position + 1, ibar_event_list_get_n_items (list));
  gtk_label_set_text (GTK_LABEL (self->position), text != NULL ? text : "");
}

/* Back in the list the reader goes on from the event that was read; where it is no longer listed from the first. */
static void
focus_list (IbarSidePanel *self)
{
  guint position
      = ibar_event_list_find_row (IBAR_EVENT_LIST (ibar_session_get_events (self->session)), self->event_row);

  if (gtk_stack_get_visible_child (GTK_STACK (self->stack)) != self->events
      || !ibar_event_list_view_focus_row (IBAR_EVENT_LIST_VIEW (self->events), position))
    gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->stack)), GTK_DIR_TAB_FORWARD);
}

static void
update_view (IbarSidePanel *self)
{
  const char *view = get_view (self);
  gboolean is_list = g_str_equal (view, "events") || g_str_equal (view, "sources");
  /* What is about to be hidden cannot keep the focus; it goes on to what takes its place. */
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
                       && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), view) != 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), view);
  gtk_stack_set_visible_child_name (GTK_STACK (self->bar), is_list ? "lists" : "page");
  if (g_str_equal (view, "events"))
    ibar_event_list_view_reveal (IBAR_EVENT_LIST_VIEW (self->events));
  if (had_focus && !is_list)
    gtk_widget_grab_focus (self->back); /* the page itself may hold nothing that takes it yet */
  else if (had_focus)
    focus_list (self);
}

static void
view_toggled_cb (GtkToggleButton *button, IbarSidePanel *self)
{
  update_view (self);
}

static void
changed_cb (IbarSession *session, guint flags, IbarSidePanel *self)
{
  if ((flags & IBAR_CHANGED_COLLECTION) != 0 || ibar_session_get_selected_row (session) != IBAR_ROW_NONE)
    self->event_row = ibar_session_get_selected_row (session);
  if ((flags & (IBAR_CHANGED_SELECTION | IBAR_CHANGED_COLLECTION)) != 0)
    update_view (self);
  if ((flags & (IBAR_CHANGED_SELECTION | IBAR_CHANGED_RESULT | IBAR_CHANGED_SORT)) != 0)
    update_position (self);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  IbarSidePanel *self = IBAR_SIDE_PANEL (widget);

  if (self->session == NULL || ibar_session_get_selection (self->session, NULL) == IBAR_SELECTION_NONE)
    return FALSE;
  ibar_session_select (self->session, IBAR_SELECTION_NONE, NULL);
  return TRUE;
}

static void
ibar_side_panel_dispose (GObject *object)
{
  IbarSidePanel *self = IBAR_SIDE_PANEL (object);
  GtkWidget *child;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ibar_side_panel_parent_class)->dispose (object);
}

static void
ibar_side_panel_class_init (IbarSidePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_side_panel_dispose;
  g_type_ensure (IBAR_TYPE_EVENT_LIST_VIEW);
  g_type_ensure (IBAR_TYPE_EVENT_PAGE);
  g_type_ensure (IBAR_TYPE_PLACE_PAGE);
  g_type_ensure (IBAR_TYPE_SOURCE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ibar_map/Ibar/ui/ibar-side-panel.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, IbarSidePanel, name)
  BIND (bar);
  BIND (events_button);
  BIND (sources_button);
  BIND (back);
  BIND (position);
  BIND (stack);
  BIND (events);
  BIND (sources);
  BIND (cluster);
  BIND (event_page);
  BIND (place_page);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sidepanel");
}

static void
ibar_side_panel_init (IbarSidePanel *self)
{
  self->event_row = IBAR_ROW_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ibar_side_panel_new (void)
{
  return g_object_new (IBAR_TYPE_SIDE_PANEL, NULL);
}

/**
 * ibar_side_panel_set_session:
 * @self: a panel
 * @session: what it shows
 */
void
ibar_side_panel_set_session (IbarSidePanel *self, IbarSession *session)
{
  g_return_if_fail (IBAR_IS_SIDE_PANEL (self) && IBAR_IS_SESSION (session));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  ibar_event_list_view_set_session (IBAR_EVENT_LIST_VIEW (self->events), session);
  ibar_event_list_view_set_session (IBAR_EVENT_LIST_VIEW (self->cluster), session);
  ibar_source_view_set_session (IBAR_SOURCE_VIEW (self->sources), session);
  ibar_session_page_set_session (IBAR_SESSION_PAGE (self->event_page), session);
  ibar_session_page_set_session (IBAR_SESSION_PAGE (self->place_page), session);
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (session, G_MAXUINT, self);
}

void
ibar_side_panel_show_view (IbarSidePanel *self, const char *name)
{
  GtkWidget *button;

  g_return_if_fail (IBAR_IS_SIDE_PANEL (self));

  button = g_strcmp0 (name, "sources") == 0 ? self->sources_button : self->events_button;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  if (self->session != NULL)
    ibar_session_select (self->session, IBAR_SELECTION_NONE, NULL);
}
