# SPDX-License-Identifier: GPL-3.0-or-later

"""A screen with a touch panel: an X server of our own (Xorg on memory) whose "inputtest" driver takes fingers from a
socket. Protocol: hw/xfree86/drivers/inputtest/xf86-input-inputtest-protocol.h of the X server, version 1."""

import math
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time

from tap import Skip

SIZE = (1280, 800)
DEADLINE = 20  # [s]
STEP = 0.016  # [s] between two reports of a panel
BEGIN, UPDATE, END = 18, 19, 20  # XI_TouchBegin …
VALUATORS = 64
RANGE = 0xffff  # of the panel's coordinates

CONFIGURATION = """
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
  Modeline "1280x800" 83.50 1280 1352 1480 1680 800 803 809 831
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1280x800"
    Virtual 1280 800
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "panel"
  Driver "inputtest"
  Option "SocketPath" "{socket}"
  Option "DeviceType" "Touch"
  Option "TouchCount" "10"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "panel"
EndSection
"""


class Panel:
    """`with Panel() as panel:` the programs that are started see its screen; fingers are panel.tap() and others."""

    def __enter__(self):
        if not shutil.which("Xorg"):
            raise Skip("there is no Xorg, which has a touch panel without one")
        self.folder = tempfile.mkdtemp(prefix="ibar-touch-", dir=os.environ.get("HOME"))
        path = os.path.join(self.folder, "socket")
        with open(os.path.join(self.folder, "xorg.conf"), "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(socket=path))
        reader, writer = os.pipe()
        with open(os.path.join(self.folder, "out"), "wb") as out:
            self.server = subprocess.Popen(
                ["Xorg", "-displayfd", str(writer), "-config", os.path.join(self.folder, "xorg.conf"), "-logfile",
                 os.path.join(self.folder, "log"), "-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts"],
                pass_fds=[writer], stdout=out, stderr=out)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()  # ends when the server ends
        if not number or not os.path.exists(path):
            self.__exit__(None, None, None)
            raise Skip("Xorg does not start here, or has no inputtest driver")
        self.display, os.environ["DISPLAY"] = os.environ.get("DISPLAY"), ":" + number
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(DEADLINE)
        self.socket.connect(path)
        self.socket.sendall(struct.pack("=IIHH", 12, 0, 1, 1))
        assert struct.unpack("=IIHH", self.socket.recv(12))[2] == 1
        return self

    def __exit__(self, kind, value, trace):
        if getattr(self, "socket", None):
            self.socket.close()
            if self.display is not None:
                os.environ["DISPLAY"] = self.display
        self.server.terminate()
        self.server.wait(DEADLINE)
        shutil.rmtree(self.folder)

    def report(self, finger, kind, x, y):
        """And waits until the server has taken it."""
        values = [x / SIZE[0] * RANGE, y / SIZE[1] * RANGE] + [0.0] * (2 * VALUATORS - 2)
        self.socket.sendall(struct.pack("=IIIII8s4x128d", 1056, 6, finger, kind, 0, b"\3" + bytes(7), *values))
        self.socket.sendall(struct.pack("=II", 8, 1))
        self.socket.recv(8)

    def move(self, *ways, steps=20, rest=0.2):
        """Fingers that go together; each way is a function from 0 … 1 to a position."""
        for finger, way in enumerate(ways, 1):
            self.report(finger, BEGIN, *way(0))
        for step in range(1, steps + 1):
            time.sleep(STEP)
            for finger, way in enumerate(ways, 1):
                self.report(finger, UPDATE, *way(step / steps))
        time.sleep(rest)  # at rest: lifted in motion, the map would go on by itself
        for finger, way in enumerate(ways, 1):
            self.report(finger, END, *way(1))

    def drag(self, x0, y0, x1, y1):
        self.move(lambda t: (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))

    def pinch(self, x, y, before, after, angle=0.0):
        """Two fingers about a middle, from one distance to another, and round it [rad]."""
        def way(side):
            def position(t):
                reach = (before + (after - before) * t) / 2 * side
                return x + reach * math.cos(angle * t), y + reach * math.sin(angle * t)
            return position
        self.move(way(1), way(-1))

    def tap(self, x, y):
        self.report(1, BEGIN, x, y)
        self.report(1, END, x, y)

    def hold(self, x, y):
        self.report(1, BEGIN, x, y)
        time.sleep(1)  # a long press is a time
        self.report(1, END, x, y)
