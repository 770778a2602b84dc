/* What every page test needs: a browser of its own, a server, and words to say what was expected. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const SHOTS = join(ROOT, 'tests/page/shots');
const need = createRequire(join(ROOT, 'web/package.json'));
const { chromium } = need('playwright-core');
const AXE = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--force-color-profile=srgb',
];

export const SIZES = { 360: { width: 360, height: 780 }, 768: { width: 768, height: 1024 }, 1440: { width: 1440, height: 900 } };

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/* A server as a child process; ready when `/api/v1/health` answers. */
async function startServer(command, args, port) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const said = [];
  child.stderr.on('data', (part) => said.push(part));
  let code = null;
  child.on('exit', (status) => {
    code = status ?? 1;
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    if (code !== null) break;
    const answer = await fetch(`${url}/api/v1/health`).catch(() => null);
    if (answer?.ok) return { url, stop: () => stop(child, () => code) };
    await new Promise((done) => setTimeout(done, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`${command} did not become ready: ${Buffer.concat(said).toString().slice(-2000)}`);
}

async function stop(child, code) {
  if (code() === null) {
    const ended = new Promise((done) => child.once('exit', done));
    const timer = setTimeout(() => child.kill('SIGKILL'), 8000);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  }
}

export async function startMock(...args) {
  const port = await freePort();
  return startServer(process.execPath, [join(ROOT, 'web/dev/mock.mjs'), '--port', String(port), ...args], port);
}

/* The program itself with the demo household in a folder that goes away with it. */
export async function startFlorin(program) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'florin-page-'));
  const db = `sqlite:${join(folder, 'florin.db')}`;
  const server = await startServer(program, ['serve', '--demo', '--listen', `127.0.0.1:${port}`, '--db', db, '--data-folder', folder, '--page-folder', join(ROOT, 'web/dist')], port);
  return {
    url: server.url,
    db,
    folder,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function openBrowser() {
  mkdirSync(SHOTS, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS });
}

/* A fresh visitor. Everything the page logs as an error is kept, and so is every answer with a failure. */
export async function visitor(browser, url, { size = 1440, theme = 'light', locale = 'en-US' } = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: SIZES[size], colorScheme: theme, locale, timezoneId: 'Europe/Amsterdam', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.setDefaultTimeout(10_000);
  return { context, page, complaints };
}

export async function demoSignIn(page) {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Look around with demo data' }).click();
  await page.getByRole('heading', { level: 1, name: /Good/ }).waitFor();
}

export async function settle(page) {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForFunction(() => !document.querySelector('main .skeleton, main .ghost'), undefined, { timeout: 5000 }).catch(() => undefined);
  await page.waitForTimeout(450);
}

/* What axe finds, as lines of text. */
export async function axe(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return result.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} – ${node.failureSummary.split('\n').slice(1).join(' ').trim()}`));
}

export class Tally {
  passed = 0;
  failed = 0;

  async case(name, act) {
    const from = Date.now();
    try {
      await act();
      this.passed += 1;
      console.log(`ok   ${name} (${Date.now() - from} ms)`);
    } catch (error) {
      this.failed += 1;
      console.log(`FAIL ${name}\n     ${String(error?.message ?? error).split('\n').slice(0, 14).join('\n     ')}`);
    }
  }
}

export function expect(condition, message) {
  if (!condition) throw new Error(message);
}

export function expectNone(list, message) {
  if (list.length) throw new Error(`${message}:\n${list.slice(0, 12).join('\n')}`);
}
