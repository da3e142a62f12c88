/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection.h"

G_BEGIN_DECLS

/* Every spelling of a collection's places and actors, as exports write them. */
typedef struct _IbarExportNames IbarExportNames;

IbarExportNames *ibar_export_names_load         (IbarCollection        *collection,
                                                 GError               **error);
void             ibar_export_names_free         (IbarExportNames       *self);
gboolean         ibar_export_names_append_place (const IbarExportNames *self,
                                                 const IbarPlace       *place,
                                                 GString               *out);
gboolean         ibar_export_names_append_actors (const IbarExportNames *self,
                                                 const IbarVocabulary  *words,
                                                 const IbarEventRecord *record,
                                                 GString               *out);

/* Text between marks, with the closing one doubled inside: nothing that an account says ends it early. */
void             ibar_export_append_enclosed    (GString               *out,
                                                 char                   open,
                                                 const char            *text,
                                                 char                   close);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarExportNames, ibar_export_names_free)

G_END_DECLS
