/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Lets a row of a string list show its choices to the last letter. */
void ibar_choice_row_show_in_full (AdwComboRow *row);

G_END_DECLS
