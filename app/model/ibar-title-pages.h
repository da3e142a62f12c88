/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-collection.h"

G_BEGIN_DECLS

#define IBAR_TITLE_PAGE_LENGTH 32 /* a panel shows up to 24: what a changed filter reads at once */

/**
 * IbarTitlePages:
 *
 * The titles of a list's events, read from the file in pages around what is asked for. The pages used last are kept
 * (64 of them, about 200 kB).
 */
typedef struct _IbarTitlePages IbarTitlePages;

/* The event at a position of the list. */
typedef gint64 (*IbarTitleFidFunc) (guint    position,
                                    gpointer data);

IbarTitlePages *ibar_title_pages_new    (IbarTitleFidFunc  get_fid,
                                         gpointer          data);
void            ibar_title_pages_free   (IbarTitlePages   *self);
/* The list has become another one. */
void            ibar_title_pages_forget (IbarTitlePages   *self);
/* A position below n_items, the list's length. Valid until the next call; empty where the file cannot be read any
 * more, and the log says why. */
const char     *ibar_title_pages_get    (IbarTitlePages   *self,
                                         IbarCollection   *collection,
                                         guint             position,
                                         guint             n_items);

G_END_DECLS
