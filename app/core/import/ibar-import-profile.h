/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ibar-import-read.h"

G_BEGIN_DECLS

/* How one kind of table becomes events: a key file (data/profiles/README says what may stand in it). */
typedef struct
{
  char     *name;     /* the file's, without .ini */
  GKeyFile *key_file;
  gboolean  users;    /* lies in the user's own folder */
} IbarImportProfile;

GPtrArray         *ibar_import_profiles_load     (GError                 **error);
IbarImportProfile *ibar_import_profiles_find     (GPtrArray               *profiles,
                                                  const char              *name,
                                                  GError                 **error);
IbarImportProfile *ibar_import_profile_new_from_data (const char          *name,
                                                  const char              *data,
                                                  gsize                    length,
                                                  GError                 **error);
IbarImportProfile *ibar_import_profile_copy      (const IbarImportProfile *self);
void               ibar_import_profile_free      (IbarImportProfile       *self);
char              *ibar_import_profile_dup       (const IbarImportProfile *self,
                                                  const char              *group,
                                                  const char              *key);
gboolean           ibar_import_profile_get_flag  (const IbarImportProfile *self,
                                                  const char              *key,
                                                  gboolean                 otherwise);
gboolean           ibar_import_profile_map       (IbarImportProfile       *self,
                                                  const char              *field,
                                                  const char              *column,
                                                  GError                 **error);
gboolean           ibar_import_profile_save      (const IbarImportProfile *self,
                                                  const char              *name,
                                                  GError                 **error);
IbarImportProfile *ibar_import_profiles_recognise (GPtrArray              *profiles,
                                                  IbarImportReader        *reader,
                                                  GError                 **error);
char              *ibar_import_normalise_name    (const char              *name);
int                ibar_import_find_column       (GHashTable              *columns,
                                                  const char              *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarImportProfile, ibar_import_profile_free)

G_END_DECLS
