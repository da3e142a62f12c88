#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a report writer does: open the composer, draw on the map by keys and by mouse, undo, and open a figure again."""

import os
import sys
import tempfile

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import INTERACTIVE, Atspi, Ibar, ask, wait_for

PREVIEW = "Preview of the figure"


def open_composer(ibar):
    """The preview, focused by keys alone."""
    ibar.key("ctrl+e")
    preview = ibar.find(name=PREVIEW)
    ibar.wait_text(r"Page 1 of \d")

    def focused():
        if preview.focused:
            return True
        ibar.key("Tab")
        return False
    wait_for(focused, "the preview to get the focus")
    return preview


def test_draw_by_keys():
    with Ibar("--filter", "date:2023") as ibar:
        ibar.wait_text("25 of 131 events")
        open_composer(ibar)
        ibar.key("t")
        ibar.wait_text("Click where the text shall stand")
        ibar.key("Right", "Right", "Return")
        ibar.wait_text(r"Text: Text\. Arrow keys move it")
        ibar.key("Delete")
        ibar.wait_text("press Space to select")
        ibar.key("ctrl+z")
        ibar.key("r")
        ibar.wait_text("Click the middle of the ring")
        ibar.key("Return", "shift+Right", "shift+Right", "Return")
        ibar.wait_text(r"Ring\. Arrow keys move it")
        ibar.key("Escape", "space")
        ibar.wait_text(r"(Mark|Label): ")


def test_draw_by_mouse():
    """A ring in one drag; a route whose last point is not clicked twice, but ended with Enter."""
    with Ibar("--filter", "date:2023") as ibar:
        ibar.wait_text("25 of 131 events")
        preview = open_composer(ibar)
        x, y = preview.center()
        ibar.key("r")
        ibar.wait_text("Click the middle of the ring")
        ibar.xdotool("mousemove", str(x), str(y - 100), "mousedown", "1")
        for step in range(1, 6):
            ibar.xdotool("mousemove", str(x + 6 * step), str(y - 100))
        ibar.xdotool("mouseup", "1")
        ibar.wait_text(r"Ring\. Arrow keys move it")
        ibar.key("Escape", "u")
        ibar.wait_text("Click point after point")
        for dx in 0, 40, 80:
            ibar.click_at(x + dx, y - 60)
        ibar.key("Return")
        ibar.wait_text(r"Route\. Arrow keys move it")


def test_rows_by_keys():
    """Every setting has a name; a text counts when the focus goes on, and Escape takes it back."""
    with Ibar("--filter", "date:2023") as ibar:
        ibar.wait_text("25 of 131 events")
        open_composer(ibar)
        window = next(window for window in ibar.windows() if window.name == "Figure")
        for node in window.walk():
            if node.role in INTERACTIVE - {Atspi.Role.LIST_ITEM} and node.has(Atspi.StateType.FOCUSABLE):
                assert node.name and not node.name.startswith("Gtk"), str(node)
        ibar.need_positions()
        undo = ibar.find(name="Undo")
        margins = ibar.find(name="Margins")
        assert margins.text == "15mm", margins.text
        assert not undo.has(Atspi.StateType.SENSITIVE)
        ibar.click(margins)
        ibar.key("ctrl+a")
        ibar.type("20mm")
        ibar.key("Escape")
        wait_for(lambda: margins.text == "15mm", "the margins to be as before")
        assert not undo.has(Atspi.StateType.SENSITIVE)
        ibar.key("ctrl+a")
        ibar.type("20 mm")
        ibar.key("Tab", "Tab")  # to the row's own button, and on
        wait_for(lambda: margins.text == "20mm", "the margins to be taken over")
        wait_for(lambda: undo.has(Atspi.StateType.SENSITIVE), "a step to undo")
        size = ibar.find(name="Size")
        assert size.description == "A4", size.description


def test_export_is_offered():
    with Ibar() as ibar:
        ibar.wait_text("131 of 131 events|131 events")
        open_composer(ibar)
        for name in "Undo", "Redo", "Export…", "Menu", "Preset", "Show on the map":
            ibar.find(name=name)


def test_open_a_figure():
    with tempfile.TemporaryDirectory() as folder:
        for suffix in "png", "svg", "pdf":
            path = os.path.join(folder, "figure." + suffix)
            ask("render", "-q", "--filter", "type:riot", "--dpi", "40", "-o", path)
            with Ibar(path) as ibar:
                ibar.wait_text("23 of 131 events")


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
