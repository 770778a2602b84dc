import type { PreviewRow } from '~/api/types';
import { t } from '~/text/catalogue';
import { count, date } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Badge } from '~/ui/Card';

const SHOWN = 200;

function State({ row }: { row: PreviewRow }) {
  if (row.state !== 'duplicate' && row.state !== 'near') return <Badge tone="good">{t('row.new')}</Badge>;
  const label = row.state === 'duplicate' ? t('row.duplicate') : t('row.near');
  return (
    <span class="row-state">
      <Badge tone={row.state === 'near' ? 'warn' : 'plain'}>{label}</Badge>
      {row.reason && <span class="faint small">{row.reason}</span>}
    </span>
  );
}

function Line({ row }: { row: PreviewRow }) {
  return (
    <tr class={row.state === 'duplicate' ? 'known' : ''}>
      <td class="num faint">{row.line}</td>
      <td class="num nowrap">{row.date ? date(row.date) : '–'}</td>
      <td class="wide-cell">{row.description ?? '–'}</td>
      <td class="right">{row.amount && row.currency ? <Amount amount={row.amount} currency={row.currency} tone /> : (row.amount ?? '–')}</td>
      <td class="right muted">{row.balance && row.currency ? <Amount amount={row.balance} currency={row.currency} /> : (row.balance ?? '')}</td>
      <td>
        <State row={row} />
      </td>
    </tr>
  );
}

export function PreviewRows({ rows, total }: { rows: PreviewRow[]; total: number }) {
  const shown = rows.slice(0, SHOWN);
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={t('import.tab_rows')}>
      <table class="table preview-table">
        <thead>
          <tr>
            <th scope="col">{t('field.line')}</th>
            <th scope="col">{t('field.date')}</th>
            <th scope="col">{t('field.description')}</th>
            <th scope="col" class="right">
              {t('field.amount')}
            </th>
            <th scope="col" class="right">
              {t('field.balance')}
            </th>
            <th scope="col">{t('field.state')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            <Line key={`${row.line}-${i}`} row={row} />
          ))}
        </tbody>
      </table>
      {total > shown.length && <p class="tab-empty muted small">{t('import.first_rows', { shown: count(shown.length), total: count(total) })}</p>}
    </div>
  );
}
