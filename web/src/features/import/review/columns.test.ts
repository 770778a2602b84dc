import { describe, expect, it } from 'vitest';
import { columnsOf, formatsOf, isReadable } from './columns';

const mapping = [{ column: 1, header: 'Amount', role: 'amount', format: '1.234,50' }];

describe('columns', () => {
  it('shows every column, with cells from below the header', () => {
    const columns = columnsOf({ columns: ['Date', 'Amount'], mapping, sample: [['Account 1'], ['Date', 'Amount'], ['1.2.2026', '-3,00'], ['2.2.2026', '']] });
    expect(columns.map((one) => [one.header, one.role, one.format])).toEqual([['Date', 'ignore', null], ['Amount', 'amount', '1.234,50']]);
    expect(columns[0]?.cells).toEqual(['1.2.2026', '2.2.2026']);
    expect(columns[1]?.cells).toEqual(['-3,00', '']);
  });

  it('does without names and without a sample', () => {
    expect(columnsOf({ columns: [], mapping, sample: null })).toHaveLength(2);
    expect(columnsOf({ columns: [], mapping: [], sample: 'no table' })).toEqual([]);
  });

  it('wants a day and a figure', () => {
    expect(isReadable([{ role: 'date' }, { role: 'credit' }])).toBe(true);
    expect(isReadable([{ role: 'date' }, { role: 'balance' }])).toBe(false);
    expect(isReadable([{ role: 'amount' }])).toBe(false);
  });

  it('offers forms where there are several', () => {
    expect(formatsOf('date')).toContain('%m/%d/%Y');
    expect(formatsOf('amount')).toContain('-1,234.50');
    expect(formatsOf('description')).toEqual([]);
  });
});
