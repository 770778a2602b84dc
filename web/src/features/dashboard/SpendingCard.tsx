/* Where the money went in a period. Every line opens to the transactions that make it. */
import { useState } from 'react';
import { useSpending } from '~/api/queries';
import type { CategorySpending } from '~/api/types';
import { Link } from '~/route/Link';
import { t } from '~/text/catalogue';
import { percent } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Card } from '~/ui/Card';
import { Empty, pending } from '~/ui/State';
import { namedPeriod, today, type Period, type PeriodName } from '~/value/date';
import { Glyph, tint } from '~/features/categories/Glyph';
import { negate } from '~/value/money';

const PERIODS: PeriodName[] = ['this_month', 'last_month', 'last_90_days', 'this_year'];
const SHOWN = 8;

function rowsOf(item: CategorySpending, period: Period): string {
  const category = item.category_id ? `category_id=${item.category_id}` : 'category=none';
  return `/transactions?start_date=${period.from}&end_date=${period.to}&${category}&transaction_type=expense`;
}

function Line({ item, period, largest }: { item: CategorySpending; period: Period; largest: number }) {
  const width = largest > 0 ? Math.max(1.5, (item.share / largest) * 100) : 0;
  const signed = { ...item, code: item.category_id ? item.code : 'none' };
  const colour = tint(signed);
  return (
    <li>
      <Link to={rowsOf(item, period)} class="spend-row">
        <Glyph category={signed} />
        <span class="spend-text">
          <span class="truncate">{item.name}</span>
          <span class="spend-bar">
            <span class={colour.class} style={{ ...colour.style, width: `${width}%` }} />
          </span>
        </span>
        <span class="spend-figures">
          <Amount amount={negate(item.amount)} currency={item.currency} />
          <span class="faint small num">{percent(item.share)}</span>
        </span>
      </Link>
    </li>
  );
}

export function SpendingCard() {
  const [name, setName] = useState<PeriodName>('this_month');
  const [all, setAll] = useState(false);
  const period = namedPeriod(name, today());
  const spending = useSpending(period.from, period.to);
  const items = spending.data?.items ?? [];
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <Card
      title={t('dashboard.spending')}
      class="area-spending"
      actions={
        <select class="control compact" aria-label={t('filter.period')} value={name} onChange={(event) => setName(event.currentTarget.value as PeriodName)}>
          {PERIODS.map((one) => (
            <option key={one} value={one} selected={one === name}>
              {t(`period.${one}`)}
            </option>
          ))}
        </select>
      }
    >
      {!spending.data && pending(spending, 6, 26)}
      {spending.data && items.length === 0 && <Empty icon="tag" title={t('dashboard.no_spending')} text={t('dashboard.no_spending_text')} />}
      {spending.data && items.length > 0 && (
        <>
          <p class="spend-total">
            <Amount amount={negate(spending.data.total)} currency={spending.data.currency} class="total" />
            <span class="faint small">{t('dashboard.spent')}</span>
          </p>
          <ul class="spend-list">
            {shown.map((item) => (
              <Line key={item.category_id ?? 'none'} item={item} period={period} largest={items[0]?.share ?? 0} />
            ))}
          </ul>
          {items.length > SHOWN && (
            <button type="button" class="text-button" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t('action.fewer') : t('action.more', { n: items.length - SHOWN })}
            </button>
          )}
        </>
      )}
    </Card>
  );
}
