/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-test-synthetic.h"

G_BEGIN_DECLS

void oracle_check_result (const Synthetic  *data,
                          IbarResult       *result,
                          const IbarFilter *filter,
                          GRand            *random);

G_END_DECLS
