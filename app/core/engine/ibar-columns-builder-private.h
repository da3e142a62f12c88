/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-columns-private.h"

G_BEGIN_DECLS

struct _IbarColumnsBuilder
{
  IbarColumns *columns; /* columns hold load order until finish() */
  guint32      n_allocated;
  IbarKeys    *keys;
  IbarDay     *start; /* [days], of the first n_rows */
  IbarDay     *end;
  gint64      *fid;
  GHashTable  *class_numbers; /* key of a class → number + 1 */
  guint64      last_class_key;
  guint32      last_class;
  GArray      *closure; /* guint32, the actors of one row with their ancestors */
  guint        n_dangling_links; /* counted apart: links may be read by another thread than events */
};

G_END_DECLS
