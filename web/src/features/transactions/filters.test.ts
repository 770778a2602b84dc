import { describe, expect, it } from 'vitest';
import { activeCount, periodOf, readFilters } from './filters';

const read = (text: string) => readFilters(new URLSearchParams(text));

describe('filters', () => {
  it('takes what the API knows and leaves the rest', () => {
    expect(read('account_id=acc_1&row=txn_1&status=pending')).toEqual({ account_id: 'acc_1', status: 'pending' });
  });

  it('leaves out values that make no sense', () => {
    expect(read('status=posted,pending&uncategorized=true')).toEqual({ status: 'posted,pending', uncategorized: 'true' });
    expect(read('start_date=2023-02-30&status=maybe&min_amount=12,5&sort=password&search_query=%20')).toEqual({});
  });

  it('counts a period and an amount range once', () => {
    expect(activeCount(read('start_date=2024-01-01&end_date=2024-01-31&min_amount=1&sort=amount'))).toBe(2);
    expect(activeCount({})).toBe(0);
  });

  it('names a period', () => {
    expect(periodOf(read('start_date=2024-02-01&end_date=2024-02-29'), '2024-03-10')).toBe('last_month');
    expect(periodOf(read('start_date=2024-02-02&end_date=2024-02-29'), '2024-03-10')).toBeNull();
  });
});
