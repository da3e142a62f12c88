/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the parts of the timeline's bars are called where they are kinds of actors. */

#define G_LOG_DOMAIN "ibar-actor-kinds"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-actor-kinds.h"
#include "ibar-terms.h"

void
ibar_actor_kinds_get_groups (IbarColumns *columns, const char **names)
{
  for (guint group = 0; group < IBAR_GROUP_SEVERAL_KINDS; group++)
    {
      const char *kind = ibar_columns_get_group_kind (columns, group);

      names[group] = kind != NULL ? ibar_term_kind (kind) : NULL;
    }
  /* Translators: in the timeline's legend, of events: their actors are of more than one kind */
  names[IBAR_GROUP_SEVERAL_KINDS] = _ ("several kinds");
  /* Translators: in the timeline's legend, of events: their actors are of a kind that has no colour of its own */
  names[IBAR_GROUP_OTHER_KIND] = _ ("another kind");
  /* Translators: in the timeline's legend, of events: nobody says of what kind their actors are */
  names[IBAR_GROUP_NO_KIND] = _ ("kind not stated");
}
