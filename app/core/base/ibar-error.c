/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ibar-error.h"

G_DEFINE_QUARK (ibar-error-quark, ibar_error)
