import { beforeEach, describe, expect, it } from 'vitest';
import { ago, amountTone, bytes, date, decimalSign, money, percent, permille, setLocale, setPatterns } from './format';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('format', () => {
  beforeEach(() => setLocale('en-US'));

  it('writes money with the digits of its currency', () => {
    expect(money('-1234.50', 'USD')).toBe('−$1,234.50');
    expect(money('1234', 'JPY')).toBe('¥1,234');
    expect(plain(money('1.234', 'KWD'))).toBe('KWD 1.234');
  });

  it('prints amounts that no double can hold', () => {
    expect(money('9007199254740993.01', 'USD')).toBe('$9,007,199,254,740,993.01');
  });

  it('follows the locale', () => {
    setLocale('de-DE');
    expect(plain(money('1234.50', 'EUR'))).toBe('1.234,50 €');
    expect(decimalSign()).toBe(',');
    expect(date('2026-03-05', 'full')).toBe('Donnerstag, 5. März 2026');
    setLocale('fr-FR');
    expect(plain(money('1234.50', 'EUR'))).toBe('1 234,50 €');
  });

  it('never shows a negative zero and survives nonsense', () => {
    expect(money('-0.00', 'USD')).toBe('$0.00');
    expect(money('abc', 'USD')).toBe('abc USD');
    expect(money('1.00', '??')).toBe('1.00 ??');
    setLocale('no such locale');
    expect(money('1.00', 'USD')).toBe('$1.00');
  });

  it('writes dates without a time zone', () => {
    expect(date('2026-01-01')).toBe('Jan 01, 2026');
    expect(date('2026-01', 'month')).toBe('January 2026');
    expect(date('nonsense')).toBe('nonsense');
    expect(date(null)).toBe('–');
  });

  it('follows the patterns a person chose', () => {
    setPatterns('iso', 'comma');
    expect(date('2026-03-05')).toBe('2026-03-05');
    expect(plain(money('1234.50', 'EUR'))).toBe('1.234,50 €');
    expect(decimalSign()).toBe(',');
    setPatterns('dmy', 'apostrophe');
    expect(date('2026-03-05')).toBe('05/03/2026');
    expect(date('2026-03', 'month')).toBe('March 2026');
    setPatterns('mdy', 'locale');
    expect(date('2026-03-05')).toBe('03/05/2026');
    setPatterns('locale', 'locale');
  });

  it('writes shares, changes, sizes and ages', () => {
    expect(percent(0.126)).toBe('13%');
    expect(permille(-123)).toBe('-12.3%');
    expect(bytes(1_500_000)).toBe('1.5 MB');
    expect(ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T02:00:00Z'))).toBe('2 hr. ago');
  });

  it('colours what came in, not what left', () => {
    expect(amountTone('1.00')).toBe('in');
    expect(amountTone('-1.00')).toBe('out');
    expect(amountTone('-0.00')).toBe('zero');
  });
});
