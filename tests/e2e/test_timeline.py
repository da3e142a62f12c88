#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""The timeline without a pointer: its scales, playback and options, as a screen reader hears them; and its window by mouse."""

import datetime
import os
import re
import sys

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import Atspi, Failure, Ibar, ask, wait_for

MENU_ITEMS = {Atspi.Role.MENU_ITEM, Atspi.Role.CHECK_MENU_ITEM, Atspi.Role.RADIO_MENU_ITEM}


def focused(ibar):
    return next((str(node) for node in ibar.nodes() if node.focused), None)


def tab_to(ibar, node, key="Tab"):
    """One control further: that Tab reaches the timeline from anywhere another test sees."""
    for _ in range(6):
        if node.focused:
            return node
        before = focused(ibar)
        ibar.key(key)
        wait_for(lambda: focused(ibar) not in (None, before), f"{key} to move the focus from {before}")
    raise Failure(f"{key} never reached {node}")


def focus_timeline(ibar):
    """Its options' button has the focus then."""
    ibar.click(ibar.find(Atspi.Role.PUSH_BUTTON, name="Timeline options"))
    ibar.wait_text("Steps a second|Half")
    ibar.key("Escape")
    ibar.wait_no_text("(?m)^Half$")


def listen(*kinds):
    """What is told from now on, as (kind, name), and how to stop that."""
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append((event.type, event.source.get_name() or "")))
    for kind in kinds:
        listener.register(kind)
    return heard, lambda: [listener.deregister(kind) for kind in kinds]


def events_of(ibar):
    return int(re.search(r"(?m)^(\d+) of 131 events$", ibar.text_everywhere()).group(1))


def test_the_timelines_scales_speak_dates():
    """Both ends of the window in time: heard as dates, moved by keys, told when they change."""
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        focus_timeline(ibar)
        described = "object:property-change:accessible-description"
        heard, stop = listen(described)
        for name, open_end, key in (("First day shown", "From the first", "Page_Up"), ("Last day shown", "To the last", "Page_Down")):
            scale = tab_to(ibar, ibar.find(Atspi.Role.SLIDER, name=name))
            assert scale.description == open_end, scale.description
            for _ in range(2):
                said = scale.description
                ibar.key(key)
                wait_for(lambda: scale.description != said, f"{name} to say another date")
                date = scale.description
                assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ (1999|20[0-2]\d)", date), date
                ibar.wait_text("(?m)^" + re.escape(date) + "$")  # seen as it is heard
            wait_for(lambda: (described, name) in heard, f"a word of the change of {name}")
        stop()
        wait_for(lambda: events_of(ibar) < 131, "fewer events")
        ibar.find(Atspi.Role.PUSH_BUTTON, name="Show all dates").act()
        ibar.wait_text(r"(?m)^131 of 131 events$")
        wait_for(lambda: ibar.find(Atspi.Role.SLIDER, name="First day shown").description == "From the first", "the open end")


def test_playback_by_keyboard():
    """Step forward and back, play and pause."""
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        focus_timeline(ibar)
        forward = ibar.find(Atspi.Role.PUSH_BUTTON, name="One step forward")
        play = ibar.find(Atspi.Role.PUSH_BUTTON, name="Play through time")
        back = ibar.find(Atspi.Role.PUSH_BUTTON, name="One step back")
        last = ibar.find(Atspi.Role.SLIDER, name="Last day shown")
        tab_to(ibar, forward, "shift+Tab")
        for year in (1999, 2000):
            ibar.key("space")
            wait_for(lambda: last.description == f"31 December {year}", f"the end of {year}")
        tab_to(ibar, play, "shift+Tab")
        ibar.key("space")
        wait_for(lambda: play.name == "Pause", "the button to say Pause")
        wait_for(lambda: last.description == "31 December 2002", "two steps by themselves")
        ibar.key("space")
        wait_for(lambda: play.name == "Play through time", "the button to say Play")
        paused = last.description
        tab_to(ibar, back, "shift+Tab")
        ibar.key("space")
        wait_for(lambda: int(last.description[-4:]) == int(paused[-4:]) - 1, "a year less")


def test_the_timelines_options():
    """Speed, growing window, what bars are made of, the strip of sources: named, reached and chosen by keys, and said."""
    wanted = ["Half", "One", "Two", "Four", "Keep what was shown before", "Show active sources", "Types of events", "Kinds of actors",
              "Zoom in", "Zoom out", "Show all years"]
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        button = ibar.find(Atspi.Role.PUSH_BUTTON, name="Timeline options")
        ibar.click(button)
        ibar.wait_text("(?m)^Half$")

        def options():
            return [node for node in ibar.nodes() if node.role in MENU_ITEMS]
        assert [node.says for node in options()] == wanted, [str(node) for node in options()]
        assert [node.says for node in options() if node.checked] == ["One", "Types of events"]
        ibar.key("Down", "Down", "Return")
        ibar.wait_no_text("(?m)^Half$")
        ibar.click(button)
        ibar.wait_text("(?m)^Half$")
        assert [node.says for node in options() if node.checked] != ["One", "Types of events"], "nothing was chosen"


def drag(ibar, start, end, y):
    """With the left button, from one place of a height to another."""
    start, end = ibar.on_screen(start, y), ibar.on_screen(end, y)
    ibar.move(*start)
    ibar.xdotool("mousedown", 1)
    for part in range(1, 9):
        ibar.move(start[0] + (end[0] - start[0]) * part // 8, end[1])
    ibar.xdotool("mouseup", 1)


def events_in_shell(dates):
    first, last = (datetime.datetime.strptime(date, "%d %B %Y").date() for date in dates)
    return len(ask("list", "--filter", f"date:{first}..{last}", "--format", "csv").splitlines()) - 1


def test_the_window_by_mouse():
    """Drawn, moved to the end and no further, a bar taken by a click, all again by two; the counts are those of the shell."""
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        x, y, width, height = ibar.find(name="Timeline").extents()
        scales = [ibar.find(Atspi.Role.SLIDER, name=name) for name in ("First day shown", "Last day shown")]

        def dates():
            return [scale.description for scale in scales]

        def settle(pattern):
            wait_for(lambda: re.fullmatch(pattern, " – ".join(dates())), f"the dates {pattern}")
            wait_for(lambda: events_of(ibar) == events_in_shell(dates()), f"as many events as the shell finds for {dates()}")
        at = [x + width * part // 10 for part in range(11)]
        middle = y + height // 2
        drag(ibar, at[4], at[6], middle)
        settle(r"1 January 20(0|1)\d – 31 December 201\d")
        drawn = [int(date[-4:]) for date in dates()]
        drag(ibar, at[5], at[5] + width, middle)
        settle(f"1 January {2025 - (drawn[1] - drawn[0])} – 31 December 2025")
        ibar.click_at(*ibar.on_screen(at[2], middle))
        settle(r"1 January (\d{4}) – 31 December \1")
        ibar.click_at(*ibar.on_screen(at[2], middle), times=2)
        wait_for(lambda: dates() == ["From the first", "To the last"], "all dates")
        ibar.wait_text(r"(?m)^131 of 131 events$")


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
