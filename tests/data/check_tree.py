#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""What no compiler checks: that the tree keeps its own rules."""

import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness"))
import tap

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
FLOORS = ["app/core", "app/render", "app/model", "ui"]
# What each floor may include; see app/DESIGN.md.
MAY_INCLUDE = {
    "app/core": {"app/core"},
    "app/render": {"app/core", "app/render"},
    "app/model": {"app/core", "app/model"},
    "ui": {"app/core", "app/render", "app/model", "ui"},
}
FORBIDDEN = {
    "app/core": r"<(gtk|gdk|adwaita|shumate|cairo|pango)[/.]",
    "app/render": r"<(gtk|gdk|gsk|adwaita|shumate)[/.]",
    "app/model": r"<(gtk|gdk|gsk|adwaita|shumate|cairo|pango)[/.]",
}
# The folders of a floor, from the ground up: a folder may include those before it in its line, none after it.
FOLDERS = {
    "app/core": "base collection filter engine region export import share teach verbs",
    "app/render": "output map timeline figure worksheet verbs",
    "ui": "base filter events timeline map data figure teach window",
}
LEAVE_OUT = {".git", "node_modules", "__pycache__", "LICENSES"}


def files(*suffixes, under=""):
    """Paths of the tree's own files, relative to its root."""
    found = []
    for folder, folders, names in os.walk(os.path.join(ROOT, under)):
        folders[:] = sorted(f for f in folders if f not in LEAVE_OUT and not f.startswith("build")
                            and not os.path.exists(os.path.join(folder, f, "build.ninja")))
        for name in sorted(set(names) - {".git"}):
            if not suffixes or name.endswith(suffixes):
                found.append(os.path.relpath(os.path.join(folder, name), ROOT))
    return found


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


# Files that are broken, foreign or binary on purpose: what the readers are tried on.
ON_PURPOSE = ("tests/fixtures/", "tests/fuzz/corpus/")


def is_text(path):
    with open(os.path.join(ROOT, path), "rb") as file:
        return b"\0" not in file.read(8192)


def nothing(complaints):
    assert not complaints, "\n" + "\n".join(complaints)


def test_includes_go_one_way():
    home = {os.path.basename(path): floor for floor in FLOORS for path in files(".h", under=floor)}
    bad = []
    for floor in FLOORS:
        for path in files(".c", ".h", under=floor):
            text = read(path)
            for name in re.findall(r'#include "([^"]+)"', text):
                if home.get(os.path.basename(name), floor) not in MAY_INCLUDE[floor]:
                    bad.append(f"{path}: includes {name} of a floor it must not know")
            if floor in FORBIDDEN:
                bad += [f"{path}: includes {m}" for m in re.findall(r"#include " + FORBIDDEN[floor] + ".*", text)]
    nothing(bad)


def test_folders_stand_on_each_other():
    bad = []
    for floor, order in FOLDERS.items():
        order = order.split()
        folders = sorted(f for f in os.listdir(os.path.join(ROOT, floor)) if os.path.isdir(os.path.join(ROOT, floor, f)))
        assert folders == sorted(order), f"{floor} has the folders {folders}"
        home = {os.path.basename(path): folder for folder in order for path in files(".h", under=f"{floor}/{folder}")}
        for rank, folder in enumerate(order):
            for path in files(".c", ".h", under=f"{floor}/{folder}"):
                for name in re.findall(r'#include "([^"]+)"', read(path)):
                    if name in home and order.index(home[name]) > rank:
                        bad.append(f"{path}: includes {name} of {floor}/{home[name]}, which stands on {folder}")
    nothing(bad)


def test_code_knows_no_region():
    """Any region of the world works; what comes with the program is named by the build."""
    bad = []
    for path in files(".c", ".h", ".ui", ".css", under="app") + files(".c", ".h", ".ui", ".css", under="ui"):
        bad += [f"{path}:{number}: {line.strip()}" for number, line in enumerate(read(path).splitlines(), 1)
                if re.search("kosov", line, re.IGNORECASE)]
    nothing(bad)


def test_every_source_is_built():
    bad = []
    for folder in FLOORS + ["tests/unit", "tests/render", "tests/ui", "tests/support", "tests/fuzz", "bench"]:
        if not os.path.isdir(os.path.join(ROOT, folder)):
            continue
        described = read(folder + "/meson.build")
        for path in files(".c", under=folder):
            stem = os.path.basename(path)[:-2]
            short = re.sub(r"^(test|bench|fuzz)-", "", stem)
            place = os.path.relpath(path, folder)
            if f"'{place}'" not in described and f"'{short}'" not in described and f"'{stem}'" not in described:
                bad.append(f"{path}: not in {folder}/meson.build")
    nothing(bad)


def test_every_source_names_its_licence():
    nothing([f"{path}: no SPDX-License-Identifier in its head"
             for path in files(".c", ".h", ".py", ".ui", ".svg", ".in", ".bash", ".js", ".mjs") + ["dev"]
             if "SPDX-License-Identifier" not in read(path)[:600] and not path.endswith(".service.in")])


def test_lines_have_a_width():
    with open(os.path.join(ROOT, ".clang-format"), encoding="utf-8") as file:
        width = int(re.search(r"^ColumnLimit: (\d+)$", file.read(), re.M).group(1))
    nothing([f"{path}:{n}: {len(line)} columns; at most {width}"
             for path in files(".c", ".h") for n, line in enumerate(read(path).split("\n"), 1) if len(line) > width])


def test_headers_are_included_once():
    nothing([f"{path}: no #pragma once" for floor in FLOORS for path in files(".h", under=floor)
             if "#pragma once" not in read(path)])


def test_config_is_included_first():
    bad = []
    for floor in FLOORS:
        for path in files(".c", under=floor):
            first = re.search(r"^#include (.*)", read(path), re.M)
            if first and first.group(1) != '"config.h"':
                bad.append(f"{path}: includes {first.group(1)} before config.h")
    nothing(bad)


def test_no_path_of_a_machine():
    pattern = re.compile(r"(?<![\w.])/(home|root|work|Users)/[\w.]")
    bad = []
    for path in files():
        if not path.startswith(ON_PURPOSE) and is_text(path) and path != "tests/data/check_tree.py":
            bad += [f"{path}:{n}: {line.strip()[:100]}" for n, line in enumerate(read(path).splitlines(), 1)
                    if pattern.search(line)]
    nothing(bad)


def test_text_is_clean():
    bad = []
    for path in files(".c", ".h", ".py", ".ui", ".md", ".csv", ".xml", ".build", ".css"):
        if path.startswith(ON_PURPOSE):
            continue
        with open(os.path.join(ROOT, path), "rb") as file:
            text = file.read()
        if b"\r" in text:
            bad.append(f"{path}: carriage returns")
        if b"\t" in text and path.endswith((".c", ".h", ".py", ".ui")):
            bad.append(f"{path}: tabs")
        if text and not text.endswith(b"\n"):
            bad.append(f"{path}: no newline at the end")
    nothing(bad)


def test_xml_is_well_formed():
    paths = files(".ui", ".svg", ".xml", ".metainfo.xml.in")
    assert len(paths) > 10
    done = subprocess.run(["xmllint", "--noout", "--nonet", *paths], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_ui_files_are_in_the_resource():
    text = read("ui/ibar.gresource.xml")
    nothing([f"{path}: not in ui/ibar.gresource.xml" for path in files(".ui", ".css", under="ui") +
             files(".svg", under="icons") if f">{os.path.basename(path)}<" not in text and
             f">{os.path.relpath(path, 'ui')}<" not in text])


def test_interface_text_is_translatable():
    pattern = re.compile(r'<property name="(label|title|tooltip-text|description|placeholder-text)">([^<]*[A-Za-z]{2}[^<]*)<')
    nothing([f"{path}: “{text}” is not translatable" for path in files(".ui", under="ui")
             for _, text in pattern.findall(read(path)) if text != "Ibar"])


def test_icons_exist():
    theme = "/usr/share/icons/Adwaita"
    known = {name.split(".")[0] if name.endswith(".symbolic.png") else name.rsplit(".", 1)[0]
             for folder, _, names in os.walk(theme) for name in names}
    known |= {os.path.basename(path)[:-4] for path in files(".svg", under="icons")}
    # GTK and libadwaita carry symbols of their own; these are asked for by name and looked up as the program does.
    assert "open-menu-symbolic" in known, f"no Adwaita icons in {theme}"
    bad = []
    for path in files(".ui", ".c", under="ui"):
        text = read(path)
        names = re.findall(r'icon-name">([\w.-]+)<', text) + re.findall(r'"([\w.-]+-symbolic)"', text)
        bad += [f"{path}: there is no icon {name}" for name in names if name not in known]
    nothing(bad)


def test_symbols_have_one_colour():
    bad = []
    for path in files("-symbolic.svg", under="icons"):
        colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-fA-F]+)"', read(path)))
        if colours != {"#2e3436"}:
            bad.append(f"{path}: {colours}")
    nothing(bad)


def test_translated_files_are_listed():
    listed = set(line for line in read("po/POTFILES").splitlines() if line and not line.startswith("#"))
    wanted = {path for path in files(".c", ".h", under="app") + files(".c", ".h", under="ui")
              if re.search(r"\b(N_|_|C_|NC_|ngettext|g_dngettext|dngettext) \(", read(path))}
    wanted |= {path for path in files(".ui", under="ui") if 'translatable="yes"' in read(path)}
    nothing([f"{path}: not in po/POTFILES (run tools/update-po)" for path in sorted(wanted - listed)] +
            [f"po/POTFILES: there is no {path}" for path in sorted(listed)
             if not os.path.exists(os.path.join(ROOT, path))])


def test_translations_compile():
    for language in read("po/LINGUAS").split():
        done = subprocess.run(["msgfmt", "--check", "-o", os.devnull, f"po/{language}.po"],
                              cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, f"{language}: {done.stderr}"


def test_every_setting_is_used():
    keys = re.findall(r'<key name="([\w-]+)"', read("data/io.github.ibar_map.Ibar.gschema.xml"))
    code = "".join(read(path) for path in files(".c", under="ui"))
    nothing([f"nothing reads the setting {key}" for key in keys if f'"{key}"' not in code])


def test_data_names_licence_and_credit():
    for path, words in {
        "data/events/README.md": ["CC BY 4.0", "Open Database License", "OpenStreetMap"],
        "data/region/README.md": ["OpenStreetMap", "ODbL|Open Database License", "geoBoundaries", "GeoNames", "CC BY 4.0"],
        "data/events/collection.ini": ["licence=", "citation="],
        "README.md": ["GPL-3.0-or-later", "OpenStreetMap", "CC BY 4.0"],
    }.items():
        text = read(path)
        nothing([f"{path}: no word of {word}" for word in words if not re.search(word, text)])


def test_data_lists_its_files():
    for folder in ["data/events", "data/region"]:
        described = read(folder + "/README.md") + read(folder + "/region.ini" if "region" in folder else folder + "/README.md")
        nothing([f"{path}: not described in {folder}/README.md" for path in files(under=folder)
                 if os.path.basename(path) not in described and not path.endswith("README.md")])


def test_news_is_that_of_the_metainfo():
    done = subprocess.run(["tools/make-news", "-"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == read("NEWS"), "NEWS is not what the metainfo says: run tools/make-news"


def test_version_is_the_same_everywhere():
    version = re.search(r"version: '([\d.]+)'", read("meson.build")).group(1)
    release = re.search(r'<release version="([\d.]+)"', read("data/io.github.ibar_map.Ibar.metainfo.xml.in")).group(1)
    page = re.search(r'"Ibar ([\d.]+)"', read("data/ibar.1")).group(1)
    assert version == release == page, (version, release, page)


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
