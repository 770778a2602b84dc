import { expect, it } from 'vitest';
import { totals } from './totals';

it('never adds two currencies', () => {
  const sums = totals([
    { balance: '0.10', currency: 'EUR' },
    { balance: '5', currency: 'JPY' },
    { balance: '0.20', currency: 'EUR' },
  ]);
  expect(sums).toEqual([{ currency: 'EUR', amount: '0.30' }, { currency: 'JPY', amount: '5' }]);
});
