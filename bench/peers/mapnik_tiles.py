#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times Mapnik drawing a region's layers to the tiles that bench-map draws.

usage: mapnik_tiles.py REGION.gpkg LONGITUDE LATITUDE REPEATS

Neighbours, areas, shading, rivers, roads, railway and boundaries from the same file, with comparable symbols: cased
roads and outline, dashed inner boundaries, a hillshade resampled bicubically. The hillshade is made before the clock
starts, as Ibar's is. One line a zoom: z9 MEDIAN MAX [ms].
"""
import math
import os
import subprocess
import sys
import tempfile
import time

import mapnik

MERCATOR = "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs"
WGS84 = "+proj=longlat +datum=WGS84 +no_defs"
HALF = math.pi * 6378137
TILE = 512
PLUGINS = "/usr/lib/mapnik/3.1/input"

STYLE = """<Map background-color="#EDEBE6" srs="{merc}">
<Style name="neighbour"><Rule><PolygonSymbolizer fill="#F8F7F3"/><LineSymbolizer stroke="#A08F98" stroke-width="1"/>
</Rule></Style>
<Style name="admin_area"><Rule><PolygonSymbolizer fill="#F3EBE2"/></Rule>
<Rule><Filter>[highlight] = 1</Filter><PolygonSymbolizer fill="#F9E6C4"/>
<LineSymbolizer stroke="#8D757F" stroke-width="2" stroke-linejoin="round"/></Rule></Style>
<Style name="shade" opacity="0.25" comp-op="multiply"><Rule><RasterSymbolizer scaling="bicubic"/></Rule></Style>
<Style name="waterway"><Rule><LineSymbolizer stroke="#A9CBE0" stroke-width="4" stroke-linejoin="round"
 stroke-opacity="0.7"/></Rule></Style>
<Style name="casing"><Rule><LineSymbolizer stroke="#CDBFAF" stroke-width="6" stroke-linejoin="round"/></Rule></Style>
<Style name="road"><Rule><LineSymbolizer stroke="#FFFFFF" stroke-width="4" stroke-linejoin="round"/></Rule></Style>
<Style name="railway"><Rule><LineSymbolizer stroke="#6B6B6B" stroke-width="2"/>
<LineSymbolizer stroke="#6B6B6B" stroke-width="8" stroke-dasharray="2,16"/></Rule></Style>
<Style name="inner"><Rule><Filter>[kind] = 'municipal'</Filter><LineSymbolizer stroke="#A08F98" stroke-width="1.5"
 stroke-dasharray="7,4"/></Rule></Style>
<Style name="outline"><Rule><Filter>[kind] = 'outline'</Filter><LineSymbolizer stroke="#CDB4C0" stroke-width="12"
 stroke-opacity="0.55" stroke-linejoin="round"/><LineSymbolizer stroke="#7A5C6B" stroke-width="3"
 stroke-linejoin="round"/></Rule></Style>
{layers}
</Map>"""


def make_layer(region, table, styles):
    names = "".join("<StyleName>%s</StyleName>" % style for style in styles)
    return (
        '<Layer name="%s" srs="%s">%s<Datasource><Parameter name="type">ogr</Parameter><Parameter name="file">%s'
        '</Parameter><Parameter name="layer">%s</Parameter></Datasource></Layer>'
        % (table, WGS84, names, region, table)
    )


def make_shade(region, folder):
    """A hillshade in Mercator, made before any clock runs; None where the region has no elevation."""
    shade = os.path.join(folder, "shade.tif")
    plain = os.path.join(folder, "plain.tif")
    commands = [
        ["gdal_translate", "-q", "-oo", "TABLE=elevation", region, plain],
        ["gdalwarp", "-q", "-t_srs", "EPSG:3857", "-r", "cubic", plain, os.path.join(folder, "merc.tif")],
        ["gdaldem", "hillshade", "-q", "-z", "2", os.path.join(folder, "merc.tif"), shade],
    ]
    for command in commands:
        if subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode != 0:
            return None
    return shade


def make_map(region, shade):
    layers = make_layer(region, "neighbour", ["neighbour"]) + make_layer(region, "admin_area", ["admin_area"])
    if shade is not None:
        layers += (
            '<Layer name="shade" srs="%s"><StyleName>shade</StyleName><Datasource><Parameter name="type">gdal'
            '</Parameter><Parameter name="file">%s</Parameter></Datasource></Layer>' % (MERCATOR, shade)
        )
    layers += make_layer(region, "waterway", ["waterway"])
    layers += make_layer(region, "road", ["casing"]) + make_layer(region, "road", ["road"])
    layers += make_layer(region, "railway", ["railway"]) + make_layer(region, "boundary", ["inner", "outline"])
    drawn = mapnik.Map(TILE, TILE)
    mapnik.load_map_from_string(drawn, STYLE.format(merc=MERCATOR, layers=layers))
    return drawn


def time_tile(drawn, zoom, column, row):
    side = 2 * HALF / 2**zoom
    west, north = column * side - HALF, HALF - row * side
    start = time.perf_counter()
    drawn.zoom_to_box(mapnik.Box2d(west, north - side, west + side, north))
    image = mapnik.Image(TILE, TILE)
    mapnik.render(drawn, image)
    return (time.perf_counter() - start) * 1000


def main():
    region, longitude, latitude, repeats = sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    mapnik.DatasourceCache.register_datasources(PLUGINS)
    with tempfile.TemporaryDirectory() as folder:
        drawn = make_map(os.path.abspath(region), make_shade(region, folder))
        for zoom in range(7, 18):
            x = (longitude + 180) / 360
            y = 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
            column, row = int(x * 2**zoom), int(y * 2**zoom)
            time_tile(drawn, zoom, column, row)
            times = sorted(
                time_tile(drawn, zoom, column - 2 + i % 5, row - 2 + i // 5 % 5) for i in range(25 * repeats)
            )
            print("z%d %.3f %.3f" % (zoom, times[len(times) // 2], times[-1]), flush=True)


main()
