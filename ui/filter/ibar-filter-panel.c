/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter panel: dates, one section a facet, and chips for what has no section of its own. */

#define G_LOG_DOMAIN "ibar-filter-panel"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-date-entry.h"
#include "ibar-facet-view.h"
#include "ibar-filter-panel.h"

struct _IbarFilterPanel
{
  GtkWidget parent_instance;

  IbarSession *session;  /* (owned) (nullable) once all is filled */
  guint        n_filled; /* sections that have it */
  gboolean     updating;

  GtkWidget *summary;
  GtkWidget *clear_all;
  GtkWidget *sections;
  GtkWidget *chips;
  GtkWidget *dates;
  GtkWidget *clear_dates;
  GtkWidget *from;
  GtkWidget *to;
  GtkWidget *actors;
  GtkWidget *types;
  GtkWidget *municipalities;
  GtkWidget *confidence;
  GtkWidget *sources;
};

G_DEFINE_FINAL_TYPE (IbarFilterPanel, ibar_filter_panel, GTK_TYPE_WIDGET)

static void
day_changed_cb (GtkWidget *entry, GParamSpec *pspec, IbarFilterPanel *self)
{
  IbarDay from = ibar_date_entry_get_day (IBAR_DATE_ENTRY (self->from));
  IbarDay to = ibar_date_entry_get_day (IBAR_DATE_ENTRY (self->to));

  if (self->updating || self->session == NULL)
    return;
  if (from != IBAR_DAY_NONE && to != IBAR_DAY_NONE && from > to)
    {
      ibar_date_entry_set_error (IBAR_DATE_ENTRY (self->to), _ ("The last day is before the first"));
      return;
    }
  ibar_date_entry_set_error (IBAR_DATE_ENTRY (self->from), NULL);
  ibar_date_entry_set_error (IBAR_DATE_ENTRY (self->to), NULL);
  ibar_session_set_dates (self->session, from, to);
}

static void
clear_dates_clicked_cb (GtkButton *button, IbarFilterPanel *self)
{
  ibar_session_set_dates (self->session, IBAR_DAY_NONE, IBAR_DAY_NONE);
}

static void
chip_clicked_cb (GtkButton *button, IbarFilterPanel *self)
{
  ibar_session_clear_dimension (self->session,
                                GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dimension")));
}

static void
add_chip (IbarFilterPanel *self, guint dimension, const char *text)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *name = g_strdup_printf (_ ("Clear: %s"), text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "accent");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), "dimension", GUINT_TO_POINTER (dimension));
  g_signal_connect (chip, "clicked", G_CALLBACK (chip_clicked_cb), self);
  gtk_flow_box_append (GTK_FLOW_BOX (self->chips), chip);
}

static void
add_value_chip (IbarFilterPanel *self, IbarFacet facet, const char *what)
{
  const IbarFilterTerms *terms = &ibar_session_get_filter (self->session)->terms[facet];
  guint n_terms = terms->include->len + terms->exclude->len;
  g_autofree char *text = NULL;

  if (n_terms == 0)
    return;
  /* Translators: a kind of filter, and how many of its values are chosen: "Places: 2". */
  text = ibar_dup_counts (_ ("%1$s: %2$u"), what, n_terms);
  add_chip (self, facet, text);
}

/* What the sections below do not show. */
static void
update_chips (IbarFilterPanel *self)
{
  const IbarFilter *filter = ibar_session_get_filter (self->session);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->chips), child);
  if (filter->text != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("“%s”"), filter->text);

      add_chip (self, IBAR_DIMENSION_TEXT, text);
    }
  if (filter->area != NULL)
    add_chip (self, IBAR_DIMENSION_AREA, _ ("Area on the map"));
  add_value_chip (self, IBAR_FACET_PLACE, _ ("Places"));
  add_value_chip (self, IBAR_FACET_DATASET, _ ("Data sets"));
  for (child = gtk_widget_get_first_child (self->chips); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_visible (self->chips, gtk_widget_get_first_child (self->chips) != NULL);
}

static void
update_summary (IbarFilterPanel *self)
{
  g_autofree char *text = NULL;
  guint n_active = 0;

  for (guint d = 0; d < IBAR_N_DIMENSIONS; d++)
    n_active += ibar_session_is_dimension_active (self->session, d);
  text = n_active == 0 ? g_strdup (_ ("No filter"))
                       : ibar_dup_counts (ngettext ("%u filter", "%u filters", n_active), n_active);
  gtk_label_set_text (GTK_LABEL (self->summary), text);
  gtk_widget_set_visible (self->clear_all, n_active > 0);
}

static void
update (IbarFilterPanel *self)
{
  const IbarFilter *filter = ibar_session_get_filter (self->session);
  gboolean dated = ibar_session_is_dimension_active (self->session, IBAR_DIMENSION_TIME);

  self->updating = TRUE;
  ibar_date_entry_set_day (IBAR_DATE_ENTRY (self->from), filter->from);
  ibar_date_entry_set_day (IBAR_DATE_ENTRY (self->to), filter->to);
  self->updating = FALSE;
  gtk_widget_set_visible (self->clear_dates, dated);
  if (dated)
    gtk_widget_add_css_class (self->dates, "active");
  else
    gtk_widget_remove_css_class (self->dates, "active");
  update_chips (self);
  update_summary (self);
}

static void
changed_cb (IbarSession *session, guint flags, IbarFilterPanel *self)
{
  if ((flags & (IBAR_CHANGED_FILTER | IBAR_CHANGED_COLLECTION)) != 0)
    update (self);
}

static void
ibar_filter_panel_dispose (GObject *object)
{
  IbarFilterPanel *self = IBAR_FILTER_PANEL (object);
  GtkWidget *child;

  ibar_filter_panel_set_session (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ibar_filter_panel_parent_class)->dispose (object);
}

static void
ibar_filter_panel_class_init (IbarFilterPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_filter_panel_dispose;
  g_type_ensure (IBAR_TYPE_DATE_ENTRY);
  g_type_ensure (IBAR_TYPE_FACET_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/ibar_map/Ibar/ui/ibar-filter-panel.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, IbarFilterPanel, name)
  BIND (summary);
  BIND (clear_all);
  BIND (sections);
  BIND (chips);
  BIND (dates);
  BIND (clear_dates);
  BIND (from);
  BIND (to);
  BIND (actors);
  BIND (types);
  BIND (municipalities);
  BIND (confidence);
  BIND (sources);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_dates_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filterpanel");
}

static void
ibar_filter_panel_init (IbarFilterPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ibar_filter_panel_new (void)
{
  return g_object_new (IBAR_TYPE_FILTER_PANEL, NULL);
}

/**
 * ibar_filter_panel_set_session:
 * @self: a panel
 * @session: (nullable): whose filter it shows and changes
 */
void
ibar_filter_panel_set_session (IbarFilterPanel *self, IbarSession *session)
{
  g_return_if_fail (IBAR_IS_FILTER_PANEL (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  self->n_filled = 0;
  while (session != NULL && ibar_filter_panel_fill (self, session))
    continue;
}

/**
 * ibar_filter_panel_fill:
 * @self: a panel that has no session, or that was told of this one by this function
 * @session: whose filter it shows and changes
 *
 * Gives the session to one part of the panel after the other, so that a window may do something else in between.
 *
 * Returns: whether there are more
 */
gboolean
ibar_filter_panel_fill (IbarFilterPanel *self, IbarSession *session)
{
  GtkWidget *const facets[] = { self->actors, self->types, self->municipalities, self->confidence, self->sources };

  g_return_val_if_fail (IBAR_IS_FILTER_PANEL (self) && IBAR_IS_SESSION (session), FALSE);

  if (self->n_filled < G_N_ELEMENTS (facets))
    {
      ibar_facet_view_set_session (IBAR_FACET_VIEW (facets[self->n_filled++]), session);
      return TRUE;
    }
  g_set_object (&self->session, session);
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  update (self);
  return FALSE;
}
