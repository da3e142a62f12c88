#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""A whole quiz by keyboard only, as it is with the screen off, and one by mouse. What is right is asked of the
command line: the same seed gives the same quiz there."""

import json
import math
import os
import re
import sqlite3
import struct
import sys

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import REGION, Atspi, Failure, Ibar, ask, wait_for

KINDS = "find,name,match,neighbour,north"  # what is on at first, of municipalities


def quiz_window(ibar):
    """The quiz's own window: the one behind it has thousands of widgets that nobody asks about here."""
    return next((w for w in ibar.windows() if re.match(r"Quiz$|Question |Result$", w.name)), None)


def find(ibar, role, name):
    def look():
        window = quiz_window(ibar)
        return window and next((n for n in window.walk() if n.role == role and n.says == name and n.extents()[2] > 0), None)
    return wait_for(look, f"{role.value_nick} “{name}” in the quiz")


def wait_text(ibar, *texts):
    def look():
        window = quiz_window(ibar)
        said = window and "\n".join([window.name] + [node.says for node in window.walk() if node.says])
        return said and all(text in said for text in texts)
    wait_for(look, f"the texts {texts}")


def wait_focus(ibar, what, test):
    def look():
        window = quiz_window(ibar)
        return window and next((n for n in window.walk() if n.focused and test(n)), None)
    return wait_for(look, what)


def open_quiz(ibar, seed=None):
    """The questions of the quiz that was opened, with the seed it came with or another one."""
    ibar.wait_text("131 of 131")
    ibar.key("ctrl+j")
    find(ibar, Atspi.Role.PUSH_BUTTON, "Start")
    ibar.focus_window()
    entry = find(ibar, Atspi.Role.SPIN_BUTTON, "Seed")
    if seed:
        left, top, _, height = entry.extents()
        click_in_quiz(ibar, left + 12, top + height / 2)
        ibar.key("ctrl+a")
        ibar.type(seed)
        ibar.key("Tab")
        wait_for(lambda: entry.text == seed, f"the seed to be {seed}")
    seed = entry.text
    return json.loads(ask("quiz", "--set", "municipalities", "--kinds", KINDS, "--seed", seed, "--questions", "10",
                          "--format", "json"))["questions"]


def test_by_keyboard():
    with Ibar() as ibar:
        questions = open_quiz(ibar)
        ibar.key("alt+s")
        wait_text(ibar, "Question 1 of 10")
        ibar.key("ctrl+l")  # in words
        for number, question in enumerate(questions, 1):
            wait_text(ibar, f"Question {number} of 10", question["prompt"], *question["choices"])
            # The focus carries what a screen reader says: the question, then what there is to choose.
            wait_focus(ibar, "the focus to tell the question", lambda node: question["prompt"] in node.description)
            wrong = number == 3
            right = question["right"]
            ibar.key(str((right + 1) % len(question["choices"]) + 1 if wrong else right + 1))
            wait_focus(ibar, "the focus to tell the answer",
                       lambda node: question["source"] in node.description
                       and node.description.startswith("No" if wrong else "Right"))
            ibar.key("Return")
        wait_text(ibar, "9 of 10 right", questions[2]["prompt"])
        ibar.key("Return")  # practise the mistakes: it has the focus
        wait_text(ibar, "Question 1 of 1", questions[2]["prompt"])


def region(query):
    with sqlite3.connect(f"file:{REGION}?mode=ro&immutable=1", uri=True) as database:
        return database.execute(query).fetchall()


def mercator(longitude, latitude):
    return (longitude + 180) / 360, 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)


def find_inside(answer_card):
    """A place that lies in the area a question is about, or None."""
    area = answer_card.split(":", 1)[1]
    for (geometry,) in region(f"SELECT geom FROM place WHERE admin_area = '{area}' ORDER BY fid LIMIT 1"):
        return struct.unpack_from("<dd", geometry, len(geometry) - 16)
    return None


def map_point(ibar, longitude, latitude):
    """Where a position is on the blind map, which shows all municipalities as large as they fit."""
    blind = next(node for node in quiz_window(ibar).walk() if node.name == "Blind map")
    left, top, width, height = blind.extents()
    ((west, east, south, north),) = region("SELECT min(minx), max(maxx), min(miny), max(maxy) FROM rtree_admin_area_geom")
    (x0, y1), (x1, y0) = mercator(west, south), mercator(east, north)
    span = 1.15 * max((x1 - x0) / width, (y1 - y0) / height)
    x, y = mercator(longitude, latitude)
    return left + width / 2 + (x - (x0 + x1) / 2) / span, top + height / 2 + (y - (y0 + y1) / 2) / span


def click_in_quiz(ibar, x, y):
    """The quiz's window stands in the corner of the screen; its coordinates begin inside the frame it draws."""
    window = quiz_window(ibar)
    place = ibar.geometry(ibar.xdotool("search", "--onlyvisible", "--name", f"^{window.name}$")[-1])
    inner = window.extents()
    ibar.need_positions()
    ibar.click_at(int(place["X"]) + (int(place["WIDTH"]) - inner[2]) // 2 + round(x),
                  int(place["Y"]) + (int(place["HEIGHT"]) - inner[3]) // 2 + round(y))


def click_button(ibar, name):
    button = find(ibar, Atspi.Role.PUSH_BUTTON, name)
    before = None

    def still():
        nonlocal before
        now = button.extents()
        steady, before = now == before, now
        return steady
    wait_for(still, f"{button} to stand still")
    click_in_quiz(ibar, *button.center())


def test_by_mouse():
    n_found = 0
    with Ibar() as ibar:
        questions = open_quiz(ibar, "5")  # it asks to find one area with places in it, and one without
        click_button(ibar, "Start")
        for number, question in enumerate(questions, 1):
            wait_text(ibar, f"Question {number} of 10", question["prompt"])
            place = find_inside(question["card"]) if question["kind"] == "find" else None
            if place:
                click_in_quiz(ibar, *map_point(ibar, *place))
                n_found += 1
            elif question["kind"] == "find":
                click_button(ibar, "Show the Answer")
            else:
                click_button(ibar, question["choices"][question["right"]])
            wait_text(ibar, "✓ Right" if place or question["kind"] != "find" else "✗ The answer")
            if number < 10:
                click_button(ibar, "Next")
        if n_found == 0:
            raise Failure("no question was answered on the map")


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
