/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog "About this collection". */

#define G_LOG_DOMAIN "ibar-about-collection"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-about-collection.h"
#include "ibar-counts.h"
#include "ibar-parts.h"
#include "ibar-text-scale.h"

static void
add_text (GtkWidget *box, const char *text, const char *css_class)
{
  if (text != NULL && text[0] != '\0')
    gtk_box_append (GTK_BOX (box), ibar_part_text (text, css_class));
}

static GtkWidget *
make_dataset (const IbarDataset *dataset)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *name = dataset->version != NULL
                              ? g_strdup_printf (_ ("%1$s, version %2$s"), dataset->name, dataset->version)
                              : g_strdup (dataset->name);
  g_autofree char *licence = g_strdup_printf (_ ("Licence: %s"), dataset->licence != NULL && dataset->licence[0] != '\0'
                                                                     ? dataset->licence
                                                                     : _ ("not stated"));

  add_text (box, name, NULL);
  add_text (box, licence, "dim-label");
  add_text (box, dataset->citation, "dim-label");
  add_text (box, dataset->redistributable ? _ ("May be passed on.") : _ ("May not be passed on."), "dim-label");
  return box;
}

static void
add_collection (GtkWidget *page, IbarSession *session)
{
  IbarCollection *collection = ibar_session_get_collection (session);
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (session);
  GtkWidget *section = ibar_part_section (ibar_session_get_collection_name (session));
  g_autofree char *description = ibar_collection_dup_info (collection, "description");
  g_autofree char *licence = ibar_collection_dup_info (collection, "licence");
  g_autofree char *problems = ibar_session_dup_problems (session);
  g_autofree char *counts
      = ibar_dup_counts (_ ("%1$u events, %2$u places, %3$u actors, %4$u sources"), ibar_session_get_n_total (session),
                         vocabulary->places->len, vocabulary->actors->len, vocabulary->sources->len);

  add_text (section, description, NULL);
  add_text (section, counts, "numeric");
  add_text (section, licence, "dim-label");
  add_text (section, ibar_collection_get_path (collection), "caption");
  gtk_box_append (GTK_BOX (page), section);
  if (problems != NULL)
    {
      section = ibar_part_section (_ ("Not readable as it stands"));
      add_text (section, problems, "numeric");
      gtk_box_append (GTK_BOX (page), section);
    }
  section = ibar_part_section (_ ("Data sets"));
  for (guint i = 0; i < vocabulary->datasets->len; i++)
    gtk_box_append (GTK_BOX (section), make_dataset (g_ptr_array_index (vocabulary->datasets, i)));
  if (vocabulary->datasets->len > 0)
    gtk_box_append (GTK_BOX (page), section);
}

static void
add_region (GtkWidget *page, IbarSession *session)
{
  IbarRegion *region = ibar_session_get_region (session);
  const IbarBoundaryProfile *profile = ibar_session_get_profile (session);
  GtkWidget *section = ibar_part_section (_ ("Base map"));

  add_text (section, ibar_region_get_title (region), NULL);
  add_text (section, ibar_region_get_credits (region), "dim-label");
  add_text (section, ibar_region_get_report (region), "caption");
  gtk_box_append (GTK_BOX (page), section);
  if (profile == NULL)
    return;
  section = ibar_part_section (_ ("Boundaries"));
  add_text (section, profile->title, NULL);
  add_text (section, profile->note, "dim-label");
  gtk_box_append (GTK_BOX (page), section);
}

GtkWindow *
ibar_about_collection_new (GtkWindow *parent, IbarSession *session)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  if (ibar_session_get_collection (session) != NULL)
    add_collection (page, session);
  if (ibar_session_get_region (session) != NULL)
    add_region (page, session);
  gtk_widget_add_css_class (page, "page");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), page);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("About This Collection"));
  ibar_text_scale_dialog (GTK_WINDOW (window), 520, 560);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  ibar_part_close_on_escape (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
