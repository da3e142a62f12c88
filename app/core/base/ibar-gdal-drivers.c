/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GDAL's formats, as this program wants them. */

#define G_LOG_DOMAIN "ibar-gdal"

#include "config.h"

#include "ibar-gdal-drivers.h"

#include "ibar-gdal.h"

/**
 * ibar_gdal_register_drivers:
 *
 * Makes GDAL's formats known. SpatiaLite stays out of them: nothing here asks for its functions, and when the first SQLite file
 * is opened it would set the numbers of the whole process to those of the C locale, so that "1,5 km" became "1.5 km".
 *
 * **Thread:** any.
 */
void
ibar_gdal_register_drivers (void)
{
  CPLSetConfigOption ("SPATIALITE_LOAD", "NO");
  GDALAllRegister ();
}
