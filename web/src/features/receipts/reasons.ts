/* Why a transaction fits a receipt, in facts that a person can check. */
import type { Attachment, Transaction } from '~/api/types';
import { folded } from '~/shell/match';
import { t } from '~/text/catalogue';
import { money } from '~/text/format';
import { daysBetween } from '~/value/date';
import { absolute, add, compare, subtract } from '~/value/money';

const SHORTEST_WORD = 3;
const TIP_PART = 4; /* a tip is at most a quarter of the total */

const times = (amount: string, n: number) => add(...Array.from({ length: n }, () => amount));

function amountReason(receipt: Attachment, row: Transaction): string | null {
  if (!receipt.receipt_total) return null;
  const total = absolute(receipt.receipt_total);
  const paid = absolute(row.amount);
  const sameCurrency = !receipt.receipt_currency || receipt.receipt_currency === row.currency;
  if (sameCurrency && compare(total, paid) === 0) return t('receipts.same_amount');
  const abroad = row.original_amount && receipt.receipt_currency === row.original_currency;
  if (abroad && compare(total, absolute(row.original_amount ?? '0')) === 0) return t('receipts.same_original');
  if (sameCurrency && compare(paid, total) > 0 && compare(times(subtract(paid, total), TIP_PART), total) <= 0) return t('receipts.more_paid', { amount: money(subtract(paid, total), row.currency) });
  return null;
}

function dayReason(receipt: Attachment, row: Transaction): string | null {
  if (!receipt.receipt_date) return null;
  const days = daysBetween(receipt.receipt_date, row.date);
  if (days === 0) return t('receipts.same_day');
  return days > 0 ? t('receipts.days_later', { n: days }) : t('receipts.days_earlier', { n: -days });
}

function nameReason(receipt: Attachment, row: Transaction): string | null {
  const words = folded(receipt.receipt_merchant ?? '').split(/[^\p{L}\p{N}]+/u).filter((one) => one.length >= SHORTEST_WORD);
  const text = folded([row.description, row.merchant, row.counterparty].filter(Boolean).join(' '));
  return words.some((one) => text.includes(one)) ? t('receipts.same_name') : null;
}

export function reasons(receipt: Attachment, row: Transaction): string[] {
  return [amountReason(receipt, row), dayReason(receipt, row), nameReason(receipt, row)].filter((one) => one !== null);
}

/* Those that have more in common stand first; among equals the order stays. */
export function ranked(receipt: Attachment, rows: readonly Transaction[]): Transaction[] {
  const points = (row: Transaction) => (amountReason(receipt, row) ? 4 : 0) + (nameReason(receipt, row) ? 2 : 0) + (receipt.receipt_date === row.date ? 1 : 0);
  return rows.map((row) => ({ row, n: points(row) })).toSorted((a, b) => b.n - a.n).map(({ row }) => row);
}
