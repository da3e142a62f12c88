/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IbarDay:
 *
 * A calendar day [days since 1970-01-01, proleptic Gregorian], from 0001-01-01 to 9999-12-31.
 */
typedef gint32 IbarDay;

#define IBAR_DAY_NONE G_MININT32       /* open end, or not dated */
#define IBAR_DAY_MIN ((IbarDay) -719162) /* 0001-01-01 */
#define IBAR_DAY_MAX ((IbarDay) 2932896) /* 9999-12-31 */

/**
 * IbarDatePrecision:
 * @IBAR_DATE_DAY: the days from start to end are known
 * @IBAR_DATE_DAY_INFERRED: a day, inferred or off by one
 * @IBAR_DATE_MONTH: some day of the month(s) from start to end
 * @IBAR_DATE_YEAR: some day of the year(s) from start to end
 * @IBAR_DATE_RANGE: some day between start and end
 * @IBAR_DATE_UNKNOWN: not dated; start and end are IBAR_DAY_NONE
 *
 * What is known of a date. Start and end always span all days that are possible, so a filter needs to
 * look at nothing but the overlap.
 */
typedef enum
{
  IBAR_DATE_DAY,
  IBAR_DATE_DAY_INFERRED,
  IBAR_DATE_MONTH,
  IBAR_DATE_YEAR,
  IBAR_DATE_RANGE,
  IBAR_DATE_UNKNOWN,
} IbarDatePrecision;

IbarDay     ibar_day_from_ymd               (int                year,
                                             int                month,
                                             int                day);
void        ibar_day_to_ymd                 (IbarDay            day,
                                             int               *year,
                                             int               *month,
                                             int               *mday);
int         ibar_days_in_month              (int                year,
                                             int                month);
IbarDay     ibar_day_today                  (void);
gboolean    ibar_day_parse                  (const char        *text,
                                             IbarDay           *start,
                                             IbarDay           *end,
                                             IbarDatePrecision *precision,
                                             GError           **error);
char       *ibar_day_format_iso             (IbarDay            day);
const char *ibar_date_precision_to_string   (IbarDatePrecision  precision);
gboolean    ibar_date_precision_from_string (const char        *text,
                                             IbarDatePrecision *precision);

/* In words; ibar-date-words.c. */
char       *ibar_month_format               (IbarDay            day);
char       *ibar_month_format_short         (IbarDay            day,
                                             gboolean           with_year);
char       *ibar_day_format_short           (IbarDay            day,
                                             gboolean           with_year);
char       *ibar_date_format                (IbarDay            start,
                                             IbarDay            end,
                                             IbarDatePrecision  precision);
/* Beside a day; month: 1 … 12. */
const char *ibar_month_with_day             (int                month);

G_END_DECLS
