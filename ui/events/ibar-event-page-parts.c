/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sections of an event's page, each from the record alone.
 *
 * Numbers are claims: each row says how many, of whom, by whose account. A row that lies inside the one
 * above it is indented and says that it is not to be added. */

#define G_LOG_DOMAIN "ibar-event-page"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ibar-coordinates.h"
#include "ibar-event-page-parts.h"
#include "ibar-event-rows.h"
#include "ibar-family-symbol.h"
#include "ibar-parts.h"
#include "ibar-terms.h"

#include <string.h>

#define INDENT 18 /* [px] */
#define SHORT_NOTE 16 /* [characters] "at least" stands before the number, what is longer below it */

char *
ibar_names_dup_others (const IbarNames *names, const char *shown)
{
  GString *others = g_string_new (NULL);

  for (int i = 0; i < IBAR_N_NAME_FORMS; i++)
    {
      const char *form = names->form[i];

      if (form == NULL || form[0] == '\0' || strstr (shown, form) != NULL || strstr (others->str, form) != NULL)
        continue;
      g_string_append_printf (others, others->len > 0 ? " · %s" : "%s", form);
    }
  return g_string_free (others, FALSE);
}

static char *
dup_distance (double metres)
{
  if (metres < 1000)
    return g_strdup_printf (_ ("%.0f m"), metres);
  return g_strdup_printf (metres < 9950 ? _ ("%.1f km") : _ ("%.0f km"), metres / 1000);
}

char *
ibar_precision_dup_words (IbarPlacePrecision precision, double uncertainty_m)
{
  static const char *const words[] = {
    [IBAR_PLACE_EXACT] = N_ ("The site is known"),
    [IBAR_PLACE_TOWN] = N_ ("Placed at the town; the site is not known"),
    [IBAR_PLACE_MUNICIPALITY] = N_ ("Somewhere in the municipality"),
    [IBAR_PLACE_REGION] = N_ ("Somewhere in the region"),
    [IBAR_PLACE_UNPLACED] = N_ ("Not placed on the map"),
  };
  g_autofree char *distance = NULL;
  const char *text = _ (words[MIN (precision, IBAR_PLACE_UNPLACED)]);

  if (uncertainty_m <= 0 || precision == IBAR_PLACE_UNPLACED)
    return g_strdup (text);
  distance = dup_distance (uncertainty_m);
  /* Translators: how exactly a place is known, then a distance: "The site is known, within 200 m". */
  return g_strdup_printf (_ ("%1$s, within %2$s"), text, distance);
}

static void
place_clicked_cb (GtkButton *button, IbarSession *session)
{
  ibar_session_select (session, IBAR_SELECTION_PLACE, g_object_get_data (G_OBJECT (button), "id"));
}

static GtkWidget *
make_place (IbarSession *session, const IbarEventRecord *event)
{
  const IbarPlace *place = g_ptr_array_index (ibar_session_get_vocabulary (session)->places, event->place);
  g_autofree char *name = ibar_session_dup_place_name (session, event->place);
  g_autofree char *others = ibar_names_dup_others (&place->names, name);
  g_autofree char *precision = ibar_precision_dup_words (place->precision, place->uncertainty_m);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat"); /* not aligned: GTK 4.8 measures aligned labels that wrap wrongly */
  gtk_widget_add_css_class (button, "link");
  gtk_widget_set_tooltip_text (button, _ ("What this place is, and its events"));
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (place->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (place_clicked_cb), session, 0);
  gtk_box_append (GTK_BOX (box), button);
  if (others[0] != '\0')
    gtk_box_append (GTK_BOX (box), ibar_part_text (others, "caption"));
  gtk_box_append (GTK_BOX (box), ibar_part_text (precision, "caption"));
  for (GtkWidget *child = gtk_widget_get_next_sibling (button); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_add_css_class (child, "dim-label");
  return box;
}

/* A row of an import may have coordinates, and no name for where they are. */
static GtkWidget *
make_position (const IbarEventRecord *event)
{
  g_autofree char *position = NULL;
  GtkWidget *box;

  if (!ibar_point_is_placed (event->point))
    return ibar_part_text (_ ("Not placed on the map"), "caption");
  position = ibar_coordinates_format (event->point, IBAR_COORDINATES_DECIMAL);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (box), ibar_part_text (position, "numeric"));
  gtk_box_append (GTK_BOX (box), ibar_part_text (_ ("Placed by its coordinates; no place is named"), "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
  return box;
}

/* Type and date, title, place. */
GtkWidget *
ibar_event_head_new (IbarSession *session, const IbarEventRecord *event)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (session);
  const IbarEventType *type = event->type >= 0 ? g_ptr_array_index (vocabulary->types, event->type) : NULL;
  g_autofree char *date = ibar_date_format (event->start, event->end, event->date_precision);
  g_autofree char *text = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label;

  /* Translators: an event's type, then its date in words. */
  text = type != NULL ? g_strdup_printf (_ ("%1$s · %2$s"), ibar_term_type (type->label), date) : g_strdup (date);
  label = ibar_part_text (text, "dim-label");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), ibar_family_symbol_new (type != NULL ? type->family : IBAR_FAMILY_OTHER));
  gtk_box_append (GTK_BOX (line), label);
  gtk_widget_set_valign (gtk_widget_get_first_child (line), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), ibar_part_text (event->title, "title-3"));
  if (event->place >= 0)
    gtk_box_append (GTK_BOX (box), make_place (session, event));
  else
    gtk_box_append (GTK_BOX (box), make_position (event));
  return box;
}

/* A chip that filters, with the role beside it. */
static void
add_actor (GtkWidget *box, IbarSession *session, const IbarEventRecord *event, guint i)
{
  const IbarEventActor *actor = &g_array_index (event->actors, IbarEventActor, i);
  const IbarActor *known = g_ptr_array_index (ibar_session_get_vocabulary (session)->actors, actor->actor);
  g_autofree char *name = ibar_session_dup_actor_name (session, actor->actor);
  g_autofree char *role = ibar_term_dup_role (actor->role);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = ibar_part_text (role, "dim-label");

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD); /* the chip gives way, not the word */
  gtk_box_append (GTK_BOX (row), ibar_part_chip (session, IBAR_FACET_ACTOR, known->id, name));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (box), row);
}

/* Who. */
GtkWidget *
ibar_event_actors_new (IbarSession *session, const IbarEventRecord *event)
{
  if (event->actors->len == 0)
    return NULL;
  return ibar_event_rows_new (_ ("Who"), session, event, event->actors->len, add_actor);
}

static gboolean
has_note (const IbarClaim *claim, gboolean is_short)
{
  return claim->note != NULL && claim->note[0] != '\0'
         && (g_utf8_strlen (claim->note, -1) <= SHORT_NOTE) == is_short;
}

static char *
dup_figure (const IbarClaim *claim)
{
  g_autofree char *number = NULL;

  if (claim->low >= 0 && claim->high >= 0 && claim->low != claim->high)
    number = g_strdup_printf ("%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, claim->low, claim->high);
  else if (claim->best >= 0)
    number = g_strdup_printf ("%" G_GINT64_FORMAT, claim->best);
  else if (claim->low >= 0)
    number = g_strdup_printf ("≥ %" G_GINT64_FORMAT, claim->low);
  else if (claim->high >= 0)
    number = g_strdup_printf ("≤ %" G_GINT64_FORMAT, claim->high);
  else
    number = g_strdup ("?");
  if (!has_note (claim, TRUE))
    return g_steal_pointer (&number);
  if (g_str_equal (claim->note, "at least"))
    return g_strdup_printf (_ ("at least %s"), number);
  /* Translators: a qualification such as "at least", then a number. */
  return g_strdup_printf (_ ("%1$s %2$s"), claim->note, number);
}

/* Whom: an actor's name, or the group in the account's own words ("by gunfire"), which are no actor although they lie inside
 * one; what an actor's id leaves over is kept. */
static char *
dup_group (IbarSession *session, const IbarClaim *claim)
{
  g_autofree char *name = NULL;
  g_autofree char *rest = NULL;
  const IbarActor *actor;
  gsize length;

  if (claim->actor < 0)
    return ibar_part_dup_words (claim->group);
  actor = g_ptr_array_index (ibar_session_get_vocabulary (session)->actors, claim->actor);
  length = strlen (actor->id);
  if (!g_str_has_prefix (claim->group, actor->id))
    return ibar_part_dup_words (claim->group);
  name = ibar_session_dup_actor_name (session, claim->actor);
  if (claim->group[length] != '_')
    return g_steal_pointer (&name);
  rest = ibar_part_dup_words (claim->group + length + 1);
  return g_strdup_printf ("%s, %s", name, rest);
}

static char *
dup_account (IbarSession *session, const IbarClaim *claim)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < claim->sources->len; i++)
    {
      const IbarSource *source = g_ptr_array_index (ibar_session_get_vocabulary (session)->sources,
                                                    GPOINTER_TO_UINT (g_ptr_array_index (claim->sources, i)) - 1);

      if (strstr (names->str, source->publisher) == NULL)
        g_string_append_printf (names, names->len > 0 ? ", %s" : "%s", source->publisher);
    }
  if (names->len == 0)
    return g_strdup (_ ("By an account that is not named"));
  /* Translators: who says so. */
  return g_strdup_printf (_ ("By the account of %s"), names->str);
}

static GtkWidget *
make_claim (IbarSession *session, const IbarClaim *claim)
{
  g_autofree char *figure = dup_figure (claim);
  g_autofree char *group = dup_group (session, claim);
  g_autofree char *account = dup_account (session, claim);
  g_autofree char *what = NULL;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean killed = g_str_equal (claim->kind, "killed");

  what = killed /* Translators: a number with its qualification, then whom: "at least 30 injured: KFOR". */
             ? g_strdup_printf (_ ("%1$s killed: %2$s"), figure, group)
             : g_strdup_printf (_ ("%1$s injured: %2$s"), figure, group);
  gtk_box_append (GTK_BOX (row), ibar_part_text (what, "numeric"));
  if (has_note (claim, FALSE))
    gtk_box_append (GTK_BOX (row), ibar_part_text (claim->note, "caption"));
  gtk_box_append (GTK_BOX (row), ibar_part_text (account, "caption"));
  for (GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_first_child (row)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_add_css_class (child, "dim-label");
  gtk_widget_set_margin_start (row, claim->depth * INDENT);
  if (claim->depth > 0)
    gtk_widget_add_css_class (row, "contained");
  return row;
}

static void
add_claim (GtkWidget *box, IbarSession *session, const IbarEventRecord *event, guint i)
{
  const IbarClaim *claim = g_ptr_array_index (event->claims, i);
  const IbarClaim *before = i > 0 ? g_ptr_array_index (event->claims, i - 1) : NULL;

  if (claim->depth > (before != NULL ? before->depth : 0))
    {
      GtkWidget *note = ibar_part_text (_ ("Contained in the figure above, not added:"), "caption");

      gtk_widget_set_margin_start (note, claim->depth * INDENT);
      gtk_box_append (GTK_BOX (box), note);
    }
  gtk_box_append (GTK_BOX (box), make_claim (session, claim));
}

/* How many: every claim with the account that made it. */
GtkWidget *
ibar_event_claims_new (IbarSession *session, const IbarEventRecord *event)
{
  if (event->claims->len == 0)
    return NULL;
  return ibar_event_rows_new (_ ("How many"), session, event, event->claims->len, add_claim);
}

GtkWidget *
ibar_event_confidence_new (IbarSession *session, const IbarEventRecord *event)
{
  static const char *const words[IBAR_N_CONFIDENCES] = {
    [IBAR_CONFIDENCE_HIGH] = N_ ("Several sources agree, or one that was there."),
    [IBAR_CONFIDENCE_MEDIUM] = N_ ("Reported, with details that are uncertain."),
    [IBAR_CONFIDENCE_LOW] = N_ ("Thinly reported; treat it with care."),
  };
  GtkWidget *section = ibar_part_section (_ ("Confidence"));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *label = ibar_session_dup_value_label (session, IBAR_FACET_CONFIDENCE, event->confidence);
  GtkWidget *name = gtk_label_new (label);

  gtk_widget_set_halign (name, GTK_ALIGN_START);
  if (event->confidence == IBAR_CONFIDENCE_GENERAL_KNOWLEDGE)
    gtk_widget_add_css_class (name, "badge");
  gtk_box_append (GTK_BOX (row), name);
  if (words[event->confidence] != NULL)
    {
      gtk_box_append (GTK_BOX (row), ibar_part_text (_ (words[event->confidence]), "caption"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (row), "dim-label");
    }
  gtk_box_append (GTK_BOX (section), row);
  return section;
}

static GtkWidget *
make_source (const IbarSource *source)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gboolean titled = source->title != NULL && source->title[0] != '\0';
  g_autofree char *caption = NULL;

  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), ibar_part_text (titled ? source->title : source->publisher, NULL));
  if (titled && source->date != NULL)
    caption = g_strdup_printf (_ ("%1$s · %2$s"), source->publisher, source->date);
  else
    caption = g_strdup (titled ? source->publisher : source->date != NULL ? source->date : _ ("date not stated"));
  gtk_box_append (GTK_BOX (text), ibar_part_text (caption, "caption"));
  if (source->note != NULL && source->note[0] != '\0')
    gtk_box_append (GTK_BOX (text), ibar_part_text (source->note, "caption"));
  if (source->url == NULL || source->url[0] == '\0')
    gtk_box_append (GTK_BOX (text), ibar_part_text (_ ("No link"), "caption"));
  else if (!ibar_part_is_link (source->url))
    gtk_box_append (GTK_BOX (text), ibar_part_text (source->url, "caption"));
  for (GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_first_child (text)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_add_css_class (child, "dim-label");
  gtk_box_append (GTK_BOX (row), text);
  if (ibar_part_is_link (source->url))
    gtk_box_append (GTK_BOX (row), ibar_part_link (source->url));
  return row;
}

static void
add_source (GtkWidget *box, IbarSession *session, const IbarEventRecord *event, guint i)
{
  gtk_box_append (GTK_BOX (box), make_source (g_ptr_array_index (ibar_session_get_vocabulary (session)->sources,
                                                                 g_array_index (event->sources, int, i))));
}

GtkWidget *
ibar_event_sources_new (IbarSession *session, const IbarEventRecord *event)
{
  g_autofree char *title = NULL;
  GtkWidget *section;

  if (event->sources->len == 0)
    {
      section = ibar_part_section (_ ("Sources"));
      gtk_box_append (GTK_BOX (section), ibar_part_text (_ ("No source seen"), "dim-label"));
      return section;
    }
  title = g_strdup_printf (_ ("Sources (%u)"), event->sources->len);
  return ibar_event_rows_new (title, session, event, event->sources->len, add_source);
}

/* What to cite it by. */
GtkWidget *
ibar_event_foot_new (IbarSession *session, const IbarEventRecord *event)
{
  const IbarVocabulary *vocabulary = ibar_session_get_vocabulary (session);
  const IbarDataset *dataset
      = event->dataset >= 0 ? g_ptr_array_index (vocabulary->datasets, event->dataset) : NULL;
  g_autofree char *text
      = dataset != NULL ? g_strdup_printf (_ ("%1$s · %2$s"), event->id, dataset->name) : g_strdup (event->id);
  GtkWidget *label = ibar_part_text (text, "caption");

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}
