#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""qgis-layout COLLECTION REGION OUT.pdf: the same layers as a QGIS layout, exported without a window.

A4 with map, legend, scale bar and title, the way a report writer would lay it out, with QGIS's own styles; for bench-figure.
Prints the pages' layers as JSON, so that the benchmark can say what was drawn.
"""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform,
                       QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,
                       QgsLayoutItemPage, QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayoutSize, QgsPalLayerSettings,
                       QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer, QgsVectorLayerSimpleLabeling)

EXTENT = 20.35, 42.78, 21.05, 43.30  # what Ibar's page of all events shows [deg]
# From the lowest: what Ibar's base map is made of; above it come places with their names, and events.
BASE = ["neighbour", "admin_area", "landcover", "builtup", "water", "waterway", "railway", "road", "boundary"]


def place(layout, item, x, y, width, height):
    """Millimetres, from the page's upper left corner."""
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y))
    item.attemptResize(QgsLayoutSize(width, height))
    return item


def add_layer(project, path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    if not layer.isValid():
        sys.exit(f"qgis-layout: QGIS cannot read {name} of {path}")
    project.addMapLayer(layer)
    return layer


def add_names(layer):
    """The names of places, as QGIS lays them out by itself; the first column that has any."""
    names = [field.name() for field in layer.fields() if field.name().startswith("name")]
    settings = QgsPalLayerSettings()
    settings.fieldName = names[0]
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def main():
    collection, region, out = sys.argv[1:4]
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    crs = QgsCoordinateReferenceSystem("EPSG:3857")
    if not crs.isValid():
        sys.exit("qgis-layout: QGIS knows no coordinate systems")
    project.setCrs(crs)
    layers = [add_layer(project, region, name) for name in BASE]
    places = add_layer(project, region, "place")
    add_names(places)
    events = add_layer(project, collection, "event")
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Portrait)
    page = QgsLayoutItemMap(layout)
    page.setRect(0, 0, 180, 150)  # a map of no size has no extent, and gets none later
    place(layout, page, 15, 30, 180, 150)
    page.setLayers([events, places, *reversed(layers)])  # the uppermost first
    to_page = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, project)
    page.zoomToExtent(to_page.transformBoundingBox(QgsRectangle(*EXTENT)))
    title = place(layout, QgsLayoutItemLabel(layout), 15, 15, 180, 12)
    title.setText("Events")
    legend = place(layout, QgsLayoutItemLegend(layout), 15, 185, 90, 60)
    legend.setLinkedMap(page)
    bar = place(layout, QgsLayoutItemScaleBar(layout), 120, 185, 70, 15)
    bar.setLinkedMap(page)
    bar.applyDefaultSize()
    done = QgsLayoutExporter(layout).exportToPdf(out, QgsLayoutExporter.PdfExportSettings())
    if done != QgsLayoutExporter.Success:
        sys.exit(f"qgis-layout: not exported: {done}")
    print(json.dumps({"features": sum(layer.featureCount() for layer in [*layers, places, events])}))
    sys.stdout.flush()
    os._exit(0)  # QGIS's own end crashes at times, long after the file is whole


if __name__ == "__main__":
    main()
