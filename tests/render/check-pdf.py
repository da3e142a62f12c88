#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A figure's PDF, object by object, against what PDF/UA-1 (ISO 14289-1) asks of it.

usage: check-pdf.py IBAR COLLECTION

Reads the file with nothing but the format's own rules: objects, streams, operators. Each rule names the clause that
veraPDF tests. Fonts and the order of elements are looked at in check-figures.py, through poppler.
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
import zlib

IBAR, COLLECTION = sys.argv[1:3]
DRAWS = {b"m", b"re", b"l", b"c", b"v", b"y", b"h", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"BT", b"Tj", b"TJ",
         b"'", b'"', b"Do", b"sh"}
TOKEN = re.compile(rb"<<|>>|\[|\]|<[0-9A-Fa-f\s]*>|\((?:[^()\\]|\\.)*\)|/[^\s()<>\[\]/%]*|[^\s()<>\[\]/%]+", re.S)


class Pdf:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        start = int(re.findall(rb"startxref\s+(\d+)\s+%%EOF\s*$", self.raw)[-1])
        head = re.match(rb"xref\n0 (\d+)\n", self.raw[start:start + 40])
        self.n = int(head.group(1))
        self.objects = {}
        for i in range(self.n):
            at = start + head.end() + 20 * i
            offset, kind = int(self.raw[at:at + 10]), self.raw[at + 17:at + 18]
            if kind == b"n":
                mark = b"%d 0 obj" % i
                assert self.raw[offset:offset + len(mark)] == mark, f"object {i} is not where the table says"
                self.objects[i] = self.raw[offset + len(mark):self.raw.index(b"endobj", offset)]
        self.trailer = self.raw[self.raw.index(b"trailer", start):]

    def reference(self, text, key):
        found = re.search(key + rb"\s+(\d+) 0 R", text)
        return int(found.group(1)) if found else None

    def stream(self, number):
        head, _, data = self.objects[number].partition(b"stream\n")
        length = re.search(rb"/Length (\d+)( 0 R)?", head)
        n = int(self.objects[int(length.group(1))].split()[0]) if length.group(2) else int(length.group(1))
        return zlib.decompress(data[:n])

    def of_type(self, kind):
        return {n: text for n, text in self.objects.items() if re.match(rb"\s*<<\s*/Type /" + kind + rb"\b", text)}


def walk(content):
    """(operator, operands, tags open before it) of a content stream."""
    operands, tags = [], []
    for token in TOKEN.findall(content):
        if re.fullmatch(rb"[A-Za-z'\"][A-Za-z0-9*'\"]*", token):
            yield token, operands, list(tags)
            if token in (b"BDC", b"BMC"):
                tags.append(operands[0])
            elif token == b"EMC":
                tags.pop()
            operands = []
        else:
            operands.append(token)
    yield b"", [], list(tags)


class Structure(unittest.TestCase):
    CASES = {
        "report": ["--filter", "date:2023-05..2023-06"],
        "letter": ["--filter", "date:2011", "--size", "letter"],
        "whole points": ["--filter", "date:2024", "--preset", "slide", "--size", "1920x1080px"],
        "months": ["--filter", "date:2023", "--set", "layout=multiples", "--set", "by=month"],
        "atlas": ["--filter", "date:2022", "--set", "layout=atlas", "--set", "by=municipality"],
        "worksheet": ["--filter", "date:2022", "--preset", "worksheet"],
        "annotated": ["--filter", "date:2012", "--set", "annotations.a=arrow 20.8,42.93 20.86,42.89 text='(\\ Main ) bridge'"],
        "empty": ["--filter", "date:1950"],
    }

    def each(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, args in self.CASES.items():
                path = os.path.join(folder, "figure.pdf")
                done = subprocess.run([IBAR, "render", COLLECTION, "-q", "-o", path, *args], capture_output=True, text=True,
                                      timeout=110, check=False)
                self.assertEqual(done.returncode, 0, f"{name}: {done.stderr}")
                with self.subTest(name):
                    yield Pdf(path)

    def check_content(self, pdf, page):
        """7.1: what is drawn is real content with a number, or an artifact; neither inside the other."""
        numbers, seen = [], 0
        content = pdf.stream(pdf.reference(page, rb"/Contents"))
        inside_text = False
        for operator, operands, tags in walk(content):
            self.assertLessEqual(len(tags), 1)
            if operator in DRAWS:
                self.assertTrue(tags, (operator, operands))
                seen += 1
            if operator in (b"BDC", b"BMC", b"EMC"):
                self.assertFalse(inside_text)
            inside_text = operator == b"BT" or (inside_text and operator != b"ET")
            if operator == b"BMC":
                self.assertEqual(operands, [b"/Artifact"])
            elif operator == b"BDC":
                self.assertEqual(operands[1:3], [b"<<", b"/MCID"])
                numbers.append(int(operands[3]))
        self.assertEqual(tags, [])
        self.assertGreater(seen, 3)
        self.assertEqual(numbers, list(range(len(numbers))))
        return len(numbers)

    def test_all_is_marked(self):
        for pdf in self.each():
            pages = pdf.of_type(b"Page")
            self.assertGreater(len(pages), 0)
            n = sum(self.check_content(pdf, page) for page in pages.values())
            # 7.2: and each number is one of the structure's
            told = 0
            for element in pdf.of_type(b"StructElem").values():
                kids = re.search(rb"/K\s+(\[.*?\]|\d+( 0 R)?)", element, re.S)
                told += len(re.findall(rb"/MCID \d+", kids.group(1))) if kids else 0
                told += len(re.findall(rb"\d+", re.sub(rb"<<.*?>>|\d+ 0 R", b"", kids.group(1), flags=re.S))) if kids else 0
            self.assertEqual(told, n)

    def test_document(self):
        """6.2, 7.1: tagged, title shown, language, metadata with a title."""
        for pdf in self.each():
            catalog = pdf.objects[pdf.reference(pdf.trailer, rb"/Root")]
            for entry in rb"/MarkInfo << /Marked true", rb"/DisplayDocTitle true", rb"/Lang \(en\)", rb"/StructTreeRoot \d+ 0 R":
                self.assertRegex(catalog, entry)
            xmp = pdf.objects[pdf.reference(catalog, rb"/Metadata")]
            self.assertRegex(xmp, rb"(?s)<dc:title>.*?<rdf:li[^>]*>[^<]+<")
            self.assertNotIn(b"/Prev", pdf.trailer)

    def test_figures_and_tables(self):
        """7.3: a figure has words. 7.5: a heading of a table says what it heads."""
        for pdf in self.each():
            elements = pdf.of_type(b"StructElem").values()
            figures = [e for e in elements if b"/S /Figure" in e]
            self.assertTrue(figures)
            for figure in figures:
                self.assertRegex(figure, rb"/Alt <FEFF[0-9A-F]{8,}>")
            for heading in (e for e in elements if b"/S /TH" in e):
                self.assertRegex(heading, rb"/Scope /(Row|Column)")

    def test_links(self):
        """7.18: links have words, stand in the structure, and are gone through in its order."""
        n = 0
        for pdf in self.each():
            links = pdf.of_type(b"Annot")
            for link in links.values():
                self.assertRegex(link, rb"/Contents \([^()]+\)")
                self.assertRegex(link, rb"/StructParent \d+")
            told = {int(o) for e in pdf.of_type(b"StructElem").values() for o in re.findall(rb"/Obj (\d+) 0 R", e)}
            self.assertEqual(told, set(links))
            for page in pdf.of_type(b"Page").values():
                self.assertEqual(b"/Annots" in page, b"/Tabs /S" in page)
            n += len(links)
        self.assertGreater(n, 50)

    def test_sources_without_address(self):
        """A source that cannot be followed stands in the structure beside those that can."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "figure.pdf")
            subprocess.run([IBAR, "render", COLLECTION, "-q", "-o", path, "--filter", "date:2023-05-29"], check=True, timeout=110)
            told = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
        self.assertRegex(told, r"Span \(inline\)\n\s+\"[^\"]*agency not named")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
