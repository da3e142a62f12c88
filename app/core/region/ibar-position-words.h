/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-region.h"

G_BEGIN_DECLS

/* "12 km north-west of Mitrovicë / Mitrovica, on the Ibër / Ibar" */
char *ibar_position_dup_words      (IbarRegion            *region,
                                    IbarPoint              point,
                                    const IbarNameSetting *names,
                                    const IbarNames *const *avoid);
/* "4.2 km", "800 m" */
char *ibar_distance_dup_words      (double                 distance_m);
/* "north-west" */
const char *ibar_direction_get_words (double               azimuth);
gboolean    ibar_names_share_any   (const IbarNames *const *list,
                                    const IbarNames       *names);
/* Whether two names share a form, folded: "Zveçan" and "Zvečan" do. */
gboolean    ibar_names_share       (const IbarNames       *a,
                                    const IbarNames       *b);

G_END_DECLS
