/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of the selected event. Its sections are made anew when another event is selected or the names change: some
 * thirty labels, which are made in a millisecond and measured in four more. */

#define G_LOG_DOMAIN "ibar-event-page"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-event-page-parts.h"
#include "ibar-event-page.h"
#include "ibar-filter-words.h"
#include "ibar-parts.h"

struct _IbarEventPage
{
  IbarSessionPage parent_instance;

  GtkWidget   *hidden;   /* why the event is not on the map */
  GtkWidget   *reason;
  GtkWidget   *content;
  char        *event_id; /* (nullable) shown now */
  guint        n_made;   /* of its sections, with those that it has not */
  guint        making;   /* tick callback that makes the others */
};

G_DEFINE_FINAL_TYPE (IbarEventPage, ibar_event_page, IBAR_TYPE_SESSION_PAGE)

static IbarSession *
get_session (IbarEventPage *self)
{
  return ibar_session_page_get_session (IBAR_SESSION_PAGE (self));
}

static void
show_clicked_cb (GtkButton *button, IbarEventPage *self)
{
  g_autoptr (IbarFilter) filter
      = ibar_session_dup_admitting_filter (get_session (self), ibar_session_get_selected_row (get_session (self)));

  if (filter != NULL)
    ibar_session_set_filter (get_session (self), filter);
}

static void
update_hidden (IbarEventPage *self)
{
  IbarResult *result = ibar_session_get_result (get_session (self));
  guint32 row = ibar_session_get_selected_row (get_session (self));
  guint bits = result != NULL && row != IBAR_ROW_NONE ? ibar_result_why_hidden (result, row) : 0;

  gtk_widget_set_visible (self->hidden, bits != 0);
  if (bits != 0)
    {
      g_autofree char *list = ibar_dimensions_dup_list (bits);
      /* Translators: which kinds of filter hide the event: "dates, actors". */
      g_autofree char *text = g_strdup_printf (_ ("Not shown on map and list, because of the filter: %s."), list);

      gtk_label_set_text (GTK_LABEL (self->reason), text);
    }
}

static void
add_section (IbarEventPage *self, GtkWidget *section)
{
  if (section != NULL)
    gtk_box_append (GTK_BOX (self->content), section);
}

static GtkWidget *
make_text_section (const char *title, const char *text)
{
  GtkWidget *section;

  if (text == NULL || text[0] == '\0')
    return NULL;
  section = ibar_part_section (title);
  gtk_box_append (GTK_BOX (section), ibar_part_text (text, NULL));
  return section;
}

static GtkWidget *
make_summary (IbarSession *session, const IbarEventRecord *event)
{
  return make_text_section (_ ("What happened"), event->summary);
}

static GtkWidget *
make_contested (IbarSession *session, const IbarEventRecord *event)
{
  return make_text_section (_ ("Disputed"), event->contested);
}

/* From the top of the page down; NULL of an event that has no such section. */
static GtkWidget *(*const sections[]) (IbarSession *session, const IbarEventRecord *event) = {
  ibar_event_head_new, make_summary, ibar_event_actors_new, ibar_event_claims_new,
  make_contested, ibar_event_confidence_new, ibar_event_sources_new, ibar_event_foot_new,
};

/* The next section that the event has; FALSE after the last. */
static gboolean
add_next (IbarEventPage *self)
{
  IbarSession *session = get_session (self);
  const IbarEventRecord *event = session != NULL ? ibar_session_get_event (session, NULL) : NULL;
  GtkWidget *section = NULL;

  if (event == NULL || g_strcmp0 (event->id, self->event_id) != 0)
    return FALSE; /* another one is selected: the page is told in a moment */
  while (section == NULL && self->n_made < G_N_ELEMENTS (sections))
    section = sections[self->n_made++](session, event);
  add_section (self, section);
  return self->n_made < G_N_ELEMENTS (sections);
}

static gboolean
make_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  IbarEventPage *self = IBAR_EVENT_PAGE (widget);

  if (add_next (self))
    return G_SOURCE_CONTINUE;
  self->making = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_making (IbarEventPage *self)
{
  if (self->making != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->making);
  self->making = 0;
}

static void
show_missing (IbarEventPage *self, const GError *error)
{
  const char *id = NULL;

  g_clear_pointer (&self->event_id, g_free);
  if (ibar_session_get_selection (get_session (self), &id) != IBAR_SELECTION_EVENT)
    return;
  add_section (self, ibar_part_text (_ ("This event is not in the collection."), "title-4"));
  add_section (self, ibar_part_text (error != NULL ? error->message : id, "dim-label"));
}

/* Labels that wrap take long to be measured: those of another event come a section a frame. The event that is shown
 * already is made at once, where the reader has scrolled to. */
static void
rebuild (IbarEventPage *self)
{
  g_autoptr (GError) error = NULL;
  const IbarEventRecord *event = ibar_session_get_event (get_session (self), &error);

  stop_making (self);
  self->n_made = 0;
  ibar_part_clear_box (self->content);
  if (event == NULL)
    {
      show_missing (self, error);
      return;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, event->title, -1);
  if (g_strcmp0 (self->event_id, event->id) != 0)
    {
      g_free (self->event_id);
      self->event_id = g_strdup (event->id);
      ibar_session_page_scroll_up (IBAR_SESSION_PAGE (self));
      if (add_next (self))
        self->making = gtk_widget_add_tick_callback (GTK_WIDGET (self), make_cb, NULL, NULL);
    }
  else
    while (add_next (self))
      ;
}

/**
 * ibar_event_page_is_complete:
 * @self: a page
 *
 * Returns: whether all sections are there; while the page is seen they come within some frames
 */
gboolean
ibar_event_page_is_complete (IbarEventPage *self)
{
  g_return_val_if_fail (IBAR_IS_EVENT_PAGE (self), FALSE);

  return self->making == 0;
}

static void
ibar_event_page_session_changed (IbarSessionPage *page, guint flags)
{
  IbarEventPage *self = IBAR_EVENT_PAGE (page);

  if ((flags & (IBAR_CHANGED_COLLECTION | IBAR_CHANGED_SELECTION | IBAR_CHANGED_NAMES)) != 0)
    rebuild (self);
  if ((flags & (IBAR_CHANGED_SELECTION | IBAR_CHANGED_RESULT)) != 0)
    update_hidden (self);
}

static void
ibar_event_page_finalize (GObject *object)
{
  g_free (IBAR_EVENT_PAGE (object)->event_id);
  G_OBJECT_CLASS (ibar_event_page_parent_class)->finalize (object);
}

static void
ibar_event_page_class_init (IbarEventPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_event_page_finalize;
  IBAR_SESSION_PAGE_CLASS (klass)->session_changed = ibar_event_page_session_changed;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "eventpage");
}

static void
ibar_event_page_init (IbarEventPage *self)
{
  GtkBox *body = ibar_session_page_get_body (IBAR_SESSION_PAGE (self));
  GtkWidget *show = gtk_button_new_with_label (_ ("Show it"));

  self->reason = ibar_part_text (NULL, NULL);
  gtk_widget_set_tooltip_text (show, _ ("Loosens the filter just enough"));
  gtk_widget_set_halign (show, GTK_ALIGN_START);
  g_signal_connect (show, "clicked", G_CALLBACK (show_clicked_cb), self);
  self->hidden = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->hidden, "notice");
  gtk_box_append (GTK_BOX (self->hidden), self->reason);
  gtk_box_append (GTK_BOX (self->hidden), show);
  gtk_widget_set_visible (self->hidden, FALSE);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_box_append (body, self->hidden);
  gtk_box_append (body, self->content);
}
