/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The composer's settings: a table of rows, each of which reads and writes one key of the figure as
 * text. What a preset can say and is not here can be set on the command line or in a preset file.
 */

#define G_LOG_DOMAIN "ibar-composer-rows"

#include "config.h"

#include "ibar-composer-rows.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MOST_CHOICES 12

typedef enum
{
  ROW_CHOICE,
  ROW_TEXT,
  ROW_SWITCH,
} RowKind;

typedef struct
{
  const char *group; /* a new group begins where this is not NULL */
  const char *key;
  RowKind kind;
  const char *title;
  const char *values[MOST_CHOICES]; /* of a choice, as the figure has them */
  const char *labels[MOST_CHOICES];
} RowSpec;

static const RowSpec specs[] = {
  { N_ ("Page"),
    "page.size",
    ROW_CHOICE,
    N_ ("Size"),
    { "a5", "a4", "a3", "a2", "letter", "slide-16:9", "slide-4:3", "column-85", "column-175" },
    { "A5", "A4", "A3", "A2", N_ ("Letter"), N_ ("Slide 16:9"), N_ ("Slide 4:3"),
      N_ ("Column, 85 mm"), N_ ("Columns, 175 mm") } },
  { NULL,
    "page.orientation",
    ROW_CHOICE,
    N_ ("Orientation"),
    { "auto", "portrait", "landscape" },
    { N_ ("As the size"), N_ ("Portrait"), N_ ("Landscape") } },
  { NULL, "page.size", ROW_TEXT, N_ ("Or width × height, in mm or px"), { NULL }, { NULL } },
  { NULL, "page.margin", ROW_TEXT, N_ ("Margins"), { NULL }, { NULL } },
  { NULL, "page.dpi", ROW_TEXT, N_ ("Pixels per inch"), { NULL }, { NULL } },
  { N_ ("Text"), "text.title", ROW_TEXT, N_ ("Title"), { NULL }, { NULL } },
  { NULL, "text.subtitle", ROW_TEXT, N_ ("Subtitle"), { NULL }, { NULL } },
  { NULL, "text.note", ROW_TEXT, N_ ("Note"), { NULL }, { NULL } },
  { NULL, "text.author", ROW_TEXT, N_ ("Author"), { NULL }, { NULL } },
  { NULL, "text.text-size", ROW_TEXT, N_ ("Size of the text, in points"), { NULL }, { NULL } },
  { N_ ("Map"), "map.scale", ROW_TEXT, N_ ("Scale"), { NULL }, { NULL } },
  { NULL, "map.extent", ROW_TEXT, N_ ("West, south, east, north"), { NULL }, { NULL } },
  { NULL, "map.place-names", ROW_SWITCH, N_ ("Place names"), { NULL }, { NULL } },
  { NULL, "map.relief", ROW_SWITCH, N_ ("Relief"), { NULL }, { NULL } },
  { NULL, "map.uncertainty", ROW_SWITCH, N_ ("Rings of vague places"), { NULL }, { NULL } },
  { NULL, "map.graticule", ROW_SWITCH, N_ ("Graticule"), { NULL }, { NULL } },
  { NULL, "map.scale-bar", ROW_SWITCH, N_ ("Scale bar"), { NULL }, { NULL } },
  { NULL, "map.north-arrow", ROW_SWITCH, N_ ("North arrow"), { NULL }, { NULL } },
  { NULL, "map.inset", ROW_SWITCH, N_ ("Locator"), { NULL }, { NULL } },
  { N_ ("Parts"), "parts.legend", ROW_SWITCH, N_ ("Legend"), { NULL }, { NULL } },
  { NULL, "parts.timeline", ROW_SWITCH, N_ ("Timeline"), { NULL }, { NULL } },
  { NULL,
    "parts.list",
    ROW_CHOICE,
    N_ ("List of events"),
    { "none", "below", "beside", "pages", "blanks" },
    { N_ ("None"), N_ ("Below the map"), N_ ("Beside the map"), N_ ("On further pages"),
      N_ ("Lines to write on") } },
  { NULL, "parts.list-limit", ROW_TEXT, N_ ("Events in the list at most"), { NULL }, { NULL } },
  { NULL,
    "parts.numbering",
    ROW_CHOICE,
    N_ ("Numbers"),
    { "auto", "date", "place", "none" },
    { N_ ("As fits best"), N_ ("By date"), N_ ("By place"), N_ ("None") } },
  { NULL, "parts.sources", ROW_SWITCH, N_ ("Sources"), { NULL }, { NULL } },
  { NULL, "parts.summaries", ROW_SWITCH, N_ ("Summaries"), { NULL }, { NULL } },
  { NULL, "parts.claims", ROW_SWITCH, N_ ("Casualty claims"), { NULL }, { NULL } },
  { N_ ("Series"),
    "series.layout",
    ROW_CHOICE,
    N_ ("Divide the figure"),
    { "single", "multiples", "atlas", "frames" },
    { N_ ("One map"), N_ ("Small multiples"), N_ ("Atlas, a page each"), N_ ("Animation") } },
  { NULL,
    "series.by",
    ROW_CHOICE,
    N_ ("By"),
    { "day", "week", "month", "year", "actor", "type", "municipality", "event", "view" },
    { N_ ("Day"), N_ ("Week"), N_ ("Month"), N_ ("Year"), N_ ("Actor"), N_ ("Kind of event"),
      N_ ("Municipality"), N_ ("Event"), N_ ("Saved view") } },
  { NULL, "series.cumulative", ROW_SWITCH, N_ ("From the beginning on"), { NULL }, { NULL } },
  { NULL, "series.limit", ROW_TEXT, N_ ("Parts at most"), { NULL }, { NULL } },
  { NULL, "series.seconds", ROW_TEXT, N_ ("Seconds for each frame"), { NULL }, { NULL } },
  { N_ ("Style"),
    "style.palette",
    ROW_CHOICE,
    N_ ("Colours"),
    { "colour", "print", "greyscale", "dark" },
    { N_ ("Screen"), N_ ("Print"), N_ ("Greyscale"), N_ ("Dark") } },
  { NULL, "text.font", ROW_TEXT, N_ ("Font"), { NULL }, { NULL } },
  { NULL,
    "style.preview",
    ROW_CHOICE,
    N_ ("Preview as"),
    { "none", "greyscale", "protanopia", "deuteranopia", "tritanopia" },
    { N_ ("It is"), N_ ("Greyscale"), N_ ("Protanopia"), N_ ("Deuteranopia"), N_ ("Tritanopia") } },
};

struct _IbarComposerRows
{
  GtkWidget *rows[G_N_ELEMENTS (specs)];     /* AdwComboRow, AdwEntryRow, AdwActionRow */
  GtkWidget *switches[G_N_ELEMENTS (specs)]; /* (nullable) GtkSwitch of the row */
  char *values[G_N_ELEMENTS (specs)];        /* (owned) (nullable) what each shows of the figure */
  gboolean updating;
  IbarComposerChangedFunc changed;
  gpointer user_data;
};

static guint
find_row (IbarComposerRows *self, gpointer widget)
{
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      if (self->rows[i] == widget || self->switches[i] == widget)
        return i;
    }
  g_return_val_if_reached (0);
}

/* What is chosen, to who hears the row: it is the name of a label inside of it only. */
static void
describe_choice (IbarComposerRows *self, guint i)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->rows[i]));

  if (selected < MOST_CHOICES && specs[i].labels[selected] != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[i]),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    _ (specs[i].labels[selected]), -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->rows[i]),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
choice_changed_cb (AdwComboRow *row, GParamSpec *pspec, IbarComposerRows *self)
{
  guint i = find_row (self, row);
  guint selected = adw_combo_row_get_selected (row);

  if (self->rows[i] == NULL)
    return; /* it is being built */
  describe_choice (self, i);
  if (!self->updating && selected < MOST_CHOICES && specs[i].values[selected] != NULL)
    self->changed (specs[i].key, specs[i].values[selected], self->user_data);
}

static void
text_applied_cb (AdwEntryRow *row, IbarComposerRows *self)
{
  guint i = find_row (self, row);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  if (!self->updating)
    self->changed (specs[i].key, text[0] != '\0' ? text : "auto", self->user_data);
}

/* Who goes on with the Tab key means what was typed as well as who presses Enter. */
static void
text_left_cb (GtkEventControllerFocus *controller, IbarComposerRows *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  guint i = find_row (self, row);

  if (self->updating || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), self->values[i]) == 0)
    return;
  text_applied_cb (ADW_ENTRY_ROW (row), self);
}

static gboolean
text_key_cb (GtkEventControllerKey *controller,
             guint key,
             guint code,
             GdkModifierType state,
             IbarComposerRows *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  guint i = find_row (self, row);

  if (key != GDK_KEY_Escape || self->values[i] == NULL
      || strcmp (gtk_editable_get_text (GTK_EDITABLE (row)), self->values[i]) == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (GTK_EDITABLE (row), self->values[i]);
  return GDK_EVENT_STOP;
}

static GtkWidget *
create_text (IbarComposerRows *self)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect (row, "apply", G_CALLBACK (text_applied_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (text_left_cb), self);
  gtk_widget_add_controller (row, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (text_key_cb), self);
  gtk_widget_add_controller (row, keys);
  return row;
}

static void
switch_changed_cb (GtkSwitch *widget, GParamSpec *pspec, IbarComposerRows *self)
{
  guint i = find_row (self, widget);

  if (!self->updating)
    self->changed (specs[i].key, gtk_switch_get_active (widget) ? "yes" : "no", self->user_data);
}

static GtkWidget *
create_choice (IbarComposerRows *self, const RowSpec *spec)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < MOST_CHOICES && spec->labels[i] != NULL; i++)
    gtk_string_list_append (labels, _ (spec->labels[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_signal_connect (row, "notify::selected", G_CALLBACK (choice_changed_cb), self);
  return row;
}

static GtkWidget *
create_switch (IbarComposerRows *self, guint i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *widget = gtk_switch_new ();

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (specs[i].title), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  /* The Tab key stops once, at what has the state. */
  gtk_widget_set_focusable (row, FALSE);
  g_signal_connect (widget, "notify::active", G_CALLBACK (switch_changed_cb), self);
  self->switches[i] = widget;
  return row;
}

static GtkWidget *
create_row (IbarComposerRows *self, guint i)
{
  const RowSpec *spec = &specs[i];
  GtkWidget *row;

  if (spec->kind == ROW_CHOICE)
    row = create_choice (self, spec);
  else if (spec->kind == ROW_SWITCH)
    row = create_switch (self, i);
  else
    row = create_text (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (spec->title));
  self->rows[i] = row;
  return row;
}

/**
 * ibar_composer_rows_new:
 * @box: where the groups of rows are appended
 * @changed: called when the user has changed one
 * @user_data: for @changed
 *
 * Returns: (transfer full): the rows; they must be freed after @box is gone
 */
IbarComposerRows *
ibar_composer_rows_new (GtkBox *box, IbarComposerChangedFunc changed, gpointer user_data)
{
  IbarComposerRows *self = g_new0 (IbarComposerRows, 1);
  GtkWidget *group = NULL;

  self->changed = changed;
  self->user_data = user_data;
  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      if (specs[i].group != NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (specs[i].group));
          gtk_box_append (box, group);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (self, i));
    }
  self->updating = FALSE;
  return self;
}

/**
 * ibar_composer_rows_free:
 * @self: (transfer full) (nullable): the rows
 */
void
ibar_composer_rows_free (IbarComposerRows *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    g_free (self->values[i]);
  g_free (self);
}

static void
update_row (IbarComposerRows *self, guint i, const char *value)
{
  if (specs[i].kind == ROW_SWITCH)
    gtk_switch_set_active (GTK_SWITCH (self->switches[i]), strcmp (value, "yes") == 0);
  else if (specs[i].kind == ROW_TEXT)
    {
      g_free (self->values[i]);
      self->values[i] = g_strdup (strcmp (value, "auto") == 0 ? "" : value);
      gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), self->values[i]);
      /* Nothing is left to be applied. */
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->rows[i]), FALSE);
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->rows[i]), TRUE);
    }
  else
    {
      guint selected = GTK_INVALID_LIST_POSITION; /* a size of its own */

      for (guint v = 0; v < MOST_CHOICES && specs[i].values[v] != NULL; v++)
        {
          if (strcmp (specs[i].values[v], value) == 0)
            selected = v;
        }
      if (adw_combo_row_get_selected (ADW_COMBO_ROW (self->rows[i])) != selected)
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[i]), selected);
      describe_choice (self, i);
    }
}

/**
 * ibar_composer_rows_update:
 * @self: the rows
 * @figure: what they shall show
 *
 * Shows a figure without calling back.
 */
void
ibar_composer_rows_update (IbarComposerRows *self, const IbarFigure *figure)
{
  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autofree char *value = ibar_figure_get (figure, specs[i].key);
      update_row (self, i, value);
    }
  self->updating = FALSE;
}
