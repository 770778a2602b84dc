import { useState } from 'react';
import { useFirstDay, useNetWorth } from '~/api/queries';
import type { NetWorth } from '~/api/types';
import { t, type MessageKey } from '~/text/catalogue';
import { date, money, permille } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Figure } from '~/ui/Figure';
import { Segmented } from '~/ui/Field';
import { Icon } from '~/ui/icons';
import { pending } from '~/ui/State';
import { addMonths, today } from '~/value/date';
import { changePermille, isNegative, subtract } from '~/value/money';
import { netWorthOption } from './charts';

type Range = '3' | '6' | '12' | 'all';

const RANGES: readonly { value: Range; label: MessageKey }[] = [
  { value: '3', label: 'range.3m' },
  { value: '6', label: 'range.6m' },
  { value: '12', label: 'range.1y' },
  { value: 'all', label: 'range.all' },
];

function summary(data: NetWorth): string {
  const first = data.items[0];
  const last = data.items.at(-1);
  if (!first || !last) return t('chart.none');
  return t('dashboard.net_worth_summary', {
    from: date(first.date), to: date(last.date),
    before: money(first.amount, data.currency), after: money(last.amount, data.currency),
  });
}

function Change({ data }: { data: NetWorth }) {
  const first = data.items[0];
  const last = data.items.at(-1);
  if (!first || !last) return null;
  const change = subtract(last.amount, first.amount);
  const share = changePermille(first.amount, last.amount);
  const down = isNegative(change);
  return (
    <p class={down ? 'change down' : 'change up'}>
      <Icon name={down ? 'arrow_down' : 'arrow_up'} size={14} />
      <Amount amount={change} currency={data.currency} style="signed" />
      {share !== null && <span class="num">({permille(share)})</span>}
      <span class="faint">{t('dashboard.since', { date: date(first.date) })}</span>
    </p>
  );
}

export function NetWorthCard() {
  const [range, setRange] = useState<Range>('12');
  const first = useFirstDay(range === 'all');
  const data = useNetWorth(range === 'all' ? (first.data ?? null) : addMonths(today(), -Number(range)));
  const last = data.data?.items.at(-1);
  return (
    <section class="card area-worth" aria-labelledby="net-worth">
      <header class="card-head">
        <h2 id="net-worth">{t('dashboard.net_worth')}</h2>
        <Segmented label={t('range.label')} value={range} choices={RANGES.map((one) => ({ value: one.value, label: t(one.label) }))} onValue={setRange} />
      </header>
      {!data.data && pending(data, 5, 24)}
      {data.data && (
        <>
          <p class="hero">{last ? <Amount amount={last.amount} currency={data.data.currency} /> : '–'}</p>
          <Change data={data.data} />
          <Figure
            height={220}
            option={(theme) => netWorthOption(data.data, theme)}
            deps={[data.data]}
            summary={summary(data.data)}
            columns={[t('field.date'), t('dashboard.net_worth')]}
            rows={data.data.items.map((item) => [date(item.date), money(item.amount, data.data.currency)])}
          />
        </>
      )}
    </section>
  );
}
