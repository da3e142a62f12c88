/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-collection.h"

G_BEGIN_DECLS

/* The symbol of a family of event types beside a text: shape and colour as on the map. Decoration only,
 * the text says the same. */
#define IBAR_TYPE_FAMILY_SYMBOL (ibar_family_symbol_get_type ())
G_DECLARE_FINAL_TYPE (IbarFamilySymbol, ibar_family_symbol, IBAR, FAMILY_SYMBOL, GtkWidget)

GtkWidget *ibar_family_symbol_new        (IbarFamily        family);
void       ibar_family_symbol_set_family (IbarFamilySymbol *self,
                                          IbarFamily        family);

G_END_DECLS
