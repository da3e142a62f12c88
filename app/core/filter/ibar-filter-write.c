/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A filter's canonical text, by the grammar in ibar-filter-text.c: reading it gives the same filter, and writing
 * that the same text. */

#include "config.h"

#define G_LOG_DOMAIN "ibar-filter"

#include "ibar-filter.h"

#include "ibar-filter-names.h"

static gboolean
needs_quotes (const char *value)
{
  if (*value == '\0' || *value == '"')
    return TRUE;
  for (; *value != '\0'; value = g_utf8_next_char (value))
    if (g_unichar_isspace (g_utf8_get_char (value)))
      return TRUE;
  return FALSE;
}

static void
append_term (GString *text, const char *sign, const char *key, const char *value)
{
  g_string_append_printf (text, "%s%s%s:", text->len > 0 ? " " : "", sign, key);
  if (!needs_quotes (value))
    {
      g_string_append (text, value);
      return;
    }
  g_string_append_c (text, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *value);
    }
  g_string_append_c (text, '"');
}

/* The day, month or year that is exactly these days; NULL if there is none. */
static char *
format_span (IbarDay from, IbarDay to)
{
  int year, month, mday;

  if (from == to)
    return ibar_day_format_iso (from);
  ibar_day_to_ymd (from, &year, &month, &mday);
  if (month == 1 && mday == 1 && to == ibar_day_from_ymd (year, 12, 31))
    return g_strdup_printf ("%04d", year);
  if (mday == 1 && to < from + 31 && (to == IBAR_DAY_MAX || to + 1 == ibar_day_from_ymd (year + month / 12, month % 12 + 1, 1)))
    return g_strdup_printf ("%04d-%02d", year, month);
  return NULL;
}

static void
append_date (GString *text, IbarDay from, IbarDay to)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *value = NULL;

  if (from == IBAR_DAY_NONE && to == IBAR_DAY_NONE)
    return;
  if (from != IBAR_DAY_NONE && to != IBAR_DAY_NONE)
    value = format_span (from, to);
  if (value == NULL)
    {
      first = ibar_day_format_iso (from);
      last = ibar_day_format_iso (to);
      value = g_strdup_printf ("%s..%s", first, last);
    }
  append_term (text, "", "date", value);
}

/* The shortest decimal number that reads back as the same. */
static void
append_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 6; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }
  g_string_append (text, buffer);
}

static void
append_area (GString *text, const GArray *area)
{
  const IbarPoint *p;

  if (area == NULL)
    return;
  p = (const IbarPoint *) (const void *) area->data;
  g_string_append (text, text->len > 0 ? " area:" : "area:");
  /* As a box if that reads back as these four points. */
  if (area->len == 4 && p[0].longitude == p[3].longitude && p[1].longitude == p[2].longitude
      && p[0].latitude == p[1].latitude && p[2].latitude == p[3].latitude && p[0].longitude <= p[1].longitude
      && p[0].latitude <= p[2].latitude)
    {
      append_number (text, p[0].longitude);
      g_string_append_c (text, ',');
      append_number (text, p[0].latitude);
      g_string_append_c (text, ',');
      append_number (text, p[1].longitude);
      g_string_append_c (text, ',');
      append_number (text, p[2].latitude);
      return;
    }
  for (guint i = 0; i < area->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      append_number (text, p[i].longitude);
      g_string_append_c (text, ',');
      append_number (text, p[i].latitude);
    }
}

static void
append_facet (GString *text, const IbarFilterTerms *terms, IbarFacet facet)
{
  const char *key = ibar_filter_facet_key (facet);

  if (terms->all)
    append_term (text, "", "all", key);
  for (guint i = 0; i < terms->include->len; i++)
    append_term (text, "", key, g_ptr_array_index (terms->include, i));
  for (guint i = 0; i < terms->exclude->len; i++)
    append_term (text, "-", key, g_ptr_array_index (terms->exclude, i));
}

/**
 * ibar_filter_to_text:
 * @self: a filter
 *
 * Returns: (transfer full): its canonical text, "" for the empty filter
 *
 * **Thread:** any
 */
char *
ibar_filter_to_text (const IbarFilter *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  append_date (text, self->from, self->to);
  for (guint i = 0; i < IBAR_N_FACETS; i++)
    append_facet (text, &self->terms[ibar_filter_facet_order[i]], ibar_filter_facet_order[i]);
  append_area (text, self->area);
  if (self->text != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", self->text);
  return g_string_free (text, FALSE);
}
