/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-fold.h"

G_BEGIN_DECLS

typedef enum
{
  IBAR_NAME_SQ,      /* Albanian */
  IBAR_NAME_SR_LATN, /* Serbian, Latin script */
  IBAR_NAME_SR_CYRL, /* Serbian, Cyrillic script */
  IBAR_NAME_EN,      /* English */
  IBAR_NAME_LOCAL,   /* as it is written on the spot, in whatever language: the map's, no collection's */
  IBAR_N_NAME_FORMS,
} IbarNameForm;

/* The forms that stand for a language: those a collection has. */
#define IBAR_N_LANGUAGE_FORMS ((int) IBAR_NAME_LOCAL)

/* The forms of one name (owned strings, NULL or "" when that form is missing: never invented). */
typedef struct
{
  char *form[IBAR_N_NAME_FORMS];
} IbarNames;

/**
 * IbarNameSetting:
 * @first: the form shown
 * @second: the form shown after it ("Mitrovicë / Mitrovica"), or IBAR_N_NAME_FORMS for none
 *
 * The reader's choice, independent of the interface's language. A missing form falls back in the
 * order English, local, Serbian Latin, Albanian, Serbian Cyrillic, then the id; equal forms are shown once.
 */
typedef struct
{
  IbarNameForm first;
  IbarNameForm second;
} IbarNameSetting;

extern const IbarNameSetting IBAR_NAME_SETTING_DEFAULT; /* Albanian / Serbian Latin */

const char *ibar_names_get                 (const IbarNames       *names,
                                            IbarNameForm           form);
char       *ibar_names_format              (const IbarNames       *names,
                                            const IbarNameSetting *setting);
void        ibar_names_copy                (const IbarNames       *names,
                                            IbarNames             *copy);
void        ibar_names_clear               (IbarNames             *names);
char       *ibar_name_setting_to_string    (const IbarNameSetting *setting);
gboolean    ibar_name_setting_from_string  (const char            *text,
                                            IbarNameSetting       *setting);
G_END_DECLS
