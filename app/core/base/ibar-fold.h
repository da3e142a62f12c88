/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lower case without diacritics, as the text index folds: "Zvečan" and "Zveçan" give "zvecan". */
char *ibar_fold         (const char *text);
/* As one types who has another keyboard: "Łódź" gives "lodz", "Αθήνα" "αθηνα". Not for the text index. */
char *ibar_fold_loosely (const char *text);

G_END_DECLS
