#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the desktop is told, checked by the desktop's own tools."""

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness"))
import tap

SOURCE = os.environ["IBAR_SOURCE_ROOT"]
BUILD = os.environ["IBAR_BUILD_ROOT"]
APP_ID = "io.github.ibar_map.Ibar"


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def source(*path):
    return os.path.join(SOURCE, *path)


def built(*path):
    return os.path.join(BUILD, *path)


def test_desktop_file():
    said = run("desktop-file-validate", built("data", APP_ID + ".desktop"))
    assert said == "", said


def test_metainfo():
    run("appstreamcli", "validate", "--no-net", "--explain", built("data", APP_ID + ".metainfo.xml"))


def test_settings():
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(source("data", APP_ID + ".gschema.xml"), os.path.join(folder, APP_ID + ".gschema.xml"))
        said = run("glib-compile-schemas", "--strict", "--dry-run", folder)
        assert said == "", said


def test_service():
    with open(built("data", APP_ID + ".service"), encoding="utf-8") as file:
        text = file.read()
    assert f"Name={APP_ID}\n" in text and "/bin/ibar --gapplication-service" in text, text
    assert "@" not in text, text


def test_file_type_is_known_by_content():
    with tempfile.TemporaryDirectory() as folder:
        packages = os.path.join(folder, "mime", "packages")
        os.makedirs(packages)
        os.symlink(source("data", APP_ID + ".mime.xml"), os.path.join(packages, APP_ID + ".xml"))
        run("update-mime-database", os.path.join(folder, "mime"))
        # A copy without the ending: the first bytes alone must tell.
        nameless = os.path.join(folder, "nameless")
        with open(built("data", "northern-kosovo.gpkg"), "rb") as file, open(nameless, "wb") as copy:
            copy.write(file.read())
        environment = dict(os.environ, XDG_DATA_HOME=folder, XDG_DATA_DIRS="/usr/share", GIO_USE_VFS="local")
        for path in (nameless, built("data", "region.gpkg")):
            said = run("gio", "info", "-a", "standard::content-type", path, env=environment)
            assert "application/geopackage+sqlite3" in said, said


def test_manual_page():
    page = source("data", "ibar.1")
    said = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page], capture_output=True,
                          text=True, env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="80"))
    assert said.returncode == 0 and said.stderr == "", said.stderr


def test_manual_page_knows_every_command():
    said = run(built("app", "ibar"), "--help")
    with open(source("data", "ibar.1"), encoding="utf-8") as file:
        page = file.read()
    commands = [line.split()[0] for line in said.splitlines()
                if line.startswith("  ") and line[2:3].isalpha() and line[2:3].islower()]
    missing = [c for c in commands if f".B {c}\n" not in page]
    assert commands and not missing, (commands, missing)


def test_completion():
    script = r"""
set -u
source "$1"
complete_line() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  _ibar 2> /dev/null
  printf '%s\n' "${COMPREPLY[@]}"
}
complete_line "$2" imp
complete_line "$2" list --format geo
"""
    said = run("bash", "-c", script, "bash", source("data", "ibar.bash"), built("app", "ibar"))
    assert said.split() == ["import", "geojson"], said


def test_others_open_the_collection():
    said = run("ogrinfo", "-ro", "-q", built("data", "northern-kosovo.gpkg"))
    assert "event (Point)" in said and "place (Point)" in said, said
    count = run("sqlite3", "-readonly", built("data", "northern-kosovo.gpkg"), "SELECT count(*) FROM event")
    summary = run("ogrinfo", "-ro", "-so", built("data", "northern-kosovo.gpkg"), "event")
    assert f"Feature Count: {count.strip()}" in summary, summary
    assert "Warning" not in said + summary, said + summary


def test_collections_are_whole():
    for name in ("northern-kosovo.gpkg", "region.gpkg"):
        path = built("data", name)
        assert run("sqlite3", "-readonly", path, "PRAGMA integrity_check") == "ok\n"
        assert run("sqlite3", "-readonly", path, "PRAGMA foreign_key_check") == ""
        assert run("sqlite3", "-readonly", path, "PRAGMA journal_mode") == "delete\n"


def test_scripts_parse():
    for path in ("dev", "data/ibar.bash", "tools/update-po", "tests/harness/with-display",
                 "tests/harness/isolated", "tests/harness/offline"):
        run("bash", "-n", source(path))


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
