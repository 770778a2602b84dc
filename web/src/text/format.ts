/* Numbers, money and dates as the user's locale writes them. Amounts go to Intl as decimal strings, which it
   prints exactly; they never become floating-point numbers. */
import { absolute, isNegative, isZero } from '~/value/money';

export type DatePattern = 'locale' | 'iso' | 'dmy' | 'mdy';
export type NumberPattern = 'locale' | 'point' | 'comma' | 'space' | 'apostrophe';

/* Locales that write figures in the four ways a person may choose instead of their own locale's. */
const NUMBER_LOCALES: Record<Exclude<NumberPattern, 'locale'>, string> = { point: 'en-US', comma: 'de-DE', space: 'fr-FR', apostrophe: 'de-CH' };

let locale = 'en-US';
let datePattern: DatePattern = 'locale';
let numberPattern: NumberPattern = 'locale';
const cache = new Map<string, unknown>();

export function setLocale(next: string): void {
  try {
    locale = Intl.getCanonicalLocales(next)[0] ?? 'en-US';
  } catch {
    locale = 'en-US';
  }
  cache.clear();
}

export function setPatterns(dates: DatePattern, numbers: NumberPattern): void {
  datePattern = dates;
  numberPattern = numbers;
  cache.clear();
}

export function currentPatterns(): string {
  return `${datePattern} ${numberPattern}`;
}

export function currentLocale(): string {
  return locale;
}

function kept<T>(key: string, make: () => T): T {
  const known = cache.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

function numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const writer = numberPattern === 'locale' ? locale : NUMBER_LOCALES[numberPattern];
  return kept(`n:${key}`, () => new Intl.NumberFormat(writer, options));
}

function dateFormat(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`d:${key}`, () => new Intl.DateTimeFormat(locale, options));
}

export type MoneyStyle = 'plain' | 'signed' | 'whole' | 'compact';

const MONEY_OPTIONS: Record<MoneyStyle, Intl.NumberFormatOptions> = {
  plain: {},
  signed: { signDisplay: 'exceptZero' },
  whole: { maximumFractionDigits: 0, minimumFractionDigits: 0 },
  compact: { notation: 'compact', maximumFractionDigits: 1 },
};

/* A decimal string is a StringNumericLiteral for Intl; anything else is shown as it came. */
function asNumeric(amount: string): Intl.StringNumericLiteral | null {
  return /^[+-]?\d+(\.\d+)?$/.test(amount) ? (amount as Intl.StringNumericLiteral) : null;
}

export function money(amount: string, currency: string | null, style: MoneyStyle = 'plain'): string {
  const value = asNumeric(isZero(amount) ? absolute(amount) : amount);
  if (value === null || currency === null) return [amount, currency].filter(Boolean).join(' ');
  try {
    const format = numberFormat(`${style}:${currency}`, { style: 'currency', currency, ...MONEY_OPTIONS[style] });
    return format.format(value).replace(/^-/, '\u2212');
  } catch {
    return `${amount} ${currency}`;
  }
}

/* The same for a number that is only drawn, such as the label of an axis. */
export function axisMoney(value: number, currency: string | null): string {
  if (currency === null) return count(value);
  return numberFormat(`compact:${currency}`, { style: 'currency', currency, ...MONEY_OPTIONS.compact }).format(value);
}

export function count(value: number): string {
  return numberFormat('count', { maximumFractionDigits: 0 }).format(value);
}

export function percent(share: number, digits = 0): string {
  return numberFormat(`percent${digits}`, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

export function permille(value: number): string {
  const options: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' };
  return numberFormat('permille', options).format(value / 1000);
}

export function bytes(size: number): string {
  const unit = size >= 1_000_000 ? 'megabyte' : 'kilobyte';
  const value = size >= 1_000_000 ? size / 1_000_000 : Math.max(0.1, size / 1000);
  return numberFormat(unit, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

export function milliseconds(ms: number): string {
  const unit = ms >= 60_000 ? 'minute' : ms >= 1000 ? 'second' : 'millisecond';
  const value = ms / (unit === 'minute' ? 60_000 : unit === 'second' ? 1000 : 1);
  return numberFormat(`short-${unit}`, { style: 'unit', unit, maximumFractionDigits: unit === 'millisecond' ? 0 : 1 }).format(value);
}

export type DateStyle = 'short' | 'day' | 'full' | 'month' | 'month_short';

const DATE_OPTIONS: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  short: { day: '2-digit', month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  month_short: { month: 'short' },
};

function inPattern(text: string): string {
  const [year, month, day] = text.split('-');
  if (datePattern === 'dmy') return `${day}/${month}/${year}`;
  return datePattern === 'mdy' ? `${month}/${day}/${year}` : text;
}

export function date(text: string | null, style: DateStyle = 'short'): string {
  if (text === null) return '–';
  const whole = text.length === 7 ? `${text}-01` : text;
  const at = new Date(`${whole}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return text;
  if (style === 'short' && datePattern !== 'locale') return inPattern(whole);
  return dateFormat(style, { ...DATE_OPTIONS[style], timeZone: 'UTC' }).format(at);
}

export function instant(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  return dateFormat('instant', { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

export function ago(text: string, now = Date.now()): string {
  const seconds = Math.round((new Date(text).getTime() - now) / 1000);
  const format = kept('r', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, 'second');
}

export function decimalSign(): '.' | ',' {
  const parts = numberFormat('decimal', {}).formatToParts(1.5);
  return parts.find((part) => part.type === 'decimal')?.value === ',' ? ',' : '.';
}

export function currencyName(code: string): string {
  try {
    return kept('currencies', () => new Intl.DisplayNames(locale, { type: 'currency' })).of(code) ?? code;
  } catch {
    return code;
  }
}

/* Every currency the browser knows; the server has the last word. */
export function currencies(): string[] {
  return kept('currency-codes', () => Intl.supportedValuesOf('currency'));
}

/* The class that colours an amount: money that came in stands out, money that left is the ordinary case. */
export function amountTone(amount: string): 'in' | 'out' | 'zero' {
  return isZero(amount) ? 'zero' : isNegative(amount) ? 'out' : 'in';
}

export function compareText(a: string, b: string): number {
  return kept('collator', () => new Intl.Collator(locale, { sensitivity: 'base', numeric: true })).compare(a, b);
}
