/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a profile writes for a field, bound to a table's columns: alternatives separated by ';', the first that gives
 * anything counts. An alternative is a column's name, or a text with {column} in it and [parts] that are left out when
 * a column inside them is blank. {@type} is the label of the event's type. */
typedef struct _IbarImportExpression IbarImportExpression;

IbarImportExpression *ibar_import_expression_new        (const char                 *text,
                                                         GHashTable                 *columns,
                                                         GError                    **error);
void                  ibar_import_expression_free       (IbarImportExpression       *self);
gboolean              ibar_import_expression_is_empty   (const IbarImportExpression *self);
gboolean              ibar_import_expression_has_others  (const IbarImportExpression *self);
guint                 ibar_import_expression_get_columns (const IbarImportExpression *self,
                                                         int                        *columns,
                                                         guint                       max);
int                   ibar_import_expression_get_column (const IbarImportExpression *self);
const char           *ibar_import_expression_evaluate   (const IbarImportExpression *self,
                                                         char                      **cells,
                                                         const char                 *type_label,
                                                         GString                    *scratch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarImportExpression, ibar_import_expression_free)

G_END_DECLS
