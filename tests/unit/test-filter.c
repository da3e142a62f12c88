/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter as a value: canonical whatever the order it was built in. */

#include "config.h"

#include "ibar-filter.h"

static void
test_empty (void)
{
  g_autoptr (IbarFilter) filter = ibar_filter_new ();
  g_autoptr (IbarFilter) copy = ibar_filter_copy (filter);

  g_assert_true (ibar_filter_is_empty (filter));
  g_assert_true (ibar_filter_equal (filter, copy));
  ibar_filter_set_text (filter, " \t ");
  g_assert_null (filter->text);
  ibar_filter_set_area (filter, (IbarPoint[]){ { 0, 0 }, { 1, 1 } }, 2);
  g_assert_null (filter->area);
  ibar_filter_set_all (filter, IBAR_FACET_ACTOR, TRUE);
  g_assert_true (ibar_filter_is_empty (filter));
  g_assert_false (ibar_filter_equal (filter, copy));
}

static void
test_terms (void)
{
  g_autoptr (IbarFilter) a = ibar_filter_new ();
  g_autoptr (IbarFilter) b = ibar_filter_new ();

  ibar_filter_set_term (a, IBAR_FACET_ACTOR, "kfor", 1);
  ibar_filter_set_term (a, IBAR_FACET_ACTOR, "eulex", 1);
  ibar_filter_set_term (a, IBAR_FACET_ACTOR, "kfor", 1);
  ibar_filter_set_term (a, IBAR_FACET_ACTOR, "un", 1);
  ibar_filter_set_term (a, IBAR_FACET_ACTOR, "un", -1);
  ibar_filter_set_term (b, IBAR_FACET_ACTOR, "un", -1);
  ibar_filter_set_term (b, IBAR_FACET_ACTOR, "eulex", 1);
  ibar_filter_set_term (b, IBAR_FACET_ACTOR, "kfor", 1);
  g_assert_true (ibar_filter_equal (a, b));
  g_assert_cmpuint (a->terms[IBAR_FACET_ACTOR].include->len, ==, 2);
  g_assert_cmpint (ibar_filter_get_term (a, IBAR_FACET_ACTOR, "kfor"), ==, 1);
  g_assert_cmpint (ibar_filter_get_term (a, IBAR_FACET_ACTOR, "un"), ==, -1);
  g_assert_cmpint (ibar_filter_get_term (a, IBAR_FACET_TYPE, "un"), ==, 0);
  ibar_filter_set_term (a, IBAR_FACET_ACTOR, "un", 0);
  g_assert_false (ibar_filter_equal (a, b));
  ibar_filter_clear_facet (a, IBAR_FACET_ACTOR);
  g_assert_true (ibar_filter_is_empty (a));
}

static void
test_dates (void)
{
  g_autoptr (IbarFilter) filter = ibar_filter_new ();

  ibar_filter_set_dates (filter, 20, 10);
  g_assert_cmpint (filter->from, ==, 10);
  g_assert_cmpint (filter->to, ==, 20);
  ibar_filter_set_dates (filter, G_MAXINT32, IBAR_DAY_NONE);
  g_assert_cmpint (filter->from, ==, IBAR_DAY_MAX);
  g_assert_cmpint (filter->to, ==, IBAR_DAY_NONE);
  g_assert_false (ibar_filter_is_empty (filter));
}

static void
test_text (void)
{
  static const struct
  {
    const char *given, *canonical;
  } texts[] = {
    { "tear   gas", "tear gas" },
    { " \"tear \t gas\" ", "\"tear gas\"" },
    { "\"gas\"", "gas" },
    { "-gas -\"tear gas\"", "-gas -\"tear gas\"" },
    { "\"-gas\"", "\"-gas\"" },
    { "actor:kfor", "\"actor:kfor\"" },
    { "one\"two three", "one \"two three\"" },
    { "\"open", "open" },
    { "-- ! \"\" ", NULL },
    { "Zve\xc4\x8d\xff""an", "Zve\xc4\x8d\xef\xbf\xbd""an" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (IbarFilter) filter = ibar_filter_new ();
      g_autoptr (IbarFilter) again = ibar_filter_new ();

      ibar_filter_set_text (filter, texts[i].given);
      g_assert_cmpstr (filter->text, ==, texts[i].canonical);
      ibar_filter_set_text (again, filter->text);
      g_assert_true (ibar_filter_equal (filter, again));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/empty", test_empty);
  g_test_add_func ("/filter/terms", test_terms);
  g_test_add_func ("/filter/dates", test_dates);
  g_test_add_func ("/filter/text", test_text);
  return g_test_run ();
}
