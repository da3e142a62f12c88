/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-engine.h"

G_BEGIN_DECLS

/* A kind of actors in the reader's language; one that nobody has translated as the file writes it. Static. */
const char *ibar_actor_kind_get_label   (const char   *kind);
/* The names of the parts of a histogram stacked by kinds; [IBAR_N_FAMILIES], NULL for a part that is not used. */
void        ibar_actor_kinds_get_groups (IbarColumns  *columns,
                                         const char  **names);

G_END_DECLS
