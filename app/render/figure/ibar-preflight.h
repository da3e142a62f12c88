/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-layout.h"

G_BEGIN_DECLS

/* What is worth knowing before a figure is given away. */
typedef struct
{
  const char *rule;    /* stable, for programs: "overlapping-labels" */
  gboolean    serious; /* the figure would be wrong or not allowed, not only less good */
  char       *message; /* translated */
} IbarPreflightItem;

/* shape [n] of IbarPreflightItem, the serious ones first; empty: nothing to say. */
GPtrArray *ibar_preflight_run (IbarFigureLayout *layout);

G_END_DECLS
