/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tiles while the map moves: what is no longer in view is not painted, what is in view comes, and
 * the cache stays within its bound. The supplier here paints nothing but keeps book. */

#include "config.h"

#include <math.h>

#include "ibar-test-view.h"
#include "ibar-tile-painter.h"

#define SIDE 512
#define N_FRAMES 90
#define MOST_WANTED 16
/* A tile given up between a thread's last look and its start is nobody's mistake, but rare. */
#define MOST_UNLUCKY 4

/* Shared with the painting threads. */
static GMutex mutex;
static IbarTileKey wanted[MOST_WANTED];
static guint n_wanted;
static guint n_begun, n_stale, n_cancelled;

#define TEST_TYPE_SUPPLIER (test_supplier_get_type ())
G_DECLARE_FINAL_TYPE (TestSupplier, test_supplier, TEST, SUPPLIER, GObject)

struct _TestSupplier
{
  GObject parent_instance;
};

static void init_supplier (IbarTileSupplierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSupplier,
                               test_supplier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (IBAR_TYPE_TILE_SUPPLIER, init_supplier))

static gboolean
is_wanted (const IbarTileKey *key)
{
  for (guint i = 0; i < n_wanted; i++)
    if (wanted[i].zoom == key->zoom && wanted[i].x == key->x && wanted[i].y == key->y)
      return TRUE;
  return FALSE;
}

/* What is painted must be wanted at that moment, unless it has been given up. */
static void
paint_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  gsize size = (gsize) SIDE * SIDE * 4;
  g_autoptr (GBytes) bytes = NULL;

  g_mutex_lock (&mutex);
  n_begun++;
  if (g_cancellable_is_cancelled (cancellable))
    n_cancelled++;
  else if (!is_wanted (data))
    n_stale++;
  g_mutex_unlock (&mutex);
  bytes = g_bytes_new_take (g_malloc0 (size), size);
  g_task_return_pointer (
      task, gdk_memory_texture_new (SIDE, SIDE, GDK_MEMORY_DEFAULT, bytes, SIDE * 4),
      g_object_unref);
}

static void
test_supplier_supply_async (IbarTileSupplier *supplier,
                            const IbarTileKey *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (supplier, cancellable, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (key, sizeof *key), g_free);
  ibar_tile_supplier_run (task, paint_cb);
}

static GdkTexture *
test_supplier_supply_finish (IbarTileSupplier *supplier, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static int
test_supplier_get_zoom (IbarTileSupplier *supplier, double zoom)
{
  return (int) lrint (zoom * 1000);
}

static double
test_supplier_get_side (IbarTileSupplier *supplier)
{
  return SIDE;
}

static void
init_supplier (IbarTileSupplierInterface *iface)
{
  iface->get_zoom = test_supplier_get_zoom;
  iface->get_side = test_supplier_get_side;
  iface->supply_async = test_supplier_supply_async;
  iface->supply_finish = test_supplier_supply_finish;
}

static void
test_supplier_class_init (TestSupplierClass *klass)
{
}

static void
test_supplier_init (TestSupplier *self)
{
}

static void
ready_cb (gpointer user_data)
{
}

/* Twelve tiles around the middle of one zoom, as a view wants them. */
static void
want_zoom (IbarTilePainter *painter, guint generation, double zoom)
{
  int middle = (int) (exp2 (zoom) * 0.45);

  g_mutex_lock (&mutex);
  n_wanted = 0;
  for (int y = 0; y < 3; y++)
    for (int x = 0; x < 4; x++)
      wanted[n_wanted++]
          = (IbarTileKey){ generation, (int) lrint (zoom * 1000), middle + x, middle + y };
  ibar_tile_painter_want (painter, wanted, n_wanted);
  g_mutex_unlock (&mutex);
}

static gboolean
is_idle (gpointer painter)
{
  return ibar_tile_painter_is_idle (painter);
}

static void
assert_bounded (IbarTilePainter *painter)
{
  IbarTileStats stats;

  ibar_tile_painter_get_stats (painter, &stats);
  g_assert_cmpuint (stats.budget, ==, (gsize) 96 << 20);
  g_assert_cmpuint (stats.bytes, <=, stats.budget);
}

/* An animated zoom: every frame wants other tiles than the one before. */
static void
test_zoom (void)
{
  g_autoptr (TestSupplier) supplier = g_object_new (TEST_TYPE_SUPPLIER, NULL);
  g_autoptr (IbarTilePainter) painter = ibar_tile_painter_new (ready_cb, NULL);
  guint generation = ibar_tile_painter_set_supplier (painter, IBAR_TILE_SUPPLIER (supplier));
  IbarTileStats stats;

  n_begun = n_stale = n_cancelled = 0;
  for (int frame = 0; frame <= N_FRAMES; frame++)
    {
      want_zoom (painter, generation, 9 + 4.0 * frame / N_FRAMES);
      for (int i = 0; i < 3; i++)
        g_main_context_iteration (NULL, FALSE);
      assert_bounded (painter);
    }
  ibar_test_wait (is_idle, painter);
  for (guint i = 0; i < n_wanted; i++)
    g_assert_cmpint (ibar_tile_painter_look_up (painter, &wanted[i], NULL), ==, IBAR_TILE_PAINTED);
  ibar_tile_painter_get_stats (painter, &stats);
  g_test_message ("%u begun, %u given up in time, %u at the last moment", n_begun, stats.dropped,
                  n_cancelled);
  g_assert_cmpuint (n_stale, ==, 0);
  g_assert_cmpuint (n_cancelled, <=, MOST_UNLUCKY);
  g_assert_cmpuint (stats.dropped, >, 0);
  g_assert_cmpuint (n_begun, <, 12 * (N_FRAMES + 1));
}

/* More pictures than the cache may hold: it stays within its bound, and keeps the newest. */
static void
test_memory (void)
{
  g_autoptr (TestSupplier) supplier = g_object_new (TEST_TYPE_SUPPLIER, NULL);
  g_autoptr (IbarTilePainter) painter = ibar_tile_painter_new (ready_cb, NULL);
  guint generation = ibar_tile_painter_set_supplier (painter, IBAR_TILE_SUPPLIER (supplier));
  IbarTileStats stats;

  for (int step = 0; step < 14; step++)
    {
      want_zoom (painter, generation, 6 + step * 0.5);
      ibar_test_wait (is_idle, painter);
      assert_bounded (painter);
    }
  ibar_tile_painter_get_stats (painter, &stats);
  g_assert_cmpuint (stats.painted, ==, 14 * 12);
  g_assert_cmpuint (stats.bytes, >, stats.budget - ((gsize) 2 << 20));
  for (guint i = 0; i < n_wanted; i++)
    g_assert_cmpint (ibar_tile_painter_look_up (painter, &wanted[i], NULL), ==, IBAR_TILE_PAINTED);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-painter/zoom", test_zoom);
  g_test_add_func ("/tile-painter/memory", test_memory);
  return g_test_run ();
}
