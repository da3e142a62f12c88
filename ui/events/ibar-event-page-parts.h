/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/* The sections of an event's page; NULL where there is nothing to say. */
GtkWidget *ibar_event_head_new       (IbarSession           *session,
                                      const IbarEventRecord *event);
GtkWidget *ibar_event_actors_new     (IbarSession           *session,
                                      const IbarEventRecord *event);
GtkWidget *ibar_event_claims_new     (IbarSession           *session,
                                      const IbarEventRecord *event);
GtkWidget *ibar_event_confidence_new (IbarSession           *session,
                                      const IbarEventRecord *event);
GtkWidget *ibar_event_sources_new    (IbarSession           *session,
                                      const IbarEventRecord *event);
GtkWidget *ibar_event_foot_new       (IbarSession           *session,
                                      const IbarEventRecord *event);
/* How exactly a place is known, in words: "the town, within 800 m". */
char      *ibar_precision_dup_words  (IbarPlacePrecision     precision,
                                      double                 uncertainty_m);
/* All forms of a name but those that are in shown already: "Zvečan · Звечан". "" for none. */
char      *ibar_names_dup_others     (const IbarNames       *names,
                                      const char            *shown);

G_END_DECLS
