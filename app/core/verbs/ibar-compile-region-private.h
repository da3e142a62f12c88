/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-gdal.h"
#include "ibar-region-writer.h"

G_BEGIN_DECLS

/* An area kept while compiling, to say in which one a place lies. */
typedef struct
{
  char        *id;       /* (owned) */
  gboolean     highlight;
  OGRGeometryH geometry; /* (owned) */
} IbarCompiledArea;

/* Shared by the files that compile a region, by nobody else. */
typedef struct
{
  const char       *folder;
  GKeyFile         *ini;
  IbarRegionWriter *writer;
  GArray           *areas; /* of IbarCompiledArea */
  IbarExtent        all;
  IbarExtent        home;  /* of the highlighted areas */
} IbarRegionCompiler;

/* A row or feature of a file; number: as messages name it. */
typedef gboolean (*IbarRegionRowFunc) (IbarRegionCompiler *self,
                                       const char         *path,
                                       OGRFeatureH         row,
                                       guint               number,
                                       gpointer            data,
                                       GError            **error);

/* ibar-compile-region.c: (transfer full) (nullable) an entry without the white space around it. */
char    *ibar_compile_region_get_text  (GKeyFile           *ini,
                                        const char         *group,
                                        const char         *key);
/* Gives every row of the file that a group of region.ini names to func, counting from first, until one is wrong. */
gboolean ibar_compile_region_read_rows (IbarRegionCompiler *self,
                                        const char         *group,
                                        const char         *driver,
                                        char              **options,
                                        guint               first,
                                        IbarRegionRowFunc   func,
                                        gpointer            data,
                                        GError            **error);
/* ibar-compile-region-layers.c: a group "layer …": areas, lines. */
gboolean ibar_compile_region_add_layer (IbarRegionCompiler *self,
                                        const char         *group,
                                        GError            **error);
/* ibar-compile-region-places.c: the group "places", once the areas are known. */
gboolean ibar_compile_region_add_places (IbarRegionCompiler *self,
                                         GError            **error);

G_END_DECLS
