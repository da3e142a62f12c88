/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a sentence's full stop meets that of what stands in it. */

#include "config.h"

#include "ibar-date.h"
#include "ibar-sentence.h"

static void
test_mend (void)
{
  static const struct
  {
    const char *text, *mended;
  } cases[] = {
    { "Одговор: 29. маја 2023..", "Одговор: 29. маја 2023." },
    { "29. maja 2023.. Clashes..", "29. maja 2023. Clashes." },
    { "One. Two.", "One. Two." },
    { "Wait...", "Wait..." },
    { "Wait....", "Wait..." },
    { "Wait….", "Wait…" },
    { "..", "." },
    { "", "" },
  };

  g_assert_null (ibar_sentence_mend (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mended = ibar_sentence_mend (g_strdup (cases[i].text));

      g_assert_cmpstr (mended, ==, cases[i].mended);
    }
}

static void
test_month (void)
{
  g_autofree char *first = ibar_month_format (ibar_day_from_ymd (2023, 5, 1));
  g_autofree char *last = ibar_month_format (ibar_day_from_ymd (2024, 12, 31));

  g_assert_cmpstr (first, ==, "May 2023");
  g_assert_cmpstr (last, ==, "December 2024");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentence/mend", test_mend);
  g_test_add_func ("/sentence/month", test_month);
  return g_test_run ();
}
