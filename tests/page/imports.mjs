/* Statements on their way in, from the drop to the rows: what a person does, and what the page says to it. */
import { readFileSync } from 'node:fs';
import { expect, settle } from './lib.mjs';
import { pdf } from './pdf.mjs';

const iso = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

/* A statement whose running balance proves it. */
export function statement(rows, from = 9_876_543_210) {
  let balance = from;
  const lines = rows.map(([back, text, minor]) => {
    balance += minor;
    return `${iso(back)};${text};${(minor / 100).toFixed(2)};${(balance / 100).toFixed(2)}`;
  });
  return ['Date;Description;Amount;Balance', ...lines].join('\n');
}

const ROWS = [
  [9, 'CITY BAKERY KIOSK 77', -420],
  [8, 'FERRY TICKETS HARBOUR', -1850],
  [7, 'REFUND FERRY TICKETS', 1850],
  [6, 'MOUNTAIN HUT OVERNIGHT', -6400],
];

/* Drops files on the window, as a hand would: [name, text or bytes] each. */
export async function dropAll(page, files) {
  const sent = files.map(([name, content]) => [name, Buffer.from(content).toString('base64')]);
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const [name, base64] of list) data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name));
    return data;
  }, sent);
  for (const kind of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', kind, { dataTransfer: transfer });
}

export const drop = (page, name, content) => dropAll(page, [[name, content]]);

const readFile = (page) => page.getByRole('button', { name: 'Read the file' }).click();

async function menu(page, item) {
  await page.locator('.page-head').getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function undo(page) {
  await menu(page, 'Undo this import');
  await page.getByRole('dialog').getByRole('button', { name: 'Undo this import' }).click();
  await page.getByText('Everything is as it was before').waitFor();
}

/* Nothing sticks out of the narrowest window that must do (WCAG 2.2, 1.4.10). */
async function fitsNarrow(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.waitForTimeout(200);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over <= 0, `${over} px wider than the window`);
  await page.setViewportSize(size);
}

async function importFile(page) {
  const file = statement(ROWS);
  await page.goto('/accounts');
  await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
  await settle(page);
  await drop(page, 'harbour.csv', file);
  await page.getByRole('radio').nth(1).check();
  await readFile(page);
  await page.getByText('prove these rows to the cent').waitFor();
  await page.locator('.pair', { hasText: 'FERRY TICKETS HARBOUR' }).first().waitFor();
  await fitsNarrow(page);
  await page.getByRole('tab', { name: /Columns/ }).click();
  expect((await page.getByLabel('Meaning of Amount').inputValue()) === 'amount', 'the amount column is mapped');
  await page.getByRole('button', { name: /^Import 4 rows/ }).click();
  await page.getByRole('heading', { name: '4 transactions imported' }).waitFor();
  await page.getByRole('link', { name: 'See them' }).click();
  await page.getByText('4 transactions').waitFor();
  expect((await page.locator('.grid-row:not(.ghost)').count()) === 4, 'the four rows are shown');
}

async function importAgain(page) {
  await drop(page, 'harbour.csv', statement(ROWS));
  await readFile(page);
  await page.getByText('Known').first().waitFor();
  await page.getByRole('tab', { name: /Stored already/ }).click();
  await page.getByText('4 rows are stored already').waitFor();
  expect(await page.getByRole('button', { name: /^Import 0 rows/ }).isDisabled(), 'there is nothing to import');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Nothing was written.').waitFor();
}

/* The same payment from another export of the bank, a day later and in other columns, is no exact repeat: the user
   decides. */
async function nearMatch(page) {
  const file = ['Booking date,Reference,Description,Amount', `${iso(5)},A1,Mountain Hut Overnight Stay,-64.00`, `${iso(4)},A2,LIGHTHOUSE MUSEUM,-12.00`].join('\n');
  await drop(page, 'other-export.csv', file);
  await readFile(page);
  await page.getByText('1 near match to decide').waitFor();
  expect(await page.getByRole('button', { name: /^Import 1 row/ }).isDisabled(), 'an open match holds the import');
  await page.getByRole('tab', { name: /Stored already/ }).click();
  await page.getByRole('button', { name: 'Keep both' }).click();
  await page.getByRole('button', { name: /^Import 2 rows/ }).click();
  await page.getByRole('heading', { name: '2 transactions imported' }).waitFor();
  await undo(page);
}

/* Another meaning for a column: the file is read again and says what it then finds. */
async function remap(page) {
  await drop(page, 'two-texts.csv', ['Date;Text;More;Amount', `${iso(30)};WINDMILL;guided tour;-12.00`, `${iso(29)};CHEESE MARKET;two wheels;-31.00`].join('\n'));
  await readFile(page);
  await page.getByText('Not provable.').waitFor();
  await page.getByRole('tab', { name: /Columns/ }).click();
  await page.getByLabel('Meaning of Text').selectOption('counterparty');
  await page.getByLabel('Meaning of More').selectOption('description');
  await page.getByRole('tab', { name: /Rows/ }).click();
  await page.locator('.pair .description', { hasText: 'guided tour' }).waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Nothing was written.').waitFor();
}

/* --- protected statements --- */

const SEPTEMBER = [
  ['Statement of account'], ['Date', 'Description', 'Amount', 'Balance'], ['01/09/2026', 'Opening balance', '', '1000.00'], ['02/09/2026', 'HARBOUR LIGHTS CINEMA', '-24.00', '976.00'],
  ['04/09/2026', 'ISLAND FERRY RETURN', '-18.50', '957.50'], ['17/09/2026', 'REFUND ISLAND FERRY', '18.50', '976.00'], ['19/09/2026', 'ORCHARD CIDER', '-12.40', '963.60'], ['', 'Closing balance', '', '963.60'],
];
const OCTOBER = [
  ['Statement of account'], ['Date', 'Description', 'Amount', 'Balance'], ['01/10/2026', 'Opening balance', '', '963.60'], ['03/10/2026', 'LANTERN BOOKS', '-31.90', '931.70'], ['15/10/2026', 'SOUTH PIER CAFE', '-8.20', '923.50'], ['', 'Closing balance', '', '923.50'],
];
const SECRET = 'open sesame';

async function newAccount(page, name) {
  await page.goto('/imports');
  await page.getByRole('button', { name: 'New account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('radio', { name: new RegExp(name) }).waitFor();
  expect(await page.getByRole('radio', { name: new RegExp(name) }).isChecked(), 'a new account is chosen');
}

async function protectedPdf(page) {
  await newAccount(page, 'Harbour bank');
  await drop(page, 'september.pdf', pdf(SEPTEMBER, SECRET));
  await readFile(page);
  await page.getByRole('heading', { name: 'The file is protected' }).waitFor();
  const password = page.getByLabel('Password', { exact: true });
  await password.fill('not this one');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText('This password does not open the file.').waitFor();
  await password.fill(SECRET);
  await page.getByLabel('Remember it for Harbour bank').check();
  await page.getByLabel('Called').fill('Harbour statements');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText('prove these rows to the cent').waitFor();
  const row = page.locator('.pair', { hasText: 'ORCHARD CIDER' });
  await row.getByText('Page 1, Line').waitFor();
  await row.locator('.read.amount').hover();
  await row.locator('mark.lit', { hasText: '12.40' }).waitFor();
  await page.getByRole('button', { name: /^Import 4 rows/ }).click();
  await page.getByRole('heading', { name: '4 transactions imported' }).waitFor();
  await page.locator('.steps li', { hasText: 'Unlock' }).waitFor();
}

/* The saved password opens the next file without a question. */
async function savedPassword(page) {
  await drop(page, 'october.pdf', pdf(OCTOBER, SECRET));
  await readFile(page);
  await page.getByText('prove these rows to the cent').waitFor();
  await page.getByRole('button', { name: /^Import 2 rows/ }).click();
  await page.getByRole('heading', { name: '2 transactions imported' }).waitFor();
  await page.goto('/settings/statements');
  const line = page.locator('.plain-list li', { hasText: 'Harbour statements' });
  await line.getByText(/Harbour bank · used [12] time/).waitFor();
  await line.getByRole('button', { name: 'Delete Harbour statements' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Password deleted.').waitFor();
  await line.waitFor({ state: 'detached' });
}

/* --- the same statement from another export --- */

const SEPTEMBER_CSV = ['Booked,Details,Amount', '2026-09-02,Harbour Lights Cinema,-24.00', '2026-09-04,Island Ferry Return,-18.50', '2026-09-17,Refund Island Ferry,18.50', '2026-09-19,Orchard Cider,-12.40', '2026-09-19,Orchard parking,-3.00'].join('\n');

async function sameStatement(page) {
  await page.goto('/imports');
  await page.getByRole('radio', { name: /Harbour bank/ }).check();
  await drop(page, 'september.csv', SEPTEMBER_CSV);
  await readFile(page);
  const same = page.getByRole('region', { name: 'This statement may be known already' });
  await same.getByRole('link', { name: 'september.pdf' }).waitFor();
  expect(await page.getByRole('button', { name: /^Import \d/ }).isDisabled(), 'the statement is decided about first');
  await same.getByRole('button', { name: 'Merge them' }).click();
  await page.getByRole('heading', { name: '1 transaction imported' }).waitFor();
  await menu(page, 'Take the decision back');
  await page.getByRole('dialog').getByRole('button', { name: 'Take the decision back' }).click();
  await same.getByRole('button', { name: 'Keep both' }).waitFor();
  await page.goto('/transactions?search_query=orchard');
  await page.locator('.grid-row', { hasText: 'ORCHARD CIDER' }).waitFor();
  expect((await page.locator('.grid-row:not(.ghost)').count()) === 1, 'the stored statement is as it was');
  await page.goBack();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Nothing was written.').waitFor();
}

/* --- a workbook --- */

const cells = (row) => row.map((text) => (/^-?\d+\.\d\d$/.test(text) ? `<table:table-cell office:value-type="float" office:value="${text}"><text:p>${text}</text:p></table:table-cell>` : `<table:table-cell><text:p>${text}</text:p></table:table-cell>`)).join('');

/* A spreadsheet of several sheets, as the flat form of OpenDocument. */
const workbook = (sheets) => `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>${sheets.map(([name, rows]) => `<table:table table:name="${name}">${rows.map((row) => `<table:table-row>${cells(row)}</table:table-row>`).join('')}</table:table>`).join('')}</office:spreadsheet></office:body></office:document>`;

/* All sheets that have movements are read; one alone can be chosen, and all again. */
async function sheets(page) {
  const head = ['Day booked', 'What for', 'Sum'];
  await page.goto('/imports');
  await page.getByRole('radio', { name: /Harbour bank/ }).check();
  await drop(page, 'two.ods', workbook([['Giro', [head, [iso(44), 'GIRO ONE', '-5.00'], [iso(43), 'GIRO TWO', '7.50']]], ['Card', [head, [iso(42), 'CARD ONE', '-3.00']]], ['Notes', [['nothing']]]]));
  await readFile(page);
  await page.getByRole('tab', { name: /Columns/ }).click();
  const sheet = (name) => page.getByRole('radio', { name });
  await page.getByText('Read like this: 3 rows').waitFor();
  expect(await sheet(/All sheets/).isChecked(), 'all sheets were read');
  await sheet(/Card/).check();
  await page.getByText('Read like this: 1 row').waitFor();
  expect(await sheet(/Card/).isChecked(), 'the card was read');
  expect(await sheet(/Giro/).isVisible(), 'the other sheets can still be chosen');
  await sheet(/All sheets/).check();
  await page.getByText('Read like this: 3 rows').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Nothing was written.').waitFor();
}

/* --- templates, many files, corrections --- */

const texts = (first, second) => ['Day;Note A;Note B;Sum', `${iso(30)};WINDMILL;${first};-12.00`, `${iso(29)};CHEESE MARKET;${second};-31.00`].join('\n');

async function template(page) {
  await page.goto('/imports');
  await page.getByRole('radio', { name: /Harbour bank/ }).check();
  await drop(page, 'notes.csv', texts('guided tour', 'two wheels'));
  await readFile(page);
  await page.getByRole('tab', { name: /Columns/ }).click();
  await page.getByLabel('Meaning of Note A').selectOption('counterparty');
  await page.getByLabel('Meaning of Note B').selectOption('description');
  await page.getByLabel('Save as a template').fill('Notes of two kinds');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/Saved as Notes of two kinds/).waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Nothing was written.').waitFor();
  await drop(page, 'notes-later.csv', texts('mill museum', 'young gouda'));
  await readFile(page);
  await page.locator('.pair .description', { hasText: 'mill museum' }).waitFor();
  await page.getByRole('tab', { name: /Columns/ }).click();
  await page.getByText('Read by the template Notes of two kinds').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.goto('/settings/statements');
  await page.getByRole('button', { name: 'More about Notes of two kinds' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Two notes');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.locator('.plain-list li', { hasText: 'Two notes' }).waitFor();
}

async function manyFiles(page) {
  await page.goto('/imports');
  await page.getByRole('radio', { name: /Harbour bank/ }).check();
  const good = (name, back) => [name, statement([[back, `${name} one`, -1250], [back - 1, `${name} two`, -300]])];
  await dropAll(page, [good('first.csv', 60), good('second.csv', 50), good('third.csv', 40), ['letter.csv', 'Dear customer,\nwe wish you a happy new year.\n']]);
  await page.getByRole('button', { name: 'Read 4 files' }).click();
  const line = (name) => page.locator('.queue-item', { hasText: name });
  for (const name of ['first.csv', 'second.csv', 'third.csv']) await line(name).getByRole('link', { name: 'Review' }).waitFor();
  await line('letter.csv').getByRole('alert').waitFor();
  await line('first.csv').getByText('Reconciled').waitFor();
  await line('first.csv').getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: 'What was done' }).click();
  await page.getByRole('dialog').getByText('in all').waitFor();
  await page.keyboard.press('Escape');
}

/* With the keyboard alone: to the row, into it, a word put right, another row left out, and booked. */
async function correctRow(page) {
  await page.locator('.queue-item', { hasText: 'second.csv' }).getByRole('link', { name: 'Review' }).click();
  await page.locator('.pair', { hasText: 'second.csv one' }).waitFor();
  await page.locator('.pairs').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('e');
  const editor = page.getByRole('form', { name: 'Correct the row' });
  await editor.getByLabel('Description').fill('BOATHOUSE DEPOSIT');
  await page.keyboard.press('Enter');
  await editor.waitFor({ state: 'detached' });
  await page.locator('.pair', { hasText: 'BOATHOUSE DEPOSIT' }).getByText('Corrected').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.locator('.pair.skipped', { hasText: 'second.csv two' }).waitFor();
  await page.getByText('Does not add up.').waitFor();
  await page.getByRole('button', { name: /^Import 1 row$/ }).click();
  await page.getByRole('heading', { name: '1 transaction imported' }).waitFor();
  await page.goto('/transactions?search_query=boathouse+deposit');
  await page.locator('.grid-row', { hasText: 'BOATHOUSE DEPOSIT' }).waitFor();
}

/* The original comes back as it was sent, and goes when it is told to. */
async function keptFile(page) {
  await page.goto('/imports');
  const name = 'october.pdf';
  const more = () => page.locator('.import-row', { hasText: name }).getByRole('button', { name: /^More about/ }).click();
  await more();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download the original' }).click();
  const path = await (await saved).path();
  expect(readFileSync(path).equals(pdf(OCTOBER, SECRET)), 'the original is what was sent');
  await more();
  await page.getByRole('menuitem', { name: 'Delete the file' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the file' }).click();
  await page.getByText('File deleted.').waitFor();
  await page.locator('.import-row', { hasText: name }).locator('.kept').waitFor({ state: 'detached' });
}

/* A receipt on a transaction is read by itself, and goes when it is told to. */
async function receipt(page) {
  await page.goto('/transactions?search_query=orchard+cider');
  await page.locator('.grid-row', { hasText: 'ORCHARD CIDER' }).locator('.cell-date').click();
  const receipts = page.getByRole('region', { name: 'Receipts' });
  const chooser = page.waitForEvent('filechooser');
  await receipts.getByRole('button', { name: 'Add a receipt' }).click();
  const buffer = pdf([['ORCHARD CIDER'], ['Harbour street 4'], ['Cider 2 x', '', '6.20'], ['TOTAL', '', 'EUR 12.40'], ['19/09/2026']]);
  await (await chooser).setFiles({ name: 'till.pdf', mimeType: 'application/pdf', buffer });
  await receipts.getByRole('listitem').filter({ hasText: 'till.pdf' }).getByText('12.40').waitFor({ timeout: 30_000 });
  await receipts.getByRole('button', { name: 'Delete till.pdf' }).click();
  await page.locator('dialog.center').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Receipt deleted.').waitFor();
  await page.keyboard.press('Escape');
}

/* Receipts without a transaction: several dropped at once, one joined to what is proposed and taken back, one joined to
   what is chosen, one thrown away. */
const slip = (name, total, day) => pdf([[name], ['Harbour street 4'], ['TOTAL', '', `EUR ${total}`], [day.split('-').toReversed().join('/')]]);

async function waitingReceipts(page) {
  await page.goto('/receipts');
  await page.getByText('No receipts are waiting').waitFor();
  await dropAll(page, [['ferry.pdf', slip('ISLAND FERRY', '18.50', '2026-09-04')], ['lantern.pdf', slip('LANTERN BOOKS', '7.77', '2026-09-05')], ['notes.txt', 'no picture at all']]);
  const refused = page.locator('.queue-item', { hasText: 'notes.txt' });
  await refused.getByText('neither a picture').waitFor();
  await refused.getByRole('button', { name: /notes\.txt/ }).click();
  const card = (text) => page.locator('.receipt-card', { hasText: text });
  await card('ferry.pdf').getByText('18.50').first().waitFor({ timeout: 30_000 });
  await card('ferry.pdf').getByText('Seems to belong to').waitFor();
  await card('ferry.pdf').getByText('Same amount').waitFor();
  await card('ferry.pdf').getByRole('button', { name: 'Attach' }).click();
  await card('ferry.pdf').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await card('ferry.pdf').getByText('Seems to belong to').waitFor({ timeout: 30_000 });
  await card('lantern.pdf').getByText('No transaction fits yet').waitFor({ timeout: 30_000 });
  await card('lantern.pdf').getByRole('button', { name: 'Choose a transaction' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Search all transactions').fill('orchard cider');
  await dialog.getByRole('button', { name: /orchard cider/i }).click();
  await card('lantern.pdf').waitFor({ state: 'detached' });
  await card('ferry.pdf').getByRole('button', { name: 'Look at ferry.pdf' }).click();
  await dialog.getByText('TOTAL').waitFor();
  await page.keyboard.press('Escape');
  await card('ferry.pdf').getByRole('button', { name: 'Discard' }).click();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('No receipts are waiting').waitFor();
  await page.goto('/transactions?search_query=orchard+cider');
  await page.locator('.grid-row', { hasText: 'ORCHARD CIDER' }).locator('.cell-date').click();
  const receipts = page.getByRole('region', { name: 'Receipts' });
  await receipts.getByRole('listitem').filter({ hasText: 'lantern.pdf' }).waitFor();
  await receipts.getByRole('button', { name: 'Delete lantern.pdf' }).click();
  await page.locator('dialog.center').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Receipt deleted.').first().waitFor();
  await page.keyboard.press('Escape');
}

export async function undoImport(page) {
  await page.goto('/imports');
  await page.getByRole('link', { name: /harbour\.csv.*Imported/ }).click();
  await undo(page);
  await page.goto('/transactions?search_query=mountain+hut+overnight');
  await page.getByText('Nothing matches').waitFor();
}

export const IMPORT_FLOWS = [
  ['import: drop, preview, confirm, rows', importFile],
  ['import: the same file again is known', importAgain],
  ['import: a near match waits for a word', nearMatch],
  ['import: a column gets another meaning', remap],
  ['import: a protected PDF from drop to confirm', protectedPdf],
  ['import: a saved password opens the next one', savedPassword],
  ['import: the same statement is merged, and taken apart again', sameStatement],
  ['import: a workbook of several sheets', sheets],
  ['import: a template is learned and found again', template],
  ['import: many files at once', manyFiles],
  ['import: a row is corrected by keyboard, and booked', correctRow],
  ['import: the original is kept, and goes', keptFile],
  ['transactions: a receipt is read', receipt],
  ['receipts: several wait, are joined, and thrown away', waitingReceipts],
];
