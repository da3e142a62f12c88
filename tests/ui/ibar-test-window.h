/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ibar-session.h"

G_BEGIN_DECLS

/* Opens the bundled collection and region of the build tree; bounded by the files' own size. */
IbarSession *ibar_test_open_session  (void);
void         ibar_test_open_into     (IbarSession *session);
/* The first widget of a type below (and including) one, or NULL. */
GtkWidget   *ibar_test_find_type     (GtkWidget   *widget,
                                      GType        type);
/* The first window of a type that there is, shown or not, or NULL. */
GtkWidget   *ibar_test_find_window   (GType        type);
/* The first button whose accessible name begins so, or NULL. */
GtkWidget   *ibar_test_find_button   (GtkWidget   *widget,
                                      const char  *name);
/* Whether any visible label below a widget holds a text. */
gboolean     ibar_test_shows_text    (GtkWidget   *widget,
                                      const char  *text);
/* Turns the main loop until nothing is left to do, a thousand times at most. */
void         ibar_test_settle        (void);

/* Turns the main loop until something is so; it is asked again at least fifty times a second. */
#define IBAR_TEST_WAIT_FOR(condition)                                          \
  G_STMT_START                                                                 \
  {                                                                            \
    gint64 end_of_wait = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;        \
    guint timer_of_wait = g_timeout_add (20, ibar_test_wake_cb, NULL);         \
                                                                               \
    while (!(condition))                                                       \
      {                                                                        \
        g_assert_cmpint (g_get_monotonic_time (), <, end_of_wait);             \
        g_main_context_iteration (NULL, TRUE);                                 \
      }                                                                        \
    g_source_remove (timer_of_wait);                                           \
  }                                                                            \
  G_STMT_END
gboolean     ibar_test_wake_cb       (gpointer     data);

G_END_DECLS
