import type { Account } from '~/api/types';
import { add, type Money } from '~/value/money';

/* The sum of the balances in each currency, in the order the currencies first appear. */
export function totals(accounts: Pick<Account, 'balance' | 'currency'>[]): Money[] {
  const sums = new Map<string, string>();
  for (const { balance, currency } of accounts) sums.set(currency, add(sums.get(currency) ?? '0', balance));
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}
