/* Holds the page to its weight: the JavaScript of the heaviest first view at most 90 KiB, the charts at most 215,
   both as brotli. A view's weight is the entry, what it imports, and the view's own chunk with its imports. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DIST = new URL('../dist/', import.meta.url).pathname;
const ROUTE_KIB = 90;
const CHART_KIB = 215;

if (!existsSync(join(DIST, '.vite/manifest.json'))) {
  console.error('size: web/dist has no manifest; run `npm run build` first');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));

function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const kib = (keys) => [...keys].reduce((sum, key) => sum + statSync(join(DIST, `${manifest[key].file}.br`)).size, 0) / 1024;

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const isChart = (key) => /ui\/echarts/.test(key);
const inside = closure('src/shell/Inside.tsx', closure(entry));
const views = [...closure(entry)].flatMap((key) => manifest[key].dynamicImports ?? []).filter((key) => /^src\/features\//.test(key));
const weights = [['sign-in', kib(closure(entry))], ...views.map((key) => [key.replace(/^src\/features\//, ''), kib(closure(key, new Set(inside)))])].sort((a, b) => b[1] - a[1]);
const charts = kib(new Set([...closure(Object.keys(manifest).find(isChart))].filter((key) => !closure(entry).has(key))));

for (const [view, weight] of weights) console.log(`size: ${view} ${weight.toFixed(1)} KiB of ${ROUTE_KIB}`);
console.log(`size: charts ${charts.toFixed(1)} KiB of ${CHART_KIB}`);
if ((weights[0]?.[1] ?? Infinity) > ROUTE_KIB || charts > CHART_KIB) {
  console.error('size: the page is heavier than it may be');
  process.exit(1);
}
