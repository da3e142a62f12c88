# SPDX-License-Identifier: GPL-3.0-or-later

"""Starts the real program and uses it as a person does: reads it through AT-SPI, clicks and types with xdotool.

Nothing sleeps. wait_for() asks a question again whenever the program tells the accessibility bus of a change, and every
POLL seconds besides, until the answer is yes or DEADLINE has passed; then it fails with what was there instead.

The screen has no window manager: a window stands at 0,0, so the window's coordinates are the screen's.
"""

import hashlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402
from tap import Skip  # noqa: E402

BUILD = os.environ.get("IBAR_BUILD_ROOT", "build")
PROGRAM = os.path.join(BUILD, "app", "ibar")
COLLECTION = os.path.join(BUILD, "data", "northern-kosovo.gpkg")
REGION = os.path.join(BUILD, "data", "region.gpkg")
APP_ID = "io.github.ibar_map.Ibar"

DEADLINE = 40  # [s], generous: a busy machine is slow, a broken program is silent
POLL = 50  # [ms]

# Roles a person can operate; each must say its name.
INTERACTIVE = {
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON, Atspi.Role.ENTRY,
    Atspi.Role.TEXT, Atspi.Role.PASSWORD_TEXT, Atspi.Role.SPIN_BUTTON, Atspi.Role.SLIDER, Atspi.Role.COMBO_BOX,
    Atspi.Role.LINK, Atspi.Role.MENU_ITEM, Atspi.Role.CHECK_MENU_ITEM, Atspi.Role.RADIO_MENU_ITEM, Atspi.Role.PAGE_TAB,
    Atspi.Role.LIST_ITEM, Atspi.Role.TREE_ITEM, Atspi.Role.SWITCH if hasattr(Atspi.Role, "SWITCH") else Atspi.Role.TOGGLE_BUTTON,
}

WINDOWS = {Atspi.Role.FRAME, Atspi.Role.DIALOG, Atspi.Role.ALERT, Atspi.Role.WINDOW}


class Failure(AssertionError):
    pass


# --- waiting ----------------------------------------------------------------------------------------

def _listen():
    """Any change the program announces wakes wait_for()."""
    listener = Atspi.EventListener.new(lambda event: None)
    for kind in ("object:state-changed", "object:text-changed", "object:children-changed", "object:property-change",
                 "window", "object:selection-changed"):
        listener.register(kind)
    return listener


_listener = _listen()


# What a question to a widget that went away meanwhile ends in; libatspi sometimes answers nothing and sets no error,
# which Python tells as a SystemError.
GONE = (GLib.Error, SystemError)


def wait_for(question, what, deadline=DEADLINE):
    """question()'s first true answer. GONE means "not now"."""
    end = time.monotonic() + deadline
    context = GLib.MainContext.default()
    while True:
        try:
            answer = question()
        except GONE:
            answer = None
        if answer:
            return answer
        if time.monotonic() > end:
            raise Failure(f"waited {deadline} s in vain for: {what}")
        timer = GLib.timeout_source_new(POLL)
        timer.set_callback(lambda *_: GLib.SOURCE_REMOVE)
        timer.attach(context)
        context.iteration(True)
        timer.destroy()


# --- the accessible tree ------------------------------------------------------------------------------

class Node:
    """One widget as a screen reader sees it."""

    def __init__(self, accessible):
        self.accessible = accessible

    @property
    def name(self):
        return self.accessible.get_name() or ""

    @property
    def description(self):
        return self.accessible.get_description() or ""

    @property
    def role(self):
        return self.accessible.get_role()

    @property
    def role_name(self):
        return self.accessible.get_role_name()

    def has(self, state):
        return self.accessible.get_state_set().contains(state)

    @property
    def showing(self):
        """Visible and given room. GTK 4.8 says SHOWING of windows only, and keeps the room of a page that a stack has
        turned away: ask covered where that matters."""
        if not self.has(Atspi.StateType.VISIBLE):
            return False
        component = self.accessible.get_component_iface()
        if component is None:
            return True
        box = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
        return box.width > 0 and box.height > 0

    @property
    def covered(self):
        """Whether a click in its middle would reach something else. The toolkit does not say what is in some of its
        own widgets (an entry's text): nothing is no answer."""
        window = self
        while window.role not in WINDOWS:
            window = Node(window.accessible.get_parent())
        x, y = self.center()
        hit = Atspi.Component.get_accessible_at_point(window.accessible.get_component_iface(), x, y, Atspi.CoordType.WINDOW)
        if hit is None:
            return False
        while hit is not None:
            if hit == self.accessible:
                return False
            hit = hit.get_parent()
        return True

    @property
    def checked(self):
        return self.has(Atspi.StateType.CHECKED) or self.has(Atspi.StateType.PRESSED)

    @property
    def focused(self):
        return self.has(Atspi.StateType.FOCUSED)

    @property
    def text(self):
        interface = self.accessible.get_text_iface()
        if interface is None:
            return ""
        return Atspi.Text.get_text(interface, 0, Atspi.Text.get_character_count(interface))

    @property
    def says(self):
        """All one can read on it: name, else text."""
        return self.name or self.text

    def children(self):
        return [Node(child) for child in (self.accessible.get_child_at_index(i)
                                          for i in range(self.accessible.get_child_count())) if child is not None]

    def walk(self, only_showing=True):
        """Itself and everything in it, in reading order."""
        yield self
        for child in self.children():
            try:
                if not only_showing or child.showing:
                    yield from child.walk(only_showing)
            except GONE:
                continue

    def extents(self):
        box = Atspi.Component.get_extents(self.accessible.get_component_iface(), Atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    def center(self):
        """In its window."""
        x, y, width, height = self.extents()
        return x + width // 2, y + height // 2

    def act(self):
        """Its default action, as assistive technology asks for it."""
        interface = self.accessible.get_action_iface()
        if interface is None or Atspi.Action.get_n_actions(interface) == 0:
            raise Failure(f"{self} has no action")
        Atspi.Action.do_action(interface, 0)

    def __str__(self):
        return f"{self.role_name} “{self.says}”"


def describe_tree(node, depth=0):
    lines = []
    try:
        extents = node.extents() if node.accessible.get_component_iface() else ""
        lines.append(f"{'  ' * depth}{node.role_name} “{node.says[:100]}” {extents}")
        for child in node.children():
            if child.showing:
                lines += describe_tree(child, depth + 1)
    except GLib.Error:
        pass
    return lines


# --- the program --------------------------------------------------------------------------------------

class Ibar:
    """A running program. `with Ibar() as ibar:` ends it, and fails if it wrote anything on stderr."""

    def __init__(self, *arguments, home=None, quiet=True, environment=None):
        self.home = home or tempfile.mkdtemp(prefix="ibar-e2e-", dir=os.environ.get("HOME"))
        self.quiet = quiet
        self.arguments = arguments
        self.extra = environment or {}
        self.process = None
        self.window = None  # the first one's number on the screen

    def environment(self):
        folders = {f"XDG_{name}_HOME": os.path.join(self.home, name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        for folder in folders.values():
            os.makedirs(folder, exist_ok=True)
        settings = {
            **os.environ, **folders,
            "HOME": self.home,
            "GSETTINGS_BACKEND": "keyfile",
            "GSETTINGS_SCHEMA_DIR": os.path.join(BUILD, "data"),
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "atspi",
            "GTK_ENABLE_ANIMATIONS": "0",
            **self.extra,
        }
        settings.pop("G_DEBUG", None)
        return settings

    def __enter__(self):
        self.stderr_path = os.path.join(self.home, "stderr.txt")
        with open(self.stderr_path, "w", encoding="utf-8") as stderr:
            self.process = subprocess.Popen([PROGRAM, *self.arguments], env=self.environment(), stderr=stderr,
                                            stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        try:
            self.root = wait_for(self._find_root, "the program on the accessibility bus")
            wait_for(lambda: self.windows(), "a window")
            self.focus_window()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind, value, trace):
        if value is not None:
            print(f"# status {self.process.poll()}, stderr: {self.stderr()}", file=sys.stderr)
            print("\n".join("# " + line for line in self.describe()), file=sys.stderr)
            self.save_picture(os.path.join(BUILD, "meson-logs", "e2e-failure.png"))
        self._end()
        said = self.stderr()
        if value is None and self.quiet and said:
            raise Failure(f"the program wrote on stderr:\n{said}")

    def _end(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def _find_root(self):
        if self.process.poll() is not None:
            raise Failure(f"the program ended with {self.process.returncode}: {self.stderr()}")
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                # The toolkit of the floor does not tell of every change: nothing is remembered here.
                child.set_cache_mask(Atspi.Cache.NONE)
                return Node(child)
        return None

    def stderr(self):
        """What it said, without what the accessibility bus itself says."""
        with open(self.stderr_path, encoding="utf-8") as file:
            return "".join(line for line in file if not line.startswith("dbus-daemon["))

    def close(self):
        """Ctrl+Q, and its exit status."""
        self.key("ctrl+q")
        try:
            return self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            raise Failure("Ctrl+Q did not end the program") from None

    # reading

    def windows(self):
        return [child for child in self.root.children() if child.showing]

    def describe(self):
        try:
            return [line for window in self.windows() for line in describe_tree(window)]
        except GLib.Error as error:
            return [str(error)]

    def nodes(self, role=None, name=None, containing=None, where=None):
        """What is showing, with this role, this name (a string or a regular expression), this text in its name."""
        roles = {role} if isinstance(role, Atspi.Role) else role
        for window in self.windows():
            for node in window.walk():
                if roles and node.role not in roles:
                    continue
                if isinstance(name, re.Pattern) and not name.search(node.says):
                    continue
                if isinstance(name, str) and node.says != name:
                    continue
                if containing is not None and containing not in node.says:
                    continue
                if where is not None and not where(node):
                    continue
                yield node

    def find(self, role=None, name=None, containing=None, where=None, what=None, deadline=DEADLINE):
        what = what or f"{role.value_nick if isinstance(role, Atspi.Role) else role or 'anything'} “{name or containing}”"
        return wait_for(lambda: next(self.nodes(role, name, containing, where), None), what, deadline)

    def text_everywhere(self):
        """Everything that can be read in the windows, a line a widget."""
        return "\n".join(node.says for window in self.windows() for node in window.walk() if node.says)

    def wait_text(self, pattern, deadline=DEADLINE):
        """The first match of a regular expression in what can be read."""
        return wait_for(lambda: re.search(pattern, self.text_everywhere()), f"the text {pattern!r}", deadline)

    def wait_no_text(self, pattern, deadline=DEADLINE):
        wait_for(lambda: not re.search(pattern, self.text_everywhere()), f"the text {pattern!r} to go", deadline)

    # doing

    def xdotool(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(f"xdotool {' '.join(map(str, words))}: {done.stderr}")
        return done.stdout.split()

    def focus_window(self):
        """No window manager gives the focus: we do, to the newest window with a title; popovers and tooltips have none."""
        def newest():
            ids = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "."],
                                 capture_output=True, text=True).stdout.split()
            return ids[-1] if ids else None
        top = wait_for(newest, "a window on the screen")
        self.window = self.window or self.largest()
        self.xdotool("windowfocus", "--sync", top)

    def need_positions(self):
        """GTK 4.18 adds up the positions of widgets inside each other without the borders and paddings between, and tells of
        no row out of sight: one cannot point at what it says. A window that does not begin at 0,0 gives it away."""
        frame = next(window for window in self.windows() if window.role == Atspi.Role.FRAME).extents()
        if frame[:2] != (0, 0):
            raise Skip("this GTK does not tell where its widgets are")

    def geometry(self, window):
        return dict(line.split("=") for line in self.xdotool("getwindowgeometry", "--shell", window) if "=" in line)

    def largest(self):
        """The main window: what is newest may be a tip below the pointer."""
        ids = subprocess.run(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "."],
                             capture_output=True, text=True).stdout.split()
        return max(ids, key=lambda window: int(self.geometry(window).get("WIDTH", 0)))

    def on_screen(self, x, y):
        """Where a point of the main window is on the screen: the toolkit counts from inside the frame it draws."""
        self.need_positions()
        place = self.geometry(self.window)
        frame = next(window for window in self.windows() if window.role == Atspi.Role.FRAME).extents()
        return (int(place["X"]) + (int(place["WIDTH"]) - frame[2]) // 2 + x,
                int(place["Y"]) + (int(place["HEIGHT"]) - frame[3]) // 2 + y)

    def key(self, *keys):
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)

    def type(self, text):
        self.xdotool("type", "--delay", 5, "--", text)

    def move(self, x, y):
        self.xdotool("mousemove", x, y)

    def click_at(self, x, y, button=1, times=1):
        self.xdotool("mousemove", x, y)
        self.xdotool("click", "--repeat", times, "--delay", 40, button)

    def click(self, node, button=1, times=1):
        """A real click in the middle of it, once it stands where it will stay."""
        self.need_positions()
        before = node.extents()

        def still():
            nonlocal before
            now = node.extents()
            steady, before = now == before and now[2] > 0, now
            return steady and not node.covered
        wait_for(still, f"{node} to stand still, with nothing over it")
        self.click_at(*self.on_screen(*node.center()), button, times)

    def save_picture(self, path):
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", path], stderr=subprocess.DEVNULL)


# --- asking the file ------------------------------------------------------------------------------------

def sql(query, *values, path=COLLECTION):
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        return database.execute(query, values).fetchall()


def ask(*arguments, **options):
    """The program's answer in a shell."""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=DEADLINE, **options)
    if done.returncode != 0:
        raise Failure(f"ibar {' '.join(arguments)}: {done.returncode}: {done.stderr}")
    return done.stdout


def fingerprint(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
