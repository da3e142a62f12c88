/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tour is a value in memory; the rows of steps and the fields show it, and every change goes into it at once
 * and into the file a moment later. Undo is the value before: one for each step added, taken away, moved or given
 * another view or picture. Typing is undone by the text fields themselves. */

#define G_LOG_DOMAIN "ibar-tour-editor"

#include "config.h"

#include "ibar-tour-editor.h"

#include <glib/gi18n-lib.h>

#include "ibar-form-rows.h"
#include "ibar-story-markup.h"
#include "ibar-tours-dialog.h"

#define SAVE_AFTER 800 /* [ms] without another change */

struct _IbarTourEditor
{
  AdwWindow parent_instance;

  IbarSession *session; /* (owned) */
  IbarStory   *story;   /* (owned) */
  GPtrArray   *undo;    /* (owned) of IbarStory, the latest last */
  int          current; /* the step in the fields, or -1 */
  gboolean     loading; /* the fields are being filled: not a person's change */
  guint        save_id;

  GSimpleActionGroup *actions; /* (owned) */
  GtkWidget          *title;
  GtkWidget          *description;
  GtkWidget          *list;
  GtkWidget          *fields;  /* hidden where there is no step */
  GtkWidget          *heading;
  GtkTextBuffer      *body;
  GtkTextBuffer      *notes;
  GtkWidget          *problem; /* of the markup */
  GtkWidget          *shows;   /* the view in words */
  GtkWidget          *picture;
  GtkWidget          *credit;
  AdwToastOverlay    *toasts;
};

G_DEFINE_FINAL_TYPE (IbarTourEditor, ibar_tour_editor, ADW_TYPE_WINDOW)

static IbarStoryStep *
get_step (IbarTourEditor *self)
{
  return self->current >= 0 && (guint) self->current < self->story->steps->len
             ? self->story->steps->pdata[self->current]
             : NULL;
}

static void
say (IbarTourEditor *self, const char *text)
{
  ibar_form_say (self->toasts, text);
}

/* Writing ----------------------------------------------------------------------------------------------- */

gboolean
ibar_tour_editor_flush (IbarTourEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarCollection) file = NULL;

  g_return_val_if_fail (IBAR_IS_TOUR_EDITOR (self), FALSE);
  if (self->save_id == 0)
    return TRUE;
  g_clear_handle_id (&self->save_id, g_source_remove);
  file = ibar_tours_open_writable (self->session, &error);
  if (file != NULL && ibar_story_save (self->story, file, &error))
    return TRUE;
  say (self, error->message);
  return FALSE;
}

static gboolean
save_cb (gpointer data)
{
  ibar_tour_editor_flush (data);
  return G_SOURCE_REMOVE;
}

static void
queue_save (IbarTourEditor *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (SAVE_AFTER, save_cb, self);
}

static void
enable (IbarTourEditor *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)),
                               enabled);
}

static void
update_actions (IbarTourEditor *self)
{
  const IbarStoryStep *step = get_step (self);

  enable (self, "up", step != NULL && self->current > 0);
  enable (self, "down", step != NULL && (guint) self->current + 1 < self->story->steps->len);
  enable (self, "delete", step != NULL);
  enable (self, "take-view", step != NULL);
  enable (self, "choose-picture", step != NULL);
  enable (self, "remove-picture", step != NULL && (step->picture != NULL || step->picture_problem != NULL));
  enable (self, "undo", self->undo->len > 0);
}

/* Before a change that a step's own fields cannot take back. */
static void
remember (IbarTourEditor *self)
{
  g_ptr_array_add (self->undo, ibar_story_copy (self->story));
  queue_save (self);
}

/* Showing ----------------------------------------------------------------------------------------------- */

static void
describe_view (IbarTourEditor *self, const IbarStoryStep *step)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const IbarVocabulary *words = ibar_session_get_vocabulary (self->session);
  g_autoptr (IbarFilter) filter = words != NULL ? ibar_story_step_dup_filter (step, words, &error) : NULL;

  if (step->has_view)
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
  g_string_append_printf (text, _ ("\nNames: %s"), step->names != NULL ? step->names : _ ("as the step before"));
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

static void
show_step (IbarTourEditor *self)
{
  const IbarStoryStep *step = get_step (self);

  gtk_widget_set_visible (self->fields, step != NULL);
  update_actions (self);
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
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  return row;
}

/* The rows as the steps are now, and the one that is edited. */
static void
show_steps (IbarTourEditor *self, int current)
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
  show_step (self);
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, IbarTourEditor *self)
{
  if (self->loading || row == NULL)
    return;
  self->current = gtk_list_box_row_get_index (row);
  show_step (self);
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

static void
tour_changed_cb (IbarTourEditor *self)
{
  if (self->loading)
    return;
  replace (&self->story->title, gtk_editable_get_text (GTK_EDITABLE (self->title)), FALSE);
  replace (&self->story->description, gtk_editable_get_text (GTK_EDITABLE (self->description)), TRUE);
  queue_save (self);
}

static void
step_changed_cb (IbarTourEditor *self)
{
  IbarStoryStep *step = get_step (self);

  if (self->loading || step == NULL)
    return;
  replace (&step->title, gtk_editable_get_text (GTK_EDITABLE (self->heading)), FALSE);
  replace (&step->picture_credit, gtk_editable_get_text (GTK_EDITABLE (self->credit)), TRUE);
  replace_from_buffer (&step->body, self->body, FALSE);
  replace_from_buffer (&step->notes, self->notes, TRUE);
  set_row_text (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), self->current), (guint) self->current,
                step->title);
  check_markup (self, step);
  queue_save (self);
}

/* Actions ----------------------------------------------------------------------------------------------- */

/* What the window shows now. Dates stand apart from the rest of the filter. */
static void
take_view (IbarTourEditor *self, IbarStoryStep *step)
{
  const IbarView *view = ibar_session_get_view (self->session);
  g_autoptr (IbarFilter) filter = ibar_filter_copy (ibar_session_get_filter (self->session));
  IbarSelectionKind kind;
  const char *id;

  step->has_view = ibar_point_is_placed (view->center);
  step->center = view->center;
  step->zoom = view->zoom;
  step->rotation = view->rotation;
  step->from = filter->from;
  step->to = filter->to;
  ibar_filter_set_dates (filter, IBAR_DAY_NONE, IBAR_DAY_NONE);
  g_free (step->filter);
  step->filter = ibar_filter_to_text (filter);
  g_free (step->names);
  step->names = ibar_name_setting_to_string (ibar_session_get_names (self->session));
  kind = ibar_session_get_selection (self->session, &id);
  g_free (step->selection);
  step->selection = kind == IBAR_SELECTION_EVENT   ? g_strconcat ("event:", id, NULL)
                    : kind == IBAR_SELECTION_PLACE ? g_strconcat ("place:", id, NULL)
                                                   : NULL;
}

static void
add_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;
  IbarStoryStep *step = ibar_story_step_new (_ ("New step"));

  remember (self);
  take_view (self, step);
  g_ptr_array_insert (self->story->steps, self->current + 1, step);
  show_steps (self, self->current + 1);
  gtk_widget_grab_focus (self->heading);
}

static void
take_view_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;

  remember (self);
  take_view (self, get_step (self));
  show_step (self);
}

static void
move (IbarTourEditor *self, int by)
{
  remember (self);
  ibar_story_move_step (self->story, (guint) self->current, (guint) (self->current + by));
  show_steps (self, self->current + by);
}

static void
up_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, -1);
}

static void
down_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, +1);
}

static void
delete_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;
  g_autofree char *text = g_strdup_printf (_ ("Step “%s” deleted"), get_step (self)->title);
  AdwToast *toast = adw_toast_new (text);

  remember (self);
  g_ptr_array_remove_index (self->story->steps, (guint) self->current);
  show_steps (self, self->current);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "editor.undo");
  ibar_form_show_toast (self->toasts, toast);
}

/* A step whose row went with a deletion that was written gets a new one. */
static void
undo_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;
  IbarStory *before = g_ptr_array_steal_index (self->undo, self->undo->len - 1);

  before->fid = self->story->fid;
  ibar_story_free (self->story);
  self->story = before;
  show_steps (self, self->current);
  queue_save (self);
}

void
ibar_tour_editor_set_picture (IbarTourEditor *self, const char *path)
{
  IbarStoryStep *step = get_step (self);
  g_autoptr (GError) error = NULL;
  const char *type;
  GBytes *picture;

  g_return_if_fail (IBAR_IS_TOUR_EDITOR (self) && step != NULL);
  picture = ibar_story_picture_load (path, &type, &error);
  if (picture == NULL)
    {
      say (self, error->message);
      return;
    }
  remember (self);
  g_clear_pointer (&step->picture, g_bytes_unref);
  g_clear_pointer (&step->picture_problem, g_free);
  step->picture = picture;
  replace (&step->picture_type, type, TRUE);
  show_step (self);
}

static void
picture_chosen_cb (GtkNativeDialog *chooser, int response, IbarTourEditor *self)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && get_step (self) != NULL)
    ibar_tour_editor_set_picture (self, path);
  g_object_unref (chooser);
}

static void
choose_picture_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Choose a Picture"), GTK_WINDOW (data), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures (PNG, JPEG)"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (picture_chosen_cb), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
remove_picture_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarTourEditor *self = data;
  IbarStoryStep *step = get_step (self);

  remember (self);
  g_clear_pointer (&step->picture, g_bytes_unref);
  g_clear_pointer (&step->picture_type, g_free);
  g_clear_pointer (&step->picture_problem, g_free);
  g_clear_pointer (&step->picture_credit, g_free);
  show_step (self);
}

static const GActionEntry entries[] = {
  { .name = "add", .activate = add_activated },
  { .name = "take-view", .activate = take_view_activated },
  { .name = "up", .activate = up_activated },
  { .name = "down", .activate = down_activated },
  { .name = "delete", .activate = delete_activated },
  { .name = "undo", .activate = undo_activated },
  { .name = "choose-picture", .activate = choose_picture_activated },
  { .name = "remove-picture", .activate = remove_picture_activated },
};

/* The window -------------------------------------------------------------------------------------------- */

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
add_text (IbarTourEditor *self, GtkWidget *box, const char *name, int height)
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
  gtk_widget_set_size_request (scroller, -1, height);
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
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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

static GtkWidget *
make_fields (IbarTourEditor *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *help = make_caption ("dim-label");

  self->fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->heading = add_entry (self->fields, _ ("_Heading"), G_CALLBACK (step_changed_cb), self);
  self->body = add_text (self, self->fields, _ ("_Text"), 140);
  gtk_label_set_text (GTK_LABEL (help), _ ("*emphasis*  **strong**  - item  [words](event:ID)"));
  self->problem = make_caption ("error");
  gtk_box_append (GTK_BOX (self->fields), help);
  gtk_box_append (GTK_BOX (self->fields), self->problem);
  self->notes = add_text (self, self->fields, _ ("Notes for the One Who _Presents"), 60);
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

static GtkWidget *
make_steps (IbarTourEditor *self)
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

static gboolean
ibar_tour_editor_close_request (GtkWindow *window)
{
  IbarTourEditor *self = IBAR_TOUR_EDITOR (window);

  /* Told once; who closes again gives it up. */
  if (self->save_id != 0 && !ibar_tour_editor_flush (self))
    return TRUE;
  return GTK_WINDOW_CLASS (ibar_tour_editor_parent_class)->close_request (window);
}

static void
ibar_tour_editor_dispose (GObject *object)
{
  IbarTourEditor *self = IBAR_TOUR_EDITOR (object);

  if (self->session != NULL)
    ibar_tour_editor_flush (self);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->story, ibar_story_free);
  self->current = -1;
  self->loading = TRUE;
  G_OBJECT_CLASS (ibar_tour_editor_parent_class)->dispose (object);
}

static void
ibar_tour_editor_class_init (IbarTourEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_tour_editor_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ibar_tour_editor_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "editor.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_CONTROL_MASK, "editor.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_CONTROL_MASK, "editor.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_CONTROL_MASK, "editor.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
ibar_tour_editor_init (IbarTourEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_story_free);
  self->current = -1;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "editor", G_ACTION_GROUP (self->actions));
  gtk_box_append (GTK_BOX (panes), make_steps (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_fields (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (panes), scroller);
  gtk_widget_add_css_class (panes, "page");
  gtk_widget_set_vexpand (panes, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), panes);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  gtk_window_set_title (GTK_WINDOW (self), _ ("Change a Tour"));
  gtk_window_set_default_size (GTK_WINDOW (self), 860, 680);
}

/**
 * ibar_tour_editor_new:
 * @parent: the window in which one looks around
 * @session: its session
 * @id: a tour of its collection
 * @error: return location
 *
 * Returns: (transfer floating) (nullable): the editor, or NULL with @error set if the tour is not there or may only
 * be read
 */
GtkWidget *
ibar_tour_editor_new (GtkWindow *parent, IbarSession *session, const char *id, GError **error)
{
  g_autoptr (IbarCollection) file = ibar_tours_open_writable (session, error);
  g_autoptr (IbarStory) story = file != NULL ? ibar_story_load (file, id, error) : NULL;
  IbarTourEditor *self;

  if (story == NULL)
    return NULL;
  self = g_object_new (IBAR_TYPE_TOUR_EDITOR, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->session = g_object_ref (session);
  self->story = g_steal_pointer (&story);
  self->loading = TRUE;
  set_entry (self->title, self->story->title);
  set_entry (self->description, self->story->description);
  self->loading = FALSE;
  show_steps (self, 0);
  return GTK_WIDGET (self);
}

const IbarStory *
ibar_tour_editor_get_story (IbarTourEditor *self)
{
  g_return_val_if_fail (IBAR_IS_TOUR_EDITOR (self), NULL);
  return self->story;
}
