/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "ibar-title-pages"

#include "config.h"

#include "ibar-title-pages.h"

#define N_PAGES 64

/* Titles of the positions from number * IBAR_TITLE_PAGE_LENGTH. */
typedef struct
{
  guint number;
  guint length;
  char *titles[IBAR_TITLE_PAGE_LENGTH];
} Page;

struct _IbarTitlePages
{
  IbarTitleFidFunc get_fid;
  gpointer         data;
  GQueue           pages; /* of Page, used last first */
};

static void
page_free (Page *page)
{
  for (guint i = 0; i < page->length; i++)
    g_free (page->titles[i]);
  g_free (page);
}

IbarTitlePages *
ibar_title_pages_new (IbarTitleFidFunc get_fid, gpointer data)
{
  IbarTitlePages *self = g_new0 (IbarTitlePages, 1);

  self->get_fid = get_fid;
  self->data = data;
  g_queue_init (&self->pages);
  return self;
}

void
ibar_title_pages_forget (IbarTitlePages *self)
{
  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
}

void
ibar_title_pages_free (IbarTitlePages *self)
{
  ibar_title_pages_forget (self);
  g_free (self);
}

static Page *
read_page (IbarTitlePages *self, IbarCollection *collection, guint number, guint n_items)
{
  g_autoptr (GError) error = NULL;
  Page *page = g_new0 (Page, 1);
  gint64 fids[IBAR_TITLE_PAGE_LENGTH];
  guint first = number * IBAR_TITLE_PAGE_LENGTH;

  page->number = number;
  page->length = MIN (IBAR_TITLE_PAGE_LENGTH, n_items - first);
  for (guint i = 0; i < page->length; i++)
    fids[i] = self->get_fid (first + i, self->data);
  if (!ibar_collection_load_titles (collection, fids, page->length, page->titles, &error))
    g_message ("%s", error->message);
  return page;
}

static int
compare_number (gconstpointer page, gconstpointer number)
{
  return ((const Page *) page)->number != GPOINTER_TO_UINT (number);
}

const char *
ibar_title_pages_get (IbarTitlePages *self, IbarCollection *collection, guint position, guint n_items)
{
  guint number = position / IBAR_TITLE_PAGE_LENGTH;
  GList *link = g_queue_find_custom (&self->pages, GUINT_TO_POINTER (number), compare_number);
  const char *title;

  if (link != NULL)
    {
      g_queue_unlink (&self->pages, link);
      g_queue_push_head_link (&self->pages, link);
    }
  else
    {
      g_queue_push_head (&self->pages, read_page (self, collection, number, n_items));
      if (self->pages.length > N_PAGES)
        page_free (g_queue_pop_tail (&self->pages));
    }
  title = ((Page *) self->pages.head->data)->titles[position % IBAR_TITLE_PAGE_LENGTH];
  return title != NULL ? title : "";
}
