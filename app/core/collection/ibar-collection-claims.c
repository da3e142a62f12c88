/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order of an event's claims: every group before what lies inside it.
 *
 * A figure for KFOR contains its contingents' figures, and theirs those of a sub-group that an
 * account speaks of ("by gunfire"). What lies inside what is said by the row itself (parent_group)
 * or by the actors' tree; where nobody makes a claim about the group in between, the next one
 * around it counts. Events have a handful of claims, so plain searches do. */

#define G_LOG_DOMAIN "ibar-collection-claims"

#include "config.h"

#include <string.h>

#include "ibar-collection-private.h"

#define MAX_PARENTS 16 /* actors around actors; a ring in a stranger's file ends here */

/* The first claim of the same kind about a group. */
static int
find_group (const GArray *nodes, guint self, const char *group)
{
  const IbarClaimNode *node = &g_array_index (nodes, IbarClaimNode, self);

  for (guint i = 0; i < nodes->len; i++)
    {
      const IbarClaim *other = g_array_index (nodes, IbarClaimNode, i).claim;

      if (i != self && strcmp (other->group, group) == 0
          && strcmp (other->kind, node->claim->kind) == 0)
        return (int) i;
    }
  return -1;
}

static int
find_actor_id (const GPtrArray *actors, const char *id)
{
  for (guint i = 0; i < actors->len; i++)
    {
      if (strcmp (((const IbarActor *) g_ptr_array_index (actors, i))->id, id) == 0)
        return (int) i;
    }
  return -1;
}

/* The nearest group around this one that somebody makes a claim about, or -1. */
static int
find_parent (const GArray *nodes, guint self, const IbarVocabulary *words)
{
  const IbarClaimNode *node = &g_array_index (nodes, IbarClaimNode, self);
  const char *group = node->parent_group;
  int actor = node->claim->actor;
  int found;

  if (group != NULL && group[0] != '\0')
    {
      found = find_group (nodes, self, group);
      if (found >= 0)
        return found;
      actor = find_actor_id (words->actors, group);
    }
  for (int steps = 0; actor >= 0 && steps < MAX_PARENTS; steps++)
    {
      const IbarActor *around = g_ptr_array_index (words->actors, (guint) actor);

      if (strcmp (around->id, node->claim->group) != 0)
        {
          found = find_group (nodes, self, around->id);
          if (found >= 0)
            return found;
        }
      actor = around->parent;
    }
  return -1;
}

static void
add_claim (IbarClaimNode *node, int depth, GPtrArray *claims)
{
  node->placed = TRUE;
  node->claim->depth = depth;
  g_ptr_array_add (claims, node->claim);
}

/* Adds a claim, what else is said about the same group, and then all that lies inside it. */
static void
place_claim (GArray *nodes, guint index, int depth, GPtrArray *claims)
{
  IbarClaimNode *node = &g_array_index (nodes, IbarClaimNode, index);

  if (node->placed)
    return;
  add_claim (node, depth, claims);
  for (guint i = 0; i < nodes->len; i++)
    {
      IbarClaimNode *same = &g_array_index (nodes, IbarClaimNode, i);

      if (!same->placed && strcmp (same->claim->group, node->claim->group) == 0
          && strcmp (same->claim->kind, node->claim->kind) == 0)
        add_claim (same, depth, claims);
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      if (g_array_index (nodes, IbarClaimNode, i).parent == (int) index)
        place_claim (nodes, i, depth + 1, claims);
    }
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const IbarClaimNode *p = a;
  const IbarClaimNode *q = b;
  int kinds = strcmp (q->claim->kind, p->claim->kind); /* killed before injured */

  return kinds != 0 ? kinds : (p->fid > q->fid) - (p->fid < q->fid);
}

void
ibar_claims_order (GArray *nodes, const IbarVocabulary *words, GPtrArray *claims)
{
  g_array_sort (nodes, compare_kinds);
  for (guint i = 0; i < nodes->len; i++)
    g_array_index (nodes, IbarClaimNode, i).parent = find_parent (nodes, i, words);
  for (guint i = 0; i < nodes->len; i++)
    {
      if (g_array_index (nodes, IbarClaimNode, i).parent < 0)
        place_claim (nodes, i, 0, claims);
    }
  for (guint i = 0; i < nodes->len; i++) /* groups that name each other as the one around them */
    place_claim (nodes, i, 0, claims);
}
