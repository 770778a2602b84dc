/* Spending by category, gathered into the groups of the tree, and the address that opens the rows of each. */
import type { Category, CategorySpending } from '~/api/types';
import type { Period } from '~/value/date';
import { add, compare, negate } from '~/value/money';

export interface SpendingGroup {
  category: Category | null;
  name: string;
  amount: string; /* what was spent, positive */
  currency: string | null;
  share: number;
}

export function groupSpending(items: CategorySpending[], categories: Category[]): SpendingGroup[] {
  const byId = new Map(categories.map((one) => [one.id, one]));
  const groups = new Map<string, SpendingGroup>();
  for (const item of items) {
    const own = item.category_id ? (byId.get(item.category_id) ?? null) : null;
    const category = own?.parent_id ? (byId.get(own.parent_id) ?? own) : own;
    const key = category?.id ?? 'none';
    const before = groups.get(key);
    groups.set(key, {
      category,
      name: category?.name ?? item.name,
      amount: add(before?.amount ?? '0', negate(item.amount)),
      currency: item.currency,
      share: (before?.share ?? 0) + item.share,
    });
  }
  return [...groups.values()].toSorted((a, b) => compare(b.amount, a.amount));
}

/* Exactly the rows that a report counts: without transfers, hidden and cancelled ones, in its currency. */
function counted(period: Period, currency: string | null): URLSearchParams {
  const search = new URLSearchParams({
    start_date: period.from, end_date: period.to, is_transfer: 'false', is_hidden: 'false', status: 'posted,pending',
  });
  if (currency) search.set('currency', currency);
  return search;
}

/* The rows of a month's income, of its expenses, or of both. */
export function rowsOfFlow(kind: '' | 'income' | 'expense', period: Period, currency: string | null): string {
  const search = counted(period, currency);
  if (kind) search.set('transaction_type', kind);
  return `/transactions?${search.toString()}`;
}

export function rowsBehind(group: Pick<SpendingGroup, 'category' | 'currency'>, period: Period): string {
  const search = counted(period, group.currency);
  if (group.category) search.set('category_id', group.category.id);
  else search.set('uncategorized', 'true');
  if (!group.category) search.set('transaction_type', 'expense');
  return `/transactions?${search.toString()}`;
}
