/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Collections for tests.
 *
 * The fixture is a file of eight events whose every answer can be worked out by hand:
 *
 *   fid id    date                        type       place        actors                      confidence
 *   1   FX-1  2023-05-29                  riot       zvecan       kfor_hungary, protesters    high
 *   2   FX-2  2023-05-26 … 2023-05-29     riot       zvecan       kfor, kfor_italy            high
 *   3   FX-3  2024-01 (month)             agreement  oslo         kfor                        medium
 *   4   FX-4  2025 (year)                 explosion  mitrovica_n  –                           low
 *   5   FX-5  not dated                   explosion  mitrovica_n  protesters                  medium
 *   6   FX-6  about 2017-01-14            agreement  – (no point) –                           high
 *   7   FX-7  between 2016-12-20 and 2017-01-10  riot  mitrovica_n  protesters                unstated
 *   8   FX-8  1999-06-12                  agreement  oslo         kfor                        general knowledge
 *
 * Actors: kfor, inside it kfor_hungary and kfor_italy, and protesters. Places: zvecan (Zveçan, Zvečan,
 * Звечан), mitrovica_n, oslo (no municipality), nowhere (unplaced, unused). Sources: s1 supports FX-1 and
 * FX-2, s2 FX-1 and FX-3 … FX-7, s3 none. FX-1 has the claims injured kfor 30 (s1), kfor_hungary 19 (s1, s2),
 * "by gunfire" 3 inside it (s2), protesters 52 (s1) and 53 (s2), killed nobody. FX-7 is of the data set
 * "import", which must not be passed on; the others are of "fixture".
 *
 *   g_autofree char *dir = ibar_test_make_dir ();
 *   g_autofree char *path = ibar_test_make_fixture (dir);
 *   …
 *   ibar_test_remove_dir (dir);
 */

#include <gio/gio.h>

#include "ibar-collection.h"

G_BEGIN_DECLS

char  *ibar_test_make_dir       (void);
/* Removes it with everything in it. */
void   ibar_test_remove_dir     (const char      *dir);
/* Asserts that the folder holds exactly these names, separated by blanks and sorted. */
void   ibar_test_assert_dir     (const char      *dir,
                                 const char      *names);
/* DIR/fixture.gpkg, as above. */
char  *ibar_test_make_fixture   (const char      *dir);
/* The bundled collection of the build tree: 131 events. */
char  *ibar_test_get_bundled    (void);
char  *ibar_test_hash_file      (const char      *path);
void   ibar_test_exec           (IbarCollection  *collection,
                                 const char      *sql);
gint64 ibar_test_query          (IbarCollection  *collection,
                                 const char      *sql);

G_END_DECLS
