/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a batch of rows is made of: memory that lives and dies with it, notes, and the words that mean "nothing". */
#define G_LOG_DOMAIN "ibar-import-arena"

#include "config.h"

#include <string.h>

#include "ibar-import-plan-private.h"

#define BLOCK 65536

gpointer
ibar_import_arena_alloc (IbarImportArena *self, gsize size)
{
  char *memory;

  size = (size + 7) & ~(gsize) 7;
  if (size > self->left)
    {
      gsize block = MAX (size, BLOCK);

      if (self->blocks == NULL)
        self->blocks = g_ptr_array_new_with_free_func (g_free);
      self->next = g_malloc (block);
      self->left = block;
      g_ptr_array_add (self->blocks, self->next);
    }
  memory = self->next;
  self->next += size;
  self->left -= size;
  return memory;
}

char *
ibar_import_arena_dup (IbarImportArena *self, const char *text)
{
  gsize n;

  if (*text == '\0')
    return (char *) "";
  n = strlen (text) + 1;
  return memcpy (ibar_import_arena_alloc (self, n), text, n);
}

void
ibar_import_arena_clear (IbarImportArena *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  self->next = NULL;
  self->left = 0;
}

void
ibar_import_note_free (IbarImportNote *note)
{
  g_free (note->input);
  g_free (note->column);
  g_free (note->value);
  g_free (note->reason);
  g_free (note);
}

const char *
ibar_import_stated (const char *text)
{
  static const char *const nothing[]
      = { "NA", "N/A", "n/a", "na", "null", "NULL", "None", "none", "nan", "NaN", "-", "--", "?", "\\N", "#N/A", NULL };

  if (g_ascii_isdigit (*text) || *text == '\0' || strlen (text) > 4)
    return text;
  return g_strv_contains (nothing, text) ? "" : text;
}

const char *
ibar_import_known (const char *text)
{
  if ((*text == 'u' || *text == 'U') && g_ascii_strcasecmp (text, "unknown") == 0)
    return "";
  return ibar_import_stated (text);
}
