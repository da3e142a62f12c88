/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-btree.h"
#include "ibar-record.h"

G_BEGIN_DECLS

/* The keys of an index whose rows come in another order: gathered, sorted, written at the end. Row i + 1 has key i. */
typedef struct
{
  GArray   *keys;   /* of guint32: 0 for NULL, else what make_value() understands */
  GArray   *second; /* (nullable) of guint32: a second column */
  gboolean  too_many; /* they were given up: SQLite must build the index, with its sorter that needs no memory */
} IbarSortedKeys;

/* The same for texts. */
typedef struct
{
  GByteArray *texts;   /* each ended by a zero */
  GArray     *offsets; /* of guint32 */
  gboolean    too_many;
} IbarSortedTexts;

void     ibar_sorted_keys_init   (IbarSortedKeys     *self,
                                  gboolean            second);
void     ibar_sorted_keys_clear  (IbarSortedKeys     *self);
void     ibar_sorted_keys_add    (IbarSortedKeys     *self,
                                  guint32             key,
                                  guint32             second);
gboolean ibar_sorted_keys_write  (IbarSortedKeys     *self,
                                  IbarBtree          *tree,
                                  gboolean            dates);
void     ibar_sorted_texts_init  (IbarSortedTexts    *self);
void     ibar_sorted_texts_clear (IbarSortedTexts    *self);
void     ibar_sorted_texts_add   (IbarSortedTexts    *self,
                                  const char         *text);
gboolean ibar_sorted_texts_write (IbarSortedTexts    *self,
                                  IbarBtree          *by_id,
                                  const char         *prefix,
                                  IbarBtree          *by_external_id,
                                  gint64              dataset_fid);

G_END_DECLS
