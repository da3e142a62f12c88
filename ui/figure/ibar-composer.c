/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The composer: a figure, its settings, and a preview that is the figure itself.
 *
 * Every change goes through the editor into the description; a worker lays the figure out and draws
 * the page shown at the size shown; a change while it works asks for another round. Filter, names
 * and boundaries are the session's: they follow it, and are no step of the composer's history. */

#define G_LOG_DOMAIN "ibar-composer"

#include "config.h"

#include "ibar-composer-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "ibar-composer-presets.h"
#include "ibar-toasts.h"

G_DEFINE_FINAL_TYPE (IbarComposer, ibar_composer, ADW_TYPE_WINDOW)

void
ibar_composer_tell (const char *text, gpointer data)
{
  IbarComposer *self = data;

  ibar_toasts_say (self->toasts, text);
}

/* The preview
 * ----------------------------------------------------------------------------------------- */

void
ibar_composer_update_hint (IbarComposer *self)
{
  g_autofree char *hint = ibar_figure_preview_dup_hint (self->preview);
  gtk_label_set_text (GTK_LABEL (self->hint), hint);
}

static void
show_composition (IbarComposer *self)
{
  const IbarComposition *c = self->composition;
  g_autofree char *pages = NULL;
  g_autofree char *base = ibar_composer_base_dup_state (self->base);
  GString *findings = g_string_new (NULL);

  self->page = MIN (self->page, c->n_pages - 1);
  pages = g_strdup_printf (c->in_parts ? _ ("Part %u of %u") : _ ("Page %u of %u"), self->page + 1,
                           c->n_pages);
  gtk_label_set_text (GTK_LABEL (self->page_label), pages);
  gtk_widget_set_sensitive (self->previous, self->page > 0);
  gtk_widget_set_sensitive (self->next, self->page + 1 < c->n_pages);
  if (base != NULL)
    g_string_append_printf (findings, "• %s", base);
  for (guint i = 0; i < c->findings->len; i++)
    g_string_append_printf (findings, "%s• %s", findings->len > 0 ? "\n" : "", (char *) c->findings->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->findings), findings->len > 0
                                                      ? findings->str
                                                      : _ ("Nothing to say against this figure."));
  g_string_free (findings, TRUE);
  ibar_figure_preview_show (self->preview, c, self->page);
  ibar_composer_update_hint (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IbarComposer) self = IBAR_COMPOSER (data);
  g_autoptr (GError) error = NULL;
  IbarComposition *made = ibar_composition_make_finish (result, &error);

  self->working = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable)) /* the window is gone */
    {
      ibar_composition_free (made);
      return;
    }
  if (made != NULL)
    {
      self->n_made++;
      ibar_figure_preview_show (self->preview, NULL, 0);
      g_clear_pointer (&self->composition, ibar_composition_free);
      self->composition = made;
      ibar_composer_base_fetch (self->base, made->missing);
      show_composition (self);
    }
  else
    gtk_label_set_text (GTK_LABEL (self->findings), error->message);
  if (self->asked_again)
    ibar_composer_refresh (self);
}

IbarCompositionOrder *
ibar_composer_create_order (IbarComposer *self)
{
  IbarCompositionOrder *order;
  IbarCollection *collection = ibar_session_get_collection (self->session);
  IbarRegion *region = ibar_session_get_region (self->session);

  if (collection == NULL)
    return NULL;
  order = g_new0 (IbarCompositionOrder, 1);
  order->figure = ibar_figure_copy (ibar_figure_editor_get_figure (self->editor));
  order->collection = g_strdup (ibar_collection_get_path (collection));
  order->region = region != NULL ? ibar_region_ref (region) : NULL;
  order->foreign = ibar_composer_base_dup_map (self->base);
  order->page = self->page;
  return order;
}

/* Asks the worker for what the settings say now; while it works, for another round after this one.
 */
void
ibar_composer_refresh (IbarComposer *self)
{
  int width, height;
  IbarCompositionOrder *order;

  self->asked_again = self->working;
  if (self->working || !ibar_figure_preview_get_room (self->preview, &width, &height))
    return;
  order = ibar_composer_create_order (self);
  if (order == NULL)
    return;
  self->working = TRUE;
  order->width = width;
  order->height = height;
  ibar_composition_make_async (order, self->cancellable, made_cb, g_object_ref (self));
}

/* Settings
 * ---------------------------------------------------------------------------------------------- */

static void
take_from_session (IbarComposer *self)
{
  const IbarBoundaryProfile *profile = ibar_session_get_profile (self->session);
  IbarFigure *figure = ibar_figure_editor_peek (self->editor);

  g_free (figure->filter);
  figure->filter = g_strdup (ibar_session_get_filter_text (self->session));
  figure->names = *ibar_session_get_names (self->session);
  g_free (figure->profile);
  figure->profile = profile != NULL ? g_strdup (profile->id) : NULL;
}

/* The figure is another one. */
static void
edited_cb (IbarFigureEditor *editor, IbarComposer *self)
{
  take_from_session (self);
  ibar_composer_rows_update (self->rows, ibar_figure_editor_get_figure (editor));
  ibar_composer_base_update (self->base);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.undo",
                                 ibar_figure_editor_can_undo (editor));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.redo",
                                 ibar_figure_editor_can_redo (editor));
  ibar_composer_refresh (self);
}

void
ibar_composer_setting_changed (const char *key, const char *value, gpointer data)
{
  IbarComposer *self = data;
  g_autoptr (GError) error = NULL;

  ibar_figure_editor_end_step (self->editor);
  if (!ibar_figure_editor_set (self->editor, key, value, &error))
    {
      ibar_composer_tell (error->message, self);
      ibar_composer_rows_update (self->rows, ibar_figure_editor_get_figure (self->editor));
    }
}

static void
session_changed_cb (IbarSession *session, guint flags, IbarComposer *self)
{
  if ((flags
       & (IBAR_CHANGED_RESULT | IBAR_CHANGED_NAMES | IBAR_CHANGED_PROFILE | IBAR_CHANGED_REGION
          | IBAR_CHANGED_COLLECTION))
      == 0)
    return;
  take_from_session (self);
  ibar_composer_refresh (self);
}

/* Actions: the menu, the keys, D-Bus and the tests use the same names.
 * --------------------------------------------------------------------------------------------- */

/* set('page.size', 'a5'): what a row does, by name. */
static void
set_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *key, *value;

  g_variant_get (parameter, "(&s&s)", &key, &value);
  ibar_composer_setting_changed (key, value, widget);
}

static void
undo_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ibar_figure_editor_undo (IBAR_COMPOSER (widget)->editor);
}

static void
redo_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ibar_figure_editor_redo (IBAR_COMPOSER (widget)->editor);
}

/* save-preset('My page'); '' asks for the name. */
static void
save_preset_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *preset = g_variant_get_string (parameter, NULL);

  ibar_composer_presets_save (IBAR_COMPOSER (widget)->presets, preset[0] != '\0' ? preset : NULL);
}

/* load-preset('/tmp/shared.ini') without the dialog; '' asks. */
static void
load_preset_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *path = g_variant_get_string (parameter, NULL);

  ibar_composer_presets_load (IBAR_COMPOSER (widget)->presets, path[0] != '\0' ? path : NULL);
}

static void
ibar_composer_dispose (GObject *object)
{
  IbarComposer *self = IBAR_COMPOSER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->preview != NULL)
    ibar_figure_preview_show (self->preview, NULL, 0);
  self->preview = NULL;
  g_clear_pointer (&self->base, ibar_composer_base_free);
  G_OBJECT_CLASS (ibar_composer_parent_class)->dispose (object);
}

static void
ibar_composer_finalize (GObject *object)
{
  IbarComposer *self = IBAR_COMPOSER (object);

  g_clear_pointer (&self->rows, ibar_composer_rows_free);
  g_clear_object (&self->base_maps);
  g_clear_pointer (&self->composition, ibar_composition_free);
  g_clear_object (&self->editor);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ibar_composer_parent_class)->finalize (object);
}

static void
ibar_composer_class_init (IbarComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = ibar_composer_finalize;
  ibar_composer_install_exports (widget_class);
  gtk_widget_class_install_action (widget_class, "composer.set", "(ss)", set_activated);
  gtk_widget_class_install_action (widget_class, "composer.undo", NULL, undo_activated);
  gtk_widget_class_install_action (widget_class, "composer.redo", NULL, redo_activated);
  gtk_widget_class_install_action (widget_class, "composer.save-preset", "s",
                                   save_preset_activated);
  gtk_widget_class_install_action (widget_class, "composer.load-preset", "s",
                                   load_preset_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "composer.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "composer.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "composer.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "composer.print",
                                       "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "composer.export",
                                       "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
ibar_composer_init (IbarComposer *self)
{
  self->editor = ibar_figure_editor_new ();
  self->cancellable = g_cancellable_new ();
}

/**
 * ibar_composer_new:
 * @parent: the window whose view becomes a figure
 * @session: its session; filter, names and boundaries follow it while the composer is open
 * @base_maps: (nullable): the user's base maps; the figure begins with the one that is chosen
 *
 * Returns: (transfer none): a composer that is not shown yet
 */
GtkWidget *
ibar_composer_new (GtkWindow *parent, IbarSession *session, IbarBaseMaps *base_maps)
{
  IbarComposer *self = g_object_new (IBAR_TYPE_COMPOSER, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->base_maps = base_maps != NULL ? g_object_ref (base_maps) : NULL;
  ibar_composer_build (self);
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (edited_cb), self, 0);
  g_signal_connect_object (self->editor, "selected", G_CALLBACK (ibar_composer_update_hint), self,
                           G_CONNECT_SWAPPED);
  edited_cb (self->editor, self);
  ibar_composer_update_hint (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, 0);
  return GTK_WIDGET (self);
}

/**
 * ibar_composer_is_ready:
 * @self: a composer
 *
 * Returns: whether what it shows is what the settings say, and no export is under way
 */
gboolean
ibar_composer_is_ready (IbarComposer *self)
{
  g_return_val_if_fail (IBAR_IS_COMPOSER (self), FALSE);
  return self->composition != NULL && !self->working && !self->asked_again && self->n_exports == 0
         && !ibar_composer_base_is_fetching (self->base);
}

/**
 * ibar_composer_get_n_made:
 * @self: a composer
 *
 * Returns: how many pictures of the page it has shown so far
 */
guint
ibar_composer_get_n_made (IbarComposer *self)
{
  g_return_val_if_fail (IBAR_IS_COMPOSER (self), 0);
  return self->n_made;
}

/**
 * ibar_composer_get_figure:
 * @self: a composer
 *
 * Returns: (transfer none): its settings
 */
const IbarFigure *
ibar_composer_get_figure (IbarComposer *self)
{
  g_return_val_if_fail (IBAR_IS_COMPOSER (self), NULL);
  return ibar_figure_editor_get_figure (self->editor);
}
