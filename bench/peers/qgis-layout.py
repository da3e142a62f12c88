#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""qgis-layout COLLECTION OUT.pdf: the same layers as a QGIS layout, exported without a window.

A4 with map, legend, scale bar and title, the way a report writer would lay it out; for bench-figure.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (QgsApplication, QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,
                       QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayoutSize, QgsPrintLayout, QgsProject, QgsVectorLayer)


def place(layout, item, x, y, width, height):
    """Millimetres, from the page's upper left corner."""
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y))
    item.attemptResize(QgsLayoutSize(width, height))
    return item


def add_layers(project, collection):
    for name in "place", "event":
        layer = QgsVectorLayer(f"{collection}|layername={name}", name, "ogr")
        if not layer.isValid():
            sys.exit(f"qgis-layout: QGIS cannot read {name} of {collection}")
        project.addMapLayer(layer)
    return layer


def main():
    collection, out = sys.argv[1:3]
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    events = add_layers(project, collection)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    page = place(layout, QgsLayoutItemMap(layout), 15, 30, 180, 150)
    page.zoomToExtent(events.extent())
    title = place(layout, QgsLayoutItemLabel(layout), 15, 15, 180, 12)
    title.setText("Events")
    legend = place(layout, QgsLayoutItemLegend(layout), 15, 185, 90, 60)
    legend.setLinkedMap(page)
    bar = place(layout, QgsLayoutItemScaleBar(layout), 120, 185, 70, 15)
    bar.setLinkedMap(page)
    done = QgsLayoutExporter(layout).exportToPdf(out, QgsLayoutExporter.PdfExportSettings())
    application.exitQgis()
    sys.exit(0 if done == QgsLayoutExporter.Success else f"qgis-layout: not exported: {done}")


if __name__ == "__main__":
    main()
