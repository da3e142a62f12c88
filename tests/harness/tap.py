# SPDX-License-Identifier: GPL-3.0-or-later

"""The few lines a Python test needs to speak TAP: functions named test_*, run in the order they stand in."""

import sys
import traceback


class Skip(Exception):
    """This machine cannot ask what the test asks; the text says why."""


def run(namespace, setup=None, stop_on_failure=False):
    """Runs every test_* function of a module's globals(); prints TAP; returns the exit status.

    setup: called before each test, its value handed to the test; a context manager is entered.
    stop_on_failure: later tests build on earlier ones, and fail without being run.
    """
    tests = [(name, f) for name, f in namespace.items() if name.startswith("test_") and callable(f)]
    failed = 0
    print(f"TAP version 13\n1..{len(tests)}", flush=True)
    for number, (name, test) in enumerate(tests, 1):
        label = name[len("test_"):].replace("_", "-")
        if failed and stop_on_failure:
            print(f"not ok {number} {label}\n# not run: an earlier one failed", flush=True)
            failed += 1
            continue
        try:
            if setup is None:
                test()
            else:
                with setup(label) as value:
                    test(value)
            print(f"ok {number} {label}", flush=True)
        except Skip as why:
            print(f"ok {number} {label} # SKIP {why}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {label}")
            text = traceback.format_exc()
            print("\n".join("# " + line for line in text.splitlines()), flush=True)
            print(text, file=sys.stderr)
    return 1 if failed else 0
