/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A tile server on loopback, in the test's own main loop. */
typedef struct _IbarTestTileServer IbarTestTileServer;

/* How it answers. */
typedef enum
{
  IBAR_TEST_SERVER_WELL,
  IBAR_TEST_SERVER_BROKEN,  /* 503 */
  IBAR_TEST_SERVER_MISSING, /* 404 */
  IBAR_TEST_SERVER_GARBAGE, /* 200, image/png, and no picture */
  IBAR_TEST_SERVER_CUT,     /* the first half of a picture */
  IBAR_TEST_SERVER_HUGE,    /* a picture whose header claims 60000 × 60000 px */
  IBAR_TEST_SERVER_LOOPING, /* 302, to itself */
  IBAR_TEST_SERVER_ENDLESS, /* a body that goes on as long as somebody reads */
  IBAR_TEST_SERVER_BOMB,    /* gzip: a few kilobytes that unpack to 64 MB */
  IBAR_TEST_SERVER_GZIPPED, /* a picture, packed, and a type that says something else */
  IBAR_TEST_SERVER_PAGE,    /* 200 and a page of text: "please log in" */
  IBAR_TEST_SERVER_STALLED, /* nothing, until ibar_test_tile_server_release() */
} IbarTestServerMood;

IbarTestTileServer *ibar_test_tile_server_new         (void);
void                ibar_test_tile_server_free        (IbarTestTileServer *self);
const char         *ibar_test_tile_server_get_pattern (IbarTestTileServer *self);
void                ibar_test_tile_server_set_mood    (IbarTestTileServer *self,
                                                       IbarTestServerMood  mood);
/* A header of every answer, for caches. (nullable) */
void                ibar_test_tile_server_set_cache   (IbarTestTileServer *self,
                                                       const char         *cache_control);
/* Answers what has been stalled. */
void                ibar_test_tile_server_release     (IbarTestTileServer *self);
guint               ibar_test_tile_server_get_n_asked (IbarTestTileServer *self);
const char         *ibar_test_tile_server_get_agent   (IbarTestTileServer *self);

G_END_DECLS
