#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a report writer does: open the composer, draw on the map by keys and by mouse, undo, and open a figure again."""

import os
import sys
import tempfile

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import Ibar, ask, wait_for

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
