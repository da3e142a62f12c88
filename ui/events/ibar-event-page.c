/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of the selected event. Its sections are made anew when another event is selected or the names
 * change: some thirty labels, less than a millisecond. */

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

static void
rebuild (IbarEventPage *self)
{
  g_autoptr (GError) error = NULL;
  const IbarEventRecord *event = ibar_session_get_event (get_session (self), &error);
  const char *id = NULL;

  ibar_part_clear_box (self->content);
  if (event == NULL)
    {
      g_clear_pointer (&self->event_id, g_free);
      if (ibar_session_get_selection (get_session (self), &id) != IBAR_SELECTION_EVENT)
        return;
      add_section (self, ibar_part_text (_ ("This event is not in the collection."), "title-4"));
      add_section (self, ibar_part_text (error != NULL ? error->message : id, "dim-label"));
      return;
    }
  add_section (self, ibar_event_head_new (get_session (self), event));
  add_section (self, make_text_section (_ ("What happened"), event->summary));
  add_section (self, ibar_event_actors_new (get_session (self), event));
  add_section (self, ibar_event_claims_new (get_session (self), event));
  add_section (self, make_text_section (_ ("Disputed"), event->contested));
  add_section (self, ibar_event_confidence_new (get_session (self), event));
  add_section (self, ibar_event_sources_new (get_session (self), event));
  add_section (self, ibar_event_foot_new (get_session (self), event));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, event->title, -1);
  if (g_strcmp0 (self->event_id, event->id) != 0)
    {
      g_free (self->event_id);
      self->event_id = g_strdup (event->id);
      ibar_session_page_scroll_up (IBAR_SESSION_PAGE (self));
    }
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
