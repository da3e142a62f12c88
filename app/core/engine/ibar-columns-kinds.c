/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kinds of actors, for a histogram stacked by them.
 *
 * Kinds are the file's own words, and an event may have actors of several; a stack must count it once. So there are groups:
 * the kinds most events have, one each; then "several kinds", "another kind" and "no kind stated". An actor that is named
 * because a part of it is says nothing of its own, and one whose kind is not stated says nothing either.
 */

#include "config.h"

#define G_LOG_DOMAIN "ibar-columns"

#include "ibar-columns-private.h"

static const char *
get_kind (const IbarColumns *self, guint32 value)
{
  const IbarActor *actor = g_ptr_array_index (self->vocabulary->actors, value);

  return actor->kind != NULL && actor->kind[0] != '\0' ? actor->kind : NULL;
}

typedef struct
{
  const char *kind;
  guint64     n_events;
} KindCount;

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const KindCount *first = a, *second = b;

  if (first->n_events != second->n_events)
    return first->n_events > second->n_events ? -1 : 1;
  return g_strcmp0 (first->kind, second->kind);
}

/* The kinds there are, with the sum of their actors' events. */
static GArray *
count_kinds (const IbarColumns *self)
{
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (KindCount));
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 value = 0; value < self->vocabulary->actors->len; value++)
    {
      const char *kind = get_kind (self, value);
      gpointer number;

      if (kind == NULL)
        continue;
      if (!g_hash_table_lookup_extended (numbers, kind, NULL, &number))
        {
          KindCount count = { kind, 0 };

          number = GUINT_TO_POINTER (kinds->len);
          g_hash_table_insert (numbers, (gpointer) kind, number);
          g_array_append_val (kinds, count);
        }
      g_array_index (kinds, KindCount, GPOINTER_TO_UINT (number)).n_events += self->totals[IBAR_FACET_ACTOR][value];
    }
  g_array_sort (kinds, compare_kinds);
  return kinds;
}

/* Whether another value of the set is a part of this one. */
static gboolean
has_part (const IbarColumns *self, guint32 value, const guint32 *values, guint n_values)
{
  for (guint i = 0; i < n_values; i++)
    if (((const IbarActor *) g_ptr_array_index (self->vocabulary->actors, values[i]))->parent == (int) value)
      return TRUE;
  return FALSE;
}

static guint8
find_group (const IbarColumns *self, guint32 set)
{
  const char *kind = NULL;
  guint n_values;
  const guint32 *values = ibar_value_sets_get (self->actor_sets, &set, &n_values);

  for (guint i = 0; i < n_values; i++)
    {
      const char *other = get_kind (self, values[i]);

      if (other == NULL || g_strcmp0 (other, kind) == 0 || has_part (self, values[i], values, n_values))
        continue;
      if (kind != NULL)
        return IBAR_GROUP_SEVERAL_KINDS;
      kind = other;
    }
  if (kind == NULL)
    return IBAR_GROUP_NO_KIND;
  for (guint group = 0; group < IBAR_GROUP_SEVERAL_KINDS; group++)
    if (g_strcmp0 (kind, self->group_kinds[group]) == 0)
      return group;
  return IBAR_GROUP_OTHER_KIND;
}

/**
 * ibar_columns_find_kinds:
 * @self: columns whose totals are counted
 *
 * Finds every set of actors' group.
 *
 * **Cost:** O(members of sets)
 */
void
ibar_columns_find_kinds (IbarColumns *self)
{
  g_autoptr (GArray) kinds = count_kinds (self);

  for (guint group = 0; group < IBAR_GROUP_SEVERAL_KINDS && group < kinds->len; group++)
    self->group_kinds[group] = g_array_index (kinds, KindCount, group).kind;
  self->actor_groups = g_new (guint8, self->actor_sets->n_sets);
  for (guint32 set = 0; set < self->actor_sets->n_sets; set++)
    self->actor_groups[set] = find_group (self, set);
}

/**
 * ibar_columns_get_group_kind:
 * @self: the columns
 * @group: below %IBAR_GROUP_SEVERAL_KINDS
 *
 * Returns: (nullable): the kind of actors that the group stands for, in the file's words
 */
const char *
ibar_columns_get_group_kind (IbarColumns *self, guint group)
{
  g_return_val_if_fail (self != NULL && group < IBAR_GROUP_SEVERAL_KINDS, NULL);

  return self->group_kinds[group];
}
