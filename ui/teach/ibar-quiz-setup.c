/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page that a quiz begins with.
 *
 * What can be chosen follows from what there is: the sets come from the region, the tours from the
 * collection, and a kind of question that a set cannot be asked is not offered. How many things can
 * be asked about, and how many were set aside, is said before the quiz starts. */

#define G_LOG_DOMAIN "ibar-quiz-setup"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-quiz-setup-private.h"
#include "ibar-quiz-topics.h"

enum
{
  SIGNAL_STARTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarQuizSetup, ibar_quiz_setup, ADW_TYPE_BIN)

/* How many settlements; the last is all of them. */
static const guint sizes[] = { 20, 50, 150, 0 };
static const guint limits[] = { 0, 15, 30, 60 }; /* [s] */
static const char *const name_settings[]
    = { "sq+sr-Latn", "sr-Latn+sq", "sq+sr-Cyrl", "sr-Cyrl+sq", "sq", "sr-Latn", "sr-Cyrl", "en" };

/* ---- What is chosen ------------------------------------------------------------------------ */

static const IbarQuizTopic *
get_topic (IbarQuizSetup *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->topic));

  return &g_array_index (self->topics, IbarQuizTopic, chosen < self->topics->len ? chosen : 0);
}

/* What can be asked of any candidate of these sets. */
static guint
find_kinds (IbarQuizPool *pool, guint sets)
{
  guint kinds = 0;

  for (guint i = 0; pool != NULL && i < ibar_quiz_pool_get_n (pool); i++)
    if ((sets & 1u << ibar_quiz_pool_get (pool, i)->set) != 0)
      kinds |= ibar_quiz_pool_get (pool, i)->kinds;
  return kinds;
}

static guint
get_kinds (IbarQuizSetup *self)
{
  guint kinds = 0;

  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    if (gtk_widget_get_visible (self->kind_rows[kind])
        && gtk_switch_get_active (GTK_SWITCH (self->kind_switches[kind])))
      kinds |= 1u << kind;
  return kinds;
}

/* Says how much can be asked about, and whether that is enough to start. */
void
ibar_quiz_setup_update_info (IbarQuizSetup *self)
{
  g_autofree char *text = NULL;
  g_autofree char *kinds = NULL;
  IbarQuizSettings settings;
  guint n = 0, n_kinds = 0;

  ibar_quiz_setup_get_settings (self, &settings);
  if (self->pool != NULL)
    n = ibar_quiz_pool_count (self->pool, &settings);
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    n_kinds += (settings.kinds >> kind) & 1;
  if (n < IBAR_QUIZ_LEAST_CANDIDATES)
    text = g_strdup_printf (
        ngettext ("%u can be asked about: too few for a quiz, which needs four. What is "
                  "unverified or uncertain never becomes a question.",
                  "%u can be asked about: too few for a quiz, which needs four. What is "
                  "unverified or uncertain never becomes a question.",
                  n),
        n);
  else
    text = g_strdup_printf (ngettext ("%u can be asked about.", "%u can be asked about.", n), n);
  kinds = g_strdup_printf (ngettext ("%u kind", "%u kinds", n_kinds), n_kinds);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->kinds), kinds);
  gtk_label_set_label (GTK_LABEL (self->info), text);
  gtk_widget_set_sensitive (self->start, n >= IBAR_QUIZ_LEAST_CANDIDATES);
}

/* The choice that comes nearest to a number of settlements. */
static guint
find_size (guint largest)
{
  guint size = 0;

  while (size + 1 < G_N_ELEMENTS (sizes) && (largest == 0 || sizes[size] < largest))
    size++;
  return size;
}

guint
ibar_quiz_setup_find_names (const IbarNameSetting *names)
{
  g_autofree char *text = ibar_name_setting_to_string (names);

  for (guint i = 0; i < G_N_ELEMENTS (name_settings); i++)
    if (g_str_equal (name_settings[i], text))
      return i;
  return 0;
}

static double
fit_seed (guint64 seed)
{
  return (double) MIN (seed, (guint64) G_MAXINT32);
}

static void
show_preset (IbarQuizSetup *self, const IbarQuizSettings *preset)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->size), find_size (preset->largest));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->names), ibar_quiz_setup_find_names (&preset->names));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->number), preset->n_questions);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed), fit_seed (preset->seed));
  gtk_switch_set_active (GTK_SWITCH (self->home), preset->home);
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    gtk_switch_set_active (GTK_SWITCH (self->kind_switches[kind]),
                           (preset->kinds & 1u << kind) != 0);
}

/* A lesson may say what no choice here says exactly; what was not touched is as it says, or its seed would give
 * another quiz than the teacher's. */
static void
keep_preset (IbarQuizSetup *self, const IbarQuizSettings *preset, IbarQuizSettings *settings)
{
  if (adw_combo_row_get_selected (ADW_COMBO_ROW (self->size)) == find_size (preset->largest))
    settings->largest = preset->largest;
  if (adw_combo_row_get_selected (ADW_COMBO_ROW (self->names)) == ibar_quiz_setup_find_names (&preset->names))
    settings->names = preset->names;
  if (gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->seed)) == fit_seed (preset->seed))
    settings->seed = preset->seed;
}

void
ibar_quiz_setup_topic_changed_cb (IbarQuizSetup *self)
{
  const IbarQuizTopic *topic = get_topic (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  guint kinds;

  gtk_widget_set_visible (self->error, FALSE);
  g_clear_pointer (&self->pool, ibar_quiz_pool_unref);
  self->pool = ibar_quiz_topic_make_pool (topic, self->session, &note, &error);
  if (self->pool == NULL || note != NULL)
    ibar_quiz_setup_show_error (self, note != NULL ? note : error->message);
  kinds = find_kinds (self->pool, topic->sets);
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    gtk_widget_set_visible (self->kind_rows[kind], (kinds & 1u << kind) != 0);
  if (topic->preset != NULL)
    show_preset (self, topic->preset);
  gtk_widget_set_visible (self->size, (topic->sets & 1u << IBAR_QUIZ_SETTLEMENTS) != 0);
  ibar_quiz_setup_update_info (self);
}

void
ibar_quiz_setup_start_cb (IbarQuizSetup *self)
{
  gtk_widget_set_visible (self->error, FALSE);
  g_signal_emit (self, signals[SIGNAL_STARTED], 0);
}

static void
ibar_quiz_setup_finalize (GObject *object)
{
  IbarQuizSetup *self = IBAR_QUIZ_SETUP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->pool, ibar_quiz_pool_unref);
  g_clear_pointer (&self->topics, g_array_unref);
  G_OBJECT_CLASS (ibar_quiz_setup_parent_class)->finalize (object);
}

static void
ibar_quiz_setup_class_init (IbarQuizSetupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_quiz_setup_finalize;
  signals[SIGNAL_STARTED] = g_signal_new ("started", IBAR_TYPE_QUIZ_SETUP, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ibar_quiz_setup_init (IbarQuizSetup *self)
{
}

/**
 * ibar_quiz_setup_new:
 * @session: where region, collection, filter and names come from; its region must be loaded
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
ibar_quiz_setup_new (IbarSession *session)
{
  IbarQuizSetup *self = g_object_new (IBAR_TYPE_QUIZ_SETUP, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->session = g_object_ref (session);
  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (self->page, "page");
  self->topics = ibar_quiz_topics_new (session);
  ibar_quiz_setup_add_rows (self);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->page);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
  ibar_quiz_setup_topic_changed_cb (self);
  return GTK_WIDGET (self);
}

IbarQuizPool *
ibar_quiz_setup_get_pool (IbarQuizSetup *self)
{
  return self->pool;
}

void
ibar_quiz_setup_get_settings (IbarQuizSetup *self, IbarQuizSettings *settings)
{
  guint names = adw_combo_row_get_selected (ADW_COMBO_ROW (self->names));
  guint size = adw_combo_row_get_selected (ADW_COMBO_ROW (self->size));

  *settings = (IbarQuizSettings){
    .sets = get_topic (self)->sets,
    .kinds = get_kinds (self),
    .n_questions = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->number)),
    .seed = (guint64) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->seed)),
    .names = IBAR_NAME_SETTING_DEFAULT,
    .largest = sizes[MIN (size, G_N_ELEMENTS (sizes) - 1)],
    .home = gtk_switch_get_active (GTK_SWITCH (self->home)),
  };
  ibar_name_setting_from_string (name_settings[MIN (names, G_N_ELEMENTS (name_settings) - 1)],
                                 &settings->names);
  if (get_topic (self)->preset != NULL)
    keep_preset (self, get_topic (self)->preset, settings);
}

void
ibar_quiz_setup_show_error (IbarQuizSetup *self, const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->error), message);
  gtk_widget_set_visible (self->error, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->start), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message, -1);
}

/* The lesson's own line, of which there may be several about the same set. */
static gboolean
choose_preset (IbarQuizSetup *self, const IbarLessonTask *task)
{
  g_autofree char *wanted = ibar_lesson_task_format (task);

  for (guint i = 0; i < self->topics->len; i++)
    {
      const IbarQuizTopic *topic = &g_array_index (self->topics, IbarQuizTopic, i);
      g_autofree char *line = topic->preset != NULL ? ibar_lesson_task_format (topic->preset) : NULL;

      if (g_strcmp0 (line, wanted) != 0)
        continue;
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->topic), i);
      return TRUE;
    }
  return FALSE;
}

void
ibar_quiz_setup_set_task (IbarQuizSetup *self, const IbarLessonTask *task)
{
  if (choose_preset (self, task))
    return;
  for (guint i = 0; i < self->topics->len; i++)
    if (g_array_index (self->topics, IbarQuizTopic, i).preset == NULL
        && g_array_index (self->topics, IbarQuizTopic, i).sets == task->sets)
      {
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->topic), i);
        break;
      }
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->names), ibar_quiz_setup_find_names (&task->names));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->number), task->n_questions);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed), (double) task->seed);
}

/**
 * ibar_quiz_setup_reseed:
 * @self: a page
 *
 * A new seed of four digits: a teacher writes it on the board.
 */
void
ibar_quiz_setup_reseed (IbarQuizSetup *self)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed),
                             1000 + (double) ((g_get_real_time () / 1000) % 9000));
}

gboolean
ibar_quiz_setup_get_boundaries (IbarQuizSetup *self)
{
  return gtk_switch_get_active (GTK_SWITCH (self->boundaries));
}

gboolean
ibar_quiz_setup_get_in_words (IbarQuizSetup *self)
{
  return gtk_switch_get_active (GTK_SWITCH (self->in_words));
}

guint
ibar_quiz_setup_get_seconds (IbarQuizSetup *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->seconds));

  return limits[MIN (chosen, G_N_ELEMENTS (limits) - 1)];
}

void
ibar_quiz_setup_add_below (IbarQuizSetup *self, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (self->page), widget);
}
