#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""The map for those who cannot see it or use no mouse: what a screen reader is told, what the keys do, and that the
walk over the marks, the list of what is in view and plain SQL agree."""

import math
import os
import re
import sys

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import Atspi, Failure, Ibar, sql, wait_for

STEPS = 200  # more marks than any view has
POSITION = re.compile(r"(?m)^(-?\d+\.\d+), (-?\d+\.\d+)$")


def the_map(ibar):
    """Found once: looking through the whole window for it at every key takes longer than the key."""
    if not hasattr(ibar, "map"):
        ibar.map = ibar.find(name="Map")
    return ibar.map


def focus_map(ibar):
    """By keyboard: the map comes after its buttons."""
    if the_map(ibar).focused:
        return
    ibar.click(ibar.find(Atspi.Role.PUSH_BUTTON, name="In view"))
    ibar.find(Atspi.Role.LIST, name="Events and places in view")
    ibar.key("Escape")
    ibar.wait_no_text("^Events and places in view$")
    ibar.key("Tab")
    wait_for(lambda: the_map(ibar).focused, "the focus on the map")


def press(ibar, key):
    """What the map says of itself after a key that must change it."""
    before = the_map(ibar).description
    ibar.key(key)
    wait_for(lambda: the_map(ibar).description != before or not the_map(ibar).focused, f"an answer to {key} after “{before}”")
    return the_map(ibar).description


def walk(ibar, key="Tab"):
    """What is said at every mark, until the focus leaves the map."""
    said = []
    for _ in range(STEPS):
        now = press(ibar, key)
        if not the_map(ibar).focused:
            return said
        said.append(now)
    raise Failure(f"the walk does not end: {said[-3:]}")


def in_view(ibar):
    """The list of the button that has the focus: (title, detail) of every row."""
    ibar.key("Return")
    rows = ibar.find(Atspi.Role.LIST, name="Events and places in view")
    wait_for(lambda: rows.children(), "rows in the list")
    found = [(row.name, row.description) for row in rows.children()]
    ibar.key("Escape")
    return found


def count_events(said):
    """12 events, or one event told by its title."""
    several = re.search(r"(\d+) events", said)
    return int(several.group(1)) if several else 1


def scale(ibar):
    if not hasattr(ibar, "scale"):
        ibar.scale = ibar.find(name=re.compile("^Scale: the bar is"))
    return ibar.scale.name


def test_walk_list_and_sql_agree():
    """With everything in view, the walk stops once at each mark of the list, in its order, and passes every placed event."""
    placed, = sql("SELECT count(*) FROM event JOIN place ON place_fid = place.fid WHERE place.geom IS NOT NULL")[0]
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        focus_map(ibar)
        for _ in range(12):
            ibar.key("minus")
        wait_for(lambda: re.search(r"\b[1-9]\d\d+ km", scale(ibar)), "a small scale")
        said = walk(ibar)
        assert said, "no mark"
        outside = re.search(r"(\d+) outside the map", ibar.text_everywhere())
        assert sum(map(count_events, said)) == placed - int(outside.group(1) if outside else 0), (placed, said)
        ibar.key("shift+Tab")
        wait_for(lambda: the_map(ibar).focused, "the focus back on the map")
        assert walk(ibar, "shift+Tab") == said[::-1]
        rows = in_view(ibar)
        assert [title for title, _ in rows[:len(said)]] == [s.split(". ")[0] for s in said], (rows, said)
        assert all("Seat" in detail for _, detail in rows[len(said):]), rows[len(said):]


def test_enter_opens_what_tab_stands_on():
    """Enter on a mark of several goes closer; on a single event it opens its page."""
    with Ibar("--filter", "date:2023-05-29 type:riot") as ibar:
        ibar.wait_text(r"(?m)^1 of 131 events$")
        title, = sql("SELECT title FROM event WHERE id = 'NK-20230529-01'")[0]
        focus_map(ibar)
        assert press(ibar, "Tab").startswith(title)
        ibar.key("Return")
        ibar.wait_text("Back to the list")
        ibar.wait_text(re.escape(title))
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        focus_map(ibar)
        for _ in range(STEPS):
            if re.match(r"\d+ events", press(ibar, "Tab")):  # of several places
                break
        together = count_events(the_map(ibar).description)
        press(ibar, "Return")  # it has come apart
        assert the_map(ibar).focused and count_events(the_map(ibar).description) != together


def test_keys_move_and_zoom():
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        x, y, width, height = the_map(ibar).extents()
        ibar.click_at(*ibar.on_screen(x + width // 2, y + height // 2))
        wait_for(lambda: the_map(ibar).focused, "the focus on the map")
        ibar.key("Escape")
        start = scale(ibar)
        for key, there, back in (("plus", "plus", "minus"), ("KP_Add", "KP_Add", "KP_Subtract")):
            ibar.key(there, there)
            wait_for(lambda: scale(ibar) != start, f"{key} to zoom")
            ibar.key(back, back)
            wait_for(lambda: scale(ibar) == start, f"{back} to zoom back")
        for key, axis, sign in (("Right", 1, 1), ("Left", 1, -1), ("Up", 0, 1), ("Down", 0, -1)):
            before = [float(number) for number in ibar.wait_text(POSITION).groups()]
            ibar.key(key)

            def moved():
                found = POSITION.search(ibar.text_everywhere())
                return found and (float(found.group(1 + axis)) - before[axis]) * sign > 0.005
            wait_for(moved, f"{key} to move the map from {before}")


def test_measuring_by_keyboard():
    """By the menu, arrows and Enter: the bar says a length, and an area once the ring is closed."""
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        focus_map(ibar)
        ibar.click(ibar.find(Atspi.Role.PUSH_BUTTON, name="Map tools"))
        ibar.find(Atspi.Role.MENU_ITEM, name=re.compile("^Measure"))
        ibar.key("m")
        wait_for(lambda: the_map(ibar).focused, "the focus on the map")
        ibar.key("Return", *["Right"] * 5, "Return", *["Down"] * 5, "Return")
        length = float(ibar.wait_text(r"(\d+\.\d+) km").group(1))
        assert length > 0.5, length
        ibar.key("c")
        ibar.wait_text(r"\d+(\.\d+)? km²")
        ibar.key("Escape")
        ibar.wait_no_text(r"km²")


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
