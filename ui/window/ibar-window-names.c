/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The menu of names: any form, and any other one after it. Its two actions are two ends of the
 * session's one setting. What is written on the spot is offered where the map knows it. */

#define G_LOG_DOMAIN "ibar-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-vector-file.h"
#include "ibar-window-private.h"

/* A form as the setting writes it; "" for none. */
static char *
dup_tag (IbarNameForm form)
{
  const IbarNameSetting alone = { form, IBAR_N_NAME_FORMS };

  return form < IBAR_N_NAME_FORMS ? ibar_name_setting_to_string (&alone) : g_strdup ("");
}

static IbarNameForm
parse_tag (const char *tag)
{
  IbarNameSetting alone;

  return ibar_name_setting_from_string (tag, &alone) ? alone.first : IBAR_N_NAME_FORMS;
}

static void
set_state (IbarWindow *self, const char *name, IbarNameForm form)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
  g_autofree char *tag = dup_tag (form);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (tag));
}

/* Vector tiles say what is written on the spot wherever they have a name at all. */
static gboolean
has_vector_tiles (IbarWindow *self)
{
  IbarBaseMap *chosen = self->base_maps != NULL ? ibar_base_maps_get_chosen (self->base_maps) : NULL;

  return chosen != NULL && !ibar_base_map_is_server (chosen)
         && ibar_vector_file_is_one (ibar_base_map_get_location (chosen));
}

/* "Local" is the last of a section's items, where it is offered. */
static void
offer_local (GMenu *section, const char *action, gboolean offered)
{
  int last = g_menu_model_get_n_items (G_MENU_MODEL (section)) - 1;
  g_autofree char *target = NULL;
  gboolean there;

  g_menu_model_get_item_attribute (G_MENU_MODEL (section), last, G_MENU_ATTRIBUTE_TARGET, "s", &target);
  there = g_strcmp0 (target, "local") == 0;
  if (there && !offered)
    g_menu_remove (section, last);
  else if (offered && !there)
    {
      /* Translators: of names on the map: as they are written there */
      g_autoptr (GMenuItem) item = g_menu_item_new (_ ("Local"), NULL);

      g_menu_item_set_action_and_target (item, action, "s", "local");
      g_menu_append_item (section, item);
    }
}

/**
 * ibar_window_offer_names:
 * @self: a window
 *
 * Offers the local form in the menu of names where the map has it, or it is the one that is chosen.
 */
void
ibar_window_offer_names (IbarWindow *self)
{
  const IbarNameSetting *names = ibar_session_get_names (self->session);
  IbarRegion *region = ibar_session_get_region (self->session);
  gboolean offered = names->first == IBAR_NAME_LOCAL || names->second == IBAR_NAME_LOCAL
                     || (region != NULL && ibar_region_has_local_names (region)) || has_vector_tiles (self);

  offer_local (self->first_names_model, "win.first-name", offered);
  offer_local (self->second_names_model, "win.second-name", offered);
}

static void
names_changed_cb (IbarWindow *self)
{
  const IbarNameSetting *names = ibar_session_get_names (self->session);

  set_state (self, "first-name", names->first);
  set_state (self, "second-name", names->second);
  ibar_window_offer_names (self);
}

/* The form that stood second steps back for the one that becomes the first, and takes its place. */
static void
change_first_name (GSimpleAction *action, GVariant *state, gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);
  IbarNameSetting names = *ibar_session_get_names (self->session);
  IbarNameForm form = parse_tag (g_variant_get_string (state, NULL));

  if (form == IBAR_N_NAME_FORMS)
    return;
  if (form == names.second)
    names.second = names.first;
  names.first = form;
  ibar_session_set_names (self->session, &names);
}

static void
change_second_name (GSimpleAction *action, GVariant *state, gpointer data)
{
  IbarWindow *self = IBAR_WINDOW (data);
  IbarNameSetting names = *ibar_session_get_names (self->session);
  IbarNameForm form = parse_tag (g_variant_get_string (state, NULL));

  if (form == names.first)
    names.first = names.second;
  names.second = form;
  if (names.first >= IBAR_N_NAME_FORMS)
    names = (IbarNameSetting){ form, IBAR_N_NAME_FORMS };
  ibar_session_set_names (self->session, &names);
}

void
ibar_window_init_names (IbarWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "first-name",
      .parameter_type = "s",
      .state = "''",
      .change_state = change_first_name },
    { .name = "second-name",
      .parameter_type = "s",
      .state = "''",
      .change_state = change_second_name },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->session, "notify::names", G_CALLBACK (names_changed_cb), self,
                           G_CONNECT_SWAPPED);
  names_changed_cb (self);
}
