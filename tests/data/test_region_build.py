#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""`ibar region build` from an extract in OpenStreetMap's own format (.osm.pbf, written here) and an SRTM tile (.hgt),
in four parts of the world and over the antimeridian; names in Arabic, rivers in pieces, things that the box cuts."""

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap

PROGRAM = os.path.join(os.environ["IBAR_BUILD_ROOT"], "app", "ibar")
ARABIC = "مدينة السلام"


# --- the format: https://wiki.openstreetmap.org/wiki/PBF_Format --------------------------------------

def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(numbers):
    """Differences of a list, signed."""
    steps = [b - a for a, b in zip([0] + numbers, numbers)]
    return b"".join(varint(step << 1 if step >= 0 else (-step << 1) - 1) for step in steps)


def data(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def number(field, value):
    return varint(field << 3) + varint(value)


class Extract:
    def __init__(self):
        self.nodes, self.ways, self.relations = [], [], []
        self.strings = {"": 0}

    def node(self, longitude, latitude, **tags):
        self.nodes.append((longitude, latitude, tags))
        return len(self.nodes)

    def way(self, points, **tags):
        self.ways.append(([p if isinstance(p, int) else self.node(*p) for p in points], tags))
        return len(self.ways)

    def ring(self, points, **tags):
        first = self.node(*points[0])
        return self.way([first, *points[1:], first], **tags)

    def area(self, *ways, **tags):
        self.relations.append((ways, {"type": "boundary", "boundary": "administrative", **tags}))

    def index(self, text):
        return self.strings.setdefault(text, len(self.strings))

    def dense(self):
        tags = b"".join(b"".join(varint(self.index(k)) + varint(self.index(v)) for k, v in tags.items()) + b"\0"
                        for _, _, tags in self.nodes)
        return data(2, data(1, zigzag(list(range(1, len(self.nodes) + 1))))
                    + data(8, zigzag([round(y * 1e7) for _, y, _ in self.nodes]))
                    + data(9, zigzag([round(x * 1e7) for x, _, _ in self.nodes])) + data(10, tags))

    def element(self, index, tags):
        if not tags:  # empty lists are left out
            return number(1, index)
        return (number(1, index) + data(2, b"".join(varint(self.index(k)) for k in tags))
                + data(3, b"".join(varint(self.index(v)) for v in tags.values())))

    def write(self, path):
        groups = [self.dense(),
                  b"".join(data(3, self.element(i, tags) + data(8, zigzag(refs))) for i, (refs, tags) in enumerate(self.ways, 1)),
                  b"".join(data(4, self.element(i, tags) + data(8, varint(self.index("outer")) * len(ways))
                                + data(9, zigzag(list(ways))) + data(10, varint(1) * len(ways)))
                           for i, (ways, tags) in enumerate(self.relations, 1))]
        strings = data(1, b"".join(data(1, text.encode()) for text in self.strings))
        with open(path, "wb") as file:
            for kind, content in [("OSMHeader", data(4, b"OsmSchema-V0.6") + data(4, b"DenseNodes"))] + [
                    ("OSMData", strings + data(2, group)) for group in groups]:
                blob = number(2, len(content)) + data(3, zlib.compress(content))
                header = data(1, kind.encode()) + number(3, len(blob))
                file.write(struct.pack(">I", len(header)) + header + blob)


def make_extract(west, south):
    """One degree of country: two provinces, what lies in them, and a road that leaves the box."""
    extract = Extract()
    for side, name in ((0, "West"), (0.5, "East")):
        ring = extract.ring([(west + side + x, south + y) for x, y in ((0, 0), (0.5, 0), (0.5, 1), (0, 1))])
        extract.area(ring, admin_level="6", name=name)
    extract.way([(west + 0.2, south + 0.2), (west + 0.5, south + 0.5), (west + 0.99, south + 0.5)], highway="primary")
    middle = extract.node(west + 0.5, south + 0.3)
    extract.way([(west + 0.3, south + 0.3), middle], waterway="river", name="نهر")
    extract.way([middle, (west + 0.7, south + 0.35)], waterway="river", name="نهر")
    extract.way([(west + 0.3, south + 0.6), (west + 0.6, south + 0.62)], railway="rail")
    lake = [(west + x, south + y) for x, y in ((0.6, 0.6), (0.7, 0.6), (0.7, 0.7), (0.6, 0.7))]
    extract.ring(lake, natural="water", name="بحيرة")
    extract.ring(lake, landuse="forest")
    extract.node(west + 0.4, south + 0.4, place="city", name=ARABIC)
    extract.node(west + 0.45, south + 0.4, place="village", name="قرية", **{"name:en": "Village"})
    extract.node(west + 0.95, south + 0.95, place="town", name="Outside")
    return extract


def make_island():
    """An island on both sides of the antimeridian, as mappers have to draw it: everything split at 180°, but for one
    road that goes on from 179.98 to -179.98."""
    extract = Extract()
    west = [(180, -16.6), (179.7, -16.7), (179.6, -17.0), (179.7, -17.3), (180, -17.4)]
    east = [(-180, -17.4), (-179.7, -17.3), (-179.6, -17.0), (-179.7, -16.7), (-180, -16.6)]
    halves = [extract.ring(half, natural="coastline") for half in (west, east)]  # land on the left, so against the clock
    extract.area(*halves, admin_level="6", name="Taveuni")
    extract.ring([(-178.9, -17.0), (-179.0, -16.9), (-179.1, -17.0), (-179.0, -17.1)], natural="coastline")
    extract.way([(179.7, -17.0), (179.98, -17.0), (-179.98, -17.0), (-179.7, -17.1)], highway="primary", name="Jump")
    extract.way([(179.8, -16.9), (180, -16.9)], highway="secondary", name="Halves")
    extract.way([(-180, -16.9), (-179.8, -16.9)], highway="secondary", name="Halves")
    extract.way([(179.9, -16.8), (180, -16.75), (-179.9, -16.7)], waterway="river", name="Wai")
    extract.ring([(-179.9, -17.2), (-179.85, -17.2), (-179.85, -17.15), (-179.9, -17.15)], natural="water", name="Lake")
    extract.node(179.8, -17.05, place="town", name="Waiyevo")
    extract.node(-179.85, -17.0, place="village", name="Bouma")
    extract.node(-179.0, -17.0, place="village", name="Little One")
    extract.node(10.0, -17.0, place="town", name="Elsewhere")
    return extract


def write_hgt(folder, west, south):
    """SRTM3: 1201 × 1201 heights, the file's name is its south-west corner."""
    name = f"{'NS'[south < 0]}{abs(south):02d}{'EW'[west < 0]}{abs(west):03d}.hgt"
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        for row in range(1201):
            file.write(struct.pack(">1201h", *[row + column // 10 for column in range(1201)]))
    return path


def build(folder, west, south, *more):
    extract, out = os.path.join(folder, "extract.osm.pbf"), os.path.join(folder, "region.gpkg")
    make_extract(west, south).write(extract)
    done = subprocess.run([PROGRAM, "region", "build", "--osm", extract, "--bbox",
                           f"{west + 0.1},{south + 0.1},{west + 0.9},{south + 0.9}", "-o", out, *more],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return out


def rows(path, query):
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        return database.execute(query).fetchall()


def parse_parts(blob):
    """The parts of a GeoPackage's geometry as lists of rings or lines."""
    skip = 8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7]
    at = [skip + 1]

    def take(format):
        values = struct.unpack_from("<" + format, blob, at[0])
        at[0] += struct.calcsize("<" + format)
        return values if len(values) > 1 else values[0]

    parts = []
    kind, n = take("II")
    assert kind in (5, 6), kind
    for _ in range(n):
        at[0] += 5
        rings = take("I") if kind == 6 else 1
        parts.append([[take("dd") for _ in range(take("I"))] for _ in range(rings)])
    return parts


def measure(path):
    """What became of an island on the antimeridian."""
    areas = [parse_parts(blob) for blob, in rows(path, "SELECT geom FROM admin_area")]
    lines = [parse_parts(blob) for blob, in rows(path, "SELECT geom FROM boundary")]
    sea = [parse_parts(blob) for blob, in rows(path, "SELECT geom FROM water WHERE id = 'sea'")]
    seams = sum(a[0] == b[0] == 180 for parts in areas + lines for part in parts for line in part for a, b in zip(line, line[1:]))
    return {"areas": sum(map(len, areas)), "on the seam": seams, "sea parts": sum(map(len, sea)),
            "sea rings": sum(len(part) for parts in sea for part in parts)}


# --- the tests ---------------------------------------------------------------------------------------

def test_anywhere():
    for west, south in ((10, 50), (178, -18), (-71, -34), (-180, 60)):
        with tempfile.TemporaryDirectory() as folder:
            region = build(folder, west, south)
            counts = {table: rows(region, f"SELECT count(*) FROM {table}")[0][0]
                      for table in ("admin_area", "road", "waterway", "railway", "water", "landcover", "place")}
            assert counts == {"admin_area": 2, "road": 1, "waterway": 2, "railway": 1, "water": 1, "landcover": 1,
                              "place": 2}, (west, south, counts)
            assert rows(region, "SELECT name FROM place ORDER BY rank") == [(ARABIC,), ("Village",)]
            (x0, x1), = rows(region, "SELECT min(minx), max(maxx) FROM rtree_road_geom")
            assert west + 0.1 - 1e-3 <= x0 and x1 <= west + 0.9 + 1e-3, (x0, x1)


def test_over_the_antimeridian():
    """One region whose longitudes run on: what was split is whole, what jumps goes on, the sea is around the islands."""
    with tempfile.TemporaryDirectory() as folder:
        extract, out = os.path.join(folder, "extract.osm.pbf"), os.path.join(folder, "region.gpkg")
        make_island().write(extract)
        tiles = [word for west in (179, -180, -179) for word in ("--dem", write_hgt(folder, west, -18))]
        for box in ("179.2,-17.8,-178.8,-16.4", "179.2,-17.8,181.2,-16.4", "-180.8,-17.8,-178.8,-16.4"):
            done = subprocess.run([PROGRAM, "region", "build", "--osm", extract, f"--bbox={box}", "-o", out, *tiles,
                                   "--credit", "Heights: nobody’s"], capture_output=True, text=True, timeout=60)
            assert done.returncode == 0 and "left out" not in done.stdout, (box, done.stderr, done.stdout)
            assert rows(out, "SELECT value FROM ibar_info WHERE key = 'extent'") == [
                ("179.200000 -17.800000 181.200000 -16.400000",)], box
            assert rows(out, "SELECT round(min(minx), 4), round(max(maxx), 4) FROM rtree_road_geom") == [(179.7, 180.3)]
            assert rows(out, "SELECT name FROM place ORDER BY name") == [("Bouma",), ("Little One",), ("Waiyevo",)]
            assert rows(out, "SELECT min(minx), max(maxx) FROM rtree_place_geom")[0][1] > 180.99
            assert rows(out, "SELECT value FROM ibar_info WHERE key = 'open_coasts'") == []
            sizes = measure(out)
            # The island is one area, and its boundary has no piece along 180°; the sea has two holes.
            assert sizes == {"areas": 1, "on the seam": 0, "sea parts": 1, "sea rings": 3}, sizes
            if box != "179.2,-17.8,-178.8,-16.4" or not shutil.which("gdal_translate"):
                continue
            heights = subprocess.run(["gdal_translate", "-q", "-of", "XYZ", f"GPKG:{out}:elevation", "/vsistdout/"],
                                     capture_output=True, text=True, timeout=60)
            known = [float(line.split()[0]) for line in heights.stdout.splitlines() if not line.endswith("-32768")]
            assert min(known) < 179.3 and max(known) > 181.1, (min(known), max(known))
            # Of 1.4 degrees the tiles have 0.8; there is no gap at 180°.
            assert abs(len(known) / len(heights.stdout.splitlines()) - 0.8 / 1.4) < 0.01


def test_open_coast():
    """An extract that ends a little within the box is led to its edge; one that ends far from it is counted."""
    for end, n_open in ((0.97, 0), (0.5, 1)):
        with tempfile.TemporaryDirectory() as folder:
            extract, out = os.path.join(folder, "extract.osm.pbf"), os.path.join(folder, "region.gpkg")
            coast = Extract()
            first = coast.node(10.02, 50.5)
            last = coast.node(10 + end, 50.55)
            gap = coast.node(10.3, 50.6), coast.node(10.302, 50.6)
            coast.way([first, gap[0]], natural="coastline")
            coast.way([gap[1], last], natural="coastline")
            coast.write(extract)
            done = subprocess.run([PROGRAM, "region", "build", "--osm", extract, "--bbox=10,50,11,51", "-o", out],
                                  capture_output=True, text=True, timeout=60)
            assert done.returncode == 0, done.stderr
            assert ("The coastline ends at 1 place" in done.stdout) == (n_open == 1), (end, done.stdout)
            sea = rows(out, "SELECT miny, maxy FROM rtree_water_geom")
            assert len(sea) == 1 - n_open, (end, sea)
            if sea:  # land lies on the left of a coast to the east: the sea is in the south
                assert abs(sea[0][0] - 50) < 1e-4 and sea[0][1] < 50.7, sea


def test_from_an_editor():
    """What an editor saves has negative numbers, and its nodes in any order."""
    with tempfile.TemporaryDirectory() as folder:
        extract, out = os.path.join(folder, "map.osm"), os.path.join(folder, "region.gpkg")
        nodes = [(-7, 10.2, 50.2), (-3, 10.4, 50.5), (5, 10.6, 50.5), (-9, 10.8, 50.9), (2, 10.5, 50.4)]
        with open(extract, "w") as file:
            file.write("<osm version='0.6' generator='JOSM'>" + "".join(
                f"<node id='{number}' lon='{x}' lat='{y}'/>" for number, x, y in nodes)
                + "<way id='-4'>" + "".join(f"<nd ref='{number}'/>" for number, _, _ in nodes)
                + "<tag k='highway' v='primary'/></way></osm>")
        done = subprocess.run([PROGRAM, "region", "build", "--osm", extract, "--bbox", "10,50,11,51", "-o", out],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        line, = parse_parts(rows(out, "SELECT geom FROM road")[0][0])
        assert line == [[(x, y) for _, x, y in nodes]], line


def test_borders():
    """The line between two areas is there once, and all of it."""
    with tempfile.TemporaryDirectory() as folder:
        region = build(folder, 10, 50)
        boundary, = [parse_parts(blob) for blob, in rows(region, "SELECT geom FROM boundary")]
        pieces = [tuple(sorted(pair)) for part in boundary for line in part for pair in zip(line, line[1:])]
        assert len(pieces) == len(set(pieces)), pieces
        inner = sum(abs(a[1] - b[1]) for a, b in pieces if a[0] == b[0] == 10.5)
        assert abs(inner - 0.8) < 1e-6, pieces  # the box is 0.8 degrees high


def test_elevation():
    for west, south in ((178, -18), (-71, -34)):
        with tempfile.TemporaryDirectory() as folder:
            tile = write_hgt(folder, west, south)
            region = build(folder, west, south, "--dem", tile, "--credit", "Heights: nobody’s")
            assert rows(region, "SELECT count(*) FROM elevation")[0][0] > 0
            assert ("Heights: nobody’s",) in rows(region, "SELECT text FROM credit")


def test_refused():
    """What cannot be built says why, and leaves nothing behind."""
    with tempfile.TemporaryDirectory() as folder:
        extract, out = os.path.join(folder, "extract.osm.pbf"), os.path.join(folder, "region.gpkg")
        make_extract(178, -18).write(extract)
        with open(extract, "rb") as file:
            content = file.read()
        cut = os.path.join(folder, "cut.osm.pbf")
        with open(cut, "wb") as file:
            file.write(content[:len(content) // 2])
        for source, box, said in ((extract, "100,-18,-20,-17", "west to east"), (extract, "10,1,9,2", "west to east"),
                                  (extract, "nan,1,9,2", "west to east"), (extract, "178,-17,179,-18", "west to east"),
                                  (extract, "178,-18,179", "west,south,east,north"),
                                  (cut, "178,-18,179,-17", "damaged"), (folder, "178,-18,179,-17", "no file")):
            done = subprocess.run([PROGRAM, "region", "build", "--osm", source, f"--bbox={box}", "-o", out],
                                  capture_output=True, text=True, timeout=60)
            assert done.returncode != 0 and said in done.stderr, (source, box, done.stderr)
            assert not os.path.exists(out), (source, box)


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
