/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the values of a facet are read from, and one value read without its row: so that a server's values can be looked at
 * before its rows are asked for.
 */
#define G_LOG_DOMAIN "ibar-import-plan"

#include "config.h"

#include "ibar-import-plan-private.h"

#include <string.h>

/* 0: nothing that can be told apart. The cells of Ibar's own exports hold several things at once. */
guint
ibar_import_plan_count_parts (IbarImportPlan *self, IbarFacet facet)
{
  switch (facet)
    {
    case IBAR_FACET_ACTOR:
      return self->has_cells ? 0 : self->actors->len;
    case IBAR_FACET_TYPE:
      return 1;
    case IBAR_FACET_PLACE:
      /* An id of its own stands in another column. */
      return self->has_cells || !ibar_import_expression_is_empty (self->fields[FIELD_PLACE_ID]) ? 0 : 1;
    case IBAR_FACET_MUNICIPALITY:
      return 1;
    case IBAR_FACET_CONFIDENCE:
    case IBAR_FACET_SOURCE:
    case IBAR_FACET_DATASET:
    case IBAR_N_FACETS:
    default:
      return 0;
    }
}

static guint
get_type_columns (IbarImportPlan *self, int *columns, guint max)
{
  guint n = self->type_columns->len;

  if (n <= max && n > 0)
    memcpy (columns, self->type_columns->data, n * sizeof *columns);
  return n;
}

/* How many columns a part is read from; 0: none, more than max, or what they say depends on others. */
guint
ibar_import_plan_get_part_columns (IbarImportPlan *self, IbarFacet facet, guint part, int *columns, guint max)
{
  guint n = facet == IBAR_FACET_TYPE ? get_type_columns (self, columns, max)
            : facet == IBAR_FACET_ACTOR
                ? ibar_import_expression_get_columns (g_array_index (self->actors, ActorPlan, part).name, columns, max)
                : ibar_import_expression_get_columns (
                    self->fields[facet == IBAR_FACET_PLACE ? FIELD_PLACE : FIELD_MUNICIPALITY], columns, max);

  return n <= max ? n : 0;
}

/* event: (out caller-allocates): has nothing but what the facet is about, read as ibar_import_plan_read_row() would. */
void
ibar_import_plan_read_part (IbarImportPlan *self, IbarFacet facet, guint part, char **cells, IbarImportArena *arena,
                            IbarImportEvent *event)
{
  memset (event, 0, sizeof *event);
  event->place = event->municipality = event->place_id = "";
  switch (facet)
    {
    case IBAR_FACET_TYPE:
      event->type = ibar_import_plan_find_type (self, cells);
      return;
    case IBAR_FACET_PLACE:
      event->place = ibar_import_row_dup_field (self, FIELD_PLACE, cells, arena);
      return;
    case IBAR_FACET_MUNICIPALITY:
      event->municipality = ibar_import_row_dup_field (self, FIELD_MUNICIPALITY, cells, arena);
      return;
    case IBAR_FACET_ACTOR:
      g_array_set_size (self->row_actors, 0);
      ibar_import_row_read_actor (self, part, cells, arena);
      event->n_actors = self->row_actors->len;
      event->actors = (IbarImportActor *) (gpointer) self->row_actors->data;
      return;
    case IBAR_FACET_CONFIDENCE:
    case IBAR_FACET_SOURCE:
    case IBAR_FACET_DATASET:
    case IBAR_N_FACETS:
    default:
      g_assert_not_reached ();
    }
}
