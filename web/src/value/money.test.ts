import { describe, expect, it } from 'vitest';
import { absolute, add, changePermille, compare, fromUnits, isNegative, isZero, negate, parseTyped, subtract, toUnits } from './money';

describe('money', () => {
  it('adds what floating point cannot', () => {
    expect(add('0.10', '0.20')).toBe('0.30');
    expect(add('9007199254740993.01', '0.01')).toBe('9007199254740993.02');
    expect(subtract('1.00', '1.01')).toBe('-0.01');
  });

  it('keeps the places of the currency', () => {
    expect(add('100', '23')).toBe('123');
    expect(add('1.234', '-1.235')).toBe('-0.001');
  });

  it('prints what it reads', () => {
    for (const text of ['0.00', '-0.01', '12.50', '123456789012.99']) {
      expect(fromUnits(toUnits(text, 2) ?? 0n, 2)).toBe(text);
    }
  });

  it('refuses what is no decimal and what has too many places', () => {
    expect(toUnits('1e3', 2)).toBeNull();
    expect(toUnits('', 2)).toBeNull();
    expect(toUnits('1.234', 2)).toBeNull();
    expect(() => add('x')).toThrow();
  });

  it('knows signs', () => {
    expect(isNegative('-0.00')).toBe(false);
    expect(isNegative('-0.01')).toBe(true);
    expect(isZero('0.000')).toBe(true);
    expect(negate('-5.00')).toBe('5.00');
    expect(negate('5.00')).toBe('-5.00');
    expect(negate('0.00')).toBe('0.00');
    expect(absolute('-5.00')).toBe('5.00');
    expect(compare('2.00', '10.00')).toBe(-1);
  });

  it('measures change in tenths of a per cent', () => {
    expect(changePermille('100.00', '112.34')).toBe(123);
    expect(changePermille('200.00', '100.00')).toBe(-500);
    expect(changePermille('-100.00', '-50.00')).toBe(500);
    expect(changePermille('0.00', '5.00')).toBeNull();
  });

  it('reads amounts as people type them', () => {
    expect(parseTyped('1.234,50', ',')).toBe('1234.50');
    expect(parseTyped('1,234.50', '.')).toBe('1234.50');
    expect(parseTyped('1 234,5', ',')).toBe('1234.5');
    expect(parseTyped('1.234', ',')).toBe('1234');
    expect(parseTyped('1.234', '.')).toBe('1.234');
    expect(parseTyped('−12.00', '.')).toBe('-12.00');
    expect(parseTyped(',50', ',')).toBe('0.50');
    expect(parseTyped('1.234.567', '.')).toBe('1234567');
    expect(parseTyped('12a', '.')).toBeNull();
    expect(parseTyped('', '.')).toBeNull();
  });
});
