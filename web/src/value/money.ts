/* Money as the API sends it: a decimal string beside a currency. It is added and compared as whole minor
   units in BigInt and never passes through a floating-point number; only the geometry of a chart does. */

export interface Money {
  amount: string;
  currency: string;
}

const SHAPE = /^([+-])?(\d+)(?:\.(\d+))?$/;

/* A decimal with `digits` places as a whole number, so 12.5 with 2 is 1250n. Null when it is not one. */
export function toUnits(amount: string, digits: number): bigint | null {
  const parts = SHAPE.exec(amount);
  if (!parts) return null;
  const fraction = parts[3] ?? '';
  if (fraction.length > digits) return null;
  const units = BigInt((parts[2] ?? '0') + fraction.padEnd(digits, '0'));
  return parts[1] === '-' ? -units : units;
}

export function fromUnits(units: bigint, digits: number): string {
  const sign = units < 0n ? '-' : '';
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export function places(amount: string): number {
  const dot = amount.indexOf('.');
  return dot < 0 ? 0 : amount.length - dot - 1;
}

/* Exact sum of decimals; the result has as many places as the longest of them. */
export function add(...amounts: string[]): string {
  const digits = Math.max(0, ...amounts.map(places));
  let sum = 0n;
  for (const amount of amounts) {
    const units = toUnits(amount, digits);
    if (units === null) throw new Error(`not a decimal: ${amount}`);
    sum += units;
  }
  return fromUnits(sum, digits);
}

export function negate(amount: string): string {
  if (isZero(amount)) return amount.replace(/^[+-]/, '');
  return amount.startsWith('-') ? amount.slice(1) : `-${amount.replace(/^\+/, '')}`;
}

export function subtract(a: string, b: string): string {
  return add(a, negate(b));
}

export function absolute(amount: string): string {
  return amount.replace(/^[+-]/, '');
}

export function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount);
}

export function isNegative(amount: string): boolean {
  return amount.startsWith('-') && !isZero(amount);
}

export function compare(a: string, b: string): number {
  const difference = subtract(a, b);
  return isZero(difference) ? 0 : isNegative(difference) ? -1 : 1;
}

/* The change from `before` to `after` in tenths of a per cent, rounded half away from zero, or null when
   there was nothing before. */
export function changePermille(before: string, after: string): number | null {
  const digits = Math.max(places(before), places(after));
  const from = toUnits(before, digits);
  const to = toUnits(after, digits);
  if (from === null || to === null || from === 0n) return null;
  const base = from < 0n ? -from : from;
  const doubled = ((to - from) * 2000n) / base;
  return Number((doubled + (doubled < 0n ? -1n : 1n)) / 2n);
}

/* What a person typed, as the API wants it: "1 234,50" and "1.234,50" and "1,234.50" are 1234.50. A lone
   separator followed by exactly three digits is read by the person's own decimal sign. */
export function parseTyped(text: string, decimalSign: '.' | ','): string | null {
  const bare = text.trim().replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[\u2212\u2013]/, '-');
  if (!/^[+-]?[\d.,]+$/.test(bare) || !/\d/.test(bare)) return null;
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  if (last < 0) return bare.replace(/^\+/, '');
  const sign = bare[last] as '.' | ',';
  const repeated = bare.indexOf(sign) !== last;
  const other = bare.includes(sign === '.' ? ',' : '.');
  const grouping = repeated || (!other && bare.length - last - 1 === 3 && sign !== decimalSign);
  const whole = (grouping ? bare : bare.slice(0, last)).replace(/[.,]/g, '').replace(/^\+/, '');
  const fraction = grouping ? '' : bare.slice(last + 1);
  const digits = /^-?$/.test(whole) ? `${whole}0` : whole;
  return fraction ? `${digits}.${fraction}` : digits;
}

/* For lengths and areas on the screen only. */
export function forDrawing(amount: string): number {
  return Number(amount);
}
