/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IbarOutput IbarOutput;

IbarOutput *ibar_output_open   (const char  *path,
                                GError     **error);
/* Into memory: after finish, take_text gives what was written, once. */
IbarOutput *ibar_output_open_memory (void);
char       *ibar_output_take_text (IbarOutput *self);
gboolean    ibar_output_write  (IbarOutput  *self,
                                gconstpointer data,
                                gsize        size,
                                GError     **error);
/* Its stream, for what writes to streams only. */
FILE       *ibar_output_get_file (IbarOutput *self);
gboolean    ibar_output_sync   (IbarOutput  *self,
                                GError     **error);
gboolean    ibar_output_finish (IbarOutput  *self,
                                GError     **error);
void        ibar_output_free   (IbarOutput  *self);
/* For files that something else writes. */
gboolean    ibar_output_replace (const char *part,
                                 const char *path,
                                 gboolean    written,
                                 GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IbarOutput, ibar_output_free)

G_END_DECLS
