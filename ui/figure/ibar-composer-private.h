/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ibar-composer-base.h"
#include "ibar-composer-output.h"
#include "ibar-composer-rows.h"
#include "ibar-composer.h"
#include "ibar-composition.h"
#include "ibar-figure-preview.h"

G_BEGIN_DECLS

struct _IbarComposer
{
  AdwWindow parent_instance;

  IbarSession *session;         /* (owned) */
  IbarFigureEditor *editor;     /* (owned) */
  IbarComposition *composition; /* (owned) (nullable) what is shown */
  IbarComposerRows *rows;       /* (owned) */
  IbarBaseMaps *base_maps;      /* (owned) (nullable) the user's */
  IbarComposerBase *base;       /* (owned) which of them the figure is drawn on */
  GCancellable *cancellable;    /* (owned) of the worker */
  gboolean working;
  gboolean asked_again;
  guint n_exports;   /* under way */
  guint n_made;      /* pictures shown */
  guint page;

  IbarFigurePreview *preview;
  GtkWidget *hint;
  GtkWidget *page_label;
  GtkWidget *previous, *next;
  GtkWidget *findings;
  GtkWidget *presets;
  AdwToastOverlay *toasts;
};

/* In ibar-composer-build.c: everything in the window; session and editor are there. */
void ibar_composer_build           (IbarComposer *self);
/* In ibar-composer.c: */
void ibar_composer_tell            (const char   *text,
                                    gpointer      self);
void ibar_composer_refresh         (IbarComposer *self);
void ibar_composer_update_hint     (IbarComposer *self);
void ibar_composer_setting_changed (const char   *key,
                                    const char   *value,
                                    gpointer      self);
/* (transfer full) (nullable): what a worker makes the figure of */
IbarCompositionOrder *ibar_composer_create_order (IbarComposer *self);
/* In ibar-composer-export.c: the actions that hand the figure on. */
void ibar_composer_install_exports (GtkWidgetClass *klass);

G_END_DECLS
