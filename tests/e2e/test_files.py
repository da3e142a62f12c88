#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files that are no collections are told, and files that are only looked at do not change."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import COLLECTION, DEADLINE, PROGRAM, Ibar, fingerprint


def make_bad_files(folder):
    """Path and a word of the message for each kind of file that is no collection."""
    def path(name, content=None):
        full = os.path.join(folder, name)
        if content is not None:
            with open(full, "wb") as file:
                file.write(content)
        return full

    with open(COLLECTION, "rb") as file:
        good = file.read()
    other = path("other.gpkg")
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE shopping (what TEXT)")
    newer = path("newer.gpkg", good)
    with sqlite3.connect(newer) as database:
        database.execute("UPDATE ibar_info SET value = '99' WHERE key = 'schema_version'")
    return {
        path("missing.gpkg"): "no file",
        path("text.gpkg", b"a shopping list\n"): "not an SQLite database",
        path("empty.gpkg", b""): "empty",
        path("half.gpkg", good[:len(good) // 2]): "",
        other: "not a collection",
        newer: "newer",
        folder: "folder",
    }


def test_a_shell_is_told():
    with tempfile.TemporaryDirectory() as folder:
        for path, word in make_bad_files(folder).items():
            before = fingerprint(path) if os.path.isfile(path) else None
            done = subprocess.run([PROGRAM, "info", path], capture_output=True, text=True, timeout=DEADLINE)
            assert done.returncode == 1, (path, done)
            assert done.stdout == "" and word in done.stderr and path in done.stderr, (path, done.stderr)
            assert before is None or fingerprint(path) == before, path


def test_a_window_is_told():
    with tempfile.TemporaryDirectory() as folder:
        for path, word in make_bad_files(folder).items():
            before = fingerprint(path) if os.path.isfile(path) else None
            with Ibar(path, quiet=False) as ibar:
                ibar.wait_text("cannot be opened")
                ibar.wait_text(word)
                ibar.focus_window()
                ibar.key("Escape")
                ibar.wait_no_text("cannot be opened")
                ibar.focus_window()
                assert ibar.close() == 1, path
                said = ibar.stderr()
                assert said.startswith("ibar: ") and word in said and said.count("\n") == 1, said
            assert before is None or fingerprint(path) == before, path


def test_a_file_that_was_looked_at_has_not_changed():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mine.gpkg")
        shutil.copyfile(COLLECTION, path)
        before = fingerprint(path), os.stat(path).st_mtime_ns
        with Ibar(path) as ibar:
            ibar.wait_text("131 of 131")
            ibar.key("ctrl+f")
            ibar.type("zvecan")
            ibar.key("Return", "alt+Down")
            ibar.wait_text("Back to the list")
            assert ibar.close() == 0
        assert (fingerprint(path), os.stat(path).st_mtime_ns) == before
        assert os.listdir(folder) == ["mine.gpkg"]


def test_what_other_programs_write_is_shown():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mine.gpkg")
        shutil.copyfile(COLLECTION, path)
        row = os.path.join(folder, "row.geojson")
        with open(row, "w") as file:
            file.write('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"title": "Written '
                       'elsewhere", "date_start": "2023-05-29"}, "geometry": {"type": "Point", "coordinates": [20.84, 42.9]}}]}')
        with Ibar("--filter", "date:2023-05-26..2023-06-02", path) as ibar:
            ibar.wait_text("9 of 131")
            subprocess.run(["ogr2ogr", "-append", "-f", "GPKG", path, row, "-nln", "event"], check=True, timeout=DEADLINE)
            ibar.wait_text("10 of 132")
            ibar.wait_text("Written elsewhere")
            assert ibar.close() == 0


def test_an_extract_is_offered_to_the_map():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "country.osm.pbf")
        with open(path, "wb"):
            pass
        with Ibar(path) as ibar:
            ibar.find(name="A Detailed Map From Open Data")
            ibar.wait_text("country.osm.pbf")
            ibar.key("Escape")
            ibar.wait_text("131 of 131")


def test_the_bundled_files_have_not_changed():
    before = {name: fingerprint(os.path.join(os.path.dirname(COLLECTION), name))
              for name in ("northern-kosovo.gpkg", "region.gpkg")}
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        assert ibar.close() == 0
    for name, was in before.items():
        assert fingerprint(os.path.join(os.path.dirname(COLLECTION), name)) == was, name
        for ending in ("-wal", "-shm", "-journal"):
            assert not os.path.exists(os.path.join(os.path.dirname(COLLECTION), name + ending))


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
