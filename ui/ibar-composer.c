/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The composer: a figure, its settings, and a preview that is the figure itself.
 *
 * Every change goes through the editor into the description; a worker lays the figure out and draws
 * the page shown at the size shown; a change while it works asks for another round. Filter, names
 * and boundaries are the session's: they follow it, and are no step of the composer's history. */

#define G_LOG_DOMAIN "ibar-composer"

#include "config.h"

#include "ibar-composer.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-annotation-panel.h"
#include "ibar-composer-output.h"
#include "ibar-composer-rows.h"
#include "ibar-composition.h"
#include "ibar-evidence.h"
#include "ibar-figure-preview.h"

struct _IbarComposer
{
  AdwWindow parent_instance;

  IbarSession *session;         /* (owned) */
  IbarFigureEditor *editor;     /* (owned) */
  IbarComposition *composition; /* (owned) (nullable) what is shown */
  IbarComposerRows *rows;       /* (owned) */
  GCancellable *cancellable;    /* (owned) of the worker */
  gboolean working;
  gboolean asked_again;
  gboolean updating; /* widgets are being told, nobody has chosen anything */
  guint n_exports;   /* under way */
  guint page;

  IbarFigurePreview *preview;
  GtkWidget *hint;
  GtkWidget *page_label;
  GtkWidget *previous, *next;
  GtkWidget *findings;
  GtkWidget *preset;
  GtkWidget *extent; /* GtkDropDown: events, view, then the region's areas */
  GtkWidget *tools[IBAR_N_ANNOTATION_KINDS + 1]; /* selecting, then the kinds */
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (IbarComposer, ibar_composer, ADW_TYPE_WINDOW)

static void refresh (IbarComposer *self);

static void
tell (const char *text, gpointer data)
{
  IbarComposer *self = data;
  AdwToast *toast = adw_toast_new (text);

  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* The preview
 * ----------------------------------------------------------------------------------------- */

static void
update_hint (IbarComposer *self)
{
  g_autofree char *hint = ibar_figure_preview_dup_hint (self->preview);
  gtk_label_set_text (GTK_LABEL (self->hint), hint);
}

static void
show_composition (IbarComposer *self)
{
  const IbarComposition *c = self->composition;
  g_autofree char *pages = NULL;
  GString *findings = g_string_new (NULL);

  self->page = MIN (self->page, c->n_pages - 1);
  pages = g_strdup_printf (c->in_parts ? _ ("Part %u of %u") : _ ("Page %u of %u"), self->page + 1,
                           c->n_pages);
  gtk_label_set_text (GTK_LABEL (self->page_label), pages);
  gtk_widget_set_sensitive (self->previous, self->page > 0);
  gtk_widget_set_sensitive (self->next, self->page + 1 < c->n_pages);
  for (guint i = 0; i < c->findings->len; i++)
    g_string_append_printf (findings, "%s• %s", i > 0 ? "\n" : "", (char *) c->findings->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->findings), findings->len > 0
                                                      ? findings->str
                                                      : _ ("Nothing to say against this figure."));
  g_string_free (findings, TRUE);
  ibar_figure_preview_show (self->preview, c, self->page);
  update_hint (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  g_autoptr (GError) error = NULL;
  IbarComposition *made = ibar_composition_make_finish (result, &error);

  self->working = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable)) /* the window is gone */
    {
      ibar_composition_free (made);
      return;
    }
  if (made != NULL)
    {
      ibar_figure_preview_show (self->preview, NULL, 0);
      g_clear_pointer (&self->composition, ibar_composition_free);
      self->composition = made;
      show_composition (self);
    }
  else
    gtk_label_set_text (GTK_LABEL (self->findings), error->message);
  if (self->asked_again)
    refresh (self);
}

static IbarCompositionOrder *
create_order (IbarComposer *self)
{
  IbarCompositionOrder *order;
  IbarCollection *collection = ibar_session_get_collection (self->session);
  IbarRegion *region = ibar_session_get_region (self->session);

  if (collection == NULL)
    return NULL;
  order = g_new0 (IbarCompositionOrder, 1);
  order->figure = ibar_figure_copy (ibar_figure_editor_get_figure (self->editor));
  order->collection = g_strdup (ibar_collection_get_path (collection));
  order->region = region != NULL ? ibar_region_ref (region) : NULL;
  order->page = self->page;
  return order;
}

/* Asks the worker for what the settings say now; while it works, for another round after this one.
 */
static void
refresh (IbarComposer *self)
{
  int width, height;
  IbarCompositionOrder *order;

  self->asked_again = self->working;
  if (self->working || !ibar_figure_preview_get_room (self->preview, &width, &height))
    return;
  order = create_order (self);
  if (order == NULL)
    return;
  self->working = TRUE;
  order->width = width;
  order->height = height;
  ibar_composition_make_async (order, self->cancellable, made_cb, g_object_ref (self));
}

/* Settings
 * ---------------------------------------------------------------------------------------------- */

static void
take_from_session (IbarComposer *self)
{
  const IbarBoundaryProfile *profile = ibar_session_get_profile (self->session);
  IbarFigure *figure = ibar_figure_editor_peek (self->editor);

  g_free (figure->filter);
  figure->filter = g_strdup (ibar_session_get_filter_text (self->session));
  figure->names = *ibar_session_get_names (self->session);
  g_free (figure->profile);
  figure->profile = profile != NULL ? g_strdup (profile->id) : NULL;
}

/* The figure is another one. */
static void
edited_cb (IbarFigureEditor *editor, IbarComposer *self)
{
  take_from_session (self);
  self->updating = TRUE;
  ibar_composer_rows_update (self->rows, ibar_figure_editor_get_figure (editor));
  self->updating = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.undo",
                                 ibar_figure_editor_can_undo (editor));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.redo",
                                 ibar_figure_editor_can_redo (editor));
  refresh (self);
}

static void
setting_changed (const char *key, const char *value, gpointer data)
{
  IbarComposer *self = data;
  g_autoptr (GError) error = NULL;

  ibar_figure_editor_end_step (self->editor);
  if (!ibar_figure_editor_set (self->editor, key, value, &error))
    {
      tell (error->message, self);
      ibar_composer_rows_update (self->rows, ibar_figure_editor_get_figure (self->editor));
    }
}

static void
load_preset (IbarComposer *self, const char *name)
{
  g_autoptr (IbarFigure) copy = ibar_figure_copy (ibar_figure_editor_get_figure (self->editor));
  g_autoptr (GError) error = NULL;

  if (!ibar_evidence_load_preset (copy, name, &error))
    {
      tell (error->message, self);
      return;
    }
  self->page = 0;
  ibar_evidence_load_preset (ibar_figure_editor_edit (self->editor, NULL), name, NULL);
  ibar_figure_editor_done (self->editor);
}

static void
preset_chosen_cb (GtkDropDown *preset, GParamSpec *pspec, IbarComposer *self)
{
  GtkStringObject *name = gtk_drop_down_get_selected_item (preset);

  if (name != NULL && !self->updating)
    load_preset (self, gtk_string_object_get_string (name));
}

/* The presets there are, with one of them shown as chosen. */
static void
list_presets (IbarComposer *self, const char *chosen)
{
  g_autofree char *names = ibar_figure_list_presets ();
  g_auto (GStrv) presets = g_strsplit (names, ", ", -1);
  g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const *) presets);

  self->updating = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->preset), G_LIST_MODEL (model));
  for (guint i = 0; presets[i] != NULL; i++)
    {
      if (strcmp (presets[i], chosen) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->preset), i);
    }
  self->updating = FALSE;
}

static void
session_changed_cb (IbarSession *session, guint flags, IbarComposer *self)
{
  if ((flags
       & (IBAR_CHANGED_RESULT | IBAR_CHANGED_NAMES | IBAR_CHANGED_PROFILE | IBAR_CHANGED_REGION
          | IBAR_CHANGED_COLLECTION))
      == 0)
    return;
  take_from_session (self);
  refresh (self);
}

/* The map's part of the world
 * ------------------------------------------------------------------------- */

/* What stands in the list before the areas. */
enum
{
  EXTENT_NOTHING, /* "Choose…": nothing has been chosen, or it is done */
  EXTENT_EVENTS,
  EXTENT_VIEW,
  N_FIXED_EXTENTS,
};

static void
set_extent (IbarComposer *self, const IbarExtent *extent)
{
  IbarFigure *figure = ibar_figure_editor_edit (self->editor, NULL);

  figure->extent = *extent;
  figure->scale = 0;
  figure->center = (IbarPoint){ NAN, NAN };
  ibar_figure_editor_done (self->editor);
}

static void
extent_chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, IbarComposer *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  IbarRegion *region = ibar_session_get_region (self->session);
  IbarExtent extent;

  if (self->updating || selected == EXTENT_NOTHING || selected == GTK_INVALID_LIST_POSITION)
    return;
  ibar_extent_init_empty (&extent);
  if (selected == EXTENT_VIEW && !ibar_session_get_view_extent (self->session, &extent))
    tell (_ ("The window’s map has no view yet."), self);
  if (selected >= N_FIXED_EXTENTS && region != NULL)
    {
      const IbarFeature *area
          = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, selected - N_FIXED_EXTENTS);

      extent = (IbarExtent){ ibar_mercator_longitude (area->min_x),
                             ibar_mercator_latitude (area->max_y),
                             ibar_mercator_longitude (area->max_x),
                             ibar_mercator_latitude (area->min_y) };
    }
  set_extent (self, &extent);
  /* What was chosen is done; the map may be moved from there, and the same chosen again. */
  self->updating = TRUE;
  gtk_drop_down_set_selected (drop_down, EXTENT_NOTHING);
  self->updating = FALSE;
}

static void
list_extents (IbarComposer *self)
{
  IbarRegion *region = ibar_session_get_region (self->session);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint n = region != NULL ? ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA) : 0;

  gtk_string_list_append (model, _ ("Choose…"));
  gtk_string_list_append (model, _ ("What holds the events"));
  gtk_string_list_append (model, _ ("The window’s view"));
  for (guint i = 0; i < n; i++)
    {
      const IbarFeature *area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i);
      g_autofree char *name
          = ibar_names_format (&area->names, ibar_session_get_names (self->session));

      gtk_string_list_append (model, name);
    }
  self->updating = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->extent), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->extent), EXTENT_NOTHING);
  self->updating = FALSE;
}

/* Pages and export
 * -------------------------------------------------------------------------------------- */

static void
previous_page_cb (GtkButton *button, IbarComposer *self)
{
  self->page -= self->page > 0 ? 1 : 0;
  refresh (self);
}

static void
next_page_cb (GtkButton *button, IbarComposer *self)
{
  self->page++;
  refresh (self);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarComposition) made = ibar_composition_make_finish (result, &error);
  g_autofree char *text = NULL;

  self->n_exports--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (made == NULL)
    {
      tell (error->message, self);
      return;
    }
  if (made->files->len == 1)
    {
      g_autofree char *name = g_path_get_basename (made->files->pdata[0]);
      text = g_strdup_printf (_ ("Saved “%s”"), name);
    }
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Saved %u file", "Saved %u files",
                                         made->files->len),
                            made->files->len);
  tell (text, self);
}

static void
export_to (IbarComposer *self, const char *path)
{
  IbarCompositionOrder *order = create_order (self);

  if (order == NULL)
    return;
  order->output = g_strdup (path);
  self->n_exports++;
  ibar_composition_make_async (order, self->cancellable, exported_cb, g_object_ref (self));
}

static void
export_chosen (const char *path, gpointer data)
{
  export_to (data, path);
}

static void
export_cb (GtkButton *button, IbarComposer *self)
{
  static const char *const patterns[]
      = { "*.pdf", "*.svg", "*.png", "*.html", "*.webm", "*.gif", NULL };

  ibar_composer_choose_file (GTK_WINDOW (self), _ ("Export the Figure"), _ ("figure.pdf"), patterns,
                             TRUE, export_chosen, self);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarComposition) made = ibar_composition_make_finish (result, &error);

  self->n_exports--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (made != NULL)
    ibar_composer_copy (GTK_WIDGET (self), made);
  tell (made != NULL ? _ ("The figure is on the clipboard.") : error->message, self);
}

/* Presets as files
 * ------------------------------------------------------------------------------------ */

static void
save_preset (IbarComposer *self, const char *name)
{
  g_autofree char *path = NULL, *said = NULL;
  g_autoptr (GError) error = NULL;

  if (!ibar_figure_save_preset (ibar_figure_editor_get_figure (self->editor), name, &path, &error))
    {
      tell (error->message, self);
      return;
    }
  list_presets (self, name);
  said = g_strdup_printf (_ ("Saved as %s, a file that others can use"), path);
  tell (said, self);
}

static void
preset_named_cb (GtkDialog *dialog, int response, IbarComposer *self)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (dialog), "entry");

  if (response == GTK_RESPONSE_ACCEPT)
    save_preset (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
ask_preset_name (IbarComposer *self)
{
  GtkWidget *dialog
      = gtk_message_dialog_new (GTK_WINDOW (self), GTK_DIALOG_MODAL | GTK_DIALOG_USE_HEADER_BAR,
                                GTK_MESSAGE_OTHER, GTK_BUTTONS_CANCEL, "%s",
                                _ ("Save the Look as a Preset"));
  GtkWidget *area = gtk_message_dialog_get_message_area (GTK_MESSAGE_DIALOG (dialog));
  GtkWidget *entry = gtk_entry_new ();

  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (dialog), "%s",
      _ ("All but its events, its title, its part of the map and what is drawn on it."));
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Name"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the preset"), -1);
  gtk_box_append (GTK_BOX (area), entry);
  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("_Save"), GTK_RESPONSE_ACCEPT);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  g_signal_connect (dialog, "response", G_CALLBACK (preset_named_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
preset_file_chosen (const char *path, gpointer data)
{
  load_preset (data, path);
}

/* Actions: the menu, the keys, D-Bus and the tests use the same names.
 * --------------------------------------------------------------------------------------------- */

/* export('/tmp/figure.pdf') without the dialog; '' asks. */
static void
export_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *path = g_variant_get_string (parameter, NULL);

  if (path[0] != '\0')
    export_to (IBAR_COMPOSER (widget), path);
  else
    export_cb (NULL, IBAR_COMPOSER (widget));
}

/* set('page.size', 'a5'): what a row does, by name. */
static void
set_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *key, *value;

  g_variant_get (parameter, "(&s&s)", &key, &value);
  setting_changed (key, value, widget);
}

static void
undo_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ibar_figure_editor_undo (IBAR_COMPOSER (widget)->editor);
}

static void
redo_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ibar_figure_editor_redo (IBAR_COMPOSER (widget)->editor);
}

static void
copy_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IbarComposer *self = IBAR_COMPOSER (widget);
  IbarCompositionOrder *order = create_order (self);

  if (order == NULL)
    return;
  order->clipboard = TRUE;
  self->n_exports++;
  ibar_composition_make_async (order, self->cancellable, copied_cb, g_object_ref (self));
}

static void
print_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IbarComposer *self = IBAR_COMPOSER (widget);
  IbarCollection *collection = ibar_session_get_collection (self->session);

  if (collection != NULL)
    ibar_composer_print (GTK_WINDOW (self), ibar_figure_editor_get_figure (self->editor),
                         ibar_collection_get_path (collection),
                         ibar_session_get_region (self->session), tell, self);
}

/* save-preset('My page'); '' asks for the name. */
static void
save_preset_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *preset = g_variant_get_string (parameter, NULL);

  if (preset[0] != '\0')
    save_preset (IBAR_COMPOSER (widget), preset);
  else
    ask_preset_name (IBAR_COMPOSER (widget));
}

/* load-preset('/tmp/shared.ini') without the dialog; '' asks. */
static void
load_preset_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const patterns[] = { "*.ini", "*.pdf", "*.svg", "*.png", "*.html", NULL };
  const char *path = g_variant_get_string (parameter, NULL);

  if (path[0] != '\0')
    load_preset (IBAR_COMPOSER (widget), path);
  else
    ibar_composer_choose_file (GTK_WINDOW (widget), _ ("Use a Preset File or an Old Figure"), NULL,
                               patterns, FALSE, preset_file_chosen, widget);
}

/* Building
 * ---------------------------------------------------------------------------------------------- */

static GtkWidget *
create_button (const char *icon, const char *label, GCallback callback, IbarComposer *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GMenuModel *
create_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) output = g_menu_new ();
  g_autoptr (GMenu) presets = g_menu_new ();

  g_menu_append (output, _ ("_Copy"), "composer.copy");
  g_menu_append (output, _ ("_Print…"), "composer.print");
  g_menu_append (presets, _ ("_Save as Preset…"), "composer.save-preset('')");
  g_menu_append (presets, _ ("_Use a Preset File or Figure…"), "composer.load-preset('')");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (output));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (presets));
  return G_MENU_MODEL (menu);
}

static GtkWidget *
create_action_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
create_header (IbarComposer *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *export = gtk_button_new_with_mnemonic (_ ("_Export…"));
  GtkWidget *menu = gtk_menu_button_new ();
  g_autoptr (GMenuModel) model = create_menu ();

  gtk_widget_add_css_class (export, "suggested-action");
  g_signal_connect (export, "clicked", G_CALLBACK (export_cb), self);
  self->preset = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_tooltip_text (self->preset, _ ("Preset"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Preset"), -1);
  g_signal_connect (self->preset, "notify::selected", G_CALLBACK (preset_chosen_cb), self);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), model);
  gtk_widget_set_tooltip_text (menu, _ ("Menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Menu"),
                                  -1);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->preset);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             create_action_button ("edit-undo-symbolic", _ ("Undo"),
                                                   "composer.undo"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             create_action_button ("edit-redo-symbolic", _ ("Redo"),
                                                   "composer.redo"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), menu);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), export);
  return header;
}

static GtkWidget *
create_page_bar (IbarComposer *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = gtk_label_new (_ ("Show on the map:"));

  self->previous = create_button ("go-previous-symbolic", _ ("Previous page"),
                                  G_CALLBACK (previous_page_cb), self);
  self->next = create_button ("go-next-symbolic", _ ("Next page"), G_CALLBACK (next_page_cb), self);
  self->page_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->page_label, "numeric");
  gtk_widget_set_hexpand (self->page_label, FALSE);
  self->extent = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->extent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show on the map"), -1);
  g_signal_connect (self->extent, "notify::selected", G_CALLBACK (extent_chosen_cb), self);
  gtk_widget_set_margin_bottom (bar, 6);
  gtk_widget_set_margin_start (bar, 12);
  gtk_widget_set_margin_end (bar, 12);
  gtk_box_append (GTK_BOX (bar), self->previous);
  gtk_box_append (GTK_BOX (bar), self->page_label);
  gtk_box_append (GTK_BOX (bar), self->next);
  gtk_widget_set_halign (caption, GTK_ALIGN_END);
  gtk_widget_set_hexpand (caption, TRUE);
  gtk_box_append (GTK_BOX (bar), caption);
  gtk_box_append (GTK_BOX (bar), self->extent);
  return bar;
}

/* The tools
 * --------------------------------------------------------------------------------------------- */

static void
tool_toggled_cb (GtkToggleButton *button, IbarComposer *self)
{
  for (int t = IBAR_TOOL_SELECT; t < IBAR_N_ANNOTATION_KINDS; t++)
    {
      if (self->tools[t + 1] == GTK_WIDGET (button) && gtk_toggle_button_get_active (button)
          && ibar_figure_preview_get_tool (self->preview) != t)
        {
          ibar_figure_preview_set_tool (self->preview, t);
          gtk_widget_grab_focus (GTK_WIDGET (self->preview));
        }
    }
}

static void
tool_changed_cb (IbarFigurePreview *preview, GParamSpec *pspec, IbarComposer *self)
{
  GtkWidget *button = self->tools[ibar_figure_preview_get_tool (preview) + 1];

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  update_hint (self);
}

static GtkWidget *
create_tool_bar (IbarComposer *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (int t = IBAR_TOOL_SELECT; t < IBAR_N_ANNOTATION_KINDS; t++)
    {
      const char *label = t == IBAR_TOOL_SELECT
                              ? _ ("Select")
                              : ibar_annotation_kind_get_label ((IbarAnnotationKind) t);
      GtkWidget *button = gtk_toggle_button_new_with_label (label);

      if (t > IBAR_TOOL_SELECT)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->tools[0]));
      self->tools[t + 1] = button;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), t == IBAR_TOOL_SELECT);
      g_signal_connect (button, "toggled", G_CALLBACK (tool_toggled_cb), self);
      gtk_box_append (GTK_BOX (bar), button);
    }
  gtk_widget_add_css_class (bar, "linked");
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (bar, 6);
  return bar;
}

static void
resized_cb (GtkDrawingArea *area, int width, int height, IbarComposer *self)
{
  refresh (self);
}

static GtkWidget *
create_preview (IbarComposer *self)
{
  self->preview = IBAR_FIGURE_PREVIEW (ibar_figure_preview_new (self->editor));
  g_signal_connect (self->preview, "resize", G_CALLBACK (resized_cb), self);
  g_signal_connect (self->preview, "notify::tool", G_CALLBACK (tool_changed_cb), self);
  return GTK_WIDGET (self->preview);
}

static GtkWidget *
create_hint (IbarComposer *self)
{
  self->hint = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_widget_set_margin_bottom (self->hint, 6);
  gtk_widget_set_margin_start (self->hint, 12);
  gtk_widget_set_margin_end (self->hint, 12);
  return self->hint;
}

static GtkWidget *
create_settings (IbarComposer *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->findings = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->findings), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->findings), 36);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->findings), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (self->findings), 0);
  gtk_label_set_selectable (GTK_LABEL (self->findings), TRUE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Before You Export"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->findings);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), ibar_annotation_panel_new (self->editor));
  self->rows = ibar_composer_rows_new (GTK_BOX (box), setting_changed, self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, 340, -1);
  gtk_widget_set_hexpand (box, FALSE);
  return scrolled;
}

static void
ibar_composer_dispose (GObject *object)
{
  IbarComposer *self = IBAR_COMPOSER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->preview != NULL)
    ibar_figure_preview_show (self->preview, NULL, 0);
  self->preview = NULL;
  G_OBJECT_CLASS (ibar_composer_parent_class)->dispose (object);
}

static void
ibar_composer_finalize (GObject *object)
{
  IbarComposer *self = IBAR_COMPOSER (object);

  g_clear_pointer (&self->rows, ibar_composer_rows_free);
  g_clear_pointer (&self->composition, ibar_composition_free);
  g_clear_object (&self->editor);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ibar_composer_parent_class)->finalize (object);
}

static void
ibar_composer_class_init (IbarComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = ibar_composer_finalize;
  gtk_widget_class_install_action (widget_class, "composer.export", "s", export_activated);
  gtk_widget_class_install_action (widget_class, "composer.set", "(ss)", set_activated);
  gtk_widget_class_install_action (widget_class, "composer.undo", NULL, undo_activated);
  gtk_widget_class_install_action (widget_class, "composer.redo", NULL, redo_activated);
  gtk_widget_class_install_action (widget_class, "composer.copy", NULL, copy_activated);
  gtk_widget_class_install_action (widget_class, "composer.print", NULL, print_activated);
  gtk_widget_class_install_action (widget_class, "composer.save-preset", "s",
                                   save_preset_activated);
  gtk_widget_class_install_action (widget_class, "composer.load-preset", "s",
                                   load_preset_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "composer.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "composer.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "composer.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "composer.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "composer.export",
                                       "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
ibar_composer_init (IbarComposer *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->editor = ibar_figure_editor_new ();
  self->cancellable = g_cancellable_new ();
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  gtk_window_set_title (GTK_WINDOW (self), _ ("Figure"));
  gtk_window_set_default_size (GTK_WINDOW (self), 1100, 780);
  create_preview (self);
  gtk_box_append (GTK_BOX (left), create_tool_bar (self));
  gtk_box_append (GTK_BOX (left), GTK_WIDGET (self->preview));
  gtk_box_append (GTK_BOX (left), create_hint (self));
  gtk_box_append (GTK_BOX (left), create_page_bar (self));
  gtk_box_append (GTK_BOX (inner), left);
  gtk_box_append (GTK_BOX (inner), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (inner), create_settings (self));
  gtk_box_append (GTK_BOX (outer), create_header (self));
  gtk_box_append (GTK_BOX (outer), inner);
  adw_toast_overlay_set_child (self->toasts, outer);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
}

/**
 * ibar_composer_new:
 * @parent: the window whose view becomes a figure
 * @session: its session; filter, names and boundaries follow it while the composer is open
 *
 * Returns: (transfer none): a composer that is not shown yet
 */
GtkWidget *
ibar_composer_new (GtkWindow *parent, IbarSession *session)
{
  IbarComposer *self = g_object_new (IBAR_TYPE_COMPOSER, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  list_presets (self, "report-page");
  list_extents (self);
  ibar_figure_load_preset (ibar_figure_editor_peek (self->editor), "report-page", NULL);
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (edited_cb), self, 0);
  g_signal_connect_object (self->editor, "selected", G_CALLBACK (update_hint), self,
                           G_CONNECT_SWAPPED);
  edited_cb (self->editor, self);
  update_hint (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, 0);
  return GTK_WIDGET (self);
}

/**
 * ibar_composer_is_ready:
 * @self: a composer
 *
 * Returns: whether what it shows is what the settings say, and no export is under way
 */
gboolean
ibar_composer_is_ready (IbarComposer *self)
{
  g_return_val_if_fail (IBAR_IS_COMPOSER (self), FALSE);
  return self->composition != NULL && !self->working && !self->asked_again && self->n_exports == 0;
}

/**
 * ibar_composer_get_figure:
 * @self: a composer
 *
 * Returns: (transfer none): its settings
 */
const IbarFigure *
ibar_composer_get_figure (IbarComposer *self)
{
  g_return_val_if_fail (IBAR_IS_COMPOSER (self), NULL);
  return ibar_figure_editor_get_figure (self->editor);
}
