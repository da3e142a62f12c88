/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page that a quiz begins with.
 *
 * What can be chosen follows from what there is: the sets come from the region, the tours from the
 * collection, and a kind of question that a set cannot be asked is not offered. How many things can
 * be asked about, and how many were set aside, is said before the quiz starts. */

#define G_LOG_DOMAIN "ibar-quiz-setup"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-parts.h"
#include "ibar-quiz-setup.h"
#include "ibar-quiz-topics.h"

struct _IbarQuizSetup
{
  AdwBin parent_instance;

  IbarSession *session; /* (owned) */
  IbarQuizPool *pool;   /* (owned) (nullable) */
  int pool_topic;       /* what it was made for */
  GArray *topics;       /* of IbarQuizTopic */

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

/* The choice that comes nearest to a number of settlements. */
static guint
find_size (guint largest)
{
  guint size = 0;

  while (size + 1 < G_N_ELEMENTS (sizes) && (largest == 0 || sizes[size] < largest))
    size++;
  return size;
}

/* The choice of these names, or the first. */
static guint
find_names (const IbarNameSetting *names)
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
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->names), find_names (&preset->names));
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
  if (adw_combo_row_get_selected (ADW_COMBO_ROW (self->names)) == find_names (&preset->names))
    settings->names = preset->names;
  if (gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->seed)) == fit_seed (preset->seed))
    settings->seed = preset->seed;
}

static void
topic_changed_cb (IbarQuizSetup *self)
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
  update_info (self);
}

/* ---- Rows ---------------------------------------------------------------------------------- */

/* A choice in full: AdwComboRow's own rows end after twenty letters, where two tours, or two pairs of names, still
 * read alike. The chosen one has a check mark in the list. */
static GtkWidget *
make_choice_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static void
set_up_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, make_choice_label ());
}

static void
set_up_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = make_choice_label ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, box);
}

static void
bind_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
show_check (GtkListItem *item, GParamSpec *pspec, AdwComboRow *row)
{
  GtkWidget *box = gtk_list_item_get_child (item);

  if (box != NULL)
    gtk_widget_set_opacity (gtk_widget_get_last_child (box),
                            adw_combo_row_get_selected_item (row) == gtk_list_item_get_item (item));
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (gtk_list_item_get_item (item)));
  g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (show_check), item, G_CONNECT_SWAPPED);
  show_check (item, NULL, row);
}

static void
unbind_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AdwComboRow *row)
{
  g_signal_handlers_disconnect_by_data (row, item);
}

static void
show_in_full (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) chosen = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) list = gtk_signal_list_item_factory_new ();

  g_signal_connect (chosen, "setup", G_CALLBACK (set_up_chosen_cb), NULL);
  g_signal_connect (chosen, "bind", G_CALLBACK (bind_chosen_cb), NULL);
  g_signal_connect (list, "setup", G_CALLBACK (set_up_choice_cb), NULL);
  g_signal_connect_object (list, "bind", G_CALLBACK (bind_choice_cb), row, 0);
  g_signal_connect_object (list, "unbind", G_CALLBACK (unbind_choice_cb), row, 0);
  adw_combo_row_set_factory (row, chosen);
  adw_combo_row_set_list_factory (row, list);
}

static GtkWidget *
make_combo (IbarQuizSetup *self, const char *title, const char *const *choices, GCallback changed)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (choices);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  show_in_full (ADW_COMBO_ROW (row));
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
    g_ptr_array_add (titles, g_array_index (self->topics, IbarQuizTopic, i).title);
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
  GtkWidget *row = make_combo (self, _ ("Names"), titles, NULL);

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_names (ibar_session_get_names (self->session)));
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
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->names), find_names (&task->names));
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
