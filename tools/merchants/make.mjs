// Makes data/merchants.tsv (pattern, category code, countries, confidence, source) from the name suggestion index,
// without the names that data/merchants-stop.tsv drops. Run by hand: npm ci && node make.mjs, in this folder.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { iso1A2Code, iso1A2Codes } from "@rapideditor/country-coder";
import { codeOf, keyWords } from "./keys.mjs";
import { normalise } from "./normalise.mjs";

const data = new URL("../../data/", import.meta.url);
const packageRoot = new URL("./node_modules/name-suggestion-index/", import.meta.url);
const readJson = (path) => JSON.parse(readFileSync(new URL(path, packageRoot), "utf8"));
const nsi = readJson("dist/json/nsi.min.json").nsi;
const counts = readJson("dist/json/filtered/brands_keep.min.json").keep;

const WORLD_FROM = 25; // a brand in more countries than this is one of the world
const BRANCHES_MANY = 300;
const REGIONS = { fx: ["FR"], "northern cyprus": ["CY"], "mainland china": ["CN"], sba: ["CY"], crimea: ["UA"], "aldi-sued.geojson": ["DE"] };
const generic = readJson("dist/json/genericWords.min.json").genericWords.map((source) => new RegExp(source, "i"));

function readTable(name) {
  return readFileSync(new URL(name, data), "utf8").split("\n")
    .filter((line) => line && !line.startsWith("#")).slice(1).map((line) => line.split("\t"));
}

const stop = new Map(readTable("merchants-stop.tsv").map(([word, rule]) => [normalise(word), rule]));

// The countries of one entry of a location set: [] when it says nothing we can use, ["*"] for the whole world.
function countriesOf(place) {
  if (Array.isArray(place)) return [iso1A2Code(place)].filter(Boolean);
  const text = String(place).toLowerCase();
  if (text === "001") return ["*"];
  if (REGIONS[text]) return REGIONS[text];
  if (/^[a-z]{2}$/.test(text)) return iso1A2Codes(text).length ? [text.toUpperCase()] : [];
  if (/^[a-z]{2}-/.test(text)) return iso1A2Codes(text.slice(0, 2)).length ? [text.slice(0, 2).toUpperCase()] : [];
  if (/^\d{3}$/.test(text)) return ["*"];
  return [];
}

function countriesOfItem(item) {
  const all = new Set((item.locationSet.include ?? []).flatMap(countriesOf));
  return all.has("*") || all.size > WORLD_FROM ? new Set(["*"]) : all;
}

function namesOf(item) {
  const names = new Set();
  for (const [key, value] of Object.entries(item.tags))
    if (/^(brand|name|operator|short_name|alt_name|network)(:[a-z]{2})?$/.test(key)) for (const part of value.split(";")) names.add(part);
  for (const name of item.matchNames ?? []) names.add(name);
  return names;
}

// "A & B" is also written "A and B", "T.K. Maxx" also "TK Maxx", "7-Eleven" also "7Eleven".
function patternsOf(name) {
  if (generic.some((expression) => expression.test(name.trim()))) return [];
  const bare = name.replace(/\s*\(.*?\)\s*/g, " ").trim();
  const forms = [bare];
  if (/\s&\s/.test(bare)) forms.push(bare.replace(/\s&\s/g, " and "));
  if (/\.\S/.test(bare) && !/\.(com|net|org|[a-z]{2})$/i.test(bare)) forms.push(bare.replace(/\./g, ""));
  if (/\w-\w/.test(bare)) forms.push(bare.replace(/-/g, ""));
  return forms.map(normalise);
}

const isLatin = (text) => /^[a-z0-9& ]*$/.test(text);

// Whether a name alone says who was paid.
function usable(pattern, item, branches) {
  if (!isLatin(pattern)) return [...pattern].length >= 2;
  const letters = pattern.replace(/[^a-z]/g, "");
  if (letters.length < 2 || pattern.length < 3 || pattern.length > 40) return false;
  if (stop.get(pattern) === "drop" || keyWords.has(pattern)) return false;
  if (pattern.length === 3) return branches >= BRANCHES_MANY;
  return true;
}

function confidenceOf(pattern, base, branches) {
  const words = pattern.split(" ").length;
  let ppm = base;
  if (isLatin(pattern) && words === 1 && pattern.length <= 5) ppm -= 80000;
  if (words > 1 || pattern.length >= 9) ppm += 20000;
  if (!branches) ppm -= 30000;
  return Math.min(980000, Math.max(400000, ppm));
}

const rows = new Map(); // pattern -> code -> { countries, branches, ppm }

function add(pattern, code, countries, branches, ppm) {
  const byCode = rows.get(pattern) ?? rows.set(pattern, new Map()).get(pattern);
  const row = byCode.get(code) ?? byCode.set(code, { countries: new Set(), branches: 0, ppm: 0 }).get(code);
  for (const country of countries) row.countries.add(country);
  row.branches = Math.max(row.branches, branches);
  row.ppm = Math.max(row.ppm, ppm);
}

function readIndex() {
  for (const [path, { items }] of Object.entries(nsi)) {
    const kind = codeOf(path);
    if (!kind) continue;
    for (const item of items) {
      const countries = countriesOfItem(item);
      if (!countries.size) continue;
      const key = path.split("/").slice(1).join("/");
      for (const name of namesOf(item)) {
        const branches = counts[`${key}|${name}`] ?? counts[`${key}|${item.tags.brand}`] ?? 0;
        for (const pattern of patternsOf(name))
          if (usable(pattern, item, branches) && !(kind.skip && kind.skip.test(pattern)))
            add(pattern, kind.code, countries, branches, confidenceOf(pattern, kind.ppm, branches));
      }
    }
  }
}

// Of a name with several categories in one country the one with most branches stays there; a supermarket with its own
// filling stations or restaurants is a supermarket.
function settle(byCode) {
  const weight = ([code, row]) => row.branches + (code === "food.groceries" ? BRANCHES_MANY : 0);
  const ordered = [...byCode].sort((a, b) => weight(b) - weight(a) || b[1].ppm - a[1].ppm || (a[0] < b[0] ? -1 : 1));
  const taken = new Set();
  const kept = [];
  for (const [code, row] of ordered) {
    const left = [...row.countries].filter((country) => !taken.has(country) && !taken.has("*"));
    left.forEach((country) => taken.add(country));
    if (left.length) kept.push({ code, ppm: row.ppm - (kept.length ? 50000 : 0), countries: left.includes("*") || left.length > WORLD_FROM ? ["*"] : left.sort() });
  }
  return kept;
}

// A longer name that says the same as a shorter one inside it (Tesco Extra, Tesco) adds nothing.
function redundant(pattern, kept) {
  const words = pattern.split(" ");
  for (let n = words.length - 1; n >= 1; n--) {
    const head = words.slice(0, n).join(" ");
    const other = head.length >= 4 && !stop.has(head) && rows.get(head);
    if (other && other.size === 1 && other.has(kept.code)) {
      const covers = other.get(kept.code).countries;
      if (covers.has("*") || kept.countries.every((country) => covers.has(country))) return true;
    }
  }
  return false;
}

readIndex();
const lines = [];
for (const [pattern, byCode] of rows)
  for (const kept of settle(byCode)) {
    if (redundant(pattern, kept)) continue;
    const anchored = stop.get(pattern) === "start" || pattern.length === 3 ? "^" : "";
    lines.push([anchored + pattern, kept.code, kept.countries.join(","), kept.ppm, "nsi"].join("\t"));
  }
lines.sort((a, b) => (a < b ? -1 : 1));
writeFileSync(new URL("merchants.tsv", data), ["pattern\tcode\tcountries\tconfidence_ppm\tsource", ...lines, ""].join("\n"));
const license = readFileSync(new URL("LICENSE.md", packageRoot), "utf8");
writeFileSync(new URL("merchants.LICENSE", data), `data/merchants.tsv is derived from the name suggestion index, https://nsi.guide\n\n${license}`);
console.log(`${lines.length} patterns`);
