/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Repetition over days, and the file it is kept in.
 *
 * A card that was answered right moves one box up and comes again after that box's days; one that
 * was answered wrong goes back to the first box and is due at once. The day is the caller's:
 * nothing here reads a clock.
 *
 * The file is a table (CSV) of a row a card under a line that names it, written whole and put in
 * place of the old one at once. One that cannot be read to the end is kept aside under another
 * name, told of with its line, and a new one begun: a damaged file costs the progress, never the
 * quiz, and nothing is thrown away.
 *
 * Source: S. Leitner, "So lernt man lernen" (1972); the intervals double, as is usual. */

#define G_LOG_DOMAIN "ibar-quiz-progress"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ibar-csv.h"
#include "ibar-error.h"
#include "ibar-quiz-progress.h"

#define HEADER "ibar-quiz-progress 1,box,due,last,asked,right" /* the name, and the version */
#define N_FIELDS 6
#define SIZE_LIMIT                                                                                 \
  (16 * 1024 * 1024) /* [bytes] a hundred thousand cards; anything larger is no file of ours */

struct _IbarQuizProgress
{
  char *path;
  GHashTable *cards; /* of char * (the card's own) → IbarQuizCard */
};

static const guint intervals[IBAR_QUIZ_BOXES] = { 0, 1, 2, 4, 8, 16, 32 };

static void
card_free (IbarQuizCard *card)
{
  g_free (card->card);
  g_free (card);
}

/**
 * ibar_quiz_progress_get_default_path:
 *
 * Returns: (transfer full): where a player's progress is kept; it need not exist
 */
char *
ibar_quiz_progress_get_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "ibar", "quiz-progress.csv", NULL);
}

/**
 * ibar_quiz_progress_get_interval:
 * @box: a box
 *
 * Returns: after how many days a card in it is due again
 */
guint
ibar_quiz_progress_get_interval (guint box)
{
  g_return_val_if_fail (box < IBAR_QUIZ_BOXES, 0);

  return intervals[box];
}

/* ---- Reading ------------------------------------------------------------------------------- */

static gboolean
parse_number (IbarCsv *csv, guint field, guint64 most, guint *value, GError **error)
{
  const char *text = ibar_csv_get_field (csv, field);
  guint64 number;

  if (g_ascii_string_to_unsigned (text, 10, 0, most, &number, NULL))
    {
      *value = (guint) number;
      return TRUE;
    }
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
               _ ("line %u: “%s”; expected a number from 0 to %u"), ibar_csv_get_line (csv), text,
               (guint) most);
  return FALSE;
}

static gboolean
parse_day (IbarCsv *csv, guint field, IbarDay *day, GError **error)
{
  IbarDay end;
  IbarDatePrecision precision;
  const char *text = ibar_csv_get_field (csv, field);

  if (ibar_day_parse (text, day, &end, &precision, NULL) && precision == IBAR_DATE_DAY
      && *day == end)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
               _ ("line %u: “%s”; expected a day as 2023-05-29"), ibar_csv_get_line (csv), text);
  return FALSE;
}

static gboolean
read_card (IbarQuizProgress *self, IbarCsv *csv, GError **error)
{
  IbarQuizCard card = { NULL };
  const char *id = ibar_csv_get_field (csv, 0);

  if (ibar_csv_get_n_fields (csv) != N_FIELDS || id[0] == '\0' || !g_utf8_validate (id, -1, NULL))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PARSE,
                   _ ("line %u: expected a question and %d values"), ibar_csv_get_line (csv),
                   N_FIELDS - 1);
      return FALSE;
    }
  if (!parse_number (csv, 1, IBAR_QUIZ_BOXES - 1, &card.box, error)
      || !parse_day (csv, 2, &card.due, error) || !parse_day (csv, 3, &card.last, error)
      || !parse_number (csv, 4, G_MAXINT32, &card.asked, error)
      || !parse_number (csv, 5, card.asked, &card.right, error))
    return FALSE;
  card.card = g_strdup (id);
  g_hash_table_replace (self->cards, card.card, g_memdup2 (&card, sizeof card));
  return TRUE;
}

static gboolean
read_cards (IbarQuizProgress *self, const char *text, gsize size, GError **error)
{
  g_autoptr (IbarCsv) csv = NULL;
  gboolean row;

  if (!g_str_has_prefix (text, HEADER "\n") || strlen (text) != size || text[size - 1] != '\n')
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_CORRUPT,
                   _ ("it does not begin and end as a file of Ibar's does"));
      return FALSE;
    }
  csv = ibar_csv_new (text, size);
  if (!ibar_csv_read (csv, &row, error)) /* the header, as its lines are counted */
    return FALSE;
  for (;;)
    {
      if (!ibar_csv_read (csv, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!read_card (self, csv, error))
        return FALSE;
    }
}

/* PATH.damaged, PATH.damaged-2 …: an older one that was kept is not overwritten. */
static char *
set_file_aside (const char *path, GError **error)
{
  for (guint i = 1; i < 1000; i++)
    {
      g_autofree char *name = i == 1 ? g_strconcat (path, ".damaged", NULL)
                                     : g_strdup_printf ("%s.damaged-%u", path, i);

      if (g_file_test (name, G_FILE_TEST_EXISTS))
        continue;
      if (g_rename (path, name) == 0)
        return g_steal_pointer (&name);
      break;
    }
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED,
               _ ("%s is damaged, and cannot be moved aside: %s"), path, g_strerror (errno));
  return NULL;
}

static gboolean
load_file (IbarQuizProgress *self, char **set_aside, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (GError) reason = NULL;
  gsize size;
  GStatBuf status;
  gboolean there = g_stat (self->path, &status) == 0;

  if (!there && errno == ENOENT)
    return TRUE;
  if (there && status.st_size > SIZE_LIMIT)
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_TOO_LARGE,
                   _ ("%s has more than %d MB: this is no progress file"), self->path,
                   SIZE_LIMIT >> 20);
      return FALSE;
    }
  if (!g_file_get_contents (self->path, &text, &size, &reason))
    {
      g_set_error (error, IBAR_ERROR, IBAR_ERROR_PERMISSION, "%s", reason->message);
      return FALSE;
    }
  if (size > 0 && read_cards (self, text, size, &reason))
    return TRUE;
  g_hash_table_remove_all (self->cards);
  aside = set_file_aside (self->path, error);
  if (aside == NULL)
    return FALSE;
  *set_aside = g_strdup_printf (
      _ ("The progress kept so far cannot be read: %1$s. It was kept as %2$s, and a new "
         "one is begun."),
      reason != NULL ? reason->message : _ ("the file is empty"), aside);
  return TRUE;
}

/**
 * ibar_quiz_progress_load:
 * @path: the file; it need not exist
 * @set_aside: (out) (transfer full): what to tell the player if the file was damaged, else NULL
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the progress, empty where there is none yet or it was
 * damaged
 *
 * **Errors:** %IBAR_ERROR_PERMISSION, %IBAR_ERROR_TOO_LARGE, %IBAR_ERROR_FAILED if a damaged file
 * cannot be kept aside; the file is as it was then.
 */
IbarQuizProgress *
ibar_quiz_progress_load (const char *path, char **set_aside, GError **error)
{
  g_autoptr (IbarQuizProgress) self = g_new0 (IbarQuizProgress, 1);

  g_return_val_if_fail (path != NULL && set_aside != NULL, NULL);

  *set_aside = NULL;
  self->path = g_strdup (path);
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) card_free);
  if (!load_file (self, set_aside, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ibar_quiz_progress_free:
 * @self: (transfer full) (nullable): a progress; what was not saved is lost
 */
void
ibar_quiz_progress_free (IbarQuizProgress *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_free (self->path);
  g_free (self);
}

/* ---- Writing ------------------------------------------------------------------------------- */

static int
compare_cards (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const IbarQuizCard *const *) a)->card,
                 (*(const IbarQuizCard *const *) b)->card);
}

static GPtrArray *
list_cards (IbarQuizProgress *self, GCompareFunc compare)
{
  GPtrArray *cards = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    g_ptr_array_add (cards, card);
  g_ptr_array_sort (cards, compare);
  return cards;
}

static void
append_card (GString *out, const IbarQuizCard *card)
{
  g_autofree char *due = ibar_day_format_iso (card->due);
  g_autofree char *last = ibar_day_format_iso (card->last);

  ibar_csv_append_field (out, card->card);
  g_string_append_printf (out, ",%u,%s,%s,%u,%u\n", card->box, due, last, card->asked, card->right);
}

/**
 * ibar_quiz_progress_save:
 * @self: a progress
 * @error: return location
 *
 * Writes the file whole, and puts it in place of the old one.
 *
 * Returns: whether it was written; the old file is as it was otherwise
 *
 * **Errors:** %IBAR_ERROR_FAILED with the system's own words.
 */
gboolean
ibar_quiz_progress_save (IbarQuizProgress *self, GError **error)
{
  g_autoptr (GPtrArray) cards = list_cards (self, compare_cards);
  g_autoptr (GString) out = g_string_new (HEADER "\n");
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) reason = NULL;

  for (guint i = 0; i < cards->len; i++)
    append_card (out, g_ptr_array_index (cards, i));
  if (g_mkdir_with_parents (folder, 0700) == 0
      && g_file_set_contents_full (self->path, out->str, (gssize) out->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, &reason))
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("The progress cannot be kept in %s: %s"),
               self->path, reason != NULL ? reason->message : g_strerror (errno));
  return FALSE;
}

/**
 * ibar_quiz_progress_delete:
 * @self: a progress
 * @error: return location
 *
 * Forgets everything, and removes the file.
 *
 * Returns: whether the file is gone
 */
gboolean
ibar_quiz_progress_delete (IbarQuizProgress *self, GError **error)
{
  g_hash_table_remove_all (self->cards);
  if (g_unlink (self->path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, IBAR_ERROR, IBAR_ERROR_FAILED, _ ("%s cannot be removed: %s"), self->path,
               g_strerror (errno));
  return FALSE;
}

/* ---- Asking -------------------------------------------------------------------------------- */

/**
 * ibar_quiz_progress_answer:
 * @self: a progress
 * @id: the card of the question
 * @right: whether the answer was right
 * @today: the day
 *
 * Notes an answer. A card answered right again on the day it was learned stays where it is: it
 * counts once a day.
 */
void
ibar_quiz_progress_answer (IbarQuizProgress *self, const char *id, gboolean right, IbarDay today)
{
  IbarQuizCard *card = g_hash_table_lookup (self->cards, id);

  if (card == NULL)
    {
      card = g_new0 (IbarQuizCard, 1);
      card->card = g_strdup (id);
      card->due = today;
      g_hash_table_insert (self->cards, card->card, card);
    }
  card->asked++;
  card->last = today;
  if (!right)
    {
      card->box = 0;
      card->due = today;
      return;
    }
  card->right++;
  if (card->due > today)
    return;
  card->box = MIN (card->box + 1, IBAR_QUIZ_BOXES - 1);
  card->due = MIN (today + (IbarDay) intervals[card->box], IBAR_DAY_MAX);
}

/**
 * ibar_quiz_progress_get:
 * @self: a progress
 * @card: a question's card
 *
 * Returns: (transfer none) (nullable): what is known of it, NULL if it was never asked
 */
const IbarQuizCard *
ibar_quiz_progress_get (IbarQuizProgress *self, const char *card)
{
  return g_hash_table_lookup (self->cards, card);
}

/**
 * ibar_quiz_progress_get_n:
 * @self: a progress
 *
 * Returns: how many questions were asked so far
 */
guint
ibar_quiz_progress_get_n (IbarQuizProgress *self)
{
  return g_hash_table_size (self->cards);
}

/**
 * ibar_quiz_progress_count_box:
 * @self: a progress
 * @box: a box
 *
 * Returns: how many cards are in it
 */
guint
ibar_quiz_progress_count_box (IbarQuizProgress *self, guint box)
{
  GHashTableIter iter;
  gpointer card;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    n += ((const IbarQuizCard *) card)->box == box;
  return n;
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const IbarQuizCard *x = *(const IbarQuizCard *const *) a, *y = *(const IbarQuizCard *const *) b;

  if (x->due != y->due)
    return x->due < y->due ? -1 : 1;
  return strcmp (x->card, y->card);
}

/**
 * ibar_quiz_progress_dup_due:
 * @self: a progress
 * @today: the day
 *
 * Returns: (transfer full) (array zero-terminated=1): the cards that are due, overdue longest
 * first; as IbarQuizSettings.cards takes them
 */
char **
ibar_quiz_progress_dup_due (IbarQuizProgress *self, IbarDay today)
{
  g_autoptr (GPtrArray) cards = list_cards (self, compare_due);
  GPtrArray *due = g_ptr_array_new ();

  for (guint i = 0; i < cards->len; i++)
    {
      const IbarQuizCard *card = g_ptr_array_index (cards, i);

      if (card->due <= today)
        g_ptr_array_add (due, g_strdup (card->card));
    }
  g_ptr_array_add (due, NULL);
  return (char **) g_ptr_array_free (due, FALSE);
}
