/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Everything a collection says but times, as one checksum, after an integrity check; NULL where there is no file. */
char *ibar_test_digest (const char *path);
