/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person has done to a figure by hand: annotations, labels moved or hidden, marks hidden.
 * Three groups whose keys are names: `annotations.bridge`, `labels.NK-20230529-01`,
 * `marks.NK-20230529-01`. They are found here by name and kept in the order they were made, in
 * which annotations are drawn. */

#define G_LOG_DOMAIN "ibar-figure-by-hand"

#include "config.h"

#include "ibar-figure-by-hand.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

typedef enum
{
  GROUP_ANNOTATIONS,
  GROUP_LABELS,
  GROUP_MARKS,
  GROUP_NONE,
} Group;

const char *const ibar_by_hand_groups[] = { "annotations", "labels", "marks", NULL };

/* The group that a key "group.name" belongs to, and the name. */
static Group
split_key (const char *key, const char **name)
{
  for (int g = 0; ibar_by_hand_groups[g] != NULL; g++)
    {
      gsize length = strlen (ibar_by_hand_groups[g]);

      if (strncmp (key, ibar_by_hand_groups[g], length) == 0 && key[length] == '.')
        {
          *name = key + length + 1;
          return (Group) g;
        }
    }
  return GROUP_NONE;
}

static GPtrArray *
get_entries (const IbarFigure *self, Group group)
{
  GPtrArray *const entries[] = { self->annotations, self->labels, self->marks };
  return entries[group];
}

/* Both kinds of entry begin with their name. */
static const char *
get_name (gconstpointer entry)
{
  G_STATIC_ASSERT (G_STRUCT_OFFSET (IbarAnnotation, id) == 0);
  G_STATIC_ASSERT (G_STRUCT_OFFSET (IbarHandEdit, event) == 0);
  return *(char *const *) entry;
}

static gboolean
find_entry (GPtrArray *entries, const char *name, guint *index)
{
  for (guint i = 0; i < entries->len; i++)
    {
      if (strcmp (get_name (entries->pdata[i]), name) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gpointer
parse_entry (Group group, const char *name, const char *value, GError **error)
{
  g_autoptr (IbarHandEdit) edit = NULL;

  if (group == GROUP_ANNOTATIONS)
    return ibar_annotation_parse (name, value, error);
  edit = ibar_hand_edit_parse (name, value, error);
  if (edit != NULL && group == GROUP_MARKS && !edit->hidden)
    {
      g_set_error (
          error, IBAR_ERROR, IBAR_ERROR_PARSE,
          _ ("Event “%s”: “%s” will not do: a mark stands where its event was, it can only "
             "be hidden"),
          name, value);
      return NULL;
    }
  return g_steal_pointer (&edit);
}

static char *
format_entry (Group group, gconstpointer entry)
{
  return group == GROUP_ANNOTATIONS ? ibar_annotation_format (entry)
                                    : ibar_hand_edit_format (entry);
}

void
ibar_by_hand_init (IbarFigure *self)
{
  self->annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_annotation_free);
  self->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_hand_edit_free);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) ibar_hand_edit_free);
}

void
ibar_by_hand_copy (IbarFigure *self, const IbarFigure *from)
{
  ibar_by_hand_init (self);
  for (guint i = 0; i < from->annotations->len; i++)
    g_ptr_array_add (self->annotations, ibar_annotation_copy (from->annotations->pdata[i]));
  for (guint i = 0; i < from->labels->len; i++)
    g_ptr_array_add (self->labels, ibar_hand_edit_copy (from->labels->pdata[i]));
  for (guint i = 0; i < from->marks->len; i++)
    g_ptr_array_add (self->marks, ibar_hand_edit_copy (from->marks->pdata[i]));
}

void
ibar_by_hand_clear (IbarFigure *self)
{
  g_clear_pointer (&self->annotations, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
}

gboolean
ibar_by_hand_is_key (const char *key)
{
  const char *name;
  return split_key (key, &name) != GROUP_NONE;
}

static gboolean
is_valid_name (Group group, const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    {
      if (group == GROUP_ANNOTATIONS ? !g_ascii_isalnum (*c) && *c != '-'
                                     : *c == '[' || *c == ']' || *c == '=' || g_ascii_iscntrl (*c))
        return FALSE;
    }
  return name[0] != '\0' && name[0] != ' ' && name[strlen (name) - 1] != ' ';
}

gboolean
ibar_by_hand_set (IbarFigure *self, const char *key, const char *value, GError **error)
{
  const char *name = NULL;
  Group group = split_key (key, &name);
  GPtrArray *entries;
  gpointer entry = NULL;
  guint index;

  g_return_val_if_fail (group != GROUP_NONE, FALSE);
  if (!is_valid_name (group, name))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("“%s” will not do as a name: expected letters, digits and “-” after “%s.”"),
                   name, ibar_by_hand_groups[group]);
      return FALSE;
    }
  if (value[0] != '\0')
    {
      entry = parse_entry (group, name, value, error);
      if (entry == NULL)
        return FALSE;
    }
  entries = get_entries (self, group);
  if (find_entry (entries, name, &index))
    {
      g_ptr_array_remove_index (entries, index);
      if (entry != NULL)
        g_ptr_array_insert (entries, (int) index, entry);
    }
  else if (entry != NULL)
    g_ptr_array_add (entries, entry);
  return TRUE;
}

char *
ibar_by_hand_get (const IbarFigure *self, const char *key)
{
  const char *name = NULL;
  Group group = split_key (key, &name);
  guint index;

  if (group == GROUP_NONE || !find_entry (get_entries (self, group), name, &index))
    return g_strdup ("");
  return format_entry (group, get_entries (self, group)->pdata[index]);
}

void
ibar_by_hand_write (const IbarFigure *self, GKeyFile *file)
{
  for (int g = 0; ibar_by_hand_groups[g] != NULL; g++)
    {
      GPtrArray *entries = get_entries (self, (Group) g);

      for (guint i = 0; i < entries->len; i++)
        {
          g_autofree char *value = format_entry ((Group) g, entries->pdata[i]);
          g_key_file_set_string (file, ibar_by_hand_groups[g], get_name (entries->pdata[i]), value);
        }
    }
}

/**
 * ibar_figure_find_annotation:
 * @self: a description
 * @id: of an annotation
 *
 * Returns: (transfer none) (nullable): the annotation; it may be changed in place
 */
IbarAnnotation *
ibar_figure_find_annotation (const IbarFigure *self, const char *id)
{
  guint index;
  return find_entry (self->annotations, id, &index) ? self->annotations->pdata[index] : NULL;
}

/**
 * ibar_figure_find_hand_edit:
 * @edits: (element-type IbarHandEdit): the figure's labels or marks
 * @event: id of an event
 *
 * Returns: (transfer none) (nullable): what was done to it by hand
 */
const IbarHandEdit *
ibar_figure_find_hand_edit (GPtrArray *edits, const char *event)
{
  guint index;
  return find_entry (edits, event, &index) ? edits->pdata[index] : NULL;
}

/**
 * ibar_figure_dup_annotation_id:
 * @self: a description
 *
 * Returns: (transfer full): a name that none of its annotations has: "a1", "a2" …
 */
char *
ibar_figure_dup_annotation_id (const IbarFigure *self)
{
  for (guint i = self->annotations->len + 1;; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);
      guint index;

      if (!find_entry (self->annotations, id, &index))
        return g_steal_pointer (&id);
    }
}
