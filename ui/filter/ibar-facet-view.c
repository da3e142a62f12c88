/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The section of one facet in the filter panel.
 *
 * A dozen rows are shown at first, the chosen ones always; the rest by search or by a button, a hundred at a
 * time: a collection may have ten thousand actors, and nobody reads them. Rows are made anew only when the
 * values are others, some at a time; counts and states change in the rows that are there. */

#define G_LOG_DOMAIN "ibar-facet-view"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-facet-list.h"
#include "ibar-facet-row.h"
#include "ibar-facet-view.h"

#define FIRST_ROWS 12
#define MORE_ROWS 100
#define VALUES_A_STEP 4000 /* of a search, 1 ms; their names lie all over the memory */
#define ROWS_AT_ONCE 6 /* a row is 0.2 ms, with the measuring that follows, and half of that when it goes */

struct _IbarFacetView
{
  GtkWidget parent_instance;

  IbarSession *session; /* (owned) (nullable) */
  GListModel  *model;   /* (unowned) the session's */
  IbarFacet    facet;
  char        *title;
  gboolean     searchable;
  gboolean     any_all_wanted;
  guint        limit;
  guint        hidden;  /* values that match but are beyond the limit */
  GArray      *places;  /* (owned) (nullable) of IbarFacetPlace: the rows that are wanted */
  guint        n_rows;  /* of them that are there */
  guint        changing; /* the idle callback that makes the others, and takes those away that are hidden */
  IbarFacetSearch *search_for; /* (owned) (nullable) what takes the place of the rows once it is found */
  guint        searching; /* the idle callback that goes on with it */
  gboolean     updating;

  GtkWidget *heading;
  GtkWidget *any_all;
  GtkWidget *clear;
  GtkWidget *search;
  GtkWidget *rows;
  GtkWidget *more;
};

enum
{
  PROP_0,
  PROP_FACET,
  PROP_TITLE,
  PROP_SEARCHABLE,
  PROP_ANY_ALL,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (IbarFacetView, ibar_facet_view, GTK_TYPE_WIDGET)

/* Adds some of the rows that are wanted. */
static void
add_rows (IbarFacetView *self)
{
  for (guint n = 0; n < ROWS_AT_ONCE && self->n_rows < self->places->len; n++, self->n_rows++)
    {
      IbarFacetPlace *place = &g_array_index (self->places, IbarFacetPlace, self->n_rows);

      gtk_box_append (GTK_BOX (self->rows), ibar_facet_row_new (self->session, place->item, place->depth));
    }
}

/* Takes some of the rows away that are hidden; FALSE when none is left. */
static gboolean
drop_rows (IbarFacetView *self)
{
  GtkWidget *row = gtk_widget_get_first_child (self->rows);
  guint n = 0;

  while (row != NULL && n < ROWS_AT_ONCE)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      if (!gtk_widget_get_visible (row))
        {
          gtk_box_remove (GTK_BOX (self->rows), row);
          n++;
        }
      row = next;
    }
  return n == ROWS_AT_ONCE;
}

static gboolean
change_rows_cb (gpointer data)
{
  IbarFacetView *self = IBAR_FACET_VIEW (data);
  gboolean wanted = self->places != NULL && self->n_rows < self->places->len;

  if (wanted)
    add_rows (self);
  else if (!drop_rows (self))
    {
      self->changing = 0;
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

/* The rest of the rows comes and goes with frames in between. */
static void
change_rows (IbarFacetView *self)
{
  if (self->changing == 0)
    self->changing = g_idle_add_full (G_PRIORITY_LOW, change_rows_cb, self, NULL);
}

/* From one on. */
static void
hide_rows (GtkWidget *first)
{
  for (GtkWidget *row = first; row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_visible (row, FALSE);
}

/* The rows from the first on that show what they are to show stay. */
static void
keep_rows (IbarFacetView *self)
{
  GtkWidget *row = gtk_widget_get_first_child (self->rows);

  self->n_rows = 0;
  while (row != NULL && self->n_rows < self->places->len
         && ibar_facet_row_get_item (IBAR_FACET_ROW (row))
                == g_array_index (self->places, IbarFacetPlace, self->n_rows).item)
    {
      gtk_widget_set_visible (row, TRUE);
      self->n_rows++;
      row = gtk_widget_get_next_sibling (row);
    }
  hide_rows (row);
}

/* Their items are gone. */
static void
forget_rows (IbarFacetView *self)
{
  if (self->places != NULL)
    g_array_set_size (self->places, 0);
  self->hidden = self->n_rows = 0;
  hide_rows (gtk_widget_get_first_child (self->rows));
  change_rows (self);
}

static void
stop_search (IbarFacetView *self)
{
  g_clear_handle_id (&self->searching, g_source_remove);
  g_clear_pointer (&self->search_for, ibar_facet_search_free);
}

static void
show_found (IbarFacetView *self)
{
  g_clear_pointer (&self->places, g_array_unref);
  self->places = ibar_facet_search_get_places (self->search_for, &self->hidden);
  stop_search (self);
  keep_rows (self);
  add_rows (self);
  change_rows (self);
  gtk_widget_set_visible (self->more, self->hidden > 0);
  if (self->hidden > 0)
    {
      g_autofree char *label = ibar_dup_counts (ngettext ("%u more…", "%u more…", self->hidden), self->hidden);

      gtk_button_set_label (GTK_BUTTON (self->more), label);
    }
  /* A facet without values has nothing to choose. */
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (self->model) > 0);
}

static gboolean
search_cb (gpointer data)
{
  IbarFacetView *self = IBAR_FACET_VIEW (data);

  if (ibar_facet_search_step (self->search_for, VALUES_A_STEP))
    return G_SOURCE_CONTINUE;
  self->searching = 0;
  show_found (self);
  return G_SOURCE_REMOVE;
}

/* Finds other rows, some values at a time; the newest search wins, and the rows stay until it ends. */
static void
rebuild (IbarFacetView *self)
{
  g_autofree char *folded = ibar_fold_loosely (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  stop_search (self);
  if (self->model == NULL)
    return;
  self->search_for = ibar_facet_search_new (IBAR_FACET_LIST (self->model), folded, self->limit);
  if (ibar_facet_search_step (self->search_for, VALUES_A_STEP))
    self->searching = g_idle_add (search_cb, self);
  else
    show_found (self);
}

/* Whether a chosen value has no row: it was chosen elsewhere, beyond the limit. */
static gboolean
lacks_chosen (IbarFacetView *self)
{
  const IbarFilterTerms *terms = &ibar_session_get_filter (self->session)->terms[self->facet];
  guint shown = 0;

  if (self->hidden == 0)
    return FALSE;
  for (guint i = 0; i < self->places->len; i++)
    shown += ibar_facet_item_get_state (g_array_index (self->places, IbarFacetPlace, i).item) != 0;
  return shown < terms->include->len + terms->exclude->len;
}

static void
update_state (IbarFacetView *self)
{
  const IbarFilterTerms *terms = &ibar_session_get_filter (self->session)->terms[self->facet];
  gboolean active = ibar_session_is_dimension_active (self->session, self->facet);

  if (lacks_chosen (self))
    rebuild (self);
  gtk_widget_set_visible (self->clear, active);
  if (active)
    gtk_widget_add_css_class (GTK_WIDGET (self), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "active");
  self->updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->any_all), terms->all ? 1 : 0);
  self->updating = FALSE;
}

static void
changed_cb (IbarSession *session, guint flags, IbarFacetView *self)
{
  if ((flags & (IBAR_CHANGED_FILTER | IBAR_CHANGED_COLLECTION)) != 0)
    update_state (self);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, IbarFacetView *self)
{
  self->limit = FIRST_ROWS;
  forget_rows (self);
  rebuild (self);
}

static void
any_all_changed_cb (GtkDropDown *drop_down, GParamSpec *pspec, IbarFacetView *self)
{
  if (!self->updating && self->session != NULL)
    ibar_session_set_all (self->session, self->facet, gtk_drop_down_get_selected (drop_down) == 1);
}

static void
clear_clicked_cb (GtkButton *button, IbarFacetView *self)
{
  ibar_session_clear_facet (self->session, self->facet);
}

static void
search_changed_cb (GtkSearchEntry *entry, IbarFacetView *self)
{
  rebuild (self);
}

static void
more_clicked_cb (GtkButton *button, IbarFacetView *self)
{
  self->limit += MORE_ROWS;
  rebuild (self);
}

static void
ibar_facet_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  IbarFacetView *self = IBAR_FACET_VIEW (object);

  switch (prop_id)
    {
    case PROP_FACET:
      g_value_set_uint (value, self->facet);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SEARCHABLE:
      g_value_set_boolean (value, self->searchable);
      break;
    case PROP_ANY_ALL:
      g_value_set_boolean (value, self->any_all_wanted);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ibar_facet_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  IbarFacetView *self = IBAR_FACET_VIEW (object);

  switch (prop_id)
    {
    case PROP_FACET:
      self->facet = (IbarFacet) g_value_get_uint (value);
      break;
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    case PROP_SEARCHABLE:
      self->searchable = g_value_get_boolean (value);
      break;
    case PROP_ANY_ALL:
      self->any_all_wanted = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
forget_session (IbarFacetView *self)
{
  if (self->session == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  self->model = NULL;
  stop_search (self);
  g_clear_handle_id (&self->changing, g_source_remove);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_object (&self->session);
}

static void
ibar_facet_view_dispose (GObject *object)
{
  GtkWidget *child;

  forget_session (IBAR_FACET_VIEW (object));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ibar_facet_view_parent_class)->dispose (object);
}

static void
ibar_facet_view_finalize (GObject *object)
{
  g_free (IBAR_FACET_VIEW (object)->title);
  G_OBJECT_CLASS (ibar_facet_view_parent_class)->finalize (object);
}

/* Accessible names that carry the section's title: "Clear actors". */
static void
ibar_facet_view_constructed (GObject *object)
{
  IbarFacetView *self = IBAR_FACET_VIEW (object);
  g_autofree char *clear = g_strdup_printf (_ ("Clear: %s"), self->title);
  g_autofree char *search = g_strdup_printf (_ ("Search: %s"), self->title);

  G_OBJECT_CLASS (ibar_facet_view_parent_class)->constructed (object);
  gtk_widget_set_tooltip_text (self->clear, clear);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL, clear, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, search, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  g_object_set (self->search, "placeholder-text", search, NULL);
}

static void
ibar_facet_view_class_init (IbarFacetViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = ibar_facet_view_constructed;
  object_class->dispose = ibar_facet_view_dispose;
  object_class->finalize = ibar_facet_view_finalize;
  object_class->get_property = ibar_facet_view_get_property;
  object_class->set_property = ibar_facet_view_set_property;
  g_object_class_install_property (object_class, PROP_FACET,
                                   g_param_spec_uint ("facet", NULL, NULL, 0, IBAR_N_FACETS - 1, 0, flags));
  g_object_class_install_property (object_class, PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, "", flags));
  g_object_class_install_property (object_class, PROP_SEARCHABLE,
                                   g_param_spec_boolean ("searchable", NULL, NULL, FALSE, flags));
  g_object_class_install_property (object_class, PROP_ANY_ALL,
                                   g_param_spec_boolean ("any-all", NULL, NULL, FALSE, flags));

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ibar_map/Ibar/ui/ibar-facet-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IbarFacetView, heading);
  gtk_widget_class_bind_template_child (widget_class, IbarFacetView, any_all);
  gtk_widget_class_bind_template_child (widget_class, IbarFacetView, clear);
  gtk_widget_class_bind_template_child (widget_class, IbarFacetView, search);
  gtk_widget_class_bind_template_child (widget_class, IbarFacetView, rows);
  gtk_widget_class_bind_template_child (widget_class, IbarFacetView, more);
  gtk_widget_class_bind_template_callback (widget_class, any_all_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "facetview");
}

static void
ibar_facet_view_init (IbarFacetView *self)
{
  self->limit = FIRST_ROWS;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ibar_facet_view_set_session:
 * @self: a section
 * @session: (nullable): whose filter it changes
 */
void
ibar_facet_view_set_session (IbarFacetView *self, IbarSession *session)
{
  g_return_if_fail (IBAR_IS_FACET_VIEW (self));

  forget_session (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->model = ibar_session_get_facet (session, self->facet);
  g_signal_connect (self->model, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  rebuild (self);
  update_state (self);
}
