import { describe, expect, it } from 'vitest';
import { addDays, addMonths, isDate, monthEnd, namedPeriod, today } from './date';

describe('date', () => {
  it('knows which days exist', () => {
    expect(isDate('2024-02-29')).toBe(true);
    expect(isDate('2023-02-29')).toBe(false);
    expect(isDate('2024-13-01')).toBe(false);
    expect(isDate('24-01-01')).toBe(false);
  });

  it('adds months and stays inside the month', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2024-11-15', 3)).toBe('2025-02-15');
  });

  it('adds days over the turn of a year and over summer time', () => {
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
    expect(addDays('2024-03-30', 2)).toBe('2024-04-01');
  });

  it('names periods', () => {
    expect(monthEnd('2023-02-10')).toBe('2023-02-28');
    expect(namedPeriod('last_month', '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(namedPeriod('last_90_days', '2024-03-31')).toEqual({ from: '2024-01-02', to: '2024-03-31' });
    expect(namedPeriod('last_year', '2024-03-31')).toEqual({ from: '2023-01-01', to: '2023-12-31' });
  });

  it('takes today from the local calendar', () => {
    expect(today(new Date(2024, 0, 5, 23, 59))).toBe('2024-01-05');
  });
});
