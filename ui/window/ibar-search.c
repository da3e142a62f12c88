/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search entry.
 *
 * It shows the whole filter as text. What is typed is read as a filter a moment later; what does not follow
 * the grammar is underlined, told in the popover, and changes nothing. Where the filter is changed elsewhere
 * the text follows, unless it means the same already: words are not rearranged while somebody types. Where there are
 * many names a worker reads the text (ibar-search-answer.c); what has been typed meanwhile is read next.
 *
 * Words at its end are looked for among the map's places, too: choosing one goes there, and takes the words away. */

#define G_LOG_DOMAIN "ibar-search"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ibar-place-facts.h"
#include "ibar-place-index.h"
#include "ibar-search-answer.h"
#include "ibar-search.h"

#define PLACE_ZOOM 13.0

struct _IbarSearch
{
  GtkWidget parent_instance;

  IbarSession *session; /* (owned) (nullable) */
  GtkWidget   *entry;
  GtkWidget   *popover;
  GtkWidget   *error_label;
  GtkWidget   *list;
  IbarPlaceIndex *places; /* (owned) (nullable) of the session's region */
  char        *error;     /* (nullable) */
  char        *followed;  /* (nullable) the text as the filter set it: nobody typed it */
  gboolean     following; /* it is being set: the entry tells of the empty text on the way */
  IbarFilter  *said;      /* (owned) (nullable) the session's filter when the text was last read or written */
  IbarSearchAnswer *asked; /* (nullable) a worker looks for it and owns it */
  IbarSearchAnswer *next; /* (owned) (nullable) to be looked for then */
};

G_DEFINE_FINAL_TYPE (IbarSearch, ibar_search, GTK_TYPE_WIDGET)

static const char *
get_text (IbarSearch *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* Underlines from a byte offset to the end of the word there; G_MAXSIZE: nothing. */
static void
underline (IbarSearch *self, gsize position)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (position != G_MAXSIZE)
    {
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);

      line->start_index = (guint) position;
      line->end_index = (guint) MAX (ibar_search_find_term_end (get_text (self), position), position + 1);
      pango_attr_list_insert (attributes, line);
    }
  gtk_text_set_attributes (GTK_TEXT (delegate), attributes);
}

static void
show_error (IbarSearch *self, const char *message, gsize position)
{
  g_free (self->error);
  self->error = g_strdup (message);
  underline (self, message != NULL ? position : G_MAXSIZE);
  gtk_label_set_text (GTK_LABEL (self->error_label), message != NULL ? message : "");
  gtk_widget_set_visible (self->error_label, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static GtkWidget *
make_row (const IbarFilterCandidate *candidate)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (candidate->label);
  GtkWidget *term = gtk_label_new (candidate->term);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (term, "dim-label");
  gtk_widget_add_css_class (term, "caption");
  gtk_widget_set_visible (term, strcmp (candidate->label, candidate->term) != 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), term);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, candidate->label, -1);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (candidate->text), g_free);
  g_object_set_data (G_OBJECT (row), "cursor",
                     GINT_TO_POINTER (g_utf8_pointer_to_offset (candidate->text, candidate->text + candidate->cursor)));
  return row;
}

static gsize
get_cursor (IbarSearch *self)
{
  const char *text = get_text (self);

  return (gsize) (g_utf8_offset_to_pointer (text, gtk_editable_get_position (GTK_EDITABLE (self->entry))) - text);
}

/* A place of the map, or an area; the text that is left when it is chosen is that without its words. */
static GtkWidget *
make_place_row (IbarSearch *self, const IbarPlaceHit *hit, gsize start)
{
  IbarRegion *region = ibar_session_get_region (self->session);
  const IbarNames *names = hit->is_area ? &ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, hit->index)->names
                                        : &ibar_region_get_place (region, hit->index)->names;
  g_autofree char *name = ibar_names_format (names, ibar_session_get_names (self->session));
  g_autofree char *kind
      = ibar_place_kind_dup_words (hit->is_area ? ibar_area_get_kind (region, hit->index)
                                                : ibar_region_get_place (region, hit->index)->kind);
  g_autofree char *text = g_strndup (get_text (self), start);
  const IbarFilterCandidate candidate = { .label = name, .term = kind, .text = text, .cursor = start };
  GtkWidget *row = make_row (&candidate);

  g_object_set_data_full (G_OBJECT (row), "place", g_memdup2 (hit, sizeof *hit), g_free);
  return row;
}

/* How many of them there are. */
static guint
show_suggestions (IbarSearch *self, const IbarSearchAnswer *answer)
{
  GtkWidget *row;
  guint n = answer->candidates->len + answer->places->len;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < answer->candidates->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (g_ptr_array_index (answer->candidates, i)));
  for (guint i = 0; i < answer->places->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         make_place_row (self, &g_array_index (answer->places, IbarPlaceHit, i), answer->words));
  gtk_widget_set_visible (self->list, n > 0);
  return n;
}

static void
set_said (IbarSearch *self, const IbarFilter *filter)
{
  g_clear_pointer (&self->said, ibar_filter_free);
  self->said = ibar_filter_copy (filter);
}

/* While a term can still become something, that it is nothing yet is no error, unless it is final. */
static void
take_answer (IbarSearch *self, IbarSearchAnswer *answer)
{
  guint n_suggestions = show_suggestions (self, answer);

  if (!answer->final && n_suggestions > 0 && answer->position <= answer->cursor
      && answer->cursor <= ibar_search_find_term_end (answer->text, answer->position))
    g_clear_error (&answer->error);
  show_error (self, answer->error != NULL ? answer->error->message : NULL, answer->position);
  if (answer->filter != NULL)
    {
      set_said (self, answer->filter);
      ibar_session_set_filter (self->session, answer->filter);
    }
  if (!answer->quiet && (answer->error != NULL || (n_suggestions > 0 && !answer->final)))
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* Whether collection and map are those that were asked. */
static gboolean
is_fresh (IbarSearch *self, const IbarSearchAnswer *answer)
{
  return answer->vocabulary == ibar_session_get_vocabulary (self->session) && answer->index == self->places;
}

static void ask (IbarSearch *self, IbarSearchAnswer *question);
static void read_text (IbarSearch *self, gboolean final);

static void
find_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ibar_search_answer_find (data);
  g_task_return_boolean (task, TRUE);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarSearch) self = IBAR_SEARCH (data);
  IbarSearchAnswer *answer = g_steal_pointer (&self->asked);

  if (self->next != NULL)
    ask (self, g_steal_pointer (&self->next));
  else if (answer == NULL || !g_str_equal (answer->text, get_text (self)))
    return; /* the entry is gone, or tells of another text soon */
  else if (is_fresh (self, answer))
    take_answer (self, answer);
  else
    read_text (self, answer->final);
}

static void
ask (IbarSearch *self, IbarSearchAnswer *question)
{
  g_autoptr (GTask) task = NULL;

  if (self->asked != NULL)
    {
      g_clear_pointer (&self->next, ibar_search_answer_free);
      self->next = question;
      return;
    }
  if (!ibar_search_answer_takes_time (question))
    {
      ibar_search_answer_find (question);
      take_answer (self, question);
      ibar_search_answer_free (question);
      return;
    }
  self->asked = question;
  /* The widget goes along with the callback: a worker must not be the last to hold it. */
  task = g_task_new (NULL, NULL, found_cb, g_object_ref (self));
  g_task_set_task_data (task, question, (GDestroyNotify) ibar_search_answer_free);
  g_task_run_in_thread (task, find_in_worker);
}

/* Nothing that is found from now on pops up. */
static void
be_quiet (IbarSearch *self)
{
  if (self->asked != NULL)
    self->asked->quiet = TRUE;
  if (self->next != NULL)
    self->next->quiet = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* Has the text read. */
static void
read_text (IbarSearch *self, gboolean final)
{
  IbarSearchAnswer *question;

  if (self->session == NULL || ibar_session_get_vocabulary (self->session) == NULL)
    return;
  if (self->places == NULL && ibar_session_get_region (self->session) != NULL)
    self->places = ibar_place_index_new (ibar_session_get_region (self->session));
  question = ibar_search_answer_new (self->session, self->places, get_text (self), get_cursor (self));
  question->final = final;
  ask (self, question);
}

static void
search_changed_cb (GtkSearchEntry *entry, IbarSearch *self)
{
  if (self->following || g_strcmp0 (self->followed, get_text (self)) == 0)
    return;
  g_clear_pointer (&self->followed, g_free);
  read_text (self, FALSE);
}

static void
go_to_area (IbarSearch *self, guint index)
{
  const IbarFeature *area
      = ibar_region_get_feature (ibar_session_get_region (self->session), IBAR_LAYER_ADMIN_AREA, index);
  g_autofree char *id = area->id != NULL ? g_strdup (area->id) : g_strdup_printf ("%u", index);
  IbarExtent extent;

  ibar_area_get_extent (area, &extent);
  ibar_session_select (self->session, IBAR_SELECTION_AREA, id);
  ibar_session_go_to_extent (self->session, &extent);
}

static void
go_to_place (IbarSearch *self, const IbarPlaceHit *hit)
{
  g_autofree char *id = g_strdup_printf ("%u", hit->index);

  if (hit->is_area)
    {
      go_to_area (self, hit->index);
      return;
    }
  ibar_session_select (self->session, IBAR_SELECTION_REGION_PLACE, id);
  ibar_session_go_to (self->session, ibar_region_get_place (ibar_session_get_region (self->session), hit->index)->point,
                      PLACE_ZOOM);
}

static void
take_row (IbarSearch *self, GtkListBoxRow *row)
{
  g_autofree IbarPlaceHit *place = g_memdup2 (g_object_get_data (G_OBJECT (row), "place"), sizeof *place);
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (row), "text"));
  int cursor = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "cursor"));

  gtk_widget_grab_focus (self->entry);
  self->following = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->following = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self->entry), cursor);
  search_changed_cb (GTK_SEARCH_ENTRY (self->entry), self);
  if (place == NULL)
    return;
  /* The entry tells of the text once more, later: nobody has typed it. */
  g_free (self->followed);
  self->followed = g_strdup (text);
  be_quiet (self);
  go_to_place (self, place);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, IbarSearch *self)
{
  take_row (self, row);
}

static void
activate_cb (GtkSearchEntry *entry, IbarSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (gtk_widget_get_mapped (self->popover) && row != NULL)
    take_row (self, row);
  else
    read_text (self, TRUE);
}

static void
stop_search_cb (GtkSearchEntry *entry, IbarSearch *self)
{
  if (gtk_widget_get_mapped (self->popover))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  else
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                IbarSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!gtk_widget_get_mapped (self->popover)
      || (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up && keyval != GDK_KEY_Tab))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Tab)
    {
      row = row != NULL ? row : gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      take_row (self, row);
      return GDK_EVENT_STOP;
    }
  index += keyval == GDK_KEY_Down ? 1 : -1;
  row = index >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index) : NULL;
  if (row != NULL || index < 0)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  return GDK_EVENT_STOP;
}

static void
focus_left_cb (GtkEventControllerFocus *controller, IbarSearch *self)
{
  be_quiet (self);
}

/* Whether the text is as it was written here. */
static gboolean
is_ours (IbarSearch *self)
{
  return self->followed != NULL && g_str_equal (self->followed, get_text (self));
}

/* Whether what the reader typed said the filter: it stays as it is then, and what he has typed since, too. */
static gboolean
says_filter (IbarSearch *self)
{
  return self->said != NULL && ibar_filter_equal (self->said, ibar_session_get_filter (self->session));
}

/* The filter was changed: the text follows where it means something else. */
static void
follow_filter (IbarSearch *self)
{
  const char *wanted = ibar_session_get_filter_text (self->session);

  if (ibar_session_get_vocabulary (self->session) == NULL)
    return;
  if (is_ours (self) ? g_str_equal (self->followed, wanted) : says_filter (self))
    return;
  set_said (self, ibar_session_get_filter (self->session));
  g_free (self->followed);
  self->followed = g_strdup (wanted);
  self->following = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->followed);
  self->following = FALSE;
  show_error (self, NULL, G_MAXSIZE);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
changed_cb (IbarSession *session, guint flags, IbarSearch *self)
{
  if ((flags & IBAR_CHANGED_COLLECTION) != 0)
    g_clear_pointer (&self->said, ibar_filter_free); /* names may mean others now */
  if ((flags & (IBAR_CHANGED_FILTER | IBAR_CHANGED_COLLECTION)) != 0)
    follow_filter (self);
  if ((flags & IBAR_CHANGED_REGION) != 0)
    {
      g_clear_pointer (&self->places, ibar_place_index_unref);
      gtk_popover_popdown (GTK_POPOVER (self->popover));
    }
}

static gboolean
ibar_search_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (IBAR_SEARCH (widget)->entry);
}

static void
ibar_search_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IbarSearch *self = IBAR_SEARCH (widget);

  gtk_widget_size_allocate (self->entry, &(GtkAllocation){ 0, 0, width, height }, baseline);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
ibar_search_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  gtk_widget_measure (IBAR_SEARCH (widget)->entry, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
ibar_search_dispose (GObject *object)
{
  IbarSearch *self = IBAR_SEARCH (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->places, ibar_place_index_unref);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->followed, g_free);
  g_clear_pointer (&self->said, ibar_filter_free);
  g_clear_pointer (&self->next, ibar_search_answer_free);
  self->asked = NULL; /* its worker gives it up */
  G_OBJECT_CLASS (ibar_search_parent_class)->dispose (object);
}

static void
ibar_search_class_init (IbarSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_search_dispose;
  widget_class->grab_focus = ibar_search_grab_focus;
  widget_class->measure = ibar_search_measure;
  widget_class->size_allocate = ibar_search_size_allocate;
}

static void
make_popover (IbarSearch *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->error_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error_label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error_label), 50);
  gtk_widget_add_css_class (self->error_label, "error");
  gtk_widget_set_visible (self->error_label, FALSE);
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "suggestions");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggestions"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (box), self->error_label);
  gtk_box_append (GTK_BOX (box), self->list);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_size_request (self->popover, 360, -1);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
ibar_search_init (IbarSearch *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Search titles, summaries and names"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"), -1);
  gtk_widget_set_tooltip_text (self->entry, _ ("Words, or a filter such as actor:kfor date:2023-05 type:riot (Ctrl+F)"));
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  make_popover (self);
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (self->entry, "stop-search", G_CALLBACK (stop_search_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (self->entry, focus);
}

GtkWidget *
ibar_search_new (void)
{
  return g_object_new (IBAR_TYPE_SEARCH, NULL);
}

void
ibar_search_set_session (IbarSearch *self, IbarSession *session)
{
  g_return_if_fail (IBAR_IS_SEARCH (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  follow_filter (self);
}

const char *
ibar_search_get_error (IbarSearch *self)
{
  g_return_val_if_fail (IBAR_IS_SEARCH (self), NULL);
  return self->error;
}
