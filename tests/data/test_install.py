#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""meson install gives a program that works from where it was put, and nothing of the source tree."""

import glob
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness"))
import locales
import tap

BUILD = os.environ["IBAR_BUILD_ROOT"]
APP_ID = "io.github.ibar_map.Ibar"
STAGE = tempfile.TemporaryDirectory(prefix="ibar-stage-")


def prefix():
    found = glob.glob(STAGE.name + "/**/bin/ibar", recursive=True)
    assert len(found) == 1, found
    return os.path.dirname(os.path.dirname(found[0]))


def environment():
    shared = os.path.join(prefix(), "share")
    return dict(os.environ, XDG_DATA_DIRS=f"{shared}:/usr/share", LC_ALL="C.UTF-8")


def run(*arguments, timeout=90, **variables):
    return subprocess.run([os.path.join(prefix(), "bin", "ibar"), *arguments], capture_output=True, text=True,
                          env=dict(environment(), **variables), cwd=os.environ["HOME"], timeout=timeout)


def test_installs():
    # The caches are the host's business when a package is staged; here they let the program run from the stage.
    done = subprocess.run(["meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", STAGE.name],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    schemas = os.path.join(prefix(), "share", "glib-2.0", "schemas")
    subprocess.run(["glib-compile-schemas", "--strict", schemas], check=True)


def test_all_parts_are_there():
    for path in ["bin/ibar", "share/ibar/northern-kosovo.gpkg", "share/ibar/region.gpkg",
                 f"share/applications/{APP_ID}.desktop", f"share/metainfo/{APP_ID}.metainfo.xml",
                 f"share/dbus-1/services/{APP_ID}.service", f"share/glib-2.0/schemas/{APP_ID}.gschema.xml",
                 f"share/mime/packages/{APP_ID}.xml", f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
                 f"share/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg", "share/man/man1/ibar.1",
                 "share/bash-completion/completions/ibar"]:
        assert os.path.isfile(os.path.join(prefix(), path)), f"{path} was not installed"


def test_answers_in_a_shell():
    done = run("info")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert "131" in done.stdout, done.stdout


def test_speaks_the_languages():
    for language, word in (("sq", "Ngjarje"), ("sr", "Догађаји"), ("sr@latin", "Događaji")):
        with locales.speaking(language) as environment:
            done = run("info", **environment)
        assert done.returncode == 0 and word in done.stdout, (language, done.stdout)


def test_opens_its_window():
    picture = os.path.join(STAGE.name, "window.png")
    done = run("--screenshot", picture)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == "", done.stderr
    with open(picture, "rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"
    assert os.path.getsize(picture) > 50000


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
