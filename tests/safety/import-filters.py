# SPDX-License-Identifier: GPL-3.0-or-later

"""Random filters over two made-up tables, pushed to a server and not: see import-filters. Runs in the server's folder."""

import csv
import io
import json
import os
import random
import sqlite3
import subprocess
import sys

program, user, work = os.environ["IBAR_PROGRAM"], os.environ["user"], os.getcwd()
seed = int(os.environ.get("IBAR_FILTER_SEED", random.randrange(1 << 32)))
rounds = int(os.environ.get("IBAR_FILTER_ROUNDS", "40"))
chance = random.Random(seed)
print(f"# IBAR_FILTER_SEED={seed}")

ACTORS = ["KFOR", "kfor ", "Kosovo Police", "Protesters (Kosovo)", "O'Neill's Group", "Žandarmerija", "Zandarmerija", "UNMIK; KFOR",
          "KFOR;Kosovo Police", "unknown", "-", "", None, "Back\\slash", "100% sure_", "Police\nForce", "Civilians (Serbia)"]
TYPES = [("Protests", "Peaceful protest"), ("Protests", "Protest with intervention"), ("Riots", "Mob violence"), ("Riots", None),
         ("Battles", "Armed clash"), ("New kind", "Something new"), ("", ""), (None, None), ("Battles", "ARMED CLASH ")]
PLACES = ["Zvečan", "Zvecan", "ZVEÇAN", "Leposavić", "North Mitrovica", "", None, "Banjska'; DROP TABLE acled; --"]
WORDS = ["bridge", "Most na Ibru", "crowd threw stones", "Žandarmi na mostu", "no-go area", "KFOR said so"]
DATES = ["2023-05-{:02d}", "2023-05-{:02d} 10:30:00", "2023-05-{:02d}T00:00:00.000Z", "{:02d}/05/2023", "{:02d} May 2023", "2023-05", "2023",
         "2023-05-01/2023-05-{:02d}"]


def quote(value):
    return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"


def acled_rows():
    for i in range(900):
        kind = chance.choice(TYPES)
        yield [f"KOS{i}", f"2023-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}", chance.choice([1, 1, 1, 2, 3]), kind[0], kind[1],
               chance.choice(ACTORS), chance.choice(ACTORS), chance.choice(ACTORS), chance.choice(ACTORS), chance.choice(PLACES),
               round(chance.uniform(42.5, 43.5), 4), round(chance.uniform(20.2, 21.2), 4), chance.randint(1, 3),
               chance.choice(["B92; KoSSev", "RFE/RL"]), chance.choice(WORDS), chance.randint(0, 9)]


def plain_rows():
    # Longitude and latitude exchanged, and dates as people write them.
    for i in range(500):
        date = chance.choice(DATES).format(chance.randint(1, 28))
        place = chance.choice(PLACES)
        yield [i, date, chance.choice(["day", "day", "month"]), chance.choice([None, chance.choice(WORDS)]), chance.choice([0, 1, 7]),
               chance.choice(ACTORS), place, chance.choice(PLACES), chance.choice([None, 20.8, round(chance.uniform(100, 120), 3)]),
               chance.choice([None, 42.9, round(chance.uniform(-40, 40), 3)])]


TABLES = {
    "acled": ("event_id_cnty text PRIMARY KEY, event_date date, time_precision integer, event_type text, sub_event_type text, actor1 text, "
              "assoc_actor_1 text, actor2 text, assoc_actor_2 text, location varchar(80), latitude float8, longitude float8, "
              "geo_precision integer, source text, notes text, fatalities integer", acled_rows),
    "plain": ("id integer PRIMARY KEY, date text, date_precision text, title text, type smallint, actor text, place text, "
              "municipality text, latitude float8, longitude float8", plain_rows),
}


def psql(text):
    subprocess.run(["psql", "-h", work, "-U", user, "-d", "postgres", "-qX", "-v", "ON_ERROR_STOP=1"], input=text, text=True, check=True,
                   stdout=subprocess.DEVNULL)


def make(name):
    columns, rows = TABLES[name]
    rows = list(rows())
    names = [column.split()[0] for column in columns.split(", ")]
    psql(f"CREATE TABLE {name} ({columns});" + "".join(
        f"INSERT INTO {name} VALUES ({', '.join(quote(v) for v in row)});" for row in rows))
    with open(f"{name}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([["" if v is None else v for v in row] for row in rows])


def run(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: {done.returncode} {done.stderr}")
    return done.stdout


def bring(source, into, name, *more):
    if os.path.exists(into):
        os.unlink(into)
    report = json.loads(run("import", source, "--into", into, "--dataset", name, "--json", *more))
    assert report["read"] == report["imported"] + report["rejected"], report
    return report


def contents(path):
    """What the events are, by the row's own id; row numbers do not matter."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return db.execute(
            "SELECT external_id, title, summary, date_start, date_end, date_precision, hex (geom), event_type.id, (SELECT group_concat (a) FROM "
            "(SELECT actor.name || ':' || role AS a FROM event_actor JOIN actor ON actor.fid = actor_fid WHERE event_fid = event.fid "
            "ORDER BY event_actor.fid)) FROM event LEFT JOIN event_type ON event_type.fid = event.type_fid ORDER BY 1").fetchall()


def word(value):
    return '"' + value.replace('"', "") + '"'


def make_filter(name):
    terms = []
    if chance.random() < .5:
        month = chance.randint(1, 11)
        terms.append(chance.choice([f"date:2023-{month:02d}-10..2023-{month + 1:02d}-05", "date:2023-05-10..2023-05-20", "date:2023-05-03"]))
    if chance.random() < .3:
        # No point lies on its edge: an engine keeps coordinates as whole numbers.
        terms.append("area:20.50005,42.70005,20.90005,43.10005" if name == "acled" else "area:-30.0005,-80.0005,150.0005,80.0005")
    actors = [a for a in ACTORS if a and a.strip(" -") and ";" not in a]
    for _ in range(chance.choice([0, 1, 1, 2])):
        terms.append(chance.choice(["", "", "-"]) + "actor:" + word(chance.choice(actors).strip().replace("\n", " ")))
    if len(terms) > 1 and chance.random() < .2:
        terms.append("all:actor")
    if chance.random() < .4:
        terms.append(chance.choice(["", "-"]) + "type:" + chance.choice(["protest", "riot", "armed_clash", word("Something new"), "7"]))
    if chance.random() < .3:
        terms.append(chance.choice(["", "-"]) + "place:" + word(chance.choice(["Zvečan", "zvecan", "Leposavić"])))
    if name == "plain" and chance.random() < .3:
        terms.append(chance.choice(["", "-"]) + "in:" + word(chance.choice(["Zvečan", "North Mitrovica"])))
    if name == "plain" and chance.random() < .2:
        terms.append("confidence:" + chance.choice(["high", "low", "unstated"]))
    if chance.random() < .3:
        terms.append(chance.choice(["bridge", "-stones", "zandarmi", '"na mostu"', "kfor", "zvec"]))
    return " ".join(terms)


def found(path, text):
    """The rows that the filter finds in a collection; None where it names what the collection does not know."""
    done = subprocess.run([program, "list", path, "--filter", text, "--format", "csv"], capture_output=True, text=True)
    if done.returncode != 0:
        return None
    ids = {row["id"] for row in csv.DictReader(io.StringIO(done.stdout))}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return sorted(external for (event, external) in db.execute("SELECT id, external_id FROM event") if event in ids)


def check(name, text, sent):
    server = bring(f"PG:host={work} user={user} dbname=postgres tables={name}", "pushed.gpkg", name, "--filter", text)
    local = bring(f"{name}.csv", "local.gpkg", name, "--filter", text)
    pushed, taken = contents("pushed.gpkg"), contents("local.gpkg")
    assert pushed == taken, f"{text}: {len(pushed)} from the server, {len(taken)} from the file"
    # A name is one actor's in a collection; where there is none yet, it is everybody's who is written like that.
    whole = found(f"{name}.gpkg", text) if not any(key in text for key in ("actor:", "place:", "in:")) else None
    assert whole is None or whole == [row[0] for row in taken], f"{text}: {len(taken)} taken, the whole collection has {len(whole)}"
    sent[3] += whole is not None
    sent[0] += server["received"]
    sent[1] += local["received"]
    sent[2] += len(taken)


def main():
    failed = 0
    print(f"1..{len(TABLES) * 2}")
    for t, name in enumerate(TABLES):
        sent = [0, 0, 0, 0]
        problem = None
        make(name)
        bring(f"{name}.csv", f"{name}.gpkg", name)
        try:
            for _ in range(rounds):
                check(name, make_filter(name), sent)
        except AssertionError as error:
            problem = error
        print(f"{'not ok' if problem else 'ok'} {2 * t + 1} {name}: {rounds} filters bring from the server what they bring from a file")
        if problem:
            print("# " + str(problem).replace("\n", "\n# "))
        print(f"# rows sent {sent[0]}, from files {sent[1]}, taken {sent[2]}; {sent[3]} filters asked of the whole collection too")
        less = sent[0] * 10 < sent[1] * 9
        print(f"{'ok' if less else 'not ok'} {2 * t + 2} {name}: the server leaves rows out")
        failed += bool(problem) + (not less)
    return failed > 0


sys.exit(main())
