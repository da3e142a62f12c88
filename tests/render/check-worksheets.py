#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Worksheets as poppler reads them: their numbers stand where the key's answers lie.

usage: check-worksheets.py IBAR REGION

The key names a place for each number, the region's file knows where that place is, and one scale takes
all of these positions to where the numbers stand on the paper, on the sheet and on its key alike.
"""
import html
import math
import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest

IBAR, REGION = sys.argv[1:3]
POINT_PT = 2.0  # [pt] how far a number's middle may lie from its place


def run(*args):
    return subprocess.run(args, capture_output=True, text=True, check=True, timeout=110).stdout


def read_pages(path):
    """Of each page its lines, a line a list of (x, y, word) [pt]."""
    pages = []
    for page in run("pdftotext", "-bbox-layout", path, "-").split("<page ")[1:]:
        lines = []
        for line in re.findall(r"<line .*?</line>", page, re.S):
            lines.append([((float(x0) + float(x1)) / 2, (float(y0) + float(y1)) / 2, html.unescape(word))
                          for x0, y0, x1, y1, word in re.findall(
                              r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">(.*?)</word>', line)])
        pages.append(lines)
    return pages


def read_numbers(lines, count, bottom):
    """Where the numbers stand on the map, each by itself above bottom [pt]."""
    found = {}
    for x, y, word in (line[0] for line in lines if len(line) == 1):
        if word.isdigit() and 1 <= int(word) <= count and y < bottom:
            assert int(word) not in found, f"number {word} stands twice on the map"
            found[int(word)] = (x, y)
    return found


def find_text(lines, text):
    """Just above a line that has a text [pt], from above."""
    return next((line[0][1] - 10 for line in lines if text in " ".join(word for _, _, word in line)), None)


def read_key(path, page, count):
    """The answers of the key, which poppler reads row by row: a number, then its answer."""
    text = run("pdftotext", "-f", str(page), "-l", str(page), path, "-")
    text = text[text.index("1 : "):text.index("Map: ")].split("\n", 1)[1]
    answers = {}
    for number in range(1, count + 1):
        match = re.search(rf"^{number}\n+([^\n]+(?:\n[^\n]+)*)", text, re.M)
        answers[number] = " ".join(match.group(1).split()) if match else None
    return answers


def places():
    """Positions in Web Mercator by the two names that a sheet shows, and by the areas that they lie in."""
    with sqlite3.connect(f"file:{REGION}?mode=ro&immutable=1", uri=True) as database:
        rows = database.execute("SELECT name_sq, name_sr_latn, name_en, admin_area, geom FROM place").fetchall()
        areas = {row[0]: row[1:] for row in database.execute("SELECT id, name_sq, name_sr_latn FROM admin_area")}
    for sq, sr, en, area, geom in rows:
        longitude, latitude = struct.unpack_from("<dd", geom, len(geom) - 16)
        yield (sq or sr or en, sr or sq or en), areas.get(area, ("", "")), (
            (longitude + 180) / 360, 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi))


def pair(first, second):
    return first if first == second else f"{first} / {second}"


class Worksheets(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.TemporaryDirectory()
        self.where = {}
        for names, areas, point in places():
            label = pair(*names)
            self.where.setdefault(label, []).append(point)
            self.where.setdefault(f"{label} (municipality {pair(*areas)})", []).append(point)

    def tearDown(self):
        self.dir.cleanup()

    def write(self, *options):
        path = os.path.join(self.dir.name, "sheet.pdf")
        run(IBAR, "worksheet", "--home", "-o", path, *options)
        return path

    def check_map(self, numbers, answers, where):
        """One scale and two offsets fit all numbers: y grows downwards on paper as in Web Mercator."""
        points = {number: self.where[answers[number]] for number in numbers}
        sure = [n for n in numbers if len(points[n]) == 1]
        self.assertGreater(len(sure), 7, where)
        mean = lambda values: sum(values) / len(values)
        mx, my = mean([points[n][0][0] for n in sure]), mean([points[n][0][1] for n in sure])
        px, py = mean([numbers[n][0] for n in sure]), mean([numbers[n][1] for n in sure])
        dot = sum((points[n][0][0] - mx) * (numbers[n][0] - px) + (points[n][0][1] - my) * (numbers[n][1] - py) for n in sure)
        scale = dot / sum((points[n][0][0] - mx) ** 2 + (points[n][0][1] - my) ** 2 for n in sure)
        for n in sure:
            x, y = px + (points[n][0][0] - mx) * scale, py + (points[n][0][1] - my) * scale
            self.assertLess(math.hypot(x - numbers[n][0], y - numbers[n][1]), POINT_PT,
                            f"{where}: number {n} stands elsewhere than {answers[n]}")

    def check_sheet(self, path, pages, first, key, count):
        answers = read_key(path, key + 1, count)
        for n, answer in answers.items():
            self.assertTrue(answer in self.where, f"the key has “{answer}” for {n}")
        sheet, back = read_numbers(pages[first], count, find_text(pages[first], "1 : ")), \
            read_numbers(pages[key], count, find_text(pages[key], "1 : "))
        self.assertEqual(sorted(sheet), list(range(1, count + 1)))
        self.assertEqual(sorted(back), list(range(1, count + 1)))
        self.check_map(sheet, answers, "the sheet")
        self.check_map(back, answers, "the key")
        words = re.sub(r"\s+", " ", run("pdftotext", "-f", str(first + 1), "-l", str(key), path, "-"))
        for answer in answers.values():
            self.assertIn(answer, words)
        self.assertIn("Answer key", run("pdftotext", "-f", str(key + 1), "-l", str(key + 1), path, "-"))

    def test_key(self):
        for seed in ("1", "7", "23"):
            path = self.write("--seed", seed)
            pages = read_pages(path)
            self.assertEqual(len(pages), 2)
            self.check_sheet(path, pages, 0, 1, 12)
            self.assertIn("numbers in place of names", run("pdfinfo", path))

    def test_short(self):
        """A list of a line or two stands below its map, not alone on a page."""
        for questions in (1, 4):
            path = self.write("--seed", "1", "--questions", str(questions))
            self.assertEqual(len(read_pages(path)), 2)
            for answer in read_key(path, 2, questions).values():
                self.assertIn(answer, self.where)

    def test_variants(self):
        path = self.write("--seed", "7", "--variants", "3")
        pages = read_pages(path)
        self.assertEqual(len(pages), 6)
        for variant in range(3):
            self.check_sheet(path, pages, 2 * variant, 2 * variant + 1, 12)

    def test_large_print(self):
        """The lines have a page of their own, which the first page tells; the key follows."""
        path = self.write("--seed", "7", "--large-print")
        pages = read_pages(path)
        self.assertEqual(len(pages), 3)
        self.check_sheet(path, pages, 0, 2, 12)
        self.assertIsNotNone(find_text(pages[0], "on the next page"))
        self.assertIsNotNone(find_text(pages[1], "Page 2 of 2"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
