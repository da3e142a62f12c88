/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text without the links an attribution is often wrapped in; NULL where nothing is left. */
char *ibar_plain_text (const char *text);

G_END_DECLS
