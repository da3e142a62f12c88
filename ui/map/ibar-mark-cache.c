/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Five thousand marks a frame are five thousand texture nodes; painting each by cairo would be 300
 * ms.
 *
 * A look is everything that changes the picture: count, shares (to a sixtieth of the ring, which is
 * below a pixel), state, style and scale. A map shows some hundred looks of about 10 kB, but may show
 * thousands, and what one frame needs must never push out what it needs, too: when the looks in use
 * come to MOST_BYTES, those not met since the last time are given up, at most as many again. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-mark-cache"

#include <math.h>
#include <string.h>

#include "ibar-mark-cache.h"
#include "ibar-picture.h"

#define MOST_BYTES (48 << 20)
#define SHARES 60
#define SEAT_SIZE 11.0
#define SEAT_SIDE 18.0

typedef struct
{
  guint32 count; /* 0: a seat */
  guint8 shares[IBAR_N_FAMILIES];
  guint8 state;
  guint8 style;
  guint8 scale;
} Look;

typedef struct
{
  Look look;
  double side;         /* [logical px] */
  GdkTexture *texture; /* (owned) */
} Picture;

struct _IbarMarkCache
{
  GHashTable *pictures; /* Picture → itself, hashed by look: met since the last time there were too many */
  GHashTable *older;    /* the same: not met since */
  gsize n_bytes;        /* of pictures */
};

static guint
hash_look (gconstpointer data)
{
  const guint8 *bytes = data;
  guint hash = 2166136261u;

  for (gsize i = 0; i < sizeof (Look); i++)
    hash = (hash ^ bytes[i]) * 16777619u;
  return hash;
}

static gboolean
equal_looks (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Look)) == 0;
}

static void
free_picture (gpointer data)
{
  Picture *picture = data;

  g_clear_object (&picture->texture);
  g_free (picture);
}

static void
init_look (Look *look, const IbarMark *mark, const IbarStyle *style, int scale_factor)
{
  double total = 0;

  memset (look, 0, sizeof *look);
  look->count = mark->count;
  look->state = (guint8) (mark->selected | mark->hovered << 1);
  look->style = (guint8) style->kind;
  look->scale = (guint8) scale_factor;
  for (int f = 0; f < IBAR_N_FAMILIES; f++)
    total += mark->families[f];
  for (int f = 0; f < IBAR_N_FAMILIES && total > 0; f++)
    look->shares[f] = (guint8) ceil (mark->families[f] * SHARES / total);
}

typedef void (*PaintFunc) (cairo_t *cr, double middle, gconstpointer data, const IbarStyle *style);

static void
paint_mark (cairo_t *cr, double middle, gconstpointer data, const IbarStyle *style)
{
  IbarMark mark = *(const IbarMark *) data;

  mark.x = mark.y = middle;
  mark.uncertainty = 0;
  ibar_mark_draw (&mark, cr, style);
}

static void
paint_seat (cairo_t *cr, double middle, gconstpointer data, const IbarStyle *style)
{
  const Look *look = data;

  ibar_seat_draw (cr, middle, middle, SEAT_SIZE, look->state & 1, look->state & 2, style);
}

static GdkTexture *
paint (double side, int scale_factor, PaintFunc func, gconstpointer data, const IbarStyle *style)
{
  int pixels = (int) side * scale_factor;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels, pixels);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale_factor, scale_factor);
  func (cr, side / 2, data, style);
  cairo_destroy (cr);
  return ibar_picture_new (surface);
}

static GHashTable *
new_pictures (void)
{
  return g_hash_table_new_full (hash_look, equal_looks, free_picture, NULL);
}

static void
add_picture (IbarMarkCache *self, Picture *picture)
{
  gsize pixels = (gsize) gdk_texture_get_width (picture->texture) * (gsize) gdk_texture_get_height (picture->texture);

  if (self->n_bytes > MOST_BYTES)
    {
      g_hash_table_unref (self->older);
      self->older = self->pictures;
      self->pictures = new_pictures ();
      self->n_bytes = 0;
    }
  self->n_bytes += 4 * pixels;
  g_hash_table_add (self->pictures, picture);
}

static Picture *
lookup (IbarMarkCache *self,
        const Look *look,
        gboolean may_paint,
        double side,
        PaintFunc func,
        gconstpointer data,
        const IbarStyle *style)
{
  Picture *picture = g_hash_table_lookup (self->pictures, look);
  gpointer older;

  if (picture != NULL)
    return picture;
  if (g_hash_table_steal_extended (self->older, look, &older, NULL))
    picture = older;
  else if (!may_paint)
    return NULL;
  else
    {
      picture = g_new0 (Picture, 1);
      picture->look = *look;
      picture->side = side;
      picture->texture = paint (side, look->scale, func, data, style);
    }
  add_picture (self, picture);
  return picture;
}

/**
 * ibar_mark_cache_new:
 *
 * Returns: (transfer full): an empty cache
 */
IbarMarkCache *
ibar_mark_cache_new (void)
{
  IbarMarkCache *self = g_new0 (IbarMarkCache, 1);

  self->pictures = new_pictures ();
  self->older = new_pictures ();
  return self;
}

/**
 * ibar_mark_cache_free:
 * @self: (transfer full): a cache
 */
void
ibar_mark_cache_free (IbarMarkCache *self)
{
  g_hash_table_unref (self->pictures);
  g_hash_table_unref (self->older);
  g_free (self);
}

/**
 * ibar_mark_cache_lookup:
 * @self: a cache
 * @mark: a mark; its position and ring do not matter
 * @style: colours
 * @scale_factor: device pixels per logical pixel
 * @may_paint: whether a picture that is not there is painted
 * @side: (out): the picture's side [logical px]; the mark stands in its middle
 *
 * Returns: (transfer none) (nullable): the mark's picture, valid until the next call
 */
GdkTexture *
ibar_mark_cache_lookup (IbarMarkCache *self,
                        const IbarMark *mark,
                        const IbarStyle *style,
                        int scale_factor,
                        gboolean may_paint,
                        double *side)
{
  Look look;
  Picture *picture;

  g_return_val_if_fail (self != NULL && mark != NULL && style != NULL, NULL);

  init_look (&look, mark, style, scale_factor);
  picture = lookup (self, &look, may_paint, 2 * ceil (ibar_mark_get_extent (mark)), paint_mark, mark, style);
  if (picture == NULL)
    return NULL;
  *side = picture->side;
  return picture->texture;
}

/**
 * ibar_mark_cache_lookup_seat:
 * @self: a cache
 * @selected: with an accent ring
 * @hovered: a little larger
 * @style: colours
 * @scale_factor: device pixels per logical pixel
 * @side: (out): the picture's side [logical px]
 *
 * Returns: (transfer none): the picture of a municipality's seat, valid until the next call
 */
GdkTexture *
ibar_mark_cache_lookup_seat (IbarMarkCache *self,
                             gboolean selected,
                             gboolean hovered,
                             const IbarStyle *style,
                             int scale_factor,
                             double *side)
{
  IbarMark nothing = { .selected = selected, .hovered = hovered };
  Look look;
  Picture *picture;

  g_return_val_if_fail (self != NULL && style != NULL, NULL);

  init_look (&look, &nothing, style, scale_factor);
  picture = lookup (self, &look, TRUE, SEAT_SIDE, paint_seat, &look, style);
  *side = picture->side;
  return picture->texture;
}
