/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The quiz's window: four pages, one of which is shown. Beside each other where there is room, the
 * map above the words where there is not. */

#define G_LOG_DOMAIN "ibar-quiz-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-quiz-topics.h"
#include "ibar-quiz-window-private.h"

#define NARROW_BELOW 760 /* [px] */

G_DEFINE_FINAL_TYPE (IbarQuizWindow, ibar_quiz_window, ADW_TYPE_WINDOW)

/**
 * ibar_quiz_window_show_page:
 * @self: a window
 * @page: "setup", "play", "result" or "progress"
 * @title: of the window
 * @subtitle: below it, "" for none
 */
void
ibar_quiz_window_show_page (IbarQuizWindow *self,
                            const char *page,
                            const char *title,
                            const char *subtitle)
{
  gboolean play = g_str_equal (page, "play");
  GAction *save = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "save-results");

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_set_visible (self->words, play);
  gtk_widget_set_visible (self->again, !g_str_equal (page, "setup"));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (save), g_str_equal (page, "result"));
}

static void
update_due (IbarQuizWindow *self)
{
  g_auto (GStrv) due = NULL;
  g_autofree char *label = NULL;
  guint n = 0;

  if (self->progress != NULL)
    {
      due = ibar_quiz_progress_dup_due (self->progress, ibar_day_today ());
      n = g_strv_length (due);
    }
  /* Translators: the number of questions that should be practised again today. */
  label = g_strdup_printf (_ ("_Progress (%u due)"), n);
  ibar_part_button_set_label (self->due, label);
  gtk_widget_set_visible (self->due, self->progress != NULL);
}

/**
 * ibar_quiz_window_show_setup:
 * @self: a window
 *
 * Ends what is played and goes back to the first page.
 */
void
ibar_quiz_window_show_setup (IbarQuizWindow *self)
{
  if (self->quiz != NULL)
    ibar_quiz_setup_reseed (IBAR_QUIZ_SETUP (self->setup));
  ibar_quiz_window_stop (self);
  update_due (self);
  ibar_quiz_window_show_page (self, "setup", _ ("Quiz"), "");
  gtk_widget_child_focus (self->setup, GTK_DIR_TAB_FORWARD);
}

static void
started_cb (IbarQuizSetup *setup, IbarQuizWindow *self)
{
  IbarQuizSettings settings;

  if (ibar_quiz_setup_get_pool (setup) == NULL)
    return;
  ibar_quiz_setup_get_settings (setup, &settings);
  self->in_words = ibar_quiz_setup_get_in_words (setup);
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "in-words",
                                      g_variant_new_boolean (self->in_words));
  ibar_quiz_window_start (self, ibar_quiz_setup_get_pool (setup), &settings);
}

/**
 * ibar_quiz_window_play_due:
 * @self: a window
 *
 * Asks what is due today, whatever set it is of.
 */
void
ibar_quiz_window_play_due (IbarQuizWindow *self)
{
  IbarQuizSetup *setup = IBAR_QUIZ_SETUP (self->setup);
  g_auto (GStrv) due = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarQuizPool) pool = ibar_quiz_make_full_pool (self->session, &error);
  IbarQuizSettings settings;

  if (pool == NULL)
    {
      ibar_part_tell (GTK_WINDOW (self), _ ("The collection cannot be read"), error->message);
      return;
    }
  due = ibar_quiz_progress_dup_due (self->progress, ibar_day_today ());
  ibar_quiz_setup_get_settings (setup, &settings);
  settings.sets = (1u << IBAR_N_QUIZ_SETS) - 1;
  settings.kinds = (1u << IBAR_N_QUIZ_KINDS) - 1;
  settings.home = FALSE;
  settings.largest = 0;
  settings.cards = (const char *const *) due;
  ibar_quiz_window_start (self, pool, &settings);
}

/* ---- Actions ------------------------------------------------------------------------------- */

static void
new_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_quiz_window_show_setup (IBAR_QUIZ_WINDOW (data));
}

static void
save_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ibar_quiz_window_save_results (IBAR_QUIZ_WINDOW (data));
}

static void
progress_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  IbarQuizWindow *self = IBAR_QUIZ_WINDOW (data);

  ibar_quiz_window_stop (self);
  ibar_quiz_window_show_progress (self);
}

/* The question stands as long as it is not answered; what is shown for it changes. */
static void
in_words_changed (GSimpleAction *action, GVariant *state, gpointer data)
{
  IbarQuizWindow *self = IBAR_QUIZ_WINDOW (data);

  g_simple_action_set_state (action, state);
  self->in_words = g_variant_get_boolean (state);
  if (self->quiz != NULL && !self->answered)
    ibar_quiz_panel_show_question (IBAR_QUIZ_PANEL (self->panel), self->quiz, self->index,
                                   self->in_words);
}

static void
add_actions (IbarQuizWindow *self)
{
  const GActionEntry entries[] = {
    { "new", new_activated },
    { "save-results", save_activated },
    { "progress", progress_activated },
    { "in-words", NULL, NULL, "false", in_words_changed },
  };
  const struct
  {
    const char *trigger, *action;
  } keys[] = { { "<Control>n", "quiz.new" },
               { "<Control>s", "quiz.save-results" },
               { "<Control>l", "quiz.in-words" },
               { "<Control>w", "window.close" } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "quiz", G_ACTION_GROUP (self->actions));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                          gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* ---- Parts --------------------------------------------------------------------------------- */

static GtkWidget *
make_header (IbarQuizWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->title = adw_window_title_new (_ ("Quiz"), NULL);
  self->again = ibar_part_button (_ ("_New Quiz"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->again), "quiz.new");
  gtk_widget_set_tooltip_text (self->again, _ ("New Quiz (Ctrl+N)"));
  self->words = gtk_toggle_button_new ();
  ibar_part_button_set_label (self->words, _ ("_In Words"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->words), "quiz.in-words");
  gtk_widget_set_tooltip_text (self->words,
                               _ ("Positions in words, and places as a list (Ctrl+L)"));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->again);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->words);
  return header;
}

/* A page of a box that scrolls, no wider than one reads. */
static GtkWidget *
add_page (IbarQuizWindow *self, const char *name)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_add_css_class (box, "page");
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, name);
  return box;
}

static void
load_progress (IbarQuizWindow *self)
{
  g_autofree char *path = ibar_quiz_progress_get_default_path ();
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;

  self->progress = ibar_quiz_progress_load (path, &aside, &error);
  if (self->progress == NULL)
    ibar_quiz_setup_show_error (IBAR_QUIZ_SETUP (self->setup), error->message);
  else if (aside != NULL)
    ibar_quiz_setup_show_error (IBAR_QUIZ_SETUP (self->setup), aside);
}

static gboolean
layout_cb (gpointer data)
{
  IbarQuizWindow *self = data;

  self->layout_idle = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->play), self->narrow
                                                                   ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (gtk_widget_get_last_child (self->play), self->narrow ? -1 : 380,
                               self->narrow ? 300 : -1);
  return G_SOURCE_REMOVE;
}

static void
ibar_quiz_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IbarQuizWindow *self = IBAR_QUIZ_WINDOW (widget);
  gboolean narrow = width < NARROW_BELOW;

  GTK_WIDGET_CLASS (ibar_quiz_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  /* Widgets must not move during an allocation. */
  if (self->layout_idle == 0)
    self->layout_idle = g_idle_add (layout_cb, self);
}

static void
ibar_quiz_window_dispose (GObject *object)
{
  IbarQuizWindow *self = IBAR_QUIZ_WINDOW (object);

  g_clear_handle_id (&self->layout_idle, g_source_remove);
  ibar_quiz_window_stop (self);
  g_clear_pointer (&self->progress, ibar_quiz_progress_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ibar_quiz_window_parent_class)->dispose (object);
}

static void
ibar_quiz_window_class_init (IbarQuizWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ibar_quiz_window_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = ibar_quiz_window_size_allocate;
}

static void
ibar_quiz_window_init (IbarQuizWindow *self)
{
}

static void
add_pages (IbarQuizWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->setup = ibar_quiz_setup_new (self->session);
  self->due = ibar_part_button ("");
  gtk_widget_set_halign (self->due, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->due), "quiz.progress");
  ibar_quiz_setup_add_below (IBAR_QUIZ_SETUP (self->setup), self->due);
  g_signal_connect (self->setup, "started", G_CALLBACK (started_cb), self);
  gtk_stack_add_named (GTK_STACK (self->stack), self->setup, "setup");
  ibar_quiz_window_init_play (self, box);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "play");
  self->result = add_page (self, "result");
  self->known = add_page (self, "progress");
}

/**
 * ibar_quiz_window_new:
 * @parent: the window it belongs to
 * @session: where region, events, filter and names come from; its region must be loaded
 *
 * Returns: (transfer none): the window, not shown yet
 */
GtkWidget *
ibar_quiz_window_new (GtkWindow *parent, IbarSession *session)
{
  IbarQuizWindow *self = g_object_new (IBAR_TYPE_QUIZ_WINDOW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->session = g_object_ref (session);
  self->stack = gtk_stack_new ();
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  add_actions (self);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_widget_set_vexpand (self->stack, TRUE);
  add_pages (self);
  adw_toast_overlay_set_child (self->toasts, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  load_progress (self);
  gtk_window_set_default_size (GTK_WINDOW (self), 1040, 720);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  ibar_quiz_window_show_setup (self);
  return GTK_WIDGET (self);
}

void
ibar_quiz_window_set_task (IbarQuizWindow *self, const IbarLessonTask *task)
{
  g_return_if_fail (IBAR_IS_QUIZ_WINDOW (self));
  ibar_quiz_setup_set_task (IBAR_QUIZ_SETUP (self->setup), task);
}
