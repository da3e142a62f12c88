/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-place-facts.h"

G_BEGIN_DECLS

/* Lets only the events of a place pass; FALSE: it is not known which they are. */
gboolean ibar_place_filter_events (IbarSession          *session,
                                   const IbarPlaceFacts *facts);

G_END_DECLS
