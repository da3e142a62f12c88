/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Frames as a film: WebM or GIF, by GStreamer or ffmpeg where they are installed.
 *
 * The frames are written as PNG into a folder of their own beside the target and handed to
 * a program: an encoder in a process of its own costs figures without one nothing, neither a
 * library at start nor a dependency. The film takes its name once it is whole. */

#define G_LOG_DOMAIN "ibar-film"

#include "config.h"

#include "ibar-film.h"

#include <errno.h>
#include <math.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-error.h"

#define LAUNCHER "gst-launch-1.0"
#define INSPECTOR "gst-inspect-1.0"
#define FFMPEG "ffmpeg"
#define FRAMES "frame-%03d.png" /* as ibar_sheets_write() names them */

typedef struct
{
  const char *suffix;
  const char *element; /* of GStreamer, which encodes; some distributions have it, some do not */
  const char *encoder; /* a part of a pipeline */
  const char *filter;  /* (nullable) with which ffmpeg makes the film, where the element is not */
  const char *packages;
} FilmKind;

/* VP8: every browser and office program plays it; the quality is that of still pictures with text.
 * GIF: GStreamer's one encoder is written in Rust and is in no package of Debian 12; libav's is
 * switched off in GStreamer's plugin for it, but the program ffmpeg has it. Its 256 colours are
 * chosen from all frames. */
static const FilmKind kinds[] = {
  { ".webm", "vp8enc",
    "vp8enc target-bitrate=0 cq-level=4 min-quantizer=0 max-quantizer=16 deadline=0 "
    "cpu-used=4 end-usage=cq ! webmmux",
    NULL, "gstreamer1.0-tools, gstreamer1.0-plugins-good" },
  { ".gif", "gifenc", "gifenc repeat=-1",
    "split[a][b];[a]palettegen=stats_mode=full[colours];[b][colours]paletteuse", "ffmpeg" },
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
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED,
               /* Translators: path, packages */
               _ ("%s cannot be made: no program that encodes it is installed (in Debian: %s); "
                  "frames as .png need none."),
               path, kind->packages);
  return FALSE;
}

static gboolean
has_element (const FilmKind *kind)
{
  const char *const argv[] = { INSPECTOR, "--exists", kind->element, NULL };
  g_autofree char *launcher = g_find_program_in_path (LAUNCHER);
  g_autoptr (GSubprocess) process
      = launcher != NULL
            ? g_subprocess_newv (
                  argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL)
            : NULL;

  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

static gboolean
has_ffmpeg (const FilmKind *kind)
{
  g_autofree char *program = kind->filter != NULL ? g_find_program_in_path (FFMPEG) : NULL;
  return program != NULL;
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

  return kind != NULL && (has_ffmpeg (kind) || has_element (kind));
}

/* A film's sides are even: the encoder halves the colours. The shown time of a frame is a rate. */
static char *
describe_pipeline (const FilmKind *kind, const char *target, double seconds)
{
  int thousandths = (int) lround (CLAMP (seconds, 0.02, 60) * 1000);

  return g_strdup_printf (
      "multifilesrc location=frame-%%03d.png start-index=1 caps=\"image/png,framerate=1000/%d\" ! pngdec ! "
      "videoconvert ! videoscale ! video/x-raw,pixel-aspect-ratio=1/1 ! videoconvert ! %s ! "
      "filesink location=%s",
      thousandths, kind->encoder, target);
}

static char **
dup_gstreamer_call (const FilmKind *kind, const char *target, double seconds)
{
  g_autofree char *pipeline = describe_pipeline (kind, target, seconds);
  g_autofree char *command = g_strdup_printf (LAUNCHER " -q %s", pipeline);
  char **argv = NULL;

  return g_shell_parse_argv (command, NULL, &argv, NULL) ? argv : NULL;
}

static char **
dup_ffmpeg_call (const FilmKind *kind, const char *target, double seconds)
{
  g_autofree char *rate
      = g_strdup_printf ("1000/%d", (int) lround (CLAMP (seconds, 0.02, 60) * 1000));
  const char *const argv[] = { FFMPEG, "-v", "error", "-nostdin", "-y", "-framerate", rate,
                               "-start_number", "1", "-i", FRAMES, "-vf", kind->filter,
                               "-map_metadata", "-1", "-fflags", "+bitexact", "-loop", "0",
                               target, NULL };

  return g_strdupv ((char **) argv);
}

static gboolean
encode (const FilmKind *kind,
        const char *path,
        const char *folder,
        const char *target,
        double seconds,
        GCancellable *cancellable,
        GError **error)
{
  gboolean gstreamer = has_element (kind);
  g_auto (GStrv) argv = gstreamer ? dup_gstreamer_call (kind, target, seconds)
                                  : dup_ffmpeg_call (kind, target, seconds);
  /* In the folder itself: a "%" or a quote in its name would mean something to the programs. */
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;

  g_return_val_if_fail (argv != NULL, FALSE);
  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, error);
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
               /* Translators: path, a program's name, what it said */
               _ ("%s cannot be made: %s says: %s"), path, gstreamer ? "GStreamer" : FFMPEG,
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
  g_autofree char *name = g_strconcat ("film", kind->suffix, NULL);
  g_autofree char *film = g_build_filename (folder, name, NULL);

  if (!ibar_sheets_write (sheets, first, IBAR_OUTPUT_PNG, NULL, cancellable, error)
      || !encode (kind, path, folder, name, sheets->whole->content->figure->frame_seconds,
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
 * **Errors:** those of writing PNG; %IBAR_ERROR_FAILED where no program that encodes such a film
 * is installed, with where it is, or what it said. The old file survives.
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
