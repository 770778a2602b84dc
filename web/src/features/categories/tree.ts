/* Categories in the order of their tree. */
import type { Category } from '~/api/types';
import { compareText } from '~/text/format';

export interface Group {
  parent: Category;
  children: Category[];
}

export function groups(categories: Category[]): Group[] {
  const order = (a: Category, b: Category) => a.sort_order - b.sort_order || compareText(a.name, b.name);
  const known = new Set(categories.map((one) => one.id));
  return categories
    .filter((one) => !one.parent_id || !known.has(one.parent_id))
    .toSorted(order)
    .map((parent) => ({ parent, children: categories.filter((one) => one.parent_id === parent.id).toSorted(order) }));
}
