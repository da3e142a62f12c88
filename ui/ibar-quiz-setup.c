/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page that a quiz begins with.
 *
 * What can be chosen follows from what there is: the sets come from the region, the tours from the
 * collection, and a kind of question that a set cannot be asked is not offered. How many things can
 * be asked about, and how many were set aside, is said before the quiz starts. */

#define G_LOG_DOMAIN "ibar-quiz-setup"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-columns.h"
#include "ibar-lesson.h"
#include "ibar-parts.h"
#include "ibar-quiz-setup.h"
#include "ibar-sqlite.h"

#define PLACES (((1u << IBAR_N_QUIZ_SETS) - 1) & ~(1u << IBAR_QUIZ_EVENTS))

/* A line of the choice "Ask about". */
typedef struct
{
  char *title;
  guint sets;
  char *story;              /* (nullable) */
  IbarQuizSettings *preset; /* (owned) (nullable) of a lesson: everything else that is chosen */
} Topic;

struct _IbarQuizSetup
{
  AdwBin parent_instance;

  IbarSession *session; /* (owned) */
  IbarQuizPool *pool;   /* (owned) (nullable) */
  int pool_topic;       /* what it was made for */
  GArray *topics;       /* of Topic */

  GtkWidget *page; /* box */
  GtkWidget *topic, *size, *home;
  GtkWidget *kinds; /* expander row */
  GtkWidget *kind_rows[IBAR_N_QUIZ_KINDS];
  GtkWidget *kind_switches[IBAR_N_QUIZ_KINDS];
  GtkWidget *number, *names, *seed;
  GtkWidget *in_words, *boundaries, *seconds;
  GtkWidget *info, *error, *start;
};

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

/* ---- What there is ------------------------------------------------------------------------- */

static void
topic_clear (Topic *topic)
{
  g_free (topic->title);
  g_free (topic->story);
  g_free (topic->preset);
}

static void
add_topic (IbarQuizSetup *self, char *title, guint sets, const char *story)
{
  Topic topic = { title, sets, g_strdup (story), NULL };

  g_array_append_val (self->topics, topic);
}

static void
add_stories (IbarQuizSetup *self, IbarCollection *collection)
{
  const char *path = ibar_collection_get_path (collection);
  g_autoptr (sqlite3_stmt) stmt
      = ibar_sqlite_prepare (ibar_collection_get_db (collection), path,
                             "SELECT id, title FROM story ORDER BY position, fid", NULL);
  gboolean row;

  while (stmt != NULL && ibar_sqlite_step (stmt, path, &row, NULL) && row)
    {
      g_autofree char *id = ibar_sqlite_dup_text (stmt, 0);
      g_autofree char *title = ibar_sqlite_dup_text (stmt, 1);

      add_topic (self, g_strdup_printf (_ ("Events of the tour “%s”"), title),
                 1u << IBAR_QUIZ_EVENTS, id);
    }
}

/* The quizzes that a teacher put into the file. */
static void
add_lesson (IbarQuizSetup *self, IbarCollection *collection)
{
  g_auto (GStrv) lines = ibar_lesson_dup_settings (collection, "quiz");

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      IbarQuizSettings preset = { .sets = PLACES,
                                  .kinds = (1u << IBAR_N_QUIZ_KINDS) - 1,
                                  .n_questions = 10,
                                  .seed = 1,
                                  .names = *ibar_session_get_names (self->session) };
      g_autoptr (GError) error = NULL;

      if (ibar_quiz_settings_from_string (lines[i], &preset, &error))
        {
          Topic topic = { g_strdup_printf (_ ("Quiz %u of this lesson"), i + 1), preset.sets, NULL,
                          g_memdup2 (&preset, sizeof preset) };

          g_array_append_val (self->topics, topic);
        }
      else
        g_message ("%s", error->message);
    }
}

static void
find_topics (IbarQuizSetup *self)
{
  IbarCollection *collection = ibar_session_get_collection (self->session);

  if (collection != NULL)
    add_lesson (self, collection);
  for (guint set = 0; set < IBAR_QUIZ_EVENTS; set++)
    add_topic (self, g_strdup (ibar_quiz_set_get_title ((IbarQuizSet) set)), 1u << set, NULL);
  add_topic (self, g_strdup (_ ("Places of every kind")), PLACES, NULL);
  if (collection == NULL)
    return;
  add_topic (self, g_strdup (_ ("Events of the present filter")), 1u << IBAR_QUIZ_EVENTS, NULL);
  add_stories (self, collection);
}

static GArray *
list_passing (IbarQuizSetup *self)
{
  IbarResult *result = ibar_session_get_result (self->session);
  GArray *fids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = result != NULL ? ibar_result_get_n_passing (result) : 0;
  guint taken = MIN (n, IBAR_QUIZ_MOST_EVENTS);

  for (guint i = 0; i < taken; i++)
    {
      guint32 row
          = ibar_result_get_row (result, IBAR_SORT_DATE, FALSE, (guint) ((guint64) i * n / taken));
      IbarRow values;

      ibar_columns_get_row (ibar_result_get_columns (result), row, &values);
      g_array_append_val (fids, values.fid);
    }
  return fids;
}

static IbarQuizPool *
make_pool (IbarQuizSetup *self, const Topic *topic, GError **error)
{
  IbarRegion *region = ibar_session_get_region (self->session);
  IbarCollection *collection = ibar_session_get_collection (self->session);
  g_autoptr (GArray) events = NULL;
  g_autofree char *gone = NULL;
  guint n_gone = 0;

  if (collection == NULL || (topic->sets & 1u << IBAR_QUIZ_EVENTS) == 0)
    return ibar_quiz_pool_new (region, NULL, NULL, 0, error);
  events = topic->story != NULL
               ? ibar_quiz_events_of_story (collection, topic->story, &n_gone, error)
               : list_passing (self);
  if (events == NULL)
    return NULL;
  if (n_gone > 0)
    {
      gone = g_strdup_printf (ngettext ("%u event of this tour is no longer in the collection.",
                                        "%u events of this tour are no longer in the collection.",
                                        n_gone),
                              n_gone);
      ibar_quiz_setup_show_error (self, gone);
    }
  return ibar_quiz_pool_new (region, collection, (const gint64 *) (gpointer) events->data,
                             events->len, error);
}

/* ---- What is chosen ------------------------------------------------------------------------ */

static const Topic *
get_topic (IbarQuizSetup *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->topic));

  return &g_array_index (self->topics, Topic, chosen < self->topics->len ? chosen : 0);
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

static void
update_info (IbarQuizSetup *self)
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

static void
show_preset (IbarQuizSetup *self, const IbarQuizSettings *preset)
{
  g_autofree char *names = ibar_name_setting_to_string (&preset->names);
  guint size = 0;

  while (size + 1 < G_N_ELEMENTS (sizes) && (preset->largest == 0 || sizes[size] < preset->largest))
    size++;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->size), size);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->number), preset->n_questions);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed), (double) preset->seed);
  gtk_switch_set_active (GTK_SWITCH (self->home), preset->home);
  for (guint i = 0; i < G_N_ELEMENTS (name_settings); i++)
    if (g_str_equal (name_settings[i], names))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->names), i);
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    gtk_switch_set_active (GTK_SWITCH (self->kind_switches[kind]),
                           (preset->kinds & 1u << kind) != 0);
}

static void
topic_changed_cb (IbarQuizSetup *self)
{
  const Topic *topic = get_topic (self);
  g_autoptr (GError) error = NULL;
  guint kinds;

  gtk_widget_set_visible (self->error, FALSE);
  g_clear_pointer (&self->pool, ibar_quiz_pool_unref);
  self->pool = make_pool (self, topic, &error);
  if (self->pool == NULL)
    ibar_quiz_setup_show_error (self, error->message);
  kinds = find_kinds (self->pool, topic->sets);
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    gtk_widget_set_visible (self->kind_rows[kind], (kinds & 1u << kind) != 0);
  if (topic->preset != NULL)
    show_preset (self, topic->preset);
  gtk_widget_set_visible (self->size, (topic->sets & 1u << IBAR_QUIZ_SETTLEMENTS) != 0);
  update_info (self);
}

/* ---- Rows ---------------------------------------------------------------------------------- */

static GtkWidget *
make_combo (IbarQuizSetup *self, const char *title, const char *const *choices, GCallback changed)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (choices);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  if (changed != NULL)
    g_signal_connect_swapped (row, "notify::selected", changed, self);
  return row;
}

static GtkWidget *
make_switch (IbarQuizSetup *self,
             const char *title,
             const char *subtitle,
             gboolean on,
             GtkWidget **control)
{
  GtkWidget *row = adw_action_row_new ();

  *control = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (*control), on);
  gtk_widget_set_valign (*control, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *control);
  g_signal_connect_swapped (*control, "notify::active", G_CALLBACK (update_info), self);
  return row;
}

static GtkWidget *
make_spin (const char *title, const char *subtitle, double most, GtkWidget **control)
{
  GtkWidget *row = adw_action_row_new ();

  *control = gtk_spin_button_new_with_range (0, most, 1);
  gtk_widget_set_valign (*control, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *control);
  return row;
}

static GtkWidget *
make_topic_row (IbarQuizSetup *self)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 0; i < self->topics->len; i++)
    g_ptr_array_add (titles, g_array_index (self->topics, Topic, i).title);
  g_ptr_array_add (titles, NULL);
  return make_combo (self, _ ("Ask about"), (const char *const *) titles->pdata,
                     G_CALLBACK (topic_changed_cb));
}

static void
add_what (IbarQuizSetup *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *const choices[]
      = { _ ("The 20 largest"), _ ("The 50 largest"), _ ("The 150 largest"), _ ("All"), NULL };
  /* Typed names need a keyboard and spelling; they are one switch away. */
  const guint on = ((1u << IBAR_N_QUIZ_KINDS) - 1) & ~(1u << IBAR_QUIZ_TYPE);

  self->topic = make_topic_row (self);
  self->size = make_combo (self, _ ("Settlements"), choices, G_CALLBACK (update_info));
  self->kinds = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kinds), _ ("Questions"));
  for (guint kind = 0; kind < IBAR_N_QUIZ_KINDS; kind++)
    {
      self->kind_rows[kind] = make_switch (self, ibar_quiz_kind_get_title ((IbarQuizKind) kind),
                                           NULL, (on >> kind) & 1, &self->kind_switches[kind]);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->kinds), self->kind_rows[kind]);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->topic);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->size);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_switch (self, _ ("Only the areas this map is about"), NULL, FALSE,
                                          &self->home));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->kinds);
  gtk_box_append (GTK_BOX (self->page), group);
}

static GtkWidget *
make_names_row (IbarQuizSetup *self)
{
  const char *const titles[] = { _ ("Albanian / Serbian"),
                                 _ ("Serbian / Albanian"),
                                 _ ("Albanian / Serbian Cyrillic"),
                                 _ ("Serbian Cyrillic / Albanian"),
                                 _ ("Albanian"),
                                 _ ("Serbian"),
                                 _ ("Serbian Cyrillic"),
                                 _ ("English"),
                                 NULL };
  g_autofree char *present = ibar_name_setting_to_string (ibar_session_get_names (self->session));
  GtkWidget *row = make_combo (self, _ ("Names"), titles, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (name_settings); i++)
    if (g_str_equal (name_settings[i], present))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  return row;
}

static void
add_how (IbarQuizSetup *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *const times[]
      = { _ ("No limit"), _ ("15 seconds"), _ ("30 seconds"), _ ("60 seconds"), NULL };
  GtkWidget *number = make_spin (_ ("Number of questions"), NULL, 1000, &self->number);
  GtkWidget *seed
      = make_spin (_ ("Seed"), _ ("The same number gives the same quiz"), G_MAXINT32, &self->seed);

  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->number), 1, 1000);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->number), 10);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->seed), 6);
  self->names = make_names_row (self);
  self->seconds = make_combo (self, _ ("Time for a question"), times, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), number);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->names);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->seconds);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_switch (self, _ ("Play in words"),
                                          _ ("Positions are told, and places offered as a list"),
                                          FALSE, &self->in_words));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_switch (self, _ ("Boundaries on the map"), NULL, TRUE,
                                          &self->boundaries));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), seed);
  gtk_box_append (GTK_BOX (self->page), group);
  ibar_quiz_setup_reseed (self);
}

static void
start_cb (IbarQuizSetup *self)
{
  gtk_widget_set_visible (self->error, FALSE);
  g_signal_emit (self, signals[SIGNAL_STARTED], 0);
}

static void
add_start (IbarQuizSetup *self)
{
  self->info = gtk_label_new (NULL);
  self->error = gtk_label_new (NULL);
  self->start = ibar_part_button (_ ("_Start"));
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = i == 0 ? self->info : self->error;

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
    }
  gtk_widget_add_css_class (self->error, "error");
  gtk_widget_add_css_class (self->info, "dim-label");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_widget_add_css_class (self->start, "suggested-action");
  gtk_widget_add_css_class (self->start, "pill");
  gtk_widget_set_halign (self->start, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->start, "clicked", G_CALLBACK (start_cb), self);
  gtk_box_append (GTK_BOX (self->page), self->info);
  gtk_box_append (GTK_BOX (self->page), self->error);
  gtk_box_append (GTK_BOX (self->page), self->start);
}

static void
ibar_quiz_setup_finalize (GObject *object)
{
  IbarQuizSetup *self = IBAR_QUIZ_SETUP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->pool, ibar_quiz_pool_unref);
  g_array_unref (self->topics);
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
  self->topics = g_array_new (FALSE, TRUE, sizeof (Topic));
  g_array_set_clear_func (self->topics, (GDestroyNotify) topic_clear);
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
  find_topics (self);
  add_what (self);
  add_how (self);
  add_start (self);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->page);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
  topic_changed_cb (self);
  return GTK_WIDGET (self);
}

IbarQuizPool *
ibar_quiz_setup_get_pool (IbarQuizSetup *self)
{
  return self->pool;
}

IbarQuizPool *
ibar_quiz_setup_make_full_pool (IbarQuizSetup *self, GError **error)
{
  IbarRegion *region = ibar_session_get_region (self->session);
  IbarCollection *collection = ibar_session_get_collection (self->session);
  IbarColumns *columns = ibar_session_get_columns (self->session);
  guint n = columns != NULL ? ibar_columns_get_n_rows (columns) : 0;
  g_autofree gint64 *fids = g_new (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    {
      IbarRow row;

      ibar_columns_get_row (columns, i, &row);
      fids[i] = row.fid;
    }
  return ibar_quiz_pool_new (region, collection, fids, n, error);
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
}

void
ibar_quiz_setup_show_error (IbarQuizSetup *self, const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->error), message);
  gtk_widget_set_visible (self->error, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->start), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message, -1);
}

void
ibar_quiz_setup_set_task (IbarQuizSetup *self, const IbarLessonTask *task)
{
  g_autofree char *names = ibar_name_setting_to_string (&task->names);

  for (guint i = 0; i < self->topics->len; i++)
    if (g_array_index (self->topics, Topic, i).sets == task->sets)
      {
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->topic), i);
        break;
      }
  for (guint i = 0; i < G_N_ELEMENTS (name_settings); i++)
    if (g_str_equal (name_settings[i], names))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->names), i);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->number), task->n_questions);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seed), (double) task->seed);
}

/* Four digits: a teacher writes it on the board. */
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
