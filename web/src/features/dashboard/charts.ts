/* From the reports' numbers to what ECharts draws. Strings become numbers here and only here: for lengths on
   the screen. Whatever is written is formatted from the exact strings. */
import type { NetWorth, Trends } from '~/api/types';
import { t } from '~/text/catalogue';
import { axisMoney, date, money } from '~/text/format';
import { axes, tip, type ChartTheme, type Option } from '~/ui/chartTheme';
import { absolute, forDrawing } from '~/value/money';

/* A label where a new month begins: its name, and the year with every January. */
function monthLabels(dates: string[]) {
  return {
    hideOverlap: true,
    interval: (i: number) => i > 0 && dates[i]?.slice(0, 7) !== dates[i - 1]?.slice(0, 7),
    formatter: (text: string) => (text.slice(5, 7) === '01' ? text.slice(0, 4) : date(text, 'month_short')),
  };
}

export function netWorthOption(data: NetWorth, theme: ChartTheme): Option {
  const dates = data.items.map((item) => item.date ?? '');
  const shared = axes(theme, (value) => axisMoney(value, data.currency));
  return {
    ...shared,
    xAxis: { ...shared.xAxis, type: 'category', boundaryGap: false, data: dates, axisLabel: { ...shared.xAxis.axisLabel, ...monthLabels(dates) } },
    yAxis: { ...shared.yAxis, scale: true },
    tooltip: {
      ...shared.tooltip,
      formatter: (at) => {
        const item = data.items[(Array.isArray(at) ? at[0] : at)?.dataIndex ?? 0];
        return item ? tip(date(item.date), [['', money(item.amount, data.currency), theme.first]]) : '';
      },
    },
    series: [
      {
        type: 'line', symbol: 'none', smooth: 0.15, sampling: 'lttb', data: data.items.map((item) => forDrawing(item.amount)),
        lineStyle: { color: theme.first, width: 2 }, itemStyle: { color: theme.first },
        areaStyle: { color: { type: 'linear', x: 0, y: 0, x2: 0, y2: 1, colorStops: [{ offset: 0, color: theme.firstSoft }, { offset: 1, color: theme.clear }] } },
      },
    ],
  };
}

export function monthsOption(data: Trends, theme: ChartTheme): Option {
  const shared = axes(theme, (value) => axisMoney(value, data.currency));
  const bar = (name: string, color: string, values: string[]) => ({
    type: 'bar' as const, name, data: values.map(forDrawing), barMaxWidth: 14, barGap: '20%', itemStyle: { color, borderRadius: [3, 3, 0, 0] },
  });
  return {
    ...shared,
    xAxis: { ...shared.xAxis, type: 'category', data: data.items.map((item) => item.month), axisLabel: { ...shared.xAxis.axisLabel, formatter: (text: string) => date(text, 'month_short'), hideOverlap: true } },
    tooltip: {
      ...shared.tooltip,
      axisPointer: { type: 'shadow', shadowStyle: { color: theme.hover } },
      formatter: (at) => {
        const item = data.items[(Array.isArray(at) ? at[0] : at)?.dataIndex ?? 0];
        if (!item) return '';
        return tip(date(item.month, 'month'), [
          [t('flow.income'), money(item.income, data.currency), theme.first],
          [t('flow.expenses'), money(absolute(item.expenses), data.currency), theme.second],
          [t('flow.net'), money(item.net, data.currency), ''],
        ]);
      },
    },
    series: [bar(t('flow.income'), theme.first, data.items.map((item) => item.income)), bar(t('flow.expenses'), theme.second, data.items.map((item) => absolute(item.expenses)))],
  };
}
