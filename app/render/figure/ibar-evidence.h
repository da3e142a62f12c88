/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-figure-layout.h"

G_BEGIN_DECLS

/* Events whose ids a figure carries; beyond them it carries their number only. */
#define IBAR_EVIDENCE_MOST_EVENTS 10000

GKeyFile *ibar_evidence_new        (IbarFigureLayout  *layout,
                                    GError           **error);
char     *ibar_evidence_to_xmp     (GKeyFile          *evidence,
                                    gboolean           packet);
gboolean  ibar_evidence_is_path    (const char        *path);
GKeyFile *ibar_evidence_read       (const char        *path,
                                    GError           **error);
/* As ibar_figure_load_preset(); name may be that of an old figure too. */
gboolean  ibar_evidence_load_preset (IbarFigure      *figure,
                                     const char      *name,
                                     GError         **error);
char     *ibar_event_record_digest (const IbarEventRecord *record,
                                    const IbarVocabulary  *vocabulary);
char     *ibar_evidence_get_date   (void);

G_END_DECLS
