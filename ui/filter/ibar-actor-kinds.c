/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kinds of actors in words. They are a file's own words; those of the bundled collection are translated. */

#define G_LOG_DOMAIN "ibar-actor-kinds"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-actor-kinds.h"

static const struct
{
  const char *kind;
  const char *label;
} kinds[] = {
  { "armed_group", N_ ("armed group") },
  { "civilians", N_ ("civilians") },
  { "crowd", N_ ("crowd") },
  { "government", N_ ("government") },
  { "international_civil", N_ ("international civil mission") },
  { "international_civil_police", N_ ("international police") },
  { "international_military", N_ ("international military") },
  { "international_organisation", N_ ("international organisation") },
  { "local_authority", N_ ("local authority") },
  { "police", N_ ("police") },
  { "political_party", N_ ("political party") },
  { "state", N_ ("state") },
  { "unknown", N_ ("unknown") },
};

const char *
ibar_actor_kind_get_label (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return _ (kinds[i].label);
  return g_intern_string (kind);
}

void
ibar_actor_kinds_get_groups (IbarColumns *columns, const char **names)
{
  for (guint group = 0; group < IBAR_GROUP_SEVERAL_KINDS; group++)
    {
      const char *kind = ibar_columns_get_group_kind (columns, group);

      names[group] = kind != NULL ? ibar_actor_kind_get_label (kind) : NULL;
    }
  /* Translators: in the timeline's legend, of events: their actors are of more than one kind */
  names[IBAR_GROUP_SEVERAL_KINDS] = _ ("several kinds");
  /* Translators: in the timeline's legend, of events: their actors are of a kind that has no colour of its own */
  names[IBAR_GROUP_OTHER_KIND] = _ ("another kind");
  /* Translators: in the timeline's legend, of events: nobody says of what kind their actors are */
  names[IBAR_GROUP_NO_KIND] = _ ("kind not stated");
}
