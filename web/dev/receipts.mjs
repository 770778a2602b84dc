/* Receipts of the mock server: a few that wait, each in another state, and one that belongs to a transaction. What a new
   one says follows from its name: `blurred` cannot be read, all others are the mock's dinner. */
import { deflateSync } from 'node:zlib';

const READ_MS = 900;

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  let crc = ~0;
  for (const byte of body) {
    crc ^= byte;
    for (let i = 0; i < 8; i += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(~crc >>> 0, 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/* A slip of paper with grey lines where the words would be. */
function picture(width = 300, height = 420) {
  const rows = [];
  for (let y = 0; y < height; y += 1) {
    const row = Buffer.alloc(1 + width * 3, 0xf4);
    row[0] = 0;
    const line = Math.floor(y / 22);
    const inLine = y % 22 < 9 && line > 0 && line < 17;
    for (let x = 24; inLine && x < width - 24; x += 1) {
      const isText = x < 90 + ((line * 37) % 90) || x > width - 80;
      if (isText) row.fill(line === 1 || line === 15 ? 0x33 : 0x8c, 1 + x * 3, 4 + x * 3);
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

const TEXT = ['TRATTORIA DA ENZO', 'Harbour street 44', '', '2 x Tagliatelle        29.00', '1 x Acqua               4.50', '1 x Tiramisu            7.50', '', 'TOTAL EUR              41.00', 'CARD                   41.00', 'Thank you'].join('\n');

export function makeReceipts({ state, newId, emit, need, page, change, drop, now, empty }) {
  const today = now.slice(0, 10);
  const blank = { content_type: 'image/png', size: 482_113, transaction_id: null, note: null, receipt_status: 'read', receipt_total: null, receipt_currency: 'EUR', receipt_date: null, receipt_merchant: null, receipt_confidence: null, receipt_text: null, receipt_error: null, suggested_transaction_id: null, match_score: null, user_id: 'usr_1', created_at: now, updated_at: now };
  const dinner = { receipt_total: '41.00', receipt_date: today, receipt_merchant: 'Trattoria Da Enzo', receipt_confidence: 0.62, receipt_text: TEXT };

  /* The row that a receipt is made for: its total is the row's. */
  function paidBy(id) {
    const row = state.transactions.find((one) => one.id === id);
    return row ? { receipt_total: row.amount.replace('-', ''), receipt_date: row.date, receipt_merchant: row.merchant ?? row.description, receipt_confidence: 0.93, receipt_text: TEXT } : {};
  }

  function seed() {
    state.attachments = [
      { ...blank, ...paidBy('txn_00000005'), id: 'att_1', filename: 'receipt-till-4.png', transaction_id: 'txn_00000005' },
      { ...blank, ...paidBy('txn_00000005'), id: 'att_2', filename: 'scan-0031.pdf', content_type: 'application/pdf', size: 91_002, suggested_transaction_id: 'txn_00000005', match_score: 0.88 },
      { ...blank, ...paidBy('txn_00000008'), id: 'att_3', filename: 'IMG_20260714_193002.png', suggested_transaction_id: 'txn_00000008', match_score: 0.96 },
      { ...blank, ...dinner, id: 'att_4', filename: 'a-dinner-with-a-very-long-name-that-somebody-gave-it-on-their-telephone.png' },
      { ...blank, id: 'att_5', filename: 'blurred.png', receipt_status: 'unreadable', receipt_error: 'The picture has no text that can be read: take it again in better light.' },
      { ...blank, id: 'att_6', filename: 'just-now.png', receipt_status: 'pending' },
    ];
  }

  function read(row) {
    setTimeout(() => {
      const blurred = /blurred/.test(row.filename);
      Object.assign(row, blurred ? { receipt_status: 'unreadable', receipt_error: 'The picture has no text that can be read: take it again in better light.' } : { receipt_status: 'read', ...dinner });
      emit('attachment.changed', row);
    }, READ_MS);
  }

  function receive(filename, size) {
    const row = { ...blank, id: newId('att'), filename, size, content_type: /\.pdf$/.test(filename) ? 'application/pdf' : 'image/png', receipt_status: 'pending' };
    state.attachments.unshift(row);
    read(row);
    return row;
  }

  const of = (one, name, wanted) => !wanted || (wanted === 'null' ? one[name] === null : one[name] === wanted);

  const operations = {
    'GET /attachments': ({ query }) => page(state.attachments.filter((one) => ['transaction_id', 'suggested_transaction_id'].every((name) => of(one, name, query.get(name)))), query),
    'PATCH /attachments/:id': ({ id, body }) => {
      const row = change(state.attachments, id, body, 'attachment');
      if (row.transaction_id) Object.assign(row, { suggested_transaction_id: null, match_score: null });
      return row;
    },
    'DELETE /attachments/:id': ({ id }) => drop('attachments', id, 'attachment'),
    'POST /attachments/:id/read': ({ id }) => {
      const row = change(state.attachments, id, { receipt_status: 'pending', receipt_error: null }, 'attachment');
      read(row);
      return row;
    },
  };

  if (!empty) seed();
  return { operations, receive, content: (id) => need(state.attachments, id, 'attachment') && picture() };
}
