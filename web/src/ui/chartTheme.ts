/* The colours of a chart, taken from the page's own custom properties, and what all charts share. */
import type { ComposeOption } from 'echarts/core';
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';

export type Option = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption>;

export interface ChartTheme {
  text: string;
  line: string;
  hover: string;
  surface: string;
  first: string;
  firstSoft: string;
  second: string;
  clear: string;
  font: string;
}

/* light-dark() is resolved by the browser: ask it through an element that has the colour. */
function resolve(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

function faded(color: string, opacity: number): string {
  return color.replace(/^rgb\((.*)\)$/, `rgba($1, ${opacity})`);
}

export function chartTheme(): ChartTheme {
  const first = resolve('--chart-1');
  return {
    text: resolve('--text-3'),
    line: resolve('--line'),
    hover: faded(resolve('--text-3'), 0.1),
    surface: resolve('--raised'),
    first,
    firstSoft: faded(first, 0.24),
    second: resolve('--chart-2'),
    clear: faded(first, 0),
    font: getComputedStyle(document.body).fontFamily,
  };
}

export function axes(theme: ChartTheme, amount: (value: number) => string) {
  const label = { color: theme.text, fontFamily: theme.font, fontSize: 11 };
  return {
    animationDuration: 350,
    grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
    xAxis: { axisLine: { lineStyle: { color: theme.line } }, axisTick: { show: false }, axisLabel: { ...label, margin: 10 } },
    yAxis: { type: 'value' as const, splitNumber: 4, splitLine: { lineStyle: { color: theme.line } }, axisLabel: { ...label, formatter: amount } },
    tooltip: {
      trigger: 'axis' as const, className: 'chart-tip', backgroundColor: theme.surface, borderColor: theme.line, borderWidth: 1, padding: 0,
      textStyle: { color: theme.text, fontFamily: theme.font }, axisPointer: { lineStyle: { color: theme.text, type: 'dashed' as const } }, confine: true,
    },
  };
}

/* The tooltip as elements and not as markup: the content security policy refuses style attributes. */
export function tip(title: string, lines: [label: string, value: string, color: string][]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'tip';
  box.append(Object.assign(document.createElement('p'), { textContent: title }));
  for (const [label, value, color] of lines) {
    const row = document.createElement('div');
    const dot = document.createElement('i');
    dot.style.background = color || 'transparent';
    row.append(dot, Object.assign(document.createElement('span'), { textContent: label }), Object.assign(document.createElement('b'), { textContent: value, className: 'num amount' }));
    box.append(row);
  }
  return box;
}
