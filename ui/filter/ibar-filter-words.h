/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a dimension of the filter is called in the middle of a sentence; translated. */
const char *ibar_dimension_get_name  (guint dimension);
/* "dates and actors", for the bits of ibar_result_why_hidden(). */
char       *ibar_dimensions_dup_list (guint bits);

G_END_DECLS
