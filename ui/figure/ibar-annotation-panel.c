/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The look of the selected annotation as rows. Each writes the annotation back as text through the
 * editor, the way a preset would say it. */

#define G_LOG_DOMAIN "ibar-annotation-panel"

#include "config.h"

#include "ibar-annotation-panel.h"

#include <string.h>

#include <glib/gi18n-lib.h>

struct _IbarAnnotationPanel
{
  GtkBox parent_instance;

  IbarFigureEditor *editor; /* (owned) */
  gboolean updating;
  AdwPreferencesGroup *head;  /* what is selected */
  AdwPreferencesGroup *group; /* the rows, for an annotation only */
  GtkWidget *text, *color, *size, *width, *dashed, *filled, *frame;
  GtkWidget *remove, *restore;
};

G_DEFINE_FINAL_TYPE (IbarAnnotationPanel, ibar_annotation_panel, GTK_TYPE_BOX)

/* Apart in hue and in lightness; the first is that of the map's labels. */
static const struct
{
  const char *label;
  const char *value;
} colors[] = {
  { N_ ("As the labels"), "auto" }, { N_ ("Red"), "#b2182b" },   { N_ ("Orange"), "#e66101" },
  { N_ ("Yellow"), "#e0b000" },     { N_ ("Green"), "#018571" }, { N_ ("Blue"), "#2166ac" },
  { N_ ("Violet"), "#5e3c99" },     { N_ ("Black"), "#000000" }, { N_ ("White"), "#ffffff" },
};

static const char *const frame_labels[] = { N_ ("None"), N_ ("Box"), N_ ("Circle"), NULL };

/* Writing
 * --------------------------------------------------------------------------------------------- */

/* An annotation that was changed here: through its text, so that what a preset refuses is refused.
 */
static void
write_back (IbarAnnotationPanel *self, IbarAnnotation *changed)
{
  g_autofree char *part = g_strdup (ibar_figure_editor_get_selected (self->editor));
  g_autofree char *value = ibar_annotation_format (changed);

  ibar_figure_editor_set (self->editor, part, value, NULL);
  ibar_annotation_free (changed);
}

static IbarAnnotation *
begin (IbarAnnotationPanel *self)
{
  const IbarAnnotation *annotation = ibar_figure_editor_get_annotation (self->editor);

  return self->updating || annotation == NULL ? NULL : ibar_annotation_copy (annotation);
}

static void
text_applied_cb (AdwEntryRow *row, IbarAnnotationPanel *self)
{
  IbarAnnotation *annotation = begin (self);

  if (annotation == NULL)
    return;
  g_free (annotation->text);
  annotation->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  write_back (self, annotation);
}

static void
length_changed_cb (GtkSpinButton *spin, IbarAnnotationPanel *self)
{
  IbarAnnotation *annotation = begin (self);

  if (annotation == NULL)
    return;
  if (GTK_WIDGET (spin) == self->size)
    annotation->size = gtk_spin_button_get_value (spin);
  else
    annotation->width = gtk_spin_button_get_value (spin);
  write_back (self, annotation);
}

static void
switched_cb (GtkSwitch *widget, GParamSpec *pspec, IbarAnnotationPanel *self)
{
  IbarAnnotation *annotation = begin (self);

  if (annotation == NULL)
    return;
  if (GTK_WIDGET (widget) == self->dashed)
    annotation->dashed = gtk_switch_get_active (widget);
  else
    annotation->filled = gtk_switch_get_active (widget);
  write_back (self, annotation);
}

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec, IbarAnnotationPanel *self)
{
  IbarAnnotation *annotation = begin (self);
  guint selected = adw_combo_row_get_selected (row);

  if (annotation == NULL)
    return;
  if (GTK_WIDGET (row) == self->frame && selected < IBAR_N_ANNOTATION_FRAMES)
    annotation->frame = (IbarAnnotationFrame) selected;
  else if (GTK_WIDGET (row) == self->color && selected < G_N_ELEMENTS (colors))
    {
      PangoColor color;

      annotation->has_color = selected > 0;
      if (annotation->has_color && pango_color_parse (&color, colors[selected].value))
        annotation->color
            = (IbarColor){ color.red / 65535.0, color.green / 65535.0, color.blue / 65535.0, 1 };
    }
  write_back (self, annotation);
}

static void
remove_cb (GtkButton *button, IbarAnnotationPanel *self)
{
  ibar_figure_editor_remove (self->editor);
}

/* The selected label or mark as the layout has it; with nothing selected, all of them. */
static void
restore_cb (GtkButton *button, IbarAnnotationPanel *self)
{
  g_autofree char *part = g_strdup (ibar_figure_editor_get_selected (self->editor));
  IbarFigure *figure;

  if (part != NULL)
    {
      ibar_figure_editor_set (self->editor, part, "", NULL);
      return;
    }
  figure = ibar_figure_editor_edit (self->editor, NULL);
  g_ptr_array_set_size (figure->labels, 0);
  g_ptr_array_set_size (figure->marks, 0);
  ibar_figure_editor_done (self->editor);
}

/* Showing
 * --------------------------------------------------------------------------------------------- */

static guint
find_color (const IbarAnnotation *annotation)
{
  for (guint i = 1; annotation->has_color && i < G_N_ELEMENTS (colors); i++)
    {
      PangoColor color;

      if (pango_color_parse (&color, colors[i].value)
          && ABS (color.red / 65535.0 - annotation->color.red) < 0.01
          && ABS (color.green / 65535.0 - annotation->color.green) < 0.01
          && ABS (color.blue / 65535.0 - annotation->color.blue) < 0.01)
        return i;
    }
  return annotation->has_color ? GTK_INVALID_LIST_POSITION : 0;
}

static void
show_annotation (IbarAnnotationPanel *self, const IbarAnnotation *annotation)
{
  const IbarFigure *figure = ibar_figure_editor_get_figure (self->editor);

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->text)), annotation->text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->text), annotation->text);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->color), find_color (annotation));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->frame), annotation->frame);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->size),
                             annotation->size > 0 ? annotation->size : figure->text_size);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->width), annotation->width);
  gtk_switch_set_active (GTK_SWITCH (self->dashed), annotation->dashed);
  gtk_switch_set_active (GTK_SWITCH (self->filled), annotation->filled);
}

static void
set_row_visible (GtkWidget *widget, gboolean visible)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW);
  gtk_widget_set_visible (row, visible);
}

static void
show_rows (IbarAnnotationPanel *self, const IbarAnnotation *annotation)
{
  gboolean line = annotation != NULL && annotation->kind != IBAR_ANNOTATION_TEXT;
  gboolean area = annotation != NULL
                  && (annotation->kind == IBAR_ANNOTATION_RING
                      || annotation->kind == IBAR_ANNOTATION_POLYGON);

  gtk_widget_set_visible (GTK_WIDGET (self->group), annotation != NULL);
  set_row_visible (self->width, line);
  set_row_visible (self->dashed, line);
  set_row_visible (self->filled, area);
}

static void
show_buttons (IbarAnnotationPanel *self, const char *part, const IbarAnnotation *annotation)
{
  const IbarFigure *figure = ibar_figure_editor_get_figure (self->editor);
  gboolean label = part != NULL && g_str_has_prefix (part, "labels.");
  gboolean mark = part != NULL && g_str_has_prefix (part, "marks.");
  gboolean touched
      = label  ? ibar_figure_find_hand_edit (figure->labels, part + strlen ("labels.")) != NULL
        : mark ? ibar_figure_find_hand_edit (figure->marks, part + strlen ("marks.")) != NULL
               : part == NULL && figure->labels->len + figure->marks->len > 0;

  gtk_button_set_label (GTK_BUTTON (self->remove), annotation != NULL ? _ ("Delete")
                                                   : label            ? _ ("Hide the label")
                                                                      : _ ("Hide the mark"));
  gtk_widget_set_visible (self->remove, part != NULL);
  gtk_button_set_label (GTK_BUTTON (self->restore),
                        part != NULL ? _ ("As laid out") : _ ("All labels and marks as laid out"));
  gtk_widget_set_visible (self->restore, touched);
}

static void
update (IbarAnnotationPanel *self)
{
  const char *part = ibar_figure_editor_get_selected (self->editor);
  const IbarAnnotation *annotation = ibar_figure_editor_get_annotation (self->editor);

  self->updating = TRUE;
  adw_preferences_group_set_title (
      self->head, annotation != NULL ? ibar_annotation_kind_get_label (annotation->kind)
                  : part == NULL     ? _ ("Annotations")
                  : g_str_has_prefix (part, "labels.") ? _ ("Label")
                                                       : _ ("Mark"));
  adw_preferences_group_set_description (
      self->head, part == NULL ? _ (
                      "Choose a tool above the figure to draw on the map, or click what is there.")
                               : NULL);
  if (annotation != NULL)
    show_annotation (self, annotation);
  show_rows (self, annotation);
  show_buttons (self, part, annotation);
  self->updating = FALSE;
}

/* Building
 * ---------------------------------------------------------------------------------------------- */

static GtkWidget *
add_row (IbarAnnotationPanel *self, const char *title, GtkWidget *widget)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  adw_preferences_group_add (self->group, row);
  return widget;
}

static GtkWidget *
add_choice (IbarAnnotationPanel *self, const char *title, GtkStringList *labels)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_signal_connect (row, "notify::selected", G_CALLBACK (chosen_cb), self);
  adw_preferences_group_add (self->group, row);
  g_object_unref (labels);
  return row;
}

static GtkWidget *
add_spin (IbarAnnotationPanel *self, const char *title, double least, double most, double step)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 1);
  g_signal_connect (spin, "value-changed", G_CALLBACK (length_changed_cb), self);
  return add_row (self, title, spin);
}

static GtkWidget *
add_switch (IbarAnnotationPanel *self, const char *title)
{
  GtkWidget *widget = gtk_switch_new ();

  g_signal_connect (widget, "notify::active", G_CALLBACK (switched_cb), self);
  return add_row (self, title, widget);
}

static GtkWidget *
add_button (IbarAnnotationPanel *self, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  gtk_widget_set_margin_top (button, 6);
  g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self), button);
  return button;
}

static GtkStringList *
list_colors (void)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
    gtk_string_list_append (labels, _ (colors[i].label));
  return labels;
}

static GtkStringList *
list_frames (void)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  for (gsize i = 0; frame_labels[i] != NULL; i++)
    gtk_string_list_append (labels, _ (frame_labels[i]));
  return labels;
}

static void
ibar_annotation_panel_finalize (GObject *object)
{
  g_clear_object (&IBAR_ANNOTATION_PANEL (object)->editor);
  G_OBJECT_CLASS (ibar_annotation_panel_parent_class)->finalize (object);
}

static void
ibar_annotation_panel_class_init (IbarAnnotationPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_annotation_panel_finalize;
}

static void
ibar_annotation_panel_init (IbarAnnotationPanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->updating = TRUE;
  self->head = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->group));
  self->text = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->text), _ ("Text"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->text), TRUE);
  g_signal_connect (self->text, "apply", G_CALLBACK (text_applied_cb), self);
  adw_preferences_group_add (self->group, self->text);
  self->color = add_choice (self, _ ("Colour"), list_colors ());
  self->size = add_spin (self, _ ("Size of the text"), 6, 144, 1);
  self->frame = add_choice (self, _ ("Frame"), list_frames ());
  self->width = add_spin (self, _ ("Width of the line"), 0.2, 40, 0.4);
  self->dashed = add_switch (self, _ ("Dashed"));
  self->filled = add_switch (self, _ ("Filled"));
  self->remove = add_button (self, G_CALLBACK (remove_cb));
  self->restore = add_button (self, G_CALLBACK (restore_cb));
  self->updating = FALSE;
}

GtkWidget *
ibar_annotation_panel_new (IbarFigureEditor *editor)
{
  IbarAnnotationPanel *self = g_object_new (IBAR_TYPE_ANNOTATION_PANEL, NULL);

  self->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "selected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
