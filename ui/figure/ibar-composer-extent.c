/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which part of the world the figure's map shows, chosen from a list.
 *
 * What was chosen is done at once, and the list says "Choose…" again: the map may be moved from
 * there, and the same chosen anew. */

#define G_LOG_DOMAIN "ibar-composer-extent"

#include "config.h"

#include "ibar-composer-extent.h"
#include "ibar-parts.h"
#include "ibar-place-facts.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* What stands in the list before the areas. */
enum
{
  EXTENT_NOTHING, /* "Choose…" */
  EXTENT_EVENTS,
  EXTENT_VIEW,
  N_FIXED_EXTENTS,
};

typedef struct
{
  IbarSession *session;     /* (owned) */
  IbarFigureEditor *editor; /* (owned) */
  gboolean updating;        /* nobody has chosen anything */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->session);
  g_object_unref (choice->editor);
  g_free (choice);
}

static void
set_extent (Choice *choice, const IbarExtent *extent)
{
  IbarFigure *figure = ibar_figure_editor_edit (choice->editor, NULL);

  figure->extent = *extent;
  figure->scale = 0;
  figure->center = (IbarPoint){ NAN, NAN };
  ibar_figure_editor_done (choice->editor);
}

static void
chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, Choice *choice)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  IbarExtent extent;

  if (choice->updating || selected == EXTENT_NOTHING || selected == GTK_INVALID_LIST_POSITION)
    return;
  ibar_extent_init_empty (&extent);
  /* A window that has not shown its map yet has no view: then the events. */
  if (selected == EXTENT_VIEW)
    ibar_session_get_view_extent (choice->session, &extent);
  if (selected >= N_FIXED_EXTENTS && ibar_session_get_region (choice->session) != NULL)
    ibar_area_get_extent (ibar_region_get_feature (ibar_session_get_region (choice->session), IBAR_LAYER_ADMIN_AREA,
                                                   selected - N_FIXED_EXTENTS),
                          &extent);
  set_extent (choice, &extent);
  choice->updating = TRUE;
  gtk_drop_down_set_selected (drop_down, EXTENT_NOTHING);
  choice->updating = FALSE;
}

static GtkStringList *
list_extents (IbarSession *session)
{
  IbarRegion *region = ibar_session_get_region (session);
  GtkStringList *model = gtk_string_list_new (NULL);
  guint n = region != NULL ? ibar_region_get_n_features (region, IBAR_LAYER_ADMIN_AREA) : 0;

  gtk_string_list_append (model, _ ("Choose…"));
  gtk_string_list_append (model, _ ("What holds the events"));
  gtk_string_list_append (model, _ ("The window’s view"));
  for (guint i = 0; i < n; i++)
    {
      const IbarFeature *area = ibar_region_get_feature (region, IBAR_LAYER_ADMIN_AREA, i);
      g_autofree char *name = ibar_names_format (&area->names, ibar_session_get_names (session));

      gtk_string_list_append (model, name);
    }
  return model;
}

GtkWidget *
ibar_composer_extent_new (IbarSession *session, IbarFigureEditor *editor)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *drop_down
      = gtk_drop_down_new (G_LIST_MODEL (list_extents (session)), NULL); /* takes the list */

  choice->session = g_object_ref (session);
  choice->editor = g_object_ref (editor);
  g_object_set_data_full (G_OBJECT (drop_down), "choice", choice, choice_free);
  ibar_part_name_drop_down (drop_down, _ ("Show on the map"));
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (chosen_cb), choice);
  return drop_down;
}
