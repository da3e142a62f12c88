/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the bundled region says to its readers, for gettext to find: the words themselves stand in profiles.ini and
 * region.ini, and nothing includes this file. tests/data/test_translations.py sees to it that both are the same. */

NC_ ("region", "UN 1244: status-neutral")
NC_ ("region", "* The name and the lines on this map are used without taking a position on status, in keeping with "
        "UN Security Council Resolution 1244 (1999) and the International Court of Justice's Advisory Opinion"
        " of 22 July 2010 on Kosovo's declaration of independence.")
NC_ ("region", "Kosovo as a country")
NC_ ("region", "Kosovo is drawn as a country. It declared independence on 17 February 2008; some states recognise it"
        " and others, Serbia among them, do not.")
NC_ ("region", "Line dashed")
NC_ ("region", "The line between Kosovo and Serbia is dashed because its status is disputed. How lines are drawn on "
        "this map expresses no opinion on any territory's status.")
NC_ ("region", "Rivers, roads and the railway are schematic: up to 1 km off")
