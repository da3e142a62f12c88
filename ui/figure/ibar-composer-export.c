/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The composer's actions that hand its figure on: a file, the clipboard, paper. */

#define G_LOG_DOMAIN "ibar-composer"

#include "config.h"

#include "ibar-composer-private.h"

#include <glib/gi18n-lib.h>

#include "ibar-film.h"

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarComposition) made = ibar_composition_make_finish (result, &error);
  g_autofree char *text = NULL;

  self->n_exports--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (made == NULL)
    {
      ibar_composer_tell (error->message, self);
      return;
    }
  if (made->files->len == 1)
    {
      g_autofree char *name = g_path_get_basename (made->files->pdata[0]);
      text = g_strdup_printf (_ ("Saved “%s”"), name);
    }
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Saved %u file", "Saved %u files",
                                         made->files->len),
                            made->files->len);
  ibar_composer_tell (text, self);
}

static void
export_to (IbarComposer *self, const char *path)
{
  IbarCompositionOrder *order = ibar_composer_create_order (self);

  if (order == NULL)
    return;
  order->output = g_strdup (path);
  self->n_exports++;
  ibar_composition_make_async (order, self->cancellable, exported_cb, g_object_ref (self));
}

static void
export_chosen (const char *path, gpointer data)
{
  export_to (data, path);
}

/* Films [1 << index]: frames make one, where there is an encoder. */
static const char *const films[] = { ".webm", ".gif" };
static const char *const film_patterns[] = { "*.webm", "*.gif" };

static void
choose_where (IbarComposer *self, guint possible)
{
  const char *patterns[4 + G_N_ELEMENTS (films) + 1] = { "*.pdf", "*.svg", "*.png", "*.html" };
  guint n = 4;

  for (guint i = 0; i < G_N_ELEMENTS (films); i++)
    if ((possible & 1u << i) != 0)
      patterns[n++] = film_patterns[i];
  ibar_composer_choose_file (GTK_WINDOW (self), _ ("Export the Figure"), _ ("figure.pdf"), patterns,
                             TRUE, export_chosen, self);
}

/* Asks the encoders' programs, which may look through their plugins for seconds. */
static void
look_for_films (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  guint possible = 0;

  for (guint i = 0; i < G_N_ELEMENTS (films); i++)
    if (ibar_film_is_possible (films[i]))
      possible |= 1u << i;
  g_task_return_int (task, possible);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  gssize possible = g_task_propagate_int (G_TASK (result), NULL);

  self->n_exports--;
  if (!g_cancellable_is_cancelled (self->cancellable))
    choose_where (self, (guint) MAX (possible, 0));
}

static void
ask_where (IbarComposer *self)
{
  g_autoptr (GTask) task = NULL;

  if (ibar_figure_editor_get_figure (self->editor)->series_layout != IBAR_SERIES_FRAMES)
    {
      choose_where (self, 0);
      return;
    }
  self->n_exports++;
  task = g_task_new (NULL, self->cancellable, looked_cb, g_object_ref (self));
  g_task_run_in_thread (task, look_for_films);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (IbarComposition) made = ibar_composition_make_finish (result, &error);

  self->n_exports--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (made != NULL)
    ibar_composer_copy (GTK_WIDGET (self), made);
  ibar_composer_tell (made != NULL ? _ ("The figure is on the clipboard.") : error->message, self);
}

/* Actions
 * --------------------------------------------------------------------------------------------- */

/* export('/tmp/figure.pdf') without the dialog; '' asks. */
static void
export_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *path = g_variant_get_string (parameter, NULL);

  if (path[0] != '\0')
    export_to (IBAR_COMPOSER (widget), path);
  else
    ask_where (IBAR_COMPOSER (widget));
}

static void
copy_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IbarComposer *self = IBAR_COMPOSER (widget);
  IbarCompositionOrder *order = ibar_composer_create_order (self);

  if (order == NULL)
    return;
  order->clipboard = TRUE;
  self->n_exports++;
  ibar_composition_make_async (order, self->cancellable, copied_cb, g_object_ref (self));
}

/* Printed, given up, or not possible: the last has words. */
static void
printed (const char *error, gpointer data)
{
  IbarComposer *self = data;

  self->n_exports--;
  if (error != NULL)
    ibar_composer_tell (error, self);
}

/* print('/tmp/paper.pdf') prints to a file without the dialog; '' asks where. */
static void
print_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *path = g_variant_get_string (parameter, NULL);
  IbarComposer *self = IBAR_COMPOSER (widget);
  IbarCollection *collection = ibar_session_get_collection (self->session);
  g_autoptr (IbarForeignMap) foreign = NULL;

  if (collection == NULL)
    return;
  foreign = ibar_composer_base_dup_map (self->base);
  self->n_exports++;
  ibar_composer_print (GTK_WINDOW (self), ibar_figure_editor_get_figure (self->editor),
                         ibar_collection_get_path (collection),
                         ibar_session_get_region (self->session), foreign,
                         path[0] != '\0' ? path : NULL, printed, self);
}

void
ibar_composer_install_exports (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "composer.export", "s", export_activated);
  gtk_widget_class_install_action (klass, "composer.copy", NULL, copy_activated);
  gtk_widget_class_install_action (klass, "composer.print", "s", print_activated);
}
