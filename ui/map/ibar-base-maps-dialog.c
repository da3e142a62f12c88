/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog "Base Maps": a row for each map, one of them chosen, and a form for another one.
 *
 * Adding does not choose: nothing is asked of a server before somebody says so. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-base-maps-dialog"

#include "ibar-base-maps-dialog.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-file-chooser.h"
#include "ibar-parts.h"
#include "ibar-tile-file.h"
#include "ibar-tile-url.h"
#include "ibar-ui-resources.h"
#include "ibar-vector-file.h"

struct _IbarBaseMapsDialog
{
  AdwWindow parent_instance;

  IbarBaseMaps *maps; /* (owned) */
  GPtrArray *rows;    /* of GtkWidget, those in `choices` */

  /* template */
  AdwPreferencesGroup *choices;
  GtkEditable *name;
  GtkEditable *location;
  GtkEditable *credit;
  GtkSpinButton *most_zoom;
  GtkSwitch *with_names;
  GtkLabel *problem;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (IbarBaseMapsDialog, ibar_base_maps_dialog, ADW_TYPE_WINDOW)

/* The maps there are
 * ------------------------------------------------------------------------------------------------
 */

static void
toggled_cb (GtkCheckButton *button, IbarBaseMapsDialog *self)
{
  if (gtk_check_button_get_active (button))
    ibar_base_maps_choose (self->maps, g_object_get_data (G_OBJECT (button), "base-map"));
}

static void
remove_cb (GtkButton *button, IbarBaseMapsDialog *self)
{
  ibar_base_maps_remove (self->maps, g_object_get_data (G_OBJECT (button), "base-map"));
}

static GtkWidget *
make_remove_button (IbarBaseMapsDialog *self, IbarBaseMap *map)
{
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), ibar_base_map_get_name (map));
  GtkWidget *button = ibar_part_icon_button ("user-trash-symbolic", label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "base-map", g_object_ref (map), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  return button;
}

/* map: NULL for Ibar's own. */
static GtkCheckButton *
add_row (IbarBaseMapsDialog *self, GtkCheckButton *group, IbarBaseMap *map)
{
  const char *title = map != NULL ? ibar_base_map_get_name (map) : _ ("Ibar’s own map");
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *subtitle
      = map != NULL ? g_markup_printf_escaped ("%s\n%s", ibar_base_map_get_location (map),
                                               ibar_base_map_get_credit (map))
                    : g_strdup (_ ("Painted from the region’s data; needs no network"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               map == ibar_base_maps_get_chosen (self->maps));
  if (map != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, map));
      g_object_set_data_full (G_OBJECT (button), "base-map", g_object_ref (map), g_object_unref);
    }
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  adw_preferences_group_add (self->choices, row);
  g_ptr_array_add (self->rows, row);
  return GTK_CHECK_BUTTON (button);
}

static void
update_rows (IbarBaseMapsDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->maps));
  GtkCheckButton *group;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->choices, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  group = add_row (self, NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IbarBaseMap) map = g_list_model_get_item (G_LIST_MODEL (self->maps), i);

      add_row (self, group, map);
    }
}

/* The form
 * ------------------------------------------------------------------------------------------------
 */

static char *
dup_text (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
changed_cb (IbarBaseMapsDialog *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *location = dup_text (self->location);
  g_autofree char *credit = dup_text (self->credit);

  gtk_widget_set_sensitive (self->add, *name != '\0' && *location != '\0' && *credit != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->most_zoom), strstr (location, "://") != NULL);
  gtk_label_set_label (self->problem, *credit != '\0' || *location == '\0'
                                          ? ""
                                          : _ ("A base map needs a line that says whose it is"));
}

/* Whether tiles can come from there, as far as one can tell without asking a server. */
static gboolean
check_location (const char *location, GError **error)
{
  if (strstr (location, "://") != NULL)
    return ibar_tile_url_check (location, error);
  return ibar_tile_file_describe (location, NULL, NULL, error);
}

static void
add_cb (IbarBaseMapsDialog *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *location = dup_text (self->location);
  g_autofree char *credit = dup_text (self->credit);
  g_autoptr (IbarBaseMap) map = NULL;
  g_autoptr (GError) error = NULL;

  if (!check_location (location, &error))
    {
      gtk_label_set_label (self->problem, error->message);
      return;
    }
  map = ibar_base_map_new (name, location, credit,
                           gtk_spin_button_get_value_as_int (self->most_zoom),
                           gtk_switch_get_active (self->with_names));
  ibar_base_maps_add (self->maps, map);
  gtk_editable_set_text (self->name, "");
  gtk_editable_set_text (self->location, "");
  gtk_editable_set_text (self->credit, "");
}

static void
fill_empty (GtkEditable *entry, const char *text)
{
  if (text != NULL && *gtk_editable_get_text (entry) == '\0')
    gtk_editable_set_text (entry, text);
}

/**
 * ibar_base_maps_dialog_set_file:
 * @self: the dialog
 * @path: a file somebody chose or dropped
 *
 * Fills the form in; what the file says of its name and credit can be changed.
 */
void
ibar_base_maps_dialog_set_file (IbarBaseMapsDialog *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *title = NULL;
  g_autofree char *credit = NULL;

  g_return_if_fail (IBAR_IS_BASE_MAPS_DIALOG (self));

  gtk_editable_set_text (self->location, path);
  if (!ibar_tile_file_describe (path, &title, &credit, &error))
    {
      gtk_label_set_label (self->problem, error->message);
      return;
    }
  fill_empty (self->name, title);
  fill_empty (self->name, base);
  fill_empty (self->credit, credit);
  if (ibar_vector_file_is_one (path))
    gtk_switch_set_active (self->with_names, FALSE);
}

static void
file_chosen (GtkWidget *window, const char *path)
{
  ibar_base_maps_dialog_set_file (IBAR_BASE_MAPS_DIALOG (window), path);
}

static void
choose_file_cb (IbarBaseMapsDialog *self)
{
  ibar_file_chooser_ask (GTK_WINDOW (self),
                         &(IbarFileQuestion){ .title = _ ("Choose Map Tiles"),
                                              .kind = _ ("Map tiles (*.mbtiles, *.gpkg)"),
                                              .patterns = { "*.mbtiles", "*.gpkg" } },
                         file_chosen);
}

/* The widget
 * ------------------------------------------------------------------------------------------------
 */

static void
ibar_base_maps_dialog_dispose (GObject *object)
{
  IbarBaseMapsDialog *self = IBAR_BASE_MAPS_DIALOG (object);

  g_clear_object (&self->maps);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ibar_base_maps_dialog_parent_class)->dispose (object);
}

static void
ibar_base_maps_dialog_class_init (IbarBaseMapsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_base_maps_dialog_dispose;
  ibar_ui_get_resource (); /* a static library drops what nobody names */
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ibar_map/Ibar/ui/ibar-base-maps-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, IbarBaseMapsDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, IbarBaseMapsDialog, name);
  gtk_widget_class_bind_template_child (widget_class, IbarBaseMapsDialog, location);
  gtk_widget_class_bind_template_child (widget_class, IbarBaseMapsDialog, credit);
  gtk_widget_class_bind_template_child (widget_class, IbarBaseMapsDialog, most_zoom);
  gtk_widget_class_bind_template_child (widget_class, IbarBaseMapsDialog, with_names);
  gtk_widget_class_bind_template_child (widget_class, IbarBaseMapsDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, IbarBaseMapsDialog, add);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ibar_base_maps_dialog_init (IbarBaseMapsDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  changed_cb (self);
}

/**
 * ibar_base_maps_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @maps: the base maps
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
ibar_base_maps_dialog_new (GtkWindow *parent, IbarBaseMaps *maps)
{
  IbarBaseMapsDialog *self;

  g_return_val_if_fail (IBAR_IS_BASE_MAPS (maps), NULL);

  self = g_object_new (IBAR_TYPE_BASE_MAPS_DIALOG, "transient-for", parent, NULL);
  self->maps = g_object_ref (maps);
  update_rows (self);
  g_signal_connect_object (maps, "items-changed", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
