/* How each column was understood. Another meaning may be chosen; the file is then read again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import type { MappedColumn, Preview } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { toast, toastProblem } from '~/ui/toast';

const ROLES = ['ignore', 'date', 'value_date', 'description', 'amount', 'debit', 'credit', 'balance', 'currency', 'direction', 'counterparty', 'counterparty_account', 'reference', 'category', 'status'];
const SAMPLES = 4;

function roleOf(mapping: MappedColumn[], column: number): string {
  return mapping.find((one) => one.column === column)?.role ?? 'ignore';
}

export function Columns({ preview }: { preview: Preview }) {
  const client = useQueryClient();
  const [changes, setChanges] = useState<Record<number, string>>({});
  const id = preview.import.id;
  const apply = useMutation({
    mutationFn: () => {
      const mapping = preview.columns.map((header, column) => {
        const before = preview.mapping.find((one) => one.column === column);
        const role = changes[column] ?? before?.role ?? 'ignore';
        return { column, header, role, format: role === before?.role ? before.format : null };
      });
      return api.put(`/imports/${id}/mapping`, { mapping });
    },
    onSuccess: () => {
      setChanges({});
      toast(t('columns.read_again'));
      void client.invalidateQueries({ queryKey: ['imports'] });
    },
    onError: toastProblem,
  });
  const changed = Object.keys(changes).length > 0;
  return (
    <>
      <p class="tab-note muted">{t('columns.text')}</p>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={t('import.tab_columns')}>
        <table class="table columns-table">
          <thead>
            <tr>
              <th scope="col">{t('columns.column')}</th>
              <th scope="col">{t('columns.meaning')}</th>
              <th scope="col">{t('columns.format')}</th>
              <th scope="col">{t('columns.sample')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((header, column) => {
              const name = header || t('columns.unnamed', { n: column + 1 });
              const role = changes[column] ?? roleOf(preview.mapping, column);
              const roles = ROLES.includes(role) ? ROLES : [...ROLES, role];
              return (
                <tr key={column}>
                  <th scope="row">{name}</th>
                  <td>
                    <select class="control compact" aria-label={t('columns.meaning_of', { name })} value={role} onChange={(event) => setChanges({ ...changes, [column]: event.currentTarget.value })}>
                      {roles.map((one) => (
                        <option key={one} value={one} selected={one === role}>
                          {word('role', one)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td class="mono faint">{preview.mapping.find((one) => one.column === column)?.format ?? ''}</td>
                  <td class="muted samples">{preview.sample.slice(0, SAMPLES).map((row) => row[column]).filter(Boolean).join('  ·  ')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div class="button-row tab-note">
        <Button kind="primary" disabled={!changed} busy={apply.isPending} onClick={() => apply.mutate()}>
          {t('columns.apply')}
        </Button>
        {changed && <Button onClick={() => setChanges({})}>{t('action.cancel')}</Button>}
      </div>
    </>
  );
}
