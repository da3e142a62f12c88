/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-session.h"

G_BEGIN_DECLS

/* Opens a file, which must be one, and answers what is under way. bundled: as the program's own, which is not written to. */
void ibar_test_session_open        (IbarSession *session,
                                    const char  *path,
                                    gboolean     bundled);
void ibar_test_session_load_region (IbarSession *session,
                                    const char  *path);
/* (transfer full): drops it and waits until a run that is under way has let go of it, too. */
void ibar_test_session_end         (IbarSession *session);

G_END_DECLS
