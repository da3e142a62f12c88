#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything has a name, everything can be reached by keyboard, and everything comes back."""

import os
import re
import sys

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import INTERACTIVE, Atspi, Failure, Ibar, wait_for

# GTK names what has no name after its own type: that is no name. The button inside a combo box is spoken as that.
TYPE_NAME = re.compile(r"^((Gtk|Adw|Ibar|Shumate)[A-Z]\w*)?$")


def unnamed(ibar):
    bad = []

    def look(node, inside_combo):
        if node.role in INTERACTIVE and not inside_combo and TYPE_NAME.match(node.name):
            bad.append(f"{node} at {node.extents()}")
        for child in node.children():
            if child.showing:
                look(child, inside_combo or node.role == Atspi.Role.COMBO_BOX)
    for window in ibar.windows():
        look(window, False)
    return bad


def assert_all_named(ibar, where):
    bad = unnamed(ibar)
    assert not bad, f"{where}: no accessible name:\n" + "\n".join(bad)


def test_every_control_has_a_name():
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        assert_all_named(ibar, "start")
        for button in ("Names", "Main Menu", "Map tools", "In view", "Timeline options"):
            ibar.click(ibar.find(Atspi.Role.PUSH_BUTTON, name=button))
            assert_all_named(ibar, button)
            ibar.key("Escape")


def test_the_pages_controls_have_names():
    with Ibar("--select", "NK-20230529-01") as ibar:
        ibar.wait_text("Back to the list")
        assert_all_named(ibar, "event page")


def test_tab_reaches_every_part():
    """Around the window: filters, map, timeline, list, header."""
    missing = {"search": r"^Search", "dates": r"^(From|To)", "actors": r"^KFOR, 42", "map": r"^Map\b|^Zoom in",
               "timeline": r"^First day shown|^Play through time", "list": r"^Serb List wins|^Events$"}
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        seen = []
        listener = Atspi.EventListener.new(lambda event: seen.append(event.source.get_name() or "") if event.detail1 else None)
        listener.register("object:state-changed:focused")
        for _ in range(200):
            before = len(seen)
            # On the map, Tab walks the marks in view before it goes on: more presses than there can be marks.
            ibar.key(*["Tab"] * (40 if seen and seen[-1] == "Map" else 1))
            wait_for(lambda: len(seen) > before, f"the focus to move on from {seen[-3:]}")
            missing = {part: name for part, name in missing.items() if not any(re.search(name, s) for s in seen[before:])}
            if not missing:
                break
        listener.deregister("object:state-changed:focused")
        if missing:
            raise Failure(f"Tab never reached {list(missing)}; it went through {seen}")


def test_keyboard_alone_finds_the_clash():
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        ibar.key("ctrl+f")
        ibar.type("actor:kfor date:2023-05-29")
        ibar.key("Return")
        ibar.wait_text(r"(?m)^[1-9] of 131 events$")
        ibar.key("alt+Down")
        ibar.wait_text("Back to the list")
        ibar.key("alt+Left")
        ibar.key("ctrl+shift+Delete")
        ibar.wait_text(r"(?m)^131 of 131 events$")
        ibar.key("ctrl+question")
        wait_for(lambda: len(ibar.windows()) > 1, "the shortcuts")
        ibar.key("Escape")


def test_escape_closes_the_saved_views():
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        ibar.key("ctrl+shift+d")
        wait_for(lambda: len(ibar.windows()) > 1, "the saved views")
        ibar.key("Escape")
        wait_for(lambda: len(ibar.windows()) == 1, "the window alone")


def test_state_comes_back():
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        ibar.key("ctrl+f")
        ibar.type("type:riot")
        ibar.key("Return")
        ibar.wait_text(r"(?m)^23 of 131 events$")
        ibar.key("shift+F9")
        wait_for(lambda: not list(ibar.nodes(name="Details", where=lambda n: n.role == Atspi.Role.PANEL)), "the details to fold")
        assert ibar.close() == 0
        home = ibar.home
    with Ibar(home=home) as ibar:
        ibar.wait_text(r"(?m)^23 of 131 events$")
        assert not list(ibar.nodes(name="Details", where=lambda n: n.role == Atspi.Role.PANEL)), "the details came back"


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
