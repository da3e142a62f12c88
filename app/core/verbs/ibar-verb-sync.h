/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-share.h"

G_BEGIN_DECLS

/* Shared by the verbs that speak to a server. */
int      ibar_verb_share            (const char             *verb,
                                     const IbarShareOptions *options,
                                     gboolean                json);

G_END_DECLS
