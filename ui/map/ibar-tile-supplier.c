/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The interface of what makes tiles, and the threads in which they are made.
 *
 * The threads are few and shared by every view of the process: as many as there are processors,
 * four at most, so that painting never crowds out the interface. A task whose tile is no longer
 * wanted when its turn comes is cancelled and ends without having done anything. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-tile-supplier"

#include "ibar-tile-supplier.h"

#define MOST_THREADS 4

G_DEFINE_INTERFACE (IbarTileSupplier, ibar_tile_supplier, G_TYPE_OBJECT)

static void
ibar_tile_supplier_default_init (IbarTileSupplierInterface *iface)
{
}

/* What is run, kept as the task's data until it has run. */
typedef struct
{
  GTask *task; /* (owned) */
  GTaskThreadFunc function;
} Job;

static gboolean
drop_task_cb (gpointer task)
{
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/* A supplier must not end in a worker: the last to let go is the thread that asked. */
static void
drop_task (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[ibar] tile made");
  g_source_set_callback (source, drop_task_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_job (gpointer data, gpointer user_data)
{
  Job *job = data;
  GTask *task = job->task;

  if (!g_task_return_error_if_cancelled (task))
    job->function (task, g_task_get_source_object (task), g_task_get_task_data (task),
                   g_task_get_cancellable (task));
  drop_task (task);
  g_free (job);
}

/**
 * ibar_tile_supplier_run:
 * @task: a task that a tile is made for
 * @function: makes it and returns through the task, in another thread
 *
 * Runs a task when one of the shared threads is free; a cancelled one ends unrun.
 */
void
ibar_tile_supplier_run (GTask *task, GTaskThreadFunc function)
{
  static GThreadPool *pool = NULL;
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (G_IS_TASK (task) && function != NULL);

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool,
                       g_thread_pool_new (run_job, NULL,
                                          CLAMP ((int) g_get_num_processors (), 1, MOST_THREADS),
                                          FALSE, NULL));
  job->task = g_object_ref (task);
  job->function = function;
  g_thread_pool_push (pool, job, NULL);
}

/**
 * ibar_tile_supplier_get_zoom:
 * @self: a supplier
 * @zoom: a view's zoom level
 *
 * Returns: [1/1000] the zoom of the tiles that show such a view best
 */
int
ibar_tile_supplier_get_zoom (IbarTileSupplier *self, double zoom)
{
  g_return_val_if_fail (IBAR_IS_TILE_SUPPLIER (self), 0);

  return IBAR_TILE_SUPPLIER_GET_IFACE (self)->get_zoom (self, zoom);
}

/**
 * ibar_tile_supplier_get_side:
 * @self: a supplier
 *
 * Returns: [logical px] the side of a tile in a view of the tile's own zoom
 */
double
ibar_tile_supplier_get_side (IbarTileSupplier *self)
{
  g_return_val_if_fail (IBAR_IS_TILE_SUPPLIER (self), 256);

  return IBAR_TILE_SUPPLIER_GET_IFACE (self)->get_side (self);
}

/**
 * ibar_tile_supplier_get_n_at_once:
 * @self: a supplier
 *
 * Returns: how many tiles it works on at a time
 */
guint
ibar_tile_supplier_get_n_at_once (IbarTileSupplier *self)
{
  IbarTileSupplierInterface *iface;

  g_return_val_if_fail (IBAR_IS_TILE_SUPPLIER (self), 1);

  iface = IBAR_TILE_SUPPLIER_GET_IFACE (self);
  return iface->get_n_at_once != NULL ? iface->get_n_at_once (self)
                                      : 2 * CLAMP (g_get_num_processors (), 1, MOST_THREADS);
}

/**
 * ibar_tile_supplier_supply_async:
 * @self: a supplier
 * @key: which tile
 * @cancellable: (nullable): cancelled when the tile is no longer wanted
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Asks for a tile.
 */
void
ibar_tile_supplier_supply_async (IbarTileSupplier *self,
                                 const IbarTileKey *key,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (IBAR_IS_TILE_SUPPLIER (self));
  g_return_if_fail (key != NULL && callback != NULL);

  IBAR_TILE_SUPPLIER_GET_IFACE (self)->supply_async (self, key, cancellable, callback, user_data);
}

/**
 * ibar_tile_supplier_supply_finish:
 * @self: a supplier
 * @result: as the callback got it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the tile; %NULL without an error where there is none
 */
GdkTexture *
ibar_tile_supplier_supply_finish (IbarTileSupplier *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (IBAR_IS_TILE_SUPPLIER (self), NULL);

  if (IBAR_TILE_SUPPLIER_GET_IFACE (self)->supply_finish != NULL)
    return IBAR_TILE_SUPPLIER_GET_IFACE (self)->supply_finish (self, result, error);
  return g_task_propagate_pointer (G_TASK (result), error);
}
