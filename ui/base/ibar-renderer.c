/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What draws the windows. GTK 4.14 and newer leave OpenGL alone where Mesa only emulates it on the processor, as on
 * virtual machines and screens without a card: compiling shaders is half of a start there, and a frame takes longer than
 * with cairo. The GTK of our floor does not ask, so we do. */

#define G_LOG_DOMAIN "ibar-renderer"

#include "config.h"

#include "ibar-renderer.h"

#include <epoxy/gl.h>

#include <string.h>

#define ASKS_ITSELF 14 /* the minor version of GTK that does */

static gboolean
is_gl_emulated (GdkDisplay *display)
{
  g_autoptr (GdkGLContext) context = gdk_display_create_gl_context (display, NULL);
  gboolean emulated;

  if (context == NULL || !gdk_gl_context_realize (context, NULL))
    return FALSE;
  gdk_gl_context_make_current (context);
  emulated = strstr ((const char *) glGetString (GL_RENDERER), "llvmpipe") != NULL;
  gdk_gl_context_clear_current ();
  return emulated;
}

/**
 * ibar_renderer_choose:
 * @display: where windows will be
 *
 * Has windows that are made from now on drawn by what suits the graphics driver, unless the user has said (GSK_RENDERER).
 *
 * **Cost:** 4 ms.
 */
void
ibar_renderer_choose (GdkDisplay *display)
{
  g_return_if_fail (GDK_IS_DISPLAY (display));

  if (gtk_get_minor_version () >= ASKS_ITSELF || g_getenv ("GSK_RENDERER") != NULL)
    return;
  if (is_gl_emulated (display))
    g_object_set_data_full (G_OBJECT (display), "gsk-renderer", g_strdup ("cairo"), g_free);
}
