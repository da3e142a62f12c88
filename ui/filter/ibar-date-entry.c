/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One end of a span of days: an entry, a calendar, and what is wrong with the text below it. */

#define G_LOG_DOMAIN "ibar-date-entry"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-date-entry.h"

struct _IbarDateEntry
{
  GtkWidget parent_instance;

  IbarDay    day;
  gboolean   last;
  char      *label;
  char      *error;   /* (nullable) */
  gboolean   updating;

  GtkWidget *entry;
  GtkWidget *button;
  GtkWidget *calendar;
  GtkWidget *message;
};

enum
{
  PROP_0,
  PROP_DAY,
  PROP_LAST,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (IbarDateEntry, ibar_date_entry, GTK_TYPE_WIDGET)

void
ibar_date_entry_set_error (IbarDateEntry *self, const char *message)
{
  g_return_if_fail (IBAR_IS_DATE_ENTRY (self));

  if (g_strcmp0 (message, self->error) == 0)
    return;
  g_free (self->error);
  self->error = g_strdup (message);
  gtk_label_set_text (GTK_LABEL (self->message), message != NULL ? message : "");
  gtk_widget_set_visible (self->message, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
take_day (IbarDateEntry *self, IbarDay day)
{
  if (day == self->day)
    return;
  self->day = day;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}

/* The day a text means; FALSE if it means none. */
static gboolean
read_text (IbarDateEntry *self, IbarDay *day, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  IbarDay start, end;

  *day = IBAR_DAY_NONE;
  if (text[0] == '\0')
    return TRUE;
  if (!ibar_day_parse (text, &start, &end, NULL, error))
    return FALSE;
  *day = self->last ? end : start;
  return TRUE;
}

/* While typing, only what is complete counts and nothing is called an error yet. */
static void
text_changed_cb (GtkEditable *editable, IbarDateEntry *self)
{
  IbarDay day;

  if (self->updating)
    return;
  if (read_text (self, &day, NULL))
    {
      ibar_date_entry_set_error (self, NULL);
      /* "2023" on the way to "2023-05", or nothing on the way to another date, is not meant yet. */
      if (gtk_entry_get_text_length (GTK_ENTRY (self->entry)) >= 10)
        take_day (self, day);
    }
}

static void
commit (IbarDateEntry *self)
{
  g_autoptr (GError) error = NULL;
  IbarDay day;

  if (read_text (self, &day, &error))
    {
      ibar_date_entry_set_error (self, NULL);
      take_day (self, day);
    }
  else
    ibar_date_entry_set_error (self, error->message);
}

static void
activate_cb (GtkEntry *entry, IbarDateEntry *self)
{
  commit (self);
}

static void
focus_left_cb (GtkEventControllerFocus *controller, IbarDateEntry *self)
{
  commit (self);
}

static void
day_selected_cb (GtkCalendar *calendar, IbarDateEntry *self)
{
  g_autoptr (GDateTime) date = NULL;

  if (self->updating)
    return;
  date = gtk_calendar_get_date (calendar);
  ibar_date_entry_set_day (self, ibar_day_from_ymd (g_date_time_get_year (date), g_date_time_get_month (date),
                                                    g_date_time_get_day_of_month (date)));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

/* The calendar opens where the entry is; GtkCalendar knows no open end. */
static void
calendar_mapped_cb (GtkWidget *calendar, IbarDateEntry *self)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, mday;

  ibar_day_to_ymd (self->day != IBAR_DAY_NONE ? self->day : ibar_day_today (), &year, &month, &mday);
  date = g_date_time_new_local (year, month, mday, 0, 0, 0);
  self->updating = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (calendar), date);
  self->updating = FALSE;
}

static void
ibar_date_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IbarDateEntry *self = IBAR_DATE_ENTRY (object);

  switch (prop_id)
    {
    case PROP_DAY:
      g_value_set_int (value, self->day);
      break;
    case PROP_LAST:
      g_value_set_boolean (value, self->last);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ibar_date_entry_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IbarDateEntry *self = IBAR_DATE_ENTRY (object);

  switch (prop_id)
    {
    case PROP_DAY:
      ibar_date_entry_set_day (self, g_value_get_int (value));
      break;
    case PROP_LAST:
      self->last = g_value_get_boolean (value);
      break;
    case PROP_LABEL:
      self->label = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ibar_date_entry_constructed (GObject *object)
{
  IbarDateEntry *self = IBAR_DATE_ENTRY (object);
  g_autofree char *calendar = g_strdup_printf (_ ("%s: calendar"), self->label);

  G_OBJECT_CLASS (ibar_date_entry_parent_class)->constructed (object);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), self->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, calendar, -1);
  gtk_widget_set_tooltip_text (self->button, calendar);
}

static void
ibar_date_entry_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ibar_date_entry_parent_class)->dispose (object);
}

static void
ibar_date_entry_finalize (GObject *object)
{
  IbarDateEntry *self = IBAR_DATE_ENTRY (object);

  g_free (self->label);
  g_free (self->error);
  G_OBJECT_CLASS (ibar_date_entry_parent_class)->finalize (object);
}

static void
ibar_date_entry_class_init (IbarDateEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = ibar_date_entry_constructed;
  object_class->dispose = ibar_date_entry_dispose;
  object_class->finalize = ibar_date_entry_finalize;
  object_class->get_property = ibar_date_entry_get_property;
  object_class->set_property = ibar_date_entry_set_property;
  properties[PROP_DAY]
      = g_param_spec_int ("day", NULL, NULL, G_MININT, G_MAXINT, IBAR_DAY_NONE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LAST] = g_param_spec_boolean ("last", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", once);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
make_message (IbarDateEntry *self)
{
  self->message = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->message), 24);
  gtk_widget_add_css_class (self->message, "error");
  gtk_widget_add_css_class (self->message, "caption");
  gtk_widget_set_visible (self->message, FALSE);
  gtk_widget_set_parent (self->message, GTK_WIDGET (self));
}

static void
ibar_date_entry_init (IbarDateEntry *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *popover = gtk_popover_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  self->day = IBAR_DAY_NONE;
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_add_css_class (self->entry, "numeric");
  gtk_widget_set_tooltip_text (self->entry, _ ("2023-05-29, 2023-05 or 2023; empty for an open end"));
  self->calendar = gtk_calendar_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), self->calendar);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  make_message (self);
  g_signal_connect (self->entry, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_signal_connect (self->calendar, "map", G_CALLBACK (calendar_mapped_cb), self);
}

IbarDay
ibar_date_entry_get_day (IbarDateEntry *self)
{
  g_return_val_if_fail (IBAR_IS_DATE_ENTRY (self), IBAR_DAY_NONE);
  return self->day;
}

/* Shows a day without telling anybody. */
void
ibar_date_entry_set_day (IbarDateEntry *self, IbarDay day)
{
  g_autofree char *text = NULL;
  IbarDay shown;

  g_return_if_fail (IBAR_IS_DATE_ENTRY (self));

  self->day = day;
  /* "2023" stays as it was typed where it means this day. */
  if (read_text (self, &shown, NULL) && shown == day)
    return;
  text = ibar_day_format_iso (day);
  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->updating = FALSE;
  ibar_date_entry_set_error (self, NULL);
}

const char *
ibar_date_entry_get_error (IbarDateEntry *self)
{
  g_return_val_if_fail (IBAR_IS_DATE_ENTRY (self), NULL);
  return self->error;
}
