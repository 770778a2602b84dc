/* Makes src/api/schema.d.ts from the program's own description of its interface. With --check it only says
   whether the copy at hand is the one the program would give.

   node tools/types.mjs [--check] [PROGRAM]      the program is ../build/florin unless named */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const TARGET = fileURLToPath(new URL('../src/api/schema.d.ts', import.meta.url));
const args = process.argv.slice(2).filter((arg) => arg !== '--check');
const checking = process.argv.includes('--check');
const program = args[0] ?? fileURLToPath(new URL('../../build/florin', import.meta.url));

if (!existsSync(program)) {
  console.error(`types: there is no program at ${program}; build it, or name it`);
  process.exit(2);
}

const description = JSON.parse(execFileSync(program, ['openapi'], { encoding: 'utf8', maxBuffer: 1 << 26 }));
const head = '/* Made by `npm run types` from `florin openapi`; not written by hand. */\n';
const types = head + astToString(await openapiTS(description, { alphabetize: true }));

if (!checking) {
  writeFileSync(TARGET, types);
} else if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== types) {
  console.error('types: src/api/schema.d.ts is not what the program says; run `npm run types` in web/');
  process.exit(1);
}
