/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is wrong with the text that is compiled: "file:line: message", in the order found. */
typedef struct
{
  GPtrArray *lines; /* (owned) of char * */
  guint      n;     /* how many there were; lines holds the first IBAR_MAX_PROBLEMS */
} IbarProblems;

#define IBAR_MAX_PROBLEMS 50

/* One record, its fields in the order of the columns asked for. */
typedef struct
{
  IbarProblems *problems; /* (borrowed) */
  const char   *file;     /* (borrowed) */
  guint         line;
  const char  **fields;   /* (borrowed) shape [n_columns], never NULL */
} IbarTableRow;

typedef void (*IbarTableFunc) (const IbarTableRow *row,
                               gpointer            user_data);

void     ibar_problems_init     (IbarProblems        *problems);
void     ibar_problems_clear    (IbarProblems        *problems);
void     ibar_problems_add      (IbarProblems        *problems,
                                 const char          *file,
                                 guint                line,
                                 const char          *format,
                                 ...) G_GNUC_PRINTF (4, 5);
void     ibar_table_row_problem (const IbarTableRow  *row,
                                 const char          *format,
                                 ...) G_GNUC_PRINTF (2, 3);
/* Reads DIR/FILE; hash (nullable) takes its bytes. */
gboolean ibar_table_read        (const char          *dir,
                                 const char          *file,
                                 const char *const   *columns,
                                 GChecksum           *hash,
                                 IbarProblems        *problems,
                                 IbarTableFunc        func,
                                 gpointer             user_data,
                                 GError             **error);

G_END_DECLS
