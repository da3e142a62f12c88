/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What pages of a session's selection share: the session, the scrolling, and their end. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-session-page"

#include "ibar-session-page.h"

typedef struct
{
  IbarSession *session; /* (owned) (nullable) */
  GtkWidget *scroller;
  GtkWidget *body;
} IbarSessionPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (IbarSessionPage, ibar_session_page, GTK_TYPE_WIDGET)

static IbarSessionPagePrivate *
get_private (IbarSessionPage *self)
{
  return ibar_session_page_get_instance_private (self);
}

static void
changed_cb (IbarSession *session, guint flags, IbarSessionPage *self)
{
  IBAR_SESSION_PAGE_GET_CLASS (self)->session_changed (self, flags);
}

static void
ibar_session_page_dispose (GObject *object)
{
  IbarSessionPagePrivate *priv = get_private (IBAR_SESSION_PAGE (object));

  if (priv->session != NULL)
    g_signal_handlers_disconnect_by_data (priv->session, object);
  g_clear_object (&priv->session);
  g_clear_pointer (&priv->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (ibar_session_page_parent_class)->dispose (object);
}

static void
ibar_session_page_class_init (IbarSessionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ibar_session_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ibar_session_page_init (IbarSessionPage *self)
{
  IbarSessionPagePrivate *priv = get_private (self);

  priv->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (priv->body, "page");
  priv->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (priv->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (priv->scroller), priv->body);
  gtk_widget_set_parent (priv->scroller, GTK_WIDGET (self));
}

/**
 * ibar_session_page_set_session:
 * @self: a page
 * @session: (nullable): whose selection it shows
 */
void
ibar_session_page_set_session (IbarSessionPage *self, IbarSession *session)
{
  IbarSessionPagePrivate *priv;

  g_return_if_fail (IBAR_IS_SESSION_PAGE (self));

  priv = get_private (self);
  if (priv->session != NULL)
    g_signal_handlers_disconnect_by_data (priv->session, self);
  g_set_object (&priv->session, session);
  if (session == NULL)
    return;
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (session, G_MAXUINT, self);
}

IbarSession *
ibar_session_page_get_session (IbarSessionPage *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION_PAGE (self), NULL);

  return get_private (self)->session;
}

GtkBox *
ibar_session_page_get_body (IbarSessionPage *self)
{
  g_return_val_if_fail (IBAR_IS_SESSION_PAGE (self), NULL);

  return GTK_BOX (get_private (self)->body);
}

/**
 * ibar_session_page_scroll_up:
 * @self: a page
 *
 * Shows its beginning.
 */
void
ibar_session_page_scroll_up (IbarSessionPage *self)
{
  g_return_if_fail (IBAR_IS_SESSION_PAGE (self));

  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (get_private (self)->scroller)), 0);
}
