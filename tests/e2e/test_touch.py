#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""Fingers on the map: one moves it, two zoom and turn it, one that stays opens the menu of a place. On the timeline two zoom
the axis, and one draws a window."""

import os
import re
import sys

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import Atspi, Ibar, wait_for
from touch import Panel

MIDDLE = (600, 330)


def outside(ibar):
    return int(re.search(r"(\d+) outside the map", ibar.text_everywhere()).group(1))


def bar(ibar):
    """How long the scale's bar is [m]: what is said of it is enough for all that is beyond."""
    said = ibar.find(name=re.compile("^Scale: the bar is")).name
    length, unit = re.search(r"the bar is ([\d.,]+)\s*(k?m)", said).groups()
    return float(length.replace(",", "")) * (1000 if unit == "km" else 1)


def test_fingers():
    # Not quiet: the libraries of OpenGL complain of a card that is none.
    with Panel() as panel, Ibar(quiet=False) as ibar:
        ibar.wait_text("131 of 131")
        before = outside(ibar)
        panel.drag(*MIDDLE, MIDDLE[0] - 250, MIDDLE[1] - 150)
        wait_for(lambda: outside(ibar) > before, "events that were dragged out of the map")
        panel.drag(MIDDLE[0] - 250, MIDDLE[1] - 150, *MIDDLE)
        wait_for(lambda: outside(ibar) == before, "the events back on the map")
        length = bar(ibar)
        panel.pinch(*MIDDLE, 100, 360)
        wait_for(lambda: bar(ibar) < length, "a larger scale")
        panel.pinch(*MIDDLE, 360, 100)
        wait_for(lambda: bar(ibar) >= length, "the scale of before")
        # Turned either way, what is below the corners is another; a little is no turn.
        panel.pinch(*MIDDLE, 100, 250)
        upright = outside(ibar)
        for angle in (0.7, -0.7):
            panel.pinch(*MIDDLE, 300, 300, angle)
            wait_for(lambda: outside(ibar) != upright, f"a map turned by {angle} rad")
            panel.pinch(*MIDDLE, 300, 300, 0.1 - angle)
            wait_for(lambda: outside(ibar) == upright, "north up again")
        panel.pinch(*MIDDLE, 250, 100)
        panel.hold(MIDDLE[0] - 120, MIDDLE[1] + 150)
        ibar.find(name="Measure from here")
        ibar.wait_text("131 of 131")


def test_fingers_on_the_timeline():
    with Panel() as panel, Ibar(quiet=False) as ibar:
        ibar.wait_text("131 of 131")
        x, y, width, height = ibar.find(name="Timeline").extents()
        middle = ibar.on_screen(x + width // 2, y + height // 2)
        last = ibar.find(Atspi.Role.SLIDER, name="Last day shown")

        def step():
            """What a bar is: a step of playback is as long."""
            ibar.find(Atspi.Role.PUSH_BUTTON, name="Show all dates").act()
            wait_for(lambda: last.description == "To the last", "all dates")
            ibar.find(Atspi.Role.PUSH_BUTTON, name="One step forward").act()
            return wait_for(lambda: last.description != "To the last" and last.description, "a step")
        panel.drag(middle[0] - 100, middle[1], middle[0] + 100, middle[1])
        wait_for(lambda: last.description.startswith("31 December 20"), "a window of years")
        wait_for(lambda: step() == "31 December 1999", "bars of years")
        panel.pinch(*middle, 60, 460)
        wait_for(lambda: last.description == "31 December 1999", "the dates to stay as they are")
        wait_for(lambda: step() == "30 June 1999", "bars of months")
        panel.pinch(*middle, 460, 60)
        wait_for(lambda: step() == "31 December 1999", "bars of years again")
        handle = ibar.on_screen(x, y - 4)  # between map and timeline
        panel.drag(*handle, handle[0], handle[1] - 80)
        wait_for(lambda: ibar.find(name="Timeline").extents()[1] < y - 40, "a higher timeline")


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
