/* Where the money went in a period. Every line opens to the transactions that make it. */
import { useState } from 'react';
import { useCategories, useSpending } from '~/api/queries';
import { Link } from '~/route/Link';
import { t } from '~/text/catalogue';
import { percent } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Card } from '~/ui/Card';
import { Empty, pending } from '~/ui/State';
import { namedPeriod, today, type Period, type PeriodName } from '~/value/date';
import { Glyph, tint } from '~/features/categories/Glyph';
import { negate } from '~/value/money';
import { groupSpending, rowsBehind, type SpendingGroup } from './spending';

const PERIODS: PeriodName[] = ['this_month', 'last_month', 'last_90_days', 'this_year'];
const SHOWN = 8;

function Line({ group, period, largest }: { group: SpendingGroup; period: Period; largest: number }) {
  const width = largest > 0 ? Math.max(1.5, (group.share / largest) * 100) : 0;
  const colour = tint(group.category ?? undefined);
  return (
    <li>
      <Link to={rowsBehind(group, period)} class="spend-row">
        <Glyph category={group.category ?? undefined} />
        <span class="spend-text">
          <span class="truncate">{group.category ? group.name : t('category.none')}</span>
          <span class="spend-bar">
            <span class={colour.class} style={{ ...colour.style, width: `${width}%` }} />
          </span>
        </span>
        <span class="spend-figures">
          <Amount amount={group.amount} currency={group.currency} />
          <span class="faint small num">{percent(group.share)}</span>
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
  const categories = useCategories();
  const items = groupSpending(spending.data?.items ?? [], categories.data ?? []);
  const loaded = spending.data && categories.data;
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
      {!loaded && pending(spending.data ? categories : spending, 6, 26)}
      {loaded && items.length === 0 && <Empty icon="tag" title={t('dashboard.no_spending')} text={t('dashboard.no_spending_text')} />}
      {loaded && items.length > 0 && (
        <>
          <p class="spend-total">
            <Amount amount={negate(loaded ? spending.data.total : '0')} currency={spending.data?.currency ?? null} class="total" />
            <span class="faint small">{t('dashboard.spent')}</span>
          </p>
          <ul class="spend-list">
            {shown.map((item) => (
              <Line key={item.category?.id ?? 'none'} group={item} period={period} largest={items[0]?.share ?? 0} />
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
