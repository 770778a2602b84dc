/* A chart with its summary in words and the same numbers as a table. The chart engine loads when the figure
   comes near the window; the place is kept, so nothing moves when it arrives. */
import { useEffect, useRef, useState } from 'react';
import { useTheme } from '~/shell/local';
import { t } from '~/text/catalogue';
import { IconButton } from './Button';
import { chartTheme, type ChartTheme, type Option } from './chartTheme';

interface Props {
  height: number;
  option: (theme: ChartTheme) => Option;
  deps: unknown[];
  summary: string;
  columns: string[];
  rows: string[][];
}

interface Chart {
  setOption: (option: Option, all: boolean) => void;
  resize: () => void;
  dispose: () => void;
}

function useChart(option: Props['option'], deps: unknown[], shown: boolean) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const theme = useTheme();
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const element = host.current;
    if (!element || !shown) return;
    let gone = false;
    const resized = new ResizeObserver(() => chart.current?.resize());
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      void import('./echarts').then(({ init }) => {
        if (gone) return;
        chart.current = init(element) as Chart;
        resized.observe(element);
        setReady(true);
      });
    }, { rootMargin: '200px' });
    seen.observe(element);
    return () => {
      gone = true;
      seen.disconnect();
      resized.disconnect();
      chart.current?.dispose();
      chart.current = null;
      setReady(false);
    };
  }, [shown]);

  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const draw = () => chart.current?.setOption(option(chartTheme()), true);
    draw();
    dark.addEventListener('change', draw);
    return () => dark.removeEventListener('change', draw);
  }, [ready, theme, ...deps]);

  return host;
}

function Numbers({ columns, rows }: { columns: string[]; rows: string[][] }) {
  return (
    <div class="figure-table" tabIndex={0} role="region" aria-label={t('chart.table')}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, i) => (i === 0 ? <th key={columns[i]} scope="row">{cell}</th> : <td key={columns[i]} class="num amount">{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Figure({ height, option, deps, summary, columns, rows }: Props) {
  const [asTable, setAsTable] = useState(false);
  const host = useChart(option, deps, !asTable);
  return (
    <figure class="figure">
      <div style={{ height }} class="figure-body">
        {asTable ? <Numbers columns={columns} rows={rows} /> : <div ref={host} class="figure-canvas" role="img" aria-label={summary} />}
      </div>
      <figcaption>
        <span class="figure-summary faint small">{summary}</span>
        <IconButton icon={asTable ? 'chart' : 'table'} size="s" label={asTable ? t('chart.as_chart') : t('chart.as_table')} aria-pressed={asTable} onClick={() => setAsTable(!asTable)} />
      </figcaption>
    </figure>
  );
}
