/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports that are tried again and again from the same state. */
#include "config.h"

#include "ibar-test-import.h"

#include <glib/gstdio.h>

#include "ibar-test-collection.h"

static void
copy (const char *from, const char *to)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &data, &length, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize) length, NULL));
}

void
ibar_test_import_set_up (IbarTestImport *self)
{
  self->folder = ibar_test_make_dir ();
  self->input = g_build_filename (self->folder, "table.csv", NULL);
  self->into = g_build_filename (self->folder, "collection.gpkg", NULL);
}

void
ibar_test_import_save (IbarTestImport *self)
{
  self->saved = g_build_filename (self->folder, "saved.gpkg", NULL);
  copy (self->into, self->saved);
}

void
ibar_test_import_restore (IbarTestImport *self)
{
  g_autofree char *journal = g_strconcat (self->into, "-journal", NULL);

  g_unlink (journal);
  g_unlink (self->into);
  if (self->saved != NULL)
    copy (self->saved, self->into);
}

void
ibar_test_import_tear_down (IbarTestImport *self)
{
  ibar_test_remove_dir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->into, g_free);
  g_clear_pointer (&self->saved, g_free);
}
