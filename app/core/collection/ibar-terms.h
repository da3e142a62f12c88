/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *ibar_term_type     (const char *label);
const char *ibar_term_kind     (const char *kind);
char       *ibar_term_dup_role (const char *role);

G_END_DECLS
