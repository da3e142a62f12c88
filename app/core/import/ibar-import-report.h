/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-import.h"

G_BEGIN_DECLS

/* The CSV of what was rejected and what was taken over with a reservation: file, line, column, value, reason. */
typedef struct
{
  GOutputStream    *stream; /* (nullable): no report was asked for */
  IbarImportResult *result;
} IbarImportReport;

IbarImportResult *ibar_import_result_new (void);

gboolean ibar_import_report_open  (IbarImportReport *self,
                                   const char       *path,
                                   GError          **error);
gboolean ibar_import_report_add   (IbarImportReport *self,
                                   IbarImportNote   *note,
                                   GError          **error);
gboolean ibar_import_report_close (IbarImportReport *self,
                                   GError          **error);

G_END_DECLS
