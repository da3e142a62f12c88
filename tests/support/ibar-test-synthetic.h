/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-columns-private.h"

G_BEGIN_DECLS

typedef enum
{
  SYNTHETIC_UNIFORM,   /* over a country */
  SYNTHETIC_TOWNS,     /* in 50 towns, each event some way off the centre */
  SYNTHETIC_ONE_POINT,
  SYNTHETIC_WORLD,     /* with poles and antimeridian, unplaced, undated and impossible rows */
  N_SYNTHETIC_SHAPES,
} SyntheticShape;

/* One event as it was made, for oracles that do not trust the columns. */
typedef struct
{
  IbarBuilderRow row;
  int            actors[8]; /* as given: without ancestors, perhaps repeated */
  guint          n_actors;
  int            sources[4];
  guint          n_sources;
} SyntheticEvent;

typedef struct
{
  IbarColumns *columns;
  GArray      *events; /* (nullable) of SyntheticEvent; fid is index + 1 */
} Synthetic;

extern const char *const synthetic_shape_names[N_SYNTHETIC_SHAPES];

void        synthetic_init  (Synthetic      *self,
                             guint           n,
                             SyntheticShape  shape,
                             guint64         seed,
                             gboolean        keep_events);
void        synthetic_init_with_actors (Synthetic      *self,
                                        guint           n,
                                        guint           n_actors,
                                        SyntheticShape  shape,
                                        guint64         seed,
                                        gboolean        keep_events);
void        synthetic_clear (Synthetic      *self);
IbarFilter *synthetic_filter (const Synthetic *self,
                              GRand           *random);
void        synthetic_change_filter (const Synthetic *self,
                                     IbarFilter      *filter,
                                     GRand           *random);

G_END_DECLS
