/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GeoPackage geometry blobs.
 *
 * A blob is a header (magic "GP", version, flags, SRS, an optional envelope) and ISO WKB. The
 * reader believes nothing: every count is checked against the bytes that are left before anything
 * is allocated, so that memory and time are bounded by the blob's own size, and nesting is bounded
 * by MAX_DEPTH. Z and M are skipped; curves and surfaces are refused.
 *
 * Points of events take a short path of their own, since a collection has a million of them. */

#define G_LOG_DOMAIN "ibar-gpkg"

#include "config.h"

#include "ibar-gpkg.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-error.h"

#define HEADER_SIZE 8
#define MAX_DEPTH 4 /* a collection in a collection of multi-geometries is more than anybody writes */
#define FLAG_EMPTY 0x10

enum
{
  WKB_POINT = 1,
  WKB_LINE = 2,
  WKB_POLYGON = 3,
  WKB_MULTI_POINT = 4,
  WKB_MULTI_LINE = 5,
  WKB_MULTI_POLYGON = 6,
  WKB_COLLECTION = 7,
};

/* What is left to read, and how. */
typedef struct
{
  const guint8 *at;
  gsize left;
  gboolean little; /* byte order of the geometry being read */
  guint stride;    /* doubles a point: 2, 3 or 4 */
} Reader;

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, IBAR_ERROR, IBAR_ERROR_DATA, message);
  return FALSE;
}

static void
make_empty (IbarGeometry *geometry)
{
  geometry->kind = IBAR_GEOMETRY_EMPTY;
  geometry->srs_id = 0;
  g_array_set_size (geometry->points, 0);
  g_array_set_size (geometry->starts, 1);
}

static guint32
read_u32_at (const guint8 *at, gboolean little)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return little ? GUINT32_FROM_LE (value) : GUINT32_FROM_BE (value);
}

static double
read_double_at (const guint8 *at, gboolean little)
{
  guint64 bits;
  double value;

  memcpy (&bits, at, sizeof bits);
  bits = little ? GUINT64_FROM_LE (bits) : GUINT64_FROM_BE (bits);
  memcpy (&value, &bits, sizeof value);
  return value;
}

static gboolean
take_count (Reader *reader, gsize least_size, guint32 *count, GError **error)
{
  if (reader->left < 4)
    return fail (error, _ ("The geometry ends too early"));
  *count = read_u32_at (reader->at, reader->little);
  reader->at += 4;
  reader->left -= 4;
  if (*count > reader->left / least_size)
    return fail (error, _ ("The geometry names more points or parts than it has room for"));
  return TRUE;
}

/* Points of one part; the bytes have been counted before. */
static gboolean
take_points (Reader *reader, guint32 count, IbarGeometry *geometry, GError **error)
{
  gsize step = 8 * (gsize) reader->stride;
  guint32 end;

  for (guint32 i = 0; i < count; i++)
    {
      IbarPoint point = { read_double_at (reader->at, reader->little),
                          read_double_at (reader->at + 8, reader->little) };

      if (!isfinite (point.longitude) || !isfinite (point.latitude))
        return fail (error, _ ("A coordinate of the geometry is not a number"));
      g_array_append_val (geometry->points, point);
      reader->at += step;
      reader->left -= step;
    }
  end = geometry->points->len;
  g_array_append_val (geometry->starts, end);
  return TRUE;
}

static gboolean
take_kind (IbarGeometry *geometry, IbarGeometryKind kind, GError **error)
{
  if (geometry->kind != IBAR_GEOMETRY_EMPTY && geometry->kind != kind)
    return fail (error, _ ("The geometry mixes points, lines and areas"));
  geometry->kind = kind;
  return TRUE;
}

static gboolean
take_point (Reader *reader, IbarGeometry *geometry, GError **error)
{
  gsize size = 8 * (gsize) reader->stride;

  if (reader->left < size)
    return fail (error, _ ("The geometry ends too early"));
  if (isnan (read_double_at (reader->at, reader->little))
      && isnan (read_double_at (reader->at + 8, reader->little)))
    {
      reader->at += size; /* POINT EMPTY is written so */
      reader->left -= size;
      return TRUE;
    }
  return take_kind (geometry, IBAR_GEOMETRY_POINT, error)
         && take_points (reader, 1, geometry, error);
}

static gboolean
take_line (Reader *reader, IbarGeometryKind kind, IbarGeometry *geometry, GError **error)
{
  guint32 count;

  if (!take_count (reader, 8 * (gsize) reader->stride, &count, error))
    return FALSE;
  if (count == 0)
    return TRUE;
  return take_kind (geometry, kind, error) && take_points (reader, count, geometry, error);
}

static gboolean
take_polygon (Reader *reader, IbarGeometry *geometry, GError **error)
{
  guint32 n_rings;

  if (!take_count (reader, 4, &n_rings, error))
    return FALSE;
  for (guint32 i = 0; i < n_rings; i++)
    {
      if (!take_line (reader, IBAR_GEOMETRY_AREA, geometry, error))
        return FALSE;
    }
  return TRUE;
}

/* Type and dimensions; ISO (1001 = point Z) and the older EWKB bits that some programs write. */
static gboolean
take_type (Reader *reader, guint32 *type, GError **error)
{
  guint32 code, dimensions;
  gboolean z, m;

  if (reader->left < 5)
    return fail (error, _ ("The geometry ends too early"));
  if (reader->at[0] > 1)
    return fail (error, _ ("The geometry has an unknown byte order"));
  reader->little = reader->at[0] == 1;
  code = read_u32_at (reader->at + 1, reader->little);
  reader->at += 5;
  reader->left -= 5;

  z = (code & 0x80000000u) != 0;
  m = (code & 0x40000000u) != 0;
  code &= 0x0fffffffu;
  dimensions = code / 1000;
  if (dimensions > 3)
    return fail (error, _ ("The geometry has an unknown type"));
  z = z || dimensions == 1 || dimensions == 3;
  m = m || dimensions == 2 || dimensions == 3;
  reader->stride = 2 + (z ? 1u : 0u) + (m ? 1u : 0u);
  *type = code % 1000;
  return TRUE;
}

static gboolean
take_geometry (Reader *reader, guint depth, IbarGeometry *geometry, GError **error)
{
  guint32 type, count;

  if (depth > MAX_DEPTH)
    return fail (error, _ ("The geometry is nested too deeply"));
  if (!take_type (reader, &type, error))
    return FALSE;
  switch (type)
    {
    case WKB_POINT:
      return take_point (reader, geometry, error);
    case WKB_LINE:
      return take_line (reader, IBAR_GEOMETRY_LINE, geometry, error);
    case WKB_POLYGON:
      return take_polygon (reader, geometry, error);
    case WKB_MULTI_POINT:
    case WKB_MULTI_LINE:
    case WKB_MULTI_POLYGON:
    case WKB_COLLECTION:
      if (!take_count (reader, 9, &count, error)) /* a member has at least a type and a count */
        return FALSE;
      for (guint32 i = 0; i < count; i++)
        {
          if (!take_geometry (reader, depth + 1, geometry, error))
            return FALSE;
        }
      return TRUE;
    default:
      return fail (error, _ ("The geometry has a type that cannot be drawn: only points, lines and "
                             "areas can"));
    }
}

/* The bytes before the WKB, or 0 if this is no GeoPackage header. */
static gsize
header_size (const guint8 *blob, gsize size)
{
  static const gsize envelope_sizes[] = { 0, 32, 48, 48, 64 };
  guint envelope;

  if (size < HEADER_SIZE || blob[0] != 'G' || blob[1] != 'P')
    return 0;
  envelope = (blob[3] >> 1) & 7;
  if (envelope >= G_N_ELEMENTS (envelope_sizes) || size < HEADER_SIZE + envelope_sizes[envelope])
    return 0;
  return HEADER_SIZE + envelope_sizes[envelope];
}

/**
 * ibar_geometry_init:
 * @geometry: (out caller-allocates): an empty geometry; end with ibar_geometry_clear()
 */
void
ibar_geometry_init (IbarGeometry *geometry)
{
  guint32 zero = 0;

  g_return_if_fail (geometry != NULL);
  geometry->kind = IBAR_GEOMETRY_EMPTY;
  geometry->srs_id = 0;
  geometry->points = g_array_new (FALSE, FALSE, sizeof (IbarPoint));
  geometry->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (geometry->starts, zero);
}

/**
 * ibar_geometry_clear:
 * @geometry: frees what it holds
 */
void
ibar_geometry_clear (IbarGeometry *geometry)
{
  g_return_if_fail (geometry != NULL);
  g_clear_pointer (&geometry->points, g_array_unref);
  g_clear_pointer (&geometry->starts, g_array_unref);
}

/**
 * ibar_geometry_get_n_parts:
 * @geometry: a geometry
 *
 * Returns: the number of points, lines or rings
 */
guint
ibar_geometry_get_n_parts (const IbarGeometry *geometry)
{
  g_return_val_if_fail (geometry != NULL, 0);
  return geometry->starts->len - 1;
}

/**
 * ibar_gpkg_encode_point:
 * @point: [deg, WGS 84]; what is not placed gives POINT EMPTY (better store NULL)
 * @blob: (out): shape [%IBAR_GPKG_POINT_SIZE]
 *
 * Source: OGC 12-128r17 (GeoPackage 1.3), 2.1.3.
 */
void
ibar_gpkg_encode_point (IbarPoint point, guint8 blob[IBAR_GPKG_POINT_SIZE])
{
  static const guint8 start[13] = { 'G', 'P', 0, 0x01, 0xe6, 0x10, 0, 0, 0x01, 0x01, 0, 0, 0 };
  double values[2] = { point.longitude, point.latitude };

  memcpy (blob, start, sizeof start);
  if (!ibar_point_is_placed (point))
    blob[3] |= FLAG_EMPTY;
  for (int i = 0; i < 2; i++)
    {
      guint64 bits;

      memcpy (&bits, &values[i], sizeof bits);
      bits = GUINT64_TO_LE (bits);
      memcpy (blob + sizeof start + 8 * i, &bits, sizeof bits);
    }
}

/**
 * ibar_gpkg_decode_point:
 * @blob: (nullable) (array length=size): a GeoPackage geometry
 * @size: [bytes]
 * @point: (out): its position, NAN in both where it is empty
 *
 * Reads a point of any byte order and dimension. What has NaN or infinite coordinates is empty.
 *
 * Returns: FALSE if this is no point; @point is then not placed
 *
 * Cost: O(1), nothing allocated.
 */
gboolean
ibar_gpkg_decode_point (const guint8 *blob, gsize size, IbarPoint *point)
{
  Reader reader = { 0 };
  guint32 type;
  gsize skip;

  point->longitude = point->latitude = NAN;
  skip = blob != NULL ? header_size (blob, size) : 0;
  if (skip == 0)
    return FALSE;
  reader.at = blob + skip;
  reader.left = size - skip;
  if (!take_type (&reader, &type, NULL) || type != WKB_POINT
      || reader.left < 8 * (gsize) reader.stride)
    return FALSE;
  point->longitude = read_double_at (reader.at, reader.little);
  point->latitude = read_double_at (reader.at + 8, reader.little);
  if (!isfinite (point->longitude) || !isfinite (point->latitude))
    point->longitude = point->latitude = NAN;
  return TRUE;
}

/**
 * ibar_gpkg_parse_wkb:
 * @wkb: (array length=size): ISO or extended WKB
 * @size: [bytes]
 * @geometry: from ibar_geometry_init(); what it held is replaced, and it is empty after an error
 * @error: return location
 *
 * Reads points, lines, areas, their multiples, and collections of one kind.
 *
 * Returns: FALSE with @error set if the bytes are no such geometry
 *
 * Errors: %IBAR_ERROR_DATA, whatever is wrong.
 *
 * Cost: O(size) in time and memory whatever the counts in it claim.
 */
gboolean
ibar_gpkg_parse_wkb (const guint8 *wkb, gsize size, IbarGeometry *geometry, GError **error)
{
  Reader reader = { wkb, size, TRUE, 2 };

  g_return_val_if_fail (geometry != NULL && geometry->points != NULL, FALSE);

  make_empty (geometry);
  if (take_geometry (&reader, 0, geometry, error))
    return TRUE;
  make_empty (geometry);
  return FALSE;
}

/**
 * ibar_gpkg_parse:
 * @blob: (array length=size): a GeoPackage geometry: header and WKB
 * @size: [bytes]
 * @geometry: as for ibar_gpkg_parse_wkb()
 * @error: return location
 *
 * Returns: FALSE with @error set if the bytes are no such geometry
 *
 * Errors: %IBAR_ERROR_DATA.
 *
 * Cost: O(size).
 */
gboolean
ibar_gpkg_parse (const guint8 *blob, gsize size, IbarGeometry *geometry, GError **error)
{
  gsize skip = blob != NULL ? header_size (blob, size) : 0;

  g_return_val_if_fail (geometry != NULL && geometry->points != NULL, FALSE);

  make_empty (geometry);
  if (skip == 0)
    return fail (error, _ ("The bytes do not begin like a GeoPackage geometry"));
  if (!ibar_gpkg_parse_wkb (blob + skip, size - skip, geometry, error))
    return FALSE;
  geometry->srs_id = (gint32) read_u32_at (blob + 4, (blob[3] & 1) != 0);
  return TRUE;
}
