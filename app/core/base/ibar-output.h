/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _IbarOutput IbarOutput;

IbarOutput *ibar_output_open   (const char  *path,
                                GError     **error);
/* Into memory: after finish, take_text gives what was written, once. */
IbarOutput *ibar_output_open_memory (void);
char       *ibar_output_take_text (IbarOutput *self);
gboolean    ibar_output_write  (IbarOutput  *self,
                                const char  *data,
                                gsize        size,
                                GError     **error);
gboolean    ibar_output_finish (IbarOutput  *self,
                                GError     **error);
void        ibar_output_free   (IbarOutput  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarOutput, ibar_output_free)

G_END_DECLS
