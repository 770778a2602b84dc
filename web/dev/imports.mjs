/* Imports of the mock server. The name of a file asks for a state: "protected" wants the password "open sesame",
   "broken" fails, "workbook" has sheets, "again" resembles the seeded statement, "doubtful" has rows to look at. */
const SOON_MS = 160;
const WAY = [['extract', 15], ['extract', 40], ['parse', 65], ['deduplicate', 90]];

function readCsv(text) {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/).filter(Boolean);
  const delimiter = [';', '\t', ','].find((one) => lines[0]?.includes(one)) ?? ',';
  const cells = lines.map((line) => line.split(delimiter).map((cell) => cell.replace(/^"|"$/g, '')));
  return { lines, header: cells[0] ?? [], rows: cells.slice(1) };
}

function guess(header) {
  const name = header.toLowerCase();
  if (/dat/.test(name)) return ['date', '%Y-%m-%d'];
  if (/amount|bedrag|betrag/.test(name)) return ['amount', '1,234.50'];
  if (/balance|saldo/.test(name)) return ['balance', '1,234.50'];
  if (/desc|omschrijving|text|name/.test(name)) return ['description', null];
  return ['ignore', null];
}

export function makeImports({ state, newId, emit, Fail, need, page, required, added, drop, change, emptyTransaction, now }) {
  const secrets = new Map();
  const after = () => new Date().toISOString();

  function newImport(filename, size, accountId) {
    const type = { xlsx: 'xlsx', pdf: 'pdf', zip: 'zip', ofx: 'ofx' }[filename.split('.').pop()] ?? 'csv';
    return {
      id: newId('imp'), filename, file_type: type, file_size: size, account_id: accountId, template_id: null, status: 'pending', progress: 0, stage: 'extract',
      total_rows: 0, processed_rows: 0, successful_imports: 0, failed_imports: 0, duplicate_rows: 0, near_rows: 0, reconciled: null, ambiguous: false,
      error_code: null, error_details: null, started_at: after(), completed_at: null, parser_type: 'system', ai_provider: null, is_password_protected: /protected/.test(filename),
      password_id: null, pages: type === 'pdf' ? 3 : null, ocr_confidence: null, encoding: 'UTF-8', delimiter: ';', sheet: null, attempts: 1, is_file_kept: true,
      duplicate_of_id: null, duplicate_score: null, duplicate_state: 'none', institution: null, currency: 'EUR', opening_balance: null, closing_balance: null,
      period: { from: null, to: null }, created_at: after(), updated_at: after(),
    };
  }

  function touch(job, part) {
    return Object.assign(job, part, { updated_at: after() });
  }

  function logged(job, stage, ms, details, status = 'completed') {
    state.log.push({ id: newId('stg'), import_id: job.id, stage, status, details, execution_time_ms: ms, at: after(), created_at: after() });
  }

  /* The row as the file has it, and which of its bytes became which field. */
  function source(line, cells, columns, isDoubtful) {
    const parts = [];
    let at = 0;
    cells.forEach((cell, column) => {
      const role = columns.find((one) => one.column === column)?.role;
      if (role && role !== 'ignore' && cell) parts.push({ field: role, from: Buffer.byteLength(line.slice(0, at)), length: Buffer.byteLength(cell), confidence: isDoubtful && role === 'amount' ? 0.62 : 1 });
      at += cell.length + 1;
    });
    return { raw: line, parts };
  }

  function makePreview(job, content, mapping) {
    const { lines, header, rows } = readCsv(content);
    const columns = mapping ?? header.map((title, column) => { const [role, format] = guess(title); return { column, header: title, role, format }; });
    const at = (role) => columns.find((column) => column.role === role)?.column ?? -1;
    const [dateAt, amountAt, textAt, balanceAt] = ['date', 'amount', 'description', 'balance'].map(at);
    const seen = new Map(state.transactions.map((row) => [`${row.date} ${row.amount} ${row.description}`, row]));
    const findings = [];
    const duplicates = [];
    const finding = (validation_type, row_number, field_name, message, suggested_fix) =>
      findings.push({ id: newId('val'), import_id: job.id, row_number, validation_type, field_name, message, suggested_fix, is_resolved: false, created_at: now, updated_at: now });
    const out = rows.map((cells, i) => {
      const [date, amount, description, balanceText] = [cells[dateAt] ?? null, cells[amountAt] ?? null, cells[textAt] ?? null, cells[balanceAt] ?? null];
      const same = seen.get(`${date} ${amount} ${description}`);
      const near = !same && state.transactions.find((row) => row.amount === amount && Math.abs(Date.parse(row.date) - Date.parse(date)) <= 3 * 86_400_000);
      if (!date || !/^\d{4}-\d\d-\d\d$/.test(date)) finding('ERROR', i + 2, 'date', `"${date ?? ''}" is not a date in the form of this file`, 'Choose the column that holds the booking date');
      const reason = same ? 'The same row was imported before' : near ? 'Same amount within three days' : null;
      const rowState = same ? 'duplicate' : near ? 'near' : 'new';
      if (rowState !== 'new') duplicates.push({ id: newId('dup'), import_id: job.id, transaction_id: (same ?? near).id, match_score: same ? null : 0.82, reason, state: same ? 'merged' : 'open', row_state: rowState, line: i + 2, account_id: job.account_id, date, amount, currency: 'EUR', description });
      const isDoubtful = /doubtful/.test(job.filename) && i % 4 === 1;
      if (isDoubtful) finding('WARNING', i + 2, 'amount', 'The sign of the amount could be the other way round', 'Compare it with the statement');
      return {
        position: i + 1, id: newId('dup'), line: i + 2, page: job.file_type === 'pdf' ? 1 + Math.floor(i / 3) : null, sheet: null, date, amount, currency: 'EUR', description, counterparty: null,
        reference: null, balance: balanceText, confidence: isDoubtful ? 0.62 : 1, needs_review: isDoubtful, state: rowState, reason, is_skipped: false, is_edited: false, difference: [], findings: [],
        transaction_id: (same ?? near)?.id ?? null, ...source(lines[i + 1] ?? '', cells, columns, isDoubtful),
      };
    });
    finding('INFO', 1, null, 'The first line is the header', null);
    const proven = balanceAt >= 0 && findings.every((one) => one.validation_type !== 'ERROR');
    const known = out.filter((row) => row.state === 'duplicate').length;
    const days = out.map((row) => row.date).filter(Boolean).sort();
    const minor = (text) => Math.round(Number(text) * 100);
    const balances = balanceAt >= 0 && out.length > 0 ? { opening_balance: ((minor(out[0].balance) - minor(out[0].amount)) / 100).toFixed(2), closing_balance: out.at(-1).balance } : {};
    touch(job, { status: 'needs_review', progress: 100, stage: 'deduplicate', total_rows: rows.length, processed_rows: rows.length, duplicate_rows: known, near_rows: duplicates.length - known, reconciled: balanceAt >= 0 ? proven : null, period: { from: days[0] ?? null, to: days.at(-1) ?? null }, ...balances });
    if (/again/.test(job.filename)) touch(job, { duplicate_of_id: 'imp_seed', duplicate_score: 0.93, duplicate_state: 'open' });
    const sheets = /workbook/.test(job.filename) ? [{ name: 'Summary', state: 'visible', rows: 12, chosen: false }, { name: 'Transactions', state: 'visible', rows: rows.length, chosen: true }, { name: 'Notes', state: 'hidden', rows: 3, chosen: false }] : [];
    return { import: job, format: job.file_type, mapping: columns, rows: out, next_after: null, findings, duplicates, columns: header, sample: [header, ...rows.slice(0, 8)], sheets, encoding: 'UTF-8', delimiter: ';', content };
  }

  function fail(job, error_code, error_details, stage) {
    touch(job, { status: 'failed', error_code, error_details, stage });
    logged(job, stage, 3, error_details, 'failed');
    emit('import.failed', { ...job });
  }

  async function run(job, content, mapping, password) {
    for (const [stage, progress] of WAY) {
      await new Promise((done) => setTimeout(done, SOON_MS));
      touch(job, { status: 'processing', progress, stage, processed_rows: progress * 3, total_rows: 300 });
      emit('import.progress', { ...job });
    }
    if (!content.trim()) return fail(job, 'empty', 'The file is empty: it has no lines. Export the statement again.', 'extract');
    if (/broken/.test(job.filename)) return fail(job, 'unreadable', 'Page 2 ends in the middle of a table: the download was cut off. Download the statement again.', 'parse');
    if (job.is_password_protected && password !== 'open sesame') return fail(job, password ? 'password_wrong' : 'password_required', password ? 'The password does not open the file.' : 'The file is protected by a password.', 'decrypt');
    if (job.is_password_protected) logged(job, 'decrypt', 12, 'Opened with a password');
    logged(job, 'extract', 8, `${job.file_type}, UTF-8, semicolons`);
    state.previews.set(job.id, makePreview(job, content, mapping));
    logged(job, 'parse', 41, `${job.total_rows} rows`);
    logged(job, 'deduplicate', 17, `${job.duplicate_rows} known, ${job.near_rows} alike`);
    emit('import.needs_review', { ...job });
    return undefined;
  }

  function book(job, forOpen) {
    const preview = state.previews.get(job.id);
    const decided = (row) => preview.duplicates.find((one) => one.line === row.line)?.state;
    const fresh = preview.rows.filter((row) => !row.is_skipped && (row.state === 'new' || decided(row) === 'kept_both' || (decided(row) === 'open' && forOpen === 'keep_both')));
    const made = fresh.map((row) => ({
      ...emptyTransaction(), id: newId('txn'), account_id: job.account_id ?? 'acc_checking', date: row.date, amount: row.amount, description: row.description,
      transaction_type: row.amount.startsWith('-') ? 'expense' : 'income', import_id: job.id, source_line: row.line,
    }));
    state.transactions = [...made, ...state.transactions].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
    touch(job, { status: 'completed', stage: 'complete', successful_imports: made.length, completed_at: after() });
    logged(job, 'create', 22, `${made.length} rows written`);
    logged(job, 'complete', 1, null);
    state.notifications.unshift({ id: newId('ntf'), kind: 'import.completed', title: 'Statement imported', body: `${made.length} rows from ${job.filename}`, link: `/imports/${job.id}`, is_read: false, at: after() });
    emit('import.completed', { ...job });
    emit('notification.created', state.notifications[0]);
  }

  const find = (id) => need(state.imports, id, 'import');
  const unread = (id) => ({ import: find(id), format: null, mapping: [], rows: [], next_after: null, findings: [], duplicates: [], columns: [], sample: null, sheets: [], encoding: null, delimiter: null });
  const previewOf = (id) => state.previews.get(id) ?? unread(id);

  function confirm(job, body) {
    const open = previewOf(job.id).duplicates.filter((one) => one.state === 'open').length;
    if (open && !body.duplicates) throw new Fail(409, 'Conflict', `${open} rows look like transactions that are stored already.`);
    if (body.account_id) job.account_id = body.account_id;
    touch(job, { status: 'processing', stage: 'create', progress: 90 });
    setTimeout(() => book(job, body.duplicates), 300);
    return [202, { ...job }];
  }

  function remap(job, body) {
    const { content, columns } = previewOf(job.id);
    const given = (column) => body.columns.find((one) => one.column === column);
    const mapping = columns.map((header, column) => ({ column, header, role: given(column)?.role ?? 'ignore', format: given(column)?.format ?? null }));
    const name = body.save_as ?? body.save_as_template;
    if (name) state.templates.push({ id: newId('tpl'), name, file_type: job.file_type, fingerprint: null, column_mappings: mapping, data_transformations: null, is_default: false, times_used: 1, created_at: after(), updated_at: after() });
    if (name) job.template_id = state.templates.at(-1).id;
    run(job, content, mapping, 'open sesame');
    return [202, { ...touch(job, { status: 'processing', stage: 'parse', progress: 40 }) }];
  }

  function retry(job, body) {
    if (body.save_password) state.passwords.push({ id: newId('pwd'), label: body.save_password, account_id: job.account_id, times_used: 1, last_used_at: after(), created_at: after(), updated_at: after() });
    run(job, secrets.get(job.id), undefined, body.password ?? 'open sesame');
    return [202, { ...touch(job, { status: 'pending', stage: null, progress: 0, error_code: null, error_details: null, attempts: job.attempts + 1 }) }];
  }

  function changeRow(job, rowId, body) {
    const row = need(previewOf(job.id).rows, rowId, 'row');
    touch(job, {});
    Object.assign(row, body, { is_edited: true });
    emit('import.progress', { ...job });
    return row;
  }

  function merge(job, body) {
    return touch(job, { duplicate_state: { merge: 'merged', keep_both: 'kept_both', delete_old: 'deleted_old' }[body.action] });
  }

  const comparison = (id, query) => page(previewOf(id).rows.map(({ id: rowId, state: _, ...row }) => ({ ...row, row_id: rowId, member: null })), query);

  function undo(id) {
    state.transactions = state.transactions.filter((row) => row.import_id !== id);
    return touch(find(id), { status: 'undone' });
  }

  function resolve([id, dupId], body) {
    return Object.assign(need(previewOf(id).duplicates, dupId, 'duplicate'), { state: { merge: 'merged', keep_both: 'kept_both', delete_old: 'deleted_old' }[body.action] });
  }

  const operations = {
    'GET /imports': ({ query }) => page([...state.imports].reverse(), query),
    'GET /imports/:id': ({ id }) => find(id),
    'GET /imports/:id/preview': ({ id, query }) => { find(id); const { content, ...preview } = previewOf(id); const after = Number(query.get('after') ?? 0); return { ...preview, rows: preview.rows.slice(after, after + Number(query.get('limit') ?? 200)) }; },
    'GET /imports/:id/log': ({ id, query }) => page(state.log.filter((one) => one.import_id === id), query),
    'PUT /imports/:id/mapping': ({ id, body }) => remap(find(id), body),
    'POST /imports/:id/retry': ({ id, body }) => retry(find(id), body),
    'POST /imports/:id/confirm': ({ id, body }) => confirm(find(id), body),
    'POST /imports/:id/discard': ({ id }) => touch(find(id), { status: 'discarded' }),
    'POST /imports/:id/undo': ({ id }) => undo(id),
    'PATCH /imports/:id/rows/:id': ({ ids, body }) => changeRow(find(ids[0]), ids[1], body),
    'PATCH /imports/:id/validations/:id': ({ ids, body }) => Object.assign(need(previewOf(ids[0]).findings, ids[1], 'finding'), body),
    'POST /imports/:id/duplicates/:id/resolve': ({ ids, body }) => resolve(ids, body),
    'GET /statements/files/:id/comparison': ({ id, query }) => comparison(id, query),
    'DELETE /statements/files/:id': ({ id }) => { touch(find(id), { is_file_kept: false }); },
    'POST /statements/files/:id/merge': ({ id, body }) => merge(find(id), body),
    'POST /statements/files/:id/unmerge': ({ id }) => touch(find(id), { duplicate_state: 'open' }),
    'GET /statements/passwords': ({ query }) => page(state.passwords, query),
    'POST /statements/passwords': ({ body }) => { required(body, 'label', 'value'); return added(state.passwords, { id: newId('pwd'), label: body.label, account_id: body.account_id, times_used: 0, last_used_at: null, created_at: after(), updated_at: after() }); },
    'DELETE /statements/passwords/:id': ({ id }) => drop('passwords', id, 'password'),
    'GET /import-templates': ({ query }) => page(state.templates, query),
    'PATCH /import-templates/:id': ({ id, body }) => change(state.templates, id, body, 'template'),
    'DELETE /import-templates/:id': ({ id }) => drop('templates', id, 'template'),
  };

  function receive({ filename, content, account_id: accountId }) {
    const job = newImport(filename, Buffer.byteLength(content), accountId);
    secrets.set(job.id, content);
    state.imports.push(job);
    run(job, content);
    return job;
  }

  function seed() {
    const n = state.transactions.length;
    const done = { status: 'completed', progress: 100, stage: 'complete', total_rows: n, processed_rows: n, successful_imports: n, reconciled: true, completed_at: now, period: { from: '2024-01-02', to: now.slice(0, 10) } };
    state.imports.push({ ...newImport('everyday-2026.csv', 48_213, 'acc_checking'), id: 'imp_seed', ...done });
    state.imports.push({ ...newImport('card-2025-12.pdf', 182_400, 'acc_card'), status: 'failed', error_code: 'unreadable', stage: 'parse', error_details: 'Page 2 ends in the middle of a table: the download was cut off. Download the statement again.' });
    state.passwords.push({ id: 'pwd_1', label: 'Everyday account, PDF', account_id: 'acc_checking', times_used: 7, last_used_at: now, created_at: now, updated_at: now });
    state.templates.push({ id: 'tpl_1', name: 'Savings, monthly export', file_type: 'csv', fingerprint: null, column_mappings: [{ column: 0, header: 'Datum', role: 'date', format: '%d-%m-%Y' }, { column: 1, header: 'Bedrag', role: 'amount', format: '1.234,50' }], data_transformations: null, is_default: true, times_used: 11, created_at: now, updated_at: now });
  }

  return { operations, receive, seed };
}
