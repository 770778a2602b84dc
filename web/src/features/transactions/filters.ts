/* The filters of the list. They stand in the address under the names the API gives them, so an address can be
   kept, shared and asked as it is. */
import type { Query } from '~/api/client';
import { isDate, namedPeriod, PERIOD_NAMES, type PeriodName } from '~/value/date';

export const FILTER_NAMES = [
  'search_query', 'start_date', 'end_date', 'account_id', 'category_id', 'category', 'transaction_type', 'status',
  'min_amount', 'max_amount', 'uncategorized', 'currency', 'is_transfer', 'is_hidden', 'import_id', 'tag', 'merchant', 'sort',
] as const;

export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = Partial<Record<FilterName, string>>;

const TRUTHS = ['true', 'false'];

/* A filter of words takes several, with commas between. */
const WORDS: Partial<Record<FilterName, readonly string[]>> = {
  uncategorized: ['true'],
  is_transfer: TRUTHS,
  is_hidden: TRUTHS,
  transaction_type: ['income', 'expense', 'transfer'],
  status: ['pending', 'posted', 'cancelled'],
  sort: ['-date', 'date', '-amount', 'amount', 'description', '-description'],
};

const CHECKS: Partial<Record<FilterName, (value: string) => boolean>> = {
  start_date: isDate,
  end_date: isDate,
  min_amount: (value) => /^-?\d+(\.\d+)?$/.test(value),
  max_amount: (value) => /^-?\d+(\.\d+)?$/.test(value),
};

/* What an address asks for; a value that makes no sense is left out rather than sent. */
export function readFilters(search: URLSearchParams): Filters {
  const filters: Filters = {};
  for (const name of FILTER_NAMES) {
    const value = search.get(name)?.trim();
    if (!value) continue;
    if (!value.split(',').every((part) => WORDS[name]?.includes(part) ?? true)) continue;
    if (CHECKS[name] && !CHECKS[name](value)) continue;
    filters[name] = value;
  }
  return filters;
}

export function toQuery(filters: Filters): Query {
  return { ...filters };
}

/* How many filters narrow the list; the order of rows is none. */
export function activeCount(filters: Filters): number {
  const period = filters.start_date || filters.end_date ? 1 : 0;
  const amount = filters.min_amount || filters.max_amount ? 1 : 0;
  const single = FILTER_NAMES.filter((name) => !['start_date', 'end_date', 'min_amount', 'max_amount', 'sort'].includes(name));
  return period + amount + single.filter((name) => filters[name]).length;
}

/* The name of the period that the two dates make, if it has one. */
export function periodOf(filters: Filters, on: string): PeriodName | null {
  return PERIOD_NAMES.find((name) => {
    const period = namedPeriod(name, on);
    return period.from === filters.start_date && period.to === filters.end_date;
  }) ?? null;
}

export const NO_FILTERS: Record<string, null> = Object.fromEntries(FILTER_NAMES.map((name) => [name, null]));
