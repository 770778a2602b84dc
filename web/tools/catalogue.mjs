/* Two promises of the message catalogue that the compiler cannot check: every message is used somewhere, with the
   parameters of the English text in every language; and no component writes words of its own. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SRC = new URL('../src/', import.meta.url).pathname;
const complaints = [];

function* sources(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(name) && !/\.(test|d)\.ts$/.test(name)) yield path;
  }
}

/* The texts of a language: key to the set of its parameters, plural forms together. */
function messages(language) {
  const text = readFileSync(join(SRC, `text/${language}.ts`), 'utf8');
  const found = new Map();
  for (const match of text.matchAll(/^ {2}'([^']+)': (\{[\s\S]*?\n? *\}|'(?:[^'\\]|\\.)*'),$/gm)) {
    found.set(match[1], new Set([...match[2].matchAll(/\{(\w+)\}/g)].map((one) => one[1])));
  }
  return found;
}

const english = messages('en');
for (const language of ['de', 'fr', 'es']) {
  const other = messages(language);
  for (const [key, parameters] of english) {
    const have = other.get(key);
    if (!have) complaints.push(`${language}.ts: "${key}" is missing`);
    else if ([...parameters].sort().join() !== [...have].sort().join()) complaints.push(`${language}.ts: "${key}" has {${[...have]}}, English has {${[...parameters]}}`);
  }
}

/* Keys that are put together from a word of the API: word('status', …) and t(`period.${…}`). */
const built = new Set();
let all = '';
for (const path of sources(SRC)) {
  const text = readFileSync(path, 'utf8');
  if (path.includes('/text/')) continue;
  all += text;
  for (const match of text.matchAll(/(?:word|words)\('(\w+)'|t\(`(\w+)\.\$/g)) built.add(match[1] ?? match[2]);
  if (!path.endsWith('.tsx')) continue;
  const name = path.slice(SRC.length);
  for (const [i, line] of text.split('\n').entries()) {
    const words = /^\s*[A-Z][a-z]+(?: [a-z]+)+[.!?]?$/.exec(line) ?? /(?:label|title|placeholder|aria-label|text)="([A-Z][^"]*)"/.exec(line);
    if (words) complaints.push(`${name}:${i + 1}: words outside the catalogue: ${line.trim()}`);
  }
}
for (const key of english.keys()) {
  const direct = all.includes(`'${key}'`) || all.includes(`\`${key}\``);
  const greeting = key.endsWith('_name') && all.includes(`'${key.slice(0, -5)}'`);
  if (!direct && !greeting && !built.has(key.split('.')[0])) complaints.push(`en.ts: "${key}" is used nowhere`);
}

for (const one of complaints) console.error(`catalogue: ${one}`);
if (complaints.length) process.exit(1);
console.log(`catalogue: ${english.size} messages in 4 languages`);
