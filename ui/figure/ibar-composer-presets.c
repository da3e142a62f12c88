/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The looks a figure can have: those that ship, the user's own, and files from others. */

#define G_LOG_DOMAIN "ibar-composer-presets"

#include "config.h"

#include "ibar-composer-presets.h"

#include <adwaita.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-evidence.h"
#include "ibar-parts.h"

#define FIRST "report-page"

typedef struct
{
  IbarFigureEditor *editor; /* (owned) */
  IbarPathFunc told;
  gpointer user_data;
  gboolean updating; /* nobody has chosen anything */
} Presets;

static void
presets_free (gpointer data)
{
  g_object_unref (((Presets *) data)->editor);
  g_free (data);
}

static Presets *
get_presets (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "presets");
}

/* The presets there are, with one of them shown as chosen. */
static void
list_presets (GtkWidget *widget, const char *chosen)
{
  Presets *presets = get_presets (widget);
  g_auto (GStrv) names = ibar_figure_list_presets ();
  g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const *) names);

  presets->updating = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (widget), G_LIST_MODEL (model));
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (strcmp (names[i], chosen) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), i);
    }
  presets->updating = FALSE;
}

/* Tried on a copy first: a file that is none leaves the figure as it is. */
static void
load (Presets *presets, const char *name)
{
  g_autoptr (IbarFigure) copy = ibar_figure_copy (ibar_figure_editor_get_figure (presets->editor));
  g_autoptr (GError) error = NULL;

  if (!ibar_evidence_load_preset (copy, name, &error))
    {
      presets->told (error->message, presets->user_data);
      return;
    }
  ibar_evidence_load_preset (ibar_figure_editor_edit (presets->editor, NULL), name, NULL);
  ibar_figure_editor_done (presets->editor);
}

static void
chosen_cb (GtkDropDown *widget, GParamSpec *pspec, Presets *presets)
{
  GtkStringObject *name = gtk_drop_down_get_selected_item (widget);

  if (name != NULL && !presets->updating)
    load (presets, gtk_string_object_get_string (name));
}

static void
save (GtkWidget *widget, const char *name)
{
  Presets *presets = get_presets (widget);
  g_autofree char *path = NULL, *said = NULL;
  g_autoptr (GError) error = NULL;

  if (!ibar_figure_save_preset (ibar_figure_editor_get_figure (presets->editor), name, &path,
                                &error))
    {
      presets->told (error->message, presets->user_data);
      return;
    }
  list_presets (widget, name);
  said = g_strdup_printf (_ ("Saved as %s, a file that others can use"), path);
  presets->told (said, presets->user_data);
}

static void
named_cb (GtkWidget *dialog, const char *response, GtkWidget *widget)
{
  GtkEditable *name = g_object_get_data (G_OBJECT (dialog), "name");

  if (g_str_equal (response, "save") && gtk_editable_get_text (name)[0] != '\0')
    save (widget, gtk_editable_get_text (name));
}

static void
name_changed_cb (GtkEditable *name, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "save", gtk_editable_get_text (name)[0] != '\0');
}

static void
ask_name (GtkWidget *widget)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *name = adw_entry_row_new ();
  GtkWidget *dialog = ibar_part_dialog (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save the Look as a Preset"),
                                        _ ("All but its events, its title, its part of the map and what is drawn on it."), list);
  AdwMessageDialog *question = ADW_MESSAGE_DIALOG (dialog);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _ ("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (name), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), name);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  g_object_set_data (G_OBJECT (dialog), "name", name);
  adw_message_dialog_add_responses (question, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (question, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question, "save");
  adw_message_dialog_set_response_enabled (question, "save", FALSE);
  g_signal_connect (name, "changed", G_CALLBACK (name_changed_cb), dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (named_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (name);
}

static void
file_chosen (const char *path, gpointer data)
{
  load (get_presets (data), path);
}

static char *
label_preset (GtkStringObject *name, gpointer data)
{
  return ibar_figure_dup_preset_label (gtk_string_object_get_string (name));
}

GtkWidget *
ibar_composer_presets_new (IbarFigureEditor *editor, IbarPathFunc told, gpointer user_data)
{
  GtkExpression *label = gtk_cclosure_expression_new (
      G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (label_preset), NULL, NULL);
  GtkWidget *widget = gtk_drop_down_new (NULL, label);
  Presets *presets = g_new0 (Presets, 1);

  presets->editor = g_object_ref (editor);
  presets->told = told;
  presets->user_data = user_data;
  g_object_set_data_full (G_OBJECT (widget), "presets", presets, presets_free);
  gtk_widget_set_tooltip_text (widget, _ ("Preset"));
  ibar_part_name_drop_down (widget, _ ("Preset"));
  g_signal_connect (widget, "notify::selected", G_CALLBACK (chosen_cb), presets);
  list_presets (widget, FIRST);
  ibar_figure_load_preset (ibar_figure_editor_peek (editor), FIRST, NULL);
  return widget;
}

void
ibar_composer_presets_load (GtkWidget *self, const char *name)
{
  static const char *const patterns[] = { "*.ini", "*.pdf", "*.svg", "*.png", "*.html", NULL };

  if (name != NULL)
    load (get_presets (self), name);
  else
    ibar_composer_choose_file (GTK_WINDOW (gtk_widget_get_root (self)),
                               _ ("Use a Preset File or an Old Figure"), NULL, patterns, FALSE,
                               file_chosen, self);
}

void
ibar_composer_presets_save (GtkWidget *self, const char *name)
{
  if (name != NULL)
    save (self, name);
  else
    ask_name (self);
}
