/* A bank statement as a PDF, locked by a password when one is given (standard security handler, revision 2: the
   weakest there is, and enough to need the password). */
import { createHash } from 'node:crypto';

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const ID = createHash('md5').update('florin page test').digest();
const PERMISSIONS = -4;

const md5 = (...parts) => createHash('md5').update(Buffer.concat(parts)).digest();

function rc4(key, data) {
  const s = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + s[i] + key[i % key.length]) & 255;
    [s[i], s[j]] = [s[j], s[i]];
  }
  let [x, y] = [0, 0];
  return Buffer.from(data.map((byte) => {
    x = (x + 1) & 255;
    y = (y + s[x]) & 255;
    [s[x], s[y]] = [s[y], s[x]];
    return byte ^ s[(s[x] + s[y]) & 255];
  }));
}

function lockOf(password) {
  const padded = Buffer.concat([Buffer.from(password), PADDING]).subarray(0, 32);
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(padded, owner, permissions, ID).subarray(0, 5);
  return { key, owner, user: rc4(key, PADDING) };
}

/* The key of an object: the file's, with the object's number. */
function seal(lock, number, data) {
  if (!lock) return data;
  return rc4(md5(lock.key, Buffer.from([number, 0, 0, 0, 0])).subarray(0, 10), data);
}

const escaped = (text) => text.replace(/[\\()]/g, '\\$&');
const X = [60, 150, 400, 490];

function pageText(lines) {
  const shown = lines.flatMap((cells, i) => cells.map((cell, column) => (cell ? `1 0 0 1 ${X[column]} ${760 - i * 18} Tm (${escaped(cell)}) Tj` : '')));
  return Buffer.from(`BT /F1 10 Tf\n${shown.filter(Boolean).join('\n')}\nET`, 'latin1');
}

/* lines: cells of date, text, amount, balance. */
export function pdf(lines, password) {
  const lock = password ? lockOf(password) : null;
  const content = seal(lock, 5, pageText(lines));
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    Buffer.concat([Buffer.from(`<< /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]),
  ];
  if (lock) bodies.push(`<< /Filter /Standard /V 1 /R 2 /Length 40 /P ${PERMISSIONS} /O <${lock.owner.toString('hex')}> /U <${lock.user.toString('hex')}> >>`);
  const parts = [Buffer.from('%PDF-1.4\n')];
  const at = [];
  let length = parts[0].length;
  bodies.forEach((body, i) => {
    const object = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
    at.push(length);
    length += object.length;
    parts.push(object);
  });
  const table = at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const secured = lock ? ` /Encrypt 6 0 R /ID [<${ID.toString('hex')}> <${ID.toString('hex')}>]` : '';
  parts.push(Buffer.from(`xref\n0 ${at.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${at.length + 1} /Root 1 0 R${secured} >>\nstartxref\n${length}\n%%EOF\n`));
  return Buffer.concat(parts);
}
