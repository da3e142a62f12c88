/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A folder with a table, the collection it goes into, and the state to begin each try with. */
typedef struct
{
  char *folder, *input, *into;
  char *saved; /* (nullable) NULL: no collection yet */
} IbarTestImport;

void ibar_test_import_set_up    (IbarTestImport *self);
void ibar_test_import_save      (IbarTestImport *self); /* what stands in into is the state to begin with */
void ibar_test_import_restore   (IbarTestImport *self);
void ibar_test_import_tear_down (IbarTestImport *self);

G_END_DECLS
