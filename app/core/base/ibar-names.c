/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names in several languages and scripts.
 *
 * No form is ever made from another: where one is missing, another is shown as it is.
 * Transliteration would invent names that nobody uses. */

#define G_LOG_DOMAIN "ibar-names"

#include "config.h"

#include "ibar-names.h"

#include <string.h>

const IbarNameSetting IBAR_NAME_SETTING_DEFAULT = { IBAR_NAME_SQ, IBAR_NAME_SR_LATN };

static const char *const form_tags[IBAR_N_NAME_FORMS] = { "sq", "sr-Latn", "sr-Cyrl", "en", "local" };

static const IbarNameForm fallback_order[IBAR_N_NAME_FORMS] = {
  IBAR_NAME_EN,
  IBAR_NAME_LOCAL,
  IBAR_NAME_SR_LATN,
  IBAR_NAME_SQ,
  IBAR_NAME_SR_CYRL,
};

static gboolean
form_is_missing (const IbarNames *names, IbarNameForm form)
{
  return names->form[form] == NULL || names->form[form][0] == '\0';
}

static gboolean
form_from_tag (const char *tag, IbarNameForm *form)
{
  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    {
      if (g_ascii_strcasecmp (tag, form_tags[i]) == 0)
        {
          *form = (IbarNameForm) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * ibar_names_get:
 * @names: the forms of a name
 * @form: the form wanted
 *
 * One form, or the next that exists: English, local, Serbian Latin, Albanian, Serbian Cyrillic.
 *
 * Returns: (transfer none): the name, "" if there is no form at all
 */
const char *
ibar_names_get (const IbarNames *names, IbarNameForm form)
{
  g_return_val_if_fail (names != NULL, "");

  if (form >= 0 && form < IBAR_N_NAME_FORMS && !form_is_missing (names, form))
    return names->form[form];
  for (guint i = 0; i < G_N_ELEMENTS (fallback_order); i++)
    {
      if (!form_is_missing (names, fallback_order[i]))
        return names->form[fallback_order[i]];
    }
  return "";
}

/**
 * ibar_names_format:
 * @names: the forms of a name
 * @setting: which are wanted
 *
 * The name as the reader wants it: one form, or two with a slash between them. Equal forms, and a
 * second that would only repeat a fallback, are shown once.
 *
 * Returns: (transfer full): the text, "" if there is no form at all
 */
char *
ibar_names_format (const IbarNames *names, const IbarNameSetting *setting)
{
  const char *first;

  g_return_val_if_fail (names != NULL && setting != NULL, NULL);

  first = ibar_names_get (names, setting->first);
  if (setting->second >= IBAR_N_NAME_FORMS)
    return g_strdup (first);
  if (form_is_missing (names, setting->first) && !form_is_missing (names, setting->second))
    return g_strdup (names->form[setting->second]);
  if (form_is_missing (names, setting->second) || strcmp (first, names->form[setting->second]) == 0)
    return g_strdup (first);
  return g_strdup_printf ("%s / %s", first, names->form[setting->second]);
}

/**
 * ibar_names_copy:
 * @names: what to copy
 * @copy: (out caller-allocates): free its strings with ibar_names_clear()
 */
void
ibar_names_copy (const IbarNames *names, IbarNames *copy)
{
  g_return_if_fail (names != NULL && copy != NULL);

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    copy->form[i] = g_strdup (names->form[i]);
}

/**
 * ibar_names_clear:
 * @names: frees every form and leaves all of them missing
 */
void
ibar_names_clear (IbarNames *names)
{
  g_return_if_fail (names != NULL);

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    g_clear_pointer (&names->form[i], g_free);
}

/**
 * ibar_name_setting_to_string:
 * @setting: a reader's choice
 *
 * Returns: (transfer full): as it is kept in settings and on the command line: BCP 47 tags, "sq",
 *   or "sq+sr-Latn"; "local" for what is written on the spot
 */
char *
ibar_name_setting_to_string (const IbarNameSetting *setting)
{
  g_return_val_if_fail (setting != NULL && setting->first < IBAR_N_NAME_FORMS, NULL);

  if (setting->second >= IBAR_N_NAME_FORMS)
    return g_strdup (form_tags[setting->first]);
  return g_strconcat (form_tags[setting->first], "+", form_tags[setting->second], NULL);
}

/**
 * ibar_name_setting_from_string:
 * @text: (nullable): as ibar_name_setting_to_string() gives it
 * @setting: (out): the choice; untouched if @text is none
 *
 * Returns: whether @text names one form or two different ones
 */
gboolean
ibar_name_setting_from_string (const char *text, IbarNameSetting *setting)
{
  g_auto (GStrv) tags = NULL;
  IbarNameSetting found = { IBAR_NAME_SQ, IBAR_N_NAME_FORMS };
  guint n;

  if (text == NULL)
    return FALSE;
  tags = g_strsplit (text, "+", 3);
  n = g_strv_length (tags);
  if (n < 1 || n > 2 || !form_from_tag (tags[0], &found.first))
    return FALSE;
  if (n == 2 && (!form_from_tag (tags[1], &found.second) || found.first == found.second))
    return FALSE;
  *setting = found;
  return TRUE;
}
