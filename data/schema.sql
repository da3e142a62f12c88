-- SPDX-License-Identifier: GPL-3.0-or-later
-- The collection: one GeoPackage 1.3 with Ibar's tables. Version 1 (ibar_info.schema_version).
--
-- Geometry blobs are GeoPackage points, EPSG:4326, or NULL where an event or a place is not placed.
-- Every table has one integer primary key, as a GeoPackage asks, so that GDAL and QGIS list and edit
-- them. What other programs may leave out when they add a row has a default or may be NULL: whoever
-- reads takes NULL for "not known", and a NULL date_end for "the same day". QGIS's editing API writes
-- NULL for what it leaves out: ON CONFLICT REPLACE makes it the default.
--
-- Indexes have names, so that a large import can build them once, sorted, after its rows.

PRAGMA application_id = 0x47504B47; -- 'GPKG'
PRAGMA user_version = 10300;        -- GeoPackage 1.3 claims it; ours stands in ibar_info

-- GeoPackage's own tables --------------------------------------------------------------------------
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));

INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
   'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');

-- The file itself: schema_version, name, description, licence, content_hash (SHA-256 of what it was made
-- from), home (west south east north: what to show first) --------------------------------------------
CREATE TABLE ibar_info (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO ibar_info VALUES ('schema_version', '1');

-- Where the data comes from --------------------------------------------------------------------------
CREATE TABLE dataset (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '', version TEXT, licence TEXT,
  citation TEXT, redistributable INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 0 CHECK (redistributable IN (0, 1)),
  import_profile TEXT, file_hash TEXT, imported_at TEXT, note TEXT);

-- Places --------------------------------------------------------------------------------------------
CREATE TABLE place (
  fid INTEGER PRIMARY KEY, geom POINT, id TEXT, dataset_fid INTEGER REFERENCES dataset(fid),
  name TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '', -- one form, so that QGIS labels it
  kind TEXT, municipality TEXT,           -- English name of the municipality, NULL: none or outside
  precision TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'exact'
    CHECK (precision IN ('exact','town','municipality','region','unplaced')),
  uncertainty_m REAL, coordinate_source TEXT);
CREATE TABLE place_name (
  fid INTEGER PRIMARY KEY, place_fid INTEGER NOT NULL REFERENCES place(fid) ON DELETE CASCADE,
  form TEXT NOT NULL,                     -- sq, sr-Latn, sr-Cyrl, en, or any BCP 47 tag
  name TEXT NOT NULL);

-- Actors --------------------------------------------------------------------------------------------
CREATE TABLE actor (
  fid INTEGER PRIMARY KEY, id TEXT, dataset_fid INTEGER REFERENCES dataset(fid),
  parent_fid INTEGER REFERENCES actor(fid), name TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '', kind TEXT);
CREATE TABLE actor_name (
  fid INTEGER PRIMARY KEY, actor_fid INTEGER NOT NULL REFERENCES actor(fid) ON DELETE CASCADE,
  form TEXT NOT NULL, name TEXT NOT NULL);

-- Events --------------------------------------------------------------------------------------------
CREATE TABLE event_type (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, label TEXT NOT NULL, definition TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '',
  family TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'other' CHECK (family IN
    ('armed','unrest','protest','security','politics','diplomacy','other')),
  acled_event_type TEXT, acled_sub_event_type TEXT, cameo_code TEXT);
CREATE TABLE event (
  fid INTEGER PRIMARY KEY, geom POINT,    -- a copy of the place's point, or the event's own
  id TEXT,                                -- stable and citable; a trigger gives one where none was given
  dataset_fid INTEGER REFERENCES dataset(fid), external_id TEXT,
  title TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '', summary TEXT, contested_note TEXT,
  date_start DATE, date_end DATE,         -- ISO 8601, all days that are possible, NULL: not dated
  date_precision TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'day' CHECK (date_precision IN
    ('day','day-inferred','month','year','range','unknown')),
  type_fid INTEGER REFERENCES event_type(fid), place_fid INTEGER REFERENCES place(fid),
  confidence TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'unstated' CHECK (confidence IN
    ('high','medium','low','general knowledge','unstated')),
  vanished INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 0 CHECK (vanished IN (0, 1)),  -- gone from its data set at the last import
  changed_at TEXT);
CREATE TABLE event_actor (
  fid INTEGER PRIMARY KEY, event_fid INTEGER NOT NULL REFERENCES event(fid) ON DELETE CASCADE,
  actor_fid INTEGER NOT NULL REFERENCES actor(fid), role TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '');

-- Sources and claims ---------------------------------------------------------------------------------
CREATE TABLE source (
  fid INTEGER PRIMARY KEY, id TEXT, dataset_fid INTEGER REFERENCES dataset(fid),
  publisher TEXT, title TEXT, date TEXT, url TEXT, language TEXT, note TEXT);
CREATE TABLE event_source (
  fid INTEGER PRIMARY KEY, event_fid INTEGER NOT NULL REFERENCES event(fid) ON DELETE CASCADE,
  source_fid INTEGER NOT NULL REFERENCES source(fid), rank INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 1,
  used_for_numbers INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 0 CHECK (used_for_numbers IN (0, 1)));
CREATE TABLE casualty (
  fid INTEGER PRIMARY KEY, event_fid INTEGER NOT NULL REFERENCES event(fid) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('killed','injured')),
  actor_fid INTEGER REFERENCES actor(fid), group_name TEXT NOT NULL, -- the actor's id, or the account's own words
  parent_group TEXT,                       -- the group whose figure contains this one: never added to it
  low INTEGER, best INTEGER, high INTEGER, note TEXT);
CREATE TABLE casualty_source (
  fid INTEGER PRIMARY KEY, casualty_fid INTEGER NOT NULL REFERENCES casualty(fid) ON DELETE CASCADE,
  source_fid INTEGER NOT NULL REFERENCES source(fid));

-- What had no home, what was saved, what happened -----------------------------------------------------
CREATE TABLE raw_row (
  event_fid INTEGER PRIMARY KEY REFERENCES event(fid) ON DELETE CASCADE,
  line INTEGER, row TEXT NOT NULL,         -- JSON object: column → value
  row_hash INTEGER);                       -- of all cells as read: a re-import knows unchanged rows by it
CREATE TABLE saved_view (
  fid INTEGER PRIMARY KEY, name TEXT NOT NULL, filter TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '',
  longitude REAL, latitude REAL, zoom REAL, rotation REAL, note TEXT, position INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 0);
CREATE TABLE story (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, description TEXT, language TEXT,
  read_only INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 0, position INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 0);
CREATE TABLE story_step (
  fid INTEGER PRIMARY KEY, story_fid INTEGER NOT NULL REFERENCES story(fid) ON DELETE CASCADE,
  position INTEGER NOT NULL, title TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '',
  body TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '', notes TEXT,
  filter TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '', selection TEXT, names TEXT,
  longitude REAL, latitude REAL, zoom REAL, rotation REAL, date_from DATE, date_to DATE,
  picture BLOB, picture_type TEXT, picture_credit TEXT);
CREATE TABLE change_log (
  fid INTEGER PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL, dataset_fid INTEGER,
  event_id TEXT, before TEXT, after TEXT); -- JSON objects, NULL where there was or is nothing

CREATE UNIQUE INDEX dataset_id ON dataset (id);
CREATE UNIQUE INDEX place_id ON place (id);
CREATE UNIQUE INDEX place_name_key ON place_name (place_fid, form, name);
CREATE UNIQUE INDEX actor_id ON actor (id);
CREATE UNIQUE INDEX actor_name_key ON actor_name (actor_fid, form, name);
CREATE UNIQUE INDEX event_type_id ON event_type (id);
CREATE UNIQUE INDEX event_id ON event (id);
CREATE UNIQUE INDEX event_external_id ON event (dataset_fid, external_id);
CREATE INDEX event_date ON event (date_start);
CREATE INDEX event_place ON event (place_fid);
CREATE UNIQUE INDEX event_actor_key ON event_actor (event_fid, actor_fid, role);
CREATE INDEX event_actor_by_actor ON event_actor (actor_fid, event_fid);
CREATE UNIQUE INDEX source_id ON source (id);
CREATE UNIQUE INDEX event_source_key ON event_source (event_fid, source_fid);
CREATE INDEX event_source_by_source ON event_source (source_fid, event_fid);
CREATE INDEX casualty_event ON casualty (event_fid);
CREATE UNIQUE INDEX casualty_source_key ON casualty_source (casualty_fid, source_fid);
CREATE INDEX casualty_source_by_source ON casualty_source (source_fid);
CREATE UNIQUE INDEX saved_view_name ON saved_view (name);
CREATE UNIQUE INDEX story_id ON story (id);
CREATE UNIQUE INDEX story_step_key ON story_step (story_fid, position);
CREATE INDEX change_log_event ON change_log (event_id);

CREATE TRIGGER event_without_id AFTER INSERT ON event WHEN new.id IS NULL BEGIN
  UPDATE event SET id = 'local-' || lower(hex(randomblob(6))) WHERE fid = new.fid; END;
CREATE TRIGGER place_without_id AFTER INSERT ON place WHEN new.id IS NULL BEGIN
  UPDATE place SET id = 'local-' || lower(hex(randomblob(6))) WHERE fid = new.fid; END;
CREATE TRIGGER actor_without_id AFTER INSERT ON actor WHEN new.id IS NULL BEGIN
  UPDATE actor SET id = 'local-' || lower(hex(randomblob(6))) WHERE fid = new.fid; END;
CREATE TRIGGER source_without_id AFTER INSERT ON source WHEN new.id IS NULL BEGIN
  UPDATE source SET id = 'local-' || lower(hex(randomblob(6))) WHERE fid = new.fid; END;

-- Text ------------------------------------------------------------------------------------------------
-- Two indexes, without diacritics (and đ, which has none to lose, as d): what an event says itself, and
-- every spelling of places and actors. A search asks both, word by word, and finds the events of a name
-- through event.place_fid and event_actor. So a name stands in the index once and not with each of its
-- events, a renamed place needs no event indexed again, and rows written by other programs are found.
CREATE VIEW event_text_source AS SELECT fid,
  replace(replace(title, 'đ', 'd'), 'Đ', 'D') AS title,
  replace(replace(summary, 'đ', 'd'), 'Đ', 'D') AS summary FROM event;
CREATE VIRTUAL TABLE event_text USING fts5 (
  title, summary, content='event_text_source', content_rowid='fid', columnsize=0,
  tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER event_text_insert AFTER INSERT ON event BEGIN
  INSERT INTO event_text (rowid, title, summary) VALUES (new.fid,
    replace(replace(new.title, 'đ', 'd'), 'Đ', 'D'), replace(replace(new.summary, 'đ', 'd'), 'Đ', 'D'));
END;
CREATE TRIGGER event_text_delete AFTER DELETE ON event BEGIN
  INSERT INTO event_text (event_text, rowid, title, summary) VALUES ('delete', old.fid,
    replace(replace(old.title, 'đ', 'd'), 'Đ', 'D'), replace(replace(old.summary, 'đ', 'd'), 'Đ', 'D'));
END;
CREATE TRIGGER event_text_update AFTER UPDATE OF fid, title, summary ON event BEGIN
  INSERT INTO event_text (event_text, rowid, title, summary) VALUES ('delete', old.fid,
    replace(replace(old.title, 'đ', 'd'), 'Đ', 'D'), replace(replace(old.summary, 'đ', 'd'), 'Đ', 'D'));
  INSERT INTO event_text (rowid, title, summary) VALUES (new.fid,
    replace(replace(new.title, 'đ', 'd'), 'Đ', 'D'), replace(replace(new.summary, 'đ', 'd'), 'Đ', 'D'));
END;

-- Row 4 n is place n's own name, 4 n + 1 place_name n, 4 n + 2 actor n's own name, 4 n + 3 actor_name n.
CREATE VIRTUAL TABLE name_text USING fts5 (
  name, owner UNINDEXED, columnsize=0, tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER place_text_insert AFTER INSERT ON place BEGIN
  INSERT INTO name_text (rowid, name, owner)
    VALUES (4 * new.fid, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'), new.fid);
END;
CREATE TRIGGER place_text_delete AFTER DELETE ON place BEGIN
  DELETE FROM name_text WHERE rowid = 4 * old.fid;
END;
CREATE TRIGGER place_text_update AFTER UPDATE OF fid, name ON place BEGIN
  DELETE FROM name_text WHERE rowid = 4 * old.fid;
  INSERT INTO name_text (rowid, name, owner)
    VALUES (4 * new.fid, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'), new.fid);
END;
CREATE TRIGGER place_name_text_insert AFTER INSERT ON place_name BEGIN
  INSERT INTO name_text (rowid, name, owner)
    VALUES (4 * new.fid + 1, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'), new.place_fid);
END;
CREATE TRIGGER place_name_text_delete AFTER DELETE ON place_name BEGIN
  DELETE FROM name_text WHERE rowid = 4 * old.fid + 1;
END;
CREATE TRIGGER place_name_text_update AFTER UPDATE OF fid, place_fid, name ON place_name BEGIN
  DELETE FROM name_text WHERE rowid = 4 * old.fid + 1;
  INSERT INTO name_text (rowid, name, owner)
    VALUES (4 * new.fid + 1, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'), new.place_fid);
END;
CREATE TRIGGER actor_text_insert AFTER INSERT ON actor BEGIN
  INSERT INTO name_text (rowid, name, owner)
    VALUES (4 * new.fid + 2, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'), new.fid);
END;
CREATE TRIGGER actor_text_delete AFTER DELETE ON actor BEGIN
  DELETE FROM name_text WHERE rowid = 4 * old.fid + 2;
END;
CREATE TRIGGER actor_text_update AFTER UPDATE OF fid, name ON actor BEGIN
  DELETE FROM name_text WHERE rowid = 4 * old.fid + 2;
  INSERT INTO name_text (rowid, name, owner)
    VALUES (4 * new.fid + 2, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'), new.fid);
END;
CREATE TRIGGER actor_name_text_insert AFTER INSERT ON actor_name BEGIN
  INSERT INTO name_text (rowid, name, owner)
    VALUES (4 * new.fid + 3, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'), new.actor_fid);
END;
CREATE TRIGGER actor_name_text_delete AFTER DELETE ON actor_name BEGIN
  DELETE FROM name_text WHERE rowid = 4 * old.fid + 3;
END;
CREATE TRIGGER actor_name_text_update AFTER UPDATE OF fid, actor_fid, name ON actor_name BEGIN
  DELETE FROM name_text WHERE rowid = 4 * old.fid + 3;
  INSERT INTO name_text (rowid, name, owner)
    VALUES (4 * new.fid + 3, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'), new.actor_fid);
END;

-- Space: GeoPackage's R*Tree extension, for other programs and for boxes; triggers as its annex F.3 says --
CREATE VIRTUAL TABLE rtree_event_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_event_geom_insert AFTER INSERT ON event
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  INSERT OR REPLACE INTO rtree_event_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_event_geom_update1 AFTER UPDATE OF geom ON event
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  INSERT OR REPLACE INTO rtree_event_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_event_geom_update2 AFTER UPDATE OF geom ON event
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM rtree_event_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_event_geom_update3 AFTER UPDATE ON event
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM rtree_event_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_event_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_event_geom_update4 AFTER UPDATE ON event
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM rtree_event_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_event_geom_delete AFTER DELETE ON event
  WHEN OLD.geom NOT NULL BEGIN
  DELETE FROM rtree_event_geom WHERE id = OLD.fid;
END;
CREATE VIRTUAL TABLE rtree_place_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_place_geom_insert AFTER INSERT ON place
  WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  INSERT OR REPLACE INTO rtree_place_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_place_geom_update1 AFTER UPDATE OF geom ON place
  WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  INSERT OR REPLACE INTO rtree_place_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_place_geom_update2 AFTER UPDATE OF geom ON place
  WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM rtree_place_geom WHERE id = OLD.fid;
END;
CREATE TRIGGER rtree_place_geom_update3 AFTER UPDATE ON place
  WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM rtree_place_geom WHERE id = OLD.fid;
  INSERT OR REPLACE INTO rtree_place_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
END;
CREATE TRIGGER rtree_place_geom_update4 AFTER UPDATE ON place
  WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN
  DELETE FROM rtree_place_geom WHERE id IN (OLD.fid, NEW.fid);
END;
CREATE TRIGGER rtree_place_geom_delete AFTER DELETE ON place
  WHEN OLD.geom NOT NULL BEGIN
  DELETE FROM rtree_place_geom WHERE id = OLD.fid;
END;

-- What other programs list ----------------------------------------------------------------------------
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('event', 'features', 'event', 'What happened, where and when', 4326),
  ('place', 'features', 'place', 'Where events happened', 4326),
  ('dataset', 'attributes', 'dataset', 'Where the data comes from, and its terms', NULL),
  ('place_name', 'attributes', 'place_name', 'Every spelling of the places', NULL),
  ('actor', 'attributes', 'actor', 'Who took part; a contingent has a parent', NULL),
  ('actor_name', 'attributes', 'actor_name', 'Every spelling of the actors', NULL),
  ('event_type', 'attributes', 'event_type', 'The types of events', NULL),
  ('event_actor', 'attributes', 'event_actor', 'Who took part in which event, in which role', NULL),
  ('source', 'attributes', 'source', 'Who reported', NULL),
  ('event_source', 'attributes', 'event_source', 'Which source supports which event', NULL),
  ('casualty', 'attributes', 'casualty', 'Claims: so many killed or injured, of whom', NULL),
  ('casualty_source', 'attributes', 'casualty_source', 'By whose account', NULL),
  ('raw_row', 'attributes', 'raw_row', 'Imported columns without a home', NULL),
  ('saved_view', 'attributes', 'saved_view', 'Saved filters and map views', NULL),
  ('story', 'attributes', 'story', 'Tours', NULL),
  ('story_step', 'attributes', 'story_step', 'The steps of the tours', NULL),
  ('change_log', 'attributes', 'change_log', 'What was changed, for undo', NULL);
INSERT INTO gpkg_geometry_columns VALUES
  ('event', 'geom', 'POINT', 4326, 0, 0), ('place', 'geom', 'POINT', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES
  ('event', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only'),
  ('place', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec130/#extension_rtree', 'write-only');
