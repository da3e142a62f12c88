/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words for the filter's dimensions. */

#define G_LOG_DOMAIN "ibar-filter-words"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-filter-words.h"
#include "ibar-session.h"

static const char *const names[IBAR_N_DIMENSIONS] = {
  [IBAR_FACET_ACTOR] = NC_ ("filter", "actors"),
  [IBAR_FACET_TYPE] = NC_ ("filter", "types"),
  [IBAR_FACET_MUNICIPALITY] = NC_ ("filter", "municipalities"),
  [IBAR_FACET_PLACE] = NC_ ("filter", "places"),
  [IBAR_FACET_CONFIDENCE] = NC_ ("filter", "confidence"),
  [IBAR_FACET_SOURCE] = NC_ ("filter", "sources"),
  [IBAR_FACET_DATASET] = NC_ ("filter", "data sets"),
  [IBAR_DIMENSION_TIME] = NC_ ("filter", "dates"),
  [IBAR_DIMENSION_TEXT] = NC_ ("filter", "words"),
  [IBAR_DIMENSION_AREA] = NC_ ("filter", "area on the map"),
};

const char *
ibar_dimension_get_name (guint dimension)
{
  g_return_val_if_fail (dimension < IBAR_N_DIMENSIONS, "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "filter", names[dimension]);
}

char *
ibar_dimensions_dup_list (guint bits)
{
  GString *list = g_string_new (NULL);

  for (guint d = 0; d < IBAR_N_DIMENSIONS; d++)
    {
      if ((bits & (1u << d)) == 0)
        continue;
      if (list->len > 0)
        g_string_append (list, ", ");
      g_string_append (list, ibar_dimension_get_name (d));
    }
  return g_string_free (list, FALSE);
}
