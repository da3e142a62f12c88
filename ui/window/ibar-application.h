/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ibar-base-maps.h"

G_BEGIN_DECLS

#define IBAR_TYPE_APPLICATION (ibar_application_get_type ())
G_DECLARE_FINAL_TYPE (IbarApplication, ibar_application, IBAR, APPLICATION, AdwApplication)

IbarApplication *ibar_application_new         (void);
/* The window's program: `ibar [FILE…]`. Returns the exit status. */
int              ibar_application_run         (int              argc,
                                               char           **argv,
                                               const char      *description);
/* Nothing to tell any more when the program ends: a file of the command line could not be opened. */
void             ibar_application_set_failed  (IbarApplication *self);
/* (nullable): no schema is installed, nothing is remembered. */
GSettings       *ibar_application_get_settings (IbarApplication *self);
/* The user's base maps, of all windows. */
IbarBaseMaps    *ibar_application_get_base_maps (IbarApplication *self);

/* For tests without an application: makes the interface's resources and types known. */
void             ibar_ui_init                 (void);

G_END_DECLS
