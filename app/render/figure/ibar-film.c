/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Frames as a film: WebM or GIF, by GStreamer where it is installed.
 *
 * The frames are written as PNG into a folder of their own beside the target and handed to
 * `gst-launch-1.0`: an encoder in a process of its own costs figures without one nothing, neither a
 * library at start nor a dependency. The film takes its name once it is whole. */

#define G_LOG_DOMAIN "ibar-film"

#include "config.h"

#include "ibar-film.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-error.h"

#define LAUNCHER "gst-launch-1.0"
#define INSPECTOR "gst-inspect-1.0"

typedef struct
{
  const char *suffix;
  const char *element; /* which encodes; some distributions have it, some do not */
  const char *encoder; /* a part of a pipeline */
  const char *packages;
} FilmKind;

/* VP8: every browser and office program plays it; the quality is that of still pictures with text.
 * GIF: GStreamer's one encoder is written in Rust and is in no package of Debian 12; libav's is
 * switched off in GStreamer's plugin for it. */
static const FilmKind kinds[] = {
  { ".webm", "vp8enc",
    "vp8enc target-bitrate=0 cq-level=4 min-quantizer=0 max-quantizer=16 deadline=0 "
    "cpu-used=4 end-usage=cq ! webmmux",
    "gstreamer1.0-tools, gstreamer1.0-plugins-good" },
  { ".gif", "gifenc", "gifenc repeat=-1", NULL },
};

static const FilmKind *
find_kind (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_has_suffix (lower, kinds[i].suffix))
        return &kinds[i];
    }
  return NULL;
}

/**
 * ibar_film_is_path:
 * @path: where a figure goes
 *
 * Returns: whether its name asks for a film
 */
gboolean
ibar_film_is_path (const char *path)
{
  return find_kind (path) != NULL;
}

static gboolean
complain (const char *path, const FilmKind *kind, GError **error)
{
  if (kind->packages != NULL)
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED,
                 /* Translators: path, packages */
                 _ ("%s cannot be made: it needs GStreamer (in Debian: %s); frames as .png need "
                    "nothing."),
                 path, kind->packages);
  else
    g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED,
                 /* Translators: path, name of a part of GStreamer */
                 _ ("%s cannot be made: it needs GStreamer’s “%s” of gst-plugins-rs, which is not "
                    "installed and not a part of Debian; .webm and frames as .png need no such part."),
                 path, kind->element);
  return FALSE;
}

static gboolean
is_installed (const FilmKind *kind)
{
  const char *const argv[] = { INSPECTOR, "--exists", kind->element, NULL };
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (argv,
                           G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                           NULL);

  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

/**
 * ibar_film_is_possible:
 * @path: a film's name, or only its suffix
 *
 * **Cost:** two processes' time, some 30 ms; more where GStreamer looks through its plugins anew.
 *
 * Returns: whether this machine has what makes such a film
 */
gboolean
ibar_film_is_possible (const char *path)
{
  const FilmKind *kind = find_kind (path);
  g_autofree char *launcher = g_find_program_in_path (LAUNCHER);

  return kind != NULL && launcher != NULL && is_installed (kind);
}

/* A film's sides are even: the encoder halves the colours. The shown time of a frame is a rate. */
static char *
describe_pipeline (const FilmKind *kind, const char *frames, const char *target, double seconds)
{
  int thousandths = (int) lround (CLAMP (seconds, 0.02, 60) * 1000);

  return g_strdup_printf (
      "multifilesrc location=\"%s\" start-index=1 caps=\"image/png,framerate=1000/%d\" ! pngdec ! "
      "videoconvert ! videoscale ! video/x-raw,pixel-aspect-ratio=1/1 ! videoconvert ! %s ! "
      "filesink location=\"%s\"",
      frames, thousandths, kind->encoder, target);
}

static gboolean
encode (const FilmKind *kind,
        const char *path,
        const char *frames,
        const char *target,
        double seconds,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *pipeline = describe_pipeline (kind, frames, target, seconds);
  g_autofree char *command = g_strdup_printf (LAUNCHER " -q %s", pipeline);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;

  if (!g_shell_parse_argv (command, NULL, &argv, error))
    return FALSE;
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               error);
  if (process == NULL)
    return FALSE;
  if (!g_subprocess_communicate_utf8 (process, NULL, cancellable, NULL, &said, error))
    {
      g_subprocess_force_exit (process);
      return FALSE;
    }
  if (g_subprocess_get_successful (process))
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED,
               /* Translators: path, what the encoder said */
               _ ("%s cannot be made: GStreamer says: %s"), path,
               said != NULL ? g_strstrip (said) : "");
  return FALSE;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
make_film (const IbarSheets *sheets,
           const FilmKind *kind,
           const char *folder,
           const char *path,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *first = g_build_filename (folder, "frame.png", NULL);
  g_autofree char *frames = g_build_filename (folder, "frame-%03d.png", NULL);
  g_autofree char *film = g_strconcat (folder, G_DIR_SEPARATOR_S, "film", kind->suffix, NULL);

  if (!ibar_sheets_write (sheets, first, IBAR_OUTPUT_PNG, NULL, cancellable, error)
      || !encode (kind, path, frames, film, sheets->whole->content->figure->frame_seconds,
                  cancellable, error))
    return FALSE;
  if (g_rename (film, path) == 0)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("%s cannot be written: %s"), path,
               g_strerror (errno));
  return FALSE;
}

/**
 * ibar_film_write:
 * @sheets: the frames
 * @path: where to; .webm or .gif
 * @files: (nullable) (element-type utf8): @path is appended
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * **Errors:** those of writing PNG; %IBAR_ERROR_FAILED where GStreamer or one of its encoders is
 * not installed, with where they are, or what it said. The old file survives.
 *
 * Returns: whether the film was written
 */
gboolean
ibar_film_write (const IbarSheets *sheets,
                 const char *path,
                 GPtrArray *files,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *folder = g_build_filename (parent, ".ibar-frames-XXXXXX", NULL);
  gboolean ok;

  if (!ibar_film_is_possible (path)) /* said before a thousand frames are drawn */
    return complain (path, find_kind (path), error);
  if (g_mkdtemp (folder) == NULL)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, _ ("%s cannot be written: %s"), path,
                   g_strerror (errno));
      return FALSE;
    }
  ok = make_film (sheets, find_kind (path), folder, path, cancellable, error);
  remove_folder (folder);
  if (ok && files != NULL)
    g_ptr_array_add (files, g_strdup (path));
  return ok;
}
