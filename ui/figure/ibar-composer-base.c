/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The base map of a figure, chosen among the user's.
 *
 * A figure of somebody else may name any address: only a server that the user has added is ever asked,
 * and only for the tiles of the page that is looked at, as politely as the window does. A tile that
 * failed is not asked for again until the map is chosen anew. */

#define G_LOG_DOMAIN "ibar-composer-base"

#include "config.h"

#include "ibar-composer-base.h"

#include <glib/gi18n-lib.h>

#include "ibar-picture.h"
#include "ibar-server-tiles.h"
#include "ibar-tile-level.h"
#include "ibar-tile-url.h"

struct _IbarComposerBase
{
  IbarBaseMaps *maps;       /* (owned) (nullable) */
  IbarFigureEditor *editor; /* (owned) */
  GtkWidget *row;
  gboolean updating;
  void (*changed) (gpointer); /* there is more to draw */
  gpointer user_data;

  char *location;             /* (owned) (nullable) what the map was opened for */
  IbarForeignMap *map;        /* (owned) (nullable) */
  IbarTileSupplier *supplier; /* (owned) (nullable) of a server */
  GError *error;              /* (owned) (nullable) of opening, or of the last tile that failed */
  GCancellable *cancellable;  /* (owned) of what is being fetched */
  GQueue *queue;              /* of IbarForeignTile (owned) */
  GHashTable *failed;         /* of gint64 keys (owned) */
  guint n_running, n_wanted;
};

typedef struct
{
  IbarComposerBase *self;
  GCancellable *cancellable; /* (owned) cancelled: self is gone, or shows another map */
  IbarForeignTile tile;
} Fetch;

/* Choosing
 * ------------------------------------------------------------------------------------------- */

static guint
count_maps (IbarComposerBase *self)
{
  return self->maps != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->maps)) : 0;
}

/* The user's base map that a description means: what a figure says of it may be shortened. */
static IbarBaseMap *
find_map (IbarComposerBase *self, const char *location, guint *index)
{
  for (guint i = 0; location != NULL && location[0] != '\0' && i < count_maps (self); i++)
    {
      g_autoptr (IbarBaseMap) map = g_list_model_get_item (G_LIST_MODEL (self->maps), i);
      g_autofree char *public = ibar_tile_url_dup_public (ibar_base_map_get_location (map));

      *index = i;
      if (g_str_equal (ibar_base_map_get_location (map), location) || g_str_equal (public, location))
        return map; /* the list's */
    }
  return NULL;
}

/* Names of the map's own are on its pictures; vector tiles and those that the user wants named get some. */
static gboolean
wants_names (IbarBaseMap *map)
{
  return map == NULL || ibar_base_map_get_with_names (map)
         || (!ibar_base_map_is_server (map)
             && ibar_vector_file_is_one (ibar_base_map_get_location (map)));
}

static void
describe (IbarFigure *figure, IbarBaseMap *map)
{
  g_free (figure->base_map);
  g_free (figure->base_map_credit);
  figure->base_map = map != NULL ? g_strdup (ibar_base_map_get_location (map)) : NULL;
  figure->base_map_credit = map != NULL ? g_strdup (ibar_base_map_get_credit (map)) : NULL;
  if (map != NULL)
    figure->base_map_zoom = ibar_base_map_get_most_zoom (map);
  figure->place_names = wants_names (map);
}

static void
forget_map (IbarComposerBase *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_queue_clear_full (self->queue, g_free);
  g_hash_table_remove_all (self->failed);
  self->n_running = self->n_wanted = 0;
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->map, ibar_foreign_map_unref);
  g_clear_object (&self->supplier);
  g_clear_error (&self->error);
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, IbarComposerBase *self)
{
  guint selected = adw_combo_row_get_selected (row);
  g_autoptr (IbarBaseMap) map = NULL;

  if (self->updating || selected > count_maps (self))
    return;
  if (selected > 0)
    map = g_list_model_get_item (G_LIST_MODEL (self->maps), selected - 1);
  forget_map (self);
  describe (ibar_figure_editor_edit (self->editor, NULL), map);
  ibar_figure_editor_done (self->editor);
}

static void
fill_row (IbarComposerBase *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Ibar’s own map"));
  for (guint i = 0; i < count_maps (self); i++)
    {
      g_autoptr (IbarBaseMap) map = g_list_model_get_item (G_LIST_MODEL (self->maps), i);

      gtk_string_list_append (names, ibar_base_map_get_name (map));
    }
  self->updating = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (names));
  self->updating = FALSE;
  ibar_composer_base_update (self);
}

static void
maps_changed_cb (GListModel *maps, guint position, guint removed, guint added, IbarComposerBase *self)
{
  fill_row (self);
}

/**
 * ibar_composer_base_new:
 * @maps: (nullable): the user's base maps; a new figure takes the one that is chosen
 * @editor: of the figure
 * @changed: called with @user_data when tiles have come
 * @user_data: for @changed
 *
 * Returns: (transfer full): the choice
 */
IbarComposerBase *
ibar_composer_base_new (IbarBaseMaps *maps,
                        IbarFigureEditor *editor,
                        GCallback changed,
                        gpointer user_data)
{
  IbarComposerBase *self = g_new0 (IbarComposerBase, 1);
  IbarBaseMap *chosen = maps != NULL ? ibar_base_maps_get_chosen (maps) : NULL;

  self->maps = maps != NULL ? g_object_ref (maps) : NULL;
  self->editor = g_object_ref (editor);
  self->changed = (void (*) (gpointer)) changed;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->queue = g_queue_new ();
  self->failed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (chosen != NULL)
    describe (ibar_figure_editor_peek (editor), chosen);
  self->row = g_object_ref_sink (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Base map"));
  g_signal_connect (self->row, "notify::selected", G_CALLBACK (selected_cb), self);
  if (maps != NULL)
    g_signal_connect (maps, "items-changed", G_CALLBACK (maps_changed_cb), self);
  fill_row (self);
  return self;
}

/**
 * ibar_composer_base_free:
 * @self: (transfer full) (nullable): a choice
 */
void
ibar_composer_base_free (IbarComposerBase *self)
{
  if (self == NULL)
    return;
  forget_map (self);
  g_signal_handlers_disconnect_by_data (self->row, self);
  if (self->maps != NULL)
    g_signal_handlers_disconnect_by_data (self->maps, self);
  g_clear_object (&self->row);
  g_clear_object (&self->maps);
  g_clear_object (&self->editor);
  g_clear_object (&self->cancellable);
  g_queue_free (self->queue);
  g_hash_table_unref (self->failed);
  g_free (self);
}

GtkWidget *
ibar_composer_base_get_row (IbarComposerBase *self)
{
  return self->row;
}

/**
 * ibar_composer_base_update:
 * @self: a choice
 *
 * Shows what the figure says now.
 */
void
ibar_composer_base_update (IbarComposerBase *self)
{
  const char *location = ibar_figure_editor_get_figure (self->editor)->base_map;
  guint index = 0;
  IbarBaseMap *found = find_map (self, location, &index);

  self->updating = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), found != NULL ? index + 1 : 0);
  self->updating = FALSE;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      found != NULL ? ibar_base_map_get_name (found) : _ ("Ibar’s own map"), -1);
}

/**
 * ibar_composer_base_dup_map:
 * @self: a choice
 *
 * Returns: (transfer full) (nullable): what to draw; %NULL where it is Ibar's own map, or is not there
 */
IbarForeignMap *
ibar_composer_base_dup_map (IbarComposerBase *self)
{
  const IbarFigure *figure = ibar_figure_editor_get_figure (self->editor);
  const char *location = figure->base_map;
  IbarBaseMap *map;
  guint index;

  if (location == NULL || location[0] == '\0')
    {
      forget_map (self);
      return NULL;
    }
  if (g_strcmp0 (location, self->location) != 0)
    {
      forget_map (self);
      self->location = g_strdup (location);
      map = find_map (self, location, &index);
      if (map != NULL && ibar_base_map_is_server (map))
        {
          self->map = ibar_foreign_map_new_held (figure->base_map_zoom);
          self->supplier = ibar_server_tiles_new (ibar_base_map_get_location (map), figure->base_map_zoom);
        }
      else if (map != NULL || g_path_is_absolute (location))
        self->map = ibar_foreign_map_open (map != NULL ? ibar_base_map_get_location (map) : location,
                                           &self->error);
    }
  return self->map != NULL ? ibar_foreign_map_ref (self->map) : NULL;
}

/* Fetching
 * ------------------------------------------------------------------------------------------- */

static void fetch_more (IbarComposerBase *self);

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  IbarComposerBase *self = fetch->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = ibar_tile_supplier_supply_finish (IBAR_TILE_SUPPLIER (source), result, &error);

  if (!g_cancellable_is_cancelled (fetch->cancellable))
    {
      gint64 key = ibar_tile_get_number (fetch->tile.zoom, fetch->tile.x, fetch->tile.y);

      self->n_running--;
      if (error == NULL)
        ibar_foreign_map_hold (self->map, &fetch->tile,
                               texture != NULL ? ibar_picture_get_surface (texture) : NULL);
      else
        {
          g_hash_table_add (self->failed, g_memdup2 (&key, sizeof key));
          g_clear_error (&self->error);
          self->error = g_steal_pointer (&error);
        }
      fetch_more (self);
    }
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

static void
fetch_more (IbarComposerBase *self)
{
  guint most = ibar_tile_supplier_get_n_at_once (self->supplier);

  while (self->n_running < most && !g_queue_is_empty (self->queue))
    {
      g_autofree IbarForeignTile *tile = g_queue_pop_head (self->queue);
      IbarTileKey key = { 0, tile->zoom * 1000, tile->x, tile->y };
      Fetch *fetch = g_new0 (Fetch, 1);

      *fetch = (Fetch){ self, g_object_ref (self->cancellable), *tile };
      self->n_running++;
      ibar_tile_supplier_supply_async (self->supplier, &key, self->cancellable, fetched_cb, fetch);
    }
  if (self->n_running == 0 && self->n_wanted > 0)
    {
      self->n_wanted = 0;
      self->changed (self->user_data);
    }
}

/**
 * ibar_composer_base_fetch:
 * @self: a choice
 * @missing: of IbarForeignTile: what the page shown has not got
 *
 * Fetches it, unless that is under way; what has failed is left alone.
 */
void
ibar_composer_base_fetch (IbarComposerBase *self, const GArray *missing)
{
  if (self->supplier == NULL || ibar_composer_base_is_fetching (self))
    return;
  for (guint i = 0; i < missing->len; i++)
    {
      const IbarForeignTile *tile = &g_array_index (missing, IbarForeignTile, i);
      gint64 key = ibar_tile_get_number (tile->zoom, tile->x, tile->y);

      if (!g_hash_table_contains (self->failed, &key))
        g_queue_push_tail (self->queue, g_memdup2 (tile, sizeof *tile));
    }
  self->n_wanted = g_queue_get_length (self->queue);
  if (self->n_wanted > 0)
    fetch_more (self);
}

gboolean
ibar_composer_base_is_fetching (IbarComposerBase *self)
{
  return self->n_wanted > 0;
}

/**
 * ibar_composer_base_dup_state:
 * @self: a choice
 *
 * Returns: (transfer full) (nullable): what is under way, or what went wrong, for the list of findings
 */
char *
ibar_composer_base_dup_state (IbarComposerBase *self)
{
  if (ibar_composer_base_is_fetching (self))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Fetching %u tile of the base map…",
                                         "Fetching %u tiles of the base map…", self->n_wanted),
                            self->n_wanted);
  if (self->error != NULL)
    /* Translators: what a server or a file answered */
    return g_strdup_printf (_ ("The base map is not complete: %s"), self->error->message);
  return NULL;
}
