import { describe, expect, it } from 'vitest';
import type { Category, CategorySpending } from '~/api/types';
import { groupSpending, rowsBehind } from './spending';

const category = (id: string, parent_id: string | null) => ({ id, parent_id, name: id.toUpperCase() }) as Category;
const item = (category_id: string | null, amount: string, share: number) => ({ category_id, name: 'given', amount, currency: 'EUR', share }) as CategorySpending;
const TREE = [category('food', null), category('coffee', 'food'), category('rent', null)];

describe('spending', () => {
  it('gathers a group to the cent, the largest first', () => {
    const groups = groupSpending([item('rent', '-10.00', 0.5), item('coffee', '-0.10', 0.1), item('food', '-9.95', 0.4)], TREE);
    expect(groups.map((one) => [one.name, one.amount])).toEqual([['FOOD', '10.05'], ['RENT', '10.00']]);
    expect(groups[0]?.share).toBeCloseTo(0.5);
  });

  it('keeps what has no category apart', () => {
    expect(groupSpending([item(null, '-1.00', 1)], TREE)).toEqual([{ category: null, name: 'given', amount: '1.00', currency: 'EUR', share: 1 }]);
  });

  it('opens to the rows that the report counts', () => {
    const period = { from: '2026-01-01', to: '2026-01-31' };
    const address = rowsBehind({ category: TREE[0] ?? null, currency: 'EUR' }, period);
    expect(address).toContain('category_id=food');
    expect(address).toContain('is_transfer=false');
    expect(rowsBehind({ category: null, currency: 'EUR' }, period)).toContain('uncategorized=true');
  });
});
