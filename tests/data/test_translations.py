#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every language of LINGUAS: its formats are right, nothing in it is guessed, and the program speaks it.

A text that a language does not say yet is counted, not refused: who changes a text need not know every language.
"""

import csv
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness"))
import locales
import tap

SOURCE = os.environ["IBAR_SOURCE_ROOT"]
BUILD = os.environ["IBAR_BUILD_ROOT"]
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "g_dngettext:2,3")


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, cwd=SOURCE, **options)
    assert done.returncode == 0, f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def languages():
    with open(os.path.join(SOURCE, "po", "LINGUAS"), encoding="utf-8") as file:
        return file.read().split()


def catalogue(language):
    return os.path.join(SOURCE, "po", language + ".po")


def count(statistics, what):
    found = re.search(rf"(\d+) {what}", statistics)
    return int(found.group(1)) if found else 0


def statistics_of(path):
    return run("msgfmt", "--check", "--statistics", "-o", os.devnull, path, env=dict(os.environ, LC_ALL="C.UTF-8"))


def test_formats_and_plurals():
    assert languages()
    for language in languages():
        said = statistics_of(catalogue(language))
        assert count(said, "fuzzy") == 0, f"{language}: {said}"


def test_terms_of_the_bundled_collection():
    with open(os.path.join(SOURCE, "app", "core", "collection", "ibar-terms.c"), encoding="utf-8") as file:
        known = set(re.findall(r'NC_ \("([^"]+)", "([^"]+)"\)', file.read()))
    said = set()
    for name, column, context in (("event_types", "label_en", "event type"), ("event_actors", "role", "role in an event")):
        with open(os.path.join(SOURCE, "data", "events", name + ".csv"), encoding="utf-8", newline="") as file:
            said |= {(context, row[column]) for row in csv.DictReader(file) if row[column]}
    assert said == known, f"not the same: {sorted(said ^ known)}"


def test_terms_of_the_bundled_region():
    with open(os.path.join(SOURCE, "data", "region", "terms.h"), encoding="utf-8") as file:
        entries = re.findall(r'^NC_ \("region", ((?:"[^"]*"\s*)+)\)$', file.read(), re.M)
    known = {"".join(re.findall(r'"([^"]*)"', entry)) for entry in entries}
    said = set()
    for name, keys in (("profiles", ("title", "note")), ("region", ("schematic_note",))):
        with open(os.path.join(SOURCE, "data", "region", name + ".ini"), encoding="utf-8") as file:
            said |= {text for key, text in re.findall(r"^(\w+)=(.+)$", file.read(), re.M) if key in keys}
    assert said == known, f"not the same: {sorted(said ^ known)}"


def test_what_is_missing():
    with tempfile.TemporaryDirectory() as folder:
        template, merged = os.path.join(folder, "ibar.pot"), os.path.join(folder, "merged.po")
        run("xgettext", "--files-from=po/POTFILES", "--from-code=UTF-8", "--output=" + template,
            *("--keyword=" + keyword for keyword in KEYWORDS))
        for language in languages():
            run("msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file=" + merged, catalogue(language), template)
            said = statistics_of(merged)
            print(f"# {language}: {count(said, 'translated')} said, {count(said, 'untranslated')} not yet", flush=True)
            assert count(said, "translated") > 1000, said


def test_serbian_latin_is_made_from_cyrillic():
    def messages(*command, **options):
        text = run(*command, **options)
        return text[text.index("\n\n"):].replace('msgstr "sr-Cyrl"', 'msgstr "sr-Latn"')

    expected = messages("msgfilter", "--no-wrap", "--no-location", "--input=" + catalogue("sr"), "recode-sr-latin")
    found = messages("msgcat", "--no-wrap", "--no-location", catalogue("sr@latin"))
    assert expected == found, "run tools/update-po: sr@latin.po is not what sr.po gives"


def test_the_program_speaks_it():
    for language in languages():
        with open(catalogue(language), encoding="utf-8") as file:
            expected = re.search(r'\nmsgid "List events"\nmsgstr "(.+)"\n', file.read()).group(1)
        with locales.speaking(language) as environment:
            said = run(os.path.join(BUILD, "app", "ibar"), "--help", env=dict(os.environ, **environment))
        assert expected in said, (language, expected, said)


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
