/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a line of the list "In view" stands for: a mark, a seat or a place, by kind and index of the
 * moment. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-map-row"

#include "ibar-map-row.h"

struct _IbarMapRow
{
  GObject parent_instance;

  char *title;
  char *detail;
  int kind; /* IbarMapHitKind */
  int index;
};

G_DEFINE_FINAL_TYPE (IbarMapRow, ibar_map_row, G_TYPE_OBJECT)

static void
ibar_map_row_finalize (GObject *object)
{
  IbarMapRow *self = IBAR_MAP_ROW (object);

  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (ibar_map_row_parent_class)->finalize (object);
}

static void
ibar_map_row_class_init (IbarMapRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ibar_map_row_finalize;
}

static void
ibar_map_row_init (IbarMapRow *self)
{
}

/**
 * ibar_map_row_new:
 * @title: what it is called
 * @detail: (nullable): more about it
 * @kind: what it is, an IbarMapHitKind
 * @index: which
 *
 * Returns: (transfer full): a row
 */
IbarMapRow *
ibar_map_row_new (const char *title, const char *detail, int kind, int index)
{
  IbarMapRow *self = g_object_new (IBAR_TYPE_MAP_ROW, NULL);

  self->title = g_strdup (title != NULL ? title : "");
  self->detail = g_strdup (detail != NULL ? detail : "");
  self->kind = kind;
  self->index = index;
  return self;
}

/**
 * ibar_map_row_get_title:
 * @self: a row
 *
 * Returns: what it is called
 */
const char *
ibar_map_row_get_title (IbarMapRow *self)
{
  g_return_val_if_fail (IBAR_IS_MAP_ROW (self), "");

  return self->title;
}

/**
 * ibar_map_row_get_detail:
 * @self: a row
 *
 * Returns: more about it, or ""
 */
const char *
ibar_map_row_get_detail (IbarMapRow *self)
{
  g_return_val_if_fail (IBAR_IS_MAP_ROW (self), "");

  return self->detail;
}

/**
 * ibar_map_row_get_kind:
 * @self: a row
 *
 * Returns: an IbarMapHitKind
 */
int
ibar_map_row_get_kind (IbarMapRow *self)
{
  g_return_val_if_fail (IBAR_IS_MAP_ROW (self), 0);

  return self->kind;
}

/**
 * ibar_map_row_get_index:
 * @self: a row
 *
 * Returns: which one of its kind
 */
int
ibar_map_row_get_index (IbarMapRow *self)
{
  g_return_val_if_fail (IBAR_IS_MAP_ROW (self), -1);

  return self->index;
}
