/* A server in memory that speaks the API as far as the page uses it, with generated data. It serves the built
   page too. For developing without the program, and for page tests of states that the program cannot be asked
   for: slow answers, failures, a hundred thousand rows.

   node dev/mock.mjs [--port 8090] [--rows 2400] [--empty] [--delay 0] [--role owner]
   POST /mock/fail {"path": "/reports/overview", "status": 503}   every later call of that path fails
   POST /mock/fail {"path": null}                                  and none any more
   POST /mock/delay {"ms": 800}                                    answers take their time */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeAccounts, makeCategories, makeTransactions, money } from './data.mjs';
import { makeImports } from './imports.mjs';
import { makeReceipts } from './receipts.mjs';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    rows: { type: 'string', default: '2400' },
    delay: { type: 'string', default: '0' },
    role: { type: 'string', default: 'owner' },
    empty: { type: 'boolean', default: false },
  },
});

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const now = new Date().toISOString();
const today = now.slice(0, 10);
const cents = (text) => Math.round(Number(text) * 100);

const state = {
  failPath: null,
  failStatus: 503,
  delayMs: Number(options.delay),
  user: { id: 'usr_1', email: 'demo@florin.example', first_name: 'Ada', last_name: 'de Vries', display_name: 'Ada de Vries', avatar_url: null, locale: 'en-US', timezone: 'Europe/Amsterdam', currency: 'EUR', is_active: true, is_verified: true },
  preferences: { theme: 'auto', notification_email: true, notification_push: false, notification_telegram: false, notify_imports: true, notify_budgets: true, notify_goals: true, notify_unusual: true, week_start: 'monday', date_format: 'locale', number_format: 'locale', start_page: 'dashboard', low_confidence: 'suggest', privacy_mode: false },
  workspaces: [{ id: 'ws_1', name: 'De Vries household', home_currency: 'EUR', country: 'NL', role: options.role }],
  members: [{ id: 'mem_1', user_id: 'usr_1', email: 'demo@florin.example', display_name: 'Ada de Vries', role: 'owner' }],
  invitations: [],
  tokens: [],
  categories: makeCategories(now),
  accounts: options.empty ? [] : makeAccounts(now),
  transactions: options.empty ? [] : makeTransactions(Number(options.rows), today, now),
  patterns: [{ id: 'pat_1', category_id: 'cat_food_coffee', pattern: 'espresso bar' }],
  imports: [],
  previews: new Map(),
  log: [],
  passwords: [],
  templates: [],
  notifications: options.empty ? [] : [
    { id: 'ntf_1', kind: 'import.completed', title: 'Statement imported', body: '214 rows from everyday-2026.csv', link: '/imports', is_read: false, at: now },
    { id: 'ntf_2', kind: 'recurring.price', title: 'Netflix costs more', body: 'From €13.99 to €15.99 a month', link: '/transactions?search_query=netflix', is_read: true, at: new Date(Date.now() - 86400_000 * 3).toISOString() },
  ],
  attachments: [],
  sessions: new Set(),
  sockets: new Set(),
  seq: 0,
  counter: 0,
};

function newId(prefix) {
  state.counter += 1;
  return `${prefix}_${String(state.counter).padStart(10, '0')}`;
}

/* ---- answers ---- */

class Fail extends Error {
  constructor(status, title, detail, errors = []) {
    super(detail);
    Object.assign(this, { status, title, errors });
  }
}

function page(items, query) {
  const limit = Math.min(500, Number(query.get('per_page') ?? query.get('limit') ?? 50));
  const start = query.has('page') ? (Number(query.get('page')) - 1) * limit : Number(query.get('cursor') ?? 0);
  const end = start + limit;
  return { items: items.slice(start, end), next_cursor: end < items.length ? String(end) : null, total: items.length, links: {} };
}

function withDescendants(id) {
  return new Set([id, ...state.categories.filter((category) => category.parent_id === id).map((category) => category.id)]);
}

function filtered(query) {
  const get = (name) => query.get(name) || null;
  const words = get('search_query')?.toLowerCase();
  const wanted = get('category_id') ? withDescendants(get('category_id')) : null;
  const [from, to, account, type, status, importId] = ['start_date', 'end_date', 'account_id', 'transaction_type', 'status', 'import_id'].map(get);
  const [low, high] = [get('min_amount'), get('max_amount')];
  const none = get('uncategorized') === 'true';
  const rows = state.transactions.filter((row) =>
    (!from || row.date >= from) && (!to || row.date <= to) && (!account || row.account_id === account) &&
    (!type || row.transaction_type === type) && (!status || status.split(',').includes(row.status)) &&
    (!get('currency') || row.currency === get('currency')) && (get('is_transfer') !== 'false' || row.transaction_type !== 'transfer') &&
    (get('is_hidden') !== 'false' || !row.is_hidden) && (!importId || row.import_id === importId) &&
    (!wanted || wanted.has(row.category_id)) && (!none || !row.category_id) &&
    (low === null || cents(row.amount) >= cents(low)) && (high === null || cents(row.amount) <= cents(high)) &&
    (!words || row.description.toLowerCase().includes(words) || row.merchant?.toLowerCase().includes(words)));
  const sort = get('sort');
  if (!sort || sort === '-date') return rows;
  const field = sort.replace(/^-/, '');
  const value = (row) => (field === 'amount' ? cents(row.amount) : row[field] ?? '');
  const direction = sort.startsWith('-') ? -1 : 1;
  return [...rows].sort((a, b) => (value(a) < value(b) ? -direction : value(a) > value(b) ? direction : 0));
}

function balance(account) {
  const sum = state.transactions.reduce((total, row) => (row.account_id === account.id ? total + cents(row.amount) : total), 0);
  const swing = { acc_checking: 318_422, acc_savings: 2_620_000, acc_card: -64_210 }[account.id];
  return money(swing ?? cents(account.opening_balance) + sum);
}

const shown = (account) => ({ ...account, balance: balance(account) });

function flow(from, to) {
  let [income, expenses] = [0, 0];
  for (const row of state.transactions) {
    if (row.currency !== 'EUR') continue;
    if (row.date < from || row.date > to || row.transaction_type === 'transfer') continue;
    if (row.transaction_type === 'income') income += cents(row.amount);
    else expenses += cents(row.amount);
  }
  return { income: money(income), expenses: money(expenses), net: money(income + expenses) };
}

function month(back) {
  const at = new Date(`${today.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() - back);
  return at.toISOString().slice(0, 7);
}

function trends(query) {
  const months = Number(query.get('months_back') ?? 12);
  const items = Array.from({ length: months }, (_, i) => month(months - 1 - i)).map((name) => ({ month: name, ...flow(`${name}-01`, `${name}-31`) }));
  return { items: state.transactions.length ? items : [], currency: 'EUR' };
}

function spending(query) {
  const rows = filtered(query).filter((row) => row.transaction_type === 'expense' && row.currency === 'EUR');
  const sums = new Map();
  for (const row of rows) {
    const category = state.categories.find((one) => one.id === row.category_id);
    const group = category?.parent_id ? state.categories.find((one) => one.id === category.parent_id) : category;
    const key = group?.id ?? null;
    const entry = sums.get(key) ?? { category_id: key, code: group?.code ?? null, name: group?.name ?? 'Uncategorised', emoji: group?.emoji ?? '❔', color: group?.color ?? '#8a949b', minor: 0, count: 0 };
    entry.minor += cents(row.amount);
    entry.count += 1;
    sums.set(key, entry);
  }
  const items = [...sums.values()].sort((a, b) => a.minor - b.minor);
  const total = items.reduce((sum, item) => sum + item.minor, 0);
  return { items: items.map(({ minor, ...item }) => ({ ...item, amount: money(minor), currency: 'EUR', share: total ? minor / total : 0 })), total: money(total), currency: 'EUR' };
}

function netWorth(query) {
  if (!state.accounts.length) return { items: [], accounts: [], currency: 'EUR' };
  const to = query.get('to') ?? today;
  const from = query.get('from') ?? `${Number(today.slice(0, 4)) - 2}${today.slice(4)}`;
  const items = [];
  const last = Date.parse(`${to}T00:00:00Z`);
  const first = Math.max(Date.parse(`${from}T00:00:00Z`), last - 730 * 86_400_000);
  const steps = Math.max(2, Math.min(120, Math.round((last - first) / 86_400_000)));
  for (let i = 0; i <= steps; i += 1) {
    const time = first + ((last - first) * i) / steps;
    const back = (last - time) / 86_400_000;
    const value = 2_874_212 - back * 1450 + Math.sin(back / 4.8) * 62_000 + Math.sin(back / 61) * 90_000;
    items.push({ date: new Date(time).toISOString().slice(0, 10), amount: money(Math.round(i === steps ? 2_874_212 : value)) });
  }
  return { items, accounts: [], currency: 'EUR' };
}

function overview() {
  const attention = [];
  const bare = state.transactions.filter((row) => !row.category_id && !row.suggested_category_id).length;
  const suggested = state.transactions.filter((row) => row.suggested_category_id && !row.category_id).length;
  const review = state.imports.filter((one) => one.status === 'needs_review');
  if (review.length) attention.push({ kind: 'import', title: 'Imports wait for your review', link: `/imports/${review[0].id}`, count: review.length });
  if (suggested) attention.push({ kind: 'suggestions', title: 'Suggested categories to confirm', link: '/transactions?uncategorized=true', count: suggested });
  if (bare) attention.push({ kind: 'uncategorized', title: 'Transactions without a category', link: '/transactions?uncategorized=true', count: bare });
  return {
    accounts: state.accounts.map(({ id, name, currency }, i) => ({ id, name, currency, balance: balance(state.accounts[i]) })),
    net_worth: state.accounts.length ? '28742.12' : '0.00', currency: 'EUR',
    this_month: flow(`${month(0)}-01`, `${month(0)}-31`), last_month: flow(`${month(1)}-01`, `${month(1)}-31`), needs_attention: attention,
  };
}

function emptyTransaction() {
  const at = new Date().toISOString();
  return { id: '', account_id: '', date: today, authorized_date: null, posted_date: null, value_date: null, amount: '0.00', currency: 'EUR', original_amount: null, original_currency: null, description: '', merchant: null, counterparty: null, counterparty_account: null, reference: null, transaction_type: 'expense', status: 'posted', category_id: null, category_source: 'none', confidence: null, suggested_category_id: null, explanation: null, is_recurring: false, is_transfer: false, is_hidden: false, notes: null, tags: [], import_id: null, source_line: null, created_at: at, updated_at: at };
}

/* ---- operations ---- */

const need = (list, id, what) => list.find((one) => one.id === id) ?? (() => { throw new Fail(404, 'Not found', `There is no ${what} ${id}.`); })();

function required(body, ...names) {
  const errors = names.filter((name) => !body?.[name]).map((name) => ({ pointer: `/${name}`, detail: 'This is needed.' }));
  if (errors.length) throw new Fail(422, 'Some fields need attention', `${errors.length} fields are not right.`, errors);
}

function change(list, id, body, what) {
  return Object.assign(need(list, id, what), body, { updated_at: new Date().toISOString() });
}

function drop(key, id, what) {
  need(state[key], id, what);
  state[key] = state[key].filter((one) => one.id !== id);
}

function added(list, row) {
  list.push(row);
  return [201, row];
}

function changeTransaction(id, body) {
  const row = change(state.transactions, id, body, 'transaction');
  if ('category_id' in body) Object.assign(row, { category_source: body.category_id ? 'user' : 'none', confidence: null, suggested_category_id: null, explanation: body.category_id ? 'You chose this category.' : null });
  emit('transaction.updated', { id });
  return row;
}

const imports = makeImports({ state, newId, emit, Fail, need, page, required, added, drop, change, emptyTransaction, now });
if (!options.empty) imports.seed();

const receipts = makeReceipts({ state, newId, emit, need, page, change, drop, now, empty: options.empty });

const OPERATIONS = {
  ...imports.operations,
  ...receipts.operations,
  'GET /health': () => ({ status: 'ok', demo: true, version: 'mock' }),
  'GET /users/me': () => state.user,
  'PUT /users/me': ({ body }) => Object.assign(state.user, body),
  'GET /users/me/preferences': () => state.preferences,
  'PUT /users/me/preferences': ({ body }) => Object.assign(state.preferences, body),
  'GET /auth/tokens': ({ query }) => page(state.tokens.map((one) => ({ ...one, token: null })), query),
  'POST /auth/tokens': ({ body }) => { required(body, 'name'); return added(state.tokens, { id: newId('tok'), scopes: ['read'], expires_on: null, last_used_at: null, prefix: 'flo_9f2c', token: 'flo_9f2c41d07a6b5e3388aa', created_at: now, ...body }); },
  'DELETE /auth/tokens/:id': ({ id }) => drop('tokens', id, 'token'),
  'GET /workspaces': ({ query }) => page(state.workspaces, query),
  'POST /workspaces': ({ body }) => { required(body, 'name'); return added(state.workspaces, { id: newId('ws'), home_currency: 'EUR', country: null, role: 'owner', ...body }); },
  'GET /workspaces/:id': ({ id }) => need(state.workspaces, id, 'workspace'),
  'PUT /workspaces/:id': ({ id, body }) => change(state.workspaces, id, body, 'workspace'),
  'GET /workspaces/:id/members': ({ query }) => page(state.members, query),
  'GET /workspaces/:id/invitations': ({ query }) => page(state.invitations, query),
  'POST /workspaces/:id/invitations': ({ body }) => { required(body, 'email'); return added(state.invitations, { id: newId('inv'), expires_at: new Date(Date.now() + 7 * 86400_000).toISOString(), token: 'fli_mock_invitation', ...body }); },
  'POST /invitations/accept': ({ body }) => { required(body, 'token'); return state.workspaces[0]; },
  'DELETE /workspaces/:id/invitations/:id': ({ ids }) => drop('invitations', ids[1], 'invitation'),
  'GET /accounts': ({ query }) => page(state.accounts.map(shown), query),
  'POST /accounts': ({ body }) => { required(body, 'name', 'account_type', 'currency'); state.accounts.push({ institution: null, number_masked: null, iban: null, opened_on: null, notes: null, opening_balance: '0.00', is_active: true, sort_order: 9, created_at: now, updated_at: now, ...body, id: newId('acc') }); return [201, shown(state.accounts.at(-1))]; },
  'GET /accounts/:id': ({ id }) => shown(need(state.accounts, id, 'account')),
  'PATCH /accounts/:id': ({ id, body }) => shown(change(state.accounts, id, body, 'account')),
  'DELETE /accounts/:id': ({ id }) => drop('accounts', id, 'account'),
  'GET /categories': ({ query }) => page(state.categories, query),
  'GET /categories/usage-stats': () => ({ items: [] }),
  'POST /categories': ({ body }) => { required(body, 'name'); return added(state.categories, { code: null, parent_id: null, description: null, emoji: null, color: null, category_type: 'expense', is_system: false, is_active: true, sort_order: 99, usage_count: 0, ...body, id: newId('cat') }); },
  'PATCH /categories/:id': ({ id, body }) => change(state.categories, id, body, 'category'),
  'DELETE /categories/:id': ({ id }) => drop('categories', id, 'category'),
  'GET /categories/:id/patterns': ({ id, query }) => page(state.patterns.filter((one) => one.category_id === id), query),
  'POST /categories/:id/patterns': ({ id, body }) => { required(body, 'pattern'); return added(state.patterns, { id: newId('pat'), category_id: id, pattern: body.pattern }); },
  'DELETE /categories/:id/patterns/:id': ({ ids }) => drop('patterns', ids[1], 'pattern'),
  'GET /transactions': ({ query }) => page(filtered(query), query),
  'POST /transactions': ({ body }) => { required(body, 'account_id', 'date', 'amount', 'description'); const row = { ...emptyTransaction(), ...body, id: newId('txn'), category_source: body.category_id ? 'user' : 'none', transaction_type: String(body.amount).startsWith('-') ? 'expense' : 'income' }; state.transactions.unshift(row); emit('transaction.created', { id: row.id }); return [201, row]; },
  'GET /transactions/:id': ({ id }) => need(state.transactions, id, 'transaction'),
  'PATCH /transactions/:id': ({ id, body }) => changeTransaction(id, body),
  'DELETE /transactions/:id': ({ id }) => { drop('transactions', id, 'transaction'); emit('transaction.updated', { id }); },
  'GET /transactions/analytics/spending-by-category': ({ query }) => spending(query),
  'GET /transactions/analytics/monthly-trends': ({ query }) => trends(query),
  'GET /analysis/net-worth': ({ query }) => netWorth(query),
  'GET /reports/overview': () => overview(),
  'GET /notifications': ({ query }) => page(state.notifications, query),
  'POST /notifications/:id/read': ({ id }) => change(state.notifications, id, { is_read: true }, 'notification'),
  'POST /notifications/read-all': () => { for (const one of state.notifications) one.is_read = true; },
  'POST /ws/tickets': () => [201, { ticket: newId('tkt') }],
};

const ROUTES = Object.entries(OPERATIONS).map(([name, act]) => {
  const [method, path] = name.split(' ');
  return { method, act, want: path.split('/').filter(Boolean) };
}).sort((a, b) => a.want.filter((part) => part.startsWith(':')).length - b.want.filter((part) => part.startsWith(':')).length);

function route(method, path) {
  const have = path.split('/').filter(Boolean);
  for (const one of ROUTES) {
    if (one.method !== method || one.want.length !== have.length) continue;
    if (!one.want.every((part, i) => part.startsWith(':') || part === have[i])) continue;
    const ids = have.filter((_, i) => one.want[i].startsWith(':'));
    return { act: one.act, ids, id: ids[0] };
  }
  throw new Fail(404, 'Not found', `There is no ${method} ${path}.`);
}

/* ---- the wire ---- */

function emit(type, data) {
  state.seq += 1;
  const payload = Buffer.from(JSON.stringify({ seq: state.seq, type, at: new Date().toISOString(), data }));
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]);
  for (const socket of state.sockets) socket.write(Buffer.concat([head, payload]));
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function fileOf(request, raw) {
  const boundary = /boundary=(.+)$/.exec(request.headers['content-type'])?.[1] ?? '';
  const found = { account_id: null, filename: 'statement.csv', content: '' };
  for (const part of raw.toString('utf8').split(`--${boundary}`)) {
    const [head, ...rest] = part.split('\r\n\r\n');
    const value = rest.join('\r\n\r\n').replace(/\r\n$/, '');
    if (/name="account_id"/.test(head)) found.account_id = value;
    if (/name="file"/.test(head)) Object.assign(found, { filename: /filename="([^"]*)"/.exec(head)?.[1], content: value });
  }
  return found;
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', 'X-Request-Id': 'req_mock01', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function signedIn(request) {
  return state.sessions.has(/florin_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]);
}

const session = () => { const id = newId('ses'); state.sessions.add(id); return { 'Set-Cookie': [`florin_session=${id}; HttpOnly; Path=/; SameSite=Lax`, 'florin_csrf=mock; Path=/; SameSite=Lax'] }; };

async function answerAuth(path, body, response) {
  if (path === '/auth/login') {
    if (!body.password || body.password.length < 15) throw new Fail(401, 'Not signed in', 'The address or the password is not right.');
    return send(response, 200, { user: state.user }, session());
  }
  if (path === '/auth/register') {
    required(body, 'email', 'password', 'first_name', 'last_name');
    if (body.password.length < 15) throw new Fail(422, 'Some fields need attention', 'One field is not right.', [{ pointer: '/password', detail: 'A password has at least 15 characters.' }]);
    Object.assign(state.user, { email: body.email, first_name: body.first_name, last_name: body.last_name, display_name: `${body.first_name} ${body.last_name}` });
    return send(response, 201, { user: state.user }, session());
  }
  if (path === '/auth/logout') return send(response, 204, undefined, { 'Set-Cookie': ['florin_session=; Path=/; Max-Age=0', 'florin_csrf=; Path=/; Max-Age=0'] });
  throw new Fail(401, 'Not signed in', 'Sign in first.');
}

async function answerApi(request, response, url) {
  const path = url.pathname.replace(/^\/api(\/v1)?/, '');
  const raw = await bodyOf(request);
  if (state.delayMs) await new Promise((done) => setTimeout(done, state.delayMs));
  if (state.failPath === path) throw new Fail(state.failStatus, 'Service unavailable', 'The database is busy. Nothing was changed; try again in a moment.');
  if (['/auth/login', '/auth/register', '/auth/refresh', '/auth/logout'].includes(path)) return answerAuth(path, raw.length ? JSON.parse(raw) : {}, response);
  if (path !== '/health' && !signedIn(request)) throw new Fail(401, 'Not signed in', 'Sign in first.');
  if (request.method !== 'GET' && request.headers['x-csrf-token'] !== 'mock') throw new Fail(403, 'Forbidden', 'The CSRF header is missing.');
  if (path === '/imports' && request.method === 'POST') {
    const file = fileOf(request, raw);
    const job = imports.receive({ ...file, account_id: file.account_id || null });
    return send(response, 202, { items: [job] });
  }
  if (path === '/attachments' && request.method === 'POST') return send(response, 201, receipts.receive(fileOf(request, raw).filename, raw.length));
  const content = /^\/attachments\/([^/]+)\/content$/.exec(path);
  if (content) return void response.writeHead(200, { 'Content-Type': 'image/png' }).end(receipts.content(content[1]));
  const { act, ids, id } = route(request.method, path);
  const result = act({ ids, id, query: url.searchParams, body: raw.length ? JSON.parse(raw) : {} });
  if (Array.isArray(result)) return send(response, result[0], result[1]);
  return send(response, result === undefined ? 204 : 200, result);
}

const KINDS = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.webmanifest': 'application/manifest+json' };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

function answerFile(response, url) {
  const wanted = join(DIST, normalize(url.pathname));
  const file = extname(wanted) && existsSync(wanted) ? wanted : join(DIST, 'index.html');
  response.writeHead(200, { 'Content-Type': `${KINDS[extname(file)] ?? 'application/octet-stream'}; charset=utf-8`, 'Content-Security-Policy': CSP });
  response.end(readFileSync(file));
}

async function answerMock(request, response, url) {
  const body = JSON.parse(await bodyOf(request));
  if (url.pathname === '/mock/fail') Object.assign(state, { failPath: body.path, failStatus: body.status ?? 503 });
  if (url.pathname === '/mock/delay') state.delayMs = body.ms;
  send(response, 204);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  try {
    if (url.pathname.startsWith('/mock/')) await answerMock(request, response, url);
    else if (url.pathname.startsWith('/api/')) await answerApi(request, response, url);
    else answerFile(response, url);
  } catch (error) {
    const status = error instanceof Fail ? error.status : 500;
    send(response, status, { type: 'about:blank', title: error.title ?? 'Error', status, detail: error.message, instance: 'req_mock01', errors: error.errors ?? [] });
  }
});

server.on('upgrade', (request, socket) => {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
  state.sockets.add(socket);
  for (const event of ['close', 'error']) socket.on(event, () => state.sockets.delete(socket));
});

server.listen(Number(options.port), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
