# SPDX-License-Identifier: GPL-3.0-or-later

"""The program in another language, on a computer that has no locale but C."""

import contextlib
import os
import shutil
import tempfile

C_UTF8 = "/usr/lib/locale/C.utf8"  # belongs to the C library's package


@contextlib.contextmanager
def speaking(language):
    """Environment variables for a program that is to speak it.

    Newer C libraries translate nothing in C.UTF-8. The same locale by another name will do.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(C_UTF8, os.path.join(folder, "en_US.utf8"))
        yield {"LOCPATH": folder, "LC_ALL": "en_US.UTF-8", "LANGUAGE": language}
