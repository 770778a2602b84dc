/* The list itself: only the rows in the window exist, however many there are, and only the pages of rows that
   come into the window are asked for. One element has the focus; the arrow keys, j and k move the active row. */
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { transactionPage, useTransactionCount } from '~/api/queries';
import type { Account, Category, List, Transaction } from '~/api/types';
import { changeSearch } from '~/route/router';
import { useKeys } from '~/shell/keys';
import { chooseFiles } from '~/shell/upload';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { Empty, Failure } from '~/ui/State';
import { CategoryPicker } from '~/features/categories/CategoryPicker';
import { useCategorise } from './changes';
import { activeCount, NO_FILTERS, toQuery, type Filters } from './filters';
import { PAGE } from './first';
import { GhostRow, Row } from './Row';

const SETTLE_MS = 70;
const COUNT_AFTER_MS = 250;
const GHOSTS = 30; /* places of rows that are on their way */
const REACHABLE = 250_000; /* rows the server lets a list be scrolled to */
const WIDE_ROW_PX = 48;
const NARROW_ROW_PX = 64;

interface Props {
  filters: Filters;
  accounts: Account[];
  categories: Category[];
  onTotal: (total: number | null) => void;
}

function useNarrow(): boolean {
  const media = useMemo(() => matchMedia('(max-width: 720px)'), []);
  const [narrow, setNarrow] = useState(media.matches);
  useEffect(() => {
    const onChange = () => setNarrow(media.matches);
    media.addEventListener('change', onChange);
    return () => media.removeEventListener('change', onChange);
  }, [media]);
  return narrow;
}

interface Pages {
  byPage: ReadonlyMap<number, Transaction[]>;
  all: boolean; /* the first page is all there is */
  error: unknown;
  refetch: () => void;
}

function combine(asked: number[], results: UseQueryResult<List<Transaction>>[]): Pages {
  const byPage = new Map<number, Transaction[]>();
  let all = false;
  for (const [i, result] of results.entries()) {
    if (!result.data) continue;
    const page = asked[i] ?? 0;
    byPage.set(page, result.data.items);
    if (page === 0) all = result.data.next_cursor === null;
  }
  const failed = results.find((result) => result.error);
  return { byPage, all, error: failed?.error, refetch: () => results.forEach((result) => result.error && void result.refetch()) };
}

interface Range {
  from: number;
  to: number;
}

const FIRST: Range = { from: 0, to: 0 };

/* The first page is always among those asked for: it says whether there are more. */
function usePages(filters: Filters, { from, to }: Range): Pages {
  const asked = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  if (from > 0) asked.unshift(0);
  const query = toQuery(filters);
  return useQueries({
    queries: asked.map((page) => transactionPage(query, page, PAGE)),
    combine: (results) => combine(asked, results),
  });
}

/* Pages are asked for once the window rests on them, so a drag of the scroll bar does not ask for every page it
   passes. Other filters begin at the top. */
function useRest(key: string, rested: Range, shown: Range, rest: (range: Range & { key: string }) => void) {
  useEffect(() => {
    if (rested.from === shown.from && rested.to === shown.to) return undefined;
    const timer = setTimeout(() => rest({ key, ...shown }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key, shown.from, shown.to]);
}

/* Rows are shown before they are counted, and counted once the filters rest. */
function useTotal(filters: Filters, key: string, pages: Pages): number | null {
  const [rested, setRested] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setRested(key), COUNT_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key]);
  const found = pages.byPage.get(0);
  const counted = useTransactionCount(toQuery(filters), found !== undefined && !pages.all && rested === key);
  if (!found) return null;
  return pages.all ? found.length : (counted.data ?? null);
}

interface Listed {
  key: string;
  pages: Pages;
  total: number | null; /* null until they are counted */
}

/* While the rows of new filters are on their way, those of the old ones stay, and look it. */
function useSteady(now: Listed): Listed {
  const kept = useRef(now);
  if (now.pages.byPage.has(0) || now.pages.error) kept.current = now;
  return kept.current;
}

function Nothing({ filters }: { filters: Filters }) {
  if (activeCount(filters) > 0) {
    return (
      <Empty icon="search" title={t('transactions.no_match')} text={t('transactions.no_match_text')}>
        <Button onClick={() => changeSearch(NO_FILTERS)}>{t('filter.clear')}</Button>
      </Empty>
    );
  }
  return (
    <Empty icon="list" title={t('transactions.none')} text={t('transactions.none_text')}>
      <Button kind="primary" icon="import" onClick={chooseFiles}>
        {t('import.choose')}
      </Button>
    </Empty>
  );
}

function Columns() {
  return (
    <div class="grid-head" role="row" aria-rowindex={1}>
      <span role="columnheader" class="cell-what">
        {t('field.description')}
      </span>
      <span role="columnheader" class="cell-category">
        {t('field.category')}
      </span>
      <span role="columnheader" class="cell-account">
        {t('field.account')}
      </span>
      <span role="columnheader" class="cell-date">
        {t('field.date')}
      </span>
      <span role="columnheader" class="cell-amount">
        {t('field.amount')}
      </span>
    </div>
  );
}

const STEPS: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity };

export function Grid({ filters, accounts, categories, onTotal }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  const rowHeight = narrow ? NARROW_ROW_PX : WIDE_ROW_PX;
  const filterKey = JSON.stringify(filters);
  const [active, setActive] = useState(-1);
  const [picking, setPicking] = useState<{ row: Transaction; anchor: Element } | null>(null);
  const categorise = useCategorise();

  const [rested, rest] = useState({ key: filterKey, ...FIRST });
  const range = rested.key === filterKey ? rested : FIRST;
  const asked = usePages(filters, range);
  const { key: listed, pages, total } = useSteady({ key: filterKey, pages: asked, total: useTotal(filters, filterKey, asked) });
  const stale = listed !== filterKey;
  const count = Math.min(total ?? (pages.byPage.has(0) ? PAGE : 0) + GHOSTS, REACHABLE);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialRect: { width: innerWidth, height: innerHeight },
    scrollPaddingStart: narrow ? 0 : 40,
  });
  const shown = virtual.getVirtualItems();
  useRest(filterKey, range, { from: Math.floor((shown[0]?.index ?? 0) / PAGE), to: Math.floor((shown.at(-1)?.index ?? 0) / PAGE) }, rest);

  useEffect(() => virtual.measure(), [rowHeight]);
  useEffect(() => {
    setActive(-1);
    scroller.current?.scrollTo(0, 0);
  }, [filterKey]);
  useEffect(() => {
    if (total !== null && !stale) onTotal(total);
  }, [total, stale]);

  const accountById = useMemo(() => new Map(accounts.map((one) => [one.id, one])), [accounts]);
  const categoryById = useMemo(() => new Map(categories.map((one) => [one.id, one])), [categories]);
  const rowAt = (index: number) => pages.byPage.get(Math.floor(index / PAGE))?.[index % PAGE];

  function move(step: number) {
    const next = Math.max(0, Math.min(count - 1, active + step));
    setActive(next);
    virtual.scrollToIndex(next);
    scroller.current?.focus({ preventScroll: true });
  }

  function pick(row: Transaction) {
    const anchor = scroller.current?.querySelector(`[data-row="${row.id}"] .cell-category`) ?? scroller.current;
    if (anchor) setPicking({ row, anchor });
  }

  function accept(row: Transaction) {
    const category = row.suggested_category_id ? categoryById.get(row.suggested_category_id) : undefined;
    if (category) categorise(row, category.id, category.name);
  }

  useKeys((key, event) => {
    const step = STEPS[key];
    const onGrid = event.target === scroller.current;
    if (step !== undefined && (onGrid || key === 'j' || key === 'k')) {
      move(step);
      return true;
    }
    const row = active >= 0 ? rowAt(active) : undefined;
    if (!row) return false;
    if (key === 'Enter' && onGrid) changeSearch({ row: row.id });
    else if (key === 'c') pick(row);
    else if (key === 'a') accept(row);
    else return false;
    return true;
  });

  if (total === 0) return <Nothing filters={filters} />;
  if (pages.error && pages.byPage.size === 0) return <Failure error={pages.error} onRetry={pages.refetch} />;
  const activeRow = active >= 0 ? rowAt(active) : undefined;
  return (
    <>
      <div
        ref={scroller}
        class={stale ? 'grid stale' : 'grid'}
        role="grid"
        aria-label={t('nav.transactions')}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-busy={stale || pages.byPage.size === 0 || undefined}
        aria-activedescendant={activeRow ? `row-${activeRow.id}` : undefined}
        tabIndex={0}
        onFocus={(event) => event.target === scroller.current && active < 0 && event.currentTarget.matches(':focus-visible') && setActive(0)}
      >
        <div role="rowgroup">
          <Columns />
        </div>
        <div role="rowgroup" class="grid-body" style={{ height: virtual.getTotalSize() }}>
          {shown.map((item) => {
            const row = rowAt(item.index);
            if (!row) return <GhostRow key={item.key} top={item.start} index={item.index} />;
            return (
              <Row
                key={item.key}
                row={row}
                top={item.start}
                index={item.index}
                active={item.index === active}
                account={accountById.get(row.account_id)}
                category={row.category_id ? categoryById.get(row.category_id) : undefined}
                suggestion={row.suggested_category_id ? categoryById.get(row.suggested_category_id) : undefined}
                onOpen={() => {
                  setActive(item.index);
                  changeSearch({ row: row.id });
                }}
                onPick={(anchor) => {
                  setActive(item.index);
                  setPicking({ row, anchor });
                }}
                onAccept={() => accept(row)}
              />
            );
          })}
        </div>
      </div>
      {picking && (
        <CategoryPicker
          anchor={picking.anchor}
          current={picking.row.category_id}
          onClose={() => setPicking(null)}
          onPick={(category) => categorise(picking.row, category?.id ?? null, category?.name ?? '')}
        />
      )}
    </>
  );
}
