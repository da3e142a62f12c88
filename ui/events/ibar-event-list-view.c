/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of events in the side panel.
 *
 * A list view makes two hundred rows whatever its height, and looks at every item that takes the place of one it
 * shows: a change of a large list would stop the window for seconds. So a list that changes keeps its items, see
 * app/model/ibar-event-list.c; and where rows have to be made, the view shows a slice that grows by some rows with every
 * frame, and then by all the others, which cost nothing. The same the other way round: where rows have to go, their
 * places leave the list some at a time. */

#define G_LOG_DOMAIN "ibar-event-list-view"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-date-entry.h"
#include "ibar-event-list-view.h"
#include "ibar-event-list.h"
#include "ibar-event-row.h"
#include "ibar-filter-words.h"
#include "ibar-parts.h"

#define MOST_GAINS 3
#define FIRST_ROWS 8       /* shown at once: a row that is made takes 0.1 ms */
#define ROWS_A_FRAME 6     /* which the list view makes until it has its two hundred; */
#define ROWS_OF_A_VIEW 256 /* from here on they are counted only */

struct _IbarEventListView
{
  GtkWidget parent_instance;

  IbarSession        *session;   /* (owned) (nullable) */
  GtkSliceListModel  *slice;     /* (owned) (nullable) */
  GtkSingleSelection *selection; /* (owned) (nullable) over the slice */
  guint               growing;   /* tick callback */
  IbarDay             wanted_day; /* to be gone to once the list is sorted by date */
  gboolean            cluster;
  gboolean            updating;

  GtkWidget *sort_bar;
  GtkWidget *count;
  GtkWidget *jump;
  GtkWidget *jump_popover;
  IbarDateEntry *jump_day;
  GtkWidget *sort;
  GtkWidget *descending;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *empty;
  GtkWidget *gains;
};

enum
{
  PROP_0,
  PROP_CLUSTER,
};

G_DEFINE_FINAL_TYPE (IbarEventListView, ibar_event_list_view, GTK_TYPE_WIDGET)

static IbarEventList *
get_model (IbarEventListView *self)
{
  return IBAR_EVENT_LIST (gtk_slice_list_model_get_model (self->slice));
}

static guint
find_selected (IbarEventListView *self)
{
  return ibar_event_list_find_row (get_model (self), ibar_session_get_selected_row (self->session));
}

/* What is selected may not be in the slice yet. */
static void
update_selected (IbarEventListView *self)
{
  guint position = find_selected (self);

  if (position >= gtk_slice_list_model_get_size (self->slice))
    position = GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (self->selection, position);
}

static gboolean
grow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  IbarEventListView *self = IBAR_EVENT_LIST_VIEW (widget);
  guint size = gtk_slice_list_model_get_size (self->slice) + ROWS_A_FRAME;

  if (size < MIN (ROWS_OF_A_VIEW, ibar_event_list_get_n_items (get_model (self))))
    {
      gtk_slice_list_model_set_size (self->slice, size);
      return G_SOURCE_CONTINUE;
    }
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  update_selected (self);
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_growing (IbarEventListView *self)
{
  if (self->growing != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->growing);
  self->growing = 0;
}

/* A slice of the rows there are already, or of the first, to begin with. */
static void
begin_growing (IbarEventListView *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->slice));

  if (n_rows >= ROWS_OF_A_VIEW)
    return;
  gtk_slice_list_model_set_size (self->slice, MAX (n_rows, FIRST_ROWS));
  if (self->growing == 0)
    self->growing = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
}

/* The new rows are read from the first. */
static void
resetting_cb (IbarEventList *list, IbarEventListView *self)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  if (scroll != NULL)
    gtk_adjustment_set_value (scroll, gtk_adjustment_get_lower (scroll));
  begin_growing (self);
}

/* Wanted now: all rows, whatever they cost. */
static void
show_all_rows (IbarEventListView *self)
{
  stop_growing (self);
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  update_selected (self);
}

/* From below, so that the row comes to stand at the top. */
static void
go_to_wanted_day (IbarEventListView *self)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  guint position;

  if (self->wanted_day == IBAR_DAY_NONE)
    return;
  position = ibar_event_list_find_day (get_model (self), self->wanted_day);
  if (position == G_MAXUINT)
    return;
  self->wanted_day = IBAR_DAY_NONE;
  show_all_rows (self);
  if (scroll != NULL)
    gtk_adjustment_set_value (scroll, gtk_adjustment_get_upper (scroll));
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
}

static void
jump_cb (IbarDateEntry *entry, GParamSpec *pspec, IbarEventListView *self)
{
  self->wanted_day = ibar_date_entry_get_day (entry);
  if (self->wanted_day == IBAR_DAY_NONE || self->session == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->jump_popover));
  g_object_set (self->session, "sort-key", ibar_sort_key_to_string (IBAR_SORT_DATE), NULL);
  go_to_wanted_day (self);
}

/* A list that runs from the newest comes to a year by its last day. */
static void
jump_shown_cb (GtkPopover *popover, IbarEventListView *self)
{
  gboolean newest_first
      = ibar_session_get_sort_key (self->session) != IBAR_SORT_DATE || ibar_session_get_sort_descending (self->session);

  g_object_set (self->jump_day, "last", newest_first, NULL);
  ibar_date_entry_set_day (self->jump_day, IBAR_DAY_NONE);
}

static void
activate_cb (GtkListView *list, guint position, IbarEventListView *self)
{
  g_autoptr (IbarEventItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  guint32 row = ibar_event_item_get_row (item);

  if (row != IBAR_ROW_NONE)
    ibar_session_select_rows (self->session, &row, 1);
}

static void
sort_changed_cb (GtkDropDown *drop_down, GParamSpec *pspec, IbarEventListView *self)
{
  if (!self->updating && self->session != NULL)
    g_object_set (self->session, "sort-key", ibar_sort_key_to_string (gtk_drop_down_get_selected (drop_down)), NULL);
}

static void
descending_toggled_cb (GtkToggleButton *button, IbarEventListView *self)
{
  if (!self->updating && self->session != NULL)
    g_object_set (self->session, "sort-descending", gtk_toggle_button_get_active (button), NULL);
}

static void
gain_clicked_cb (GtkButton *button, IbarEventListView *self)
{
  guint dimension = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dimension"));

  if (dimension < IBAR_N_DIMENSIONS)
    ibar_session_clear_dimension (self->session, dimension);
  else
    ibar_session_clear_filter (self->session);
}

static void
add_gain (IbarEventListView *self, guint dimension, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), "dimension", GUINT_TO_POINTER (dimension));
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect (button, "clicked", G_CALLBACK (gain_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->gains), button);
}

/* The dimension with the largest gain below a limit, the limit of the next call; IBAR_N_DIMENSIONS: none. */
static guint
find_gain (IbarSession *session, guint *taken)
{
  guint best = IBAR_N_DIMENSIONS;

  for (guint d = 0; d < IBAR_N_DIMENSIONS; d++)
    {
      guint gain = ibar_session_get_gain (session, d);

      if (gain > 0 && (*taken & (1u << d)) == 0
          && (best == IBAR_N_DIMENSIONS || gain > ibar_session_get_gain (session, best)))
        best = d;
    }
  if (best < IBAR_N_DIMENSIONS)
    *taken |= 1u << best;
  return best;
}

/* Which filter to loosen: those that alone would show most. */
static void
update_gains (IbarEventListView *self)
{
  guint taken = 0, dimension, n = 0;

  ibar_part_clear_box (self->gains);
  if (ibar_session_get_n_total (self->session) == 0)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->empty),
                                       ibar_session_is_loading (self->session) ? _ ("The collection is being read.")
                                                                               : _ ("This collection holds no events."));
      return;
    }
  while (n++ < MOST_GAINS && (dimension = find_gain (self->session, &taken)) < IBAR_N_DIMENSIONS)
    {
      guint gain = ibar_session_get_gain (self->session, dimension);
      /* Translators: clears one kind of filter, and how many events that would show. */
      g_autofree char *label = ibar_dup_counts (ngettext ("Clear %1$s: %2$u event", "Clear %1$s: %2$u events", gain),
                                                ibar_dimension_get_name (dimension), gain);

      add_gain (self, dimension, label);
    }
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty),
                                   taken != 0 ? _ ("Nothing passes all filters. Loosen one of them:")
                                              : _ ("Nothing passes the filters, and none of them alone is the reason."));
  add_gain (self, IBAR_N_DIMENSIONS, _ ("Clear all filters"));
}

static void
update_count (IbarEventListView *self)
{
  guint n = ibar_event_list_get_n_items (get_model (self));
  g_autofree char *text = ibar_dup_counts (ngettext ("%u event", "%u events", n), n);

  gtk_label_set_text (GTK_LABEL (self->count), text);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "empty");
  if (n == 0 && !self->cluster)
    update_gains (self);
}

static void
update_sort (IbarEventListView *self)
{
  self->updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->sort), ibar_session_get_sort_key (self->session));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->descending),
                                ibar_session_get_sort_descending (self->session));
  gtk_button_set_icon_name (GTK_BUTTON (self->descending), ibar_session_get_sort_descending (self->session)
                                                               ? "view-sort-descending-symbolic"
                                                               : "view-sort-ascending-symbolic");
  self->updating = FALSE;
}

static void
changed_cb (IbarSession *session, guint flags, IbarEventListView *self)
{
  if ((flags & IBAR_CHANGED_SORT) != 0)
    update_sort (self);
  if ((flags & (IBAR_CHANGED_RESULT | IBAR_CHANGED_COLLECTION | IBAR_CHANGED_SELECTION | IBAR_CHANGED_STATE)) != 0)
    update_count (self);
  if ((flags & (IBAR_CHANGED_SELECTION | IBAR_CHANGED_RESULT | IBAR_CHANGED_SORT)) != 0)
    update_selected (self);
  if ((flags & IBAR_CHANGED_SORT) != 0)
    go_to_wanted_day (self);
}

static void
forget_session (IbarEventListView *self)
{
  stop_growing (self);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (get_model (self), self);
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->slice);
  g_clear_object (&self->session);
}

static void
ibar_event_list_view_dispose (GObject *object)
{
  GtkWidget *child;

  forget_session (IBAR_EVENT_LIST_VIEW (object));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ibar_event_list_view_parent_class)->dispose (object);
}

static void
ibar_event_list_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IbarEventListView *self = IBAR_EVENT_LIST_VIEW (object);

  switch (prop_id)
    {
    case PROP_CLUSTER:
      self->cluster = g_value_get_boolean (value);
      /* A cluster's list is short, and newest first. */
      gtk_widget_set_visible (self->jump, !self->cluster);
      gtk_widget_set_visible (self->sort, !self->cluster);
      gtk_widget_set_visible (self->descending, !self->cluster);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ibar_event_list_view_class_init (IbarEventListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ibar_event_list_view_dispose;
  object_class->set_property = ibar_event_list_view_set_property;
  g_object_class_install_property (
      object_class, PROP_CLUSTER,
      g_param_spec_boolean ("cluster", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ibar_map/Ibar/ui/ibar-event-list-view.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, IbarEventListView, name)
  BIND (sort_bar);
  BIND (count);
  BIND (jump);
  BIND (jump_popover);
  BIND (jump_day);
  BIND (sort);
  BIND (descending);
  BIND (stack);
  BIND (list);
  BIND (empty);
  BIND (gains);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, jump_cb);
  gtk_widget_class_bind_template_callback (widget_class, jump_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, descending_toggled_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
ibar_event_list_view_init (IbarEventListView *self)
{
  g_autoptr (GtkListItemFactory) factory = ibar_event_row_factory_new ();

  self->wanted_day = IBAR_DAY_NONE;
  g_type_ensure (IBAR_TYPE_DATE_ENTRY);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
}

/**
 * ibar_event_list_view_set_session:
 * @self: a list
 * @session: (nullable): whose events it lists
 */
void
ibar_event_list_view_set_session (IbarEventListView *self, IbarSession *session)
{
  GListModel *model;

  g_return_if_fail (IBAR_IS_EVENT_LIST_VIEW (self));

  forget_session (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  model = self->cluster ? ibar_session_get_cluster_events (session) : ibar_session_get_events (session);
  self->slice = gtk_slice_list_model_new (g_object_ref (model), 0, FIRST_ROWS);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->slice)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect (model, "resetting", G_CALLBACK (resetting_cb), self);
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  begin_growing (self);
  update_sort (self);
  update_count (self);
}

void
ibar_event_list_view_reveal (IbarEventListView *self)
{
  guint position;

  g_return_if_fail (IBAR_IS_EVENT_LIST_VIEW (self));

  if (self->session == NULL)
    return;
  position = find_selected (self);
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  show_all_rows (self);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
}
