/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The figure being composed, and its history: copies of the description, a few kilobytes each, so
 * that undo needs to know nothing of what was done. */

#define G_LOG_DOMAIN "ibar-figure-editor"

#include "config.h"

#include "ibar-figure-editor.h"

#include <math.h>
#include <string.h>

#define MOST_STEPS 200

struct _IbarFigureEditor
{
  GObject parent_instance;

  IbarFigure *figure; /* (owned) */
  GPtrArray *undo;    /* of IbarFigure, the oldest first */
  GPtrArray *redo;    /* of IbarFigure, the one that was left first, first */
  char *reason;       /* (nullable) of the step that is still open */
  char *selected;     /* (nullable) */
};

enum
{
  CHANGED,
  SELECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IbarFigureEditor, ibar_figure_editor, G_TYPE_OBJECT)

static void
ibar_figure_editor_finalize (GObject *object)
{
  IbarFigureEditor *self = IBAR_FIGURE_EDITOR (object);

  g_clear_pointer (&self->figure, ibar_figure_free);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  g_free (self->reason);
  g_free (self->selected);
  G_OBJECT_CLASS (ibar_figure_editor_parent_class)->finalize (object);
}

static void
ibar_figure_editor_class_init (IbarFigureEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_figure_editor_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ibar_figure_editor_init (IbarFigureEditor *self)
{
  self->figure = ibar_figure_new ();
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_figure_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_figure_free);
}

IbarFigureEditor *
ibar_figure_editor_new (void)
{
  return g_object_new (IBAR_TYPE_FIGURE_EDITOR, NULL);
}

const IbarFigure *
ibar_figure_editor_get_figure (IbarFigureEditor *self)
{
  g_return_val_if_fail (IBAR_IS_FIGURE_EDITOR (self), NULL);
  return self->figure;
}

IbarFigure *
ibar_figure_editor_peek (IbarFigureEditor *self)
{
  g_return_val_if_fail (IBAR_IS_FIGURE_EDITOR (self), NULL);
  return self->figure;
}

/* The history
 * --------------------------------------------------------------------------------------- */

IbarFigure *
ibar_figure_editor_edit (IbarFigureEditor *self, const char *reason)
{
  g_return_val_if_fail (IBAR_IS_FIGURE_EDITOR (self), NULL);
  if (reason == NULL || g_strcmp0 (reason, self->reason) != 0)
    {
      g_ptr_array_add (self->undo, ibar_figure_copy (self->figure));
      if (self->undo->len > MOST_STEPS)
        g_ptr_array_remove_index (self->undo, 0);
      g_ptr_array_set_size (self->redo, 0);
    }
  if (reason != self->reason)
    {
      g_free (self->reason);
      self->reason = g_strdup (reason);
    }
  return self->figure;
}

void
ibar_figure_editor_end_step (IbarFigureEditor *self)
{
  g_clear_pointer (&self->reason, g_free);
}

/* A part that is no longer there cannot stay selected. */
static void
check_selection (IbarFigureEditor *self)
{
  if (self->selected != NULL && g_str_has_prefix (self->selected, "annotations.")
      && ibar_figure_editor_get_annotation (self) == NULL)
    ibar_figure_editor_select (self, NULL);
}

void
ibar_figure_editor_done (IbarFigureEditor *self)
{
  g_return_if_fail (IBAR_IS_FIGURE_EDITOR (self));
  check_selection (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
go (IbarFigureEditor *self, GPtrArray *from, GPtrArray *to)
{
  if (from->len == 0)
    return;
  ibar_figure_editor_end_step (self);
  g_ptr_array_add (to, self->figure);
  self->figure = g_ptr_array_steal_index (from, from->len - 1);
  ibar_figure_editor_done (self);
}

void
ibar_figure_editor_undo (IbarFigureEditor *self)
{
  g_return_if_fail (IBAR_IS_FIGURE_EDITOR (self));
  go (self, self->undo, self->redo);
}

void
ibar_figure_editor_redo (IbarFigureEditor *self)
{
  g_return_if_fail (IBAR_IS_FIGURE_EDITOR (self));
  go (self, self->redo, self->undo);
}

gboolean
ibar_figure_editor_can_undo (IbarFigureEditor *self)
{
  return self->undo->len > 0;
}

gboolean
ibar_figure_editor_can_redo (IbarFigureEditor *self)
{
  return self->redo->len > 0;
}

/* Changes
 * --------------------------------------------------------------------------------------------- */

/* The newest of extent and scale holds. */
static void
settle_extent (IbarFigure *figure, const char *key)
{
  if (strcmp (key, "map.extent") == 0)
    {
      figure->scale = 0;
      figure->center = (IbarPoint){ NAN, NAN };
    }
}

/**
 * ibar_figure_editor_set:
 * @self: an editor
 * @key: as ibar_figure_set() takes it
 * @value: as well
 * @error: return location for an error
 *
 * Changes one thing, as a step of the history.
 *
 * Returns: whether it was understood; if not, nothing has changed
 */
gboolean
ibar_figure_editor_set (IbarFigureEditor *self, const char *key, const char *value, GError **error)
{
  g_autoptr (IbarFigure) copy = NULL;
  g_autofree char *before = NULL, *after = NULL;

  g_return_val_if_fail (IBAR_IS_FIGURE_EDITOR (self), FALSE);
  copy = ibar_figure_copy (self->figure);
  if (!ibar_figure_set (copy, key, value, error))
    return FALSE;
  before = ibar_figure_get (self->figure, key);
  after = ibar_figure_get (copy, key);
  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  ibar_figure_editor_edit (self, NULL);
  ibar_figure_set (self->figure, key, value, NULL);
  settle_extent (self->figure, key);
  ibar_figure_editor_done (self);
  return TRUE;
}

const char *
ibar_figure_editor_get_selected (IbarFigureEditor *self)
{
  g_return_val_if_fail (IBAR_IS_FIGURE_EDITOR (self), NULL);
  return self->selected;
}

/**
 * ibar_figure_editor_select:
 * @self: an editor
 * @part: (nullable): what shall be selected
 */
void
ibar_figure_editor_select (IbarFigureEditor *self, const char *part)
{
  g_return_if_fail (IBAR_IS_FIGURE_EDITOR (self));
  if (g_strcmp0 (part, self->selected) == 0)
    return;
  ibar_figure_editor_end_step (self);
  g_free (self->selected);
  self->selected = g_strdup (part);
  g_signal_emit (self, signals[SELECTED], 0);
}

const IbarAnnotation *
ibar_figure_editor_get_annotation (IbarFigureEditor *self)
{
  g_return_val_if_fail (IBAR_IS_FIGURE_EDITOR (self), NULL);
  if (self->selected == NULL || !g_str_has_prefix (self->selected, "annotations."))
    return NULL;
  return ibar_figure_find_annotation (self->figure, self->selected + strlen ("annotations."));
}

void
ibar_figure_editor_remove (IbarFigureEditor *self)
{
  g_autofree char *key = g_strdup (self->selected);

  g_return_if_fail (IBAR_IS_FIGURE_EDITOR (self));
  if (key == NULL)
    return;
  ibar_figure_editor_set (self, key, g_str_has_prefix (key, "annotations.") ? "" : "hidden", NULL);
}
