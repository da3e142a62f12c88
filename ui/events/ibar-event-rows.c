/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows of an event's page: who, how many, and who says so.
 *
 * An event may have a thousand actors and ten thousand sources, and a row takes 0.15 ms: all of them at once would stop the
 * window. So a section begins with some, and a button brings the next. */

#define G_LOG_DOMAIN "ibar-event-rows"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-counts.h"
#include "ibar-event-rows.h"
#include "ibar-parts.h"

#define ROWS_AT_A_TIME 15

typedef struct
{
  IbarSession     *session; /* (owned) */
  char            *id;      /* (owned) the event */
  IbarEventRowFunc add;
  guint            n;
  guint            n_shown;
  GtkWidget       *box;
} Rows;

static void
rows_free (gpointer data, GClosure *closure)
{
  Rows *rows = data;

  g_object_unref (rows->session);
  g_free (rows->id);
  g_free (rows);
}

static void
update_more (Rows *rows, GtkWidget *more)
{
  guint left = rows->n - rows->n_shown;
  g_autofree char *label = ibar_dup_counts (ngettext ("%u more…", "%u more…", left), left);

  gtk_button_set_label (GTK_BUTTON (more), label);
  gtk_widget_set_visible (more, left > 0);
}

static void
add_some (Rows *rows, const IbarEventRecord *event)
{
  guint end = MIN (rows->n, rows->n_shown + ROWS_AT_A_TIME);

  for (; rows->n_shown < end; rows->n_shown++)
    rows->add (rows->box, rows->session, event, rows->n_shown);
}

/* The page is made anew when another event is selected; until then it may be another's for a moment. */
static void
more_clicked_cb (GtkButton *more, Rows *rows)
{
  const IbarEventRecord *event = ibar_session_get_event (rows->session, NULL);

  if (event == NULL || g_strcmp0 (event->id, rows->id) != 0)
    return;
  add_some (rows, event);
  update_more (rows, GTK_WIDGET (more));
}

GtkWidget *
ibar_event_rows_new (const char *title, IbarSession *session, const IbarEventRecord *event, guint n, IbarEventRowFunc add)
{
  GtkWidget *section = ibar_part_section (title);
  GtkWidget *more;
  Rows *rows;

  if (n <= ROWS_AT_A_TIME)
    {
      for (guint i = 0; i < n; i++)
        add (section, session, event, i);
      return section;
    }
  rows = g_new0 (Rows, 1);
  rows->session = g_object_ref (session);
  rows->id = g_strdup (event->id);
  rows->add = add;
  rows->n = n;
  rows->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, gtk_box_get_spacing (GTK_BOX (section)));
  more = gtk_button_new ();
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_halign (more, GTK_ALIGN_START);
  g_signal_connect_data (more, "clicked", G_CALLBACK (more_clicked_cb), rows, rows_free, 0);
  gtk_box_append (GTK_BOX (section), rows->box);
  gtk_box_append (GTK_BOX (section), more);
  add_some (rows, event);
  update_more (rows, more);
  return section;
}
