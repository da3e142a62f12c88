/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The looks a figure can have: those that ship, the user's own, and files from others. */

#define G_LOG_DOMAIN "ibar-composer-presets"

#include "config.h"

#include "ibar-composer-presets.h"

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
named_cb (GtkDialog *dialog, int response, GtkWidget *widget)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (dialog), "entry");

  if (response == GTK_RESPONSE_ACCEPT)
    save (widget, gtk_editable_get_text (GTK_EDITABLE (entry)));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
ask_name (GtkWidget *widget)
{
  GtkWidget *dialog = gtk_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (widget)), GTK_DIALOG_MODAL | GTK_DIALOG_USE_HEADER_BAR,
      GTK_MESSAGE_OTHER, GTK_BUTTONS_CANCEL, "%s", _ ("Save the Look as a Preset"));
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
  g_signal_connect (dialog, "response", G_CALLBACK (named_cb), widget);
  gtk_window_present (GTK_WINDOW (dialog));
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
