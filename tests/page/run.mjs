/* The page in a real browser. Ends with a line of counts; fails when a case fails.

   node tests/page/run.mjs [--only flows|looks|states|speed] [--views a,b] [--pictures] [PROGRAM]

   PROGRAM is build/florin unless named. Pictures of all views lie in tests/page/shots. With --pictures the README's,
   docs/page.png and docs/page-dark.png, are made anew from the program's own demo household. The speed part, which measures the
   program with 100,000 rows, runs when it is named. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoSignIn, openBrowser, ROOT, settle, SHOTS, startFlorin, Tally, visitor } from './lib.mjs';
import { runFlows } from './flows.mjs';
import { runLooks, runStates } from './looks.mjs';
import { runSpeed } from './speed.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' }, views: { type: 'string' }, pictures: { type: 'boolean', default: false } } });
const program = positionals[0] ?? join(ROOT, 'build/florin');
const wants = (part) => !values.only || values.only.split(',').includes(part);

async function picture(browser, url, theme, file) {
  const { context, page } = await visitor(browser, url, { theme });
  await demoSignIn(page);
  await settle(page);
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(values.pictures ? join(ROOT, 'docs') : SHOTS, file) });
  await context.close();
}

if (!existsSync(join(ROOT, 'web/dist/index.html'))) {
  console.error('page tests: web/dist is missing; run `npm run build` in web/');
  process.exit(2);
}
const measures = values.only?.split(',').includes('speed');
if ((wants('flows') || measures) && !existsSync(program)) {
  console.error(`page tests: there is no program at ${program}; build it, or name it`);
  process.exit(2);
}

const tally = new Tally();
const browser = await openBrowser();
try {
  if (wants('flows')) {
    await tally.case('the types are what the program says', async () => {
      execFileSync(process.execPath, [join(ROOT, 'web/tools/types.mjs'), '--check', program], { stdio: 'pipe' });
    });
    const florin = await startFlorin(program);
    try {
      await tally.case('pictures for the README', async () => {
        await picture(browser, florin.url, 'light', 'page.png');
        await picture(browser, florin.url, 'dark', 'page-dark.png');
      });
      await runFlows(tally, browser, florin.url, 'program');
    } finally {
      await florin.stop();
    }
  }
  if (wants('states')) await runStates(tally, browser);
  if (measures) await runSpeed(tally, browser, program);
  if (wants('looks')) await runLooks(tally, browser, values.views?.split(','));
} finally {
  await browser.close();
}
console.log(`page: ${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed ? 1 : 0);
