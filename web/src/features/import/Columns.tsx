/* How each column was understood. Another meaning or another form may be chosen; the file is then read again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import type { Import, Preview } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { toast, toastProblem } from '~/ui/toast';
import { columnsOf, formatsOf, ROLES, type Column } from './columns';

type Change = { role?: string; format?: string };

function formLabel(role: string, format: string): string {
  if (role === 'date' || role === 'value_date') return word('form', format.replaceAll(/[^dmY]/g, '').toLowerCase());
  return format.startsWith('-') ? t('form.turned', { form: format.slice(1) }) : format;
}

function Picker({ label, value, choices, onValue }: { label: string; value: string; choices: { value: string; label: string }[]; onValue: (value: string) => void }) {
  return (
    <select class="control compact" aria-label={label} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
      {choices.map((one) => (
        <option key={one.value} value={one.value} selected={one.value === value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

function Line({ column, change, onChange }: { column: Column; change: Change; onChange: (change: Change) => void }) {
  const name = column.header || t('columns.unnamed', { n: column.column + 1 });
  const role = change.role ?? column.role;
  const found = role === column.role ? column.format : null;
  const forms = formatsOf(role);
  const roles = ROLES.includes(role) ? ROLES : [...ROLES, role];
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Picker label={t('columns.meaning_of', { name })} value={role} onValue={(next) => onChange({ role: next })} choices={roles.map((one) => ({ value: one, label: word('role', one) }))} />
      </td>
      <td>
        {forms.length > 0 && (
          <Picker
            label={t('columns.form_of', { name })}
            value={change.format ?? ''}
            onValue={(format) => onChange({ ...change, format })}
            choices={[{ value: '', label: found ? t('columns.as_found', { form: found }) : t('columns.find') }, ...forms.map((one) => ({ value: one, label: formLabel(role, one) }))]}
          />
        )}
      </td>
      <td class="muted samples">{column.cells.join('  ·  ')}</td>
    </tr>
  );
}

function useApply(id: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (columns: Omit<Column, 'cells'>[]) => api.put<Import>(`/imports/${id}/mapping`, { columns }),
    onSuccess: (job) => {
      onDone();
      toast(t('columns.read_again'));
      client.setQueryData(['imports', 'one', id], job);
      client.removeQueries({ queryKey: ['imports', 'preview', id] });
    },
    onError: toastProblem,
  });
}

export function Columns({ preview }: { preview: Preview }) {
  const [changes, setChanges] = useState<Record<number, Change>>({});
  const apply = useApply(preview.import.id, () => setChanges({}));
  const columns = columnsOf(preview);
  const changed = Object.keys(changes).length > 0;

  function submit() {
    const wanted = columns.map((one) => {
      const { role = one.role, format } = changes[one.column] ?? {};
      return { column: one.column, header: one.header, role, format: format || (role === one.role ? one.format : null) };
    });
    apply.mutate(wanted.filter((one) => one.role !== 'ignore'));
  }

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
            {columns.map((column) => (
              <Line key={column.column} column={column} change={changes[column.column] ?? {}} onChange={(change) => setChanges({ ...changes, [column.column]: change })} />
            ))}
          </tbody>
        </table>
      </div>
      <div class="button-row tab-note">
        <Button kind="primary" disabled={!changed} busy={apply.isPending} onClick={submit}>
          {t('columns.apply')}
        </Button>
        {changed && <Button onClick={() => setChanges({})}>{t('action.cancel')}</Button>}
      </div>
    </>
  );
}
