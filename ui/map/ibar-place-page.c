/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of a place. */

#define G_LOG_DOMAIN "ibar-place-page"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-coordinates.h"
#include "ibar-counts.h"
#include "ibar-event-page-parts.h"
#include "ibar-family-symbol.h"
#include "ibar-label-anchors.h"
#include "ibar-parts.h"
#include "ibar-place-facts.h"
#include "ibar-place-filter.h"
#include "ibar-place-page.h"
#include "ibar-terms.h"

#include <math.h>

#define PLACE_ZOOM 14.0
#define MOST_SETTLEMENTS 60

struct _IbarPlacePage
{
  IbarSessionPage parent_instance;

  GtkWidget   *content;
};

G_DEFINE_FINAL_TYPE (IbarPlacePage, ibar_place_page, IBAR_TYPE_SESSION_PAGE)

static IbarSession *
get_session (IbarPlacePage *self)
{
  return ibar_session_page_get_session (IBAR_SESSION_PAGE (self));
}

static void
zoom_clicked_cb (GtkButton *button, IbarPlacePage *self)
{
  IbarPlaceFacts facts;
  IbarExtent extent;

  if (!ibar_place_facts_init (&facts, get_session (self)))
    return;
  if (!facts.is_area)
    {
      ibar_session_go_to (get_session (self), facts.point, PLACE_ZOOM);
      return;
    }
  ibar_area_get_extent (ibar_region_get_feature (ibar_session_get_region (get_session (self)), IBAR_LAYER_ADMIN_AREA,
                                                 (guint) facts.area),
                        &extent);
  ibar_session_go_to_extent (get_session (self), &extent);
}

static void
events_clicked_cb (GtkButton *button, IbarPlacePage *self)
{
  IbarPlaceFacts facts;

  if (ibar_place_facts_init (&facts, get_session (self)) && ibar_place_filter_events (get_session (self), &facts))
    ibar_session_select (get_session (self), IBAR_SELECTION_NONE, NULL);
}

static GtkWidget *
make_button (IbarPlacePage *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (clicked != NULL)
    g_signal_connect (button, "clicked", clicked, self);
  return button;
}

/* Where a place is; of an area, where its name stands. */
static IbarPoint
get_middle (IbarPlacePage *self, const IbarPlaceFacts *facts)
{
  IbarAnchor anchor;

  if (!facts->is_area)
    return facts->point;
  anchor = ibar_find_area_anchor (ibar_region_get_feature (ibar_session_get_region (get_session (self)),
                                                           IBAR_LAYER_ADMIN_AREA, (guint) facts->area),
                                  NULL);
  return anchor.found ? (IbarPoint){ ibar_longitude_wrap (ibar_mercator_longitude (anchor.x)),
                                     ibar_mercator_latitude (anchor.y) }
                      : facts->point;
}

static GtkWidget *
make_buttons (IbarPlacePage *self, const IbarPlaceFacts *facts)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *measure = make_button (self, _ ("Measure"), NULL);
  IbarPoint from = get_middle (self, facts);
  gboolean by_name = facts->municipality >= 0 || facts->place >= 0;
  GtkWidget *events = make_button (self, _ ("Events here"), G_CALLBACK (events_clicked_cb));

  gtk_widget_set_tooltip_text (events, by_name          ? _ ("Only events of this place")
                                       : facts->is_area ? _ ("Only events within its outline, somewhat simplified")
                                                        : _ ("Only events within 2 km"));
  gtk_widget_set_sensitive (events, by_name || facts->is_area || ibar_point_is_placed (facts->point));
  gtk_box_append (GTK_BOX (box), events);
  gtk_box_append (GTK_BOX (box), make_button (self, _ ("Zoom to"), G_CALLBACK (zoom_clicked_cb)));
  if (ibar_point_is_placed (from))
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (measure), "(dd)", from.longitude, from.latitude);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (measure), "map.measure-from");
    }
  else
    gtk_widget_set_sensitive (measure, FALSE);
  gtk_widget_set_tooltip_text (measure, _ ("Measure distances from here"));
  gtk_box_append (GTK_BOX (box), measure);
  gtk_widget_add_css_class (box, "buttons");
  return box;
}

static void
add_fact (GtkGrid *grid, const char *name, const char *value)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *text = ibar_part_text (value, "numeric");
  int row = 0;

  while (gtk_grid_get_child_at (grid, 0, row) != NULL)
    row++;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, text, 1, row, 1, 1);
}

static char *
dup_area_name (IbarSession *session, int area)
{
  const IbarFeature *feature
      = ibar_region_get_feature (ibar_session_get_region (session), IBAR_LAYER_ADMIN_AREA, (guint) area);

  return ibar_names_format (&feature->names, ibar_session_get_names (session));
}

static void
add_area_facts (IbarPlacePage *self, GtkGrid *grid, const IbarPlaceFacts *facts)
{
  IbarRegion *region = ibar_session_get_region (get_session (self));
  const IbarFeature *feature = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, (guint) facts->area);
  g_autofree char *size = g_strdup_printf (_ ("%.0f km² (from the boundary drawn)"), ibar_area_measure (feature) / 1e6);
  g_autoptr (GArray) neighbours = ibar_area_find_neighbours (region, facts->area);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (region, i);
      g_autofree char *name = NULL;

      if (place->admin_area != facts->area || g_strcmp0 (place->kind, "municipal_seat") != 0)
        continue;
      name = ibar_names_format (&place->names, ibar_session_get_names (get_session (self)));
      add_fact (grid, _ ("Seat"), name);
    }
  add_fact (grid, _ ("Area"), size);
  for (guint i = 0; i < neighbours->len; i++)
    {
      g_autofree char *name = dup_area_name (get_session (self), g_array_index (neighbours, int, i));

      g_string_append_printf (list, list->len > 0 ? "\n%s" : "%s", name);
    }
  if (list->len > 0)
    add_fact (grid, _ ("Neighbours"), list->str);
}

static void
add_point_facts (IbarPlacePage *self, GtkGrid *grid, const IbarPlaceFacts *facts)
{
  g_autofree char *position = NULL;

  if (facts->area >= 0)
    {
      g_autofree char *area = dup_area_name (get_session (self), facts->area);
      g_autofree char *kind = ibar_place_kind_dup_words (
          ibar_area_get_kind (ibar_session_get_region (get_session (self)), (guint) facts->area));

      if (area[0] != '\0')
        add_fact (grid, kind, area);
    }
  if (facts->population >= 0)
    {
      /* Translators: a number of people, grouped as the locale does. */
      g_autofree char *population = g_strdup_printf (_ ("%'ld, year not stated"), (long) facts->population);

      add_fact (grid, _ ("Population"), population);
    }
  if (ibar_point_is_placed (facts->point))
    {
      position = ibar_coordinates_format (facts->point, IBAR_COORDINATES_DECIMAL);
      add_fact (grid, _ ("Position"), position);
    }
  if (!facts->is_region_place)
    {
      g_autofree char *words = ibar_precision_dup_words (facts->precision, facts->uncertainty_m);

      add_fact (grid, _ ("Precision"), words);
    }
  else
    {
      g_autofree char *distance = g_strdup_printf (_ ("within %.0f m"), facts->uncertainty_m);

      if (facts->uncertainty_m > 0)
        add_fact (grid, _ ("Precision"), distance);
      add_fact (grid, _ ("Verified"), facts->verified ? _ ("yes") : _ ("no: read it with care"));
    }
  if (facts->source != NULL && facts->source[0] != '\0')
    add_fact (grid, _ ("Source"), facts->source);
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint *counts = data;
  guint first = counts[*(const guint *) a], second = counts[*(const guint *) b];

  return first < second ? 1 : first > second ? -1 : 0;
}

/* How many events, by type. */
static void
add_events (IbarPlacePage *self, const IbarPlaceFacts *facts)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (get_session (self));
  g_autofree guint *counts = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  GtkWidget *section;
  guint sum;

  if (vocabulary == NULL || (facts->municipality < 0 && facts->place < 0 && !facts->is_area))
    return;
  counts = g_new0 (guint, vocabulary->types->len + 1);
  sum = ibar_place_count_types (get_session (self), facts, counts);
  title = ibar_dup_counts (ngettext ("%u event in the filter", "%u events in the filter", sum), sum);
  section = ibar_part_section (title);
  for (guint i = 0; i < vocabulary->types->len; i++)
    if (counts[i] > 0)
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_counts, counts);
  for (guint i = 0; i < order->len; i++)
    {
      guint index = g_array_index (order, guint, i);
      const IbarEventType *type = g_ptr_array_index (vocabulary->types, index);
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      g_autofree char *number = ibar_dup_counts ("%u", counts[index]);

      gtk_box_append (GTK_BOX (row), ibar_family_symbol_new (type->family));
      gtk_box_append (GTK_BOX (row), ibar_part_text (ibar_term_type (type->label), NULL));
      gtk_widget_set_hexpand (gtk_widget_get_last_child (row), TRUE);
      gtk_box_append (GTK_BOX (row), ibar_part_text (number, "numeric"));
      gtk_box_append (GTK_BOX (section), row);
    }
  gtk_box_append (GTK_BOX (self->content), section);
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  return (*(const IbarRegionPlace *const *) a)->rank - (*(const IbarRegionPlace *const *) b)->rank;
}

static void
add_settlements (IbarPlacePage *self, const IbarPlaceFacts *facts)
{
  IbarRegion *region = ibar_session_get_region (get_session (self));
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *title = NULL;
  GtkWidget *section;

  for (guint i = 0; i < ibar_region_get_n_places (region); i++)
    {
      const IbarRegionPlace *place = ibar_region_get_place (region, i);

      if (place->admin_area == facts->area
          && (g_strcmp0 (place->kind, "town") == 0 || g_strcmp0 (place->kind, "village") == 0
              || g_strcmp0 (place->kind, "hamlet") == 0 || g_strcmp0 (place->kind, "city") == 0))
        g_ptr_array_add (places, (gpointer) place);
    }
  if (places->len == 0)
    return;
  g_ptr_array_sort_with_data (places, compare_places, NULL);
  for (guint i = 0; i < MIN (places->len, MOST_SETTLEMENTS); i++)
    {
      const IbarRegionPlace *place = g_ptr_array_index (places, i);
      g_autofree char *name = ibar_names_format (&place->names, ibar_session_get_names (get_session (self)));

      g_string_append_printf (list, list->len > 0 ? " · %s" : "%s", name);
    }
  if (places->len > MOST_SETTLEMENTS)
    g_string_append (list, " …");
  title = ibar_dup_counts (_ ("Settlements on the map (%u)"), places->len);
  section = ibar_part_section (title);
  gtk_box_append (GTK_BOX (section), ibar_part_text (list->str, NULL));
  gtk_box_append (GTK_BOX (self->content), section);
}

static void
add_head (IbarPlacePage *self, const IbarPlaceFacts *facts)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *kind = ibar_place_kind_dup_words (facts->kind);
  g_autofree char *name = ibar_names_format (facts->names, ibar_session_get_names (get_session (self)));
  g_autofree char *others = ibar_names_dup_others (facts->names, name);

  gtk_box_append (GTK_BOX (head), ibar_part_text (kind, "dim-label"));
  gtk_box_append (GTK_BOX (head), ibar_part_text (name[0] != '\0' ? name : _ ("No name"), "title-3"));
  if (others[0] != '\0')
    {
      gtk_box_append (GTK_BOX (head), ibar_part_text (others, "caption"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (head), "dim-label");
    }
  gtk_box_append (GTK_BOX (self->content), head);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
rebuild (IbarPlacePage *self)
{
  IbarPlaceFacts facts;
  GtkWidget *grid;

  ibar_part_clear_box (self->content);
  if (!ibar_place_facts_init (&facts, get_session (self)))
    return;
  add_head (self, &facts);
  gtk_box_append (GTK_BOX (self->content), make_buttons (self, &facts));
  grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  if (facts.is_area)
    add_area_facts (self, GTK_GRID (grid), &facts);
  else
    add_point_facts (self, GTK_GRID (grid), &facts);
  gtk_box_append (GTK_BOX (self->content), grid);
  add_events (self, &facts);
  if (facts.is_area)
    add_settlements (self, &facts);
}

static void
ibar_place_page_session_changed (IbarSessionPage *page, guint flags)
{
  IbarPlacePage *self = IBAR_PLACE_PAGE (page);
  const guint seen = IBAR_CHANGED_COLLECTION | IBAR_CHANGED_REGION | IBAR_CHANGED_SELECTION | IBAR_CHANGED_NAMES
                     | IBAR_CHANGED_RESULT;

  if ((flags & seen) != 0)
    rebuild (self);
}

static void
ibar_place_page_class_init (IbarPlacePageClass *klass)
{
  IBAR_SESSION_PAGE_CLASS (klass)->session_changed = ibar_place_page_session_changed;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "placepage");
}

static void
ibar_place_page_init (IbarPlacePage *self)
{
  self->content = GTK_WIDGET (ibar_session_page_get_body (IBAR_SESSION_PAGE (self)));
}
