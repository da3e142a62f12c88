#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later

"""late_library.py NAME LIST OUT.h OUT.c CC…: a library that is loaded when it is first called, not at every start.

GDAL pulls in eighty libraries; linking them costs each start of the program 35 ms, for what most starts never use. LIST says
what is used of it: the pkg-config name ("package"), its headers ("header"), and one function a line. The header that is made
from it stands in the place of those headers: a call of a listed function goes through a table that is filled once, by any
thread. A function that is not listed does not link.
"""

import re
import subprocess
import sys
import tempfile

HEADER = """/* Made by late_library.py from {source}. */
#pragma once

#include <glib.h>

{includes}

typedef struct
{{
{fields}
}} {type};

const {type} *{prefix} (void);

{defines}
"""

SOURCE = """/* Made by late_library.py from {source}. */

#define G_LOG_DOMAIN "{domain}"

#include "config.h"

#include <dlfcn.h>

#include "{header}"

static const char *const names[] = {{
{names}
}};

static {type} functions;

/* Loads the library at the first call. One that is not there is a broken installation, as it would be for the linker. */
const {type} *
{prefix} (void)
{{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {{
      void *library = dlopen ("{soname}", RTLD_LAZY | RTLD_LOCAL);
      void **next = (void **) &functions;

      if (library == NULL)
        g_error ("%s", dlerror ());
      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        if ((next[i] = dlsym (library, names[i])) == NULL)
          g_error ("%s", dlerror ());
      g_once_init_leave (&done, 1);
    }}
  return &functions;
}}
"""


def read_list(path):
    package, headers, functions = None, [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] == "package":
                package = words[1]
            elif words[0] == "header":
                headers.append(words[1])
            else:
                functions += words
    return package, headers, functions


def find_soname(compiler, package):
    """What the linker would write down as needed."""
    flags = subprocess.run(["pkg-config", "--libs", package], check=True, capture_output=True, text=True).stdout.split()
    with tempfile.NamedTemporaryFile(suffix=".so") as file:
        subprocess.run([*compiler, "-shared", "-nostdlib", "-o", file.name, "-Wl,--no-as-needed", *flags], check=True)
        said = subprocess.run(["readelf", "-d", file.name], check=True, capture_output=True, text=True).stdout
    stem = next(flag[2:] for flag in flags if flag.startswith("-l"))
    return next(name for name in re.findall(r"\(NEEDED\).*\[(.*)\]", said) if name.startswith(f"lib{stem}."))


def main():
    name, source, header, code, *compiler = sys.argv[1:]
    package, headers, functions = read_list(source)
    words = {
        "source": source.rsplit("/", 1)[-1],
        "domain": f"ibar-{name}",
        "header": header.rsplit("/", 1)[-1],
        "prefix": f"ibar_{name}",
        "type": f"Ibar{name.capitalize()}",
        "soname": find_soname(compiler, package),
        "includes": "\n".join(f"#include <{each}>" for each in headers),
        "fields": "\n".join(f"  __typeof__ (&{each}) {each};" for each in functions),
        "defines": "\n".join(f"#define {each} (ibar_{name} ()->{each})" for each in functions),
        "names": "\n".join(f'  "{each}",' for each in functions),
    }
    with open(header, "w", encoding="utf-8") as file:
        file.write(HEADER.format(**words))
    with open(code, "w", encoding="utf-8") as file:
        file.write(SOURCE.format(**words))


if __name__ == "__main__":
    main()
