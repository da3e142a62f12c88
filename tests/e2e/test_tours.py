#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a teacher does: gives a tour by the keyboard alone, and finds the window afterwards as it was."""

import os
import re
import shutil
import sys
import tempfile

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import COLLECTION, Atspi, Ibar, ask, wait_for


def steps(tour):
    """The headings of a tour, as the shell tells them."""
    return re.findall(r"(?m)^## (.*)$", ask("story", "show", tour))


def open_tour(ibar):
    ibar.wait_text(r"131 of 131 events")
    ibar.focus_window()
    ibar.key("ctrl+t")
    ibar.find(Atspi.Role.PUSH_BUTTON, name="Present “May 2023 in northern Kosovo”")
    row = ibar.find(Atspi.Role.LIST_ITEM, containing="May 2023 in northern Kosovo")
    for _ in range(20):
        if any(node.focused for node in row.walk()):
            break
        ibar.key("Tab")
    ibar.key("Return")
    ibar.wait_text(r"1 of 15")


def test_keyboard():
    headings = steps("may-2023")
    with Ibar() as ibar:
        open_tour(ibar)
        for number, heading in enumerate(headings[1:], start=2):
            ibar.key("Next")
            ibar.wait_text(rf"{number} of {len(headings)}")
            ibar.wait_text(re.escape(heading))
        ibar.key("Next")  # there is no more
        ibar.key("Prior")
        ibar.wait_text(rf"{len(headings) - 1} of {len(headings)}")
        ibar.key("Home")
        ibar.wait_text(r"1 of 15")
        ibar.key("o")
        ibar.find(Atspi.Role.LIST, name="All Steps")
        ibar.key("Down", "Down", "Return")
        ibar.wait_text(r"3 of 15")
        ibar.key("Escape")
        ibar.wait_text(r"131 of 131 events")


def test_new_tour():
    """The editor that the list opens can be typed into, and the map behind it be moved."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mine.gpkg")
        shutil.copyfile(COLLECTION, path)
        with Ibar(path) as ibar:
            ibar.wait_text(r"131 of 131 events")
            ibar.focus_window()
            ibar.key("ctrl+t")
            ibar.find(Atspi.Role.PUSH_BUTTON, name=re.compile("New$")).act()
            ibar.find(Atspi.Role.TEXT, name="Tour")
            wait_for(lambda: not any(window.name == "Tours" for window in ibar.windows()), "the list to go")
            ibar.focus_window()
            ibar.key("ctrl+a")
            ibar.type("Along the river")
            ibar.find(Atspi.Role.PUSH_BUTTON, name=re.compile("Add the Present View as a Step$")).act()
            wait_for(lambda: "Along the river" in ask("story", "list", path), "the tour in the file")
            ibar.find(Atspi.Role.LIST_ITEM, containing="1")


def test_notes_stay_apart():
    with Ibar() as ibar:
        open_tour(ibar)
        ibar.wait_no_text(r"The agency is not named")
        ibar.key("n")
        ibar.wait_text(r"The agency is not named")
        wait_for(lambda: len(ibar.windows()) == 2, "a window of their own for the notes")


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
