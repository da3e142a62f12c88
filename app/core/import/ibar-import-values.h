/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "ibar-date.h"
#include "ibar-geo.h"

G_BEGIN_DECLS

/* What strangers' cells hold. Every parser takes one cell's text, UTF-8, blanks around it allowed, and
 * says in its error why the text is no date (IBAR_ERROR_PARSE) or an impossible one (IBAR_ERROR_DATA). */

/* How 05/06/2023 is meant. Dots (29.5.2023) always mean the day first, four digits first the year. */
typedef enum
{
  IBAR_DATE_ORDER_UNDECIDED,
  IBAR_DATE_ORDER_DAY_FIRST,
  IBAR_DATE_ORDER_MONTH_FIRST,
} IbarDateOrder;

typedef struct
{
  IbarDay           start; /* IBAR_DAY_NONE: not dated */
  IbarDay           end;
  IbarDatePrecision precision;
} IbarImportDate;

/* What a column's cells say of the order of day and month: how many fit which reading. */
typedef struct
{
  guint n_cells;            /* cells that hold anything */
  guint n_day_first_only;   /* 29/05/2023 */
  guint n_month_first_only; /* 05/29/2023 */
  guint n_either;           /* 05/06/2023 */
  guint n_unambiguous;      /* dates whose shape needs no decision */
  guint n_neither;          /* no dates at all */
} IbarDateEvidence;

/* What two columns' cells say of which is the latitude: how many rows fit which reading. */
typedef struct
{
  guint n_rows;             /* rows with two numbers */
  guint n_given_only;       /* possible as given, impossible exchanged */
  guint n_exchanged_only;   /* the other way round */
  guint n_either;
  guint n_neither;
  guint n_home_given;       /* of n_either: inside the home extent as given, outside exchanged */
  guint n_home_exchanged;   /* of n_either: the other way round */
} IbarCoordinateEvidence;

typedef enum
{
  IBAR_AXIS_LATITUDE,
  IBAR_AXIS_LONGITUDE,
} IbarAxis;

gboolean      ibar_import_is_blank            (const char                   *text);
/* A refusal that quotes a cell: format has one %.40s for it. FALSE. */
gboolean      ibar_import_fail_value          (const char                   *text,
                                               int                           code,
                                               const char                   *format,
                                               GError                      **error);
/* comma_is_decimal: in 1,234 too, as in coordinates. */
gboolean      ibar_import_read_number         (const char                   *text,
                                               gboolean                      comma_is_decimal,
                                               double                       *number);

/* Whether a text begins with YYYY-MM-DD. */
gboolean      ibar_import_is_iso_day          (const char                   *text);
gboolean      ibar_import_parse_date          (const char                   *text,
                                               IbarDateOrder                 order,
                                               IbarImportDate               *date,
                                               GError                      **error);
gboolean      ibar_import_is_date_interval    (const char                   *cell);
gboolean      ibar_import_parse_date_interval (const char                   *cell,
                                               IbarImportDate               *date,
                                               GError                      **error);
gboolean      ibar_import_is_date_vague       (const char                   *cell);
gboolean      ibar_import_date_from_parts     (const char                   *year,
                                               const char                   *month,
                                               const char                   *day,
                                               IbarImportDate               *date,
                                               GError                      **error);
void          ibar_date_evidence_add          (IbarDateEvidence             *self,
                                               const char                   *text);
IbarDateOrder ibar_date_evidence_decide       (const IbarDateEvidence       *self);
char         *ibar_date_evidence_explain      (const IbarDateEvidence       *self);

gboolean      ibar_import_parse_number        (const char                   *text,
                                               double                       *number,
                                               GError                      **error);
gboolean      ibar_import_parse_count         (const char                   *text,
                                               gint64                       *count,
                                               GError                      **error);

gboolean      ibar_import_parse_coordinate    (const char                   *text,
                                               IbarAxis                      axis,
                                               double                       *degrees,
                                               GError                      **error);
gboolean      ibar_import_parse_position      (const char                   *text,
                                               IbarPoint                    *point,
                                               GError                      **error);
void          ibar_coordinate_evidence_add    (IbarCoordinateEvidence       *self,
                                               const char                   *latitude,
                                               const char                   *longitude,
                                               const IbarExtent             *home);
gboolean      ibar_coordinate_evidence_decide (const IbarCoordinateEvidence *self);
char         *ibar_coordinate_evidence_explain (const IbarCoordinateEvidence *self);

G_END_DECLS
