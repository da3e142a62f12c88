/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Types of events, kinds of actors and their roles in the reader's language.
 *
 * They are a file's own words, in whatever language it was written. Those of the bundled collection are known here and
 * translated as the interface is; a file of the reader's that uses the same words is served too, and any other word
 * stays as it stands. `tests/data/test_translations.py` sees to it that the bundled ones are all here. */

#define G_LOG_DOMAIN "ibar-terms"

#include "config.h"

#include "ibar-terms.h"

#include <glib/gi18n-lib.h>

/* Looked up by gettext; they stand here so that they are found. */
G_GNUC_UNUSED static const char *const types[] = {
  NC_ ("event type", "Armed clash"),
  NC_ ("event type", "Armed attack / shooting"),
  NC_ ("event type", "Explosion / grenade / bomb"),
  NC_ ("event type", "Riot / violent demonstration"),
  NC_ ("event type", "Communal violence"),
  NC_ ("event type", "Protest"),
  NC_ ("event type", "Road blockade"),
  NC_ ("event type", "Arson / property destruction"),
  NC_ ("event type", "Arrest / detention"),
  NC_ ("event type", "Release"),
  NC_ ("event type", "Security operation"),
  NC_ ("event type", "Troop deployment"),
  NC_ ("event type", "Military alert"),
  NC_ ("event type", "Closing of a crossing"),
  NC_ ("event type", "Agreement"),
  NC_ ("event type", "De-escalation"),
  NC_ ("event type", "Election / referendum"),
  NC_ ("event type", "Institutional change"),
  NC_ ("event type", "Judicial step"),
  NC_ ("event type", "Diplomatic measure"),
  NC_ ("event type", "Diplomatic incident"),
  NC_ ("event type", "Other"),
};

G_GNUC_UNUSED static const char *const roles[] = {
  NC_ ("role in an event", "affected"),
  NC_ ("role in an event", "beneficiary"),
  NC_ ("role in an event", "blocker"),
  NC_ ("role in an event", "boycotter"),
  NC_ ("role in an event", "contributor"),
  NC_ ("role in an event", "created"),
  NC_ ("role in an event", "critic"),
  NC_ ("role in an event", "detained"),
  NC_ ("role in an event", "host"),
  NC_ ("role in an event", "implementer"),
  NC_ ("role in an event", "initiator"),
  NC_ ("role in an event", "mediator"),
  NC_ ("role in an event", "observer"),
  NC_ ("role in an event", "organiser"),
  NC_ ("role in an event", "participant"),
  NC_ ("role in an event", "perpetrator"),
  NC_ ("role in an event", "protester"),
  NC_ ("role in an event", "recipient"),
  NC_ ("role in an event", "security"),
  NC_ ("role in an event", "signatory"),
  NC_ ("role in an event", "subject"),
  NC_ ("role in an event", "supporter"),
  NC_ ("role in an event", "victim"),
  NC_ ("role in an event", "voters"),
  NC_ ("role in an event", "winner"),
};

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

static const char *
translate (const char *context, const char *term)
{
  return term != NULL && *term != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, context, term) : "";
}

/**
 * ibar_term_type:
 * @label: (nullable): what a file calls a type of events
 *
 * **Thread:** any.
 *
 * Returns: (transfer none): the same in the reader's language; @label itself where nobody knows
 */
const char *
ibar_term_type (const char *label)
{
  return translate ("event type", label);
}

/**
 * ibar_term_dup_role:
 * @role: (nullable): what a file says an actor was in an event
 *
 * Returns: (transfer full): the same in the reader's language; a word nobody knows as it stands, with blanks
 */
char *
ibar_term_dup_role (const char *role)
{
  return g_strdelimit (g_strdup (translate ("role in an event", role)), "_", ' ');
}

/**
 * ibar_term_kind:
 * @kind: (nullable): what a file says an actor is
 *
 * **Thread:** any.
 *
 * Returns: (transfer none): the same in the reader's language; @kind itself where nobody knows
 */
const char *
ibar_term_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return _ (kinds[i].label);
  return g_intern_string (kind);
}
