/* What a person does, from end to end, against a server: the program itself, or the mock that stands in for it
   while states are tested that the program cannot be asked for. */
import { demoSignIn, expect, expectNone, settle, visitor } from './lib.mjs';
import { IMPORT_FLOWS, undoImport } from './imports.mjs';

async function register(browser, url) {
  const { context, page, complaints } = await visitor(browser, url);
  const email = `page-${Date.now()}@florin.example`;
  await page.goto('/register');
  await page.getByLabel('First name').fill('Grace');
  await page.getByLabel('Last name').fill('Hopper');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('too short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText(/least 15/).first().waitFor();
  await page.getByLabel('Password').fill('a compiler is a good friend');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { level: 1, name: /Grace/ }).waitFor();
  await page.getByRole('button', { name: 'Your menu' }).first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password').fill('a compiler is a good friend');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: /Grace/ }).waitFor();
  expectNone(complaints.filter((line) => !/status of (401|422)/.test(line)), 'the console complained');
  return { context, page };
}

/* The household invites; the other person follows the link and is in. */
async function invite(page, other) {
  await page.goto('/settings/workspace');
  await page.getByLabel('Email').fill('grace@florin.example');
  await page.getByLabel('Role', { exact: true }).selectOption('viewer');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await page.locator('.secret code').innerText();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('grace@florin.example').waitFor();
  const household = await page.locator('.brand .faint').innerText();
  await other.goto(new URL(link).pathname + new URL(link).search);
  await other.getByRole('button', { name: 'Join the workspace' }).click();
  await other.getByRole('heading', { level: 1, name: /Grace/ }).waitFor();
  await other.locator('.brand', { hasText: household }).waitFor();
  await other.locator('.balance-row').first().waitFor();
}

async function categorise(page) {
  await page.goto('/transactions?transaction_type=expense');
  await settle(page);
  const id = await page.locator('.grid-row', { has: page.locator('.category-chip:not(.none, .suggested)') }).first().getAttribute('data-row');
  const row = page.locator(`[data-row="${id}"]`);
  const before = (await row.locator('.category-chip').innerText()).trim();
  await row.locator('.category-chip').click();
  await page.getByRole('combobox', { name: 'Find a category' }).fill('gambl');
  if (await page.getByText('No category has this name.').count()) await page.getByRole('combobox', { name: 'Find a category' }).fill('flights');
  await page.keyboard.press('Enter');
  await row.getByText(/Gambling|Flights/).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await row.getByText(before, { exact: true }).waitFor();
  await page.goto('/transactions?search_query=city+bakery+kiosk');
  const own = page.locator('.grid-row', { hasText: 'CITY BAKERY KIOSK 77' });
  await own.locator('.category-chip').click();
  await page.getByRole('combobox', { name: 'Find a category' }).fill('coffee');
  await page.keyboard.press('Enter');
  await own.getByText(/Coffee/).waitFor();
  await settle(page);
  await page.reload();
  await own.getByText(/Coffee/).waitFor();
  await own.locator('.cell-date').click();
  await page.getByRole('dialog').getByText('Chosen by you').waitFor();
  await page.getByRole('dialog').getByRole('link', { name: 'Line 2 of harbour.csv' }).waitFor();
}

async function filters(page) {
  await page.goto('/transactions');
  await settle(page);
  const all = await page.getByRole('status').first().innerText();
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByLabel('Type').selectOption('income');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.waitForURL(/transaction_type=income/);
  await page.getByRole('button', { name: /^Period/ }).click();
  await page.getByRole('menuitemradio', { name: 'This year' }).click();
  await page.waitForURL(/start_date=/);
  await settle(page);
  const narrowed = await page.getByRole('status').first().innerText();
  expect(narrowed !== all, `fewer than ${all}`);
  await page.reload();
  await settle(page);
  expect((await page.getByRole('status').first().innerText()) === narrowed, 'the filters survive a reload');
  expect(await page.getByRole('button', { name: 'Period: This year' }).isVisible(), 'the filter names itself');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.waitForURL((url) => !url.search.includes('transaction_type'));
}

async function keyboard(page) {
  await page.goto('/');
  await settle(page);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { level: 1, name: 'Transactions' }).waitFor();
  await settle(page);
  await page.keyboard.press('/');
  await page.keyboard.type('city bakery');
  await page.waitForURL(/search_query=city/);
  await settle(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'Find a category' }).waitFor();
  await page.keyboard.type('groceries');
  await page.keyboard.press('Enter');
  await page.locator('.grid-row.active').getByText('Groceries').waitFor();
  await page.keyboard.press('u');
  await page.locator('.grid-row.active').getByText(/Coffee/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Category, and why').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('accou');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
}

async function account(page) {
  await page.goto('/accounts');
  await page.getByRole('button', { name: 'New account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Holiday wallet');
  await dialog.getByLabel('Type').selectOption('cash');
  await dialog.getByLabel('Opening balance').fill('1,250.50');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = page.locator('.account-row', { hasText: 'Holiday wallet' });
  await row.getByText('1,250.50').waitFor();
  await row.getByRole('button', { name: 'Edit Holiday wallet' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Holiday purse');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.locator('.account-row', { hasText: 'Holiday purse' }).waitFor();
}

async function patterns(page) {
  await page.goto('/categories');
  await page.getByRole('link', { name: /Coffee and bakeries|Coffee/ }).first().click();
  await page.getByLabel('New pattern').fill('harbour espresso');
  await page.getByRole('button', { name: 'Add' }).click();
  const line = page.locator('.pattern-list li', { hasText: 'harbour espresso' });
  await line.waitFor();
  await line.getByRole('button').click();
  await line.waitFor({ state: 'detached' });
}

async function settings(page) {
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'New token' }).first().click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('nightly export');
  await page.getByRole('button', { name: 'Make token' }).click();
  await page.getByText('Copy it now').waitFor();
  expect((await page.locator('.secret code').innerText()).length > 15, 'the secret is shown');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Revoke nightly export' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('Token revoked.').waitFor();
  await page.goto('/settings/profile');
  await page.getByLabel('Language and formats').selectOption('de-DE');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
  await page.locator('select').first().selectOption('en-US');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
}

async function dashboard(page) {
  await page.goto('/');
  await settle(page);
  const line = page.locator('.spend-row').first();
  const shown = (await line.locator('.amount').innerText()).replace(/[^\d]/g, '');
  const response = page.waitForResponse((one) => one.url().includes('/api/v1/transactions?') && one.url().includes('start_date'));
  await line.click();
  const { items, next_cursor: more } = await (await response).json();
  expect(more === null, 'all rows came');
  const sum = items.reduce((minor, row) => minor + Math.round(Number(row.amount) * 100), 0);
  expect(String(Math.abs(sum)) === shown, `the rows behind the number sum to it: ${sum} for ${shown}`);
  await page.goto('/');
  await settle(page);
  const tile = page.locator('.compare', { hasText: 'Expenses' });
  const spent = (await tile.locator('.amount').innerText()).replace(/[^\d]/g, '');
  const behind = page.waitForResponse((one) => one.url().includes('transaction_type=expense'));
  await tile.click();
  const rows = (await (await behind).json()).items;
  const all = rows.reduce((minor, row) => minor + Math.round(Number(row.amount) * 100), 0);
  expect(String(Math.abs(all)) === spent, `the rows behind the expenses sum to them: ${all} for ${spent}`);
}

export const FLOWS = [
  ['dashboard: a number opens to the rows that make it', dashboard],
  ...IMPORT_FLOWS,
  ['transactions: categorise and undo', categorise],
  ['transactions: filters stand in the address', filters],
  ['keyboard: go, search, move, categorise, undo, palette', keyboard],
  ['accounts: create and change', account],
  ['categories: add and take away a pattern', patterns],
  ['settings: token, language', settings],
  ['import: undo as a whole', undoImport],
];

export async function runFlows(tally, browser, url, name) {
  let other;
  await tally.case(`${name}: register, sign out, sign in`, async () => {
    other = await register(browser, url);
  });
  const { context, page, complaints } = await visitor(browser, url);
  await tally.case(`${name}: look around with demo data`, () => demoSignIn(page));
  for (const [title, act] of FLOWS) {
    await tally.case(`${name}: ${title}`, async () => {
      try {
        await act(page);
      } catch (error) {
        await page.screenshot({ path: new URL(`shots/failed-${title.replace(/\W+/g, '-')}.png`, import.meta.url).pathname }).catch(() => undefined);
        throw error;
      }
    });
  }
  await tally.case(`${name}: invite somebody who joins`, () => invite(page, other.page));
  await other?.context.close();
  /* No person is as quick as this test: the server may ask it to wait, and the page does. A text is no receipt. */
  await tally.case(`${name}: the console stayed quiet`, () => expectNone(complaints.filter((line) => !/status of (422|429)/.test(line)), 'it complained'));
  await context.close();
}
