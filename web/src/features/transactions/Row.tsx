import { memo } from 'react';
import type { Account, Category, Transaction } from '~/api/types';
import { folded } from '~/shell/match';
import { t, word } from '~/text/catalogue';
import { date } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Badge } from '~/ui/Card';
import { Icon } from '~/ui/icons';
import { Glyph } from '~/features/categories/Glyph';

interface Props {
  row: Transaction;
  top: number;
  index: number;
  active: boolean;
  account: Account | undefined;
  category: Category | undefined;
  suggestion: Category | undefined;
  onOpen: () => void;
  onPick: (anchor: Element) => void;
  onAccept: () => void;
}

function CategoryCell({ category, suggestion, onPick, onAccept }: Pick<Props, 'category' | 'suggestion' | 'onPick' | 'onAccept'>) {
  const suggested = !category && suggestion;
  const label = category?.name ?? (suggestion ? t('transactions.suggested', { name: suggestion.name }) : t('category.choose'));
  return (
    <span role="gridcell" class="cell-category">
      <button type="button" tabIndex={-1} class={`category-chip${category ? '' : suggested ? ' suggested' : ' none'}`} aria-label={t('transactions.change_category', { name: label })} onClick={(event) => {
        event.stopPropagation();
        onPick(event.currentTarget);
      }}>
        <span class="truncate">{category?.name ?? suggestion?.name ?? t('category.choose')}</span>
      </button>
      {suggested && (
        <button type="button" tabIndex={-1} class="accept" aria-label={t('transactions.accept', { name: suggestion.name })} title={t('transactions.accept', { name: suggestion.name })} onClick={(event) => {
          event.stopPropagation();
          onAccept();
        }}>
          <Icon name="check" size={16} />
        </button>
      )}
    </span>
  );
}

/* What the bank wrote, unless the title says the same. */
function secondLine(row: Transaction): string | null {
  const text = row.merchant ? row.description : row.counterparty;
  const title = row.merchant ?? row.description;
  return text && folded(text) !== folded(title) ? text : null;
}

function DrawnRow({ row, top, index, active, account, category, suggestion, onOpen, onPick, onAccept }: Props) {
  const title = row.merchant ?? row.description;
  const under = secondLine(row);
  return (
    <div id={`row-${row.id}`} data-row={row.id} role="row" aria-rowindex={index + 2} aria-selected={active} class={`grid-row${active ? ' active' : ''}${row.is_hidden ? ' hidden-row' : ''}`} style={{ transform: `translateY(${top}px)` }} onClick={onOpen}>
      <span role="gridcell" class="cell-what">
        <Glyph category={category} />
        <span class="what-text">
          <span class="what-title">
            <span class="truncate">{title}</span>
            {row.status !== 'posted' && <Badge tone={row.status === 'pending' ? 'warn' : 'plain'}>{word('status', row.status)}</Badge>}
          </span>
          {under && <span class="truncate faint small what-under">{under}</span>}
        </span>
      </span>
      <CategoryCell category={category} suggestion={suggestion} onPick={onPick} onAccept={onAccept} />
      <span role="gridcell" class="cell-account truncate muted">
        {account?.name ?? ''}
      </span>
      <span role="gridcell" class="cell-date muted num">
        {date(row.date)}
      </span>
      <span role="gridcell" class="cell-amount">
        <Amount amount={row.amount} currency={row.currency} tone />
      </span>
    </div>
  );
}

const SHOWN = ['row', 'top', 'index', 'active', 'account', 'category', 'suggestion'] as const;

/* Scrolling draws only the rows that come in: what a row does follows from what it shows. */
export const Row = memo(DrawnRow, (before, after) => SHOWN.every((name) => before[name] === after[name]));

/* The place of a row whose page is on its way. */
export function GhostRow({ top, index }: { top: number; index: number }) {
  return (
    <div role="row" aria-rowindex={index + 2} class="grid-row ghost" style={{ transform: `translateY(${top}px)` }}>
      <span role="gridcell" class="cell-what">
        <span class="unseen">{t('state.loading')}</span>
        <span class="bone circle" />
        <span class={`bone w${index % 4}`} />
      </span>
    </div>
  );
}
