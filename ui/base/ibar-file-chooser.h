/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a file is asked for. */
typedef struct
{
  const char *title;
  const char *accept;      /* (nullable): label of the button, if not the toolkit's */
  const char *name;        /* (nullable): to save under; without one, the file must be there */
  const char *kind;        /* (nullable): what such files are called; without one, any */
  const char *patterns[4]; /* of their names, or media types: "image/png" */
  gboolean    others;      /* offers any other file, too */
} IbarFileQuestion;

typedef void (*IbarFileFunc) (GtkWidget *window, const char *path);

void ibar_file_chooser_ask (GtkWindow              *window,
                            const IbarFileQuestion *question,
                            IbarFileFunc            func);

G_END_DECLS
