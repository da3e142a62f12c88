-- SPDX-License-Identifier: GPL-3.0-or-later
-- The collection: one GeoPackage 1.3 with Ibar's tables. Version 1 (ibar_info.schema_version).
-- Geometry blobs are GeoPackage points, EPSG:4326, or NULL where an event or a place is not placed.

PRAGMA application_id = 0x47504B47; -- 'GPKG'
PRAGMA user_version = 10300;        -- GeoPackage 1.3 claims it; ours stands in ibar_info

-- GeoPackage's own tables --------------------------------------------------------------------------
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL REFERENCES gpkg_contents(table_name), column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
  z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name), UNIQUE (table_name));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));

-- The file itself: schema_version, name, description, content_hash, home (west south east north) --------
CREATE TABLE ibar_info (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Where the data comes from --------------------------------------------------------------------------
CREATE TABLE dataset (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, version TEXT, licence TEXT, citation TEXT,
  redistributable INTEGER NOT NULL DEFAULT 0 CHECK (redistributable IN (0, 1)),
  import_profile TEXT, file_hash TEXT, imported_at TEXT, note TEXT);

-- Places --------------------------------------------------------------------------------------------
CREATE TABLE place (
  fid INTEGER PRIMARY KEY, geom BLOB, id TEXT NOT NULL UNIQUE, dataset_fid INTEGER REFERENCES dataset(fid),
  name TEXT NOT NULL,                     -- one form, so that QGIS labels it
  kind TEXT, municipality TEXT,           -- English name of the municipality, NULL: none or outside
  precision TEXT NOT NULL CHECK (precision IN ('exact','town','municipality','region','unplaced')),
  uncertainty_m REAL, coordinate_source TEXT);
CREATE TABLE place_name (
  place_fid INTEGER NOT NULL REFERENCES place(fid) ON DELETE CASCADE,
  form TEXT NOT NULL,                     -- sq, sr-Latn, sr-Cyrl, en, or any BCP 47 tag
  name TEXT NOT NULL, PRIMARY KEY (place_fid, form, name)) WITHOUT ROWID;

-- Actors --------------------------------------------------------------------------------------------
CREATE TABLE actor (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dataset_fid INTEGER REFERENCES dataset(fid),
  parent_fid INTEGER REFERENCES actor(fid), name TEXT NOT NULL, kind TEXT);
CREATE TABLE actor_name (
  actor_fid INTEGER NOT NULL REFERENCES actor(fid) ON DELETE CASCADE,
  form TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (actor_fid, form, name)) WITHOUT ROWID;

-- Events --------------------------------------------------------------------------------------------
CREATE TABLE event_type (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, definition TEXT NOT NULL DEFAULT '',
  family TEXT NOT NULL CHECK (family IN
    ('armed','unrest','protest','security','politics','diplomacy','other')),
  acled_event_type TEXT, acled_sub_event_type TEXT, cameo_code TEXT);
CREATE TABLE event (
  fid INTEGER PRIMARY KEY, geom BLOB,     -- a copy of the place's point, or the event's own
  id TEXT NOT NULL, dataset_fid INTEGER NOT NULL REFERENCES dataset(fid), external_id TEXT NOT NULL,
  title TEXT NOT NULL, summary TEXT, contested_note TEXT,
  date_start DATE, date_end DATE,         -- ISO 8601, all days that are possible, NULL: not dated
  date_precision TEXT NOT NULL CHECK (date_precision IN
    ('day','day-inferred','month','year','range','unknown')),
  type_fid INTEGER NOT NULL REFERENCES event_type(fid), place_fid INTEGER REFERENCES place(fid),
  confidence TEXT NOT NULL CHECK (confidence IN
    ('high','medium','low','general knowledge','unstated')),
  vanished INTEGER NOT NULL DEFAULT 0 CHECK (vanished IN (0, 1)), -- gone from its data set at the last import
  changed_at TEXT);
CREATE TABLE event_actor (
  event_fid INTEGER NOT NULL REFERENCES event(fid) ON DELETE CASCADE,
  actor_fid INTEGER NOT NULL REFERENCES actor(fid), role TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (event_fid, actor_fid, role)) WITHOUT ROWID;

-- Sources and claims ---------------------------------------------------------------------------------
CREATE TABLE source (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dataset_fid INTEGER REFERENCES dataset(fid),
  publisher TEXT, title TEXT, date TEXT, url TEXT, language TEXT, note TEXT);
CREATE TABLE event_source (
  event_fid INTEGER NOT NULL REFERENCES event(fid) ON DELETE CASCADE,
  source_fid INTEGER NOT NULL REFERENCES source(fid), rank INTEGER NOT NULL DEFAULT 1,
  used_for_numbers INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (event_fid, source_fid)) WITHOUT ROWID;
CREATE TABLE casualty (
  fid INTEGER PRIMARY KEY, event_fid INTEGER NOT NULL REFERENCES event(fid) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('killed','injured')),
  actor_fid INTEGER REFERENCES actor(fid), group_name TEXT NOT NULL, -- the actor's id, or the account's own words
  parent_group TEXT,                       -- the group whose figure contains this one: never added to it
  low INTEGER, best INTEGER, high INTEGER, note TEXT);
CREATE TABLE casualty_source (
  casualty_fid INTEGER NOT NULL REFERENCES casualty(fid) ON DELETE CASCADE,
  source_fid INTEGER NOT NULL REFERENCES source(fid), PRIMARY KEY (casualty_fid, source_fid)) WITHOUT ROWID;

-- What had no home, what was saved, what happened -----------------------------------------------------
CREATE TABLE raw_row (
  event_fid INTEGER PRIMARY KEY REFERENCES event(fid) ON DELETE CASCADE,
  line INTEGER, row TEXT NOT NULL,         -- JSON object: column → value
  row_hash INTEGER);                       -- of all cells as read: a re-import knows unchanged rows by it
CREATE TABLE saved_view (
  fid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, filter TEXT NOT NULL DEFAULT '',
  longitude REAL, latitude REAL, zoom REAL, rotation REAL, note TEXT, position INTEGER NOT NULL DEFAULT 0);
CREATE TABLE story (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, description TEXT, language TEXT,
  read_only INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0);
CREATE TABLE story_step (
  fid INTEGER PRIMARY KEY, story_fid INTEGER NOT NULL REFERENCES story(fid) ON DELETE CASCADE,
  position INTEGER NOT NULL, title TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT '', notes TEXT,
  filter TEXT NOT NULL DEFAULT '', selection TEXT, names TEXT,
  longitude REAL, latitude REAL, zoom REAL, rotation REAL, date_from DATE, date_to DATE,
  picture BLOB, picture_type TEXT, picture_credit TEXT, UNIQUE (story_fid, position));
CREATE TABLE change_log (
  fid INTEGER PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL, dataset_fid INTEGER,
  event_id TEXT, before TEXT, after TEXT); -- JSON objects, NULL where there was or is nothing

-- Named, so that a large import can build them once, sorted, after its rows.
CREATE UNIQUE INDEX event_id ON event (id);
CREATE UNIQUE INDEX event_external_id ON event (dataset_fid, external_id);
CREATE INDEX event_date ON event (date_start);
CREATE INDEX event_actor_by_actor ON event_actor (actor_fid);
CREATE INDEX event_source_by_source ON event_source (source_fid);
CREATE INDEX casualty_event ON casualty (event_fid);
CREATE INDEX change_log_event ON change_log (event_id);

-- Text: title, summary and every spelling of the places and actors, without diacritics -----------------
CREATE VIRTUAL TABLE event_text USING fts5 (
  title, summary, names, content='', tokenize='unicode61 remove_diacritics 2');
