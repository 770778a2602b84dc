import { describe, expect, it } from 'vitest';
import type { Attachment, Transaction } from '~/api/types';
import { ranked, reasons } from './reasons';

const receipt = { receipt_total: '41.00', receipt_currency: 'EUR', receipt_date: '2026-07-14', receipt_merchant: 'Trattoria Da Enzo' } as Attachment;
const row = (part: Partial<Transaction>) => ({ amount: '-41.00', currency: 'EUR', date: '2026-07-14', description: 'TRATTORIA 44 ROMA', merchant: null, counterparty: null, original_amount: null, original_currency: null, ...part }) as Transaction;

describe('why a transaction fits a receipt', () => {
  it('says what both have in common', () => {
    expect(reasons(receipt, row({}))).toEqual(['Same amount', 'Same day', 'Name alike']);
  });

  it('counts the days until a payment is booked', () => {
    expect(reasons(receipt, row({ date: '2026-07-17' }))[1]).toBe('3 days later');
    expect(reasons(receipt, row({ date: '2026-07-13' }))[1]).toBe('1 day earlier');
  });

  it('takes up to a quarter more for a tip, and nothing beyond', () => {
    expect(reasons(receipt, row({ amount: '-45.00' }))[0]).toMatch(/4\.00 more/);
    expect(reasons(receipt, row({ amount: '-51.26', description: 'SHELL' }))).toEqual(['Same day']);
  });

  it('knows what was paid abroad', () => {
    const abroad = row({ amount: '-48.12', currency: 'CHF', original_amount: '-41.00', original_currency: 'EUR', description: 'CARD 1' });
    expect(reasons(receipt, abroad)[0]).toBe('Same amount in its currency');
  });

  it('puts those with more in common first', () => {
    const list = [row({ id: 'c', amount: '-9.00', description: 'SHELL' }), row({ id: 'b', amount: '-9.00' }), row({ id: 'a' })];
    expect(ranked(receipt, list).map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });
});
