#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an explorer does: narrow, point, read, search; and the window, the shell and plain SQL give the same answers."""

import json
import math
import os
import re
import sys

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "harness")]
import tap
from ibar_e2e import Atspi, Failure, Ibar, ask, sql, wait_for

CLASH = "KFOR soldiers and Serb protesters injured at Zvečan municipal building"
KFOR = """WITH RECURSIVE family(fid) AS (
  SELECT fid FROM actor WHERE id = 'kfor' UNION SELECT actor.fid FROM actor JOIN family ON actor.parent_fid = family.fid)"""


# --- what plain SQL says --------------------------------------------------------------------------------

def last_day(date):
    """The last day a date may mean: 2023, 2023-05 and 2023-05-29 are all written in the file."""
    return date + "9999-12-31"[len(date):] if len(date) < 10 else date


def titles_in_sql(where, dates=None, *values):
    rows = sql(f"{KFOR} SELECT title, date_start, coalesce(date_end, date_start) FROM event WHERE {where}", *values)
    if dates:
        rows = [row for row in rows if row[1] and row[1] <= dates[1] and last_day(row[2] or row[1]) >= dates[0]]
    return sorted(row[0] for row in rows)


def titles_in_shell(filter_text):
    return sorted(event["title"] for event in events_in_shell(filter_text))


def events_in_shell(filter_text):
    answer = json.loads(ask("list", "--filter", filter_text, "--format", "json"))
    return answer["events"] if isinstance(answer, dict) else answer


# --- what the window says ---------------------------------------------------------------------------------

def event_list(ibar):
    ibar.need_positions()
    return ibar.find(Atspi.Role.LIST, name="Events")


def titles_in_window(ibar, among):
    """Titles of the rows of the list; a row's name is title, date, place."""
    names = [row.name for row in event_list(ibar).children()]
    found = []
    for name in names:
        title = max((t for t in among if name.startswith(t)), key=len, default=None)
        if title is None:
            raise Failure(f"a row that is no event: {name}")
        found.append(title)
    return sorted(found)


def count_in_title(ibar):
    return tuple(map(int, ibar.wait_text(r"(\d+) of (\d+) events").groups()))


def narrow(ibar, count):
    ibar.wait_text(rf"(?m)^{count} of 131 events$")


def write_date(ibar, end, text):
    entry = ibar.find(Atspi.Role.TEXT, name=end)
    ibar.click(entry)
    ibar.key("ctrl+a")
    ibar.type(text)
    ibar.key("Return")


def filter_kfor_last_week_of_may(ibar):
    ibar.click(ibar.find(name=re.compile(r"^KFOR, 42 events")))
    narrow(ibar, 42)
    write_date(ibar, "From", "2023-05-25")
    ibar.wait_no_text(r"(?m)^42 of 131 events$")  # a date that is read moves the entries below by a little
    write_date(ibar, "To", "2023-05-31")


def mercator(latitude):
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def position_said(ibar):
    return re.search(r"(?m)^(-?\d+\.\d+), (-?\d+\.\d+)$", ibar.text_everywhere())


def position_at(ibar, x, y):
    """What the status line says once the pointer has come there."""
    before = position_said(ibar)
    before = before and before.group(0)
    ibar.move(x, y)

    def read():
        found = position_said(ibar)
        return found and found.group(0) != before and found
    found = wait_for(read, "another position below the pointer")
    return float(found.group(1)), float(found.group(2))


def point_on_map(ibar, latitude, longitude):
    """Where a position is on the screen, found as a person would: by what the status line says at two points."""
    x, y, width, height = ibar.find(name="Map").extents()
    points = []
    for part in (0.25, 0.5):
        at = ibar.on_screen(x + int(width * part), y + int(height * part))
        north, east = position_at(ibar, *at)
        points.append((at, east, mercator(north)))
    (a, east_a, north_a), (b, east_b, north_b) = points
    return (round(a[0] + (longitude - east_a) / (east_b - east_a) * (b[0] - a[0])),
            round(a[1] + (mercator(latitude) - north_a) / (north_b - north_a) * (b[1] - a[1])))


def open_clash(ibar):
    ibar.wait_text(re.escape(CLASH))
    row = ibar.find(Atspi.Role.LIST_ITEM, containing=CLASH)
    ibar.click(row)


def assert_clash_page(ibar):
    """30 injured, 11 and 19 inside it, and every source."""
    ibar.wait_text("Back to the list")
    text = ibar.wait_text(rf"(?s).*{re.escape(CLASH)}.*").group(0)
    for figure in ("30", "11", "19"):
        if not re.search(rf"(?m)\b{figure}\b", text):
            raise Failure(f"the page does not say {figure}:\n{text}")
    missing = [publisher for (publisher,) in sql(
        """SELECT publisher FROM source JOIN event_source ON source_fid = source.fid JOIN event ON event_fid = event.fid
           WHERE event.id = 'NK-20230529-01'""") if publisher not in text]
    if missing:
        raise Failure(f"the page does not name the sources {missing}:\n{text}")


# --- the tests --------------------------------------------------------------------------------------------

def test_starts_with_the_north():
    with Ibar() as ibar:
        assert count_in_title(ibar) == (131, 131)
        ibar.wait_text("Northern Kosovo, 1999–2025")
        ibar.wait_text("© OpenStreetMap contributors")
        ibar.find(name="Map")
        ibar.find(name="Timeline")
        assert len(event_list(ibar).children()) > 10


def test_kfor_in_the_last_week_of_may():
    wanted = titles_in_sql("fid IN (SELECT event_fid FROM event_actor JOIN family ON actor_fid = family.fid)",
                           ("2023-05-25", "2023-05-31"))
    assert CLASH in wanted
    assert titles_in_shell("date:2023-05-25..2023-05-31 actor:kfor") == wanted
    with Ibar() as ibar:
        filter_kfor_last_week_of_may(ibar)
        narrow(ibar, len(wanted))
        wait_for(lambda: titles_in_window(ibar, wanted) == wanted, f"the list to show {wanted}")


def test_the_clash_in_zvecan_on_the_map():
    (latitude, longitude), = sql("""SELECT miny, minx FROM rtree_place_geom JOIN place ON fid = rtree_place_geom.id
                                    WHERE place.id = 'zvecan_hall'""")
    with Ibar() as ibar:
        filter_kfor_last_week_of_may(ibar)
        ibar.wait_text(re.escape(CLASH))
        ibar.click_at(*point_on_map(ibar, latitude, longitude))
        assert_clash_page(ibar)


def test_clear_and_search_without_accents():
    wanted = titles_in_shell("zvecan")
    # Every title or place that names it must be there; the shell's own index says which words count.
    assert CLASH in wanted and len(wanted) > 5
    assert titles_in_shell("Zveçan") == wanted
    with Ibar() as ibar:
        filter_kfor_last_week_of_may(ibar)
        ibar.wait_text(re.escape(CLASH))
        ibar.key("ctrl+shift+Delete")
        narrow(ibar, 131)
        ibar.key("ctrl+f")
        ibar.type("zvecan")
        ibar.key("Return")
        narrow(ibar, len(wanted))
        wait_for(lambda: titles_in_window(ibar, wanted) == wanted, f"the list to show {wanted}")


def test_a_row_opens_the_page_and_back():
    with Ibar("--filter", "date:2023-05-25..2023-05-31 actor:kfor") as ibar:
        open_clash(ibar)
        assert_clash_page(ibar)
        ibar.click(ibar.find(Atspi.Role.PUSH_BUTTON, name="Back to the list"))
        wait_for(lambda: not event_list(ibar).covered, "the list on top")


def open_focused_row(ibar):
    """Return on it, as the keyboard does; its name."""
    row = wait_for(lambda: next(ibar.nodes(Atspi.Role.LIST_ITEM, where=lambda node: node.focused), None), "a row with the focus")
    name = row.name
    ibar.key("Return")
    ibar.wait_text("Back to the list")
    return name


def assert_focus_on_row(ibar, wanted):
    """Nothing but the list on top, and the keyboard on a row of it."""
    wait_for(lambda: not event_list(ibar).covered, "the list on top")
    wait_for(lambda: any(wanted(row.name) for row in event_list(ibar).children() if row.focused), "the focus on its row")


def test_escape_goes_back_to_the_row():
    """From the page to the row it was opened from, to the row of the event read last, or to the first, or above no rows."""
    with Ibar("--filter", "date:2023-05-25..2023-05-31") as ibar:
        ibar.wait_text(re.escape(CLASH))
        open_clash(ibar)
        ibar.wait_text("Back to the list")
        ibar.key("Escape")
        assert_focus_on_row(ibar, lambda name: name.startswith(CLASH))
        ibar.key("Down", "Down")
        assert_focus_on_row(ibar, lambda name: not name.startswith(CLASH))
        below = open_focused_row(ibar)
        ibar.key("Escape")
        assert_focus_on_row(ibar, lambda name: name == below)
        open_focused_row(ibar)
        ibar.key("alt+Up", "alt+Up")
        ibar.wait_text(re.escape(CLASH))
        ibar.key("Escape")
        assert_focus_on_row(ibar, lambda name: name.startswith(CLASH))


def test_back_to_a_list_that_has_changed():
    """The event is where it now is; gone, the first row has the keyboard; without rows, what stands above them."""
    riots = titles_in_shell("date:2011 type:riot")
    with Ibar("--select", "NK-20230529-01") as ibar:
        def narrow_and_go_back(filter_text):
            ibar.key("ctrl+shift+Delete")
            narrow(ibar, 131)
            ibar.key("ctrl+f")
            ibar.type(filter_text)
            ibar.key("Return")
            narrow(ibar, len(events_in_shell(filter_text)))
            ibar.click(ibar.find(Atspi.Role.PUSH_BUTTON, name="Back to the list"))
        ibar.wait_text("Back to the list")
        narrow_and_go_back("date:2023-05..2023-06")
        assert_focus_on_row(ibar, lambda name: name.startswith(CLASH))
        open_focused_row(ibar)
        narrow_and_go_back("date:2011 type:riot")
        assert_focus_on_row(ibar, lambda name: name == event_list(ibar).children()[0].name and name.startswith(tuple(riots)))
        open_focused_row(ibar)
        narrow_and_go_back("date:1999-01-01")
        wait_for(lambda: any(node.focused for node in ibar.nodes(name="Go to a date")), "the focus above the rows that are not there")


def test_window_shell_and_sql_agree():
    every = [title for (title,) in sql("SELECT title FROM event")]
    questions = {
        "type:riot": titles_in_sql("type_fid = (SELECT fid FROM event_type WHERE id = 'riot')"),
        "confidence:medium": titles_in_sql("confidence = 'medium'"),
        'in:"Zubin Potok"': titles_in_sql("place_fid IN (SELECT fid FROM place WHERE municipality = 'Zubin Potok')"),
        "date:2004": titles_in_sql("1", ("2004-01-01", "2004-12-31")),
        "actor:eulex": titles_in_sql("""fid IN (SELECT event_fid FROM event_actor JOIN actor ON actor_fid = actor.fid
                                        WHERE actor.id = 'eulex')"""),
    }
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        for question, wanted in questions.items():
            assert wanted, question
            assert titles_in_shell(question) == wanted, (question, titles_in_shell(question), wanted)
            ibar.key("ctrl+f", "ctrl+a")
            ibar.type(question)
            ibar.key("Return")
            narrow(ibar, len(wanted))
            wait_for(lambda: titles_in_window(ibar, every) == wanted, f"{question}: {wanted}")
            ibar.key("ctrl+shift+Delete")
            narrow(ibar, 131)


def test_nonsense_dates_are_told():
    with Ibar() as ibar:
        ibar.wait_text("131 of 131")
        write_date(ibar, "From", "2023-02-31")
        ibar.wait_text("There is no 31 February 2023")
        narrow(ibar, 131)


if __name__ == "__main__":
    sys.exit(tap.run(globals()))
