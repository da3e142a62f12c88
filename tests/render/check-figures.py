#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures as others read them: poppler reads the PDF, librsvg draws the SVG, SQL knows the numbers.

usage: check-figures.py IBAR COLLECTION

Draws with the program itself, in two time zones and two locales, and compares what comes out with
plain SQL on the collection and with the picture that another program makes of the SVG.
"""
import calendar
import html.parser
import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

IBAR, COLLECTION = sys.argv[1:3]
WHEN = "date:2023-05-01..2023-06-30"
WHERE = "date_start <= '2023-06-30' AND date_end >= '2023-05-01'"


def run(*args, env=None, fails=False):
    done = subprocess.run(args, capture_output=True, text=True, env={**os.environ, **(env or {})}, timeout=110)
    if not fails and done.returncode != 0:
        raise AssertionError(f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


def render(path, *args, env=None, fails=False):
    return run(IBAR, "render", COLLECTION, "-q", "-o", path, *args, env=env, fails=fails)


def query(sql):
    with sqlite3.connect(f"file:{COLLECTION}?immutable=1", uri=True) as db:
        return db.execute(sql).fetchall()


def read(path):
    with open(path, "rb") as file:
        return file.read()


def chunks(png):
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        yield kind, png[at + 8:at + 8 + length]
        at += 12 + length


def pixels(path):
    """Rows of RGB bytes of a PNG of 8 bits, with or without alpha, not interlaced."""
    png = read(path)
    data, rows = b"", []
    for kind, body in chunks(png):
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8 and colour in (2, 6)
            n = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            data += body
    data = zlib.decompress(data)
    before = bytearray(width * n)
    for y in range(height):
        line = data[y * (width * n + 1):(y + 1) * (width * n + 1)]
        how, row = line[0], bytearray(line[1:])
        for i in range(len(row)):
            left = row[i - n] if i >= n else 0
            above = before[i]
            corner = before[i - n] if i >= n else 0
            if how == 1:
                row[i] = (row[i] + left) & 255
            elif how == 2:
                row[i] = (row[i] + above) & 255
            elif how == 3:
                row[i] = (row[i] + (left + above) // 2) & 255
            elif how == 4:
                p = left + above - corner
                near = min((abs(p - left), 0, left), (abs(p - above), 1, above), (abs(p - corner), 2, corner))
                row[i] = (row[i] + near[2]) & 255
        before = row
        rows.append(bytes(row[i] for i in range(len(row)) if i % n < 3) if n == 4 else bytes(row))
    return rows


class Table(html.parser.HTMLParser):
    """The cells of the tables of a page, by the table's id."""

    def __init__(self):
        super().__init__()
        self.tables, self.rows, self.cell = {}, None, None

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.rows = self.tables[dict(attrs).get("id")] = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag == "td" and self.rows:
            self.cell = ""

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag == "td" and self.cell is not None:
            self.rows[-1].append(self.cell)
            self.cell = None
        elif tag == "table":
            self.rows = None


class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.dir = cls.scratch.name
        cls.pdf = os.path.join(cls.dir, "figure.pdf")
        render(cls.pdf, "--filter", WHEN)
        cls.text = run("pdftotext", "-layout", cls.pdf, "-").stdout

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def path(self, name):
        return os.path.join(self.dir, name)

    def test_same_bytes_elsewhere(self):
        """Two time zones, two locales: the same file."""
        for suffix in "pdf", "svg", "png", "html":
            one, two = self.path("one." + suffix), self.path("two." + suffix)
            args = ["--filter", WHEN, "--dpi", "60"]
            render(one, *args, env={"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1e9"})
            render(two, *args, env={"TZ": "America/Los_Angeles", "LC_ALL": "POSIX", "SOURCE_DATE_EPOCH": "1e9"})
            self.assertEqual(read(one), read(two), suffix)

    def test_date_is_told(self):
        path = self.path("dated.pdf")
        render(path, "--filter", WHEN, env={"SOURCE_DATE_EPOCH": "1700000000"})
        self.assertIn("2023-11-14T22:13:20", run("pdfinfo", "-isodates", path, env={"TZ": "UTC"}).stdout)
        self.assertIn("2023-11-14T22:13:20Z", run(IBAR, "inspect", path).stdout)
        for told in run("pdfinfo", self.pdf).stdout, run(IBAR, "inspect", self.pdf).stdout:  # no date is better than a false one
            self.assertNotRegex(told, r"1970|CreationDate|\ndate\t")

    def test_pdf_fonts(self):
        lines = run("pdffonts", self.pdf).stdout.splitlines()[2:]
        self.assertTrue(lines)
        for line in lines:
            self.assertRegex(line, r"\byes yes yes\b", "embedded, subset, with Unicode")

    def test_pdf_structure(self):
        done = run("pdfinfo", "-struct", self.pdf)
        self.assertNotIn("Warning", done.stderr)
        for tag in "Document", "H1", "Figure", "L (", "LI", "Table", "TH", "TD", "Link":
            self.assertIn(tag, done.stdout)
        self.assertIn(b"/Lang (en)", read(self.pdf))
        self.assertEqual(read(self.pdf).count(b"/Alt <FEFF"), 3, "map, locator and timeline")

    def test_pdf_is_accessible(self):
        """In the manner of veraPDF's rules for PDF/UA-1, as far as poppler shows what they ask: the title is shown, the
        language and the tags are declared, elements nest as they may, headings leave out no level, figures have words,
        headings of tables say what they head, rows are equally long, links are in the order of the structure."""
        about = run("pdfinfo", self.pdf).stdout
        for said in "Tagged: +yes", "Suspects: +no", "Metadata Stream: +yes", "Encrypted: +no", "Title: +Events":
            self.assertRegex(about, said)
        raw = read(self.pdf)
        for entry in b"/Marked true", b"/DisplayDocTitle true", b"/Lang (en)":
            self.assertIn(entry, raw)
        self.assertIn("<dc:title>", run("pdfinfo", "-meta", self.pdf).stdout)
        blocks = {"H1", "H2", "H3", "P", "Figure", "L", "Table", "Div", "Sect"}
        may = {"Document": blocks, "Sect": blocks, "Div": blocks, "L": {"LI"}, "LI": {"Lbl", "LBody"}, "LBody": {"P"},
               "Table": {"TR"}, "TR": {"TH", "TD"}, **{leaf: {"Link", "Span"} for leaf in ("P", "TD", "TH", "H1", "H2", "H3", "Lbl")},
               "Figure": set(), "Link": set(), "Span": set()}
        path, level, figures, rows = [], 0, 0, []
        for line in run("pdfinfo", "-struct", self.pdf).stdout.splitlines():
            name = line.split()[0].rstrip(":")
            if name.startswith("Object") or name.startswith("/") or not line.strip():
                if name == "/Scope":
                    rows[-1][-1][0] = line.split()[1]
                elif name == "/ColSpan":
                    rows[-1][-1][1] = int(line.split()[1])
                continue
            depth = (len(line) - len(line.lstrip())) // 2
            del path[depth:]
            self.assertIn(name, may[path[-1]] if path else {"Document"}, line)
            path.append(name)
            if name[0] == "H" and name[1:].isdigit():
                self.assertLessEqual(int(name[1:]), level + 1, line)
                level = int(name[1:])
            figures += name == "Figure"
            if name == "TR":
                rows.append([])
            if name in ("TH", "TD"):
                rows[-1].append(["TD" if name == "TD" else None, 1])
        self.assertEqual(raw.count(b"/Alt <FEFF"), figures)
        self.assertGreater(len(rows), 5)
        for row in rows:
            self.assertNotIn(None, [scope for scope, _ in row], "a heading of a table without scope")
            self.assertEqual(sum(span for _, span in row), 4, row)
        with_links = sum(b"/Annots" in page for page in re.findall(rb"<< /Type /Page\b.*?endobj", raw, re.S))
        self.assertEqual(raw.count(b"/Tabs /S"), with_links)
        self.assertGreater(with_links, 1)

    def test_pdf_links(self):
        urls = {u for (u,) in query(
            f"SELECT url FROM source s JOIN event_source es ON es.source_fid = s.fid JOIN event e ON e.fid = es.event_fid"
            f" WHERE {WHERE} AND url LIKE 'http%'")}
        found = set(re.findall(rb"/URI \(((?:[^()\\]|\\.)*)\)", read(self.pdf)))
        self.assertEqual(len(found), len(urls))

    def test_titles_are_listed(self):
        flat = re.sub(r"\s+", "", run("pdftotext", self.pdf, "-").stdout)
        for (title,) in query(f"SELECT title FROM event WHERE {WHERE}"):
            self.assertTrue(re.sub(r"\s+", "", title) in flat, title)

    def test_counts(self):
        (shown,), (total,) = query(f"SELECT count(*) FROM event WHERE {WHERE}")[0], query("SELECT count(*) FROM event")[0]
        self.assertIn(f"{shown} of {total} events", self.text)

    def test_claims(self):
        """Every claim of the events shown, with its figure, and nothing added up."""
        path = self.path("claims.html")
        render(path, "--filter", WHEN)
        page = Table()
        page.feed(read(path).decode())
        said = sorted((row[1], row[3], re.sub(r"\D+", "", row[4])) for row in page.tables["claims-table"] if row)
        known = sorted((title, kind, str(best)) for title, kind, best in query(
            f"SELECT e.title, kind, best FROM casualty c JOIN event e ON e.fid = c.event_fid WHERE {WHERE}"))
        self.assertEqual(said, known)
        self.assertEqual(len([r for r in page.tables["events-table"] if r]),
                         query(f"SELECT count(*) FROM event WHERE {WHERE}")[0][0])

    def test_credits_at_every_size(self):
        for size in "a5", "a4", "a2", "letter", "16:9", "4:3", "column-85", "column-175":
            path = self.path("credits.pdf")
            render(path, "--filter", WHEN, "--size", size)
            flat = re.sub(r"\s+", " ", run("pdftotext", "-l", "1", path, "-").stdout)
            self.assertIn("OpenStreetMap contributors", flat, size)
            self.assertIn("without taking a position on status", flat, size)
            self.assertIn("Drawn with Ibar.", flat, size)

    def test_size_is_as_said(self):
        """Width and height are not turned by a preset's orientation; a sheet of a named size is."""
        for size, page in ("160x100mm", "453.5\d* x 283.4"), ("16:9", "960.\\d* x 540"), ("a5", "419.5\\d* x 595"):
            path = self.path("size.pdf")
            render(path, "--filter", "date:2024", "--preset", "report-page", "--size", size)
            self.assertRegex(run("pdfinfo", path).stdout, "Page size: +" + page)

    def test_claims_in_a_narrow_column(self):
        """No word of the table of claims is broken, and none of its rows lost."""
        path = self.path("narrow.pdf")
        render(path, "--filter", WHEN, "--size", "column-85")
        words = run("pdftotext", path, "-").stdout.split("Casualty claims")[1].split()
        for kind, n in query(f"SELECT kind, count(*) FROM casualty c JOIN event e ON e.fid = c.event_fid WHERE {WHERE} GROUP BY kind"):
            self.assertGreaterEqual(words.count(kind), n, kind)

    def test_scale_too_large_for_all(self):
        """At a scale that cannot hold every event, the map is where most of them are."""
        events = [struct.unpack("<2d", geom[-16:]) for (geom,) in query("SELECT geom FROM event WHERE geom IS NOT NULL")]
        path = self.path("crowd.png")
        render(path, "--size", "100x100mm", "--dpi", "40", "--scale", "1:50000", "--set", "list=none", "--set", "claims=no")
        said = run(IBAR, "inspect", path).stdout
        west, south, east, north = map(float, re.search(r"(?m)^extent\t(.*)$", said).group(1).split(","))
        inside = sum(west <= lon <= east and south <= lat <= north for lon, lat in events)
        self.assertGreaterEqual(inside, 30)

    def test_svg_is_the_png(self):
        """librsvg draws the SVG as cairo draws the PNG."""
        svg, png, other = self.path("same.svg"), self.path("same.png"), self.path("other.png")
        args = ["--filter", WHEN, "--size", "160x200mm", "--set", "list=none", "--set", "claims=no"]
        render(svg, *args)
        render(png, *args, "--dpi", "40")
        run("rsvg-convert", "--dpi-x=40", "--dpi-y=40", svg, "-o", other)
        one, two = pixels(png), pixels(other)
        n = differing = 0
        for a, b in zip(one, two):
            for i in range(0, min(len(a), len(b)), 3):
                n += 1
                differing += abs(a[i] - b[i]) + abs(a[i + 1] - b[i + 1]) + abs(a[i + 2] - b[i + 2]) > 150
        self.assertGreater(n, 70000)
        self.assertLess(differing / n, 0.02)

    def test_svg_groups(self):
        svg = self.path("groups.svg")
        render(svg, "--filter", WHEN)
        run("xmllint", "--noout", "--nonet", svg)
        text = read(svg).decode()
        ids = re.findall(r'<g id="([^"]+)"', text)
        self.assertEqual(len(ids), len(set(ids)))
        layers = re.findall(r'<g id="([^"]+)" inkscape:groupmode="layer"', text)
        self.assertLessEqual({"paper", "title", "map", "base-map", "place-names", "events", "event-numbers", "legend"}, set(layers))
        self.assertFalse([layer for layer in layers if layer.startswith(("event-NK", "mark-", "list-"))])
        for layer in "base-map", "place-names", "events", "event-numbers", "legend", "timeline", "credits":
            self.assertIn(layer, ids)
        known = {event for (event,) in query(f"SELECT id FROM event WHERE {WHERE}")}
        alone = {i[len("event-"):] for i in ids if i.startswith("event-NK")}
        shared = set(re.findall(r"\[(NK-[^]]+)\]", text))
        self.assertTrue(alone and shared)
        self.assertLessEqual(alone | shared, known)
        self.assertTrue({i for i in ids if i.startswith("list-")} <= {"list-" + i for i in known})

    def test_png_head(self):
        png = self.path("head.png")
        render(png, "--filter", WHEN, "--size", "800x600px", "--dpi", "96")
        seen = dict(chunks(read(png)))
        self.assertEqual(struct.unpack(">II", seen[b"IHDR"][:8]), (800, 600))
        self.assertEqual(struct.unpack(">IIB", seen[b"pHYs"]), (3780, 3780, 1))
        self.assertIn(b"ibar:evidence", read(png))

    def test_inspect(self):
        ids = {i for (i,) in query(f"SELECT id FROM event WHERE {WHERE}")}
        told = run(IBAR, "inspect", self.pdf).stdout
        self.assertEqual(set(re.findall(r"^(NK-\S+)\t[0-9a-f]{16}$", told, re.M)), ids)
        self.assertIn(WHEN, told)
        self.assertIn(f"{len(ids)} unchanged, 0 changed, 0 gone, 0 new",
                      run(IBAR, "inspect", "--against", COLLECTION, self.pdf).stdout)

    def test_inspect_after_changes(self):
        changed = self.path("changed.gpkg")
        with open(changed, "wb") as file:
            file.write(read(COLLECTION))
        ids = [i for (i,) in query(f"SELECT id FROM event WHERE {WHERE} ORDER BY id")]
        db = sqlite3.connect(changed)
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{trigger}"')
        db.execute("UPDATE event SET title = title || '!' WHERE id = ?", (ids[0],))
        db.execute("UPDATE event SET id = 'NK-OTHER', external_id = 'NK-OTHER' WHERE id = ?", (ids[1],))
        db.commit()
        db.close()
        told = run(IBAR, "inspect", "--against", changed, self.pdf).stdout
        self.assertIn(f"changed\t{ids[0]}", told)
        self.assertIn(f"gone\t{ids[1]}", told)
        self.assertIn("new\tNK-OTHER", told)

    def test_figure_as_preset(self):
        """An old figure draws the same figure again."""
        again = self.path("again.pdf")
        render(again, "--preset", self.pdf)
        self.assertEqual(read(again), read(self.pdf))

    def test_empty(self):
        path = self.path("empty.pdf")
        render(path, "--filter", "date:1950")
        text = run("pdftotext", path, "-").stdout
        self.assertIn("No event of the collection passes this filter.", text)
        self.assertIn("OpenStreetMap", text)

    def test_scripts(self):
        path = self.path("scripts.pdf")
        title = "שלום — Северна Митровица — Mitrovicë"
        render(path, "--filter", WHEN, "--names", "sr-Cyrl", "--title", title)
        text = run("pdftotext", path, "-").stdout
        self.assertIn("Северна Митровица", text)
        self.assertIn("Звечан", text)

    def test_annotations(self):
        """Words drawn on the map are text of the PDF and named groups of the SVG."""
        args = ["--filter", WHEN, "--set", "annotations.bridge=arrow 20.8,42.93 20.8656,42.8953 text='Main bridge'"]
        pdf, svg = self.path("annotated.pdf"), self.path("annotated.svg")
        render(pdf, *args)
        render(svg, *args)
        self.assertIn("Main bridge", run("pdftotext", pdf, "-").stdout)
        self.assertIn('<g id="annotation-bridge"', read(svg).decode())
        preset = self.path("again.ini")
        run(IBAR, "render", "--preset", svg, "--save-preset", preset)
        self.assertIn("bridge=arrow 20.8,42.93 20.8656,42.8953", read(preset).decode())

    def test_atlas(self):
        """Every municipality that SQL finds has a page with its name."""
        path = self.path("atlas.pdf")
        render(path, "--set", "series.layout=atlas", "--set", "series.by=municipality", "--set", "list=none",
               "--set", "claims=no")
        wanted = {row[0] for row in query("SELECT DISTINCT municipality FROM event JOIN place ON place.fid = place_fid "
                                        "WHERE municipality IS NOT NULL")}
        pages = run("pdftotext", path, "-").stdout.split("\f")[:-1]
        self.assertEqual(len(pages), len(wanted))
        for name in wanted:
            self.assertTrue(any(name in page.splitlines()[0] for page in pages), name)

    def test_multiples(self):
        path = self.path("months.pdf")
        args = ["--filter", "date:2023", "--set", "series.layout=multiples", "--set", "series.by=month"]
        render(path, *args)
        text = run("pdftotext", path, "-").stdout
        for month in range(12):  # the last ones as well, in which nothing happened
            self.assertIn(f"{calendar.month_name[month + 1]} 2023", text)
        again = self.path("months-again.pdf")
        render(again, *args, env={"TZ": "Asia/Tokyo"})
        self.assertEqual(read(again), read(path))

    def test_frames(self):
        path = self.path("frame.png")
        render(path, "--filter", "date:2023-05..2023-06", "--dpi", "40", "--set", "series.layout=frames", "--set",
               "series.by=week")
        names = sorted(name for name in os.listdir(self.dir) if name.startswith("frame-"))
        self.assertEqual(names, ["frame-%03d.png" % (i + 1) for i in range(len(names))])
        self.assertGreater(len(names), 3)

    def test_film(self):
        """A film, or word of what it would need; nothing else is left in the folder."""
        folder = tempfile.mkdtemp(dir=self.dir)
        path = os.path.join(folder, "film.webm")
        args = [path, "--filter", "date:2023-05..2023-06", "--dpi", "40", "--set", "series.layout=frames", "--set",
                "series.by=week"]
        render(*args)
        self.assertEqual(read(path)[:4], b"\x1a\x45\xdf\xa3")
        self.assertEqual(os.listdir(folder), ["film.webm"])
        self.check_frames(path, args[1:])
        done = render(*args, env={"PATH": folder}, fails=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("gstreamer1.0-tools", done.stderr)
        self.assertEqual(os.listdir(folder), ["film.webm"])

    def check_frames(self, film, args):
        """Another program plays the film back: as many frames as there are PNG, and each much the same picture."""
        with tempfile.TemporaryDirectory() as folder:
            render(os.path.join(folder, "still.png"), *args)
            run("gst-launch-1.0", "-q", "filesrc", f"location={film}", "!", "matroskademux", "!", "vp8dec", "!", "videoconvert",
                "!", "video/x-raw,format=RGB", "!", "pngenc", "!", "multifilesink", "index=1",
                f"location={folder}/played-%03d.png")
            stills = sorted(name for name in os.listdir(folder) if name.startswith("still"))
            self.assertGreater(len(stills), 5)
            self.assertEqual([n.replace("played", "still") for n in sorted(os.listdir(folder)) if n.startswith("played")], stills)
            for name in stills[0], stills[len(stills) // 2], stills[-1]:
                one, two = (pixels(os.path.join(folder, n)) for n in (name, name.replace("still", "played")))
                n = differing = 0
                for a, b in zip(one, two):
                    n += len(a)
                    differing += sum(abs(x - y) > 48 for x, y in zip(a, b))
                self.assertLess(differing / n, 0.02, name)

    def gif_frames(self, gif):
        """Hundredths of a second of each picture of a GIF, and whether it begins again, read by the format's blocks."""
        delays, loops = [], False
        packed = gif[10]
        at = 13 + (3 << ((packed & 7) + 1) if packed & 128 else 0)
        while gif[at] != 0x3B:
            if gif[at:at + 2] == b"\x21\xf9":
                delays.append(struct.unpack("<H", gif[at + 4:at + 6])[0])
            loops = loops or gif[at:at + 14] == b"\x21\xff\x0bNETSCAPE2.0"
            if gif[at] == 0x2C:
                at += 10 + (3 << ((gif[at + 9] & 7) + 1) if gif[at + 9] & 128 else 0) + 1
            else:
                at += 2
            while gif[at]:
                at += gif[at] + 1
            at += 1
        return delays, loops

    def test_gif(self):
        """Where no encoder is, it is said at once and the old file stays; where one is, the film has the frames."""
        folder, tools = tempfile.mkdtemp(prefix="50 % 'odd' ", dir=self.dir), tempfile.mkdtemp(dir=self.dir)
        path = os.path.join(folder, "film.gif")
        args = [path, "--filter", "date:2023-05..2023-06", "--dpi", "40", "--set", "series.layout=frames", "--set",
                "series.by=week", "--set", "series.seconds=0.5"]
        with open(path, "w", encoding="ascii") as file:
            file.write("old")
        done = render(*args, env={"PATH": tools}, fails=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("ffmpeg", done.stderr)
        self.assertEqual((os.listdir(folder), read(path)), (["film.gif"], b"old"))
        render(*args)
        self.assertEqual(os.listdir(folder), ["film.gif"])
        gif = read(path)
        self.assertEqual(gif[:6], b"GIF89a")
        delays, loops = self.gif_frames(gif)
        render(os.path.join(tools, "still.png"), *args[1:])
        stills = sorted(name for name in os.listdir(tools) if name.startswith("still"))
        self.assertEqual((delays, loops), ([50] * len(stills), True))
        self.assertEqual(struct.unpack("<HH", gif[6:10]), struct.unpack(">II", read(os.path.join(tools, stills[0]))[16:24]))
        again = os.path.join(tools, "again.gif")
        render(again, *args[1:])
        self.assertEqual(read(again), gif)

    def test_wrong_calls(self):
        for args, status in (["--size", "b9"], 2), (["--extent", "20,43,21,42"], 2), (["--set", "x=1"], 2), \
                (["--filter", "date:x"], 1), (["--profile", "none-such"], 1), (["--preset", "none-such"], 2):
            done = render(self.path("wrong.pdf"), *args, fails=True)
            self.assertEqual(done.returncode, status, args)
            self.assertTrue(done.stderr.startswith("ibar render: "), done.stderr)
        self.assertFalse(os.path.exists(self.path("wrong.pdf")))

    def test_full_disk(self):
        """A write that fails half-way leaves the old file, and nothing beside it."""
        folder = tempfile.mkdtemp(dir=self.dir)
        path = os.path.join(folder, "old.pdf")
        with open(path, "w", encoding="ascii") as file:
            file.write("old")
        done = run("bash", "-c", 'trap "" XFSZ; ulimit -f 64; exec "$@"', "bash", IBAR, "render", COLLECTION, "-q",
                   "-o", path, fails=True)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(read(path), b"old")
        self.assertEqual(os.listdir(folder), ["old.pdf"])


class Worksheets(unittest.TestCase):
    """The numbers of a worksheet and those of its key, as poppler reads them."""

    def write(self, folder, name, *args):
        path = os.path.join(folder, name)
        run(IBAR, "worksheet", COLLECTION, "-o", path, *args, env={"SOURCE_DATE_EPOCH": "1700000000"})
        return path

    def page(self, path, number, *how):
        return run("pdftotext", *how, "-f", str(number), "-l", str(number), path, "-").stdout

    def test_numbers_match_the_key(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self.write(folder, "sheet.pdf", "--set", "settlements", "--home", "--seed", "7", "--names", "en")
            sheet, key = self.page(path, 1), self.page(path, 2, "-raw")
            numbers = sorted(map(int, re.findall(r"(?m)^(\d+)$", sheet)))
            self.assertEqual(numbers, sorted(list(range(1, 13)) * 2))  # on the map, and before a line
            answers = dict(re.findall(r"(?m)^(\d+) ([^\W\d].*)$", key))
            self.assertEqual(sorted(map(int, answers)), list(range(1, 13)))
            self.assertEqual(len(set(answers.values())), 12)
            bank = " ".join(sheet[sheet.index("Word bank"):].split())
            asked = run(IBAR, "quiz", COLLECTION, "--set", "settlements", "--home", "--names", "en", "--list").stdout
            for answer in answers.values():
                self.assertIn(answer, bank)
                self.assertIn("\t" + answer.split(" (")[0] + "\t", asked)

    def test_same_seed_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            first = read(self.write(folder, "a.pdf", "--variants", "2"))
            self.assertEqual(first, read(self.write(folder, "b.pdf", "--variants", "2")))
            self.assertNotEqual(first, read(self.write(folder, "c.pdf", "--variants", "2", "--seed", "2")))

    def test_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            for args in (["--set", "planets"], ["--questions", "0"], ["--largest", "2", "--set", "settlements"]):
                path = os.path.join(folder, "x.pdf")
                done = run(IBAR, "worksheet", COLLECTION, "-o", path, *args, fails=True)
                self.assertNotEqual(done.returncode, 0)
                self.assertFalse(os.path.exists(path))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
