/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-engine.h"

G_BEGIN_DECLS

/* The names of the parts of a histogram stacked by kinds; [IBAR_N_FAMILIES], NULL for a part that is not used. */
void ibar_actor_kinds_get_groups (IbarColumns  *columns,
                                  const char  **names);

G_END_DECLS
