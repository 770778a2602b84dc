import { useTrends } from '~/api/queries';
import type { Flow, Trends } from '~/api/types';
import { Link } from '~/route/Link';
import { t } from '~/text/catalogue';
import { date, money, permille } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Card } from '~/ui/Card';
import { Figure } from '~/ui/Figure';
import { pending } from '~/ui/State';
import { namedPeriod, today } from '~/value/date';
import { absolute, changePermille, subtract } from '~/value/money';
import { monthsOption } from './charts';
import { rowsOfFlow } from './spending';

/* Expenses come negative from some reports: what is compared is how much. */
function against(now: string, before: string): string {
  const change = changePermille(absolute(before), absolute(now));
  return change === null ? t('dashboard.no_comparison') : t('dashboard.against', { change: permille(change) });
}

function Compare({ label, now, before, currency, kind }: { label: string; now: string; before: string; currency: string | null; kind: '' | 'income' | 'expense' }) {
  const period = namedPeriod('this_month', today());
  return (
    <Link to={rowsOfFlow(kind, period, currency)} class="compare">
      <span class="faint small">{label}</span>
      <Amount amount={kind === 'expense' ? absolute(now) : now} currency={currency} class="compare-now" />
      <span class="faint small num">{kind ? against(now, before) : t('dashboard.against', { change: money(subtract(now, before), currency, 'signed') })}</span>
    </Link>
  );
}

function summary(data: Trends): string {
  const last = data.items.at(-1);
  if (!last) return t('chart.none');
  return t('dashboard.months_summary', {
    n: data.items.length, month: date(last.month, 'month'),
    income: money(last.income, data.currency), expenses: money(absolute(last.expenses), data.currency), net: money(last.net, data.currency),
  });
}

export function MonthsCard({ thisMonth, lastMonth }: { thisMonth: Flow; lastMonth: Flow }) {
  const trends = useTrends(12);
  const data = trends.data;
  return (
    <Card title={t('dashboard.months')} class="area-months">
      {!data && pending(trends, 5, 24)}
      {data && (
        <>
          <div class="compares">
            <Compare label={t('flow.income')} now={thisMonth.income} before={lastMonth.income} currency={data.currency} kind="income" />
            <Compare label={t('flow.expenses')} now={thisMonth.expenses} before={lastMonth.expenses} currency={data.currency} kind="expense" />
            <Compare label={t('flow.net')} now={thisMonth.net} before={lastMonth.net} currency={data.currency} kind="" />
          </div>
          <Figure
            height={286}
            option={(theme) => monthsOption(data, theme)}
            deps={[data]}
            summary={summary(data)}
            columns={[t('field.month'), t('flow.income'), t('flow.expenses'), t('flow.net')]}
            rows={data.items.map((item) => [date(item.month, 'month'), money(item.income, data.currency), money(absolute(item.expenses), data.currency), money(item.net, data.currency)])}
          />
        </>
      )}
    </Card>
  );
}
