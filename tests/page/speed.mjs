/* How long a person waits for the list of 100,000 transactions (QUALITY U4), in the program itself: from opening the
   address to the first rows, from another view to them, and from typing to rows that fit. Medians are printed; no time
   fails a test on a shared machine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSignIn, expect, startFlorin, visitor } from './lib.mjs';

const ROWS = 100_000;
const ROUNDS = 9;
const PLACES = ['PARIS', 'WIEN', 'MADRID', 'UTRECHT', 'PORTO', 'GENT', 'MALMO', 'TALLINN', 'BERGEN', 'KRAKOW'];
const TYPED = ['wien', 'gent', 'shop 17', 'porto', 'shop 4411', 'malmo', 'shop 99', 'utrecht', 'bergen'];

function statement() {
  const first = Date.UTC(2019, 0, 1);
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const day = new Date(first + Math.floor(i / 50) * 86_400_000).toISOString().slice(0, 10);
    return `${day},CARD PAYMENT SHOP ${(i * 7919) % 5003} ${PLACES[i % PLACES.length]},-${1 + (i % 90)}.${String(i % 100).padStart(2, '0')},R${i}`;
  });
  return ['Date,Description,Amount,Reference', ...lines].join('\n');
}

/* The time of the frame in which the first row stands. */
function watch() {
  const seen = new MutationObserver(() => {
    if (!document.querySelector('.grid-row:not(.ghost)')) return;
    seen.disconnect();
    requestAnimationFrame(() => {
      window.firstRowsMs = performance.now();
    });
  });
  seen.observe(document, { childList: true, subtree: true });
}

async function opened(page) {
  await page.goto('/transactions');
  await page.waitForFunction(() => window.firstRowsMs);
  return page.evaluate(() => window.firstRowsMs);
}

async function visited(page) {
  await page.goto('/accounts');
  await page.locator('.account-row').first().waitFor();
  return page.evaluate(async () => {
    const from = performance.now();
    document.querySelector('.sidebar a[href="/transactions"]').click();
    while (!document.querySelector('.grid-row:not(.ghost)')) await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - from;
  });
}

async function typed(page, text) {
  await page.goto('/transactions');
  await page.getByText(/10\d,\d{3} transactions/).waitFor();
  return page.getByRole('searchbox').evaluate(async (box, wanted) => {
    const fits = () => {
      const rows = [...document.querySelectorAll('.grid-row')];
      return rows.length > 0 && rows.every((row) => row.textContent.toLowerCase().includes(wanted));
    };
    const from = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, wanted);
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    while (!fits() && performance.now() - from < 5000) await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - from;
  }, text);
}

function say(what, times, targetMs) {
  const sorted = times.toSorted((a, b) => a - b);
  const [least, median] = [sorted[0], sorted[sorted.length >> 1]];
  console.log(`     ${what}: median ${median.toFixed(0)} ms, least ${least.toFixed(0)}${targetMs ? ` (target ${targetMs})` : ''}`);
}

async function measure(browser, url) {
  const { context, page } = await visitor(browser, url);
  await demoSignIn(page);
  await context.addInitScript(watch);
  await opened(page);
  const [first, warm, filter] = [[], [], []];
  for (let i = 0; i < ROUNDS; i += 1) {
    first.push(await opened(page));
    warm.push(await visited(page));
    filter.push(await typed(page, TYPED[i]));
  }
  await context.close();
  say('first rows', first, 300);
  say('from another view', warm, 100);
  say('filtered as typed', filter, 100);
  expect(filter.every((ms) => ms < 5000), 'every search finds its rows');
}

export async function runSpeed(tally, browser, program) {
  const florin = await startFlorin(program);
  const folder = mkdtempSync(join(tmpdir(), 'florin-speed-'));
  try {
    const file = join(folder, 'many.csv');
    writeFileSync(file, statement());
    execFileSync(program, ['import', file, '--account', 'Many', '--yes', '--db', florin.db, '--data-folder', florin.folder], { stdio: 'pipe' });
    await tally.case('speed: a hundred thousand transactions', () => measure(browser, florin.url));
  } finally {
    await florin.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
