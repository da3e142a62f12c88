/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields and the rows of steps: what they show, and what is typed into them. */

#define G_LOG_DOMAIN "ibar-tour-editor"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-story-markup.h"
#include "ibar-tour-editor-private.h"

/* Showing ----------------------------------------------------------------------------------------------- */

static const char *
get_form_title (IbarNameForm form)
{
  switch (form)
    {
    case IBAR_NAME_SQ:
      return _ ("Albanian");
    case IBAR_NAME_SR_LATN:
      return _ ("Serbian, Latin");
    case IBAR_NAME_SR_CYRL:
      return _ ("Serbian, Cyrillic");
    case IBAR_NAME_LOCAL:
      return _ ("Local");
    case IBAR_NAME_EN:
    case IBAR_N_NAME_FORMS:
    default:
      return _ ("English");
    }
}

static void
describe_names (const char *names, GString *text)
{
  IbarNameSetting setting;

  if (names == NULL)
    g_string_append (text, _ ("\nNames: as the step before"));
  else if (!ibar_name_setting_from_string (names, &setting))
    g_string_append_printf (text, _ ("\nNames: “%s” is unknown"), names);
  else if (setting.second == IBAR_N_NAME_FORMS)
    g_string_append_printf (text, _ ("\nNames: %s"), get_form_title (setting.first));
  else
    g_string_append_printf (text, _ ("\nNames: %1$s / %2$s"), get_form_title (setting.first),
                            get_form_title (setting.second));
}

static void
describe_view (IbarTourEditor *self, const IbarStoryStep *step)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const IbarVocabulary *words = ibar_session_get_vocabulary (self->session);
  g_autoptr (IbarFilter) filter = words != NULL ? ibar_story_step_dup_filter (step, words, &error) : NULL;

  if (step->has_view && step->rotation != 0)
    g_string_append_printf (text, _ ("Map: %1$.4f, %2$.4f, zoom %3$.1f, turned by %4$.0f°"), step->center.latitude,
                            step->center.longitude, step->zoom, step->rotation * 180 / G_PI);
  else if (step->has_view)
    g_string_append_printf (text, _ ("Map: %.4f, %.4f, zoom %.1f"), step->center.latitude, step->center.longitude,
                            step->zoom);
  else
    g_string_append (text, _ ("Map: as the step before"));
  if (filter != NULL)
    {
      g_autofree char *sentence = ibar_filter_to_sentence (filter, words, ibar_session_get_names (self->session));

      g_string_append_printf (text, "\n%s", sentence);
    }
  if (error != NULL)
    g_string_append_printf (text, "\n%s", error->message);
  if (step->selection != NULL)
    g_string_append_printf (text, _ ("\nSelected: %s"), step->selection);
  describe_names (step->names, text);
  gtk_label_set_text (GTK_LABEL (self->shows), text->str);
}

static void
check_markup (IbarTourEditor *self, const IbarStoryStep *step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarStoryMarkup) markup = ibar_story_markup_parse (step->body, &error);

  gtk_label_set_text (GTK_LABEL (self->problem), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->problem, markup == NULL);
}

static void
describe_picture (IbarTourEditor *self, const IbarStoryStep *step)
{
  g_autofree char *size = step->picture != NULL ? g_format_size (g_bytes_get_size (step->picture)) : NULL;
  g_autofree char *text = NULL;

  if (step->picture != NULL)
    text = g_strdup_printf (_ ("Picture: %1$s, %2$s"), step->picture_type, size);
  else
    text = g_strdup (step->picture_problem != NULL ? step->picture_problem : _ ("No picture"));
  gtk_label_set_text (GTK_LABEL (self->picture), text);
  gtk_widget_set_sensitive (self->credit, step->picture != NULL);
}

static void
set_entry (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

void
ibar_tour_editor_show_step (IbarTourEditor *self)
{
  const IbarStoryStep *step = ibar_tour_editor_get_step (self);

  self->typed = FALSE;
  gtk_widget_set_visible (self->fields, step != NULL);
  ibar_tour_editor_update_actions (self);
  if (step == NULL)
    return;
  self->loading = TRUE;
  set_entry (self->heading, step->title);
  set_entry (self->credit, step->picture_credit);
  gtk_text_buffer_begin_irreversible_action (self->body);
  gtk_text_buffer_set_text (self->body, step->body, -1);
  gtk_text_buffer_end_irreversible_action (self->body);
  gtk_text_buffer_begin_irreversible_action (self->notes);
  gtk_text_buffer_set_text (self->notes, step->notes != NULL ? step->notes : "", -1);
  gtk_text_buffer_end_irreversible_action (self->notes);
  self->loading = FALSE;
  describe_view (self, step);
  describe_picture (self, step);
  check_markup (self, step);
}

static void
set_row_text (GtkListBoxRow *row, guint position, const char *title)
{
  g_autofree char *text = g_strdup_printf ("%u. %s", position + 1, title);

  gtk_label_set_text (GTK_LABEL (gtk_list_box_row_get_child (row)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static GtkWidget *
make_row (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  return row;
}

/* The rows as the steps are now, and the one that is edited. */
void
ibar_tour_editor_show_steps (IbarTourEditor *self, int current)
{
  guint n = self->story->steps->len;
  GtkWidget *child;

  self->loading = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = make_row ();

      set_row_text (GTK_LIST_BOX_ROW (row), i, ((const IbarStoryStep *) self->story->steps->pdata[i])->title);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  self->current = n > 0 ? CLAMP (current, 0, (int) n - 1) : -1;
  if (self->current >= 0)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                             gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), self->current));
  self->loading = FALSE;
  ibar_tour_editor_show_step (self);
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, IbarTourEditor *self)
{
  if (self->loading || row == NULL)
    return;
  self->current = gtk_list_box_row_get_index (row);
  ibar_tour_editor_show_step (self);
}

/* What is typed ----------------------------------------------------------------------------------------- */

static void
replace (char **field, const char *text, gboolean nullable)
{
  g_free (*field);
  *field = nullable && text[0] == '\0' ? NULL : g_strdup (text);
}

static void
replace_from_buffer (char **field, GtkTextBuffer *buffer, gboolean nullable)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  replace (field, text, nullable);
}

/* Or undoing what was done before would take away what was typed since. */
static void
remember_typing (IbarTourEditor *self)
{
  if (self->typed)
    return;
  ibar_tour_editor_remember (self);
  self->typed = TRUE;
  ibar_tour_editor_update_actions (self);
}

static void
tour_changed_cb (IbarTourEditor *self)
{
  if (self->loading)
    return;
  remember_typing (self);
  replace (&self->story->title, gtk_editable_get_text (GTK_EDITABLE (self->title)), FALSE);
  replace (&self->story->description, gtk_editable_get_text (GTK_EDITABLE (self->description)), TRUE);
  ibar_tour_editor_queue_save (self);
}

static void
step_changed_cb (IbarTourEditor *self)
{
  IbarStoryStep *step = ibar_tour_editor_get_step (self);

  if (self->loading || step == NULL)
    return;
  remember_typing (self);
  replace (&step->title, gtk_editable_get_text (GTK_EDITABLE (self->heading)), FALSE);
  replace (&step->picture_credit, gtk_editable_get_text (GTK_EDITABLE (self->credit)), TRUE);
  replace_from_buffer (&step->body, self->body, FALSE);
  replace_from_buffer (&step->notes, self->notes, TRUE);
  set_row_text (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), self->current), (guint) self->current,
                step->title);
  check_markup (self, step);
  ibar_tour_editor_queue_save (self);
}

void
ibar_tour_editor_show_tour (IbarTourEditor *self)
{
  self->loading = TRUE;
  set_entry (self->title, self->story->title);
  set_entry (self->description, self->story->description);
  self->loading = FALSE;
  ibar_tour_editor_show_steps (self, 0);
}

/* The widgets ------------------------------------------------------------------------------------------- */

static GtkWidget *
add_labelled (GtkWidget *box, const char *name, GtkWidget *widget, GtkWidget *target)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), target);
  gtk_widget_add_css_class (label, "heading");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), widget);
  return target;
}

static GtkTextBuffer *
add_text (IbarTourEditor *self, GtkWidget *box, const char *name, const char *css_class)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_add_css_class (scroller, css_class); /* as high as so many lines, whatever the size of the text */
  gtk_widget_set_vexpand (scroller, TRUE);
  add_labelled (box, name, scroller, view);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
  return buffer;
}

static GtkWidget *
add_entry (GtkWidget *box, const char *name, GCallback callback, IbarTourEditor *self)
{
  GtkWidget *entry = gtk_entry_new ();

  g_signal_connect_object (entry, "changed", callback, self, G_CONNECT_SWAPPED);
  return add_labelled (box, name, entry, entry);
}

static GtkWidget *
make_action_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_icon_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = ibar_part_icon_button (icon, name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_caption (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
ibar_tour_editor_make_fields (IbarTourEditor *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *help = make_caption ("dim-label");

  self->fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->heading = add_entry (self->fields, _ ("_Heading"), G_CALLBACK (step_changed_cb), self);
  self->body = add_text (self, self->fields, _ ("_Text"), "ibar-tour-text");
  gtk_label_set_text (GTK_LABEL (help), _ ("*emphasis*  **strong**  - item  [words](event:ID)"));
  self->problem = make_caption ("error");
  gtk_box_append (GTK_BOX (self->fields), help);
  gtk_box_append (GTK_BOX (self->fields), self->problem);
  self->notes = add_text (self, self->fields, _ ("Notes for the One Who _Presents"), "ibar-tour-notes");
  self->shows = make_caption ("dim-label");
  gtk_box_append (GTK_BOX (self->fields), self->shows);
  gtk_box_append (GTK_BOX (self->fields), make_action_button (_ ("Take the Present _View"), "editor.take-view"));
  self->picture = make_caption ("dim-label");
  gtk_widget_set_hexpand (self->picture, TRUE);
  gtk_box_append (GTK_BOX (row), self->picture);
  gtk_box_append (GTK_BOX (row), make_action_button (_ ("_Picture…"), "editor.choose-picture"));
  gtk_box_append (GTK_BOX (row), make_action_button (_ ("_Remove"), "editor.remove-picture"));
  gtk_box_append (GTK_BOX (self->fields), row);
  self->credit = add_entry (self->fields, _ ("_Credit of the Picture"), G_CALLBACK (step_changed_cb), self);
  return self->fields;
}

GtkWidget *
ibar_tour_editor_make_steps (IbarTourEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = make_action_button (_ ("_Add the Present View as a Step"), "editor.add");

  self->title = add_entry (box, _ ("T_our"), G_CALLBACK (tour_changed_cb), self);
  self->description = add_entry (box, _ ("_Description"), G_CALLBACK (tour_changed_cb), self);
  gtk_widget_add_css_class (add, "suggested-action");
  gtk_box_append (GTK_BOX (box), add);
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps"), -1);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (row), make_icon_button ("go-up-symbolic", _ ("Move the Step Up (Ctrl+Up)"), "editor.up"));
  gtk_box_append (GTK_BOX (row), make_icon_button ("go-down-symbolic", _ ("Move the Step Down (Ctrl+Down)"), "editor.down"));
  gtk_box_append (GTK_BOX (row), make_icon_button ("user-trash-symbolic", _ ("Delete the Step (Ctrl+Delete)"), "editor.delete"));
  gtk_box_append (GTK_BOX (row), make_icon_button ("edit-undo-symbolic", _ ("Undo (Ctrl+Z)"), "editor.undo"));
  gtk_box_append (GTK_BOX (box), row);
  gtk_widget_set_size_request (box, 280, -1);
  return box;
}

