// SPDX-License-Identifier: GPL-3.0-or-later
//
// What others use for the same work: crossfilter2 for filters and counts, supercluster for the map.
//   node engine.mjs EVENTS OPS   → lines "what peer median max" [ms]
// Events and operations are those of bench-engine in the same run. A facet is a dimension with a group, a set
// its first value; what bench-engine's time holds, these hold: the change, all groups, and for
// "cluster-after-filter" an index of what passes and its clusters in the view.

import { readFileSync } from 'node:fs';
import crossfilter from 'crossfilter2';
import Supercluster from 'supercluster';

const [eventsPath, opsPath] = process.argv.slice(2);
const buffer = readFileSync (eventsPath);
const view32 = new DataView (buffer.buffer, buffer.byteOffset, buffer.length);
const n = buffer.length / 32;
const records = new Array (n);
for (let i = 0; i < n; i++) {
  const at = i * 32;
  records[i] = {
    lon: view32.getFloat32 (at, true), lat: view32.getFloat32 (at + 4, true),
    start: view32.getInt32 (at + 8, true), end: view32.getInt32 (at + 12, true),
    type: view32.getInt16 (at + 16, true), place: view32.getInt16 (at + 18, true),
    municipality: view32.getInt16 (at + 20, true), confidence: view32.getInt16 (at + 22, true),
    dataset: view32.getInt16 (at + 24, true), actor: view32.getInt16 (at + 26, true),
    source: view32.getInt16 (at + 28, true),
  };
}

const median = values => [...values].sort ((a, b) => a - b)[Math.floor (values.length / 2)];
const report = (what, peer, times) => {
  if (times.length > 0)
    console.log (what, peer, median (times).toFixed (4), Math.max (...times).toFixed (4));
};

let started = performance.now ();
const cross = crossfilter (records);
const days = cross.dimension (d => d.start);
// In the order of IbarFacet.
const facets = ['actor', 'type', 'municipality', 'place', 'confidence', 'source', 'dataset']
  .map (key => cross.dimension (d => d[key]));
const groups = facets.map (facet => facet.group ());
groups.push (days.group (day => Math.floor (day / 30)));
report ('build', 'crossfilter2', [performance.now () - started]);

const readGroups = () => { let sum = 0; for (const group of groups) sum += group.all ().length; return sum; };
const lines = readFileSync (opsPath, 'utf8').trim ().split ('\n').map (line => line.split (' '));
const [, lon, lat, zoom] = lines.shift ().map (Number);
const times = { 'brush-step': [], 'brush-jump': [], 'filter-change': [] };
const clusterTimes = [], viewTimes = [];
const span = 640 * 360 / (256 * 2 ** zoom), box = [lon - span, lat - span / 2, lon + span, lat + span / 2];

const apply = ([, kind, a, b]) => {
  if (kind === 'days') {
    if (a === 'none') days.filterAll ();
    else days.filterRange ([Number (a), Number (b) + 1]);
  } else if (Number (b) < 0) facets[Number (a)].filterAll ();
  else facets[Number (a)].filterExact (Number (b));
};

const cluster = () => {
  const index = new Supercluster ({ radius: 64, extent: 256, maxZoom: 16 });
  index.load (cross.allFiltered ().map (d => ({
    type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [d.lon, d.lat] },
  })));
  index.getClusters (box, Math.floor (zoom));
  return index;
};

let first = true, index = null;
for (const op of lines) {
  started = performance.now ();
  apply (op);
  readGroups ();
  if (!first) times[op[0]].push (performance.now () - started);
  first = false;
}
for (const what of Object.keys (times)) report (what, 'crossfilter2', times[what]);

// Rebuilding the index is slow: a few times, after filters that let most pass.
days.filterAll ();
for (const facet of facets) facet.filterAll ();
for (let i = 0; i < (n > 100000 ? 4 : 12); i++) {
  started = performance.now ();
  facets[1].filterFunction (type => type !== i);
  readGroups ();
  index = cluster ();
  clusterTimes.push (performance.now () - started);
}
report ('cluster-after-filter', 'supercluster', clusterTimes);
for (let i = 0; i < 48; i++) {
  const half = span / 2 ** (i % 12), d = i % 12 === 0 ? { lon, lat } : records[(i * 7919) % n];
  started = performance.now ();
  index.getClusters ([d.lon - half, d.lat - half / 2, d.lon + half, d.lat + half / 2], Math.floor (zoom) + i % 12);
  viewTimes.push (performance.now () - started);
}
report ('clusters', 'supercluster', viewTimes);
