/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a press in the preview's map does: selecting, or one of the kinds of annotation. */

#define G_LOG_DOMAIN "ibar-composer-tools"

#include "config.h"

#include "ibar-composer-tools.h"

#include <glib/gi18n-lib.h>

#include "ibar-annotation.h"

#define N_TOOLS (IBAR_N_ANNOTATION_KINDS + 1) /* selecting, then the kinds */

typedef struct
{
  IbarFigurePreview *preview;  /* not owned: it lives in the same window */
  GtkWidget *buttons[N_TOOLS]; /* not owned */
} Tools;

static void
toggled_cb (GtkToggleButton *button, Tools *tools)
{
  for (int t = IBAR_TOOL_SELECT; t < IBAR_N_ANNOTATION_KINDS; t++)
    {
      if (tools->buttons[t + 1] == GTK_WIDGET (button) && gtk_toggle_button_get_active (button)
          && ibar_figure_preview_get_tool (tools->preview) != t)
        {
          ibar_figure_preview_set_tool (tools->preview, t);
          gtk_widget_grab_focus (GTK_WIDGET (tools->preview));
        }
    }
}

static void
tool_changed_cb (GtkWidget *bar, GParamSpec *pspec, IbarFigurePreview *preview)
{
  Tools *tools = g_object_get_data (G_OBJECT (bar), "tools");
  GtkWidget *button = tools->buttons[ibar_figure_preview_get_tool (preview) + 1];

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static GtkWidget *
create_button (Tools *tools, int tool)
{
  const char *label = tool == IBAR_TOOL_SELECT
                          ? _ ("Select")
                          : ibar_annotation_kind_get_label ((IbarAnnotationKind) tool);
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  if (tool > IBAR_TOOL_SELECT)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                 GTK_TOGGLE_BUTTON (tools->buttons[0]));
  tools->buttons[tool + 1] = button;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), tool == IBAR_TOOL_SELECT);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), tools);
  return button;
}

GtkWidget *
ibar_composer_tools_new (IbarFigurePreview *preview)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  Tools *tools = g_new0 (Tools, 1);

  tools->preview = preview;
  g_object_set_data_full (G_OBJECT (bar), "tools", tools, g_free);
  for (int t = IBAR_TOOL_SELECT; t < IBAR_N_ANNOTATION_KINDS; t++)
    gtk_box_append (GTK_BOX (bar), create_button (tools, t));
  g_signal_connect_object (preview, "notify::tool", G_CALLBACK (tool_changed_cb), bar,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (bar, "linked");
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (bar, 6);
  return bar;
}
